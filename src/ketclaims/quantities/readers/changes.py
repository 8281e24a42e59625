"""Changes: two amounts that are what was and what is now, which are no range."""

from __future__ import annotations

import re
from re import Match

from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers.measured import Measured

# "went from | 4.1 | to 1.9 mmol/L": what was, and what is now, are no range
_CHANGED_FROM = late(
    r"\b(?:went|gone|fell|fallen|dropped|rose|risen|climbed|jumped|came|moved|slid|lowered|raised|cut|declined|increased|decreased"
    rf"|reduced|shrank|shrunk|grew|improved|doubled|tripled|halved)\b[^.;,:\d]{{0,24}}\bfrom\s+{HEDGED}[$£€]?\Z",
    re.IGNORECASE,
)
# "stretched from | 3 days | to nearly 2 weeks": before a hedge any verb of the past but these tells of a change
_HAS_DONE = late(
    r"\b(?!(?:lasted|ranged|varied|differed|needed|used|worked|priced|started)\b)"
    r"(?:[a-z]{2,}ed|went|gone|fell|rose|risen|came|slid|cut|shrank|shrunk|grew|crept|shot)\b[^.;,:\d]{0,24}\bfrom\s+[$£€]?\Z",
    re.IGNORECASE,
)
_CHANGE_REACH = 60


def has_changed(point: Point, joint: Match[str], after: Measured | None) -> bool:
    """Whether two amounts are what was and what is now; times are none: "improved from 2 to 4 hours after"."""
    words = joint.group().lower().split()
    if words[:1] != ["to"]:
        return False
    if len(words) > 1 and _HAS_DONE.search(point.before(_CHANGE_REACH)):
        return True
    if after is not None and after.dimension == "time":
        return False
    return _CHANGED_FROM.search(point.before(_CHANGE_REACH)) is not None
