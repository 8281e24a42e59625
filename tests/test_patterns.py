"""Patterns come to an end, whatever they are asked of: a page of spaces and dots must not keep one trying for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from ketclaims import extract

ATTACKS = Path(__file__).parents[1] / "fuzz" / "attacks.py"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="the child that may hang has to be a fork")

ENDLESS = {
    "signs and words of a list": r"(?:\W+|\bword\b)*",
    "a word listed twice": r"(?:(?:over|under|only|about|over)\s+)*\Z",
    "a dash in a word and between words": r"[\w-]+(?:[ -][\w-]+){0,6}:",
    "a phrase and its words": r"(?:(?:the age|the|age)\s+)*\Z",
    "gaps beside gaps": r"\s*(?:\(\w+\))?\s*,?\s*[*]?\s*:",
}
ENDING = {
    "signs or words of a list": r"(?:\W|\bword\b)*",
    "every word listed once": r"(?:(?:over|under|only|about)\s+)*\Z",
    "a dash only in a word": r"[\w-]+(?: [\w-]+){0,6}:",
    "a phrase that is kept": r"(?>(?:(?:the age|the|age)\s+)*)\Z",
    "gaps behind what stands before them": r"\s*(?:\(\w+\)\s*)?(?:,\s*)?(?:[*]\s*)?:",
}


def attack(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What the attacks print and return; in a process of its own, which notes each pattern while it is made."""
    return subprocess.run([sys.executable, str(ATTACKS), *arguments], capture_output=True, text=True, check=False)


@needs_fork
def test_every_pattern_comes_to_an_end() -> None:
    """No pattern of the package takes long over repetitions of what it may repeat itself."""
    run = attack()
    assert (run.stdout, run.returncode) == ("", 0), run.stderr


@needs_fork
@pytest.mark.parametrize("name", ENDLESS)
def test_endless_pattern_is_told(name: str) -> None:
    """A pattern that passes over a run in many ways is told, with a string that shows it."""
    run = attack(ENDLESS[name])
    assert run.returncode == 1
    assert run.stdout.startswith(("given: search in '", "given: fullmatch in '"))
    assert repr(ENDLESS[name]) in run.stdout


@needs_fork
@pytest.mark.parametrize("name", ENDING)
def test_same_pattern_with_one_way_is_not_told(name: str) -> None:
    """What matches the same in one way only comes to an end."""
    assert attack(ENDING[name]).stdout == ""


def test_attacked_are_patterns_of_every_kind() -> None:
    """Those of a module, those that wait for their first use and those that a lexicon makes are all attacked."""
    run = attack("--list")
    places = {line.partition(":")[0] for line in run.stdout.splitlines()}
    assert {
        "document/sentences.py",  # compiled by the module
        "claims/measures/votes.py",  # late
        "quantities/patterns.py",  # of the words of a lexicon, late
        "quantities/relations.py",  # of the words of a lexicon, when they are first asked
        "quantities/units.py",
    } <= places


RUNS = {
    "spaces": " ",
    "tabs": "\t",
    "dots": ".",
    "dots and spaces": ". ",
    "dashes": "-",
    "underscores": "_",
    "open brackets": "(",
    "brackets": "[] ",
    "commas": ", ",
    "quotation marks": "’",
    "one hedge": "only ",
    "hedges": "only about up to at least ",
    "one joint": "and ",
    "a phrase": "the age of ",
    "words of a time": "getting better within ",
}
TEXT = """In total {run} 40% responded {run} and 12% of 80 patients{run}did not. They took 5 mg {run} of ketamine.

Response rate {run} 40%

# What it costs

Price per session {run} $400
Age: {run} 41 years
{run} 3 weeks
"""
LENGTHS = (60, 250, 500, 5_000, 20_000)
"""From runs that fit into what is asked around a figure to those that fill a page."""


@pytest.mark.parametrize("name", RUNS)
def test_time_of_a_text_is_linear_in_its_runs(name: str) -> None:
    """A text with runs around its figures is read at the pace of any other, far from what a square would take."""
    start = process_time()
    for length in LENGTHS:
        extract(TEXT.format(run=(RUNS[name] * length)[:length]))
    assert process_time() - start < 10
