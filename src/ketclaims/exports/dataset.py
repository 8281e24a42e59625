"""What is exported: the curated tables of a folder, as they were built and described, and the texts they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ketclaims.model import DataError, InputError
from ketclaims.releases import CHANGES, read_described, read_descriptor
from ketclaims.sources import Source, read_article
from ketclaims.tables.about import FORMS
from ketclaims.tables.cells import typed_value
from ketclaims.tables.columns import CLAIMS, LEDGER, SOURCES, TABLES, Table
from ketclaims.tables.datapackage import DATAPACKAGE
from ketclaims.tables.frames import frame_rows, valid_frame
from ketclaims.tables.reading import Record, csv_records, read_bytes, utf8
from ketclaims.tables.rows import Row

if TYPE_CHECKING:
    import pandas as pd

    from ketclaims.lexicon import Lexicon

README = "README.md"


@dataclass(frozen=True, slots=True, eq=False)
class Dataset:
    """Curated tables: the ``frames`` by name, the ``files`` they came in, their descriptor, and the texts by source.

    ``software`` is the version of the code that exports them.
    """

    described: Mapping[str, Any]
    files: Mapping[str, bytes]
    frames: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str]
    lexicon: Lexicon
    software: str

    @property
    def name(self) -> str:
        """The short name of the dataset."""
        return str(self.described["name"])

    @property
    def version(self) -> str:
        """The version of the data; empty where they have none yet."""
        return str(self.described.get("version", ""))

    def rows(self, table: Table) -> list[Row]:
        """The rows of a table as plain values."""
        return frame_rows(self.frames[table.name])

    def table_bytes(self, table: Table) -> bytes:
        """A table as CSV, as it was built."""
        return self.files[f"{table.name}.csv"]


def read_dataset(data: Path, lexicon: Lexicon, software: str) -> Dataset:
    """The dataset of a folder with ``raw`` and ``curated``.

    ``InputError`` where a file is missing or is not the one that the build described, ``DataError`` with a sentence for
    each row that breaks a rule of its table or quotes what does not stand in its text.
    """
    curated = data / "curated"
    described = _as_built(read_descriptor(curated / DATAPACKAGE), curated / DATAPACKAGE)
    files = read_described(curated, described)
    missing = [f"{table.name}.csv" for table in TABLES if f"{table.name}.csv" not in files]
    if missing:
        raise InputError(f"{curated / DATAPACKAGE}: does not list {', '.join(missing)}; `ketclaims build` makes them.")
    sources = _frame(SOURCES, files, curated, lexicon)
    texts = _texts(frame_rows(sources), data / "raw")
    others = {table.name: _frame(table, files, curated, lexicon, texts) for table in TABLES if table is not SOURCES}
    pages = {name: read_bytes(curated / name) for name in (README, CHANGES)}
    return Dataset(described, files | pages, {SOURCES.name: sources, **others}, texts, lexicon, software)


def _as_built(described: Mapping[str, Any], path: Path) -> Mapping[str, Any]:
    """The descriptor, if it has what the build writes; the name becomes that of a file."""
    try:
        licences = [(licence["path"] + licence["title"]) for licence in described.get("licenses", [])]
        named = re.fullmatch(FORMS["name"][0], described["name"])
    except (TypeError, KeyError, AttributeError):
        named, licences = None, []
    if not named or not all(isinstance(licence, str) for licence in licences):
        raise InputError(f"{path}: its name or its licences are not as `ketclaims build` writes them.")
    return described


def _texts(sources: list[Row], raw: Path) -> dict[str, str]:
    records = (Source(**{name: str(row[name] or "") for name in SOURCES.names}) for row in sources)
    return {source.source: read_article(source, raw) for source in records}


def _frame(
    table: Table,
    files: Mapping[str, bytes],
    folder: Path,
    lexicon: Lexicon,
    texts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    name = str(folder / f"{table.name}.csv")
    records, faults = csv_records(utf8(files[f"{table.name}.csv"], name), name, table.names)
    if faults:
        raise InputError("\n".join(faults))
    rows = [dict(_cells(record, table, f"{name}, row {place}")) for place, record in records]
    return valid_frame(rows, table, lexicon, texts if table in (CLAIMS, LEDGER) else None)


def _cells(record: Record, table: Table, where: str) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        try:
            yield column.name, typed_value(column, record[column.name])
        except (TypeError, ValueError, OverflowError):
            fault = f"{where}, column {column.name}: {record[column.name]!r} is no {column.dtype}."
            raise DataError((fault,)) from None
