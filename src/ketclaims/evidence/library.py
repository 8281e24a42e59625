"""Estimates found by what they measure: those about a claim in their rank, their controls, those with its number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ketclaims.comparison import Entry, Scale, Statement
from ketclaims.comparison.fields import Field, Value, compare_field, compared_fields, value_of
from ketclaims.comparison.ranges import Range
from ketclaims.evidence.claimed import Claimed, asserted, bound, is_close, is_same_figure, stance
from ketclaims.evidence.estimates import Estimate, Interval, interval_of, is_rule, reach_of
from ketclaims.evidence.levels import level
from ketclaims.evidence.populations import compare_populations
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Stance, Subject

TIMED = ("doses", "timepoint")
"""The fields by which evidence is ranked before all else."""
FREE = ("population",)
"""A claim seldom names whom it speaks of; without it, it speaks of everybody."""

WITHOUT_NUMBER = 10**6
"""A course whose doses nobody counts is taken for the longest."""

Context = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Shelved:
    """An estimate ready to be held against claims.

    ``rounded`` is its entry by the figure that it stands by, ``reach`` the numbers that it allows a claim to be.
    """

    estimate: Estimate
    entry: Entry
    rounded: Entry
    interval: Interval
    reach: Range
    level: int


@dataclass(frozen=True, slots=True)
class Match:
    """An estimate of the claim's measure and of its context, or of one within it or around it.

    ``exact`` says in how many of number of doses and time point the two are the same. ``same_figure`` says that the
    claim repeats its number, ``close`` that one which it merely allows is so near, or its interval so narrow, that it
    bears the claim out.
    """

    shelved: Shelved
    fields: tuple[Field, ...]
    exact: int
    stance: Stance
    same_figure: bool
    close: bool

    @property
    def estimate(self) -> Estimate:
        """What was reported."""
        return self.shelved.estimate

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Doses and time point that are the same come first, then the level, then how many took part."""
        return -self.exact, self.shelved.level, -(self.estimate.n or 0), self.estimate.evidence_id

    @property
    def tier(self) -> tuple[int, int]:
        """Evidence of like rank has the same."""
        return self.rank[0], self.rank[1]

    def field(self, name: str) -> Field | None:
        """How claim and estimate lie to each other in a field; nothing where the measure is not compared in it."""
        return next((field for field in self.fields if field.name == name), None)


