"""The texts that rows are held against: each read once, and found by the name of its source or by what it says."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from ketclaims.grounding.faults import RefusedError
from ketclaims.grounding.pages import Page, page_of
from ketclaims.lexicon import Lexicon
from ketclaims.model import InputError
from ketclaims.sources import DEFAULT, TextFolder
from ketclaims.tables.reading import read_bytes

OPEN = 256
"""So many texts are kept as read; rows come source by source, as a rule."""


class Shelf:
    """The texts of a folder as the parser reads them.

    ``faults`` has a sentence for each text that was asked for and could not be read.
    """

    def __init__(self, folder: Path, lexicon: Lexicon) -> None:
        self.faults: dict[str, str] = {}
        self._texts = TextFolder(folder)
        self._lexicon = lexicon
        self._pages = lru_cache(maxsize=OPEN)(self._read)

    def page(self, source: str, text: str | None = None) -> Page:
        """The text of a source; one of an unknown name may be known by its ``text``. ``RefusedError`` without one."""
        name = source if source in self._texts or text is None else self._named(text) or source
        if name not in self._texts:
            raise RefusedError(f"there is no text of {source!r} among the texts")
        page = self._pages(name)
        if page is None:
            raise RefusedError(f"the text of {name!r} cannot be read")
        return page

    def _read(self, name: str) -> Page | None:
        try:
            return page_of(self._texts[name], name, self._lexicon)
        except InputError as fault:
            self.faults[name] = str(fault)
            return None

    def _named(self, text: str) -> str | None:
        """The one source whose text this is; langextract names a document at random if nobody does."""
        names = self._by_content.get(sha256(text.encode("utf-8", "surrogatepass")).digest(), [])
        return names[0] if len(names) == 1 else None

    @cached_property
    def _by_content(self) -> dict[bytes, list[str]]:
        names: defaultdict[bytes, list[str]] = defaultdict(list)
        for name, files in self._texts.files.items():
            for path in files:
                try:
                    names[sha256(read_bytes(path, DEFAULT.size + 1)).digest()].append(name)
                except InputError:
                    continue
        return names
