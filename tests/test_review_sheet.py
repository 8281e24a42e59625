"""A reviewer's sheet goes out, is filled by hand or mangled by a program, and comes in: all of it or nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.curation.rows import reviewed_rows
from ketclaims.lexicon import default_lexicon
from ketclaims.review.sheet import COLUMNS, DECISIONS, NAMES
from ketclaims.rounds import open_round
from ketclaims.tables.files import read_claims
from ketclaims.tables.rows import Row

DAY = "2026-01-31"
HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
REVIEW = "claim_id,field,from,to,reason,who,when\n"
LONG = "Over and over, " * 3000
ARTICLES = {
    "plain": (
        "Ketamine and depression\n\nIn a trial 71% of patients with depression responded within 24 hours. After one "
        "infusion 54% of “new” patients were in remission.\n\nOf all patients 20% – or 20% of those who came – "
        "relapsed.\n\nThis page was updated in May 2024.\n"
    ),
    "hostile": (
        "Ketamine\n\n=1+1 is a formula; 61% of patients with depression respond.\r\n\r\n@SUM(A1:A9) of 52% of "
        "patients remit.\n\n+49 30 1234 is to be called, and 23% of patients relapse.\n\n-5 is cold, and 63% of "
        "patients get well.\n\n"
        f'\t<script>alert(1)</script>"><img onerror=alert(1)> and 31% of patients\trespond 😀.\n\n{LONG}45% respond.\n'
    ),
}


@dataclass(frozen=True)
class Outcome:
    """What a command returned and said."""

    code: int
    says: str


@dataclass
class Dataset:
    """A dataset folder and the commands on it."""

    data: Path

    def run(self, *arguments: object) -> Outcome:
        """Run a command of the review on the folder."""
        found = CliRunner().invoke(app, ["review", *map(str, arguments), "--data", str(self.data)])
        return Outcome(found.exit_code, found.output)

    def take(self, sheet: Path, *arguments: object) -> Outcome:
        """Import a sheet, on a day that never changes."""
        return self.run("import", sheet, "--date", DAY, *arguments)

    def export(self, name: str = "sheet.xlsx", *arguments: object) -> Path:
        """A sheet of the dataset."""
        path = self.data / name
        assert self.run("export", "-o", path, *arguments).code == 0
        return path

    @property
    def review(self) -> str:
        """The decisions, without their header."""
        return (self.data / "review.csv").read_bytes().decode().removeprefix(REVIEW)

    @property
    def claims(self) -> dict[str, Row]:
        """The claims by value as a build would have them."""
        opened = open_round(self.data)
        rows, problems = reviewed_rows(opened.inputs, opened.parsed, opened.lexicon)
        assert problems == ()
        return {str(row["value_text"]): row for row in rows if row["disposition"] == "claim"}


@pytest.fixture(name="dataset")
def _dataset(tmp_path: Path) -> Dataset:
    data = tmp_path / "data"
    (data / "raw").mkdir(parents=True)
    lines = [HEADER]
    for name, text in ARTICLES.items():
        (data / "raw" / f"{name}.txt").write_bytes(text.encode())
        lines.append(f"{name},{name}.txt,,,clinic,,,,{hashlib.sha256(text.encode()).hexdigest()}")
    (data / "raw" / "sources.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (data / "review.csv").write_text(REVIEW, encoding="utf-8")
    return Dataset(data)


class Sheet:
    """A workbook in a reviewer's hands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = load_workbook(path)
        self.table = self.book["review"]
        self.columns = {cell.value: cell.column for cell in self.table[1]}

    def row(self, value: str) -> int:
        """The number of the row of a value."""
        cells = self.table.iter_rows(min_col=self.columns["value_text"], max_col=self.columns["value_text"])
        return next(number for number, (cell,) in enumerate(cells, 1) if cell.value == value)

    def put(self, row: int, **cells: object) -> Sheet:
        """Write cells of a row."""
        for name, value in cells.items():
            self.table.cell(row, self.columns[name]).value = value
        return self

    def fill(self, value: str, **cells: object) -> Sheet:
        """Write cells of the row of a value, in the name of ab and with a reason where none is given."""
        return self.put(self.row(value), **{"reason": "as stated", "who": "ab", **cells})

    def save(self) -> Path:
        """The file as it comes back."""
        self.book.save(self.path)
        return self.path


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The cells of a sheet by column, of each row that has any."""
    table = load_workbook(path)["review"]
    header, *rows = table.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if any(row)]


# --------------------------------------------------------------------------------------------------------- round trip


def three_changes(path: Path) -> Sheet:
    """A sheet in which one claim is changed, one rejected and one accepted."""
    sheet = Sheet(path).fill("71%", decision="change", new_measure="remission_rate", new_doses_low=3.0, new_route="iv")
    sheet.fill("54%", decision="reject", new_disposition="context", reason="a threshold", who="cd")
    return sheet.fill("61%", decision="accept", reason=None)


def test_round_trip(dataset: Dataset) -> None:
    """What a reviewer decides in the workbook is in the curated table, and the review says who, when and why."""
    path = three_changes(dataset.export()).save()
    assert dataset.take(path).code == 0
    assert build(dataset.data).code == 0
    claims = read_claims(dataset.data / "curated" / "claims.csv").set_index("value_text")
    changed = claims.loc["71%", ["measure", "doses_low", "high", "route", "method"]]
    assert tuple(changed) == ("remission_rate", 3, 71.0, "iv", "amended")
    assert ("54%" in claims.index, claims.loc["61%", "method"]) == (False, "parsed")
    said = [row[1:] for row in csv.reader(io.StringIO(dataset.review))]
    assert said == [
        ["accept", "61%", "", "accepted as it stands", "ab", DAY],
        ["measure", "response_rate", "remission_rate", "as stated", "ab", DAY],
        ["route", "", "iv", "as stated", "ab", DAY],
        ["doses_low", "", "3", "as stated", "ab", DAY],
        ["reject", "claim", "context", "a threshold", "cd", DAY],
    ]


def test_first_decision_of_all(dataset: Dataset) -> None:
    """A dataset on which nobody has decided needs no ``review.csv``; the first sheet makes it."""
    (dataset.data / "review.csv").unlink()
    path = Sheet(dataset.export()).fill("71%", decision="accept").save()
    assert dataset.run("status").code == 0
    assert dataset.take(path).code == 0
    assert (dataset.data / "review.csv").read_text("utf-8").startswith(REVIEW)
    assert "1 decisions: 1 applied" in dataset.run("status").says


def test_second_import(dataset: Dataset) -> None:
    """A sheet that is imported again changes nothing, also when the tables have been built since, and says so."""
    path = three_changes(dataset.export()).save()
    dataset.take(path)
    first = dataset.review
    build(dataset.data)
    again = dataset.take(path)
    assert (again.code, dataset.review) == (0, first)
    assert "no new decisions, 3 rows taken before." in again.says


def test_one_bad_row_among_good_ones(dataset: Dataset) -> None:
    """Where one row has a fault nothing is taken, and the row is named."""
    sheet = three_changes(dataset.export()).fill("20%", decision="change", new_route="by nose")
    outcome = dataset.take(sheet.save())
    assert (outcome.code, dataset.review) == (1, "")
    assert f"row {sheet.row('20%')}, column new_route: 'by nose' is no route" in outcome.says
    assert not (dataset.data / "anchors.csv").exists()


def test_every_fault_is_named(dataset: Dataset) -> None:
    """All faults of all rows are said, each in a sentence with its row."""
    sheet = Sheet(dataset.export())
    sheet.fill("71%", decision="change", new_measure="luck", new_low="many", reason=" ", who=None)
    sheet.fill("61%", decision="maybe")
    lines = dataset.take(sheet.save()).says.splitlines()
    columns = [line.split("column ")[1].split(":")[0] for line in lines[:-1]]
    assert columns == ["decision", "who", "reason", "new_measure", "new_low"]
    assert lines[-1].endswith(": 5 faults; nothing was taken.")


def test_csv_is_the_same_sheet(dataset: Dataset) -> None:
    """A sheet as CSV has the same columns and comes in the same way."""
    path = dataset.export("sheet.csv")
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert tuple(rows[0]) == NAMES == tuple(rows_of(dataset.export())[0])
    row = next(row for row in rows if row["value_text"] == "71%")
    row |= {"decision": "change", "new_timepoint": "P3D", "reason": "day three", "who": "ab"}
    _write_csv(path, rows)
    assert dataset.take(path).code == 0
    assert dataset.claims["71%"]["timepoint"] == "P3D"


def _write_csv(path: Path, rows: list[dict[str, str]], **dialect: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), **dialect)
        writer.writeheader()
        writer.writerows(rows)


def test_sheet_that_nobody_filled(dataset: Dataset) -> None:
    """A sheet in which nobody decided changes nothing, even where the name is filled in already."""
    outcome = dataset.take(dataset.export("sheet.xlsx", "--who", "ab"))
    assert (outcome.code, dataset.review) == (0, "")


def test_name_for_rows_without_one(dataset: Dataset) -> None:
    """Who decides can be said once for all rows that do not say it."""
    path = Sheet(dataset.export()).fill("71%", decision="accept", who=None).fill("61%", decision="accept").save()
    assert dataset.take(path, "--who", "ef").code == 0
    assert sorted(row[5] for row in csv.reader(io.StringIO(dataset.review))) == ["ab", "ef"]


# --------------------------------------------------------------------------------------------- what a reviewer can say


@dataclass(frozen=True)
class Said:
    """What a reviewer writes into the row of a value, and what the claim is then."""

    value: str
    cells: dict[str, object]
    row: str
    expected: dict[str, object]


SAID = {
    "word with a space and a capital": Said(
        "71%", {"new_measure": "Remission rate"}, "71%", {"measure": "remission_rate"}
    ),
    "sign as it is printed": Said("71%", {"new_relation": "≥", "new_high": "(empty)"}, "71%", {"relation": ">="}),
    "number with a nought": Said("71%", {"new_doses_low": 3.0, "new_doses_high": "3.0"}, "71%", {"doses_low": 3}),
    "duration in small letters": Said("71%", {"new_timepoint": "p1w"}, "71%", {"timepoint": "P1W"}),
    "words around space": Said("71%", {"new_population": " adults \u00a0"}, "71%", {"population": "adults"}),
    "unit of two factors": Said("71%", {"new_unit": "mg/kg", "new_measure": "dose"}, "71%", {"unit": "mg/kg"}),
    "words of the value": Said("71%", {"new_value_text": "71% of patients"}, "71% of patients", {"low": 71.0}),
    "shorter passage": Said(
        "71%", {"new_quote": "71% of patients with depression responded"}, "71%", {"quote_end": 77}
    ),
    "passage with other marks": Said(
        "54%", {"new_quote": 'After one  infusion 54% of "new" patients'}, "54%", {"quote_end": 135}
    ),
    "a number that the words say": Said(
        "61%", {"new_value_text": "61% of patients", "new_low": 61, "new_high": 61.0}, "61% of patients", {"high": 61}
    ),
    "emptied": Said("71%", {"new_condition": "(empty)"}, "71%", {}),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_correction(dataset: Dataset, said: Said) -> None:
    """What a reviewer means is understood, however it is spelt."""
    path = Sheet(dataset.export()).fill(said.value, decision="change", **said.cells).save()
    outcome = dataset.take(path)
    assert outcome.code == 0, outcome.says
    found = dataset.claims[said.row]
    assert {name: found[name] for name in said.expected} == said.expected


def test_context_becomes_a_claim(dataset: Dataset) -> None:
    """A number that is context can be made a claim: the claim is added, and its number is accounted for once."""
    cells = {"new_disposition": "claim", "new_measure": "onset_time"}
    path = Sheet(dataset.export()).fill("24 hours", decision="change", **cells).save()
    assert dataset.take(path).code == 0
    found = dataset.claims["24 hours"]
    assert tuple(found[name] for name in ("measure", "high", "unit", "method")) == ("onset_time", 24.0, "h", "added")
    assert dataset.take(path).says.endswith("no new decisions, 2 rows taken before.\n")


def test_number_that_the_parser_lacks(dataset: Dataset) -> None:
    """A claim that no row has is added in an empty row below the others."""
    sheet = Sheet(dataset.export())
    about = {"source": "plain", "new_quote": "Of all patients 20% – or 20% of those who came", "new_value_text": "all"}
    meaning = {"new_measure": "other", "new_low": 100, "new_unit": "%"}
    sheet.put(sheet.table.max_row + 1, decision="add", reason="all is 100%", who="ab", **about, **meaning)
    outcome = dataset.take(sheet.save())
    assert outcome.code == 0, outcome.says
    found = dataset.claims["all"]
    assert [found[name] for name in ("low", "high", "precision", "method")] == [100, 100, "numeric", "added"]


def test_changed_mind(dataset: Dataset) -> None:
    """Who has decided on a row decides anew only where that is asked for; the old decision makes room."""
    path = dataset.export()
    dataset.take(Sheet(path).fill("71%", decision="change", new_route="iv").save())
    Sheet(path).fill("71%", new_route="oral").save()
    refused = dataset.take(path)
    assert (
        refused.code,
        "ab has decided on this row before (row 2 of review.csv: route: empty → iv)" in refused.says,
    ) == (
        1,
        True,
    )
    assert "review.csv, row 2: route: empty → iv (ab) was replaced." in dataset.take(path, "--replace").says
    assert [row[1:4] for row in csv.reader(io.StringIO(dataset.review))] == [["route", "", "oral"]]


REFUSED: dict[str, tuple[str, dict[str, object], str]] = {
    "no decision": ("71%", {"new_route": "iv"}, "column decision: is empty, but the row says something"),
    "a reason alone": ("71%", {}, "column decision: is empty"),
    "nothing corrected": ("71%", {"decision": "change"}, "column decision: is change, but nothing is corrected"),
    "nothing else": (
        "71%",
        {"decision": "change", "new_measure": "response_rate"},
        "column decision: is change, but what is written is what the row says already",
    ),
    "accepted and corrected": ("71%", {"decision": "accept", "new_route": "iv"}, "column new_route: corrects a row"),
    "rejected as nothing": ("71%", {"decision": "reject"}, "column new_disposition: is empty"),
    "rejected as what it is": (
        "71%",
        {"decision": "reject", "new_disposition": "claim"},
        "column decision: is reject, but what is written is what the row says already",
    ),
    "rejected as rubbish": (
        "71%",
        {"decision": "reject", "new_disposition": "spam"},
        "column new_disposition: 'spam' is",
    ),
    "rejected and corrected": (
        "71%",
        {"decision": "reject", "new_disposition": "context", "new_low": 70},
        "column new_low: corrects a cell that only a claim has",
    ),
    "measure of a context": (
        "24 hours",
        {"decision": "change", "new_measure": "dose"},
        "column new_measure: corrects a cell that only a claim has, and the row is context",
    ),
    "number in words": ("71%", {"decision": "change", "new_low": "seventy"}, "column new_low: 'seventy' is no low"),
    "per cent sign": ("71%", {"decision": "change", "new_low": "70%"}, "column new_low: '70%' is no low"),
    "half a dose": ("71%", {"decision": "change", "new_doses_low": 1.5}, "column new_doses_low: '1.5' is no doses_low"),
    "no duration": ("71%", {"decision": "change", "new_timepoint": "a day"}, "column new_timepoint: 'A DAY' is no"),
    "unknown unit": ("71%", {"decision": "change", "new_unit": "smidgens"}, "column new_unit: 'smidgens' is no UCUM"),
    "emptied measure": (
        "71%",
        {"decision": "change", "new_measure": "(empty)"},
        "column new_measure: '' is no measure",
    ),
    "beyond its limits": ("71%", {"decision": "change", "new_low": 170, "new_high": 170}, "limits"),
    "upside down": ("71%", {"decision": "change", "new_low": 80}, "column low: is above high."),
    "value of another number": (
        "54%",
        {"decision": "change", "new_quote": "After one infusion 54% of “new” patients", "new_value_text": "one"},
        "column low: 54 where 'one' is read as 1.",
    ),
    "a number that its words do not say": (
        "71%",
        {"decision": "change", "new_low": 17, "new_high": 71},
        "column low: 17 where '71%' is read as 71.",
    ),
    "words that say another number": (
        "20%",
        {"decision": "change", "new_value_text": "patients 20%", "new_high": 30},
        "column high: 30 where 'patients 20%' is read as 20.",
    ),
    "a date": (
        "71%",
        {"decision": "change", "new_low": date(2026, 3, 4)},
        "column new_low: was taken for the time 2026-03-04",
    ),
    "a truth value": ("71%", {"decision": True}, "column decision: was taken for the truth value TRUE"),
    "a formula": ("71%", {"decision": "change", "new_low": "=1+1"}, "column new_low: holds a formula"),
    "words that nobody wrote": (
        "71%",
        {"decision": "change", "new_quote": "71% of all people"},
        "column new_quote: '71% of all people' does not stand in the article",
    ),
    "words of another place": (
        "71%",
        {"decision": "change", "new_quote": "54% of “new” patients"},
        "but the row is about the passage at 25",
    ),
    "passage without the number": (
        "71%",
        {"decision": "change", "new_quote": "patients with depression"},
        "does not hold the number of the row",
    ),
    "value outside": (
        "71%",
        {"decision": "change", "new_value_text": "54%"},
        "column new_value_text: '54%' does not stand in the passage",
    ),
    "written over": (
        "71%",
        {"measure": "remission_rate", "reason": None},
        "column measure: 'response_rate' was written over with",
    ),
    "no stamp": ("71%", {"decision": "accept", "exported": None}, "column exported: is not as it was exported"),
    "another row": ("71%", {"decision": "accept", "claim_id": "0123456789ab"}, "column claim_id: '0123456789ab' was"),
}


@pytest.mark.parametrize(("value", "cells", "says"), REFUSED.values(), ids=REFUSED)
def test_row_that_cannot_be_taken(dataset: Dataset, value: str, cells: dict[str, object], says: str) -> None:
    """What cannot be taken is said with its row and column, and nothing is taken."""
    sheet = Sheet(dataset.export()).fill(value, **cells)
    outcome = dataset.take(sheet.save())
    named = [line for line in outcome.says.splitlines() if says in line and f"row {sheet.row(value)}, " in line]
    assert (outcome.code, len(named), dataset.review) == (1, 1, ""), outcome.says


ADDED: dict[str, tuple[dict[str, object], str]] = {
    "no article": ({"source": "other"}, "column source: 'other' is no article of these"),
    "no passage": ({"new_quote": None}, "column new_quote: is empty"),
    "passage that stands twice": ({"new_quote": "patients"}, "column new_quote: 'patients' stands at"),
    "value that stands twice": ({"new_value_text": "20%"}, "write into new_value_start which is meant"),
    "value that stands elsewhere": (
        {"new_value_text": "20%", "new_value_start": 1},
        "does not stand in the passage at 1",
    ),
    "no measure": ({"new_measure": None}, "column new_measure: is empty; a claim needs it"),
    "row that was exported": ({"exported": "row 0123456789ab as 0123456789ab"}, "column decision: add is for a row"),
}


@pytest.mark.parametrize(("cells", "says"), ADDED.values(), ids=ADDED)
def test_addition_that_cannot_be_taken(dataset: Dataset, cells: dict[str, object], says: str) -> None:
    """A claim that is added stands at one place and says what it is."""
    sheet = Sheet(dataset.export())
    row = {"source": "plain", "new_quote": "Of all patients 20% – or 20% of those who came", "new_value_text": "all"}
    meaning = {"new_measure": "other", "new_low": 100, "new_unit": "%", "reason": "r", "who": "ab"}
    sheet.put(sheet.table.max_row + 1, **{**row, **meaning, "decision": "add", **cells})
    outcome = dataset.take(sheet.save())
    assert (outcome.code, says in outcome.says, dataset.review) == (1, True, ""), outcome.says


def test_article_that_changed_since(dataset: Dataset) -> None:
    """A row whose article has changed since the export is not guessed at."""
    path = Sheet(dataset.export()).fill("71%", decision="accept").save()
    _change(dataset, "plain", lambda text: "More.\n\n" + text)
    outcome = dataset.take(path)
    assert (outcome.code, "there is no row" in outcome.says, dataset.review) == (1, True, "")


def test_row_that_reads_otherwise_since(dataset: Dataset) -> None:
    """A row of which anything has changed since the export is not taken for the one that the reviewer saw."""
    path = Sheet(dataset.export()).fill("71%", decision="accept").save()
    _change(dataset, "plain", lambda text: text.replace("24 hours", "36 hours"))
    outcome = dataset.take(path)
    assert (outcome.code, "has changed since the sheet was made" in outcome.says) == (1, True)


def _change(dataset: Dataset, source: str, change: Callable[[str], str]) -> None:
    """Change an article, and list it as it is now."""
    path = dataset.data / "raw" / f"{source}.txt"
    before = path.read_bytes()
    path.write_bytes(change(before.decode()).encode())
    manifest = dataset.data / "raw" / "sources.csv"
    old, new = (hashlib.sha256(data).hexdigest() for data in (before, path.read_bytes()))
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), encoding="utf-8")


# ----------------------------------------------------------------------------------------- what programs do to a sheet


def _shuffled(path: Path) -> Path:
    """The sheet with its rows and columns backwards, some left out, and a column of the reviewer's own."""
    rows = [row for row in rows_of(path) if row["value_text"] in ("71%", "61%")]
    kept = [name for name in reversed(NAMES) if name not in ("passage", "new_unit", "claim_id", "low")]
    book = Workbook()
    book.active.append(["my notes", *(name.replace("_", " ").title() for name in kept)])
    for row in reversed(rows):
        book.active.append(["?", *(row[name] for name in kept)])
    book.save(path)
    return path


