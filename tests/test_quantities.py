"""Quantities: what a sentence states in numbers, form by form; and the laws that hold for any text.

The cases are in cases/quantities.toml: they taught the grammar and keep it. Their sentences are our own.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketclaims import find_quantities
from ketclaims.model import Quantity

CASES = Path(__file__).parent / "cases" / "quantities.toml"

Found = tuple[str, str, str, str, str]
"""As the file of cases has it: value_text, relation, low, high, unit."""


def _rows() -> list[object]:
    forms = tomllib.loads(CASES.read_text("utf-8"))
    return [
        pytest.param(
            case["text"],
            [tuple(found) for found in case["finds"]],
            id=f"{name}: {case['text']}",
            marks=[pytest.mark.xfail(reason=case["gap"])] if "gap" in case else [],
        )
        for name, form in forms.items()
        for case in form["cases"]
    ]


def _side(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


def _as_written(text: str, quantity: Quantity) -> Found:
    """A quantity as the file of cases writes it."""
    sides = ("vague", "vague") if quantity.precision == "vague" else (_side(quantity.low), _side(quantity.high))
    return quantity.span.of(text), quantity.relation, *sides, quantity.unit


@pytest.mark.parametrize(("text", "finds"), _rows())
def test_forms(text: str, finds: list[Found]) -> None:
    """A sentence states the quantities of its row, no others, in its order."""
    assert [_as_written(text, quantity) for quantity in find_quantities(text)] == finds


SMALLER_UNITS = {
    "hours to days": "h",
    "days to weeks": "d",
    "several days to weeks": "d",
    "minutes or hours": "min",
    "within hours": None,
    "several weeks": None,
    "five hours": None,
}


@pytest.mark.parametrize("words", SMALLER_UNITS)
def test_smaller_unit(words: str) -> None:
    """A vague duration between two units keeps the smaller one; nothing else has any."""
    assert [q.from_unit for q in find_quantities(f"It eased ({words}).")] == [SMALLER_UNITS[words]]


# --------------------------------------------------------------------------------------------- planted quantities


class Planted(NamedTuple):
    """A sentence that was made around a quantity, and the quantity."""

    text: str
    value: str
    found: Found


# A number in words and what it is worth; the larger ones come in digits.
SPOKEN = {"two": 2, "three": 3, "five": 5, "eight": 8, "twelve": 12, "twenty": 20, "thirty-four": 34, "ninety": 90}
BOUNDS = {
    "": "=",
    "on average ": "=",
    "about ": "~",
    "roughly ": "~",
    "approximately ": "~",
    "up to ": "<=",
    "no more than ": "<=",
    "at least ": ">=",
    "at least about ": ">=",
    "a minimum of ": ">=",
    "more than ": ">",
    "fewer than ": "<",
    "less than ": "<",
}
SIGNS = {"~": "~", "≈": "~", "<": "<", "≤": "<=", ">": ">", "≥ ": ">="}
JOINTS = ("-", "–", "‑", " – ", " to ")
UNITS = {
    "%": "%",
    " %": "%",
    " percent": "%",
    " hours": "h",
    "-minute": "min",
    " weeks": "wk",
    " months": "mo",
    "\u00a0mg/kg": "mg/kg",
    " mg": "mg",
    " infusions": "{dose}",
    " points": "{point}",
    " people": "{person}",
    " antidepressants": "{trial}",
}
FRAMES = (
    "They wrote down {} that spring.",
    "Nobody had thought of {}, she said.",
    "The first page says so ({}).",
    "Asked again, the nurses spoke of {}",
    "{}: so the page says.",
)

digits = st.one_of(
    st.integers(2, 99).map(str),
    st.decimals(Decimal("0.1"), Decimal("99.9"), places=1).map(str),
)
spoken = st.sampled_from(sorted(SPOKEN))


def _open(relation: str, low: str, high: str) -> tuple[str, str]:
    """The ends of an interval under a relation: a bound leaves one side open."""
    return ("" if relation[0] == "<" else low), ("" if relation[0] == ">" else high)


@st.composite
def planted(draw: st.DrawFn) -> Planted:
    """A sentence around one number or range with bound, sign or hedge, and a unit."""
    words = draw(st.booleans())
    ends = draw(st.lists(spoken if words else digits, min_size=1, max_size=2))
    values = [Decimal(SPOKEN.get(end, 0) or end) for end in ends]
    if len(ends) == 2 and not values[0] < values[1]:
        ends, values = ends[:1], values[:1]
    joint = " to " if words else draw(st.sampled_from(JOINTS))
    unit = draw(st.sampled_from([unit for unit in UNITS if not (words and unit in ("%", "\u00a0mg/kg"))]))
    sign = "" if words else draw(st.sampled_from(["", *SIGNS]))
    bound = "" if sign else draw(st.sampled_from(sorted(BOUNDS)))
    relation = SIGNS[sign] if sign else BOUNDS[bound]
    value = f"{sign}{joint.join(ends)}{unit}"
    low, high = _open(relation, _side(values[0]), _side(values[-1]))
    text = draw(st.sampled_from(FRAMES)).format(bound + value)
    return Planted(text, value, (value, relation, low, high, UNITS[unit]))


@given(planted())
def test_planted_quantity_is_found(case: Planted) -> None:
    """A number with bound, hedge or sign, range and unit reads as what it was made from."""
    found = [_as_written(case.text, q) for q in find_quantities(case.text)]
    assert [row for row in found if row[0] in case.value or case.value in row[0]] == [case.found]


@given(planted())
def test_planted_value_is_where_it_was_written(case: Planted) -> None:
    """The span of a quantity is the place where the sentence has it."""
    at = case.text.index(case.value)
    assert (at, at + len(case.value)) in [(q.span.start, q.span.end) for q in find_quantities(case.text)]


# ------------------------------------------------------------------------------------------------------ any text

FRAGMENTS = (
    *("half", "two-thirds", "one in", "first", "single", "couple of", "a", "every", "other day", "twice", "daily"),
    *("between", "up to", "at least", "within", "about", "~", "≥", "<", "+", "-", "–", "‑", "−", "to", "or", "and"),
    *("%", "percent", "mg/kg", "mg", "minutes", "hours", "h", "weeks", "infusions", "years old", "$", "USD", "mmHg"),
    *("0", "7", "12", "0.5", "1,200", "1962", "1980s", "½", "3.", ".5", "12:30", "555-0177", "[3]", "https://a.b/4"),
    *("two", "ninety-four", "hundred", "million", "dozen", "day", "week", "session", "aged", "p =", "n =", "OR", "CI"),
    *("GluN2B", "COVID-19", "May", "\n", "\r\n", "\r", "\n\n", "\t", " ", "\u00a0", "(", ")", ".", ",", "/", "|", "• "),
    *("\x00", "\ufeff", "\u200f", "\u202e", "e\u0301", "\U0001d7d9", "\U0001f48a", "\ud800", "\udfff", "٣", "²", "Ⅳ"),
)
pieces = st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from([" ", " ", " "]), st.text(st.characters(), max_size=4))
mixtures = st.lists(pieces, max_size=30).map("".join)


@given(mixtures)
def test_any_text_is_read(text: str) -> None:
    """No text is refused, and every quantity has characters of its own, in order, inside the text."""
    edges = [edge for quantity in find_quantities(text) for edge in quantity.span]
    assert edges == sorted(edges)
    assert all(q.span.start < q.span.end <= len(text) for q in find_quantities(text))


@given(mixtures)
def test_interval_is_one(text: str) -> None:
    """The ends of an interval are in order, and a bound leaves open the side that it does not bound."""
    for quantity in find_quantities(text):
        low, high = quantity.low, quantity.high
        assert low is None or high is None or low <= high
        assert low is None or quantity.relation not in ("<", "<=")
        assert high is None or quantity.relation not in (">", ">=")


@given(mixtures)
def test_same_text_reads_the_same(text: str) -> None:
    """Reading a text twice gives the same quantities."""
    assert find_quantities(text) == find_quantities(text)


PREFIXES = (
    "Nothing is said here.",
    "They were between",
    "It was up to",
    "At least",
    "About",
    "Aged",
    "p =",
    "Day",
    "A score of 12",
    "12 to",
    "$",
    "\U0001f48a\u200f e\u0301 \ufeff\x00",
)


def _from(quantities: tuple[Quantity, ...], start: int) -> list[tuple[object, ...]]:
    """The quantities from a place on, counted from there."""
    later = [q for q in quantities if q.span.start >= start]
    return [(q.span.start - start, q.span.end - start, q.relation, q.low, q.high, q.unit) for q in later]


@pytest.mark.parametrize("prefix", PREFIXES)
@given(planted())
@settings(max_examples=30)
def test_paragraph_before_shifts_spans(prefix: str, case: Planted) -> None:
    """A paragraph put before a text moves its quantities by its length, and changes nothing else."""
    before = f"{prefix}\n\n"
    assert _from(find_quantities(before + case.text), len(before)) == _from(find_quantities(case.text), 0)
