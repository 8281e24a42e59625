"""Others: what a text says of a second group, or of a later time, with the number alone: "placebo got 40"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import CONTINUING, LEVELS, fits, stated, with_unit_of
from ketclaims.claims.ellipses.scores import without_noun
from ketclaims.claims.ellipses.vitals import BODY_WEIGHTS
from ketclaims.claims.scenes.scales import SCALES
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

_OUTCOMES = ("share", "points", "pressure", *LEVELS)
_GOING_ON = (*CONTINUING, "pressure", "rate", "event_frequency", *LEVELS)

_FAR_OFF = 25
_REACH = 48
# Behind these words no figure stands alone: "the last | six", "a scale of | 10", "under | 25", "a BMI of | 30"
_NO_FIGURE = late(
    r"\b(?:the|these|those|our|his|her|their|its|my|your|all(?:\s+but)?|last|first|other|both|no|option|text|call|dial|ring|press|page|part|step|stage|phase|grade|type"
    r"|level|version|room|ward|study|table|figure|group|arm|scale\s+of|turn(?:s|ed)?|aged?|over|under|past|above|below|between|from|there\s+(?:was|were|are|is)"
    rf"|(?:he|she|who|i)(?:\s+(?:was|is)|['’]s))\s+(?:about\s+|around\s+)?\Z"
    r"|(?:days?|mornings?|afternoons?|evenings?|nights?|noon|tonight|tomorrow)\s+at\s+\Z|\b(?:wakes?|woke|opens?|closes?|arrives?|bed|up|here|home)\s+at\s+\Z"
    rf"|\b(?:{SCALES}|BMI|INR|scores?|scored|rat(?:ed|es|ings?)|index|scale|age)\b[^.;,]{{0,24}}\Z",
    re.IGNORECASE,
)
_FROM = late(r"\bfrom\s+[^\s%]+\s+(?:down\s+|up\s+)?to\s+\Z", re.IGNORECASE)
_IN_SO_MANY = late(
    r"\s+(?:in|of|out\s+of)\s+(?:every\s+)?(?:\d|one\b|two|three|four|five|six|seven|eight|nine|ten\b|a\s+hundred)",
    re.IGNORECASE,
)
_MARKED = late(r"[(\[/=≥≤<>~+±#.:\-–—]\s?\Z")
_PRONOUN = late(r"one", re.IGNORECASE)
# what tells how long, or how much, behind which a number of the same may stand
_LASTING = late(
    r"\b(?:after|for|to|than|takes?|took|taken|needs?|needed|waits?|waited|lasts?|lasted|remember|or|by|is|was|and|against|versus)\s+"
    rf"(?:(?:a|the)\s+(?:median|mean)\s+of\s+)?{HEDGED}\Z|[a-z],\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_DOSED = late(
    rf"\b(?:above|beyond|than|to|then|at|or|by|it['’]s|is|was|be|another|ceiling|maximum|top|cap|limit|dose)\s+(?:of\s+)?{HEDGED}\Z",
    re.IGNORECASE,
)
_DATING = late(
    rf"\b(?:over|within|in|at|after|by|during|until|through(?:out)?)\s+(?:(?:{HEDGE}|the|a|first|next|last|following|median|of|mean)\s+)*\Z",
    re.IGNORECASE,
)
_LATER = late(r"\s+(?:after|later|following|on|into|out)\b", re.IGNORECASE)
# with what a passage goes on from the one before: "By day 7 it was down to", "On the others it was", "Those needed"
_FURTHER = (
    r"(?:was|were|is|are|had|has|have|managed?s?|manages|got|gets?|reached|reach(?:es)?|saw|sees?|shows?|showed|came\s+(?:out\s+|in\s+)?(?:at|to)"
    r"|(?:stood|stands?|settled)\s+at|(?:down|up|back|fell|falls?|rose|rises?|dropped|drops?|climbed|climbs?|shrank|shrunk|risen|fallen)\s+(?:to|by)"
    r"|buys?|bought|takes?\s+off|took\s+off|added|adds?|brings?|brought|loses?|lost|by)"
)
_GOES_ON = late(rf"\b{_FURTHER}\s+(?:by\s+)?{HEDGED}\Z|(?:it|that)['’]s\s+{HEDGED}\Z", re.IGNORECASE)
_WITH_OTHERS = late(
    rf"\W*(?:and\s+|but\s+)?(?:on|with|for|in|among|of|without|after|under)\s[^.;:\d]{{2,50}},\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_OTHERS = late(
    r"\b(?:others?|controls?|comparators?|those|the\s+(?:rest|remainder|former|latter|dummy|second|drug)|groups?|arms?|it|that|we|you|everyone|something\s+else)\b",
    re.IGNORECASE,
)
_HAD = late(r"\s+(?:had|have|did|do|were|was|are)\s*[.;,)]", re.IGNORECASE)
_ROW = late(r",?\s+(?:and|or|then|but)\s+(?:then\s+)?|,\s+(?:then\s+)?", re.IGNORECASE)


def of_another(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "54% on esketamine, where placebo got | 40", "after 15 days, the others after | 27": what the first was of."""
    if not _stands_alone(scene, mention):
        return None
    model = model_of(scene, before)
    if model is None or not _could_be(model, mention):
        return None
    head = scene.before(mention.span, _REACH)
    if model.dimension == "time" and not _LASTING.search(head):
        return None
    if model.dimension in ("mass", "dose_by_weight") and not _DOSED.search(head):
        return None
    return with_unit_of(model, mention)


