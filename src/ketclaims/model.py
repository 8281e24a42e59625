"""The nouns of the package: frozen values that parse nothing and import nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

Relation = Literal["=", "~", "<", "<=", ">", ">="]
Precision = Literal["numeric", "vague"]
Disposition = Literal["claim", "context", "excluded"]
Reason = Literal[
    "list_marker",
    "reference",
    "publication_metadata",
    "title_or_name",
    "navigation",
    "not_quantitative",
]
Attribution = Literal["study", "trial", "review", "regulator", "expert", "report"]
Method = Literal["parsed", "amended", "added"]
BlockKind = Literal[
    "title",
    "heading",
    "paragraph",
    "item",
    "header",
    "row",
    "reference",
    "navigation",
    "metadata",
]
Verdict = Literal["agree", "compatible", "conflict", "undetermined", "not_comparable"]
GroupVerdict = Literal["consensus", "contested", "repeated", "single"]
CheckName = Literal[
    "rate_times_interval",
    "response_and_nonresponse",
    "remission_within_response",
    "series_fits",
    "source_against_itself",
]
Outcome = Literal["consistent", "conflict"]
Anchoring = Literal["same", "found", "moved", "respelled"]
Agreement = Literal["same", "filled", "beyond"]
StudyType = Literal[
    "systematic_review",
    "meta_analysis",
    "label",
    "guideline",
    "rct",
    "pk_study",
    "cohort",
    "case_control",
    "open_label",
    "case_series",
    "survey",
    "statistics",
    "review",
]
Verification = Literal["yes", "partial"]
TraceVerdict = Literal[
    "supported",
    "overstated",
    "understated",
    "contested",
    "out_of_context",
    "different_outcome",
    "untraced",
]
Stance = Literal["states", "allows", "below", "above"]
Decider = Literal["rules", "review"]
DifferenceKind = Literal["added", "removed", "changed", "moved"]
ReferenceVerdict = Literal["consistent", "suspect", "not checked"]
OnlineVerdict = Literal["agrees", "differs", "not_found", "not_answered"]

RELATIONS: tuple[Relation, ...] = get_args(Relation)
PRECISIONS: tuple[Precision, ...] = get_args(Precision)
DISPOSITIONS: tuple[Disposition, ...] = get_args(Disposition)
REASONS: tuple[Reason, ...] = get_args(Reason)
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
METHODS: tuple[Method, ...] = get_args(Method)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
GROUP_VERDICTS: tuple[GroupVerdict, ...] = get_args(GroupVerdict)
CHECK_NAMES: tuple[CheckName, ...] = get_args(CheckName)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
ANCHORINGS: tuple[Anchoring, ...] = get_args(Anchoring)
AGREEMENTS: tuple[Agreement, ...] = get_args(Agreement)
STUDY_TYPES: tuple[StudyType, ...] = get_args(StudyType)
VERIFICATIONS: tuple[Verification, ...] = get_args(Verification)
TRACE_VERDICTS: tuple[TraceVerdict, ...] = get_args(TraceVerdict)
STANCES: tuple[Stance, ...] = get_args(Stance)
DECIDERS: tuple[Decider, ...] = get_args(Decider)
DIFFERENCE_KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)
REFERENCE_VERDICTS: tuple[ReferenceVerdict, ...] = get_args(ReferenceVerdict)
ONLINE_VERDICTS: tuple[OnlineVerdict, ...] = get_args(OnlineVerdict)


class Span(NamedTuple):
    """A stretch of the untouched source in Unicode code points; ``end`` is exclusive.

    A tuple, because a long text has many of them and they are compared all the time.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document's structure and what stands above it.

    ``span`` is the block without its list marker and without white space around it; ``marker`` is the
    list marker or heading number before it. ``sentences`` lie inside ``span``. ``headings`` are the
    headings above, the outermost (the title) first. ``lead`` is the paragraph that introduces a list.
    A table row has ``cells``, and ``header`` holds the cells of the table's header row.
    """

    kind: BlockKind
    span: Span
    marker: Span | None = None
    sentences: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    lead: Span | None = None
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A text and its blocks in order; the blocks do not overlap and leave out only white space and rules."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated number with its unit, or a vague duration, and the place where it stands.

    ``low`` and ``high`` are in ``unit``, a UCUM code, as written; the open side of a bound is ``None``,
    and both are ``None`` where ``precision`` is ``vague``. ``span`` is the codebook's ``value_text``.
    ``from_unit`` is the smaller unit of a vague range: ``h`` in "hours to days", whose ``unit`` is ``d``.
    """

    span: Span
    low: Decimal | None
    high: Decimal | None
    unit: str
    relation: Relation = "="
    precision: Precision = "numeric"
    from_unit: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a claim is about, as far as the source says so; a field that it does not say is ``None``.

    ``timepoint`` is an ISO 8601 duration; the words of the other fields are those of the lexicon.
    """

    condition: str | None = None
    intervention: str | None = None
    route: str | None = None
    doses_low: int | None = None
    doses_high: int | None = None
    timepoint: str | None = None
    population: str | None = None
    comparator: str | None = None
    outcome: str | None = None
    attribution: Attribution | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quantity stands: the passage that can be read alone, and the path of headings above it."""

    quote: Span
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity asserted about something."""

    place: Place
    quantity: Quantity
    measure: str
    subject: Subject = Subject()


@dataclass(frozen=True, slots=True)
class Context:
    """A quantity that qualifies a claim: a time point, a number of doses, a threshold."""

    place: Place
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Excluded:
    """A number that states nothing about the subject, and why."""

    place: Place
    span: Span
    reason: Reason


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every number of one source: a claim, a context or an exclusion, each in the order of the text."""

    source: str
    text: str
    claims: tuple[Claim, ...]
    contexts: tuple[Context, ...]
    excluded: tuple[Excluded, ...]


class InputError(Exception):
    """An input that could not be read; the message is one sentence that names it and what was expected."""


class DataError(Exception):
    """Tables or decisions that break their rules; ``faults`` has one sentence for each fault."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
