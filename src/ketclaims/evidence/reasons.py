"""Why a claim gets its verdict: one sentence that names the study, how many took part, and the figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ketclaims.comparison import Scale
from ketclaims.comparison.figures import YEAR
from ketclaims.comparison.wording import field_name, joined, period_words, term_words
from ketclaims.evidence.library import Match, Shelved
from ketclaims.evidence.omissions import Omission
from ketclaims.evidence.traces import Trace
from ketclaims.evidence.wording import (
    doses_words,
    plain_words,
    reported_words,
    setting_words,
    study_words,
)
from ketclaims.lexicon import UNNAMED
from ketclaims.model import TraceVerdict

LISTED = 3
"""So many figures of one kind are named in a sentence; the others are counted."""


def reason(trace: Trace, scale: Scale) -> str:
    """The sentence for a trace, such as “overstated: Grey 2020 (meta-analysis, n = 900) reports 45 % (35–55 %), …”."""
    parts = [SAYS[trace.verdict](trace, scale), *_beside(trace, scale)]
    return f"{trace.verdict.replace('_', ' ')}: {'; '.join(parts)}."


def _claimed(trace: Trace, scale: Scale) -> str:
    return plain_words(trace.claim, scale)


def _reports(match: Match | Shelved, scale: Scale, link: str = " reports ") -> str:
    shelved = match.shelved if isinstance(match, Match) else match
    setting = setting_words(shelved.estimate.statement.subject)
    return f"{study_words(shelved)}{link}{reported_words(shelved, scale)}{f' {setting}' if setting else ''}"


def _supported(trace: Trace, scale: Scale) -> str:
    assert trace.basis is not None
    own = trace.basis
    said = [_reports(own, scale) + (f", which allows {_claimed(trace, scale)}" if own.stance == "allows" else "")]
    best = trace.best[0]
    if trace.ground == "amid":
        said.append("others of its rank lie on both sides of it")
    elif best.estimate.study != trace.basis.estimate.study and best.stance in ("states", "allows"):
        said.append(f"ranked highest, {_reports(best, scale)}, which allows it")
    return "; ".join(said)


def _beyond(trace: Trace, scale: Scale) -> str:
    assert trace.basis is not None
    over = trace.verdict == "overstated"
    year = trace.claim.quantity.unit == YEAR
    word = ("comes later" if over else "comes earlier") if year else ("lies above it" if over else "lies below it")
    return f"{_reports(trace.basis, scale)}, and the claim of {_claimed(trace, scale)} {word}{_elsewhere(trace, scale)}"


def _elsewhere(trace: Trace, scale: Scale) -> str:
    """Who has the figure although the best evidence does not."""
    lower = [match for match in trace.matches if match.stance == "states" and match.tier != trace.best[0].tier]
    return f"; of lower rank, {_reports(lower[0], scale)}" if lower else ""


def _contested(trace: Trace, scale: Scale) -> str:
    assert trace.basis is not None
    own = trace.basis
    others = [m for m in trace.best if m is not own and m.stance in ("below", "above")]
    said = _some([_reports(match, scale) for match in (own, *others)])
    return said if trace.ground == "figures" else _reports(own, scale)


def _out_of_context(trace: Trace, scale: Scale) -> str:
    if trace.twin is not None:
        return _threshold(trace, scale)
    assert trace.basis is not None
    own = trace.basis
    link = " reports " if own.same_figure else ", for one, reports "
    if trace.ground == "spliced" and trace.begun is not None:
        first = f"{_claimed(trace.begun, scale)}, which is of {trace.begun.roots[0].estimate.study}"
        return f"{_reports(own, scale, link)}, but the source begins this course with {first}"
    left_out = joined(_left_out(name, own) for name in trace.omissions if name != "control")
    return f"{_reports(own, scale, link)}{f', and the claim leaves out {left_out}' if left_out else ''}"


def _left_out(name: Omission, match: Match) -> str:
    subject = match.estimate.statement.subject
    said: Mapping[str, Callable[[], str]] = {
        "doses": lambda: f"the number of doses ({doses_words(subject.doses_low, subject.doses_high)})",
        "timepoint": lambda: f"the time point ({period_words(subject.timepoint or '')})",
        "sample": lambda: f"whom it was seen in ({subject.population})",
    }
    return said[name]()


def _different_outcome(trace: Trace, scale: Scale) -> str:
    assert trace.twin is not None
    shelved = trace.twin.shelved
    return f"{_reports(shelved, scale)}: {_outcome(shelved)}, and no {trace.claim.measure.replace('_', ' ')}"


def _threshold(trace: Trace, scale: Scale) -> str:
    assert trace.twin is not None
    shelved = trace.twin.shelved
    return (
        f"{_claimed(trace, scale)} is the threshold by which {study_words(shelved)} counts ({_outcome(shelved)}), and"
        f" the claim leaves out how many reached it: {reported_words(shelved, scale)}"
    )


def _outcome(shelved: Shelved) -> str:
    statement = shelved.estimate.statement
    named = "" if statement.measure == UNNAMED else statement.measure.replace("_", " ")
    return ", ".join(part for part in (named, statement.subject.outcome) if part) or "another outcome"


def _untraced(trace: Trace, scale: Scale) -> str:
    measure = trace.claim.measure.replace("_", " ")
    if trace.ground == "need":
        return _needed(trace, scale)
    if trace.ground == "nothing" or trace.basis is None:
        return f"no evidence on the {measure} is of its context"
    if trace.ground == "narrower":
        return (
            f"only figures of a narrower condition come near {_claimed(trace, scale)}: {_reports(trace.basis, scale)}"
        )
    nearest = f"ranked highest, {_reports(trace.basis, scale)}"
    return f"nobody reports {_claimed(trace, scale)}; {nearest}, which does not decide it"


def _needed(trace: Trace, scale: Scale) -> str:
    if trace.claim.measure == UNNAMED:
        return "it names no measure, so nothing says what it is a figure of"
    missing = [field_name(name) for name in scale.missing(scale.entry(trace.claim)) if name != "population"]
    measure = trace.claim.measure.replace("_", " ")
    return f"it names no {joined(missing, 'and no')}, and without that a {measure} cannot be traced"


SAYS: Mapping[TraceVerdict, Callable[[Trace, Scale], str]] = {
    "supported": _supported,
    "overstated": _beyond,
    "understated": _beyond,
    "contested": _contested,
    "out_of_context": _out_of_context,
    "different_outcome": _different_outcome,
    "untraced": _untraced,
}


def _beside(trace: Trace, scale: Scale) -> Iterator[str]:
    """What stands beside the basis: its control, what else its study reports, what is narrower, who finds no effect."""
    if trace.basis is None:
        return
    if trace.control is not None:
        treatment = trace.control.estimate.statement.subject.intervention or ""
        yield f"there, {reported_words(trace.control, scale)} on {treatment.replace('_', ' ')}"
    if trace.others and trace.basis.same_figure:
        said = [_other(other, scale) for other in trace.others]
        yield f"the same study also reports {_some(said)}"
    condition = trace.basis.field("condition")
    if condition is not None and condition.likeness == "nested":
        yield _nested(trace, scale)
    if trace.nulls and trace.verdict in ("supported", "contested", "out_of_context"):
        yield f"no effect was found by {_some([_null(null) for null in _once(trace.nulls)])}"


def _once(shelved: Iterable[Shelved]) -> list[Shelved]:
    """One estimate of each study, the first."""
    return list({each.estimate.study: each for each in reversed(list(shelved))}.values())[::-1]


def _null(shelved: Shelved) -> str:
    sample = shelved.estimate.statement.subject.population
    return study_words(shelved) + (f" in {sample}" if sample else "")


def _other(other: Shelved, scale: Scale) -> str:
    statement = other.estimate.statement
    said = setting_words(statement.subject)
    outcome = f"({statement.subject.outcome})" if statement.subject.outcome and not said else ""
    return f"{plain_words(statement, scale)} {said or outcome}".rstrip()


def _nested(trace: Trace, scale: Scale) -> str:
    assert trace.basis is not None
    field = trace.basis.field("condition")
    assert field is not None
    assert field.narrower is not None
    terms = [
        term_words(field, place, each, scale.lexicon)
        for place, each in enumerate((trace.claim, trace.basis.estimate.statement))
    ]
    return f"{terms[field.narrower]} is narrower than {terms[1 - field.narrower]}"


def _some(parts: list[str]) -> str:
    each = list(dict.fromkeys(parts))
    more = len(each) - LISTED
    return joined(each) if more <= 0 else f"{', '.join(each[:LISTED])} and {more} more"
