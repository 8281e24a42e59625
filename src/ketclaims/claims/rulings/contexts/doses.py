"""When doses and amounts are context: they say after how much, or in which arm, something was seen."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.shares import allocation
from ketclaims.claims.rulings.ranks import FROM_SCORE, tells_effect
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGE, HEDGED

# "after one infusion it lasts 9 days"
_AFTER_ONE = late(rf"\b(?:after|following|from|with)\s+{HEDGED}\Z", re.IGNORECASE)
# "Consent is taken before the first infusion and again after the | sixth"
_DATED_BY = late(r"\b(?:after|by|until|at|before|from)\s+(?:(?:the|your|my|his|her|their)\s+)?\Z", re.IGNORECASE)
_BY_THEN = late(r"\bby\s+(?:(?:the|my|his|her|their|your)\s+)?\Z", re.IGNORECASE)
_JUDGEMENT = late(r"\b(?:judg|decid|assess|review|evaluat|shrink|shrank|says?\b|said\b)", re.IGNORECASE)
# "if you do not feel better after | three infusions | , stop, and we refund the rest"
_IF_NOT = late(r"\bif\b[^.;]*(?:\b(?:no|not|nothing|never)\b|n['’]t\b)[^.;]*\b(?:after|by)\s+\Z", re.IGNORECASE)
# "the odds are 45%; give it at least | four infusions | before you decide"
_JUDGED = late(
    r"\s+(?:before|to)\s+(?:(?:you|we|they|one)\s+)?(?:decid|judg|tell|know|giv\w*\s+up|assess)\w*", re.IGNORECASE
)
# "about 70% respond, usually after | two or three infusions"
_USUALLY_AFTER = late(
    r"[,;–—(]\s+(?:and\s+)?(?:often|usually|typically|generally|mostly|most\s+often|as\s+a\s+rule)\s+(?:(?:only|within|by|about|around)\s+)*"
    r"(?:after|by|within|with)\s+(?:(?:about|around|just|only|the)\s+)*\Z",
    re.IGNORECASE,
)
# "I quit after | visit 4"
_QUIT = late(
    r"\b(?:quit|stopped|gave\s+up|dropped\s+out|left)\b[^.;]{0,16}\Z",
    re.IGNORECASE,
)
# "Before your | first visit |, drink nothing"
_BEFORE_IT = late(r"\bbefore\s+(?:your|the|their|my|his|her|our)\s+\Z", re.IGNORECASE)
# "By the | fourth infusion | my PHQ-9 had gone from 23 to 6"
_BY_THE = late(r"\bby\s+(?:the|my|our|his|her|your)\s+\Z", re.IGNORECASE)
# "a study gave 96 people | three drips | ; half a year later 51% were dry"
_GAVE = late(r"(?<!who\s)\b(?:gave|received|got)\b[^.;]*\Z", re.IGNORECASE)
# "counselling takes | twelve visits | and does as well: 42%"
_IS_NEEDED = late(
    rf"\b(?:takes?|needs?|requires?|runs?\s+to|consists?\s+of)\s+(?:(?:{HEDGE}|usually)\s+)*\Z",
    re.IGNORECASE,
)


def rank_beside_figures(case: Case) -> bool:
    """A rank ("the sixth infusion") is a claim only where it alone says how many doses it takes."""
    alone = not case.beside("share", "points", "time", "mass", "dose_by_weight") and not _QUIT.search(case.head)
    alone = alone and not (FROM_SCORE.search(case.tail) and _BY_THEN.search(case.head) is None)
    alone = alone and (not _DATED_BY.search(case.head) or _is_named(case) or _is_telling(case))
    alone = alone and not (case.written.startswith("first ") and _BEFORE_IT.search(case.head))
    return case.mention.kind == "ordinal" and not (alone and case.role == "doses_needed")


def _is_telling(case: Case) -> bool:
    """Whether the passage has a word of feeling or change, or one of judgement stands before."""
    return tells_effect(case.scene) or _JUDGEMENT.search(case.head) is not None


def _is_named(case: Case) -> bool:
    """Whether a phrase names the measure of the mention, and does not just point to it."""
    return any(vote.kind == "name" and vote.measure == case.choice.measure for vote in case.choice.votes)


def doses_of_an_outcome(case: Case) -> bool:
    """Doses beside an outcome or a price say what the figure refers to."""
    if _IS_NEEDED.search(case.head) and not case.priced:
        return False
    needed = case.role == "doses_needed"
    if needed and _AFTER_ONE.search(case.head) and _lasts(case):
        return True
    unless_better = needed and (
        _IF_NOT.search(case.head) or _JUDGED.match(case.tail) or _USUALLY_AFTER.search(case.head)
    )
    results = [m for m in case.outcomes if m in case.choices and not allocation(replace(case, mention=m))]
    if _BY_THE.search(case.head) and all(m.dimension == "score" for m in results):
        return False
    if results and _GAVE.search(case.head) and all(";" in case.between(m) for m in results) and not case.priced:
        return False
    return (bool(results) or case.priced) and not unless_better


def _lasts(case: Case) -> bool:
    """Whether a length before the mention says how long the benefit lasts: "relief lasts two months after six"."""
    before = (m for m in case.mentions if m.dimension == "time" and m.span.end < case.mention.span.start)
    chosen = (case.choices[m] for m in before if m in case.choices)
    return any(case.lexicon.measures[choice.measure].role in ("benefit", "acute_effect") for choice in chosen)


def one_dose(case: Case) -> bool:
    """A single dose is what something follows from, unless it says how many were needed."""
    follows = _AFTER_ONE.search(case.head) and case.beside("time", "{ratio}", "points")
    one = case.written.startswith("one ") and (case.role != "doses_needed" or follows)
    return case.mention.noun == "single" or bool(one) or case.written.startswith("one-off")
