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
from ketclaims.intervals import is_known_unit
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Quantity

LEXICON = default_lexicon()
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


@pytest.mark.parametrize("word", ["minuteſ", "mınutes", "mİnutes", "wee\u212as", "milligramſ", "patientſ", "ſessions"])
def test_letter_that_is_another_in_any_case(word: str) -> None:
    """A letter that matches s, i or k where case does not matter is that letter in a unit, and moves no place."""
    text = f"After five {word}, 12%."
    assert [found.span.of(text) for found in find_quantities(text)] == [f"five {word}", "12%"]


@pytest.mark.parametrize(("text", "value"), [("10^3billion", "1000000000000"), ("an million", "1000000")])
def test_scale_behind_a_power_or_an_article(text: str, value: str) -> None:
    """A scale counts behind a power of ten without a space, and behind either article."""
    assert [found.low for found in find_quantities(f"Some {text} of them.")] == [Decimal(value)]


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
# The signs of fractions and their worth, to four places.
FRACTIONS = {"½": "0.5", "⅓": "0.3333", "⅔": "0.6667", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅗": "0.6"}
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
    "Everybody had thought of {}, she said.",
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


# ------------------------------------------------------------------------------- numbers and units by construction


SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
GROUPS = (",", "\u2009", "\u202f", "\u00a0", "'", "’")


def _only(text: str) -> Found:
    """The one quantity of a text."""
    [found] = [_as_written(text, quantity) for quantity in find_quantities(text)]
    return found


@given(st.integers(1000, 10**12), st.sampled_from(GROUPS))
def test_digits_in_groups_are_one_number(value: int, sign: str) -> None:
    """Digits in groups of three are worth what they are worth without the signs between the groups."""
    written = f"{value:,}".replace(",", sign)
    assert _only(f"The vat holds {written} mL of it.") == (f"{written} mL", "=", str(value), str(value), "mL")


@given(
    st.integers(1, 99),
    st.integers(-20, 20),
    st.sampled_from(("{0}×10^{1}", "{0} × 10^{1}", "{0} x 10^{1}", "{0}·10{2}", "{0}×10{2}", "{0}e{1}", "{0}E{1}")),
)
def test_power_of_ten(value: int, power: int, form: str) -> None:
    """A number times a power of ten is worth the product, however the power is written."""
    written = form.format(value, power, str(power).translate(SUPERSCRIPTS))
    side = _side(Decimal(value).scaleb(power))
    assert _only(f"The vat holds {written} mL of it.") == (f"{written} mL", "=", side, side, "mL")


@given(st.integers(0, 99), st.sampled_from(sorted(FRACTIONS)), st.sampled_from(("", " ", "\u00a0")))
def test_mixed_number(whole: int, sign: str, gap: str) -> None:
    """A whole number and the sign of a fraction are worth their sum."""
    written = f"{whole}{gap}{sign}" if whole else sign
    side = _side(whole + Decimal(FRACTIONS[sign]))
    assert _only(f"The walk took {written} hours in all.") == (f"{written} hours", "=", side, side, "h")


@pytest.mark.parametrize("name", sorted(default_lexicon().numbers["fractions"].keys() - {"halves"}))
def test_fraction_behind_a_number(name: str) -> None:
    """Every fraction of the lexicon is a share behind a number in words, with whatever letters it begins."""
    assert [quantity.unit for quantity in find_quantities(f"One {name} of them slept.")] == ["%"]


@given(st.integers(20, 900), st.integers(1, 19), st.sampled_from(("±", " ± ", " +/- ", "\u2009±\u2009")))
def test_tolerance_is_an_interval(value: int, by: int, sign: str) -> None:
    """A number with a tolerance is the interval around it; a mean with its spread is the mean."""
    written = f"{value}{sign}{by} mg"
    assert _only(f"Put in {written} of it.") == (written, "~", str(value - by), str(value + by), "mg")
    assert _only(f"The mean was {written} of it.") == (written, "=", str(value), str(value), "mg")


@given(st.integers(1, 99), st.integers(1, 99), st.sampled_from(("−", "-")))
def test_range_of_signed_numbers(a: int, b: int, minus: str) -> None:
    """From a negative number to a positive one is a range that rises through zero."""
    written = f"{minus}{a} to {b} °C"
    assert _only(f"The pond lay at {written} then.") == (written, "=", str(-a), str(b), "Cel")


UNIT_SIGNS = sorted(
    (symbol, unit.code)
    for unit in LEXICON.units.values()
    if not unit.before
    for symbol in unit.symbols
    if symbol.isalpha() and symbol != "pm"  # "2 pm" is a time of day
)


@given(st.integers(2, 99), st.sampled_from(UNIT_SIGNS))
def test_symbol_is_its_unit(value: int, sign: tuple[str, str]) -> None:
    """Every symbol of the lexicon, with its prefix or without, is read as its unit behind a space."""
    symbol, code = sign
    assert _only(f"It came to {value} {symbol}.") == (f"{value} {symbol}", "=", str(value), str(value), code)


BELOW = ("s", "L", "kg", "m", "mol")


@given(st.integers(2, 99), st.sampled_from(("g", "mol", "J", "km", "mL")), st.sampled_from(BELOW))
def test_unit_below_a_stroke_or_with_a_negative_power(value: int, above: str, below: str) -> None:
    """ "g/L", "g L−1", "g L⁻¹", "g·L⁻¹" and "g L^-1" are one unit."""
    forms = [
        f"{above}/{below}",
        f"{above} {below}−1",
        f"{above} {below}⁻¹",
        f"{above}·{below}⁻¹",
        f"{above} {below}^-1",
    ]
    assert {_only(f"It came to {value} {form}.")[4] for form in forms} == {f"{above}/{below}"}


consonants = st.sampled_from(["hpf", "dpf", "mbsl", "cpm", "zrq", "gtx"])


@given(st.integers(2, 99), consonants)
def test_unknown_unit_is_kept(value: int, unit: str) -> None:
    """A symbol that stands in no lexicon is the unit, in braces, and part of the value."""
    assert _only(f"It came to {value} {unit}.") == (f"{value} {unit}", "=", str(value), str(value), f"{{{unit}}}")


@given(st.sampled_from(("Figure", "Fig.", "Table", "Eq.", "Section", "page", "step", "sample")), st.integers(1, 99))
def test_label_is_no_quantity(noun: str, number: int) -> None:
    """A number behind the name of a thing states nothing; the sentence around it reads as it did without."""
    before = [_as_written(t, q) for t in ["It rose by 12 mg."] for q in find_quantities(t)]
    text = f"It rose by 12 mg (see {noun} {number})."
    assert [_as_written(text, q) for q in find_quantities(text)] == before


names = st.sampled_from(["Marlow", "Finch", "O’Quill", "de Vries", "Brontë"])


@given(st.lists(names, min_size=1, max_size=3, unique=True), st.integers(1900, 2030), st.sampled_from(("", "a", "b")))
def test_cited_year_is_no_quantity(authors: list[str], year: int, letter: str) -> None:
    """The year behind the names in brackets is that of a work; the years of the text itself stay."""
    cited = f"{' and '.join(authors)}, {year}{letter}"
    assert _only(f"It began in 1899 there ({cited}).") == ("1899", "=", "1899", "1899", "{year}")


# ------------------------------------------------------------------------------------------------------ any text

FRAGMENTS = (
    *("half", "two-thirds", "one in", "first", "single", "couple of", "a", "every", "other day", "twice", "daily"),
    *("between", "up to", "at least", "within", "about", "~", "≥", "<", "+", "-", "–", "‑", "−", "to", "or", "and"),
    *("%", "percent", "mg/kg", "mg", "minutes", "hours", "h", "weeks", "infusions", "years old", "$", "USD", "mmHg"),
    *("0", "7", "12", "0.5", "1,200", "1962", "1980s", "½", "3.", ".5", "12:30", "555-0177", "[3]", "https://a.b/4"),
    *("two", "ninety-four", "hundred", "million", "dozen", "day", "week", "session", "aged", "p =", "n =", "OR", "CI"),
    *("±", "×10", "⁻⁵", "10^9", "/L", "m s−1", "dpf", "Fig.", "et al.", "(2019)", "km", "°", "‰", "wt%", "hpf/", "⅝"),
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
def test_unit_is_a_code(text: str) -> None:
    """Every unit is a code that a table of claims takes: of the lexicon, counted in braces, or made of these."""
    assert [q.unit for q in find_quantities(text) if not is_known_unit(q.unit, LEXICON)] == []


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
