"""How many administrations a figure refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ketclaims.claims.scene import Scene
from ketclaims.lexicon import Measure
from ketclaims.model import Span
from ketclaims.quantities import Mention

_JOINED = 8
"""A series and its number at most this many characters apart are one statement: "a series of six"."""

Doses = tuple[int | None, int | None]


class _Found(NamedTuple):
    cost: int
    doses: Doses


def doses_of(
    scene: Scene, mention: Mention, measure: Measure, doses: tuple[Mention, ...], intervention: tuple[str, ...]
) -> Doses:
    """The nearest number of doses of the sentence, or a series in words; else those of the header or lead-in.

    The size of a dose goes with a single dose only, the length of a series with a number only.
    """
    if "doses" not in measure.qualified:
        return None, None
    found = list(_counted(scene, mention, measure, doses, intervention))
    if measure.role not in ("series_duration", "dose"):
        found += _worded(scene, mention, measure, doses)
        found = found or list(_beside(scene, measure))
    return min(found, key=lambda f: f.cost).doses if found else (None, None)


def _counted(
    scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention], intervention: tuple[str, ...]
) -> Iterator[_Found]:
    for dose in doses:
        own = dose.span != mention.span and (measure.role != "dose" or dose.noun == "single")
        if own and not belongs_to_other(scene, dose.span, mention.span, intervention):
            yield _Found(scene.cost(dose.span, mention.span), _ends(dose))


def _worded(scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention]) -> Iterator[_Found]:
    for hit in scene.hits_of("doses"):
        cost = scene.cost(hit.span, mention.span)
        number = _series_of(scene, hit.span)
        if hit.term == "series" and number:
            yield _Found(cost, _ends(number))
        elif hit.term == "series" and not any(_spelled_out(scene, hit.span, d.span) for d in doses):
            yield _Found(cost, (2, None))
        elif hit.term == "single" and measure.priced:
            yield _Found(cost, (1, 1))


def _beside(scene: Scene, measure: Measure) -> Iterator[_Found]:
    """The doses of the row's other cells, the column's header and the lead-in; a number says more than a word."""
    for frame in scene.frames:
        if frame.kind == "heading" or (frame.kind == "row" and not measure.priced):
            continue
        for mention in frame.mentions:
            if mention.dimension == "{dose}" and mention.kind != "bare":
                yield _Found(0, _ends(mention))
        worded = {hit.term for hit in frame.hits if hit.kind == "doses"}
        if "series" in worded:
            yield _Found(1, (2, None))
        if "single" in worded and measure.priced:
            yield _Found(2, (1, 1))


def _ends(dose: Mention) -> Doses:
    quantity = dose.quantity
    return (None, None) if quantity is None else (_whole(quantity.low), _whole(quantity.high))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def _series_of(scene: Scene, series: Span) -> Mention | None:
    """The bare number of "a series of six"."""
    bare = (m for m in scene.mentions if m.kind == "bare" and m.span.start >= series.end)
    return next((m for m in bare if scene.between(series, m.span).strip() in ("", "of")), None)


def _spelled_out(scene: Scene, series: Span, number: Span) -> bool:
    """Whether a number tells the length of a series: "a series of six", "repeated doses in autumn (six doses)"."""
    between = scene.between(series, number)
    return series.start < number.start and (len(between) < _JOINED or between.endswith("("))


def belongs_to_other(scene: Scene, span: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a dose or a route stands nearer to another treatment than the claim's: each arm has its own."""
    hits = scene.hits_of("interventions")
    if any(hit.term in intervention for hit in hits):
        return min(hits, key=lambda hit: scene.cost(hit.span, span)).term not in intervention
    return len({hit.term for hit in hits}) == 1 and scene.contrasted(span, claim)
