"""What was learned of how claims stand: how much each trait of a figure speaks for a claim, as ``stances.csv`` of the
core has it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from ketclaims.lexicon.files import CORE, root

STANCES, LIKELY = "stances.csv", "likely.csv"
HEADER = ("dimension", "trait", "weight")
HEADER_OF_UNITS = ("trait", "weights")
_ANY = ""


@dataclass(frozen=True, eq=False)
class Stances:
    """Weights by dimension of a figure and by trait; those of no dimension hold for all."""

    written: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: Iterable[Sequence[str]]) -> Stances:
        """The weights of rows of dimension, trait and weight as written."""
        written: dict[str, dict[str, float]] = {}
        for dimension, trait, weight in rows:
            written.setdefault(dimension, {})[trait] = float(weight)
        return cls(written)

    def __bool__(self) -> bool:
        """Whether anything was learned."""
        return bool(self.written)

    def of(self, dimension: str) -> Mapping[str, float]:
        """The weights of every trait for the figures of a dimension."""
        return _joined(self, dimension)


@lru_cache(maxsize=256)
def _joined(stances: Stances, dimension: str) -> Mapping[str, float]:
    joined = dict(stances.written.get(_ANY, {}))
    for trait, weight in stances.written.get(dimension, {}).items():
        joined[trait] = joined.get(trait, 0.0) + weight
    return joined


@lru_cache(maxsize=1)
def core_stances() -> Stances:
    """Those that come with the package."""
    return Stances.read(_rows(STANCES))


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
