"""Two sides held against each other: what became of numbers and sources, and how many rows of other tables changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ketclaims.changes.sides import Side
from ketclaims.differences import Difference, Row, differences, keyed_differences
from ketclaims.tables.columns import SOURCES


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows of a table, of one verdict if it has any: how many there were and are, how many came and went."""

    table: str
    verdict: str
    before: int
    after: int
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed from one side to another.

    ``claims`` are or were claims, ``numbers`` are context or excluded on both sides; ``tallies`` are those in which
    anything changed; ``apart`` names columns that only one side has, and that nothing else is said of.
    """

    old: Side
    new: Side
    claims: tuple[Difference, ...]
    numbers: tuple[Difference, ...]
    sources: tuple[Difference, ...]
    tallies: tuple[Tally, ...]
    apart: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.claims or self.numbers or self.sources or self.tallies or self.apart)


def changes(old: Side, new: Side) -> Changes:
    """What changed from the old side to the new one."""
    # A side without rows has no columns, and yet no other ones.
    both = [name for name in (new.columns or old.columns) if name in (old.columns or new.columns)]
    still = {source for source, digest in _texts(old) & _texts(new) if digest}
    found = list(differences(old.rows, new.rows, dict.fromkeys((*both, "disposition")), still))
    apart = sorted(set(old.columns) ^ set(new.columns)) if old.rows and new.rows else []
    return Changes(
        old,
        new,
        tuple(one for one in found if _of_a_claim(one)),
        tuple(one for one in found if not _of_a_claim(one)),
        tuple(keyed_differences(old.sources, new.sources, SOURCES.key, SOURCES.names)),
        tuple(_tallies(old, new)),
        tuple(apart),
    )


def _texts(side: Side) -> set[tuple[str, str]]:
    return {(row["source"], row.get("sha256", "")) for row in side.sources}


def _of_a_claim(difference: Difference) -> bool:
    return any(row and is_claim(row) for row in (difference.old, difference.new))


def is_claim(row: Row) -> bool:
    """Whether a row of a side is a claim."""
    return row.get("disposition", "claim") == "claim"


def _tallies(old: Side, new: Side) -> Iterator[Tally]:
    for table in dict.fromkeys((*old.others, *new.others)):
        before, after = (side.others.get(table, Counter()) for side in (old, new))
        for verdict in sorted({row[0] for row in (*before, *after)}):
            a, b = (Counter({row: n for row, n in rows.items() if row[0] == verdict}) for rows in (before, after))
            if a != b:
                yield Tally(table, verdict, a.total(), b.total(), (b - a).total(), (a - b).total())
