"""How much is allowed for, and how much is listed: every tolerance and limit of a comparison under its name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Options:
    """The tolerances and limits of a comparison.

    ``hedge`` is the share of its value by which a hedged figure (``~``) is widened on either side; a hedged calendar
    year is widened by ``hedge_years`` instead. ``rounding`` is the share of the last written place by which a written
    number is widened: with one half, 71 % is 70.5 % up to but not 71.5 %.

    Of a measure with more than ``pair_limit`` claims not all pairs are listed, but one conflict for each claim that
    stands outside what most voices allow. A claim that leaves fields open is counted with each subject that fills
    them, unless these are more than ``reach``; so the work grows with the number of claims.

    ``ValueError`` where one of them is negative.
    """

    hedge: Decimal = Decimal("0.1")
    hedge_years: Decimal = Decimal(1)
    rounding: Decimal = Decimal("0.5")
    pair_limit: int = 1000
    reach: int = 20

    def __post_init__(self) -> None:
        for name in ("hedge", "hedge_years", "rounding", "pair_limit", "reach"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must not be negative.")
