"""What a row of a sheet should become: its cells, corrected in a reviewer's words, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ketclaims.model import Span
from ketclaims.review.applying import Desk
from ketclaims.review.corrections import correction
from ketclaims.review.decisions import DISPOSED, Decision
from ketclaims.review.quoting import find_quote, find_value
from ketclaims.review.reading import Entry
from ketclaims.review.sheet import FIELDS, NEW
from ketclaims.tables.rows import Row, cell

CORRECTED = (*FIELDS, "section")
OFFSETS = ("quote_start", "quote_end", "value_start", "value_end")


class SheetError(Exception):
    """A row of a sheet that cannot be taken; ``faults`` has a sentence for each thing that is wrong."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Bench:
    """What a sheet is held against: the rows before any decision, what was decided on each, and who and when."""

    desk: Desk
    bases: Mapping[str, Row]
    decided: Mapping[str, Sequence[Decision]]
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the decisions of one row of a sheet; their ``place`` is its number."""

    entry: Entry
    who: str
    when: str
    reason: str

    def decision(self, claim_id: str, field: str, before: str, after: str, reason: str = "") -> Decision:
        """A decision on a row, for the reason of the row of the sheet if no other is given."""
        return Decision(self.entry.place, claim_id, field, before, after, reason or self.reason, self.who, self.when)


@dataclass
class Target:
    """What a row should be: its cells, and the columns that the reviewer corrected."""

    cells: Row
    disposition: str
    corrected: set[str] = field(default_factory=set)


def correct(target: Target, entry: Entry, bench: Bench) -> list[str]:
    """Lay a reviewer's corrections over a target, and say which of them cannot be taken."""
    return correct_fields(target, entry, bench) + _replace(target, entry, bench.desk.texts)


def correct_fields(target: Target, entry: Entry, bench: Bench) -> list[str]:
    """Lay corrections over a target, but not those of its place, and say which of them cannot be taken."""
    faults = []
    for name in CORRECTED:
        written = entry.says(NEW + name)
        if written:
            try:
                target.cells[name] = correction(name, written, bench.desk.lexicon)
                target.corrected.add(name)
            except ValueError as error:
                faults.append(f"column {NEW}{name}: {error}")
    written = entry.says("new_disposition")
    if written:
        target.disposition = "_".join(written.casefold().split()).replace("excluded:_", "excluded:")
        if target.disposition not in ("claim", *DISPOSED):
            faults.append(f"column new_disposition: {written!r} is none of claim, {', '.join(DISPOSED)}.")
    return faults


def _replace(target: Target, entry: Entry, texts: Mapping[str, str]) -> list[str]:
    """Lay the places of corrected words over a target."""
    quoted, valued, hint = (entry.says(f"{NEW}{name}") for name in ("quote", "value_text", "value_start"))
    text = texts.get(cell(target.cells["source"]), "")
    quote, value = _spans(target.cells)
    start, faults = start_of(hint, valued)
    if faults or not (quoted or valued):
        return faults
    column = "new_quote"
    try:
        if quoted:
            quote = find_quote(text, quoted, quote, None if valued else value)
        column = "new_value_text"
        if valued:
            value = find_value(text, valued, quote, value, start)
    except ValueError as error:
        return [f"column {column}: {entry.says(column)!r} {error}."]
    places = dict(zip(OFFSETS, (*quote, *value), strict=True))
    target.corrected |= {name for name, place in places.items() if target.cells[name] != place}
    target.cells |= places
    return []


def start_of(hint: str, valued: str) -> tuple[int | None, list[str]]:
    """Where a reviewer says that a value begins, ``None`` where they do not; and what is wrong with it."""
    if hint and not hint.isdecimal():
        return None, [f"column new_value_start: {hint!r} is no number of characters."]
    if hint and not valued:
        return None, ["column new_value_start: says which of several equal values is meant; give new_value_text too."]
    return (int(hint) if hint else None), []


def _spans(row: Row) -> tuple[Span, Span]:
    places = [int(row[name] or 0) for name in OFFSETS]
    return Span(*places[:2]), Span(*places[2:])
