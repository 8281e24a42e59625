"""The rows of a table, and what a cell of one may say."""

from __future__ import annotations

import re
from typing import NamedTuple

from ketclaims.document.lines import BLANK
from ketclaims.late import late
from ketclaims.model import Span

FIGURE = late(r"\d")
# Where a cell's figure may begin: 35%   ~30%   $75   USD 75   £1   -2   about 35%   fewer than 1 in 100
FIGURE_FIRST = late(
    r"(?:(?:about|around|almost|nearly|roughly|some|approx\.?|up to|under|over|above|below|within|from|every"
    r"|(?:more|less|fewer) than|at (?:least|most))\s)?(?:[A-Z]{3} )?[^\w\s(]{0,2}\s?\d",
    re.IGNORECASE,
)
# IM: 1 to 5 minutes: a fact with its own name, which is no label of a row
ENTRY = late(r"[A-Z][^\d:]{0,30}:\s.*\d")
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


def fewest_rows(columns: int) -> int:
    """How many rows with so many cells make a table: two columns may be alike by chance in two rows, more are not."""
    return FEWEST_ROWS - 1 if columns > 2 else FEWEST_ROWS


def trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space around it; of white space alone, an empty span at its end."""
    cell = text[start:end]
    bare = cell.strip(BLANK)
    if not bare:
        return Span(end, end)
    start += cell.index(bare[0])
    return Span(start, start + len(bare))
