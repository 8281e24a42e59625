"""The evidence table: its file as rows, each checked; its rows as estimates; and what follows from them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from ketclaims.comparison import Scale, Statement
from ketclaims.evidence import Estimate, Library, Shelved
from ketclaims.evidence.estimates import Ends
from ketclaims.model import DataError, InputError, Quantity, Relation, Span, StudyType
from ketclaims.tables.columns import EVIDENCE, REPORTED, Column
from ketclaims.tables.files import curated_folder
from ketclaims.tables.frames import find_faults, frame_rows, plain_frame, valid_frame
from ketclaims.tables.reading import Placed, csv_records, read_bytes, utf8
from ketclaims.tables.rows import Row, Value, cell, number, standard
from ketclaims.tables.statements import subject_of

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

NEEDED = ("evidence_id", "citation", "study_type", "measure", "low", "high", "unit", "relation", "verified")
"""The columns that an ``evidence.csv`` must have; of the others it may lack any."""
PLACE = Span(0, 0)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SURNAME = re.compile(r"[^\W\d_](?:[\w'’-]|\s(?=[A-Z][a-z]))*")


def read_evidence(path: Path, lexicon: Lexicon) -> pd.DataFrame:
    """The evidence of a CSV file as a validated frame.

    ``InputError`` where the file cannot be read or lacks a column, ``DataError`` with a sentence for each bad cell.
    """
    return evidence_frame(evidence_records(utf8(read_bytes(path), str(path)), str(path)), lexicon, str(path))


def load_evidence() -> pd.DataFrame:
    """The evidence that comes with the package."""
    path = curated_folder() / f"{EVIDENCE.name}.parquet"
    if not path.is_file():
        raise InputError(f"{path}: there is no such file; `ketclaims build` makes it in a checkout.")
    return pd.read_parquet(path)


def evidence_records(text: str, name: str) -> list[Placed]:
    """The rows of the text of an ``evidence.csv``, each with its number; ``InputError`` where it is no such table."""
    records, faults = csv_records(text, name)
    header = [] if faults else _header(text)
    twice = [column for column, times in Counter(header).items() if times > 1]
    unknown = [column for column in header if column not in REPORTED.names]
    lacking = [column for column in NEEDED if column not in header]
    if faults:
        raise InputError("\n".join(faults))
    found = (
        *(f"{name}, row 1: the column {column!r} stands more than once." for column in twice),
        *(f"{name}, row 1: {column!r} is no column of evidence." for column in unknown),
        *(f"{name}, row 1: the column {column!r} is missing." for column in lacking),
    )
    if found:
        raise InputError("\n".join(found))
    return records


def _header(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True), [])


def evidence_frame(records: Iterable[Placed], lexicon: Lexicon, name: str = "evidence.csv") -> pd.DataFrame:
    """Records as a validated frame with all columns of the table; ``DataError`` names every bad cell."""
    rows, faults = evidence_rows(records, lexicon, name)
    if faults:
        raise DataError(faults)
    return valid_frame(rows, EVIDENCE, lexicon)


def evidence_rows(
    records: Iterable[Placed], lexicon: Lexicon, name: str = "evidence.csv"
) -> tuple[list[Row], tuple[str, ...]]:
    """Records as rows with what follows from them, and a sentence for each bad cell; with a fault there are no rows."""
    reported, faults = _reported(records, name)
    faults += [f"{name}: {says}" for says in find_faults(plain_frame(reported, REPORTED), REPORTED, lexicon)]
    if faults:
        return [], tuple(faults)
    rows = completed_rows(reported, lexicon)
    wrong = find_faults(plain_frame(rows, EVIDENCE), EVIDENCE, lexicon)
    return ([] if wrong else rows), tuple(f"{name}: {says}" for says in wrong)


def _reported(records: Iterable[Placed], name: str) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    faults: list[str] = []
    for place, record in records:
        row, wrong = _typed(record)
        faults += (f"{name}, row {place}, column {column}: {says}" for column, says in wrong)
        if not wrong:
            rows.append(row)
    return named_studies(rows), faults


def _typed(record: Mapping[str, Any]) -> tuple[Row, list[tuple[str, str]]]:
    row: Row = {}
    wrong: list[tuple[str, str]] = []
    for column in REPORTED.columns:
        try:
            row[column.name] = _value(column, record.get(column.name))
        except ValueError:
            wrong.append((column.name, f"{record[column.name]!r} is no {_kind(column)}."))
    if not row.get("evidence_id"):
        wrong.append(("evidence_id", "is empty."))
    return row, wrong


def _kind(column: Column) -> str:
    return "whole number" if column.dtype == "Int64" else "number"


def _value(column: Column, raw: Any) -> Value:
    if raw is None or not str(raw).strip() or raw != raw:
        return None
    if column.dtype in ("str", "category"):
        return str(raw)
    try:
        read = Decimal(str(raw).strip())
    except InvalidOperation:
        raise ValueError from None
    # Beyond the reach of a double nothing is said about patients.
    if not read.is_finite() or (read and abs(read.adjusted()) > 15):
        raise ValueError
    if column.dtype == "Int64" and read != read.to_integral_value():
        raise ValueError
    return number(read)


def named_studies(rows: Sequence[Row]) -> list[Row]:
    """Rows in which each study has a name: where none is given, it is made of the citation's first name and year.

    Of several works that would share such a name each gets a letter, in the order of their citations.
    """
    unnamed = sorted({cell(row["citation"]) for row in rows if not row["study"] and row["citation"]})
    names = {citation: _study(citation) for citation in unnamed}
    count = Counter((*names.values(), *{cell(row["study"]) for row in rows if row["study"]}))
    seen: Counter[str] = Counter()
    for citation, name in names.items():
        if count[name] > 1:
            names[citation] = f"{name} ({seen[name] + 1})"
            seen[name] += 1
    return [
        row if row["study"] else row | {"study": names.get(cell(row["citation"]), row["evidence_id"])} for row in rows
    ]


def _study(citation: str) -> str:
    name, year = SURNAME.search(citation), YEAR.search(citation)
    if name is None or year is None:
        return citation if len(citation) <= 40 else f"{citation[:39].rstrip()}…"
    return f"{name[0].split()[0]} {year[0]}"


def completed_rows(rows: Iterable[Row], lexicon: Lexicon) -> list[Row]:
    """Rows of evidence with the columns that follow from the reported ones."""
    listed = list(rows)
    library = Library.of(estimates_of(listed), Scale(lexicon))
    shelved = {each.estimate.evidence_id: each for each in library.all()}
    return [_completed(row, shelved[cell(row["evidence_id"])], library, lexicon) for row in listed]


def _completed(row: Row, shelved: Shelved, library: Library, lexicon: Lexicon) -> Row:
    control = library.control_of(shelved)
    numbers = shelved.interval.numbers
    return row | {
        **standard(shelved.estimate.statement.quantity, cell(row["measure"]), lexicon),
        "interval_low": None if numbers.low is None else number(float(numbers.low)),
        "interval_high": None if numbers.high is None else number(float(numbers.high)),
        "interval": shelved.interval.source or None,
        "level": shelved.level,
        "control_id": control.estimate.evidence_id if control else None,
    }


def frame_estimates(evidence: pd.DataFrame) -> list[Estimate]:
    """The rows of a frame of evidence as estimates."""
    return estimates_of(frame_rows(evidence))


def estimates_of(rows: Iterable[Row]) -> list[Estimate]:
    """Rows of evidence as estimates."""
    return [_estimate(row) for row in rows]


def _estimate(row: Row) -> Estimate:
    low, high = _ends(row, "low", "high")
    quantity = Quantity(PLACE, low, high, cell(row["unit"]), cast(Relation, row["relation"]))
    study = cell(row["study"])
    statement = Statement(cell(row["evidence_id"]), study, study, cell(row["measure"]), quantity, subject_of(row))
    study_type = cast(StudyType, row["study_type"])
    # A frame of somebody's own may be of a time when the table had no sizes of arms.
    n, n_arm = (cast("int | None", row.get(name)) for name in ("n", "n_arm"))
    return Estimate(statement, study, study_type, n, _ends(row, "ci_low", "ci_high"), n_arm)


def _ends(row: Row, *names: str) -> Ends:
    low, high = (None if row[name] is None else Decimal(cell(row[name])) for name in names)
    return low, high
