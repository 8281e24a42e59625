"""Changes as rows of the table of differences: one for a claim that came, went or moved, one for a changed cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ketclaims.changes.comparison import Changes
from ketclaims.differences import KEY, Difference
from ketclaims.tables.rows import Row

PLACE = "place"
"""Stands as the field of a claim that moved."""


def difference_rows(changes: Changes) -> Iterator[Row]:
    """Every change of claims and other numbers with the columns of the table of differences."""
    for difference in (*changes.claims, *changes.numbers):
        for field, old, new in _fields(difference):
            yield {
                "kind": difference.kind,
                "source": difference.row.get("source", ""),
                "claim_id_old": (difference.old or {}).get(KEY) or None,
                "claim_id_new": (difference.new or {}).get(KEY) or None,
                "value_text": difference.row.get("value_text") or None,
                "quote": difference.row.get("quote") or None,
                "field": field or None,
                "old": old or None,
                "new": new or None,
            }


def _fields(difference: Difference) -> Iterator[tuple[str, str, str]]:
    if difference.kind == "moved":
        yield PLACE, place(difference.old), place(difference.new)
    elif not difference.fields:
        yield "", "", ""
    yield from difference.fields


def place(row: Mapping[str, str] | None) -> str:
    """Where the value of a row stands: ``409-414``; nothing where there is no row."""
    return f"{row['value_start']}-{row['value_end']}" if row else ""
