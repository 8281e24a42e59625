"""The notebooks say what a new run says, and are read without scripts, without a network and on any machine."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbconvert import HTMLExporter
from PIL import Image

from ketclaims.plots.palette import COLOURS

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
SOURCES = sorted(FOLDER.glob("0*.py"))
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PLAIN = {"text/plain", "text/html", "image/svg+xml", "image/png"}
MACHINE = re.compile(r"0x[0-9a-f]{6,}|/(?:home|root|tmp|usr|work)/|[A-Z]:\\\\|\d{4}-\d\d-\d\dT\d\d:\d\d")
LOCKED = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What a page may load where this is its policy: pictures and styles that it brings along, and no script."""
NEEDED = re.compile(
    r"""<(?:img|link|iframe|object|embed)\b[^>]*?\b(?:src|href|data)=["']?(?!data:)\w+:|url\(["']?http"""
)

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_every_source_has_its_notebook() -> None:
    """There are four sources, and beside each stands its notebook."""
    assert [path.stem for path in NOTEBOOKS] == [path.stem for path in SOURCES]
    assert [path.stem[:2] for path in SOURCES] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_new_run_says_the_same(source: Path) -> None:
    """Running the source again gives the notebook that is kept, cell by cell."""
    command = [sys.executable, str(FOLDER / "build.py"), "--check", str(source)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]


@each_notebook
def test_outputs_are_plain(path: Path) -> None:
    """Every output is text, an HTML table or a picture, and none is a warning or an error."""
    outputs = list(_outputs(path))
    assert {output["output_type"] for output in outputs} <= {"display_data", "execute_result"}
    assert {kind for output in outputs for kind in output["data"]} <= PLAIN


@each_notebook
def test_outputs_need_no_script(path: Path) -> None:
    """No output brings a script or loads anything."""
    shown = " ".join(_text(output, kind) for output in _outputs(path) for kind in ("text/html", "image/svg+xml"))
    assert re.findall(r"<script|javascript:|\bon\w+=|<iframe|<link", shown) == []


@each_notebook
def test_nothing_of_the_machine(path: Path) -> None:
    """A notebook has no absolute path, no address in memory and no time of day."""
    assert (
        MACHINE.findall("".join(_text(output, kind) for output in _outputs(path) for kind in PLAIN - {"image/png"}))
        == []
    )
    assert [cell["metadata"] for cell in _cells(path) if cell["metadata"]] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_definitions_stay_in_the_package(source: Path) -> None:
    """A notebook defines no function and no class."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if isinstance(node, kinds)] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_headline_numbers_are_asserted(source: Path) -> None:
    """A notebook asserts what it says."""
    assert sum(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(source.read_text("utf-8")))) >= 5


@each_notebook
def test_page_needs_no_outside_address(path: Path) -> None:
    """As HTML, a notebook names no picture, style or frame of another address."""
    assert NEEDED.findall(_html(path)) == []


@pytest.mark.needs_program("chromium")
@each_notebook
def test_charts_are_seen(path: Path, tmp_path: Path) -> None:
    """A browser without network and scripts draws the marks of the charts in the colours of the voices."""
    page = _html(path)
    drawn = _coloured(_screenshot(page, tmp_path))
    without = _coloured(_screenshot(re.sub(r"<img[^>]*>", "", page), tmp_path))
    assert without < 50, "these colours stand elsewhere on the page as well"
    assert drawn > 1000, f"{drawn} coloured pixels"


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return cells


def _outputs(path: Path) -> Iterator[dict[str, Any]]:
    return (output for cell in _cells(path) for output in cell.get("outputs", ()))


def _text(output: dict[str, Any], kind: str) -> str:
    return "".join(output["data"].get(kind, ""))


def _html(path: Path) -> str:
    return str(HTMLExporter().from_filename(str(path))[0])


def _screenshot(page: str, folder: Path) -> Path:
    """The page as a browser shows it that may neither run scripts nor load anything."""
    policy = f'<head><meta http-equiv="Content-Security-Policy" content="{LOCKED}">'
    file, picture = folder / "page.html", folder / "page.png"
    file.write_text(page.replace("<head>", policy, 1), "utf-8")
    options = ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", "hide-scrollbars")
    command = ["chromium", *(f"--{option}" for option in options), f"--user-data-dir={folder / 'profile'}"]
    command += ["--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1400,9000", f"--screenshot={picture}"]
    subprocess.run([*command, file.as_uri()], capture_output=True, check=True, timeout=120)
    return picture


def _coloured(picture: Path) -> int:
    """How many pixels have exactly a colour of the voices, black left aside."""
    wanted = {tuple(bytes.fromhex(colour[1:])) for colour in COLOURS} - {(0, 0, 0)}
    with Image.open(picture) as image:
        counted = image.convert("RGB").getcolors(maxcolors=1 << 24) or []
    return sum(count for count, colour in counted if colour in wanted)
