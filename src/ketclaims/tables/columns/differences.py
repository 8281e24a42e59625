"""What changed between two tables of claims."""

from __future__ import annotations

from ketclaims.model import DIFFERENCE_KINDS
from ketclaims.tables.columns.column import Table, text, word

DIFFERENCES = Table(
    "differences",
    "What changed between two tables of claims: a row for each claim that came or went and for each cell that changed.",
    (
        word("kind", "what became of the claim", DIFFERENCE_KINDS, required=True),
        text("source", "source that makes the claim", required=True),
        text("claim_id_old", "its identifier before"),
        text("claim_id_new", "its identifier after"),
        text("value_text", "the number with its unit, verbatim; as it is now, if it is still there"),
        text("quote", "the passage, verbatim; as it is now, if it is still there"),
        text("field", "the column that changed; place for a claim that moved, empty for one that came or went"),
        text("old", "the cell before"),
        text("new", "the cell after"),
    ),
    key="claim_id_old, claim_id_new, field",
)
