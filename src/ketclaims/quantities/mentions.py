"""A mention: one number of a text before anyone asks what it is said of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketclaims.lexicon.entries import is_money
from ketclaims.model import Quantity, Reason, Span

Kind = Literal[
    "figure",  # a number with its unit, or a vague duration
    "bare",  # a number without a unit
    "ordinal",  # "the sixth infusion", "session five": a rank, not an amount
    "timepoint",  # "day three", "week 6", "the third day"
    "date",  # a day or month of the calendar
    "interval",  # a confidence interval, its level, a ratio of allocation: context of another figure
    "noise",  # a name, a citation, a telephone number, a word that states nothing
]


Nature = Literal[
    "measured",  # it has a unit: "5 mg", "40%", "several weeks"
    "counted",  # it counts things that are named: "12 patients", "three samples"
    "bare",  # nothing says what it is a number of: "a score of 7"
    "calendar",  # a year, a decade, a date
    "rank",  # which one, not how many: "the sixth infusion", "day 3"
    "beside",  # it belongs to another figure: an interval of confidence, its level, a ratio of allocation
    "name",  # it states no amount: a citation, "Figure 3", an isotope, a telephone number
]
_NATURES: dict[Kind, Nature] = {"ordinal": "rank", "timepoint": "rank", "date": "calendar", "interval": "beside"}
_NATURES |= {"noise": "name", "bare": "bare"}


@dataclass(frozen=True, slots=True)
class Mention:
    """One number of a text: its place, what it is worth, and of what kind it is.

    ``dimension`` is that of its unit; ``noun`` is the counted thing as written, in lower case; ``reason`` says
    why a mention that states nothing is excluded.
    """

    span: Span
    kind: Kind
    quantity: Quantity | None = None
    dimension: str = ""
    noun: str = ""
    reason: Reason | None = None

    def __hash__(self) -> int:
        """Where it begins: that tells the mentions of a text apart, and all fields take ten times as long."""
        return self.span.start

    @property
    def unit(self) -> str:
        """The code of its unit; empty where it states no quantity."""
        return self.quantity.unit if self.quantity else ""

    @property
    def priced(self) -> bool:
        """Whether it is an amount of money."""
        return is_money(self.dimension)

    @property
    def nature(self) -> Nature:
        """What the number is, as far as its own words say: whether it is measured, counted, or only a name."""
        if self.kind != "figure":
            return _NATURES[self.kind]
        if self.dimension == "{year}":
            return "calendar"
        named = self.noun and self.unit[:1] == "{" == self.dimension[:1]
        return "counted" if self.dimension == "count" or named else "measured"
