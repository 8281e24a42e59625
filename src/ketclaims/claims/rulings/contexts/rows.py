"""When a figure of a table says whose the other figures of its row are, or when they were measured."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.subjects.timepoints import is_date_of_row
from ketclaims.lexicon.entries import is_money

_SHARES = ("share", "points")


def names_its_row(case: Case) -> bool:
    """A figure in a table's header, or in the first cell of a row with figures of its own, says whose they are."""
    block = case.scene.block
    if not block.cells or case.scene.span == block.cells[0] == block.span:
        return False
    if block.kind == "header" or case.scene.span != block.cells[0]:
        return block.kind == "header"
    beside = [m.dimension for f in case.scene.frames if f.kind == "row" for m in f.mentions]
    if case.mention.dimension == "time" and _is_told_of_an_item(case, beside):
        return False
    return bool(block.header) or (case.mention.dimension == "time" and any(d in _SHARES for d in beside))


def _is_told_of_an_item(case: Case, beside: Sequence[str]) -> bool:
    """Whether a length stands behind the item of a row of prices: "| Single infusion, 40 minutes | £420 |"."""
    priced = bool(beside) and all(map(is_money, beside))
    return priced and any(map(str.isalpha, case.head)) and not case.unmeasured


def date_of_a_row(case: Case) -> bool:
    """A time in the column that says when the outcomes of the rows were measured: "Measured at"."""
    return bool(case.scene.block.cells) and is_date_of_row(case.scene, case.mention)
