"""Statistics: ratios, p values, standardised effects and rates of person-years, whose name says what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import last_figure, stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_REACH = 240
# "a standardised mean difference in symptoms was | −0.4", "... and | −0.3": digits may stand between, other figures not
_STATISTIC = late(
    r"\b(?:standardi[sz]ed (?:mean )?(?:difference|effect|reduction)|effect[- ]size(?:\s+terms)?"
    r"|(?:odds|hazard|risk|rate|response) ratio|relative risk|odds\s+of\s+[a-z]+|Cohen['’]s d|Hedges['’]? g"
    r"|(?-i:\b(?:RR|OR|HR|SMD|IRR)\b))s?\b(?:\s*\([^()]{1,24}\))?"
    r"(?:(?:[^;.()%]|\.(?=\d)){0,160}\b(?:was|were|is|are|of|at|and|to|from|between|around|versus|vs\.?)"
    rf"|(?:\s+(?:for|with|in|on)(?:\s+[\w-]+){{1,4}})?(?:[:,=]|:\s+(?:[\w-]+\s+){{0,2}}[\w-]+)?)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "odds ratio for the spray | 1.74 | (95% CI", "moved the RR to | 1.51 | (1.04–2.19)": what an interval stands behind
_INTERVAL = late(r"\s*[(\[,;]\s?(?:9\d\s?(?:%|per\s?cent)|CI\b|\d\.\d+\s?(?:[-–—,]|to\b))")
_RATIO_NAMED = late(
    r"\b(?:(?:odds|hazard|risk|rate|relative)\s+(?:ratio|risk)|[aR]?RR|[a]?OR|[a]?HR)s?\b[^.;()\d]{0,60}\Z",
    re.IGNORECASE,
)
_D_NAMED = late(r"(?:\bCohen['’]s\s+d|\bHedges['’]?\s+g|\bSMD)\)?[,:]?\s+(?:of\s+|was\s+|=\s*)?\Z", re.IGNORECASE)
# "(95% CI 1.2–3.4) for one, and | 2.2 | for the other", "; for remission it was | 2.2", "; at 7 days it was | 2.6 |"
_AND_THAT = late(
    r"(?:\s*[(\[][^()\[\]]*[)\]])?(?:\s+(?:for|with|in|at|on|after|among|against|across)\s[^.;,()]{1,48})?"
    r"(?:[,;]\s*(?:(?:and|but|while|then)\s+)?|\s+(?:and|but|versus|vs\.?|while|then)\s+|,?\s+(?:as\s+)?(?:against|compared\s+(?:with|to))\s+)"
    r"(?:(?:for|at|after|by|in|with|against)\s+[^\s.;,()][^.;,()]{0,39}?,?\s+(?:(?:it|this|that|the\s+figure)\s+)?"
    r"(?:(?:was|is|were|fell\s+to|dropped\s+to|rose\s+to|stood\s+at)\s+)?"
    r"|(?:[\w-]+['’]s|that\s+(?:of|for)\s+[\w-]+(?:\s[\w-]+)?)\s+(?:was|is)\s+)?"
    rf"(?:(?:closer|nearer)\s+to\s+)?{HEDGED}\Z",
    re.IGNORECASE,
)
# "0.8, and ECT about | 0.9"
_AND_ITS = late(rf"(?:[,;\s]|\band\b|\bwhile\b)+\s(?:[\w-]+\s+){{1,3}}{HEDGED}\Z", re.IGNORECASE)
_ENDS = late(r"\s*(?:[.,;)(]|\Z)|\s+(?:for|in|with|and|against|on|at|among|after|by)\b", re.IGNORECASE)
_LARGEST_RATIO = 50
# "a P value of less than | 0.001", "the p-value came to | 0.03"
_P_NAMED = late(
    r"\bp[ -]values?(?:,\s+|\s+\(|\s+(?:(?:for|in)\s+(?:[\w-]+\s+){1,4})?"
    r"(?:of|was|were|is|came\s+(?:out\s+)?(?:to|at)|stood\s+at)\s+)"
    r"(?:(?:less|lower|smaller)\s+than\s+|(?:below|under|only|about|just|around)\s+)*\Z",
    re.IGNORECASE,
)


def statistic(reading: Reading) -> Mention | None:
    """ "The effect size at day 7 was −0.61 ... and −0.33": a decimal number is the statistic that is named."""
    scene, _, before, mention, _ = reading
    if "." not in mention.span.of(scene.text):
        return None
    begin = max(scene.span.start, mention.span.start - _REACH)
    named = _STATISTIC.search(scene.text, begin, mention.span.start)
    if not named and _INTERVAL.match(scene.text, mention.span.end, scene.span.end):
        named = _RATIO_NAMED.search(scene.text, begin, mention.span.start)
    named = named or _D_NAMED.search(scene.text, begin, mention.span.start)
    if not named and _P_NAMED.search(scene.text, begin, mention.span.start):
        return with_unit(mention, "1", "{p}")
    return with_unit(mention, "1", "{ratio}") if named or _is_another_ratio(scene, before, mention) else None


def next_statistic(reading: Reading) -> Mention | None:
    """ "0.8 for one and | 0.3 | for the other", "7 for nausea, | 11 | for vertigo": of the statistic before it."""
    scene, _, before, mention, _ = reading
    last = last_figure([m for m in before if m.dimension not in ("{p}", "{study}", "time")])
    one = stated(mention).low == stated(mention).high
    if last is None or last.dimension != "{ratio}" or last.noun.startswith("time") or not one:
        return None
    whole = "." not in last.span.of(scene.text)
    if whole == ("." in mention.span.of(scene.text)) or not _ENDS.match(scene.text, mention.span.end, scene.span.end):
        return None
    joined = _AND_THAT.fullmatch(scene.text, last.span.end, mention.span.start)
    joined = joined or (None if whole else _AND_ITS.fullmatch(scene.text, last.span.end, mention.span.start))
    return with_unit(mention, "1", "{ratio}") if joined else None


def _is_another_ratio(scene: Scene, before: Sequence[Mention], mention: Mention) -> bool:
    """Whether a number with an interval of its own is the next ratio: "1.7 (1.0–2.9), then 1.07 (0.7–1.7)"."""
    value = stated(mention).low
    last = last_figure([m for m in before if m.dimension != "{p}"])
    near = last is not None and last.dimension == "{ratio}" and not last.noun.startswith("time")
    own = _INTERVAL.match(scene.text, mention.span.end, scene.span.end)
    return near and own is not None and value is not None and 0 < value < _LARGEST_RATIO
