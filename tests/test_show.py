"""A claim is shown where it stands, with its value marked and nothing of the source taken for markup."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import ketclaims
from ketclaims.cli import app
from ketclaims.model import Span
from ketclaims.passages import WIDTH, passage, show
from ketclaims.tables.files import read_records

DATA = Path(__file__).parents[1] / "data"
HOSTILE = 'Before. <script>alert(1)</script> & 71%<img onerror=x> of "all" respond.\nAfter.'
QUOTE = HOSTILE[8 : HOSTILE.index("\n")]
START = HOSTILE.index("71%")


def row(**fields: Any) -> dict[str, Any]:
    """A row of the claims table about the hostile text; what is not given is missing."""
    stated = {
        "claim_id": "0123456789ab",
        "source": "a<b",
        "section": "Title > Head",
        "quote": QUOTE,
        "quote_start": 8,
        "quote_end": 8 + len(QUOTE),
        "value_text": "71%",
        "value_start": START,
        "value_end": START + 3,
        "measure": "response_rate",
        "relation": "=",
        "low": 71.0,
        "high": pd.NA,
        "unit": "%",
    }
    return (
        dict.fromkeys(("precision", "condition", "intervention", "route", "doses_low", "doses_high"))
        | dict.fromkeys(("timepoint", "population", "comparator", "outcome", "attribution", "method"), float("nan"))
        | stated
        | fields
    )


def test_value_is_marked_in_text() -> None:
    """In text the value stands in square brackets, in the paragraph around the quote."""
    assert '& [71%]<img onerror=x> of "all" respond.' in str(passage(row(), HOSTILE))


def test_paragraph_without_its_neighbours() -> None:
    """The passage is the paragraph in which the quote stands, and no other."""
    assert passage(row(), HOSTILE).text == HOSTILE[: HOSTILE.index("\n")]


def test_quote_alone() -> None:
    """Without the article the passage is the quote."""
    shown = passage(row())
    assert (shown.text, shown.value.of(shown.text)) == (QUOTE, "71%")


def test_another_text_than_quoted() -> None:
    """A text in which the quote does not stand at its place is not shown."""
    assert passage(row(), HOSTILE[1:]).text == QUOTE


def test_long_paragraph() -> None:
    """Of a paragraph without end only the surroundings of the quote are shown."""
    far = "x" * 10_000
    moved = {name: value + 10_000 for name, value in row().items() if name.endswith(("_start", "_end"))}
    shown = passage(row(**moved), far + HOSTILE.replace("\n", " ") + far)
    assert (len(shown.text), shown.value.of(shown.text)) == (2 * WIDTH + len(QUOTE), "71%")


def test_fields_that_are_stated() -> None:
    """What the source does not say is not shown, and numbers are in their shortest form."""
    assert passage(row()).fields == {"measure": "response_rate", "relation": "=", "low": "71", "unit": "%"}


def test_heading_path_and_source() -> None:
    """The passage begins with its source and headings."""
    assert str(passage(row())).splitlines()[0] == "a<b · Title > Head"


def test_nothing_of_the_source_is_markup() -> None:
    """In HTML every character of the source is escaped, also around the mark."""
    expected = (
        "Before. <q>&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>71%</mark>"
        "&lt;img onerror=x&gt; of &quot;all&quot; respond.</q>"
    )
    assert expected in passage(row(), HOSTILE)._repr_html_()


FIELDS = ("source", "section", "claim_id", "outcome", "population", "unit")


@pytest.mark.parametrize("name", FIELDS)
def test_no_field_is_markup(name: str) -> None:
    """In HTML every field is escaped."""
    html = passage(row(**{name: "<script>"}))._repr_html_()
    assert ("<script>" in html, "&lt;script&gt;" in html) == (False, True)


def test_claim_of_a_frame() -> None:
    """A claim is found in a frame by its identifier."""
    shown = show("0123456789ab", pd.DataFrame([row()]), {"a<b": HOSTILE})
    assert (shown.quote, shown.value) == (Span(8, 8 + len(QUOTE)), Span(START, START + 3))


def test_unknown_claim() -> None:
    """An identifier that the frame does not have is named."""
    with pytest.raises(LookupError, match="There is no claim 'ffffffffffff'"):
        show("ffffffffffff", pd.DataFrame([row()]))


def test_every_curated_claim() -> None:
    """Every curated claim is shown in its article, with the value marked."""
    claims = ketclaims.load_claims()
    marked = [f"[{value}]" in str(ketclaims.show(name)) for name, value in _values(claims)]
    assert marked == [True] * len(claims)


def test_amended_claim() -> None:
    """What people changed of a curated claim is told with their reason, and only of such a claim."""
    claims = ketclaims.load_claims()
    told = {name: str(ketclaims.show(name)) for name in claims["claim_id"]}
    amended = set(claims["claim_id"][claims["method"] == "amended"])
    assert amended <= {name for name, said in told.items() if "\n  decided " in said}
    decisions = list(csv.DictReader((DATA / "review.csv").read_text("utf-8").splitlines()))
    assert all(one["reason"] in told[one["claim_id"]] for one in decisions if one["claim_id"] in told)


def _values(claims: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(claims["claim_id"], claims["value_text"], strict=True))


ARTICLE = "Notes on ketamine\n\nIn depression 71% of patients responded within a day. Nausea was rare.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an article, its text and its claims in every format."""
    monkeypatch.chdir(tmp_path)
    Path("ward.txt").write_text(ARTICLE, encoding="utf-8")
    for suffix in ("jsonl", "csv", "parquet"):
        assert run("extract", "ward.txt", "-o", f"claims.{suffix}", "--texts", "texts").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    """What the command printed and returned."""
    return CliRunner().invoke(app, arguments)


