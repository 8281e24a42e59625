"""A mention: one number of a text before anyone asks what it is said of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
