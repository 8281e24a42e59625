"""Make the notebooks from their sources: run every cell and keep what it shows.

    python notebooks/build.py [--check] [FILE.py ...]

The ``.py`` files are the sources and are edited; the ``.ipynb`` files beside them are made. Nothing is kept that
changes from one run or machine to the next. With ``--check`` nothing is written, and 1 is returned where a notebook
would differ.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from copy import deepcopy
from itertools import zip_longest
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parent
TIMEOUT = 300
"""A cell may take so many seconds."""


def sources() -> list[Path]:
    """The sources of the notebooks, in order."""
    return sorted(FOLDER.glob("0*.py"))


def run(source: Path) -> NotebookNode:
    """The notebook of a source, with the outputs of every cell. A cell that fails ends it with its error."""
    notebook = jupytext.read(source)
    place = {"metadata": {"path": FOLDER}}
    quiet = ["--IPKernelApp.log_level=40"]
    NotebookClient(notebook, timeout=TIMEOUT, record_timing=False, resources=place, extra_arguments=quiet).execute()
    return settled(notebook)


def settled(notebook: NotebookNode) -> NotebookNode:
    """A notebook whose cells have numbers for identifiers, and which does not say what has run it."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = NotebookNode(kernelspec=kernel, language_info={"name": "python", "file_extension": ".py"})
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number}"
        cell.metadata = NotebookNode()
    return notebook


def text(notebook: NotebookNode) -> str:
    """A notebook as the text of its file."""
    return f"{nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip()}\n"


def differences(source: Path) -> Iterator[str]:
    """A line for each cell of a notebook that a new run would change."""
    kept = source.with_suffix(".ipynb")
    made = nbformat.reads(text(run(source)), as_version=4)
    old = nbformat.read(kept, as_version=4) if kept.exists() else NotebookNode(cells=[])
    for number, (one, other) in enumerate(zip_longest(old.cells, made.cells), 1):
        if _comparable(one) != _comparable(other):
            yield f"{kept.name}: cell {number} would differ"


def _comparable(cell: NotebookNode | None) -> NotebookNode | None:
    """A cell without its PNG: the same drawing as its SVG, but another processor may round a pixel differently."""
    if cell is None:
        return None
    bare = deepcopy(cell)
    for output in bare.get("outputs", ()):
        output.get("data", {}).pop("image/png", None)
    return bare


def build(source: Path) -> None:
    """Run a source and write its notebook beside it."""
    source.with_suffix(".ipynb").write_text(text(run(source)), "utf-8", newline="\n")
    print(source.with_suffix(".ipynb").name)


def main(arguments: list[str]) -> int:
    """Make or check these notebooks, or all of them; the exit code."""
    parser = argparse.ArgumentParser(description="Make the notebooks from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where a notebook would differ")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.py")
    asked = parser.parse_args(arguments)
    chosen = asked.files or sources()
    if not asked.check:
        for source in chosen:
            build(source)
        return 0
    found = [line for source in chosen for line in differences(source)]
    print("\n".join(found or ["All notebooks are what a new run gives."]))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