def claim(folder: Path) -> dict[str, Any]:
    """The claim of the article."""
    row: dict[str, Any] = json.loads((folder / "claims.jsonl").read_text("utf-8"))
    return row


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_claim_of_any_file(folder: Path, suffix: str) -> None:
    """A claim of a file of one's own is shown like a curated one: in its paragraph, with what it says."""
    shown = run("show", claim(folder)["claim_id"], "--claims", f"claims.{suffix}", "--texts", "texts")
    assert (shown.exit_code, shown.stdout.splitlines()[:3]) == (
        0,
        ["ward · Notes on ketamine", "", "In depression [71%] of patients responded within a day. Nausea was rare."],
    )
    assert "  low           71\n  high          71\n" in shown.stdout


def test_claim_of_a_file_without_its_text(folder: Path) -> None:
    """Without the texts the quote alone is shown, and why it has its measure cannot be said."""
    shown = run("show", claim(folder)["claim_id"], "--claims", "claims.csv")
    assert shown.stdout.splitlines()[2] == "In depression [71%] of patients responded within a day."
    why = run("show", claim(folder)["claim_id"], "--claims", "claims.csv", "--why")
    assert (why.exit_code, "The article 'ward' is not at hand" in why.stderr) == (2, True)


def test_why_a_claim_of_a_file_has_its_measure(folder: Path) -> None:
    """With --why the candidates stand below the passage, by the words of the pack that is named."""
    arguments = ("show", claim(folder)["claim_id"], "--claims", "claims.csv", "--texts", "texts", "--why")
    assert "'71%' (%) is response_rate" in run(*arguments).stdout
    assert "'71%' (%) is responder_rate" in run(*arguments, "--lexicon", "glp1").stdout


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_why_a_number_of_a_ledger_is_context(suffix: str) -> None:
    """A number that is no claim is shown and explained as well; that a claim is one is not said of it."""
    assert run("extract", "ward.txt", "--ledger", "-o", f"ledger.{suffix}").exit_code == 0
    ids = [str(row["claim_id"]) for _, row in read_records(Path(f"ledger.{suffix}"))]
    said = [run("show", i, "--claims", f"ledger.{suffix}", "--texts", "texts", "--why").stdout for i in ids]
    assert ["  disposition   " in text for text in said] == [False, True]
    assert "[a day]" in said[1]
    assert "'a day' (d) is no claim\n  context: " in said[1]


def test_why_a_person_disagreed(folder: Path) -> None:
    """Where a person changed the measure, that is said below what the parser would choose."""
    row = claim(folder) | {"measure": "remission_rate", "method": "amended"}
    Path("amended.jsonl").write_text(json.dumps(row), encoding="utf-8")
    shown = run("show", row["claim_id"], "--claims", "amended.jsonl", "--texts", "texts", "--why")
    assert shown.stdout.splitlines()[-1] == "  A person decided that it is remission_rate."


def test_why_a_row_from_elsewhere_says_something_else(folder: Path) -> None:
    """Of a claim that another extractor found it is said what its row says, and nothing of a person."""
    row = claim(folder) | {"measure": "remission_rate", "method": "imported"}
    Path("other.jsonl").write_text(json.dumps(row), encoding="utf-8")
    shown = run("show", row["claim_id"], "--claims", "other.jsonl", "--texts", "texts", "--why")
    assert shown.stdout.splitlines()[-1] == "  The row says that it is remission_rate."


FAULTS = {
    "unknown claim": (["0123456789ab", "--claims", "claims.csv"], 2, "There is no claim '0123456789ab' here."),
    "no such file": (["0123456789ab", "--claims", "none.csv"], 3, "none.csv: there is no such file."),
    "no texts": (["0123456789ab", "--claims", "claims.csv", "--texts", "none"], 3, "none: cannot be read as a folder"),
    "without a place": (["placeless", "--claims", "bad.jsonl"], 3, "bad.jsonl, row 1: quote_start is None, a whole"),
    "a place in words": (["wordy", "--claims", "bad.jsonl"], 3, "bad.jsonl, row 2: value_end is 'ten', a whole"),
}


@pytest.mark.parametrize(("arguments", "code", "says"), FAULTS.values(), ids=FAULTS)
def test_claim_that_cannot_be_shown(folder: Path, arguments: list[str], code: int, says: str) -> None:
    """An unknown claim is wrong usage; a file that does not say where its claims stand cannot be read."""
    rows = [{"claim_id": "placeless"}, claim(folder) | {"claim_id": "wordy", "value_end": "ten"}]
    Path("bad.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    shown = run("show", *arguments)
    assert (shown.exit_code, shown.stdout, says in shown.stderr) == (code, "", True)
