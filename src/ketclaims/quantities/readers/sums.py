"""Sums of money in words of speech: thousands as ``grand``, and the hundredths of a currency."""

from __future__ import annotations

import re
from decimal import Decimal
from re import Match

from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point, bounded
from ketclaims.quantities.readers.measured import Measured, with_rate

# five and a half | grand, 40 | p, 50 | cents; a grand piano is no sum, nor is a page
_COIN = re.compile(
    r"\s?(?P<grand>grand)\b(?!\s(?:piano|prix|slam|mal|total|round|jury|old|scheme|opening))"
    r"|(?P<pence>(?:(?<=\d)p\b(?!\.?[\d/])|p\b(?![.\d/])))|\s(?P<spelled>pence)\b|(?P<cents>\scents?\b|\s?¢)",
    re.IGNORECASE,
)
# a | dollar | a vial; a dollar bill is no sum, nor "a dollar amount"
_ONE = re.compile(
    r"an?\s+(?:single\s+|extra\s+|mere\s+)?(?P<coin>dollar|buck|euro)\b(?P<two>\s+or\s+two\b)?(?=\s*[.,;)]|\s+(?:an?|per|each|every|for|or|to|apiece|more|less|extra|in|at)\b)",
    re.IGNORECASE,
)
_SIGNS = {"£": "GBP", "quid": "GBP", "€": "EUR", "euro": "EUR", "$": "USD"}
_REACH = 4000
_MOST_PENCE = 99


def read_sum(point: Point) -> Mention | None:
    """``five and a half grand``, ``40p a week``, ``50 cents``; the currency is the one that was written last."""
    number = point.number
    if number is None:
        return _one(point)
    last = point.second(point.patterns.or_to, number.end()) or number
    coin = _COIN.match(point.text, last.end())
    if coin is None or point.priced:
        return None
    low, high = point.value(number.group()), point.value(last.group())
    code, worth = _worth(point, coin)
    if low > high or (coin["pence"] and not (number.group().isdigit() and high <= _MOST_PENCE)):
        return None
    unit = with_rate(point, Measured(code, point.lexicon.units[code].dimension, coin.end(), "money"))
    span = Span(point.start, unit.end)
    relation = point.relation(span, unit.dimension)
    quantity = bounded(span, low * worth, high * worth, unit.code, relation)
    return Mention(span, "figure", quantity, unit.dimension, "money")


def _one(point: Point) -> Mention | None:
    """``a dollar a vial``, ``an extra euro``: one of a currency."""
    one = _ONE.match(point.text, point.start)
    if one is None:
        return None
    high = Decimal(2 if one["two"] else 1)
    code = "EUR" if one["coin"].lower() == "euro" else "USD"
    unit = with_rate(point, Measured(code, point.lexicon.units[code].dimension, one.end(), "money"))
    span = Span(point.start, unit.end)
    return Mention(
        span,
        "figure",
        bounded(span, Decimal(1), high, unit.code, point.relation(span, unit.dimension)),
        unit.dimension,
        "money",
    )


def _worth(point: Point, coin: Match[str]) -> tuple[str, Decimal]:
    """The currency, and how much of it the word for the sum is."""
    if coin["pence"] or coin["spelled"]:
        return "GBP", Decimal("0.01")
    code = _currency(point)
    if coin["grand"]:
        return code, Decimal(1000)
    return ("USD" if code == "GBP" else code), Decimal("0.01")


def _currency(point: Point) -> str:
    """The currency whose sign or name stands nearest before the point; dollars where there is none."""
    before = point.before(_REACH).lower()
    sign = max(_SIGNS, key=before.rfind)
    return _SIGNS[sign] if sign in before else "USD"
