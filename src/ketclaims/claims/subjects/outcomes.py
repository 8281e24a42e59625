"""The source's own words for an outcome: a threshold, a degree, a side effect."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from re import Pattern

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon, Measure
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

# The end of a phrase; "reduction in pain" goes on.
_END_OF_PHRASE = late(
    r"(?<!reduction)(?<!improvement)(?<!decrease)(?<!drop)\s+in\b"
    r"|\s+(?:within|at|by|after|during|to|with|for|from|per|compared|versus|than|and|but|when|among|on)\b|[,;.()—]|\s*\Z"
)
# What people do not do: "do not feel any better", "don't respond fully"; plain "do not respond" defines nothing.
_DENIAL = late(r"\b(?:do|does|did)(?:\s+not|n['’]t)\s+[^,;.()]+", re.IGNORECASE)
_LONGEST_DEGREE = 32
_PLAIN_DENIAL = late(r"(?:not|['’]t)\s+\w+\Z")


def outcome_of(
    scene: Scene, mention: Mention, measure: Measure, contexts: Iterable[Mention], lexicon: Lexicon
) -> str | None:
    """The words that add a threshold, a degree or a definition to the measure; nothing for a plain "response rate"."""
    if "effect" in measure.qualified:
        return _effect(scene, _nearest_first(scene, mention, measure))
    if "outcome" not in measure.qualified:
        return None
    threshold = next((c for c in contexts if c.dimension == "share" and c.span.start > mention.span.start), None)
    if threshold is not None and measure.role == "response":
        return _phrase_from(scene, threshold.span.start)
    hits = _nearest_first(scene, mention, measure)
    if measure.failure:
        return _failure(scene, mention, hits)
    return next((words for hit in hits if (words := _degree(scene, hit, lexicon))), None)


def _nearest_first(scene: Scene, mention: Mention, measure: Measure) -> list[Hit]:
    hits = [hit for hit in scene.hits if hit.term == measure.name and hit.kind in ("name", "cue")]
    return sorted(hits, key=lambda hit: scene.cost(hit.span, mention.span))


def _phrase_from(scene: Scene, start: int) -> str:
    """The words from ``start`` up to the next preposition of time, sign of punctuation or conjunction."""
    found = _END_OF_PHRASE.search(scene.text, start + 1, scene.span.end)
    return scene.text[start : found.start() if found else scene.span.end]


def _effect(scene: Scene, hits: list[Hit]) -> str | None:
    """The side effect nearest to the figure; in a table, the row's label."""
    cues = [hit for hit in hits if hit.kind == "cue"]
    if cues:
        return cues[0].span.of(scene.text)
    return scene.words_above("label") or None


def _failure(scene: Scene, mention: Mention, hits: list[Hit]) -> str | None:
    """How a treatment failed, where more is said than that there was no response."""
    denial = _DENIAL.search(scene.text, mention.span.end, scene.span.end)
    if denial:
        phrase = _phrase_from(scene, denial.start())
        return None if _PLAIN_DENIAL.search(phrase) else phrase
    return next((words for hit in hits if "effective" in (words := hit.span.of(scene.text)).lower()), None)


@lru_cache(maxsize=8)
def _degrees(lexicon: Lexicon) -> tuple[Pattern[str], Pattern[str]]:
    """A word of degree right before a phrase, and one with which a phrase begins."""
    words = "|".join(map(re.escape, lexicon.context["degrees"]["words"]))
    return re.compile(rf"\b(?:{words})\s+\Z", re.IGNORECASE), re.compile(rf"(?:{words}|free)\s", re.IGNORECASE)


def _degree(scene: Scene, hit: Hit, lexicon: Lexicon) -> str | None:
    """The phrase from a word of degree on ("complete remission of ..."), or from "free of"."""
    before, first = _degrees(lexicon)
    start = max(scene.span.start, hit.span.start - _LONGEST_DEGREE)
    degree = before.search(scene.text, start, hit.span.start) or first.match(scene.text, *hit.span)
    return _phrase_from(scene, degree.start()) if degree else None
