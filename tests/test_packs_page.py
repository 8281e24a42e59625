"""docs/packs.md does what it says: its commands, run one after the other, print what stands below them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "packs.md"
PAGE = FILE.read_text(encoding="utf-8")
STEP = re.compile(r"(?:<!-- (file|append): (\S+) -->\n)?```(\w+)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``ketclaims`` and ``python`` are those of the tests."""
    programs = tmp_path / "programs"
    programs.mkdir()
    code = "from ketclaims.cli import main; main()"
    for name, line in {"ketclaims": f"-c '{code}' \"$@\"", "python": '"$@"'}.items():
        (programs / name).write_text(f"#!/bin/sh\nexec '{sys.executable}' {line}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    paths = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": paths, "PYTHONPATH": str(ROOT / "src")}


@pytest.mark.needs_program("sh")
def test_the_ten_minutes(tmp_path: Path, shell: dict[str, str]) -> None:
    """From nothing to a working pack: every file is written, every command prints what the page shows."""
    shown, printed = [], []
    for kind, path, language, text in STEP.findall(PAGE):
        if kind:
            before = (tmp_path / path).read_text(encoding="utf-8") if kind == "append" else ""
            (tmp_path / path).write_text(before + text, encoding="utf-8")
        for command, output in COMMAND.findall(text) if language == "console" else ():
            shown.append((command, output))
            printed.append((command, _output(command, tmp_path, shell)))
    assert printed == shown
    assert len(printed) > 8


def _output(command: str, folder: Path, shell: dict[str, str]) -> str:
    run = subprocess.run(
        ["sh", "-c", f"exec 2>&1; {command}"], cwd=folder, env=shell, capture_output=True, text=True, check=False
    )
    return run.stdout


@pytest.mark.parametrize("name", ["keys", "roles"])
def test_a_table_is_what_the_code_knows(name: str) -> None:
    """The tables of keys and roles are those that the reader and the check go by."""
    found = re.search(rf"<!-- {name}: python (.*?) -->\n(.*?)<!-- /{name} -->", PAGE, re.DOTALL)
    assert found is not None
    run = subprocess.run([sys.executable, *found[1].split()], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found[2] == run.stdout
