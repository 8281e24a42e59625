"""How often: ``twice a week``, ``every other day``, ``daily``."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from re import Match

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import ADVERBS, PERIODS
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.rhythms import FOLDS, MORE, PRESCRIBED
from ketclaims.quantities.units import LONG, SHORT

_AS_MUCH = late(
    r"(?P<word>[a-z]+)\s+as\s+(?!(?:a|an|the|part|of|for|we|they|it|he|she|you|i|well)\b)[a-z]+\b", re.IGNORECASE
)
# "twice what they use", "twice the background rate", "twice that", "twice normal"; "twice the next day" is how often
_AS_OTHERS = late(
    r"(?P<word>[a-z]+)(?=\s+(?:what\b|that(?:\s+(?:of|in|with|on|usual|used|seen|given)\b|[,.;])|normal\b|placebo\b"
    r"|the\s+(?!(?:next|following|same|first|second|third|last|previous|other|day|week|month|year)\b)[a-z]))",
    re.IGNORECASE,
)
# it was needed | twice. but "she rang twice", "it was not asked twice"
_IN_ALL = late(
    r"(?P<word>twice|thrice)(?=\s*(?:[.;:|]|\Z|\n|,\s+(?:and|but|both|at|in|maybe)\b)|\s+(?:in|for|during|over)\s(?!a\s))"
)
_GIVEN = late(
    r"(?:\b(?:up\sto|at\smost|at\sleast|no\smore\sthan|only|then)|\b(?:was|were|been|gets?|got|being)\s(?!not\b|never\b)(?:[a-z]+\s)?[a-z]+"
    r"|\d\s?(?:mg|g|mcg|ml|units|tablets|puffs)(?:/kg)?,?)\s\Z",
    re.IGNORECASE,
)
_IN_SO_LONG = late(
    r"twice\s+(?:in|for|during|over)\s(?:\d|the\s|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\s)"
)
# double what others gave, up to double normal; but "you can double the dose"
_DOUBLED = late(
    r"(?P<word>double|triple)(?=\s+(?:what\b|that\s+(?:of|in|with|on)\b|normal\b|the\s+(?:usual|normal|recommended|national|background|average)\b))",
    re.IGNORECASE,
)
_CAN = late(r"\b(?:can|could|may|might|will|would|should|must|not|never|to)\s\Z", re.IGNORECASE)
_UP_TO = late(r"\bup\sto\s\Z", re.IGNORECASE)
_OR_TWO = late(r"\s+or\s+(?:so\s+or\s+)?two\b", re.IGNORECASE)  # every month or two
_OR_MORE = late(r"(?P<low>once|twice)\s+(?:or|to)\s+", re.IGNORECASE)
# six | -hourly: no "three-daily"
_HYPHENED = late(r"-(?P<adverb>hourly|weekly|monthly|yearly)\b", re.IGNORECASE)
# q | 8h, q | 2 wk, q | 4-6 hrs
_CODED = late(
    r"(?P<low>\d{1,2})(?:\s?[-–]\s?(?P<high>\d{1,2}))?\s?(?P<unit>h(?:rs?|ours?)?|d(?:ays?)?|w(?:ks?|eeks?)?|mo(?:nths?)?)\b",
    re.IGNORECASE,
)
# the same day | each week
_SAME_DAY = late(r"\b(?:days?|times?|nights?)\s\Z", re.IGNORECASE)
_CODES = {"h": "h", "d": "d", "w": "wk", "m": "mo"}
_CROSSES = frozenset("xX×")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# 20 mg | bd ; one tablet orally | TID ; the MDMA bid is none
_AMOUNT_BEFORE = late(
    r"(?:\d|[½¼]|\b(?:one|two|three|four|half|an?))\s?[a-zµμ%/]{1,12},?\s(?:(?:po|sc|im|iv|orally|by\smouth|nebuli[sz]ed)\s)?\(?\Z",
    re.IGNORECASE,
)
_PRESCRIBED = late(r"(?:[bqt]\.\s?i\.\s?d\b\.?|[a-z]+)", re.IGNORECASE)
_WEEKDAY = late(r"(?:every|each)\s+(?:weekday|working\s+day|school\s+day)\b", re.IGNORECASE)
_ALTERNATE = late(r"alternate\s+(?P<period>day|night|week|month|morning|evening)s\b", re.IGNORECASE)


def period_code(found: Match[str]) -> str:
    """The code of the period in a rate: ``week``, ``wk`` and ``weekly`` are all ``wk``."""
    groups = found.groupdict()
    if groups.get("adverb"):
        return ADVERBS[groups["adverb"].lower()]
    if groups.get("short"):
        return SHORT[groups["short"].lower()]
    named = str(groups.get("period") or groups.get("word")).lower()
    return named if named in LONG else PERIODS[named]


def per_period(times: Decimal, code: str) -> tuple[Decimal, str]:
    """So many times per period, of one that has a code: once a quarter is a third of a time a month."""
    many, unit = LONG.get(code, (1, code))
    return times / many, unit


def read_multiple(point: Point) -> Mention | None:
    """``twice a week``, ``three times daily``, ``once a fortnight``."""
    if point.number is None:
        found = point.patterns.multiple.match(point.text, point.start)
        multiples = point.lexicon.numbers["multiples"]
        times = multiples[found["word"].lower()] if found else Decimal(0)
        low = multiples[found["low"].lower()] if found and found["low"] else times
        return _as_often(point, found, low, times) if found else _to_more_times(point)
    if hyphened := _HYPHENED.match(point.text, point.number.end()):
        return _apart(point, point.value(point.number.group()), hyphened)
    if (
        not point.goes_on(point.number.end())
        and point.text[point.number.end() : point.number.end() + 1] not in _CROSSES
    ):
        return None
    for last in (point.second(point.patterns.or_to, point.number.end()), point.number):
        found = point.patterns.times.match(point.text, last.end()) if last else None
        if last and found:
            return _as_often(point, found, point.value(point.number.group()), point.value(last.group()))
    return None


def _to_more_times(point: Point) -> Mention | None:
    """``once to three times a week``, ``twice or three times a day``."""
    first = _OR_MORE.match(point.text, point.start)
    last = point.patterns.number.match(point.text, first.end()) if first else None
    found = point.patterns.times.match(point.text, last.end()) if last else None
    if first is None or last is None or found is None:
        return None
    low = point.lexicon.numbers["multiples"][first["low"].lower()]
    return _as_often(point, found, low, point.value(last.group()))


def _apart(point: Point, many: Decimal, found: Match[str]) -> Mention:
    """``6-hourly``, ``three-weekly``: so many periods from one to the next."""
    span = Span(point.start, found.end())
    quantity = bounded(span, many, many, ADVERBS[found["adverb"].lower()], point.relation(span, "time"))
    return Mention(span, "figure", quantity, "time", "every")


def _as_often(point: Point, found: Match[str], low: Decimal, high: Decimal) -> Mention:
    code = period_code(found)
    (low, unit), (high, _) = per_period(low, code), per_period(high, code)
    span = Span(point.start, found.end())
    relation = point.relation(span, "frequency")
    return Mention(span, "figure", bounded(span, low, high, f"/{unit}", relation), "frequency", "times")


def read_comparison(point: Point) -> Mention | None:
    """``twice as likely``, ``twice what they use``: how many times as much; ``twice`` alone is no amount."""
    found = _AS_MUCH.match(point.text, point.start) or _AS_OTHERS.match(point.text, point.start)
    times = point.lexicon.numbers["multiples"].get(found["word"].lower()) if found else None
    if found is None:
        return _so_often_in_all(point)
    if times is None or times <= 1:
        return None
    span = Span(point.start, found.end("word"))
    return Mention(
        span, "figure", bounded(span, times, times, "1", point.relation(span, "{ratio}")), "{ratio}", "times"
    )


def _so_often_in_all(point: Point) -> Mention | None:
    """``it was needed twice``, ``5 mg twice``: two times in all; ``she rang twice`` is a manner of speaking."""
    found = _IN_ALL.match(point.text, point.start)
    if found is None or not (_IN_SO_LONG.match(point.text, point.start) or _GIVEN.search(point.before(32))):
        return None
    span, times = Span(point.start, found.end("word")), point.lexicon.numbers["multiples"][found["word"]]
    return Mention(
        span, "figure", bounded(span, times, times, "{time}", point.relation(span, "count")), "count", "times"
    )


# every | fourth | patient
_NTH = re.compile(r"every\s+(?P<nth>other|\d+(?:nd|rd|th)|[a-z]+)(?=\s)", re.IGNORECASE)


def read_every(point: Point) -> Mention | None:
    """``every other day``, ``every month``: an interval without a number of its own."""
    found = point.patterns.every.match(point.text, point.start)
    if found is None:
        return _every_weekday(point) or _every_nth(point)
    if found.group()[1:4] == "ach" and _SAME_DAY.search(point.before(8)):
        return None
    two = None if found["other"] else _OR_TWO.match(point.text, found.end())
    span, (many, unit) = Span(point.start, two.end() if two else found.end()), _length(found["period"].lower())
    low = many * _nth(point, found["other"])
    high = many * _nth(point, found["last"]) if found["last"] else low * 2 if two else low
    return Mention(span, "figure", bounded(span, low, high, unit, point.relation(span, "time")), "time", "every")


def _length(period: str) -> tuple[int, str]:
    """How long a period is: a quarter is three months, from one morning to the next is a day."""
    code = {"morning": "d", "evening": "d", "weekend": "wk"}.get(period) or PERIODS.get(period, period)
    return LONG.get(code, (1, code))


def _every_weekday(point: Point) -> Mention | None:
    """``every weekday``: five times a week."""
    found = _WEEKDAY.match(point.text, point.start)
    if found is None:
        return None
    span, five = Span(point.start, found.end()), Decimal(5)
    return Mention(span, "figure", bounded(span, five, five, "/wk"), "frequency", "every")


def read_alternate(point: Point) -> Mention | None:
    """``on alternate days``: every other day."""
    found = _ALTERNATE.match(point.text, point.start)
    if found is None:
        return None
    span, (many, unit) = Span(point.start, found.end()), _length(found["period"].lower())
    apart = Decimal(many * 2)
    return Mention(span, "figure", bounded(span, apart, apart, unit, point.relation(span, "time")), "time", "every")


def read_prescribed(point: Point) -> Mention | None:
    """``20 mg bd``, ``one tablet t.i.d.``: so many times a day, behind what is taken."""
    found = _PRESCRIBED.match(point.text, point.start)
    times = PRESCRIBED.get(re.sub(r"[\s.]", "", found.group().lower())) if found else None
    if found is None or times is None or not _AMOUNT_BEFORE.search(point.before(32)):
        return None
    span, many = Span(point.start, found.end()), Decimal(times)
    return Mention(span, "figure", bounded(span, many, many, "/d"), "frequency", "times")


def read_double(point: Point) -> Mention | None:
    """``double what others gave``, ``up to double normal``: how many times as much; a verb that may is none."""
    found = _DOUBLED.match(point.text, point.start)
    before = point.before(8)
    if found is None or (_CAN.search(before) and not _UP_TO.search(before)):
        return None
    span, times = Span(point.start, found.end("word")), Decimal(MORE[found["word"].lower()])
    quantity = bounded(span, times, times, "1", point.relation(span, "{ratio}"))
    return Mention(span, "figure", quantity, "{ratio}", "times")


def read_fold(point: Point) -> Mention | None:
    """``threefold``: three times as much."""
    found = _WORD.match(point.text, point.start)
    times = FOLDS.get(found.group().lower()) if found else None
    if found is None or times is None:
        return None
    span, many = Span(point.start, found.end()), Decimal(times)
    quantity = bounded(span, many, many, "1", point.relation(span, "{ratio}"))
    return Mention(span, "figure", quantity, "{ratio}", "times")


def _every_nth(point: Point) -> Mention | None:
    """``every fourth`` patient: one in four people."""
    found = _NTH.match(point.text, point.start)
    if found is None or not any(point.patterns.things.people(point.text, found.end())):
        return None
    nth = _nth(point, found["nth"])
    if nth <= 1:
        return None
    span = Span(point.start, found.end())
    share = (100 / nth).quantize(Decimal("0.1"), ROUND_HALF_UP).normalize() + Decimal(0)
    return Mention(span, "figure", bounded(span, share, share, "%", point.relation(span, "share")), "share", "in")


def read_coded(point: Point) -> Mention | None:
    """``q8h``, ``q2wk``, ``q4-6h``: an interval as prescriptions write it."""
    found = _CODED.match(point.text, point.start)
    if found is None or point.text[point.start - 1] not in "qQ" or point.before(2)[:-1].isalnum():
        return None
    span, low = Span(point.start - 1, found.end()), Decimal(found["low"])
    quantity = bounded(span, low, Decimal(found["high"] or low), _CODES[found["unit"].lower()[0]])
    return Mention(span, "figure", quantity, "time", "every")


def _nth(point: Point, written: str | None) -> Decimal:
    """How many periods apart: two of "every other", five of "every fifth", one where nothing is said."""
    word = (written or "").lower()
    if word[:1].isdigit():
        return Decimal(word.rstrip("stndrh"))
    return Decimal(2) if word == "other" else point.lexicon.numbers["ordinals"].get(word, Decimal(1))


def read_adverb(point: Point) -> Mention | None:
    """``daily``, ``monthly``: once a day, once a month."""
    found = _WORD.match(point.text, point.start)
    code = ADVERBS.get(found.group().lower()) if found else None
    if found is None or code is None:
        return None
    span, one = Span(point.start, found.end()), Decimal(1)
    one, unit = per_period(one, code)
    quantity = bounded(span, one, one, f"/{unit}", point.relation(span, "frequency"))
    return Mention(span, "figure", quantity, "frequency", "adverb")
