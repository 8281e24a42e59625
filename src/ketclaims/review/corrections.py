"""What a reviewer typed for a cell, as the tables have it: words of a vocabulary, numbers, durations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketclaims.intervals import product
from ketclaims.review.applying import value_of
from ketclaims.review.sheet import EMPTY
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.rows import Value

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

SIGNS = {"≥": ">=", "≤": "<=", "≈": "~", "⩾": ">=", "⩽": "<="}
PLAIN = re.compile("1|[A-Z]{3}")
"""A bare number, and money of any country."""
MINUS = re.compile("^[−–]")


def correction(name: str, written: str, lexicon: Lexicon) -> Value:
    """The value of a claim's column that was typed; ``ValueError`` says what was expected.

    A word may have spaces and capitals, a whole number a point and noughts, because spreadsheets write them so.
    """
    if written == EMPTY:
        return value_of(name, "", lexicon)
    column = CLAIMS.column(name)
    said = written
    if column.dtype == "category":
        said = _word(written, column.vocabulary(lexicon))
    elif column.dtype in ("Int64", "Float64"):
        said = re.sub(r"\.0+$", "", MINUS.sub("-", written))
    elif column.pattern:
        said = written.upper()
    elif name == "unit" and not (written in lexicon.units or PLAIN.fullmatch(written) or product(written, lexicon)):
        raise ValueError(f"{written!r} is no UCUM code of a known unit (mg/kg, /wk), of money (USD) or of {{things}}.")
    return value_of(name, said, lexicon)


def _word(written: str, words: tuple[str, ...]) -> str:
    """The word that is meant, else what was written."""
    said = SIGNS.get(written, written)
    wanted = "_".join(said.casefold().replace("-", " ").replace("_", " ").split())
    return next((word for word in words if word in (said, wanted)), said)


def is_overwritten(name: str, written: str, shown: str) -> bool:
    """Whether a cell that shows what a row says was changed in more than its spelling.

    Free text is not asked: spreadsheets change it by themselves.
    """
    dtype = CLAIMS.column(name).dtype
    if dtype == "category":
        return written.casefold() != shown.casefold()
    if dtype not in ("Int64", "Float64"):
        return False
    try:
        return written != shown and float(written) != float(shown)
    except ValueError:
        return True
