"""When a time is a term: how early to say so, from when a rule holds, what nobody has tested."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

_UNTESTED = late(
    r"[^.;]{0,40}?\b(?:not|never)\s+(?:been\s+)?(?:\w+\s+)?(?:studied|evaluated|tested|established|examined|known)\b",
    re.IGNORECASE,
)
# "Nothing is known about use beyond | two years"
_UNKNOWN = late(
    r"\b(?:(?:nothing|little)\s+is\s+known|(?:is|are)\s+(?:not\s+known|unknown|unclear)|do(?:es)?(?:\s+not|n['’]t)\s+know)\b[^.;]*"
    r"\b(?:beyond|past|longer\s+than|more\s+than|after|over|above|for|if|whether)\s[^.;,]{0,24}\Z",
    re.IGNORECASE,
)
_NOTICE = late(r"['’]?s?\s+(?:advance\s+|interest-free\s+)?(?:notice|warning|credit)\b", re.IGNORECASE)
_REQUEST = late(
    r"\s+(?:of|preceding|before|prior\s+to|from)\s+(?:(?:the|this|your|that)\s+(?:initial\s+)?(?:request|application|referral|claim|order|authori[sz]ation)"
    r"|(?:(?:the|study|trial)\s+)*(?:entry|enrol\w*|screening|randomi[sz]ation|baseline|inclusion|entering|joining))\b",
    re.IGNORECASE,
)
# "two years | or longer are needed"
_WANTED = late(
    r"\s+(?:or\s+(?:longer|more)\s+)?(?:(?:are|is|were|will\s+be|would\s+be)\s+(?:still\s+|now\s+|badly\s+)?(?:needed|wanted|called\s+for|lacking|missing)"
    r"|(?:are|is)\s+what\s+is\s+(?:needed|missing))\b",
    re.IGNORECASE,
)
_STANDING = late(r"['’]?\s+(?:standing|duration|history)\b", re.IGNORECASE)
# "Side effects lasting more than | a day | are rare"
_LASTING = late(r"\b(?:lasting|(?:that|which)\s+lasts?|going\s+on|beyond|longer)\b[^.;,]{0,24}\Z", re.IGNORECASE)
_ARE_RARE = late(
    r"\s+(?:is|are|was|were)\s+(?:(?:very|extremely|quite|not)\s+)?(?:rare|uncommon|unusual|common|unlikely|infrequent)\b",
    re.IGNORECASE,
)
# "after a | 20-year | battle"
_HABIT = late(
    r"\s+(?:[a-z]+\s+)?(?:habit|career|struggle|battle|marriage|friendship|history|search|journey|odyssey|fight|silence|veteran)\b",
    re.IGNORECASE,
)
_LIVED_WITH = late(
    r"\b(?:had|have|having)\s+(?:lived\s+with|been\s+(?:ill|depressed|in\s+pain|unwell)|suffered|had)\b[^.;]{0,40}?\bfor\s+(?:(?:at\s+least|more\s+than|over)\s+)?\Z",
    re.IGNORECASE,
)
_LATE = late(r"\s+(?:late|overdue)\b", re.IGNORECASE)
_LATE_BY = late(
    r"\b(?:late\s+arrivals?|(?:arriv\w+|com(?:es?|ing)|turn(?:s|ing)?\s+up)\s+late|delays?)\b[^.;,\d]{0,24}\Z",
    re.IGNORECASE,
)
_FEE_BEHIND = late(
    r"(?:['’]?\s*notice)?\s*[:–—]\s+[^.;\n]{0,32}\b(?:fee|fees|charge|charged|refund|price|deposit)\b", re.IGNORECASE
)
_ANY_REACH = 12
_WITHIN_ANY = late(r"\b(?:within|in|per|over|during)\s+any\s+(?:one\s+|given\s+)?\Z", re.IGNORECASE)


def untested(case: Case) -> bool:
    """ "Use beyond four weeks has not been studied": nothing is known of it."""
    return _UNTESTED.match(case.tail) is not None or _UNKNOWN.search(case.head) is not None


def wanted(case: Case) -> bool:
    """ "Trials lasting two years or longer are needed": nobody has done it."""
    return _WANTED.match(case.tail) is not None


def standing(case: Case) -> bool:
    """ "pain of at least 6 months' standing", "had lived with it for two years or longer": who may come."""
    if "-" in case.written and _HABIT.match(case.tail):
        return True
    if case.bounded and _LASTING.search(case.head) and _ARE_RARE.match(case.tail):
        return True
    return case.bounded and bool(_STANDING.match(case.tail) or _LIVED_WITH.search(case.head))


def too_late(case: Case) -> bool:
    """ "More than 20 minutes late counts as a no-show": from when a rule holds."""
    relation = case.mention.quantity.relation if case.mention.quantity else "="
    late_by = _LATE.match(case.tail) or _LATE_BY.search(case.head)
    return relation in (">", ">=") and late_by is not None


def notice(case: Case) -> bool:
    """ "48 hours' notice": how early to say so."""
    return _NOTICE.match(case.tail) is not None


def before_a_request(case: Case) -> bool:
    """ "a score taken within 30 days of the request": when something had to be so, which is no length of its own."""
    return _REQUEST.match(case.tail) is not None


def before_a_fee(case: Case) -> bool:
    """ "Under 24 hours: half the fee": when so much has to be paid."""
    return case.bounded and _FEE_BEHIND.match(case.tail) is not None


def period_of_a_quota(case: Case) -> bool:
    """ "up to 12 sessions within any 90-day period": over what a number of visits is counted."""
    return "any " in case.head[-_ANY_REACH:] and _WITHIN_ANY.search(case.head) is not None


TERMS = (notice, before_a_request, before_a_fee, too_late, period_of_a_quota, untested, wanted, standing)
"""The rules of this room, each of times."""