def _floats(path: Path) -> Path:
    """The sheet with every number as a float, and spaces behind every word."""
    book = load_workbook(path)
    for line in book["review"].iter_rows(min_row=2):
        for cell in line:
            if isinstance(cell.value, int):
                cell.value = float(cell.value)
            elif isinstance(cell.value, str):
                cell.value = cell.value + " "
    book.save(path)
    return path


def _semicolons(path: Path) -> Path:
    """The sheet as CSV as a spreadsheet writes it where a comma parts the decimals."""
    rows = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows_of(path)]
    _write_csv(path.with_suffix(".csv"), rows, delimiter=";")
    return path.with_suffix(".csv")


MANGLED = {"rows and columns": _shuffled, "numbers and spaces": _floats, "semicolons": _semicolons}


@pytest.mark.parametrize("mangle", MANGLED.values(), ids=MANGLED)
def test_mangled_sheet(dataset: Dataset, mangle: Callable[[Path], Path]) -> None:
    """What a spreadsheet does to a sheet by itself changes nothing of what the reviewer said."""
    path = Sheet(dataset.export()).fill("71%", decision="change", new_doses_low=3).fill("61%", decision="accept").save()
    outcome = dataset.take(mangle(path))
    assert outcome.code == 0, outcome.says
    assert sorted(row[1:4] for row in csv.reader(io.StringIO(dataset.review))) == [
        ["accept", "61%", ""],
        ["doses_low", "", "3"],
    ]


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "no workbook": ("a.xlsx", b"rubbish", "a.xlsx: not readable as a workbook"),
    "other columns": ("a.csv", b"claim_id,verdict\nx,y\n", "a.csv, row 1: the column 'decision' is missing"),
    "column twice": (
        "a.csv",
        b"decision,exported,Decision\n",
        "a.csv, row 1: the column 'decision' stands there twice",
    ),
    "no text": ("a.csv", b"\xff", "a.csv: not UTF-8"),
    "another kind": ("a.ods", b"", "a.ods: a name in .xlsx or .csv was expected"),
}


