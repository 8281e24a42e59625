"""What a stated quantity allows: its interval in the canonical unit of a measure."""

from __future__ import annotations

from decimal import Decimal

from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity

Interval = tuple[Decimal | None, Decimal | None]


def standardise(quantity: Quantity, unit: str, lexicon: Lexicon) -> tuple[Decimal | None, Decimal | None, str]:
    """``low``, ``high`` and the unit they are in: ``unit`` where the quantity converts into it, else its own.

    A vague duration becomes the codebook's interval, its upper end open: "days" is 1 d up to, but not, 7 d;
    "hours to weeks" spans both. Under a bound ("within hours") the open side stays empty. No rounding, no hedge.
    """
    interval, own = (quantity.low, quantity.high), quantity.unit
    if quantity.precision == "vague":
        interval, own = _vague(quantity, lexicon)
    factor = conversion(own, unit, lexicon) if unit else Decimal(1)
    if factor is None:
        return *interval, own
    low, high = (None if side is None else side * factor for side in interval)
    return low, high, unit or own


def conversion(own: str, unit: str, lexicon: Lexicon) -> Decimal | None:
    """The factor that turns a number in ``own`` into one in ``unit``; nothing where the dimensions differ.

    Units per time convert by their two parts: 2 /wk is 2/7 /d.
    """
    if own == unit:
        return Decimal(1)
    (count, per), (other, other_per) = _parts(own), _parts(unit)
    top = _ratio(count, other, lexicon)
    bottom = _ratio(per, other_per, lexicon)
    return None if top is None or bottom is None else top / bottom


def _parts(unit: str) -> tuple[str, str]:
    """The unit above and the period below the last stroke: ``/wk`` is ("", "wk"); ``mg/kg`` has no period."""
    count, stroke, per = unit.rpartition("/")
    return (count, per) if stroke and per in ("min", "h", "d", "wk", "mo", "a") else (unit, "")


def _ratio(own: str, unit: str, lexicon: Lexicon) -> Decimal | None:
    if own == unit:
        return Decimal(1)
    a, b = lexicon.units.get(own), lexicon.units.get(unit)
    return a.factor / b.factor if a and b and a.dimension == b.dimension else None


def _vague(quantity: Quantity, lexicon: Lexicon) -> tuple[Interval, str]:
    """The interval that the words of a vague duration stand for, and its unit: minutes, where a range has two."""
    first, last = lexicon.units[quantity.from_unit or quantity.unit].vague, lexicon.units[quantity.unit].vague
    if first is None or last is None:
        return (None, None), quantity.unit
    low = first[0] * lexicon.units[first[2]].factor
    high = last[1] * lexicon.units[last[2]].factor
    return (None if quantity.relation in ("<", "<=") else low, high), "min"
