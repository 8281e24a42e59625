"""Headings and lead-ins that name a route which is not that of what stands below them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ketclaims.claims.scenes.scene import ADDED, Frame, Scene
from ketclaims.claims.subjects.bystanders import REACH, has_failed
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Span
from ketclaims.phrases import Hit

_PAIR = 2
_MANY = 3
"""So many treatments in one heading make it a survey of several."""

_LISTED = late(r",|\b(?:and|or|versus|vs)\b|/|&", re.IGNORECASE)
_AND = late(r"\band\b|&|\+", re.IGNORECASE)
# "Tablets | or | training?", "Needle | versus | knife"
_OR = late(r"(?:\s*,)?\s+(?:or|versus|vs\.?|v\.?|against)\s+(?!not\b|otherwise\b|other\b)(?=\w)", re.IGNORECASE)
_OR_BEFORE = late(r"\w(?:\s*,)?\s+(?:or|versus|vs\.?|v\.?|against)\s+(?:(?:an?|the|your)\s+)?\Z", re.IGNORECASE)
# "Lithium with the tablets | you already take"
_ALREADY = late(r"\s+(?:that\s+)?(?:you|they|he|she|people|patients)\s+(?:(?:are|were)\s+)?(?:already|still)\b")
_NUMERAL = late(r"\(iv\)|iv[.)]")


def telling(scene: Scene, lexicon: Lexicon) -> Scene:
    """The scene without the routes above it that are not those of what stands below: that of what failed or is taken
    besides, one of several ways or treatments between which a heading leaves the choice, one of the sentence before."""
    if not any("routes" in frame.kinds for frame in scene.frames):
        return scene
    frames = tuple(_telling(scene, frame, lexicon) for frame in scene.frames)
    return scene if frames == scene.frames else replace(scene, frames=frames)


def _telling(scene: Scene, frame: Frame, lexicon: Lexicon) -> Frame:
    routes = frame.hits_of("routes")
    if not routes:
        return frame
    own = (
        [] if _is_silent(scene, frame, lexicon) else [hit for hit in routes if not _is_of_companion(scene, frame, hit)]
    )
    return frame if len(own) == len(routes) else replace(frame, kinds={**frame.kinds, "routes": own})


def _is_silent(scene: Scene, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether no route of a frame is said of what stands below: what a sentence says ends with it, and a heading that
    surveys several treatments or leaves the choice between a route and another thing is about each of them."""
    if frame.kind == "opening":
        return True
    if frame.kind != "heading":
        return False
    return _surveys(scene, frame, lexicon) or all(_is_alternative(scene, frame, hit) for hit in frame.hits_of("routes"))


def _surveys(scene: Scene, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether a heading lists three treatments, or one and another one: "Esketamine spray (Brand) and ketamine"."""
    listed = [hit for hit in frame.hits_of("interventions") if not lexicon.interventions[hit.term].inert]
    if len(listed) < _PAIR:
        return False
    items = 1 + sum(_LISTED.search(scene.between(a.span, b.span)) is not None for a, b in pairwise(listed))
    if items >= _MANY:
        return True
    named = [hit for hit in listed if hit.term != UNNAMED and not lexicon.interventions[hit.term].comparator]
    return any(a.term != b.term and _AND.search(scene.between(a.span, b.span)) for a, b in pairwise(named))


def _is_alternative(scene: Scene, frame: Frame, route: Hit) -> bool:
    """Whether a heading sets a route against what is none, and names no treatment on the side of the route."""
    behind = _OR.match(scene.text, route.span.end, frame.span.end)
    ahead = _OR_BEFORE.search(scene.text[frame.span.start : route.span.start])
    if behind is None and ahead is None:
        return False
    start = frame.span.start + ahead.end() if ahead else frame.span.start
    side = Span(start, behind.start() if behind else frame.span.end)
    return not any(side.holds(hit.span) for hit in frame.hits_of("interventions"))


def _is_of_companion(scene: Scene, frame: Frame, hit: Hit) -> bool:
    """Whether a route is that of what failed, or of what is taken besides; "(iv) Results" names none."""
    if _NUMERAL.match(scene.text, frame.span.start) and hit.span.start <= frame.span.start + 1:
        return True
    head = scene.text[max(frame.span.start, hit.span.start - REACH) : hit.span.start]
    return bool(ADDED.search(head) or _ALREADY.match(scene.text, hit.span.end)) or has_failed(scene, hit.span)
