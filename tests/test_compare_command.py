"""``ketclaims compare``: a claims file to pairs, groups or checks, and one sentence for what cannot be compared."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ketclaims import DataError, compare, load_claims
from ketclaims.cli import app
from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS
from ketclaims.tables.files import curated_folder

COLUMNS = (
    "claim_id_a,claim_id_b,source_a,source_b,value_start_a,value_start_b,measure,verdict,gap,loose,same_source,same_voice,"
    "reason"
)
CURATED = curated_folder()
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            app(["compare", *(str(argument) for argument in arguments)], prog_name="ketclaims")
        written = capsys.readouterr()
        return int(end.value.code or 0), written.out, written.err

    return run


@pytest.fixture(name="rows")
def _rows() -> list[dict[str, str]]:
    with (CURATED / "claims.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["measure"] == "bioavailability"]


def write(path: Path, rows: list[dict[str, Any]], columns: list[str] | None = None) -> Path:
    """Rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_columns_of_pairs() -> None:
    """The pairs have the columns that the command promises, in their order."""
    assert ",".join(PAIRS.names) == COLUMNS


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_reads_what_a_build_writes(run: Run, kind: str) -> None:
    """The curated claims give the curated pairs, from CSV and from Parquet."""
    code, out, _ = run(CURATED / f"claims.{kind}", "--format", "csv")
    assert (code, out) == (0, (CURATED / "pairs.csv").read_text(encoding="utf-8"))


