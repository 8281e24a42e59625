"""Rows that are grouped: what the rows of a table, and the sentence before it, say for those below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ketclaims.model import Block, Span

_LEAST_CELLS = 2


class Above(NamedTuple):
    """What stands above a row: the row that heads its group, the label that it leaves out, and the sentence right
    before its table."""

    group: Span | None = None
    label: Span | None = None
    before: Span | None = None


def said_above(blocks: Iterable[Block]) -> Mapping[Span, Above]:
    """What the rows above say of each row, by its span, for the rows of tables with a header.

    A row with nothing but its first cell heads those below it ("Side effects"); a row without a first cell has the
    label of the one above.
    """
    said: dict[Span, Above] = {}
    header: tuple[Span, ...] = ()
    above = Above()
    sentence: Span | None = None
    for block in blocks:
        if block.kind not in ("row", "header"):
            sentence = block.sentences[-1] if block.kind == "paragraph" and block.sentences else None
        if block.kind != "row" or len(block.header) < _LEAST_CELLS:
            continue
        if block.header != header:
            header, above = block.header, Above(before=None if block.lead else sentence)
        first, *others = (cell if cell.start < cell.end else None for cell in block.cells)
        if first and not any(others):
            above = above._replace(group=first, label=None)
        elif first:
            above = above._replace(label=first)
        if above.group or above.before or not first:
            said[block.span] = above
    return said
