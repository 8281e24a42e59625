"""The numbers of a row, held against those that are read at its value; what the row leaves out is read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ketclaims.grounding.faults import RefusedError, refuse
from ketclaims.grounding.pages import Page, Readings
from ketclaims.model import Agreement, Quantity, Span
from ketclaims.quantities import find_quantities
from ketclaims.tables.rows import Row, cell, number, numerals

SIDES = ("low", "high")
OPEN: Mapping[str, str] = {"<": "low", "<=": "low", ">": "high", ">=": "high"}
"""The side that a relation leaves open."""
ROUNDED = range(4)
"""To so many decimals a number can be rounded that is not written as one."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a row, how they stand to those read, and what is wrong with them."""

    cells: Mapping[str, Any]
    agreement: Agreement
    faults: tuple[str, ...] = ()


def figures_at(cells: Mapping[str, Any], value: Span, page: Page) -> Figures:
    """The numbers of a row whose value stands at ``value``; ``RefusedError`` where the text says others, or none."""
    found = [_held(cells, quantity, value.of(page.text)) for quantity in _read(value, page)]
    best = next((figures for figures in found if not figures.faults and figures.agreement != "beyond"), None)
    best = best or next((figures for figures in found if not figures.faults), found[0])
    refuse(best.faults)
    return best


def misread(row: Row, value: Span, page: Page) -> Iterator[tuple[str, str]]:
    """Each side of a row whose number its words, which stand at ``value``, do not say, and a sentence on it.

    More is left to a person than to a program: of a range they may mean one end and of several numbers any, and where
    nothing is read they know what is meant.
    """
    words = value.of(page.text)
    ends = _ends(value, page)
    for side in SIDES:
        given = cell(row[side])
        if given and ends and not any(_same(Decimal(given), end, words) for end in ends):
            yield side, f"{given} where {words!r} is read as {' and '.join(map(_plain, ends))}."


def _ends(value: Span, page: Page) -> list[Decimal]:
    """Every number that is read at a value or written in it."""
    words = value.of(page.text)
    met = [quantity for _, found in page.readings.meeting(value) for quantity in found]
    read = (_sides(quantity) for quantity in (*met, *find_quantities(words, page.lexicon)))
    return sorted({end for ends in read for end in ends}.union(numerals(words)))


def _read(value: Span, page: Page) -> Readings:
    """What is read at the value: one quantity, which it holds whole or whose numbers it holds."""
    words = value.of(page.text)
    met = list(page.readings.meeting(value))
    if len(met) > 1:
        listed = ", ".join(repr(span.of(page.text)) for span, _ in met)
        raise RefusedError(f"the value {words!r} holds more than one quantity: {listed}")
    if met and value.holds(met[0][0]):
        return met[0][1]
    alone = find_quantities(words, page.lexicon)
    if not met:
        if len(alone) != 1:
            raise RefusedError(f"no quantity is read in the value {words!r}")
        return alone
    span, readings = met[0]
    if not any(_sides(a) == _sides(b) for a in alone for b in readings):
        raise RefusedError(f"the value {words!r} is a piece of {span.of(page.text)!r}")
    return readings


def _sides(quantity: Quantity) -> set[Decimal]:
    return {end for end in (quantity.low, quantity.high) if end is not None}


def _held(cells: Mapping[str, Any], read: Quantity, words: str) -> Figures:
    """The numbers of a row against one reading of its words."""
    settled = {
        "relation": cells["relation"] or read.relation,
        "unit": cells["unit"] or read.unit,
        "precision": cells["precision"] or read.precision,
    }
    shut = [side for side in SIDES if side != OPEN.get(settled["relation"])]
    settled |= {side: _or(cells[side], getattr(read, side) if side in shut else None) for side in SIDES}
    missing = any(cells[name] is None and settled[name] is not None for name in settled)
    beyond = any(cells[name] not in (None, getattr(read, name)) for name in ("relation", "unit"))
    agreement: Agreement = "beyond" if beyond else "filled" if missing else "same"
    return Figures(settled, agreement, tuple(_faults(settled, read, words)))


def _or(given: Decimal | None, read: Decimal | None) -> Decimal | None:
    return read if given is None else given


def _faults(settled: Mapping[str, Any], read: Quantity, words: str) -> Iterator[str]:
    relation, unit = settled["relation"], settled["unit"]
    if relation != read.relation and read.relation != "=":
        yield _unlike("relation", relation, read.relation, words)
    if settled["precision"] != read.precision:
        yield _unlike("precision", settled["precision"], read.precision, words)
    if unit != read.unit and not _goes_beyond(unit, read):
        yield _unlike("unit", unit, read.unit, words)
    for side in SIDES:
        given, own = settled[side], getattr(read, side)
        if given is not None and side == OPEN.get(relation):
            yield f"{side} is {_plain(given)}, although the relation {relation!r} leaves it open"
        elif given is not None and not _same(given, own, words):
            yield _unlike(side, _plain(given), "nothing" if own is None else _plain(own), words)


def _unlike(name: str, given: Any, read: Any, words: str) -> str:
    return f"{name} is {given} where {words!r} is read as {read}"


def _plain(value: Decimal) -> str:
    return cell(number(value))


def _same(given: Decimal, read: Decimal | None, words: str) -> bool:
    """Whether two numbers are one; one that follows from words (a third) can be rounded, a written one cannot."""
    if read is None or number(given) == number(read):
        return read is not None
    written = _plain(read) in words.replace(",", "")
    return not written and bool(given) and any(round(float(read), places) == float(given) for places in ROUNDED)


def _goes_beyond(unit: str, read: Quantity) -> bool:
    """Whether words elsewhere can make the unit of a reading the unit of the row.

    A bare number may be one of anything: a table says of what in its header. So much may be so much a day, "monthly" is
    once a month and every month, and one counted thing may be called by another's name: two treatments are two trials.
    """
    if read.unit == "1" or unit.startswith(f"{read.unit}/"):
        return True
    if read.unit == f"/{unit}":
        return read.low == read.high == 1
    return all(code == "1" or code.startswith("{") for code in (unit, read.unit))
