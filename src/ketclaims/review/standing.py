"""What a decided row stood on, kept beside the decisions, so that it is found again when its article has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ketclaims.anchors import Anchor, Found, Standing, anchor_at, find_again
from ketclaims.model import InputError, Span
from ketclaims.review.decisions import AMENDABLE, PLACE
from ketclaims.tables.columns import LEDGER
from ketclaims.tables.reading import csv_records
from ketclaims.tables.rows import Row, cell, digest
from ketclaims.tables.writing import csv_line

COLUMNS = (
    "claim_id",
    "source",
    "value_start",
    "value_end",
    "quote",
    "quote_start",
    "quote_end",
    "before",
    "after",
    "copies",
    "reading",
)
MOST_PLACES = 5
"""So many places are named in a sentence."""


@dataclass(frozen=True, slots=True)
class Footing:
    """What a decision is about: the passage that its row quotes, the place of its value, and how it was read.

    ``reading`` is the digest of what the parser read there, empty where it is not known.
    """

    claim_id: str
    source: str
    value: Span
    anchor: Anchor
    reading: str = ""

    @property
    def start(self) -> int:
        """Where the passage stood."""
        return self.anchor.span.start if self.anchor.span else 0


def footing_of(row: Row, base: Row, text: str) -> Footing:
    """The footing in its article of a row as people left it; ``base`` is the row before anybody decided on it."""
    about = (cell(row["claim_id"]), cell(row["source"]), _span(row, "value"))
    return Footing(*about, anchor_at(text, _span(row, "quote")), reading_of(base))


def reading_of(base: Row) -> str:
    """Twelve hex digits of what the parser reads in a number, wherever it stands."""
    names = ("disposition", "reason", "value_text", *(name for name in AMENDABLE if name not in PLACE))
    return digest(*(base[name] for name in names))


def _span(row: Mapping[str, object], name: str) -> Span:
    return Span(int(str(row[f"{name}_start"])), int(str(row[f"{name}_end"])))


def found_again(footing: Footing, texts: Mapping[str, str]) -> Found:
    """Where the passage of a footing stands now; in an article that is gone it is an orphan."""
    return find_again(texts.get(footing.source, ""), footing.anchor)


def staleness(footing: Footing, texts: Mapping[str, str], *, is_there: bool) -> tuple[Standing, str] | None:
    """What became of a row that people decided on, and in a sentence how; ``None`` where passage and row are there."""
    found = found_again(footing, texts)
    if found.standing == "same":
        gone = "its passage stands where it stood, but no row there reads as it did."
        return None if is_there else ("orphaned", gone)
    if found.standing == "orphaned":
        return "orphaned", f"its passage stands nowhere in {footing.source} any more."
    if found.standing == "ambiguous":
        return "ambiguous", f"its passage stands at {places(found.spans)} now, and nothing tells which is meant."
    moved = f"its passage stands at {found.spans[0].start} now, no longer at {footing.start}"
    return "moved", f"{moved}; `ketclaims review move` takes the decision along."


def places(spans: tuple[Span, ...]) -> str:
    """Where passages begin, in words, the first few of them."""
    named = [str(span.start) for span in spans[:MOST_PLACES]]
    more = [f"{len(spans) - MOST_PLACES} more"] if len(spans) > MOST_PLACES else []
    *first, last = (*named, *more)
    return f"{', '.join(first)} and {last}" if first else last


def footing_lines(footings: Iterable[Footing]) -> bytes:
    """Footings as the file that is kept beside ``review.csv``."""
    return csv_line(COLUMNS) + b"".join(csv_line(_cells(footing)) for footing in footings)


def _cells(footing: Footing) -> tuple[str | int | None, ...]:
    anchor = footing.anchor
    about = (footing.claim_id, footing.source, *footing.value, anchor.quote, *(anchor.span or ()))
    return (*about, anchor.before, anchor.after, anchor.copies, footing.reading)


def parse_footings(text: str, name: str) -> dict[str, Footing]:
    """The footings in the text of that file, by identifier; ``InputError`` where it is no such file."""
    records, faults = csv_records(text, name, COLUMNS)
    if faults:
        raise InputError("\n".join(faults))
    try:
        return {record["claim_id"]: _footing(record) for _, record in records}
    except ValueError as error:
        raise InputError(f"{name}: not as a build writes it ({error}).") from None


def _footing(record: Mapping[str, str]) -> Footing:
    known = (record["before"], record["after"], int(record["copies"]))
    about = (record["claim_id"], record["source"], _span(record, "value"))
    return Footing(*about, _anchor(record, *known), record["reading"])


def _anchor(record: Mapping[str, str], before: str | None, after: str | None, copies: int) -> Anchor:
    if not record["quote"]:
        raise ValueError(f"{record['source']} has an empty quote")
    return Anchor(record["quote"], _span(record, "quote"), before, after, copies)


def ledger_footings(text: str, name: str) -> dict[str, Footing]:
    """The footings that a curated ledger gives, by identifier: without what stands around a passage.

    Equal passages are counted all the same, because every number of each is in the ledger.
    """
    records, faults = csv_records(text, name, LEDGER.names)
    if faults:
        raise InputError("\n".join(faults))
    starts = {(record["source"], record["quote"], record["quote_start"]) for _, record in records}
    copies = Counter((source, quote) for source, quote, _ in starts)
    footings = {}
    for _, record in records:
        anchor = _anchor(record, None, None, copies[record["source"], record["quote"]])
        footings[record[LEDGER.key]] = Footing(record[LEDGER.key], record["source"], _span(record, "value"), anchor)
    return footings
