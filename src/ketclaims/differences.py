"""What became of the rows of one table in another: each came, went, changed, moved, or stayed as it is.

An identifier holds the place of its row, so a row that moved has another one. Rows are therefore paired by what they
say, from the strictest agreement to the loosest, and never by a guess: where several rows of either table could be the
one, they came and went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.model import DifferenceKind

Row = Mapping[str, str]
"""The cells of a row as text, by column; an empty cell and one that is not there say nothing."""
Pair = tuple[int, int]

KEY = "claim_id"
DISPOSITION, REASON = "disposition", "reason"
PLACE = ("value_start", "value_end")
PLACES = ("quote_start", "quote_end", *PLACE)
INSIDE = "value_in_quote"
"""No column, but where the value stands in its quote: a passage may say the same number twice."""

WORDS = ("source", "quote", INSIDE, "value_text")
SUBJECT = ("disposition", "measure", "condition", "intervention", "route")
FIGURE = ("relation", "low", "high", "unit")
STATEMENT = (*SUBJECT, *FIGURE, "doses_low", "doses_high", "timepoint", "population", "outcome")

LESS = (SUBJECT, ("measure", "condition"), ("measure",), ())
"""Ever less of what is said: the identifier of a claim holds its subject, so whatever changes, it has another one."""

RUNGS = (
    (KEY, *WORDS),
    # All that is said, at its place or at another one: something was written or taken out before it.
    *((*WORDS, *where, *STATEMENT) for where in (PLACE, ("section",), ())),
    # The same words, of which something else is said.
    *((*WORDS, *PLACE, *said) for said in LESS),
    *((*WORDS, *where, *said) for where in (("section",), ()) for said in LESS),
    # Other words at the same place: the passage was written anew, or cut out otherwise.
    (KEY, "source", *PLACE),
    *(("source", *PLACE, "value_text", *said) for said in LESS),
)
"""What two rows must have in common to be one; on each rung only rows that no stricter one has paired are left."""
STILL = tuple(rung for rung in RUNGS if set(PLACE) <= set(rung))
"""The rungs for a text that is known to be the same: nothing can have moved in it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that came (without ``old``), went (without ``new``), changed in ``fields``, or moved and perhaps changed.

    Each of the ``fields`` is a column with its cell before and after; columns that say where a row stands are none.
    Where a number became something else (``disposition``), neither are those that only one of the two rows fills.
    """

    kind: DifferenceKind
    old: Row | None
    new: Row | None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def row(self) -> Row:
        """The row as it is now, or as it was where it is gone."""
        return self.new or self.old or {}


def differences(
    old: Sequence[Row], new: Sequence[Row], columns: Iterable[str], still: Collection[str] = ()
) -> Iterator[Difference]:
    """What became of rows of claims or of a ledger, in the order of the new rows; those that are gone come last.

    Only ``columns``, which both tables should have, are compared. ``claim_id`` is the identifier of a row; ``still``
    names the sources whose texts are known to be the same.
    """
    said = tuple(columns)
    found = {j: i for i, j in paired(old, new, still)}
    for j, row in enumerate(new):
        difference = _compared(old[found[j]], row, said) if j in found else Difference("added", None, row)
        if difference:
            yield difference
    kept = set(found.values())
    yield from (Difference("removed", row, None) for i, row in enumerate(old) if i not in kept)


def paired(old: Sequence[Row], new: Sequence[Row], still: Collection[str] = ()) -> list[Pair]:
    """Places of the old and the new rows that are one row, one to one; ``still`` as for ``differences``."""
    (left_still, left), (right_still, right) = (_parted(rows, still) for rows in (old, new))
    return [*_climbed(left_still, right_still, STILL), *_climbed(left, right, RUNGS)]


def _parted(rows: Sequence[Row], still: Collection[str]) -> tuple[dict[int, Row], dict[int, Row]]:
    indexed: dict[int, Row] = {place: {**row, INSIDE: _inside(row)} for place, row in enumerate(rows)}
    kept = {place: row for place, row in indexed.items() if row.get("source") in still}
    return kept, {place: row for place, row in indexed.items() if place not in kept}


def _climbed(left: dict[int, Row], right: dict[int, Row], rungs: Iterable[tuple[str, ...]]) -> Iterator[Pair]:
    for rung in rungs:
        found = list(_alone(left, right, rung))
        for i, j in found:
            del left[i], right[j]
        yield from found


def _inside(row: Row) -> str:
    first, start = row.get("value_start", ""), row.get("quote_start", "")
    return str(int(first) - int(start)) if first.isdecimal() and start.isdecimal() else ""


def _alone(left: Mapping[int, Row], right: Mapping[int, Row], rung: tuple[str, ...]) -> Iterator[Pair]:
    """Rows that are the only ones, on both sides, that say what the rung asks for."""
    ours, theirs = _by(left, rung), _by(right, rung)
    for said, places in ours.items():
        others = theirs.get(said, ())
        if len(places) == len(others) == 1:
            yield places[0], others[0]


def _by(rows: Mapping[int, Row], rung: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
    groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, row in rows.items():
        said = tuple(row.get(name, "") for name in rung)
        # What stands first says which row it is: rows without an identifier or a source have nothing in common.
        if said[0]:
            groups[said].append(place)
    return groups


def _compared(old: Row, new: Row, columns: tuple[str, ...]) -> Difference | None:
    fields = tuple(_told(old, new, [name for name in columns if name not in (KEY, *PLACES)]))
    if any(old.get(name, "") != new.get(name, "") for name in PLACE):
        return Difference("moved", old, new, fields)
    # The identifier follows from the others, and is told where it alone is another one.
    fields = fields or tuple(changed_fields(old, new, (KEY,)))
    return Difference("changed", old, new, fields) if fields else None


def _told(old: Row, new: Row, columns: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The columns in which two rows differ; of a number that is or was a claim, not those that follow from that."""
    found = changed_fields(old, new, columns)
    if DISPOSITION not in columns or old.get(DISPOSITION, "") == new.get(DISPOSITION, ""):
        yield from found
        return
    yield DISPOSITION, _disposition(old), _disposition(new)
    # What a claim says a context does not say: only one of the two has the cell, and it is no change of its own.
    yield from ((name, before, after) for name, before, after in found if name != DISPOSITION and before and after)


def _disposition(row: Row) -> str:
    """What a row is, as the review writes it: ``claim``, ``context``, ``excluded:reference``."""
    return ":".join(part for part in (row.get(DISPOSITION, ""), row.get(REASON, "")) if part)


def changed_fields(old: Row, new: Row, columns: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The columns in which two rows differ, each with its cell before and after."""
    for name in columns:
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield name, before, after


def keyed_differences(old: Iterable[Row], new: Iterable[Row], key: str, columns: Iterable[str]) -> Iterator[Difference]:
    """What became of rows that one column identifies, such as sources: none of them moves."""
    said = tuple(columns)
    before = {row[key]: row for row in old}
    after = {row[key]: row for row in new}
    for name, row in after.items():
        if name not in before:
            yield Difference("added", None, row)
        elif fields := tuple(changed_fields(before[name], row, said)):
            yield Difference("changed", before[name], row, fields)
    yield from (Difference("removed", row, None) for name, row in before.items() if name not in after)
