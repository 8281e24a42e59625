"""Scores: numbers that are points of a rating scale, though nobody says "points"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scales import SCALES
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_REACH = 240
_NEAR = 300
# "on the MADRS (mean difference, −7.9)", "MADRS change was −18.3"
_CHANGE = late(
    rf"\b(?:{SCALES}|scores?|scale)\b(?:[^.;]|\.(?=\d)){{0,90}}?\b(?:diff(?:erence)?s?\b\.?|(?:change|reduction|improvement|decrease|fall|drop)s?\b)"
    r"(?:\s(?:in|of|from|at|between|versus|vs\.?|was|were|baseline|week|day|total|score|scores|groups?|mean|the|\w+)){0,6}?[\s,:=(]+\Z"
    r"|\b(?:[Cc]hange|[Dd]ifference|[Rr]eduction|[Ii]mprovement|[Dd]ecrease|[Ff]all|[Dd]rop)s?\s(?:in|of|from|on)\s(?:the\s|mean\s|total\s)*"
    rf"(?:{SCALES}|scores?|baseline)\b[^.;]{{0,60}}?[\s,:=(]+\Z"
)
# "fell by 2.9 points on it and 1.4 on the other (difference | 1.5"
_DIFFERENCE = late(
    r"\b(?:difference|diff\.?)(?:\s(?:in\smeans|between\s(?:the\s)?(?:groups|arms)))?(?:\s(?:of|was|is))?[\s,:=(]+\Z",
    re.IGNORECASE,
)
# "the gap was 2.1 points; after 12 weeks it had shrunk to no more than | 0.4 | (p = 0.3)"
_APART = late(
    r"\b(?:gap|margin|difference|advantage|edge)\b(?:[^.;]|\.(?=\d)|;){0,60}?\b(?:shrunk|narrowed|widened|fallen|grown|down|dwindled|shrank|fell|dropped|grew)\s+to\s+"
    r"(?:(?:just|only|about|no\s+more\s+than|less\s+than)\s+)?\Z",
    re.IGNORECASE,
)
# "A against C: a gap of | 9.5 | (95% CI", in a text of points
_GAP = late(r"\b(?:gap|difference|advantage|margin)(?:\s+of)?[,:]?\s+(?:\S+\s+)?\Z", re.IGNORECASE)
# "Mean change at week 4: | −15.9 | (spray)"
_NAMED_CHANGE = late(
    r"\b(?:mean|median|average|least-squares)?\s*change\b[^.;\d]{0,24}(?:\d+\b[^.;\d]{0,12})?[:,=(]?\s*\Z",
    re.IGNORECASE,
)
_UNIT_LESS = late(r"\s*(?:[(),;.]|\Z|vs\b|versus\b|points\b|with\b|in\b|for\b|on\b|and\b)", re.IGNORECASE)
_CLAUSE = 60
_INTERVAL = late(r"\s*[(\[,;]\s?(?:9\d\s?(?:%|per\s?cent)|CI\b|SE\b)")
_OF_POINTS = late(rf"\bpoints\b|\bscores?\b|\b{SCALES}\b", re.IGNORECASE)
# "Least-squares mean difference | −4.0 | (SE 1.7) on the MADRS"
_SCALE_BEHIND = late(
    rf"(?:\s*\([^()]{{1,40}}\))?\s+(?:points\s+)?(?:on|in)\s+(?:the\s+)?(?:{SCALES}|[\w-]+\s+(?:scale|score|inventory))\b"
)
_BY_WHICH = late(
    r"\b(?:change|difference|reduction|improvement|decrease|fall|drop|gap)(?:\s+(?:of|was|is))?[,:]?\s+\Z",
    re.IGNORECASE,
)
# "on the MADRS it dropped by", "HAM-D scores fell a mean"
_FELL = late(
    rf"\b(?:{SCALES}|scores?|scale)\b(?:[^.;%]|\.(?=\d)){{0,70}}?"
    r"\b(?:fell|fall|dropped|decreased|declined|improved|rose|tumbled|went\s+down|came\s+down|eased|shrank|lower|down)\s+"
    rf"(?:further\s+)?(?:by\s+)?(?:(?:a|an)\s+)?(?:(?:mean|average|median|further)\s+(?:of\s+)?)?{HEDGED}\Z",
    re.IGNORECASE,
)
# "lowered the MADRS score by", "cut his pain rating by a mean of"
_LOWERED = late(
    rf"\b(?:lower|cut|reduc|rais|improv|increas|decreas|drop|eas|bring|brought|push|pull|shift)(?:e?[sd]|t?ing)?\s[^.;%\d]{{0,50}}?"
    rf"\b(?:{SCALES}|scores?|ratings?)\b[^.;%\d]{{0,20}}?\sby\s(?:(?:a|an)\s(?:mean|average|median)\sof\s)?{HEDGED}\Z",
    re.IGNORECASE,
)
# "your Y-BOCS should come down by | ten"
_FELL_BY = late(
    rf"\b(?:{SCALES}|scores?|ratings?|craving|severity)\b[^.;%]{{0,60}}?\b(?:fall|fell|fallen|drop|dropped|down|improved?|rise|rose|up|sagged|eased|sank|slid|shrank|decreased|declined)"
    r"\s+by\s+(?:about\s+|around\s+|some\s+|at\s+least\s+|(?:a\s+)?(?:mean|median|average)\s+(?:of\s+)?)?\Z"
    rf"|\b{SCALES}\b[^.;%]{{0,60}}?\bdown\s+\Z",
    re.IGNORECASE,
)
_TO_A_LEVEL = late(r"\s+(?:down\s+)?to\s+(?:an?\s+)?\d", re.IGNORECASE)
_NO_NOUN = late(
    r"\s*(?:[.,;()]|$|with(?:out)?\b|off\b|under\b|among\b|for\b|versus\b|vs\b|in\b|at\b|by\b|on\b|and\b|after\b|or\s+so\b)"
)


def change_of_score(reading: Reading) -> Mention | None:
    """ "on the MADRS (mean difference, −7.9)": a change of a score, which is in points."""
    scene, _, before, mention, _ = reading
    decimal = "." in mention.span.of(scene.text)
    if _TO_A_LEVEL.match(scene.text, mention.span.end):
        return None
    head = scene.before(mention.span, _REACH)
    lowered = _FELL_BY.search(head) or _LOWERED.search(head)
    if not decimal and not (lowered and without_noun(scene, mention)):
        return None
    named = _CHANGE.search(head) or _FELL.search(head) or lowered or _is_apart(scene, before, mention, head)
    return with_unit(mention, "{point}", "points") if named else None


def _is_apart(scene: Scene, before: Sequence[Mention], mention: Mention, head: str) -> bool:
    """Whether a number says how far apart two groups are, in points of a scale that is named near it."""
    if any(m.dimension == "points" for m in before) and (_DIFFERENCE.search(head) or _APART.search(head)):
        return True
    if not scene.text[mention.span.start].isdigit() and _is_signed_change(scene, before, mention, head):
        return True
    if _BY_WHICH.search(head) and _SCALE_BEHIND.match(scene.text, mention.span.end, scene.span.end):
        return True
    gap = _GAP.search(head) and _INTERVAL.match(scene.text, mention.span.end, scene.span.end)
    begin = max(0, mention.span.start - _NEAR)
    return bool(gap) and _OF_POINTS.search(scene.text, begin, mention.span.start) is not None


def _is_signed_change(scene: Scene, before: Sequence[Mention], mention: Mention, head: str) -> bool:
    """Whether a number with a sign is a change, or goes on from one: "mean change −17.7 (SD 7.3); placebo, −3.1"."""
    if _DIFFERENCE.search(head) and _INTERVAL.match(scene.text, mention.span.end, scene.span.end):
        return True
    if _NAMED_CHANGE.search(head) and _UNIT_LESS.match(scene.text, mention.span.end, scene.span.end):
        return True
    last = before[-1] if before else None
    signed = last is not None and last.dimension == "points" and not scene.text[last.span.start].isdigit()
    return signed and len(scene.between(before[-1].span, mention.span)) < _CLAUSE


def without_noun(scene: Scene, mention: Mention) -> bool:
    """Whether no noun stands behind a number that could be what it counts."""
    return _NO_NOUN.match(scene.text[mention.span.end : min(mention.span.end + 12, scene.span.end)]) is not None
