"""Rows in Arrow: the schema of a table, and rows cast to it; no pandas, so that a worker starts quickly."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from ketclaims.tables.columns import Column, Table
from ketclaims.tables.rows import Row, number

ARROW_TYPES = {
    "str": pa.string(),
    "category": pa.dictionary(pa.int32(), pa.string()),
    "Int64": pa.int64(),
    "Float64": pa.float64(),
    "bool": pa.bool_(),
}


def arrow_schema(table: Table, version: str) -> pa.Schema:
    """The Arrow schema of a table: fields with ``description`` and ``unit``, the table with name and version."""
    about = {"name": table.name, "description": table.description, "ketclaims_version": version}
    return pa.schema([_field(column) for column in table.columns], metadata=about)


def _field(column: Column) -> pa.Field:
    about = {"description": column.description} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, ARROW_TYPES[column.dtype], nullable=not column.required, metadata=about)


def rows_in_arrow(rows: Iterable[Row], table: Table, version: str) -> pa.Table:
    """Rows cast to the schema of their table; ``pyarrow.ArrowException`` where a cell does not fit its column."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema(table, version))


def rows_of_arrow(rows: pa.Table, table: Table) -> list[Row]:
    """The rows that were cast to Arrow, each number in its shortest form again."""
    numeric = [column.name for column in table.columns if column.dtype in ("Int64", "Float64")]
    return [row | {name: number(row[name]) for name in numeric} for row in rows.to_pylist()]
