"""What people decided about single rows, laid over what the parser read; a decision that does not fit is reported.

``review.csv`` has the columns ``claim_id, field, from, to, reason, who, when``. ``field`` says what is decided:

- ``accept``: the row is right as it is; ``from`` may hold its ``value_text``.
- a column of the claims table: the cell is changed from ``from`` to ``to``; an empty one is missing.
- ``reject``: the row is no claim; ``to`` is ``context``, ``excluded:<reason>`` or ``none``.
- ``disposition``: the same for a row that was no claim; ``from`` is its old disposition, written like ``to``.
- ``evidence``: the verdict on the evidence behind the claim is ``to``, that of the rules ``from`` (see ``tracing``).
- ``add``: the parser lacks the row; ``to`` is a JSON object of its columns, ``claim_id`` follows from them.

``none`` takes a row away, which is right only where other rows account for its numbers. Each row of the file stands for
one decision by one person on one day: ``reason``, ``who`` and ``when`` are never empty.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from ketclaims.model import REASONS, InputError, Span
from ketclaims.tables.columns import CLAIMS, Column
from ketclaims.tables.reading import csv_records
from ketclaims.tables.rows import Row, Value, cell, empty_row, number, quantity_of, row_identity, standard

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

COLUMNS = ("claim_id", "field", "from", "to", "reason", "who", "when")
WHOLE_ROW = ("accept", "reject", "add")
ELSEWHERE = ("evidence",)
"""What is decided of a claim outside its row: the verdict on the evidence behind it."""
PLACE = ("section", "quote_start", "quote_end", "value_start", "value_end")
DERIVED = ("claim_id", "source", "voice", "quote", "value_text", "low_std", "high_std", "unit_std", "method")
AMENDABLE = tuple(name for name in CLAIMS.names if name not in DERIVED)
KEPT = ("claim_id", "source", "voice", "quote", "value_text", *PLACE, "disposition", "reason", "method")
"""What a row that is no claim has."""
DISPOSED = ("context", *(f"excluded:{reason}" for reason in REASONS), "none")
NUMBERS = {"Int64": re.compile(r"\d{1,15}"), "Float64": re.compile(r"[+-]?\d+(\.\d+)?(e-?\d{1,2})?")}


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of ``review.csv``; ``place`` is its number there, the header being row 1."""

    place: int
    claim_id: str
    field: str
    before: str
    after: str
    reason: str
    who: str
    when: str


class MisfitError(Exception):
    """A decision that cannot be applied, and why."""

    def __init__(self, decision: Decision, problem: str) -> None:
        super().__init__(problem)
        self.decision = decision
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Desk:
    """What decisions lean on: the articles and voices by source, and the words."""

    texts: Mapping[str, str]
    voices: Mapping[str, str]
    lexicon: Lexicon


