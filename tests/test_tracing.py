"""``ketclaims trace`` and its tables: the evidence file, people's verdicts, and one sentence for what is wrong."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ketclaims as kc
from ketclaims import DataError, InputError
from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.tables.columns import EVIDENCE, LINKS, REPORTED, SINGLE_ROOTS, TRACES
from ketclaims.tables.evidence import evidence_frame, evidence_records, read_evidence
from ketclaims.tables.files import curated_folder

ROOT = Path(__file__).parents[1]
RAW = ROOT / "data" / "raw" / "evidence.csv"
CURATED = curated_folder()
LEXICON = default_lexicon()
Run = Callable[..., tuple[int, str, str]]
ROW = {
    "evidence_id": "ash2020-response",
    "citation": "Ash B, et al. 2020. A trial. J Trials 1:1",
    "study_type": "rct",
    "n": "40",
    "measure": "response_rate",
    "condition": "trd",
    "intervention": "ketamine",
    "low": "60",
    "high": "60",
    "unit": "%",
    "relation": "=",
    "verified": "yes",
}


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            app(["trace", *(str(argument) for argument in arguments)], prog_name="ketclaims")
        written = capsys.readouterr()
        return int(end.value.code or 0), written.out, written.err

    return run


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"


def table(*rows: dict[str, str]) -> str:
    """Rows as the text of an ``evidence.csv``."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


# ------------------------------------------------------------------------------------------------------- the evidence


def test_evidence_of_the_repository() -> None:
    """The evidence of the repository is what its file says, every row of it."""
    with RAW.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = read_evidence(RAW, LEXICON)
    assert (tuple(rows[0]), [row["evidence_id"] for row in rows]) == (REPORTED.names, list(found["evidence_id"]))


def test_package_brings_its_evidence() -> None:
    """The evidence comes with the package, with the dtypes of its definition."""
    assert [str(dtype) for dtype in kc.load_evidence().dtypes] == [column.dtype for column in EVIDENCE.columns]


def test_no_copied_sentence() -> None:
    """No note and no outcome quotes anybody: figures and citations are taken, words are not."""
    found = kc.load_evidence()
    texts = pd.concat([found["note"], found["outcome"], found["citation"]]).dropna()
    assert texts[texts.str.contains('["“”]')].tolist() == []


def test_every_control_arm_is_a_row_that_is_there() -> None:
    """What a row names as its control arm is a row of the same study and measure."""
    found = kc.load_evidence().set_index("evidence_id")
    named = found[found["control_id"].notna()]
    same = [
        (found.at[arm, "study"], found.at[arm, "measure"]) == (row["study"], row["measure"])
        for arm, row in zip(named["control_id"], named.to_dict("records"), strict=True)
    ]
    assert (len(same) >= 18, all(same)) == (True, True)


def test_columns_that_may_be_left_out() -> None:
    """A table needs only what a figure cannot be without; the study is named after the citation."""
    found = evidence_frame(evidence_records(table(ROW), "e.csv"), LEXICON)
    assert found[["study", "interval", "level", "unit_std"]].values.tolist() == [["Ash 2020", "computed", 2, "%"]]


def test_two_works_of_one_name_and_year() -> None:
    """Works that would share a name are told apart, and rows of one work are one study."""
    rows = [ROW | {"evidence_id": f"r{n}", "citation": f"Ash B. 2020. Trial {n // 2}"} for n in range(4)]
    found = evidence_frame(evidence_records(table(*rows), "e.csv"), LEXICON)
    assert list(found["study"]) == ["Ash 2020 (1)", "Ash 2020 (1)", "Ash 2020 (2)", "Ash 2020 (2)"]


FAULTS = [
    pytest.param(
        {"measure": "happiness"},
        "evidence ash2020-response, column measure: 'happiness' is not in the vocab",
        id="word",
    ),
    pytest.param({"low": "many"}, "row 2, column low: 'many' is no number.", id="number"),
    pytest.param({"n": "4.5"}, "row 2, column n: '4.5' is no whole number.", id="whole number"),
    pytest.param({"low": "70"}, "evidence ash2020-response, column low: is above high.", id="low above high"),
    pytest.param(
        {"low": "", "high": ""}, "evidence ash2020-response, column low: is empty, and high too.", id="no figure"
    ),
    pytest.param({"unit": "furlong"}, "column unit: is no unit that the lexicon knows.", id="unit"),
    pytest.param({"verified": "maybe"}, "column verified: 'maybe' is not in the vocabulary.", id="verified"),
    pytest.param({"citation": ""}, "column citation: is empty.", id="citation"),
    pytest.param({"evidence_id": ""}, "row 2, column evidence_id: is empty.", id="identifier"),
    pytest.param(
        {"ci_low": "50"}, "column ci_high: both ends of a confidence interval are given, or none.", id="interval"
    ),
    pytest.param({"low": "140", "high": "140"}, "leaves the natural limits of the measure.", id="limits"),
    pytest.param(
        {"timepoint": "soon"}, "column timepoint: 'soon' is no when the outcome was measured", id="time point"
    ),
    pytest.param({"url": "javascript:alert(1)"}, "column url: 'javascript:alert(1)' is no where the figure", id="url"),
    pytest.param({"n": "0"}, "column n: is below 1.", id="nobody"),
    pytest.param({"n_arm": "0"}, "column n_arm: is below 1.", id="nobody in the arm"),
    pytest.param({"n_arm": "41"}, "column n_arm: is above n.", id="more in the arm than in the study"),
]


