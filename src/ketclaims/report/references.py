"""The works that the articles list: each as it stands there, whether it can be what it says, and who cites it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketclaims.plots.labels import said
from ketclaims.report.corpus import Corpus
from ketclaims.report.findings import listed
from ketclaims.report.overview import Count
from ketclaims.report.words import REFERENCES
from ketclaims.tables.rows import Row

CELLS = ("source", "number", "entry", "verdict", "reason")


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its number in the list of its source, the entry as written, the verdict, and the claims citing it."""

    source: str
    number: str
    entry: str
    verdict: str
    reason: str
    claim_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class References:
    """The verdicts counted, the works that the page shows, those to be looked at first, and how many there are."""

    counts: Sequence[Count]
    rows: Sequence[Work]
    total: int


def references_of(corpus: Corpus) -> References | None:
    """The works that the sources of the page list; nothing where they list none."""
    rows, verdicts = corpus.cited
    if not verdicts.total():
        return None
    counts = [Count(verdict, REFERENCES[verdict], verdicts[verdict]) for verdict in REFERENCES]
    return References([count for count in counts if count.between], [_work(row) for row in rows], verdicts.total())


def _work(row: Row) -> Work:
    source, number, entry, verdict, reason = (said(row, name) for name in CELLS)
    return Work(source, number, entry, verdict, reason, listed(row, "cited_by"))
