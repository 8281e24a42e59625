"""What was learned of how claims stand: how much each trait of a figure speaks for a claim, as ``stances.csv`` of the
core has it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from ketclaims.lexicon.files import CORE, root

STANCES, LIKELY = "stances.csv", "likely.csv"
HEADER = ("dimension", "trait", "weight")
HEADER_OF_UNITS = ("trait", "weights")
_ANY = ""


class Stances:
    """Weights by dimension of a figure and by trait; those of no dimension hold for all."""

    def __init__(self, rows: Iterable[Sequence[str]] = ()) -> None:
        """``rows`` are dimension, trait and weight as written."""
        self._written: dict[str, dict[str, float]] = {}
        for dimension, trait, weight in rows:
            self._written.setdefault(dimension, {})[trait] = float(weight)
        self._joined: dict[str, Mapping[str, float]] = {}

    def __bool__(self) -> bool:
        """Whether anything was learned."""
        return bool(self._written)

    def of(self, dimension: str) -> Mapping[str, float]:
        """The weights of every trait for the figures of a dimension."""
        if dimension not in self._joined:
            joined = dict(self._written.get(_ANY, {}))
            for trait, weight in self._written.get(dimension, {}).items():
                joined[trait] = joined.get(trait, 0.0) + weight
            self._joined[dimension] = joined
        return self._joined[dimension]


@lru_cache(maxsize=1)
def core_stances() -> Stances:
    """Those that come with the package."""
    return Stances(_rows(STANCES))


@lru_cache(maxsize=1)
def core_units() -> Mapping[str, str]:
    """By trait of a number without a unit what it counts for each unit, as written, as ``likely.csv`` of the core has
    it."""
    return {trait: weights for trait, weights in _rows(LIKELY)}  # noqa: C416


def _rows(name: str) -> Iterator[Sequence[str]]:
    """The rows of a file of the core, below its header; one that is not there has none."""
    file = root() / CORE / name
    if file.is_file():
        yield from islice(csv.reader(file.read_text("utf-8").splitlines()), 1, None)