def test_reads_json_lines(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """JSON lines with the codebook's columns are compared, and each pair is a line."""
    path = tmp_path / "claims.jsonl"
    numbers = ("low", "high", "value_start", "value_end", "quote_start", "quote_end")
    listed = [{k: float(v) if k in numbers else v for k, v in row.items() if v} | {"voice": None} for row in rows]
    for row in listed:
        row.setdefault("low", None)
        row.setdefault("high", None)
    path.write_text("".join(json.dumps(row) + "\n" for row in listed), encoding="utf-8")
    code, out, _ = run(path)
    assert (code, len([json.loads(line)["verdict"] for line in out.splitlines()])) == (
        0,
        len(rows) * (len(rows) - 1) // 2,
    )


@pytest.mark.parametrize(("option", "table"), [("--groups", GROUPS), ("--checks", CHECKS)])
def test_other_tables(run: Run, option: str, table: Any) -> None:
    """Groups and checks are written instead of pairs when they are asked for."""
    code, out, _ = run(CURATED / "claims.csv", option, "--format", "csv")
    assert (code, tuple(next(csv.reader(io.StringIO(out))))) == (0, table.names)


def test_writes_a_file(run: Run, tmp_path: Path) -> None:
    """The name of the output says what it is written as."""
    run(CURATED / "claims.parquet", "-o", tmp_path / "pairs.parquet")
    written = pd.read_parquet(tmp_path / "pairs.parquet")
    pd.testing.assert_frame_equal(written, pd.read_parquet(CURATED / "pairs.parquet"))


def test_no_claims_no_pairs(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """A file without a claim gives a table without a row."""
    code, out, _ = run(write(tmp_path / "none.csv", [], list(rows[0])), "--format", "csv")
    assert (code, out) == (0, COLUMNS + "\n")


def mine(tmp_path: Path, name: str = "mine.jsonl", source: str = "mine") -> Path:
    """An article's claims in a file of one's own, as ``extract`` writes them."""
    article, output = tmp_path / f"{source}.txt", tmp_path / name
    article.write_text("Oral ketamine has a bioavailability of 75%.", encoding="utf-8")
    with pytest.raises(SystemExit):
        app(["extract", str(article), "-o", str(output)], prog_name="ketclaims")
    return output


def test_compares_several_files(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """Claims of files of different kinds are compared with each other as if they stood in one."""
    code, out, _ = run(mine(tmp_path), write(tmp_path / "others.csv", rows))
    pairs = [json.loads(line) for line in out.splitlines()]
    assert (code, len(pairs)) == (0, (len(rows) + 1) * len(rows) // 2)
    assert "conflict" in {pair["verdict"] for pair in pairs if pair["source_a"] == "mine"}


def test_compares_an_article_with_the_curated_claims(run: Run, tmp_path: Path) -> None:
    """An article of one's own is held against the claims that come with the package."""
    code, out, _ = run(mine(tmp_path), "--curated", "--groups")
    oral = next(row for row in map(json.loads, out.splitlines()) if (row["measure"], row["route"]) == GROUP)
    assert (code, oral["sources"], oral["verdict"]) == (0, 4, "contested")
    assert len(run(CURATED / "claims.csv", "--groups")[1].splitlines()) == len(out.splitlines())


GROUP = ("bioavailability", "oral")


def test_one_claim_in_two_files(run: Run, tmp_path: Path) -> None:
    """A claim that two files have would be held against itself; it is named with both files, and nothing is written."""
    first, second = mine(tmp_path), mine(tmp_path, "again.csv")
    code, out, err = run(first, second, "-o", tmp_path / "pairs.csv")
    assert (code, out, (tmp_path / "pairs.csv").exists()) == (1, "", False)
    assert (err.startswith(f"{second}: the claim_id "), f" stands in {first} too;" in err) == (True, True)


FAULTS = [
    pytest.param({"measure": "happiness"}, "the measure is unknown in row 3 ('happiness').", id="unknown measure"),
    pytest.param({"unit": "furlong"}, "the unit is unknown in row 3 ('furlong').", id="unknown unit"),
    pytest.param({"low": "90", "high": "20"}, "low is above high in row 3 (90 and 20).", id="low above high"),
    pytest.param({"low": "many"}, "the low is no number in row 3 ('many').", id="no number"),
    pytest.param({"condition": "sorrow"}, "the condition is unknown in row 3 ('sorrow').", id="unknown condition"),
    pytest.param({"relation": ""}, "the relation is empty in row 3 (empty).", id="empty cell"),
    pytest.param({"low": "", "high": ""}, "there is neither low nor high in row 3 (numeric).", id="no figure"),
    pytest.param({"timepoint": "soon"}, "the timepoint is no ISO 8601 duration in row 3 ('soon').", id="no duration"),
    pytest.param({"high": "1e999"}, "the high is no number in row 3 ('1e999').", id="beyond all numbers"),
    pytest.param({"value_start": "1.5"}, "the value_start is no whole number in row 3 ('1.5').", id="half a place"),
]


@pytest.mark.parametrize(("change", "says"), FAULTS)
def test_fault_of_a_row(
    run: Run, tmp_path: Path, rows: list[dict[str, str]], change: dict[str, str], says: str
) -> None:
    """A row that cannot be compared is named in one sentence, the exit code is 1, and nothing is written."""
    path = write(tmp_path / "claims.csv", [rows[0], rows[1] | change, *rows[2:]])
    code, out, err = run(path, "-o", tmp_path / "pairs.csv")
    assert (code, out, err, (tmp_path / "pairs.csv").exists()) == (1, "", f"{path}: {says}\n", False)


def test_missing_column(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """A column that is missing is named."""
    path = write(tmp_path / "claims.csv", rows, [name for name in rows[0] if name != "measure"])
    code, out, err = run(path)
    assert (code, out, err) == (1, "", f"{path}: the column measure is missing, so no row can be compared.\n")


def test_repeated_identifier(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """Two rows with one identifier are named."""
    path = write(tmp_path / "claims.csv", [rows[0], rows[1] | {"claim_id": rows[0]["claim_id"]}])
    code, _, err = run(path)
    assert (code, err) == (1, f"{path}: the claim_id {rows[0]['claim_id']!r} stands more than once, in rows 2, 3.\n")


def test_many_rows_are_counted(run: Run, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    """Of many rows with one fault the first are named and the others counted."""
    path = write(tmp_path / "claims.csv", [row | {"unit": "x"} for row in rows])
    _, _, err = run(path)
    more = f"and {len(rows) - 5} more.\n"
    assert (err.startswith(f"{path}: the unit is unknown in rows 2 ('x'), 3 ('x')"), err.endswith(more)) == (True, True)


def test_no_file(run: Run, tmp_path: Path) -> None:
    """A file that is not there is an input that cannot be read."""
    assert run(tmp_path / "none.csv")[0] == 3


WRONG_USAGE = [("--groups", "--checks"), ("-o", CURATED / "claims.csv")]


@pytest.mark.parametrize("options", WRONG_USAGE)
def test_wrong_usage(run: Run, options: tuple[object, ...]) -> None:
    """Two tables at once, or the input as output, are wrong usage."""
    assert run(CURATED / "claims.csv", *options)[0] == 2


def test_frame_with_a_fault() -> None:
    """The function names the rows of a frame that cannot be compared."""
    claims = load_claims().astype({"measure": "str"})
    claims.loc[1, "measure"] = "happiness"
    with pytest.raises(DataError, match=r"claims: the measure is unknown in row 2 \('happiness'\)\."):
        compare(claims)


def test_result_in_words() -> None:
    """A result says how many pairs, groups and checks it has, and what they come to."""
    result = compare(load_claims())
    lines = repr(result).splitlines()
    assert (lines[0], lines[1].split()[:2]) == ("154 claims of 5 sources", ["pairs", str(len(result.pairs))])


@pytest.fixture
def extracted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in a folder with a dose as the pack glp1 reads it, in every format."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("On semaglutide the dose is 2.4 mg.\n", encoding="utf-8")
    for suffix in ("parquet", "csv", "jsonl"):
        with pytest.raises(SystemExit):
            app(["extract", "a.txt", "--lexicon", "glp1", "-o", f"a.{suffix}"], prog_name="ketclaims")


@pytest.mark.usefixtures("extracted")
def test_words_of_another_pack_are_told(run: Run) -> None:
    """A Parquet file says with whose words it was read, and other ones to compare by are told."""
    said = "a.parquet: has the words of the pack 'glp1', and is compared by those of 'ketamine' (--lexicon)."
    assert run("a.parquet")[2].splitlines()[0] == said
    assert run("a.parquet", "--lexicon", "glp1")[::2] == (0, "")


@pytest.mark.usefixtures("extracted")
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "old.parquet"])
def test_no_word_of_packs_where_a_file_names_none(run: Run, name: str) -> None:
    """Formats without a place for the pack, and Parquet that does not name one, are compared as they are."""
    pd.read_parquet("a.parquet").to_parquet("old.parquet")
    assert "pack" not in run(name)[2]
