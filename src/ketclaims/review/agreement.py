"""How far reviewers agree, field by field: the share of equal judgements, and Krippendorff's alpha beside it.

Whoever decides on a row has judged all of it: a cell that they did not change they hold to be right as it was parsed.
An adjudicator, who has seen what others said, is no reviewer here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ketclaims.review.applying import disposition_of
from ketclaims.review.decisions import Decision
from ketclaims.review.settling import by_person
from ketclaims.review.sheet import FIELDS
from ketclaims.tables.rows import Row, cell

Judgement = Mapping[str, str]
"""What one person says of the fields of one row; of a row that is no claim, only what it is and where."""
Judged = Mapping[str, Mapping[str, Judgement]]
"""The judgements of each row by person."""

PLACES = ("quote", "value")
JUDGED = ("disposition", *PLACES, *FIELDS)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree on one field.

    ``rows`` were judged by two or more; ``pairs`` are all pairs of judgements of one row, of which ``equal`` are the
    same. ``alpha`` is Krippendorff's for nominal data, ``None`` where every judgement is the same word, so that nothing
    tells agreement from chance.
    """

    field: str
    rows: int
    pairs: int
    equal: int
    alpha: float | None

    @property
    def raw(self) -> float:
        """The share of pairs that are equal."""
        return self.equal / self.pairs


def judgements(bases: Mapping[str, Row], decided: Mapping[str, Sequence[Decision]]) -> dict[str, dict[str, Judgement]]:
    """What each reviewer says of the rows that they decided on; rows that are gone are left out."""
    found = {}
    for claim_id, group in decided.items():
        people = by_person(decision for decision in group if not (decision.settles or decision.is_elsewhere))
        if claim_id in bases:
            found[claim_id] = {person: _judgement(bases[claim_id], own) for person, own in people.items()}
    return found


def _judgement(base: Row, own: Iterable[Decision]) -> Judgement:
    cells = {name: cell(value) for name, value in base.items()} | {"disposition": disposition_of(base)}
    for decision in own:
        if decision.field in ("reject", "disposition"):
            cells["disposition"] = decision.after
        elif decision.field not in ("accept", "add"):
            cells[decision.field] = decision.after
    places = {name: f"{cells[f'{name}_start']}-{cells[f'{name}_end']}" for name in PLACES}
    is_claim = cells["disposition"] == "claim"
    return {name: (cells | places)[name] for name in JUDGED if is_claim or name not in FIELDS}


def agreements(judged: Judged) -> list[Agreement]:
    """How far reviewers agree on each field that two of them judged on some row.

    ``ModuleNotFoundError`` where there is such a field and the extra ``review`` is missing.
    """
    return [found for name in JUDGED if (found := _agreement(name, judged))]


def _agreement(name: str, judged: Judged) -> Agreement | None:
    said = [
        {who: judgement[name] for who, judgement in people.items() if name in judgement} for people in judged.values()
    ]
    units = [people for people in said if len(people) > 1]
    pairs = [first == second for people in units for first, second in combinations(people.values(), 2)]
    return Agreement(name, len(units), len(pairs), sum(pairs), _alpha(units)) if units else None


def _alpha(units: Sequence[Mapping[str, str]]) -> float | None:
    """Krippendorff's alpha of judgements in words, by unit and person."""
    import krippendorff
    import numpy as np

    words = sorted({word for people in units for word in people.values()})
    if len(words) < 2:
        return None
    people = sorted({person for unit in units for person in unit})
    codes = {word: float(code) for code, word in enumerate(words)}
    data = np.array([[codes[unit[who]] if who in unit else np.nan for unit in units] for who in people])
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
