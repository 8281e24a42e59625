"""Decisions taken along to where their passages stand now: on a person's word, and where the row there reads alike."""

from __future__ import annotations

import json
from collections import defaultdict
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


class _Ground:
    """The rows as they are read now, found by their identifiers or by those that they would have had elsewhere."""

    def __init__(self, parsed: Iterable[Row], desk: Desk) -> None:
        self.desk = desk
        self._rows: dict[str, Row] = {}
        self._sources: defaultdict[str, list[Row]] = defaultdict(list)
        for row in parsed:
            self._rows[cell(row["claim_id"])] = row
            self._sources[cell(row["source"])].append(row)
        self._identities: dict[tuple[str, int], dict[str, str]] = {}

    def identity(self, footing: Footing, distance: int) -> str:
        """The identifier of the row that had that of the footing so much further up; empty where there is none."""
        key = footing.source, distance
        if key not in self._identities:
            self._identities[key] = _identities(self._sources[footing.source], distance)
        return self._identities[key].get(footing.claim_id, "")

    def row(self, decisions: Sequence[Decision]) -> Row | None:
        """The row that decisions are about, as it is read or as one of them adds it."""
        claim_id = decisions[0].claim_id
        return self._rows.get(claim_id) or base_rows((), decisions, self.desk).get(claim_id)


def move(
    parsed: Sequence[Row], decisions: Sequence[Decision], desk: Desk, chosen: Mapping[str, int] | None = None
) -> Move:
    """Take decisions along whose passages have moved, and those of ``chosen`` rows to the place that a person names.

    ``chosen`` has the start of the passage by the identifier of the row; it has to stand there.
    """
    moved, ground = Move(), _Ground(parsed, desk)
    names: dict[int, Decision] = {}
    stayed = dict(desk.footings)
    for claim_id, group in by_row(decisions).items():
        rewritten = _along(group, ground, (chosen or {}).get(claim_id), moved)
        names |= {id(old): new for old, new in zip(group, rewritten, strict=True)}
        if rewritten is not group:
            stayed.pop(claim_id)
    moved.decisions = [names[id(decision)] for decision in decisions]
    moved.footings = stayed | moved.footings
    return moved


def _along(group: Sequence[Decision], ground: _Ground, start: int | None, moved: Move) -> Sequence[Decision]:
    """The decisions on one row as they should be; what was done is written down in ``moved``."""
    footing = ground.desk.footings.get(group[0].claim_id)
    found = found_again(footing, ground.desk.texts) if footing else None
    if footing is None or found is None or (found.standing == "same" and start is None):
        return group
    span = found.span if start is None else next((span for span in found.spans if span.start == start), None)
    if span is None:
        where = places(found.spans) if found.spans else "nowhere"
        moved.left += ((d, f"{found.standing}: its passage stands at {where}.") for d in group)
        return group
    new = _rewritten(group, span.start - footing.start, footing, ground)
    row = ground.row(new) if new else None
    if row is None or (start is None and _reads_otherwise(group, footing, row)):
        moved.left += ((d, f"moved to {span.start}, but no row there reads as it did; decide anew.") for d in group)
        return group
    moved.footings[new[0].claim_id] = footing_of(row, row, ground.desk.texts[footing.source])
    moved.taken += ((d, f"{d.claim_id} is {new[0].claim_id} now, at {span.start}.") for d in group)
    return new


def _reads_otherwise(group: Iterable[Decision], footing: Footing, row: Row) -> bool:
    accepted = any(decision.field == "accept" for decision in group)
    return accepted and footing.reading not in ("", reading_of(row))


def _rewritten(group: Sequence[Decision], distance: int, footing: Footing, ground: _Ground) -> Sequence[Decision]:
    """The decisions on a row whose place is so much further on; none where no row there reads as it did."""
    adding = next((decision for decision in group if decision.field == "add"), None)
    try:
        adds = _added(adding, distance) if adding else None
        claim_id = adds[0] if adds else ground.identity(footing, distance)
        written = adds[1] if adds else ""
        return [_moved(decision, claim_id, distance, written) for decision in group] if claim_id else ()
    except (ValueError, TypeError):
        # A decision that is written wrongly is for the build to name.
        return ()


def _added(adding: Decision, distance: int) -> tuple[str, str]:
    """The identifier of a row that is added so much further on, and what adds it."""
    said = _shifted(json.loads(adding.after), distance)
    return row_identity(empty_row() | {"disposition": "claim"} | said), json.dumps(said, ensure_ascii=False)


def _identities(rows: Sequence[Row], distance: int) -> dict[str, str]:
    """The identifiers of the rows of a source, by those that they would have had before they moved."""
    shifted = (_shifted(row, -distance) for row in rows)
    before = told_apart(row | {"claim_id": row_identity(row)} for row in shifted)
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
