"""Every pair of claims of one measure, as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.groups import Group, measure_groups
from ketclaims.comparison.statements import Statement
from ketclaims.comparison.verdicts import Judgement, judge_entries


def pairs(statements: Iterable[Statement], scale: Scale) -> Iterator[Judgement]:
    """The verdicts on all pairs of claims of one measure, by measure, then in the order of sources and places.

    Pairs come one at a time; what is held in memory are the statements. Of a measure with more than
    ``options.pair_limit`` claims only conflicts come: one for each claim that stands outside what most voices allow.
    """
    for entries in scale.by_measure(statements).values():
        if len(entries) > scale.options.pair_limit:
            yield from _outliers(entries, scale)
        else:
            yield from (judge_entries(a, b, scale) for a, b in combinations(entries, 2))


def _outliers(entries: list[Entry], scale: Scale) -> Iterator[Judgement]:
    """For each claim outside, its conflict with a claim inside: of another voice, if there is one."""
    by_id = {entry.statement.claim_id: entry for entry in entries}
    seen: set[tuple[str, str]] = set()
    for group in measure_groups(entries, scale):
        for outside in group.outside:
            judgement = _first_conflict(by_id[outside.claim_id], group, scale)
            key = (judgement.a.claim_id, judgement.b.claim_id) if judgement else None
            if judgement and key and key not in seen:
                seen.add(key)
                yield replace(judgement, cut=len(entries))


def _first_conflict(outside: Entry, group: Group, scale: Scale) -> Judgement | None:
    inside = (
        entry
        for entry in sorted(group.subject.entries, key=lambda entry: entry.statement.voice == outside.statement.voice)
        if entry.figure and group.numbers and entry.figure.allowed.meets(group.numbers)
    )
    found = (judge_entries(*_in_order(outside, entry), scale) for entry in inside)
    return next((judgement for judgement in found if judgement.verdict == "conflict"), None)


def _in_order(one: Entry, other: Entry) -> tuple[Entry, Entry]:
    return (one, other) if one.statement.order <= other.statement.order else (other, one)
