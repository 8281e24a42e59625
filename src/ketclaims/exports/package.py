"""A dataset as a package of files: every format, their descriptor and their checksums; all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketclaims.exports.dataset import Dataset, read_dataset
from ketclaims.exports.formats import FORMATS, File
from ketclaims.model import InputError
from ketclaims.tables.datapackage import DATAPACKAGE, file_resource
from ketclaims.tables.reading import read_bytes, utf8
from ketclaims.tables.writing import OutputError, replacing_folder

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Export:
    """What was written: the names of the files, and sentences on what a format could not hold."""

    files: tuple[str, ...]
    notes: tuple[str, ...]


def export(data: Path, to: Path, lexicon: Lexicon, software: str) -> Export:
    """Write the curated tables of the folder ``data`` as a package into the folder ``to``, which is replaced.

    ``software`` is the version of the code.
    ``InputError`` and ``DataError`` where the tables cannot be read or are not as they were built; ``OutputError``
    where the folder cannot be written, or holds what no export wrote. Then it stays as it is.
    """
    dataset = read_dataset(data, lexicon, software)
    _refuse_strangers(to)
    files = [file for format in FORMATS for file in format(dataset)]
    with replacing_folder(to) as folder:
        notes = _write_files(folder, files)
        (folder / DATAPACKAGE).write_bytes(_descriptor(dataset, files, folder))
        names = sorted((*(file.name for file in files), DATAPACKAGE))
        (folder / SUMS).write_bytes("".join(f"{_digest(folder / name)}  {name}\n" for name in names).encode("ascii"))
    return Export((*names, SUMS), notes)


def _refuse_strangers(folder: Path) -> None:
    """A folder is replaced as a whole, so nothing may stand in it but what an export wrote."""
    if not folder.is_dir():
        return
    try:
        listed = {line.partition("  ")[2] for line in utf8(read_bytes(folder / SUMS), SUMS).splitlines()} | {SUMS}
    except InputError:
        listed = set()
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in listed)
    if strangers:
        raise OutputError(f"{folder}: holds {strangers[0]}, which no export wrote; name another folder.")


def _write_files(folder: Path, files: Iterable[File]) -> tuple[str, ...]:
    notes: list[str] = []
    for file in files:
        with (folder / file.name).open("wb") as stream:
            notes += file.write(stream)
    return tuple(notes)


def _descriptor(dataset: Dataset, files: Iterable[File], folder: Path) -> bytes:
    """The descriptor of the curated tables, and of all the other files beside them."""
    others = [_resource(file, folder / file.name) for file in files if file.table is None]
    described = {**dataset.described, "resources": [*dataset.described["resources"], *others]}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(file: File, path: Path) -> dict[str, Any]:
    return file_resource(file.name, file.mediatype, file.description, path.stat().st_size, _digest(path))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