def parse_decisions(text: str, name: str = "review.csv") -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions in the text of a ``review.csv``, and a sentence for each row of it that is no decision.

    ``InputError`` where the text is no table with these columns.
    """
    records, faults = csv_records(text, name, COLUMNS)
    if faults:
        raise InputError("\n".join(faults))
    read = [Decision(place, *(record[column] for column in COLUMNS)) for place, record in records]
    broken = [(decision, problem) for decision in read if (problem := _form(decision))]
    whole = tuple(decision for decision in read if not _form(decision))
    return whole, tuple(f"{name}, row {decision.place}, {problem}" for decision, problem in broken)


def _form(decision: Decision) -> str:
    for name in ("claim_id", "reason", "who"):
        if not getattr(decision, name).strip():
            return f"column {name}: is empty."
    if not _is_day(decision.when):
        return f"column when: {decision.when!r} is no day, such as 2026-01-31."
    if decision.field in DERIVED:
        return f"column field: {decision.field!r} follows from other columns and cannot be decided."
    if decision.field not in (*WHOLE_ROW, *ELSEWHERE, "disposition", *AMENDABLE):
        named = ", ".join((*WHOLE_ROW, *ELSEWHERE))
        return f"column field: {decision.field!r} is neither a column of the claims nor one of {named}."
    return ""


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def apply_decisions(
    rows: Iterable[Row], decisions: Sequence[Decision], desk: Desk, name: str = "review.csv"
) -> tuple[list[Row], tuple[str, ...]]:
    """Rows with the decisions applied, and a sentence for each decision that does not fit; the others are applied.

    ``rows`` have the columns of the extract table. Nothing is applied by halves: where one decision on a row does not
    fit, the row stays as it was parsed.
    """
    parsed: dict[str, Row] = {cell(row["claim_id"]): row for row in rows}
    decided: dict[str, Row | None] = dict(parsed)
    misfits: list[MisfitError] = []
    for claim_id, group in _by_row(d for d in decisions if d.field not in ELSEWHERE).items():
        try:
            decided[claim_id] = _decide(parsed.get(claim_id), group, desk)
        except MisfitError as misfit:
            misfits.append(misfit)
    left = _sectioned([row for row in decided.values() if row])
    gone = {claim_id: parsed[claim_id] for claim_id, row in decided.items() if row is None}
    misfits += _uncovered(gone, left, decisions, desk.lexicon)
    found = sorted((misfit.decision.place, misfit.problem) for misfit in misfits)
    return left, tuple(f"{name}, row {place}, {problem}" for place, problem in found)


def _by_row(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    groups: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.claim_id].append(decision)
    return groups


def _decide(row: Row | None, group: Sequence[Decision], desk: Desk) -> Row | None:
    """The row that decisions on it leave, ``None`` where they take it away."""
    _refuse_contradiction(group)
    first = group[0]
    if first.field == "add":
        return _added(row, first, desk)
    if row is None:
        raise MisfitError(first, f"column claim_id: the parsed table has no row {first.claim_id}.")
    if first.field == "accept":
        return _accepted(row, first)
    edited = row | {"method": "amended"}
    for decision in group:
        edited |= _edit(row, decision, desk)
    return None if edited["disposition"] == "none" else _derived(edited, group[-1], desk)


def _refuse_contradiction(group: Sequence[Decision]) -> None:
    seen: dict[str, Decision] = {}
    for decision in group:
        other = seen.get(decision.field) or next((seen[name] for name in WHOLE_ROW if name in seen), None)
        if other is None and seen and decision.field in WHOLE_ROW:
            other = next(iter(seen.values()))
        if other:
            raise MisfitError(decision, f"column field: row {other.place} decides on {decision.claim_id} already.")
        seen[decision.field] = decision


def _accepted(row: Row, decision: Decision) -> Row:
    if decision.before not in ("", row["value_text"]):
        raise MisfitError(decision, f"column from: the value is {row['value_text']!r} now, not {decision.before!r}.")
    if decision.after:
        raise MisfitError(decision, "column to: a row that is accepted is not changed.")
    return row


def _edit(row: Row, decision: Decision, desk: Desk) -> Row:
    """The cells that one decision changes in a row."""
    if decision.field in ("reject", "disposition"):
        return _disposed(row, decision)
    if row["disposition"] != "claim" and decision.field not in PLACE:
        raise MisfitError(decision, f"column field: the row is no claim and has no {decision.field}.")
    if decision.before != cell(row[decision.field]):
        now = cell(row[decision.field])
        raise MisfitError(decision, f"column from: {decision.field} is {now!r} now, not {decision.before!r}.")
    if decision.after == decision.before:
        raise MisfitError(decision, "column to: changes nothing.")
    return {decision.field: _value(decision.field, decision.after, decision, desk.lexicon)}


def _disposed(row: Row, decision: Decision) -> Row:
    now = _disposition(row)
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


def _disposition(row: Row) -> str:
    return f"excluded:{row['reason']}" if row["disposition"] == "excluded" else cell(row["disposition"])


def _value(name: str, written: str, decision: Decision, lexicon: Lexicon) -> Value:
    """What is written for a cell, as its column has it."""
    column = CLAIMS.column(name)
    if not written and not column.required:
        return None
    if not _is_valid(column, written, lexicon):
        raise MisfitError(decision, f"column to: {written!r} is no {name} ({column.description}).")
    if column.dtype in ("Int64", "Float64"):
        return number(Decimal(written))
    return written


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
