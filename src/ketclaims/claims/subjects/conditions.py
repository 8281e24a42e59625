"""The condition of a claim, from its sentence up to its headings and the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.scenes.scene import Frame, Scene
from ketclaims.claims.subjects.terms import Named, is_broader, named
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# "adults with obesity", "the label for epilepsy": a condition that somebody has or that is treated
_HELD = late(
    r"(?:\b(?:with|for|in|of|on|from|after(?=\s+(?:an?|the|their|your)\s)|against|to|treat\w*|have|has|had|having|develop\w*|diagnosed|prevent\w*)\s+"
    r"(?:[\w-]+\s+){0,2}|\A\W*(?:[\w-]+\s+){0,2})\Z",
    re.IGNORECASE,
)
# "because of high blood pressure", "without diabetes"
_NOT_HELD = late(r"\b(?:because of|due to|without|no|known as|such as|causes?|including)\s+(?:[\w-]+\s+){0,2}\Z", re.I)
# "12 trials found that it lowers the risk of a heart attack": what may happen to people, not what they have
_RISK = late(r"\b(?:risk|rate|odds|chance|likelihood)s?\s+of\s+(?=(?:[\w-]+\s+){0,2}\Z)", re.IGNORECASE)
_PATIENTS = late(
    r"\b(?:people|patients|adults|those|men|women|children|participants|veterans)\s+(?:with|who have)\s+\Z"
)
# "MDD with acute suicidal ideation": what comes besides
_WITH = late(r"\s+(?:(?:that\s+)?comes\s+|together\s+|along\s+)?with(?:\s+[\w-]+){0,2}\s+", re.IGNORECASE)
# "depression scores", "depressive symptoms", "an antidepressant response": what is measured, in whomever
_SCORED = late(r"\s+(?:scores?|scales?|severity|ratings?|inventory|questionnaire|symptoms?)\b", re.IGNORECASE)
_SCALE_OF = late(r"\b(?:Scale|Inventory|Questionnaire|Checklist|Index|Interview) (?:for|of) (?:[A-Z]\w+ )*\Z")
_SCALE_BEHIND = late(r"(?: [A-Z][\w-]+)* (?:Scale|Inventory|Questionnaire|Checklist|Index|Interview)\b")
_FOUND_IN = late(
    r"\s+(?:(?:is|are|was|were)\s+)?(?:present|common|found|seen|reported|diagnosed|observed)\s+(?:in|among)\b"
    r"|\s+(?:affects?|affected|occurs?|occurred|strikes?)\b",
    re.IGNORECASE,
)
_DEVELOPS = late(
    r"\b(?:develop(?:s|ed|ing)?|criteria\s+for|also\s+(?:have|had|has)|go\s+on\s+to\s+have|will\s+have|suffer(?:s|ed)?\s+from"
    r"|comes?\s+down\s+with)\s+(?:an?\s+)?(?:[\w-]+\s+)?\Z",
    re.IGNORECASE,
)
_EFFECT = late(r"symptom|antidepressant|\bdepressed\b", re.IGNORECASE)
_NEAR = 40
_SUCH = late(r"\b(?:such|(?:this|that|the same)\s+(?:kind|form|sort|type)\s+of|the same)\s+\Z", re.IGNORECASE)
_TWO = 2


def condition_of(scene: Scene, mention: Mention, measure: Measure, lexicon: Lexicon) -> Named:
    """The conditions of a claim; one without a name of its own counts only where somebody has it or it is treated.

    Where the sentence speaks of a score or a symptom only, the narrower condition above it is whose score it is.
    """
    scene = _without_companions(scene)
    if "effect" in measure.qualified:
        scene = _without_effects(scene)
    passed_over = [hit for hit in scene.hits_of("conditions") if _aside(scene, hit, mention, measure)]
    passed_over += _named_in_scales(scene, passed_over)
    if measure.treatment == "none":
        passed_over += _whose(scene, passed_over)
    found = named(scene, mention, "conditions", lexicon.conditions, passed_over)
    if found.origin not in ("sentence", "label") or len(found.terms) != 1:
        return found
    label = scene.frames[0].hits if found.origin == "label" else ()
    hits = [hit for hit in (*scene.hits, *label) if hit.kind == "conditions" and hit.term == found.terms[0]]
    if not all(_is_scored(scene, hit) for hit in hits):
        return found
    return _above(scene, found.terms[0], lexicon) or found


def _without_effects(scene: Scene) -> Scene:
    """The scene without the unlisted conditions that label an effect: "Clot in the leg | 1 in 100"."""
    frames = tuple(_harmless(frame) if frame.kind in ("label", "lead") else frame for frame in scene.frames)
    return scene if frames == scene.frames else replace(scene, frames=frames)


def _harmless(frame: Frame) -> Frame:
    conditions = [hit for hit in frame.hits_of("conditions") if hit.term != UNNAMED]
    if len(conditions) == len(frame.hits_of("conditions")):
        return frame
    return replace(frame, kinds={**frame.kinds, "conditions": conditions})


def _whose(scene: Scene, passed_over: Sequence[Hit]) -> Sequence[Hit]:
    """The conditions of those among whom another one is counted: "PTSD is present in 22% of people with depression"."""
    hits = [hit for hit in scene.hits_of("conditions") if hit not in passed_over]
    if len({hit.term for hit in hits}) < _TWO:
        return ()
    counted = {hit.term for hit in hits if _is_counted(scene, hit)}
    return [hit for hit in hits if hit.term not in counted] if len(counted) == 1 else ()


def _is_counted(scene: Scene, hit: Hit) -> bool:
    """Whether a condition is what somebody turns out to have: "develop depression", "depression is seen in"."""
    behind = _FOUND_IN.match(scene.text, hit.span.end, scene.span.end)
    return behind is not None or _DEVELOPS.search(scene.before(hit.span)) is not None


def _named_in_scales(scene: Scene, passed_over: Sequence[Hit]) -> Sequence[Hit]:
    """The conditions that only stand in the name of a scale, where the sentence names another that somebody has."""
    hits = [hit for hit in scene.hits_of("conditions") if hit not in passed_over]
    if len({hit.term for hit in hits}) < _TWO:
        return ()
    in_scales = [hit for hit in hits if _names_scale(scene, hit)]
    return in_scales if len(in_scales) < len(hits) else ()


def _names_scale(scene: Scene, hit: Hit) -> bool:
    """Whether a condition stands in the name of a scale: "Scale for Suicidal Ideation", "Beck Depression Inventory"."""
    behind = _SCALE_BEHIND.match(scene.text, hit.span.end, scene.span.end)
    return behind is not None or _SCALE_OF.search(scene.before(hit.span)) is not None


def _without_companions(scene: Scene) -> Scene:
    """The scene without the conditions that come with another: "MDD with acute suicidal ideation" is about MDD."""
    named = [scene.kinds, *[frame.kinds for frame in scene.frames]]
    if not any(len(kinds.get("conditions", ())) >= _TWO for kinds in named):
        return scene
    frames = tuple(_main(scene, frame) for frame in scene.frames)
    hits = _mains(scene, scene.hits_of("conditions"))
    if frames == scene.frames and len(hits) == len(scene.hits_of("conditions")):
        return scene
    return replace(scene, frames=frames, kinds={**scene.kinds, "conditions": hits})


def _main(scene: Scene, frame: Frame) -> Frame:
    conditions = frame.hits_of("conditions")
    hits = _mains(scene, conditions)
    return frame if len(hits) == len(conditions) else replace(frame, kinds={**frame.kinds, "conditions": hits})


def _mains(scene: Scene, hits: Sequence[Hit]) -> Sequence[Hit]:
    """The hits that do not stand behind another and "with"."""
    if len(hits) < _TWO:
        return hits
    return [b for a, b in zip((None, *hits), hits, strict=False) if a is None or not _comes_with(scene, a, b)]


def _comes_with(scene: Scene, first: Hit, second: Hit) -> bool:
    return first.term != second.term and _WITH.fullmatch(scene.between(first.span, second.span)) is not None


def _above(scene: Scene, term: str, lexicon: Lexicon) -> Named | None:
    """The condition of the nearest frame that names another, if it is a narrower one."""
    for frame in scene.frames:
        terms = {hit.term for hit in frame.hits_of("conditions")} - {term}
        if terms:
            narrow = len(terms) == 1 and is_broader(term, min(terms), lexicon.conditions)
            return Named((min(terms),), frame.kind) if narrow else None
    return None


def _is_scored(scene: Scene, hit: Hit) -> bool:
    """Whether a name stands for what is measured or brought about, not for what patients have, or for what was named
    before: "such depression"."""
    named = hit.span.of(scene.text)
    said_before = _SUCH.search(scene.before(hit.span, _NEAR)) is not None
    return said_before or bool(_EFFECT.search(named) or _SCORED.match(scene.text, hit.span.end))


def _aside(scene: Scene, hit: Hit, mention: Mention, measure: Measure) -> bool:
    """Whether an unlisted condition is no more than an effect, a reason or an example in brackets."""
    if hit.term != UNNAMED:
        return False
    head = scene.before(hit.span)
    if "effect" in measure.qualified:
        return _PATIENTS.search(head) is None
    if "{study}" in measure.dimensions or "{person}" in measure.dimensions:
        head = _RISK.sub("without ", head)
    apart = scene.inside_brackets(hit.span) and not scene.inside_brackets(mention.span)
    if apart and _PATIENTS.search(head):
        return False
    return apart or _NOT_HELD.search(head) is not None or _HELD.search(head) is None
