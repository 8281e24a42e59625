"""Tables: rows between pipes, rows parted by tabs, commas or wide gaps, and rows whose cells stand one a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ketclaims.document.lines import BLANK, Line
from ketclaims.late import late
from ketclaims.model import Span

PIPE = late(r"(?<!\\)\|")
TAB = "\t"
# Response     64%     28%
WIDE = late(r"[ \xa0]{2,}|\t")
# "Dizziness, mild",29%,8%   Dizziness;29%;8%: a comma that parts cells has no space behind it and no number's thousands
COMMA = late(r'(?:"[^"]*"|[^,"]*)(?:,(?! |$)|$)')
SEMICOLON = late(r'(?:"[^"]*"|[^;"]*)(?:;(?! |$)|$)')
THOUSANDS = late(r"(?<=\d),\d{3}(?!\d)")
# |:--|---:|   ---|---
TABLE_RULE = late(r"[\s|:+-]*-[\s|:+-]*")
FIGURE = late(r"\d")
# Where a cell's figure may begin: 35%   ~30%   $75   USD 75   £1   -2   about 35%   fewer than 1 in 100
FIGURE_FIRST = late(
    r"(?:(?:about|around|almost|nearly|roughly|some|approx\.?|up to|under|over|above|below|within|from|every"
    r"|(?:more|less|fewer) than|at (?:least|most))\s)?(?:[A-Z]{3} )?[^\w\s(]{0,2}\s?\d",
    re.IGNORECASE,
)
# What a header may say of its figures: Still well (of 100)   Drug (n = 61)
BRACKETED = late(r"\([^()]*\)")
# IM: 93%   $40   12%: what a cell says, and a header does not
STATED = late(r"\d\s?%|[$€£]\s?\d|:\s\W?\d")
# IM: 1 to 5 minutes: a fact with its own name, which is no label of a row
ENTRY = late(r"[A-Z][^\d:]{0,30}:\s.*\d")
MOST_COLUMNS = 8
LONGEST_CELL = 60
FEWEST_ROWS = 3


class Row(NamedTuple):
    """A row of a table: what it covers, its cells, and whether it is the header."""

    span: Span
    cells: tuple[Span, ...]
    header: bool


class Table(NamedTuple):
    """A table's rows and the number of the line that follows it."""

    rows: tuple[Row, ...]
    end: int


