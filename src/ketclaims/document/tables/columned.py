"""Tables whose cells are parted by tabs, wide gaps, commas or semicolons."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from ketclaims.document.lines import Line
from ketclaims.document.tables.rows import FIGURE, FIGURE_FIRST, Row, Table, fewest_rows, trimmed
from ketclaims.late import late
from ketclaims.model import Span

TAB = "\t"
# Response     64%     28%
WIDE = late(r"[ \xa0]{2,}|\t")
# "Dizziness, mild",29%,8%   Dizziness;29%;8%: a comma that parts cells has no space behind it and no number's thousands
COMMA = late(r'(?:"[^"]*"|[^,"]*)(?:,(?! |$)|$)')
SEMICOLON = late(r'(?:"[^"]*"|[^;"]*)(?:;(?! |$)|$)')
THOUSANDS = late(r",(?<=\d,)\d{3}(?!\d)")
# A cell that is longer is a sentence with a comma in it.
LONGEST_CELL = 60

Cells = tuple[Span, ...]
# What parts a line of a text into its cells, or into none
Part = Callable[[str, Line], Cells]


def tabbed(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose cells are parted by tabs that begins at line ``at``, or nothing.

    Its rows stand without a gap, two at least with the same number of tabs, three if that is one; a cell left empty at
    the end counts. The first is the header where no cell of it but the first begins with a figure.
    """
    rows = _alike(text, lines, at, _parted)
    return _columns(text, lines, at, rows) if rows else None


def columned(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose cells are parted by wide gaps, commas or semicolons that begins at line ``at``, or nothing.

    Each row but the header has a figure behind its label; the header, or each row, begins its cells without one.
    """
    for part in (_spaced, _by_commas, _by_semicolons):
        # most lines are no row, which one look tells
        rows = _alike(text, lines, at, part) if part(text, lines[at]) else []
        if rows and _is_figured(text, rows):
            return _columns(text, lines, at, rows, headed=_is_headed(text, rows))
    return None


def _alike(text: str, lines: Sequence[Line], at: int, part: Part) -> list[Cells]:
    """The cells of the lines from ``at`` on without a gap that have as many as the first, if they are rows enough."""
    rows: list[Cells] = []
    while at + len(rows) < len(lines):
        line = lines[at + len(rows)]
        cells = part(text, line) if line.form == "plain" and not (rows and line.gap) else ()
        if len(rows) == 1 and len(cells) == len(rows[0]) + 1 and line.indent < lines[at].indent:
            # The corner of a header may be empty, which only its indent tells.
            rows[0] = (Span(lines[at].start, lines[at].start), *rows[0])
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows if rows and len(rows) >= fewest_rows(len(rows[0])) else []


def _columns(text: str, lines: Sequence[Line], at: int, rows: Sequence[Cells], *, headed: bool = True) -> Table:
    """The rows that begin at line ``at`` as a table, of which the first may be the header."""
    header = headed and not any(FIGURE_FIRST.match(text, *cell) for cell in rows[0][1:])
    found = (Row(Span(lines[at + i].start, lines[at + i].end), row, header and i == 0) for i, row in enumerate(rows))
    return Table(tuple(found), at + len(rows))


def _is_headed(text: str, rows: Sequence[Cells]) -> bool:
    """Whether in any column but the first every cell begins with a figure, except the one at its top."""
    begun = [[FIGURE_FIRST.match(text, *cell) is not None for cell in row] for row in rows]
    return any(not column[0] and all(column[1:]) for column in list(zip(*begun, strict=True))[1:])


def _is_figured(text: str, rows: Sequence[Cells]) -> bool:
    """Whether every row but the header has a figure behind its label, which itself begins with none."""
    figured = [any(FIGURE.search(text, *cell) for cell in row[1:]) for row in rows]
    labelled = not any(FIGURE_FIRST.match(text, *row[0]) for row in rows[1:])
    return labelled and all(figured[1:]) and all(cell.end - cell.start <= LONGEST_CELL for row in rows for cell in row)


def _spaced(text: str, line: Line) -> Cells:
    """The cells of a line between its wide gaps."""
    if not WIDE.search(text, line.start, line.end):
        return ()
    gaps = (found.span() for found in WIDE.finditer(text, line.start, line.end))
    edges = pairwise((line.start, *(edge for gap in gaps for edge in gap), line.end))
    return tuple(Span(*edge) for edge in list(edges)[::2])


def _by_commas(text: str, line: Line) -> Cells:
    """The cells of a line between commas."""
    return _separated(text, line, COMMA, ",")


def _by_semicolons(text: str, line: Line) -> Cells:
    """The cells of a line between semicolons."""
    return _separated(text, line, SEMICOLON, ";")


def _separated(text: str, line: Line, pattern: re.Pattern[str], sign: str) -> Cells:
    """The cells of a line, parted at each ``sign`` that no space follows, but for those between quotation marks."""
    if text.count(sign, line.start, line.end) < 2 or THOUSANDS.search(text, line.start, line.end):
        return ()
    cells: list[Span] = []
    at = line.start
    while at < line.end and (found := pattern.match(text, at, line.end)) and found.end() > at:
        end = found.end() - (text[found.end() - 1] == sign)
        cells.append(_unquoted(text, Span(at, end)))
        at = found.end()
    return tuple(cells) if at == line.end else ()


def _unquoted(text: str, cell: Span) -> Span:
    """The cell without the quotation marks around it."""
    quoted = cell.end - cell.start > 1 and text[cell.start] == text[cell.end - 1] == '"'
    return Span(cell.start + 1, cell.end - 1) if quoted else cell


def _parted(text: str, line: Line) -> Cells:
    """The cells of a line between its tabs, before and behind its words too: a corner may be empty."""
    start, end = line.start, line.end
    while text[start - 1 : start] == TAB:
        start -= 1
    while text[end : end + 1] == TAB:
        end += 1
    tabs = [found for found in range(start, end) if text[found] == TAB]
    return tuple(trimmed(text, left + 1, right) for left, right in pairwise((start - 1, *tabs, end)))
