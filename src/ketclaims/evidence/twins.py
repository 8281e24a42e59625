"""Estimates that have the number of a claim, but for another outcome or another unit of analysis."""

from __future__ import annotations

from collections.abc import Iterator
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
    found = sorted(_same_figures(claim, library), key=_rank) or sorted(_thresholds(claim, library), key=_rank)
    return found[0] if found else None


def _rank(found: Twin) -> tuple[int, int, str]:
    estimate = found.shelved.estimate
    return found.shelved.level, -(estimate.n or 0), estimate.evidence_id


def _same_figures(claim: Claimed, library: Library) -> Iterator[Twin]:
    for shelved in library.near(claim):
        same = is_same_figure(claim, shelved.estimate.statement.quantity, library.scale)
        if same and _is_alike(claim, shelved, library):
            yield Twin(shelved, "figure")


def _thresholds(claim: Claimed, library: Library) -> Iterator[Twin]:
    # A share of people is not told as the threshold of another share.
    for shelved in library.near(claim) if not counts_people(claim.measure) else ():
        measure = library.scale.lexicon.measures[shelved.estimate.statement.measure]
        if counts_people(measure) and _is_alike(claim, shelved, library) and _has_threshold(claim, shelved, library):
            yield Twin(shelved, "threshold")


def _is_alike(claim: Claimed, shelved: Shelved, library: Library) -> bool:
    """Whether claim and estimate differ in nothing, and name the same treatment, doses or time point.

    A number alone is found anywhere.
    """
    both = claim.statement.subject, shelved.estimate.statement.subject
    a, b = (tuple(value_of(subject, name) for name in FIELDS) for subject in both)
    fields = compared(FIELDS, a, b, library.scale)
    said = {field.name for field in fields or () if _is_said(field)}
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
