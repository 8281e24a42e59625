"""The choice of a measure: what the votes of the phrases around a number come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from ketclaims.claims.measures.courses import given_votes
from ketclaims.claims.measures.endings import ending_votes
from ketclaims.claims.measures.forms import effect_votes, form_votes, held_votes
from ketclaims.claims.measures.groups import muffled
from ketclaims.claims.measures.openings import opening_votes
from ketclaims.claims.measures.owners import owner_votes
from ketclaims.claims.measures.votes import WEIGHTS, Vote, phrase_votes
from ketclaims.claims.scenes.scene import Scene
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.lexicon.entries import is_money
from ketclaims.quantities import Mention

ECHO = 0.5
"""How much of its weight a vote keeps behind a louder one of its kind."""

LEAST = 0.55
"""A measure with a lower score than this is a guess: the claim is ``other``."""


_NAMED_ALWAYS = frozenset(("{year}", "age"))
ALONE = 5.5
"""The least score of the only candidate of a dimension: a sum of money is a price unless words beside it say not."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The measure chosen, its score, every vote for and against every candidate, and the scores of all."""

    measure: str
    score: float
    votes: tuple[Vote, ...]
    scores: Mapping[str, float] = field(default_factory=dict, compare=False)

    @property
    def unmeasured(self) -> bool:
        """Whether no word says what is measured, not even that it is something else."""
        return self.measure == UNNAMED and self.score < LEAST


UNUSUAL = -1.5
"""What it costs a measure to be stated in an unusual unit: benefits last days, not hours."""

FAR_OFF = -3.0
"""What it costs a measure besides to be stated in a unit of another size: no session lasts weeks."""

_FAR = 100


def choose(scene: Scene, mention: Mention, lexicon: Lexicon) -> Choice:
    """The measure of ``mention``: the candidate of its dimension with the highest score, or ``other``.

    ``other`` is what no candidate fits, and a candidate itself where words speak for it ("would recommend us").
    """
    candidates = candidates_of(lexicon, mention.dimension)
    if not candidates:
        return Choice(UNNAMED, 0.0, ())
    names = _names(lexicon, mention.dimension)
    phrases = muffled(scene, mention, phrase_votes(scene, mention, names, lexicon))
    forms = (
        *form_votes(scene, mention, candidates, lexicon),
        *held_votes(scene, mention, candidates),
        *effect_votes(scene, mention, candidates),
        *ending_votes(scene, mention, candidates),
        *opening_votes(scene, mention, candidates),
        *owner_votes(scene, mention, candidates),
        *given_votes(scene, mention, candidates),
    )
    return choice_of(scene, mention, (*phrases, *forms), lexicon)


def choice_of(scene: Scene, mention: Mention, votes: tuple[Vote, ...], lexicon: Lexicon) -> Choice:
    """What the votes come to: the candidate of the mention's dimension that they speak for loudest, or ``other``."""
    candidates = candidates_of(lexicon, mention.dimension)
    cast = _cast(votes)
    scores = dict(_unvoted(lexicon, mention.dimension, mention.unit))
    for name in cast.keys() & scores.keys():
        scores[name] += _score(cast[name])
    best = max(scores, key=scores.__getitem__)
    chosen, score = _chosen(scene, candidates, best, scores)
    none = _score_of_none(mention, best, votes) if UNNAMED in cast else 0.0
    if none >= max(LEAST, score):
        chosen, score = UNNAMED, none
    scores[UNNAMED] = none
    return Choice(chosen, score, votes, scores)


def _score_of_none(mention: Mention, best: str, votes: Sequence[Vote]) -> float:
    """What speaks for no measure at all; a year is of one that words name, or context, and an age is an age."""
    if mention.dimension in _NAMED_ALWAYS:
        return 0.0
    own = {vote.span.start for vote in votes if vote.measure == best and vote.kind == "name"}
    spoken = (vote for vote in votes if vote.measure == UNNAMED and _speaks_of_nothing(vote, own))
    return _score(_cast(spoken).get(UNNAMED, {}))


