"""How the time for groups grows with the number of claims: synthetic claims, from a thousand to a million.

    python benchmarks/comparison.py [LARGEST]

For each size it prints the claims, the groups, the processor's seconds to make the claims ready and to group them, and
how the time per claim and doubling compares with the size before: where it grows as n log n, that ratio stays near one.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle
from math import log

from ketclaims.comparison import Scale, Statement
from ketclaims.comparison.groups import groups
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Quantity, Relation, Span, Subject

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SEED = 20_240_229
SOURCES_PER_CLAIM = 0.05
CONDITIONS = ("depression", "trd", "mdd", "ptsd", "anxiety", "ocd", "chronic_pain", "suicidal_ideation")
ROUTES = (None, None, "iv", "im", "intranasal", "oral", "sublingual")
TIMEPOINTS = (None, None, None, "P1D", "P7D", "P6W", "P6M")
MEASURES = (("response_rate", "%"), ("remission_rate", "%"), ("onset_time", "h"), ("session_duration", "min"))
RELATIONS: tuple[Relation, ...] = ("=", "=", "=", "~", "<=", ">=")


def synthetic_statements(count: int) -> Iterator[Statement]:
    """So many claims, the same every time; a twentieth as many sources, two of which share a voice."""
    draw = random.Random(SEED)
    sources = max(2, int(count * SOURCES_PER_CLAIM))
    for place, (measure, unit) in zip(range(count), cycle(MEASURES), strict=False):
        source = draw.randrange(sources)
        quantity = _quantity(draw, place, unit)
        yield Statement(f"{place:012x}", f"s{source}", f"v{source // 2}", measure, quantity, _subject(draw))


def _quantity(draw: random.Random, place: int, unit: str) -> Quantity:
    low = Decimal(draw.randrange(10, 80))
    high = low + draw.randrange(0, 20)
    relation = draw.choice(RELATIONS)
    below, above = None if relation == "<=" else low, None if relation == ">=" else high
    return Quantity(Span(place, place + 1), below, above, unit, relation)


def _subject(draw: random.Random) -> Subject:
    doses = draw.choice((None, None, 1, 6))
    return Subject(
        condition=draw.choice(CONDITIONS),
        intervention="ketamine",
        route=draw.choice(ROUTES),
        doses_low=doses,
        doses_high=doses,
        timepoint=draw.choice(TIMEPOINTS),
    )


def measured(count: int, scale: Scale) -> tuple[int, float]:
    """How many groups so many claims have, and the seconds that it took to find them."""
    statements = list(synthetic_statements(count))
    start = time.process_time()
    found = sum(1 for _ in groups(statements, scale))
    return found, time.process_time() - start


def main(largest: int) -> None:
    """Print one line for each size."""
    scale = Scale(default_lexicon())
    before: float | None = None
    print("   claims   groups   seconds   seconds / (n log n), against the size before")
    for size in (size for size in SIZES if size <= largest):
        found, seconds = measured(size, scale)
        share = seconds / (size * log(size))
        ratio = f"{share / before:.2f}" if before else ""
        print(f"{size:>9} {found:>8} {seconds:>9.2f}   {ratio}")
        before = share


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1])
