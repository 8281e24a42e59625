"""Rows in Arrow: the schema of a table, and rows cast to it; no pandas, so that a worker starts quickly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from ketclaims.tables.columns import Column, Table
from ketclaims.tables.rows import Row, Value, number

ARROW_TYPES = {
    "str": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "Int64": pa.int64(),
    "Float64": pa.float64(),
    "bool": pa.bool_(),
}


def arrow_schema(table: Table, version: str, more: Mapping[str, str] | None = None) -> pa.Schema:
    """The Arrow schema of a table: fields with ``description`` and ``unit``, the table with name and version.

    ``version`` is that of the code; what else the metadata of the table shall say is ``more``.
    """
    about = {"name": table.name, "description": table.description, "ketclaims_version": version, **(more or {})}
    return pa.schema([_field(column) for column in table.columns], metadata=about)


def _field(column: Column) -> pa.Field:
    about = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, ARROW_TYPES[column.dtype], nullable=not column.required, metadata=about)


def rows_in_arrow(rows: Iterable[Row], table: Table, version: str) -> pa.Table:
    """Rows cast to the schema of their table; ``pyarrow.ArrowException`` where a cell does not fit its column."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(table, version))


def rows_of_arrow(rows: pa.Table, table: Table) -> list[Row]:
    """The rows that were cast to Arrow, each number in its shortest form again."""
    # By column and not by row, which takes three times as long; most cells of most columns are empty.
    columns = (_cells(rows.column(column.name), column) for column in table.columns)
    return [dict(zip(table.names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def parquet_table(data: bytes) -> pa.Table:
    """The table that the bytes of a Parquet file hold; ``pyarrow.ArrowException`` where they are none.

    Read by the thread that asks: bytes are Python's, and an Arrow thread that is still about to let go of them when the
    interpreter ends aborts the process.
    """
    with pq.ParquetFile(pa.BufferReader(data)) as file:
        return file.read(use_threads=False)


def _cells(cells: pa.ChunkedArray, column: Column) -> list[Value]:
    if cells.null_count == len(cells):
        return [None] * len(cells)
    if column.dtype == "category":
        cells = cells.cast(pa.string())
    values = cells.to_pylist()
    return [number(value) for value in values] if column.dtype == "Float64" else list(values)
