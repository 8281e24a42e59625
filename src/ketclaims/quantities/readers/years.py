"""Years of the calendar and decades."""

from __future__ import annotations

import re
from decimal import Decimal

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import DECADES, YEAR
from ketclaims.quantities.points import Point, bounded

_DECADE = re.compile(r"(?:1[89]|20)\d0s\b")  # 1960s
_SHORT_DECADE = late(r"[1-9]0s\b")  # the '90s are those of the last century
# in '62 | since ’99
_SHORT_YEAR = late(r"\d\d(?![\w'’]|[.,]\d)")
_IN_SHORT = late(r"\b(?:in|since|until|till|by|of|and|to|around|summer|winter|spring|fall)\s['’]\Z", re.IGNORECASE)
_LAST_OF_THIS = 40
_YEAR = re.compile(rf"{YEAR}(?!\d|,\d|\.\d)(?:(?P<joint>\s?[-–—]\s?|\sto\s|\sand\s)(?P<to>{YEAR})\b)?")
_BETWEEN = late(r"\bbetween\s\Z", re.IGNORECASE)
_MONTH_BEHIND = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\Z"
)
# The codebook makes "early 2000s" 2000 to 2003; the middle and the end of a decade follow from it.
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


# twenty eighteen | nineteen-seventy | nineteen oh five | two thousand and eight
_ONE = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:{_ONE}))?"
_SPOKEN = re.compile(
    rf"(?P<century>eighteen|nineteen|twenty)[\s-](?:oh[\s-](?P<oh>{_ONE})|(?P<year>{_TEEN}|{_TENS}))\b"
    rf"|two\sthousand\s(?:and\s)?(?P<since>{_TEEN}|{_TENS}|{_ONE})\b",
    re.IGNORECASE,
)
_CENTURIES = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}
_IN_A_YEAR = late(
    r"\b(?:in|since|of|by|until|till|from|around|so|early|late|spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\s\Z",
    re.IGNORECASE,
)
# the nineties | the early nineties; "in her early nineties" is an age
_NAMED = re.compile("|".join(DECADES), re.IGNORECASE)
_OF_A_CENTURY = late(r"\b(?:the\s(?:(?P<part>early|mid|late)[\s-])?(?:nineteen[\s-])?)\Z", re.IGNORECASE)
_OF_A_LIFE = late(r"\bin\s(?:his|her|their|your|my|our)\s(?:(?P<part>early|mid|late)[\s-])?\Z", re.IGNORECASE)


def read_spoken_year(point: Point) -> Mention | None:
    """``in twenty eighteen``, ``since nineteen-seventy``, ``in two thousand and eight``: a year as it is spoken."""
    found = _SPOKEN.match(point.text, point.start)
    if found is None or not _IN_A_YEAR.search(point.before(12)):
        return None
    if point.measured(found.end()) or point.count(found.end()) is not None:
        return None
    if found["since"] and point.unknown_count(found.end()):
        return None
    within = point.value(found["oh"] or found["year"] or found["since"])
    year = _CENTURIES[(found["century"] or "twenty").lower()] + within
    span = Span(point.start, found.end())
    return Mention(span, "figure", bounded(span, year, year, "{year}"), "{year}")


def read_named_decade(point: Point) -> Mention | None:
    """``the nineties``, ``the early sixties``: a decade of the last century; ``in her late fifties``: of a life."""
    found = _NAMED.match(point.text, point.start)
    before = _OF_A_CENTURY.search(point.before(20)) if found else None
    aged = _OF_A_LIFE.search(point.before(20)) if found and not before else None
    said = before or aged
    if found is None or said is None or (aged and found.group().lower() == "noughties"):
        return None
    first, part = Decimal(DECADES[found.group().lower()] % (100 if aged else 10_000)), said["part"]
    low, high = _PARTS[part.lower()] if part else (0, 9)
    span = Span(point.start - (len(part) + 1 if part else 0), found.end())
    unit, dimension = ("a", "age") if aged else ("{year}", "{year}")
    quantity = bounded(span, first + low, first + high, unit, "~" if part else "=")
    return Mention(span, "figure", quantity, dimension, "age" if aged else "")


def read_year(point: Point) -> Mention | None:
    """``1962``, ``the 1960s``, ``early 2000s``, ``June 2021``."""
    decade = _DECADE.match(point.text, point.start)
    if decade:
        return _decade(point, decade.end(), int(decade.group()[:4]), point.start)
    short = _SHORT_DECADE.match(point.text, point.start) if point.before(1) in ("'", "’") else None
    if short:
        return _decade(point, short.end(), 1900 + int(short.group()[:2]), point.start - 1)
    year = _short_year(point)
    if year:
        return year
    found = _years(point)
    if found is None or point.measured(found.end()) or point.priced:
        return None
    counted = point.count(found.end())
    noun = counted.written.lower() if counted else ""
    month = _MONTH_BEHIND.search(point.before(12))
    # 1962 patients; "a 1962 trial" and "since July 2023 few patients" have years
    if month is None and noun.endswith(("s", "n", "e")) and not noun.endswith("is"):
        return None
    span = Span(point.start - len(month.group()) if month else point.start, found.end())
    low = Decimal(point.text[point.start : point.start + 4])
    high = Decimal(found["to"]) if found["to"] else low
    return Mention(span, "figure", bounded(span, low, high, "{year}"), "{year}")


def _short_year(point: Point) -> Mention | None:
    """``in '62``: of this century as far as it has come, else of the last."""
    written = _SHORT_YEAR.match(point.text, point.start) if point.before(1) in ("'", "’") else None
    if written is None or not _IN_SHORT.search(point.before(12)):
        return None
    span, within = Span(point.start - 1, written.end()), Decimal(written.group())
    year = within + (1900 if within > _LAST_OF_THIS else 2000)
    return Mention(span, "figure", bounded(span, year, year, "{year}"), "{year}")


def _years(point: Point) -> re.Match[str] | None:
    """A year or a span of years; "and" joins two years behind "between" only, and a span rises."""
    found = _YEAR.match(point.text, point.start)
    if found is None or found["to"] is None:
        return found
    apart = found["joint"].strip() == "and" and _BETWEEN.search(point.before(9)) is None
    falls = found["to"] <= point.text[point.start : point.start + 4]
    return _YEAR.match(point.text, point.start, found.start("joint")) if apart or falls else found


def _decade(point: Point, end: int, year: int, start: int) -> Mention:
    first = Decimal(year)
    part = point.behind["decade"] if point.behind is not None else None
    if part is None or point.behind is None:
        span = Span(start, end)
        return Mention(span, "figure", bounded(span, first, first + 9, "{year}"), "{year}")
    low, high = _PARTS[part.lower()]
    span = Span(point.behind.start("decade"), end)
    return Mention(span, "figure", bounded(span, first + low, first + high, "{year}", "~"), "{year}")
