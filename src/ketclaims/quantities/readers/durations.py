"""Lengths of time without a number of their own: ``an hour``, ``a day or two``, ``hours to days``, ``next day``."""

from __future__ import annotations

import re
from decimal import Decimal
from re import Match

from ketclaims.late import late
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import PERIODS
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.frequencies import per_period, period_code
from ketclaims.quantities.readers.lengths import Length, and_a_half, in_one_unit, length_at, length_of
from ketclaims.quantities.readers.measured import measured

_COUPLE = re.compile(r"(?:a\s+)?couple\s+(?:of\s+)?(?P<noun>\w+)", re.IGNORECASE)
_HALF = re.compile(r"half[-\s](?P<period>hour|day|year)s?\b", re.IGNORECASE)
# "a year" is a length of time behind or before one of these; "start a day with tea" is none
_BEFORE_ARTICLE = late(
    r"\b(?:within|inside|beyond|for|in|after|than|about|around|roughly|nearly|almost|over|lasts?|lasted|least|to|of|took|takes?|until|allow|allows|aside|budget|reserve|spends?|spent|like|nearer|closer|give\s+it|gave\s+it|needs?|runs?|ran|adds?|expect|waits?|waited|leaves?\s+(?:it|them)|leave|outlasts?|outlasted|stays?|stayed|another|approximately|some|up|under|by|just|only|the|more|maybe|perhaps|of)\s+\Z",
    re.IGNORECASE,
)
# between | a fortnight and six weeks, from | a day to a week
_FIRST_OF_TWO = late(r"\b(?:between|from)\s+\Z", re.IGNORECASE)
# "the benefit peaks at | a day |, and"; "this is a day of rest" is no length
# so does an answer: "How long do you follow them?" | A year.
_STATED = late(r"(?:\b(?:is|was|at|be)|:|\?[\"”’*_)]*)\s+\Z|[|\t]\s*\Z", re.IGNORECASE)
_STATED_ALONE = late(r"\s*[.,;:)|\t]|\s+(?:for|with|but|and\s+(?!a\b)|or\s+(?!so\b)|versus|vs)\b")
_AFTER_ARTICLE = late(
    r"\s+(?:out(?=,|\s+from\b)|in(?=,)|past\b|down\s+the\s+(?:line|road|track)\b"
    r"|later|afterwards?|before|beforehand|after|earlier|on\b|between|each(?:\s+(?:time|way)|(?=[.,;:)]|\s+and\b|\s*\Z))|apiece|long|apart\b"
    r"|of\s+[a-z]+(?:tion|ing|py|ment)\b|to\s+(?!the\b|an?\b)[a-z]+\s)|[-\s]+or so"
    r"|['’]s\s+(?:wait|drive|walk|rest|gap|break|notice|course|treatment|delay|pause|stay)\b"
    r"|,?\s+(?:tops|max(?:imum)?|minimum|at\s(?:the\s)?(?:very\s)?(?:most|least|earliest|latest|soonest|outside)|at\sbest|if\sthat|or\s(?:longer|more|less))\b",
    re.IGNORECASE,
)
# the same for a plural word: "takes weeks", "often within hours", "(hours", but not "treatment days"
_BEFORE_PLURAL = late(
    r"(?:\b(?:within|in|for|after|over|by|until|takes?|took|taking|needs?|requires?|lasts?|lasted|often|usually|typically|sometimes|generally|several|than|vs\.?|versus|about|only|to|or|be|is|are|was"
    r"|spend|persists?|holds?|into|and|just|few|mere|at|the full|matter of|against)\s+|[(:—–|]\s*|\A\s*|\n\s*)\Z",
    re.IGNORECASE,
)
_SLEEP = late(r"['’]s\s+(?:sleep|rest)\b", re.IGNORECASE)  # a full night's sleep
_COMMA = late(r",\s+(?:(?:maybe|perhaps|or)\s+)?")
_ONE = late(r"\ban?\s+(?P<thing>[a-z]+)\s+\Z", re.IGNORECASE)  # a session | a week
_TAKEN = frozenset(("pill", "tablet", "capsule", "patch"))
# "I had an infusion | a year ago"
_AGO = late(
    r"\s+(?:ago|later|after|before|earlier|on|from|into|out|beforehand|afterwards|or|to|apart)\b", re.IGNORECASE
)
_LATER = late(r"\s+(?:later|afterwards?|post\b)", re.IGNORECASE)
# no driving until | tomorrow; but "until tomorrow lunchtime"
_TOMORROW = late(r"tomorrow\b(?!\s+(?:morning|noon|lunch|lunchtime|afternoon|evening|night)\b)", re.IGNORECASE)
_UNTIL = late(r"\b(?:until|till|til)\s\Z", re.IGNORECASE)
_BIT = late(r"\s+and\s+(?:a\s+bit|change)\b", re.IGNORECASE)
_FROM_WHAT = late(r"\s+(?:from|with)\s+(?:a|an|one|the|some)\b", re.IGNORECASE)  # days from a single dose
_NUMBER_NEXT = late(r"\s\d")


def _figure(point: Point, end: int, low: Decimal, high: Decimal, unit: str) -> Mention:
    span = Span(point.start, end)
    return Mention(span, "figure", bounded(span, low, high, unit, point.relation(span, "time")), "time")


