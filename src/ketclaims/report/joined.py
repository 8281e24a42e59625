"""Claims of any files, alone or beside those of a dataset: compared anew, so that every table is about all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from ketclaims.comparison import Scale
from ketclaims.lexicon import Lexicon
from ketclaims.report.folder import KNOWN, Folder
from ketclaims.results import COMPARED
from ketclaims.sources import Source
from ketclaims.tables.about import About
from ketclaims.tables.columns import CLAIMS, Table
from ketclaims.tables.comparisons import compared_rows
from ketclaims.tables.files import read_claims
from ketclaims.tables.frames import frame_rows
from ketclaims.tables.rows import Row
from ketclaims.tables.statements import read_statements


class Joined:
    """The tables of a page about the claims of files; with a dataset its own claims, articles and other tables too.

    ``InputError`` where a file cannot be read, ``DataError`` where its claims cannot be compared or one stands twice.
    """

    def __init__(self, files: Sequence[Path], lexicon: Lexicon, dataset: Folder | None = None) -> None:
        self._lexicon, self._dataset = lexicon, dataset
        self._claims = [row for path in files for row in frame_rows(read_claims(path, lexicon))]
        own = [] if dataset is None else [dataset.claims_file()]
        self._statements = read_statements((*own, *files), lexicon)

    def rows(self, table: Table, names: Sequence[str] | None = None) -> Iterator[Row]:
        """The rows of a table; none where there is no such table. No verdict is kept: each time all are found anew."""
        if table in COMPARED:
            return compared_rows(table, self._statements, Scale(self._lexicon))
        kept = self._dataset.rows(table, names) if self._dataset else iter(())
        return chain(kept, self._claims) if table.name == CLAIMS.name else kept

    def missing(self) -> frozenset[str]:
        """The names of the tables that are not there."""
        lacking = self._dataset.missing() if self._dataset else {table.name for table in KNOWN}
        return frozenset(lacking - {table.name for table in (CLAIMS, *COMPARED)})

    def about(self) -> About:
        """What the dataset is called, its version and its licence."""
        return self._dataset.about() if self._dataset else About(title="")

    def sources(self) -> dict[str, Source]:
        """The articles of the dataset by name."""
        return self._dataset.sources() if self._dataset else {}

    def texts(self, sources: Iterable[Source], most: int) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """The articles of the dataset by source, as ``Folder`` has them."""
        return self._dataset.texts(sources, most) if self._dataset else ({}, {})
