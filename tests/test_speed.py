"""The benchmark of speed reads what it says it reads; how long that takes is no matter of a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SPEED = Path(__file__).parents[1] / "benchmarks" / "speed.py"
SIZE = 20_000


@pytest.mark.parametrize("task", ["find_quantities", "whole way"])
def test_reads_as_much_as_asked(task: str) -> None:
    """A run reads whole documents until they come to the size, counts what it finds and tells it in JSON."""
    command = [sys.executable, str(SPEED), "--one", task, "dense", str(SIZE)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    reading = json.loads(run.stdout)
    assert SIZE <= reading["size"] < 2 * SIZE
    assert reading["found"] > SIZE / 200
    assert reading["seconds"] > 0


def test_same_texts_again_make_the_same_claims() -> None:
    """Twice the texts hold twice the claims: nothing is left out at the border of two documents or two tables."""
    texts = sorted((SPEED.parents[1] / "tests" / "practice" / "texts").glob("*.txt"))
    whole = sum(len(path.read_bytes()) for path in texts)
    found = []
    for size in (whole, 2 * whole):
        command = [sys.executable, str(SPEED), "--one", "whole way", "dense", str(size)]
        found.append(json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["found"])
    assert found[1] == 2 * found[0] > 0
