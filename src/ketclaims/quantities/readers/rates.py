"""Rates of what befalls people: ``2.1 per 1,000 person-years``, ``8.3 migraine days a month``."""

from __future__ import annotations

import re

from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.frequencies import period_code

PERSON_YEARS = (
    r"(?:per|for\s+every|in\s+every)\s+(?:(?P<whole>1|10|100|1,?000|10,?000|100,?000)\s+)?"
    r"(?:person|patient|participant|woman)[-\s]years\b"
)
"""A pattern for so many years of people, which a rate is told of."""

OF_EVENTS = "event_frequency"
"""The dimension of how often something befalls people."""

_OF_YEARS = re.compile(rf"\s+(?:[a-z-]+\s+){{0,3}}?{PERSON_YEARS}")
# 8.3 | migraine days a month, monthly; "4 days a month" is a frequency
_DAYS = re.compile(
    r"\s+(?:(?!of\b|in\b|and\b|or\b|to\b|more\b|other\b)[a-z-]{3,}\s+){1,2}days?\s+"
    r"(?:(?:a|per|each|every)\s+(?P<period>week|month|year)|(?P<adverb>weekly|monthly|yearly))\b"
)


def years_of_people(whole: str | None) -> str:
    """The unit of a rate per so many years of people."""
    many = (whole or "1").replace(",", "")
    return "{person}/a" if many == "1" else f"{{person}}/({many}.a)"


def read_rate(point: Point) -> Mention | None:
    """``12.4 deaths per 1,000 person-years``, ``8.3 migraine days a month``: a number per time, over words between."""
    number = point.number
    if number is None or point.priced or not point.goes_on(number.end()):
        return None
    last = point.second(point.patterns.to, number.end()) or number
    if not point.parted(last.end()):
        return None
    years, days = _OF_YEARS.match(point.text, last.end()), _DAYS.match(point.text, last.end())
    found = years or days
    if found is None:
        return None
    unit = years_of_people(years["whole"]) if years else f"d/{period_code(found)}"
    span = Span(point.start, found.end())
    ends = point.value(number.group()), point.value(last.group())
    dimension = OF_EVENTS if years else "rate"
    return Mention(span, "figure", bounded(span, *ends, unit, point.relation(span, dimension)), dimension, "per")
