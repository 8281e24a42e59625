"""The choice of a measure: every cue in, beside and above a number speaks for or against it, the nearest loudest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ketclaims.claims.scene import Scene
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

WEIGHTS = {"name": 4.0, "cue": 1.5, "hint": 1.5, "against": -3.5}
"""How much a phrase that names a measure, points to it or speaks against it counts at the number itself."""

FRAMES = {"label": 1.2, "column": 1.5, "corner": 0.3, "lead": 0.5, "heading": 0.3}
"""How much of its weight a phrase keeps in the row's label, the column's header, the lead-in, a heading."""

REACH = 60.0
"""The distance in characters at which a phrase of the sentence has half of its weight."""

ECHO = 0.5
"""How much of its weight a vote keeps behind a louder one of its kind."""

LEAST = 0.55
"""A measure with a lower score than this is a guess: the claim is ``other``."""


class Vote(NamedTuple):
    """One phrase's say: which measure, which phrase, where, and how much it counts."""

    measure: str
    kind: str
    span: Span
    frame: str
    weight: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The measure chosen, its score, and every vote for and against every candidate."""

    measure: str
    score: float
    votes: tuple[Vote, ...]


UNUSUAL = -1.5
"""What it costs a measure to be stated in an unusual unit: benefits last days, not minutes."""


def choose(scene: Scene, mention: Mention, lexicon: Lexicon) -> Choice:
    """The measure of ``mention``: the candidate of its dimension with the highest score, or ``other``."""
    candidates = _candidates(lexicon, mention.dimension)
    if not candidates:
        return Choice(UNNAMED, 0.0, ())
    votes = _votes(scene, mention, {measure.name for measure in candidates})
    cast = _cast(votes)
    scores = {m.name: _score(cast.get(m.name, {})) + _unit_score(m, mention) for m in candidates}
    best = max(candidates, key=lambda measure: scores[measure.name])
    if len(candidates) == 1 and scores[best.name] > -3:
        return Choice(best.name, max(scores[best.name], LEAST), votes)
    if scores[best.name] < LEAST:
        default = next((m for m in candidates if m.default and scores[m.name] > -LEAST and _dosed(scene)), None)
        if default is not None:
            return Choice(default.name, LEAST, votes)
        return Choice(UNNAMED, scores[best.name], votes)
    return Choice(best.name, scores[best.name], votes)


@lru_cache(maxsize=256)
def _candidates(lexicon: Lexicon, dimension: str) -> tuple[Measure, ...]:
    return tuple(measure for measure in lexicon.measures.values() if dimension in measure.dimensions)


def _dosed(scene: Scene) -> bool:
    """Whether the size of a dose stands in the passage: a count beside it belongs to a protocol."""
    return any(m.dimension in ("mass", "dose_by_weight") for m in scene.mentions)


def _unit_score(measure: Measure, mention: Mention) -> float:
    usual = measure.usual
    return UNUSUAL if usual and mention.quantity is not None and mention.quantity.unit not in usual else 0.0


def _cast(votes: Iterable[Vote]) -> Mapping[str, Mapping[str, list[float]]]:
    """The weights of the votes by measure and kind."""
    cast: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for vote in votes:
        cast[vote.measure][vote.kind].append(vote.weight)
    return cast


def _score(cast: Mapping[str, list[float]]) -> float:
    """The loudest vote of each kind in full, the others a little: ten weak hints do not outdo one clear name."""
    score = 0.0
    for kind in WEIGHTS if cast else ():
        loudest, *echoes = sorted(cast.get(kind, (0.0,)), key=abs, reverse=True)
        score += loudest + ECHO * sum(echoes)
    return score


def _votes(scene: Scene, mention: Mention, names: set[str]) -> tuple[Vote, ...]:
    votes = [
        Vote(hit.term, hit.kind, hit.span, "sentence", _weight(hit) / (1 + scene.cost(hit.span, mention.span) / REACH))
        for hit in _speaking(scene.hits, names)
    ]
    depth = 0
    for frame in scene.frames:
        depth += frame.kind == "heading"
        share = FRAMES[frame.kind] / max(1, depth)
        votes += [Vote(h.term, h.kind, h.span, frame.kind, _weight(h) * share) for h in _speaking(frame.hits, names)]
    return tuple(votes)


def _weight(hit: Hit) -> float:
    """A phrase of several words says more than a single word."""
    return WEIGHTS[hit.kind] * (1 + 0.25 * (hit.size - 1))


def _speaking(hits: tuple[Hit, ...], names: set[str]) -> list[Hit]:
    """The hits that speak for or against one of the candidates."""
    return [hit for hit in hits if hit.term in names and hit.kind in WEIGHTS]
