"""Groups: of whom a share is told, which says nothing of what became of them: "30% of those who responded relapsed"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.measures.votes import Vote
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

MUFFLED = 0.15
"""How much of its weight a phrase keeps that only says of whom a share is told."""

# "30% | of the patients who | had responded", "a third of people who | drop out"
_WHO = late(r"(?:[*_]{0,2}\s+of)?(?:\s+(?!(?:and|but)\b)[\w’'-]+){1,4}?\s+(?:who|whose|that)\s+", re.IGNORECASE)
# "Of those who relapsed, | 45%", "Among responders, | 45%"
_OF_WHOM = late(
    rf"(?:\A|[.;:]\s|,\s(?:and|but)\s)\W*(?:of|among|in)\s+(?P<group>[^.;:,]{{3,80}}),\s+(?:(?:{HEDGE}|an\s+estimated)\s+)*\Z",
    re.IGNORECASE,
)
_REACH = 150
# "24% | of esketamine remitters", "as many | among the responders"
_OF_A_KIND = late(
    r"\b(?:of|among|in)\s+(?:(?!(?:and|but|who|that|than|all|eventual|ultimate)\b)[\w’'-]+\s+){0,3}?"
    r"(?:non-?)?(?:responders|remitters|relapsers|abstainers|quitters|completers)\b",
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
    groups = (group,) if group else _kinds_of_people(scene, votes)
    if not groups:
        return votes
    return [vote._replace(weight=vote.weight * MUFFLED) if _is_inside(vote, groups) else vote for vote in votes]


def _is_inside(vote: Vote, groups: Sequence[Span]) -> bool:
    return vote.frame == "sentence" and any(group.holds(vote.span) for group in groups)


def _kinds_of_people(scene: Scene, votes: Sequence[Vote]) -> Sequence[Span]:
    """The people that a passage names after what became of them before, if another name says what did now."""
    if "ers" not in scene.text[scene.span.start : scene.span.end]:
        return ()
    kinds = [Span(*found.span()) for found in _OF_A_KIND.finditer(scene.text, *scene.span)]
    named = {vote.span for vote in votes if vote.frame == "sentence" and vote.kind == "name" and vote.weight > 0}
    return kinds if any(not any(kind.meets(span) for kind in kinds) for span in named) else ()


def _group_behind(scene: Scene, mention: Mention, votes: Sequence[Vote]) -> Span | None:
    """The clause that tells of whom a share is, up to the words for what became of them."""
    told = "who" in scene.said or "that" in scene.said
    who = _WHO.match(scene.text, mention.span.end, scene.span.end) if told else None
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
    head = scene.before(mention.span, _REACH)
    opening = _OF_WHOM.search(head)
    if opening is None:
        return None
    at = mention.span.start - len(head)
    behind = (v for v in votes if v.frame == "sentence" and v.kind == "name" and v.span.start >= mention.span.end)
    stop = _STOP.search(scene.text, mention.span.end, scene.span.end)
    end = stop.start() if stop else scene.span.end
    group = Span(at + opening.start("group"), at + opening.end("group"))
    return group if any(vote.span.end <= end for vote in behind) else None
