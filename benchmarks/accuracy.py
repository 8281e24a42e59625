"""How well the parser alone reads annotated texts, without any review: precision, recall and F1, level by level.

    python benchmarks/accuracy.py [--markdown] [--brief] [--measeval DIR]

The texts come with the project; which of them taught the rules and which only measure is said in tests/README.md.
``--measeval`` adds how many quantities of the MeasEval paragraphs (SemEval-2021 Task 8) are found: DIR holds
``text/*.txt`` and ``tsv/*.tsv``, as the training data are published; a paragraph without annotation is passed over.
Five of six paragraphs taught the rules; the sixth, chosen by a hash of its file's name, was held out and only measures.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from operator import attrgetter
from pathlib import Path

from ketclaims.claims import extract
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import Span
from ketclaims.quantities import find_quantities, wording_of
from ketclaims.score import FIELDS, LEVELS, PARTS, Row, Score, Tally, claims_of, score
from ketclaims.tables.rows import claim_rows

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated texts: their name, the file of the annotation and the folder of the texts."""

    name: str
    gold: Path
    texts: Path


TESTS = ROOT / "tests"
PAGES = TESTS / "pages"
TAUGHT_PAGES = ("taught", "later", "further", "recent", "wide", "plain")
MEASURED_PAGES = ("unseen", "latest", "newest", "ordinary", "everyday", "sealed")
POOLS: Mapping[str, Sequence[str]] = {
    "pages that taught": TAUGHT_PAGES,
    "plain pages that only measure": ("ordinary", "everyday", "sealed"),
    "dense pages that only measure": ("unseen", "latest", "newest"),
}
"""Corpora that are one row where a reader wants few."""

CORPORA = (
    Corpus("articles", TESTS / "gold" / "claims.jsonl", ROOT / "data" / "raw"),
    Corpus("practice", TESTS / "practice" / "gold.jsonl", TESTS / "practice" / "texts"),
    *(
        Corpus(f"pages, {part}", PAGES / part / "gold.jsonl", PAGES / part / "texts")
        for part in (*TAUGHT_PAGES, *MEASURED_PAGES)
    ),
)

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be printed: a title, the header and the rows."""

    title: str
    header: Cells
    rows: Sequence[Cells]


# ---------------------------------------------------------------------------------------------------------- measuring


def score_corpus(corpus: Corpus, lexicon: Lexicon) -> Score:
    """The claims that the parser finds in a corpus, against its annotation."""
    found: list[Row] = []
    for path in sorted(corpus.texts.glob("*.txt")):
        ledger = extract(path.read_bytes().decode("utf-8"), path.stem, lexicon)
        found += claim_rows(ledger, lexicon)
    return score(_claims(corpus.gold), found)


def second_annotators() -> Iterator[tuple[Corpus, Score]]:
    """What another annotator, who worked alone, wrote down for texts of a corpus, against their annotation."""
    for corpus in CORPORA:
        path = corpus.gold.with_name("second.jsonl")
        if path.exists():
            second = _claims(path)
            sources = {row["source"] for row in second}
            first = [row for row in _claims(corpus.gold) if row["source"] in sources]
            yield replace(corpus, name=f"{corpus.name}: an annotator"), score(first, second)


def _claims(path: Path) -> list[Row]:
    return list(claims_of(enumerate(map(json.loads, path.read_text("utf-8").splitlines()), 1), path.name))


@dataclass(frozen=True, slots=True)
class Spans:
    """How many annotated and found quantities meet one of the other kind, pair off, and have equal places."""

    annotated: int = 0
    found: int = 0
    annotated_met: int = 0
    found_met: int = 0
    paired: int = 0
    equal: int = 0

    def __add__(self, other: Spans) -> Spans:
        return Spans(*(mine + its for mine, its in zip(astuple(self), astuple(other), strict=True)))


def compare_spans(annotated: Sequence[Span], found: Sequence[Span]) -> Spans:
    """The places of quantities in one text, annotated and found, both in order."""
    return Spans(
        len(annotated),
        len(found),
        sum(any(gold.meets(span) for span in found) for gold in annotated),
        sum(any(span.meets(gold) for gold in annotated) for span in found),
        _pairs(annotated, found),
        len(set(annotated) & set(found)),
    )


def _pairs(annotated: Sequence[Span], found: Sequence[Span]) -> int:
    """How many annotated places have a found one to themselves."""
    left = list(found)
    for gold in annotated:
        mine = next((span for span in left if span.meets(gold)), None)
        if mine is not None:
            left.remove(mine)
    return len(found) - len(left)


PARAGRAPHS = ("taught", "held out")
PLACES = ("value", "wording")
"""The codebook's value_text; the same with the words of bound and hedge around it, as MeasEval annotates them."""


