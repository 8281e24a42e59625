"""What holds for every text, and how the blocks compare with what people marked.

The articles and the practice texts taught the rules, so that the last part guards the rules and measures nothing.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims.document import document_words, parse
from ketclaims.model import Block, Span

ROOT = Path(__file__).parents[1]
WORDS = document_words(tomllib.loads((ROOT / "src/ketclaims/lexicons/core/document.toml").read_text("utf-8")))

# --------------------------------------------------------------------------------------------------------------- laws

SNIPPETS = (
    *("\n", "\n\n", "\n\n\n", " ", "  ", "\t", "- ", "• ", "1. ", "2. ", "a) ", "IV. ", "# ", "## ", "> ", "| ", " | "),
    *(
        "---\n",
        "===\n",
        "|---|---|\n",
        "[^1]: ",
        "*",
        "**",
        "_",
        "Sleep",
        "sleep well",
        "Naps and Walks",
        "PTSD",
        "20%",
    ),
    *("71", "0.5 mg", "Dr. ", "e.g. ", "U.S. ", ". ", ".", "...", "? ", "!", ": ", ":", ", ", "References\n", "by\n"),
    *(
        "Myth 1: ",
        "Updated 4 May 2024",
        "Read more",
        "Call 555-0100",
        "[00:14] HOST: ",
        "Q: ",
        "doi:10.5555/x 2019; 4: 1",
    ),
    *("\ufeff", "\u200f", "\x00", "\U0001f634", "\ud800", "\u2028", "\x85", "\xa0", "。", "؟ ", "ى"),
)
PIECES = st.lists(st.sampled_from(SNIPPETS), max_size=40).map("".join)
ANYTHING = st.text(st.characters(exclude_categories=()))
TEXTS = st.one_of(PIECES, ANYTHING, st.tuples(PIECES, ANYTHING).map("".join))


def covered(found: Block) -> Span:
    """A block with its marker."""
    return Span(found.marker.start if found.marker else found.span.start, found.span.end)


@given(TEXTS)
def test_blocks_are_in_order(text: str) -> None:
    """Blocks and their markers stand one after the other inside the text, and none is empty."""
    places = [place for found in parse(text, WORDS).blocks for place in (found.marker, found.span) if place]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    assert edges == sorted(edges)
    assert all(place.start < place.end for place in places)


@given(TEXTS)
def test_nothing_is_left_out(text: str) -> None:
    """What no block covers has neither letter nor digit: it is white space, rules and signs."""
    edges = [0, *(edge for found in parse(text, WORDS).blocks for edge in covered(found)), len(text)]
    rest = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert not any(sign.isalnum() for sign in "".join(rest))


@given(TEXTS)
def test_sentences_lie_in_their_block(text: str) -> None:
    """Every block has sentences; they are in order, inside it, and leave out only white space and a speaker's name."""
    for found in parse(text, WORDS).blocks:
        edges = [found.span.start, *(edge for sentence in found.sentences for edge in sentence), found.span.end]
        assert edges == sorted(edges)
        assert edges[-2] == edges[-1]
        between = [text[start:end] for start, end in zip(edges[2:-1:2], edges[3::2], strict=True)]
        assert "".join(between).strip() == ""
        assert re.fullmatch(r"(?:[A-Z][A-Z.’' -]*:\s+)?", text[edges[0] : edges[1]])


@given(TEXTS)
def test_what_a_block_names_stands_in_its_place(text: str) -> None:
    """Headings and lead stand above a block, the headings in order; cells lie inside it; a header's cells above."""
    for found in parse(text, WORDS).blocks:
        above = [*found.headings, *filter(None, [found.lead]), *found.header]
        assert all(span.end <= covered(found).start for span in above)
        assert list(found.headings) == sorted(found.headings)
        assert all(covered(found).start - 1 <= cell.start <= cell.end <= found.span.end + 1 for cell in found.cells)


@given(TEXTS)
def test_line_ends_do_not_matter(text: str) -> None:
    """A text with the line ends of another system has the same blocks."""
    text = text.replace("\r", "")
    other = text.replace("\n", "\r\n")

    def outline(of: str) -> list[tuple[object, ...]]:
        return [
            (
                found.kind,
                *(span.of(of).replace("\r\n", "\n") for span in (found.span, *found.sentences, *found.cells)),
                *(span.of(of) for span in (*found.headings, *found.header)),
            )
            for found in parse(of, WORDS).blocks
        ]

    assert outline(other) == outline(text)


@given(TEXTS)
def test_text_is_untouched(text: str) -> None:
    """The document holds the text as it was given."""
    assert parse(text, WORDS).text is text


