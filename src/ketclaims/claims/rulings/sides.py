"""Sides: figures of a row or of a contrast, which are of one measure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.scenes.arms import row_around
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities import Mention

_STOP = late(r"[,;:()]|\b(?:and|but|while)\b")
# "27% | with the drug and | 5% with the switch", "by 52% | of those on it and by | 35% of those on placebo"
_GROUP = (
    r"\s+(?P<word>with|without|on|in|for|of|among|after|given|at)\s"
    r"(?:(?!\b(?:had|has|have|was|were|is|are|did|said)\b)[^.;:]){2,60}?"
)
_JOINED_SIDE = late(
    _GROUP + r"(?P<side>,?\s(?:and|but)|,)\s(?:(?:by|in|for|at|of|only|just|about|around|nearly|some|a)\s)*",
    re.IGNORECASE,
)
_SIDE = late(_GROUP + r"(?:[.;:,()]|\Z)", re.IGNORECASE)
# "reported by 6% of those who had taken it for a year | and by | 5% of the controls"
_AND_BY = late(
    r"(?P<side>,?\s(?:and|but))\s(?:(?:only|just|also)\s)?(?P<word>by|in|among|for)\s(?:(?:only|just|about|around|nearly|some|a)\s)*\Z",
    re.IGNORECASE,
)
_LED_BY = late(
    r"\b(?P<word>by|in|among|for)\s(?:(?:only|just|about|around|nearly|some|a|up\sto|over|under)\s)*\Z", re.IGNORECASE
)
_SIDED = (*OUTCOME_DIMENSIONS, "time")


def shared_choices(scene: Scene, choices: Mapping[Mention, Choice]) -> Mapping[Mention, Choice]:
    """Figures in a row are of one measure, that of the first: "remission was 53% versus 31%"; so are two sides of a
    contrast: "57% with the drug versus 23% with placebo"; so are two that are said alike: "27% with one and 5% with
    the other"."""
    alike: dict[Mention, Choice] = {}
    last: dict[str, Mention] = {}
    for mention, choice in choices.items():
        first = next(iter(row_around(scene, mention)), mention)
        before = last.get(mention.dimension)
        if first != mention and first in alike:
            choice = alike[first]
        elif before and mention.dimension in _SIDED and _is_side_of(scene, before, mention, choice):
            choice = alike[before]
        alike[mention] = choice
        last[mention.dimension] = mention
    return alike


def _is_side_of(scene: Scene, before: Mention, mention: Mention, choice: Choice) -> bool:
    """Whether a figure is the other side of one before, and no word on its side speaks for a measure of its own."""
    start = _other_side(scene, before, mention)
    if start is None:
        return False
    stop = _STOP.search(scene.text, mention.span.end, scene.span.end)
    side = Span(start, stop.start() if stop else scene.span.end)
    own = (v for v in choice.votes if v.measure == choice.measure and v.frame == "sentence" and v.weight > 0)
    return not any(side.holds(vote.span) for vote in own)


def _other_side(scene: Scene, before: Mention, mention: Mention) -> int | None:
    """Where the other side begins of a contrast, or of two figures with groups behind the same preposition."""
    between = scene.between(before.span, mention.span)
    contrast = scene.ruler.contrast(before.span, mention.span)
    if contrast is not None:
        return None if ";" in between else contrast.start
    joined = _JOINED_SIDE.fullmatch(between)
    behind = _SIDE.match(scene.text, mention.span.end, scene.span.end) if joined else None
    alike = joined and behind and joined["word"].lower() == behind["word"].lower()
    return before.span.end + joined.start("side") if joined and alike else _led_alike(scene, before, mention)


def _led_alike(scene: Scene, before: Mention, mention: Mention) -> int | None:
    """Where the other side begins of two figures behind the same preposition: "by 6% of these and by 5% of those"."""
    second = _AND_BY.search(scene.text, before.span.end, mention.span.start)
    first = _LED_BY.search(scene.text, scene.span.start, before.span.start) if second else None
    return second.start("side") if first and second and first["word"].lower() == second["word"].lower() else None
