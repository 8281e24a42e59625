"""The commands: clean output, one sentence for each fault, and an exit code that says which kind it was."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ketclaims
from ketclaims.cli import app
from ketclaims.tables.columns import CLAIMS, EXTRACT
from ketclaims.tables.files import read_claims

ARTICLE = "Ketamine 101\n\nIn depression 71% of patients respond within 24 hours – 😀.\n"
MAIN = [sys.executable, "-c", "from ketclaims.cli import main; main()"]


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code, and what it wrote."""

    code: int
    out: bytes
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.decode().split("\n") if line]


Run = Callable[..., Outcome]


@pytest.fixture(name="run")
def _run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as end:
            app([str(argument) for argument in arguments], prog_name="ketclaims")
        written = capsysbinary.readouterr()
        return Outcome(int(end.value.code or 0), written.out, written.err.decode())

    return run


@pytest.fixture(name="article")
def _article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_claims_as_json_lines(run: Run, article: Path) -> None:
    """Standard output is one JSON object for each claim, and nothing else."""
    outcome = run("extract", article)
    found = [(row["source"], row["value_text"], row["low"], row["unit"], row["measure"]) for row in outcome.rows]
    assert (outcome.code, found, outcome.err) == (0, [("article", "71%", 71, "%", "response_rate")], "")


def test_columns_of_a_row(run: Run, article: Path) -> None:
    """Each row has every column in order, with null where nothing is known."""
    row = run("extract", article).rows[0]
    assert (tuple(row), row["population"], row["error"]) == (EXTRACT.names, None, None)


def test_whole_numbers_without_a_fraction(run: Run, article: Path) -> None:
    """A whole number is written as one."""
    assert b'"low": 71, "high": 71,' in run("extract", article).out


def test_text_as_it_is(run: Run, article: Path) -> None:
    """Text is written as UTF-8, not as escapes."""
    assert "– 😀".encode() in run("extract", article).out


def test_every_number(run: Run, article: Path) -> None:
    """With the ledger, numbers that are context or excluded are rows too, each where it stands."""
    found = [(row["value_text"], row["disposition"], row["reason"]) for row in run("extract", article, "--ledger").rows]
    assert found == [("101", "excluded", "title_or_name"), ("71%", "claim", None), ("24 hours", "context", None)]


def test_csv_on_standard_output(run: Run, article: Path) -> None:
    """CSV has the columns of the extract table."""
    lines = list(csv.DictReader(io.StringIO(run("extract", article, "--format", "csv").out.decode(), newline="")))
    assert [(tuple(line), line["low"], line["doses_low"]) for line in lines] == [(EXTRACT.names, "71", "")]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_format_of_the_file_name(run: Run, article: Path, tmp_path: Path, suffix: str) -> None:
    """Without a format the name of the output decides, and the claims can be read back."""
    path = tmp_path / f"out.{suffix}"
    outcome = run("extract", article, "-o", path)
    assert (outcome.code, outcome.out, list(read_claims(path)["low"])) == (0, b"", [71])