@dataclass(frozen=True, slots=True)
class Library:
    """All estimates, found by measure, unit, condition and study; the order in which they came decides nothing."""

    scale: Scale
    by_measure: Mapping[str, Mapping[Value, Sequence[Shelved]]]
    by_condition: Mapping[tuple[str, Value], Sequence[Shelved]]
    by_study: Mapping[tuple[str, str], Sequence[Shelved]]
    # Many claims are about few contexts, and what is about a context does not depend on the figure.
    found: dict[tuple[str, Context], tuple[tuple[Shelved, tuple[Field, ...]], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, estimates: Iterable[Estimate], scale: Scale) -> Library:
        """The library of estimates; ``KeyError`` where the lexicon lacks a measure."""
        by_measure: defaultdict[str, defaultdict[Value, list[Shelved]]] = defaultdict(lambda: defaultdict(list))
        by_condition: defaultdict[tuple[str, Value], list[Shelved]] = defaultdict(list)
        by_study: defaultdict[tuple[str, str], list[Shelved]] = defaultdict(list)
        for estimate in sorted(estimates, key=lambda estimate: estimate.evidence_id):
            shelved = _shelved(estimate, scale)
            statement = estimate.statement
            condition = value_of(statement.subject, "condition")
            by_measure[statement.measure][condition].append(shelved)
            by_condition[_unit(shelved), condition].append(shelved)
            by_study[estimate.study, statement.measure].append(shelved)
        return cls(scale, by_measure, by_condition, by_study)

    def all(self) -> Iterator[Shelved]:
        """Every estimate once."""
        return (shelved for measure in self.by_measure for shelved in self.of_measure(measure))

    def of_measure(self, measure: str) -> Iterator[Shelved]:
        """Every estimate of a measure."""
        return (shelved for listed in self.by_measure.get(measure, {}).values() for shelved in listed)

    def about(self, claim: Claimed) -> tuple[Match, ...]:
        """The estimates of the claim's measure with which it can be compared, the best first."""
        figure = claim.figure
        if figure is None or claim.measure.name == UNNAMED:
            return ()
        matches = []
        for shelved, fields in self._of_context(claim):
            reported = shelved.rounded.figure
            if reported is not None and reported.unit == figure.unit:
                one_sided = bound(shelved.rounded.statement.quantity) is not None
                lies = stance(figure, reported, shelved.reach, one_sided)
                if lies == "below" and claim.may_be_less:
                    lies = "allows"
                same = is_same_figure(claim, shelved.estimate.statement.quantity, self.scale)
                close = not one_sided and is_close(figure, reported, shelved.interval, self.scale)
                matches.append(Match(shelved, fields, _exact(fields), lies, same, close))
        return tuple(sorted(matches, key=lambda match: match.rank))

    def _of_context(self, claim: Claimed) -> tuple[tuple[Shelved, tuple[Field, ...]], ...]:
        key = claim.measure.name, claim.entry.context
        if key not in self.found:
            self.found[key] = tuple(self._compared(claim))
        return self.found[key]

    def _compared(self, claim: Claimed) -> Iterator[tuple[Shelved, tuple[Field, ...]]]:
        names = compared_fields(claim.measure)
        for shelved in self._of_condition(claim):
            fields = compared(names, claim.entry.context, shelved.entry.context, self.scale)
            if fields is not None and not lacking(fields, claim.measure):
                yield shelved, fields

    def _of_condition(self, claim: Claimed) -> Iterator[Shelved]:
        own = value_of(claim.statement.subject, "condition")
        for condition, listed in self.by_measure.get(claim.measure.name, {}).items():
            if compare_field("condition", own, condition, self.scale.lexicon).likeness != "different":
                yield from listed

    def control_of(self, shelved: Shelved) -> Shelved | None:
        """The control arm of an estimate: the same outcome of the same study, for those who got the comparator."""
        own = shelved.estimate.statement
        comparator = own.subject.comparator
        known = self.scale.lexicon.interventions.get(comparator or "")
        if known is None or not known.comparator:
            return None
        arms = self.by_study.get((shelved.estimate.study, own.measure), ())
        return next((arm for arm in arms if _is_arm(own, arm.estimate.statement, known.name)), None)

    def others_of(self, match: Match) -> Iterator[Shelved]:
        """Figures that the study of a match also reports of the same, after other doses or at other times."""
        own = match.shelved
        listed = self.by_study.get((own.estimate.study, own.estimate.statement.measure), ())
        found = [other for other in listed if _is_other(own.estimate.statement, other.estimate.statement)]
        yield from sorted(found, key=lambda other: _course(other.estimate.statement))

    def near(self, claim: Claimed) -> Iterator[Shelved]:
        """Estimates of other measures in the unit and of the condition of a claim that names one."""
        figure, condition = claim.entry.figure, value_of(claim.statement.subject, "condition")
        if figure is None or condition is None or condition == UNNAMED:
            return
        for shelved in self.by_condition.get((figure.unit, condition), ()):
            if shelved.entry.statement.measure != claim.measure.name:
                yield shelved


def _shelved(estimate: Estimate, scale: Scale) -> Shelved:
    statement = estimate.statement
    measure = scale.lexicon.measures[statement.measure]
    entry = scale.entry(statement)
    rounded = scale.entry(_limit(statement, measure))
    own = interval_of(estimate, rounded, scale)
    reach = reach_of(own, rounded, scale)
    return Shelved(estimate, entry, rounded, own, reach, level(estimate.study_type, measure))


def _limit(statement: Statement, measure: Measure) -> Statement:
    # What a study reports as "up to" so many percent is a bound.
    return asserted(statement, measure) if is_rule(measure) else statement


def _unit(shelved: Shelved) -> str:
    return shelved.entry.figure.unit if shelved.entry.figure else shelved.entry.statement.quantity.unit


def compared(names: Iterable[str], a: Context, b: Context, scale: Scale) -> tuple[Field, ...] | None:
    """How a claim ``a`` and an estimate ``b`` lie to each other in each field; nothing where they differ in one."""
    fields = []
    for name, one, other in zip(names, a, b, strict=True):
        compare = compare_populations(one, other, scale.lexicon) if name in FREE else None
        field = compare or compare_field(name, one, other, scale.lexicon)
        # Most estimates differ in the first field, and then the others are no matter.
        if field.likeness == "different":
            return None
        fields.append(field)
    return tuple(fields)


def lacking(fields: Iterable[Field], measure: Measure) -> tuple[str, ...]:
    """The fields without which the measure means nothing, and which claim or estimate do not say.

    A claim that names no population speaks of everybody; one that names some is not about everybody.
    """
    needed = [field for field in fields if field.name in measure.needs and field.needed_missing]
    return tuple(field.name for field in needed if field.name not in FREE or field.narrower == 0)


def _exact(fields: Iterable[Field]) -> int:
    # What neither says is not the same.
    return sum(f.name in TIMED and f.likeness == "same" and f.values[0] is not None for f in fields)


def _is_arm(treated: Statement, arm: Statement, comparator: str) -> bool:
    return arm.subject.intervention == comparator and _same_time(treated, arm) and _same_words(treated, arm)


def _is_other(a: Statement, b: Statement) -> bool:
    return _same(a, b, ("condition", "intervention", "route", "population")) and not _same(a, b, TIMED)


def _course(statement: Statement) -> tuple[int, float, str]:
    subject = statement.subject
    return subject.doses_high or WITHOUT_NUMBER, moment(subject), statement.claim_id


def moment(subject: Subject) -> float:
    """When an outcome was measured, in minutes; what names no time comes first."""
    said = value_of(subject, "timepoint")
    return float(said) if isinstance(said, Fraction) else 0.0


def _same_time(a: Statement, b: Statement) -> bool:
    return _same(a, b, ("condition", "timepoint", "population"))


def _same(a: Statement, b: Statement, names: Iterable[str]) -> bool:
    return all(value_of(a.subject, name) == value_of(b.subject, name) for name in names)


def _same_words(a: Statement, b: Statement) -> bool:
    said = value_of(a.subject, "outcome"), value_of(b.subject, "outcome")
    return said[0] == said[1] or None in said
