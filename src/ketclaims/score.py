"""How near extracted claims come to annotated ones: precision, recall and F1 at four levels, by field and by source.

A predicted claim can be paired with a gold claim of the same source whose span it meets; pairs are one to one, the
pair with the most equal fields first. Each level is stricter than the one before: ``found``, the spans meet;
``value``, and interval and unit are equal; ``measure``, and the measure is; ``full``, and relation, subject and time
point are.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ketclaims.model import InputError

Row = Mapping[str, Any]
Pair = tuple[int, int]

LEVELS = ("found", "value", "measure", "full")
PARTS = ("all", "numeric", "vague")
INTERVAL = ("low", "high", "unit")
CONTEXT = ("relation", "condition", "intervention", "route", "doses_low", "doses_high", "timepoint")
SCORED = (*INTERVAL, "measure", *CONTEXT)
FIELDS = ("measure", *CONTEXT)

TOLERANCE = 5e-3
"""Numbers that differ by half a percent are equal, so that 33.3 equals a third."""

HOURS = (8766.0, 730.5, 168.0, 24.0, 1.0, 1 / 60)
DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?)?"
)
NEEDED = {"source": str, "value_start": int, "value_end": int}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims of two lists are right: ``right`` of ``gold`` annotated and ``predicted`` extracted ones."""

    right: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        """The share of the extracted claims that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated claims that was extracted rightly."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A difference: a gold claim without a prediction, a prediction without gold, or a pair with unequal fields."""

    kind: str
    row: Row
    fields: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The comparison of two lists of claims.

    ``levels`` is keyed by part and level (``numeric.full``); ``fields`` is the share of pairs with the right value in
    which a field is right; ``sources`` has the levels of all claims of each source.
    """

    levels: Mapping[str, Tally]
    fields: Mapping[str, float]
    sources: Mapping[str, Mapping[str, Tally]]
    misses: tuple[Miss, ...]


def claims_of(records: Iterable[tuple[int, Row]], name: str, counted: str = "line") -> list[Row]:
    """The claims among numbered records; ``InputError`` names the first one without a source or a place.

    ``counted`` is what the numbers count in the file of that ``name``: lines or rows.
    """
    claims = [(line, row) for line, row in records if row.get("disposition", "claim") == "claim"]
    for line, row in claims:
        for needed, kind in NEEDED.items():
            if not isinstance(row.get(needed), kind):
                raise InputError(f"{name}, {counted} {line}: {needed} is missing or of the wrong type.")
    return [row for _, row in claims]


def score(gold: Iterable[Row], predicted: Iterable[Row]) -> Score:
    """Compare extracted claims with annotated ones; predictions for sources without gold are passed over."""
    expected = list(gold)
    known = {row["source"] for row in expected}
    found = [row for row in predicted if row["source"] in known]
    pairs = pair(expected, found)
    levels = {
        f"{part}.{name}": tally
        for part in PARTS
        for name, tally in _levels(_part(expected, part), _part(found, part)).items()
    }
    return Score(
        levels, _fields(expected, found, pairs), _by_source(expected, found), tuple(_misses(expected, found, pairs))
    )


def _part(rows: Sequence[Row], part: str) -> list[Row]:
    return [row for row in rows if part in ("all", row.get("precision", "numeric"))]


def _by_source(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Mapping[str, Tally]]:
    def of(rows: Sequence[Row], source: str) -> list[Row]:
        return [row for row in rows if row["source"] == source]

    names = sorted({row["source"] for row in gold})
    return {name: _levels(of(gold, name), of(predicted, name)) for name in names}


def _levels(gold: Sequence[Row], predicted: Sequence[Row]) -> dict[str, Tally]:
    reached = [level(gold[i], predicted[j]) for i, j in pair(gold, predicted)]
    return {
        name: Tally(sum(depth >= least for depth in reached), len(gold), len(predicted))
        for least, name in enumerate(LEVELS, 1)
    }


def _fields(gold: Sequence[Row], predicted: Sequence[Row], pairs: Sequence[Pair]) -> dict[str, float]:
    valued = [(gold[i], predicted[j]) for i, j in pairs if level(gold[i], predicted[j]) >= 2]
    return {name: sum(same(g, p, name) for g, p in valued) / len(valued) for name in FIELDS} if valued else {}


def hours(duration: str) -> float | str:
    """The length of an ISO 8601 duration in hours, or the text itself where it is none.

    >>> hours("P1D"), hours("PT24H"), hours("soon")
    (24.0, 24.0, 'soon')
    """
    match = DURATION.fullmatch(duration)
    if not match:
        return duration
    return sum(float(count or 0) * length for count, length in zip(match.groups(), HOURS, strict=True))


def _stated(row: Row, name: str) -> Any:
    value = row.get(name)
    if value in ("", None) or (isinstance(value, float) and math.isnan(value)):
        return None
    return hours(str(value)) if name == "timepoint" else value


def same(first: Row, second: Row, name: str) -> bool:
    """Whether a field is equal: numbers within half a percent, time points by length, empty as missing."""
    a, b = _stated(first, name), _stated(second, name)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=TOLERANCE, abs_tol=1e-9)
    return bool(a == b)


def level(gold: Row, predicted: Row) -> int:
    """How deep two claims that meet agree: 1 found, 2 value, 3 measure, 4 full."""
    steps: tuple[Callable[[], bool], ...] = (
        lambda: all(same(gold, predicted, name) for name in INTERVAL),
        lambda: same(gold, predicted, "measure"),
        lambda: all(same(gold, predicted, name) for name in CONTEXT),
    )
    for depth, step in enumerate(steps, 1):
        if not step():
            return depth
    return len(LEVELS)


def pair(gold: Sequence[Row], predicted: Sequence[Row]) -> list[Pair]:
    """Places of the gold and predicted claims that belong together, one to one, the most alike first."""
    ranked = sorted((_rank(gold[i], predicted[j]), i, j) for i, j in _meeting(gold, predicted))
    taken_gold: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append((i, j))
    return pairs


def _rank(gold: Row, predicted: Row) -> tuple[int, int, int]:
    equal = sum(same(gold, predicted, name) for name in SCORED)
    return -level(gold, predicted), -equal, abs(predicted["value_start"] - gold["value_start"])


def _meeting(gold: Sequence[Row], predicted: Sequence[Row]) -> Iterator[Pair]:
    by_source: defaultdict[str, list[int]] = defaultdict(list)
    for j, row in enumerate(predicted):
        by_source[row["source"]].append(j)
    for i, row in enumerate(gold):
        for j in by_source[row["source"]]:
            other = predicted[j]
            if other["value_start"] < row["value_end"] and row["value_start"] < other["value_end"]:
                yield i, j


def _misses(gold: Sequence[Row], predicted: Sequence[Row], pairs: Sequence[Pair]) -> Iterator[Miss]:
    paired = Counter(i for i, _ in pairs), Counter(j for _, j in pairs)
    yield from (Miss("missed", row) for i, row in enumerate(gold) if i not in paired[0])
    yield from (Miss("extra", row) for j, row in enumerate(predicted) if j not in paired[1])
    for i, j in sorted(pairs):
        unlike = tuple(
            (name, gold[i].get(name), predicted[j].get(name))
            for name in SCORED
            if not same(gold[i], predicted[j], name)
        )
        if unlike:
            yield Miss("differs", gold[i], unlike)
