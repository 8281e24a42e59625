"""Openings: what a clause begins with, its label or its subject, says what the shares behind it are of.

"Nausea on 5, 10 and 15 mg came in at 25%" and "Floating: ketamine 58%, saline 7%" are about nausea and floating,
however many words stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ketclaims.claims.measures.forms import changed
from ketclaims.claims.measures.owners.figure import clause_of
from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_FAR_IN = 24  # characters before the first word of a subject: "In both groups, "
_HEDGED = (
    r"(?:(?:about|around|some|roughly|nearly|almost|only|just|up\s+to|over|under|more\s+than|less\s+than|a|an|the"
    r"|as\s+many\s+as)\s+)*"
)
# "came in at | 25%", "accompanied | 4% of inductions", "was | 47%"
_IS = late(
    r"\b(?=[abcfhiloprstw])(?<!\bit\s)(?<!\bthat\s)(?<!\bthis\s)(?<!\bthey\s)(?<!\bthere\s)(?:is|was|were|are|be|been|came\s+(?:in\s+|out\s+)?(?:at|to)|comes\s+(?:in\s+|out\s+)?(?:at|to)|ran\s+at|runs\s+at|run\s+at|stood\s+at|stands\s+at|reached|hit|averaged"
    r"|occurred\s+in|occurs\s+in|seen\s+in|reported\s+by|affected|affects|troubled|troubles|bothered|bothers|struck|strikes|accompanied|accompanies|followed"
    rf"|(?:lay|lies|sat|sits|hovered|hovers)\s+(?:at|near|around)|put\s+at)\s+{_HEDGED}\Z",
    re.IGNORECASE,
)
# "floating: | A 58%, B | 31%"
_LABEL = late(r"(?P<label>[^.;:?!\d%]{3,60}?)(?:\s\([^()]{1,24}\))?:[*_]{0,2}\s")
# "18% | ketamine, 43% midazolam"
_ALONE = late(
    r"[*_]{0,2}\s*(?:[;,.)(/\n]|\Z|(?:v|vs|versus|and|against|with|on|in|for|among|at|after|by)\b)", re.IGNORECASE
)
_LISTED = late(
    r"(?>[^.;:?!,%()]{0,40}?(?:\([^()]{1,40}\)\s*)?[\d.,%–-]+\s?%?\s*(?:\([^()]*\)\s*)?(?:[,;]|\bv(?:s|ersus)?\b\.?|\band\b|\bagainst\b)\s+)*"
    r"[^.;:?!,%\d()]{0,40}(?:\([^()%]{1,40}\)\s*)?"
)


def opening_votes(scene: Scene, mention: Mention, candidates: Sequence[Measure]) -> Iterator[Vote]:
    """The measure that the label or the subject of a clause speaks for, where it is one."""
    if mention.dimension != "share" or scene.block.cells:
        return
    names = {UNNAMED, *(measure.name for measure in candidates)}
    said = [h for h in scene.hits if h.term in names and h.kind in ("name", "cue") and h.span.end < mention.span.start]
    if not said:
        return
    hit = _labelling(scene, mention, said) or _subject(scene, mention, said)
    if hit and (hit.kind == "name" or not any(c.span.meets(hit.span) for c in scene.hits_of("conditions"))):
        yield Vote(hit.term, "held", hit.span, "sentence", WEIGHTS["held"])


def _labelling(scene: Scene, mention: Mention, said: Sequence[Hit]) -> Hit | None:
    """The phrase of a label with nothing but names and figures between it and a figure."""
    label = _LABEL.match(scene.text, scene.span.start, mention.span.start)
    if label is None or not _LISTED.fullmatch(scene.text, label.end(), mention.span.start):
        return None
    if not (_ALONE.match(scene.text, mention.span.end, scene.span.end) or _is_treated(scene, mention)):
        return None
    return _only(_named(said, Span(*label.span())))


def _is_treated(scene: Scene, mention: Mention) -> bool:
    """Whether a treatment stands right behind a figure: "18% ketamine, 43% midazolam"."""
    return any(hit.span.start == mention.span.end + 1 for hit in scene.hits_of("interventions"))


def _subject(scene: Scene, mention: Mention, said: Sequence[Hit]) -> Hit | None:
    """The phrase that a clause begins with, if no more than a verb stands right before the figure."""
    clause = clause_of(scene, mention)
    if not _IS.search(scene.text, clause.start, clause.end) or changed(scene, mention):
        return None
    named = _named(said, clause)
    first = min(named, key=lambda hit: hit.span, default=None)
    return _only(named) if first and first.span.start - clause.start < _FAR_IN else None


def _named(said: Sequence[Hit], inside: Span) -> Sequence[Hit]:
    """The phrases inside a stretch; those that name a measure alone where there are any."""
    held = [hit for hit in said if inside.holds(hit.span)]
    return [hit for hit in held if hit.kind == "name"] or held


def _only(hits: Sequence[Hit]) -> Hit | None:
    """The first of some phrases, if all speak for one measure."""
    return hits[0] if len({hit.term for hit in hits}) == 1 else None