@pytest.mark.parametrize(("change", "says"), FAULTS)
def test_bad_row(change: dict[str, str], says: str) -> None:
    """A bad row is one clear sentence, with the file, the row and the column."""
    with pytest.raises(DataError) as fault:
        evidence_frame(evidence_records(table(ROW | {"ci_low": "", "ci_high": ""} | change), "e.csv"), LEXICON, "e.csv")
    assert (len(fault.value.faults), fault.value.faults[0].startswith("e.csv"), says in fault.value.faults[0]) == (
        1,
        True,
        True,
    )


HEADERS = [
    pytest.param("", "e.csv, row 1, column 1: the header is missing.", id="nothing"),
    pytest.param(
        table(ROW | {"mesure": "x"}), "e.csv, row 1: 'mesure' is no column of evidence.", id="a column too many"
    ),
    pytest.param(table({"citation": "x"}), "e.csv, row 1: the column 'evidence_id' is missing.", id="a column too few"),
    pytest.param("n,n\n1,2\n", "e.csv, row 1: the column 'n' stands more than once.", id="a column twice"),
    pytest.param(f"{table(ROW)}x,y\n", "e.csv, row 3: 2 cells, 12 were expected.", id="a short row"),
]


@pytest.mark.parametrize(("text", "says"), HEADERS)
def test_no_evidence_table(text: str, says: str) -> None:
    """A file that is no table of evidence is refused with the place."""
    with pytest.raises(InputError) as fault:
        evidence_records(text, "e.csv")
    assert says in str(fault.value).splitlines()


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from(
    ["=1+1", "1e999", "NaN", "-0", "１２", "rct", "%", "ketamine", "P1D", "70", '"', "\r\n", "response_rate", "5"]
)


def faults_of(text: str) -> list[str]:
    """What is wrong with the text of an ``evidence.csv``; where nothing is, claims are traced to it."""
    try:
        found = evidence_frame(evidence_records(text, "e.csv"), LEXICON, "e.csv")
    except DataError as error:
        return list(error.faults)
    except InputError as error:
        return str(error).split("\n")
    kc.trace(kc.load_claims().head(3), found)
    return []


@settings(max_examples=40)
@given(st.lists(st.dictionaries(st.sampled_from(REPORTED.names), CELLS), min_size=1, max_size=3))
def test_hostile_table(rows: list[dict[str, str]]) -> None:
    """Whatever stands in the cells, there is a table or a sentence for what is wrong."""
    listed = [ROW | {"evidence_id": f"r{place}"} | row for place, row in enumerate(rows)]
    assert [fault for fault in faults_of(table(*listed)) if not fault.startswith("e.csv")] == []


@given(st.text(max_size=60))
def test_hostile_text(text: str) -> None:
    """Whatever the file holds, it is read or refused."""
    assert [fault for fault in faults_of(text) if not fault.startswith("e.csv")] == []


# ---------------------------------------------------------------------------------------------------------- the tables


def test_a_trace_for_every_claim() -> None:
    """Every curated claim has one trace, in the order of sources and places."""
    found = kc.trace(kc.load_claims())
    assert set(found.traces["claim_id"]) == set(kc.load_claims()["claim_id"])
    assert found.traces["claim_id"].is_unique


def test_links_have_their_rank() -> None:
    """The matches of each claim are ranked from one on, and only they are."""
    links = kc.trace(kc.load_claims()).links
    ranked = links[links["part"] == "match"].groupby("claim_id")["rank"].apply(list)
    assert all(ranks == list(range(1, len(ranks) + 1)) for ranks in ranked)
    assert links[links["part"] != "match"]["rank"].isna().all()


def test_people_win() -> None:
    """A verdict of a person stands in the table, beside that of the rules."""
    traces = kc.trace(kc.load_claims()).traces
    decided = traces[traces["decided_by"] == "review"]
    assert (len(decided), bool((decided["verdict"] != decided["by_rules"]).all())) == (5, True)


