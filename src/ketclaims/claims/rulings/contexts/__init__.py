"""When a figure is context: it qualifies another figure, defines an outcome, or is only supposed.

Each rule takes a case and says whether the mention is context by it; ``RULES`` names the rules for each dimension,
and those for every other dimension under the empty name. A rule has its weight beside what the words around a figure
say (``rulings/stances.py``), so there is one only for what words alone do not tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.counts import counted_event, few_things, just_one
from ketclaims.claims.rulings.contexts.definitions import defines
from ketclaims.claims.rulings.contexts.doses import doses_of_an_outcome, one_dose, rank_beside_figures
from ketclaims.claims.rulings.contexts.rows import date_of_a_row, names_its_row
from ketclaims.claims.rulings.contexts.shares import (
    CHANGE,
    allocation,
    before_a_colon,
    defining_change,
    margin,
    own_percentage,
    own_percentage_of_people,
    reached_change,
    spread,
)
from ketclaims.claims.rulings.contexts.supposed import (
    asked,
    at_such_a_figure,
    foreseen,
    level_of_significance,
    powered,
    supposed,
    worked_out,
)
from ketclaims.claims.rulings.contexts.times import closes_the_passage, opens_the_passage
from ketclaims.claims.rulings.contexts.weights import body_weight
from ketclaims.claims.rulings.contexts.years import undated

__all__ = ["CHANGE", "RULES", "SETTLED", "Rule", "context_rule"]

Rule = Callable[[Case], bool]

_ANY = (asked, worked_out, at_such_a_figure)
_MASS = (asked, defines, worked_out, body_weight, names_its_row)
_SCORE = (*_ANY, defines, powered, foreseen, supposed, margin, names_its_row, reached_change, spread)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "{dose}": (*_ANY, names_its_row, one_dose, rank_beside_figures, doses_of_an_outcome),
    "time": (opens_the_passage, closes_the_passage, *_ANY, defines, names_its_row, supposed, date_of_a_row, spread),
    "share": (
        *_ANY,
        defines,
        powered,
        names_its_row,
        own_percentage,
        allocation,
        before_a_colon,
        foreseen,
        supposed,
        defining_change,
        reached_change,
        spread,
    ),
    "points": _SCORE,
    "score": _SCORE,
    "share_difference": (asked, powered, margin),
    "{year}": (asked, undated),
    "mass": _MASS,
    "dose_by_weight": _MASS,
    "radioactivity": _MASS,
    "mass_rate": _MASS,
    "dose_rate": _MASS,
    "{trial}": (asked, names_its_row, just_one),
    "age": (asked, names_its_row),
    "{person}": (*_ANY, powered, supposed, own_percentage_of_people, just_one),
    "count": (*_ANY, defines, supposed, few_things, names_its_row),
    "{event}": (counted_event, asked, just_one),
    "frequency": (*_ANY, defines, names_its_row),
    "money": _ANY,
    "pressure": (asked, reached_change, before_a_colon),
    "{ratio}": (asked, powered, before_a_colon),
    "{study}": (asked,),
    "{p}": (asked, level_of_significance),
    "": (*_ANY, defines, supposed, before_a_colon),
}


SETTLED = frozenset(rule.__name__ for rule in (opens_the_passage, closes_the_passage, counted_event))
"""Rules that hold whatever words say: what they see is never a claim."""


def context_rule(case: Case) -> Rule | None:
    """The first rule for the mention's dimension that makes it context, if any does."""
    dimension = case.mention.dimension
    name = "money" if case.mention.priced else dimension
    for rule in RULES.get(name, RULES[""]):
        if rule(case):
            return rule
    return None
