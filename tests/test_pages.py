"""The pages in docs that show commands: run one after the other, these print what stands below them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = {"packs.md": 8, "import.md": 7}
"""How many commands a page has at least."""
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
@pytest.mark.parametrize(("page", "least"), PAGES.items(), ids=PAGES)
def test_a_page_shows_what_its_commands_print(page: str, least: int, tmp_path: Path, shell: dict[str, str]) -> None:
    """From nothing to the end of the page: every file is written, every command prints what the page shows."""
    shown, printed = [], []
    for kind, path, language, text in STEP.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
        if kind:
            before = (tmp_path / path).read_text(encoding="utf-8") if kind == "append" else ""
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(before + text, encoding="utf-8")
        for command, output in COMMAND.findall(text) if language == "console" else ():
            shown.append((command, output))
            printed.append((command, _output(command, tmp_path, shell)))
    assert printed == shown
    assert len(printed) >= least


def _output(command: str, folder: Path, shell: dict[str, str]) -> str:
    run = subprocess.run(
        ["sh", "-c", f"exec 2>&1; {command}"], cwd=folder, env=shell, capture_output=True, text=True, check=False
    )
    return run.stdout
