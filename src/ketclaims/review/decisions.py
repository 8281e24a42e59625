"""One decision of one person on one row, as ``review.csv`` has it; what is no decision is said with its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ketclaims.anchors import Standing
from ketclaims.model import REASONS, InputError
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.reading import csv_records
from ketclaims.tables.writing import csv_line

COLUMNS = ("claim_id", "field", "from", "to", "reason", "who", "when")
WHOLE_ROW = ("accept", "reject", "add")
PLACE = ("section", "quote_start", "quote_end", "value_start", "value_end")
DERIVED = ("claim_id", "source", "voice", "quote", "value_text", "low_std", "high_std", "unit_std", "method")
AMENDABLE = tuple(name for name in CLAIMS.names if name not in DERIVED)
ELSEWHERE = ("evidence",)
"""What is decided of a claim outside its row: the verdict on the evidence behind it."""
DISPOSED = ("context", *(f"excluded:{reason}" for reason in REASONS), "none")
ADJUDICATOR = "adjudicator"
"""Who settles what others see differently; a name may follow: ``adjudicator cd``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of ``review.csv``; ``place`` is its number there, the header being row 1."""

    place: int
    claim_id: str
    field: str
    before: str
    after: str
    reason: str
    who: str
    when: str

    @property
    def person(self) -> str:
        """Who decided, without the spaces and capitals in which one name may be written twice."""
        return " ".join(self.who.split()).casefold()

    @property
    def settles(self) -> bool:
        """Whether an adjudicator decided, who counts before others."""
        return self.person.partition(" ")[0].rstrip(":") == ADJUDICATOR

    @property
    def is_elsewhere(self) -> bool:
        """Whether it changes no cell of the row, but what another table says of it."""
        return self.field in ELSEWHERE

    @property
    def is_whole(self) -> bool:
        """Whether it is about the row as a whole and not about one cell."""
        return self.field in (*WHOLE_ROW, "disposition")

    @property
    def told(self) -> str:
        """What was decided with why, by whom and when."""
        return f"{self} ({self.who}, {self.when}){f': {self.reason}' if self.reason else ''}"

    def __str__(self) -> str:
        if self.field in ("accept", "add"):
            return self.field
        return f"{self.field}: {self.before or 'empty'} → {self.after or 'empty'}"


class MisfitError(Exception):
    """A decision that cannot be applied, and why."""

    def __init__(self, decision: Decision, problem: str) -> None:
        super().__init__(problem)
        self.decision = decision
        self.problem = problem


class StaleError(MisfitError):
    """A decision whose passage or row is no longer where it was; ``standing`` says what became of it."""

    def __init__(self, decision: Decision, standing: Standing, says: str) -> None:
        super().__init__(decision, f"column claim_id: {standing}: {says}")
        self.standing = standing


class DisputeError(MisfitError):
    """A decision that another person decided otherwise, and nobody has settled it."""

    def __init__(self, decision: Decision, other: Decision) -> None:
        says = f"{other.who} decides otherwise in row {other.place} ({other}); an adjudicator has to settle it."
        super().__init__(decision, f"column field: {says}")
        self.other = other


def parse_decisions(text: str, name: str = "review.csv") -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions in the text of a ``review.csv``, and a sentence for each row of it that is no decision.

    ``InputError`` where the text is no table with these columns.
    """
    records, faults = csv_records(text, name, COLUMNS)
    if faults:
        raise InputError("\n".join(faults))
    read = [Decision(place, *(record[column] for column in COLUMNS)) for place, record in records]
    broken = [(decision, problem) for decision in read if (problem := _form(decision))]
    whole = tuple(decision for decision in read if not _form(decision))
    return whole, tuple(f"{name}, row {decision.place}, {problem}" for decision, problem in broken)


def _form(decision: Decision) -> str:
    for name in ("claim_id", "reason", "who"):
        if not getattr(decision, name).strip():
            return f"column {name}: is empty."
    if not is_day(decision.when):
        return f"column when: {decision.when!r} is no day, such as 2026-01-31."
    if decision.field in DERIVED:
        return f"column field: {decision.field!r} follows from other columns and cannot be decided."
    if decision.field not in (*WHOLE_ROW, *ELSEWHERE, "disposition", *AMENDABLE):
        named = ", ".join((*WHOLE_ROW, *ELSEWHERE))
        return f"column field: {decision.field!r} is neither a column of the claims nor one of {named}."
    return ""


def is_day(written: str) -> bool:
    """Whether the words are a day as ISO 8601 has it: ``2026-01-31``."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def decision_lines(decisions: Iterable[Decision]) -> bytes:
    """Decisions as rows of a ``review.csv``, without its header."""
    return b"".join(csv_line(_cells(decision)) for decision in decisions)


def _cells(decision: Decision) -> tuple[str, ...]:
    return (
        decision.claim_id,
        decision.field,
        decision.before,
        decision.after,
        decision.reason,
        decision.who,
        decision.when,
    )
