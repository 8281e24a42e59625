"""What changed between two builds: claims are paired by what they say, and never by a guess."""

from __future__ import annotations

import csv
import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims.build import build
from ketclaims.changes.comparison import changes
from ketclaims.changes.rows import difference_rows
from ketclaims.changes.sides import Side, read_side
from ketclaims.changes.wording import changes_in_words
from ketclaims.cli import app
from ketclaims.differences import Row, differences, keyed_differences, paired
from ketclaims.tables.columns import DIFFERENCES

CASES = tomllib.loads((Path(__file__).parent / "cases" / "differences.toml").read_text("utf-8"))["case"]
COLUMNS = (
    *("source", "section", "quote", "value_text", "disposition", "measure", "condition", "route", "low", "population"),
    "claim_id",
)


def claim(claim_id: str, start: int, words: str, said: dict[str, str]) -> Row:
    """A row of text from the notation of the cases."""
    before, value, after = words.replace("]", "[").split("[")
    places = {
        "quote_start": start - len(before),
        "quote_end": start + len(value + after),
        "value_start": start,
        "value_end": start + len(value),
    }
    row = {"claim_id": claim_id, "source": "spray", "quote": before + value + after, "value_text": value}
    return row | {name: str(place) for name, place in places.items()} | {"measure": "response_rate"} | said


