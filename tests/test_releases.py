"""Versions of the data: a person sets one, the build says what it changed, and a rebuild says the same."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.model import DataError, InputError
from ketclaims.releases import CHANGES, keep_release, read_release
from ketclaims.tables.about import About, Licence, parse_about

ROOT = Path(__file__).parents[1]
HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
TEXT = "Ketamine infusions\n\nIn depression 71% of patients respond within 24 hours of one infusion.\n"


def put(data: Path, text: str = TEXT, about: str = 'version = "1.0.0"\nreleased = 2026-01-31\n') -> None:
    """Put one article and what the dataset is called into a folder."""
    (data / "raw").mkdir(parents=True, exist_ok=True)
    content = text.encode()
    (data / "raw" / "one.txt").write_bytes(content)
    (data / "raw" / "sources.csv").write_text(
        f"{HEADER}\none,one.txt,,,clinic,,,,{hashlib.sha256(content).hexdigest()}\n"
    )
    (data / "review.csv").write_text("claim_id,field,from,to,reason,who,when\n")
    (data / "dataset.toml").write_text(about)


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    put(tmp_path / "data")
    assert build(tmp_path / "data").code == 0
    return tmp_path / "data"


def page(data: Path) -> str:
    """The page of changes after a build."""
    assert build(data).code == 0
    return (data / "curated" / CHANGES).read_text("utf-8")


def headings(text: str) -> list[str]:
    """The versions of a page."""
    return re.findall(r"^## (.*)$", text, re.MULTILINE)


def version(data: Path) -> str:
    """The version that the descriptor says."""
    return str(json.loads((data / "curated" / "datapackage.json").read_text()).get("version", ""))


def test_first_version(data: Path) -> None:
    """The first version counts what each source has."""
    text = page(data)
    assert (headings(text), "| one | 1 | 2 |" in text, "| all | 1 | 2 |" in text) == (
        ["1.0.0 (2026-01-31)"],
        True,
        True,
    )


def test_version_is_shown_everywhere(data: Path) -> None:
    """Descriptor, dictionary and Parquet say the version of the data."""
    about = pq.read_schema(data / "curated" / "claims.parquet").metadata
    readme = (data / "curated" / "README.md").read_text("utf-8")
    assert (version(data), about[b"version"], "Version 1.0.0 of the data;" in readme) == ("1.0.0", b"1.0.0", True)


def test_dataset_without_a_version(tmp_path: Path) -> None:
    """Where nobody has set a version, the tables say so."""
    put(tmp_path)
    (tmp_path / "dataset.toml").unlink()
    assert (headings(page(tmp_path)), version(tmp_path)) == (["Unreleased"], "")


def test_rebuild_adds_nothing(data: Path) -> None:
    """Before and after a release, a second build gives the same page as the first."""
    first = page(data)
    keep_release(data)
    assert (page(data), build(data, check=True).code) == (first, 0)


def test_change_under_a_released_version(data: Path) -> None:
    """Tables that differ from a release of the same version are unreleased, and say so."""
    keep_release(data)
    put(data, TEXT.replace("71%", "72%"))
    text = page(data)
    assert headings(text) == ["Unreleased", "1.0.0 (2026-01-31)"]
    assert (version(data), "| `low` | 71 | 72 |" in text) == ("1.0.0+unreleased", True)


def test_next_version(data: Path) -> None:
    """The next version says what changed since the last one, above what was said before."""
    keep_release(data)
    put(data, "Good to know.\n\n" + TEXT, 'version = "1.1.0"\n')
    text = page(data)
    assert headings(text) == ["1.1.0", "1.0.0 (2026-01-31)"]
    assert ("Against version 1.0.0." in text, "### Claims moved" in text, version(data)) == (True, True, "1.1.0")
    assert build(data, check=True).code == 0


def test_history_is_kept(data: Path) -> None:
    """After two releases the page has a section for each, and the older one as it was."""
    first = page(data).partition("\n## ")[2]
    keep_release(data)
    put(data, TEXT.replace("71%", "72%"), 'version = "1.0.1"\n')
    build(data)
    keep_release(data)
    text = page(data)
    assert (headings(text), text.endswith(first)) == (["1.0.1", "1.0.0 (2026-01-31)"], True)


def test_version_without_a_change(data: Path) -> None:
    """A version that changes no row says that."""
    keep_release(data)
    put(data, about='version = "1.0.1"\n')
    assert "## 1.0.1\n\nAgainst version 1.0.0.\n\nNo row changed.\n\n## 1.0.0" in page(data)


def test_history_outlives_the_curated_folder(data: Path) -> None:
    """The page comes back when the curated folder was deleted."""
    keep_release(data)
    first = page(data)
    (data / "curated" / CHANGES).unlink()
    assert page(data) == first


def test_one_version_is_released_once(data: Path) -> None:
    """A version that is released already is not released again, whatever the tables are."""
    keep_release(data)
    with pytest.raises(DataError, match=r"dataset\.toml, version: the next version of the data was expected"):
        keep_release(data)
    put(data, TEXT.replace("71%", "72%"))
    build(data)
    with pytest.raises(DataError, match=r"1\.0\.0 is released already"):
        keep_release(data)


def test_release_without_a_version(tmp_path: Path) -> None:
    """Without a version nothing is released."""
    put(tmp_path, about="")
    build(tmp_path)
    with pytest.raises(DataError, match="there is none"):
        keep_release(tmp_path)
    assert not (tmp_path / "released").exists()


def test_release_of_tables_that_were_changed(data: Path) -> None:
    """Tables that were changed by hand are not released."""
    (data / "curated" / "claims.csv").write_text("claim_id\n")
    with pytest.raises(InputError, match=r"claims\.csv: its sha256 is"):
        keep_release(data)


def test_release_that_was_changed(data: Path) -> None:
    """A release that is no longer as it was stops the build, which names the file."""
    keep_release(data)
    (data / "released" / "ledger.csv").write_text("entry_id\n")
    report = build(data)
    assert (report.code, "ledger.csv: its sha256 is" in report.lines[0]) == (3, True)


def test_release_has_every_table(data: Path) -> None:
    """A release keeps every table as CSV, byte for byte."""
    keep_release(data)
    release = read_release(data / "released")
    assert release is not None
    tables = {path.name: path.read_bytes() for path in (data / "curated").glob("*.csv")}
    assert (release.version, release.tables) == ("1.0.0", tables)


def test_command(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The build releases what it has built, and says so."""
    with pytest.raises(SystemExit) as end:
        app(["build", "--data", str(data), "--release"], prog_name="ketclaims")
    assert (end.value.code, capfd.readouterr().err.endswith("released: version 1.0.0.\n")) == (0, True)


