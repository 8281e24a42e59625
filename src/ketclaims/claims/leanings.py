"""Leanings: which measure the single words around a figure are mostly said of, where the phrases leave it open.

A phrase of the lexicon knows what it speaks for; a word near a figure only makes some measures likelier than others. How
much it does was learned from annotated texts (``benchmarks/leanings.py``) and stands in ``leanings.csv`` of a pack. The
phrases are heard first: where they speak clearly enough, no word is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from ketclaims.claims.measures import LEAST, Choice
from ketclaims.claims.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.model import Span
from ketclaims.quantities import Mention

SURE = 3.0
"""A measure that is so far ahead of all others by the phrases is chosen without asking a word."""

HEARD = 1.0
"""What it adds to a measure that its phrases reach ``LEAST``."""

REACH = 20
"""So many words on each side of a figure are asked."""

HALF = 40.0
"""The distance in characters, breaks counted in, at which a word has half of its say."""

_LOWEST, _HIGHEST = -4.0, 5.0
_FEWEST = 3  # an only measure and none at all leave no choice
_BESIDE = 2
_CLASSES = {"conditions": "CONDITION", "interventions": "TREATMENT"}
_ENDING = re.compile(r"(?:ations?|ings?|ed|es|s|ly|ments?|ers?|ions?|y|ies)\Z")
_STEM = 7  # letters
_LARGEST = 12  # powers of two


def leaned(scene: Scene, mention: Mention, choice: Choice, lexicon: Lexicon) -> Choice:
    """The choice of the phrases, or, where they leave it open, that of the phrases and the words together."""
    totals = {measure: heard(score) for measure, score in choice.scores.items()}
    if not lexicon.leanings or len(totals) < _FEWEST or _ahead(totals.values()) >= SURE:
        return choice
    for trait, much in traits_of(scene, mention).items():
        for measure, weight in lexicon.leanings.get(trait, ()):
            if measure in totals:
                totals[measure] += weight * much
    return replace(choice, measure=max(totals, key=totals.__getitem__), scores=totals)


def heard(score: float) -> float:
    """What the score of the phrases counts beside the words, which were weighed against this."""
    return max(_LOWEST, min(_HIGHEST, score)) + HEARD * (score >= LEAST)


def _ahead(totals: Iterable[float]) -> float:
    """How far the best is ahead of the next."""
    best, following, *_ = sorted(totals, reverse=True)
    return best - following


def traits_of(scene: Scene, mention: Mention) -> Mapping[str, float]:
    """What is there to learn from around a figure, and how much of each: its unit, its size, the words near it.

    ``near:improv`` is a word of that stem on either side, less the farther away it is; ``before:of`` and
    ``behind:for`` are the two words on each side, as they stand. A number, a condition and a treatment are just that.
    """
    traits = {"any": 1.0}
    for trait in _traits_of_value(mention):
        traits[trait] = 1.0
    for side in (True, False):
        for i, (word, place) in enumerate(_beside(scene, mention.span, before=side)):
            if i < _BESIDE:
                traits[f"{'before' if side else 'behind'}{i + 1}:{word}"] = 1.0
            near = f"near:{stem_of(word)}"
            traits[near] = max(traits.get(near, 0.0), 1 / (1 + scene.cost(place, mention.span) / HALF))
    return traits


def _traits_of_value(mention: Mention) -> Iterator[str]:
    """The unit of a figure, and how large it is in it, in powers of two."""
    quantity = mention.quantity
    if quantity is None:
        return
    yield f"unit:{quantity.unit}"
    size = quantity.low if quantity.high is None else quantity.high
    if size is not None:
        yield f"size:{quantity.unit}:{min(_LARGEST, int(abs(size) + 1).bit_length() - 1)}"


def _beside(scene: Scene, figure: Span, *, before: bool) -> Iterator[tuple[str, Span]]:
    """The words on one side of a figure inside its passage, the nearest first, with their places."""
    words, inside = scene.words, scene.words.inside(scene.span)
    if before:
        at = bisect_left(words.starts, figure.start)
        near: Iterable[int] = range(at - 1, max(inside.start, at - REACH) - 1, -1)
    else:
        at = bisect_left(words.starts, figure.end)
        near = range(at, min(inside.stop, at + REACH))
    last = ""
    for i in near:
        place = Span(words.starts[i], words.ends[i])
        word = _class_of(scene, place) or ("NUMBER" if words.folded[i][0].isdigit() else words.folded[i])
        if word != last or not word.isupper():
            yield word, place
        last = word


def _class_of(scene: Scene, place: Span) -> str | None:
    """What a word is a name of: a condition, a treatment, or neither."""
    for kind, name in _CLASSES.items():
        if any(hit.span.holds(place) for hit in scene.hits_of(kind)):
            return name
    return None


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """A word without its ending, cut to a length at which its forms are alike: "improvements" is "improve"."""
    short = _ENDING.sub("", word) if len(word) > 4 else word  # noqa: PLR2004
    return (short if len(short) > 2 else word)[:_STEM]  # noqa: PLR2004
