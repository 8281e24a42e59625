"""Units left unsaid: numbers whose unit stands in a label, in a set form, earlier on, or in the words around them.

Each rule takes a reading and answers with a figure where it finds the unit; the tables name the rules in the order in
which they are asked. The first that answers has the word; where none does, what was learned of words has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ketclaims.claims.ellipses.actors import acting, one_of_those
from ketclaims.claims.ellipses.ages import another_age, labelled_age
from ketclaims.claims.ellipses.asked import asked_for
from ketclaims.claims.ellipses.cells import alone_in_a_cell, behind_a_label, thing_in_a_cell
from ketclaims.claims.ellipses.continued import continued, resumed
from ketclaims.claims.ellipses.counted import (
    abbreviated_patients,
    counted_studies,
    events,
    numbered_people,
    of_every,
    times_in_all,
)
from ketclaims.claims.ellipses.failed import failed_treatments
from ketclaims.claims.ellipses.labels import in_a_list, in_a_table, on_a_line
from ketclaims.claims.ellipses.levels import level_of_score, of_a_scale
from ketclaims.claims.ellipses.likely import likely_unit
from ketclaims.claims.ellipses.limits import limited
from ketclaims.claims.ellipses.lives import age_of_somebody
from ketclaims.claims.ellipses.needed import needed_to_treat, number_needed
from ketclaims.claims.ellipses.reading import Reading, Rule, first_answer
from ketclaims.claims.ellipses.reread import reread
from ketclaims.claims.ellipses.scores import change_of_score
from ketclaims.claims.ellipses.statistics import next_statistic, statistic
from ketclaims.claims.ellipses.tallies import tallied
from ketclaims.claims.ellipses.vitals import beats, one_pressure, two_pressures
from ketclaims.claims.scenes.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention

_WITHOUT_UNIT: tuple[Rule, ...] = (
    on_a_line,
    in_a_list,
    in_a_table,
    thing_in_a_cell,
    one_of_those,
    another_age,
    labelled_age,
    age_of_somebody,
    beats,
    statistic,
    next_statistic,
    level_of_score,
    number_needed,
    events,
    of_every,
    counted_studies,
    asked_for,
    numbered_people,
    one_pressure,
    two_pressures,
    continued,
    resumed,
    tallied,
    change_of_score,
    of_a_scale,
    likely_unit,
    acting,
    alone_in_a_cell,
    behind_a_label,
)
"""The rules for a number that has no unit of its own."""

_FIGURES: Mapping[str, tuple[Rule, ...]] = {
    "time": (another_age, labelled_age),
    "age": (beats, number_needed, two_pressures),
    "points": (abbreviated_patients,),
    "{ratio}": (times_in_all,),
    "": (failed_treatments,),
}
"""The rules for a figure that is one of another unit, by its dimension; for every other dimension the last."""


def with_units(scene: Scene, lexicon: Lexicon, said: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """The mentions of the scene, each with the unit that its row, column or sentence has named already.

    ``said`` are the mentions of the passage before, with which some words compare: "another says eighteen".
    """
    mentions: list[Mention] = []
    for mention in scene.mentions:
        mention = reread(Reading(scene, said, mentions, mention, lexicon))
        mention = first_answer(_rules_for(mention), Reading(scene, said, mentions, mention, lexicon)) or mention
        if mention.kind == "figure":
            mention = limited(scene, said, mentions, needed_to_treat(scene, mention) or mention)
        mentions.append(mention)
    return tuple(mentions)


def _rules_for(mention: Mention) -> tuple[Rule, ...]:
    """The rules that can give a mention a unit."""
    if mention.kind == "figure":
        return _FIGURES.get(mention.dimension, _FIGURES[""])
    return _WITHOUT_UNIT if mention.kind == "bare" else ()
