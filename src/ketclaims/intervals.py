"""What a stated quantity allows: its interval in the canonical unit of a measure."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import lru_cache

from ketclaims.late import late
from ketclaims.lexicon import Lexicon, Unit
from ketclaims.model import Quantity

Interval = tuple[Decimal | None, Decimal | None]
# one factor of a UCUM code: mg | /kg | .m2 | /{widget} | mm[Hg]; a digit is a power only at the end
_FACTOR = late(r"(?P<sign>[./]?)(?P<unit>(?:%?\{[^}]*\}|[^./{}\d\[\]]*\[[^\]]*\]|[^./{}\[\]\d]+))(?P<power>\d+)?")


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


@lru_cache(maxsize=512)
def conversion(own: str, unit: str, lexicon: Lexicon) -> Decimal | None:
    """The factor that turns a number in ``own`` into one in ``unit``; nothing where the dimensions differ.

    Units per time convert by their two parts: 2 /wk is 2/7 /d.
    """
    if own == unit:
        return Decimal(1)
    (count, per), (other, other_per) = _parts(own), _parts(unit)
    top = _ratio(count, other, lexicon)
    bottom = _ratio(per, other_per, lexicon)
    return _ratio(own, unit, lexicon) if top is None or bottom is None else top / bottom


def _parts(unit: str) -> tuple[str, str]:
    """The unit above and the period below the last stroke: ``/wk`` is ("", "wk"); ``mg/kg`` has no period."""
    count, stroke, per = unit.rpartition("/")
    return (count, per) if stroke and per in ("min", "h", "d", "wk", "mo", "a") else (unit, "")


def _ratio(own: str, unit: str, lexicon: Lexicon) -> Decimal | None:
    if own == unit:
        return Decimal(1)
    for a, b in ((lexicon.units.get(own), lexicon.units.get(unit)), (product(own, lexicon), product(unit, lexicon))):
        if a and b and a.dimension == b.dimension:
            return a.factor / b.factor
    return None


@lru_cache(maxsize=512)
def product(code: str, lexicon: Lexicon) -> Unit | None:
    """The unit that a UCUM code of several factors stands for; nothing where one of them is unknown.

    Its dimension says which dimensions are above and below the stroke, so that "m/s" and "km/h" convert into each
    other and "mg/kg" and "mL/L" do not. A counted thing in braces is a dimension of its own.
    """
    factor, above, below = Decimal(1), Counter[str](), Counter[str]()
    for found in _FACTOR.finditer(code):
        unit = lexicon.units.get(found["unit"])
        if unit is None and found["unit"][:1] != "{":
            return None
        power = int(found["power"] or 1) * (-1 if found["sign"] == "/" else 1)
        factor *= (unit.factor if unit else Decimal(1)) ** power
        (above if power > 0 else below)[unit.dimension if unit else found["unit"]] += abs(power)
    if "".join(found.group() for found in _FACTOR.finditer(code)) != code or not code:
        return None
    dimension = "/".join(".".join(sorted(side.elements())) for side in (above, below))
    return Unit(code, dimension.removesuffix("/"), factor, (), (), (), None, ())


def is_known_unit(unit: str, lexicon: Lexicon) -> bool:
    """Whether a unit is one of the lexicon's, something counted (in braces), or made of these: ``g/mol``.

    >>> from ketclaims.lexicon import default_lexicon
    >>> [is_known_unit(unit, default_lexicon()) for unit in ("mg/kg", "USD/mo", "/wk", "{pill}", "furlong")]
    [True, True, True, True, False]
    """
    return unit == "1" or unit in lexicon.units or ("{}" not in unit and product(unit, lexicon) is not None)


def _vague(quantity: Quantity, lexicon: Lexicon) -> tuple[Interval, str]:
    """The interval that the words of a vague duration stand for, and its unit: minutes, where a range has two."""
    first, last = lexicon.units[quantity.from_unit or quantity.unit].vague, lexicon.units[quantity.unit].vague
    if first is None or last is None:
        return (None, None), quantity.unit
    low = first[0] * lexicon.units[first[2]].factor
    high = last[1] * lexicon.units[last[2]].factor
    return (None if quantity.relation in ("<", "<=") else low, high), "min"
