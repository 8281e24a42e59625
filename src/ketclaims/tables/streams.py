"""A table's file row by row, however large: every cell with its type, the first fault named by file, row and column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ketclaims.model import DataError, InputError
from ketclaims.tables.cells import Read, is_empty, reader_of
from ketclaims.tables.columns import CLAIMS, Column, Table
from ketclaims.tables.reading import long_cells
from ketclaims.tables.rows import Row, Value

SUFFIXES = (".parquet", ".csv")
"""The kinds of file in which a table is looked for; the first that is there is read."""
BATCH = 5_000
DISPOSITION = "disposition"
CLAIM = (None, "", "claim")
"""What stands in that column where a row is a claim."""
Record = tuple[int, Sequence[Any], Any]
"""The number of a row, its cells, and its disposition where the file has one."""


def table_file(folder: Path, table: Table) -> Path | None:
    """The file of a table in a folder, if there is one."""
    found = (folder / f"{table.name}{suffix}" for suffix in SUFFIXES)
    return next((path for path in found if path.is_file()), None)


def stream_rows(path: Path, table: Table, names: Sequence[str] | None = None) -> Iterator[Row]:
    """The rows of a CSV or Parquet file with the named columns of a table, by default all of them.

    Of claims those rows are passed over that the file marks as context, exclusions or faults. ``InputError`` where the
    file cannot be read or lacks a column, ``DataError`` at the first cell that is not what its column holds.
    """
    columns = [table.column(name) for name in names or table.names]
    records = _parquet_records if path.suffix.lower() == ".parquet" else _csv_records
    reads = [_reader(column) for column in columns]
    wanted = [column.name for column in columns]
    for place, cells, disposition in records(path, wanted):
        if table.name == CLAIMS.name and disposition not in CLAIM:
            continue
        try:
            yield {name: read(cell) for name, read, cell in zip(wanted, reads, cells, strict=True)}
        except (TypeError, ValueError, OverflowError):
            raise DataError((_fault(path, place, columns, cells),)) from None


def _parquet_records(path: Path, names: Sequence[str]) -> Iterator[Record]:
    before = 0
    try:
        with pq.ParquetFile(path) as file:
            there = file.schema_arrow.names
            _expect_columns(path, there, names)
            for batch in file.iter_batches(batch_size=BATCH, columns=[*names, *({DISPOSITION} & {*there} - {*names})]):
                columns = [batch.column(name).to_pylist() for name in names]
                marked = batch.column(DISPOSITION).to_pylist() if DISPOSITION in there else [""] * batch.num_rows
                yield from zip(count(before + 1), zip(*columns, strict=True), marked, strict=False)
                before += batch.num_rows
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: not a Parquet file ({str(error).splitlines()[0]}).") from None


def _csv_records(path: Path, names: Sequence[str]) -> Iterator[Record]:
    place = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream, long_cells():
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            _expect_columns(path, header, names)
            places = [header.index(name) for name in names]
            marked = header.index(DISPOSITION) if DISPOSITION in header else None
            for place, cells in enumerate(reader, 2):
                if len(cells) != len(header):
                    raise InputError(f"{path}, row {place}: {len(cells)} cells, {len(header)} were expected.")
                yield place, [cells[at] for at in places], "" if marked is None else cells[marked]
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 behind row {place} ({error.reason}).") from None
    except csv.Error as error:
        raise InputError(f"{path}, row {place + 1}: not readable as CSV ({error}).") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}).") from None


def _expect_columns(path: Path, found: Iterable[str], names: Sequence[str]) -> None:
    there = set(found)
    missing = [name for name in names if name not in there]
    if missing:
        raise InputError(f"{path}: the columns {', '.join(missing)} are missing.")


def _fault(path: Path, place: int, columns: Sequence[Column], cells: Sequence[Any]) -> str:
    for column, cell in zip(columns, cells, strict=True):
        try:
            _reader(column)(cell)
        except (TypeError, ValueError, OverflowError):
            says = f"{str(cell)[:80]!r} is no {column.description}" if not is_empty(cell) else "is empty"
            return f"{path}, row {place}, column {column.name}: {says}."
    raise AssertionError("every cell is what its column holds")


def _reader(column: Column) -> Read:
    """What turns a cell of a file into the value of a column; ``ValueError`` or ``TypeError`` where it is none."""
    convert = reader_of(column)
    pattern = re.compile(column.pattern) if column.pattern else None

    def read(raw: Any) -> Value:
        if is_empty(raw):
            if column.required:
                raise ValueError
            return None
        value = convert(raw)
        if (pattern and not pattern.fullmatch(str(value))) or (column.words and value not in column.words):
            raise ValueError
        return value

    return read
