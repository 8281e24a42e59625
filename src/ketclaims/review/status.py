"""How far a review is: what is decided and open, what no longer holds, where people differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ketclaims.review.agreement import Agreement, agreements, judgements
from ketclaims.review.applying import Desk, base_rows, decided_rows
from ketclaims.review.decisions import Decision, DisputeError, MisfitError, StaleError
from ketclaims.review.settling import by_row, settled
from ketclaims.tables.rows import Row, cell

State = Literal["applied", "overruled", "disputed", "misfit", "moved", "ambiguous", "orphaned"]
STALE: tuple[State, ...] = ("moved", "ambiguous", "orphaned")
STATES: tuple[State, ...] = ("applied", "overruled", "disputed", "misfit", *STALE)
UNWELL = ("disputed", "misfit", *STALE)
"""States with which the build returns 1."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one decision stands, and why in a sentence where it does not hold."""

    decision: Decision
    state: State
    says: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many numbers of a source are there, how many are claims, and on how many somebody has decided."""

    source: str
    numbers: int
    claims: int
    decided: int

    @property
    def open(self) -> int:
        """On how many nobody has decided."""
        return self.numbers - self.decided


@dataclass(frozen=True, slots=True)
class Status:
    """How far a review is."""

    progress: tuple[Progress, ...]
    standings: tuple[Standing, ...]
    agreements: tuple[Agreement, ...]
    reviewers: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether every decision holds and nobody differs unsettled."""
        return not any(standing.state in UNWELL for standing in self.standings)


def status_of(parsed: Sequence[Row], decisions: Sequence[Decision], desk: Desk) -> Status:
    """How far the review of parsed rows is; ``ModuleNotFoundError`` where alpha needs the extra ``review``."""
    rows, misfits = decided_rows(parsed, decisions, desk)
    decided = by_row(decisions)
    judged = judgements(base_rows(parsed, decisions, desk), decided)
    people = sorted({decision.who.strip() for decision in decisions if not decision.settles})
    return Status(
        tuple(_progress(rows, decided, list(desk.texts))),
        tuple(sorted(_standings(decisions, misfits), key=lambda standing: standing.decision.place)),
        tuple(agreements(judged)),
        tuple(people),
    )


def _progress(rows: Iterable[Row], decided: Mapping[str, object], sources: Iterable[str]) -> Iterator[Progress]:
    counts = {source: [0, 0, 0] for source in sources}
    for row in rows:
        found = (True, row["disposition"] == "claim", cell(row["claim_id"]) in decided)
        own = counts[cell(row["source"])]
        own[:] = (count + new for count, new in zip(own, found, strict=True))
    for source, (numbers, claims, touched) in counts.items():
        yield Progress(source, numbers, claims, touched)


def _standings(decisions: Sequence[Decision], misfits: Sequence[MisfitError]) -> Iterator[Standing]:
    said: dict[int, MisfitError] = {}
    for misfit in misfits:
        said.setdefault(misfit.decision.place, misfit)
    # What is decided of a claim in another table is settled by itself.
    for kind in (False, True):
        disputed = {
            m.decision.claim_id for m in misfits if isinstance(m, DisputeError) and m.decision.is_elsewhere == kind
        }
        for claim_id, group in by_row(d for d in decisions if d.is_elsewhere == kind).items():
            yield from _group_standings(group, said, claim_id in disputed)


def _group_standings(group: Sequence[Decision], said: Mapping[int, MisfitError], disputed: bool) -> Iterator[Standing]:
    counting = _counting(group)
    for decision in group:
        unfit = said.get(decision.place)
        if unfit and not isinstance(unfit, DisputeError):
            yield _unfit(unfit)
        elif disputed:
            yield Standing(decision, "disputed", _others(decision, group))
        else:
            yield Standing(decision, "applied" if (decision.field, decision.after) in counting else "overruled")


def _counting(group: Sequence[Decision]) -> set[tuple[str, str]]:
    """What counts of the decisions on a row, in whoever's name."""
    try:
        counting = settled(group)
    except MisfitError:
        return set()
    added = (decision for decision in group if decision.field == "add")
    return {(decision.field, decision.after) for decision in (*counting, *added)}


def _unfit(misfit: MisfitError) -> Standing:
    state: State = misfit.standing if isinstance(misfit, StaleError) and misfit.standing != "same" else "misfit"
    return Standing(misfit.decision, state, misfit.problem.removeprefix(f"column claim_id: {state}: "))


def _others(decision: Decision, group: Iterable[Decision]) -> str:
    others = [other for other in group if other.person != decision.person]
    return "; ".join(f"{other.who} says {other} (row {other.place})" for other in others) + "."
