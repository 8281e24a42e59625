"""Learn when a figure is claimed and when it is context, and put it down as ``stances.csv`` of the core.

    python training/stances.py [--folds N]

It learns from every figure of the annotated texts, of the passages of the half that taught, and of the invented pages
(``training/corpora.py``): a logistic regression over what ``claims/rulings/stances.py`` names of a figure, once for all
figures and once for those of its dimension. Small weights are dropped and the others rounded, so that a person can
read them.

A rule is nearly always right on the texts that taught it. So what words say is learned first, without the rules, and
how much a rule counts beside them only from the invented pages, which taught no rule; what words say there is then said
by those that learned nothing from that page. How often a number is context differs by who wrote a corpus, so each
corpus has a weight of its own, which is not kept. ``--folds`` writes nothing: it learns without a part of the pages and
says of how many figures of that part the stance is right by the rules alone and by all together.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple
from unittest.mock import patch
from zlib import crc32

import numpy as np
from corpora import ROOT, Text, annotated, cases, examples, forms, marked
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ketclaims.claims import extract
from ketclaims.claims.rulings import dispositions
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.rulings.stances import dimension_of, is_open, traits_of
from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.scenes.surroundings import surroundings_of
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.lexicon.files import pack_names
from ketclaims.lexicon.stances import HEADER, STANCES, Stances

WEIGHTS = ROOT / "src" / "ketclaims" / "lexicons" / "core" / STANCES
UNREAD = "marked"
"""Of these pages no rule was learned: the rules fail them as often as they fail a page that is new."""

STRENGTH = 0.2
"""The inverse of the weight of the L2 penalty on what words say, as scikit-learn has it."""

RAREST = 3
"""A trait has to be there so many times."""

LEAST = 0.05
"""A smaller weight is dropped."""

COUNTS = {"articles": 3.0, "practice": 3.0, "cases": 3.0}
"""Where several people agreed on what a figure is, it counts for so many; every other for one."""

PARTS = 5
"""Words are learned so many times without a part of the pages, to be heard on that part."""

_RULED = "ruled"
_CORPUS = "corpus:"

Amounts = Mapping[str, float]


class Figure(NamedTuple):
    """A figure to learn from: its corpus and text, its dimension, what is there around it, whether it is claimed."""

    corpus: str
    source: str
    dimension: str
    traits: Amounts
    claimed: bool
    by_rules: bool

    @property
    def ruled(self) -> Iterator[str]:
        """What the rules say against it."""
        return (name for name in self.traits if name.startswith(_RULED))


def figures(lexicon: Lexicon) -> Iterator[Figure]:
    """Every figure of the texts that can be a claim or a context."""
    for text in chain(annotated(), forms(), cases(), marked()):
        yield from _figures_of(text, lexicon)
    for pack in pack_names():
        own = _by_rules(Lexicon.load(pack))
        yield from chain.from_iterable(_figures_of(text, own) for text in examples(own))


def _figures_of(text: Text, lexicon: Lexicon) -> Iterator[Figure]:
    for scene, rulings in _ruled(text, lexicon):
        around = surroundings_of(scene)
        for i, ruling in enumerate(rulings):
            if is_open(ruling) and text.tells_of(ruling.mention.span):
                traits = Counter(traits_of(scene, around, rulings, i))
                claimed = text.claim_at(ruling.mention.span) is not None
                by_rules = ruling.disposition == "claim"
                yield Figure(text.corpus, text.name, dimension_of(ruling.mention), traits, claimed, by_rules)


def _by_rules(lexicon: Lexicon) -> Lexicon:
    """A lexicon with which the rules alone decide."""
    return replace(lexicon, stances=Stances())


def _ruled(text: Text, lexicon: Lexicon) -> list[tuple[Scene, Sequence[Ruling]]]:
    """The passages of a text with what the rules make of their figures."""
    passages: list[tuple[Scene, Sequence[Ruling]]] = []

    def listen(scene: Scene, rulings: Sequence[Ruling], _: Lexicon) -> Sequence[Ruling]:
        passages.append((scene, rulings))
        return rulings

    with patch.object(dispositions, "weighed", listen):
        extract(text.text, text.name, lexicon)
    return passages


class Words:
    """What words say of a stance, learned from some figures."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        """Learn."""
        learned = list(figures)
        amounts = [_amounts(figure) for figure in learned]
        often = Counter(name for some in amounts for name in some)
        kept = [{name: much for name, much in some.items() if often[name] >= RAREST} for some in amounts]
        self.vectors = DictVectorizer()
        self.model = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False)
        own = ({(_CORPUS, figure.corpus): 1.0} for figure in learned)
        matrix = self.vectors.fit_transform({**some, **one} for some, one in zip(kept, own, strict=True))
        counts = [COUNTS.get(figure.corpus, 1.0) for figure in learned]
        self.model.fit(matrix, [figure.claimed for figure in learned], sample_weight=counts)

    def say(self, figures: Sequence[Figure]) -> Any:
        """The logarithm of the odds that each figure is claimed."""
        return self.model.decision_function(self.vectors.transform([_amounts(figure) for figure in figures]))

    def weights(self) -> Iterator[tuple[tuple[str, str], float]]:
        """Dimension, trait and weight; a corpus has none that is kept."""
        learned = zip(self.vectors.feature_names_, self.model.coef_[0], strict=True)
        yield from ((name, weight) for name, weight in learned if name[0] != _CORPUS)


def _amounts(figure: Figure) -> dict[tuple[str, str], float]:
    """How much there is of each trait, for figures of all dimensions and of its own; without the rules."""
    said = {name: float(much) for name, much in figure.traits.items() if not name.startswith(_RULED)}
    return {(of, name): much for of in ("", figure.dimension) for name, much in said.items()}


def learn(figures: Sequence[Figure]) -> Iterator[tuple[str, str, str]]:
    """The weights that are worth keeping: dimension, trait and weight, in the order of the first two."""
    unread = [figure for figure in figures if figure.corpus == UNREAD]
    vectors = DictVectorizer()
    said = _said_by_others(figures, unread)
    heard = vectors.fit_transform(_heard(figure, much) for figure, much in zip(unread, said, strict=True))
    model = LogisticRegression(max_iter=2000, fit_intercept=False)
    model.fit(heard, [figure.claimed for figure in unread])
    beside = dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    much = beside.pop(("", "words"))
    weights = Counter({name: weight * much for name, weight in Words(figures).weights()})
    weights.update(beside)
    for (dimension, trait), weight in sorted(weights.items()):
        if abs(weight) >= LEAST:
            yield dimension, trait, f"{weight:+.2f}"


def _heard(figure: Figure, said: float) -> dict[tuple[str, str], float]:
    """What there is to learn besides words: how loud they are, the rule, the dimension."""
    names = [("", "any"), (figure.dimension, "any"), *(("", name) for name in figure.ruled)]
    return {("", "words"): said} | dict.fromkeys(names, 1.0)


def _said_by_others(figures: Sequence[Figure], unread: Sequence[Figure]) -> Any:
    """What words say of each figure that learned nothing from the part of the pages that it is in."""
    said = np.zeros(len(unread))
    parts = np.array([_part(figure, PARTS) for figure in unread])
    for part in range(PARTS):
        if len(there := np.flatnonzero(parts == part)):
            words = Words(f for f in figures if f.corpus != UNREAD or _part(f, PARTS) != part)
            said[there] = words.say([unread[int(i)] for i in there])
    return said


def _part(figure: Figure, parts: int) -> int:
    return crc32(figure.source.encode()) % parts


def held_out(figures: Sequence[Figure], folds: int) -> Iterator[str]:
    """For each corpus, what share of its figures gets the right stance while its own texts are not learned from."""
    right: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        stances = Stances.read(learn([f for f in figures if _part(f, folds) != fold]))
        for figure in (f for f in figures if _part(f, folds) == fold):
            weights = stances.of(figure.dimension)
            claimed = sum(weights.get(name, 0.0) * much for name, much in figure.traits.items()) > 0
            right.update({(figure.corpus, "rules"): figure.by_rules == figure.claimed})
            right.update({(figure.corpus, "all"): claimed == figure.claimed, (figure.corpus, "number"): 1})
    for corpus in dict.fromkeys(map(attrgetter("corpus"), figures)):
        number = right[corpus, "number"]
        alone, together = right[corpus, "rules"] / number, right[corpus, "all"] / number
        yield f"{corpus:<10} {number:>5} figures  rules {alone:.3f}  all {together:.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the weights, or measure them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folds", type=int, default=0, help="measure on so many parts instead of writing")
    options: Any = parser.parse_args(arguments)
    learned_from = list(figures(_by_rules(default_lexicon())))
    if options.folds:
        print(*held_out(learned_from, options.folds), sep="\n")
        return
    learned = list(learn(learned_from))
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        rows.writerows(learned)


if __name__ == "__main__":
    main()
