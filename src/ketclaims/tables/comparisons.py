"""Verdicts, groups and findings as plain rows of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ketclaims.comparison import Group, Judgement, Scale, Statement, group_reason, groups, pairs, reason
from ketclaims.consistency import Finding, find_inconsistencies
from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS, Table
from ketclaims.tables.rows import Row, Value, digest, number

LIST_MARK = "; "
SUBJECT = ("condition", "intervention", "route", "doses_low", "doses_high", "timepoint", "population", "outcome")


def compared_rows(table: Table, statements: Iterable[Statement], scale: Scale) -> Iterator[Row]:
    """The rows of ``PAIRS``, ``GROUPS`` or ``CHECKS``, one at a time."""
    if table.name == PAIRS.name:
        return (pair_row(judgement, scale) for judgement in pairs(statements, scale))
    if table.name == GROUPS.name:
        return (group_row(group, scale) for group in groups(statements, scale))
    if table.name == CHECKS.name:
        return (check_row(finding) for finding in find_inconsistencies(statements, scale))
    raise ValueError(f"{table.name} is no table of comparisons.")


def pair_row(judgement: Judgement, scale: Scale) -> Row:
    """One verdict with every column of the pairs table."""
    a, b = judgement.a, judgement.b
    return {
        "claim_id_a": a.claim_id,
        "claim_id_b": b.claim_id,
        "source_a": a.source,
        "source_b": b.source,
        "value_start_a": a.quantity.span.start,
        "value_start_b": b.quantity.span.start,
        "measure": a.measure,
        "verdict": judgement.verdict,
        "gap": _double(judgement.gap),
        "loose": _listed(judgement.loose),
        "same_source": judgement.same_source,
        "same_voice": judgement.same_voice,
        "reason": reason(judgement, scale),
    }


def group_row(group: Group, scale: Scale) -> Row:
    """One group with every column of the groups table."""
    numbers = group.numbers
    return {
        "group_id": group_identity(group),
        "measure": group.measure,
        **group_context(group, scale),
        "claims": len(group.subject.entries),
        "sources": len(group.sources),
        "voices": len(group.voices),
        "verdict": group.verdict,
        "low": _double(numbers.low) if numbers else None,
        "high": _double(numbers.high) if numbers else None,
        "unit": group.unit,
        "voices_within": group.within,
        "outside": _listed(sorted({statement.source for statement in group.outside})),
        "claim_ids": _identifiers(group.statements),
        "outside_ids": _identifiers(sorted(group.outside, key=lambda statement: statement.order)),
        "reason": group_reason(group, scale),
    }


def group_context(group: Group, scale: Scale) -> Row:
    """What the subject is, in the words of the first claim that says all of it; only what claims are compared in."""
    subject = group.subject.own[0].statement.subject
    outcome = subject.outcome if "outcome" in scale.lexicon.measures[group.measure].needs else None
    return {name: getattr(subject, name) for name in SUBJECT} | {"outcome": outcome}


def group_identity(group: Group) -> str:
    """The identifier of a group: made from the measure, the unit and the context."""
    alone = group.subject.own[0].statement.claim_id if group.subject.alone else None
    said = (None if value is None else str(value) for value in group.subject.context)
    return digest(group.measure, group.unit, *said, alone)


def check_row(finding: Finding) -> Row:
    """One finding with every column of the checks table."""
    return {
        "check_id": digest(finding.check, *(statement.claim_id for statement in finding.statements)),
        "check": finding.check,
        "verdict": finding.verdict,
        "expected": finding.expected,
        "found": finding.found,
        "loose": _listed(finding.loose),
        "sources": _listed(dict.fromkeys(statement.source for statement in finding.statements)),
        "claim_ids": _identifiers(finding.statements),
    }


def _double(value: Fraction | None) -> Value:
    return None if value is None else number(float(value))


def _listed(names: Iterable[str]) -> str | None:
    return LIST_MARK.join(names) or None


def _identifiers(statements: Iterable[Statement]) -> str | None:
    return _listed(statement.claim_id for statement in statements)
