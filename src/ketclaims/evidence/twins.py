"""Estimates that have the number of a claim, but for another outcome or another unit of analysis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ketclaims.comparison.fields import FIELDS, Field, value_of
from ketclaims.evidence.claimed import Claimed, bound, is_same_figure
from ketclaims.evidence.estimates import counts_people
from ketclaims.evidence.library import TIMED, Library, Shelved, compared
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Quantity
from ketclaims.quantities import find_quantities

Sense = Literal["figure", "threshold"]


@dataclass(frozen=True, slots=True)
class Twin:
    """An estimate of another measure with the number of a claim, as its ``figure`` or as the ``threshold`` of it.

    A threshold is what a patient must reach to be counted: "a fall by half" is not that pain falls by half.
    """

    shelved: Shelved
    sense: Sense


def twin(claim: Claimed, library: Library) -> Twin | None:
    """The estimate that has the number of a claim for another outcome of the same treatment at the same time."""
    if claim.measure.name == UNNAMED:
        return None
    near = [shelved for shelved in library.near(claim) if _is_alike(claim, shelved, library)]
    near.sort(key=lambda shelved: (shelved.level, -(shelved.estimate.n or 0), shelved.estimate.evidence_id))
    for shelved in near:
        if is_same_figure(claim, shelved.estimate.statement.quantity, library.scale):
            return Twin(shelved, "figure")
    # A share of people is not told as the threshold of another share.
    for shelved in near if not counts_people(claim.measure) else ():
        measure = library.scale.lexicon.measures[shelved.estimate.statement.measure]
        if counts_people(measure) and _has_threshold(claim, shelved, library):
            return Twin(shelved, "threshold")
    return None


def _is_alike(claim: Claimed, shelved: Shelved, library: Library) -> bool:
    """Whether claim and estimate differ in nothing, and name the same treatment, doses or time point.

    A number alone is found anywhere.
    """
    both = claim.statement.subject, shelved.estimate.statement.subject
    a, b = (tuple(value_of(subject, name) for name in FIELDS) for subject in both)
    fields = compared(FIELDS, a, b, library.scale)
    if any(field.likeness == "different" for field in fields):
        return False
    said = {field.name for field in fields if _is_said(field)}
    return {"condition", "intervention"} <= said and bool(said & set(TIMED))


def _is_said(field: Field) -> bool:
    timed = field.name in TIMED
    return None not in field.values and (field.likeness == "same" or (field.likeness == "nested" and not timed))


def _has_threshold(claim: Claimed, shelved: Shelved, library: Library) -> bool:
    words = shelved.estimate.statement.subject.outcome or ""
    said = claim.statement.quantity
    found = find_quantities(words, library.scale.lexicon)
    return any(quantity.unit == said.unit and _end(quantity) == _end(said) for quantity in found)


def _end(quantity: Quantity) -> object:
    end = bound(quantity)
    return (quantity.low, quantity.high) if end is None else (end, end)
