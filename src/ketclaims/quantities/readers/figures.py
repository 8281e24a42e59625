"""The reader of figures: a number or a range with its sign, its tolerance and what stands behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from re import Match
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Relation, Span
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.names import name_of
from ketclaims.quantities.patterns import PERIODS
from ketclaims.quantities.points import CURRENCY_SIGNS, PREFIX, Point, bounded
from ketclaims.quantities.prices import groups_before, groups_behind, is_sum, sum_at, worth_of
from ketclaims.quantities.readers.changes import has_changed
from ketclaims.quantities.readers.lengths import in_one_unit, length_at
from ketclaims.quantities.readers.measured import DEATHS, Measured, measured, money
from ketclaims.quantities.relations import sign_relations
from ketclaims.quantities.units import LONG, LONG_WORDS

# 1 hr | 15 min
_MINUTES = re.compile(r"\s?(?:and\s)?(?P<minutes>[1-5]?\d)[\s-]?(?:minutes?|mins?)\b", re.IGNORECASE)
_TAG = 80
# </b>| 20% | <br>| 70 patients | step two ->| 5 mg: the sign closes a tag that was left in the text, or an arrow
_CLOSED = late(r"(?:<[/!]?[a-zA-Z][^<>\n]*|[-–—])>\Z")
# > 40% of them slept: the sign of a quoted line, which a gap or another quoted line stands above
_QUOTED = late(r"(?:\A|\n[ \t]*\n|\n>[^\n]*\n)[ \t]*>[> \t]*(?<=[ \t])\Z")
_MARGIN = 200
_LINE_BEGINS = late(r"(?:\A|\n)[ \t>*-]*\Z")
_INDENT = 12
# anything | from | four hours to just under five
_FROM = late(rf"\bfrom\s+{HEDGED}\Z", re.IGNORECASE)
_FROM_REACH = 24
_ENDS = late(
    r"\s*(?:[.,;:)]|\Z)|\s*[–—]|\s+(?:in|on|for|by|with|at|and|but|per|a|each|after|before|depending)\b", re.IGNORECASE
)
# 45-ish | forty-odd | four hundred and something
_LOOSE = re.compile(r"-?ish\b|[-\s]odd\b|[-\s]something\b|\sand\s(?:something|change|a\sbit)\b", re.IGNORECASE)
_LOOSE_BEGINS = frozenset("- i")
_OF_THESE = late(r"\b(?:the|these|those|of|all)\s\Z", re.IGNORECASE)
# "the last one, two years": the word one is seldom the first of such a list; and its numbers are near each other
_SPOKEN_AT_LEAST = 2
_SPOKEN_AT_MOST = 3
_PLUS = re.compile(r"\+(?![/-]?[^\S\n]?[-−–]?\d)")
# 90k, 1.5M, 3 bn, 1.2m people
_LETTER_SCALE = re.compile(
    r"(?:[kK]|M|m(?=\s(?:people|adults|patients|americans|britons|children|men|women|users|cases|prescriptions|doses|visits|families|households"
    r"|workers|veterans|pounds|dollars|euros|[A-Z][a-z]+(?:s|ese|ish))\b)|\s?(?:mn|bn|tn))\b"
)
_MONEY_SCALE = re.compile(r"(?:\s?(?:[kKmMbB]|mn|bn|tn|[Cc]r)|L(?!/))\b")  # $5m, £3 bn, ₹2 cr, ₹5L
_SCALES = {"k": 1000, "l": 10**5, "m": 10**6, "mn": 10**6, "cr": 10**7, "b": 10**9, "bn": 10**9, "tn": 10**12}
_WORDED_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, **_SCALES}
_WORDED_SCALES |= {"lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7}
_NEGATIVE = re.compile(r"[-−](?=[\d.])")
_FEW = 10
_PER_TIME = re.compile(r"\s(?:a|an|per|each|every)\s", re.IGNORECASE)
_GAP = re.compile(r"[ \u00a0]?(?=\d)")
_SPACED = re.compile(r"\s")
# the number before "±" is a mean, what follows is how the values spread
_MEAN_BEFORE = late(
    r"\b(?:[Bb]aseline|[Ss]cores?|[Aa]ges?|[Mm]eans?|[Aa]verag(?:e|ed|ing)|SD|s\.d\.|SEM?|s\.e\.(?:m\.)?)"
    r"(?:[^.;]|\.(?=\d))*\Z"
)
_MEAN_AFTER = late(r"[^.;]{0,12}\b(?:SD|s\.d\.|SEM?|standard (?:deviation|error))")


class Amount(NamedTuple):
    """The number or range of a figure, where it ends, and the unit behind it; whether a plus or a tolerance follows."""

    low: Decimal
    high: Decimal
    end: int
    unit: Measured | None
    plus: bool = False
    tolerance: bool = False


def read_figure(point: Point) -> Mention | None:
    """``60–70%``, ``0.5 mg/kg``, ``six infusions``, ``$400–$800 per month``, ``46``: a figure, or a bare number."""
    if point.number is None:
        return None
    prefix = prefix_of(point)
    amount = _amount(point, point.number, prefix)
    unit = money(point, prefix["money"], amount.end) if prefix and prefix["money"] else amount.unit
    amount, unit = _per_long_period(_of_long_periods(amount), unit)
    stop = amount.end if unit is None else max(amount.end, unit.end if unit.value_end is None else unit.value_end)
    plus = _PLUS.match(point.text, stop)
    span = Span(_begin(point, prefix), stop + 1 if plus else stop)
    dimension = unit.dimension if unit else ""
    relation = _relation(point, span, dimension, prefix, plus=amount.plus or plus is not None)
    if amount.tolerance and relation == "=":
        relation = "~"
    if (unit is None or unit.noun == "per") and (often := _as_often(point, amount)):
        return often
    if unit is None:
        return name_of(point, Mention(span, "bare", bounded(span, amount.low, amount.high, "1", relation), "bare"))
    figure = Mention(span, "figure", bounded(span, amount.low, amount.high, unit.code, relation), dimension, unit.noun)
    return _with_minutes(point, figure) if unit.code == "h" else figure


def _of_long_periods(amount: Amount) -> Amount:
    """``two fortnights``: the same in weeks, as a fortnight has no code."""
    if amount.unit is None or amount.unit.code != "wk" or amount.unit.noun not in LONG_WORDS:
        return amount
    many, _ = LONG[LONG_WORDS[0]]
    return amount._replace(low=amount.low * many, high=amount.high * many)


def _per_long_period(amount: Amount, unit: Measured | None) -> tuple[Amount, Measured | None]:
    """``two doses a fortnight``: the same per week, as a fortnight has no code."""
    whole, _, period = unit.code.rpartition("/") if unit else ("", "", "")
    if unit is None or period not in LONG:
        return amount, unit
    many, code = LONG[period]
    amount = amount._replace(low=amount.low / many, high=amount.high / many)
    return amount, unit._replace(code=f"{whole}/{code}")


def _as_often(point: Point, amount: Amount) -> Mention | None:
    """``one a month``, ``two per week``: a few of what has been named, per time."""
    if not _PER_TIME.match(point.text, amount.end) or point.before(1) in CURRENCY_SIGNS:
        return None
    rate = point.patterns.rate.match(point.text, amount.end)
    if rate and amount.high > _FEW:
        return _deaths(point, amount, rate)
    if rate is None or not rate["word"] or rate["word"].lower() == "fortnight":
        return None
    span, code = Span(point.start, rate.end()), PERIODS[rate["word"].lower()]
    quantity = bounded(span, amount.low, amount.high, f"/{code}", point.relation(span, "frequency"))
    return Mention(span, "figure", quantity, "frequency", "times")


def _deaths(point: Point, amount: Amount, rate: Match[str]) -> Mention | None:
    """``12 a day die``: people who are not named."""
    if not rate["word"] or not DEATHS.match(point.text, rate.end()):
        return None
    span, code = Span(point.start, rate.end()), PERIODS[rate["word"].lower()]
    quantity = bounded(span, amount.low, amount.high, f"/{code}", point.relation(span, "event_frequency"))
    return Mention(span, "figure", quantity, "event_frequency", "times")


def _with_minutes(point: Point, figure: Mention) -> Mention:
    """An hour with the minutes behind it: ``1 hr 15 min``, ``one hour and 30 minutes``."""
    found = _MINUTES.match(point.text, figure.span.end)
    hours = figure.quantity.low if figure.quantity and figure.quantity.low == figure.quantity.high else None
    if found is None or figure.quantity is None or hours is None:
        return figure
    span, whole = Span(figure.span.start, found.end()), hours + Decimal(found["minutes"]) / 60
    return replace(figure, span=span, quantity=replace(figure.quantity, span=span, low=whole, high=whole))


@lru_cache(maxsize=1)  # the readers of prices and of figures ask in turn
def prefix_of(point: Point) -> Match[str] | None:
    """The sign, the currency or the minus that stands directly before the digits."""
    if not point.prefixed:
        return None
    found = point.patterns.prefix.search(point.text, max(0, point.start - PREFIX), point.start)
    if found and found["sign"] in (">", "~") and _is_markup(point.text, found.start(), found.end("sign")):
        found = point.patterns.prefix.search(point.text, found.end("sign"), point.start)
    if (
        found
        and found["sign"] == "c."
        and _LINE_BEGINS.search(point.text, max(0, found.start() - _INDENT), found.start())
    ):
        return None  # "c. Two drugs": the third item of a list
    if found and found["money"] and not is_sum(point, found["money"]):
        return None
    return found if found and found.group() else None


def _is_markup(text: str, start: int, end: int) -> bool:
    """Whether a sign closes a tag ("<b>"), strikes out ("~~$500~~") or, at the beginning of a line, quotes."""
    if text[end - 1] == "~":
        return text[end - 2 : end - 1] == "~"
    return bool(_CLOSED.search(text, max(0, start - _TAG), end) or _QUOTED.search(text, max(0, end - _MARGIN), end + 1))


def _begin(point: Point, prefix: Match[str] | None) -> int:
    begin = prefix.start() if prefix else point.start
    while point.text[begin].isspace():
        begin += 1
    return begin


def _relation(point: Point, span: Span, dimension: str, prefix: Match[str] | None, *, plus: bool) -> Relation:
    if prefix and prefix["sign"]:
        return sign_relations(point.lexicon)[prefix["sign"]]
    return ">=" if plus else point.relation(span, dimension)


def _amount(point: Point, number: Match[str], prefix: Match[str] | None) -> Amount:
    """The number that begins at the point, or the range that it begins."""
    priced = bool(prefix and prefix["money"])
    groups = groups_before(point, prefix["money"]) if prefix and priced else groups_behind(point)
    number = number if groups is None else sum_at(point, point.start, groups) or number
    low, end = _scaled(point, number, priced=priced)
    loose = _LOOSE.match(point.text, end) if point.text[end : end + 1] in _LOOSE_BEGINS else None
    end = loose.end() if loose else end
    low = -low if prefix and prefix["sign_of_number"] in ("-", "−") else low
    unit = measured(point, end)
    if _PLUS.match(point.text, end):
        return Amount(low, low, end + 1, unit, plus=True)
    alone = Amount(low, low, end, unit, tolerance=loose is not None)
    if tolerated := _tolerated(point, alone):
        return tolerated
    joined = point.joins(unit.end if unit else end)
    return (_range(point, alone, groups, priced=priced) or _spoken(point, alone) or alone) if joined else alone


def _tolerated(point: Point, amount: Amount) -> Amount | None:
    """``50 ± 5 mg``: the interval around the number; around a mean it is the spread, and the mean is the figure."""
    found = point.deviation(amount.unit.end) if amount.unit else None
    found = found or point.deviation(amount.end)
    if found is None:
        return None
    unit = measured(point, found.end())
    if unit and amount.unit and unit.code != amount.unit.code:
        return None
    end = unit.end if unit else found.end()
    whole = amount._replace(end=end, unit=unit or amount.unit)
    if _MEAN_BEFORE.search(point.before(48)) or _MEAN_AFTER.match(point.text, end):
        return whole
    by = point.value(found["number"])
    return whole._replace(low=amount.low - by, high=amount.high + by, tolerance=True)


def _range(point: Point, first: Amount, groups: str | None, *, priced: bool) -> Amount | None:
    """The range that a number begins, with its unit once or twice."""
    joint = point.joint(first.unit.end if first.unit else first.end)
    if joint is None:
        return None
    at = _past_currency(point, joint.end())
    negative = _NEGATIVE.match(point.text, at) if first.low < 0 or _SPACED.search(joint.group()) else None
    number = sum_at(point, negative.end() if negative else at, groups)
    if number is None:
        return _to_one(point, first, at) if joint["word"] != "and" or point.between(joint.start()) else None
    high, stop = _scaled(point, number, priced=priced)
    if point.before(1) == "/" == point.text[stop : stop + 1]:  # from 122/78 to 141/89
        return None
    low, high = _at_scale(first.low, high, point.text[number.start() : stop]), -high if negative else high
    after = measured(point, stop)
    if has_changed(point, joint, after):
        return None
    if first.unit and after and first.unit.code != after.code:
        low, high, after = in_one_unit(point, (low, first.unit), (high, after))
        if after is None:
            return None
        first = first._replace(unit=after)
    if not _is_range(point, (low, high), first.unit, after, joint):
        return None
    return Amount(min(low, high), max(low, high), stop, after or first.unit)


def _to_one(point: Point, first: Amount, at: int) -> Amount | None:
    """The range whose end has no number of its own: ``20 minutes to an hour``."""
    last = length_at(point, at)
    if last is None or first.unit is None:
        return None
    low, high, unit = in_one_unit(point, (first.low, first.unit), (last.high, last.unit))
    return Amount(low, high, last.end, unit) if unit and low < high else None


def _spoken(point: Point, first: Amount) -> Amount | None:
    """The range that speech lists: ``ten, twenty minutes``, ``two, three, sometimes five months``."""
    spoken = point.text[first.end : first.end + 1] == "," and point.text[first.end - 1].isalpha()
    if not spoken or first.unit or first.low < _SPOKEN_AT_LEAST:
        return None
    high, stop = first.low, first.end
    while joint := point.patterns.spoken.match(point.text, stop):
        number = point.patterns.number.match(point.text, joint.end())
        if number is None or not high < point.value(number.group()) <= first.low * _SPOKEN_AT_MOST:
            return None
        high, stop = point.value(number.group()), number.end()
        unit = measured(point, stop)
        if unit:
            alone = _OF_THESE.search(point.before(8)) is None
            return Amount(first.low, high, stop, unit) if alone else None
    return None


def _scaled(point: Point, number: Match[str], *, priced: bool) -> tuple[Decimal, int]:
    """The value of a number and where it ends, letters that multiply it included; money has more of them."""
    value, end = worth_of(point, number), number.end()
    if not point.text[end - 1].isdigit():
        return value, end
    scale = (_MONEY_SCALE if priced else _LETTER_SCALE).match(point.text, end)
    if scale is None:
        return value, end
    return value * _SCALES[scale.group().strip().lower()], scale.end()


def _at_scale(low: Decimal, high: Decimal, written: str) -> Decimal:
    """Ten to fifteen thousand, 2–3 million, $1–2bn: the scale of the second number is that of the first."""
    word = written.lower().split()[-1].lstrip("0123456789.,")
    scale = _WORDED_SCALES.get(word)
    return low * scale if scale and abs(low) < high / scale and abs(low) < scale else low


def _is_round(low: Decimal, high: Decimal) -> bool:
    """Whether two numbers are round neighbours, as in "10 or 15 minutes"."""
    return low % 5 == 0 == high % 5 and high - low in (5, 10)


def _past_currency(point: Point, at: int) -> int:
    """Behind the sign of money before the second number of a range: ``$700``, ``A$700``, ``kr 700``."""
    if point.text[at : at + 1].isdigit():
        return at
    ends = (_GAP.match(point.text, end) for end in point.patterns.money.ends(point.text, at))
    return next((gap.end() for gap in ends if gap), at)


def _is_range(
    point: Point, ends: tuple[Decimal, Decimal], unit: Measured | None, after: Measured | None, joint: Match[str]
) -> bool:
    """Whether two numbers are the ends of one range: of one unit, rising, and with "or" only between neighbours.

    Two negative numbers may fall: "−2 to −7".
    """
    low, high = ends
    if low == high or (high < low and high >= 0) or (high < low and low >= 0):
        return False
    if unit and (after.code != unit.code if after else not _goes_from(point, unit, joint)):
        return False
    word = joint["word"]
    if word is None or joint["better"]:
        return True
    if joint["even"]:
        return word.lower() == "or"
    if word.lower() == "or":
        return high - low == 1 or (_is_round(low, high) and after is not None and after.dimension in ("time", "share"))
    return point.between(joint.start())


def _goes_from(point: Point, unit: Measured, joint: Match[str]) -> bool:
    """Whether the second end of a range of times has no unit: ``from four hours to just under five``."""
    if unit.dimension != "time" or joint.group().split()[:1] != ["to"] or not _FROM.search(point.before(_FROM_REACH)):
        return False
    number = point.patterns.number.match(point.text, joint.end())
    return number is not None and _ENDS.match(point.text, number.end()) is not None
