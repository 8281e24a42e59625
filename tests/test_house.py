"""What holds for the project as a whole: directions, versions, what a release carries, and the bytes of the sources."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import ketclaims

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ketclaims"
RAW = ROOT / "data" / "raw"
CURATED = ROOT / "data" / "curated"
PYPROJECT = ROOT / "pyproject.toml"


# ---------------------------------------------------------------------------------------------------------- direction


def test_imports_keep_their_direction() -> None:
    """Every import of the package keeps the contracts that pyproject.toml states."""
    assert lint_imports(config_filename=str(PYPROJECT), no_cache=True, no_logo=True) == 0


TRESPASSES = [
    pytest.param("anchors", "from ketclaims import claims", "Data passes one way", id="a lower room uses a higher one"),
    pytest.param(
        "document/imprints",
        "import ketclaims.document.layout",
        "A text becomes lines, a page, pieces",
        id="what a line says asks the whole text",
    ),
    pytest.param(
        "document/pieces/piece",
        "import ketclaims.document.pieces.tiles",
        "Each kind of piece is read by a module of its own",
        id="a piece asks a reader of pieces",
    ),
    pytest.param(
        "claims/scenes", "import ketclaims.claims.rulings", "A claim is made one way", id="a scene that asks a ruling"
    ),
    pytest.param("claims", "import pandas", "The core knows neither tables nor commands", id="pandas in the core"),
    pytest.param("quantities", "import pathlib", "The core opens no file and asks no clock", id="a path in the core"),
]


@pytest.mark.parametrize(("room", "line", "contract"), TRESPASSES)
def test_trespass_is_seen(tmp_path: Path, room: str, line: str, contract: str) -> None:
    """An import against the direction breaks the contract that forbids it."""
    copy = tmp_path / "ketclaims"
    shutil.copytree(PACKAGE, copy)
    module = next(path for path in (copy / f"{room}.py", copy / room / "__init__.py") if path.exists())
    with module.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    shutil.copy(PYPROJECT, tmp_path)
    run = _run(command, cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert re.findall(r"^(.*) BROKEN$", run.stdout, re.MULTILINE) == [contract]


# ----------------------------------------------------------------------------------------------------------- versions


def test_package_is_installed_in_the_version_of_its_project_file() -> None:
    """The installed package says the version that pyproject.toml says."""
    assert ketclaims.__version__ == _project_version()


# ----------------------------------------------------------------------------------------------------------- releases


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    return _built(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


CARRIED = [
    pytest.param(PACKAGE, "**/*.py", "ketclaims", id="code"),
    pytest.param(PACKAGE, "py.typed", "ketclaims", id="the mark of a typed package"),
    pytest.param(PACKAGE / "lexicons", "**/*.toml", "ketclaims/lexicons", id="lexicons"),
    pytest.param(PACKAGE / "references", "*.toml", "ketclaims/references", id="what is known of registrants"),
    pytest.param(PACKAGE / "packs" / "starter", "*.toml", "ketclaims/packs/starter", id="the starter pack"),
    pytest.param(PACKAGE / "report" / "templates", "*", "ketclaims/report/templates", id="the page of the report"),
    pytest.param(CURATED, "*.csv", "ketclaims/data", id="curated CSV"),
    pytest.param(CURATED, "*.parquet", "ketclaims/data", id="curated Parquet"),
    pytest.param(CURATED, "datapackage.json", "ketclaims/data", id="descriptor"),
    pytest.param(CURATED, "*.md", "ketclaims/data", id="dictionary and changes"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("folder", "pattern", "inside"), CARRIED)
def test_wheel_carries(wheel: Path, folder: Path, pattern: str, inside: str) -> None:
    """The wheel carries each such file of the checkout, unchanged."""
    expected = {f"{inside}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in folder.glob(pattern)}
    with zipfile.ZipFile(wheel) as archive:
        actual = {name: archive.read(name) for name in archive.namelist() if name in expected}
    assert expected, "nothing to carry"
    assert actual == expected


@pytest.mark.slow
def test_no_release_carries_an_article(wheel: Path, tmp_path: Path) -> None:
    """The articles stay in the repository: neither wheel nor sdist has a file named as one of them."""
    articles = {path.name for path in RAW.glob("*.txt")}
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    with tarfile.open(_built(ROOT, "sdist", tmp_path)) as archive:
        names += archive.getnames()
    assert [name for name in names if Path(name).name in articles] == []


@pytest.mark.slow
def test_sdist_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """A wheel built from the source release equals the wheel built from the checkout, file by file."""
    with tarfile.open(_built(ROOT, "sdist", tmp_path)) as archive:
        archive.extractall(tmp_path, filter="data")
    unpacked = next(path for path in tmp_path.iterdir() if path.is_dir())
    with zipfile.ZipFile(wheel) as ours, zipfile.ZipFile(_built(unpacked, "wheel", tmp_path)) as theirs:
        expected = {name: ours.read(name) for name in ours.namelist()}
        actual = {name: theirs.read(name) for name in theirs.namelist()}
    assert actual == expected


@pytest.mark.slow
def test_wheel_finds_its_data_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """A user who has the wheel alone loads every curated claim."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "import ketclaims; print(ketclaims.__file__); print(len(ketclaims.load_claims()))"
    run = _run([sys.executable, "-c", code], cwd=tmp_path, PYTHONPATH=str(tmp_path))
    rows = len(_rows(CURATED / "claims.csv"))
    assert run.stdout.split() == [str(tmp_path / "ketclaims" / "__init__.py"), str(rows)]


