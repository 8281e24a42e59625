"""The reviewer's sheet: one row for each number, its passage beside it, what it is read as, and room for corrections.

What a reviewer writes goes into columns of its own, so that nothing that a spreadsheet does to the others by itself can
become a decision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ketclaims.model import Span
from ketclaims.review.applying import disposition_of
from ketclaims.review.decisions import AMENDABLE, DISPOSED, PLACE, Decision
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.rows import Row, Value, cell, digest

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Kind = Literal["shown", "input"]

SHEET = "review"
DECISIONS = ("accept", "change", "reject", "add")
EMPTY = "(empty)"
"""Written for a correction: the cell should say nothing."""
NEW = "new_"
ACTIVE = re.compile(r"[=+\-@\t\r]")
"""What a spreadsheet takes a cell of a CSV for a formula by."""
VALUE_MARKS = (">>", "<<")
REACH = 2000
"""So many characters of a passage are shown on either side of its value."""
FIELDS = ("measure", *(name for name in AMENDABLE if name not in (*PLACE, "measure")))
"""The columns of a claim that are corrected as they are; a place is corrected by the words that stand there."""
EXPORTED = "exported"
STAMP = re.compile(r"row ([0-9a-f]{12}) as ([0-9a-f]{12})(?: (\{.*\}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of the sheet: what it is for, in a sentence for the reviewer, and its width in characters."""

    name: str
    says: str
    kind: Kind = "shown"
    width: int = 14


def _input(name: str, says: str, width: int = 14) -> SheetColumn:
    return SheetColumn(name, says, "input", width)


def _pair(name: str) -> tuple[SheetColumn, SheetColumn]:
    says = CLAIMS.column(name).description
    return SheetColumn(name, f"As it is read: {says}."), _input(NEW + name, f"Your correction of {name}: {says}.")


COLUMNS = (
    _input(
        "decision", "accept: all is right. change: fill yellow cells. reject: no claim. add: a number that lacks.", 10
    ),
    _input("reason", "Why, in a few words; needed unless you accept.", 30),
    _input("who", "Your name or initials.", 10),
    SheetColumn("source", "The article."),
    SheetColumn("passage", "The words of the article, the number between >> and <<.", width=70),
    SheetColumn("disposition", "What the number is: a claim, context of one, or excluded and why."),
    _input("new_disposition", "What it is instead; needed where you reject. none: another row has this number.", 18),
    SheetColumn("value_text", "The number with its unit as the article writes it."),
    _input("new_value_text", "The right words of the number, copied from the article."),
    _input("new_quote", "The right passage, copied from the article; it holds the number.", 30),
    *(column for name in FIELDS for column in _pair(name)),
    *_pair("section"),
    SheetColumn("value_start", "Where the number begins: characters before it in the article."),
    _input("new_value_start", "Only where the number stands several times in the passage: which of them."),
    SheetColumn("decided", "What people have decided on this row so far.", width=40),
    SheetColumn("claim_id", "The name of the row in the tables."),
    SheetColumn(EXPORTED, "How the row stood when this sheet was made; please leave it as it is.", width=20),
)
NAMES = tuple(column.name for column in COLUMNS)
INPUTS = tuple(column.name for column in COLUMNS if column.kind == "input")


def vocabulary(name: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The words to choose from in an input column; none where it is free."""
    if name == "decision":
        return DECISIONS
    if name == "new_disposition":
        return ("claim", *DISPOSED)
    field = name.removeprefix(NEW)
    if field not in FIELDS or name == field:
        return ()
    column = CLAIMS.column(field)
    words = column.vocabulary(lexicon) if column.dtype == "category" else ()
    return (*words, EMPTY) if words and not column.required else words


def sheet_rows(
    rows: Iterable[Row], bases: Mapping[str, Row], decided: Mapping[str, Sequence[Decision]], who: str = ""
) -> list[Row]:
    """The rows of a sheet: claims first, in the order given.

    ``rows`` are as people left them, ``bases`` the same by identifier before anybody decided on them, ``decided`` the
    decisions on each.
    """
    listed = sorted(rows, key=lambda row: row["disposition"] != "claim")
    return [_sheet_row(row, bases[_key(row)], decided.get(_key(row), ())) | {"who": who or None} for row in listed]


def _key(row: Row) -> str:
    return cell(row["claim_id"])


def _sheet_row(row: Row, base: Row, decisions: Sequence[Decision]) -> Row:
    # A row has a column `reason` too: why it is excluded.
    shown: Row = {c.name: row[c.name] for c in COLUMNS if c.kind == "shown" and c.name in row}
    about: Row = {
        "passage": marked(row),
        "disposition": disposition_of(row),
        "decided": "; ".join(f"{decision.who}: {decision}" for decision in decisions) or None,
        EXPORTED: stamp(row, base),
    }
    return dict.fromkeys(NAMES) | shown | about


def marked(row: Row) -> str:
    """The passage of a row with its value between marks; of a very long one what stands around the value."""
    quote, start = cell(row["quote"]), int(row["quote_start"] or 0)
    value = Span(int(row["value_start"] or 0) - start, int(row["value_end"] or 0) - start)
    before, after = quote[: value.start], quote[value.end :]
    opening, closing = VALUE_MARKS
    return f"{_last(before)}{opening}{value.of(quote)}{closing}{_first(after)}"


def _last(text: str) -> str:
    return f"… {text[-REACH:]}" if len(text) > REACH else text


def _first(text: str) -> str:
    return f"{text[:REACH]} …" if len(text) > REACH else text


def stamp(row: Row, base: Row) -> str:
    """What a sheet keeps of a row, so that an import can tell what was shown: its name, its content, what was amended.

    It begins with a word, so that no spreadsheet takes it for a number.
    """
    amended = json.dumps(amendments(row, base), ensure_ascii=True)
    return f"row {_key(row)} as {fingerprint(base)}" + ("" if amended == "{}" else f" {amended}")


def fingerprint(base: Row) -> str:
    """Twelve hex digits of all that a decision on a row could be about."""
    return digest(
        *(base[name] for name in ("claim_id", "source", "quote", "value_text", *AMENDABLE)), disposition_of(base)
    )


def amendments(row: Row, base: Row) -> dict[str, Value]:
    """The cells of a row that people changed, ``disposition`` among them."""
    if disposition_of(row) != disposition_of(base):
        return {"disposition": disposition_of(row)}
    return {name: row[name] for name in AMENDABLE if row[name] != base[name]}


def parse_stamp(written: str) -> tuple[str, str, dict[str, Value]] | None:
    """The identifier, the fingerprint and the amendments of a stamp; ``None`` where it is none."""
    match = STAMP.fullmatch(written.strip())
    if match is None:
        return None
    try:
        amended = json.loads(match[3] or "{}")
    except ValueError:
        return None
    return match[1], match[2], amended
