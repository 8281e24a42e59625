"""Endings: what it is that lasts, wears off or clears before a time: a side effect or the good of a treatment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ketclaims.claims.measures.owners.figure import REACH, hits_inside
from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.lexicon import Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_SUBJECTS = {"sensations": "acute_effect", "gains": "benefit"}
"""The classes of words that can end, and the role of the measure for how long they last."""

# "nausea | had passed within", "the lift | fades after", "a daze that | was gone by"
_ENDED = late(
    r"(?:[^.;:]*?[\s,])?(?:lasts?|lasted|lasting|fad(?:e|es|ed|ing)|w(?:ear|ears|ore|orn)\s+(?:off|thin|away)|gone|pass(?:es|ed)?|settl(?:e|es|ed)|clear(?:s|ed)?(?:\s+up)?"
    r"|(?:is|was|are|were|be|been)\s+over|eas(?:e|es|ed)\s+off|lift(?:s|ed)?|(?:dis)?appear(?:s|ed)?|vanish(?:es|ed)?|resolv(?:e|es|ed)|subsid(?:e|es|ed)|ebb(?:s|ed)?"
    r"|reced(?:e|es|ed)|persist(?:s|ed)?|linger(?:s|ed)?|corrects?\s+itself|rights?\s+itself|went\s+away|go(?:es)?\s+away|held|holds?|stay(?:s|ed)?|h(?:angs?|ung)\s+(?:on|around|about)|d(?:ies|ied)\s+down|slip(?:s|ped)\s+away)"
    r"\s+(?:(?:off|away|up|down|again|only|just|usually|mostly|all|completely|on|for|in|within|inside|after|by|over|at|to|about|around|roughly|some|up|typically|and|often|another|an?|the|between"
    r"|from|more|less|than|no|under|median|mean|average|of|itself|themselves|their|own|its|even|as|long|well|nearly|almost|most|people|patients|until|least|quickly|fast)\s+)*\Z",
    re.IGNORECASE,
)


def ending_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure]) -> Iterator[Vote]:
    """The nearest thing before a time of which it is said how long it lasts speaks for the measure of that."""
    if mention.dimension != "time" or scene.kinds.keys().isdisjoint(_SUBJECTS):
        return
    subject = _subject(scene, mention)
    if subject:
        for measure in (m for m in candidates if m.role == _SUBJECTS[subject.kind]):
            yield Vote(measure.name, "ended", subject.span, "sentence", WEIGHTS["ended"])


def _subject(scene: Scene, mention: Mention) -> Hit | None:
    """What ends before a time, if its ending is all that is said between; a share between has the time to itself."""
    before = Span(max(scene.span.start, mention.span.start - REACH), mention.span.start)
    hits = hits_inside(scene, before, *_SUBJECTS)
    if not hits:
        return None
    between = Span(hits[-1].span.end, mention.span.start)
    if any(m.dimension in OUTCOME_DIMENSIONS and between.holds(m.span) for m in scene.mentions):
        return None
    return hits[-1] if _ENDED.fullmatch(scene.text, *between) else None
