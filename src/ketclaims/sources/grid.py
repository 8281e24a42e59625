"""A table of HTML as a grid: merged cells taken apart, the rows of a header put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from ketclaims.sources.words import words

MOST_COLUMNS = 64
"""A cell may claim to cover any number of columns; no table that people read has more."""
MOST_ROWS = 4
"""A header has no more rows than these."""
PARTS = frozenset({"thead", "tbody", "tfoot"})
# A table with one of these in a cell arranges a page.
LAYOUT = ".//table|.//h1|.//h2|.//h3|.//h4|.//h5|.//h6"
DIGIT = re.compile(r"\d")


class Cell(NamedTuple):
    """What stands in a cell, and whether it is marked as a heading, by its tag or in bold."""

    words: str
    heads: bool


class Grid(NamedTuple):
    """The cells of a table, as many in every row; ``header`` is empty where the table has none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grid(table: HtmlElement) -> Grid | None:
    """The cells of a table, or nothing where it arranges a page and tabulates nothing."""
    if table.get("role") in ("presentation", "none") or table.xpath(LAYOUT):
        return None
    lines = [row for row in _lines(table) if any(cell.words for cell in row)]
    width = max(map(len, lines), default=0)
    if width < 2:
        return None
    lines = [[*row, *[Cell("", False)] * (width - len(row))] for row in lines]
    size = _header(lines, len(table.xpath("./thead/tr")))
    header = tuple(_together([row[at].words for row in lines[:size]]) for at in range(width)) if size else ()
    return Grid(header, tuple(tuple(cell.words for cell in row) for row in lines[size:]))


def _lines(table: HtmlElement) -> list[list[Cell]]:
    """The rows of a table. Words of a cell that spans rows or columns stand in each, figures in the first alone."""
    below: dict[int, tuple[int, Cell]] = {}
    found = []
    for row in _rows(table):
        line: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            _pass(line, below)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            said = _cell(cell)
            again = said if cell.tag == "th" or not DIGIT.search(said.words) else Cell("", said.heads)
            for at in range(min(across, MOST_COLUMNS - len(line))):
                if down > 1:
                    below[len(line)] = (down - 1, again)
                line.append(again if at else said)
        _pass(line, below)
        found.append(line)
    return found


def _pass(line: list[Cell], below: dict[int, tuple[int, Cell]]) -> None:
    """Fill the places of a row that a cell above it covers."""
    while len(line) in below:
        rows, cell = below.pop(len(line))
        if rows > 1:
            below[len(line)] = (rows - 1, cell)
        line.append(cell)


def _rows(table: HtmlElement) -> list[HtmlElement]:
    rows: list[HtmlElement] = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in PARTS:
            rows += child.iterchildren("tr")
    return rows


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(int(value), MOST_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 6 and int(value) else 1


def _cell(cell: HtmlElement) -> Cell:
    said = words(cell)
    bold = " ".join(words(part) for part in cell.xpath(".//b|.//strong"))
    return Cell(said, cell.tag == "th" or (bool(said) and bold == said))


def _header(lines: Sequence[Sequence[Cell]], marked: int) -> int:
    """How many rows the header has: those marked as one, or the first if what is below differs from it in kind."""
    heads = 0
    while heads < len(lines) - 1 and all(cell.heads or not cell.words for cell in lines[heads]):
        heads += 1
    size = max(heads, min(marked, len(lines) - 1))
    if size:
        return min(size, MOST_ROWS)
    first, *others = lines
    named = all(cell.words and not DIGIT.search(cell.words) for cell in first[1:])
    counted = any(DIGIT.search(row[at].words) for row in others for at in range(1, len(first)))
    return 1 if len(others) > 1 and named and counted else 0


def _together(cells: Sequence[str]) -> str:
    """The headings of a column from top to bottom, each once."""
    return " ".join(dict.fromkeys(cell for cell in cells if cell))