def of_another_before(
    scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention
) -> Mention | None:
    """ "... in 15 days. Those on the other needed | 38", "By day 7 it was down to | 41": as a passage before."""
    if not _stands_alone(scene, mention) or any(m.dimension in _OUTCOMES for m in before):
        return None
    model = model_of(scene, said)
    if model is None or not _could_be(model, mention) or not _resumes(scene, model, mention):
        return None
    return with_unit_of(model, mention)


def _stands_alone(scene: Scene, mention: Mention) -> bool:
    """Whether nothing around a number says what it is: no noun, no bracket, no word that gives it another meaning."""
    if mention.kind != "bare" or _PRONOUN.fullmatch(scene.text, *mention.span) or scene.inside_brackets(mention.span):
        return False
    behind = without_noun(scene, mention) or _HAD.match(scene.text, mention.span.end, scene.span.end)
    if not behind or _IN_SO_MANY.match(scene.text, mention.span.end, scene.span.end):
        return False
    head = scene.before(mention.span, _REACH)
    return not (_MARKED.search(head) or _NO_FIGURE.search(head) or _FROM.search(head))


def model_of(scene: Scene, before: Sequence[Mention]) -> Mention | None:
    """The figure that a number goes on from: the last outcome, unless a length that dates nothing stands nearer."""
    figures = [
        m for m in before if m.kind == "figure" and m.dimension in _GOING_ON and m.noun != "every" and m.quantity
    ]
    outcome = next((m for m in reversed(figures) if m.dimension in _OUTCOMES), None)
    last = figures[-1] if figures else None
    if last is None or outcome is None or last.unit in BODY_WEIGHTS:
        return last
    if last.dimension != "time":
        return outcome
    dated = _DATING.search(scene.text, max(0, last.span.start - _REACH), last.span.start)
    return outcome if dated or _LATER.match(scene.text, last.span.end) else last


def _could_be(model: Mention, mention: Mention) -> bool:
    """Whether the number is of the size of the figure that it is to go on from."""
    value, other = (stated(m).high or stated(m).low for m in (mention, model))
    if value is None or not other or not value:
        return False
    return fits(model, mention) and abs(other) / _FAR_OFF <= abs(value) <= abs(other) * _FAR_OFF


def _resumes(scene: Scene, model: Mention, mention: Mention) -> bool:
    """Whether the words before a number go on from the passage before."""
    head = scene.before(mention.span)
    if model.dimension in ("mass", "dose_by_weight"):
        return _DOSED.search(head) is not None
    if model.dimension == "time":
        return names_others(scene, scene.span.start, mention.span.start) and _LASTING.search(head) is not None
    if _WITH_OTHERS.match(head):
        return True
    told = _GOES_ON.search(head) or _HAD.match(scene.text, mention.span.end, scene.span.end)
    return told is not None and names_others(scene, scene.span.start, mention.span.start)


def names_others(scene: Scene, start: int, end: int) -> bool:
    """Whether a treatment or a group is named between two places."""
    named = any(start <= hit.span.start and hit.span.end <= end for hit in scene.hits_of("interventions"))
    return named or _OTHERS.search(scene.text, start, end) is not None


def next_of_row(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "It was down to 41 and | 22": the number after one that has just been completed."""
    last = before[-1] if before else None
    if last is None or last.quantity is None or last.kind != "figure" or last.noun or last.dimension not in _GOING_ON:
        return None
    raw = next((m for m in scene.mentions if m.span == last.span), None)
    row = raw is not None and raw.kind == "bare" and _ROW.fullmatch(scene.between(last.span, mention.span))
    alone = row and without_noun(scene, mention) and not scene.inside_brackets(mention.span)
    return with_unit_of(last, mention) if alone and _could_be(last, mention) else None