def piped(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table with pipes that begins at line ``at``, or nothing.

    It has a rule of dashes below its first line, or lines with the same number of pipes: three with one pipe, else two.
    """
    pipes = _pipes(text, lines[at])
    if not pipes or at + 1 >= len(lines) or lines[at + 1].gap:
        return None
    if not _is_rule(text, lines[at + 1]) and not _even(text, lines[at : at + (2 if pipes > 1 else 3)], pipes):
        return None
    rows = [_row(text, lines[at], header=True)]
    if len(rows[0].cells) == 2 and _is_stated(text, rows[0].cells[1]):
        # Where tables must have a header, the first row of one without stands there.
        rows[0] = rows[0]._replace(header=False)
    end = at + 1
    while end < len(lines) and not lines[end].gap and (_is_rule(text, lines[end]) or _pipes(text, lines[end])):
        if not _is_rule(text, lines[end]):
            rows.append(_row(text, lines[end], header=False))
        end += 1
    return Table(tuple(row for row in rows if any(cell.start < cell.end for cell in row.cells)), end)


def _is_stated(text: str, cell: Span) -> bool:
    """Whether a cell begins with a figure that a header does not have, or with a fact that has a name of its own."""
    return bool((FIGURE_FIRST.match(text, *cell) or ENTRY.match(text, *cell)) and STATED.search(text, *cell))


def _even(text: str, lines: Sequence[Line], pipes: int) -> bool:
    """Whether the lines follow each other without a gap, each with so many pipes."""
    together = all(not line.gap for line in lines[1:])
    return len(lines) > (pipes == 1) + 1 and together and all(_pipes(text, line) == pipes for line in lines)


def _pipes(text: str, line: Line) -> int:
    """How many pipes part the cells of a line; where each stands double, as in wikis, they count once."""
    pipes = text.count("|", line.start, line.end) - text.count("\\|", line.start, line.end)
    return pipes // 2 if _is_double(text, line, pipes) else pipes


def _is_double(text: str, line: Line, pipes: int) -> bool:
    """Whether each of the pipes of a line stands beside another: a || b || c."""
    return pipes > 1 and text.count("||", line.start, line.end) * 2 == pipes


def _is_rule(text: str, line: Line) -> bool:
    """Whether the line is the rule of a table."""
    return "|" in text[line.start : line.end] and TABLE_RULE.fullmatch(text, line.start, line.end) is not None


def _row(text: str, line: Line, *, header: bool) -> Row:
    """The row on a line; a frame of pipes on both sides is no part of it, a closing pipe alone is."""
    start, end = line.start, line.end
    bars = [found.start() for found in PIPE.finditer(text, start, end)]
    wide = 1
    if _is_double(text, line, len(bars)):
        bars, wide = bars[::2], 2
    framed = bars[0] == start
    edges = [*([] if framed else [start - wide]), *bars]
    if bars[-1] < end - wide:
        edges.append(end)
    cells = tuple(_trimmed(text, left + wide, right) for left, right in pairwise(edges))
    if framed:
        start, end = _trimmed(text, start + wide, bars[-1] if bars[-1] == end - wide and len(bars) > 1 else end)
    return Row(Span(start, end), cells, header)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space around it; of white space alone, an empty span at its end."""
    cell = text[start:end]
    bare = cell.strip(BLANK)
    if not bare:
        return Span(end, end)
    start += cell.index(bare[0])
    return Span(start, start + len(bare))


def tabbed(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose cells are parted by tabs that begins at line ``at``, or nothing.

    Its rows stand without a gap, two at least with the same number of tabs, three if that is one; a cell left empty at
    the end counts. The first is the header where no cell of it but the first begins with a figure.
    """
    rows = _alike(text, lines, at, _parted)
    if len(rows) < (2 if rows and len(rows[0]) > 2 else FEWEST_ROWS):
        return None
    return _columns(text, lines, at, rows)


def columned(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table whose cells are parted by wide gaps, commas or semicolons that begins at line ``at``, or nothing.

    Each row but the header has a figure behind its label; the header, or each row, begins its cells without one.
    """
    for part in (_spaced, _separated(COMMA, ","), _separated(SEMICOLON, ";")):
        rows = _alike(text, lines, at, part)
        if len(rows) >= (2 if rows and len(rows[0]) > 2 else FEWEST_ROWS) and _is_figured(text, rows):
            begun = [[FIGURE_FIRST.match(text, *cell) is not None for cell in row] for row in rows]
            headed = any(not column[0] and all(column[1:]) for column in list(zip(*begun, strict=True))[1:])
            return _columns(text, lines, at, rows, headed=headed)
    return None


def _alike(
    text: str, lines: Sequence[Line], at: int, part: Callable[[str, Line], tuple[Span, ...]]
) -> list[tuple[Span, ...]]:
    """The cells of the lines from ``at`` that follow each other without a gap and have as many as the first."""
    rows: list[tuple[Span, ...]] = []
    while at + len(rows) < len(lines):
        line = lines[at + len(rows)]
        cells = part(text, line) if line.form == "plain" and not (rows and line.gap) else ()
        if len(rows) == 1 and len(cells) == len(rows[0]) + 1 and line.indent < lines[at].indent:
            # The corner of a header may be empty, which only its indent tells.
            rows[0] = (Span(lines[at].start, lines[at].start), *rows[0])
        if len(cells) < 2 or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows


def _columns(
    text: str, lines: Sequence[Line], at: int, rows: Sequence[tuple[Span, ...]], *, headed: bool = True
) -> Table:
    """The rows that begin at line ``at`` as a table, of which the first may be the header."""
    header = headed and not any(FIGURE_FIRST.match(text, *cell) for cell in rows[0][1:])
    found = (Row(Span(lines[at + i].start, lines[at + i].end), row, header and i == 0) for i, row in enumerate(rows))
    return Table(tuple(found), at + len(rows))


def _is_figured(text: str, rows: Sequence[tuple[Span, ...]]) -> bool:
    """Whether every row but the header has a figure behind its label, which itself begins with none."""
    figured = [any(FIGURE.search(text, *cell) for cell in row[1:]) for row in rows]
    labelled = not any(FIGURE_FIRST.match(text, *row[0]) for row in rows[1:])
    return labelled and all(figured[1:]) and all(cell.end - cell.start <= LONGEST_CELL for row in rows for cell in row)


def _spaced(text: str, line: Line) -> tuple[Span, ...]:
    """The cells of a line between its wide gaps."""
    gaps = [found.span() for found in WIDE.finditer(text, line.start, line.end)]
    edges = pairwise((line.start, *(edge for gap in gaps for edge in gap), line.end))
    return tuple(Span(*edge) for edge in list(edges)[::2]) if gaps else ()


def _separated(pattern: re.Pattern[str], sign: str) -> Callable[[str, Line], tuple[Span, ...]]:
    """What parts a line at each ``sign`` that no space follows, but for those between quotation marks."""

    def part(text: str, line: Line) -> tuple[Span, ...]:
        if text.count(sign, line.start, line.end) < 2 or THOUSANDS.search(text, line.start, line.end):
            return ()
        cells: list[Span] = []
        at = line.start
        while at < line.end and (found := pattern.match(text, at, line.end)) and found.end() > at:
            end = found.end() - (text[found.end() - 1] == sign)
            cells.append(Span(at, end))
            at = found.end()
        return tuple(_unquoted(text, cell) for cell in cells) if at == line.end else ()

    return part


def _unquoted(text: str, cell: Span) -> Span:
    """The cell without the quotation marks around it."""
    quoted = cell.end - cell.start > 1 and text[cell.start] == text[cell.end - 1] == '"'
    return Span(cell.start + 1, cell.end - 1) if quoted else cell


def _parted(text: str, line: Line) -> tuple[Span, ...]:
    """The cells of a line between its tabs, before and behind its words too: a corner may be empty."""
    start, end = line.start, line.end
    while text[start - 1 : start] == TAB:
        start -= 1
    while text[end : end + 1] == TAB:
        end += 1
    tabs = [found for found in range(start, end) if text[found] == TAB]
    return tuple(_trimmed(text, left + 1, right) for left, right in pairwise((start - 1, *tabs, end)))


def stacked(text: str, lines: Sequence[Line]) -> tuple[Row, ...]:
    """The rows of a table whose cells stand one a line, or nothing if the lines are no such table.

    They fall into rows of equal length. With a header, one column at least has a figure in every row but that; without
    one, every cell of all columns but the first begins with a figure. No cell of the first column begins with a figure,
    and not all have one.
    """
    if len(lines) < 2 * FEWEST_ROWS:
        return ()
    cells = [Span(line.start, line.end) for line in lines]
    entries = "".join("1" if ENTRY.match(text, *cell) else "0" for cell in cells)
    figures = "".join("1" if FIGURE.search(text, *cell) else "0" for cell in cells)
    first = "".join("1" if FIGURE_FIRST.match(text, *cell) else "0" for cell in cells)
    for width in range(2, MOST_COLUMNS + 1):
        if (
            len(cells) % width == 0
            and len(cells) // width >= FEWEST_ROWS
            and "1" not in first[::width]
            and "0" in entries[::width]
            and not ("1" in entries[::width] and any("1" in entries[column::width] for column in range(1, width)))
        ):
            header = "".join("1" if FIGURE.search(BRACKETED.sub("", cell.of(text))) else "0" for cell in cells[:width])
            headed = header + figures[width:]
            if any(_counts(headed[column::width]) for column in range(1, width)) and "0" in figures[width::width]:
                return _grid(cells, width, header="1" not in header)
            if all("0" not in first[column::width] for column in range(1, width)):
                return _grid(cells, width, header=False)
    return ()


def _counts(column: str) -> bool:
    """Whether a column has a figure in every row but the header."""
    return column[0] == "0" and "0" not in column[1:]


def _grid(cells: Sequence[Span], width: int, *, header: bool) -> tuple[Row, ...]:
    """The cells as rows of ``width`` cells."""
    rows = [tuple(cells[start : start + width]) for start in range(0, len(cells), width)]
    return tuple(Row(Span(row[0].start, row[-1].end), row, header and number == 0) for number, row in enumerate(rows))