@pytest.mark.parametrize(("name", "content", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_is_no_sheet(dataset: Dataset, name: str, content: bytes, says: str) -> None:
    """A file that is no sheet is named, and what was expected."""
    path = dataset.data / name
    path.write_bytes(content)
    outcome = dataset.take(path)
    assert (outcome.code, says in outcome.says) == (3, True), outcome.says


# ------------------------------------------------------------------------------------------------------- hostile texts


def _stretch(dataset: Dataset) -> None:
    """Decide that the last claim's passage is all of the long sentence, so that it is longer than any cell."""
    row = dataset.claims["45%"]
    start = ARTICLES["hostile"].index(LONG)
    said = f"{row['claim_id']},quote_start,{row['quote_start']},{start},all of it,ef,{DAY}\n"
    with (dataset.data / "review.csv").open("a", encoding="utf-8") as stream:
        stream.write(said)


def test_no_cell_is_a_formula(dataset: Dataset) -> None:
    """Whatever an article says, each cell of the workbook holds text or a number."""
    _stretch(dataset)
    kinds = {cell.data_type for sheet in load_workbook(dataset.export()) for line in sheet.iter_rows() for cell in line}
    assert kinds == {"n", "s"}


def test_passages_are_shown_as_they_stand(dataset: Dataset) -> None:
    """A passage is shown word for word, its value marked; of one that no cell holds, what is around the value."""
    _stretch(dataset)
    passages = {row["value_text"]: row["passage"] for row in rows_of(dataset.export())}
    assert passages["61%"] == "=1+1 is a formula; >>61%<< of patients with depression respond."
    assert passages["31%"].startswith(
        '<script>alert(1)</script>"><img onerror=alert(1)> and >>31%<< of patients\trespond'
    )
    assert passages["45%"].endswith("Over and over, >>45%<< respond.")


def test_csv_begins_no_formula(dataset: Dataset) -> None:
    """In the CSV no cell with the words of an article begins as a formula does."""
    _stretch(dataset)
    rows = csv.DictReader(io.StringIO(dataset.export("sheet.csv").read_text("utf-8-sig")))
    words = [row[name] for row in rows for name in ("passage", "value_text", "outcome", "population", "section")]
    assert [word for word in words if word.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def _through_libreoffice(path: Path) -> Path:
    """The workbook, opened by LibreOffice and saved again."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        folder,
        path,
    ]
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=120)
    return folder / path.name


@pytest.mark.needs_program("soffice")
def test_rows_come_back_through_libreoffice(dataset: Dataset) -> None:
    """LibreOffice evaluates nothing, keeps every cell as it went out, and what it saves comes in."""
    _stretch(dataset)
    path = Sheet(dataset.export()).fill("61%", decision="accept").fill("45%", decision="change", new_doses_low=4).save()
    saved = _through_libreoffice(path)
    assert rows_of(saved) == rows_of(path)
    outcome = dataset.take(saved)
    assert outcome.code == 0, outcome.says
    found = dataset.claims["45%"]
    assert (found["doses_low"], len(str(found["quote"])) > 32_767) == (4, True)


# -------------------------------------------------------------------------------------------------- what is in a sheet


def test_claims_come_first(dataset: Dataset) -> None:
    """A sheet has a row for every number, claims first."""
    found = [row["disposition"] == "claim" for row in rows_of(dataset.export())]
    assert found == sorted(found, reverse=True)
    assert {True, False} == set(found)


def test_lists_to_choose_from(dataset: Dataset) -> None:
    """Every closed vocabulary is offered in its column, for all rows and for some to be added."""
    table = load_workbook(dataset.export())
    offered = {str(rule.sqref): rule.formula1 for rule in table["review"].data_validations.dataValidation}
    columns = {cell.value: cell.column_letter for cell in table["review"][1]}
    last = table["review"].max_row + 50
    place = offered[f"{columns['new_measure']}2:{columns['new_measure']}{last}"]
    words = [cell.value for (cell,) in table["words"][place.removeprefix("words!").replace("$", "")]]
    assert words == list(default_lexicon().measures)
    assert len(offered) == 11


def test_first_sheet_explains_every_column(dataset: Dataset) -> None:
    """The workbook opens with a page in plain words that names every column."""
    book = load_workbook(dataset.export())
    named = {cell.value for (cell,) in book.worksheets[0]["A1:A200"]}
    assert (book.active.title, {column.name for column in COLUMNS} - named) == ("how to", set())


CHOICES: dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], bool]]] = {
    "one article": (("--source", "hostile"), lambda row: row["source"] == "hostile"),
    "claims": (("--only", "claims"), lambda row: row["disposition"] == "claim"),
    "open": (("--only", "open"), lambda row: row["value_text"] not in ("71%", "61%")),
    "disputed": (("--only", "disputed"), lambda row: row["value_text"] == "61%"),
}


@pytest.mark.parametrize(("options", "wanted"), CHOICES.values(), ids=CHOICES)
def test_choice_of_rows(dataset: Dataset, options: tuple[str, ...], wanted: Callable[[dict[str, Any]], bool]) -> None:
    """A sheet has the rows that are asked for and no others."""
    path = Sheet(dataset.export()).fill("71%", decision="accept").fill("61%", decision="accept").save()
    dataset.take(path)
    dataset.take(Sheet(path).fill("61%", decision="change", new_route="iv", who="cd").save())
    everything = rows_of(dataset.export())
    chosen = rows_of(dataset.export("chosen.xlsx", *options))
    assert chosen == [row for row in everything if wanted(row)] != []


def test_blind_sheet(dataset: Dataset) -> None:
    """A blind sheet shows the rows as they were parsed and nothing of what others decided; it comes in all the same."""
    dataset.take(Sheet(dataset.export()).fill("71%", decision="change", new_doses_low=3).save())
    path = dataset.export("blind.xlsx", "--blind")
    row = next(row for row in rows_of(path) if row["value_text"] == "71%")
    assert (row["doses_low"], row["decided"]) == (None, None)
    assert dataset.take(Sheet(path).fill("71%", decision="change", new_doses_low=3, who="cd").save()).code == 0
    assert dataset.claims["71%"]["doses_low"] == 3


def test_decisions_are_not_overwritten(dataset: Dataset) -> None:
    """A sheet does not replace the file of decisions, whose name is much like its own."""
    outcome = dataset.run("export", "-o", dataset.data / "review.csv")
    assert (outcome.code, dataset.review) == (2, "")


def test_article_that_is_not_there(dataset: Dataset) -> None:
    """An article that the dataset lacks is named."""
    outcome = dataset.run("export", "-o", dataset.data / "x.csv", "--source", "b")
    assert (outcome.code, "there is no source 'b'" in outcome.says) == (3, True)


def test_review_file_is_kept_byte_for_byte(dataset: Dataset) -> None:
    """New decisions stand behind what is there, whatever its line endings."""
    path = dataset.data / "review.csv"
    path.write_bytes(b"\xef\xbb\xbf" + REVIEW.replace("\n", "\r\n").encode().rstrip(b"\r\n"))
    before = path.read_bytes()
    assert dataset.take(Sheet(dataset.export()).fill("71%", decision="accept").save()).code == 0
    assert path.read_bytes().startswith(before + b"\n")
    assert dataset.claims["71%"]["method"] == "parsed"


@pytest.mark.parametrize("module", ["xlsxwriter", "openpyxl"])
def test_library_that_is_missing(dataset: Dataset, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Without the libraries for workbooks a sentence says what to install; as CSV the review goes on."""
    path = dataset.export()
    monkeypatch.setitem(sys.modules, module, None)
    for name in [name for name in sys.modules if name.startswith(f"{module}.")]:
        monkeypatch.delitem(sys.modules, name)
    outcomes = [dataset.run("export", "-o", dataset.data / "new.xlsx"), dataset.take(path)]
    assert [outcome.code for outcome in outcomes] == ([2, 0] if module == "xlsxwriter" else [0, 2])
    assert any("pip install 'ketclaims[review]'" in " ".join(outcome.says.split()) for outcome in outcomes)
    assert dataset.take(dataset.export("sheet.csv")).code == 0


def test_import_says_who_differs(dataset: Dataset) -> None:
    """Two who differ are both taken, and the import says so, since the build will."""
    path = Sheet(dataset.export()).fill("71%", decision="accept").save()
    dataset.take(path)
    outcome = dataset.take(Sheet(path).fill("71%", decision="change", new_doses_low=3, who="cd").save())
    assert (outcome.code, "ab decides otherwise (accept); until an adjudicator settles it" in outcome.says) == (0, True)
    assert build(dataset.data).code == 1


def test_adjudicator_settles_in_the_sheet(dataset: Dataset) -> None:
    """What two see differently an adjudicator settles in a sheet of the disputed rows, also for what was parsed."""
    path = dataset.export()
    dataset.take(Sheet(path).fill("71%", decision="change", new_doses_low=3, new_route="iv").save())
    dataset.take(Sheet(path).fill("71%", new_doses_low=4, who="cd").save())
    disputed = dataset.export("disputed.xlsx", "--only", "disputed")
    settled = Sheet(disputed).fill("71%", decision="change", new_route="iv", who="adjudicator ef").save()
    assert dataset.take(settled).code == 0
    found = dataset.claims["71%"]
    assert (found["doses_low"], found["route"]) == (None, "iv")


def test_acceptance_of_what_another_corrected(dataset: Dataset) -> None:
    """Who accepts a row that another has corrected agrees with the correction."""
    dataset.take(Sheet(dataset.export()).fill("71%", decision="change", new_doses_low=3).save())
    dataset.take(Sheet(dataset.export()).fill("71%", decision="accept", who="cd").save())
    said = [(row[1], row[3], row[5]) for row in csv.reader(io.StringIO(dataset.review))]
    assert said == [("doses_low", "3", "ab"), ("doses_low", "3", "cd")]
    assert dataset.claims["71%"]["doses_low"] == 3


def test_correction_taken_back_by_another(dataset: Dataset) -> None:
    """Who writes what was parsed over another's correction differs from them."""
    dataset.take(Sheet(dataset.export()).fill("71%", decision="change", new_doses_low=3).save())
    sheet = Sheet(dataset.export()).fill("71%", decision="change", new_doses_low="(empty)", who="cd")
    outcome = dataset.take(sheet.save())
    assert (outcome.code, "ab decides otherwise (doses_low: empty → 3)" in outcome.says) == (0, True)


def test_verdict_on_the_evidence_stands_apart(dataset: Dataset) -> None:
    """Who has decided on the evidence behind a claim can still decide on its row, and again with the same sheet."""
    line = f"{dataset.claims['71%']['claim_id']},evidence,untraced,supported,as the trial says,ab,{DAY}\n"
    with (dataset.data / "review.csv").open("a", encoding="utf-8") as stream:
        stream.write(line)
    path = Sheet(dataset.export()).fill("71%", decision="change", new_doses_low=3).save()
    assert (dataset.take(path).code, dataset.claims["71%"]["doses_low"]) == (0, 3)
    assert dataset.review.startswith(line)
    assert "1 row taken before" in dataset.take(path).says


# ------------------------------------------------------------------------------------------------------- documentation

PAGE = (Path(__file__).parents[1] / "docs" / "review.md").read_text("utf-8")


def test_page_names_options_that_are_there() -> None:
    """Every option and command that the page for reviewers names is one of the program."""
    commands = set(re.findall(r"ketclaims review (\w+)", PAGE))
    known = "".join(CliRunner().invoke(app, ["review", name, "--help"]).output for name in sorted(commands))
    named = set(re.findall(r"(--[a-z]+)", PAGE))
    assert commands == {"export", "import", "status", "move"}
    assert {option for option in named if option not in known} == set()


def test_page_names_columns_that_are_there() -> None:
    """Every decision is explained on the page for reviewers, and every column that it names is one of the sheet."""
    named = set(re.findall(r"`(new_\w+)`", PAGE))
    explained = set(re.findall(r"^\| [^|]+ \| `(\w+)` \|", PAGE, re.MULTILINE))
    assert (named - set(NAMES), set(DECISIONS) - explained) == (set(), set())
