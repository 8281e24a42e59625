"""Ages and limits of age."""

from __future__ import annotations

import re
from decimal import Decimal
from re import Match

from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.relations import sign_relations

_OLDEST = 120
_YOUNGEST_PLUS = 12  # "18+" is an age, "6+" a count

_OF_AGE = re.compile(r"(?:[-\s]years?)?[-\s]olds?\b|\s?years?(?=\sof\sage)", re.IGNORECASE)  # -year-old | years of age
_OR_OLDER = re.compile(r"\s?(?:years\s)?(?:and|or)\s(?:older|over|above|up\b|younger)|\supward", re.IGNORECASE)
_YEARS = re.compile(r"\s?(?:years|yrs?|y)\b")
# "aged | ≥ | 65 years"
_SIGN = re.compile(r"[≥≤<>]\s?\Z")
# a PHQ-9 of | 20 or above: a limit of a score
_SCORE = re.compile(
    r"(?:\b(?:scores?|BMI|index|points?|reading|level|rating)|[A-Z]{2,}[-\d]*)\s(?:(?:of|was|is|at|at least)\s)?\Z"
)
_PLUS = re.compile(r"\+(?!\s?\w)")
# I'm 34. | she's 51, | over 65 | Maria, 29, | our oldest client is 88
_PERSON = re.compile(
    r"(?:\bI['’]m|\b(?:he|she)['’]s|\bwho['’]s|\bover|\bunder|\b[A-Z][a-z]+,"
    r"|\b(?:eldest|oldest|youngest)\s(?:[a-z]+\s)?(?:is|was)|\b(?:I|[Hh]e|[Ss]he)\s(?:am|is|was|turned))\s\Z"
)
# Maya was 19 when
_NAMED = re.compile(r"\b[A-Z][a-z]+\s(?:was|turned)\s\Z")
_WHEN = re.compile(r"\swhen\b")
# participants (16–25 years)
_OF_PEOPLE = re.compile(
    r"\b(?:participants|patients|adults|people|women|men|children|adolescents|volunteers)\s\(\Z", re.IGNORECASE
)
_CLOSED = re.compile(r"\)")
_ENDED = re.compile(r"(?=[,.;:!?]|\s(?:and|or|are|is|has|have|must|should|who|with|may|can|will|when)\s|\s*\Z)")


def read_age(point: Point) -> Mention | None:
    """``aged 18–65``, ``45-year-old``, ``21 years of age``, ``18 and older``, ``18+``, ``I'm 34``."""
    number = point.number
    if number is None:
        return None
    high, end = _upper(point, number)
    spread = point.patterns.deviation.match(point.text, end)
    stop = _end_of_age(point, number, spread.end() if spread else end)
    if stop is None or (low := point.value(number.group())) > _OLDEST:
        return None
    sign = _SIGN.search(point.before(2))
    span = Span(point.start - len(sign.group()) if sign else point.start, stop)
    plus = point.text[stop - 1] == "+"
    relation = ">=" if plus else point.relation(span, "age")
    if sign:
        relation = sign_relations(point.lexicon)[sign.group().strip()]
    return Mention(span, "figure", bounded(span, low, high or low, "a", relation), "age", "age")


def _upper(point: Point, number: Match[str]) -> tuple[Decimal | None, int]:
    """The second number of a range and where it ends, with years behind it or without: ``aged 18 to 64 years``."""
    high, end = point.upper(number)
    joint = point.joint(number.end()) if high is None else None
    second = point.patterns.number.match(point.text, joint.end()) if joint else None
    if second is None or not (_YEARS.match(point.text, second.end()) or _OF_AGE.match(point.text, second.end())):
        return high, end
    return point.value(second.group()), second.end()


def _end_of_age(point: Point, number: Match[str], end: int) -> int | None:
    """Where the age ends if the words around the number make it one."""
    text, behind = point.text, point.behind
    if (behind is not None and (behind["time"] or behind["rank"])) or point.priced:
        return None
    of_age = _OF_AGE.match(text, end)
    if of_age:
        return of_age.end()
    if _PLUS.match(text, end) and point.value(number.group()) >= _YOUNGEST_PLUS:
        return end + 1
    aged = behind is not None and behind["age"]
    years = _YEARS.match(text, end) if aged else None
    older = None if _SCORE.search(point.before(24)) else _OR_OLDER.match(text, end)
    if years or older or (aged and not point.measured(end)):
        return years.end() if years else end
    listed = _YEARS.match(text, end)
    if listed and _OF_PEOPLE.search(point.before(24)) and _CLOSED.match(text, listed.end()):
        return listed.end()
    if _NAMED.search(point.before(24)) and _WHEN.match(text, end):
        return end
    own = _ENDED.match(text, end) and _PERSON.search(point.before(32)) and not point.measured(end)
    return end if own else None
