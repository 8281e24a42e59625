"""References as plain rows of their table."""

from __future__ import annotations

from collections.abc import Iterable

from ketclaims.model import Span
from ketclaims.references import FIELD_NAMES, Assessment, Reference
from ketclaims.tables.columns import BIBLIOGRAPHY, REFERENCES
from ketclaims.tables.comparisons import LIST_MARK
from ketclaims.tables.rows import Row, Value, digest


def reference_row(
    source: str, text: str, reference: Reference, assessment: Assessment, cited_by: Iterable[Value] = ()
) -> Row:
    """One work with every column of the references table; ``cited_by`` are the identifiers of claims."""
    span = reference.span
    row: Row = dict.fromkeys(REFERENCES.names) | {
        "reference_id": digest(source, *span),
        "source": source,
        "number": reference.number,
        "doi_whole": reference.doi.lower() or None,
        "verdict": assessment.verdict,
        "reason": assessment.reason,
        "cited_by": LIST_MARK.join(map(str, cited_by)) or None,
        "entry": span.of(text),
        **_place("entry", span),
    }
    for name in FIELD_NAMES:
        found = reference.fields.get(name)
        if found:
            row |= {name: found.value, **_place(name, found.span)}
    return row


def _place(name: str, span: Span) -> Row:
    return {f"{name}_start": span.start, f"{name}_end": span.end}


def listed_row(row: Row) -> Row:
    """A row of the references table as the table of any articles has it."""
    return dict.fromkeys(BIBLIOGRAPHY.names) | row


def unread_row(source: str, sentence: str) -> Row:
    """The row that an article leaves that could not be read."""
    return listed_row({"source": source, "error": sentence})
