"""Sharing: whether a dose or a route is that of a claim's own treatment, or of another arm."""

from __future__ import annotations

import re

from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

AFTER = late(r"\b(?:after|following|with)\s+(?:the\s+|all\s+)?\Z", re.IGNORECASE)
"""What says that something came after doses, or with them."""

# "a single infusion | of | ketamine (0.5 mg/kg) | or of | midazolam"
_OF = late(r"\s+(?:[\w-]+\s+){0,2}of\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_OR_OF = late(r"\s*(?:\([^()]*\)\s*)?(?:,\s*)?(?:or|and|versus|vs\.?)\s+(?:of\s+)?(?:an?\s+)?", re.IGNORECASE)
# "esketamine 0.2 mg/kg or the same volume of | saline", "saline | , infused over"
_OR_BEFORE = late(r"\b(?:or|and|versus|vs\.?)\s+(?:(?!or\b|and\b)[\w.-]+(?:/\w+)?\s+){0,5}\Z", re.IGNORECASE)
_EACH_GIVEN = late(
    r"\s*(?:\([^()]*\)\s*)?,\s*(?:(?:each|both|all|either|given|delivered|administered|run|as|by|into|in|via|through|over|an?|the|one"
    r"|single|slow|\d+-min(?:ute)?)\s+)*",
    re.IGNORECASE,
)
# "58% | for | lozenges", "51.6% | of those on the | tablets"
_FOR = late(
    r"\s+(?:with|on|for|in|of|after|given|among|by)\s+(?:(?:the|those|people|patients|participants|given|on|taking|who|had|assigned|a|an)\s+){0,4}",
    re.IGNORECASE,
)
_BINDS = late(r"\s+(?:with|on|for|in|of|after|given|among|by)\s", re.IGNORECASE)
# "0.8 mg/kg IV | , or saline"
_NEXT = late(r"\s*(?:,\s*)?(?:or|versus|vs\.?|as against|whereas|while)\s", re.IGNORECASE)

# "A or B (0.05 mg/kg) | as a 40-minute | infusion"
_AS = late(
    r"(?:\s*(?:\([^()]*\),?|,))?\s+(?:both\s+|each\s+|given\s+)*(?:as|by|via|in)\s+(?:[\w-]+\s+){0,3}", re.IGNORECASE
)


def _is_shared(scene: Scene, span: Span, nearest: Span, own: Span) -> bool:
    """Whether two treatments are given in one way: "a single infusion of A (n = 43) or of B", "A or B as infusions", "A
    or B, infused over 40 minutes"."""
    if own.end <= nearest.start and nearest.end <= span.start:
        if _OR_OF.fullmatch(scene.between(own, nearest)) and _AS.fullmatch(scene.between(nearest, span)):
            return True
        return bool(_OR_BEFORE.search(scene.before(nearest)) and _EACH_GIVEN.fullmatch(scene.between(nearest, span)))
    return bool(
        span.start < nearest.start < own.start
        and _OF.fullmatch(scene.between(span, nearest))
        and _OR_OF.fullmatch(scene.between(nearest, own))
    )


def _nearest(scene: Scene, span: Span) -> Hit:
    """The treatment nearest to a dose or a route, but not one that opens the next item of a list."""
    behind = next((hit for hit in scene.hits_of("interventions") if hit.span.start >= span.end), None)
    before = [hit for hit in scene.hits_of("interventions") if hit.span.start < span.end]
    nearest = scene.nearest("interventions", span)
    if nearest != behind or not before or not _NEXT.match(scene.between(span, behind.span)):
        return nearest
    return before[-1]


def is_of_next(scene: Scene, span: Span, mention: Mention) -> bool:
    """Whether a place is bound to another outcome of the kind, and ``mention`` to words of its own: "55% for lithium,
    58% for lozenges"."""
    if mention.dimension not in OUTCOME_DIMENSIONS:
        return False
    before = [m for m in scene.mentions if m.kind in ("figure", "bare") and m.span.end <= span.start]
    last = max(before, key=lambda m: m.span, default=None)
    if last is None or last.span == mention.span or last.dimension not in (mention.dimension, ""):
        return False
    bound = _FOR.fullmatch(scene.between(last.span, span)) is not None
    return bound and _BINDS.match(scene.text, mention.span.end, scene.span.end) is not None


def is_of_far_side(scene: Scene, dose: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a dose stands before a word of contrast, behind which the claim and its own treatment stand: "a single
    infusion brought 55%, against 24% of those given midazolam"."""
    word = scene.ruler.contrast(dose, claim) if dose.end <= claim.start and not scene.opens(dose) else None
    if word is None or AFTER.search(scene.before(dose)):
        return False
    own = [hit for hit in scene.hits_of("interventions") if hit.term in intervention]
    return bool(own) and all(hit.span.start >= word.end for hit in own)


def belongs_to_other(scene: Scene, span: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a dose or a route stands nearer to another treatment than the claim's: each arm has its own.

    What opens the sentence is of all arms: "After six infusions, 52% on A and 30% on B".
    """
    hits = scene.hits_of("interventions")
    if scene.opens(span):
        return False
    own = next((hit for hit in hits if hit.term in intervention), None)
    if own:
        nearest = _nearest(scene, span)
        if scene.contrasted(span, nearest.span) and not scene.contrasted(span, claim):
            return False
        return nearest.term not in intervention and not _is_shared(scene, span, nearest.span, own.span)
    beside = not any(scene.contrasted(span, hit.span) for hit in hits)
    return len({hit.term for hit in hits}) == 1 and scene.contrasted(span, claim) and beside
