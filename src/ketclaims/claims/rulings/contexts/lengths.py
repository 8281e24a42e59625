"""When a length of time is context: it says how long something was given, paid or prevented."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.doses import subject_of_a_statement
from ketclaims.claims.rulings.contexts.times import SURE, WEAK
from ketclaims.claims.subjects.timepoints import bracketed_protocol
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

_OVER = late(r"\s+(?:\w+\s+)?(?:over|in|within|across)\s+(?:\w+\s+)?", re.IGNORECASE)
_THE = late(r"\b(?:the|this|that|these|those|both|either)\s+(?:[a-z]+\s+)?\Z", re.IGNORECASE)
_ONE_OF_THEM = late(r"\s+(?:course|one|ones|group|arm|schedule|version|regimen|form)\b", re.IGNORECASE)
_OF_SOMETHING = late(r"\s+of\s+(?!relief|benefit|calm|comfort)[\w-]+[^.;:?]*\s[a-z]+", re.IGNORECASE)
_NEAR_BEHIND = 50
_LED = late(r"\W*(?:with|after|following)\b[^,;]*\Z", re.IGNORECASE)
_OVER_A_PERIOD = late(
    r"\s+(?:[\w-]+\s+){0,4}?(?:over|in|within|across|for)\s+(?:a\s+period\s+of\s+|the\s+course\s+of\s+)?(?:\w+\s+)?",
    re.IGNORECASE,
)
_JOINED_UNIT = late(r"-(?:minute|hour|day|week|month|year)\Z", re.IGNORECASE)
_TREATED_FOR = late(rf"\b(?:treat(?:ed)?|vaccinated|take\s+\w+)\b[^.;]{{0,40}}?\bfor\s+{HEDGED}\Z", re.IGNORECASE)
_PREVENTING = late(r"\s+to\s+(?:prevent|avoid|avert|save|spare|help)\s+(?:one|an?)\b", re.IGNORECASE)


def protocol_in_brackets(case: Case) -> bool:
    """A time in brackets behind an outcome tells how the doses were given."""
    if not case.outcomes or not case.scene.inside_brackets(case.mention.span):
        return False
    return case.choice.score < WEAK or bracketed_protocol(case.scene, case.mention)


def length_of_a_failed_trial(case: Case) -> bool:
    """ "two antidepressants, each for six weeks": the weeks belong to the trials that failed."""
    return case.choice.score < SURE and case.beside("{trial}")


def of_leading_doses(case: Case) -> bool:
    """ "With six visits over 3 weeks, the relief lasts 8 weeks": how long doses took after which something was seen."""
    doses = (m for m in case.mentions if m.dimension == "{dose}" and m.span.end < case.mention.span.start)
    comma = case.tail.find(",")
    if comma < 0 or not _LED.match(case.head) or not any(_OVER.fullmatch(case.between(m)) for m in doses):
        return False
    return any(m.span.start > case.mention.span.end + comma and m.kind == "figure" for m in case.mentions)


def of_subject_doses(case: Case) -> bool:
    """ "Eight infusions over 4 weeks reduced symptoms": how long the doses took that the statement is about."""
    doses = (m for m in case.mentions if m.dimension == "{dose}" and m.span.end < case.mention.span.start)
    if case.outcomes or not any(_OVER_A_PERIOD.fullmatch(case.between(m)) for m in doses):
        return False
    return any(m.dimension == "{dose}" and subject_of_a_statement(replace(case, mention=m)) for m in case.choices)


def names_a_course(case: Case) -> bool:
    """ "the five-day course against the six-week one": which of several is meant."""
    named = "-" in case.written and _THE.search(case.head) is not None
    return named and _ONE_OF_THEM.match(case.tail) is not None


def length_of_a_subject(case: Case) -> bool:
    """ "Five days of ketamine at home brought more than a week in hospital": what a statement is about."""
    if case.head.strip(" *_-•") or case.scene.block.cells or not _OF_SOMETHING.match(case.tail):
        return False
    hits = case.scene.hits_of("interventions")
    near = any(0 < hit.span.start - case.mention.span.end < _NEAR_BEHIND for hit in hits)
    return near and not any(m.kind == "figure" and m is not case.mention for m in case.mentions)


def length_of_a_price(case: Case) -> bool:
    """ "$119 a month for 24 months"; minutes and hours are the length of the visit."""
    timed = case.mention.quantity is not None and case.mention.quantity.unit in ("s", "min", "h") and not case.bounded
    return case.priced and case.choice.score < WEAK and not timed


def length_of_a_prevention(case: Case) -> bool:
    """ "40 people have to be treated for three years to prevent one stroke": the years belong to the number treated."""
    return _TREATED_FOR.search(case.head) is not None and _PREVENTING.match(case.tail) is not None


def length_in_a_title(case: Case) -> bool:
    """ "A trial with 6-month follow-up": what a title calls a study, which its text tells."""
    return case.scene.block.kind == "title" and _JOINED_UNIT.search(case.written) is not None
