"""What counts of several people's decisions on one row: all of them where they agree, else an adjudicator's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ketclaims.review.decisions import WHOLE_ROW, Decision, DisputeError, MisfitError


def by_row(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions by the row that they are about."""
    groups: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.claim_id].append(decision)
    return groups


def by_person(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Decisions by who decided."""
    groups: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        groups[decision.person].append(decision)
    return groups


def settled(group: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions on one row that count; those that add it are not among them, what is added being the row itself.

    An adjudicator's decision on a cell counts before others on that cell, and before others on the whole row; one on
    the whole row counts alone. ``MisfitError`` where a person decides twice, ``DisputeError`` where people differ and
    nobody has settled it. What is decided of a claim in another table is settled by itself.
    """
    elsewhere = [decision for decision in group if decision.is_elsewhere]
    return (*_settled([d for d in group if not d.is_elsewhere]), *_settled(elsewhere))


def _settled(group: Sequence[Decision]) -> tuple[Decision, ...]:
    for own in by_person(group).values():
        _refuse_twice(own)
    _refuse_difference([decision for decision in group if decision.field == "add"])
    ruling = [decision for decision in group if decision.settles and decision.field != "add"]
    _refuse_difference(ruling)
    if any(decision.is_whole for decision in ruling):
        return tuple(ruling)
    ruled = {decision.field for decision in ruling}
    left = [d for d in group if not d.settles and d.field not in ruled and not (ruling and d.is_whole)]
    _refuse_difference(left)
    return (*ruling, *(decision for decision in left if decision.field != "add"))


def _refuse_twice(own: Sequence[Decision]) -> None:
    seen: dict[str, Decision] = {}
    for decision in own:
        other = seen.get(decision.field) or next((seen[name] for name in WHOLE_ROW if name in seen), None)
        if other is None and seen and decision.field in WHOLE_ROW:
            other = next(iter(seen.values()))
        if other:
            raise MisfitError(decision, f"column field: row {other.place} decides on {decision.claim_id} already.")
        seen[decision.field] = decision


def _refuse_difference(decisions: Sequence[Decision]) -> None:
    for place, decision in enumerate(decisions):
        other = next((former for former in decisions[:place] if _differ(former, decision)), None)
        if other:
            raise DisputeError(decision, other)


def _differ(first: Decision, second: Decision) -> bool:
    if first.field == second.field == "add":
        return first.after != second.after
    if first.is_whole or second.is_whole:
        return _judgement(first) != _judgement(second)
    return first.field == second.field and first.after != second.after


def _judgement(decision: Decision) -> tuple[str, str]:
    # Who adds a row holds it to be right as it is added; two who add it have to say the same.
    if decision.field in ("accept", "add"):
        return "accept", ""
    return ("disposition", decision.after) if decision.is_whole else (decision.field, decision.after)
