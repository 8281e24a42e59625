"""Leanings: which measure the single words around a figure are mostly said of, where the phrases leave it open.

A phrase of the lexicon knows what it speaks for; a word near a figure only makes some measures likelier than others.
How much it does was learned from annotated texts (``training/leanings.py``) and stands in ``leanings.csv`` of a pack.
The phrases are heard first: where they speak clearly enough, no word is asked.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from ketclaims.claims.measures import LEAST, Choice
from ketclaims.claims.scene import Scene
from ketclaims.claims.votes import Vote
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.lexicon.leanings import weights_of
from ketclaims.model import Span
from ketclaims.phrases import Words
from ketclaims.quantities import Mention

SURE = 2.0
"""A measure that is so far ahead of all others by the phrases is chosen without asking a word."""

REACH = 20
"""So many words on each side of a figure are asked."""

HALF = 6
"""The distance in words at which one has half of its say."""

_SAY = tuple(1 / (1 + away / HALF) for away in range(REACH))
_LOWEST, _HIGHEST = -4.0, 5.0  # between these a score of the phrases counts
_FEWEST = 3  # an only measure and none at all leave no choice
_BESIDE = 2
_CLASSES = {"conditions": "CONDITION", "interventions": "TREATMENT"}
_KINDS = {
    "phrases": "phrases",
    "spoken": "phrases",
    "unit": "figure",
    "size": "figure",
    "any": "figure",
    "last": "last",
}
_ENDING = re.compile(r"(?:ations?|ings?|ed|es|s|ly|ments?|ers?|ions?|y|ies)\Z")
_STEM = 7  # letters
_LARGEST = 12  # powers of two


def leaned(scene: Scene, mention: Mention, choice: Choice, last: str, lexicon: Lexicon) -> Choice:
    """The choice of the phrases, or, where they leave it open, that of the phrases and the words together.

    ``last`` is the measure of the figure before it, as ``last_measures`` has it.
    """
    known = lexicon.leanings.get(mention.dimension)
    if known is None or _is_settled(choice):
        return choice
    totals = dict.fromkeys(choice.scores, 0.0)
    for measure, weight, _, _ in _weighed(scene, mention, choice, last, known):
        totals[measure] += weight
    if not any(totals.values()):
        return choice
    return replace(choice, measure=max(totals, key=totals.__getitem__), scores=totals)


def last_measures(choices: Mapping[Mention, Choice]) -> Mapping[Mention, str]:
    """For each figure of a passage what the phrases say the one before it of its dimension is, empty without one."""
    said: dict[str, str] = {}
    last: dict[Mention, str] = {}
    for mention, choice in choices.items():
        last[mention] = said.get(mention.dimension, "")
        said[mention.dimension] = choice.measure
    return last


def leanings_of(scene: Scene, mention: Mention, choice: Choice, last: str, lexicon: Lexicon) -> tuple[Vote, ...]:
    """What each word near a figure, the figure itself and the phrases together say for or against a measure."""
    known = lexicon.leanings[mention.dimension]
    words = scene.words
    votes: defaultdict[tuple[str, str, Span], float] = defaultdict(float)
    for measure, weight, name, i in _weighed(scene, mention, choice, last, known):
        kind = _KINDS.get(name.partition(":")[0], "word")
        span = mention.span if i is None else Span(words.starts[i], words.ends[i])
        votes[measure, kind, span] += weight
    return tuple(
        Vote(measure, kind, span, "sentence" if kind == "word" else "figure", weight)
        for (measure, kind, span), weight in votes.items()
    )


def _weighed(
    scene: Scene, mention: Mention, choice: Choice, last: str, known: Mapping[str, str]
) -> Iterator[tuple[str, float, str, int | None]]:
    """What each trait counts for or against each measure: the measure, the weight, the trait, its word in the scene."""
    for name, much, i in traits_of(scene, mention, choice, last):
        for measure, weight in weights_of(known.get(name, "")):
            yield measure, weight * much, name, i


def _is_settled(choice: Choice) -> bool:
    """Whether the phrases leave nothing open: a measure far ahead, words that say it is none, or no other to choose."""
    if len(choice.scores) < _FEWEST or (choice.measure == UNNAMED and choice.score >= LEAST):
        return True
    best, following, *_ = sorted(choice.scores.values(), reverse=True)
    return best - following >= SURE


Trait = tuple[str, float, int | None]
"""One thing to learn from around a figure: its name, how much of it there is, and which word of the scene it is."""


def traits_of(scene: Scene, mention: Mention, choice: Choice, last: str) -> Iterator[Trait]:
    """What is there to learn from around a figure: what the phrases say, its unit, its size, the words near it.

    ``phrases:dose`` is how loud the phrases are for a measure, ``spoken:dose`` that they are loud enough to choose it,
    ``last:dose`` the measure of the figure before. ``near:improv`` is a word of that stem on either side, less the
    farther away it is; ``before1:of`` and ``behind2:for`` are the two words on each side, as they stand. A number, a
    condition and a treatment are just that.
    """
    for name, much in (*_phrased(choice.scores), (f"last:{last}", 1.0), *_traits_of_value(mention)):
        yield name, much, None
    named, written = _named(scene), scene.words.written
    for side, near in _sides(scene.words, scene.span, mention.span):
        for away, i in enumerate(near):
            word = named.get(i) or written[i].lower()
            if away < _BESIDE:
                yield f"{side}{away + 1}:{word}", 1.0, i
            yield stem_of(word), _SAY[away], i


def _phrased(scores: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """What the phrases say for each measure, and for which they say enough."""
    for measure, score in scores.items():
        if score:
            yield f"phrases:{measure}", max(_LOWEST, min(_HIGHEST, score)) / 2
        if score >= LEAST:
            yield f"spoken:{measure}", 1.0


def _traits_of_value(mention: Mention) -> Iterator[tuple[str, float]]:
    """What every figure has, its unit, and how large it is in it, in powers of two."""
    yield "any", 1.0
    quantity = mention.quantity
    if quantity is None:
        return
    yield f"unit:{quantity.unit}", 1.0
    size = quantity.low if quantity.high is None else quantity.high
    if size is not None:
        yield f"size:{quantity.unit}:{min(_LARGEST, int(abs(size) + 1).bit_length() - 1)}", 1.0


def _sides(words: Words, passage: Span, figure: Span) -> Iterator[tuple[str, range]]:
    """Which words stand before a figure in its passage and which behind it, the nearest first."""
    inside = words.inside(passage)
    at = bisect_left(words.starts, figure.start)
    yield "before", range(at - 1, max(inside.start, at - REACH) - 1, -1)
    at = bisect_left(words.starts, figure.end)
    yield "behind", range(at, min(inside.stop, at + REACH))


def _named(scene: Scene) -> Mapping[int, str]:
    """The words of a passage that are the name of a condition or a treatment, and what they are the name of."""
    classes = ((hit.span, name) for kind, name in _CLASSES.items() for hit in scene.hits_of(kind))
    places = ((scene.words.inside(span), name) for span, name in classes)
    return {i: name for inside, name in places for i in range(inside.start, inside.stop)}


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The trait of a word: without its ending, cut to where its forms are alike, ``near:improve`` of "improvements"."""
    if word[0].isdigit():
        return "near:NUMBER"
    short = _ENDING.sub("", word) if len(word) > 4 else word
    return "near:" + (short if len(short) > 2 else word)[:_STEM]
