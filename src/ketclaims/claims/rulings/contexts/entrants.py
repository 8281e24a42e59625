"""When a time is context: it says who may come, who is meant, or when something was assessed."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

_OF_A_HISTORY = ("d", "wk", "mo", "a")
_AT_LEAST = rf"(?:for\s+)?(?:(?:at\s+least|no\s+less\s+than|more\s+than|over|a\s+minimum\s+of|a\s+full)\s+)?{HEDGED}"
# "patients had to have been ill for | two years", "the member has tried a tablet for at least | six weeks"
_REQUIRED = late(
    r"\b(?:patients?|participants?|members?|volunteers?|subjects?|applicants?|candidates?)\s+"
    r"(?:must|should|needs?\s+to|needed\s+to|ha(?:ve|s|d)\s+to|were\s+required\s+to)\s+have\s+"
    rf"(?:been(?!\s+(?:off|without)\b)|had|lasted|persisted|continued|tried|failed|taken|suffered|lived)\b[^.;:]{{0,60}}?\b{_AT_LEAST}\Z"
    rf"|\b(?:has|have|had|with)\s+(?:an?\s+)?(?:[a-z]+\s+){{0,3}}episode\s+lasting\s+{_AT_LEAST}\Z"
    rf"|\b(?:has|have)\s+tried\s+[^.;:]{{0,40}}?\bfor\s+(?:at\s+least|no\s+less\s+than)\s+\Z",
    re.IGNORECASE,
)
# "patients ill for more than | ten years | responded less often"
_GROUP = late(
    r"\W*(?:(?:in|among|for)\s+)?(?:patients|people|adults|those|anyone|anybody|everyone|women|men|participants|members|volunteers|veterans|teenagers)\s+"
    r"(?:who(?:se)?\s+|that\s+)?(?!stay|remain|keep|last|wait|need|feel|respond\s+|get\b)(?:[\w’'-]+\s+){0,5}?(?:for|lasting)\s+"
    r"(?:at\s+least|more\s+than|over|longer\s+than|less\s+than|under|up\s+to)\s+\Z",
    re.IGNORECASE,
)
_DO = late(
    r"\s+(?:are|were|may|might|can|could|should|must|will|would|had|have|did|do|respond(?:ed)?|improved?|tend(?:ed)?|fared|rarely|seldom|often|usually|also)\b",
    re.IGNORECASE,
)
# "scans were done | 24 hours | after the drip", "ratings were made at baseline, | 24 hours"
_ASSESSED = late(
    r"\b(?:assessments?|scans?|ratings?|questionnaires?|measurements?|samples?|bloods?|interviews?|outcomes?|evaluations?|images?|imaging|recordings?)\s+"
    r"(?:(?:were|was)\s+(?:then\s+|again\s+)?(?:done|taken|made|drawn|obtained|collected|completed|carried\s+out|performed|repeated|assessed|measured|recorded|filled\s+in)"
    r"|took\s+place|happened)\b(?!.*\bevery\b)(?P<then>[^.;%]{0,60})\Z",
    re.IGNORECASE,
)
_AT = late(r"\s+(?:at|on)\b", re.IGNORECASE)
_THEN = late(r"\s+(?:after|before|later|post|following|into)\b", re.IGNORECASE)


def required_history(case: Case) -> bool:
    """ "Patients had to have been ill for two years": how long something has to have been so."""
    return case.mention.unit in _OF_A_HISTORY and _REQUIRED.search(case.head) is not None


def defines_a_group(case: Case) -> bool:
    """ "Patients ill for more than ten years responded less often": whose story it is."""
    return _GROUP.fullmatch(case.head) is not None and _DO.match(case.tail) is not None


def assessed_then(case: Case) -> bool:
    """ "Scans were done 24 hours after the infusion": when somebody looked."""
    assessed = _ASSESSED.search(case.head)
    return assessed is not None and bool(_AT.match(assessed["then"]) or _THEN.match(case.tail))