def test_check_and_release(data: Path) -> None:
    """To check and to release at once is wrong usage."""
    with pytest.raises(SystemExit) as end:
        app(["build", "--data", str(data), "--release", "--check"], prog_name="ketclaims")
    assert (end.value.code, (data / "released").exists()) == (2, False)


def test_what_a_dataset_says_of_itself() -> None:
    """Every key is read; long texts become one line."""
    text = (
        'name = "a"\ntitle = "b"\ndescription = """\nc\nd"""\nversion = "1.2.3"\nreleased = 2026-01-31\n'
        'keywords = ["e"]\ncontributors = ["f"]\n[[licences]]\nname = "g"\npath = "h"\ntitle = "i"\n'
    )
    expected = About("a", "b", "c d", "1.2.3", "2026-01-31", ("e",), ("f",), (Licence("g", "h", "i"),))
    assert parse_about(text) == expected


FAULTS = {
    "no TOML": ("version = ", "dataset.toml: not TOML"),
    "unknown key": ('verson = "1.0.0"', "dataset.toml: verson is no key of this file; it may have name, title"),
    "no version": ('version = "1.0"', "dataset.toml: version: '1.0' is not a version, such as 1.0.0."),
    "number": ("version = 1.0", "dataset.toml: version: a text was expected, not 1.0."),
    "no day": ('released = "soon"', "dataset.toml: released: 'soon' is not a day, such as 2026-01-31."),
    "name": ('name = "A b"', "dataset.toml: name: 'A b' is not a name of lower case letters"),
    "no list": ('keywords = "a"', "dataset.toml: keywords: a list of texts was expected."),
    "licence": ('licences = ["a"]', "dataset.toml: licences: tables with the texts name, path, title were expected."),
    "empty": ('title = ""', "dataset.toml: title: a text was expected, not ''."),
}


