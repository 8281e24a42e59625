"""The package of files: whole or absent, the same bytes each time, valid offline, harmless whatever a source says."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import shutil
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frictionless
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless.resources import PackageResource
from hypothesis import example, given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.exports.package import Export, export
from ketclaims.lexicon import default_lexicon
from ketclaims.model import DataError, InputError
from ketclaims.tables.columns import CLAIMS, TABLES
from ketclaims.tables.files import load_claims
from ketclaims.tables.workbook import CUT, MOST_UNITS, losses, open_workbook, shown, write_cell
from ketclaims.tables.writing import OutputError

ROOT = Path(__file__).parents[1]
LONG = "In depression 41% of patients respond, and so " + "on and on 😀 " * 4000 + "it goes."
HOSTILE = [
    "=1+1 says that 71% of patients respond to ketamine.",
    "@SUM(1,2) says that 54% of patients respond to ketamine.",
    "+49 is the code, and 61% of patients respond to ketamine.",
    "-5 is cold, and 62% of patients respond to ketamine.",
    '=HYPERLINK("http://127.0.0.1/","x") says that 60% of patients respond to ketamine.',
    "<script>alert(1)</script> says that 63% of patients respond to ketamine.",
    '"><img src=x onerror=alert(1)> says that 64% of patients respond to ketamine.',
    "A tab\there, and 65% of patients respond to ketamine.",
    "A bell \x07 and _x0041_, and 67% of patients respond to ketamine.",
    "A nul \x00 and 68% of patients respond to ketamine.",
    "NA, null and nan: 72% of patients respond to ketamine.",
    "“Up to 70%” of patients with PTSD respond – 😀; each session costs $600.",
]
TEXTS = {
    "hostile": "Ketamine infusions\n\n" + "\n\n".join(HOSTILE) + "\n\n" + LONG + "\n",
    "plain": "Spravato\r\n\r\nIn depression 71% of patients respond\r\nwithin 24 hours of one spray.\r\n",
}
HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
REVIEW = "claim_id,field,from,to,reason,who,when\n"
ABOUT = 'name = "hostile"\ntitle = "=2+2 | <b>texts</b>"\nversion = "3.1.4"\nreleased = 2026-01-31\n'


def make_corpus(folder: Path) -> Path:
    """A folder of data with two articles, one cell of which is longer than any spreadsheet's."""
    (folder / "raw").mkdir(parents=True)
    lines = [HEADER]
    for name, text in TEXTS.items():
        data = text.encode()
        (folder / "raw" / f"{name}.txt").write_bytes(data)
        lines.append(f"{name},{name}.txt,=3+3,,@voice,,,,{hashlib.sha256(data).hexdigest()}")
    (folder / "raw" / "sources.csv").write_text("\n".join(lines) + "\n")
    (folder / "review.csv").write_text(REVIEW)
    build(folder)
    claims = table_rows(folder / "curated")
    # No parser quotes so much at once, but a person may.
    long, tab, broken = (next(row for row in claims if words in row["quote"]) for words in ("41%", "A tab", "sion 71%"))
    start = TEXTS["hostile"].index("\there")
    decisions = [
        (long, "quote_end", str(int(long["quote_start"]) + len(LONG))),
        (long, "outcome", "=4+4"),
        (tab, "quote_start", str(start)),
        (broken, "quote_end", str(TEXTS["plain"].index("spray.") + len("spray."))),
    ]
    rows = [f"{row['claim_id']},{name},{row[name]},{to},as stated,ab,2026-01-31\n" for row, name, to in decisions]
    (folder / "review.csv").write_text(REVIEW + "".join(rows))
    return folder


