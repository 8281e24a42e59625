"""docs/packs.md says what the reader and the check of a pack go by."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "packs.md"
PAGE = FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["keys", "roles"])
def test_a_table_is_what_the_code_knows(name: str) -> None:
    """The tables of keys and roles are those that the reader and the check go by."""
    found = re.search(rf"<!-- {name}: python (.*?) -->\n(.*?)<!-- /{name} -->", PAGE, re.DOTALL)
    assert found is not None
    run = subprocess.run([sys.executable, *found[1].split()], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found[2] == run.stdout