def _speaks_of_nothing(vote: Vote, own: Set[int]) -> bool:
    """Whether a phrase for no measure counts: not in a heading, and not where a name of the best measure begins."""
    return vote.kind == "owner" or (vote.frame != "heading" and vote.span.start not in own)


def _chosen(scene: Scene, candidates: Sequence[Measure], best: str, scores: Mapping[str, float]) -> tuple[str, float]:
    """The best candidate and its score; an only one needs no word to speak for it, any other has to reach ``LEAST``."""
    score = scores[best]
    if len(candidates) == 1 and score > UNUSUAL:
        return best, max(score, ALONE)
    if score >= LEAST:
        return best, score
    default = next((m for m in candidates if m.default and scores[m.name] > -LEAST and _dosed(scene)), None)
    return (default.name, LEAST) if default else (UNNAMED, score)


@lru_cache(maxsize=256)
def candidates_of(lexicon: Lexicon, dimension: str) -> tuple[Measure, ...]:
    """The measures that a dimension can state; a price per milligram is a sum of money all the same."""
    whole, _, per = dimension.partition("/")
    stated = whole if per and is_money(whole) else dimension
    return tuple(measure for measure in lexicon.measures.values() if stated in measure.dimensions)


@lru_cache(maxsize=256)
def _names(lexicon: Lexicon, dimension: str) -> Set[str]:
    """The names for and against which a word can speak: those of the candidates, and that of none."""
    return frozenset((UNNAMED, *(measure.name for measure in candidates_of(lexicon, dimension))))


def _dosed(scene: Scene) -> bool:
    """Whether the size of a dose stands in the passage: a count beside it belongs to a protocol."""
    return any(m.dimension in ("mass", "dose_by_weight") for m in scene.mentions)


def is_unusual(measure: Measure, unit: str) -> bool:
    """Whether a measure is not usually stated in a unit."""
    return bool(unit and measure.usual) and unit not in measure.usual


@lru_cache(maxsize=1024)
def _unvoted(lexicon: Lexicon, dimension: str, unit: str) -> Mapping[str, float]:
    """The scores of the candidates of a dimension before any vote: an unusual unit speaks against a measure."""
    return {measure.name: _unit_score(measure, unit, lexicon) for measure in candidates_of(lexicon, dimension)}


def _unit_score(measure: Measure, unit: str, lexicon: Lexicon) -> float:
    """What a unit counts for a measure: against it where it is unusual, and more where it is far off."""
    if not is_unusual(measure, unit):
        return 0.0
    return UNUSUAL + (FAR_OFF if _is_far_off(measure, unit, lexicon) else 0.0)


def _is_far_off(measure: Measure, unit: str, lexicon: Lexicon) -> bool:
    """Whether a unit is of quite another size than the usual ones of a measure: no session lasts weeks."""
    stated = lexicon.units.get(unit)
    usual = [lexicon.units[code].factor for code in measure.usual if code in lexicon.units]
    if stated is None or not usual:
        return False
    return stated.factor >= _FAR * max(usual) or _FAR * stated.factor <= min(usual)


def _cast(votes: Iterable[Vote]) -> Mapping[str, Mapping[str, list[float]]]:
    """The weights of the votes by measure and kind."""
    cast: dict[str, dict[str, list[float]]] = {}
    for vote in votes:
        cast.setdefault(vote.measure, {}).setdefault(vote.kind, []).append(vote.weight)
    return cast


def _score(cast: Mapping[str, list[float]]) -> float:
    """The loudest vote of each kind in full, the others a little: ten weak hints do not outdo one clear name."""
    score = 0.0
    for kind in WEIGHTS:
        weights = cast.get(kind, ())
        if len(weights) == 1:
            score += weights[0]
        elif weights:
            loudest, *echoes = sorted(weights, key=abs, reverse=True)
            score += loudest + ECHO * sum(echoes)
    return score
