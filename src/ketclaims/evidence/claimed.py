"""What a claim asserts, and how the figure of a study lies to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ketclaims.comparison import Entry, Scale, Statement
from ketclaims.comparison.figures import Figure
from ketclaims.comparison.ranges import Range
from ketclaims.evidence.estimates import Interval, counts_people, is_outcome, is_rule
from ketclaims.lexicon import Measure
from ketclaims.model import Quantity, Stance

NARROW = 20
"""An interval of so many percentage points is narrow: that of a share seen in about a hundred people."""
BELOW, ABOVE = ("<", "<="), (">", ">=")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim ready to be held against studies: its entry, and the figure that it stands by.

    ``figure`` is the end of a bound where that is what is asserted ("up to 80 % recover", "no driving for 12 hours").
    """

    entry: Entry
    figure: Figure | None
    measure: Measure

    @property
    def may_be_less(self) -> bool:
        """Whether less is no contradiction: nobody can tell "up to" from "no more than" by the figure."""
        return is_outcome(self.measure) and self.statement.quantity.relation == "<="

    @property
    def statement(self) -> Statement:
        """The claim."""
        return self.entry.statement


def claimed(statement: Statement, scale: Scale) -> Claimed:
    """A claim ready to be held against studies."""
    measure = scale.lexicon.measures[statement.measure]
    return Claimed(scale.entry(statement), scale.entry(asserted(statement, measure)).figure, measure)


def asserted(statement: Statement, measure: Measure) -> Statement:
    """The statement by the figure that it stands by.

    "Up to" so many percent asserts, if anything, that it comes to so many. The bound of a rule is itself the figure:
    to keep from driving for at least 12 hours and for at least 24 are two rules.
    """
    quantity = statement.quantity
    end = bound(quantity)
    if end is None or not (is_rule(measure) or (is_outcome(measure) and quantity.relation == "<=")):
        return statement
    return replace(statement, quantity=replace(quantity, relation="=", low=end, high=end))


def bound(quantity: Quantity) -> Decimal | None:
    """The end of a one-sided quantity; nothing for any other."""
    if quantity.precision == "vague" or quantity.relation not in (*BELOW, *ABOVE):
        return None
    return quantity.high if quantity.relation in BELOW else quantity.low


def stance(claim: Figure, reported: Figure, allows: Range, one_sided: bool) -> Stance:
    """How a reported figure lies to a claimed one in the same unit.

    It ``states`` the claim where one holds the other, hedges and rounding allowed for; one that is itself ``one_sided``
    only where all of it is claimed. It ``allows`` a claim that its interval meets; the rest is ``below`` or ``above``.
    """
    if claim.allowed.holds(reported.stated) or (reported.allowed.holds(claim.stated) and not one_sided):
        return "states"
    # One allowance at a time: a hedge and an interval together would reach everything.
    if allows.meets(claim.stated) or claim.allowed.meets(reported.stated):
        return "allows"
    return "below" if allows.before(claim.stated) else "above"


def is_close(claim: Figure, reported: Figure, interval: Interval, scale: Scale) -> bool:
    """Whether an estimate that allows a claim bears it out: by a narrow interval, or because the two are nearly equal.

    The interval of a handful of people allows nearly everything, and bears out nothing.
    """
    narrow = interval.source and reported.unit == "%" and _width(interval.numbers) <= NARROW
    if narrow and interval.numbers.meets(claim.stated):
        return True
    ends = [abs(end) for end in (claim.stated.low, claim.stated.high) if end is not None]
    return bool(ends) and claim.stated.distance(reported.stated) <= max(ends) * Fraction(scale.options.hedge)


def _width(numbers: Range) -> float:
    return float("inf") if numbers.low is None or numbers.high is None else float(numbers.high - numbers.low)


def is_same_figure(claim: Claimed, reported: Quantity, scale: Scale) -> bool:
    """Whether a claim repeats a reported number, rounded as one of the two is; "more than half" repeats 55 %."""
    said, unit = claim.statement.quantity, claim.statement.quantity.unit
    if "vague" in (said.precision, reported.precision) or unit != reported.unit or bound(reported) is not None:
        return False
    end = bound(said)
    if end is None:
        return _alike(said.low, reported.low) and _alike(said.high, reported.high)
    if reported.low != reported.high or reported.low is None:
        return False
    return _alike(end, reported.low) or (counts_people(claim.measure) and _near(end, reported.low, said, scale))


def _alike(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    # Rounding moves neither by more than one half.
    if abs(a - b) >= 1:
        return False
    # Numbers beyond any rounding are compared as they are.
    if max(a.adjusted(), b.adjusted()) > 20:
        return a == b
    places = Decimal(1).scaleb(-min(_decimals(a), _decimals(b)))
    return a.quantize(places, ROUND_HALF_UP) == b.quantize(places, ROUND_HALF_UP)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(max(0, -exponent), 6) if isinstance(exponent, int) else 0


def _near(end: Decimal, reported: Decimal, said: Quantity, scale: Scale) -> bool:
    room = abs(Fraction(end)) * Fraction(scale.options.hedge)
    beyond = Fraction(reported) - Fraction(end)
    return 0 <= (beyond if said.relation in ABOVE else -beyond) <= room
