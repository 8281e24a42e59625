"""What a claim leaves out of the study whose figure it has: control, sample, number of doses, time point."""

from __future__ import annotations

from typing import Literal

from ketclaims.comparison.fields import value_of
from ketclaims.evidence.claimed import Claimed
from ketclaims.evidence.estimates import CHOSEN
from ketclaims.evidence.library import Library, Match
from ketclaims.evidence.populations import narrowed

Omission = Literal["control", "sample", "doses", "timepoint"]


def omitted(claim: Claimed, match: Match, library: Library) -> tuple[Omission, ...]:
    """What a claim leaves out of the study whose number it repeats, so that the number means something else."""
    if not _is_outcome(claim):
        return ()
    asked: tuple[tuple[Omission, bool], ...] = (
        ("control", control_reaches(claim, match, library)),
        ("doses", "doses" in claim.measure.qualified and _drops_doses(claim, match)),
        ("timepoint", "timepoint" in claim.measure.qualified and _drops(claim, match, "timepoint")),
        ("sample", _drops_sample(match, library)),
    )
    return tuple(name for name, left_out in asked if left_out)


def _is_outcome(claim: Claimed) -> bool:
    """Whether a measure says what happened to patients; the size of a dose is none."""
    qualified = set(claim.measure.qualified) & {"doses", "timepoint"}
    return bool(qualified) and claim.measure.role not in CHOSEN


def control_reaches(claim: Claimed, match: Match, library: Library) -> bool:
    """Whether what is claimed of the treatment holds as well for those who did not get it, and the claim hides that."""
    control = library.control_of(match.shelved)
    if claim.statement.subject.comparator == match.estimate.statement.subject.comparator:
        return False
    if control is None or claim.figure is None or not _is_outcome(claim):
        return False
    unit = control.rounded.figure.unit if control.rounded.figure else ""
    return unit == claim.figure.unit and control.interval.numbers.meets(claim.figure.stated)


def _drops(claim: Claimed, match: Match, name: str) -> bool:
    said = (value_of(each.subject, name) for each in (claim.statement, match.estimate.statement))
    return next(said) is None and next(said) is not None


def _drops_doses(claim: Claimed, match: Match) -> bool:
    # Who gives no number of doses is taken to speak of one.
    subject = match.estimate.statement.subject
    several = max(subject.doses_low or 0, subject.doses_high or 0) > 1
    return several and _drops(claim, match, "doses")


def _drops_sample(match: Match, library: Library) -> bool:
    field = match.field("population")
    sample = narrowed(value_of(match.estimate.statement.subject, "population"), library.scale.lexicon)
    return sample is not None and field is not None and field.narrower == 1
