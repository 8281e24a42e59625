"""What the claims of a corpus come to: all verdicts counted, and of pairs, groups and checks the first to be shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from ketclaims.comparison.wording import FIELD_NAMES
from ketclaims.plots.labels import said
from ketclaims.report.folder import Tables
from ketclaims.report.limits import Limits
from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS
from ketclaims.tables.rows import Row

LIST_MARK = "; "


@dataclass(frozen=True, slots=True)
class Findings:
    """Verdicts on pairs, subjects and checks.

    ``verdicts`` counts pairs by verdict and whether one source says both, ``subjects`` and ``checked`` count groups and
    checks by verdict, ``shared`` counts by measure the groups of more than one source. ``conflicts``, ``groups`` (by
    measure, of more than one source) and ``checks`` are the rows to be shown.
    """

    verdicts: Counter[tuple[str, bool]]
    conflicts: Sequence[Row]
    subjects: Counter[str]
    shared: Counter[str]
    groups: Mapping[str, Sequence[Row]]
    checked: Counter[str]
    checks: Sequence[Row]

    @classmethod
    def read(cls, folder: Tables, sources: Iterable[str], limits: Limits) -> Findings:
        """The findings in a folder; of the pairs only those of ``sources``, if any are given."""
        verdicts = Counter[tuple[str, bool]]()
        wanted = frozenset(sources)
        pairs = (row for row in folder.rows(PAIRS) if not wanted or not wanted.isdisjoint(_sources(row)))
        conflicts = hardest(_counted(pairs, verdicts), limits.conflicts)
        subjects, shared, groups = _groups(folder.rows(GROUPS), limits.groups)
        checked = Counter[str]()
        checks = nsmallest(limits.checks, counted(folder.rows(CHECKS), checked), key=_is_settled)
        return cls(verdicts, conflicts, subjects, shared, groups, checked, checks)

    def between(self, verdict: str, *, one_source: bool = False) -> int:
        """How many pairs have a verdict, of different sources or inside one."""
        return self.verdicts[verdict, one_source]


def hardest(pairs: Iterable[Row], most: int) -> list[Row]:
    """The conflicts that leave fewest fields open, by measure; of equals those that come first."""
    found = nsmallest(
        most, (row for row in pairs if row["verdict"] == "conflict"), key=lambda row: len(open_fields(row))
    )
    return sorted(found, key=lambda row: (said(row, "measure"), len(open_fields(row))))


def open_fields(row: Row) -> list[str]:
    """The fields that a pair or a check leaves open, in words: nested, or said by one side only."""
    return [FIELD_NAMES.get(name, name) for name in listed(row, "loose")]


def listed(row: Row, name: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part for part in said(row, name).split(LIST_MARK) if part]


def _sources(pair: Row) -> tuple[str, str]:
    return said(pair, "source_a"), said(pair, "source_b")


def _is_settled(check: Row) -> bool:
    return check["verdict"] != "conflict"


def _counted(pairs: Iterable[Row], counts: Counter[tuple[str, bool]]) -> Iterator[Row]:
    for row in pairs:
        counts[said(row, "verdict"), bool(row["same_source"])] += 1
        yield row


def counted(rows: Iterable[Row], counts: Counter[str]) -> Iterator[Row]:
    """The rows as they come, their verdicts counted as they pass by."""
    for row in rows:
        counts[said(row, "verdict")] += 1
        yield row


def _groups(rows: Iterable[Row], most: int) -> tuple[Counter[str], Counter[str], Mapping[str, list[Row]]]:
    """All groups by verdict, the shared ones by measure, and the first of these to be shown."""
    verdicts, shared = Counter[str](), Counter[str]()
    kept: defaultdict[str, list[Row]] = defaultdict(list)
    for row in counted(rows, verdicts):
        measure = said(row, "measure")
        if int(said(row, "sources")) > 1:
            shared[measure] += 1
            if shared[measure] <= most:
                kept[measure].append(row)
    return verdicts, shared, kept
