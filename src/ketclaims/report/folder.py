"""The folder that a page is made of: its tables row by row, and its articles where they are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ketclaims.model import InputError
from ketclaims.plots.labels import said
from ketclaims.sources import Source, read_article
from ketclaims.tables.about import About
from ketclaims.tables.columns import CHECKS, CLAIMS, GROUPS, LEDGER, PAIRS, SOURCES, Table
from ketclaims.tables.datapackage import DATAPACKAGE, described
from ketclaims.tables.reading import read_bytes
from ketclaims.tables.rows import Row
from ketclaims.tables.streams import stream_rows, table_file

KNOWN = (SOURCES, CLAIMS, LEDGER, PAIRS, GROUPS, CHECKS)


class Tables(Protocol):
    """What a page is made of; a table or an article may be missing."""

    def rows(self, table: Table, names: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table with the named columns, by default all; none where the table is not there."""

    def missing(self) -> frozenset[str]:
        """The names of the tables that are not there."""

    def about(self) -> About:
        """What the dataset is called, its version and its licence, as far as it says so."""

    def sources(self) -> dict[str, Source]:
        """The articles by name, as the table of sources lists them."""

    def texts(self, sources: Iterable[Source], most: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The articles by source, in all at most so many characters; and why one that should be there is not shown."""


class Folder:
    """Tables in ``curated``, articles in ``raw``; of both some may be missing, but there is a table of claims.

    ``InputError`` where there is none.
    """

    def __init__(self, curated: Path, raw: Path) -> None:
        self.curated, self.raw = curated, raw
        self.claims_file()

    def claims_file(self) -> Path:
        """The file of the claims."""
        path = table_file(self.curated, CLAIMS)
        if path is None:
            raise InputError(f"{self.curated}: {CLAIMS.name}.parquet or {CLAIMS.name}.csv was expected there.")
        return path

    def rows(self, table: Table, names: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table with the named columns, by default all; none where the table is not there."""
        path = table_file(self.curated, table)
        return iter(()) if path is None else stream_rows(path, table, names)

    def files(self) -> list[Path]:
        """All files of the two folders: what a page is made of, and what stands beside it."""
        return [path for folder in (self.curated, self.raw) for path in folder.glob("*")]

    def missing(self) -> frozenset[str]:
        """The names of the tables that are not there."""
        return frozenset(table.name for table in KNOWN if table_file(self.curated, table) is None)

    def about(self) -> About:
        """What the dataset is called, its version and its licence, by its descriptor; nothing where there is none."""
        path = self.curated / DATAPACKAGE
        return described(read_bytes(path), str(path)) if path.exists() else About(title="")

    def sources(self) -> dict[str, Source]:
        """The articles by name, as the table of sources lists them."""
        found = (Source(**{name: said(row, name) for name in SOURCES.names}) for row in self.rows(SOURCES))
        return {source.source: source for source in found}

    def has_articles(self) -> bool:
        """Whether there is any article at all."""
        return self.raw.is_dir()

    def texts(self, sources: Iterable[Source], most: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The articles by source, in all at most so many characters; and why one that should be there is not shown."""
        texts: dict[str, str] = {}
        unread: dict[str, str] = {}
        for source in sources if self.has_articles() else ():
            try:
                text = read_article(source, self.raw)
            except InputError as error:
                unread[source.source] = str(error)
                continue
            if sum(map(len, texts.values())) + len(text) <= most:
                texts[source.source] = text
        return texts, unread
