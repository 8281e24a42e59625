"""Owners: whose a figure is, where it is no treatment's: a device's, a form's, a check-up's, that of an accident.

A phrase near a figure says what such figures are mostly of; but "a mask lasts six months" tells nothing of a benefit,
and "wash the tube once a week" gives no dose. Each rule asks for a word of one of the classes in ``[owners]`` and for
the form of words in which it owns the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from ketclaims.claims.measures.owners.figure import Figure
from ketclaims.claims.measures.owners.people import passed_on, treated, undergone
from ketclaims.claims.measures.owners.shares import by_the_day, compared, described, incident, of_things, taken_off
from ketclaims.claims.measures.owners.sums import saved, summed
from ketclaims.claims.measures.owners.times import (
    abstained,
    acted,
    attribute,
    checked,
    drunk,
    left,
    sensed,
    subject,
    tended,
    unheard,
    waited,
)
from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.quantities import Mention

__all__ = ["owner_votes"]

_ALWAYS: frozenset[str] = frozenset()

Rule = Callable[[Figure], Span | None]
"""The place of a figure's owner, if there is one."""

_RULES: Mapping[str, tuple[tuple[Rule, frozenset[str]], ...]] = {
    "time": (
        (tended, frozenset(("tended", "handled"))),
        (subject, frozenset(("things", "errands", "episodes"))),
        (checked, _ALWAYS),
        (abstained, _ALWAYS),
        (waited, _ALWAYS),
        (drunk, frozenset(("fluids",))),
        (acted, frozenset(("acts",))),
        (sensed, frozenset(("sensations",))),
        (left, frozenset(("interventions",))),
        (attribute, frozenset(("lengthy",))),
        (unheard, _ALWAYS),
    ),
    "frequency": (
        (tended, frozenset(("tended", "handled"))),
        (subject, frozenset(("things", "errands", "episodes"))),
        (checked, _ALWAYS),
    ),
    "share": (
        (taken_off, _ALWAYS),
        (of_things, frozenset(("shared",))),
        (by_the_day, _ALWAYS),
        (compared, _ALWAYS),
        (incident, _ALWAYS),
        (passed_on, _ALWAYS),
        (undergone, frozenset(("undergone", "doings"))),
        (described, _ALWAYS),
    ),
    "{person}": ((treated, _ALWAYS),),
    "count": ((treated, _ALWAYS),),
    "money": ((saved, _ALWAYS), (summed, frozenset(("sums",)))),
}
"""The rules for the figures of a dimension, each with the classes of words of which it needs one in the passage."""


def owner_votes(scene: Scene, mention: Mention, candidates: Sequence[Measure]) -> Iterator[Vote]:
    """Who else than a treatment owns a figure says that no measure fits it, unless a pack has one for the owner."""
    rules = _RULES.get(mention.dimension.partition("_")[0], ())
    figure = Figure(scene, mention)
    for rule, classes in rules:
        if classes and classes.isdisjoint(scene.kinds):
            continue
        owner = rule(figure)
        if owner and not _is_measured(scene, mention, owner, candidates):
            yield Vote(UNNAMED, "owner", owner, "sentence", WEIGHTS["owner"])
            return


def _is_measured(scene: Scene, mention: Mention, owner: Span, candidates: Sequence[Measure]) -> bool:
    """Whether a measure is named by the owner itself ("the risk of a stroke") or in words that begin with it ("results
    hold", "choose not to continue"), or a share stands between it and a time: "nausea began in 12% within an hour".

    Below an owner that stands above the passage any measure may be named.
    """
    if mention.dimension == "share" and owner.end <= scene.span.start:
        return _is_named_below(scene, owner, {measure.name for measure in candidates})
    names = {measure.name for measure in candidates if measure.treatment != "none"}
    named = [hit for hit in scene.hits if hit.kind in ("name", "cue") and hit.term in names]
    if any(hit.kind == "name" and hit.span.start == owner.start and hit.span.end > owner.end for hit in named):
        return True
    if mention.dimension == "time":
        return any(m.dimension in OUTCOME_DIMENSIONS and owner < m.span < mention.span for m in scene.mentions)
    if mention.dimension != "share":
        return False
    changes = {measure.name for measure in candidates if measure.role == "change"}
    return any(hit.term in changes and owner.holds(hit.span) for hit in named)


def _is_named_below(scene: Scene, owner: Span, names: Set[str]) -> bool:
    """Whether a passage, its row or its column names a measure, which what stands above does not make another."""
    frames = (hit for frame in scene.frames if frame.span != owner for hit in frame.hits if frame.kind != "heading")
    return any(hit.kind == "name" and hit.term in names for hit in (*scene.hits, *frames))
