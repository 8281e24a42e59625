"""The benchmarks say what they measured, and the documents what the benchmarks print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import forms
import peers
import pytest
import report
from accuracy import Spans

from ketclaims.model import Span

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
HELD = [
    pytest.param(command, body, id=f"{path.name}: {command}")
    for path in DOCUMENTS
    for kind, command, body in report.parts(path.read_text("utf-8"))
    if kind == "accuracy"
]

# ----------------------------------------------------------------------------------------------------------- documents


@cache
def _printed(command: str) -> str:
    return report.printed(command, report.Places())


@pytest.mark.parametrize(("command", "body"), HELD)
def test_table_of_a_document_is_what_its_command_prints(command: str, body: str) -> None:
    """A table that every machine prints alike stands in the document to the last digit."""
    assert body == _printed(command)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_link_of_a_document_leads_somewhere(path: Path) -> None:
    """Every file that a document links to exists."""
    links = re.findall(r"\]\(((?!http|#)[^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_part_of_a_document_is_closed(path: Path) -> None:
    """Every marked part ends with a mark of its own kind, so that it can be renewed."""
    text = path.read_text("utf-8")
    assert len(list(report.parts(text))) == len(re.findall(r"<!-- (?:accuracy|measured): ", text))


COMMAND = "python benchmarks/accuracy.py --help"
DOCUMENT = f"Before.\n<!-- measured: {COMMAND} -->\nold\n<!-- /measured -->\nBehind.\n"


def test_part_is_renewed_with_its_day() -> None:
    """What a command prints takes the place of what stood there, below the day and the machine."""
    text, left = report.renewed(DOCUMENT, report.Places())
    assert left == []
    assert re.fullmatch(
        rf"Before\.\n<!-- measured: {re.escape(COMMAND)} -->\n"
        r"Measured on \d{4}-\d\d-\d\d: Python [\d.]+\w*, \d+ cores, \w+\.\n\n"
        r"```text\nusage: accuracy\.py .*```\n<!-- /measured -->\nBehind\.\n",
        text,
        re.DOTALL,
    )


LACKING = {
    "python benchmarks/accuracy.py --measeval MEASEVAL": "the MeasEval paragraphs (--measeval)",
    "python benchmarks/peers.py": "the environment of the peers (--peers)",
    "python benchmarks/nothing.py": "its script, which does not exist",
}


@pytest.mark.parametrize("command", LACKING)
def test_part_that_lacks_something_stays(command: str) -> None:
    """A part whose command needs what is not given stays as it is, and a sentence says why."""
    document = DOCUMENT.replace(COMMAND, command)
    assert report.renewed(document, report.Places()) == (
        document,
        [f"`{command}` was not run: it needs {LACKING[command]}."],
    )


# --------------------------------------------------------------------------------------------------------------- peers


def _digits(text: str) -> Sequence[peers.Found]:
    """A peer that finds digits, and refuses a text with a question."""
    if "?" in text:
        raise ValueError(text)
    return [
        peers.Found(Span(*found.span()), text[found.end() : found.end() + 1] == "%")
        for found in re.finditer(r"\d+", text)
    ]


def test_peer_gets_paragraphs() -> None:
    """A peer reads a text by the paragraph, and its places count from the beginning of the text."""
    text = "There were 12.\n\n\n  And\n7% of them.\r\n\r\n3"
    found = peers.by_paragraph("hypothesis", _digits).read(text)
    assert [(one.span.of(text), one.unit) for one in found] == [("12", False), ("7", True), ("3", False)]


def test_error_costs_a_peer_its_paragraph() -> None:
    """Where a peer raises an error it found nothing in that paragraph, which is counted."""
    reader = peers.by_paragraph("hypothesis", _digits)
    assert (len(reader.read("12 of\n\n7? 8?\n\n9")), len(reader.errors)) == (2, 1)


def testlongest_of_overlapping_finds_counts() -> None:
    """Of the finds of several models that overlap the longest counts, and of equals the one with a unit."""
    number, percentage, twin = (
        peers.Found(Span(0, 2), False),
        peers.Found(Span(0, 3), True),
        peers.Found(Span(0, 3), False),
    )
    assert peers.longest([number, twin, percentage]) == [percentage]


def test_scores_count_bare_numbers_apart() -> None:
    """Places are compared with all finds and with those that have a unit."""
    reader = peers.by_paragraph("hypothesis", _digits)
    texts = peers.Texts("own", [("12 of 40%", [Span(6, 8)])])
    assert peers.scores(reader, texts) == (Spans(1, 2, 1, 1, 1, 1), Spans(1, 1, 1, 1, 1, 1))


def test_missing_peer_is_left_out(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A peer that is not installed is left out with a sentence."""

    def missing() -> peers.Reader:
        raise ImportError("No module named 'nothing'")

    monkeypatch.setitem(peers.READERS, "nothing", missing)
    assert list(peers.installed(["nothing"])) == []
    assert capsys.readouterr().err == (
        "nothing is left out, because it is not installed (No module named 'nothing').\n"
    )


def test_own_readers_are_measured_without_peers() -> None:
    """Our own rows need no peer: their places and their speed on a text of one paragraph."""
    texts = peers.Texts("own", [("About 40% of 12 mice slept.", [Span(6, 9)])])
    places, pace = peers.measured([peers.quantities()], [texts], 1.0, ["places", "pace"])
    assert [row[:6] for row in places.rows] == [
        ["ketclaims, find_quantities", "own", "all", "0.500", "1.000", "0.667"],
        ["ketclaims, find_quantities", "own", "with a unit", "1.000", "1.000", "1.000"],
    ]
    assert [(row[0], row[4], row[5]) for row in pace.rows] == [("ketclaims, find_quantities", "0 kB", "0")]


# --------------------------------------------------------------------------------------------------------------- forms


@pytest.mark.parametrize("path", sorted(forms.FORMS.glob("*.jsonl")), ids=lambda path: path.stem)
def test_passages_are_whole(path: Path) -> None:
    """Each passage is of one of the two halves, and its claims stand in it."""
    read = forms.passages(path)
    outside = [
        one["text"]
        for one in read
        for claim in one["claims"]
        if not one["text"][claim["value_start"] : claim["value_end"]].strip()
    ]
    assert ({one["part"] for one in read}, outside) == (set(forms.PARTS), [])
