"""When a figure is context: it qualifies another figure, defines an outcome, or is only supposed.

Each rule takes a case and says whether the mention is context by it; ``RULES`` names the rules for each dimension,
and those for every other dimension under the empty name. One rule that holds is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.anywhere import (
    asked,
    corrected,
    names_its_row,
    supposed,
    supposed_frequency,
    unnamed_in_heading,
)
from ketclaims.claims.rulings.contexts.counts import (
    counted_event,
    drugs_at_large,
    each_step,
    few_things,
    group_as_a_subject,
    group_of_an_outcome,
    group_of_any_figure,
    instalments,
    just_one,
    known_few,
    least_of_a_study,
    money_of_authors,
    of_a_panel,
    part_of_a_text,
    praise,
    price_of_reading,
    price_threshold,
    round_whole,
    size_of_a_file,
    step_of_an_outcome,
    supposed_of_somebody,
    tolerated,
    unreal,
)
from ketclaims.claims.rulings.contexts.definitions import defines
from ketclaims.claims.rulings.contexts.doses import (
    compared,
    doses_of_an_outcome,
    example_or_name,
    labels_a_price,
    last_doses,
    leading_doses,
    names_an_arm,
    of_a_priced_row,
    of_several_arms,
    of_whom,
    one_dose,
    one_of_several,
    part_of_a_device,
    rank_beside_figures,
    spoken_of,
    subject_of_a_statement,
)
from ketclaims.claims.rulings.contexts.entering import entry_criterion, entry_score, income_limit, limit_in_brackets
from ketclaims.claims.rulings.contexts.entrants import assessed_then, defines_a_group, required_history
from ketclaims.claims.rulings.contexts.lengths import (
    length_in_a_title,
    length_of_a_failed_trial,
    length_of_a_prevention,
    length_of_a_price,
    length_of_a_subject,
    names_a_course,
    of_leading_doses,
    of_subject_doses,
    protocol_in_brackets,
)
from ketclaims.claims.rulings.contexts.planning import foreseen, level_of_significance, powered, worked_out, worthwhile
from ketclaims.claims.rulings.contexts.rhythms import how_it_is_taken, rate_of_an_arm
from ketclaims.claims.rulings.contexts.shares import (
    CHANGE,
    allocation,
    before_a_colon,
    defining_change,
    in_a_caption,
    length_of_a_scale,
    margin,
    of_an_income,
    own_percentage,
    own_percentage_of_people,
    part_of_the_start,
    reached_by_some,
    reached_change,
    reached_weight,
    required_change,
    spread,
    strength_of_a_solution,
)
from ketclaims.claims.rulings.contexts.suppositions import SUPPOSED, price_of_an_example
from ketclaims.claims.rulings.contexts.talk import counted_times, talking_points
from ketclaims.claims.rulings.contexts.terms import TERMS
from ketclaims.claims.rulings.contexts.times import (
    date_of_a_row,
    dates_a_list,
    dates_an_outcome,
    looking_back,
    measured_then,
    opens_an_entry,
    planned,
    time_mark,
    unmeasured_time,
    unnamed_contrast,
)
from ketclaims.claims.rulings.contexts.told import dates_a_measure, dates_a_score, schedules_an_arm
from ketclaims.claims.rulings.contexts.weights import body_weight
from ketclaims.claims.rulings.contexts.years import between_years, undated, year_of_a_rule

__all__ = ["CHANGE", "RULES", "Rule", "context_rule"]

Rule = Callable[[Case], bool]

_SUPPOSED = (worked_out, *SUPPOSED)

_MASS = (
    asked,
    defines,
    limit_in_brackets,
    worked_out,
    body_weight,
    names_an_arm,
    labels_a_price,
    of_several_arms,
    reached_weight,
    names_its_row,
    unnamed_in_heading,
)
_LIMITED = (before_a_colon, reached_by_some, unnamed_in_heading)
_GROUP = (asked, names_its_row, group_of_an_outcome, supposed_of_somebody, unnamed_in_heading)
_MONEY = (
    asked,
    *_SUPPOSED,
    price_of_an_example,
    unreal,
    tolerated,
    income_limit,
    price_of_reading,
    money_of_authors,
    price_threshold,
    unnamed_in_heading,
)

_SCORE = (
    asked,
    *_SUPPOSED,
    defines,
    each_step,
    powered,
    worthwhile,
    foreseen,
    supposed,
    entry_score,
    length_of_a_scale,
    margin,
    names_its_row,
    reached_change,
    spread,
    unnamed_in_heading,
)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "{dose}": (
        asked,
        compared,
        *_SUPPOSED,
        names_its_row,
        one_dose,
        one_of_several,
        example_or_name,
        of_a_priced_row,
        of_whom,
        rank_beside_figures,
        doses_of_an_outcome,
        leading_doses,
        part_of_a_device,
        spoken_of,
        subject_of_a_statement,
        last_doses,
    ),
    "time": (
        asked,
        *_SUPPOSED,
        defines,
        names_its_row,
        supposed,
        planned,
        time_mark,
        dates_a_measure,
        dates_a_score,
        schedules_an_arm,
        length_of_a_prevention,
        unnamed_contrast,
        protocol_in_brackets,
        length_of_a_failed_trial,
        dates_an_outcome,
        opens_an_entry,
        dates_a_list,
        unnamed_in_heading,
        length_in_a_title,
        length_of_a_price,
        length_of_a_subject,
        names_a_course,
        *TERMS,
        between_years,
        of_leading_doses,
        of_subject_doses,
        looking_back,
        measured_then,
        date_of_a_row,
        spread,
        required_history,
        defines_a_group,
        assessed_then,
        unmeasured_time,
    ),
    "share": (
        asked,
        *_SUPPOSED,
        defines,
        powered,
        worthwhile,
        corrected,
        names_its_row,
        of_an_income,
        own_percentage,
        in_a_caption,
        allocation,
        before_a_colon,
        foreseen,
        supposed,
        required_change,
        part_of_the_start,
        defining_change,
        reached_change,
        reached_by_some,
        spread,
        strength_of_a_solution,
    ),
    "points": (talking_points, *_SCORE),
    "score": _SCORE,
    "share_difference": (asked, powered, worthwhile, margin, unnamed_in_heading),
    "{year}": (asked, undated, year_of_a_rule),
    "mass": _MASS,
    "dose_by_weight": _MASS,
    "radioactivity": _MASS,
    "mass_rate": _MASS,
    "dose_rate": _MASS,
    "{trial}": (*_GROUP, just_one, drugs_at_large),
    "age": (*_GROUP, group_as_a_subject, group_of_any_figure),
    "{person}": (
        asked,
        *_SUPPOSED,
        powered,
        corrected,
        supposed,
        own_percentage_of_people,
        just_one,
        least_of_a_study,
        known_few,
        of_a_panel,
        round_whole,
        unnamed_in_heading,
    ),
    "count": (
        asked,
        *_SUPPOSED,
        defines,
        praise,
        step_of_an_outcome,
        supposed,
        instalments,
        few_things,
        part_of_a_text,
        of_a_panel,
        names_its_row,
        unnamed_in_heading,
    ),
    "{event}": (counted_event, just_one),
    "frequency": (
        asked,
        limit_in_brackets,
        *_SUPPOSED,
        defines,
        supposed_frequency,
        names_its_row,
        rate_of_an_arm,
        how_it_is_taken,
        unnamed_in_heading,
    ),
    "money": _MONEY,
    "pressure": (
        asked,
        step_of_an_outcome,
        entry_criterion,
        reached_change,
        *_LIMITED,
    ),
    "{study}": (asked, step_of_an_outcome, praise, unnamed_in_heading),
    "{ratio}": (
        asked,
        counted_times,
        powered,
        worthwhile,
        limit_in_brackets,
        step_of_an_outcome,
        *_LIMITED,
    ),
    "{p}": (asked, level_of_significance, limit_in_brackets, unnamed_in_heading),
    "information": (size_of_a_file,),
    "": (
        asked,
        *_SUPPOSED,
        defines,
        supposed,
        entry_score,
        limit_in_brackets,
        step_of_an_outcome,
        *_LIMITED,
    ),
}


def context_rule(case: Case) -> Rule | None:
    """The first rule for the mention's dimension that makes it context, if any does."""
    dimension = case.mention.dimension
    name = "money" if case.mention.priced else dimension
    for rule in RULES.get(name, RULES[""]):
        if rule(case):
            return rule
    return None
