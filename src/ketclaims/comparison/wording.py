"""Figures, units and words of a comparison as a reader would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from ketclaims.comparison.fields import VOCABULARIES, Field
from ketclaims.comparison.figures import written
from ketclaims.comparison.options import Options
from ketclaims.comparison.ranges import Range
from ketclaims.comparison.statements import Statement
from ketclaims.lexicon import Lexicon, Term
from ketclaims.model import Quantity

PERIODS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
FIELD_NAMES = {"doses": "number of doses", "timepoint": "time point"}
GAP_UNITS = {"%": "{point}"}
NAMELESS = ("", "1", "{year}", "{p}", "{ratio}")
"""Units that nobody says."""
DIGITS = Context(prec=4, rounding=ROUND_HALF_EVEN)


def amount(value: Fraction | Decimal) -> str:
    """A number in at most four digits, or all digits of a whole one.

    >>> amount(Fraction(120, 11)), amount(Fraction(1970)), amount(Decimal("70.0"))
    ('10.91', '1970', '70')
    """
    exact = Fraction(value)
    if exact.denominator == 1:
        return str(exact.numerator)
    short = DIGITS.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return f"{short.normalize():f}"


def unit_words(unit: str, number: str = "") -> str:
    """A unit behind a number: a counted thing by its name, a calendar year not at all, other units by their code.

    >>> unit_words("{dose}", "6"), unit_words("{dose}", "1"), unit_words("mo")
    ('doses', 'dose', 'mo')
    """
    if unit in NAMELESS:
        return ""
    if not (unit.startswith("{") and unit.endswith("}")):
        return unit
    name = unit[1:-1].replace("_", " ")
    return name if number == "1" else f"{name}s"


def range_words(numbers: Range, unit: str) -> str:
    """A range with its unit: ``36–44 %``, ``more than 50 %``, ``1 up to 24 h``.

    >>> range_words(Range(Fraction(50), None, low_open=True), "%")
    'more than 50 %'
    """
    text = _range_words(numbers)
    return f"{text} {unit_words(unit, text.rpartition(' ')[2])}".rstrip()


def gap_words(gap: Fraction, unit: str) -> str:
    """How far two figures are apart, with the unit: between two percentages lie points, between two years years.

    >>> gap_words(Fraction(17), "%"), gap_words(Fraction(3), "{year}"), gap_words(Fraction(1, 5), "mg/kg")
    ('17 points', '3 years', '0.2 mg/kg')
    """
    number = amount(gap)
    return f"{number} {unit_words(GAP_UNITS.get(unit, unit), number) or 'years' * (unit == '{year}')}".rstrip()


def _range_words(numbers: Range) -> str:
    if numbers.low is None and numbers.high is None:
        return "any number"
    if numbers.low is None:
        return f"{'less than' if numbers.high_open else 'at most'} {amount(numbers.high or Fraction(0))}"
    if numbers.high is None:
        return f"{'more than' if numbers.low_open else 'at least'} {amount(numbers.low)}"
    if numbers.low == numbers.high:
        return amount(numbers.low)
    return f"{amount(numbers.low)}{' up to ' if numbers.high_open else '–'}{amount(numbers.high)}"


def figure_words(statement: Statement, lexicon: Lexicon, options: Options, source: str = "") -> str:
    """The figure of a statement in the unit as written, a hedge as the range that it allows, and whose it is.

    ``36–44 % (about 40 %, innerwell)``; without a ``source`` nobody is named.
    """
    text, said = _figure_words(statement.quantity, lexicon, options)
    notes = ", ".join(note for note in (said, source) if note)
    return f"{text} ({notes})" if notes else text


def _figure_words(quantity: Quantity, lexicon: Lexicon, options: Options) -> tuple[str, str]:
    own = written(quantity, lexicon, options)
    if own is None:
        return f"a number in {unit_words(quantity.unit)}".rstrip(), ""
    unit, (stated, hedged, _) = own
    if quantity.precision == "vague":
        return _vague_words(quantity, hedged, lexicon), ""
    said = f"about {range_words(stated, unit)}" if hedged != stated else ""
    return range_words(hedged, unit), said


def _vague_words(quantity: Quantity, numbers: Range, lexicon: Lexicon) -> str:
    """The codebook's interval, each end in the unit that the codebook gives it: ``1 h up to 7 d``."""
    low, high = (lexicon.units[code].vague for code in (quantity.from_unit or quantity.unit, quantity.unit))
    if low is None or high is None:
        return unit_words(quantity.unit)
    if numbers.low is None:
        return f"less than {high[1]} {high[2]}"
    if numbers.high is None:
        return f"at least {low[0]} {low[2]}"
    return f"{low[0]} {low[2]} up to {high[1]} {high[2]}"


def field_name(name: str) -> str:
    """A field as a reader would call it."""
    return FIELD_NAMES.get(name, name.replace("_", " "))


def term_words(field: Field, place: int, statement: Statement, lexicon: Lexicon) -> str:
    """What one of two claims says in a field: a term by its name, an abbreviation in capitals, doses as a number."""
    value = field.values[place]
    if field.name == "doses" and isinstance(value, tuple):
        return _doses_words(*value)
    if field.name == "timepoint":
        return period_words(str(statement.subject.timepoint))
    terms: Mapping[str, Term] = getattr(lexicon, VOCABULARIES[field.name]) if field.name in VOCABULARIES else {}
    term = terms.get(str(value))
    if term is None:
        return f"“{value}”"
    short = term.name.upper()
    return short if short in term.exact else term.name.replace("_", " ")


def _doses_words(low: int | None, high: int | None) -> str:
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"at most {high}"
    return str(low) if low == high else f"{low} to {high}"


def period_parts(duration: str) -> list[str]:
    """The parts of an ISO 8601 duration in words, the longest first; none where it is no duration.

    >>> period_parts("P1D"), period_parts("PT40M"), period_parts("P1Y6M")
    (['1 day'], ['40 minutes'], ['1 year', '6 months'])
    """
    date, _, clock = duration.removeprefix("P").partition("T")
    parts = [(number, PERIODS[unit]) for number, unit in re.findall(r"([\d.]+)([YMWD])", date)]
    parts += [(number, PERIODS[f"T{unit}"]) for number, unit in re.findall(r"([\d.]+)([HMS])", clock)]
    return [f"{number} {name}{'s' * (number != '1')}" for number, name in parts]


def period_words(duration: str) -> str:
    """An ISO 8601 duration in words, or the text itself where it is none.

    >>> period_words("P1D"), period_words("PT40M"), period_words("P1Y6M"), period_words("soon")
    ('1 day', '40 minutes', '1 year and 6 months', 'soon')
    """
    return joined(period_parts(duration)) or duration


def joined(parts: Iterable[str], word: str = "and") -> str:
    """Parts as a reader would list them: with commas, and a word before the last.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    *before, last = list(parts) or [""]
    return f"{', '.join(before)} {word} {last}" if before else last
