"""The README says what the package does today."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("place", range(len(EXAMPLES)))
def test_an_example_prints_what_stands_below_it(place: int) -> None:
    """Each example of the README, run behind those before it, prints the text below it."""
    printed = io.StringIO()
    names: dict[str, object] = {}
    for code, _ in EXAMPLES[:place]:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(code, names)
    with contextlib.redirect_stdout(printed):
        exec(EXAMPLES[place][0], names)
    assert printed.getvalue() == EXAMPLES[place][1]


def test_there_are_examples() -> None:
    """A README whose examples are no longer found fails."""
    assert len(EXAMPLES) == 4


def test_the_accuracy_table_is_what_the_benchmark_prints() -> None:
    """The table between the marks is the benchmark's, to the last digit."""
    found = re.search(r"<!-- accuracy: python (.*?) -->\n(.*?)<!-- /accuracy -->", README, re.DOTALL)
    assert found is not None
    run = subprocess.run([sys.executable, *found[1].split()], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found[2] == run.stdout


def test_the_picture_shows_the_table() -> None:
    """The picture is the one that its script draws from the curated table."""
    run = subprocess.run([sys.executable, "docs/picture.py", "-o", "-"], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout == (ROOT / "docs/claims.svg").read_bytes()


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    """The only address in the picture is the name of the SVG namespace."""
    addresses = re.findall(r"https?://[^\"' )]+", (ROOT / "docs/claims.svg").read_text(encoding="utf-8"))
    assert addresses == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("path", re.findall(r"\]\(((?!http|#)[^)]+)\)", README))
def test_a_link_leads_somewhere(path: str) -> None:
    """Every file that the README links to exists."""
    assert (ROOT / path).exists()


def test_every_command_is_mentioned() -> None:
    """Each command of the program stands in the README."""
    from ketclaims.cli import app

    listed = re.findall(
        r"^  (\w+)  ", CliRunner().invoke(app, ["--help"]).output.partition("Commands:")[2], re.MULTILINE
    )
    missing = [name for name in listed if f"ketclaims {name}" not in README]
    assert (bool(listed), missing) == (True, [])


def test_every_room_is_named() -> None:
    """Each room and module of the package has its place in the table of rooms."""
    rooms = {path.stem for path in (ROOT / "src" / "ketclaims").iterdir() if path.suffix in ("", ".py")}
    named = set(re.findall(r"`(\w+)/?`", README[README.index("| room |") :]))
    assert sorted(room for room in rooms - named if not room.startswith("__")) == []