def read_article(point: Point) -> Mention | None:
    """``an hour``, ``a day or two``, ``half an hour``, ``a year and a half``, ``a couple of hours``."""
    couple = _COUPLE.match(point.text, point.start)
    if couple:
        return _couple(point, couple)
    half = _HALF.match(point.text, point.start)
    if half:
        return _figure(point, half.end(), Decimal("0.5"), Decimal("0.5"), PERIODS[half["period"].lower()])
    found = point.patterns.article.match(point.text, point.start)
    if found is None:
        return None
    if (taken := _taken_in_it(point, found)) is not None:
        return taken
    length = length_of(found)
    longer = _up_to(point, length)
    if not _is_length(point, found) and not (longer and _FIRST_OF_TWO.search(point.before(12))):
        return None
    length = longer or length
    return _figure(point, length.end, length.low, length.high, length.unit.code)


def _taken_in_it(point: Point, found: Match[str]) -> Mention | None:
    """``a session a week``, ``a tablet a day``: once in the time, and no length."""
    one = None if found["half"] or found["and"] or found["two"] else _ONE.search(point.before(24))
    thing = one["thing"].lower() if one else ""
    if one is None or (thing not in _TAKEN and point.patterns.nouns.get(thing) != "{dose}"):
        return None
    if _AGO.match(point.text, found.end()):
        return None
    span = Span(point.start - len(one.group()), found.end())
    times, unit = per_period(Decimal(1), period_code(found))
    return Mention(
        span, "figure", bounded(span, times, times, f"/{unit}", point.relation(span, "frequency")), "frequency", "times"
    )


def _up_to(point: Point, first: Length) -> Length | None:
    """The range that a length begins: ``half an hour to 50 minutes``, ``an hour, maybe an hour and a half``."""
    joint = point.joint(first.end)
    comma = _COMMA.match(point.text, first.end) if joint is None else None
    if joint is None and comma is None:
        return None
    last = and_a_half(point, comma.end()) if comma else _last(point, joint.end() if joint else 0)
    if last is None or (joint and joint["word"] == "and" and not point.between(joint.start())):
        return None
    low, high, unit = in_one_unit(point, (first.low, first.unit), (last.high, last.unit))
    return Length(low, high, unit, last.end) if unit and low < high else None


def _last(point: Point, at: int) -> Length | None:
    number = point.patterns.number.match(point.text, at)
    unit = measured(point, number.end()) if number else None
    if number is None or unit is None:
        return length_at(point, at) or and_a_half(point, at)
    value = point.value(number.group())
    return Length(value, value, unit, unit.end)


def _is_length(point: Point, found: Match[str]) -> bool:
    if _SLEEP.match(point.text, found.end()):
        return False
    comma = _COMMA.match(point.text, found.end())
    goes_on = _BIT.match(point.text, found.end()) or (comma and and_a_half(point, comma.end()))
    spelled = found["half"] or found["more"] or found["two"] or found["and"] or goes_on
    before = point.before(16)
    stated = _STATED.search(before) and _STATED_ALONE.match(point.text, found.end())
    return bool(spelled or stated or _BEFORE_ARTICLE.search(before) or _AFTER_ARTICLE.match(point.text, found.end()))


def _couple(point: Point, couple: Match[str]) -> Mention | None:
    code = point.patterns.codes.get(couple["noun"].lower())
    if code is None or point.lexicon.units[code].dimension != "time":
        return None
    return _figure(point, couple.end(), Decimal(2), Decimal(2), code)


def read_vague(point: Point) -> Mention | None:
    """``within hours``, ``days to weeks``, ``several weeks``, ``next day``: a duration without a number."""
    found = point.patterns.vague.match(point.text, point.start)
    if found is None:
        return None
    if not found["next"] and not _is_vague_length(point, found):
        return None
    span = Span(point.start, found.end())
    stated = point.relation(span, "time")
    relation: Relation = stated if stated in ("<=", "<") else "="
    if found["next"]:
        earliest: Relation = ">=" if stated == ">=" else relation
        return Mention(span, "figure", Quantity(span, None, None, "d", earliest, "vague"), "time", "next")
    codes = [point.patterns.codes[found[side].lower()] for side in ("from", "to") if found[side]]
    quantity = Quantity(span, None, None, codes[-1], relation, "vague", codes[0] if len(codes) > 1 else None)
    return Mention(span, "figure", quantity, "time", "vague")


def read_tomorrow(point: Point) -> Mention | None:
    """``until tomorrow``: for the rest of the day, as ``until the next day`` is."""
    found = _TOMORROW.match(point.text, point.start)
    if found is None or not _UNTIL.search(point.before(8)):
        return None
    span = Span(point.start, found.end())
    return Mention(span, "figure", Quantity(span, None, None, "d", "=", "vague"), "time", "next")


def _is_vague_length(point: Point, found: Match[str]) -> bool:
    if found["to"]:
        return True
    if _NUMBER_NEXT.match(point.text, found.end()):
        return False
    quantified = found.start("from") > point.start
    if point.before(2) == ", " and _FROM_WHAT.match(point.text, found.end()):
        return True
    return bool(quantified or _BEFORE_PLURAL.search(point.before(16)) or _LATER.match(point.text, found.end()))
