"""Subjects on which several voices agree because all repeat one study: one trial heard several times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ketclaims.comparison import Group, Scale, groups
from ketclaims.comparison.wording import joined
from ketclaims.evidence.estimates import is_open
from ketclaims.evidence.library import Match
from ketclaims.evidence.traces import Trace
from ketclaims.evidence.wording import plain_words, reported_words, study_words
from ketclaims.lexicon import Measure
from ketclaims.model import StudyType

PRIMARY: tuple[StudyType, ...] = ("rct", "pk_study", "cohort", "open_label", "case_control", "case_series", "survey")
"""Kinds of study that measure for themselves; a review repeats others, a label or statistics are no sample."""


@dataclass(frozen=True, slots=True)
class SingleRoot:
    """A group of claims of several voices that agree, and the one study whose number all of them repeat."""

    group: Group
    study: str
    matches: tuple[Match, ...]


def single_roots(traces: Iterable[Trace], scale: Scale) -> Iterator[SingleRoot]:
    """The groups in which several voices agree and all trace to the same single study, in the order of groups.

    Of a measure of which different figures can hold nobody repeats anybody by saying what is usual, so none of its
    groups is among them.
    """
    known = {trace.claim.claim_id: trace for trace in traces}
    for group in groups((trace.claim for trace in known.values()), scale):
        measure = scale.lexicon.measures[group.measure]
        if group.verdict == "consensus" and not is_open(measure):
            root = _root(group, known, measure)
            if root is not None:
                yield root


def _root(group: Group, known: Mapping[str, Trace], measure: Measure) -> SingleRoot | None:
    rooted = [_measured(known[statement.claim_id], measure) for statement in group.statements]
    studies = {match.estimate.study for matches in rooted for match in matches}
    if len(studies) != 1 or not all(rooted):
        return None
    matches = {match.estimate.evidence_id: match for each in rooted for match in each}
    return SingleRoot(group, studies.pop(), tuple(matches.values()))


def _measured(trace: Trace, measure: Measure) -> list[Match]:
    ends = (measure.low, measure.high)
    return [
        match
        for match in trace.roots
        # All or nothing is mostly so by definition, and needs no study.
        if match.estimate.study_type in PRIMARY and match.estimate.statement.quantity.low not in ends
    ]


def root_reason(root: SingleRoot, scale: Scale) -> str:
    """The sentence for a single root: who agrees on what, and the study from which all of them have it."""
    group, match = root.group, root.matches[0]
    figures = joined(dict.fromkeys(plain_words(s, scale) for s in group.statements))
    return (
        f"{len(group.voices)} voices ({joined(group.voices)}) say {figures}, and all repeat one study: "
        f"{study_words(match.shelved)} reports {reported_words(match.shelved, scale)}."
    )
