"""Figures that studies report: each with its study, how many took part, and the numbers that it allows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Literal

from ketclaims.comparison import Entry, Scale, Statement
from ketclaims.comparison.figures import exact_conversion, is_counted
from ketclaims.comparison.ranges import Range
from ketclaims.lexicon import Measure
from ketclaims.model import StudyType

Source = Literal["stated", "computed", ""]
"""Where an interval is from; nothing where a figure has none but its rounding."""
Ends = tuple[Decimal | None, Decimal | None]

UNSTATED: Ends = (None, None)
NORMAL_QUANTILE = 1.959964
"""Of the normal distribution 2.5 % lie above it, so that an interval of that many standard errors holds 95 %."""
CHOSEN = ("dose", "series_doses", "series_duration", "dose_frequency")
"""Roles of measures that somebody chooses: two trials that do it differently do not contradict each other."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure that a study, a review, a label or an authority reports.

    ``statement`` says what is measured and how much of what; its identifier is that of the row, its source the study.
    ``n`` is how many took part, ``n_arm`` how many of them in the arm of the figure where that is stated, ``ends`` the
    confidence interval as the study states it, in the unit of the figure.
    """

    statement: Statement
    study: str
    study_type: StudyType
    n: int | None = None
    ends: Ends = UNSTATED
    n_arm: int | None = None

    @property
    def evidence_id(self) -> str:
        """The identifier of the row."""
        return self.statement.claim_id


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that an estimate allows, in the unit of its figure, and where they are from.

    ``is_of_whole`` says that they were computed from all who took part although the figure is of one arm.
    """

    numbers: Range
    source: Source = ""
    is_of_whole: bool = False


def counts_people(measure: Measure) -> bool:
    """Whether a measure is the share of people to whom something happens, and not the size of a change or of a part."""
    return is_outcome(measure) and measure.role != "change"


def is_outcome(measure: Measure) -> bool:
    """Whether a measure says in percent what happened to patients: to how many of them, or by how much it changed."""
    return measure.unit == "%" and "timepoint" in measure.qualified


def is_rule(measure: Measure) -> bool:
    """Whether a measure is a time that is prescribed, such as one without driving; one that is observed varies."""
    return measure.dimensions == ("time",) and measure.treatment != "none" and not is_open(measure)


def is_open(measure: Measure) -> bool:
    """Whether two different figures of a measure can both hold: it differs between patients, or somebody chooses it."""
    return measure.varies or measure.role in CHOSEN


def interval_of(estimate: Estimate, entry: Entry, scale: Scale) -> Interval:
    """What an estimate allows: its interval as stated, else for a share of people the one that follows from ``n``.

    The second is the score interval of a binomial proportion at 95 % (Wilson 1927, J Am Stat Assoc 22:209-212), of the
    arm where its size is stated, else of ``n``. Where that counts both arms the interval is narrower than that of the
    arm, and ``is_of_whole``. Any other estimate allows what its rounding allows.
    """
    figure = entry.figure
    if figure is None:
        return Interval(Range(None, None))
    stated = _stated(estimate, figure.unit, scale)
    if stated is not None:
        return Interval(stated.hull(figure.stated), "stated")
    measure = scale.lexicon.measures[entry.statement.measure]
    share = figure.stated.low
    is_point = share is not None and share == figure.stated.high and 0 <= share <= 100
    size = estimate.n_arm or estimate.n
    if not (is_point and size and counts_people(measure) and figure.unit == "%"):
        return Interval(figure.allowed)
    assert share is not None
    is_of_whole = estimate.n_arm is None and estimate.statement.subject.comparator is not None
    return Interval(wilson(share, size).hull(figure.stated), "computed", is_of_whole)


def reach_of(interval: Interval, entry: Entry, scale: Scale) -> Range:
    """What an estimate allows a claim to be: its interval; a measured figure without one, as much as an "about"."""
    figure, quantity = entry.figure, entry.statement.quantity
    rule = is_rule(scale.lexicon.measures[entry.statement.measure])
    if interval.source or figure is None or rule or is_counted(quantity.unit) or quantity.relation not in ("=", "~"):
        return interval.numbers
    low, high = figure.stated.low, figure.stated.high
    share = Fraction(scale.options.hedge)
    about = Range(None if low is None else low - abs(low) * share, None if high is None else high + abs(high) * share)
    return about.hull(interval.numbers)


def _stated(estimate: Estimate, unit: str, scale: Scale) -> Range | None:
    low, high = estimate.ends
    factor = exact_conversion(estimate.statement.quantity.unit, unit, scale.lexicon)
    if low is None or high is None or factor is None:
        return None
    return Range(Fraction(low), Fraction(high)).times(factor)


def wilson(percent: Fraction, n: int) -> Range:
    """The score interval at 95 % of a share in percent that was seen in ``n`` people, to a tenth of a percent.

    >>> wilson(Fraction(71), 17).low, wilson(Fraction(71), 17).high
    (Fraction(473, 10), Fraction(87, 1))
    """
    share, square = float(percent) / 100, NORMAL_QUANTILE**2
    middle = share + square / (2 * n)
    half = NORMAL_QUANTILE * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + square / n) for sign in (-1, 1))
    return Range(_tenth(max(low, 0.0)), _tenth(min(high, 1.0)))


def _tenth(share: float) -> Fraction:
    return Fraction(round(share * 1000), 10)
