"""Where each claim stands in a page, and the links from one of its places to another."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.plots.labels import said
from ketclaims.report.choice import SIDES
from ketclaims.tables.rows import Row


def anchor(kind: str, name: str) -> str:
    """An identifier of the page for a name of any characters; two names never share one.

    >>> anchor("source", "clinic_a"), anchor("source", "Clinic A")
    ('source-clinic_a', 'source-.43.linic.20..41.')
    """
    kept = "abcdefghijklmnopqrstuvwxyz0123456789_-"
    return f"{kind}-{''.join(letter if letter in kept else f'.{ord(letter):x}.' for letter in name)}"


@dataclass(frozen=True, slots=True)
class Places:
    """The claims by where they stand: as a row, a point in a chart, a mark in an article, a verdict, a conflict."""

    rows: Collection[str]
    points: Collection[str]
    marks: Collection[str]
    traces: Collection[str]
    conflicts: Mapping[str, str]

    def row(self, claim_id: str) -> str:
        """The link to a claim's row in the table; empty where the page has none."""
        return f"#c-{claim_id}" if claim_id in self.rows else ""

    def point(self, claim_id: str) -> str:
        """The link to a claim's place in the chart of its measure; empty where it is not drawn."""
        return f"#p-{claim_id}" if claim_id in self.points else ""

    def mark(self, claim_id: str) -> str:
        """The link to a claim's sentence in its article; empty where the page does not have the article."""
        return f"#t-{claim_id}" if claim_id in self.marks else ""

    def trace(self, claim_id: str) -> str:
        """The link to what studies say of a claim; empty where nothing is said of it."""
        return f"#e-{claim_id}" if claim_id in self.traces else ""

    def sentence(self, claim_id: str) -> str:
        """The link to the sentence of a claim: in its article, else in its row."""
        return self.mark(claim_id) or self.row(claim_id)

    def conflict(self, claim_id: str) -> str:
        """The link to the first conflict of a claim; empty where none is shown."""
        found = self.conflicts.get(claim_id)
        return f"#{found}" if found else ""


def first_conflicts(pairs: Sequence[Row]) -> Mapping[str, str]:
    """The identifier of the first conflict of each claim."""
    return {said(pair, side): conflict_anchor(pair) for pair in reversed(pairs) for side in SIDES}


def conflict_anchor(pair: Row) -> str:
    """The identifier of a conflict in the page."""
    return f"x-{said(pair, 'claim_id_a')}-{said(pair, 'claim_id_b')}"
