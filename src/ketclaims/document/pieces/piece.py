"""A piece, and how one is made of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.document.features import BOLD_LINE
from ketclaims.document.lines import Form, Line, value
from ketclaims.document.page import Page
from ketclaims.document.tables.rows import Row
from ketclaims.model import BlockKind, Span

EMPHASES = ("**", "__", "*", "_")


class Piece(NamedTuple):
    """A block on its way: what it is and where, and what its line says about its level.

    ``opens`` is where the first sentence begins, if that is not at the start of ``span``; ``ruled`` says that a rule
    stands above, ``kicker`` that a heading has its headline right below.
    """

    kind: BlockKind
    span: Span
    marker: Span | None = None
    gap: int = 0
    indent: int = 0
    form: Form = "plain"
    level: int = 0
    number: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    opens: int = 0
    ruled: bool = False
    kicker: bool = False


class Found(NamedTuple):
    """The pieces that begin at a line, and the number of the line after them."""

    pieces: list[Piece]
    end: int


def piece(text: str, kind: BlockKind, line: Line, end: int) -> Piece:
    """The piece from a line's words to a place."""
    return Piece(kind, _bared(text, line.body, end), line.mark, line.gap, line.indent, line.form)


def heading(text: str, line: Line) -> Piece:
    """The heading on a line."""
    span = _bared(text, line.body, line.end)
    number = value(text, line)
    return Piece("heading", span, line.mark, line.gap, line.indent, line.form, level=line.level, number=number)


def counted(page: Page, line: Line) -> Piece:
    """The heading on a line without a mark; a counting word with its number is its marker: "Step 2: Rest"."""
    bold = BOLD_LINE.fullmatch(page.text, line.body, line.end)
    if bold and bold["number"]:
        mark = Span(bold.start("number"), bold.end("number") + 1)
        line = line._replace(body=bold.start("words"), end=bold.end("words"), mark=mark, form="number")
        return heading(page.text, line)
    found = page.matter.ordinal.match(page.text, line.body, line.end)
    if not found:
        return heading(page.text, line)
    numbered = line._replace(body=found.end(), mark=Span(*found.span("mark")), form="number")
    return heading(page.text, numbered)._replace(number=int(found["number"]))


def table(line: Line, rows: Sequence[Row]) -> list[Piece]:
    """The rows of a table that begins at ``line``, each with the cells of the header."""
    header = rows[0].cells if rows and rows[0].header else ()
    found = [
        Piece("row", row.span, None, 0, line.indent, cells=row.cells, header=() if row.header else header)
        for row in rows
    ]
    found[:1] = [first._replace(kind="header" if header else "row", gap=line.gap) for first in found[:1]]
    return found


def _bared(text: str, start: int, end: int) -> Span:
    """The stretch without the signs of emphasis that wrap the whole of it."""
    if text[start] not in "*_" or text[end - 1] not in "*_":
        return Span(start, end)
    sign = next(sign for sign in EMPHASES if text.startswith(sign, start))
    inside = Span(start + len(sign), end - len(sign))
    if inside.start >= inside.end or text.find(sign, inside.start, end) != inside.end:
        return Span(start, end)
    loose = text[inside.start].isspace() or text[inside.end - 1].isspace()
    return Span(start, end) if loose else inside