def test_directory(run: Run, tmp_path: Path) -> None:
    """A directory stands for its documents, in the order of their names."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("b.txt", "a.md", "c.html", "d.css"):
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    assert [row["source"] for row in run("extract", folder).rows] == ["a", "b", "c"]


def test_order_of_arguments(run: Run, tmp_path: Path) -> None:
    """The order of the arguments changes no byte, and an article named twice is read once."""
    paths = [tmp_path / f"{name}.txt" for name in "ab"]
    for path in paths:
        path.write_text(ARTICLE, encoding="utf-8")
    assert run("extract", *paths).out == run("extract", *paths[::-1], paths[0]).out


def test_names_that_cannot_be_told_apart(run: Run, tmp_path: Path) -> None:
    """Of two articles with one name the second is a fault, because their rows could not be told apart."""
    for name in ("a.md", "a.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    outcome = run("extract", tmp_path)
    assert (outcome.code, [row["disposition"] for row in outcome.rows]) == (3, ["claim", "error"])


def test_own_words(run: Run, tmp_path: Path, article: Path) -> None:
    """A lexicon that is not there is a fault of the input."""
    outcome = run("extract", article, "--lexicon", tmp_path / "none")
    assert (outcome.code, "none: neither the folder of a pack nor a pack" in outcome.err) == (3, True)


def test_article_is_not_overwritten(run: Run, article: Path) -> None:
    """An output that is one of the articles is refused."""
    outcome = run("extract", article, "-o", article)
    assert (outcome.code, article.read_text(encoding="utf-8")) == (2, ARTICLE)


def test_score_of_an_extraction(run: Run, article: Path, tmp_path: Path) -> None:
    """An extraction scored against itself is right; its levels, fields and sources are JSON."""
    run("extract", article, "-o", tmp_path / "a.jsonl")
    outcome = run("score", tmp_path / "a.jsonl", tmp_path / "a.jsonl", "--json")
    found = outcome.rows[0]
    full = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "n": 1, "gold": 1, "predicted": 1}
    assert (outcome.code, found["all.full"], found["sources"]["article"]["full"]) == (0, full, full)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_score_of_tables(run: Run, article: Path, tmp_path: Path, suffix: str) -> None:
    """What extract writes as a table is scored as its JSON lines are, context left out."""
    run("extract", article, "--ledger", "-o", tmp_path / "a.jsonl")
    run("extract", article, "--ledger", "-o", tmp_path / f"a.{suffix}")
    outcome = run("score", tmp_path / "a.jsonl", tmp_path / f"a.{suffix}", "--misses")
    assert (outcome.code, outcome.out) == (0, run("score", tmp_path / "a.jsonl", tmp_path / "a.jsonl", "--misses").out)


NOT_SCORED = {
    "no place": ("source,value_start\na,3\n", 3, "row 2: value_end is missing or of the wrong type."),
    "no number": ("source,value_start,value_end\na,3,b\n", 1, "row 2, column value_end: 'b' is no Int64."),
}


@pytest.mark.parametrize(("content", "code", "says"), NOT_SCORED.values(), ids=NOT_SCORED)
def test_score_of_a_faulty_table(run: Run, tmp_path: Path, content: str, code: int, says: str) -> None:
    """A table that cannot be scored is named with the row at fault."""
    (tmp_path / "a.csv").write_text(content)
    outcome = run("score", "a.csv", "a.csv")
    assert (outcome.code, says in outcome.err) == (code, True)


def test_score_in_words(run: Run, tmp_path: Path) -> None:
    """The score names each level, the fields, the sources and every difference."""
    gold = {"source": "a", "value_start": 0, "value_end": 3, "value_text": "71%", "precision": "numeric", "low": 71}
    (tmp_path / "gold").write_text(json.dumps(gold))
    (tmp_path / "found").write_text(json.dumps(gold | {"low": 72}) + "\n" + json.dumps(gold | {"value_start": 2}))
    lines = run("score", "gold", "found", "--misses").out.decode().splitlines()
    assert [lines[0], lines[-1]] == [
        "all.found        P 0.500  R 1.000  F1 0.667   (1 of 1 gold, 2 predicted)",
        "EXTRA   a 0 '71%' None None",
    ]


def test_score_of_no_json(run: Run, tmp_path: Path) -> None:
    """A file that holds no JSON lines is named, with its line."""
    (tmp_path / "a").write_text("{}\n")
    outcome = run("score", "a", "a")
    assert (outcome.code, outcome.err) == (3, "a, line 1: source is missing or of the wrong type.\n")


def test_measures_for_machines(run: Run) -> None:
    """The vocabulary is tab separated where it is not read on a terminal."""
    lines = run("measures").out.decode().splitlines()
    assert (lines[0], lines[1].split("\t")[:4]) == (
        "measure\tunit\tlow\thigh\tmeaning",
        ["response_rate", "%", "0", "100"],
    )


def test_measures_as_json(run: Run) -> None:
    """The vocabulary as JSON has a null where there is no limit."""
    found = json.loads(run("measures", "--json").out)
    assert [row["high"] for row in found if row["measure"] in ("response_rate", "dose")] == [100, None]


def test_claim_in_its_passage(run: Run) -> None:
    """A claim of the curated table is shown with its value marked."""
    claim = ketclaims.load_claims().iloc[0]
    outcome = run("show", claim["claim_id"])
    assert (outcome.code, f"[{claim['value_text']}]" in outcome.out.decode()) == (0, True)


def test_why_a_claim_has_its_measure(run: Run) -> None:
    """With --why the candidates stand below the passage, that of the claim first."""
    claims = ketclaims.load_claims()
    claim = claims[claims["method"] == "parsed"].iloc[0]
    outcome = run("show", claim["claim_id"], "--why")
    assert (outcome.code, f"is {claim['measure']}" in outcome.out.decode()) == (0, True)


def test_unknown_claim(run: Run) -> None:
    """An identifier that does not exist is wrong usage."""
    outcome = run("show", "0123")
    assert (outcome.code, "There is no claim '0123'" in outcome.err) == (2, True)


def test_build_reports_faults(run: Run) -> None:
    """A build without data says what is missing, on standard error."""
    outcome = run("build")
    assert (outcome.code, outcome.out, "there is no such file" in outcome.err) == (3, b"", True)


USAGE = {
    "option": ["extract", "a.txt", "--colour"],
    "format": ["extract", "a.txt", "--format", "xml"],
    "nothing to read": ["extract"],
    "command": ["compute"],
}


@pytest.mark.parametrize("arguments", USAGE.values(), ids=USAGE)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    """Wrong usage is 2, and said on standard error."""
    outcome = run(*arguments)
    assert (outcome.code, outcome.out, "Error" in outcome.err) == (2, b"", True)


def test_version(run: Run) -> None:
    """The version is that of the package."""
    assert run("--version").out.decode() == f"ketclaims {ketclaims.__version__}\n"


def test_one_process_runs_several_commands() -> None:
    """Each run of the application knows every command, whichever was asked before."""
    code = """
