"""What a check finds: the claims that it holds together, what had to be, what is, and whether the two fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ketclaims.comparison import Entry, Scale, Statement
from ketclaims.comparison.fields import FIELDS, Field, compare_field, value_of
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Outcome


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of some claims: ``expected`` and ``found`` are phrases with figures and units.

    ``loose`` names the fields in which one of the claims says more than another.
    """

    check: str
    statements: tuple[Statement, ...]
    expected: str
    found: str
    verdict: Outcome
    loose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """All claims by measure, each list in the order of sources and places, and what they are judged by."""

    entries: Mapping[str, list[Entry]]
    scale: Scale

    def of(self, role: str) -> list[Entry]:
        """The claims of the measures in a role whose figures are in their canonical unit."""
        known = self.scale.lexicon.in_role(role)
        return [e for m in known for e in self.entries.get(m.name, ()) if e.figure and e.figure.unit == m.unit]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, what must hold, and the function that finds where it does and where it does not."""

    name: str
    says: str
    find: Callable[[Evidence], Iterator[Finding]]


def likeness(a: Statement, b: Statement, scale: Scale) -> tuple[Field, ...]:
    """How the subjects of two claims, of whatever measures, lie to each other in each of the six fields."""
    values = ((name, value_of(a.subject, name), value_of(b.subject, name)) for name in FIELDS)
    return tuple(compare_field(name, one, other, scale.lexicon) for name, one, other in values)


def loose(fields: Iterable[Field]) -> tuple[str, ...]:
    """The names of the fields that are nested or stated by one alone."""
    return tuple(field.name for field in fields if field.likeness in ("nested", "unsaid"))


def differ(fields: Iterable[Field]) -> bool:
    """Whether two claims are about different things."""
    return any(field.likeness == "different" for field in fields)


Shared = tuple[Entry, Entry, tuple[str, ...]]


def of_one_subject(
    firsts: Iterable[Entry], seconds: list[Entry], scale: Scale, sharpest: Callable[[Entry], float]
) -> Iterator[Shared]:
    """Pairs of claims of two measures about one condition and treatment, with the fields that are loose.

    Of very many partners a claim meets ``options.pair_limit``, those with the smallest ``sharpest`` first.
    """
    partners: dict[tuple[object, object], list[Entry]] = {}
    for entry in sorted(seconds, key=sharpest):
        partners.setdefault(_core(entry), []).append(entry)
    for first in firsts:
        core = _core(first)
        listed = () if UNNAMED in core else partners.get(core, ())
        for second in islice(listed, scale.options.pair_limit):
            fields = likeness(first.statement, second.statement, scale)
            if not differ(fields):
                yield first, second, loose(fields)


def _core(entry: Entry) -> tuple[object, object]:
    subject = entry.statement.subject
    return value_of(subject, "condition"), value_of(subject, "intervention")
