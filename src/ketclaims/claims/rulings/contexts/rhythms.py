"""When a rhythm is context: how often something is taken tells whose habit it is, or of which doses an outcome is."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.completion import ENDS
from ketclaims.claims.ellipses.reread import DOSES_BEHIND
from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

# "daily | users", "after months of | daily | use", "without a | daily | pill"; but "made for | daily | use"
_USERS = late(r"\s+(?:[a-z]+\s+)?(?:users?|drinkers?|smokers?|takers?)\b", re.IGNORECASE)
_USE = late(r"\s+(?:use|intake|consumption)\b", re.IGNORECASE)
# "take the troche | every third evening"; but "I cried | every morning", "open | every evening"
_TAKING = late(
    r"\b(?:tak(?:e|es|en|ing)|took|us(?:e|es|ed|ing)|inject\w*|swallow\w*|give[sn]?|gave|tablet|capsule|pill|lozenge|troche|spray|infusion|session|treatment|visit|dose)s?\b",
    re.IGNORECASE,
)
# "after 4 weeks of | twice-weekly | dosing"
_DOSING = late(
    r"\s+(?:[a-z]+\s+)?(?:dosing|treatment|therapy|infusions|sessions|injections|doses|use|sprays?)\b", re.IGNORECASE
)
# "people who use it for fun | every day"
_WHO_USE = late(r"\bwho\s+(?:use|take|drink|smoke|snort|misuse)\b[^.;,]{0,40}\Z", re.IGNORECASE)
_OF_A_HABIT = late(
    r"\b(?:without\s+(?:a|any|the)|instead\s+of\s+a|anybody|anyone|someone|at\s+the\s+same\s+time)\s+\Z", re.IGNORECASE
)
_LABELLED = late(r"[A-Za-z)]:\s+\Z")
# "in the thrice-weekly | group"
_GROUP_BEHIND = late(r"\s+(?:[\w-]+\s+)?(?:groups?|arms?)\b", re.IGNORECASE)


def rate_of_an_arm(case: Case) -> bool:
    """ "-5.7 points for twice-weekly ketamine", "in the thrice-weekly group": how often an arm of results is dosed."""
    if "-" not in case.written or case.scene.block.cells:
        return False
    if _GROUP_BEHIND.match(case.tail):
        return bool(case.results)
    drug = any(hit.span.start == case.mention.span.end + 1 for hit in case.scene.hits_of("interventions"))
    return drug and bool(case.earlier)


def how_it_is_taken(case: Case) -> bool:
    """ "daily" without a treatment, or as part of a dose ("daily doses of 20 mg")."""
    if case.outcomes and "-" in case.written and case.head.endswith("of ") and _DOSING.match(case.tail):
        return True
    if case.mention.noun == "every" and case.beside("event_frequency"):
        return True
    tells = case.unmeasured or (DOSES_BEHIND.match(case.tail) is not None and not _is_counted(case))
    if case.owned or (_LABELLED.search(case.head) and ENDS.match(case.tail)):
        return False
    dosed = case.beside("mass", "dose_by_weight")
    if case.written.endswith(("morning", "evening")) and not dosed and not _TAKING.search(case.head):
        return True
    if case.mention.noun == "every" and ((case.unmeasured and not dosed) or _WHO_USE.search(case.head)):
        return True
    return case.mention.noun == "adverb" and (tells or _is_habit(case) or _of_doses(case))


def _is_habit(case: Case) -> bool:
    """Whether a frequency tells whose habit something is: "daily users", "after weeks of nightly use"."""
    of_use = _USE.match(case.tail) and case.head.endswith("of ")
    if _WHO_USE.search(case.head):
        return True
    return bool(of_use or _USERS.match(case.tail) or _OF_A_HABIT.search(case.head))


def _of_doses(case: Case) -> bool:
    """Whether a frequency is that of doses after which an outcome was seen: "who had three | weekly | visits"."""
    return _is_counted(case) and bool(case.outcomes)


def _is_counted(case: Case) -> bool:
    """Whether the number of the doses stands right before how often they are given: "three | weekly | visits"."""
    return any(m.dimension == "{dose}" and m.span.end == case.mention.span.start - 1 for m in case.mentions)
