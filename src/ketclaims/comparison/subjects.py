"""Claims brought together by what they are about, so that no two of one subject differ in any field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.fields import Value
from ketclaims.lexicon import UNNAMED

Context = tuple[Value, ...]
Key = tuple[str, Context]
"""The unit of the figures and what the claims say in every field."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure, a unit and a context, with the claims that are about it.

    ``own`` say just this context; ``open`` leave some of its fields open, and could be about it. ``too_open`` is how
    many subjects the own claims could be about besides, where these are too many for the claims to be counted there.
    ``alone`` is the subject of a claim that cannot be compared, because it lacks what its measure needs.
    """

    unit: str
    context: Context
    own: tuple[Entry, ...]
    open: tuple[Entry, ...] = ()
    too_open: int = 0
    alone: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All claims that are about the subject."""
        return (*self.own, *self.open)


def subjects(entries: Iterable[Entry], scale: Scale) -> Iterator[Subject]:
    """The subjects of the claims of one measure, those with least said first.

    A claim stands with the subject that it names, and with every subject that fills the fields it leaves open, unless
    these are more than ``options.reach``. A claim that lacks what its measure needs, or whose figure stands for no
    interval, is about a subject of its own.
    """
    alone, buckets = _sorted_out(entries, scale)
    yield from (Subject(_unit(entry), entry.context, (entry,), alone=True) for entry in alone)
    wider, reached = _generalisations(buckets)
    for key in sorted(buckets, key=_order):
        open_ = (bucket for each in wider[key] if len(reached[each]) <= scale.options.reach for bucket in buckets[each])
        over = len(reached[key]) if len(reached[key]) > scale.options.reach else 0
        yield Subject(*key, tuple(buckets[key]), tuple(open_), over)


def _sorted_out(entries: Iterable[Entry], scale: Scale) -> tuple[list[Entry], dict[Key, list[Entry]]]:
    alone: list[Entry] = []
    buckets: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.figure is None or entry.statement.measure == UNNAMED or scale.missing(entry):
            alone.append(entry)
        else:
            buckets[entry.figure.unit, entry.context].append(entry)
    return alone, dict(buckets)


def _unit(entry: Entry) -> str:
    return entry.figure.unit if entry.figure else entry.statement.quantity.unit


def _generalisations(buckets: dict[Key, list[Entry]]) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    """For every context those that leave some of its fields open, and the other way round."""
    # Few combinations of fields are ever stated, so each context looks only for those.
    masks = sorted({_mask(context) for _, context in buckets})
    wider: dict[Key, list[Key]] = {key: [] for key in buckets}
    reached: dict[Key, list[Key]] = {key: [] for key in buckets}
    for unit, context in buckets:
        stated = _mask(context)
        for mask in masks:
            general = unit, _opened(context, mask)
            if mask != stated and mask & stated == mask and general in buckets:
                wider[unit, context].append(general)
                reached[general].append((unit, context))
    return wider, reached


def _mask(context: Context) -> int:
    return sum(1 << place for place, value in enumerate(context) if value is not None)


def _opened(context: Context, mask: int) -> Context:
    return tuple(value if mask >> place & 1 else None for place, value in enumerate(context))


def _order(key: Key) -> tuple[str, Sequence[tuple[bool, str]]]:
    unit, context = key
    return unit, [(value is not None, str(value)) for value in context]
