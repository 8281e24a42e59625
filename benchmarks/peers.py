"""Ours and other readers of quantities side by side, in one run: whether they find the places, and how fast they are.

    python benchmarks/peers.py [--markdown] [--brief | --places | --pace] [--measeval DIR] [--only NAME ...]

The peers are quantulum3 (without its classifier, whose model no current scikit-learn loads), Recognizers-Text (numbers,
percentages, dimensions, money, ages, temperatures and durations, the longest of those that overlap) and the quantity
matcher of EDS-NLP, which was made for French clinical notes. text2num turns number words into digits and is there for
its speed. One that is not installed is left out with a sentence; `make peers` installs them apart from ours.

Every reader gets the same texts. The peers know no documents and get them by the paragraph; quantulum3 would take four
times as long for a text twice as long. A peer that is slow reads fewer texts for its speed: as many as it can in N
processor's seconds (`--seconds`, 5).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from time import process_time

from accuracy import (
    CORPORA,
    PARAGRAPHS,
    Corpus,
    Spans,
    Table,
    annotated_quantities,
    compare_spans,
    held_out,
    markdown,
    plain,
)

from ketclaims.claims import extract
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Quantity, Span
from ketclaims.quantities import find_quantities, wording_of

PARAGRAPH = re.compile(r"\S(?:(?!\r?\n[ \t]*\r?\n).)*", re.DOTALL)
"""What stands between blank lines."""

MEASEVAL = "MeasEval"
PASSES = 3
"""How often the speed is measured; the best counts."""

NOTE = (
    "None of the peers, as they are run here, says that a number is a bound or a hedge where words say so, reads "
    "durations without a number (hours to days), or says what is measured; `ketclaims, extract` does all three."
)


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity that a reader found: its place, and whether it has a unit or is a bare number."""

    span: Span
    unit: bool


