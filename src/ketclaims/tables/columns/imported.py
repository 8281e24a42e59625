"""Claims of other extractors: those that keep the rules, and those that do not."""

from __future__ import annotations

from dataclasses import replace

from ketclaims.model import AGREEMENTS, ANCHORINGS, METHODS
from ketclaims.tables.columns.claims import DISPOSITION, EXTRACT, METHOD, REASON
from ketclaims.tables.columns.column import Table, number_of, text, word

IMPORTED = Table(
    "imported",
    "Claims of another extractor that keep the rules, on request with its other numbers.",
    (
        *(column for column in EXTRACT.columns if column.name not in ("method", "disposition", "reason", "error")),
        replace(METHOD, words=(*METHODS, "imported")),
        replace(DISPOSITION, required=True),
        REASON,
        word("anchoring", "how the places were found: as stated, moved, or found where none was stated", ANCHORINGS),
        word("agreement", "how the numbers stand to those that are read at the value", AGREEMENTS),
    ),
    key="claim_id",
)

REFUSED = Table(
    "refused",
    "Rows of another extractor that break a rule, each as it came.",
    (
        number_of("line", "line of the file in which it stands, the first is 1"),
        text("source", "source that it names"),
        text("reason", "what is wrong with it, in a sentence", required=True),
        text("row", "the row as it came, a line of JSON; of a document the extraction alone"),
    ),
    key="line",
)
