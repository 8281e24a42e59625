"""The reader of figures: a number or a range with its sign, its unit or its counted thing, and its rate."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from re import Match

from ketclaims.model import Relation, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.names import name_of
from ketclaims.quantities.numbers import as_listed
from ketclaims.quantities.patterns import PERIODS
from ketclaims.quantities.points import CURRENCY_SIGNS, Point, bounded
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.relations import sign_relations

_PREFIX = 6  # "≥ US$ " is as long as a prefix gets
_BETWEEN = re.compile(r"\bbetween[^\S\n]+[^.;\n]{0,24}\Z", re.IGNORECASE)
_PLUS = re.compile(r"\+(?!\s?\d)")
_LETTER_SCALE = re.compile(r"(?:[kK]|(?P<million>M))\b")  # 90k, 1.5M
_TIMES = re.compile(r"\s?(?:times|[x×])(?!\w)|-fold\b", re.IGNORECASE)
_DIE = re.compile(r"\b(?:dies?|killed)\b", re.IGNORECASE)
# Units per time that are units of their own; what else stands before "a week" is no rate.
_RATED = {"mass": "mass_rate", "dose_by_weight": "mass_rate", "{person}": "rate", "count": "rate"}
_UNRATED = ("%", "{trial}", "{study}", "{point}")


@dataclass(frozen=True, slots=True)
class Measured:
    """What stands behind a number: the code of the unit, its dimension, the noun, and where it ends.

    ``value_end`` is where the codebook's value ends if that is earlier: "two or more antidepressants" ends at "two".
    """

    code: str
    dimension: str
    end: int
    noun: str = ""
    value_end: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """The number or range of a figure, where it ends, and the unit behind it."""

    low: Decimal
    high: Decimal
    end: int
    unit: Measured | None
    plus: bool = False


def read_figure(point: Point) -> Mention | None:
    """``60–70%``, ``0.5 mg/kg``, ``six infusions``, ``$400–$800 per month``, ``46``: a figure, or a bare number."""
    if point.number is None:
        return None
    prefix = _prefix(point)
    amount = _amount(point, point.number)
    if prefix and prefix["minus"]:
        amount = replace(amount, low=-amount.low, high=-amount.low)
    unit = _money(point, prefix["money"], amount.end) if prefix and prefix["money"] else amount.unit
    stop = amount.end if unit is None else max(amount.end, unit.end if unit.value_end is None else unit.value_end)
    plus = _PLUS.match(point.text, stop)
    span = Span(_begin(point, prefix), stop + 1 if plus else stop)
    dimension = unit.dimension if unit else ""
    relation = _relation(point, span, dimension, prefix, plus=amount.plus or plus is not None)
    if unit is None:
        return name_of(point, Mention(span, "bare", bounded(span, amount.low, amount.high, "1", relation), "bare"))
    return Mention(span, "figure", bounded(span, amount.low, amount.high, unit.code, relation), dimension, unit.noun)


def _prefix(point: Point) -> Match[str] | None:
    """The sign, the currency or the minus that stands directly before the digits."""
    if point.before(_PREFIX).rstrip()[-1:] not in point.patterns.prefix_endings:
        return None
    found = point.patterns.prefix.search(point.text, max(0, point.start - _PREFIX), point.start)
    return found if found and found.group() else None


def _begin(point: Point, prefix: Match[str] | None) -> int:
    begin = prefix.start() if prefix else point.start
    while point.text[begin].isspace():
        begin += 1
    return begin


def _relation(point: Point, span: Span, dimension: str, prefix: Match[str] | None, *, plus: bool) -> Relation:
    if prefix and prefix["sign"]:
        return sign_relations(point.lexicon)[prefix["sign"]]
    return ">=" if plus else point.relation(span, dimension)


def _amount(point: Point, number: Match[str]) -> Amount:
    """The number that begins at the point, or the range that it begins."""
    low, end = _scaled(point, number)
    unit = _measured(point, end)
    if _PLUS.match(point.text, end):
        return Amount(low, low, end + 1, unit, plus=True)
    joint = _joint(point, unit.end if unit else end)
    number_after = joint and point.patterns.number.match(point.text, _past_currency(point.text, joint.end()))
    if not joint or not number_after:
        return Amount(low, low, end, unit)
    high, stop = _scaled(point, number_after)
    after = _measured(point, stop)
    low = _at_scale(low, high, number_after.group())
    if _is_range(point, low, high, unit, after, joint):
        return Amount(low, high, stop, after or unit)
    return Amount(_scaled(point, number)[0], _scaled(point, number)[0], end, unit)


def _joint(point: Point, start: int) -> Match[str] | None:
    return point.patterns.joint.match(point.text, start) or point.patterns.alternative.match(point.text, start)


def _scaled(point: Point, number: Match[str]) -> tuple[Decimal, int]:
    """The value of a number and where it ends, a letter that multiplies it included."""
    value, end = point.value(number.group()), number.end()
    scale = _LETTER_SCALE.match(point.text, end) if number.group()[-1].isdigit() else None
    if scale is None:
        return value, end
    return value * (1_000_000 if scale["million"] else 1000), scale.end()


def _at_scale(low: Decimal, high: Decimal, written: str) -> Decimal:
    """Ten to fifteen thousand: the scale of the second number is that of the first."""
    thousands = "thousand" in written.lower() and low < 1000 <= high
    return low * 1000 if thousands else low


def _past_currency(text: str, at: int) -> int:
    """Behind the sign of money before the second number of a range."""
    return at + 1 if text[at : at + 1] in CURRENCY_SIGNS else at


def _is_range(
    point: Point, low: Decimal, high: Decimal, unit: Measured | None, after: Measured | None, joint: Match[str]
) -> bool:
    """Whether two numbers are the ends of one range: of one unit, rising, and with "or" only between neighbours."""
    if high <= low or (unit and (after is None or after.code != unit.code)):
        return False
    word = joint.groupdict().get("word")
    if word is None:
        return True
    if word.lower() == "or":
        return high - low == 1
    return _BETWEEN.search(point.text, max(0, joint.start() - 40), joint.start()) is not None


def _measured(point: Point, end: int) -> Measured | None:
    """The unit or counted thing behind a number that ends at ``end``, with a rate where one follows."""
    at = end + 1 if point.text[end : end + 1] == "+" else end
    found = _unit(point, at) or _count(point, at, end) or _times(point, at) or _unknown(point, at)
    return _with_rate(point, found) if found else None


def _unit(point: Point, at: int) -> Measured | None:
    unit = point.patterns.unit.match(point.text, at)
    if unit is None:
        return None
    written = " ".join(unit["symbol"].split()) if unit["symbol"] else as_listed(unit["word"])
    code = point.patterns.codes[written]
    return Measured(code, point.lexicon.units[code].dimension, unit.end(), written.lower())


def _count(point: Point, at: int, end: int) -> Measured | None:
    count = point.patterns.count.match(point.text, at)
    if count is None:
        return None
    noun = as_listed(count["noun"])
    code = point.patterns.nouns[noun]
    return Measured(code, code, count.end(), noun, end if count["more"] else None)


def _times(point: Point, at: int) -> Measured | None:
    times = _TIMES.match(point.text, at)
    return Measured("1", "{ratio}", times.end(), "times") if times else None


def _unknown(point: Point, at: int) -> Measured | None:
    """A noun that no lexicon knows is its own unit: ``nine hospitals`` has ``{hospital}``."""
    found = point.patterns.unknown_count.match(point.text, at)
    if found is None:
        return None
    noun = found["noun"].lower()
    return Measured(f"{{{_singular(noun)}}}", "count", found.end(), noun)


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("sses", "shes", "ches", "xes")) else noun[:-1]


def _money(point: Point, written: str, end: int) -> Measured:
    code = point.patterns.codes[written]
    return _with_rate(point, Measured(code, point.lexicon.units[code].dimension, end, "money"))


def _with_rate(point: Point, unit: Measured) -> Measured:
    """A unit per time is a unit of its own: ``$119 a month`` is USD/mo, ``two sessions a week`` is /wk."""
    rate = point.patterns.rate.match(point.text, unit.end)
    if rate is None:
        return _with_later_rate(point, unit)
    if unit.code in _UNRATED:
        return unit
    code = period_code(rate)
    if unit.code in ("{dose}", "{event}") or (unit.dimension == "time" and unit.code != "min"):
        dimension = "event_frequency" if unit.code == "{event}" else "frequency"
        return Measured(f"/{code}", dimension, rate.end(), unit.noun)
    dimension = "money_rate" if unit.dimension.startswith("money") else _RATED.get(unit.dimension, "rate")
    return Measured(f"{unit.code}/{code}", dimension, rate.end(), unit.noun)


def _with_later_rate(point: Point, unit: Measured) -> Measured:
    """People are counted per time a few words later: ``90 people die of it each day``."""
    rate = point.patterns.later_rate.match(point.text, unit.end) if unit.code == "{person}" else None
    if rate is None:
        return unit
    code = PERIODS[rate["word"].lower()]
    if _DIE.search(rate.group()):
        return Measured(f"/{code}", "event_frequency", rate.end(), unit.noun)
    return Measured(f"{{person}}/{code}", "rate", unit.end, unit.noun)
