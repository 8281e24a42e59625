"""Changes in Markdown: how many of what, then every claim that came, went, changed or moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ketclaims.changes.comparison import Changes, is_claim
from ketclaims.changes.rows import PLACE, place
from ketclaims.changes.sides import Side
from ketclaims.differences import DISPOSITION, KEY, Difference, Row
from ketclaims.model import DIFFERENCE_KINDS, DifferenceKind
from ketclaims.tables.markdown import Markup, code, grid

QUOTED = 160
"""So many characters of a quote or a cell are shown; the tables hold the rest."""

Cells = tuple[str, ...]


def changes_in_words(changes: Changes, level: int = 2, most: int | None = None) -> Iterator[str]:
    """Paragraphs of Markdown, with headings of that level; of each list no more than ``most`` rows."""
    yield grid(("", "before", "after", *DIFFERENCE_KINDS), _counts(changes))
    if changes.tallies:
        yield _tallies(changes)
    if changes.apart:
        yield f"Only one side has the columns {', '.join(code(name) for name in changes.apart)}; they are not compared."
    for title, found in (("Sources", changes.sources), ("Claims", changes.claims), ("Other numbers", changes.numbers)):
        for kind in DIFFERENCE_KINDS:
            listed = [difference for difference in found if difference.kind == kind]
            if listed:
                yield f"{'#' * level} {title} {kind}"
                yield from _listed(listed, kind, most)


def counts_by_source(side: Side) -> str:
    """How many claims and other numbers each source of a side has."""
    names = [row["source"] for row in side.sources] or sorted({row.get("source", "") for row in side.rows})
    rows = [(name, *_amounts([row for row in side.rows if row.get("source") == name])) for name in names]
    return grid(("source", "claims", "other numbers"), [*rows, ("all", *_amounts(side.rows))])


def _amounts(rows: Sequence[Row]) -> tuple[str, str]:
    claims = sum(map(is_claim, rows))
    return str(claims), str(len(rows) - claims)


def _counts(changes: Changes) -> Iterator[Cells]:
    before, after = (_amounts(side.rows) for side in (changes.old, changes.new))
    sources = str(len(changes.old.sources)), str(len(changes.new.sources))
    for name, (a, b), found in (
        ("sources", sources, changes.sources),
        ("claims", (before[0], after[0]), changes.claims),
        ("other numbers", (before[1], after[1]), changes.numbers),
    ):
        kinds = [difference.kind for difference in found]
        if (a, b) != ("0", "0"):
            yield name, a, b, *(str(kinds.count(kind)) for kind in DIFFERENCE_KINDS)


def _tallies(changes: Changes) -> str:
    rows = (
        (code(one.table), one.verdict, *map(str, (one.before, one.after, one.came, one.went)))
        for one in changes.tallies
    )
    return grid(("table", "verdict", "before", "after", "rows that came", "rows that went"), rows)


def _listed(found: Sequence[Difference], kind: DifferenceKind, most: int | None) -> Iterator[str]:
    header, cells = LISTS[kind]
    shown = found if most is None else found[:most]
    yield grid(header, [row for difference in shown for row in cells(difference)])
    if len(shown) < len(found):
        yield f"And {len(found) - len(shown)} more; `ketclaims diff` lists them all."


def _whole(difference: Difference) -> Iterator[Cells]:
    row = difference.row
    yield (*_name(row), row.get("measure", "") or row.get("reason", ""), _short(row.get("quote", row.get("title", ""))))


def _changed(difference: Difference) -> Iterator[Cells]:
    for name, old, new in difference.fields:
        if name == DISPOSITION:
            old, new = _disposed(old, difference.old), _disposed(new, difference.new)
        yield (*_name(difference.row), code(name), _short(old), _short(new))


def _disposed(disposition: str, row: Row | None) -> str:
    """What a number is: a claim with its measure, an exclusion with its reason."""
    name, _, reason = disposition.partition(":")
    note = reason or (row or {}).get("measure", "")
    return f"{name} ({note})" if note else name


def _moved(difference: Difference) -> Iterator[Cells]:
    yield (*_name(difference.row), code(PLACE), place(difference.old), place(difference.new))
    yield from _changed(difference)


def _name(row: Row) -> Cells:
    identifier = row.get(KEY, "")
    return code(identifier) if identifier else Markup(""), row.get("source", ""), _short(row.get("value_text", ""))


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else f"{text[:QUOTED]}…"


ROW = ("claim", "source", "value", "of", "quote")
CELL = ("claim", "source", "value", "field", "before", "after")
LISTS: dict[DifferenceKind, tuple[Cells, Callable[[Difference], Iterator[Cells]]]] = {
    "added": (ROW, _whole),
    "removed": (ROW, _whole),
    "changed": (CELL, _changed),
    "moved": (CELL, _moved),
}
