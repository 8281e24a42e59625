"""Decisions taken along to where their passages stand now: on a person's word, and where the row there reads alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ketclaims.review.applying import Desk, base_rows
from ketclaims.review.decisions import Decision
from ketclaims.review.settling import by_row
from ketclaims.review.standing import Footing, footing_of, found_again, places, reading_of
from ketclaims.tables.rows import Row, Value, cell, empty_row, row_identity, told_apart

OFFSETS = ("quote_start", "quote_end", "value_start", "value_end")


@dataclass
class Move:
    """What becomes of decisions: all of them as they should be, and their footings; what was taken along; what stays.

    ``taken`` and ``left`` have a decision as it was, and a sentence.
    """

    decisions: list[Decision] = field(default_factory=list)
    footings: dict[str, Footing] = field(default_factory=dict)
    taken: list[tuple[Decision, str]] = field(default_factory=list)
    left: list[tuple[Decision, str]] = field(default_factory=list)


def move(
    parsed: Sequence[Row], decisions: Sequence[Decision], desk: Desk, chosen: Mapping[str, int] | None = None
) -> Move:
    """Take decisions along whose passages have moved, and those of ``chosen`` rows to the place that a person names.

    ``chosen`` has the start of the passage by the identifier of the row; it has to stand there.
    """
    moved = Move(footings=dict(desk.footings))
    names: dict[int, Decision] = {}
    for claim_id, group in by_row(decisions).items():
        rewritten = _along(claim_id, group, parsed, desk, (chosen or {}).get(claim_id), moved)
        names |= {id(old): new for old, new in zip(group, rewritten, strict=True)}
    moved.decisions = [names[id(decision)] for decision in decisions]
    return moved


def _along(
    claim_id: str, group: Sequence[Decision], parsed: Sequence[Row], desk: Desk, start: int | None, moved: Move
) -> Sequence[Decision]:
    """The decisions on one row as they should be; what was done is written down in ``moved``."""
    footing = desk.footings.get(claim_id)
    found = found_again(footing, desk.texts) if footing else None
    if footing is None or found is None or (found.standing == "same" and start is None):
        return group
    span = found.span if start is None else next((span for span in found.spans if span.start == start), None)
    if span is None:
        where = places(found.spans) if found.spans else "nowhere"
        moved.left += ((d, f"{found.standing}: its passage stands at {where}.") for d in group)
        return group
    new = _rewritten(group, span.start - footing.start, footing, parsed)
    row = base_rows(parsed, new, desk).get(new[0].claim_id) if new else None
    if row is None or (start is None and _reads_otherwise(group, footing, row)):
        moved.left += ((d, f"moved to {span.start}, but no row there reads as it did; decide anew.") for d in group)
        return group
    moved.footings.pop(claim_id)
    moved.footings[new[0].claim_id] = footing_of(row, row, desk.texts[footing.source])
    moved.taken += ((d, f"{claim_id} is {new[0].claim_id} now, at {span.start}.") for d in group)
    return new


def _reads_otherwise(group: Iterable[Decision], footing: Footing, row: Row) -> bool:
    accepted = any(decision.field == "accept" for decision in group)
    return accepted and footing.reading not in ("", reading_of(row))


def _rewritten(group: Sequence[Decision], distance: int, footing: Footing, parsed: Iterable[Row]) -> Sequence[Decision]:
    """The decisions on a row whose place is so much further on; none where no row there reads as it did."""
    adding = next((decision for decision in group if decision.field == "add"), None)
    if adding:
        said = _shifted(json.loads(adding.after), distance)
        claim_id = row_identity(empty_row() | {"disposition": "claim"} | said)
        adds = json.dumps(said, ensure_ascii=False)
    else:
        claim_id, adds = _identities(parsed, footing.source, distance).get(footing.claim_id, ""), ""
    return [_moved(decision, claim_id, distance, adds) for decision in group] if claim_id else ()


def _identities(parsed: Iterable[Row], source: str, distance: int) -> dict[str, str]:
    """The identifiers of the rows of a source, by those that they would have had before they moved."""
    rows = [row for row in parsed if row["source"] == source]
    before = told_apart(
        shifted | {"claim_id": row_identity(shifted)} for shifted in (_shifted(r, -distance) for r in rows)
    )
    return {cell(old["claim_id"]): cell(row["claim_id"]) for old, row in zip(before, rows, strict=True)}


def _shifted(row: Row, distance: int) -> Row:
    places: dict[str, Value] = {name: int(row[name] or 0) + distance for name in OFFSETS if name in row}
    return row | places


def _moved(decision: Decision, claim_id: str, distance: int, adds: str) -> Decision:
    if decision.field == "add":
        return replace(decision, claim_id=claim_id, after=adds)
    if decision.field in OFFSETS:
        before, after = (str(int(place) + distance) for place in (decision.before, decision.after))
        return replace(decision, claim_id=claim_id, before=before, after=after)
    return replace(decision, claim_id=claim_id)