def test_oral_bioavailability_is_a_single_root() -> None:
    """That two voices give 20 % for swallowed ketamine rests on three volunteers."""
    roots = kc.trace(kc.load_claims()).single_roots
    assert roots[["measure", "route", "study", "n", "voices"]].values.tolist() == [
        ["bioavailability", "oral", "Yanagihara 2003", 3, 2]
    ]


def test_traces_print_their_verdicts() -> None:
    """A result says how many claims come to what."""
    assert re.fullmatch(
        r"154 claims and \d+ rows of evidence: \d+ supported, .* untraced", repr(kc.trace(kc.load_claims()))
    )


def test_story_takes_its_figures_from_the_evidence() -> None:
    """The words of a story name rows, and the figures, sizes and the verdict come from the tables."""
    found = kc.trace(kc.load_claims())
    told = found.story(
        "newy", "71%", "response_rate", "Of [zarate2006-response-d1 n] people [zarate2006-response-d1] <b>."
    )
    assert repr(told) == "71% (newy), out of context. Of 17 people 71 % <b>."
    assert "&lt;b&gt;" in told._repr_html_()


@pytest.mark.parametrize(
    ("value", "text"), [("72%", "x"), ("71%", "[nobody]"), ("71%", "[zarate2006-response-d1 size]")]
)
def test_story_of_nothing(value: str, text: str) -> None:
    """A story of a claim or a row that is not there is refused."""
    with pytest.raises(LookupError):
        kc.trace(kc.load_claims()).story("newy", value, "response_rate", text)


def test_second_pack_has_no_evidence() -> None:
    """Claims in the words of another pack are untraced without evidence, and nothing fails."""
    pack = Lexicon.load("glp1")
    text = "After 68 weeks people with obesity lost 15% of their weight on semaglutide."
    claims = kc.claims_frame([kc.extract(text, lexicon=pack)], lexicon=pack)
    found = kc.trace(claims, lexicon=pack)
    assert (len(found.evidence), set(found.traces["verdict"])) == (0, {"untraced"})


def test_evidence_for_another_field_in_one_file(tmp_path: Path) -> None:
    """A user adds evidence for another field in one CSV."""
    pack = Lexicon.load("glp1")
    text = "After 68 weeks people with obesity lost 15% of their weight on semaglutide."
    claims = kc.claims_frame([kc.extract(text, lexicon=pack)], lexicon=pack)
    row = ROW | {"measure": "weight_loss", "condition": "obesity", "intervention": "semaglutide", "low": "14.9"}
    (tmp_path / "e.csv").write_text(table(row | {"high": "14.9", "timepoint": "P68W"}))
    found = kc.trace(claims, tmp_path / "e.csv", lexicon=pack)
    assert found.traces[["verdict", "study"]].values.tolist() == [["supported", "Ash 2020"]]


# ----------------------------------------------------------------------------------------------------------- the build


def test_build_without_evidence(data: Path) -> None:
    """A dataset without evidence is built; its claims are untraced."""
    (data / "raw" / "evidence.csv").unlink()
    (data / "review.csv").write_text("claim_id,field,from,to,reason,who,when\n")
    assert build(data).code == 0
    traces = pd.read_parquet(data / "curated" / "traces.parquet")
    assert set(traces["verdict"]) == {"untraced"}


def test_build_with_a_bad_row(data: Path) -> None:
    """A bad row of evidence stops the build with its sentence and leaves the tables as they were."""
    path = data / "raw" / "evidence.csv"
    path.write_text(path.read_text("utf-8").replace(",17,response_rate,", ",17,respons_rate,"), "utf-8")
    before = (data / "curated" / "traces.csv").read_bytes()
    report = build(data)
    says = f"{path}: evidence zarate2006-response-d1, column measure: 'respons_rate' is not in the vocabulary."
    assert (report.code, says in report.lines, (data / "curated" / "traces.csv").read_bytes()) == (1, True, before)


def test_build_with_unreadable_evidence(data: Path) -> None:
    """Evidence that is no table stops the build as an input that cannot be read."""
    (data / "raw" / "evidence.csv").write_bytes(b"\xff")
    report = build(data)
    assert (report.code, "evidence.csv: not UTF-8" in report.lines[0]) == (3, True)


MISFITS = [
    pytest.param(
        "28041806516d,evidence,untraced,supported", "column from: the rules say supported, not 'untraced'.", id="from"
    ),
    pytest.param("28041806516d,evidence,supported,true", "column to: 'true' is none of supported, overstated", id="to"),
    pytest.param("0123456789ab,evidence,supported,untraced", "column claim_id: ", id="claim"),
]


