"""What all claims of a corpus come to in numbers, counted while they pass by."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import ClassVar

from ketclaims.plots.labels import said
from ketclaims.tables.rows import Row


@dataclass(slots=True)
class Spread:
    """The figures of one measure in one unit: how many, and where they lie.

    A figure with two ends counts by both, one that is open on a side by the other.
    """

    count: int = 0
    ends: array[float] = field(default_factory=lambda: array("d"))

    def add(self, row: Row) -> None:
        """Count one claim."""
        self.count += 1
        self.ends.extend(float(end) for end in (row["low_std"], row["high_std"]) if end is not None)

    @property
    def low(self) -> float | None:
        """The lowest end that any claim states."""
        return min(self.ends, default=None)

    @property
    def middle(self) -> float | None:
        """The median of all ends."""
        return median(self.ends) if self.ends else None

    @property
    def high(self) -> float | None:
        """The highest end that any claim states."""
        return max(self.ends, default=None)


@dataclass(slots=True)
class MeasureTally:
    """How many claims of a measure there are, of which sources, and where they lie in each unit."""

    sources: set[str] = field(default_factory=set)
    spreads: defaultdict[str, Spread] = field(default_factory=lambda: defaultdict(Spread))

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return sum(spread.count for spread in self.spreads.values())


@dataclass(slots=True)
class Tally:
    """All claims by source and by measure; ``voices`` has the voice of each source, in the order of the table."""

    COLUMNS: ClassVar = ("source", "voice", "measure", "low_std", "high_std", "unit_std")

    claims: int = 0
    sources: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    voices: dict[str, str] = field(default_factory=dict)
    measures: defaultdict[str, MeasureTally] = field(default_factory=lambda: defaultdict(MeasureTally))

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Tally:
        """The tally of rows that have ``COLUMNS``."""
        tally = cls()
        for row in rows:
            tally.add(row)
        return tally

    def add(self, row: Row) -> None:
        """Count one claim."""
        source, measure = said(row, "source"), self.measures[said(row, "measure")]
        self.claims += 1
        self.sources[source] += 1
        self.voices.setdefault(source, said(row, "voice"))
        measure.sources.add(source)
        measure.spreads[said(row, "unit_std")].add(row)
