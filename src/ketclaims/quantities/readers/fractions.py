"""Fractions in words: shares as percentages, and parts of one unit."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.numbers import DASH, SPACE
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.measured import measured

# "a third trial" is no share; "a third had", "a third of", "a third." are
_ORDINAL_NOUN = late(
    r"[ \u00a0](?!(?:had|were|was|have|has|are|is|or|and|more|less|do|did|relapse|respond|reach|of|to|on|in|at|by|after"
    r"|with|who|stop|quit|never|always|still|also|only|even|simply|actually|eventually|usually|drop|dropped|got|get|felt|feel"
    r"|needed|need|lost|lose|gained|gain|stayed|stay|left|leave|said|say|saw|see|showed|show|improved|improve|recovered|recover"
    r"|remained|remain|chose|choose|found|find|reported|report|remitted|remit|relapsed|responded|achieved|achieve|may|might|can|shorter|longer|lower|higher|fewer|cheaper|smaller|bigger|faster|slower|better|worse|greater"
    r"|could|will|would|[a-z]+n['’]t|if|when|while|whereas|but|because|as|for|each|notice|noticed|experience|experienced|vomit|vomited|describe|described|develop|developed"
    r"|meet|met|sleep|slept|die|died|think|thought|believe|believed|know|knew|become|became|seem|seemed|require|required|withdrew|withdraw|refuse|refused|admit|admitted"
    r"|complain|complained|qualify|qualified|throw|threw|wake|woke|begin|began|skip|skipped|slip|slipped|come|came|go|went|give|gave|keep|kept|carry|carried|take|took"
    r"|tried|try|want|wanted|never|manage|managed|agree|agreed|struggle|struggled|return|returned|fall|fell|suffer|suffered"
    r"|within|inside|we|they|he|she|it|you|i|the|this|that|these|those|there|then|turn|turned|put|respond|react|reacted|receive|received|drop"
    r"|up|out|off|back|away|down|through|into|from|over|under|[a-z]+\s(?:up|out|off|back|away))s?\b"
    r"|(?!(?:failed|repeated|planned|randomi[sz]ed|controlled|blinded|published)\b)[a-z]{2,}ed(?=[.,;:)]|\s(?:to|in|on|at|by|after|with|from|for|within|before|because|over|during|taking|and|or)\b)"
    r"|(?!(?:trial|study|infusion|session|dose|drug|visit|course|week|month|day|year|review|patient|group|arm|treatment|injection|drip)\b)[a-z]+\s(?:the|an?|no|nothing|it|them|their|something|some|little|any|at\sleast|more|less|fewer|better|worse|sick|dizzy|unwell|tired|drowsy)\b)[a-z]+",
    re.IGNORECASE,
)
_HALF_LIFE = late(r"[-\s]li(?:fe|ves)\b", re.IGNORECASE)
# "half a dozen", "half the office"; but "half the patients"
_NOT_HALF_OF = late(
    r"half[-\s](?:right|true|wrong|full|empty|asleep|awake|open|closed|serious|joking|hidden|done|finished|as\s(?:a|an|the|if|though|part)\b|life|lives|an?\s|hour|dozen|days?\b|measures?\b|terms?\b|(?:of\s)?(?:my|your|his|her|our|their)\s(?:life|lives|day|time)\b|the\s(?:time|day|morning|afternoon|evening|night|drug|medicine|week|month|year|battle|story|truth|fun|job|work|problem|point|world|score|scalp|office|symptoms|sample|house|room|town|village|street|country|family)|way|time)",
    re.IGNORECASE,
)

# "the second | half of", "cut the tablet in | half": a stretch of time, a piece
_A_HALF = late(
    r"\b(?:(?:first|second|latter|former|better|early|later)\s"
    r"|(?:tablets?|pills?|lozenges?|troches?|capsules?|strips?|patch(?:es)?|film)\s(?:\w+\s)?in\s)\Z",
    re.IGNORECASE,
)
# "two thirds | of the way through", "a quarter | past nine"
_ON_THE_WAY = late(
    r"s?\s+(?:of\s+the\s+way|past\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b",
    re.IGNORECASE,
)

# "a quarter of | an | hour", "half | a | gram"
_OF_ONE = re.compile(r"\s+(?:an?|one)(?=\s)", re.IGNORECASE)
_OF_ONE_PERCENT = re.compile(r"(?:\s+of)?\s+(?:one|an?|1)\s?(?:per\s?cent\b|%)", re.IGNORECASE)
"""Behind a fraction: "seven-tenths of one percent"."""
# "a tablet and | a half" is no share, "a third and | a half" are two
_AND_A = late(
    r"\b(?:an?|one|two|three|four|\d+)\s(?!(?:third|quarter|fifth|tenth)\b)[a-z]+\sand\s(?:an?\s)?\Z", re.IGNORECASE
)
# "another | fifth", "a further | tenth"
_FURTHER = late(r"\b(?:another|(?:a|one)\s+further)\s\Z", re.IGNORECASE)
_GAP = late(rf"{SPACE}+|{DASH}")
_ARTICLE = re.compile(r"an?", re.IGNORECASE)
_AND = re.compile(rf"{SPACE}+(?:and|to){SPACE}+", re.IGNORECASE)
_OF = re.compile(rf"{SPACE}+of\b", re.IGNORECASE)


class _Fraction(NamedTuple):
    """A fraction as it is written, "three" and "quarter", and where its name and it end; the second of two as well."""

    many: str
    name: str
    name_end: int
    end: int
    last: tuple[str, str] | None = None


def read_fraction(point: Point) -> Mention | None:
    """``half of``, ``a quarter``, ``two-thirds of``: a share in words; ``a third trial`` is none."""
    if not _goes_on(point):
        return None
    found = _fraction(point)
    if found is None:
        return None
    part, many = found.name, found.many
    if part == "half" and (_HALF_LIFE.match(point.text, found.name_end) or _A_HALF.search(point.before(24))):
        return None
    if _ON_THE_WAY.match(point.text, found.name_end):
        return None
    if not many and (part != "half" or _NOT_HALF_OF.match(point.text, point.start)):
        return None
    ranked = many in ("a", "an") and part not in ("half", "quarter") and _ORDINAL_NOUN.match(point.text, found.name_end)
    of = _OF.match(point.text, found.end)
    if ranked and not of:
        return None
    if many in ("", "a", "an") and _AND_A.search(point.before(24)):
        return None
    low = _share_of(point, many, part)
    high = _share_of(point, *found.last) if found.last else low
    if not 0 < low <= high < 100:
        return None
    end = of.end() if of else found.end
    of_one = _OF_ONE_PERCENT.match(point.text, end)
    if of_one:
        low, high = low / 100, high / 100
    span = Span(point.start, of_one.end() if of_one else end)
    return Mention(span, "figure", bounded(span, low, high, "%", point.relation(span, "share")), "share", part)


def read_further_part(point: Point) -> Mention | None:
    """``another fifth`` of people, ``a further tenth``: one more part; ``another third trial`` is none."""
    number = point.patterns.ordinal.match(point.text, point.start)
    if number is None or number["last"] or number.group().lower() not in point.lexicon.numbers["fractions"]:
        return None
    if not _FURTHER.search(point.before(16)) or _ORDINAL_NOUN.match(point.text, number.end()):
        return None
    share = _share_of(point, "", number.group().lower())
    of = _OF.match(point.text, number.end())
    span = Span(point.start, of.end() if of else number.end())
    return Mention(span, "figure", bounded(span, share, share, "%", point.relation(span, "share")), "share", "part")


def read_part_of_unit(point: Point) -> Mention | None:
    """``half a gram``, ``a quarter of an hour``, ``three quarters of a mile``: a part of one unit."""
    found = _fraction(point) if _goes_on(point) else None
    of = _OF.match(point.text, found.end) if found else None
    article = _OF_ONE.match(point.text, of.end() if of else found.end) if found else None
    if found is None or article is None or found.last or not point.measured(article.end()):
        return None
    unit = measured(point, article.end())
    if unit is None or unit.dimension == "{dose}":
        return None
    whole = 100 / point.lexicon.numbers["fractions"][found.name]
    many = found.many or "a"
    times = Decimal(1) if many in ("a", "an") else point.value(many)
    part = (times / whole.quantize(Decimal(1), ROUND_HALF_UP)).quantize(Decimal("0.001"), ROUND_HALF_UP).normalize()
    span = Span(point.start, unit.end)
    quantity = bounded(span, part, part, unit.code, point.relation(span, unit.dimension))
    return Mention(span, "figure", quantity, unit.dimension, unit.noun)


def _fraction(point: Point) -> _Fraction | None:
    """Half | a quarter | one-third | (between) half and two-thirds."""
    first = _named(point, point.start)
    if first is None:
        return None
    joint = _AND.match(point.text, first.end)
    last = _named(point, joint.end()) if joint else None
    return first._replace(end=last.end, last=(last.many, last.name)) if last and last.many else first


def _named(point: Point, at: int) -> _Fraction | None:
    """The name of a fraction at ``at``, with how many of them or without."""
    name = point.patterns.fraction
    for many in (point.patterns.number.match(point.text, at), _ARTICLE.match(point.text, at)):
        gap = _GAP.match(point.text, many.end()) if many else None
        found = name.match(point.text, gap.end()) if gap else None
        if many and found:
            return _Fraction(many.group().lower(), found["name"].lower(), found.end("name"), found.end())
    found = name.match(point.text, at)
    return _Fraction("", found["name"].lower(), found.end("name"), found.end()) if found else None


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
