"""Numbers of administrations, as mentions state them, and how far from a figure they stand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ketclaims.claims.scenes.scene import Frame
from ketclaims.quantities import Mention

OFTEN = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
OFTEN |= {"eight": 8, "nine": 9, "ten": 10, "twelve": 12}
"""The words for how often something is given."""

Doses = tuple[int | None, int | None]
"""The least and the largest number of administrations; the open side of a bound is None."""


class Found(NamedTuple):
    """A number of administrations, and how far from a figure it stands, as the ruler of the passage has it."""

    cost: int
    doses: Doses


def numbered(frame: Frame) -> Iterator[Mention]:
    """The numbers of doses of a frame."""
    return (mention for mention in frame.mentions if mention.dimension == "{dose}" and mention.kind != "bare")


def ends_of(dose: Mention) -> Doses:
    """The ends of the number that a mention states, where they are whole."""
    quantity = dose.quantity
    return (None, None) if quantity is None else (_whole(quantity.low), _whole(quantity.high))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None
