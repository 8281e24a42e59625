"""Treatments that failed: "courses", "treatments" and "tablets" are trials of a treatment where none of them helped."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.completion import with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.late import late
from ketclaims.quantities import Mention

_TRIED = ("{course}", "{attempt}", "{tablet}", "{pill}", "{therapy}", "{product}", "{option}", "{agent}", "{regimen}")
_REACH = 80
# "nonresponse to between | 2 and 6 consecutive treatments"
_FAILED_BEFORE = late(
    r"\b(?:non-?respon(?:se|ders?|sive)\s+to|(?:not|never|n['’]t|no)\s+(?:respon(?:d|ded|ding|se)|improved?)\s+(?:to|on|with|after)"
    r"|fail(?:ed|ure|ing|s)?(?:\s+(?:of|on|with|by|to\s+respond\s+to))?|inadequate\s+(?:response|relief|benefit)\s+(?:to|from|with)"
    r"|let\s+down\s+by|resist(?:ed|ant\s+to|s)|refractory\s+to|not\s+helped\s+by|intoleran\w+\s+(?:to|of)|outlasted|outlived|survived|withstood|trial\s+of)"
    r"\s+(?:(?:at|least|no|fewer|less|between|from|more|than|over|the|any|one|or|two|previous|up|to|a|minimum|of)\s+)*\Z",
    re.IGNORECASE,
)
# "| two tablets | have failed", "| 3 courses | of talking therapy behind her"
_FAILED_BEHIND = late(
    r"(?:\s+or\s+(?:more|fewer)\s+(?:[\w-]+\s+){0,2}?[\w-]+)?(?:\s+of\s+[^\s.;,][^.;,]{0,39}?)?(?:\s+(?:that|which))?\s+(?:(?:had|have|has)\s+(?:all\s+|each\s+|both\s+)?)?"
    r"(?:failed|not\s+(?:helped|worked|been\s+enough)|done\s+(?:nothing|little)|behind\s+(?:them|her|him|you|me)"
    r"|(?:did|do|have|had)(?:\s+not|n['’]t)\s+(?:help|work)\w*|without\s+(?:success|benefit|relief|response|effect|improvement|result))\b",
    re.IGNORECASE,
)


def failed_treatments(reading: Reading) -> Mention | None:
    """ "nonresponse to three treatments", "two tablets have failed": trials of a treatment, not doses of one."""
    scene, _, _, mention, _ = reading
    treatments = mention.dimension == "{dose}" and mention.noun.startswith("treatment")
    if not treatments and mention.unit not in _TRIED:
        return None
    failed = _FAILED_BEFORE.search(scene.before(mention.span, _REACH))
    failed = failed or _FAILED_BEHIND.match(scene.text, mention.span.end, scene.span.end)
    return with_unit(mention, "{trial}", "{trial}") if failed else None
