"""Shares as percentages: parts of a whole in words."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from re import Match
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.numbers import SPACE, as_listed
from ketclaims.quantities.patterns import YEAR
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.relations import sign_relations

# "one visit in nine |": no noun of its own follows
# one scan in ten | shows it: words with the ending of a plural that are verbs behind a number
_SAYS = re.compile(
    r"\s+(?:comes|goes|gets|needs|shows|fails|takes|becomes|says|stays|leads|turns|ends|misses|drops|gives|finds|makes|feels|wants"
    r"|carries|contains|arrives|proves|requires|receives|develops|relapses|responds|remits|improves|recovers|stops|quits|dies|survives)\b"
)
_WHOLE_ENDS = late(
    rf"\s*(?:[.,;:)!?]|\Z)|\s+(?:who|that|is|are|was|were|has|have|will|may|can|had|do|does|did|[a-z]+n['’]t|I|we|you|they|he|she|it|there|no|nobody|nothing|none|[a-z]{{3,}}ed)\b|{_SAYS.pattern}"
)
# one firefighter in seven | meets the bar: a verb, as no noun has an article behind it
_VERB_BEHIND = re.compile(r"\s+[a-z]{3,}s\s+(?:the|an?|it|no|their|his|her|at\s+least|more|nothing|some)\b")

_ROUND_WHOLES = frozenset(
    ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "a hundred", "10", "100")
)
"""Wholes of which more things than one are a part: "four visits in five"."""

_EVEN = re.compile(
    r"(?:fifty[- ]fifty|50[/–-]50)\b(?![/%\d]|\s(?:mix|split|blend|ratio|racem|combination))", re.IGNORECASE
)
_CLASS_SIGN = late(r"[≥≤<>]\s?\Z")
_CLASS = re.compile(
    r"1/(?P<whole>1(?:0{1,5}|0{0,2},000))(?![\d,]\d|\w)"
    r"(?:\s?(?:to|and|but|,|[-–])\s?<\s?1/(?P<upper>1(?:0{1,4}|0?,000))(?!\d))?"
)
# "at week | six in 104 people": the number is that of the week
_RANKED = re.compile(r"\b(?:week|day|month|year|visit|session|phase|stage|step|grade)[ \u00a0]\Z", re.IGNORECASE)
_GIVEN = late(r"\b(?:given|receiving|received|getting)\s\Z", re.IGNORECASE)
"""Before "six in 41": so many doses."""
_TO_ANOTHER = late(rf"\s+(?:to|(?P<and>and))\s+{HEDGED}(?=[\w])", re.IGNORECASE)
_AND = late(r"\s+and\s+", re.IGNORECASE)
# 16/25 patients | 1/20 of
_PART = re.compile(rf"(?P<part>\d+)/(?P<whole>\d+)(?={SPACE}(?P<of>of\b)?)", re.IGNORECASE)
# 1 in 20,000 | a year
_A_YEAR = re.compile(
    r"(?:\s+(?:people|patients|users|women|men|children))?\s+(?:(?:a|per|each|every)\s+year|annually|yearly)\b"
)
_BEFALLING = frozenset(
    ("deaths", "events", "reports", "births", "lives", "suicides", "overdoses", "attempts", "admissions")
)
# "two of the 31 | treated": only people are
_TREATED = late(
    r"\s+(?:who|(?:treated|enrol+ed|randomi[sz]ed|recruited|vaccinated|infused|interviewed|surveyed|screened)\b(?!\s+[a-z]+s\b))",
    re.IGNORECASE,
)
_LEAST_LETTERS = 3
_BEFORE_FIRST = 8
_WAS_OR_NOT = late(r"\b(?:was|is|am|were|as|being|not)\s\Z", re.IGNORECASE)
"""Before "one of 41 patients": somebody is one of so many, which is no share, or none of them is."""
_MANY = 100
"""The least whole that "per" makes a share of: "per 100,000 people", but not "per 12 weeks"."""
# "four in every | hundred", "9 people per | million"
_SCALE = re.compile(r"(?:hundred|thousand|million)\b", re.IGNORECASE)


class _Whole(NamedTuple):
    """The whole of a part, where it ends, the word that joins the two, and what the part counts before that word."""

    written: str
    end: int
    word: str
    things: str


class _Parts(NamedTuple):
    """A part of a whole as it is written, its second number the first where it is no range, and where it ends."""

    low: str
    high: str
    word: str
    whole: str
    end: int


def read_share(point: Point) -> Mention | None:
    """``1 in 5``, ``seven out of ten``, ``2 to 5 in 100``, ``16 of 25``, ``16/25 patients``: a part of a whole."""
    parts = _parts(point)
    if parts is None or point.priced or _is_measured(point, parts.end) or _measured_later(point, parts.end):
        return None
    if re.fullmatch(YEAR, parts.whole) or (parts.word == "of" and not parts.whole[0].isdigit()):
        return None
    if point.behind is not None and point.behind["time"]:  # at week | six in 104 | people
        return None
    if parts.word == "of" and parts.low.lower() == "one" and _WAS_OR_NOT.search(point.before(8)):
        return None
    if parts.word == "in" and (_RANKED.search(point.before(9)) or _GIVEN.search(point.before(10))):
        return None
    if parts.word == "of" and point.behind is not None and point.behind["rank"]:  # session | 7 of 8
        return None
    low, high, whole = point.value(parts.low), point.value(parts.high), point.value(parts.whole)
    ranged = _up_to(point, parts, _percent(low, whole)) if low == high < whole else None
    if ranged:
        return ranged
    if not 0 <= low <= high < whole or low != int(low) or whole != int(whole):
        return None
    yearly = _A_YEAR.match(point.text, parts.end)
    span = Span(point.start, yearly.end() if yearly else parts.end)
    ends = _percent(low, whole), _percent(high, whole)
    quantity = bounded(span, *ends, "%/a" if yearly else "%", point.relation(span, "share"))
    return Mention(span, "figure", quantity, "share", parts.word)


def _is_measured(point: Point, end: int) -> bool:
    """Whether the whole has a unit or a noun of its own, which makes the part no share: "one visit in ten weeks"."""
    return not _SAYS.match(point.text, end) and point.measured(end)


def _up_to(point: Point, parts: _Parts, first: Decimal) -> Mention | None:
    """``one in three to one in two``, ``between 1 in 10 and 1 in 5``: a range of two parts."""
    joint = _TO_ANOTHER.match(point.text, parts.end) if parts.word != "of" else None
    if joint is None or (joint["and"] and not point.before(_BEFORE_FIRST).lower().endswith("between ")):
        return None
    other = Point(point.text, joint.end(), point.patterns, point.lexicon)
    last = _parts(other)
    if last is None or last.word == "of" or last.low != last.high or not last.whole:
        return None
    low, whole = other.value(last.low), other.value(last.whole)
    if not 0 < low < whole or not first < _percent(low, whole):
        return None
    span = Span(point.start, last.end)
    quantity = bounded(span, first, _percent(low, whole), "%", point.relation(span, "share"))
    return Mention(span, "figure", quantity, "share", parts.word)


def read_per_many(point: Point) -> Mention | None:
    """``4 per 100,000``, ``3 extra cases per million doses``, ``12 per 1,000 births a year``: a share of many."""
    number = point.number
    if number is None or point.priced or not point.goes_on(number.end()):
        return None
    for last in (point.second(point.patterns.to, number.end()), number):
        whole = _many(point, last.end()) if last else None
        if last and whole:
            return _per_many(point, (number.group(), last.group()), *whole)
    return None


def read_class(point: Point) -> Mention | None:
    """``≥1/10``, ``≥1/100 to <1/10``, ``<1/1,000``: how leaflets class how common an effect is."""
    found = _CLASS.match(point.text, point.start)
    sign = _CLASS_SIGN.search(point.before(2)) if found else None
    if sign is None or found is None:
        return None
    span = Span(point.start - len(sign.group()), found.end())
    low = _percent(Decimal(1), point.value(found["whole"]))
    if found["upper"]:
        high = _percent(Decimal(1), point.value(found["upper"]))
        return Mention(span, "figure", bounded(span, low, high, "%"), "share", "in") if low < high else None
    relation = sign_relations(point.lexicon)[sign.group().strip()]
    return Mention(span, "figure", bounded(span, low, low, "%", relation), "share", "in")


def read_even(point: Point) -> Mention | None:
    """``fifty-fifty``, ``50/50``: even odds."""
    found = _EVEN.match(point.text, point.start)
    if found is None:
        return None
    span, half = Span(point.start, found.end()), Decimal(50)
    return Mention(span, "figure", bounded(span, half, half, "%", point.relation(span, "share")), "share", "even")


def _measured_later(point: Point, end: int) -> bool:
    """Whether the whole begins a range with a unit: "1 per 7 or 14 days"."""
    last = point.second(point.patterns.or_to, end)
    return last is not None and point.measured(last.end())


def _many(point: Point, end: int) -> tuple[str, Match[str]] | None:
    """The whole behind a part that ends at ``end``, and what stands behind the whole."""
    per = point.patterns.per.match(point.text, end) if point.parted(end) else None
    if per is None or (per["each"] and not per["more"]) or not _is_counted(point, per):
        return None
    whole = _whole_number(point, per.end())
    behind = point.patterns.per_people.match(point.text, whole.end()) if whole else None
    if whole is None or behind is None or point.measured(whole.end()) or _measured_later(point, whole.end()):
        return None
    return whole.group(), behind


def _is_counted(point: Point, per: Match[str]) -> bool:
    """Whether what is counted per whole, if it is said, is people or what befalls them."""
    things = as_listed(per["things"])
    befalling = not things or f"{things.removesuffix('s')}s" in _BEFALLING
    return befalling or per.end("things") in point.patterns.things.people(point.text, per.start("things"))


def _whole_number(point: Point, start: int) -> Match[str] | None:
    return point.patterns.number.match(point.text, start) or _SCALE.match(point.text, start)


def _per_many(point: Point, written: tuple[str, str], many: str, behind: Match[str]) -> Mention | None:
    low, high = (point.value(number) for number in written)
    whole = point.lexicon.numbers["scales"].get(many.lower()) or point.value(many)
    if not 0 <= low <= high < whole or whole < _MANY:
        return None
    span = Span(point.start, behind.end())
    ends = _percent(low, whole), _percent(high, whole)
    per = f"/{period_code(behind)}" if behind["word"] or behind["adverb"] else ""
    dimension = "rate" if per else "share"
    return Mention(span, "figure", bounded(span, *ends, f"%{per}", point.relation(span, "share")), dimension, "per")


def _parts(point: Point) -> _Parts | None:
    number = point.number
    if number is None or not point.goes_on(number.end()):
        return None
    for last in (_second(point, number.end()), number):
        found = _whole(point, last.end()) if last else None
        if last and found and _is_share_of(point, number.group(), found):
            return _Parts(number.group(), last.group(), found.word, found.written, found.end)
    part = _PART.match(point.text, point.start)
    if part is None or not (part["of"] or any(point.patterns.things.people(point.text, part.end()))):
        return None
    return _Parts(part["part"], part["part"], "of", part["whole"], part.end())


def _second(point: Point, end: int) -> Match[str] | None:
    """The second number of a range of parts: "2 to | 5 in 100", "between eight and | seventeen in a hundred"."""
    found = point.second(point.patterns.or_to, end)
    if found or point.before(_BEFORE_FIRST).lower() != "between ":
        return found
    return point.number_after(_AND, end)


def _is_share_of(point: Point, part: str, whole: _Whole) -> bool:
    """Whether things are a part: "4 visits out of 900", "one visit in nine", but not "4 visits in 9 weeks"."""
    if not whole.things or whole.word not in ("in", "in every") or whole.things == "parts":
        return True
    if part.lower() in ("1", "one"):
        return bool(_WHOLE_ENDS.match(point.text, whole.end) or _VERB_BEHIND.match(point.text, whole.end))
    return whole.written.lower() in _ROUND_WHOLES and _WHOLE_ENDS.match(point.text, whole.end) is not None


def _whole(point: Point, end: int) -> _Whole | None:
    """The whole behind a part that ends at ``end``."""
    joint = point.patterns.share.match(point.text, end) if point.parted(end) else None
    number = _whole_number(point, joint.end()) if joint else None
    if joint is None or number is None or not point.patterns.share_ends.match(point.text, number.end()):
        return None
    if joint["group"] and number.group().lower() != "hundred" and not _is_group(point, number):
        return None
    word = as_listed(joint["word"]) + (" every" if joint["every"] else "")
    things = _things(point, joint, word)
    return None if things is None else _Whole(number.group(), number.end(), word, things)


def _is_group(point: Point, number: Match[str]) -> bool:
    """Whether a whole can be all of some people: "six of the 212 patients", but not "one of the 5 clinics"."""
    if _SCALE.fullmatch(number.group()):
        return True
    counted = point.patterns.things.people(point.text, number.end(), described=True)
    if _TREATED.match(point.text, number.end()):
        return True
    return number.group().replace(",", "").isdigit() and any(counted)


def _things(point: Point, joint: Match[str], word: str) -> str | None:
    """What a part counts, empty where it is people or nothing is said; none where the words make no part of it."""
    things, end = as_listed(joint["things"]), joint.end("things")
    if not things or end in point.patterns.things.people(point.text, joint.start("things"), described=True):
        return ""
    before = point.text[max(0, joint.start() - 3) : joint.start()].lower()
    times = word == "out of" if things == "times" else before == "one"
    if things in ("time", "times"):
        return "" if times else None
    counted = (
        things.replace(" ", "").isalpha()
        and len(things) >= _LEAST_LETTERS
        and things not in point.patterns.things.stops
    )
    return things if counted and word.startswith(("in", "out")) else None


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """The percentage to one decimal, as the codebook writes shares; small ones keep three, or two digits that count."""
    exact = part / whole * 100
    step = Decimal("0.1") if exact >= 1 else Decimal(1).scaleb(min(-3, exact.adjusted() - 1))
    return Decimal(int(exact)) if exact == int(exact) else exact.quantize(step, ROUND_HALF_UP).normalize()
