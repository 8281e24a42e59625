"""Studies that find no effect of a treatment."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from ketclaims.comparison import Statement
from ketclaims.comparison.fields import FIELDS, compare_field, value_of
from ketclaims.evidence.claimed import Claimed
from ketclaims.evidence.estimates import is_outcome
from ketclaims.evidence.library import Library, Match, Shelved
from ketclaims.lexicon import UNNAMED, Measure

SIGNIFICANT = Decimal("0.05")
"""By convention a difference is no chance where it comes about by chance less than once in twenty times."""
SAME_CARE = ("condition", "intervention", "route")


def without_effect(claim: Claimed, library: Library, basis: Match | None = None) -> Iterator[Shelved]:
    """Estimates that find no effect of the claim's treatment in its condition, the largest study first.

    With a ``basis`` only those that treat as that study did, by number of doses, time point and population too.
    """
    subject = claim.statement.subject
    if not is_outcome(claim.measure) or claim.measure.treatment == "none":
        return
    if None in (subject.condition, subject.intervention) or UNNAMED in (subject.condition, subject.intervention):
        return
    measures = [m for m in library.scale.lexicon.measures.values() if is_statistic(m)]
    found = [shelved for m in measures for shelved in library.of_measure(m.name) if is_null(shelved, m)]
    held = claim.statement if basis is None else basis.estimate.statement
    names = SAME_CARE if basis is None else FIELDS
    about = [shelved for shelved in found if _is_about(held, shelved.estimate.statement, names, library)]
    yield from sorted(about, key=lambda shelved: (-(shelved.estimate.n or 0), shelved.estimate.evidence_id))


def is_statistic(measure: Measure) -> bool:
    """Whether a measure is a number without a unit that belongs to one study: a p value, the size of an effect."""
    return measure.unit == "1" and "study" in measure.needs


def is_null(shelved: Shelved, measure: Measure) -> bool:
    """Whether a statistic shows no effect: a p value that is not significant, an interval with no difference in it."""
    low, high = shelved.estimate.ends
    if measure.low == 0 and measure.high == 1:
        end = shelved.estimate.statement.quantity.low
        return end is not None and end >= SIGNIFICANT
    if low is None or high is None:
        return False
    none = 1 if "ratio" in (shelved.estimate.statement.subject.outcome or "").casefold() else 0
    return Fraction(low) <= none <= Fraction(high)


def _is_about(held: Statement, found: Statement, names: tuple[str, ...], library: Library) -> bool:
    if None in (found.subject.condition, found.subject.intervention):
        return False
    pairs = ((name, value_of(held.subject, name), value_of(found.subject, name)) for name in names)
    return all(compare_field(name, a, b, library.scale.lexicon).likeness != "different" for name, a, b in pairs)