def told(old: list[Row], new: list[Row]) -> list[list[Any]]:
    """What became of the rows, in the notation of the cases."""
    return [
        [one.kind, (one.old or {}).get("claim_id", ""), (one.new or {}).get("claim_id", ""), [f[0] for f in one.fields]]
        for one in differences(old, new, COLUMNS)
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_became_of_claims(case: dict[str, Any]) -> None:
    """Each claim came, went, changed or moved as the case says."""
    old, new = ([claim(*row) for row in case[side]] for side in ("old", "new"))
    assert told(old, new) == case["expected"]


def test_nothing_moves_in_a_text_that_is_the_same() -> None:
    """In a text that is known to be the same, what was read otherwise changed at its place, and nothing moved."""
    words = "Of them [71%] respond."
    old = [claim("a", 10, words, {"condition": ""}), claim("b", 90, words, {"condition": "ptsd"})]
    new = [claim("c", 10, words, {"condition": "ptsd"}), claim("d", 90, words, {"condition": "ocd"})]
    found = [(one.kind, one.row["claim_id"]) for one in differences(old, new, COLUMNS, {"spray"})]
    assert found == [("changed", "c"), ("changed", "d")]


def test_there_are_cases() -> None:
    """Cases that are no longer found fail."""
    assert {one[0] for case in CASES for one in case["expected"]} == {"added", "removed", "changed", "moved"}


def test_a_field_has_both_cells() -> None:
    """A changed field has its cell before and after."""
    old, new = (claim("a", 10, "Of them [71%] respond.", {"route": route}) for route in ("iv", "oral"))
    assert next(differences([old], [new], COLUMNS)).fields == (("route", "iv", "oral"),)


DISPOSED = {
    "claim and context": ({"disposition": "context", "measure": ""}, ("claim", "context"), "claim (response_rate)"),
    "claim and exclusion": (
        {"disposition": "excluded", "reason": "reference", "measure": ""},
        ("claim", "excluded:reference"),
        "claim (response_rate) | excluded (reference)",
    ),
}


@pytest.mark.parametrize(("said", "cells", "words"), DISPOSED.values(), ids=DISPOSED)
def test_what_a_number_became_is_one_line(said: dict[str, str], cells: tuple[str, str], words: str) -> None:
    """A claim that became something else is told in one line, not by each cell that it has no longer."""
    old = claim("a", 10, "Of them [71%] respond.", {"disposition": "claim", "condition": "ptsd", "low": "71"})
    new = claim("b", 10, "Of them [71%] respond.", said)
    found = changes(side(old), side(new))
    assert [one.fields for one in found.claims] == [(("disposition", *cells),)]
    assert words in "\n".join(changes_in_words(found))


def side(row: Row) -> Side:
    """A side of one row."""
    return Side((row,), (*COLUMNS, "reason"))


def test_columns_that_are_not_compared() -> None:
    """A difference in a column that is not asked for is none."""
    old, new = (claim("a", 10, "Of them [71%] respond.", {"note": note}) for note in "xy")
    assert list(differences([old], [new], COLUMNS)) == []


def test_sources_by_their_names() -> None:
    """Sources are known by their names: each came, went or changed."""
    old = [{"source": "a", "title": "A"}, {"source": "b", "title": "B"}]
    new = [{"source": "c", "title": "C"}, {"source": "b", "title": "D"}]
    found = [(one.kind, one.row["source"], one.fields) for one in keyed_differences(old, new, "source", ("title",))]
    assert found == [("added", "c", ()), ("changed", "b", (("title", "B", "D"),)), ("removed", "a", ())]


# Few words, so that there are many twins.
ROWS = st.lists(
    st.builds(
        claim,
        st.sampled_from(["", "a", "b", "c"]),
        st.integers(20, 24),
        st.sampled_from(["Of them [71%] do.", "Of us [71%] do.", "Of 9% [9%] do."]),
        st.fixed_dictionaries({"condition": st.sampled_from(["", "ptsd"]), "route": st.sampled_from(["", "iv"])}),
    ),
    max_size=6,
)


def identity(row: Row | None) -> tuple[tuple[str, str], ...]:
    """A row as something that can be counted."""
    return tuple(sorted((row or {}).items()))


@given(ROWS, ROWS)
def test_every_row_is_told_once(old: list[Row], new: list[Row]) -> None:
    """No row is paired twice, and every row is paired, came, or went."""
    pairs = paired(old, new)
    found = list(differences(old, new, COLUMNS))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert sum(one.kind == "added" for one in found) == len(new) - len(pairs)
    assert sum(one.kind == "removed" for one in found) == len(old) - len(pairs)


@given(ROWS, ROWS)
def test_the_other_way_round(old: list[Row], new: list[Row]) -> None:
    """Seen from the new table, the same rows are paired."""
    assert sorted(paired(old, new)) == sorted((i, j) for j, i in paired(new, old))


@given(ROWS, ROWS, st.randoms())
def test_order_decides_nothing(old: list[Row], new: list[Row], random: Any) -> None:
    """The order of the rows changes nothing but the order in which they are told."""
    mixed = random.sample(old, len(old)), random.sample(new, len(new))
    first, second = (
        sorted((one.kind, identity(one.old), identity(one.new)) for one in differences(before, after, COLUMNS))
        for before, after in ((old, new), mixed)
    )
    assert first == second


@given(ROWS, st.integers(1, 999))
def test_a_passage_before_all_others(old: list[Row], length: int) -> None:
    """Claims of which no two say the same move by what is written before them, and nothing else becomes of them."""
    said = [tuple(row.get(name, "") for name in ("quote", "condition", "route")) for row in old]
    alone = [row for row, one in zip(old, said, strict=True) if said.count(one) == 1]
    places = ("quote_start", "quote_end", "value_start", "value_end")
    new = [
        {**row, **{p: str(int(row[p]) + length) for p in places}, "claim_id": f"n{n}"} for n, row in enumerate(alone)
    ]
    assert [(one.kind, one.fields) for one in differences(alone, new, COLUMNS)] == [("moved", ())] * len(alone)


# ------------------------------------------------------------------------------------------------------- of two builds

HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
REVIEW = "claim_id,field,from,to,reason,who,when\n"
ARTICLE = (
    "Ketamine infusions\n\nIn depression 71% of patients respond within 24 hours of one infusion.\n\n"
    "In PTSD <b>| 54%</b> of *patients* `respond` after [two](http://127.0.0.1/) infusions.\n"
)


def make_build(folder: Path, text: str = ARTICLE, review: str = REVIEW) -> Path:
    """The curated tables of one article."""
    (folder / "raw").mkdir(parents=True)
    data = text.encode()
    (folder / "raw" / "one.txt").write_bytes(data)
    (folder / "raw" / "sources.csv").write_text(
        f"{HEADER}\none,one.txt,,,clinic,,,,{hashlib.sha256(data).hexdigest()}\n"
    )
    (folder / "review.csv").write_text(review)
    report = build(folder)
    assert report.code == 0, report.lines
    return folder / "curated"


@pytest.fixture(name="old")
def _old(tmp_path: Path) -> Path:
    return make_build(tmp_path / "old")


def run(*arguments: object) -> int:
    """The exit code of ``ketclaims diff``."""
    with pytest.raises(SystemExit) as end:
        app(["diff", *(str(argument) for argument in arguments)], prog_name="ketclaims")
    return int(end.value.code or 0)


def test_two_equal_builds(old: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Of two equal builds nothing is told, and the exit code is 0."""
    assert (run(old, old), capfd.readouterr().out) == (0, "Nothing changed.\n")


def test_sentence_before_all_others(old: Path, tmp_path: Path) -> None:
    """After a sentence was put at the top every number has moved, and none came or went."""
    new = make_build(tmp_path / "new", "Good to know.\n\n" + ARTICLE)
    found = changes(read_side(old), read_side(new))
    assert {one.kind for one in (*found.claims, *found.numbers)} == {"moved"}
    assert [(one.kind, [name for name, *_ in one.fields]) for one in found.sources] == [("changed", ["sha256"])]


def test_decision_of_a_person(old: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A cell that a person has changed is told with its claim, before and after."""
    name = read_side(old).rows[0]["claim_id"]
    new = make_build(tmp_path / "new", review=REVIEW + f"{name},population,,adults,as stated,ab,2026-01-31\n")
    assert run(old, new) == 1
    out = capfd.readouterr().out
    assert f"| `{name}` | one | 71% | `population` |  | adults |\n" in out
    assert f"| `{name}` | one | 71% | `method` | parsed | amended |\n" in out


def test_tables_that_follow_from_claims(old: Path, tmp_path: Path) -> None:
    """Rows of the other tables are counted by verdict."""
    new = make_build(tmp_path / "new", ARTICLE.replace("In PTSD", "In depression"))
    tallies = changes(read_side(old), read_side(new)).tallies
    found = [(one.verdict, one.before, one.after, one.came, one.went) for one in tallies if one.table == "pairs"]
    assert found == [("conflict", 0, 1, 1, 0), ("not_comparable", 1, 0, 0, 1)]


def test_source_text_is_no_markup(old: Path, tmp_path: Path) -> None:
    """What an article says stands in Markdown as it is, and does nothing."""
    new = make_build(tmp_path / "new", "Nothing to see here.\n")
    words = "\n".join(changes_in_words(changes(read_side(old), read_side(new))))
    assert "&lt;b&gt;\\| 54%&lt;/b&gt; of \\*patients\\* \\`respond\\` after \\[two\\](http" in words


def test_long_list_is_cut(old: Path, tmp_path: Path) -> None:
    """A list that is cut says how many more there are."""
    new = make_build(tmp_path / "new", "Nothing to see here.\n")
    words = list(changes_in_words(changes(read_side(old), read_side(new)), most=1))
    assert "And 1 more; `ketclaims diff` lists them all." in words


@pytest.mark.parametrize("kind", ["md", "jsonl", "csv"])
def test_file_of_changes(old: Path, tmp_path: Path, kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The name of the output says its kind; standard output stays empty."""
    new = make_build(tmp_path / "new", ARTICLE.replace("71%", "72%"))
    path = tmp_path / f"changes.{kind}"
    assert (run(old, new, "-o", path), capfd.readouterr().out) == (1, "")
    text = path.read_text("utf-8")
    assert {"md": "## Claims changed", "jsonl": '"kind": "changed"', "csv": ",".join(DIFFERENCES.names)}[kind] in text


def test_rows_of_changes(old: Path, tmp_path: Path) -> None:
    """A changed cell is a row that names its claim before and after, and moving is a change of the place."""
    new = make_build(tmp_path / "new", "Good to know.\n\n" + ARTICLE)
    rows = [row for row in difference_rows(changes(read_side(old), read_side(new))) if row["value_text"] == "71%"]
    start = ARTICLE.index("71%")
    places = f"{start}-{start + 3}", f"{start + 15}-{start + 18}"
    assert [(row["kind"], row["field"], row["old"], row["new"]) for row in rows] == [("moved", "place", *places)]
    assert (tuple(rows[0]), rows[0]["claim_id_old"] != rows[0]["claim_id_new"]) == (DIFFERENCES.names, True)


def test_one_table_in_three_kinds_of_file(old: Path, tmp_path: Path) -> None:
    """CSV, Parquet and JSON lines of the same claims are equal."""
    lines = (old / "claims.csv").open(encoding="utf-8", newline="")
    with lines, (tmp_path / "claims.jsonl").open("w", encoding="utf-8") as stream:
        for row in csv.DictReader(lines):
            whole = {name: int(text) if text.isdecimal() else text or None for name, text in row.items()}
            stream.write(json.dumps(whole) + "\n")
    files = [old / "claims.csv", old / "claims.parquet", tmp_path / "claims.jsonl"]
    assert [run(files[0], file) for file in files] == [0, 0, 0]


def test_ledgers(old: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Two ledgers are compared as they are, numbers that are no claims too."""
    new = make_build(tmp_path / "new", ARTICLE.replace("within 24 hours of", "after"))
    assert run(old / "ledger.csv", new / "ledger.parquet") == 1
    assert "## Other numbers removed" in capfd.readouterr().out


def test_columns_that_one_side_lacks(old: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A column that only one side has is named, and nothing else is said of it."""
    lines = [row | {"route": "iv"} for row in csv.DictReader((old / "claims.csv").read_text("utf-8").splitlines())]
    path = tmp_path / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [name for name in lines[0] if name != "route"], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(lines)
    assert run(old / "claims.csv", path) == 1
    out = capfd.readouterr().out
    assert ("Only one side has the columns `route`; they are not compared." in out, "##" in out) == (True, False)


UNREADABLE = {
    "nothing there": ("x.csv", None, 3, "x.csv: there is no such file."),
    "no table": ("x", {}, 3, "x: has no claims.csv, which a folder of curated tables has."),
    "no CSV": ("x.csv", 'a\n"1', 3, "x.csv, row 2: not readable as CSV"),
    "no number": ("x.csv", "source,low\na,many\n", 3, "x.csv, row 2, column low: 'many' is no Float64."),
    "no kind": ("x.txt", "", 3, "x.txt: the name must end in one of .csv, .parquet, .jsonl."),
    "folder against file": ("x", {"claims.csv": "claim_id\n"}, 2, "two folders or two files were expected"),
}


@pytest.mark.parametrize(("name", "content", "code", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_side_that_cannot_be_read(
    old: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, content: Any, code: int, says: str
) -> None:
    """A side that cannot be read is named, with what was expected; the exit code is not that of a difference."""
    path = tmp_path / name
    if isinstance(content, dict):
        path.mkdir()
        for file, text in content.items():
            (path / file).write_text(text)
    elif content is not None:
        path.write_text(content)
    sides = (old / "claims.csv", path) if code == 2 or path.suffix else (old, path)
    assert run(*sides) == code
    assert says in " ".join(capfd.readouterr().err.replace("│", " ").split())


def test_output_over_a_side(old: Path) -> None:
    """One of the two sides is not overwritten."""
    before = (old / "claims.csv").read_bytes()
    assert run(old / "claims.csv", old / "claims.parquet", "-o", old / "claims.csv") == 2
    assert (old / "claims.csv").read_bytes() == before
