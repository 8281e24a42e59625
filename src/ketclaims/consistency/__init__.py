"""Arithmetic inside and across sources: figures of different measures that have to fit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ketclaims.comparison import Scale, Statement
from ketclaims.consistency.checks import CHECKS
from ketclaims.consistency.findings import Check, Evidence, Finding

__all__ = ["CHECKS", "Check", "Evidence", "Finding", "find_inconsistencies"]


def find_inconsistencies(
    statements: Iterable[Statement], scale: Scale, checks: tuple[Check, ...] = CHECKS
) -> Iterator[Finding]:
    """What the checks find in the claims of all sources, check by check; what is consistent is a finding too."""
    evidence = Evidence(scale.by_measure(statements), scale)
    for check in checks:
        yield from check.find(evidence)
