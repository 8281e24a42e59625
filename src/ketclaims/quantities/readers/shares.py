"""Shares in words, as percentages: parts of a whole and fractions."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from re import Match
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import YEAR
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.readers.measured import measured
from ketclaims.quantities.relations import sign_relations

# "a third trial" is no share; "a third had", "a third of", "a third." are
_ORDINAL_NOUN = re.compile(
    r"[ \u00a0](?!(?:had|were|was|have|has|are|is|or|and|more|less|do|did|relapse|respond|reach|of|to|on|in|at|by|after"
    r"|with|who|stop|quit|never|always|still|also|only|even|simply|actually|eventually|usually|drop|dropped|got|get|felt|feel"
    r"|needed|need|lost|lose|gained|gain|stayed|stay|left|leave|said|say|saw|see|showed|show|improved|improve|recovered|recover"
    r"|remained|remain|chose|choose|found|find|reported|report|remitted|remit|relapsed|responded|achieved|achieve|may|might|can|shorter|longer|lower|higher|fewer|cheaper|smaller|bigger|faster|slower|better|worse|greater"
    r"|could|will|would|don['’]t|didn['’]t|aren['’]t|weren['’]t))[a-z]+",
    re.IGNORECASE,
)
_HALF_LIFE = re.compile(r"[-\s]li(?:fe|ves)\b", re.IGNORECASE)
# "half a dozen", "half the office"; but "half the patients"
_NOT_HALF_OF = re.compile(
    r"half[-\s](?:life|lives|an?\s|hour|dozen|the\s(?!patients|people|participants|adults|group)|way|time)",
    re.IGNORECASE,
)

# "a quarter of | an | hour", "half | a | gram"
_OF_ONE = re.compile(r"\s+(?:an?|one)(?=\s)", re.IGNORECASE)
# "one visit in nine |": no noun of its own follows
# one scan in ten | shows it: words with the ending of a plural that are verbs behind a number
_SAYS = re.compile(
    r"\s+(?:comes|goes|gets|needs|shows|fails|takes|becomes|says|stays|leads|turns|ends|misses|drops|gives|finds|makes|feels|wants"
    r"|carries|contains|arrives|proves|requires|receives|develops|relapses|responds|remits|improves|recovers|stops|quits|dies|survives)\b"
)
_WHOLE_ENDS = re.compile(
    rf"\s*(?:[.,;:)!?]|\Z)|\s+(?:who|that|is|are|was|were|has|have|will|may|can|had|do|does|did|I|we|you|they|he|she|it|there|[a-z]{{3,}}ed)\b|{_SAYS.pattern}"
)


_EVEN = re.compile(
    r"(?:fifty[- ]fifty|50[/–-]50)\b(?![/%\d]|\s(?:mix|split|blend|ratio|racem|combination))", re.IGNORECASE
)
_OF_ONE_PERCENT = re.compile(r"(?:\s+of)?\s+(?:one|an?|1)\s?(?:per\s?cent\b|%)", re.IGNORECASE)
"""Behind a fraction: "seven-tenths of one percent"."""
_CLASS_SIGN = re.compile(r"[≥≤<>]\s?\Z")
_CLASS = re.compile(
    r"1/(?P<whole>1(?:0{1,5}|0{0,2},000))(?![\d,]\d|\w)"
    r"(?:\s?(?:to|and|but|,|[-–])\s?<\s?1/(?P<upper>1(?:0{1,4}|0?,000))(?!\d))?"
)
# "at week | six in 104 people": the number is that of the week
_RANKED = re.compile(r"\b(?:week|day|month|year|visit|session|phase|stage|step|grade)[ \u00a0]\Z", re.IGNORECASE)
# "a tablet and | a half" is no share, "a third and | a half" are two
_AND_A = late(
    r"\b(?:an?|one|two|three|four|\d+)\s(?!(?:third|quarter|fifth|tenth)\b)[a-z]+\sand\s(?:an?\s)?\Z", re.IGNORECASE
)
_TO_ANOTHER = re.compile(r"\s+(?:to|(?P<and>and))\s+(?:about\s+)?(?=[\w])", re.IGNORECASE)
_BEFORE_FIRST = 8
_WAS = re.compile(r"\b(?:was|is|am|were|as|being)\s\Z", re.IGNORECASE)
"""Before "one of 41 patients": somebody is one of so many, which is no share."""
_MANY = 100
"""The least whole that "per" makes a share of: "per 100,000 people", but not "per 12 weeks"."""
# "four in every | hundred", "9 people per | million"
_SCALE = re.compile(r"(?:hundred|thousand|million)\b", re.IGNORECASE)


class _Parts(NamedTuple):
    """A part of a whole as it is written, its second number the first where it is no range, and where it ends."""

    low: str
    high: str
    word: str
    whole: str
    end: int


def read_share(point: Point) -> Mention | None:
    """``1 in 5``, ``seven out of ten``, ``2 to 5 in 100``, ``16 of 25``, ``16/25 patients``: a part of a whole."""
    said = _class(point) or _even(point)
    if said:
        return said
    parts = _parts(point)
    if parts is None or point.priced or _is_measured(point, parts.end) or _measured_later(point, parts.end):
        return None
    if re.fullmatch(YEAR, parts.whole) or (parts.word == "of" and not parts.whole[0].isdigit()):
        return None
    if point.behind is not None and point.behind["time"]:  # at week | six in 104 | people
        return None
    if parts.word == "of" and parts.low.lower() == "one" and _WAS.search(point.before(8)):
        return None
    if parts.word == "in" and _RANKED.search(point.before(9)):
        return None
    low, high, whole = point.value(parts.low), point.value(parts.high), point.value(parts.whole)
    ranged = _up_to(point, parts, _percent(low, whole)) if low == high < whole else None
    if ranged:
        return ranged
    if not 0 <= low <= high < whole or low != int(low) or whole != int(whole):
        return None
    span = Span(point.start, parts.end)
    ends = _percent(low, whole), _percent(high, whole)
    return Mention(span, "figure", bounded(span, *ends, "%", point.relation(span, "share")), "share", parts.word)


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


def _class(point: Point) -> Mention | None:
    """``≥1/10``, ``≥1/100 to <1/10``, ``<1/1,000``: how leaflets class how common an effect is."""
    sign = _CLASS_SIGN.search(point.before(2))
    found = _CLASS.match(point.text, point.start) if sign else None
    if sign is None or found is None:
        return None
    span = Span(point.start - len(sign.group()), found.end())
    low = _percent(Decimal(1), point.value(found["whole"]))
    if found["upper"]:
        high = _percent(Decimal(1), point.value(found["upper"]))
        return Mention(span, "figure", bounded(span, low, high, "%"), "share", "in") if low < high else None
    relation = sign_relations(point.lexicon)[sign.group().strip()]
    return Mention(span, "figure", bounded(span, low, low, "%", relation), "share", "in")


def _even(point: Point) -> Mention | None:
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
    per = point.patterns.per.match(point.text, end)
    whole = _whole_number(point, per.end()) if per else None
    behind = point.patterns.per_people.match(point.text, whole.end()) if whole else None
    if whole is None or behind is None or point.measured(whole.end()) or _measured_later(point, whole.end()):
        return None
    return whole.group(), behind


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
    for last in (point.second(point.patterns.or_to, number.end()), number):
        found = _whole(point, last.end()) if last else None
        if last and found and _is_share_of(point, number.group(), found):
            word = found["word"].lower() + (" every" if found["every"] else "")
            return _Parts(number.group(), last.group(), word, found["whole"], found.end())
    part = point.patterns.part.match(point.text, point.start)
    return _Parts(part["part"], part["part"], "of", part["whole"], part.end()) if part else None


def _is_share_of(point: Point, part: str, whole: Match[str]) -> bool:
    """Whether things are a part: "4 visits out of 900", "one visit in nine", but not "4 visits in 9 weeks"."""
    if not whole["things"] or whole["word"].lower() != "in":
        return True
    if whole["things"].strip() == "parts":
        return True
    return part.lower() in ("1", "one") and _WHOLE_ENDS.match(point.text, whole.end()) is not None


def _whole(point: Point, end: int) -> Match[str] | None:
    """The whole behind a part that ends at ``end``; the pattern is asked only where a number follows."""
    joint = point.patterns.share_goes_on.match(point.text, end)
    if joint is None or not _whole_number(point, joint.end()):
        return None
    return point.patterns.share.match(point.text, end)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """The percentage to one decimal, as the codebook writes shares; small ones keep three, or two digits that count."""
    exact = part / whole * 100
    step = Decimal("0.1") if exact >= 1 else Decimal(1).scaleb(min(-3, exact.adjusted() - 1))
    return Decimal(int(exact)) if exact == int(exact) else exact.quantize(step, ROUND_HALF_UP).normalize()


def read_fraction(point: Point) -> Mention | None:
    """``half of``, ``a quarter``, ``two-thirds of``: a share in words; ``a third trial`` is none."""
    if not _goes_on(point):
        return None
    found = point.patterns.fraction.match(point.text, point.start)
    if found is None:
        return None
    part, many = found["part"].lower(), (found["many"] or "").lower()
    if part == "half" and _HALF_LIFE.match(point.text, found.end("part")):
        return None
    if not many and (part != "half" or _NOT_HALF_OF.match(point.text, point.start)):
        return None
    ranked = (
        many in ("a", "an") and part not in ("half", "quarter") and _ORDINAL_NOUN.match(point.text, found.end("part"))
    )
    if ranked and not found.group().lower().endswith("of"):
        return None
    if many in ("", "a", "an") and _AND_A.search(point.before(24)):
        return None
    low = _share_of(point, many, part)
    high = _share_of(point, found["many2"], found["part2"].lower()) if found["part2"] else low
    if not 0 < low <= high < 100:
        return None
    of_one = _OF_ONE_PERCENT.match(point.text, found.end())
    if of_one:
        low, high = low / 100, high / 100
    span = Span(point.start, of_one.end() if of_one else found.end())
    return Mention(span, "figure", bounded(span, low, high, "%", point.relation(span, "share")), "share", part)


def read_part_of_unit(point: Point) -> Mention | None:
    """``half a gram``, ``a quarter of an hour``, ``three quarters of a mile``: a part of one unit."""
    found = point.patterns.fraction.match(point.text, point.start) if _goes_on(point) else None
    article = _OF_ONE.match(point.text, found.end()) if found else None
    if found is None or article is None or found["part2"] or not point.measured(article.end()):
        return None
    unit = measured(point, article.end())
    if unit is None or unit.dimension == "{dose}":
        return None
    whole = 100 / point.lexicon.numbers["fractions"][found["part"].lower()]
    many = (found["many"] or "a").lower()
    times = Decimal(1) if many in ("a", "an") else point.value(many)
    part = (times / whole.quantize(Decimal(1), ROUND_HALF_UP)).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    span = Span(point.start, unit.end)
    quantity = bounded(span, part, part, unit.code, point.relation(span, unit.dimension))
    return Mention(span, "figure", quantity, unit.dimension, unit.noun)


def _goes_on(point: Point) -> bool:
    """Whether the name of a fraction stands here, or behind the number that begins here."""
    goes_on = point.patterns.fraction_goes_on
    if goes_on.match(point.text, point.start):
        return True
    return point.number is not None and goes_on.match(point.text, point.number.end()) is not None


def _share_of(point: Point, many: str, part: str) -> Decimal:
    times = Decimal(1) if many.lower() in ("", "a", "an") else point.value(many)
    whole = (100 / point.lexicon.numbers["fractions"][part]).quantize(Decimal(1), ROUND_HALF_UP)
    return (times / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize() + Decimal(0)