def held_out(stem: str) -> bool:
    """Whether a paragraph only measures: one in six, by a hash of its file's name."""
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 6 == 0


def measure_spans(folder: Path, lexicon: Lexicon) -> Mapping[tuple[str, str], Spans]:
    """The quantities of all annotated MeasEval paragraphs in a folder, by the paragraphs and the kind of place."""
    total = {(part, place): Spans() for part in PARAGRAPHS for place in PLACES}
    for path in sorted((folder / "tsv").glob("*.tsv")):
        text = (folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        values = [quantity.span for quantity in find_quantities(text, lexicon)]
        wordings = [wording_of(text, span, lexicon) for span in values]
        for place, found in zip(PLACES, (values, wordings), strict=True):
            key = PARAGRAPHS[held_out(path.stem)], place
            total[key] += compare_spans(annotated_quantities(path), found)
    return total


def annotated_quantities(path: Path) -> list[Span]:
    """The places of the quantities in a file of annotations, each once."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["annotType"] == "Quantity"
        ]
    return sorted({Span(int(row["startOffset"]), int(row["endOffset"])) for row in rows})


# ------------------------------------------------------------------------------------------------------------ telling


def _share(value: float) -> str:
    return f"{value:.3f}"


def _tally(tally: Tally) -> Cells:
    shares = (tally.precision, tally.recall, tally.f1)
    return [*map(_share, shares), f"{tally.right} of {tally.gold}", str(tally.predicted)]


def tables_of(scores: Sequence[tuple[Corpus, Score]]) -> Iterator[Table]:
    """The scores of the corpora as tables: by level, by field, by source."""
    header = ("precision", "recall", "F1", "right", "extracted")
    levels = [
        [corpus.name, part, level, *_tally(result.levels[f"{part}.{level}"])]
        for corpus, result in scores
        for part in PARTS
        for level in LEVELS
    ]
    yield Table("Claims", ("texts", "claims", "level", *header), levels)
    fields = [[corpus.name, *(_share(result.fields[name]) for name in FIELDS)] for corpus, result in scores]
    yield Table("Share of right fields where the value is right", ("texts", *FIELDS), fields)
    sources = [
        [source, *(_share(tallies[level].f1) for level in LEVELS), str(tallies["found"].gold)]
        for corpus, result in scores
        if corpus in CORPORA
        for source, tallies in result.sources.items()
    ]
    yield Table("F1 by source", ("source", *LEVELS, "annotated"), sources)


def brief_tables(scores: Sequence[tuple[Corpus, Score]]) -> Iterator[Table]:
    """What a reader wants first: F1 of all claims in one row for each kind of text, and the right fields."""
    few = list(pooled(scores))
    levels = [
        [
            corpus.name,
            str(result.levels["all.found"].gold),
            *(_share(result.levels[f"all.{level}"].f1) for level in LEVELS),
        ]
        for corpus, result in few
    ]
    yield Table("F1 of the claims", ("texts", "annotated", *LEVELS), levels)
    yield list(tables_of(few))[1]


def pooled(scores: Sequence[tuple[Corpus, Score]]) -> Iterator[tuple[Corpus, Score]]:
    """The scores with those of each pool as one, where the first of the pool stood."""
    pool_of = {f"pages, {part}": pool for pool, parts in POOLS.items() for part in parts}
    named = [pool_of.get(corpus.name, corpus.name) for corpus, _ in scores]
    for name in dict.fromkeys(named):
        members = [one for one, own in zip(scores, named, strict=True) if own == name]
        yield replace(members[0][0], name=name), _pool([score for _, score in members])


def _pool(scores: Sequence[Score]) -> Score:
    """The scores of several corpora as that of one; its sources and misses are not told."""
    levels = {
        name: Tally(*(sum(map(attrgetter(count), tallies)) for count in ("right", "gold", "predicted")))
        for name in scores[0].levels
        if (tallies := [score.levels[name] for score in scores])
    }
    pairs = levels["all.value"].right
    fields = {
        name: sum(score.fields[name] * score.levels["all.value"].right for score in scores) / pairs for name in FIELDS
    }
    return Score(levels, fields, {}, ())


def spans_table(measured: Mapping[tuple[str, str], Spans]) -> Table:
    """The places of quantities as a table."""
    rows = [
        [
            part,
            place,
            how,
            *_precision_and_recall(spans, of_found, of_annotated),
            str(spans.annotated),
            str(spans.found),
        ]
        for (part, place), spans in measured.items()
        for how, of_found, of_annotated in (
            ("they meet", spans.found_met, spans.annotated_met),
            ("they meet one to one", spans.paired, spans.paired),
            ("they are equal", spans.equal, spans.equal),
        )
    ]
    header = ("paragraphs", "place", "match", "precision", "recall", "F1", "annotated", "found")
    return Table("Quantities of the MeasEval paragraphs", header, rows)


def _precision_and_recall(spans: Spans, of_found: int, of_annotated: int) -> Cells:
    precision = of_found / spans.found if spans.found else 0
    recall = of_annotated / spans.annotated if spans.annotated else 0
    both = precision + recall
    return [_share(value) for value in (precision, recall, 2 * precision * recall / both if both else 0)]


def markdown(table: Table) -> Iterator[str]:
    """A table in Markdown, its columns as wide as they need to be."""
    yield f"### {table.title}\n"
    yield from _ruled(table, "| ", " | ", " |", rule=True)
    yield ""


def plain(table: Table) -> Iterator[str]:
    """A table for a terminal."""
    yield table.title
    yield from _ruled(table, "  ", "  ", "", rule=False)
    yield ""


def _ruled(table: Table, left: str, between: str, right: str, *, rule: bool) -> Iterator[str]:
    lines = [table.header, *table.rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(table.header))]
    for n, line in enumerate(lines):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=True)]
        yield f"{left}{between.join(cells)}{right}".rstrip()
        if rule and n == 0:
            yield f"{left}{between.join('-' * width for width in widths)}{right}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Measure how well the parser alone reads annotated texts.")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--brief", action="store_true", help="one row for each kind of text, and the fields")
    parser.add_argument("--phrases-alone", action="store_true", help="read without what was learned of single words")
    parser.add_argument("--measeval", type=Path, metavar="DIR", help="folder with text/ and tsv/ of MeasEval")
    chosen = parser.parse_args(arguments)
    if chosen.measeval and not any((chosen.measeval / "tsv").glob("*.tsv")):
        parser.error(f"{chosen.measeval}: no tsv/*.tsv in this folder")
    lexicon = replace(default_lexicon(), leanings={}) if chosen.phrases_alone else default_lexicon()
    scores = [*((corpus, score_corpus(corpus, lexicon)) for corpus in CORPORA), *second_annotators()]
    tables: Iterable[Table] = brief_tables(scores) if chosen.brief else tables_of(scores)
    if chosen.measeval:
        tables = [*tables, spans_table(measure_spans(chosen.measeval, lexicon))]
    printed = markdown if chosen.markdown else plain
    print("\n".join(line for table in tables for line in printed(table)).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
