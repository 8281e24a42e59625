"""How sums of money are written where no other number is written so: ``1 200 zł``, ``1.200 €``, ``Rs 12,500/-``."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from re import Match, Pattern

from ketclaims.late import late
from ketclaims.lexicon.entries import Unit, is_money
from ketclaims.quantities.points import Point

_SCALES = {"thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9}
_SCALE = rf"(?:[ \u00a0](?P<scale>{'|'.join(_SCALES)})s?\b)?"
# 12,500/- | 2,500/= | 50,- | 120.– | 900:- : that the sum is whole
_WHOLE = r"(?:/[-=]|[,.:][-–])(?![\w-])"
_LAKHS = r"\d{1,2}(?:,\d\d)+,\d{3}(?!\d)(?:\.\d\d(?!\d))?"
_CENTS = r"(?:,\d\d(?!\d))?"
_GAPS = " \u00a0\u202f"
_SIGN = {" ": f"[{_GAPS}]", ".": r"\."}
# 1 200 | 1.500.000, or a range of two such, before a currency; 1 500,- Kč
_BEFORE_CURRENCY = late(
    rf"(?:{{0}}|\d+(?={_WHOLE}))(?:{_WHOLE})?(?:(?:\s?[-–—]\s?|\s(?:to|and|or)\s){{0}})?".format(
        rf"[1-9]\d{{0,2}}(?:(?:[{_GAPS}]\d{{3}})+|(?:\.\d{{3}})+)(?!\d){_CENTS}"
    )
)
_PARTING = frozenset(".,:/")
_WHOLE_ENDS = frozenset("-–=")
# per session | /month | 2.5m: a number before these is a sum, however small
_PER = re.compile(r"\s?(?:/[a-zA-Z]|per\b|[mM]n?\b|bn\b|k\b)")
_LEAST_ATTACHED = 10
"""Letters right before a smaller number are a name: "RM1"."""
_GAP = re.compile(f"[{_GAPS}]")
_SUM = "sum"


@lru_cache(maxsize=8)
def _pattern(groups: str) -> Pattern[str]:
    """The pattern of a sum that is written so in a currency with these signs between its thousands."""
    forms = [rf"[1-9]\d{{0,2}}(?:{_SIGN[sign]}\d{{3}})+(?!\d){_CENTS}" for sign in groups]
    forms += [r"\d+,\d\d?(?!\d)(?!,\d)"] if groups else []
    plain = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d\d)?"
    odd = rf"(?:(?P<lakhs>{_LAKHS})|(?P<other>{'|'.join(forms) or '(?!)'}))"
    return re.compile(rf"(?P<{_SUM}>{odd}{_SCALE}(?:{_WHOLE})?|(?P<plain>{plain}){_WHOLE})")


def sum_at(point: Point, at: int, groups: str | None) -> Match[str] | None:
    """The number at ``at``: as a currency writes it that parts thousands by ``groups``, or as any is written.

    Where a unit follows the second of two numbers, a space between them parts no thousands: "€5 100 mL".
    """
    found = _pattern(groups).match(point.text, at) if groups is not None else None
    if found and " " in found.group() and (unit := point.unit(found.end())) and unit.kind != "word":
        money = is_money(dimension_of(point, unit.text))
        found = found if money else None
    return found or point.patterns.number.match(point.text, at)


def worth_of(point: Point, number: Match[str]) -> Decimal:
    """What a number is worth, a sum of money as its currency writes it included."""
    if number.lastgroup != _SUM:
        return point.value(number.group())
    plain = number["lakhs"] or number["plain"]
    if plain:
        value = Decimal(plain.replace(",", ""))
    else:
        value = Decimal(_GAP.sub("", number["other"]).replace(".", "").replace(",", "."))
    return value * _SCALES.get(number["scale"] or "", 1)


def is_written_so(point: Point, groups: str) -> bool:
    """Whether the number is written as only sums of a currency are."""
    return _pattern(groups).match(point.text, point.start) is not None


@lru_cache(maxsize=1)  # the readers of prices and of figures ask in turn
def groups_behind(point: Point) -> str | None:
    """The signs between the thousands of the currency behind a sum that is written so; nothing where none is."""
    number = point.number
    if number is None:
        return None
    end = number.end()
    sign, behind = point.text[end : end + 1], point.text[end + 1 : end + 2]
    parts = behind.isdigit() or (sign in _PARTING and behind in _WHOLE_ENDS)
    if not (parts or point.text[end - 4 : end - 3] == "."):
        return None
    found = _BEFORE_CURRENCY.match(point.text, point.start)
    unit = point.unit(found.end()) if found else None
    if unit is None or not is_money(dimension_of(point, unit.text)):
        return None
    return point.lexicon.units[_code(point, unit.text)].groups or None


def groups_before(point: Point, sign: str) -> str:
    """The signs between the thousands of the currency whose sign stands before the number."""
    return point.lexicon.units[point.patterns.currencies[sign]].groups


def is_sum(point: Point, sign: str) -> bool:
    """Whether a sign before the number is that of its currency: "R450" is a sum, "R2" and "SAR 5 mg" none."""
    unit = point.lexicon.units[point.patterns.currencies[sign]]
    if not (sign[-1].isalpha() or sign in unit.doubtful) or point.number is None:
        return True
    number = sum_at(point, point.start, unit.groups) or point.number
    if number.lastgroup == _SUM or _PER.match(point.text, number.end()):
        return True
    least = unit.least if sign in unit.doubtful else _LEAST_ATTACHED if point.before(1).isalpha() else 0
    return worth_of(point, number) >= least and not _is_measured(point, number.end())


def is_sum_in(point: Point, unit: Unit) -> bool:
    """Whether the number is large enough for a currency whose doubtful sign stands behind it."""
    number = sum_at(point, point.start, unit.groups)
    return number is None or worth_of(point, number) >= unit.least


def _is_measured(point: Point, end: int) -> bool:
    """Whether a unit that is no money stands behind the number, with a gap: "m" right behind it is a scale."""
    unit = None if point.text[end : end + 1].isalpha() else point.unit(end)
    return unit is not None and not is_money(dimension_of(point, unit.text))


def _code(point: Point, written: str) -> str:
    codes = point.patterns.codes
    return codes.get(written) or codes.get(" ".join(written.lower().split()), "")


def dimension_of(point: Point, written: str) -> str:
    """The dimension of a unit as it is written; empty where no lexicon knows it."""
    unit = point.lexicon.units.get(_code(point, written))
    return unit.dimension if unit else ""
