"""Leanings: which measure the single words around a figure are mostly said of, where the phrases leave it open.

A phrase of the lexicon knows what it speaks for; a word near a figure only makes some measures likelier than others.
How much it does was learned from annotated texts (``training/leanings.py``) and stands in ``leanings.csv`` of a pack.
The phrases are heard first: where they speak clearly enough, no word is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ketclaims.claims.measures.choices import LEAST, Choice
from ketclaims.claims.measures.votes import Vote
from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.scenes.surroundings import stem_of, surroundings_of
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.lexicon.leanings import weights_of
from ketclaims.model import Span
from ketclaims.quantities import Mention

SURE = 2.3
"""A measure that is so far ahead of all others by the phrases is chosen without asking a word."""

HALF = 80.0
"""The distance at which a word has half of its say, in characters with the breaks between it and the figure."""

_LOWEST, _HIGHEST = -4.0, 5.0  # between these a score of the phrases counts
_FEWEST = 3  # an only measure and none at all leave no choice
_BESIDE = 2
_NAMING = ("name", "cue")
_KINDS = {
    "phrases": "phrases",
    "spoken": "phrases",
    "unit": "figure",
    "size": "figure",
    "any": "figure",
    "last": "last",
    "earlier": "last",
}
_LARGEST = 12  # powers of two


class Before(NamedTuple):
    """What the figures before one of the same dimension are: the last of its passage, and of the block's passages
    before; empty without one."""

    last: str = ""
    earlier: str = ""


def leaned(scene: Scene, mention: Mention, choice: Choice, before: Before, lexicon: Lexicon) -> Choice:
    """The choice of the phrases, or, where they leave it open, that of the phrases and the words together.

    ``before`` is what ``last_measures`` has of the figure.
    """
    known = lexicon.leanings.get(mention.dimension)
    if known is None or _is_settled(choice):
        return choice
    totals = dict.fromkeys(choice.scores, 0.0)
    for name, much, _ in traits_of(scene, mention, choice, before, known):
        for measure, weight in weights_of(known[name]):
            totals[measure] += weight * much
    if not any(totals.values()):
        return choice
    return replace(choice, measure=max(totals, key=totals.__getitem__), scores=totals)


def last_measures(choices: Mapping[Mention, Choice], earlier: Mapping[str, str]) -> Mapping[Mention, Before]:
    """For each figure of a passage what the figures before it are.

    ``choices`` are those of the phrases; ``earlier`` has for each dimension the measure of the last claim in the
    passages of the block before this one.
    """
    said: dict[str, str] = {}
    last: dict[Mention, Before] = {}
    for mention, choice in choices.items():
        last[mention] = Before(said.get(mention.dimension, ""), earlier.get(mention.dimension, ""))
        said[mention.dimension] = choice.measure
    return last


def leanings_of(scene: Scene, mention: Mention, choice: Choice, before: Before, lexicon: Lexicon) -> tuple[Vote, ...]:
    """What each word near a figure, the figure itself and the phrases together say for or against a measure."""
    known = lexicon.leanings[mention.dimension]
    votes: defaultdict[tuple[str, str, Span], float] = defaultdict(float)
    for name, much, place in traits_of(scene, mention, choice, before, known):
        kind, span = _KINDS.get(name.partition(":")[0], "word"), place or mention.span
        for measure, weight in weights_of(known[name]):
            votes[measure, kind, span] += weight * much
    return tuple(
        Vote(measure, kind, span, "sentence" if kind == "word" else "figure", weight)
        for (measure, kind, span), weight in votes.items()
    )


def _is_settled(choice: Choice) -> bool:
    """Whether the phrases leave nothing open: a measure far ahead, no other to choose, or another owner."""
    if len(choice.scores) < _FEWEST or (choice.measure == UNNAMED and any(v.kind == "owner" for v in choice.votes)):
        return True
    if _headed_alone(choice):
        return True
    best, following, *_ = sorted(choice.scores.values(), reverse=True)
    return best - following >= SURE


def _headed_alone(choice: Choice) -> bool:
    """Whether the header of a column names the measure and nothing speaks for another."""
    headed = any(v.frame == "column" and v.measure == choice.measure and v.kind in _NAMING for v in choice.votes)
    return headed and choice.measure != UNNAMED and sum(score > 0 for score in choice.scores.values()) == 1


Trait = tuple[str, float, Span | None]
"""One thing to learn from around a figure: its name, how much of it there is, and the place of the word that it is."""


def traits_of(
    scene: Scene, mention: Mention, choice: Choice, before: Before, known: Container[str] | None = None
) -> Iterator[Trait]:
    """What is there to learn from around a figure: what the phrases say, its unit, its size, the words near it; of all
    that only what is ``known``, if that is given.

    ``phrases:dose`` is how loud the phrases are for a measure, ``spoken:dose`` that they are loud enough to choose it,
    ``last:dose`` the measure of the figure before, ``earlier:dose`` that of the last one in an earlier passage of the
    block. ``near:improv`` is a word of that stem on either side, less the
    farther away it is; ``before1:of`` and ``behind2:for`` are the two words on each side, as they stand. A number, a
    condition and a treatment are just that.
    """
    heard: Callable[[str], bool] = known.__contains__ if known is not None else lambda _: True
    for name, much in (*_phrased(choice.scores), *_traits_of_before(before), *_traits_of_value(mention)):
        if heard(name):
            yield name, much, None
    around = surroundings_of(scene)
    for side, near in around.sides(mention.span):
        for away, i in enumerate(near):
            word = around.said[i]
            if away < _BESIDE and heard(name := f"{side}{away + 1}:{word}"):
                yield name, 1.0, around.place(i)
            if heard(name := f"near:{stem_of(word)}"):
                place = around.place(i)
                yield name, 1 / (1 + scene.cost(place, mention.span) / HALF), place


def _phrased(scores: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """What the phrases say for each measure, and for which they say enough."""
    for measure, score in scores.items():
        if score:
            yield f"phrases:{measure}", max(_LOWEST, min(_HIGHEST, score)) / 2
        if score >= LEAST:
            yield f"spoken:{measure}", 1.0


def _traits_of_before(before: Before) -> Iterator[tuple[str, float]]:
    yield f"last:{before.last}", 1.0
    if before.earlier:
        yield f"earlier:{before.earlier}", 1.0


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
