"""When counts, ages, prices and pressures are context: they say of whom another figure is, or count no subject."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

_EVERY = late(r"\s+(?:every|each|per|an?|by suicide)\b", re.IGNORECASE)
_TO_SPARE = late(
    r"\b(?:to|can|could|would)\s+(?:stop|prevent|avoid|save|spare|help|avert|keep|get|cause|harm)\s+\Z", re.IGNORECASE
)
_ON_ITS_OWN = late(r"['’]s\b|\s+(?:on\s+its\s+own|alone|at\s+a\s+time)\b", re.IGNORECASE)
_SMALL = 2
_PLACES = frozenset(("{site}", "{hospital}", "{centre}", "{center}", "{country}"))
"""Places of a study: two of them are counted, and those in brackets too."""
_HANDFUL = 10
_NEAR = 32
_OR_MORE = late(r"\s+or\s+(?:more|fewer)\s", re.IGNORECASE)
# "One doctor offers this, another that"
_ONE_OF_STAFF = late(
    r"one\s+(?:doctor|nurse|physician|psychiatrist|psychologist|therapist|pharmacist|clinician|surgeon|colleague|friend|reviewer)",
    re.IGNORECASE,
)
# "Let me take your | three advisers | in turn"
_KNOWN = late(r"\b(?:the|these|those|your|my|our|his|her|their|its)\s+\Z", re.IGNORECASE)


def few_things(case: Case) -> bool:
    """One or two things without a measure ("the two kinds", "(one device)") are named, not counted; "four or more
    drinks" are a class."""
    quantity = case.mention.quantity
    few = quantity is not None and quantity.high is not None and quantity.high <= _SMALL
    if quantity is not None and quantity.unit in _PLACES and (quantity.high or 0) > 1:
        return _KNOWN.search(case.head[-_NEAR:]) is not None
    known = quantity is not None and (quantity.high or 0) <= _HANDFUL and _KNOWN.search(case.head[-_NEAR:]) is not None
    if case.written.endswith(" counts") and case.tail.startswith((" as ", " for ", " toward")):
        return True
    some = case.unmeasured and (_OR_MORE.match(case.tail) is not None or known)
    return few or some or case.scene.inside_brackets(case.mention.span)


def counted_event(case: Case) -> bool:
    """ "one death every ..." is what the interval is about."""
    return _EVERY.match(case.tail) is not None or case.mention.kind == "bare"


def just_one(case: Case) -> bool:
    """ "to spare one person a stroke", "one drug on its own", "one person's luck": of whom a number is, or each."""
    helped = _TO_SPARE.search(case.head) or _ON_ITS_OWN.match(case.tail)
    return case.written.startswith("one ") and (helped is not None or _ONE_OF_STAFF.fullmatch(case.written) is not None)