@pytest.fixture(name="data", scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_corpus(tmp_path_factory.mktemp("data") / "data")
    (folder / "dataset.toml").write_text(ABOUT)
    assert build(folder).code == 0
    return folder


def written(data: Path, to: Path) -> Export:
    """The package of a folder of data."""
    return export(data, to, default_lexicon(), "1.2.3")


@pytest.fixture(name="exported", scope="module")
def _exported(data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Export]:
    to = tmp_path_factory.mktemp("export") / "package"
    return to, written(data, to)


@pytest.fixture(name="package")
def _package(exported: tuple[Path, Export]) -> Path:
    return exported[0]


@pytest.fixture(name="offline")
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def table_rows(package: Path, name: str = "claims") -> list[dict[str, str]]:
    """The rows of a CSV table as text."""
    csv.field_size_limit(2**31 - 1)
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# ------------------------------------------------------------------------------------------------------------ the files


def test_every_file(package: Path) -> None:
    """A package has each table as CSV and Parquet, a workbook, annotations, pages, a descriptor and checksums."""
    tables = [f"{table.name}.{kind}" for table in TABLES for kind in ("csv", "parquet")]
    others = ["hostile.xlsx", "claims.jsonld", "README.md", "CHANGES.md", "datapackage.json", "SHA256SUMS"]
    assert sorted(path.name for path in package.iterdir()) == sorted([*tables, *others])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_csv_as_it_was_built(package: Path, data: Path, table: Any) -> None:
    """Every table as CSV has the bytes of the curated one."""
    name = f"{table.name}.csv"
    assert (package / name).read_bytes() == (data / "curated" / name).read_bytes()


def test_checksums(package: Path) -> None:
    """The list of checksums has every other file with the digest of its bytes."""
    listed = {line[66:]: line[:64] for line in (package / "SHA256SUMS").read_text().splitlines()}
    files = {path.name: path.read_bytes() for path in package.iterdir() if path.name != "SHA256SUMS"}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


@pytest.mark.needs_program("sha256sum")
def test_checksums_read_by_the_usual_program(package: Path) -> None:
    """The usual program accepts the list of checksums."""
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=package, check=True, capture_output=True)


def test_same_bytes(package: Path, data: Path, tmp_path: Path) -> None:
    """The same tables give the same bytes in every format."""
    written(data, tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in package.iterdir()}


def test_workbook_knows_no_time(package: Path) -> None:
    """Neither the archive of a workbook nor its properties say when it was made."""
    with zipfile.ZipFile(package / "hostile.xlsx") as archive:
        times = {info.date_time for info in archive.infolist()}
        properties = archive.read("docProps/core.xml").decode()
    assert (times, properties.count("1980-01-01T00:00:00Z"), properties.count("dcterms:W3CDTF")) == (
        {(1980, 1, 1, 0, 0, 0)},
        2,
        2,
    )


# ------------------------------------------------------------------------------------------------------ whole or absent


