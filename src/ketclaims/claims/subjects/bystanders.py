"""Treatments that a sentence names beside that of its figure: what failed earlier, what is given besides, a control."""

from __future__ import annotations

import re
from functools import lru_cache

from ketclaims.claims.scenes.scene import ADDED, STATISTICS, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

REACH = 120
"""How many characters before a treatment can say that it is passed over: a long sentence is not read again for each."""

# "failed two antidepressants"; "treatment-resistant depression who were given fluoxetine" have failed on something else
_FAILED = late(
    r"(?=[nwrftsdo][aehioru'’])"  # what they begin with: asked first, it passes over most places in a third of the time
    r"(?:(?:\bnot|n['’]t|never|without)\s+(?:[\w-]+\s+){0,2}respond\w*|(?<!-)resistan\w+|resistan\w+(?=\s+to\b)|failed|failure|refractory|tried|failing"
    r"|n['’]t\s+(?:yield|lift|budge|shift|eas)\w*|not\s+(?:yield|lift|budge|shift|eas)\w*|shrug\w*\s+off|resist(?:s|ed|ing)?|withst\w+|defie[ds]"
    r"|outlast\w*|despite)"
    r"\s+(?:to\s+)?(?:(?!(?:who|given|received|receiving|treated|on|with)\s)[\w-]+\s+){0,4}\Z",
    re.IGNORECASE,
)
_OF_FAILURE = (
    *("respond", "resist", "fail", "refractory", "tried", "yield", "lift", "budge", "shift", "eas", "shrug"),
    *("withst", "defie", "outlast", "despite"),
)
"""One of these is in all that fails."""

# "two or more antidepressants failed", "four medicines without success"
_FAILED_BEHIND = late(
    r"\s+(?:(?:that|which|trials?|courses?)\s+)*(?:(?:have|has|had)\s+(?=failed|without))?"
    r"(?:(?:have|has|had|did|do|does|could)(?:n['’]t|\s+not|\s+never)\s+(?:\w+\s+)?(?:work|help|lift|shift|touch|budge|move|cure|ease|answer)\w*"
    r"|failed|without (?:success|adequate|benefit|relief|effect))\b",
    re.IGNORECASE,
)
# "paired with psychotherapy"
_PAIRED = late(
    r"\b(?=[actip])(?:(?:paired|combined|together|along) with|in (?:combination|addition) (?:with|to))"
    r"\s+(?:[\w-]+\s+){0,2}\Z",
    re.IGNORECASE,
)
# "88 days with placebo", "39 of 86 (45%) on the sham"
_BOUND = late(
    r"[)\]]?\s+(?:with|on|for|in|of|after|given|to)\s+(?:(?:the|those|people|patients|given|on|taking|who|had)\s+){0,3}",
    re.IGNORECASE,
)
# "those switched to | placebo | relapsed after 273 days"
_MOVED = late(
    r"\b(?:those|people|patients|women|men|adults|participants)\s+(?:who\s+(?:were|had\s+been)\s+)?"
    r"(?:(?:switched|moved|swapped|changed|assigned|allocated)(?:\s+over)?\s+to|given|on|who\s+got)\s+(?:an?\s+|the\s+)?\Z",
    re.IGNORECASE,
)
_WITH = late(r"\s+(?:(?:given|taken)\s+)?with\s+(?:an?\s+|the\s+|their\s+)?", re.IGNORECASE)
# "Placebo (N = 222)"
_COUNT = late(r"\s*(?:[(,:]\s*)?n\s?=\s?", re.IGNORECASE)
# "there was no placebo group"
_ABSENT = late(r"\b(?:no|without|lacked)\s+(?:an?\s+)?\Z", re.IGNORECASE)
# "without an antacid 9% felt sick", "no control group", "skip alcohol for a day": what is not given
_WITHOUT = late(
    r"\b(?:without|no|lack(?:s|ed|ing)|skip|skipping|avoid|avoiding|quit|stop|stopping|hold|pause)\s+(?:an?\s+|any\s+|all\s+|the\s+)?\Z",
    re.IGNORECASE,
)
# "we have an antacid ready": what is given to whoever needs it
_READY = late(
    r"\s+(?:is\s+|are\s+)?(?:ready|on hand|to hand|at hand|available|if (?:needed|you need))\b", re.IGNORECASE
)
# "I tried Prozac first | ; it took | seven weeks": what is told of the very treatment that somebody tried
_TOLD_OF = late(
    r"(?:\s+[\w-]+){0,3}?(?::|,?\s+(?:which|that)\b|[,;—–-]?\s+(?:and\s+|but\s+)?(?:it|they|each)\b)", re.IGNORECASE
)
# "has failed two of them ... with the next one": the figure is that of the next of the kind
_NEXT = late(r"\b(?:the next|another|a (?:second|third|new|different|further))(?: (?:one|of them))?\b", re.IGNORECASE)


