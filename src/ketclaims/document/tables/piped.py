"""Tables with pipes between their cells, as in Markdown and in wikis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ketclaims.document.lines import Line
from ketclaims.document.tables.rows import ENTRY, FIGURE_FIRST, Row, Table, fewest_rows, trimmed
from ketclaims.late import late
from ketclaims.model import Span

PIPE = late(r"(?<!\\)\|")
# |:--|---:|   ---|---   +----+----+   +====+====+
TABLE_RULE = late(r"[\s|:+-]*-[\s|:+-]*|\+[=+-]+\+")
# IM: 93%   $40   12%: what a cell says, and a header does not
STATED = late(r"\d\s?%|[$€£]\s?\d|:\s\W?\d")


def piped(text: str, lines: Sequence[Line], at: int) -> Table | None:
    """The table with pipes that begins at line ``at``, or nothing.

    It has a rule of dashes below its first line, or lines with the same number of pipes: three with one pipe, else two.
    """
    pipes = _pipes(text, lines[at])
    if not pipes or at + 1 >= len(lines) or lines[at + 1].gap:
        return None
    if not _is_rule(text, lines[at + 1]) and not _even(text, lines[at : at + fewest_rows(pipes + 1)], pipes):
        return None
    framed = _is_framed(text, lines[at], lines[at + 1])
    rows = [_row(text, lines[at], framed, header=True)]
    if len(rows[0].cells) == 2 and _is_stated(text, rows[0].cells[1]):
        # Where tables must have a header, the first row of one without stands there.
        rows[0] = rows[0]._replace(header=False)
    end = at + 1
    while end < len(lines) and not lines[end].gap and (_is_rule(text, lines[end]) or _pipes(text, lines[end])):
        if not _is_rule(text, lines[end]):
            rows.append(_row(text, lines[end], framed or _pipes(text, lines[end]) > pipes, header=False))
        end += 1
    return Table(tuple(row for row in rows if any(cell.start < cell.end for cell in row.cells)), end)


def _is_stated(text: str, cell: Span) -> bool:
    """Whether a cell begins with a figure that a header does not have, or with a fact that has a name of its own."""
    return bool((FIGURE_FIRST.match(text, *cell) or ENTRY.match(text, *cell)) and STATED.search(text, *cell))


def _even(text: str, lines: Sequence[Line], pipes: int) -> bool:
    """Whether the lines are rows enough that follow each other without a gap, each with so many pipes."""
    together = len(lines) == fewest_rows(pipes + 1) and all(not line.gap for line in lines[1:])
    return together and all(_pipes(text, line) == pipes for line in lines)


def _pipes(text: str, line: Line) -> int:
    """How many pipes part the cells of a line; where each stands double, as in wikis, they count once."""
    pipes = text.count("|", line.start, line.end) - text.count("\\|", line.start, line.end)
    return pipes // 2 if _is_double(text, line, pipes) else pipes


def _is_double(text: str, line: Line, pipes: int) -> bool:
    """Whether each of the pipes of a line stands beside another: a || b || c."""
    return pipes > 1 and text.count("||", line.start, line.end) * 2 == pipes


def _is_rule(text: str, line: Line) -> bool:
    """Whether the line is the rule of a table."""
    drawn = text[line.start] == "+" or "|" in text[line.start : line.end]
    return drawn and TABLE_RULE.fullmatch(text, line.start, line.end) is not None


def _is_framed(text: str, header: Line, below: Line) -> bool:
    """Whether the first pipe of a header begins its frame; else a cell without words stands before it."""
    closed = text[header.end - 1] == "|" and text.count("|", header.start, header.end) > 1
    return closed or text[below.start] == "|"


def _row(text: str, line: Line, frame: bool, *, header: bool) -> Row:
    """The row on a line; in a table with a ``frame`` of pipes on both sides that is no part of it, a closing pipe alone
    is."""
    start, end = line.start, line.end
    bars = [found.start() for found in PIPE.finditer(text, start, end)]
    wide = 1
    if _is_double(text, line, len(bars)):
        bars, wide = bars[::2], 2
    framed = frame and bars[0] == start
    edges = [*([] if framed else [start - wide]), *bars]
    if bars[-1] < end - wide:
        edges.append(end)
    cells = tuple(trimmed(text, left + wide, right) for left, right in pairwise(edges))
    if framed:
        start, end = trimmed(text, start + wide, bars[-1] if bars[-1] == end - wide and len(bars) > 1 else end)
    return Row(Span(start, end), cells, header)
