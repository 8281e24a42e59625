"""Sharing: whether a dose or a route is that of a claim's own treatment, or of another arm."""

from __future__ import annotations

import re

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span

AFTER = late(r"\b(?:after|following|with)\s+(?:the\s+|all\s+)?\Z", re.IGNORECASE)
"""What says that something came after doses, or with them."""

# "a single infusion | of | ketamine (0.5 mg/kg) | or of | midazolam"
_OF = late(r"\s+(?:[\w-]+\s+){0,2}of\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_OR_OF = late(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:or|and|versus|vs\.?)\s+(?:of\s+)?(?:an?\s+)?", re.IGNORECASE)

# "A or B (0.05 mg/kg) | as a 40-minute | infusion"
_AS = late(r"\s*(?:\([^()]*\))?,?\s+(?:both\s+|each\s+|given\s+)*(?:as|by|via|in)\s+(?:[\w-]+\s+){0,3}", re.IGNORECASE)


def _is_shared(scene: Scene, span: Span, first: Span, second: Span) -> bool:
    """Whether two treatments are given in one way: "a single infusion of A (n = 43) or of B", "A or B as infusions"."""
    if second.start < first.start < span.start:
        joined = _OR_OF.fullmatch(scene.between(second, first)) is not None
        return joined and _AS.fullmatch(scene.between(first, span)) is not None
    return bool(
        span.start < first.start < second.start
        and _OF.fullmatch(scene.between(span, first))
        and _OR_OF.fullmatch(scene.between(first, second))
    )


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
        nearest = scene.nearest("interventions", span)
        return nearest.term not in intervention and not _is_shared(scene, span, nearest.span, own.span)
    beside = not any(scene.contrasted(span, hit.span) for hit in hits)
    return len({hit.term for hit in hits}) == 1 and scene.contrasted(span, claim) and beside