def is_bystander(scene: Scene, hit: Hit, mention: Mention, measure: Measure, lexicon: Lexicon) -> bool:
    """A treatment that failed earlier, unless its failure is the figure; one that is given besides; a placebo,
    unless an outcome is the figure or is bound to it ("88 days with placebo")."""
    term = lexicon.interventions[hit.term]
    head = scene.before(hit.span, REACH)
    if term.inert and _is_of_next(scene, hit, mention):
        return True
    if term.inert and (mention.dimension in STATISTICS or _ABSENT.search(head)):
        return True
    if hit.term == UNNAMED and (_WITHOUT.search(head) or _READY.match(scene.text, hit.span.end, scene.span.end)):
        return True
    if term.inert and mention.dimension == "{person}" and _COUNT.fullmatch(scene.between(hit.span, mention.span)):
        return False
    if term.inert and "timepoint" not in measure.qualified:
        bound = hit.span.start > mention.span.end and _BOUND.fullmatch(scene.between(hit.span, mention.span))
        bound = bound or (hit.span.end <= mention.span.start and _MOVED.search(head))
        return mention.dimension not in ("time", "{person}") or not bound
    besides = (term.comparator and not term.inert) or hit.term == UNNAMED
    if (besides and (ADDED.search(head) or _is_taken_with(scene, hit))) or _PAIRED.search(head):
        return True
    if measure.failure:
        return False
    told = _tells_of_failure(scene.said) and _FAILED.search(head)
    failed = told or _FAILED_BEHIND.match(scene.text, hit.span.end, scene.span.end)
    if failed and hit.span < mention.span and _TOLD_OF.match(scene.text, hit.span.end, mention.span.start):
        return False
    again = failed and term.comparator and _NEXT.search(scene.text, hit.span.end, scene.span.end)
    return bool(failed) and not again


def _is_taken_with(scene: Scene, hit: Hit) -> bool:
    """Whether a treatment stands right behind another one and "with": "esketamine with a new tablet"."""
    before = next(
        (other for other in reversed(scene.hits_of("interventions")) if other.span.end < hit.span.start), None
    )
    return before is not None and _WITH.fullmatch(scene.between(before.span, hit.span)) is not None


def has_failed(scene: Scene, span: Span) -> bool:
    """Whether what a place names is said to have failed earlier: "depression that has not yielded to tablets"."""
    text = scene.text
    head = text[max(0, span.start - REACH) : span.start]
    before = _tells_of_failure(head.lower()) and _FAILED.search(head)
    return bool(before) or _FAILED_BEHIND.match(text, span.end) is not None


@lru_cache(maxsize=1)
def _tells_of_failure(said: str) -> bool:
    """Whether words in small letters can tell that something failed; those of a passage are asked for each figure."""
    return any(word in said for word in _OF_FAILURE)


def _is_of_next(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a placebo is bound to the next figure of the kind: "by 16 points with the patch and 8 with the dummy"."""
    numbers = (m for m in scene.mentions if m.kind in ("figure", "bare") and m.span.end <= hit.span.start)
    numbers = (m for m in numbers if not scene.inside_brackets(m.span))
    last = max(numbers, key=lambda m: m.span, default=None)
    if last is None or last.span <= mention.span or (last.kind == "figure" and last.dimension != mention.dimension):
        return False
    return _BOUND.fullmatch(scene.between(last.span, hit.span)) is not None
