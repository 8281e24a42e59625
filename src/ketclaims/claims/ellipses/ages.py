"""Ages behind another age: its mean in brackets, or the limit of another group."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.ellipses.completion import stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Relation
from ketclaims.quantities import Mention
from ketclaims.quantities.points import under

_OLDEST = 110
_OR_OLDER = r"(?:\s+(?:of\s+age|old))?(?:\s+(?:and|or)\s+(?:older|over|above|up))?"
# "aged 20–45 (median | 33 | )", "has turned 18 (spray: | 65 | )", "12 years of age (iron sucrose: | 18 years | )"
_IN_BRACKETS = late(
    rf"{_OR_OLDER}\s*\((?:(?:mean|median|average|oldest|youngest|typically|usually|mostly)(?:\s+age)?[:,]?\s+(?:of\s+|about\s+|was\s+)?"
    r"|[^().;,:\d]{1,32}:\s+)",
    re.IGNORECASE,
)
# "from 18 | (16 | in Scotland)": a spread stands alone in its brackets
_LABEL = late(r":\s+\Z")
_OTHER_LIMIT = late(rf"{_OR_OLDER}\s*\((?:or\s+|but\s+|from\s+)?", re.IGNORECASE)
_FOR_WHOM = late(r"\s+(?:in|for|with|on|if|at|under)\s+[a-z]", re.IGNORECASE)
# "nobody under 16, and above | 75 | only with a letter"
_OTHER_BOUND = late(
    r"[,;]\s+(?:(?:and|but|or|while)\s+)?(?:(?:those|people|anyone|anybody|patients)\s+)?"
    r"(?P<side>above|over|past|beyond|under|below)\s+(?:the\s+age\s+of\s+)?\Z",
    re.IGNORECASE,
)
_BOUND_ENDS = late(
    r"\s*(?:[.,;:)]|\Z)"
    r"|\s+(?:only|with(?:out)?|you|we|they|it|if|unless"
    r"|is|are|must|should|needs?|requires?|on|by|the|a)\b",
    re.IGNORECASE,
)
# "a mean age of 51 in the ketamine group and | 49 | in the placebo group"
_IN_A_GROUP = r"\s+(?:in|for|on|among|with)\s+(?:the\s+)?"
_AND_IN = late(
    rf"(?:\s+years)?{_IN_A_GROUP}[^\s.;,:()\d][^.;,:()\d]{{2,39}}?,?\s+(?:and|versus|vs\.?|against|compared\s+(?:with|to))\s+",
    re.IGNORECASE,
)
_TOO = late(rf"{_IN_A_GROUP}[a-z]", re.IGNORECASE)
# "the youngest was 24, the oldest | 61", "mean age 41.2 vs | 43.5"
_EXTREME = late(
    r"(?:\s+years)?\s+(?:vs?\.?|versus|against|compared\s+(?:with|to))\s+|[,;]?\s+(?:and\s+|but\s+)?(?:the\s+|his\s+|her\s+|our\s+)?(?:oldest|eldest|youngest|other|mean|median|average)\s+(?:was\s+|is\s+|of\s+)?",
    re.IGNORECASE,
)


# "Ages eligible for study: | 18 Years", "an age range of | 19 to 72", "Age at first episode: | 19.5 years"
_LABELLED = late(
    r"\bages?\b(?:\s+[a-z-]+){0,4}\s*(?:[(\[][^()\[\]\d]*[)\]]\s*)?:\s*\Z|\bage\s+range\s*(?:(?:was|is|of|from|between)\s+)?\Z"
    r"|\bage\s+(?:at|of)\s+(?:[a-z-]+\s+){0,4}?(?:[a-z-]+,|was|is|of)\s+\Z|\bage\s*[(\[][^()\[\]\d]*[)\]],?\s+\Z",
    re.IGNORECASE,
)


def labelled_age(reading: Reading) -> Mention | None:
    """ "Ages eligible for study: 18 Years to 65 Years", "with an age range of 19 to 72": what a label calls an age."""
    scene, _, _, mention, _ = reading
    value = stated(mention).low
    if value is None or not 0 < value <= _OLDEST or (mention.dimension == "time" and mention.unit != "a"):
        return None
    head = scene.before(mention.span, 60)
    return with_unit(mention, "a", "age") if "age" in head.lower() and _LABELLED.search(head) else None


def another_age(reading: Reading) -> Mention | None:
    """ "aged 20–45 (median 33)", "over 18 (16 in Scotland)", "under 16, and above 75": ages behind an age."""
    scene, _, before, mention, _ = reading
    last = before[-1] if before else None
    value = stated(mention).low or stated(mention).high
    if last is None or last.dimension != "age" or value is None or not 0 < value <= _OLDEST:
        return None
    if mention.dimension == "time" and mention.unit != "a":
        return None
    between = scene.text[last.span.end : mention.span.start]
    age = with_unit(mention, "a", "age")
    if relation := _other_bound(scene, mention, between):
        return replace(age, quantity=under(stated(age), relation))
    told = _IN_BRACKETS.fullmatch(between) or _EXTREME.fullmatch(between)
    other = _OTHER_LIMIT.fullmatch(between) and _FOR_WHOM.match(scene.text, mention.span.end, scene.span.end)
    grouped = _AND_IN.fullmatch(between) and _TOO.match(scene.text, mention.span.end, scene.span.end)
    if not told and not other and not grouped:
        return None
    return replace(age, quantity=under(stated(age), stated(last).relation)) if _LABEL.search(between) else age


def _other_bound(scene: Scene, mention: Mention, between: str) -> Relation | None:
    """The bound that a second limit of age has before it: "nobody under 16, and above 75 only with a letter"."""
    bound = _OTHER_BOUND.search(between)
    if bound is None or not _BOUND_ENDS.match(scene.text, mention.span.end, scene.span.end):
        return None
    return "<" if bound["side"].lower() in ("under", "below") else ">"
