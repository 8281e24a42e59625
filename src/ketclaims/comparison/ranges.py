"""Stretches of the number line with open and closed ends, and how two of them lie to each other."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

End = Fraction | None
Place = tuple[float, Fraction, int]
"""Where an end lies. The float decides nearly always, and is quick; the fraction decides between equal floats."""

ENDS_OPEN, STARTS_CLOSED, ENDS_CLOSED, STARTS_OPEN = range(4)
"""What happens at one number, in this order: a range that leaves it out has ended before one that begins with it."""


@dataclass(frozen=True)
class Range:
    """All numbers from ``low`` to ``high``, exact; an end that is ``None`` is infinitely far.

    ``low_open`` and ``high_open`` say that the end itself does not belong to it.
    """

    low: End
    high: End
    low_open: bool = False
    high_open: bool = False

    @cached_property
    def places(self) -> tuple[Place, Place]:
        """Where the range starts and ends, in the order in which a sweep meets the ends of many ranges."""
        start: Place = (float("-inf"), Fraction(0), STARTS_CLOSED)
        end: Place = (float("inf"), Fraction(0), ENDS_CLOSED)
        if self.low is not None:
            start = float(self.low), _one(self.low), STARTS_OPEN if self.low_open else STARTS_CLOSED
        if self.high is not None:
            end = float(self.high), _one(self.high), ENDS_OPEN if self.high_open else ENDS_CLOSED
        return start, end

    def before(self, other: Range) -> bool:
        """Whether all of this range lies below all of the other.

        >>> Range(Fraction(1), Fraction(2), high_open=True).before(Range(Fraction(2), None))
        True
        """
        return self.places[1] < other.places[0]

    def meets(self, other: Range) -> bool:
        """Whether the two have a number in common."""
        return not (self.before(other) or other.before(self))

    def holds(self, other: Range) -> bool:
        """Whether every number of the other is one of this range."""
        return self._starts_no_later(other) and self._ends_no_earlier(other)

    def _starts_no_later(self, other: Range) -> bool:
        if self.low is None or other.low is None:
            return self.low is None
        return self.low < other.low or (self.low == other.low and (other.low_open or not self.low_open))

    def _ends_no_earlier(self, other: Range) -> bool:
        if self.high is None or other.high is None:
            return self.high is None
        return self.high > other.high or (self.high == other.high and (other.high_open or not self.high_open))

    def hull(self, other: Range) -> Range:
        """The smallest range that holds both."""
        first = self if self._starts_no_later(other) else other
        last = self if self._ends_no_earlier(other) else other
        return Range(first.low, last.high, first.low_open, last.high_open)

    def overlap(self, other: Range) -> Range:
        """The numbers that two ranges have in common; only for ranges that meet."""
        first = other if self._starts_no_later(other) else self
        last = other if self._ends_no_earlier(other) else self
        return Range(first.low, last.high, first.low_open, last.high_open)

    def distance(self, other: Range) -> Fraction:
        """How far the nearest ends are apart; zero where the two meet or touch."""
        return max(_rise(self.high, other.low), _rise(other.high, self.low))

    def times(self, factor: Fraction) -> Range:
        """The range in another unit; ``factor`` is positive."""
        if factor == 1:
            return self
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Range(low, high, self.low_open, self.high_open)

    def inverse(self) -> Range:
        """One divided by each number: from a frequency to an interval; only for ranges of positive numbers."""
        low = 1 / self.high if self.high else (Fraction(0) if self.high is None else None)
        high = 1 / self.low if self.low else None
        return Range(low, high, self.high_open or self.high is None, self.low_open)


@lru_cache(maxsize=2**16)
def _one(value: Fraction) -> Fraction:
    # Equal numbers as one object: Python then sees at once that they are equal, and sweeps are several times as fast.
    return value


def _rise(below: End, above: End) -> Fraction:
    return Fraction(0) if below is None or above is None else max(Fraction(0), above - below)
