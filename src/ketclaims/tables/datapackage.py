"""The ``datapackage.json`` of some tables: a Data Package whose Table Schemas come from their one definition.

Only what version 1 of the specifications has, because validators pass over the newer constructs in silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from ketclaims.model import InputError
from ketclaims.tables.about import LICENCE, About, Licence
from ketclaims.tables.columns import TABLES, Column, Dtype, Table

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

DATAPACKAGE = "datapackage.json"
FIELD_TYPES: Mapping[Dtype, str] = {
    "str": "string",
    "category": "string",
    "Int64": "integer",
    "Float64": "number",
    "bool": "boolean",
}
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}

Json = dict[str, Any]


def datapackage(about: About, sources: Iterable[Mapping[str, Any]], resources: Sequence[Json]) -> bytes:
    """The descriptor of a package; ``sources`` are rows of the sources table."""
    described = {
        "profile": "data-package",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": about.version,
        "created": f"{about.released}T00:00:00Z" if about.released else "",
        "keywords": list(about.keywords),
        "licenses": [{"name": one.name, "path": one.path, "title": one.title} for one in about.licences],
        "contributors": [{"title": name, "role": "author"} for name in about.contributors],
        "sources": [_source(row) for row in sources],
        "resources": resources,
    }
    whole = {key: value for key, value in described.items() if value}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def described(data: bytes, name: str) -> About:
    """What a descriptor says of its dataset: title, version, licences; ``InputError`` where it is none."""
    try:
        said = json.loads(data.decode("utf-8"))
        licences = tuple(Licence(*(str(one.get(key, "")) for key in LICENCE)) for one in said.get("licenses", ()))
        return About(title=str(said.get("title", "")), version=str(said.get("version", "")), licences=licences)
    except (ValueError, RecursionError, TypeError, AttributeError):
        raise InputError(f"{name}: the descriptor of a Data Package was expected.") from None


def _source(row: Mapping[str, Any]) -> Json:
    # An article is no part of the package: its file and digest say which text was read, and are no path.
    return {"title": row["title"] or row["source"], "name": row["source"], "file": row["file"], "sha256": row["sha256"]}


def table_resource(table: Table, data: bytes, lexicon: Lexicon, tables: Sequence[Table] = TABLES) -> Json:
    """A table as CSV, with its Table Schema; ``tables`` are all those of the package."""
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": DIALECT,
        "schema": table_schema(table, lexicon, tables),
    }


def file_resource(path: str, mediatype: str, description: str, size: int, sha256: str) -> Json:
    """Any other file of a package. Its ``type`` keeps validators from reading it as one more table."""
    name, format = path.replace(".", "-").lower(), path.rpartition(".")[2].lower()
    about = {"type": "file", "format": format, "mediatype": mediatype, "description": description}
    return {"name": name, "path": path, **about, "bytes": size, "hash": f"sha256:{sha256}"}


def table_schema(table: Table, lexicon: Lexicon, tables: Sequence[Table] = TABLES) -> Json:
    """The Table Schema of a table, with foreign keys to those ``tables`` that its columns refer to."""
    schema: Json = {
        "fields": [field(column, table, lexicon) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.keys),
    }
    foreign = list(_foreign_keys(table, tables))
    return schema | ({"foreignKeys": foreign} if foreign else {})


def field(column: Column, table: Table, lexicon: Lexicon) -> Json:
    """A column as a field of Table Schema; ``unit`` is UCUM, or says where the unit stands."""
    about = {"name": column.name, "type": FIELD_TYPES[column.dtype], "description": column.description}
    constraints = dict(_constraints(column, table, lexicon))
    return (
        about | ({"unit": column.unit} if column.unit else {}) | ({"constraints": constraints} if constraints else {})
    )


def _constraints(column: Column, table: Table, lexicon: Lexicon) -> Iterator[tuple[str, Any]]:
    if column.required:
        yield "required", True
    if table.keys == (column.name,):
        yield "unique", True
    if column.pattern:
        yield "pattern", column.pattern
    if column.least is not None:
        yield "minimum", column.least
    if column.dtype == "category":
        yield "enum", list(column.vocabulary(lexicon))


def _foreign_keys(table: Table, tables: Sequence[Table]) -> Iterator[Json]:
    keys = {other.name: other.key for other in tables}
    for column in table.columns:
        if column.refers in keys:
            # The specification names a table by nothing where it refers to itself.
            other = "" if column.refers == table.name else column.refers
            yield {"fields": column.name, "reference": {"resource": other, "fields": keys[column.refers]}}
