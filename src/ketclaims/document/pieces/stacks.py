"""Stacks: tables written one cell a line, with a gap nowhere, between their rows, or between all their cells."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.document.features import in_capitals
from ketclaims.document.page import Page
from ketclaims.document.pieces.breaks import SHORTEST_BROKEN, has_no_room
from ketclaims.document.pieces.piece import Found, heading, table
from ketclaims.document.tables.rows import FEWEST_ROWS, FIGURE_FIRST, Row
from ketclaims.document.tables.stacked import stacked

# The longest table that is looked for where each cell stands apart: reading a long list of words stays linear.
MOST_CELLS = 240
FEWEST_CELLS = 2 * FEWEST_ROWS
FEWEST_COLUMNS = 3
# So many stacks above a table may be none of it; from each line of a long list the search would take long.
MOST_TRIES = 3


def stack(page: Page, at: int, *, titled: bool) -> Found | None:
    """The table with one cell a line that begins at a line, or nothing.

    Only where the text is ``titled`` already may all its cells stand apart.
    """
    size = page.layout.stacks[at]
    if at and page.layout.stacks[at - 1] and not page.lines[at].gap:
        return None
    if size == 1 and titled:
        return _scattered(page, at)
    return (_dense(page, at, size) if size >= FEWEST_CELLS else None) or _spaced(page, at, size)


def _dense(page: Page, at: int, size: int) -> Found | None:
    """A table without gaps. A line in capitals may head it: "SIDE EFFECTS", and below it the first row."""
    end = at + size
    if _is_prose(page, at, end):
        return None
    rows = stacked(page.text, page.lines[at:end])
    if rows:
        return Found(table(page.lines[at], rows), end)
    headed = page.layout.runs[at] and in_capitals(page.of(at))
    rows = stacked(page.text, page.lines[at + 1 : end]) if headed else ()
    return Found([heading(page.text, page.lines[at]), *table(page.lines[at + 1], rows)], end) if rows else None


def _is_prose(page: Page, at: int, end: int) -> bool:
    """Whether half of the lines go on with the one above, in a document whose lines are broken."""
    if page.layout.width < SHORTEST_BROKEN:
        return False
    return sum(has_no_room(page, number) for number in range(at + 1, end)) * 2 >= end - at


def _spaced(page: Page, at: int, size: int) -> Found | None:
    """A table with a gap between its rows, which have so many cells each; the header may lack the corner."""
    stacks, end = page.layout.stacks, at + size
    wide = max(size, stacks[end]) if end < len(page.lines) else size
    if wide not in (size, size + 1) or wide < FEWEST_COLUMNS or _is_tried(page, at, size):
        return None
    while end < len(page.lines) and stacks[end] == wide:
        end += wide
    rows = stacked(page.text, page.lines[at:end])
    return Found(table(page.lines[at], rows), end) if rows and len(rows[0].cells) == wide else None


def _is_tried(page: Page, at: int, size: int) -> bool:
    """Whether several stacks of the same size stand right above, from each of which the table would have begun."""
    return at >= MOST_TRIES * size and all(page.layout.stacks[at - n * size] == size for n in range(1, MOST_TRIES + 1))


def _scattered(page: Page, at: int) -> Found | None:
    """A table with a gap between any two of its cells; a heading may stand below its last row."""
    end = at
    while end < min(len(page.lines), at + MOST_CELLS) and _is_lone(page, end):
        end += 1
    for last in range(end, max(at + FEWEST_CELLS, end - 2) - 1, -1):
        rows = stacked(page.text, page.lines[at:last])
        if rows and _is_figured(page.text, rows):
            return Found(table(page.lines[at], rows), last)
    return None


def _is_lone(page: Page, at: int) -> bool:
    """Whether a line may be the cell of a table and has a gap on both sides."""
    return page.layout.stacks[at] == 1 and page.lines[at].gap > 0 and page.is_closed(at)


def _is_figured(text: str, rows: Sequence[Row]) -> bool:
    """Whether in each row but the header a cell behind the label begins with a figure."""
    return all(row.header or any(FIGURE_FIRST.match(text, *cell) for cell in row.cells[1:]) for row in rows)
