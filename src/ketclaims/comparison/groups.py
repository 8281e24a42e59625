"""What the sources say of one subject, and how many independent voices stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.ranges import Range
from ketclaims.comparison.statements import Statement
from ketclaims.comparison.subjects import Subject, subjects
from ketclaims.comparison.sweep import Common, Said, most_allowed
from ketclaims.model import GroupVerdict


@dataclass(frozen=True, slots=True)
class Group:
    """The claims about one subject and what they come to.

    ``numbers`` is what most voices allow, in ``unit``, hedges and rounding allowed for, and ``within`` how many voices
    that is; ``None`` where the only figure stands for no interval. ``outside`` are the claims that do not meet it; of
    a measure that varies between patients only those of sources that have no claim that does.

    ``cut`` is the number of claims of the measure where these are too many for all pairs to be listed, else zero.

    ``single``: one source. ``repeated``: several sources, one voice. ``contested``: several voices, and some claim
    stands outside. ``consensus``: several voices, and none does.
    """

    measure: str
    unit: str
    subject: Subject
    numbers: Range | None
    within: int
    outside: tuple[Statement, ...]
    verdict: GroupVerdict
    cut: int = 0

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All claims of the group in the order of sources and places."""
        listed = (entry.statement for entry in self.subject.entries)
        return tuple(sorted(listed, key=lambda statement: statement.order))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources in order, each once."""
        return tuple(sorted({entry.statement.source for entry in self.subject.entries}))

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices in order, each once."""
        return tuple(sorted({entry.statement.voice for entry in self.subject.entries}))


def groups(statements: Iterable[Statement], scale: Scale) -> Iterator[Group]:
    """The groups of all statements, measure by measure in the order of the lexicon; one group at a time."""
    for entries in scale.by_measure(statements).values():
        yield from measure_groups(entries, scale)


def measure_groups(entries: Iterable[Entry], scale: Scale) -> Iterator[Group]:
    """The groups of the entries of one measure."""
    listed = list(entries)
    cut = len(listed) if len(listed) > scale.options.pair_limit else 0
    return (group(subject, scale, cut) for subject in subjects(listed, scale))


def group(subject: Subject, scale: Scale, cut: int = 0) -> Group:
    """What the claims about one subject come to."""
    common = _common(subject)
    measure = subject.own[0].statement.measure
    outside = tuple(_outside(subject, common, scale.lexicon.measures[measure].varies))
    numbers, within = (common.numbers, common.voices) if common else (None, 1)
    return Group(measure, subject.unit, subject, numbers, within, outside, _verdict(subject, outside), cut)


def _common(subject: Subject) -> Common | None:
    said = [
        Said(entry.figure.allowed, entry.statement.source, entry.statement.voice)
        for entry in subject.entries
        if entry.figure
    ]
    return most_allowed(said) if said else None


def _outside(subject: Subject, common: Common | None, varies: bool) -> Iterator[Statement]:
    inside = {entry.statement.claim_id for entry in subject.entries if not common or _meets(entry, common)}
    # A source that says of what varies both this and that allows both.
    excused = {e.statement.source for e in subject.entries if varies and e.statement.claim_id in inside}
    for entry in subject.entries:
        statement = entry.statement
        if statement.claim_id not in inside and statement.source not in excused:
            yield statement


def _meets(entry: Entry, common: Common) -> bool:
    return entry.figure is None or entry.figure.allowed.meets(common.numbers)


def _verdict(subject: Subject, outside: tuple[Statement, ...]) -> GroupVerdict:
    if len({entry.statement.source for entry in subject.entries}) == 1:
        return "single"
    if len({entry.statement.voice for entry in subject.entries}) == 1:
        return "repeated"
    return "contested" if outside else "consensus"
