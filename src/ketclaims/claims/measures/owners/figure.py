"""A figure with its clause, and the words of a class inside a stretch of its passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_CLAUSE = late(r"\n|\s[–—-]\s|[;:!?]\s|,\s(?:and|but|while|whereas|so|which|who)\b|\.\s")
BEHIND = 40
NEAR = 60
REACH = 140


@dataclass(frozen=True)
class Figure:
    """A figure in its passage, and its clause, which few rules ask for."""

    scene: Scene
    mention: Mention

    @cached_property
    def clause(self) -> Span:
        """Its clause as far as it stands before it."""
        return clause_of(self.scene, self.mention)


def clause_of(scene: Scene, mention: Mention) -> Span:
    """The clause of a figure as far as it stands before it."""
    start = max(scene.span.start, mention.span.start - REACH)
    for stop in _CLAUSE.finditer(scene.text, start, mention.span.start):
        start = stop.end()
    return Span(start, mention.span.start)


def place_of(found: Match[str] | None) -> Span | None:
    """Where a pattern has been found."""
    return Span(*found.span()) if found else None


def found_before(figure: Figure, pattern: Pattern[str]) -> Match[str] | None:
    """What ``pattern`` finds near before a figure."""
    start = max(figure.scene.span.start, figure.mention.span.start - NEAR)
    return pattern.search(figure.scene.text, start, figure.mention.span.start)


def hits_inside(scene: Scene, span: Span, *kinds: str) -> list[Hit]:
    """The hits of some kinds inside a span, in the order of the text."""
    return sorted([hit for kind in kinds for hit in scene.hits_of(kind) if span.holds(hit.span)])
