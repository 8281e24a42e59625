"""Each claim with the evidence behind it, and what that says of the claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ketclaims.comparison import Scale, Statement
from ketclaims.comparison.fields import value_of
from ketclaims.evidence.claimed import Claimed, claimed
from ketclaims.evidence.estimates import Estimate, is_open
from ketclaims.evidence.findings import without_effect
from ketclaims.evidence.library import Library, Match, Shelved, moment
from ketclaims.evidence.omissions import Omission, control_reaches, omitted
from ketclaims.evidence.twins import Twin, twin
from ketclaims.lexicon import UNNAMED
from ketclaims.model import TraceVerdict

Ground = Literal[
    "figures", "amid", "null", "omission", "spliced", "twin", "nothing", "need", "open", "apart", "narrower"
]
"""What a verdict rests on: the figures; a figure amid those of like rank; a study that finds no effect; what the claim
leaves out; two studies told as one; the number of another outcome; or, for ``untraced``, no estimate, a field that the
measure needs, a measure of which different figures can hold, figures that neither state nor exclude it, or figures
of a narrower condition alone."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A claim, the estimates about it in their rank, and the verdict.

    ``basis`` is the estimate that the reason names first: the one whose number the claim repeats, else the best of
    those that decide. ``omissions`` is what the claim leaves out of it. ``nulls`` are studies of the same treatment in
    the same condition that find no effect. ``twin`` has the claim's number for another outcome.
    """

    claim: Statement
    verdict: TraceVerdict
    ground: Ground
    matches: tuple[Match, ...] = ()
    basis: Match | None = None
    control: Shelved | None = None
    omissions: tuple[Omission, ...] = ()
    others: tuple[Shelved, ...] = ()
    nulls: tuple[Shelved, ...] = ()
    twin: Twin | None = None
    begun: Trace | None = None

    @property
    def roots(self) -> tuple[Match, ...]:
        """The estimates whose number the claim repeats, the earliest after treatment first."""
        return _roots(self.matches)

    @property
    def best(self) -> tuple[Match, ...]:
        """The estimates of the highest rank."""
        return tuple(match for match in self.matches if match.tier == self.matches[0].tier)


def trace(claims: Iterable[Statement], estimates: Iterable[Estimate], scale: Scale) -> Iterator[Trace]:
    """Each claim with its evidence, in the order of sources and places; ``KeyError`` where a measure is unknown.

    The time grows with the number of claims times that of the estimates about one context.
    """
    library = Library.of(estimates, scale)
    traces = [trace_claim(claim, library) for claim in sorted(claims, key=lambda claim: claim.order)]
    yield from _told_as_one(traces, library)


def trace_claim(statement: Statement, library: Library) -> Trace:
    """One claim with its evidence, without regard to what else its source says."""
    claim = claimed(statement, library.scale)
    matches = library.about(claim)
    # Asked in this order: what the figure is of, whether it is of something else, and only then whether it holds.
    found = _out_of_context(claim, matches, library) or _of_another(claim, matches, library)
    found = found or _weighed(claim, matches, library)
    nulls = tuple(without_effect(claim, library))
    if found.basis is None:
        return replace(found, nulls=nulls)
    return replace(
        found,
        control=library.control_of(found.basis.shelved),
        others=tuple(library.others_of(found.basis)),
        nulls=nulls,
    )


def _roots(matches: Iterable[Match]) -> tuple[Match, ...]:
    # A figure without a time is taken for the effect that follows the treatment.
    same = (match for match in matches if match.same_figure)
    return tuple(sorted(same, key=lambda match: (match.tier, moment(match.estimate.statement.subject), match.rank)))


def _stating(matches: Iterable[Match]) -> list[Match]:
    return [match for match in matches if match.stance == "states"]


def _out_of_context(claim: Claimed, matches: tuple[Match, ...], library: Library) -> Trace | None:
    """Where every study that has the figure says something that the claim leaves out, or its control has it too."""
    roots = _roots(matches)
    told = [omitted(claim, match, library) for match in roots]
    if roots and all(told) and not _holds_anyway(claim, matches, roots):
        return Trace(claim.statement, "out_of_context", "omission", matches, roots[0], omissions=told[0])
    first = next(iter(_stating(matches)), None)
    if first and not roots and control_reaches(claim, first, library):
        return Trace(claim.statement, "out_of_context", "omission", matches, first, omissions=("control",))
    return None


def _holds_anyway(claim: Claimed, matches: tuple[Match, ...], roots: tuple[Match, ...]) -> bool:
    """Whether the best evidence, of other studies no smaller, allows the figure, whosesoever it is."""
    best = [match for match in matches if match.tier == matches[0].tier and _weighs(claim, match)]
    studies, largest = {root.estimate.study for root in roots}, max(root.estimate.n or 0 for root in roots)
    others = [match for match in best if match.estimate.study not in studies]
    allowed = all(match.stance in ("states", "allows") for match in best)
    return allowed and any(_carries(match) and (match.estimate.n or 0) >= largest for match in others)


def _of_another(claim: Claimed, matches: tuple[Match, ...], library: Library) -> Trace | None:
    """Where no study states the figure, and one has its number for another outcome, or as the threshold of one.

    A threshold is the study's own figure; what the claim leaves out is how many reached it.
    """
    found = None if _stating(matches) else twin(claim, library)
    if found is None:
        return None
    verdict: TraceVerdict = "different_outcome" if found.sense == "figure" else "out_of_context"
    return Trace(claim.statement, verdict, "twin", matches, twin=found)


def _weighed(claim: Claimed, matches: tuple[Match, ...], library: Library) -> Trace:
    if not matches:
        return Trace(claim.statement, "untraced", "need" if _needy(claim, library) else "nothing")
    stating = [match for match in _stating(matches) if _carries(match)]
    basis = next((m for m in _roots(stating)), None) or next(iter(stating), None)
    if is_open(claim.measure):
        if basis:
            return Trace(claim.statement, "supported", "figures", matches, basis)
        return Trace(claim.statement, "untraced", "open", matches, matches[0])
    return _by_rank(claim, matches, basis, library)


def _needy(claim: Claimed, library: Library) -> bool:
    scale = library.scale
    return claim.measure.name == UNNAMED or any(name != "population" for name in scale.missing(claim.entry))


def _carries(match: Match) -> bool:
    """Whether a figure can carry a claim: of a part of the patients only where the claim repeats it."""
    field = match.field("condition")
    return match.same_figure or field is None or field.likeness != "nested" or field.narrower == 0


def _weighs(claim: Claimed, match: Match) -> bool:
    """Whether an estimate says anything on whether a claim holds.

    What is true of all patients need not be of those with a kind of the condition; and where it matters in whom
    something was counted, a part of the people says nothing of everybody.
    """
    condition, population = match.field("condition"), match.field("population")
    if match.stance in ("states", "allows"):
        return True
    wider = condition is not None and condition.likeness == "nested" and condition.narrower == 0
    part = "population" in claim.measure.needs and population is not None and population.narrower == 1
    return not (wider or part)


def _is_amid(claim: Claimed, best: Iterable[Match]) -> bool:
    """Whether evidence of like rank lies on both sides of a claim, by the figures alone: none of it refutes the claim.

    What allows the claim lies on a side as well: 15 % and 23 % have 20 % between them.
    """
    own = claim.figure
    reported = [figure.stated for match in best if (figure := match.shelved.rounded.figure)]
    if own is None:
        return False
    return any(each.before(own.stated) for each in reported) and any(own.stated.before(each) for each in reported)


def _by_rank(claim: Claimed, matches: tuple[Match, ...], basis: Match | None, library: Library) -> Trace:
    weighed = [match for match in matches if _weighs(claim, match)]
    if not weighed:
        return Trace(claim.statement, "untraced", "apart", matches, matches[0])
    best = [match for match in weighed if match.tier == weighed[0].tier]
    for_it = [match for match in best if match.stance == "allows" or (match.stance == "states" and _carries(match))]
    below, above = ([m for m in best if m.stance == side] for side in ("below", "above"))
    against = below or above
    statement = claim.statement
    if against and not for_it and not _stating(best):
        verdict: TraceVerdict = "contested" if below and above else "overstated" if below else "understated"
        return Trace(statement, verdict, "figures", matches, against[0])
    if basis is None and not against:
        basis = next((match for match in best if match.stance == "allows" and match.close and _carries(match)), None)
    if basis is None:
        narrower = _stating(matches)
        return Trace(statement, "untraced", "narrower" if narrower else "apart", matches, (narrower or best)[0])
    if against and not (basis in best and _is_amid(claim, best)):
        return Trace(statement, "contested", "figures", matches, basis)
    if _denied(claim, basis, library):
        return Trace(statement, "contested", "null", matches, basis)
    return Trace(statement, "supported", "amid" if against else "figures", matches, basis)


def _denied(claim: Claimed, basis: Match, library: Library) -> bool:
    """Whether a study of like level finds no effect of the treatment as the study behind the claim gave it."""
    return any(
        null.level <= basis.shelved.level and null.estimate.study != basis.estimate.study
        for null in without_effect(claim, library, basis)
    )


def _told_as_one(traces: Sequence[Trace], library: Library) -> Iterator[Trace]:
    """Traces in which a later figure of a course is out of context where it is of another study than the first."""
    courses: defaultdict[object, list[Trace]] = defaultdict(list)
    for each in traces:
        moment = value_of(each.claim.subject, "timepoint")
        if each.roots and moment is not None:
            courses[_course(each.claim)].append(each)
    for each in traces:
        first = next(iter(sorted(courses.get(_course(each.claim), ()), key=_time)), None)
        yield _spliced(each, first, library) if first and each.verdict == "supported" else each


def _course(claim: Statement) -> object:
    said = [value_of(claim.subject, name) for name in ("condition", "intervention", "route", "doses", "population")]
    return claim.source, claim.measure, *said


def _time(each: Trace) -> tuple[object, ...]:
    return value_of(each.claim.subject, "timepoint"), each.claim.order


def _spliced(each: Trace, first: Trace, library: Library) -> Trace:
    """The trace, out of context where its study has another figure for the time at which the course begins."""
    basis = each.basis
    if basis is None or not basis.same_figure or value_of(each.claim.subject, "timepoint") is None:
        return each
    shared = {match.estimate.study for match in first.roots} & {match.estimate.study for match in each.roots}
    begins = value_of(first.claim.subject, "timepoint")
    other = any(value_of(o.estimate.statement.subject, "timepoint") == begins for o in library.others_of(basis))
    if shared or not other or begins == value_of(each.claim.subject, "timepoint"):
        return each
    return replace(each, verdict="out_of_context", ground="spliced", begun=first)
