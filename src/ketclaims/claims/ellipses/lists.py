"""Lists and parallels: the next number of a list, or of the same preposition, is of the unit of the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import (
    COUNTED,
    ENDS,
    can_go_on,
    fits,
    last_figure,
    stated,
    with_unit_of,
)
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_FIRST_OF_TWO = late(
    rf"(?:\s+(?!(?:and|but|or|while|whereas|versus|vs)\b)[a-z][\w’'-]*){{0,3}}?\s+(?P<word>for|in|with|on|by|after|among|at|to|of|under|from)\s(?:[^.;,\d]|(?<=[a-z]\s)\d{{1,3}}(?=,|;|\s(?:and|but)\b)){{1,40}}?"
    rf"(?:,|;|,?\s+and|,?\s+but)\s+(?:and\s+|but\s+)?{HEDGED}",
    re.IGNORECASE,
)
# "70 percent at 24 hours, | fifty | by day three"
_NEXT_IN_TIME = late(
    rf"\s[^.;%]{{0,60}}?(?:,\s+(?:and\s+|then\s+|but\s+)?|\s++(?:and|then|but)\s+)(?:then\s+|was\s+|it\s+was\s+)?{HEDGED}",
    re.IGNORECASE,
)
_AT_A_TIME = late(r"\s+(?:by|at|after|in|on|within)\s+(?:(?:the|about|around)\s+)*", re.IGNORECASE)
_LISTED_DOSE = late(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+", re.IGNORECASE)
_DOSE_ENDS = late(r"\s*(?:[.;)]|\Z|,\s+(?:and\s+|or\s+)?\d|(?:and|or)\s+\d)")
# "9% on the drug, on placebo | 4", "twenty for depression, for schizophrenia | forty"
_CROSSED = late(
    rf"(?:\s+(?!(?:and|but|or|while|whereas|versus|vs)\b)[a-z][\w’'-]*){{0,3}}?\s+(?P<word>for|in|with|on|by|after|among|at|to|from)\s[^.;,\d]{{1,40}}?"
    rf"(?:,|;|,?\s+and|,?\s+but)\s+(?:and\s+|but\s+)?(?P=word)\s[^.;,\d]{{1,40}}?\s+{HEDGED}",
    re.IGNORECASE,
)
_GAP = late(
    r"[^.;,\d]{0,40}[,;]\s+(?:and\s+|but\s+)?(?:(?:the\s+)?others?|the\s+(?:rest|second|third|next|last)(?:\s+(?:group|one))?|women|men|children|older\s+people)"
    rf"\s+{HEDGED}",
    re.IGNORECASE,
)

# "Start at | 28, then go to 56 mg"
_STARTING = late(
    r"\b(?:starts?|started|starting|begins?|began)\s+(?:[a-z]+\s+){0,2}?(?:at|with|on|from)\s+(?:(?:just|only|about)\s+)*\Z",
    re.IGNORECASE,
)
_STARTING_REACH = 40
_UP_FROM_THERE = late(r",?\s+(?:then|and)\b[^.;:]{0,48}\s", re.IGNORECASE)


def parallel(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "NNT 5 for response, 7 for remission", "40 mg on the first day and 20 on the next": the same of the next."""
    last = last_figure(before)
    if last is None or last.quantity is None or last.dimension in ("{year}", "age"):
        return None
    if last.dimension == "{p}" and not 0 < (stated(mention).low or 0) < 1:
        return None
    found = _FIRST_OF_TWO.fullmatch(scene.between(last.span, mention.span))
    behind = scene.text[mention.span.end : mention.span.end + 9]
    if found is None or not re.match(rf"\s+{found['word']}(?:out)?\b", behind, re.IGNORECASE):
        return None
    return with_unit_of(last, mention)


def crossed(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "9% on the drug, on placebo 4": the same of the next, which is named before its number."""
    last = last_figure(before)
    if last is None or not (can_go_on(last) or last.dimension in COUNTED) or not fits(last, mention):
        return None
    if not ENDS.match(scene.text, mention.span.end) or not _CROSSED.fullmatch(scene.between(last.span, mention.span)):
        return None
    return with_unit_of(last, mention)


def dated_on(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Seventy percent at 24 hours, fifty by day three and maybe thirty-five at a week": the next at its time."""
    last = last_figure(before, "share", "points")
    if last is None or not fits(last, mention) or not _NEXT_IN_TIME.fullmatch(scene.between(last.span, mention.span)):
        return None
    dated = _AT_A_TIME.match(scene.text, mention.span.end, scene.span.end)
    timed = dated and any(m.span.start == dated.end() and m.dimension == "time" for m in scene.mentions)
    return with_unit_of(last, mention) if timed else None


def next_dose(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Dose (mg): 5, 10, 20": the doses of a list whose first has the unit."""
    last = before[-1] if before else None
    if last is None or last.quantity is None or last.dimension not in ("mass", "dose_by_weight"):
        return None
    listed = _LISTED_DOSE.fullmatch(scene.between(last.span, mention.span))
    ends = _DOSE_ENDS.match(scene.text, mention.span.end)
    return with_unit_of(last, mention) if listed and ends else None


def gapped(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Some need four sessions, others ten", "the first had six, the second three": what the others have."""
    last = last_figure(before)
    if last is None or not (can_go_on(last) or last.dimension in COUNTED):
        return None
    gap = _GAP.fullmatch(scene.between(last.span, mention.span))
    ends = ENDS.match(scene.text, mention.span.end)
    return with_unit_of(last, mention) if gap and ends and fits(last, mention) else None


def starting_dose(scene: Scene, _before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Start at 28, then go to 56 mg": the unit of the dose that follows."""
    if not _STARTING.search(scene.before(mention.span, _STARTING_REACH)):
        return None
    behind = (m for m in scene.mentions if m.span.start >= mention.span.end and m.kind == "figure")
    later = next((m for m in behind if m.dimension in ("mass", "dose_by_weight")), None)
    if later is None or not _UP_FROM_THERE.fullmatch(scene.between(mention.span, later.span)):
        return None
    low, high = stated(mention).low, stated(later).high or stated(later).low
    if not low or not high or low >= high:
        return None
    return with_unit_of(later, replace(mention, quantity=replace(stated(mention), high=low, relation="=")))
