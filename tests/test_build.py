"""The build: all tables or none, the same bytes everywhere, and a rebuild that differs is found."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from ketclaims.build import build
from ketclaims.tables.columns import TABLES
from ketclaims.tables.files import read_claims

ROOT = Path(__file__).parents[1]
HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
REVIEW = "claim_id,field,from,to,reason,who,when\n"
ARTICLES = {
    "one": "Ketamine infusions\n\nIn depression 71% of patients respond within 24 hours of one infusion.\n",
    "two": "Spravato\r\n\r\n  • “Up to 70%” of patients respond – 😀 the FDA approved it in 2019.\r\n",
}
TABLE_FILES = [f"{table.name}{kind}" for table in TABLES for kind in (".csv", ".parquet")]
FILES = sorted([*TABLE_FILES, "CHANGES.md", "README.md", "datapackage.json"])


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "raw" / f"{name}.txt").write_bytes(text.encode())
    (tmp_path / "raw" / "sources.csv").write_text(sources())
    (tmp_path / "review.csv").write_text(REVIEW)
    return tmp_path


def sources(order: int = 1) -> str:
    """The list of the two articles, in order or backwards."""
    lines = [
        f"{name},{name}.txt,,,clinic,,,,{hashlib.sha256(text.encode()).hexdigest()}" for name, text in ARTICLES.items()
    ]
    return "\n".join((HEADER, *lines[::order])) + "\n"


def contents(data: Path) -> dict[str, bytes]:
    """The files of the curated folder."""
    return {path.name: path.read_bytes() for path in (data / "curated").glob("*")}


def test_all_tables(data: Path) -> None:
    """A build writes every table as CSV and Parquet, the dictionary, the changes and the descriptor."""
    report = build(data)
    assert (report.code, sorted(contents(data))) == (0, FILES)


def test_rebuild_differs_in_nothing(data: Path) -> None:
    """A rebuild of what was built differs in nothing."""
    build(data)
    assert build(data, check=True).code == 0


def test_same_bytes(data: Path) -> None:
    """Two builds write the same bytes, Parquet too."""
    build(data)
    first = contents(data)
    build(data)
    assert contents(data) == first


def test_check_writes_nothing(data: Path) -> None:
    """A check before the first build names every file and writes none."""
    report = build(data, check=True)
    expected = sorted(f"{data / 'curated' / name}: is missing." for name in FILES)
    assert (report.code, sorted(report.lines), (data / "curated").exists()) == (1, expected, False)


CHANGES: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "byte": ("claims.csv", lambda data: data.replace(b"71", b"72")),
    "line ending": ("ledger.csv", lambda data: data.replace(b"\n", b"\r\n")),
    "mark": ("sources.csv", lambda data: b"\xef\xbb\xbf" + data),
    "word": ("README.md", lambda data: data + b"x"),
    "rubbish": ("claims.parquet", lambda data: data[:100]),
}


@pytest.mark.parametrize(("name", "change"), CHANGES.values(), ids=CHANGES)
def test_file_that_differs(data: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """A file that is not what a rebuild gives is named."""
    build(data)
    path = data / "curated" / name
    path.write_bytes(change(path.read_bytes()))
    report = build(data, check=True)
    assert (report.code, report.lines) == (1, (f"{path}: a rebuild differs.",))


def test_parquet_written_by_another_library(data: Path) -> None:
    """A Parquet file with the same table in other bytes is no difference."""
    build(data)
    path = data / "curated" / "claims.parquet"
    before = path.read_bytes()
    pq.write_table(pq.read_table(path), path, compression="none")
    assert (before == path.read_bytes(), build(data, check=True).code) == (False, 0)


def test_file_that_nobody_builds(data: Path) -> None:
    """A file in the curated folder that the build does not make is named."""
    build(data)
    (data / "curated" / "notes.txt").write_text("x")
    assert build(data, check=True).lines == (f"{data / 'curated' / 'notes.txt'}: the build does not make this file.",)


def test_voice_of_the_list(data: Path) -> None:
    """Claims carry the voice of their source."""
    build(data)
    assert set(read_claims(data / "curated" / "claims.csv")["voice"]) == {"clinic"}


def test_every_format_is_one_table(data: Path) -> None:
    """CSV and Parquet hold the same claims."""
    build(data)
    first, second = (read_claims(data / "curated" / f"claims.{suffix}") for suffix in ("csv", "parquet"))
    pd.testing.assert_frame_equal(first, second)


def test_quotes_stand_in_their_articles(data: Path) -> None:
    """Every quote and value of the ledger is what stands at its place, also after carriage returns."""
    build(data)
    ledger = pd.read_parquet(data / "curated" / "ledger.parquet")
    rows = [
        (ARTICLES[row["source"]][row[f"{name}_start"] : row[f"{name}_end"]], row[words])
        for row in ledger.to_dict("records")
        for name, words in (("quote", "quote"), ("value", "value_text"))
    ]
    assert [row for row in rows if row[0] != row[1]] == []


def test_order_of_the_list(data: Path) -> None:
    """The order of the list of sources changes no byte."""
    build(data)
    (data / "raw" / "sources.csv").write_text(sources(-1))
    assert build(data, check=True).code == 0


WORLDS = {
    "hash seed": {"PYTHONHASHSEED": "7"},
    "other hash seed": {"PYTHONHASHSEED": "123"},
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "time zone": {"TZ": "Pacific/Kiritimati"},
}


@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_same_bytes_in_any_world(data: Path, world: dict[str, str]) -> None:
    """Locale, time zone and hash seed change no byte."""
    build(data)
    first = contents(data)
    command = [sys.executable, "-c", "from ketclaims.cli import main; main()", "build", "--data", str(data)]
    subprocess.run(command, env=os.environ | world, check=True, capture_output=True, timeout=120)
    assert contents(data) == first


def decide(data: Path, *rows: str) -> None:
    """Write decisions into the review."""
    (data / "review.csv").write_text(REVIEW + "".join(f"{row},as stated,ab,2026-01-31\n" for row in rows))


def identifier(data: Path) -> str:
    """The identifier of the first claim."""
    build(data)
    return str(read_claims(data / "curated" / "claims.csv")["claim_id"][0])


def test_decision_is_applied(data: Path) -> None:
    """A decision of the review is in the table, and the row says so."""
    name = identifier(data)
    decide(data, f"{name},population,,adults")
    build(data)
    claims = read_claims(data / "curated" / "claims.csv").set_index("claim_id")
    assert tuple(claims.loc[name, ["population", "method"]]) == ("adults", "amended")


def test_decision_that_no_longer_fits(data: Path) -> None:
    """A decision that does not fit is reported, and the curated tables stay as they were."""
    name = identifier(data)
    before = contents(data)
    decide(data, "0123456789ab,accept,,", f"{name},population,,adults")
    report = build(data)
    says = f"{data / 'review.csv'}, row 2, column claim_id: the parsed table has no row 0123456789ab."
    assert (report.code, report.lines, contents(data) == before) == (1, (says,), True)


def test_amendment_that_breaks_a_rule(data: Path) -> None:
    """A decision that makes a row break a rule is found by the validation."""
    name = identifier(data)
    decide(data, f"{name},doses_low,1,9")
    report = build(data)
    assert report.code == 1


def test_all_findings_at_once(data: Path) -> None:
    """Rows that are no decision and decisions that do not fit are reported together."""
    build(data)
    (data / "review.csv").write_text(REVIEW + "x,accept,,,,ab,2026-01-31\nx,accept,,,as stated,ab,2026-01-31\n")
    assert [line.split(": ", 1)[1] for line in build(data).lines] == ["is empty.", "the parsed table has no row x."]


def test_missing_article(data: Path) -> None:
    """A missing article is named, the other faults too, and the curated tables stay as they were."""
    build(data)
    before = contents(data)
    (data / "raw" / "one.txt").unlink()
    (data / "raw" / "two.txt").write_bytes(b"\xff")
    report = build(data)
    expected = (
        f"{data / 'raw' / 'one.txt'}: there is no such file.",
        f"{data / 'raw' / 'two.txt'}: not UTF-8, byte 0xff at offset 0 cannot be read.",
    )
    assert (report.code, report.lines, contents(data) == before) == (3, expected, True)


def test_article_that_was_changed(data: Path) -> None:
    """An article that is not the one that was listed stops the build."""
    (data / "raw" / "one.txt").write_text("72%")
    report = build(data)
    assert (report.code, "one.txt: its sha256 is" in report.lines[0], (data / "curated").exists()) == (3, True, False)


BROKEN = {
    "sources.csv": ("raw/sources.csv", "source,file\n", "raw/sources.csv, row 1, column 3: the header is missing"),
    "review.csv": ("review.csv", "claim_id,field\n", "review.csv, row 1, column 3: the header is missing"),
    "cell": ("raw/sources.csv", f"{HEADER}\none,one.txt,,,,,,,x\n", "row 2, column sha256: 'x' is no SHA-256"),
    "no text": ("review.csv", "\udcff", "review.csv: not UTF-8, byte 0xff at offset 0"),
}


@pytest.mark.parametrize(("name", "content", "says"), BROKEN.values(), ids=BROKEN)
def test_broken_table(data: Path, name: str, content: str, says: str) -> None:
    """A list of sources or a review that cannot be read is named, with row and column."""
    (data / name).write_text(content, encoding="utf-8", errors="surrogateescape")
    report = build(data)
    assert (report.code, any(says in line for line in report.lines)) == (3, True)


def test_nobody_has_decided_anything(data: Path) -> None:
    """Without a ``review.csv`` there are no decisions, and the tables are those of an empty one."""
    build(data)
    first = contents(data)
    (data / "review.csv").unlink()
    assert (build(data).code, contents(data), (data / "review.csv").exists()) == (0, first, False)


def test_decisions_that_are_lost(data: Path) -> None:
    """Where passages of decisions are kept, a ``review.csv`` that is gone is a fault: nothing decided is dropped."""
    claim_id = read_claims(built(data) / "claims.csv")["claim_id"].iloc[0]
    (data / "review.csv").write_text(f"{REVIEW}{claim_id},population,,adults,as stated,ab,2026-01-31\n")
    assert build(data).code == 0
    (data / "review.csv").unlink()
    report = build(data)
    assert (report.code, report.lines) == (3, (f"{data / 'review.csv'}: there is no such file.",))


def built(data: Path) -> Path:
    """The curated folder, built."""
    assert build(data).code == 0
    return data / "curated"


def test_no_data_at_all(tmp_path: Path) -> None:
    """A folder without data is no empty dataset."""
    assert build(tmp_path).code == 3


def test_curated_data_of_the_repository(tmp_path: Path) -> None:
    """The curated tables of the repository are what a build of its articles gives, wherever it runs."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    report = build(tmp_path / "data", check=True)
    assert report.lines == (f"{tmp_path / 'data' / 'curated'}: as a rebuild gives it.",)
