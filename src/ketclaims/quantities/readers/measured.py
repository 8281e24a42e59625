"""What stands behind a number: its unit or its counted thing, with the rate or the further factors of the unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ketclaims.intervals import product
from ketclaims.late import late
from ketclaims.lexicon.entries import is_money
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.nouns import singular
from ketclaims.quantities.numbers import DASH, as_listed
from ketclaims.quantities.patterns import CODED_PERIODS, PERIODS
from ketclaims.quantities.points import Point
from ketclaims.quantities.prices import is_sum_in
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.units import LONG, Unknown, Written, code_of

_TIMES = re.compile(r"\s?(?:times|[x×])(?!\w|\s?\d)|-fold\b", re.IGNORECASE)
_STRESSED = re.compile(
    r"[ \u00a0](?:full|whole|entire|solid|good|more|extra|additional|further|consecutive|straight|long|short)"
    r"(?=[ \u00a0])"
    r"|[ \u00a0](?:nurse|nursing|staff|doctor|therapist|clinician|therapy|contact|clinic|chair|bed)"
    r"(?=[ \u00a0](?:hour|minute)s?\b)",
    re.IGNORECASE,
)
_FORM = late(
    r"\s(?:[a-z]+\s)?(?P<form>tablet|capsule|pill|vial|sachet|puff|patch|ampoule|lozenge|suppository|spoonful|cup)\b(?!\s(?:in|out\sof)\s)",
    re.IGNORECASE,
)
_WITHIN_ONE = late(r"(?:\bin\s|\()\Z")  # all in | one capsule, 150 mg (| one tablet)
_POWER = late(r"10\s?\^?\s?[-−–⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}\Z")
_CURRENCY = re.compile(r"[ \u00a0]?(?P<code>[A-Z]{3})\b")  # $20 CAD: many countries have dollars
# 45 mL/min/1.73 m²: how kidneys are compared
_PER_SURFACE = late(r"\s?(?:/|per\b)\s?1\.73\s?(?:m(?:2|²|\^2)|sq\.?\s?m|square\smet(?:re|er)s?)(?!\w)")
# the number or its unit ends its clause or its sentence, heads an item, or a second number follows: 4-6
_CLOSED = re.compile(rf"[,;:)\]!?]|\.(?:\s|\Z)|\Z|{DASH}\d")
# twelve | weekly sessions: how many, and how often
_HOW_OFTEN = re.compile(r"[ \u00a0](?:(?:once|twice)[- ])?(?:daily|weekly|fortnightly|monthly)[ \u00a0]", re.IGNORECASE)
# patients who were given | three weekly infusions: whose the outcome is, and one quantity
_WHO_HAD = late(r"\bwho\s+(?:were\s+given|had|got|received|took)\s\Z", re.IGNORECASE)
_DYING = (
    r"(?:die|dies|died|(?:are|were)\s+killed|kill(?:ed)?\s+themselves|(?:lose|lost)\s+their\s+lives"
    r"|(?:take|took)\s+their\s+(?:own\s+)?lives|end(?:ed)?\s+their\s+(?:own\s+)?lives)\b"
)
_DIE = late(rf"\b{_DYING}|\bkilled\b", re.IGNORECASE)
DEATHS = late(rf"\s+(?:\w+\s+)?{_DYING}")
# "Every year, about 49,000 Americans | die"; "50,000 people | died by suicide in 2022"
_EACH = late(
    rf"\b(?:each|every)\s+(?:single\s+)?(?P<period>day|week|month|year),?\s+(?:(?:an\s+estimated|on\s+average,?)\s+)?{HEDGED}"
    r"[\d.,]*\s?(?:million\s|thousand\s)?\Z",
    re.IGNORECASE,
)
_WHO_DIE = late(rf"\s+(?:\w+\s+){{0,4}}?{_DYING}")
_SUICIDE = (
    rf"\s+(?:\w+\s+){{0,4}}?{_DYING}"
    r"(?:(?<=lives)|(?<=themselves)|\s+(?:by|from|of)\s+(?:[a-z]+\s+){0,2}?(?:suicide|overdoses?))"
)
_BY_SUICIDE = late(_SUICIDE)
_YEAR_BEFORE = late(rf"\b[Ii]n\s+(?:19|20)\d\d\b,?\s+(?:alone,?\s+)?{HEDGED}\Z")
_IN_A_YEAR = late(
    rf"{_SUICIDE}"
    r"(?:\s+there|\s+here)?\s+(?:in\s+(?:19|20)\d\d|last\s+year)\b"
)
# suicide takes | 118 residents a year
_KILLS = late(
    r"\b(?:kill(?:s|ed)?|(?:claim(?:s|ed)?|tak(?:es?|ing)|took|cost)\sthe\slives\sof"
    r"|(?:suicides?|overdoses?)\s(?:takes?|claims?|took|claimed))\s+"
    rf"{HEDGED}\Z",
    re.IGNORECASE,
)
# Units per time that are units of their own; what else stands before "a week" is no rate.
_RATED = {"mass": "mass_rate", "dose_by_weight": "mass_rate", "{person}": "rate", "count": "rate"}
_TAKEN = frozenset(("mass", "dose_by_weight", "volume", "international_units", "{dose}", "count"))
"""Dimensions of what is taken: how much in 24 hours is how much a day."""
_OF_SOMETHING = ("mass", "volume")
_IN_BLOOD = ("/uL", "/mm3")
"""Volumes in which cells are counted."""
_DATED = late(
    r"\s+(?:later|after|afterwards|ago|apart|before|earlier|on|from|into|out|and\s+a\s+half|or)\b", re.IGNORECASE
)
"""Behind "44% a year": a point in time, not how many each year."""
_UNRATED = ("%", "{trial}", "{study}", "{point}")
_OCCASIONS = ("{evening}", "{morning}", "{afternoon}", "{weekday}", "{class}")
"""Times of day, and lessons, that are counted per time say how often: "two evenings a week"."""
_PERIOD_CODES = frozenset(PERIODS.values()) - {"fortnight"}


class Measured(NamedTuple):
    """What stands behind a number: the code of the unit, its dimension, the noun, and where it ends.

    ``value_end`` is where the codebook's value ends if that is earlier: "two or more antidepressants" ends at "two".
    """

    code: str
    dimension: str
    end: int
    noun: str = ""
    value_end: int | None = None


def measured(point: Point, end: int) -> Measured | None:
    """The unit or counted thing behind a number that ends at ``end``, with a rate where one follows."""
    at = end + 1 if point.text[end : end + 1] == "+" else end
    if _CLOSED.match(point.text, at):
        return None
    found = _unit(point, at) or _count(point, at, end) or _times(point, at) or _unknown(point, at)
    return with_rate(point, found) if found else _per_unit(point, at)


def money(point: Point, written: str, end: int) -> Measured:
    """The currency whose sign ``written`` stands before a number that ends at ``end``."""
    named = _CURRENCY.match(point.text, end)
    code = point.patterns.currencies[written]
    other = point.lexicon.units.get(named["code"]) if named else None
    if named and other and other.before and written.endswith("$"):
        code, end = named["code"], named.end()
    return with_rate(point, Measured(code, point.lexicon.units[code].dimension, end, "money"))


def _unit(point: Point, at: int) -> Measured | None:
    unit = point.unit(at) or _said_whole(point, at)
    if unit is None:
        return None
    surface = _PER_SURFACE.match(point.text, unit.end) if unit.text.lower() == "ml/min" else None
    if surface:
        return Measured("mL/min/{1.73_m2}", "clearance", surface.end(), "ml/min")
    if unit.kind == "compound":
        return _composed(point, code_of(unit.text, point.patterns.codes), unit.end, unit.text)
    written = " ".join(unit.text.split()) if unit.kind == "symbol" else as_listed(unit.text)
    code = point.patterns.codes[written]
    meant = point.lexicon.units[code]
    if written in meant.doubtful and not is_sum_in(point, meant):
        return None
    return Measured(code, meant.dimension, unit.end, written.lower())


def _said_whole(point: Point, at: int) -> Written | None:
    """The unit behind a word that only stresses the number: "two full hours", "six consecutive weeks"."""
    stressed = _STRESSED.match(point.text, at)
    unit = point.unit(stressed.end()) if stressed else None
    return unit if unit and unit.kind == "word" else None


def _composed(point: Point, code: str, end: int, written: str) -> Measured:
    """The unit of a code of several factors; per time it has the dimension of a rate."""
    if code in point.lexicon.units:
        return Measured(code, point.lexicon.units[code].dimension, end, written.lower())
    whole, _, period = code.rpartition("/")
    if whole and period in _PERIOD_CODES:
        return _per_period(_composed(point, whole, end, written), period, end)
    unit = product(code, point.lexicon)
    return Measured(code, unit.dimension if unit else code, end, written.lower())


def _count(point: Point, at: int, end: int) -> Measured | None:
    count = point.count(at)
    if count is None:
        return None
    noun = as_listed(count.written)
    code = point.patterns.nouns[noun]
    often = code == "{dose}" and _HOW_OFTEN.match(point.text, at, count.end) and not _WHO_HAD.search(point.before(24))
    return Measured(code, code, count.end, noun, end if count.more or often else None)


def _times(point: Point, at: int) -> Measured | None:
    times = _TIMES.match(point.text, at)
    return (_one_form(point, at) or Measured("1", "{ratio}", times.end(), "times")) if times else _one_form(point, at)


def _one_form(point: Point, at: int) -> Measured | None:
    """One of what medicines come in: ``one tablet``, ``one 5 mg capsule``; of more than one their plural tells."""
    alone = point.text[point.start : at].lower() == "one" and not _WITHIN_ONE.search(point.before(4))
    found = _FORM.match(point.text, at) if alone else None
    return Measured(f"{{{found['form'].lower()}}}", "count", found.end(), found["form"].lower()) if found else None


def _unknown(point: Point, at: int) -> Measured | None:
    """What no lexicon knows is its own unit: ``nine hospitals`` has ``{hospital}``, ``12 hpf`` has ``{hpf}``."""
    symbol = point.patterns.units.unknown(point.text, at)
    if symbol:
        return _composed(
            point, _unknown_code(symbol, point.patterns.codes), symbol.end, point.text[at : symbol.end].strip()
        )
    found = point.unknown_count(at)
    if found is None or (found["more"] and point.patterns.rate.match(point.text, found.end())):
        return None
    noun = found["noun"].lower()
    return Measured(f"{{{singular(noun)}}}", "count", found.end(), noun, at if found["more"] else None)


def _unknown_code(symbol: Unknown, codes: Mapping[str, str]) -> str:
    name = symbol.name
    if symbol.under:
        return f"{codes[name]}/{{{symbol.under}}}"
    if not symbol.tail:
        return f"{{{name}}}"
    single = singular(name) if len(name) > 3 and name.endswith("s") else name
    return code_of(name + symbol.tail, {**codes, name: codes.get(name, f"{{{single}}}")})


def with_rate(point: Point, unit: Measured) -> Measured:
    """A unit per time is a unit of its own: ``$119 a month`` is USD/mo, ``two sessions a week`` is /wk."""
    if _CLOSED.match(point.text, unit.end):
        return unit
    rate = point.patterns.rate.match(point.text, unit.end)
    whole_day = point.patterns.whole_day.match(point.text, unit.end) if unit.dimension in _TAKEN else None
    if whole_day:
        return _per_period(unit, "d", whole_day.end())
    if rate is None:
        return _with_deaths(point, unit) if unit.code == "{person}" else _with_tail(point, unit)
    if unit.code == "{person}" and (DEATHS.match(point.text, rate.end()) or _KILLS.search(point.before(48))):
        return Measured(f"/{period_code(rate)}", "event_frequency", rate.end(), unit.noun)
    if is_money(unit.dimension) and period_code(rate) in LONG:
        return unit
    dated = rate.group().split()[0].lower() == "a" and _DATED.match(point.text, rate.end())
    code = period_code(rate)
    if unit.code == "%" and (code == "a" or (code in ("mo", "wk") and "per" in rate.group())) and not dated:
        return Measured(f"%/{code}", "share_rate", rate.end(), unit.noun)
    return unit if unit.code in _UNRATED else _per_period(unit, period_code(rate), rate.end())


def _with_deaths(point: Point, unit: Measured) -> Measured:
    """People who die in a time that is told before, or in a year: ``Every day 17 veterans die``."""
    each = _EACH.search(point.text, max(0, unit.end - 96), point.start)
    if each and _WHO_DIE.match(point.text, unit.end):
        return Measured(f"/{PERIODS[each['period'].lower()]}", "event_frequency", unit.end, unit.noun)
    rated = _with_tail(point, unit)
    if rated is unit and (_IN_A_YEAR.match(point.text, unit.end) or _of_a_year(point, unit)):
        return Measured("/a", "event_frequency", unit.end, unit.noun)
    return rated


def _of_a_year(point: Point, unit: Measured) -> bool:
    """Whether people died by suicide in a year that is told before: ``In 2021, 48,000 people died by suicide``."""
    told = _YEAR_BEFORE.search(point.text, max(0, point.start - 64), point.start)
    return told is not None and _BY_SUICIDE.match(point.text, unit.end) is not None


def _per_period(unit: Measured, code: str, end: int) -> Measured:
    if unit.code in ("{dose}", "{event}", *_OCCASIONS) or (unit.dimension == "time" and unit.code not in ("min", "h")):
        dimension = "event_frequency" if unit.code == "{event}" else "frequency"
        return Measured(f"/{code}", dimension, end, unit.noun)
    dimension = "money_rate" if is_money(unit.dimension) else _RATED.get(unit.dimension, "rate")
    return Measured(f"{unit.code}/{code}", dimension, end, unit.noun)


def _with_tail(point: Point, unit: Measured) -> Measured:
    """A unit per another unit: ``5 degrees per second``, ``40 cells/mm2``."""
    tail = point.patterns.units.per(point.text, unit.end) if unit.code != "1" else None
    if tail is None or unit.code in _UNRATED:
        return _with_later_rate(point, unit)
    composed = _composed(point, unit.code + _over(point, tail), tail.end, unit.noun)
    rate = point.patterns.rate.match(point.text, tail.end) if composed.code.endswith("/kg") else None
    return _per_period(composed, period_code(rate), rate.end()) if rate else composed


def _per_unit(point: Point, at: int) -> Measured | None:
    """A bare number per unit: ``25 per mm``, ``10^9/L``, ``500/µL``; else a stroke needs a power of ten before it."""
    tail = point.patterns.units.per(point.text, at)
    if tail is None:
        return None
    over = _over(point, tail)
    if tail.kind == "compound" and over not in _IN_BLOOD and not _POWER.search(point.text, max(0, at - 5), at):
        return None
    if over.removeprefix("/") in CODED_PERIODS.values():  # how often, which its own reader tells
        return None
    return _composed(point, over, tail.end, "per")


def _over(point: Point, tail: Written) -> str:
    """The code of the factors behind a unit, each with its stroke or point."""
    codes = point.patterns.codes
    if tail.kind == "compound":
        return code_of("#" + tail.text, codes).removeprefix("{#}")
    return "/" + codes[tail.text if tail.kind == "symbol" else as_listed(tail.text)]


def _with_later_rate(point: Point, unit: Measured) -> Measured:
    """What is counted per time a few words later: ``90 people die of it each day``, ``2 g of salt a day``."""
    if unit.dimension in _OF_SOMETHING and (of := point.patterns.of_rate.match(point.text, unit.end)):
        return _per_period(unit, PERIODS[of["word"].lower()], unit.end)
    rate = point.patterns.later_rate.match(point.text, unit.end) if unit.code in ("{person}", "{event}") else None
    if rate is None:
        return unit
    if _DATED.match(point.text, rate.end()):
        return unit
    code = PERIODS[rate["word"].lower()]
    if unit.code == "{event}":
        return Measured(f"/{code}", "event_frequency", rate.end(), unit.noun)
    if _DIE.search(rate.group()):
        return Measured(f"/{code}", "event_frequency", rate.end(), unit.noun)
    return unit._replace(code=f"{{person}}/{code}", dimension="rate")
