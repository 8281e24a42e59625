"""Learn what single words near a figure say of its measure, and put it down as ``leanings.csv`` of the ketamine pack.

    python training/leanings.py [--folds N]

It learns from the annotated texts that taught the rules, from the sentences of the tests, and from invented sentences
and passages (``training/corpora.py``). For each dimension of figure it fits a multinomial logistic
regression; small weights are dropped and the others rounded, so that a person can read them. ``--folds`` writes
nothing: it learns without a part of the pages and sentences, and says how many figures of that part get the right
measure by the phrases alone and with the words.

The phrases of the lexicon were written by people who had read most of these texts. Learned as they stand they would
seem to know every wording, and the words would be left without a say; so half of the phrases of such a text are taken
away at random before it is learned from.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple
from zlib import crc32

from corpora import ROOT, Text, annotated, cases, sayings
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from ketclaims.claims.ellipses.units import with_units
from ketclaims.claims.measures.choices import Choice, candidates_of, choice_of, choose
from ketclaims.claims.measures.leanings import Before, Trait, last_measures, leaned, traits_of
from ketclaims.claims.scenes.scene import SILENT, Scene
from ketclaims.claims.scenes.topics import set_stage
from ketclaims.lexicon import UNNAMED, Lexicon, default_lexicon
from ketclaims.lexicon.leanings import HEADER
from ketclaims.quantities import Mention

LEANINGS = ROOT / "src" / "ketclaims" / "lexicons" / "ketamine" / "leanings.csv"
UNREAD = ("sayings",)
"""Of these no phrase was learned: the phrases fail them as often as they fail a page that is new."""

DROPPED = 0.5
"""The share of its phrases that is taken away from a text that taught phrases."""

TIMES = 8
"""So often it is learned from with other phrases gone, besides once as it stands; each time counts so much less."""

STRENGTH = 1.0
"""The inverse of the weight of the L2 penalty, as scikit-learn has it."""

RAREST = 3
"""A trait has to be there so many times."""

LEAST = 0.2
"""A smaller weight is dropped."""

SEED = 0


class Figure(NamedTuple):
    """A figure to learn from: the text and corpus it is of, the passage, the choice of the phrases, the measure."""

    corpus: str
    source: str
    scene: Scene
    mention: Mention
    choice: Choice
    before: Before
    measure: str


def figures(lexicon: Lexicon) -> Iterator[Figure]:
    """Every annotated figure that is found, with more than one measure to choose from."""
    for text in chain(annotated(), cases(), sayings()):
        for scene, mention, choice, before, measure in _choices(text, lexicon):
            candidates = [candidate.name for candidate in candidates_of(lexicon, mention.dimension)]
            if len(candidates) > 1:
                measure = measure if measure in candidates else UNNAMED
                yield Figure(text.corpus, text.name, scene, mention, choice, before, measure)


def _choices(text: Text, lexicon: Lexicon) -> Iterator[tuple[Scene, Mention, Choice, Before, str]]:
    """Every annotated figure of a text: the choice of the phrases, what they say of those before it, its measure."""
    stage, _ = set_stage(text.text, lexicon)
    for block in (block for block in stage.document.blocks if block.kind not in SILENT):
        earlier: dict[str, str] = {}
        for scene in stage.scenes(block):
            stated = (
                mention for mention in with_units(scene, lexicon) if mention.quantity and mention.kind == "figure"
            )
            choices = {mention: choose(scene, mention, lexicon) for mention in stated}
            before = last_measures(choices, earlier)
            claims = {m: mark.measure for m in choices if (mark := text.claim_at(m.span)) and mark.measure}
            yield from ((scene, m, choices[m], before[m], name) for m, name in claims.items())
            earlier |= {m.dimension: choices[m].measure for m in claims}


def lessons(figure: Figure, lexicon: Lexicon) -> Iterator[Mapping[str, float]]:
    """The traits of a figure; where its text taught phrases, also as they would be had some not been known."""
    # Which phrases go is of the figure alone, so that another text changes nothing of this one.
    chance = random.Random(f"{SEED} {figure.mention.span.start} {figure.source}")
    yield _summed(traits_of(figure.scene, figure.mention, figure.choice, figure.before))
    for _ in range(0 if figure.corpus in UNREAD else TIMES):
        yield _summed(traits_of(figure.scene, figure.mention, _forgetful(figure, lexicon, chance), figure.before))


def _summed(traits: Iterable[Trait]) -> Mapping[str, float]:
    """How much there is of each trait."""
    summed: defaultdict[str, float] = defaultdict(float)
    for name, much, _ in traits:
        summed[name] += much
    return summed


def _forgetful(figure: Figure, lexicon: Lexicon, chance: random.Random) -> Choice:
    """The choice without some of the phrases."""
    words = [vote.span.of(figure.scene.text).lower() for vote in figure.choice.votes]
    gone = {phrase for phrase in sorted(set(words)) if chance.random() < DROPPED}
    votes = tuple(vote for vote, phrase in zip(figure.choice.votes, words, strict=True) if phrase not in gone)
    return choice_of(figure.scene, figure.mention, votes, lexicon)


def learn(examples: Iterable[Figure], lexicon: Lexicon) -> Iterator[tuple[str, str, str, float]]:
    """The weights that are worth keeping: dimension, trait, measure and weight, in order of the first two."""
    alike: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in examples:
        alike[figure.mention.dimension].append(figure)
    for dimension, group in sorted(alike.items()):
        if len({figure.measure for figure in group}) > 1:
            taught = [(figure, list(lessons(figure, lexicon))) for figure in group]
            for trait, measure, weight in _fit(taught):
                yield dimension, trait, measure, weight


def _fit(taught: Sequence[tuple[Figure, Sequence[Mapping[str, float]]]]) -> Iterator[tuple[str, str, float]]:
    """A weight for each trait and measure of figures of one dimension."""
    often = Counter(name for _, given in taught for name in given[0])
    lessons = [{k: v for k, v in one.items() if often[k] >= RAREST} for _, given in taught for one in given]
    measures = [figure.measure for figure, given in taught for _ in given]
    shares = [1 / len(given) for _, given in taught for _ in given]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=1000, fit_intercept=False)
    model.fit(vectors.fit_transform(lessons), measures, sample_weight=shares)
    weights = model.coef_ if len(model.classes_) > 2 else [-model.coef_[0] / 2, model.coef_[0] / 2]
    for i, trait in enumerate(vectors.get_feature_names_out()):
        for measure, row in zip(model.classes_, weights, strict=True):
            if abs(row[i]) >= LEAST:
                yield str(trait), str(measure), round(float(row[i]), 1)


def written(rows: Iterable[tuple[str, str, str, float]]) -> Mapping[str, Mapping[str, str]]:
    """The weights as ``leanings.csv`` has them, by dimension and trait, those that say most first."""
    weights: defaultdict[str, defaultdict[str, list[tuple[str, float]]]] = defaultdict(lambda: defaultdict(list))
    for dimension, trait, measure, weight in rows:
        weights[dimension][trait].append((measure, weight))
    return {
        dimension: {
            trait: " ".join(f"{measure} {weight:+}" for measure, weight in sorted(said, key=lambda one: -abs(one[1])))
            for trait, said in traits.items()
        }
        for dimension, traits in weights.items()
    }


def held_out(examples: Sequence[Figure], lexicon: Lexicon, folds: int) -> Iterator[str]:
    """For each corpus, what share of its figures gets the right measure while its own texts are not learned from."""
    right: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        apart = [f for f in examples if crc32(f.source.encode()) % folds == fold]
        rows = learn((f for f in examples if crc32(f.source.encode()) % folds != fold), lexicon)
        learned = replace(lexicon, leanings=written(rows))
        for figure in apart:
            words = leaned(figure.scene, figure.mention, figure.choice, figure.before, learned).measure
            right.update({(figure.corpus, "phrases"): figure.choice.measure == figure.measure})
            right.update({(figure.corpus, "words"): words == figure.measure, (figure.corpus, "all"): 1})
    for corpus in dict.fromkeys(map(attrgetter("corpus"), examples)):
        number = right[corpus, "all"]
        alone, both = right[corpus, "phrases"] / number, right[corpus, "words"] / number
        yield f"{corpus:<10} {number:>5} figures  phrases {alone:.3f}  with words {both:.3f}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the leanings, or measure them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folds", type=int, default=0, help="measure on so many parts instead of writing")
    options: Any = parser.parse_args(arguments)
    lexicon = default_lexicon()
    examples = list(figures(lexicon))
    if options.folds:
        print(*held_out(examples, lexicon, options.folds), sep="\n")
        return
    lines = [
        f"{dimension},{trait},{weights}"
        for dimension, traits in written(learn(examples, lexicon)).items()
        for trait, weights in traits.items()
    ]
    LEANINGS.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
