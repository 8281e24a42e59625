"""When a figure is context: it qualifies another figure, defines an outcome, or is only supposed.

Each rule takes a case and says whether the mention is context by it; ``RULES`` names the rules for each dimension,
and those for every other dimension under the empty name. One rule that holds is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.anywhere import asked, corrected, names_its_row, supposed, unnamed_in_heading
from ketclaims.claims.rulings.contexts.counts import (
    counted_event,
    entry_criterion,
    few_things,
    group_as_a_subject,
    group_of_an_outcome,
    group_of_any_figure,
    instalments,
    just_one,
    least_of_a_study,
    limit_in_brackets,
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
)
from ketclaims.claims.rulings.contexts.doses import (
    body_weight,
    doses_of_an_outcome,
    example_or_name,
    how_it_is_taken,
    last_doses,
    leading_doses,
    names_an_arm,
    one_dose,
    one_of_several,
    part_of_a_device,
    rank_beside_figures,
    spoken_of,
    subject_of_a_statement,
)
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
    reached_by_some,
    reached_change,
    reached_weight,
    required_change,
    spread,
    strength_of_a_solution,
)
from ketclaims.claims.rulings.contexts.times import (
    before_a_fee,
    before_a_request,
    date_of_a_row,
    dates_a_list,
    dates_an_outcome,
    looking_back,
    measured_then,
    notice,
    opens_an_entry,
    planned,
    standing,
    time_mark,
    too_late,
    unmeasured_time,
    unnamed_contrast,
    untested,
    wanted,
)
from ketclaims.claims.rulings.contexts.years import between_years, undated

__all__ = ["CHANGE", "RULES", "Rule", "is_context"]

Rule = Callable[[Case], bool]

_MASS = (asked, body_weight, names_an_arm, reached_weight, names_its_row, unnamed_in_heading)
_GROUP = (asked, names_its_row, group_of_an_outcome, supposed_of_somebody, unnamed_in_heading)
_MONEY = (asked, price_of_reading, money_of_authors, price_threshold, unnamed_in_heading)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "{dose}": (
        asked,
        one_dose,
        one_of_several,
        example_or_name,
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
        names_its_row,
        supposed,
        planned,
        time_mark,
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
        notice,
        before_a_request,
        untested,
        between_years,
        before_a_fee,
        of_leading_doses,
        of_subject_doses,
        looking_back,
        measured_then,
        date_of_a_row,
        standing,
        too_late,
        wanted,
        spread,
        unmeasured_time,
    ),
    "share": (
        asked,
        corrected,
        names_its_row,
        of_an_income,
        own_percentage,
        in_a_caption,
        allocation,
        before_a_colon,
        supposed,
        required_change,
        defining_change,
        reached_change,
        spread,
        strength_of_a_solution,
    ),
    "points": (asked, supposed, length_of_a_scale, margin, reached_change, spread, unnamed_in_heading),
    "share_difference": (asked, margin, unnamed_in_heading),
    "{year}": (asked, undated),
    "mass": _MASS,
    "dose_by_weight": _MASS,
    "radioactivity": _MASS,
    "mass_rate": _MASS,
    "dose_rate": _MASS,
    "{trial}": (*_GROUP, just_one),
    "age": (*_GROUP, group_as_a_subject, group_of_any_figure),
    "{person}": (
        asked,
        corrected,
        supposed,
        own_percentage_of_people,
        just_one,
        least_of_a_study,
        of_a_panel,
        round_whole,
        unnamed_in_heading,
    ),
    "count": (
        asked,
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
    "frequency": (asked, supposed, names_its_row, how_it_is_taken, unnamed_in_heading),
    "money": _MONEY,
    "pressure": (
        asked,
        step_of_an_outcome,
        entry_criterion,
        reached_change,
        before_a_colon,
        reached_by_some,
        unnamed_in_heading,
    ),
    "{study}": (asked, step_of_an_outcome, praise, unnamed_in_heading),
    "information": (size_of_a_file,),
    "": (asked, limit_in_brackets, step_of_an_outcome, before_a_colon, reached_by_some, unnamed_in_heading),
}


def is_context(case: Case) -> bool:
    """Whether any rule for the mention's dimension makes it context."""
    dimension = case.mention.dimension
    name = "money" if case.mention.priced else dimension
    return any(rule(case) for rule in RULES.get(name, RULES[""]))
