"""What a stated figure allows: in the canonical unit of its measure, as stated, hedged, and rounded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ketclaims.comparison.options import Options
from ketclaims.comparison.ranges import Range
from ketclaims.comparison.statements import Statement
from ketclaims.intervals import conversion
from ketclaims.lexicon import Lexicon, Measure
from ketclaims.model import Quantity, Span

YEAR = "{year}"
UNCOUNTED = ("{point}", "{percentage_point}", "{ratio}", "{p}")
"""Units in braces that are measured, and so rounded; what stands in other braces is counted."""
LARGEST_DENOMINATOR = 10**9
NOWHERE = Span(0, 0)
NOTHING = str(None)

Ranges = tuple[Range, Range, Range]


@dataclass(frozen=True, slots=True)
class Figure:
    """The ranges of a figure, in ``unit``, each within the natural limits of the measure.

    ``stated`` is as stated, ``hedged`` also allows for the hedge, ``allowed`` also for rounding. ``unit`` is the
    canonical unit of the measure, or the unit as written where that does not convert.
    """

    unit: str
    stated: Range
    hedged: Range
    allowed: Range


def figure(statement: Statement, lexicon: Lexicon, options: Options) -> Figure | None:
    """What a statement allows; nothing where its words stand for no interval.

    A figure is widened in the unit in which it is written and then converted exactly, so that the unit in which two
    figures are compared decides nothing.
    """
    quantity = statement.quantity
    # As text, because 2 and 2.0 are equal and yet not rounded alike.
    ends = str(quantity.low), str(quantity.high)
    kind = replace(quantity, span=NOWHERE, low=None, high=None)
    return _figure(ends, kind, statement.measure, lexicon, options)


# Millions of claims have few different figures.
@lru_cache(maxsize=2**16)
def _figure(ends: tuple[str, str], kind: Quantity, name: str, lexicon: Lexicon, options: Options) -> Figure | None:
    measure = lexicon.measures[name]
    low, high = (None if end == NOTHING else Decimal(end) for end in ends)
    own = written(replace(kind, low=low, high=high), lexicon, options)
    if own is None:
        return None
    unit, ranges = own
    standard, converted = _converted(unit, ranges, measure, lexicon)
    limits = _limits(measure, converted[0]) if standard == measure.unit else Range(None, None)
    stated, hedged, allowed = (limits.overlap(each) for each in converted)
    return Figure(standard, stated, hedged, allowed)


def written(quantity: Quantity, lexicon: Lexicon, options: Options) -> tuple[str, Ranges] | None:
    """The unit of a quantity, and its range as stated, hedged, and rounded too, without any limits.

    The unit is the one as written, minutes for a vague duration; nothing where the words stand for no interval.
    """
    return _vague(quantity, lexicon) if quantity.precision == "vague" else _numeric(quantity, options)


def _numeric(quantity: Quantity, options: Options) -> tuple[str, Ranges] | None:
    if quantity.low is None and quantity.high is None:
        return None
    stated = _stated(quantity)
    hedged = _hedged(stated, quantity, options)
    return quantity.unit, (stated, hedged, hedged.hull(_rounded(stated, quantity, options)))


def _stated(quantity: Quantity) -> Range:
    low, high = (None if end is None else Fraction(end) for end in (quantity.low, quantity.high))
    return Range(low, high, quantity.relation == ">", quantity.relation == "<")


def _hedged(stated: Range, quantity: Quantity, options: Options) -> Range:
    if quantity.relation != "~":
        return stated
    low, high = (None if end is None else _hedge(end, quantity.unit, options) for end in (stated.low, stated.high))
    return Range(
        None if stated.low is None or low is None else stated.low - low,
        None if stated.high is None or high is None else stated.high + high,
    )


def _hedge(value: Fraction, unit: str, options: Options) -> Fraction:
    # A tenth of a calendar year's number would be two centuries.
    return Fraction(options.hedge_years) if unit == YEAR else abs(value) * Fraction(options.hedge)


def _rounded(stated: Range, quantity: Quantity, options: Options) -> Range:
    if is_counted(quantity.unit) or not options.rounding:
        return stated
    low = None if stated.low is None else stated.low - _half_place(quantity.low, options)
    high = None if stated.high is None else stated.high + _half_place(quantity.high, options)
    return Range(low, high, stated.low_open, high is not None)


def is_counted(unit: str) -> bool:
    """Whether figures in a unit are exact: things that are counted, and calendar years.

    >>> is_counted("{dose}"), is_counted("{point}"), is_counted("h")
    (True, False, False)
    """
    return unit.startswith("{") and unit not in UNCOUNTED


def _half_place(value: Decimal | None, options: Options) -> Fraction:
    exponent = value.as_tuple().exponent if value is not None else 0
    # 1E+3 is written as 1000: the last place of a number is never left of its ones.
    return _place(-exponent if isinstance(exponent, int) and exponent < 0 else 0, options.rounding)


@lru_cache(maxsize=256)
def _place(decimals: int, rounding: Decimal) -> Fraction:
    return Fraction(rounding) * Fraction(1, int(f"1{'0' * decimals}"))


def _vague(quantity: Quantity, lexicon: Lexicon) -> tuple[str, Ranges] | None:
    """The codebook's interval of a vague duration in minutes; its upper end is open."""
    first, last = (lexicon.units.get(code) for code in (quantity.from_unit or quantity.unit, quantity.unit))
    if not (first and last and first.vague and last.vague):
        return None
    low = first.vague[0] * lexicon.units[first.vague[2]].factor
    high = last.vague[1] * lexicon.units[last.vague[2]].factor
    bounded = quantity.relation in ("<", "<=")
    open_above = quantity.relation in (">", ">=")
    stated = Range(None if bounded else Fraction(low), None if open_above else Fraction(high), high_open=not open_above)
    return "min", (stated, stated, stated)


def _converted(unit: str, ranges: Ranges, measure: Measure, lexicon: Lexicon) -> tuple[str, Ranges]:
    factor = exact_conversion(unit, measure.unit, lexicon) if measure.unit else None
    if factor is not None:
        first, second, third = (each.times(factor) for each in ranges)
        return measure.unit, (first, second, third)
    # "Twice a month" says how long it is from one to the next.
    period = exact_conversion(unit[1:], measure.unit, lexicon) if unit.startswith("/") else None
    if period is None:
        return unit, ranges
    first, second, third = (each.inverse().times(period) for each in ranges)
    return measure.unit, (first, second, third)


@lru_cache(maxsize=1024)
def exact_conversion(own: str, unit: str, lexicon: Lexicon) -> Fraction | None:
    """The exact factor from one unit to another; nothing where the dimensions differ."""
    factor = conversion(own, unit, lexicon)
    # A Decimal only comes near one seventh; of all fractions of such a size, the nearest is the one that is meant.
    # A factor that is smaller than all of them ("fs" in "h") stays as it is.
    return None if factor is None else Fraction(factor).limit_denominator(LARGEST_DENOMINATOR) or Fraction(factor)


def _limits(measure: Measure, stated: Range) -> Range:
    low, high = (None if end is None else Fraction(end) for end in (measure.low, measure.high))
    # What a source says beyond the possible is kept as it says it.
    below = low is not None and stated.low is not None and stated.low < low
    above = high is not None and stated.high is not None and stated.high > high
    over = low is not None and stated.high is not None and stated.high < low
    under = high is not None and stated.low is not None and stated.low > high
    return Range(None if below or over else low, None if above or under else high)
