"""What is read of a bibliography: an entry, its fields with their places, and what the checks say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from ketclaims.model import ReferenceVerdict, Span

FieldName = Literal[
    "authors",
    "title",
    "journal",
    "year",
    "volume",
    "issue",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "url",
]
FIELD_NAMES: tuple[FieldName, ...] = get_args(FieldName)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry as it is written: ``text[span.start:span.end] == value``."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a bibliography, with those of its fields that could be told apart.

    ``number`` is the one that the entry has in the text, or its place in the list, from 1; ``label`` is its mark as
    written. ``doi`` is the identifier that the field of that name stands for: one broken over lines is whole again,
    signs encoded for an address are themselves again.
    """

    number: int
    span: Span
    label: str = ""
    fields: Mapping[FieldName, Field] = field(default_factory=dict)
    doi: str = ""

    def get(self, name: FieldName) -> str:
        """A field as written, nothing where the entry has none."""
        found = self.fields.get(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What can be said of a reference without looking anything up: a verdict, and why in a sentence."""

    verdict: ReferenceVerdict
    reason: str
