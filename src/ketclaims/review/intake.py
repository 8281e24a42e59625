"""A whole sheet taken in: every row judged, held against what was decided before, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ketclaims.grounding.figures import misread
from ketclaims.grounding.pages import Page, page_of
from ketclaims.model import Span
from ketclaims.review.applying import base_rows, decided_rows
from ketclaims.review.decisions import Decision, DisputeError
from ketclaims.review.judging import judged
from ketclaims.review.reading import Entry
from ketclaims.review.settling import by_row
from ketclaims.review.standing import Footing, footing_of
from ketclaims.review.targets import Bench, SheetError
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.frames import find_faults, plain_frame
from ketclaims.tables.rows import Row, cell

FIGURES = ("low", "high", "value_start", "value_end")
"""Where one of these is corrected, the numbers are held against the words."""

Key = tuple[str, str]
"""A row and who decides on it."""


@dataclass
class Intake:
    """What a sheet comes to.

    ``faults`` has a sentence for each thing that is wrong, by the number of its row; where there is one, nothing is
    taken. ``decisions`` are new, their ``place`` the row of the sheet. ``replaced`` are those that they stand for.
    ``known`` counts the rows that were taken before. ``notes`` say where people differ.
    """

    faults: list[tuple[int, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    replaced: list[Decision] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    known: int = 0


def take(entries: Iterable[Entry], bench: Bench, parsed: Sequence[Row], *, replacing: bool = False) -> Intake:
    """Judge the rows of a sheet against the rows that were parsed and what was decided on them so far.

    A person who has decided on a row already decides anew only with ``replacing``.
    """
    intake = Intake()
    judgements = _judgements(entries, bench, intake)
    former = [decision for group in bench.decided.values() for decision in group]
    for (claim_id, _), group in judgements.items():
        on_row = (d for d in bench.decided.get(claim_id, ()) if not d.is_elsewhere)
        own = [d for d in on_row if d.person == group[0].person]
        if _said(own) == _said(group):
            intake.known += 1
        elif own and not replacing:
            intake.faults.append((group[0].place, _twice(own)))
        else:
            intake.replaced += own
            intake.decisions += group
    _check_alone(intake, bench, parsed)
    if not intake.faults:
        left = [decision for decision in former if decision not in intake.replaced]
        _check_together(intake, left, bench, parsed)
    intake.faults.sort(key=lambda fault: fault[0])
    return intake


def _judgements(entries: Iterable[Entry], bench: Bench, intake: Intake) -> dict[Key, list[Decision]]:
    """The decisions of a sheet by row and person; one row twice has to say the same."""
    found: dict[Key, list[Decision]] = {}
    for entry in entries:
        try:
            decisions = judged(entry, bench)
        except SheetError as error:
            intake.faults += ((entry.place, fault) for fault in error.faults)
            continue
        for claim_id, group in by_row(decisions).items():
            first = found.setdefault((claim_id, group[0].person), group)
            if _said(first) != _said(group):
                says = f"row {first[0].place} of the sheet decides on {claim_id} already, and otherwise."
                intake.faults.append((entry.place, f"column decision: {says}"))
    return found


def _said(decisions: Iterable[Decision]) -> set[tuple[str, str, str]]:
    return {(decision.field, decision.before, decision.after) for decision in decisions}


def _twice(own: Sequence[Decision]) -> str:
    said = "; ".join(map(str, own))
    return (
        f"column who: {own[0].who} has decided on this row before (row {own[0].place} of review.csv: {said}); "
        "--replace takes the new decision instead."
    )


def _check_alone(intake: Intake, bench: Bench, parsed: Sequence[Row]) -> None:
    """Hold each judgement against its row as if nobody else had decided, so that a dispute hides no fault."""
    desk = replace(bench.desk, footings={})
    # That a cell stays as it was parsed is said against others only.
    own = [d for d in intake.decisions if d.field == "accept" or d.before != d.after]
    # Two who add one row add the same row, and each of them has to be able to.
    adding = {decision.claim_id for decision in own if decision.field == "add"} - {
        cell(row["claim_id"]) for row in parsed
    }
    bases = [row for claim_id, row in bench.bases.items() if claim_id not in adding]
    rows, misfits = decided_rows(bases, own, desk)
    intake.faults += ((misfit.decision.place, misfit.problem) for misfit in misfits)
    places = {decision.claim_id: decision.place for decision in own}
    changed = [row for row in rows if row["claim_id"] in places and row["disposition"] == "claim"]
    intake.faults += _broken(changed, places, bench)
    counted = {decision.claim_id for decision in own if decision.field in (*FIGURES, "add")}
    intake.faults += _misread([row for row in changed if row["claim_id"] in counted], places, bench)


def _broken(rows: Sequence[Row], places: Mapping[str, int], bench: Bench) -> Iterator[tuple[int, str]]:
    """The rules of the codebook that changed claims break."""
    if not rows:
        return
    frame = plain_frame([{name: row[name] for name in CLAIMS.names} for row in rows], CLAIMS)
    for fault in find_faults(frame, CLAIMS, bench.desk.lexicon, bench.desk.texts):
        claim_id, _, says = fault.removeprefix(f"{CLAIMS.name} ").partition(", ")
        yield places[claim_id], says


def _misread(rows: Iterable[Row], places: Mapping[str, int], bench: Bench) -> Iterator[tuple[int, str]]:
    """The numbers of changed claims that the words of their values do not say."""
    pages: dict[str, Page] = {}
    for row in rows:
        source, value = cell(row["source"]), Span(int(row["value_start"] or 0), int(row["value_end"] or 0))
        page = pages.get(source) or page_of(bench.desk.texts[source], source, bench.desk.lexicon)
        pages[source] = page
        for side, says in misread(row, value, page):
            yield places[cell(row["claim_id"])], f"column {side}: {says}"


def _check_together(intake: Intake, former: Sequence[Decision], bench: Bench, parsed: Sequence[Row]) -> None:
    """Lay old and new decisions over the rows: where people differ it is noted, what else misfits is a fault."""
    places = {id(decision) for decision in intake.decisions}
    _, misfits = decided_rows(parsed, (*former, *intake.decisions), bench.desk)
    for misfit in misfits:
        if isinstance(misfit, DisputeError):
            _note(intake, misfit)
        elif id(misfit.decision) in places:
            intake.faults.append((misfit.decision.place, misfit.problem))


def _note(intake: Intake, dispute: DisputeError) -> None:
    new = next((d for d in intake.decisions if d.claim_id == dispute.decision.claim_id), None)
    if new and not dispute.decision.is_elsewhere:
        other = dispute.other if dispute.other.person != new.person else dispute.decision
        says = f"{other.who} decides otherwise ({other}); until an adjudicator settles it, the build returns 1."
        intake.notes.append((new.place, says))


def new_footings(intake: Intake, parsed: Sequence[Row], former: Sequence[Decision], bench: Bench) -> dict[str, Footing]:
    """What the rows stand on that are decided on for the first time, by identifier: as they were, or as they are added.

    Where others have decided before, their decisions keep what they were made on.
    """
    left = [decision for decision in former if decision not in intake.replaced]
    decisions = (*left, *intake.decisions)
    desk = replace(bench.desk, footings={})
    bases = base_rows(parsed, decisions, desk)
    rows, _ = decided_rows(parsed, decisions, desk)
    there = bases | {cell(row["claim_id"]): row for row in rows}
    names = {d.claim_id for d in intake.decisions if d.claim_id in there} - {d.claim_id for d in left}
    return {
        name: footing_of(there[name], bases[name], desk.texts[cell(bases[name]["source"])]) for name in sorted(names)
    }
