"""A number that a reviewer adds: a row of its own, with its place and what goes without saying."""

from __future__ import annotations

import json

from ketclaims.model import Span
from ketclaims.review.decisions import AMENDABLE, Decision
from ketclaims.review.quoting import find_only, find_value
from ketclaims.review.reading import Entry
from ketclaims.review.sheet import EXPORTED, NEW
from ketclaims.review.targets import OFFSETS, Bench, SheetError, Target, Writer, correct_fields, start_of
from ketclaims.tables.rows import Row, empty_row, row_identity

NEEDED = ("measure", "unit")
"""What a reviewer has to say of a claim that is added, besides its place."""
CLAIM_ORDER = ("source", "disposition", "reason", *AMENDABLE)


def added(entry: Entry, bench: Bench, writer: Writer) -> tuple[Decision, ...]:
    """The decision of a row of a sheet that adds a number; ``SheetError`` where it lacks something."""
    if entry.says(EXPORTED):
        raise SheetError("column decision: add is for a row of its own, without what was exported; use an empty one.")
    source = entry.says("source")
    text = bench.desk.texts.get(source)
    if text is None:
        known = ", ".join(bench.desk.texts)
        raise SheetError(f"column source: {source!r} is no article of these; one of {known} was expected.")
    quote, value, faults = _place(entry, text)
    target = Target(empty_row() | {"source": source}, "claim")
    faults += correct_fields(target, entry, bench)
    if faults:
        raise SheetError(*faults)
    disposition, _, reason = target.disposition.partition(":")
    about: Row = {"disposition": disposition, "reason": reason or None}
    return (addition(target.cells | about | dict(zip(OFFSETS, (*quote, *value), strict=True)), writer),)


def _place(entry: Entry, text: str) -> tuple[Span, Span, list[str]]:
    quoted, valued, hint = (entry.says(f"{NEW}{name}") for name in ("quote", "value_text", "value_start"))
    start, faults = start_of(hint, valued)
    faults += [
        f"column {NEW}{name}: is empty; copy it from the article."
        for name, words in (("quote", quoted), ("value_text", valued))
        if not words
    ]
    quote = value = Span(0, 0)
    if faults:
        return quote, value, faults
    column = "new_quote"
    try:
        quote = find_only(text, quoted)
        column = "new_value_text"
        value = find_value(text, valued, quote, None, start)
    except ValueError as error:
        faults = [f"column {column}: {entry.says(column)!r} {error}."]
    return quote, value, faults


def addition(cells: Row, writer: Writer) -> Decision:
    """The decision that adds a row with these cells."""
    is_claim = cells["disposition"] == "claim"
    full = _completed(cells) if is_claim else cells
    missing = [name for name in NEEDED if full[name] is None] if is_claim else []
    if missing:
        raise SheetError(*(f"column {NEW}{name}: is empty; a claim needs it." for name in missing))
    names = (*(AMENDABLE if is_claim else OFFSETS), "source", *(() if is_claim else ("disposition", "reason")))
    said = {name: full[name] for name in CLAIM_ORDER if name in names and full[name] is not None}
    identity = row_identity(empty_row() | full)
    return writer.decision(identity, "add", "", json.dumps(said, ensure_ascii=False))


def _completed(cells: Row) -> Row:
    """A claim with what goes without saying: one number is both ends, and without a number it is vague."""
    low, high = cells["low"], cells["high"]
    relation = cells["relation"] or "="
    if relation in ("=", "~"):
        low, high = (high if low is None else low), (low if high is None else high)
    precision = cells["precision"] or ("vague" if low is None and high is None else "numeric")
    return cells | {"low": low, "high": high, "relation": relation, "precision": precision}
