"""Tables whose cells stand one a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ketclaims.document.features import BRACKETED
from ketclaims.document.lines import Line
from ketclaims.document.tables.rows import ENTRY, FEWEST_ROWS, FIGURE, FIGURE_FIRST, Row
from ketclaims.late import late
from ketclaims.model import Span

MOST_COLUMNS = 8
# What stands where a figure is missing
EMPTY = late(r"[-–—−]{1,2}|n/?a|none|nil|unknown|not (?:known|reported|studied|tested|covered|listed)", re.IGNORECASE)


def stacked(text: str, lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows of a table whose cells stand one a line, or nothing if the lines are no such table.

    They fall into rows of equal length. With a header, one column at least has a figure in every row but that; without
    one, every cell of all columns but the first begins with a figure. No cell of the first column begins with a figure,
    and not all have one. The corner of a header may be empty, and then has no line.
    """
    if len(lines) < 2 * FEWEST_ROWS:
        return ()
    cells = [Span(line.start, line.end) for line in lines]
    signs = _signs(text, cells)
    corner = Span(cells[0].start, cells[0].start)
    return _rows(text, cells, signs) or _rows(text, [corner, *cells], _Signs(*(f"0{sign}" for sign in signs)), fewest=3)


class _Signs(NamedTuple):
    """For each cell whether it is a fact with a name of its own, has a figure or none to have, and begins with one."""

    entries: str
    figures: str
    first: str


def _signs(text: str, cells: Sequence[Span]) -> _Signs:
    missing = [EMPTY.fullmatch(text, *cell) for cell in cells]
    return _Signs(
        _flags(ENTRY.match(text, *cell) for cell in cells),
        _flags(none or FIGURE.search(text, *cell) for none, cell in zip(missing, cells, strict=True)),
        _flags(none or FIGURE_FIRST.match(text, *cell) for none, cell in zip(missing, cells, strict=True)),
    )


def _rows(text: str, cells: Sequence[Span], signs: _Signs, fewest: int = 2) -> tuple[Row, ...]:
    """The cells in rows of one length, ``fewest`` at least, if they are a table."""
    entries, figures, first = signs
    for width in range(fewest, min(MOST_COLUMNS, len(cells) // FEWEST_ROWS) + 1):
        if len(cells) % width or not _is_labelled(first, entries, width):
            continue
        header = _flags(FIGURE.search(BRACKETED.sub("", cell.of(text))) for cell in cells[:width])
        if _is_headed(header + figures[width:], width) and "0" in figures[width::width]:
            return _grid(cells, width, header="1" not in header or "1" not in first[:width])
        # "Loss at 72 weeks": a header may have figures behind its words, where those below have theirs in front.
        if "1" not in first[:width] and _is_headed(first, width):
            return _grid(cells, width, header=True)
        if all("0" not in first[column::width] for column in range(1, width)):
            return _grid(cells, width, header=False)
    return ()


def _flags(found: Iterable[object]) -> str:
    """A sign for each cell, "1" where something was found in it: a column is a slice of them."""
    return "".join("1" if one else "0" for one in found)


def _is_labelled(first: str, entries: str, width: int) -> bool:
    """Whether the cells of the first column are labels: no figure begins one, and they name no facts beside others."""
    if "1" in first[::width] or "0" not in entries[::width]:
        return False
    return "1" not in entries[::width] or all("1" not in entries[column::width] for column in range(1, width))


def _is_headed(figures: str, width: int) -> bool:
    """Whether a column has a figure in every row but the header."""
    columns = (figures[column::width] for column in range(1, width))
    return any(column[0] == "0" and "0" not in column[1:] for column in columns)


def _grid(cells: Sequence[Span], width: int, *, header: bool) -> tuple[Row, ...]:
    """The cells as rows of ``width`` cells."""
    rows = [tuple(cells[start : start + width]) for start in range(0, len(cells), width)]
    return tuple(Row(Span(row[0].start, row[-1].end), row, header and number == 0) for number, row in enumerate(rows))
