"""Hits: the phrases of the lexicon that count in a passage, of those that overlap the longest."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ketclaims.lexicon import UNNAMED
from ketclaims.model import Span
from ketclaims.phrases import Hit

_VOCABULARIES = frozenset(("conditions", "interventions", "routes", "doses", "attribution"))

Kinds = Mapping[str, Sequence[Hit]]
"""The hits of a passage by their kind, each kind in the order of the text."""


def by_kind(hits: Iterable[Hit]) -> Kinds:
    """Hits by their kind, each kind in the order given."""
    kinds: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        kinds[hit.kind].append(hit)
    return kinds


def longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The hits that count, in the order of the text: of those that overlap, the longest.

    Names of terms rival with all names of their vocabulary ("esketamine nasal spray" names one route), and an
    exception, a name without a term, takes the names inside it away. Phrases of measures rival within their measure.
    """
    rivals: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        group = (hit.kind, "" if hit.kind in _VOCABULARIES else hit.term)
        if group in rivals:
            rivals[group].append(hit)
        else:
            rivals[group] = [hit]
    kept = [hit for group in rivals.values() for hit in (_apart(group) if len(group) > 1 else group)]
    return tuple(sorted([hit for hit in kept if hit.term]))


def _apart(group: list[Hit]) -> Iterable[Hit]:
    """The hits of one group that count: mostly none meets another."""
    group.sort()
    reach = 0
    for hit in group:
        if hit.span.start < reach:
            return _longest_of(group)
        reach = hit.span.end
    return group


def _longest_of(group: list[Hit]) -> Iterator[Hit]:
    """The hits of one group, the longest first, none that meets a longer one.

    Of equals an exception comes first, and last what only says that it is something else.
    """
    last: list[Span] = []
    for hit in sorted(group, key=lambda h: (-h.size, h.term != "", h.term == UNNAMED, h.span, h.term)):
        at = bisect_left(last, hit.span)
        behind = at == 0 or last[at - 1].end <= hit.span.start
        if behind and (at == len(last) or hit.span.end <= last[at].start):
            last.insert(at, hit.span)
            yield hit
