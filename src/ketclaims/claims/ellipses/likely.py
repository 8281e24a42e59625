"""Likely units: what a number without a unit is a number of, where no form tells, by the words around it.

How much each word makes each unit likelier was learned from annotated pages (``training/units.py``) and stands in
``likely.csv`` of the core. Besides units that are named as such there are those of other figures (``last`` of the
passage, ``next`` in it, ``said`` in the passage before), the ``thing`` that is named behind the number, an ``unknown``
one, and ``none`` where the number states nothing. It is a figure where all of them together are likelier than none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, takewhile

from ketclaims.claims.ellipses.completion import last_figure, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.surroundings import setting_of, stem_of, surroundings_of
from ketclaims.late import late
from ketclaims.lexicon.leanings import weights_of
from ketclaims.quantities import Mention
from ketclaims.quantities.nouns import is_plural, singular

NONE, UNKNOWN, THING, LAST, NEXT, SAID = "none", "unknown", "thing", "last", "next", "said"
NAMED: Mapping[str, str] = {
    "{dose}": "{dose}",
    "{person}": "{person}",
    "{study}": "{study}",
    "{trial}": "{trial}",
    "{point}": "points",
    "a": "age",
    "1": "{ratio}",
    "%": "share",
    UNKNOWN: "",
}
"""The units that are learned as such, each with its dimension."""

SURE = 0.4
"""The likeliest unit has to be that likely."""

_BESIDE = 3  # so many words on each side are heard as they stand, too
_HALF = 12  # so many words away a word has half of its say
_LARGEST = 12  # powers of two
_YEARS = range(1800, 2101)
_NOUN = 4  # letters at least
_PHRASE = late(r"(?:\s+[a-z-]+){1,3}\b")

Trait = tuple[str, float]


def likely_unit(reading: Reading) -> Mention | None:
    """A number without a unit as a figure of the likeliest, if it states anything."""
    if not reading.lexicon.likely:
        return None
    figures = figures_beside(reading)
    totals = dict.fromkeys(units_open(reading, figures), 0.0)
    for trait, much in traits_of(reading, figures):
        for unit, weight in weights_of(reading.lexicon.likely.get(trait, "")):
            if unit in totals:
                totals[unit] += weight * much
    all_of_them = sum(map(math.exp, totals.values()))
    if math.exp(totals.pop(NONE)) > all_of_them / 2:
        return None
    likeliest = max(totals, key=totals.__getitem__)
    if math.exp(totals[likeliest]) < SURE * all_of_them:
        return None
    return _as_figure(reading, likeliest, figures)


Beside = Mapping[str, Mention]
"""The figures whose unit a number can have: the ``last``, the ``next`` and the one ``said`` before, as far as there is
one."""


def figures_beside(reading: Reading) -> Beside:
    """The nearest figures before a number, behind it, and in the passage before."""
    behind = [mention for mention in reading.scene.mentions if mention.span.start >= reading.mention.span.end]
    found = {
        LAST: last_figure(reading.before),
        NEXT: last_figure(behind[::-1]),
        SAID: last_figure(reading.said),
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def units_open(reading: Reading, figures: Beside) -> Iterator[str]:
    """What a number can be a number of: nothing, a unit that is learned as such, another figure's, a thing."""
    yield from (NONE, *NAMED, *figures)
    if thing_behind(reading):
        yield THING


def thing_behind(reading: Reading) -> str:
    """The noun that looks like a plural among the words right behind a number, if nothing ends its phrase before."""
    scene, stops = reading.scene, reading.lexicon.exclusions["stops"]["words"]
    found = _PHRASE.match(scene.text, reading.mention.span.end, scene.span.end)
    words = takewhile(lambda word: word not in stops, found[0].split() if found else ())
    return next((word for word in words if len(word) >= _NOUN and is_plural(word)), "")


def _as_figure(reading: Reading, unit: str, figures: Beside) -> Mention:
    mention = reading.mention
    if unit in figures:
        return with_unit_of(figures[unit], mention)
    if unit == THING:
        return with_unit(mention, f"{{{singular(thing_behind(reading))}}}", "count")
    return with_unit(mention, "1" if unit == UNKNOWN else unit, NAMED[unit])


def traits_of(reading: Reading, figures: Beside) -> Iterator[Trait]:
    """What there is around a number, and how much of it: the number itself, its place, other figures, words.

    ``before1:of`` is the word right before it as it stands, ``behind:complet`` any word of that stem behind it, the
    less the farther away.
    """
    scene, mention = reading.scene, reading.mention
    others = (figure for figure in scene.mentions if figure.kind == "figure" and figure is not mention)
    kinds = (f"{name}:{figures[name].dimension if name in figures else ''}" for name in (LAST, NEXT, SAID))
    having = dict.fromkeys(f"figure:{figure.dimension}" for figure in others)
    for name in chain(_traits_of_number(reading), setting_of(scene, mention.span), kinds, having):
        yield name, 1.0
    around = surroundings_of(scene)
    for side, near in around.sides(mention.span):
        yield from _traits_of_words(side, [around.said[i] for i in near])


def _traits_of_words(side: str, words: Sequence[str]) -> Iterator[Trait]:
    for away, word in enumerate(words[:_BESIDE]):
        yield f"{side}{away + 1}:{word}", 1.0
    loud: defaultdict[str, float] = defaultdict(float)
    for away, word in enumerate(words):
        loud[stem_of(word)] += 1 / (1 + away / _HALF)
    for stem, much in loud.items():
        yield f"{side}:{stem}", much
        yield f"near:{stem}", much


def _traits_of_number(reading: Reading) -> Iterator[str]:
    """How a number is written and how large it is, in powers of two."""
    quantity = stated(reading.mention)
    yield "any"
    yield f"relation:{quantity.relation}"
    yield "digits" if reading.mention.span.of(reading.scene.text)[0].isdigit() else "words"
    if quantity.low != quantity.high:
        yield "range"
    if thing := thing_behind(reading):
        yield THING
        yield f"{THING}:{stem_of(thing)}"
    size = quantity.low if quantity.high is None else quantity.high
    if size is not None:
        yield f"size:{min(_LARGEST, int(abs(size) + 1).bit_length() - 1)}"
        yield "whole" if size == size.to_integral_value() else "broken"
        if size in _YEARS:
            yield "year"
