"""Two claims of one measure: do they agree, can both be true, do they conflict, or can they not be compared?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from ketclaims.comparison.entries import Entry, Scale
from ketclaims.comparison.fields import Field, compare_field, compared_fields
from ketclaims.comparison.figures import Figure
from ketclaims.comparison.statements import Statement
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Verdict

Ground = Literal["figures", "field", "unit", "need", "measure", "interval", "varies"]
"""What a verdict rests on: the figures, a field that differs, units that do not convert, a field that the measure
needs, a measure that names nothing, words that stand for no interval, or a measure that varies between patients."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on two statements, ``a`` before ``b`` in the order of sources, places and identifiers.

    ``gap`` is how far the two figures are apart in ``unit``, hedges allowed for; only a conflict has one. It is zero
    where they touch at an end that one of them leaves out. ``fields`` says how the two lie in each field. ``cut`` is
    the number of claims of the measure where these are too many for all pairs to be listed, else zero.
    """

    a: Statement
    b: Statement
    verdict: Verdict
    ground: Ground
    fields: tuple[Field, ...]
    unit: str
    gap: Fraction | None = None
    cut: int = 0

    @property
    def loose(self) -> tuple[str, ...]:
        """The fields that are nested, or stated by one alone."""
        return tuple(field.name for field in self.fields if field.likeness in ("nested", "unsaid"))

    @property
    def same_source(self) -> bool:
        """Whether one source says both."""
        return self.a.source == self.b.source

    @property
    def same_voice(self) -> bool:
        """Whether one voice says both."""
        return self.same_source or self.a.voice == self.b.voice


def judge(first: Statement, second: Statement, scale: Scale) -> Judgement:
    """The verdict on two statements of one measure; their order decides nothing.

    ``ValueError`` where their measures differ.
    """
    if first.measure != second.measure:
        raise ValueError(f"{first.measure} and {second.measure} are two measures; claims of one are compared.")
    a, b = sorted((first, second), key=lambda statement: statement.order)
    return judge_entries(scale.entry(a), scale.entry(b), scale)


def judge_entries(a: Entry, b: Entry, scale: Scale) -> Judgement:
    """The verdict on two entries of one measure that are in their order."""
    fields = likeness(a, b, scale)
    ground = _obstacle(a, b, fields, scale)
    if ground is not None or a.figure is None or b.figure is None:
        verdict: Verdict = "not_comparable" if ground in ("field", "unit") else "undetermined"
        return Judgement(a.statement, b.statement, verdict, ground or "interval", fields, _unit(a, b))
    return _on_figures(a, b, a.figure, b.figure, fields, scale)


def likeness(a: Entry, b: Entry, scale: Scale) -> tuple[Field, ...]:
    """How two entries of one measure lie to each other in each field in which the measure is compared."""
    names = compared_fields(scale.lexicon.measures[a.statement.measure])
    return tuple(
        compare_field(name, one, other, scale.lexicon)
        for name, one, other in zip(names, a.context, b.context, strict=True)
    )


def _obstacle(a: Entry, b: Entry, fields: tuple[Field, ...], scale: Scale) -> Ground | None:
    """What keeps the figures from being compared; what can never be comes before what is not known."""
    if any(field.likeness == "different" for field in fields):
        return "field"
    if a.figure and b.figure and a.figure.unit != b.figure.unit:
        return "unit"
    if a.statement.measure == UNNAMED:
        return "measure"
    needs = scale.lexicon.measures[a.statement.measure].needs
    return "need" if any(field.needed_missing for field in fields if field.name in needs) else None


def _unit(a: Entry, b: Entry) -> str:
    return next((entry.figure.unit for entry in (a, b) if entry.figure), a.statement.quantity.unit)


def _on_figures(a: Entry, b: Entry, one: Figure, other: Figure, fields: tuple[Field, ...], scale: Scale) -> Judgement:
    verdict = _verdict(one, other)
    ground: Ground = "figures"
    varies = scale.lexicon.measures[a.statement.measure].varies
    if verdict == "conflict" and varies and a.statement.source == b.statement.source:
        verdict, ground = "compatible", "varies"
    gap = one.hedged.distance(other.hedged) if verdict == "conflict" else None
    return Judgement(a.statement, b.statement, verdict, ground, fields, one.unit, gap)


def _verdict(one: Figure, other: Figure) -> Verdict:
    if one.allowed.holds(other.stated) and other.allowed.holds(one.stated):
        return "agree"
    return "compatible" if one.allowed.meets(other.allowed) else "conflict"
