"""What a column and a table are, and the kinds of columns that the tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Dtype = Literal["str", "category", "Int64", "Float64", "bool"]
Part = Literal["measures", "conditions", "interventions", "routes"]

DURATION = (
    r"P(?=.)(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?"
    r"(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)
"""An ISO 8601 duration: ``P1D``, ``PT24H``, ``P6W``."""
IDENTIFIER = "[0-9a-f]{12}"
CHARACTERS = "{codepoint}"
LISTED = "apart by '; '"
COMPARED = ("condition", "intervention", "route", "doses", "timepoint", "population")
"""The fields in which claims are compared, as ``comparison.fields`` has them, which no column loads."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its pandas dtype, its meaning, and what its cells may hold.

    ``words`` is a closed vocabulary; ``part`` names the part of the lexicon that holds it instead.
    ``pattern`` is a regular expression that the whole cell matches. A ``required`` cell is never empty. A number is
    never below ``least``. Where the column ``refers`` to a table, its cells are keys of that table.
    """

    name: str
    dtype: Dtype
    description: str
    unit: str = ""
    words: tuple[str, ...] = ()
    part: Part | None = None
    required: bool = False
    pattern: str = ""
    least: int | None = None
    refers: str = ""

    def vocabulary(self, lexicon: Lexicon) -> tuple[str, ...]:
        """The words that a ``category`` column may hold, in their order."""
        return tuple(getattr(lexicon, self.part)) if self.part else self.words


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it is, its columns in order, and the columns that identify a row, apart by ', '."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: str

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the columns that together identify a row."""
        return tuple(self.key.split(", "))

    def column(self, name: str) -> Column:
        """The column of that name; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def identifier(name: str, description: str, refers: str = "") -> Column:
    """Twelve hexadecimal digits made from what the row says."""
    return Column(name, "str", description, required=True, pattern=IDENTIFIER, refers=refers)


def source(name: str, description: str) -> Column:
    """The name of a source of the table ``sources``."""
    return Column(name, "str", description, required=True, refers="sources")


def text(name: str, description: str, *, required: bool = False, pattern: str = "") -> Column:
    """Words as they come."""
    return Column(name, "str", description, required=required, pattern=pattern)


def listing(name: str, description: str, item: str, *, required: bool = False) -> Column:
    """Several words in one cell, each of which a pattern describes."""
    pattern = f"(?:{item})(?:; (?:{item}))*"
    return Column(name, "str", f"{description}, {LISTED}", required=required, pattern=pattern)


def word(name: str, description: str, words: tuple[str, ...], *, required: bool = False) -> Column:
    """A word of a closed vocabulary."""
    return Column(name, "category", description, words=words, required=required)


def term(name: str, description: str, part: Part, *, required: bool = False) -> Column:
    """A word of a part of the lexicon."""
    return Column(name, "category", description, part=part, required=required)


def offset(name: str, description: str) -> Column:
    """A place in a text, in code points."""
    return Column(name, "Int64", description, unit=CHARACTERS, required=True, least=0)


def count(name: str, description: str) -> Column:
    """How many administrations."""
    return Column(name, "Int64", description, unit="{dose}", least=0)


def number_of(name: str, description: str) -> Column:
    """How many of something, never empty."""
    return Column(name, "Int64", description, required=True, least=0)


def flag(name: str, description: str) -> Column:
    """Whether something is so."""
    return Column(name, "bool", description, required=True)


def number(name: str, description: str, unit: str) -> Column:
    """A number in a unit."""
    return Column(name, "Float64", description, unit=unit)
