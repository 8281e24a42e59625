"""Learn what a number without a unit is a number of, and put it down as ``likely.csv`` of the core.

    python training/units.py

It learns from every number without a unit of the annotated texts, of the passages of the half that taught, of the
sentences of the tests and of the invented pages (``training/corpora.py``), those among them whose unit a rule finds,
too: a multinomial logistic regression over what ``claims/ellipses/likely.py`` names of a number. Where a page has only
the measure of a claim, its unit is that of the measure. Small weights are dropped and the others rounded.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple
from unittest.mock import patch

from corpora import ROOT, Mark, Text, annotated, cases, forms, marked
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ketclaims.claims import extract
from ketclaims.claims.ellipses import units
from ketclaims.claims.ellipses.likely import (
    NAMED,
    NONE,
    THING,
    UNKNOWN,
    Beside,
    figures_beside,
    thing_behind,
    traits_of,
)
from ketclaims.claims.ellipses.reading import Reading, Rule, first_answer
from ketclaims.lexicon import UNNAMED, Lexicon, default_lexicon
from ketclaims.lexicon.stances import HEADER_OF_UNITS, LIKELY, Stances
from ketclaims.quantities import Mention

WEIGHTS = ROOT / "src" / "ketclaims" / "lexicons" / "core" / LIKELY

STRENGTH = 0.3
"""The inverse of the weight of the L2 penalty, as scikit-learn has it."""

RAREST = 3
"""A trait has to be there so many times."""

LEAST = 0.1
"""A smaller weight is dropped."""

_CORPUS = "corpus:"


class Number(NamedTuple):
    """A number to learn from: its corpus and text, what is there around it, what it is a number of."""

    corpus: str
    source: str
    traits: Mapping[str, float]
    unit: str


def numbers(lexicon: Lexicon) -> Iterator[Number]:
    """Every number of the texts that has no unit of its own."""
    for text in chain(annotated(), forms(), cases(), marked()):
        for reading in _readings(text, lexicon):
            if text.tells_of(reading.mention.span):
                figures = figures_beside(reading)
                traits = dict(traits_of(reading, figures))
                unit = _unit_of(text.claim_at(reading.mention.span), reading, figures)
                yield Number(text.corpus, text.name, traits, unit)


def _readings(text: Text, lexicon: Lexicon) -> list[Reading]:
    """The numbers of a text before any rule has found their unit."""
    readings: list[Reading] = []

    def listen(rules: Iterable[Rule], reading: Reading) -> Mention | None:
        if reading.mention.kind == "bare":
            readings.append(reading._replace(before=tuple(reading.before)))
        return first_answer(rules, reading)

    with patch.object(units, "first_answer", listen):
        extract(text.text, text.name, lexicon)
    return readings


def _unit_of(claim: Mark | None, reading: Reading, figures: Beside) -> str:
    """What a number is a number of."""
    if claim is None:
        return NONE
    measure = reading.lexicon.measures.get(claim.measure, reading.lexicon.measures[UNNAMED])
    unit = claim.unit or (measure.unit if measure.unit in NAMED else "")
    alike = (name for name, figure in figures.items() if _is_alike(figure, unit, measure.dimensions))
    if found := next(alike, ""):
        return found
    if unit in NAMED:
        return unit
    things = thing_behind(reading) and (unit.startswith("{") or measure.name == UNNAMED)
    return THING if things else UNKNOWN


def _is_alike(figure: Mention, unit: str, dimensions: Sequence[str]) -> bool:
    """Whether a figure has the unit, or, where it is not known, one that the measure can have."""
    return figure.unit == unit if unit else figure.dimension in dimensions


def learn(examples: Sequence[Number]) -> Mapping[str, Sequence[tuple[str, float]]]:
    """The weights that are worth keeping, by trait."""
    often = Counter(name for number in examples for name in number.traits)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        {**{name: much for name, much in number.traits.items() if often[name] >= RAREST}, _CORPUS + number.corpus: 1.0}
        for number in examples
    )
    model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
    model.fit(matrix, [number.unit for number in examples])
    learned: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for i, trait in enumerate(vectors.feature_names_):
        for unit, weight in zip(model.classes_, model.coef_[:, i], strict=True):
            if abs(weight) >= LEAST and not trait.startswith(_CORPUS):
                learned[trait].append((unit, round(float(weight), 1)))
    return learned


def written(learned: Mapping[str, Sequence[tuple[str, float]]]) -> Mapping[str, str]:
    """The weights of each trait as ``likely.csv`` has them, the largest first."""
    ranked = {trait: sorted((w, unit) for unit, w in weights if w)[::-1] for trait, weights in sorted(learned.items())}
    return {trait: " ".join(f"{unit} {weight:+}" for weight, unit in said) for trait, said in ranked.items()}


def main() -> None:
    """Write the weights."""
    lexicon = replace(default_lexicon(), stances=Stances(), likely={})
    learned = written(learn(list(numbers(lexicon))))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER_OF_UNITS)
        rows.writerows(learned.items())


if __name__ == "__main__":
    main()
