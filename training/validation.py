"""How well the annotated texts are read by what was learned of all others: cross-validation of everything learned.

    python training/validation.py [--folds N]

The texts are put into N parts by a hash of their names. For each part units, stances and measures are learned without
its texts, and the claims of these texts are extracted with that and scored. Printed is, for each corpus, F1 with what
ships, which was learned from these texts too, and F1 with what was learned without them. The rules and the phrases are
the same in both: people wrote them, and had read most of these texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any
from zlib import crc32

import leanings
import stances
import units
from corpora import GOLD, Text, annotated

from ketclaims.claims import extract
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.lexicon.stances import Stances
from ketclaims.score import LEVELS, Row, claims_of, score
from ketclaims.tables.rows import claim_rows

Rows = Mapping[str, Sequence[Row]]
"""The claims of each corpus."""


def learned_without(apart: frozenset[str], lexicon: Lexicon) -> Lexicon:
    """A lexicon with what is learned of all texts but those."""
    bare = replace(lexicon, stances=Stances(), likely={})
    numbers = [number for number in units.numbers(bare) if number.source not in apart]
    likely = replace(lexicon, likely=units.written(units.learn(numbers)))
    ruled = stances.figures(replace(likely, stances=Stances()))
    weighed = Stances.read(stances.learn([figure for figure in ruled if figure.source not in apart]))
    learned = replace(likely, stances=weighed)
    chosen = (figure for figure in leanings.figures(learned) if figure.source not in apart)
    return replace(learned, leanings=leanings.written(leanings.learn(chosen, learned)))


def extracted(texts: Iterable[Text], lexicon: Lexicon) -> Iterator[tuple[str, Row]]:
    """The claims that the parser finds in texts, each with its corpus."""
    for text in texts:
        yield from ((text.corpus, row) for row in claim_rows(extract(text.text, text.name, lexicon), lexicon))


def validated(texts: Sequence[Text], lexicon: Lexicon, folds: int) -> Iterator[tuple[str, Row]]:
    """The claims of texts, each with its corpus, by what was learned without the part that it is in."""
    for fold in range(folds):
        part = [text for text in texts if crc32(text.name.encode()) % folds == fold]
        yield from extracted(part, learned_without(frozenset(text.name for text in part), lexicon))


def f1_of(corpus: str, found: Iterable[tuple[str, Row]]) -> str:
    """How well the claims of a corpus were found, level by level; those with numbers in brackets."""
    lines = GOLD[corpus].read_text("utf-8").splitlines()
    gold = claims_of(enumerate(map(json.loads, lines), 1), corpus)
    levels = score(gold, [row for own, row in found if own == corpus]).levels
    f1 = {level: (levels[f"all.{level}"].f1, levels[f"numeric.{level}"].f1) for level in LEVELS}
    return "  ".join(f"{level} {of_all:.3f} ({numeric:.3f})" for level, (of_all, numeric) in f1.items())


def main(arguments: Sequence[str] | None = None) -> None:
    """Print F1 of each corpus, learned from and apart."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folds", type=int, default=5, help="so many parts")
    options: Any = parser.parse_args(arguments)
    texts, lexicon = list(annotated()), default_lexicon()
    shipped = list(extracted(texts, lexicon))
    apart = list(validated(texts, lexicon, options.folds))
    for corpus in dict.fromkeys(map(attrgetter("corpus"), texts)):
        print(f"{corpus:<10} learned from  {f1_of(corpus, shipped)}\n{'':<10} apart         {f1_of(corpus, apart)}")


if __name__ == "__main__":
    main()
