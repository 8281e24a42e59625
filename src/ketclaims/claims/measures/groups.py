"""Groups: of whom a share is told, which says nothing of what became of them: "30% of those who responded relapsed"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.measures.votes import Vote
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities import Mention

MUFFLED = 0.15
"""How much of its weight a phrase keeps that only says of whom a share is told."""

# "30% | of the patients who | had responded", "a third of people who | drop out"
_WHO = late(r"(?:[*_]{0,2}\s+of)?(?:\s+(?!(?:and|but)\b)[\w’'-]+){1,4}?\s+(?:who|whose|that)\s+", re.IGNORECASE)
# "Of those who relapsed, | 45%", "Among responders, | 45%"
_OF_WHOM = late(
    r"(?:\A|[.;:]\s|,\s(?:and|but)\s)\W*(?:of|among|in)\s+(?P<group>[^.;:,]{3,80}),\s+(?:(?:only|just|about|some|around|nearly|roughly|over|more|less|fewer|than|at|least|up|to|an|estimated)\s+)*\Z",
    re.IGNORECASE,
)
_AND = late(r"(?:^|\s)(?:and|or)\s", re.IGNORECASE)
_STOP = late(r"[.;:]\s|,\s", re.IGNORECASE)
_SPEAKING = ("name", "cue")


def muffled(scene: Scene, mention: Mention, votes: Sequence[Vote]) -> Sequence[Vote]:
    """The votes for a share; those from the words for its group weigh little where others say what became of it."""
    if mention.dimension != "share":
        return votes
    group = _group_behind(scene, mention, votes) or _group_before(scene, mention, votes)
    if group is None:
        return votes
    return [vote._replace(weight=vote.weight * MUFFLED) if _is_inside(vote, group) else vote for vote in votes]


def _is_inside(vote: Vote, group: Span) -> bool:
    return vote.frame == "sentence" and group.holds(vote.span)


def _group_behind(scene: Scene, mention: Mention, votes: Sequence[Vote]) -> Span | None:
    """The clause that tells of whom a share is, up to the words for what became of them."""
    who = _WHO.match(scene.text, mention.span.end, scene.span.end)
    if who is None:
        return None
    stop = _STOP.search(scene.text, who.end(), scene.span.end)
    inside = Span(who.end(), stop.start() if stop else scene.span.end)
    said = sorted({v.span for v in votes if v.frame == "sentence" and v.kind in _SPEAKING and inside.holds(v.span)})
    if not said:
        return None
    named = {v.span: v.measure for v in votes if v.kind in _SPEAKING}
    last = said[0].end
    for span in said[1:]:
        if span.start < last:
            last = max(last, span.end)
        elif named[span] != named[said[0]] or span.start - last > 1:
            joined = _AND.search(scene.text, last, span.start)
            return None if joined else Span(inside.start, span.start)
    return None


def _group_before(scene: Scene, mention: Mention, votes: Sequence[Vote]) -> Span | None:
    """The opening that tells of whom a share is, if words behind the share say what became of them."""
    start = max(scene.span.start, mention.span.start - 120)
    opening = _OF_WHOM.search(scene.text, start, mention.span.start)
    if opening is None:
        return None
    behind = (v for v in votes if v.frame == "sentence" and v.kind == "name" and v.span.start >= mention.span.end)
    stop = _STOP.search(scene.text, mention.span.end, scene.span.end)
    end = stop.start() if stop else scene.span.end
    return Span(*opening.span("group")) if any(vote.span.end <= end for vote in behind) else None