@pytest.mark.parametrize(("text", "says"), FAULTS.values(), ids=FAULTS)
def test_dataset_file_with_a_fault(text: str, says: str) -> None:
    """A key that is wrong is named, with what was expected."""
    with pytest.raises(InputError) as fault:
        parse_about(text)
    assert str(fault.value).startswith(says)


def test_all_faults_at_once() -> None:
    """Every key with a fault is named."""
    with pytest.raises(InputError) as fault:
        parse_about('version = "x"\nreleased = 3\n')
    assert len(str(fault.value).splitlines()) == 2


def test_dataset_file_that_stops_the_build(data: Path) -> None:
    """A fault in what the dataset says of itself leaves the tables as they were."""
    before = (data / "curated" / "README.md").read_bytes()
    (data / "dataset.toml").write_text('version = "x"\n')
    report = build(data)
    assert (report.code, (data / "curated" / "README.md").read_bytes()) == (3, before)


@pytest.mark.parametrize(
    ("ours", "theirs"), [("version", "version"), ("released", "date-released"), ("title", "title")]
)
def test_citation_says_the_version_of_the_data(ours: str, theirs: str) -> None:
    """Who cites the dataset cites its version, day and title."""
    about = tomllib.loads((ROOT / "data" / "dataset.toml").read_text("utf-8"))
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    found = re.findall(rf"^{theirs}: (.+)$", citation, re.MULTILINE)
    assert [text.strip('"') for text in found] == [str(about[ours])]


def test_dataset_of_another_field(tmp_path: Path) -> None:
    """A dataset whose ``dataset.toml`` names a pack is read with its words; one that there is not is said so."""
    text = "Semaglutide led to a mean weight loss of 14.9% at week 68."
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "page.txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (raw / "sources.csv").write_text(
        f"source,file,title,publisher,voice,authors,reviewers,published,sha256\npage,page.txt,,,page,,,,{digest}\n"
    )
    (tmp_path / "review.csv").write_text("claim_id,field,from,to,reason,who,when\n")
    (tmp_path / "dataset.toml").write_text('lexicon = "glp1"\n')
    assert build(tmp_path).code == 0
    assert "weight_loss" in (tmp_path / "curated" / "claims.csv").read_text("utf-8")
    commands = (
        ["compare", str(tmp_path / "curated" / "claims.csv")],
        ["trace", "--data", str(tmp_path)],
        ["trace", str(tmp_path / "curated" / "claims.csv")],
        ["report", "--data", str(tmp_path), "-o", str(tmp_path / "page.html")],
    )
    outcomes = [CliRunner().invoke(app, command) for command in commands]
    assert [outcome.exit_code for outcome in outcomes] == [0, 0, 0, 0], [outcome.output for outcome in outcomes]
    assert "share of body weight that patients lose" in (tmp_path / "page.html").read_text("utf-8")
    (tmp_path / "dataset.toml").write_text('lexicon = "nowhere"\n')
    assert [CliRunner().invoke(app, command).exit_code for command in commands] == [3, 3, 3, 3]
    report = build(tmp_path)
    assert (report.code, "nowhere" in report.lines[0]) == (3, True)
