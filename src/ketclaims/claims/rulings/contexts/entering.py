"""When a limit is context: it says who may come, who pays less, and from where on something is another."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.vitals import BEATS
from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.scenes.scene import STATISTICS
from ketclaims.late import late

# "adults with a systolic pressure below 150"
_GROUP_WITH = late(
    r"\b(?:patients|people|adults|residents|participants|volunteers|anyone|those|aged)\b[^.;]{0,60}?\b(?:with|whose)\s[^.;,]{0,40}\Z"
    r"|\b(?:exclu(?:ded|sions?|sion\s+criteria)|not\s+(?:suitable|eligible)|contraindicat\w+)\b[^.]{0,120}\Z",
    re.IGNORECASE,
)
# "Excluded: psychosis; a systolic pressure over | 160 mmHg"
_CRITERIA = late(
    r"\W*(?:excluded?|exclusions?|not\s+covered|exclusion\s+criteria|inclusion(?:\s+criteria)?|eligib\w+|entry\s+criteria|not\s+eligible)\b[^.:]{0,24}:",
    re.IGNORECASE,
)
# "Eligible were adults with an eGFR of at least | 60 mL/min", "To qualify you need a BMI over | 35"
_ELIGIBLE = late(
    r"\b(?:eligible|ineligible|eligibility|excluded|exclusions?|inclusion|to\s+(?:enrol+|enter|take\s+part|qualify|be\s+(?:included|admitted|enrol+ed)))\b[^.;]*\Z",
    re.IGNORECASE,
)
_WERE_ELIGIBLE = late(
    r"[^.;]*\b(?:(?:was|were|are|is)\s+(?:not\s+)?(?:eligible|ineligible|excluded)|could\s+(?:not\s+)?(?:enrol+|enter|take\s+part))\b",
    re.IGNORECASE,
)
# "Controlled studies, | ≥10 participants | per arm"
_CRITERIA_ABOVE = late(
    r"\b(?:criteria|eligib\w+|inclusion|exclusions?|not\s+covered|covered\s+(?:when|if)|requirements?|must\s+(?:be|have|meet)|candidates?|suitable|contraindicat\w+|following\s+are\s+(?:true|met)|all\s+of|qualif\w+)\b",
    re.IGNORECASE,
)
# "Patients living within | 30 miles"
_LIVING = late(
    r"\b(?:patients|people|members|those|adults|families|anyone|clients|women|men)\s+(?:living|who\s+live|travell?ing|coming)\b[^.;,]*\Z",
    re.IGNORECASE,
)
_EARNING = late(r"\b(?:incomes?|earn\w*|households?|salar(?:y|ies)|wages?)\b[^.;,$£€]{0,24}\Z", re.IGNORECASE)
# "renal failure (clearance below | 30 mL/min)"
_LIMITED = late(
    r"\([^()]*\b(?:below|above|under|over|beyond|less\s+than|more\s+than|at\s+least|up\s+to)\s+\Z", re.IGNORECASE
)
# "Heavy use (more than | three times a week | ) does harm"
_HABIT_IN_BRACKETS = late(
    r"\b(?:users?|use|drinkers?|drinking|smokers?|smoking|takers?|eaters?|doses|people|patients)\s+\((?:[a-z]+\s+){0,3}(?:below|above|under|over|more\s+than|less\s+than|at\s+least|up\s+to)?\s*\Z",
    re.IGNORECASE,
)
_TAKEN = ("frequency", "mass", "mass_rate")
# "anyone who drinks more than | 30 units a day"
_WHOEVER = late(
    r"\b(?:any|every)(?:one|body)\s+(?:who|whose|with)\b[^.;]*\Z"
    r"|\b(?:those|people|patients|adults|women|men|volunteers|whoever)\s+(?:who|whose)\b[^.;]*\Z",
    re.IGNORECASE,
)
# "200 ng/mL | is to be read as a lapse"
_READ_AS = late(
    r"\s+(?:is|are|should\s+be|must\s+be)\s+(?:to\s+be\s+)?(?:read|taken|treated|counted|regarded|seen)\s+as\b",
    re.IGNORECASE,
)


def entry_criterion(case: Case) -> bool:
    """ "Adults with a systolic pressure below 150": whom a figure is about, or who may come."""
    if not case.bounded:
        return False
    entered = (
        _CRITERIA.match(case.head)
        or _is_listed_criterion(case)
        or _ELIGIBLE.search(case.head)
        or _WERE_ELIGIBLE.match(case.tail)
    )
    return bool(entered or _GROUP_WITH.search(case.head))


def entry_score(case: Case) -> bool:
    """ "Eligible were adults with a score of at least 20": a score or a laboratory value that lets people in."""
    if not case.bounded:
        return False
    entered = _ELIGIBLE.search(case.head) or _WERE_ELIGIBLE.match(case.tail) or _CRITERIA.match(case.head)
    return bool(entered or _LIVING.search(case.head)) or _is_listed_criterion(case)


def _is_listed_criterion(case: Case) -> bool:
    """Whether a limit stands in a list below words that say whom it lets in: "Criteria for approval:"."""
    return case.scene.block.kind == "item" and _CRITERIA_ABOVE.search(case.scene.words_above("lead")) is not None


def income_limit(case: Case) -> bool:
    """ "incomes under $40,000": who pays less."""
    return case.bounded and _EARNING.search(case.head) is not None


def limit_in_brackets(case: Case) -> bool:
    """ "in kidney failure (clearance below 30 mL/min)", "anyone who drinks more than 30 units": from where on."""
    if not case.bounded or case.mention.dimension in STATISTICS:
        return False
    if case.mention.dimension in _TAKEN and case.mention.unit != BEATS:
        return _HABIT_IN_BRACKETS.search(case.head) is not None
    limited = not case.outcomes and (_LIMITED.search(case.head) or _WHOEVER.search(case.head))
    return bool(limited or _READ_AS.match(case.tail))