# ------------------------------------------------------------------------------------------------------------ sources


def test_manifest_lists_every_article_once() -> None:
    """sources.csv has one row for each article in data/raw, and no other."""
    assert sorted(row["file"] for row in _rows(RAW / "sources.csv")) == sorted(path.name for path in RAW.glob("*.txt"))


def test_manifest_has_its_columns() -> None:
    """sources.csv has the columns that its README explains, in that order."""
    readme = (RAW / "README.md").read_text("utf-8")
    explained = re.findall(r"^\| `(\w+)` \| ", readme.partition("| column |")[2].partition("\n\n")[0], re.MULTILINE)
    assert list(_rows(RAW / "sources.csv")[0]) == explained


def test_articles_are_the_bytes_that_were_read() -> None:
    """Each article has the checksum that sources.csv recorded for it."""
    recorded = {row["file"]: row["sha256"] for row in _rows(RAW / "sources.csv")}
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in RAW.glob("*.txt")} == recorded


@pytest.mark.parametrize("column", ["title", "publisher", "authors", "reviewers"])
def test_manifest_says_what_the_articles_say(column: str) -> None:
    """Every title, publisher and name of sources.csv stands in the article, word for word."""
    missing = [
        (row["source"], name)
        for row in _rows(RAW / "sources.csv")
        for name in filter(None, row[column].split("; "))
        if name not in (RAW / row["file"]).read_text("utf-8")
    ]
    assert missing == []


# ----------------------------------------------------------------------------------------------- programs of the system


@pytest.mark.parametrize(
    ("on_ci", "outcome"),
    [pytest.param("", {"skipped": 1}, id="elsewhere"), pytest.param("1", {"errors": 1}, id="on CI")],
)
def test_missing_program(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, on_ci: str, outcome: dict[str, int]
) -> None:
    """A test whose program is not installed is skipped at a workstation and turns CI red."""
    monkeypatch.setenv("KETCLAIMS_CI", on_ci)
    pytester.makeini("[pytest]\nmarkers = needs_program")
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.needs_program("a-program-that-nobody-has")
        def test_it(): ...
        """
    )
    assert pytester.runpytest_subprocess().parseoutcomes() == outcome


# -------------------------------------------------------------------------------------------------------------- shared


def _project_version() -> str:
    """The version in pyproject.toml."""
    found = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["version"]
    assert isinstance(found, str)
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, as text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _built(project: Path, kind: str, folder: Path) -> Path:
    """The one archive of this kind that the project builds into the folder."""
    run = _run([sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(folder)], cwd=project)
    assert run.returncode == 0, run.stderr
    return next(folder.glob("*.whl" if kind == "wheel" else "*.tar.gz"))


def _run(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command printed and returned, without colours."""
    environment = {**os.environ, "NO_COLOR": "1", **environment}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
