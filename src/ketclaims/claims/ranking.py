"""The ranker: families of words around a figure, weighed by what annotated texts have taught, among the candidates.

It only shifts the scores that the phrases of the lexicon have given, by no more than ``MOST``, so that where they are
clear they stand. The weights are numbers in a pack's ``ranking.toml``, made by ``benchmarks/training.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from ketclaims.claims.measures import LEAST, Choice, Vote
from ketclaims.claims.scene import Scene
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Span
from ketclaims.phrases import words_of
from ketclaims.quantities import Mention

SHARE = 0.3
"""How much a learned weight counts beside the weights of phrases in ``claims/measures.py``."""

MOST = 2.1
"""The farthest that the ranker can set a candidate back behind the one that it likes best."""

SILENCE = 0.3
"""What a candidate that the signs speak for has to be ahead by, where no phrase has spoken: the score of `other`."""

REACH = 40.0
"""The distance in characters at which a family of words in the sentence has half of its weight."""

_BESIDE = ("label", "column", "lead")
_WINDOW, _WORDS = 45, 3
_NEARNESS = (1.0, 0.7, 0.5)
_SMALL, _LARGE, _MANY, _MILLIONS = Decimal(10), Decimal(60), Decimal(1000), Decimal(100_000)
_WORD = re.compile(r"[A-Za-z]+|[%:;,()]")


class Sign(NamedTuple):
    """One thing that is to be seen around a figure: its name in the weights, how strongly, and where, if anywhere."""

    name: str
    strength: float
    span: Span | None = None


def ranked(
    scene: Scene, mention: Mention, choice: Choice, weights: Mapping[str, Mapping[str, float]], lexicon: Lexicon
) -> Choice:
    """A choice with what the ranker adds to its scores; the same one where that cannot change it."""
    scores = {**choice.scores, choice.measure: max(choice.score, SILENCE if choice.measure == UNNAMED else LEAST)}
    rivals = [score for name, score in scores.items() if name != choice.measure]
    if not choice.scores or max(rivals, default=-MOST) + MOST <= scores[choice.measure]:
        return choice
    signs = signs_of(scene, mention, lexicon)
    shift = shifts(scores, signs, weights)
    total = {name: score + shift[name] for name, score in scores.items()}
    best = max(total, key=lambda name: total[name])
    votes = (vote for name in scores for vote in _votes(name, signs, weights.get(name, {}), mention))
    return replace(choice, measure=best, score=total[best], scores=total, learned=tuple(votes))


def _votes(name: str, signs: Iterable[Sign], weights: Mapping[str, float], mention: Mention) -> Iterator[Vote]:
    for sign, weight in weighed(signs, weights):
        yield Vote(name, "learned", sign.span or mention.span, sign.name, weight)


def signs_of(scene: Scene, mention: Mention, lexicon: Lexicon) -> tuple[Sign, ...]:
    """What is to be seen around a figure, each name once: where a family stands twice, the nearest counts."""
    signs: dict[str, Sign] = {}
    for sign in (*_families(scene, mention, lexicon), *_neighbours(scene, mention), *_form(scene, mention)):
        if sign.name not in signs or signs[sign.name].strength < sign.strength:
            signs[sign.name] = sign
    return tuple(signs.values())


def shifts(
    candidates: Iterable[str], signs: Iterable[Sign], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """What each candidate is set back behind the one that the signs speak for most, at most ``MOST``."""
    sums = {name: sum(w for _, w in weighed(signs, weights.get(name, {}))) for name in candidates}
    best = max(sums.values(), default=0.0)
    return {name: max(-MOST, total - best) for name, total in sums.items()}


def weighed(signs: Iterable[Sign], weights: Mapping[str, float]) -> list[tuple[Sign, float]]:
    """The signs that count for or against a measure, and how much."""
    return [(sign, SHARE * weights[sign.name] * sign.strength) for sign in signs if sign.name in weights]


def _families(scene: Scene, mention: Mention, lexicon: Lexicon) -> Iterator[Sign]:
    for hit in lexicon.senses.scan(words_of(scene.text, scene.span)):
        far = scene.cost(hit.span, mention.span)
        yield Sign(hit.term, 1 / (1 + far / REACH), hit.span)
    for frame in scene.frames:
        if frame.kind in _BESIDE:
            for hit in lexicon.senses.scan(words_of(scene.text, frame.span)):
                yield Sign(f"beside {hit.term}", 1.0, hit.span)


def _neighbours(scene: Scene, mention: Mention) -> Iterator[Sign]:
    """The three words on each side, the nearest strongest."""
    head = _WORD.findall(scene.before(mention.span, _WINDOW))[: -_WORDS - 1 : -1]
    end = min(scene.span.end, mention.span.end + _WINDOW)
    tail = _WORD.findall(Span(mention.span.end, end).of(scene.text))[:_WORDS]
    for place, words in (("before", head), ("behind", tail)):
        for word, strength in zip(words, _NEARNESS, strict=False):
            yield Sign(f"{place} {word.lower()}", strength)


def _form(scene: Scene, mention: Mention) -> Iterator[Sign]:
    """How the figure is said: its unit, its size, whether in a table, whether a condition is named."""
    yield Sign("always", 1.0)
    quantity = mention.quantity
    if quantity is None:
        return
    yield from (Sign(name, 1.0) for name in (f"unit {quantity.unit}", quantity.precision, quantity.relation))
    if scene.block.cells:
        yield Sign("in a table", 1.0)
    if scene.hits_of("conditions"):
        yield Sign("condition", 1.0)
    value = quantity.high if quantity.high is not None else quantity.low
    if value is not None:
        yield from (Sign(name, 1.0) for name in _size(quantity.unit, value))


def _size(unit: str, value: Decimal) -> Iterator[str]:
    if unit == "%" and value <= _SMALL:
        yield "small"
    if (unit == "%" and value >= _LARGE) or (unit == "{person}" and value >= _MANY):
        yield "large"
    if unit == "{person}" and value >= _MILLIONS:
        yield "huge"