HOSTILE = {
    "stops": "." * 200_000,
    "stops and spaces": ". " * 100_000,
    "quotation marks": '."' + '"' * 200_000,
    "spaces": "a." + " " * 200_000 + "b",
    "brackets": "a." + "[1]" * 70_000,
    "pipes": ("|" * 60_000 + "\n") * 3,
    "dashes": "-" * 200_000 + "x",
    "stars": "*" + "a*" * 100_000,
    "signs of quotation": ">" * 200_000 + "x",
    "capitals": "A" * 200_000,
    "one line of words": "Sleep well, all of you. " * 9_000,
    "short lines": "Sleep 5\n" * 20_000,
    "headings": "# Sleep\n\n## Naps\n\n" * 5_000,
    "lists in lists": "".join(" " * (depth % 90) + "- Naps:\n" for depth in range(4_000)),
    "rows": "a | b | c\n" * 15_000,
    "blank lines": "\n" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_linear(name: str) -> None:
    """A text made to be slow is read at the pace of any other, far from the hours that a square would take."""
    start = process_time()
    parse(HOSTILE[name], WORDS)
    assert process_time() - start < 10


# --------------------------------------------------------------------------------------------------------------- gold

GOLD = {
    "articles": (ROOT / "tests/gold/claims.jsonl", ROOT / "data/raw"),
    "practice": (ROOT / "tests/practice/gold.jsonl", ROOT / "tests/practice/texts"),
}
KINDS_OF_REASONS = {"reference": "reference", "publication_metadata": "metadata", "navigation": "navigation"}


def gold(name: str, wanted: Callable[[dict[str, Any]], bool]) -> Iterator[tuple[str, list[Block], dict[str, Any]]]:
    """The wanted rows of a gold annotation, each with its text and that text's blocks."""
    rows, folder = GOLD[name]
    files = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}
    documents = {source: list(parse(text, WORDS).blocks) for source, text in files.items()}
    for line in rows.read_text("utf-8").splitlines():
        row = json.loads(line)
        if wanted(row):
            yield files[row["source"]], documents[row["source"]], row


def is_claim(row: dict[str, Any]) -> bool:
    """Whether a row of gold is a claim or a context with a quote."""
    return row["disposition"] != "excluded" and "quote_start" in row


@pytest.mark.parametrize("name", GOLD)
def test_quotes_are_sentences(name: str) -> None:
    """Every passage that people quoted for a claim or a context is one of the sentences."""
    missed = [
        (row["source"], row["quote"])
        for _, blocks, row in gold(name, is_claim)
        if (row["quote_start"], row["quote_end"]) not in {s for found in blocks for s in found.sentences}
    ]
    assert missed == []


@pytest.mark.parametrize("name", GOLD)
def test_claims_stand_in_the_article(name: str) -> None:
    """No passage that people quoted for a claim is taken for a reference, metadata or navigation."""
    around = set(KINDS_OF_REASONS.values())
    taken = [
        (row["source"], row["quote"])
        for _, blocks, row in gold(name, is_claim)
        if any(
            found.kind in around and found.span.holds(Span(row["value_start"], row["value_end"])) for found in blocks
        )
    ]
    assert taken == []


@pytest.mark.parametrize("name", GOLD)
def test_list_markers(name: str) -> None:
    """Every number that people called a list marker is in a marker, and is all of its number."""
    missed = [
        (row["source"], row["value_text"])
        for text, blocks, row in gold(name, lambda row: row.get("reason") == "list_marker")
        if not any(
            found.marker
            and found.marker.holds(Span(row["value_start"], row["value_end"]))
            and re.findall(r"\d+", found.marker.of(text)) == re.findall(r"\d+", row["value_text"])
            for found in blocks
        )
    ]
    assert missed == []


FLOORS = [
    pytest.param("articles", "reference", 9, id="references of the articles"),
    pytest.param("articles", "publication_metadata", 4, id="metadata of the articles"),
    pytest.param("practice", "reference", 7, id="references of the practice texts"),
    pytest.param("practice", "publication_metadata", 31, id="metadata of the practice texts"),
    pytest.param("practice", "navigation", 28, id="navigation of the practice texts"),
]


@pytest.mark.parametrize(("name", "reason", "floor"), FLOORS)
def test_exclusions(name: str, reason: str, floor: int) -> None:
    """So many of the numbers that people excluded for what they stand in are in blocks of that kind."""
    kind = KINDS_OF_REASONS[reason]
    found = [
        row
        for _, blocks, row in gold(name, lambda row: row.get("reason") == reason)
        if any(found.kind == kind and found.span.holds(Span(row["value_start"], row["value_end"])) for found in blocks)
    ]
    assert len(found) >= floor