Read = Callable[[str], Sequence[Found]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A program that reads quantities, in which version; ``places`` is false where it finds none and is only timed.

    ``errors`` grows by one for each paragraph at which the program raised an error, and in which it found nothing.
    ``only`` begins the names of the texts whose places are of the reader's kind.
    """

    name: str
    read: Read
    version: str = ""
    places: bool = True
    errors: list[Exception] = field(default_factory=list)
    only: str = ""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts with the places that were annotated in them."""

    name: str
    annotated: Sequence[tuple[str, Sequence[Span]]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a reader is: the bytes it read, what it found, the paragraphs it refused, and the best seconds."""

    read: int
    found: int
    refused: int
    seconds: float
    whole: bool


# ------------------------------------------------------------------------------------------------------------ readers


def quantities() -> Reader:
    """Our numbers alone."""
    lexicon = default_lexicon()
    return Reader("ketclaims, find_quantities", lambda text: _numeric(find_quantities(text, lexicon)))


def wordings() -> Reader:
    """Our numbers with the words of bound and hedge around them, as MeasEval annotates places."""
    lexicon = default_lexicon()

    def read(text: str) -> Sequence[Found]:
        found = _numeric(find_quantities(text, lexicon))
        return [Found(wording_of(text, one.span, lexicon), one.unit) for one in found]

    return Reader("ketclaims, wording_of", read, only=MEASEVAL)


def ledgers() -> Reader:
    """Our claims and contexts: what states nothing is left out."""
    lexicon = default_lexicon()

    def read(text: str) -> Sequence[Found]:
        ledger = extract(text, "text", lexicon)
        stated = [*(claim.quantity for claim in ledger.claims), *(context.quantity for context in ledger.contexts)]
        return _numeric(stated)

    return Reader("ketclaims, extract", read)


def _numeric(stated: Iterable[Quantity]) -> Sequence[Found]:
    return [Found(quantity.span, quantity.unit != "1") for quantity in stated if quantity.precision == "numeric"]


def quantulum() -> Reader:
    """Quantulum3, whose bare numbers have no dimension."""
    from quantulum3 import parser

    def read(text: str) -> Sequence[Found]:
        return [Found(Span(*found.span), found.unit.name != "dimensionless") for found in parser.parse(text)]

    return by_paragraph("quantulum3", read)


def recognizers() -> Reader:
    """Recognizers-Text: the models of all kinds of quantity in English, each made once."""
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    culture = "en-us"
    number, unit = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
    units = (unit.get_dimension_model, unit.get_currency_model, unit.get_age_model, unit.get_temperature_model)
    models = [(number.get_number_model(), False), (number.get_percentage_model(), True)]
    models += [(get(), True) for get in units]
    models.append((DateTimeRecognizer(culture).get_datetime_model(), True))

    def read(text: str) -> Sequence[Found]:
        found = [
            Found(Span(result.start, result.end + 1), measured)
            for model, measured in models
            for result in model.parse(text)
            if not result.type_name.startswith("datetime") or result.type_name.endswith(".duration")
        ]
        return longest(found)

    return by_paragraph("recognizers-text", read)


def edsnlp() -> Reader:
    """The quantity matcher of EDS-NLP with every unit that it knows; each of its quantities has one."""
    import spacy
    from loguru import logger

    logger.remove()
    pipeline = spacy.blank("eds")
    pipeline.add_pipe("eds.normalizer")
    pipeline.add_pipe("eds.quantities", config={"quantities": "all", "extract_ranges": True, "use_tables": False})

    def read(text: str) -> Sequence[Found]:
        return [Found(Span(found.start_char, found.end_char), True) for found in pipeline(text).spans["quantities"]]

    return by_paragraph("edsnlp", read)


def text2num() -> Reader:
    """Number words to digits, which has no places."""
    from text_to_num import alpha2digit

    def read(text: str) -> Sequence[Found]:
        alpha2digit(text, "en")
        return ()

    return by_paragraph("text2num", read, places=False)


READERS: dict[str, Callable[[], Reader]] = {
    "quantities": quantities,
    "wordings": wordings,
    "ledgers": ledgers,
    "quantulum3": quantulum,
    "recognizers": recognizers,
    "edsnlp": edsnlp,
    "text2num": text2num,
}


def by_paragraph(name: str, read: Read, *, places: bool = True) -> Reader:
    """A peer, named by its package, that reads a text by the paragraph; an error costs it the paragraph."""
    errors: list[Exception] = []

    def read_all(text: str) -> Sequence[Found]:
        found: list[Found] = []
        for paragraph in PARAGRAPH.finditer(text):
            start = paragraph.start()
            try:
                finds = read(paragraph.group())
            except Exception as error:  # whatever a peer raises
                errors.append(error)
                continue
            found += (Found(Span(one.span.start + start, one.span.end + start), one.unit) for one in finds)
        return found

    return Reader(name, read_all, version(name), places, errors)


def installed(names: Sequence[str]) -> Iterator[Reader]:
    """The readers of these names that are installed; a sentence for each that is not."""
    for name in names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield READERS[name]()
        except ImportError as error:
            print(f"{name} is left out, because it is not installed ({error}).", file=sys.stderr)


def longest(found: Iterable[Found]) -> Sequence[Found]:
    """Of finds that overlap the longest, and of equals the one with a unit."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.span.start - f.span.end, not f.unit)):
        if not any(one.span.meets(other.span) for other in kept):
            kept.append(one)
    return kept


# ---------------------------------------------------------------------------------------------------------- measuring


def measeval(folder: Path) -> list[Texts]:
    """The annotated paragraphs of MeasEval: those that taught our rules, and those that were held out."""
    sets: dict[str, list[tuple[str, Sequence[Span]]]] = {part: [] for part in PARAGRAPHS}
    for path in sorted((folder / "tsv").glob("*.tsv")):
        text = (folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        sets[PARAGRAPHS[held_out(path.stem)]].append((text, annotated_quantities(path)))
    return [Texts(f"{MEASEVAL}, {part}", texts) for part, texts in sets.items() if texts]


def annotated(corpus: Corpus) -> Texts:
    """Our own annotated texts, with the numbers that are claims or context."""
    rows = [json.loads(line) for line in corpus.gold.read_text("utf-8").splitlines()]
    places: dict[str, set[Span]] = {}
    for row in rows:
        if row["disposition"] != "excluded" and row.get("precision") != "vague":
            places.setdefault(row["source"], set()).add(Span(row["value_start"], row["value_end"]))
    paths = sorted(corpus.texts.glob("*.txt"))
    return Texts(corpus.name, [(path.read_bytes().decode("utf-8"), sorted(places[path.stem])) for path in paths])


def scores(reader: Reader, texts: Texts) -> tuple[Spans, Spans]:
    """How its places compare with the annotated ones: all of them, and those with a unit alone."""
    total, units = Spans(), Spans()
    for text, spans in texts.annotated:
        found = reader.read(text)
        total += compare_spans(spans, sorted({f.span for f in found}))
        units += compare_spans(spans, sorted({f.span for f in found if f.unit}))
    return total, units


def pace(reader: Reader, texts: Sequence[str], seconds: float) -> Pace:
    """How fast a reader is on as many of the texts as it can read in so many seconds of the processor."""
    reader.read(texts[0])  # what is loaded at the first call is not its speed
    before, start, done, found = len(reader.errors), process_time(), 0, 0
    for text in texts:
        found += len(reader.read(text))
        done += 1
        if process_time() - start > seconds:
            break
    spent, refused = process_time() - start, len(reader.errors) - before
    if done == len(texts):
        spent = min(spent, *(_seconds(reader, texts) for _ in range(PASSES - 1)))
    return Pace(sum(len(text.encode()) for text in texts[:done]), found, refused, spent, done == len(texts))


def _seconds(reader: Reader, texts: Sequence[str]) -> float:
    start = process_time()
    for text in texts:
        reader.read(text)
    return process_time() - start


# ------------------------------------------------------------------------------------------------------------ telling


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shares(spans: Spans) -> tuple[float, ...]:
    """Precision, recall and F1 of the places that meet, then of those that are equal."""
    return *_meeting(spans), *_equal(spans)


def _meeting(spans: Spans) -> tuple[float, float, float]:
    """Precision, recall and F1 of places that meet."""
    precision = spans.found_met / spans.found if spans.found else 0.0
    recall = spans.annotated_met / spans.annotated if spans.annotated else 0.0
    return precision, recall, _f1(precision, recall)


def _equal(spans: Spans) -> tuple[float, float, float]:
    """Precision, recall and F1 of places that are equal."""
    precision = spans.equal / spans.found if spans.found else 0.0
    recall = spans.equal / spans.annotated if spans.annotated else 0.0
    return precision, recall, _f1(precision, recall)


Scored = Sequence[tuple[Texts, tuple[Spans, Spans]]]


def places_table(results: Sequence[tuple[Reader, Scored]]) -> Table:
    """Every reader on every set of texts, with its bare numbers and without them."""
    rows = [
        [reader.name, texts.name, which, *(f"{share:.3f}" for share in shares(spans)), str(spans.found)]
        for reader, scored in results
        for texts, pair in scored
        for which, spans in zip(("all", "with a unit"), pair, strict=True)
    ]
    header = ("reader", "texts", "finds", "precision", "recall", "F1", "exact precision", "exact recall", "exact F1")
    return Table("Places of quantities", (*header, "found"), rows)


def pace_table(results: Sequence[tuple[Reader, Pace]]) -> Table:
    """How fast every reader is on one core, and on how much text it was measured."""
    rows = [
        [
            reader.name,
            reader.version,
            f"{speed.read / speed.seconds / 1e6:.4f}",
            f"{speed.found / speed.seconds:.0f}" if reader.places else "",
            f"{speed.read / 1e3:.0f} kB" + ("" if speed.whole else ", a sample"),
            str(speed.refused),
        ]
        for reader, speed in results
    ]
    header = ("reader", "version", "MB/s", "quantities/s", "measured on", "paragraphs refused")
    return Table("Speed on one core", header, rows)


def brief_table(results: Sequence[tuple[Reader, Scored]], paces: Sequence[tuple[Reader, Pace]]) -> Table:
    """One row for each reader: F1 of the places that meet on each set of texts, and the speed."""
    names = [f"{texts.name}, F1" for texts, _ in results[0][1]]
    rows = [
        [
            reader.name,
            *(f"{_meeting(pair[0])[2]:.3f}" for _, pair in scored),
            f"{speed.read / speed.seconds / 1e6:.3f}",
        ]
        for (reader, scored), (_, speed) in zip(results, paces, strict=True)
    ]
    return Table("Readers of quantities side by side", ("reader", *names, "MB/s"), rows)


def measured(readers: Sequence[Reader], sets: Sequence[Texts], seconds: float, shown: Sequence[str]) -> list[Table]:
    """The tables of a run: ``places``, ``pace`` or, in one row for each reader, ``brief``."""
    finders = [reader for reader in readers if reader.places]
    results = [(reader, _scored(reader, sets)) for reader in finders if shown != ["pace"]]
    written = [text for texts in sets for text, _ in texts.annotated]
    timed = [reader for reader in (finders if "brief" in shown else readers) if not reader.only]
    paces = [(reader, pace(reader, written, seconds)) for reader in timed if shown != ["places"]]
    if "brief" in shown:
        return [brief_table([(reader, scored) for reader, scored in results if not reader.only], paces)]
    tables = {"places": lambda: places_table(results), "pace": lambda: pace_table(paces)}
    return [tables[name]() for name in shown]


def _scored(reader: Reader, sets: Sequence[Texts]) -> Scored:
    return [(texts, scores(reader, texts)) for texts in sets if texts.name.startswith(reader.only)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare readers of quantities in one run.")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--brief", dest="shown", action="store_const", const=["brief"], help="a row for each reader")
    parser.add_argument("--places", dest="shown", action="store_const", const=["places"], help="no table of speed")
    parser.add_argument("--pace", dest="shown", action="store_const", const=["pace"], help="only the table of speed")
    parser.add_argument("--measeval", type=Path, metavar="DIR", help="folder with text/ and tsv/ of MeasEval")
    parser.add_argument("--only", nargs="+", choices=READERS, default=list(READERS), help="these readers alone")
    parser.add_argument("--seconds", type=float, default=5.0, help="processor's seconds for a peer's speed (5)")
    chosen = parser.parse_args(arguments)
    if chosen.measeval and not any((chosen.measeval / "tsv").glob("*.tsv")):
        parser.error(f"{chosen.measeval}: no tsv/*.tsv in this folder")
    sets = measeval(chosen.measeval) if chosen.measeval else []
    sets += [annotated(corpus) for corpus in CORPORA]
    shown = chosen.shown or ["places", "pace"]
    tables = measured(list(installed(chosen.only)), sets, chosen.seconds, shown)
    printed = markdown if chosen.markdown else plain
    said = [] if shown == ["pace"] else [NOTE]
    print("\n".join([*(line for table in tables for line in printed(table)), *said]).rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
