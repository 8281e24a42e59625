"""The files of a domain pack: where they are, and what is in them, entry by entry with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ketclaims.late import late
from ketclaims.lexicon.entries import Table
from ketclaims.model import InputError

CORE, DEFAULT = "core", "ketamine"
CORE_FILES = ("numbers", "prefixes", "units", "relations", "counts", "exclusions", "context", "document")
PACK_FILES = ("measures", "conditions", "interventions", "routes")
OPTIONAL_FILES = ("counts", "units")
LEANINGS = "leanings.csv"
"""What single words near a figure say of its measure, as it was learned: optional, and made by a command."""

_HEADER = late(r"(?m)^[ \t]*\[[ \t]*[\w\"'{]")
_LINE = late(r"\s*\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a pack, and where: file, line, entry and key, as far as they are known."""

    file: str
    says: str
    line: int | None = None
    entry: str = ""
    key: str = ""

    def __str__(self) -> str:
        """One sentence."""
        line, entry = f"line {self.line}" if self.line else "", f"[{self.entry}]" if self.entry else ""
        sentence = f"{', '.join(filter(None, (self.file, line, entry, self.key)))}: {self.says}"
        # Names and keys come from the file, and a name may hold anything.
        return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in sentence)


@dataclass(frozen=True, slots=True)
class Pack:
    """A domain pack as it lies there: the name of its folder, and each of its files by its stem."""

    folder: str
    files: tuple[tuple[str, bytes], ...]
    ours: bool
    leanings: bytes = b""

    @property
    def name(self) -> str:
        """The name of its folder, without the path to it."""
        return Path(self.folder).resolve().name

    def name_of(self, file: str) -> str:
        """The path of one of its files, as it is shown to people."""
        return f"{self.folder}/{file}.toml"

    def tables(self) -> tuple[Mapping[str, Table], tuple[Fault, ...]]:
        """The files as tables, and a fault for each that is missing or no TOML; such a file is not among the tables."""
        tables: dict[str, Table] = {}
        files = dict(self.files)
        faults = [Fault(self.name_of(f), "the lexicon lacks this file.") for f in PACK_FILES if f not in files]
        for file, data in files.items():
            try:
                tables[file] = parsed(data)
            except (ValueError, RecursionError) as error:
                faults.append(_unreadable(self.name_of(file), data, error))
        return tables, tuple(faults)

    def fault(self, file: str, says: str, entry: str = "", key: str = "") -> Fault:
        """A fault of one of its entries, with the line on which the key, or else the entry, stands."""
        return Fault(self.name_of(file), says, _line_of(dict(self.files)[file].decode("utf-8"), entry, key), entry, key)


def parsed(data: bytes) -> Table:
    """A TOML file as a table; ``ValueError`` or ``RecursionError`` where it is none."""
    return tomllib.loads(data.decode("utf-8"))


def _unreadable(name: str, data: bytes, error: Exception) -> Fault:
    if isinstance(error, UnicodeDecodeError):
        bad = f"byte 0x{data[error.start]:02x} at offset {error.start} cannot be read"
        return Fault(name, f"not UTF-8, {bad}.", data[: error.start].count(b"\n") + 1)
    said = str(error) or "nested too deeply"
    place = _LINE.search(said)
    at = f" at column {place[2]}" if place else ""
    return Fault(name, f"not a valid TOML file ({_LINE.sub('', said)}{at}).", int(place[1]) if place else None)


def _line_of(text: str, entry: str, key: str) -> int | None:
    """The line of a key inside an entry, of the entry itself where it has no such key, nothing without an entry."""
    name = rf"(?:{re.escape(entry)}|\"{re.escape(entry)}\"|'{re.escape(entry)}')"
    header = re.search(rf"(?m)^[ \t]*(?:\[[ \t]*{name}[ \t]*\]|{name}[ \t]*[.=])", text)
    if not entry or header is None:
        return None
    following = _HEADER.search(text, header.end())
    end = following.start() if following else len(text)
    found = re.compile(rf"(?m)^[ \t]*{re.escape(key)}[ \t]*=").search(text, header.end(), end) if key else None
    return text.count("\n", 0, (found or header).start()) + 1


def read_pack(path: Path | str | None = None) -> Pack:
    """The files of the pack in a folder, or of the one of that name that comes with the package; a folder wins.

    ``InputError`` where there is no such pack, or a file of it cannot be read.
    """
    if path is None:
        return _files_of(root() / DEFAULT, str(DEFAULT), ours=True)
    folder = Path(path)
    if folder.is_dir():
        return _files_of(folder, str(folder), ours=False)
    if str(path) in pack_names():
        return _files_of(root() / str(path), str(path), ours=True)
    known = ", ".join(pack_names())
    raise InputError(f"{path}: neither the folder of a pack nor a pack that comes with ketclaims ({known}).")


def pack_names() -> list[str]:
    """The packs that come with the package."""
    return sorted(folder.name for folder in root().iterdir() if folder.is_dir() and folder.name != CORE)


def root() -> Path:
    """The folder of the core's words and of the packs that come with the package."""
    # Not by importlib.resources, whose import takes longer than reading all the words.
    return Path(__file__).parents[1] / "lexicons"


def _files_of(folder: Path, name: str, *, ours: bool) -> Pack:
    files = ((stem, folder / f"{stem}.toml") for stem in (*PACK_FILES, *OPTIONAL_FILES))
    leanings = folder / LEANINGS
    learned = _bytes(leanings) if leanings.is_file() else b""
    return Pack(name, tuple((stem, _bytes(file)) for stem, file in files if file.is_file()), ours, learned)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error}).") from None
