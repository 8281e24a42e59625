"""An entry while it is read: its line, and the stretches of the fields that are found so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketclaims.references.flat import MASK
from ketclaims.references.records import FieldName

Stretch = tuple[int, int]

EDGES = " .,;:\"'-" + MASK
"""Signs around a field that are no part of it."""


@dataclass(slots=True)
class Draft:
    """An entry while it is read: its line without identifiers, and the stretches of the fields found so far."""

    line: str
    head: int
    end: int
    found: dict[FieldName, Stretch] = field(default_factory=dict)

    def note(self, name: FieldName, start: int, end: int, edges: str = EDGES) -> None:
        """Keep a field without the signs around it; a stretch of nothing is no field."""
        while start < end and self.line[start] in edges:
            start += 1
        while end > start and self.line[end - 1] in edges:
            end -= 1
        if start < end:
            self.found[name] = (start, end)