def test_package_is_replaced(data: Path, tmp_path: Path) -> None:
    """A second export takes the place of the first, and nothing stays beside it."""
    for _ in range(2):
        written(data, tmp_path / "package")
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_export_that_fails(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be written, the package that was there stays as it was."""
    written(data, tmp_path / "package")
    before = {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ketclaims.exports.formats.write_annotations", fail)
    with pytest.raises(OutputError, match=r"package: cannot be written \(No space left on device\)\.$"):
        written(data, tmp_path / "package")
    after = {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()}
    assert (after == before, [path.name for path in tmp_path.iterdir()]) == (True, ["package"])


@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), KeyboardInterrupt()], ids=["disk", "a person"])
def test_export_that_is_cut_off_at_the_end(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    """Where the new package cannot take its place, the old one has it again."""
    written(data, tmp_path / "package")
    before = {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()}
    rename = Path.rename

    def cut_off(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise fault
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", cut_off)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        written(data, tmp_path / "package")
    after = {path.name: path.read_bytes() for path in (tmp_path / "package").iterdir()}
    assert (after == before, [path.name for path in tmp_path.iterdir()]) == (True, ["package"])


def test_folder_of_somebody_else(data: Path, tmp_path: Path) -> None:
    """A folder that holds what no export wrote is left alone."""
    written(data, tmp_path / "package")
    (tmp_path / "package" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"package: holds notes\.txt, which no export wrote"):
        written(data, tmp_path / "package")
    assert (tmp_path / "package" / "notes.txt").read_text() == "mine"


def test_curated_tables_are_no_place_for_an_export(data: Path) -> None:
    """The folder of the curated tables is not replaced by an export of them."""
    with pytest.raises(OutputError, match="which no export wrote"):
        written(data, data / "curated")


def test_a_file_where_the_folder_should_be(data: Path, tmp_path: Path) -> None:
    """A file is no folder, and stays."""
    (tmp_path / "package").write_text("mine")
    with pytest.raises(OutputError, match=r"package: cannot be written \(it is no directory\)"):
        written(data, tmp_path / "package")
    assert (tmp_path / "package").read_text() == "mine"


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "cell": (
        lambda data: (data / "curated" / "claims.csv").write_text("claim_id\n"),
        "curated/claims.csv: its sha256 is",
    ),
    "table": (lambda data: (data / "curated" / "ledger.csv").unlink(), "curated/ledger.csv: there is no such file."),
    "descriptor": (
        lambda data: (data / "curated" / "datapackage.json").write_text("[]"),
        "curated/datapackage.json: a Data Package with the path and the hash of each file was expected.",
    ),
    "name": (
        lambda data: (data / "curated" / "datapackage.json").write_text('{"name": "../x", "resources": []}'),
        "curated/datapackage.json: its name or its licences are not as `ketclaims build` writes them.",
    ),
    "other tables": (
        lambda data: (data / "curated" / "datapackage.json").write_text('{"name": "x", "resources": []}'),
        "curated/datapackage.json: does not list sources.csv, claims.csv",
    ),
    "never built": (lambda data: shutil.rmtree(data / "curated"), "curated/datapackage.json: there is no such file."),
    "article": (lambda data: (data / "raw" / "plain.txt").unlink(), "raw/plain.txt: there is no such file."),
    "other article": (lambda data: (data / "raw" / "plain.txt").write_text("x"), "raw/plain.txt: its sha256 is"),
}


@pytest.mark.parametrize(("spoil", "says"), SPOILT.values(), ids=SPOILT)
def test_tables_that_are_not_as_they_were_built(
    data: Path, tmp_path: Path, spoil: Callable[[Path], object], says: str
) -> None:
    """Tables that are gone or were changed by hand are named, and nothing is written."""
    copy = shutil.copytree(data, tmp_path / "data")
    spoil(copy)
    with pytest.raises(InputError) as fault:
        written(copy, tmp_path / "package")
    assert (says in str(fault.value), (tmp_path / "package").exists()) == (True, False)


def test_rows_that_break_a_rule(data: Path, tmp_path: Path) -> None:
    """A table that is described rightly and yet breaks a rule is not exported."""
    copy = shutil.copytree(data, tmp_path / "data")
    change_cell(copy / "curated", "claims", "relation", "<=")
    with pytest.raises(DataError, match="column low: is given, although the relation leaves it open"):
        written(copy, tmp_path / "package")


# --------------------------------------------------------------------------------------------------------- data package


def faults(package: Path) -> list[str]:
    """What frictionless finds wrong with a package: the types of its errors."""
    report = PackageResource(path=str(package / "datapackage.json")).validate()
    return sorted({error[0] for error in report.flatten(["type"])})


@pytest.mark.usefixtures("offline")
def test_package_is_valid(package: Path) -> None:
    """frictionless finds nothing wrong with the package, without a network."""
    assert faults(package) == []


@pytest.mark.usefixtures("offline")
def test_curated_tables_of_the_repository_are_a_package() -> None:
    """frictionless finds nothing wrong with the curated tables of the repository."""
    assert faults(ROOT / "data" / "curated") == []


def change_cell(package: Path, table: str, column: str, value: str) -> None:
    """Change the cell of the first row, and describe the file as it then is."""
    path = package / f"{table}.csv"
    rows = table_rows(package, table)
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    descriptor = json.loads((package / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        if resource["path"] == path.name:
            data = path.read_bytes()
            resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (package / "datapackage.json").write_text(json.dumps(descriptor))


WRONG: dict[str, tuple[str, str, str, str]] = {
    "whole number": ("claims", "value_start", "1.5", "type-error"),
    "number": ("claims", "low", "60-70", "type-error"),
    "truth": ("pairs", "same_voice", "perhaps", "type-error"),
    "word": ("claims", "measure", "respons_rate", "constraint-error"),
    "missing": ("claims", "unit", "", "constraint-error"),
    "identifier": ("claims", "claim_id", "7", "constraint-error"),
    "duration": ("claims", "timepoint", "1 day", "constraint-error"),
    "digest": ("sources", "sha256", "0", "constraint-error"),
    "below zero": ("claims", "quote_start", "-1", "constraint-error"),
    "gap below zero": ("pairs", "gap", "-0.5", "constraint-error"),
    "source that is not there": ("claims", "source", "nobody", "foreign-key"),
    "claim that is not in the ledger": ("claims", "claim_id", "0" * 12, "foreign-key"),
    "pair of nothing": ("pairs", "claim_id_b", "0" * 12, "foreign-key"),
}


@pytest.mark.parametrize(("table", "column", "value", "fault"), WRONG.values(), ids=WRONG)
def test_wrong_cell(package: Path, tmp_path: Path, table: str, column: str, value: str, fault: str) -> None:
    """One wrong cell makes the package invalid, whatever rule it breaks."""
    copy = shutil.copytree(package, tmp_path / "package")
    change_cell(copy, table, column, value)
    assert fault in faults(copy)


@pytest.mark.parametrize(
    ("table", "column"), [("evidence", "control_id"), ("traces", "evidence_id"), ("single_roots", "group_id")]
)
def test_wrong_reference_in_the_repository(tmp_path: Path, table: str, column: str) -> None:
    """A row that refers to none makes the curated tables of the repository invalid, also within one table."""
    copy = shutil.copytree(ROOT / "data" / "curated", tmp_path / "package")
    change_cell(copy, table, column, "0" * 12)
    assert faults(copy) == ["foreign-key"]


def test_row_that_stands_twice(package: Path, tmp_path: Path) -> None:
    """Two rows of one identifier make the package invalid."""
    copy = shutil.copytree(package, tmp_path / "package")
    change_cell(copy, "ledger", "entry_id", table_rows(package, "ledger")[1]["entry_id"])
    assert {"primary-key", "unique-error"} <= set(faults(copy))


@pytest.mark.parametrize("name", ["claims.csv", "hostile.xlsx", "claims.parquet", "claims.jsonld", "README.md"])
def test_wrong_byte(package: Path, tmp_path: Path, name: str) -> None:
    """One other byte in any file makes the package invalid."""
    copy = shutil.copytree(package, tmp_path / "package")
    data = bytearray((copy / name).read_bytes())
    data[-2] ^= 1
    (copy / name).write_bytes(data)
    assert "hash-count" in faults(copy)


def test_what_the_package_says_of_itself(package: Path) -> None:
    """The descriptor has the name, title, version and sources of the dataset."""
    described = json.loads((package / "datapackage.json").read_text())
    said = [described[key] for key in ("name", "title", "version", "created")]
    assert said == ["hostile", "=2+2 | <b>texts</b>", "3.1.4", "2026-01-31T00:00:00Z"]
    assert [source["name"] for source in described["sources"]] == ["hostile", "plain"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_schema_from_the_definition(package: Path, table: Any) -> None:
    """Every column is a field with its meaning and unit, in order."""
    described = json.loads((package / "datapackage.json").read_text())
    schema = next(one["schema"] for one in described["resources"] if one["name"] == table.name)
    found = [(field["name"], field["description"], field.get("unit", "")) for field in schema["fields"]]
    assert found == [(column.name, column.description, column.unit) for column in table.columns]


def test_dataset_without_a_name(tmp_path: Path) -> None:
    """A corpus of which nobody has said anything is exported and valid all the same."""
    data = make_corpus(tmp_path / "data")
    build(data)
    written(data, tmp_path / "package")
    assert (faults(tmp_path / "package"), (tmp_path / "package" / "claims.xlsx").exists()) == ([], True)


def test_csv_read_by_frictionless(package: Path) -> None:
    """frictionless reads every quote as it was written."""
    resource = frictionless.Package(str(package / "datapackage.json")).get_table_resource("claims")
    quotes = [row["quote"] for row in resource.read_rows()]
    assert quotes == [row["quote"] for row in table_rows(package)]


# ------------------------------------------------------------------------------------------------------ CSV and Parquet


def test_quotes_go_through_csv_unchanged(package: Path) -> None:
    """Every hostile passage stands in the CSV as it stands in its text."""
    rows = table_rows(package)
    found = [TEXTS[row["source"]][int(row["quote_start"]) : int(row["quote_end"])] for row in rows]
    assert [row["quote"] for row in rows] == found
    assert {"=1+1 ", "@SUM(", "+49 i", "-5 is", "\there", LONG[:5]} <= {quote[:5] for quote in found}
    assert any("\r\n" in quote for quote in found)


def test_csv_read_by_pandas(package: Path) -> None:
    """The reading line of the dictionary gives back every cell that the Parquet file has."""
    expected = pd.read_parquet(package / "claims.parquet").dropna(axis="columns", how="all")
    read = pd.read_csv(package / "claims.csv", keep_default_na=False, na_values=[""])[list(expected)]
    assert_frame_equal(read, expected.astype(read.dtypes.to_dict()))


def test_parquet_as_it_was_built(package: Path, data: Path) -> None:
    """A table as Parquet has the types and rows of the curated one."""
    first, second = (pq.read_table(folder / "ledger.parquet") for folder in (package, data / "curated"))
    assert (first.schema.equals(second.schema), first.equals(second)) == (True, True)


def test_parquet_says_what_it_is(package: Path) -> None:
    """A Parquet file names its dataset, the version of the data and of the code, and the digest of the table."""
    about = pq.read_schema(package / "claims.parquet").metadata
    digest = hashlib.sha256((package / "claims.csv").read_bytes()).hexdigest()
    found = [about[key].decode() for key in (b"name", b"title", b"version", b"ketclaims_version", b"csv_sha256")]
    assert found == ["claims", "=2+2 | <b>texts</b>", "3.1.4", "1.2.3", digest]


def test_fields_say_what_they_are(package: Path) -> None:
    """A column of a Parquet file has its meaning and unit."""
    about = pq.read_schema(package / "claims.parquet").field("doses_low").metadata
    assert about == {b"description": b"fewest administrations that the figure refers to", b"unit": b"{dose}"}


# ------------------------------------------------------------------------------------------------------------- workbook


@pytest.fixture(name="book", scope="module")
def _book(exported: tuple[Path, Export]) -> Any:
    return openpyxl.load_workbook(exported[0] / "hostile.xlsx")


def test_sheets(book: Any) -> None:
    """A workbook has a sheet for each table and one for the dictionary, and opens with the claims."""
    assert (book.sheetnames, book.active.title) == ([*(table.name for table in TABLES), "dictionary"], "claims")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_cells_of_a_sheet(package: Path, book: Any, table: Any) -> None:
    """Every cell shows what the CSV says, text as text and numbers as numbers."""
    header, *lines = book[table.name].iter_rows()
    expected = [{name: text and shown(text) for name, text in row.items()} for row in table_rows(package, table.name)]
    found = [{n: written_as_text(c) for n, c in zip(table.names, line, strict=True)} for line in lines]
    types = {
        (c.dtype, cell.data_type) for line in lines for c, cell in zip(table.columns, line, strict=True) if cell.value
    }
    assert ([cell.value for cell in header], found) == (list(table.names), expected)
    assert types <= {("str", "s"), ("category", "s"), ("Int64", "n"), ("Float64", "n"), ("bool", "s")}


def written_as_text(cell: Any) -> str:
    """The value of a cell as the CSV writes it."""
    return "" if cell.value is None else str(cell.value)


def test_workbook_without_formulas_and_links(book: Any) -> None:
    """No cell of any sheet is a formula, and none a link."""
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert any(str(cell.value).startswith("=1+1") for cell in cells)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_sheet_to_work_with(book: Any, table: Any) -> None:
    """The header of a sheet stays in sight, every column can be filtered, and none is wider than a screen."""
    sheet = book[table.name]
    widths = [dimension.width for dimension in sheet.column_dimensions.values()]
    assert (sheet.freeze_panes, sheet.auto_filter.ref == sheet.dimensions) == ("B2", True)
    assert 8 <= min(widths) <= max(widths) <= 61


def test_quotes_are_wrapped(book: Any) -> None:
    """A long quote is wrapped in its cell."""
    assert book["claims"].cell(2, CLAIMS.names.index("quote") + 1).alignment.wrap_text is True


def test_workbook_read_by_pandas(package: Path) -> None:
    """pandas reads the quotes of the workbook as the workbook shows them."""
    read = pd.read_excel(package / "hostile.xlsx", sheet_name="claims", keep_default_na=False, na_values=[""])
    assert list(read["quote"]) == [shown(row["quote"]) for row in table_rows(package)]


def test_dictionary_names_every_column(book: Any) -> None:
    """The dictionary sheet has each column with its meaning, and the words of the vocabularies."""
    lines = [tuple(value for value in line if value) for line in book["dictionary"].values]
    missing = [c.name for table in TABLES for c in table.columns if not any(line[:1] == (c.name,) for line in lines)]
    words = {line[0] for line in lines if line}
    assert (missing, {"response_rate", "not_comparable", "~", "intranasal"} <= words) == ([], True)


def test_what_a_cell_could_not_hold(exported: tuple[Path, Export], book: Any) -> None:
    """A cell that was cut or held control characters is named, with the file that has all of it."""
    package, result = exported
    claims = table_rows(package)
    long = next(row["claim_id"] for row in claims if row["quote"] == LONG)
    nul = next(row["claim_id"] for row in claims if "\x00" in row["quote"])
    column = openpyxl.utils.get_column_letter(CLAIMS.names.index("quote") + 1)
    place = next(n for n, row in enumerate(claims, 2) if row["claim_id"] == long)
    cut = f"hostile.xlsx, claims!{column}{place}, quote of {long}: cut after "
    control = f"quote of {nul}: 1 control character shown as a symbol; claims.csv has it whole."
    assert (sum(cut in note for note in result.notes), sum(control in note for note in result.notes)) == (1, 1)
    listed = [line for line in book["dictionary"].values if line[0] == f"claims!{column}{place}"]
    assert [(line[2], line[3], line[4]) for line in listed] == [(long, "quote", "claims.csv")]


def test_long_cell_is_marked(book: Any) -> None:
    """A text beyond the limit of a cell is cut in sight, and not broken."""
    column = CLAIMS.names.index("quote") + 1
    cells = [line[0].value for line in book["claims"].iter_rows(min_row=2, min_col=column, max_col=column)]
    long = next(text for text in cells if text.startswith("In depression 41%"))
    assert (long.endswith(CUT), LONG.startswith(long.removesuffix(CUT))) == (True, True)
    assert MOST_UNITS - 1 <= len(long.encode("utf-16-le")) // 2 <= MOST_UNITS


def test_more_rows_than_a_sheet_has(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond the last one of a sheet are left out of it, and that is said."""
    monkeypatch.setattr("ketclaims.exports.sheets.MOST_ROWS", 3)
    notes = written(data, tmp_path / "package").notes
    rows = len(table_rows(tmp_path / "package", "ledger"))
    assert any(f"the last rows: {rows - 2} rows have no room; ledger.csv has it whole." in note for note in notes)
    book = openpyxl.load_workbook(tmp_path / "package" / "hostile.xlsx")
    assert (book["ledger"].max_row, book["ledger"].auto_filter.ref) == (3, "A1:M3")


def test_workbook_of_many_rows(package: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that is written row by row shows the same cells."""
    monkeypatch.setattr("ketclaims.exports.sheets.MANY", 1)
    written(data, tmp_path / "package")
    first, second = (openpyxl.load_workbook(folder / "hostile.xlsx") for folder in (package, tmp_path / "package"))
    # In such a workbook openpyxl does not read the escape of "_x0041_", which spreadsheets do.
    unescaped = [tuple(str(v).replace("_x005F_", "_") for v in line) for line in second["claims"].values]
    assert unescaped == [tuple(str(v) for v in line) for line in first["claims"].values]


def test_few_notes_of_many(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where many cells lost something, some are told of and the others counted."""
    monkeypatch.setattr("ketclaims.exports.sheets.TOLD", 1)
    first, second = written(data, tmp_path / "package").notes
    assert ("has it whole." in first, second.endswith("more such cells; its sheet dictionary lists them all.")) == (
        True,
        True,
    )


@pytest.mark.needs_program("libreoffice")
def test_workbook_opened_by_a_spreadsheet(package: Path, tmp_path: Path) -> None:
    """A spreadsheet program opens the workbook, evaluates no formula, and shows every text as it is."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["libreoffice", profile, "--headless", "--convert-to", "xlsx", str(package / "hostile.xlsx")]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "hostile.xlsx")
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    _, *lines = book["claims"].values
    quotes = [line[CLAIMS.names.index("quote")] for line in lines]
    assert [cell.coordinate for cell in cells if cell.data_type in "fe" or cell.hyperlink] == []
    assert quotes == [shown(row["quote"]) for row in table_rows(package)]


def cell_that_came_back(value: Any) -> Any:
    """A value written to a workbook and read again."""
    stream = io.BytesIO()
    with open_workbook(stream, "x") as book:
        write_cell(book.add_worksheet("x"), 0, 0, value)
    return openpyxl.load_workbook(stream)["x"]["A1"]


# A carriage return is a line end; openpyxl takes "x005F_" out of every text that it reads.
ANY_TEXT = st.text(st.characters(exclude_characters="\r"), max_size=40).filter(lambda text: "x005F_" not in text)


@given(ANY_TEXT)
@example("=1+1")
@example("{=1+1}")
@example("http://127.0.0.1/")
@example("12")
@example(" \t\n ")
@example("_x0041_")
@example("\x00\ud800\uffff")
def test_any_text_in_a_cell(text: str) -> None:
    """Any text comes back from a workbook as it is shown, and as text."""
    cell = cell_that_came_back(text)
    assert (cell.value or "", cell.data_type in "sn", cell.data_type == "s") == (shown(text), True, bool(text))


@given(st.text(max_size=40))
def test_shown_twice(text: str) -> None:
    """What is shown can be shown again without a change, and loses nothing then."""
    assert (shown(shown(text)), losses(shown(text))) == (shown(text), "")


@pytest.mark.parametrize(("unit", "count"), [("x", MOST_UNITS), ("😀", MOST_UNITS // 2)])
def test_longest_text(unit: str, count: int) -> None:
    """A text of as many characters as a cell holds is whole, one of more is cut."""
    assert (shown(unit * count), losses(unit * count)) == (unit * count, "")
    assert (shown(unit * (count + 1))[-len(CUT) :], losses(unit * (count + 1)) != "") == (CUT, True)


VALUES = {
    "whole number": (71, "n", 71),
    "number": (0.5, "n", 0.5),
    "truth": (True, "s", "true"),
    "nothing": (None, "n", None),
    "beyond any cell": (1.7976931348623157e308, "s", "1.7976931348623157e+308"),
}


@pytest.mark.parametrize(("value", "kind", "read"), VALUES.values(), ids=VALUES)
def test_value_in_a_cell(value: Any, kind: str, read: Any) -> None:
    """Numbers are numbers, a truth is its word, nothing is a blank."""
    cell = cell_that_came_back(value)
    assert (cell.data_type, cell.value) == (kind, read)


# ---------------------------------------------------------------------------------------------------------- annotations

MOTIVATIONS = {"describing", "classifying", "identifying", "tagging", "linking", "commenting", "highlighting"}
"""Some of the motivations of the Web Annotation Vocabulary."""


@pytest.fixture(name="collection")
def _collection(package: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((package / "claims.jsonld").read_text(encoding="utf-8"))
    return read


def test_collection(package: Path, collection: dict[str, Any]) -> None:
    """The file is a collection of annotations with one page, which has each claim once."""
    items = collection["first"]["items"]
    assert (collection["@context"][0], collection["type"]) == (
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
    )
    assert (collection["first"]["type"], collection["first"]["startIndex"]) == ("AnnotationPage", 0)
    assert collection["total"] == len(items) == len({item["id"] for item in items}) == len(table_rows(package))


def problems(item: dict[str, Any]) -> Iterator[str]:
    """What an annotation lacks of what the Web Annotation Data Model demands."""
    if item.get("type") != "Annotation" or ":" not in item.get("id", ""):
        yield "an annotation has an IRI and the type Annotation"
    if item.get("motivation") not in MOTIVATIONS:
        yield "a motivation is one of the vocabulary"
    for body in item["body"]:
        if body["type"] == "TextualBody" and not isinstance(body.get("value"), str):
            yield "a textual body has one value"
    target = item["target"]
    if ":" not in target["source"]["id"]:
        yield "a specific resource has one source, which has an IRI"
    for selector in target["selector"]:
        for one in (selector, selector["refinedBy"]):
            yield from selector_problems(one)


def selector_problems(selector: dict[str, Any]) -> Iterator[str]:
    """What a selector lacks."""
    keys = set(selector) - {"type", "refinedBy"}
    if selector["type"] == "TextQuoteSelector":
        if not {"exact"} <= keys <= {"exact", "prefix", "suffix"}:
            yield "a quote selector has one exact text"
    elif selector["type"] != "TextPositionSelector" or keys != {"start", "end"}:
        yield "a position selector has a start and an end"
    elif not 0 <= selector["start"] <= selector["end"]:
        yield "a start is not negative, and no end is before it"


def test_annotations_are_of_the_model(collection: dict[str, Any]) -> None:
    """Every annotation has what the Web Annotation Data Model demands."""
    assert [(item["id"], problem) for item in collection["first"]["items"] for problem in problems(item)] == []


def test_names_of_our_own(collection: dict[str, Any]) -> None:
    """Every name that is none of the Web Annotation context has our prefix, which the context declares."""
    item = collection["first"]["items"][0]
    ours = {name for part in (*item["body"][1:], item["target"]["source"]) for name in part}
    theirs = {"id", "type", "format"}
    assert collection["@context"][1] == {"kc": "urn:ketclaims:"}
    assert {name for name in ours if not name.startswith("kc:")} == theirs


def selected(selector: dict[str, Any], text: str) -> list[str]:
    """The stretches of a text that a selector stands for, each refined."""
    if selector["type"] == "TextPositionSelector":
        found = [text[selector["start"] : selector["end"]]]
    else:
        whole = selector.get("prefix", "") + selector["exact"] + selector.get("suffix", "")
        found = [selector["exact"]] * text.count(whole)
    return [
        part for one in found for part in (selected(selector["refinedBy"], one) if "refinedBy" in selector else [one])
    ]


def test_selectors_lead_to_their_values(package: Path, collection: dict[str, Any]) -> None:
    """The words and the place of each annotation select the value of its claim, and nothing else."""
    found = [
        [selected(selector, TEXTS[item["target"]["source"]["kc:source"]]) for selector in item["target"]["selector"]]
        for item in collection["first"]["items"]
    ]
    assert found == [[[row["value_text"]], [row["value_text"]]] for row in table_rows(package)]


def test_annotation_says_the_whole_claim(package: Path, collection: dict[str, Any]) -> None:
    """The body of an annotation has every column that is no place and not empty."""
    places = {"claim_id", "source", "quote", "value_text", "quote_start", "quote_end", "value_start", "value_end"}
    row = table_rows(package)[0]
    body = {name.removeprefix("kc:"): str(value) for name, value in collection["first"]["items"][0]["body"][1].items()}
    assert body == {"type": "kc:Claim"} | {name: text for name, text in row.items() if text and name not in places}


def test_source_is_named_by_its_bytes(collection: dict[str, Any]) -> None:
    """The name of a source is the digest of the text to which the places belong."""
    source = collection["first"]["items"][0]["target"]["source"]
    digest = hashlib.sha256(TEXTS["hostile"].encode()).digest()
    assert base64.urlsafe_b64decode(source["id"].removeprefix("ni:///sha-256;") + "=") == digest


# ---------------------------------------------------------------------------------------------------------- the command


def run(*arguments: object) -> int:
    """The exit code of a command."""
    with pytest.raises(SystemExit) as end:
        app([str(argument) for argument in arguments], prog_name="ketclaims")
    return int(end.value.code or 0)


def test_command(data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The command writes the package, names on standard error what a format could not hold, and prints nothing."""
    code = run("export", "--data", data, "--to", tmp_path / "package")
    out, err = capfd.readouterr()
    assert (code, out, "has it whole." in err) == (0, "", True)
    assert err.endswith(f"package: {2 * len(TABLES) + 6} files.\n")


def test_command_on_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A folder without tables is an input that cannot be read."""
    assert (
        run("export", "--data", tmp_path, "--to", tmp_path / "package"),
        len(capfd.readouterr().err.splitlines()),
    ) == (3, 1)


def test_command_without_its_extra(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Without the package that writes workbooks the command says what to install, and writes nothing."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    code = run("export", "--data", data, "--to", tmp_path / "package")
    assert (code, "pip install 'ketclaims[review]'" in capfd.readouterr().err, list(tmp_path.iterdir())) == (
        2,
        True,
        [],
    )


def test_claims_of_the_package_are_those_that_come_with_it(tmp_path: Path) -> None:
    """The exported claims of the repository are those that the package loads."""
    written(ROOT / "data", tmp_path / "package")
    assert_frame_equal(pd.read_parquet(tmp_path / "package" / "claims.parquet"), load_claims())
