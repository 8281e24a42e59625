"""A round of review over a dataset folder: a sheet out, a sheet in, how far it is, decisions taken along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ketclaims.curation.inputs import ANCHORS, REVIEW, Inputs, read_inputs
from ketclaims.curation.rows import parsed_rows, reviewed_rows
from ketclaims.lexicon import Lexicon
from ketclaims.model import DataError, InputError
from ketclaims.review import Decision
from ketclaims.review.applying import base_rows
from ketclaims.review.decisions import COLUMNS, decision_lines
from ketclaims.review.intake import Intake, new_footings, take
from ketclaims.review.moving import Move, move
from ketclaims.review.reading import Entry
from ketclaims.review.settling import by_row
from ketclaims.review.sheet import sheet_rows
from ketclaims.review.standing import Footing, footing_lines
from ketclaims.review.status import Status, status_of
from ketclaims.review.targets import Bench
from ketclaims.tables.about import dataset_lexicon
from ketclaims.tables.reading import read_bytes
from ketclaims.tables.rows import Row
from ketclaims.tables.writing import csv_line, write_all

Choice = Literal["all", "claims", "open", "disputed"]


@dataclass(frozen=True, slots=True)
class Round:
    """A dataset as reviewers meet it: what a build reads, and what the parser reads in it."""

    data: Path
    inputs: Inputs
    lexicon: Lexicon
    parsed: tuple[Row, ...]

    def bench(self, who: str, when: str) -> Bench:
        """What a sheet is held against."""
        desk = self.inputs.desk(self.lexicon)
        bases = base_rows(self.parsed, self.inputs.decisions, desk)
        return Bench(desk, bases, by_row(self.inputs.decisions), who, when)


def open_round(data: Path) -> Round:
    """The dataset in the folder ``data``; ``InputError`` has a line for each input that could not be read."""
    inputs, faults = read_inputs(data)
    if faults:
        raise InputError("\n".join(faults))
    lexicon = dataset_lexicon(data, inputs.about)
    return Round(data, inputs, lexicon, tuple(parsed_rows(inputs, lexicon)))


def exported_rows(
    round: Round, sources: Sequence[str] = (), choice: Choice = "all", *, blind: bool = False, who: str = ""
) -> list[Row]:
    """The rows of a reviewer's sheet, claims first; ``blind`` shows nothing of what others decided.

    ``InputError`` where one of the ``sources`` is none of the dataset.
    """
    unknown = [source for source in sources if source not in round.inputs.texts]
    if unknown:
        raise InputError(f"there is no source {unknown[0]!r}; one of {', '.join(round.inputs.texts)} was expected.")
    bench = round.bench(who, "")
    shown = list(round.parsed) if blind else reviewed_rows(round.inputs, round.parsed, round.lexicon)[0]
    disputed = _disputed(round) if choice == "disputed" else frozenset()
    chosen = [
        row
        for row in shown
        if (not sources or row["source"] in sources)
        and (choice != "claims" or row["disposition"] == "claim")
        and (choice != "open" or row["claim_id"] not in bench.decided)
        and (choice != "disputed" or row["claim_id"] in disputed)
    ]
    return sheet_rows(chosen, bench.bases, {} if blind else bench.decided, who)


def _disputed(round: Round) -> frozenset[str]:
    standings = review_status(round).standings
    return frozenset(standing.decision.claim_id for standing in standings if standing.state == "disputed")


def import_sheet(round: Round, entries: Iterable[Entry], who: str, when: str, *, replacing: bool = False) -> Intake:
    """Take a sheet into ``review.csv``, all of it or, where a row has a fault, nothing.

    ``DataError`` where ``review.csv`` would have to be written anew and has rows that are no decisions.
    """
    bench = round.bench(who, when)
    intake = take(entries, bench, round.parsed, replacing=replacing)
    if intake.decisions and not intake.faults:
        former = round.inputs.decisions
        new = new_footings(intake, round.parsed, former, bench)
        left = [decision for decision in former if decision not in intake.replaced]
        review = (
            _rewritten(round, (*left, *intake.decisions)) if intake.replaced else _appended(round, intake.decisions)
        )
        _write(round.data, review, dict(round.inputs.footings) | new)
    return intake


def _appended(round: Round, decisions: Iterable[Decision]) -> bytes:
    """``review.csv`` as it is, byte for byte, and the decisions behind it."""
    path = round.data / REVIEW
    before = read_bytes(path) if path.exists() else csv_line(COLUMNS)
    return before + (b"" if before.endswith(b"\n") else b"\n") + decision_lines(decisions)


def _rewritten(round: Round, decisions: Iterable[Decision]) -> bytes:
    if round.inputs.problems:
        raise DataError(round.inputs.problems)
    return csv_line(COLUMNS) + decision_lines(decisions)


def _write(data: Path, review: bytes, footings: Mapping[str, Footing]) -> None:
    write_all(data, {REVIEW: review, ANCHORS: footing_lines(footings.values())})


def review_status(round: Round) -> Status:
    """How far the review is; ``DataError`` where ``review.csv`` has rows that are no decisions."""
    if round.inputs.problems:
        raise DataError(round.inputs.problems)
    return status_of(round.parsed, round.inputs.decisions, round.inputs.desk(round.lexicon))


def move_decisions(round: Round, chosen: Mapping[str, int] | None = None) -> Move:
    """Take along the decisions whose passages have moved, and write ``review.csv`` where any was.

    ``DataError`` where ``review.csv`` has rows that are no decisions.
    """
    desk = round.inputs.desk(round.lexicon)
    moved = move(round.parsed, round.inputs.decisions, desk, chosen)
    review = _rewritten(round, moved.decisions)
    if moved.taken:
        _write(round.data, review, moved.footings)
    return moved
