"""The one definition of every table: its columns in order, their types, meanings, units and vocabularies.

The pandera schema, the Arrow schema, the column order of the files and the dictionary are all made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ketclaims.model import (
    ATTRIBUTIONS,
    CHECK_NAMES,
    DIFFERENCE_KINDS,
    DISPOSITIONS,
    GROUP_VERDICTS,
    METHODS,
    OUTCOMES,
    PRECISIONS,
    REASONS,
    RELATIONS,
    VERDICTS,
)

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


def _identifier(name: str, description: str, refers: str = "") -> Column:
    return Column(name, "str", description, required=True, pattern=IDENTIFIER, refers=refers)


def _source(name: str, description: str) -> Column:
    return Column(name, "str", description, required=True, refers="sources")


def _text(name: str, description: str, *, required: bool = False, pattern: str = "") -> Column:
    return Column(name, "str", description, required=required, pattern=pattern)


def _word(name: str, description: str, words: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, "category", description, words=words, required=required)


def _term(name: str, description: str, part: Part, *, required: bool = False) -> Column:
    return Column(name, "category", description, part=part, required=required)


def _offset(name: str, description: str) -> Column:
    return Column(name, "Int64", description, unit=CHARACTERS, required=True, least=0)


def _count(name: str, description: str) -> Column:
    return Column(name, "Int64", description, unit="{dose}", least=0)


def _number_of(name: str, description: str) -> Column:
    return Column(name, "Int64", description, required=True, least=0)


def _flag(name: str, description: str) -> Column:
    return Column(name, "bool", description, required=True)


def _number(name: str, description: str, unit: str) -> Column:
    return Column(name, "Float64", description, unit=unit)


SOURCES = Table(
    "sources",
    "The articles, and what they say of themselves.",
    (
        _text("source", "short name of the source", required=True, pattern="[a-z0-9][a-z0-9_-]*"),
        _text("file", "the article's own file name in data/raw", required=True),
        _text("title", "title as the article gives it"),
        _text("publisher", "who published it, where the article says so"),
        _text("voice", "whose opinion it is; sources of one publisher or author are one voice", required=True),
        _text("authors", "authors as named, apart by '; '"),
        _text("reviewers", "reviewers as named, apart by '; '"),
        _text("published", "date of publication, ISO 8601", pattern=r"\d{4}(-\d{2}(-\d{2})?)?"),
        _text("sha256", "SHA-256 of the file's bytes", required=True, pattern="[0-9a-f]{64}"),
    ),
    key="source",
)

_PLACE = (
    _text("section", "headings above the quote, the outermost first, joined with ' > '"),
    _text("quote", "smallest passage that can be read alone, verbatim", required=True),
    _offset("quote_start", "where the quote begins in the source"),
    _offset("quote_end", "where the quote ends, exclusive"),
    _text("value_text", "the number, range or duration with its unit, verbatim", required=True),
    _offset("value_start", "where the value begins in the source"),
    _offset("value_end", "where the value ends, exclusive"),
)
_QUANTITY = (
    _word("relation", "'=' as stated, '~' hedged, '<' '<=' '>' '>=' one-sided", RELATIONS, required=True),
    _number("low", "lower end as stated; empty where the claim is open below or vague", "as in unit"),
    _number("high", "upper end as stated; empty where the claim is open above or vague", "as in unit"),
    _text("unit", "UCUM code of the unit as written; counted things in braces; ISO 4217 for money", required=True),
    _word("precision", "numeric, or vague for a duration without a number", PRECISIONS, required=True),
)
_MEANING = (
    _term("measure", "what is measured", "measures", required=True),
    _term("condition", "the condition it is said of", "conditions"),
    _term("intervention", "the treatment it is said of", "interventions"),
    _term("route", "route of administration", "routes"),
    _count("doses_low", "fewest administrations that the figure refers to"),
    _count("doses_high", "most administrations that the figure refers to"),
    _text("timepoint", "when the outcome was measured, ISO 8601 duration", pattern=DURATION),
    _text("population", "named group, lower case as written"),
    _term("comparator", "what it is compared with", "interventions"),
    _text("outcome", "the source's own words for a threshold or definition"),
    _word("attribution", "what the source leans on in the same sentence", ATTRIBUTIONS),
)
_STANDARD = (
    _number(
        "low_std", "lower end in the canonical unit; vague durations by the codebook's intervals", "as in unit_std"
    ),
    _number(
        "high_std", "upper end in the canonical unit; vague durations by the codebook's intervals", "as in unit_std"
    ),
    _text(
        "unit_std", "canonical unit of the measure, or the unit as written where it cannot be converted", required=True
    ),
)
_METHOD = _word(
    "method", "who found it: the parser alone, the parser with a correction, or a person", METHODS, required=True
)

CLAIMS = Table(
    "claims",
    "Every quantitative claim of the sources, with the place where it stands.",
    (
        _identifier("claim_id", "identifier made from the source, the place, the measure and the subject", "ledger"),
        _source("source", "source that makes the claim"),
        _text("voice", "voice of the source", required=True),
        *_PLACE,
        *_QUANTITY,
        *_MEANING,
        *_STANDARD,
        _METHOD,
    ),
    key="claim_id",
)

_DISPOSITION = _word(
    "disposition", "claim, context (it qualifies a claim) or excluded (it states nothing of the subject)", DISPOSITIONS
)
_REASON = _word("reason", "why an excluded number states nothing of the subject", REASONS)

LEDGER = Table(
    "ledger",
    "Every number of the sources: a claim, a context or an exclusion with its reason.",
    (
        _identifier("entry_id", "identifier of the entry; the claim_id where it is a claim"),
        _source("source", "source in which the number stands"),
        replace(_DISPOSITION, required=True),
        _REASON,
        *(column for column in _PLACE if column.name.startswith("value")),
        *(column for column in _PLACE if column.name.startswith("quote")),
        *(column for column in _PLACE if column.name == "section"),
        _term("measure", "what is measured, where it is a claim", "measures"),
        _METHOD,
    ),
    key="entry_id",
)

EXTRACT = Table(
    "extract",
    "What the parser reads in any article: claims, and on request every other number; a row of its own for a fault.",
    (
        *(column if column.name == "source" else replace(column, required=False) for column in CLAIMS.columns),
        replace(_DISPOSITION, words=(*DISPOSITIONS, "error"), required=True),
        _REASON,
        _text("error", "why the source could not be read"),
    ),
    key="claim_id",
)

CANONICAL = "canonical unit"
_LISTED = "apart by '; '"

PAIRS = Table(
    "pairs",
    "Every pair of claims of one measure, with a verdict and its reason; `a` comes first by source and place.",
    (
        _identifier("claim_id_a", "the first claim", "claims"),
        _identifier("claim_id_b", "the second claim", "claims"),
        _source("source_a", "source of the first claim"),
        _source("source_b", "source of the second claim"),
        _offset("value_start_a", "where the first value begins in its source"),
        _offset("value_start_b", "where the second value begins in its source"),
        _term("measure", "what both measure", "measures", required=True),
        _word("verdict", "what the two come to", VERDICTS, required=True),
        replace(
            _number("gap", "how far the figures of a conflict are apart, hedges allowed for; else empty", CANONICAL),
            least=0,
        ),
        _text("loose", f"fields that are nested, or stated by one alone, {_LISTED}"),
        _flag("same_source", "whether one source says both"),
        _flag("same_voice", "whether one voice says both"),
        _text("reason", "the verdict in a sentence", required=True),
    ),
    key="claim_id_a, claim_id_b",
)

GROUPS = Table(
    "groups",
    "What the sources say of each subject: a measure and a context. A claim that leaves fields open stands with every "
    "subject that fills them, so a claim can be in several groups.",
    (
        _identifier("group_id", "identifier made from the measure and the context"),
        *(column for column in _MEANING if column.name not in ("comparator", "attribution")),
        _number_of("claims", "how many claims are about the subject"),
        _number_of("sources", "how many sources these are of"),
        _number_of("voices", "how many independent voices these are of"),
        _word("verdict", "what they come to", GROUP_VERDICTS, required=True),
        _number("low", "lower end of what most voices allow; empty where it is open below", "as in unit"),
        _number("high", "upper end of what most voices allow; empty where it is open above", "as in unit"),
        _text(
            "unit", "canonical unit of the measure, or the unit as written where it cannot be converted", required=True
        ),
        _number_of("voices_within", "how many voices allow it"),
        _text("outside", f"sources with a claim that stands outside, {_LISTED}"),
        _text("claim_ids", f"the claims, {_LISTED}", required=True),
        _text("outside_ids", f"the claims that stand outside, {_LISTED}"),
        _text("reason", "the verdict in a sentence", required=True),
    ),
    key="group_id",
)

CHECKS = Table(
    "checks",
    "Arithmetic inside and across the sources: figures that have to fit together, and whether they do.",
    (
        _identifier("check_id", "identifier made from the check and its claims"),
        _word("check", "what is checked", CHECK_NAMES, required=True),
        _word("verdict", "whether the figures fit together", OUTCOMES, required=True),
        _text("expected", "what has to be", required=True),
        _text("found", "what the sources say", required=True),
        _text("loose", f"fields that are nested, or stated by some alone, {_LISTED}"),
        _text("sources", f"the sources, {_LISTED}", required=True),
        _text("claim_ids", f"the claims, {_LISTED}", required=True),
    ),
    key="check_id",
)

TABLES = (SOURCES, CLAIMS, LEDGER, PAIRS, GROUPS, CHECKS)
"""The tables of the curated folder, in their order."""

DIFFERENCES = Table(
    "differences",
    "What changed between two tables of claims: a row for each claim that came or went and for each cell that changed.",
    (
        _word("kind", "what became of the claim", DIFFERENCE_KINDS, required=True),
        _text("source", "source that makes the claim", required=True),
        _text("claim_id_old", "its identifier before"),
        _text("claim_id_new", "its identifier after"),
        _text("value_text", "the number with its unit, verbatim; as it is now, if it is still there"),
        _text("quote", "the passage, verbatim; as it is now, if it is still there"),
        _text("field", "the column that changed; place for a claim that moved, empty for one that came or went"),
        _text("old", "the cell before"),
        _text("new", "the cell after"),
    ),
    key="claim_id_old, claim_id_new, field",
)
