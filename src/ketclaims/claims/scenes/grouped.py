"""Rows that are grouped: what the rows of a table say for those below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ketclaims.model import Block, Span

_LEAST_CELLS = 2


class Above(NamedTuple):
    """What stands above a row in its table: the row that heads its group, and the label that it leaves out."""

    group: Span | None = None
    label: Span | None = None


def said_above(blocks: Iterable[Block]) -> Mapping[Span, Above]:
    """What the rows above say of each row, by its span, for the rows of tables with a header.

    A row with nothing but its first cell heads those below it ("Side effects"); a row without a first cell has the
    label of the one above.
    """
    said: dict[Span, Above] = {}
    header: tuple[Span, ...] = ()
    above = Above()
    for block in blocks:
        if block.kind != "row" or len(block.header) < _LEAST_CELLS:
            continue
        if block.header != header:
            header, above = block.header, Above()
        first, *others = (cell if cell.start < cell.end else None for cell in block.cells)
        if first and not any(others):
            above = Above(first, None)
        elif first:
            above = above._replace(label=first)
        if above.group or not first:
            said[block.span] = above
    return said
