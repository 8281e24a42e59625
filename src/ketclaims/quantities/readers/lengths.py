"""Lengths of time in words: ``an hour and a half``, ``half a day``; and two of different units in one of them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from re import Match
from typing import NamedTuple

from ketclaims.intervals import conversion
from ketclaims.late import late
from ketclaims.quantities.patterns import PERIODS
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers.measured import Measured

_AND_A_HALF = late(r"(?P<period>hour|day|year)\s+and\s+a\s+half\b", re.IGNORECASE)


class Length(NamedTuple):
    """A length of time, or two of one unit, and where it ends."""

    low: Decimal
    high: Decimal
    unit: Measured
    end: int


def length_at(point: Point, at: int) -> Length | None:
    """The length of time with an article that is written at ``at``: ``an hour``, ``a day or two``, ``half a year``."""
    found = point.patterns.article.match(point.text, at)
    return length_of(found) if found else None


def length_of(found: Match[str]) -> Length:
    """The length of time that the pattern of articles has found."""
    code, low = PERIODS[found["period"].lower()], Decimal("0.5") if found["half"] else Decimal(1)
    if code == "fortnight":
        low, code = Decimal(2), "wk"
    if found["and"]:
        low, code = _and_more(found["and"].lower(), code)
    return Length(low, Decimal(2) if found["two"] else low, _time(code, found.end()), found.end())


def _and_more(written: str, code: str) -> tuple[Decimal, str]:
    """One and a part, and its unit: a year and a half is said in months."""
    quarters = 2 if written.endswith("half") else 3 if "three" in written else 1
    return (Decimal(12 + 3 * quarters), "mo") if code == "a" else (1 + Decimal(quarters) / 4, code)


def and_a_half(point: Point, at: int) -> Length | None:
    """The length of time without an article at ``at``: ``hour and a half``."""
    found = _AND_A_HALF.match(point.text, at)
    code = PERIODS[found["period"].lower()] if found else ""
    return Length(Decimal("1.5"), Decimal("1.5"), _time(code, found.end()), found.end()) if found else None


def in_one_unit(
    point: Point, low: tuple[Decimal, Measured], high: tuple[Decimal, Measured]
) -> tuple[Decimal, Decimal, Measured | None]:
    """Two lengths of time in the smaller of their units; no unit where they are no two times.

    What does not come out even is rounded: three months are 13 weeks.
    """
    factor = conversion(high[1].code, low[1].code, point.lexicon)
    if factor is None or not low[1].dimension == high[1].dimension == "time":
        return low[0], high[0], None
    if factor < 1:
        return _whole(low[0] / factor), high[0], high[1]
    return low[0], _whole(high[0] * factor), low[1]._replace(end=high[1].end)


def _time(code: str, end: int) -> Measured:
    return Measured(code, "time", end)


def _whole(value: Decimal) -> Decimal:
    """The value, to a whole number where its digits go on."""
    short = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return short.normalize() + 0 if short == value else value.quantize(Decimal(1), ROUND_HALF_UP)
