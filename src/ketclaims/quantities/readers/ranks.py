"""Ranks: which dose, which day; and the single dose."""

from __future__ import annotations

import re
from decimal import Decimal

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Kind, Mention
from ketclaims.quantities.numbers import as_listed
from ketclaims.quantities.patterns import ONLY, PERIODS
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.spellings import SPACES

_PERIOD_AT_ONCE = late(r"\w+(?:\s(?:or|and|to)\s(?:the\s)?\w+)?\s(?:hour|day|week|fortnight|month|year)", re.IGNORECASE)
_TH = late(r"st|nd|rd|th", re.IGNORECASE)
_LAST_WORD = re.compile(r"(\w+)[-\s]+\Z")
_OF_A_PERIOD = frozenset(("each", "every", "per", "a", "this", "last", "next", "first", "that", "same"))
_SINGLE = re.compile("|".join(ONLY), re.IGNORECASE)
_SINGLE_MEASURED = re.compile(
    rf"(?:{'|'.join(ONLY)})\s+(?:[\d.]+|(?:two|three|four|five|six|eight|ten|twelve|thirty|forty|sixty|ninety)(?=-))[-\s]?[\w/]+\s+"
    r"(?:[a-z]+\s+){0,2}?(?:infusion|dose|injection|session|treatment|tablet|capsule|drip|shot|jab)\b",
    re.IGNORECASE,
)


def read_numbered(point: Point) -> Mention | None:
    """``day 3``, ``weeks 5–8``, ``session five``: a noun of time or dose and its number."""
    behind, number = point.behind, point.number
    if behind is None or number is None or not (behind["time"] or behind["rank"]) or point.measured(number.end()):
        return None
    if _counted_itself(point, behind.start()) or (behind["rank"] and _measured_later(point, number.end())):
        return None
    low = point.value(number.group())
    if low != int(low):
        return None
    last, end = point.upper(number)
    # "two in month one and one a week in month two"
    if last is not None and (last <= low or _in_two_ways(point.text[number.start() : end])):
        last, end = None, number.end()
    span = Span(behind.start(), end)
    if behind["rank"]:
        return Mention(span, "ordinal", bounded(span, low, last or low, "{dose}"), "{dose}", behind["rank"].lower())
    noun = behind["time"].lower()
    unit = PERIODS[noun.removesuffix("s")]
    # a minute is so short that its number says how long something took: "it peaks around minute 30"
    kind: Kind = "figure" if unit == "min" else "timepoint"
    relation = point.relation(span, "time") if unit == "min" else "="
    return Mention(span, kind, bounded(span, low, last or low, unit, relation), "time", noun)


def _in_two_ways(written: str) -> bool:
    """Whether a word and digits are joined, which are no range then: "eight in month one and 4 in month two"."""
    words = written.split()
    return "and" in words and words[0].isalpha() != words[-1].isalpha()


def _measured_later(point: Point, end: int) -> bool:
    """Whether the number begins a range with a unit: "of a dose 16 to 24% is absorbed"."""
    last = point.second(point.patterns.to, end)
    return last is not None and point.measured(last.end())


def _counted_itself(point: Point, start: int) -> bool:
    """Whether the noun belongs to a word before it: "after 4 weeks 12 patients had left", "each year 900 do"."""
    before = _LAST_WORD.search(point.text, max(0, start - 16), start)
    word = before[1].lower() if before else ""
    return word.isdigit() or word in _OF_A_PERIOD or word in point.lexicon.number_words


def read_ordinal(point: Point) -> Mention | None:
    """``the sixth infusion``, ``third day``, ``fourth or fifth visit``, ``first six months``."""
    if point.number is not None and not _TH.match(point.text, point.number.end()):
        return None
    rank = point.patterns.ordinal.match(point.text, point.start)
    many = point.number_after(SPACES, rank.end()) if rank else None
    things = point.patterns.things
    counted = things.ranked(point.text, many.end()) if many else None
    found = counted or (things.ranked(point.text, rank.end()) if rank else None)
    if rank is None or found is None:
        return None
    span, noun = Span(point.start, found.end), as_listed(found.written)
    period = PERIODS.get(noun.removesuffix("s"))
    unit = period or point.patterns.nouns[noun]
    kind: Kind = "timepoint" if period else "ordinal"
    dimension = "time" if period else unit
    if many and counted:
        low = high = point.value(many.group())
    elif (period and not _PERIOD_AT_ONCE.match(point.text, point.start)) or not (period or unit == "{dose}"):
        return None
    else:
        low = _rank(point, rank["first"])
        high = _rank(point, rank["last"]) if rank["last"] else low
    if unit == "fortnight":
        unit, low, high = "wk", low * 2, high * 2
    return Mention(span, kind, bounded(span, low, high, unit), dimension, noun)


def _rank(point: Point, written: str) -> Decimal:
    word = written.lower()
    return point.lexicon.numbers["ordinals"].get(word) or Decimal(re.sub(r"\D", "", word))


def read_single(point: Point) -> Mention | None:
    """``a single infusion``, ``a single 0.5 mg/kg infusion``: one dose."""
    single = _SINGLE.match(point.text, point.start)
    if single is None:
        return None
    end = single.end()
    if not _SINGLE_MEASURED.match(point.text, point.start):
        found = point.count(end)
        if found is None or point.patterns.nouns[as_listed(found.written)] != "{dose}":
            return None
        end = found.end
    span, one = Span(point.start, end), Decimal(1)
    return Mention(span, "figure", bounded(span, one, one, "{dose}"), "{dose}", "single")
