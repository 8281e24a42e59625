"""The axis on which figures of one unit are drawn: where it begins and ends, straight or logarithmic, its ticks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import log
from typing import TYPE_CHECKING

from ketclaims.intervals import conversion

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

STEPS = (
    (1, "s"),
    (10, "s"),
    (1, "min"),
    (5, "min"),
    (15, "min"),
    (1, "h"),
    (4, "h"),
    (12, "h"),
    (1, "d"),
    (3, "d"),
    (1, "wk"),
    (1, "mo"),
    (3, "mo"),
    (1, "a"),
    (5, "a"),
)
NAMES = {"s": "s", "min": "min", "h": "h", "d": "day", "wk": "week", "mo": "month", "a": "year"}
SPREAD = 8
"""Times are drawn on a logarithmic axis where the largest is so many times the smallest."""
AIR = 1.7
"""On a logarithmic axis so much is left beyond the outermost figures, as a factor."""
UNIT_WORDS = {
    "{year}": "calendar year",
    "%": "percent",
    "{dose}": "doses",
    "{study}": "studies",
    "{trial}": "treatments",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where an axis goes in ``unit``; ``ticks`` are times with their words, none on a straight axis."""

    unit: str
    low: float
    high: float
    log: bool = False
    ticks: tuple[tuple[float, str], ...] = ()

    def share(self, value: float) -> float:
        """How far along the axis a value lies: 0 where it begins, 1 where it ends; what lies outside is at its end."""
        within = min(max(value, self.low), self.high)
        if self.log:
            return log(within / self.low) / log(self.high / self.low)
        return (within - self.low) / (self.high - self.low)

    @property
    def title(self) -> str:
        """What the axis measures, in words."""
        return "time, on a logarithmic axis" if self.log else unit_words(self.unit)


def axis_for(values: Iterable[float], unit: str, limits: tuple[float | None, float | None], lexicon: Lexicon) -> Axis:
    """The axis for figures in a unit: logarithmic for times of different length, else straight.

    ``limits`` are the natural limits of the measure; where it has both the axis goes from one to the other.
    """
    known = sorted(values) or [0.0, 1.0]
    hour = conversion("h", unit, lexicon)
    positive = [value for value in known if value > 0]
    if hour and positive and positive[-1] >= SPREAD * positive[0]:
        return _log_axis(positive, unit, lexicon)
    return _straight_axis(known, unit, limits)


def measure_axis(values: Iterable[float], unit: str, measure: str, lexicon: Lexicon) -> Axis:
    """The axis for figures of a measure in a unit, from one natural limit to the other where it has both."""
    known = lexicon.measures.get(measure)
    limits = (known.low, known.high) if known and known.unit == unit else (None, None)
    low, high = (None if limit is None else float(limit) for limit in limits)
    return axis_for(values, unit, (low, high), lexicon)


def _log_axis(values: Sequence[float], unit: str, lexicon: Lexicon) -> Axis:
    low, high = values[0] / AIR, values[-1] * AIR
    steps = ((float((conversion(name, unit, lexicon) or Decimal(0)) * count), count, name) for count, name in STEPS)
    ticks = tuple(
        (at, f"{count} {NAMES[name]}{_plural(count, name)}") for at, count, name in steps if low <= at <= high
    )
    return Axis(unit, low, high, True, ticks)


def _plural(count: int, name: str) -> str:
    return "s" if count > 1 and name in ("d", "wk", "mo", "a") else ""


def _straight_axis(values: Sequence[float], unit: str, limits: tuple[float | None, float | None]) -> Axis:
    least, most = limits
    if least is not None and most is not None:
        return Axis(unit, least, most)
    air = max((values[-1] - values[0]) * 0.12, 2.0 if unit == "{year}" else abs(values[-1]) * 0.12, 1e-9)
    low = values[0] - air if unit == "{year}" else min(0.0, values[0])
    # An axis of amounts begins at nothing; one of years does not.
    return Axis(unit, low, values[-1] + air)


def unit_words(unit: str) -> str:
    """A unit as the title of an axis: counted things without their braces."""
    return UNIT_WORDS.get(unit, unit.strip("{}").replace("_", " "))
