"""Traces as plain rows of their tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from ketclaims.comparison import Scale
from ketclaims.evidence import Match, Shelved, SingleRoot, Trace, reason, root_reason
from ketclaims.tables.comparisons import LIST_MARK, group_context, group_identity
from ketclaims.tables.rows import Row, Value, number


def trace_row(trace: Trace, scale: Scale) -> Row:
    """One trace with every column of the traces table, as the rules decide it."""
    shelved = _basis(trace)
    return {
        "claim_id": trace.claim.claim_id,
        "source": trace.claim.source,
        "voice": trace.claim.voice,
        "measure": trace.claim.measure,
        "verdict": trace.verdict,
        "by_rules": trace.verdict,
        "decided_by": "rules",
        **_study(shelved),
        **_control(trace.control),
        "root": trace.roots[0].estimate.study if trace.roots else None,
        "omitted": _listed(trace.omissions),
        "estimates": len(trace.matches),
        "reason": reason(trace, scale),
    }


def _basis(trace: Trace) -> Shelved | None:
    if trace.twin is not None:
        return trace.twin.shelved
    return trace.basis.shelved if trace.basis else None


STUDY = (
    "evidence_id",
    "study",
    "study_type",
    "n",
    "study_low",
    "study_high",
    "study_unit",
    "interval_low",
    "interval_high",
)


def _study(shelved: Shelved | None) -> Row:
    if shelved is None or shelved.rounded.figure is None:
        return dict.fromkeys(STUDY)
    estimate, figure, numbers = shelved.estimate, shelved.rounded.figure, shelved.interval.numbers
    ends = (_double(end) for end in (figure.stated.low, figure.stated.high))
    known = (estimate.evidence_id, estimate.study, estimate.study_type, estimate.n, *ends, figure.unit)
    return dict(zip(STUDY, (*known, _double(numbers.low), _double(numbers.high)), strict=True))


def _control(shelved: Shelved | None) -> Row:
    figure = shelved.rounded.figure if shelved else None
    return {
        "control_id": shelved.estimate.evidence_id if shelved else None,
        "control_low": _double(figure.stated.low) if figure else None,
        "control_high": _double(figure.stated.high) if figure else None,
    }


def _double(value: Fraction | None) -> Value:
    return None if value is None else number(float(value))


def _listed(names: Iterable[str]) -> str | None:
    return LIST_MARK.join(names) or None


def link_rows(trace: Trace) -> Iterator[Row]:
    """The rows of the links table for one trace: its matches in their rank, then what else stands beside it."""
    claim_id = trace.claim.claim_id
    yield from (_match_row(claim_id, rank, match) for rank, match in enumerate(trace.matches, 1))
    beside = (
        ("same_study", trace.others),
        ("null", trace.nulls),
        ("twin", (trace.twin.shelved,) if trace.twin else ()),
    )
    for part, listed in beside:
        yield from (_link(claim_id, shelved.estimate.evidence_id, part) for shelved in listed)


def _link(claim_id: str, evidence_id: str, part: str) -> Row:
    empty = dict.fromkeys(("rank", "stance", "same", "loose"))
    return {"claim_id": claim_id, "evidence_id": evidence_id, "part": part, **empty, "same_figure": part == "twin"}


def _match_row(claim_id: str, rank: int, match: Match) -> Row:
    same = (field.name for field in match.fields if field.likeness == "same" and field.values[0] is not None)
    loose = (f.name for f in match.fields if f.likeness in ("nested", "unsaid"))
    return _link(claim_id, match.estimate.evidence_id, "match") | {
        "rank": rank,
        "stance": match.stance,
        "same_figure": match.same_figure,
        "same": _listed(same),
        "loose": _listed(loose),
    }


def single_root_row(root: SingleRoot, scale: Scale) -> Row:
    """One single root with every column of its table."""
    estimate = root.matches[0].estimate
    return {
        "group_id": group_identity(root.group),
        "measure": root.group.measure,
        **group_context(root.group, scale),
        "study": estimate.study,
        "study_type": estimate.study_type,
        "n": estimate.n,
        "evidence_ids": _listed(sorted(match.estimate.evidence_id for match in root.matches)),
        "voices": len(root.group.voices),
        "sources": _listed(root.group.sources),
        "claim_ids": _listed(statement.claim_id for statement in root.group.statements),
        "reason": root_reason(root, scale),
    }
