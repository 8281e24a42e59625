"""The one function that is computed many times: a table of documents in, a table of claims out.

It is pure: the same documents and settings give the same tables, in any process, in any split of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import NamedTuple

import pyarrow as pa

from ketclaims.articles import Document, Reading, read_document
from ketclaims.model import InputError
from ketclaims.runs.settings import Settings, code_digest
from ketclaims.tables.arrow import rows_in_arrow
from ketclaims.tables.columns import EXTRACT

DOCUMENTS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("data", pa.large_binary()),
        pa.field("fault", pa.string()),
    ]
)
"""One document a row: its bytes, so that a worker needs no disk of ours, or the fault for which it has none."""
TEXTS = pa.schema(
    [pa.field("source", pa.string(), nullable=False), pa.field("text", pa.large_string(), nullable=False)]
)


class Extracted(NamedTuple):
    """The rows of some documents as the extract table has them, and, if the settings ask for them, the texts."""

    claims: pa.Table
    texts: pa.Table


def documents_table(documents: Iterable[Document]) -> pa.Table:
    """Documents as a table, one row each."""
    return pa.Table.from_pylist([asdict(document) for document in documents], schema=DOCUMENTS)


def claims_of(documents: pa.Table, settings: Settings) -> Extracted:
    """Every claim of a table of documents, by document and place; a document that cannot be read leaves its fault.

    Nothing in a document raises. ``InputError`` where the settings come from another version of this package or of
    what reads documents for it, which could give other rows.
    """
    if settings.code != code_digest():
        raise InputError("A worker has another version of ketclaims or of its readers; other claims could come of it.")
    lexicon = settings.lexicon()
    listed = [Document(**record) for record in documents.to_pylist()]
    readings = [(document, read_document(document, lexicon, ledger=settings.ledger)) for document in listed]
    return in_tables(readings, settings)


def in_tables(readings: Sequence[tuple[Document, Reading]], settings: Settings) -> Extracted:
    """What was read of some documents, cast to the schemas of the tables."""
    rows = [row for _, reading in readings for row in reading.rows]
    texts = [
        {"source": document.source, "text": reading.text}
        for document, reading in readings
        if settings.texts and reading.text is not None
    ]
    claims = rows_in_arrow(rows, EXTRACT, settings.version)
    return Extracted(claims, pa.Table.from_pylist(texts, schema=TEXTS))


def joined(parts: Sequence[Extracted]) -> Extracted:
    """What came out of parts, one after the other, as if they had been one."""
    claims, texts = (pa.concat_tables(tables) for tables in zip(*parts, strict=True))
    return Extracted(claims.unify_dictionaries(), texts)
