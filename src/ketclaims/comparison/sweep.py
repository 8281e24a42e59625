"""The numbers that most voices allow, found by one sweep over the ends of their ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from ketclaims.comparison.ranges import ENDS_OPEN, STARTS_OPEN, End, Place, Range


@dataclass(frozen=True, slots=True)
class Said:
    """A range, and who allows it."""

    numbers: Range
    source: str
    voice: str


@dataclass(frozen=True, slots=True)
class Common:
    """Numbers that ``voices`` voices allow, which is more than allow any other."""

    numbers: Range
    voices: int


def most_allowed(said: Sequence[Said]) -> Common:
    """The numbers that most voices allow; a voice allows what any of its sources allows, and counts once.

    Of several stretches with equally many voices it is the one with most sources, then with most claims, then the
    lowest. ``ValueError`` where nothing is said. The time is that of sorting the ends.
    """
    if not said:
        raise ValueError("Where nobody says anything, no numbers are allowed by most.")
    best: tuple[tuple[int, int, int], Range] | None = None
    for rank, numbers in _stretches(said):
        if best is None or rank > best[0]:
            best = rank, numbers
    assert best is not None
    return Common(best[1], best[0][0])


def _stretches(said: Sequence[Said]) -> Iterable[tuple[tuple[int, int, int], Range]]:
    """Each stretch of numbers with as many voices as any before it, with its rank: voices, sources, claims."""
    voices: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    most, open_at, peak, claims = 0, None, (0, 0), 0
    for place, starts, each in _events(said):
        if starts:
            voices[each.voice] += 1
            sources[each.source] += 1
            claims += 1
            if len(voices) > most or (len(voices) == most and open_at is None):
                most, open_at, peak = len(voices), place, (0, 0)
            peak = max(peak, (len(sources), claims))
            continue
        if open_at is not None and voices[each.voice] == 1:
            yield (most, *peak), _between(open_at, place)
            open_at = None
        claims -= 1
        _leave(voices, each.voice)
        _leave(sources, each.source)


def _leave(present: Counter[str], name: str) -> None:
    present[name] -= 1
    if not present[name]:
        del present[name]


def _events(said: Sequence[Said]) -> list[tuple[Place, bool, Said]]:
    starts = ((each.numbers.places[0], True, each) for each in said)
    ends = ((each.numbers.places[1], False, each) for each in said)
    return sorted((*starts, *ends), key=itemgetter(0))


def _between(start: Place, end: Place) -> Range:
    low: End = None if start[0] == float("-inf") else start[1]
    high: End = None if end[0] == float("inf") else end[1]
    return Range(low, high, start[2] == STARTS_OPEN, end[2] == ENDS_OPEN)