import sys
from ketclaims.cli import main
for name in ("extract", "compare"):
    sys.argv = ["ketclaims", name, "--help"]
    try:
        main()
    except SystemExit as end:
        print(name, end.code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, text=True, encoding="utf-8")
    assert [line for line in done.stdout.splitlines() if line in ("extract 0", "compare 0")] == [
        "extract 0",
        "compare 0",
    ]


def _run_in_process(*arguments: str, **world: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*MAIN, *arguments], env=os.environ | world, capture_output=True, timeout=120)


def test_any_locale(article: Path) -> None:
    """Output is UTF-8 also where the locale is not."""
    done = _run_in_process("extract", str(article), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, "– 😀".encode() in done.stdout) == (0, True)


def test_reader_that_stops(tmp_path: Path) -> None:
    """A reader who has seen enough causes no complaint."""
    (tmp_path / "long.txt").write_text("In depression 71% of patients respond.\n\n" * 4000)
    command = " ".join(f"'{part}'" for part in (*MAIN, "extract", str(tmp_path / "long.txt"))) + " | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")


HEAVY = {"pandas", "pandera", "pyarrow", "numpy", "rich"}
LIGHT = {
    "import": "import ketclaims",
    "find_quantities": "import ketclaims; ketclaims.find_quantities('71% at day one')",
    "extract": "import ketclaims; ketclaims.extract('71% at day one')",
    "help": "from ketclaims.cli import app; app(['--help'], standalone_mode=False)",
    "extract command": "from ketclaims.cli import app; app(['extract', 'a.txt'], standalone_mode=False)",
    "import command": "from ketclaims.cli import app; app(['import', 'a.txt', '--texts', '.'], standalone_mode=False)",
}


@pytest.mark.parametrize("code", LIGHT.values(), ids=LIGHT)
def test_nothing_heavy_is_loaded(tmp_path: Path, code: str) -> None:
    """What needs no table loads no library of tables."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    asked = f"{code}\nimport sys; print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120)
    assert done.stderr.decode().splitlines()[-1] == "[]"


def test_extract_is_a_claims_file(run: Run, article: Path, tmp_path: Path) -> None:
    """What extract writes is read as claims, with the ledger's other rows passed over."""
    run("extract", article, "--ledger", "-o", tmp_path / "a.csv")
    read = read_claims(tmp_path / "a.csv")
    assert (tuple(read.columns), list(read["value_text"])) == (CLAIMS.names, ["71%"])