@pytest.mark.parametrize(("decision", "says"), MISFITS)
def test_decision_that_does_not_fit(data: Path, decision: str, says: str) -> None:
    """A verdict of a person on what the rules no longer say, or that is none, is reported with its row."""
    path = data / "review.csv"
    place = len(path.read_text("utf-8").splitlines()) + 1
    path.write_text(f"{path.read_text('utf-8')}{decision},why,ab,2026-01-31\n", "utf-8")
    report = build(data)
    assert (report.code, any(line.startswith(f"{path}, row {place}, {says}") for line in report.lines)) == (1, True)


def test_verdict_beside_other_decisions(data: Path) -> None:
    """A verdict and a correction of a cell of one claim stand beside each other."""
    path = data / "review.csv"
    decisions = ("population,,adults", "evidence,supported,contested")
    lines = (f"28041806516d,{decision},why,ab,2026-01-31\n" for decision in decisions)
    path.write_text(path.read_text("utf-8") + "".join(lines), "utf-8")
    assert build(data).code == 0
    rows = pd.read_parquet(data / "curated" / "traces.parquet").set_index("claim_id")
    assert (rows.at["28041806516d", "verdict"], rows.at["28041806516d", "decided_by"]) == ("contested", "review")


# --------------------------------------------------------------------------------------------------------- the command


def test_curated_traces(run: Run) -> None:
    """Without arguments it gives the traces that come with the package."""
    code, out, _ = run("--format", "csv")
    assert (code, out) == (0, (CURATED / "traces.csv").read_text("utf-8"))


@pytest.mark.parametrize(("option", "name"), [("--links", LINKS), ("--roots", SINGLE_ROOTS)])
def test_other_tables(run: Run, option: str, name: Any) -> None:
    """Links and single roots are written instead of traces when they are asked for."""
    code, out, _ = run(option, "--format", "csv")
    assert (code, out) == (0, (CURATED / f"{name.name}.csv").read_text("utf-8"))


def test_traces_of_a_dataset(run: Run) -> None:
    """The traces of a dataset folder are those that its build derives, people's verdicts among them."""
    code, out, _ = run("--data", ROOT / "data", "--format", "csv")
    assert (code, out) == (0, (CURATED / "traces.csv").read_text("utf-8"))


def test_claims_of_a_file_against_evidence_of_a_file(run: Run, tmp_path: Path) -> None:
    """Any claims are traced to any evidence, as lines of JSON."""
    (tmp_path / "e.csv").write_text(table(ROW))
    code, out, _ = run(CURATED / "claims.csv", "--evidence", tmp_path / "e.csv")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, len(rows), {row["study"] for row in rows}) == (0, 154, {"Ash 2020", None})


def test_writes_a_file(run: Run, tmp_path: Path) -> None:
    """The name of the output says what it is written as."""
    code, out, _ = run("-o", tmp_path / "t.parquet")
    assert (code, out, tuple(pd.read_parquet(tmp_path / "t.parquet"))) == (0, "", TRACES.names)


USAGE = [
    pytest.param(["--links", "--roots"], "ask for one of them", id="two tables"),
    pytest.param(["--lexicon", "glp1"], "name their file", id="words without claims"),
    pytest.param(["--evidence", "{raw}", "-o", "{raw}"], "would be overwritten", id="output is input"),
]


@pytest.mark.parametrize(("arguments", "says"), USAGE)
def test_wrong_usage(run: Run, tmp_path: Path, arguments: list[str], says: str) -> None:
    """Wrong usage is told in one sentence and returns 2."""
    (tmp_path / "e.csv").write_text(table(ROW))
    code, out, err = run(*(argument.replace("{raw}", str(tmp_path / "e.csv")) for argument in arguments))
    assert (code, out, says in " ".join(err.replace("│", " ").split())) == (2, "", True)


def test_bad_evidence_writes_nothing(run: Run, tmp_path: Path) -> None:
    """A row that breaks a rule returns 1 with its sentence, and no file is written."""
    (tmp_path / "e.csv").write_text(table(ROW | {"low": "many"}))
    code, out, err = run("--evidence", tmp_path / "e.csv", "-o", tmp_path / "t.csv")
    says = f"{tmp_path / 'e.csv'}, row 2, column low: 'many' is no number.\n"
    assert (code, out, err, (tmp_path / "t.csv").exists()) == (1, "", says, False)


def test_missing_evidence(run: Run, tmp_path: Path) -> None:
    """A file that is not there returns 3 with its name."""
    code, out, err = run("--evidence", tmp_path / "none.csv")
    assert (code, out, err) == (3, "", f"{tmp_path / 'none.csv'}: there is no such file.\n")
