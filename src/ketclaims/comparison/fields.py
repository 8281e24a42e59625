"""What two claims are about, field by field: the same, one within the other, unsaid by one, or different."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from ketclaims.lexicon import UNNAMED, Lexicon, Measure, wider
from ketclaims.model import Subject

Likeness = Literal["same", "nested", "unsaid", "different"]
Value = Hashable

FIELDS = ("condition", "intervention", "route", "doses", "timepoint", "population")
VOCABULARIES = {"condition": "conditions", "intervention": "interventions", "route": "routes"}

_DURATION = re.compile(
    r"P(?=.)(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_DAY = 24 * 60
_YEAR = Fraction(_DAY * 1461, 4)
MINUTES = (_YEAR, _YEAR / 12, Fraction(7 * _DAY), Fraction(_DAY), Fraction(60), Fraction(1), Fraction(1, 60))


@dataclass(frozen=True, slots=True)
class Field:
    """How two claims lie to each other in one field.

    ``narrower`` is 0 or 1, the one of the two that says more: the nested one, or the one that says anything at all;
    ``None`` where they say the same, or neither says anything, or what they say differs.
    """

    name: str
    likeness: Likeness
    values: tuple[Value, Value]
    narrower: int | None = None

    @property
    def needed_missing(self) -> bool:
        """Whether a measure that needs this field cannot be compared: one of the two or both do not name it."""
        return any(value is None or value == UNNAMED for value in self.values)


@lru_cache(maxsize=4096)
def length(duration: str) -> Fraction | str:
    """The length of an ISO 8601 duration in minutes, or the text itself where it is none.

    >>> length("PT24H") == length("P1D"), length("P12M") == length("P1Y"), length("soon")
    (True, True, 'soon')
    """
    match = _DURATION.fullmatch(duration)
    if not match:
        return duration
    return sum((Fraction(n or 0) * each for n, each in zip(match.groups(), MINUTES, strict=True)), Fraction(0))


def value_of(subject: Subject, name: str) -> Value:
    """What a subject says in a field, in the form in which it is compared; ``None`` where it says nothing.

    Doses are a pair, a time point is its length in minutes, a population is lower case. A field that no subject has
    is unsaid by all.
    """
    if name == "doses":
        doses = subject.doses_low, subject.doses_high
        return None if doses == (None, None) else doses
    said = getattr(subject, name, None)
    if name == "timepoint" and said:
        return length(said)
    return " ".join(said.casefold().split()) if said else None


def compared_fields(measure: Measure) -> tuple[str, ...]:
    """The fields in which claims of a measure are compared: the six, and what else the measure needs."""
    return (*FIELDS, *(name for name in measure.needs if name not in FIELDS))


def compare_field(name: str, a: Value, b: Value, lexicon: Lexicon) -> Field:
    """How two values of a field lie to each other."""
    if a is None or b is None or a == b:
        return _plain(name, a, b)
    if name == "doses":
        within = _doses_within(a, b), _doses_within(b, a)
    else:
        terms = getattr(lexicon, VOCABULARIES[name]) if name in VOCABULARIES else {}
        within = b in {*wider(str(a), terms)}, a in {*wider(str(b), terms)}
    if not any(within):
        return Field(name, "different", (a, b))
    return Field(name, "nested", (a, b), 0 if within[0] else 1)


def _plain(name: str, a: Value, b: Value) -> Field:
    if a == b:
        return Field(name, "unsaid" if a == UNNAMED else "same", (a, b))
    return Field(name, "unsaid", (a, b), 0 if b is None else 1)


def _doses_within(a: Value, b: Value) -> bool:
    if not (isinstance(a, tuple) and isinstance(b, tuple)):
        return False
    (low, high), (least, most) = a, b
    return (low or 0) >= (least or 0) and (most is None or (high is not None and high <= most))
