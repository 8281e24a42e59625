"""Each cell by itself: of the right type, in its vocabulary, in a unit that is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from ketclaims.grounding.faults import RefusedError, refuse
from ketclaims.grounding.shapes import GIVEN
from ketclaims.intervals import is_known_unit
from ketclaims.lexicon import Lexicon
from ketclaims.tables.columns import IMPORTED, Column
from ketclaims.tables.rows import WHOLE

Cells = Mapping[str, Any]

LARGEST = 300
"""The exponent of the largest number: beyond the reach of a double nothing is said about patients."""
SHOWN = 80


def cells_of(fields: Mapping[str, Any], lexicon: Lexicon) -> dict[str, Any]:
    """The cells of a row, ``None`` where it says nothing; ``RefusedError`` names every one that cannot stand there."""
    cells: dict[str, Any] = {}
    faults: list[str] = []
    for name in GIVEN:
        try:
            cells[name] = _cell(IMPORTED.column(name), fields.get(name), lexicon)
        except RefusedError as fault:
            faults.append(f"{name} {fault}")
    refuse((*faults, *(_between(cells) if not faults else ())))
    return cells


def _cell(column: Column, raw: Any, lexicon: Lexicon) -> Any:
    # NaN is what some writers make of a missing cell; it equals nothing, not even itself.
    if raw is None or raw == "" or raw != raw:
        return None
    if column.dtype in ("Int64", "Float64"):
        return NUMBERS[column.dtype](raw)
    if not isinstance(raw, str):
        raise RefusedError(f"is {_shown(raw)}, a text was expected")
    if any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise RefusedError("holds half of a pair of surrogates, which is no character")
    if column.dtype == "category":
        return _word(raw, column.vocabulary(lexicon))
    if column.pattern and not re.fullmatch(column.pattern, raw):
        raise RefusedError(f"is {_shown(raw)} ({column.description})")
    if column.name == "unit" and not is_known_unit(raw, lexicon):
        raise RefusedError(f"{_shown(raw)} is no UCUM code that is known")
    return raw


def _shown(raw: Any) -> str:
    words = repr(raw)
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _word(raw: str, words: tuple[str, ...]) -> str:
    if raw not in words:
        near = get_close_matches(raw[:SHOWN], words, n=1)
        raise RefusedError(f"{_shown(raw)} is not in the vocabulary" + (f", {near[0]!r} is" if near else ""))
    return raw


def _number(raw: Any) -> Decimal:
    try:
        read = Decimal(str(raw)) if isinstance(raw, (int, float, str)) and not isinstance(raw, bool) else None
    except InvalidOperation:
        read = None
    if read is None or not read.is_finite() or (read and abs(read.adjusted()) > LARGEST):
        raise RefusedError(f"is {_shown(raw)}, a number was expected")
    return read


def _count(raw: Any) -> int:
    read = _number(raw)
    if read != read.to_integral_value() or not 0 <= read < WHOLE:
        raise RefusedError(f"is {_shown(raw)}, a whole number was expected")
    return int(read)


NUMBERS: Mapping[str, Callable[[Any], Any]] = {"Int64": _count, "Float64": _number}


def _between(cells: Cells) -> Iterator[str]:
    """What is wrong between cells that are each right, whatever the text says."""
    for name in ("source", "measure") if cells["disposition"] in (None, "claim") else ("source",):
        if cells[name] is None:
            yield f"{name} is missing"
    if cells["disposition"] in ("context", "excluded") and cells["measure"] is not None:
        yield f"measure is given, although the row is {cells['disposition']}"
    if (cells["disposition"] == "excluded") != (cells["reason"] is not None):
        yield "reason is given for every excluded number and for nothing else"
    for low, high in (("low", "high"), ("doses_low", "doses_high")):
        if cells[low] is not None and cells[high] is not None and cells[low] > cells[high]:
            yield f"{low} is above {high}"
