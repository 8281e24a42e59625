"""How well the parser alone reads short passages that were written, with their truth, before it was asked.

    python benchmarks/forms.py [--markdown]

A file of ``tests/forms`` is of one subject; each line is a passage with its claims, all other numbers of which are
context or nothing. Half of the passages taught rules, the others only measure: tests/README.md says how they came
about. Fields of the subject of a claim are named where the writer was sure of them, so three levels are scored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from accuracy import ROOT, Table, markdown, plain

from ketclaims.claims import extract
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.score import LEVELS, Tally, level, pair
from ketclaims.tables.rows import claim_rows

FORMS = ROOT / "tests" / "forms"
PARTS = ("taught", "measured")
SCORED = LEVELS[:3]

Passage = Mapping[str, Any]


def passages(path: Path) -> list[Passage]:
    """The passages of a file: ``part``, ``text`` and ``claims``, each claim with its place, interval, unit, measure."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def tallies(read: Sequence[Passage], lexicon: Lexicon) -> Mapping[str, Tally]:
    """How many claims of the passages are found, have the right value and the right measure."""
    reached: list[int] = []
    annotated = extracted = 0
    for passage in read:
        gold = [{"source": "", **claim} for claim in passage["claims"]]
        found = claim_rows(extract(passage["text"], "", lexicon), lexicon)
        annotated, extracted = annotated + len(gold), extracted + len(found)
        reached += [level(gold[i], found[j]) for i, j in pair(gold, found)]
    return {
        name: Tally(sum(depth >= least for depth in reached), annotated, extracted)
        for least, name in enumerate(SCORED, 1)
    }


def rows(lexicon: Lexicon) -> Iterator[Sequence[str]]:
    """A row for each part of each subject, and for each part of all of them."""
    read = {path.stem: passages(path) for path in sorted(FORMS.glob("*.jsonl"))}
    everything = {**read, "all": [passage for listed in read.values() for passage in listed]}
    for subject, listed in everything.items():
        for part in PARTS:
            chosen = [passage for passage in listed if passage["part"] == part]
            scored = tallies(chosen, lexicon)
            shares = (f"{scored[name].f1:.3f}" for name in SCORED)
            yield subject, part, str(len(chosen)), str(scored["found"].gold), *shares


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how well the parser alone reads passages made up beforehand.")
    parser.add_argument("--markdown", action="store_true", help="print the table in Markdown")
    chosen = parser.parse_args(arguments)
    header = ("subject", "passages", "number", "annotated", *SCORED)
    table = Table("F1 of passages written beforehand", header, list(rows(default_lexicon())))
    print("\n".join((markdown if chosen.markdown else plain)(table)).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
