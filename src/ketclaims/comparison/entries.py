"""Statements made ready to be compared: each with what its figure allows and what it says in every field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ketclaims.comparison.fields import Value, compared_fields, value_of
from ketclaims.comparison.figures import Figure, figure
from ketclaims.comparison.options import Options
from ketclaims.comparison.statements import Statement
from ketclaims.lexicon import UNNAMED, Lexicon


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement, what its figure allows (nothing where its words stand for no interval), and its fields.

    ``context`` has a value for each of the measure's compared fields, in their order.
    """

    statement: Statement
    figure: Figure | None
    context: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a comparison goes by: the words, and how much is allowed for."""

    lexicon: Lexicon
    options: Options = field(default_factory=Options)

    def entry(self, statement: Statement) -> Entry:
        """A statement ready to be compared; ``KeyError`` where the lexicon lacks its measure."""
        measure = self.lexicon.measures[statement.measure]
        context = tuple(value_of(statement.subject, name) for name in compared_fields(measure))
        return Entry(statement, figure(statement, self.lexicon, self.options), context)

    def missing(self, entry: Entry) -> tuple[str, ...]:
        """The fields that the entry's measure needs and the entry does not say."""
        measure = self.lexicon.measures[entry.statement.measure]
        said = dict(zip(compared_fields(measure), entry.context, strict=True))
        return tuple(name for name in measure.needs if said[name] is None or said[name] == UNNAMED)

    def by_measure(self, statements: Iterable[Statement]) -> dict[str, list[Entry]]:
        """Entries by measure, in the order of the lexicon; of each measure in the order of sources and places."""
        found: dict[str, list[Entry]] = {name: [] for name in self.lexicon.measures}
        for statement in statements:
            found[statement.measure].append(self.entry(statement))
        return {name: sorted(listed, key=_order) for name, listed in found.items() if listed}


def _order(entry: Entry) -> tuple[str, int, int, str]:
    return entry.statement.order
