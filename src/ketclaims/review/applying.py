"""Decisions laid over the rows that the parser read; one that does not fit is reported, and its row stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from ketclaims.anchors import Standing
from ketclaims.model import Span
from ketclaims.review.decisions import AMENDABLE, DISPOSED, PLACE, Decision, MisfitError, StaleError
from ketclaims.review.settling import by_row, settled
from ketclaims.review.standing import Footing, reading_of, staleness
from ketclaims.tables.columns import CLAIMS, Column
from ketclaims.tables.rows import Row, Value, cell, empty_row, number, quantity_of, row_identity, standard

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

KEPT = ("claim_id", "source", "voice", "quote", "value_text", *PLACE, "disposition", "reason", "method")
"""What a row that is no claim has."""
NUMBERS = {"Int64": re.compile(r"\d{1,15}"), "Float64": re.compile(r"[+-]?\d+(\.\d+)?(e-?\d{1,2})?")}


@dataclass(frozen=True, slots=True)
class Desk:
    """What decisions lean on: articles and voices by source, the words, and by identifier what decided rows stood on.

    A decision whose row has no footing is held against the parsed rows alone.
    """

    texts: Mapping[str, str]
    voices: Mapping[str, str]
    lexicon: Lexicon
    footings: Mapping[str, Footing] = field(default_factory=dict)


def apply_decisions(
    rows: Iterable[Row], decisions: Sequence[Decision], desk: Desk, name: str = "review.csv"
) -> tuple[list[Row], tuple[str, ...]]:
    """Rows with the decisions applied, and a sentence for each decision that does not fit; the others are applied.

    ``rows`` have the columns of the extract table. Nothing is applied by halves: where one decision on a row does not
    fit, the row stays as it was parsed.
    """
    left, misfits = decided_rows(rows, decisions, desk)
    found = sorted((misfit.decision.place, misfit.problem) for misfit in misfits)
    return left, tuple(f"{name}, row {place}, {problem}" for place, problem in found)


def decided_rows(
    rows: Iterable[Row], decisions: Sequence[Decision], desk: Desk
) -> tuple[list[Row], tuple[MisfitError, ...]]:
    """Rows with the decisions applied as ``apply_decisions`` does it, and each decision that does not fit."""
    parsed: dict[str, Row] = {cell(row["claim_id"]): row for row in rows}
    decided: dict[str, Row | None] = dict(parsed)
    misfits: list[MisfitError] = []
    for claim_id, group in by_row(decisions).items():
        stale = _staleness(parsed.get(claim_id), group, desk)
        misfits += (StaleError(decision, *stale) for decision in group if stale)
        try:
            decided[claim_id] = decided.get(claim_id) if stale else _decide(parsed.get(claim_id), group, desk)
        except MisfitError as misfit:
            misfits.append(misfit)
    left = _sectioned([row for row in decided.values() if row])
    gone = {claim_id: parsed[claim_id] for claim_id, row in decided.items() if row is None and claim_id in parsed}
    return left, (*misfits, *_uncovered(gone, left, decisions, desk.lexicon))


def base_rows(rows: Iterable[Row], decisions: Iterable[Decision], desk: Desk) -> dict[str, Row]:
    """The rows that decisions are about, by identifier: those that were parsed, and those that somebody added."""
    bases: dict[str, Row] = {cell(row["claim_id"]): row for row in rows}
    for decision in decisions:
        if decision.field == "add" and decision.claim_id not in bases:
            with suppress(MisfitError):
                bases[decision.claim_id] = _added(None, decision, desk)
    return bases


def _staleness(row: Row | None, group: Sequence[Decision], desk: Desk) -> tuple[Standing, str] | None:
    footing = desk.footings.get(group[0].claim_id)
    is_there = row is not None or any(decision.field == "add" for decision in group)
    return staleness(footing, desk.texts, is_there=is_there) if footing else None


def _decide(row: Row | None, group: Sequence[Decision], desk: Desk) -> Row | None:
    """The row that decisions on it leave, ``None`` where they take it away."""
    counting = settled(group)
    base = _base(row, group, desk)
    edits = [decision for decision in counting if decision.field != "accept" and not decision.is_elsewhere]
    for decision in counting:
        if decision.field == "accept":
            _check_accepted(base, decision, desk.footings.get(decision.claim_id))
    changes: Row = {}
    for decision in edits:
        changes |= _edit(base, decision, desk, others=any(other.person != decision.person for other in group))
    if all(base[name] == value for name, value in changes.items()):
        return base
    method = "added" if base["method"] == "added" else "amended"
    edited = base | changes | {"method": method}
    return None if edited["disposition"] == "none" else _derived(edited, edits[-1], desk)


def _base(row: Row | None, group: Sequence[Decision], desk: Desk) -> Row:
    """The row that the decisions are about: as it was parsed, or as somebody added it."""
    adding = next((decision for decision in group if decision.field == "add"), None)
    if adding:
        return _added(row, adding, desk)
    if row is None:
        raise MisfitError(group[0], f"column claim_id: the parsed table has no row {group[0].claim_id}.")
    return row


def _check_accepted(row: Row, decision: Decision, footing: Footing | None) -> None:
    if decision.before not in ("", row["value_text"]):
        raise MisfitError(decision, f"column from: the value is {row['value_text']!r} now, not {decision.before!r}.")
    if decision.after:
        raise MisfitError(decision, "column to: a row that is accepted is not changed.")
    if footing and footing.reading not in ("", reading_of(row)):
        raise StaleError(decision, "orphaned", "its row is read otherwise than when it was accepted.")


def _edit(row: Row, decision: Decision, desk: Desk, *, others: bool) -> Row:
    """The cells that one decision changes in a row; against what ``others`` decided it may say that a cell stays."""
    if decision.field in ("reject", "disposition"):
        return _disposed(row, decision)
    if row["disposition"] != "claim" and decision.field not in PLACE:
        raise MisfitError(decision, f"column field: the row is no claim and has no {decision.field}.")
    if decision.before != cell(row[decision.field]):
        now = cell(row[decision.field])
        raise MisfitError(decision, f"column from: {decision.field} is {now!r} now, not {decision.before!r}.")
    if decision.after == decision.before and not others:
        raise MisfitError(decision, "column to: changes nothing.")
    return {decision.field: _value(decision.field, decision.after, decision, desk.lexicon)}


def _disposed(row: Row, decision: Decision) -> Row:
    now = disposition_of(row)
    if decision.before != now and (decision.before or decision.field != "reject"):
        raise MisfitError(decision, f"column from: the row is {now!r} now, not {decision.before!r}.")
    if (decision.field == "reject") != (now == "claim"):
        raise MisfitError(
            decision, f"column field: 'reject' is for claims, 'disposition' for others; this row is {now!r}."
        )
    if decision.after not in DISPOSED or decision.after == now:
        raise MisfitError(decision, f"column to: {decision.after!r} is none of {', '.join(DISPOSED)}.")
    disposition, _, reason = decision.after.partition(":")
    return {"disposition": disposition, "reason": reason or None}


def disposition_of(row: Row) -> str:
    """What a row is, as a decision writes it: ``claim``, ``context``, ``excluded:<reason>``."""
    return f"excluded:{row['reason']}" if row["disposition"] == "excluded" else cell(row["disposition"])


def value_of(name: str, written: str, lexicon: Lexicon) -> Value:
    """What is written for a cell of the claims, as its column has it; ``ValueError`` says what was expected."""
    column = CLAIMS.column(name)
    if not written and not column.required:
        return None
    if not _is_valid(column, written, lexicon):
        raise ValueError(f"{written!r} is no {name} ({column.description}).")
    if column.dtype in ("Int64", "Float64"):
        return number(Decimal(written))
    return written


def _value(name: str, written: str, decision: Decision, lexicon: Lexicon) -> Value:
    try:
        return value_of(name, written, lexicon)
    except ValueError as error:
        raise MisfitError(decision, f"column to: {error}") from None


def _is_valid(column: Column, written: str, lexicon: Lexicon) -> bool:
    if column.dtype == "category":
        return written in column.vocabulary(lexicon)
    if column.dtype in NUMBERS:
        return bool(NUMBERS[column.dtype].fullmatch(written))
    return bool(written and re.fullmatch(column.pattern or "(?s:.+)", written))


def _derived(row: Row, decision: Decision, desk: Desk) -> Row:
    """A row with the cells that follow from the others: the words at its places and the standard interval."""
    text = desk.texts.get(cell(row["source"]))
    if text is None:
        raise MisfitError(decision, f"there is no source {row['source']!r}.")
    quote, value = (_span(row, name) for name in ("quote", "value"))
    if not (quote.holds(value) and value.start < value.end and quote.end <= len(text)):
        raise MisfitError(
            decision, f"the value at {value.start} to {value.end} does not lie inside a quote of the source."
        )
    full = row | {"quote": quote.of(text), "value_text": value.of(text)}
    if row["disposition"] == "claim":
        return full | standard(quantity_of(full, desk.lexicon), cell(full["measure"]), desk.lexicon)
    return empty_row() | {name: full[name] for name in KEPT}


def _span(row: Row, name: str) -> Span:
    return Span(int(row[f"{name}_start"] or 0), int(row[f"{name}_end"] or 0))


def _added(row: Row | None, decision: Decision, desk: Desk) -> Row:
    if row is not None:
        raise MisfitError(decision, f"column claim_id: the parsed table has the row {decision.claim_id} already.")
    if decision.before:
        raise MisfitError(decision, "column from: a row that is added was nothing before.")
    full = _derived(_written(decision, desk), decision, desk) | {"method": "added"}
    if row_identity(full) != decision.claim_id:
        raise MisfitError(decision, f"column claim_id: what is added has the identifier {row_identity(full)}.")
    return full | {"claim_id": decision.claim_id}


def _written(decision: Decision, desk: Desk) -> Row:
    """The row that the JSON of a decision describes, without what follows from it."""
    said = _json(decision)
    source = cell(said.get("source"))
    disposition = cell(said.get("disposition", "claim"))
    reason = f":{said['reason']}" if said.get("reason") else ""
    if disposition + reason not in ("claim", *DISPOSED[:-1]):
        raise MisfitError(decision, f"column to: {disposition + reason!r} is no disposition.")
    names = AMENDABLE if disposition == "claim" else PLACE
    unknown = sorted(said.keys() - {*names, "source", "disposition", "reason"})
    if unknown:
        raise MisfitError(decision, f"column to: a row that is {disposition} has no {unknown[0]!r} to be given.")
    cells = {name: _value(name, cell(said.get(name)), decision, desk.lexicon) for name in names}
    about = {"source": source, "disposition": disposition, "reason": said.get("reason")}
    return empty_row() | cells | about | {"voice": desk.voices.get(source, source)}


def _json(decision: Decision) -> dict[str, Value]:
    try:
        said = json.loads(decision.after)
    except ValueError as error:
        raise MisfitError(decision, f"column to: not JSON ({error}).") from None
    if not isinstance(said, dict) or any(isinstance(value, (dict, list, bool)) for value in said.values()):
        raise MisfitError(decision, "column to: a JSON object of text and numbers was expected.")
    return said


def _sectioned(rows: Sequence[Row]) -> list[Row]:
    """Rows of which those that were added without a section have that of a row with the same quote."""
    known = {_passage(row): row["section"] for row in rows if row["section"]}
    bare = [row["method"] == "added" and row["section"] is None for row in rows]
    return [
        row | {"section": known.get(_passage(row))} if lacks else row for row, lacks in zip(rows, bare, strict=True)
    ]


def _passage(row: Row) -> tuple[Value, ...]:
    return tuple(row[name] for name in ("source", "quote_start", "quote_end"))


def _uncovered(
    gone: Mapping[str, Row], left: Sequence[Row], decisions: Iterable[Decision], lexicon: Lexicon
) -> Iterator[MisfitError]:
    """The decisions that took a row away although no other row accounts for its numbers."""
    for decision in decisions:
        if decision.after == "none" and decision.claim_id in gone:
            row = gone[decision.claim_id]
            spans = [_span(other, "value") for other in left if other["source"] == row["source"]]
            for word in _numbers(row, lexicon):
                if not any(span.holds(word) for span in spans):
                    yield MisfitError(decision, f"column to: no other row accounts for the number at {word.start}.")


def _numbers(row: Row, lexicon: Lexicon) -> Iterator[Span]:
    start = _span(row, "value").start
    for match in re.finditer(r"\d+|[^\W\d]+", cell(row["value_text"])):
        if match.group().isdigit() or match.group().lower() in lexicon.number_words:
            yield Span(start + match.start(), start + match.end())
