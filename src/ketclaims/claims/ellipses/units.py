"""Units left unsaid: numbers whose unit stands in a label, earlier in the sentence, or in the words around them.

Each rule takes a reading and answers with a figure where it finds the unit; the tables name the rules for each kind
of number, in the order in which they are asked. The first that answers has the word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ketclaims.claims.ellipses.ages import another_age, labelled_age
from ketclaims.claims.ellipses.asked import asked_for
from ketclaims.claims.ellipses.continued import continued, resumed
from ketclaims.claims.ellipses.counted import (
    events,
    events_per_time,
    of_every,
    of_those_named,
    thing_behind_mark,
    times_in_all,
    unit_behind_mark,
)
from ketclaims.claims.ellipses.failed import failed_of_them, failed_treatments
from ketclaims.claims.ellipses.given import (
    finished_doses,
    finished_one,
    given_doses,
    given_times,
    happened,
    less_often,
    number_of_doses,
    often_at_most,
    planned_doses,
    promised_doses,
    times_each,
    tried_as_well,
)
from ketclaims.claims.ellipses.labels import in_a_list, in_a_table, listed_under, on_a_line, on_a_tile
from ketclaims.claims.ellipses.levels import level_of_score, of_a_scale, out_of_ten
from ketclaims.claims.ellipses.likely import likely_unit
from ketclaims.claims.ellipses.limits import limited
from ketclaims.claims.ellipses.lives import age_in_brackets, age_of_somebody
from ketclaims.claims.ellipses.needed import needed_for_one, needed_to_treat, number_needed
from ketclaims.claims.ellipses.parts import another_part, in_bold
from ketclaims.claims.ellipses.people import abbreviated_patients, apposed_people, counted_people, numbered_people
from ketclaims.claims.ellipses.reading import Reading, Rule, first_answer
from ketclaims.claims.ellipses.reread import reread
from ketclaims.claims.ellipses.scores import change_of_score
from ketclaims.claims.ellipses.statistics import (
    asked_statistic,
    effect_size,
    next_statistic,
    of_person_years,
    statistic,
)
from ketclaims.claims.ellipses.studies import counted_studies, fewer_studies, studies_by_letter, studies_likewise
from ketclaims.claims.ellipses.tallies import for_a_reason, of_them, of_whom, tallied
from ketclaims.claims.ellipses.vitals import beats, one_pressure, two_pressures
from ketclaims.claims.scenes.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.mentions import Kind

_WITHOUT_UNIT: Mapping[Kind, tuple[Rule, ...]] = {
    "bare": (
        finished_doses,
        times_each,
        on_a_tile,
        on_a_line,
        in_a_list,
        in_a_table,
        in_bold,
        another_age,
        labelled_age,
        age_of_somebody,
        of_whom,
        of_them,
        for_a_reason,
        beats,
        statistic,
        next_statistic,
        asked_statistic,
        out_of_ten,
        level_of_score,
        needed_for_one,
        number_needed,
        events,
        unit_behind_mark,
        thing_behind_mark,
        of_every,
        of_those_named,
        counted_studies,
        counted_people,
        asked_for,
        apposed_people,
        numbered_people,
        studies_likewise,
        fewer_studies,
        one_pressure,
        two_pressures,
        of_person_years,
        continued,
        resumed,
        tallied,
        planned_doses,
        number_of_doses,
        often_at_most,
        tried_as_well,
        failed_of_them,
        promised_doses,
        given_doses,
        effect_size,
        change_of_score,
        of_a_scale,
        likely_unit,
    ),
    "noise": (age_in_brackets, finished_one, listed_under, another_part, less_often, given_times, happened),
}
"""The rules for a number that has no unit of its own."""

_FIGURES: Mapping[str, tuple[Rule, ...]] = {
    "share": (finished_doses, out_of_ten),
    "time": (times_each, another_age, labelled_age),
    "age": (of_whom, beats, number_needed, two_pressures),
    "points": (abbreviated_patients,),
    "{person}": (studies_by_letter, failed_treatments),
    "{event}": (events_per_time,),
    "{ratio}": (times_in_all, less_often, given_times, happened),
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
    return _WITHOUT_UNIT.get(mention.kind, ())
