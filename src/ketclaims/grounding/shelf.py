"""The folder of texts: listed once, and asked by the names of sources, which never become a path."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from ketclaims.grounding.faults import RefusedError
from ketclaims.grounding.pages import Page, page_of
from ketclaims.lexicon import Lexicon
from ketclaims.model import InputError
from ketclaims.sources import DEFAULT, source_name, text_of
from ketclaims.tables.reading import read_bytes

SUFFIX = ".txt"
OPEN = 256
"""So many texts are kept as read; rows come source by source, as a rule."""


class Shelf:
    """The texts of a folder by the name of their source, each read when it is first asked for.

    ``faults`` has a sentence for each text that was asked for and could not be read.
    """

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.folder = folder
        self.faults: dict[str, str] = {}
        self._lexicon = lexicon
        self._files = _listed(folder)
        self._pages = lru_cache(maxsize=OPEN)(self._read)

    def page(self, source: str, text: str | None = None) -> Page:
        """The text of a source; one of an unknown name may be known by its ``text``. ``RefusedError`` without one."""
        name = source if source in self._files or text is None else self._named(text) or source
        files = self._files.get(name, [])
        if len(files) > 1:
            raise RefusedError(f"{len(files)} texts are named {name!r}")
        if not files:
            raise RefusedError(f"there is no text of {source!r} among the texts")
        page = self._pages(name)
        if page is None:
            raise RefusedError(f"the text of {name!r} cannot be read")
        return page

    def _read(self, name: str) -> Page | None:
        path = self._files[name][0]
        try:
            text = text_of(read_bytes(path, DEFAULT.size + 1), str(path))
        except InputError as fault:
            self.faults[name] = str(fault)
            return None
        return page_of(text, name, self._lexicon)

    def _named(self, text: str) -> str | None:
        """The one source whose text this is; langextract names a document at random if nobody does."""
        names = self._by_content.get(sha256(text.encode("utf-8", "surrogatepass")).digest(), [])
        return names[0] if len(names) == 1 else None

    @cached_property
    def _by_content(self) -> dict[bytes, list[str]]:
        names: defaultdict[bytes, list[str]] = defaultdict(list)
        for name, files in self._files.items():
            for path in files:
                try:
                    names[sha256(read_bytes(path)).digest()].append(name)
                except InputError:
                    continue
        return names


def _listed(folder: Path) -> dict[str, list[Path]]:
    files: defaultdict[str, list[Path]] = defaultdict(list)
    try:
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() == SUFFIX and path.is_file():
                files[source_name(path)].append(path)
    except OSError as error:
        raise InputError(f"{folder}: cannot be read as a folder of texts ({error.strerror}).") from None
    if not files:
        raise InputError(f"{folder}: the folder holds no text, {SUFFIX} files named after their sources were expected.")
    return dict(files)
