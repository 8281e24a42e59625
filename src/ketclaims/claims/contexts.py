"""When a figure is context: it qualifies another figure, defines an outcome, or is only supposed.

Each rule takes a case and says whether the mention is context by it; ``RULES`` names the rules for each dimension,
and those for every other dimension under the empty name. One rule that holds is enough.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ketclaims.claims.cases import Case
from ketclaims.claims.ellipses import DOSES_BEHIND
from ketclaims.claims.measures import CHANGED
from ketclaims.claims.timepoints import bracketed_protocol
from ketclaims.claims.treatments import is_contrast
from ketclaims.lexicon import UNNAMED

Rule = Callable[[Case], bool]

SURE = 2.5
"""The score from which a time before an outcome ("after six weeks") is a claim of its own all the same."""

LIKELY = 1.0
"""The score from which any other time beside an outcome is a claim of its own."""

WEAK = 2.0
"""Below this score a time in brackets, or beside a price, qualifies what it stands with."""

_NEAR = 70
_SUPPOSED = re.compile(
    r"(?:^\W*(?:if|should|suppose|imagine|when)|\b(?:if|whether|unless|(?:['’]d|would) (?:like|want|prefer)))\b"
    r"[^,;:]*\Z",
    re.IGNORECASE,
)
_DATING = re.compile(
    r"\b(?:at|by|after|within|through|for|over|until|lasting|during|before|to|on|in|past|inside|beyond|under|than|least"
    r"|about|around|up|of)(?:\s+(?:the|a|an|just|only|even|about))*\s+\Z",
    re.IGNORECASE,
)
_DATING_BEHIND = re.compile(
    r"\s+(?:later|on\b|afterwards?|after\b|mark\b|follow-?up|out\b)|[- ](?:mark|follow-?up)", re.IGNORECASE
)
_MARK = re.compile(r"[-\s](?:mark|follow-?up|point)\b", re.IGNORECASE)
_IF_AGED = re.compile(
    r"\b(?:if|when|unless)\s+(?:you|they|he|she|the\s+\w+|your\s+\w+)\s*(?:['’]re|are|is)\s+(?:aged\s+)?"
    r"(?:(?:under|over|above|below|younger than|older than|at least)\s+)?(?:the\s+age\s+of\s+)?\Z",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:\s+(?:or|and)\s+\w+)?(?:\s+(?:of age|old))?\W*\Z")
# "adults with a systolic pressure below 150"
_GROUP_WITH = re.compile(
    r"\b(?:patients|people|adults|residents|participants|volunteers|anyone|those|aged)\b[^.;]{0,60}?\b(?:with|whose)\s[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\b(?:such as|e\.g\.|like)\b[^,;()]*\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whose)\b[^,;()]*\Z", re.IGNORECASE)
# "a 50% reduction", "a 50% or greater improvement"
CHANGE = re.compile(
    r"\s+(?:or (?:more|greater|better)\s+)?"
    r"(?:reduction|decrease|improvement|drop|fall|decline|less|lower|fewer|loss)\b",
    re.IGNORECASE,
)
_DEFINING = re.compile(
    r"\b(?:meaning|outcome|defined|definition|means|criterion|threshold|to count|primary"
    r"|response (?:was|is|meant|required)(?= an?\b))\b",
    re.IGNORECASE,
)
_REQUIRED = re.compile(r"\b(?:had|have|has|must|needs?|needed) to\b[^,;]*\Z", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:shed|lose|lost|least|had|cut|by|gained|experienced|achieved|fall)\b[^,;]*\Z", re.IGNORECASE
)
_OWN_PERCENTAGE = re.compile(r"[^.;()%]{0,40}(?:\(\s?[~≈]?\d+(?:\.\d+)?\s?%|[,–—]\s[~≈]?\d+(?:\.\d+)?\s?%\s?[,–—])")
_ARM = re.compile(r"\s+(?:group|arm|dose|cohort)s?\b", re.IGNORECASE)
_AT_A_DOSE = re.compile(r"\b(?:at|on|above|below|between)(?:\s+(?:the|a|doses? of|about|up to))*\s+\Z", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:will|plans? to|is going to)\s+(?:be\s+)?(?:follow|track|study|enrol|recruit|observ)\w*\b[^,;:]*\Z",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\bone of\s+(?:the\s+|these\s+)?\Z", re.IGNORECASE)
_OF_MONEY = re.compile(r"\s+of\s+(?:only\s+|just\s+)?[$£€]")
# "after one infusion it lasts 9 days"
_AFTER_ONE = re.compile(r"\b(?:after|following|from|with)\s+(?:just\s+|only\s+)?\Z", re.IGNORECASE)
# "followed 900 adults for a median of | 4 years"
_FOLLOWED = re.compile(
    r"\bfollowed\s(?:up\s)?[^.;%]{0,60}\bfor\s+(?:(?:a|an)\s+(?:median|mean|average)\s+of\s+)?(?:about\s+|up to\s+)?\Z"
    r"|\b(?:median|mean|average)\s+follow-?up\s+(?:time\s+|period\s+)?(?:of|was)\s+\Z",
    re.IGNORECASE,
)
_APART = re.compile(r"\s+apart\b", re.IGNORECASE)
_IDLE = ("count", "frequency")
"""Dimensions of figures that a time beside them does not qualify."""
_SMALL, _MANY = 2, 100
_AVERAGE = re.compile(
    r"\b(?:mean|average|median)\s+(?:[\[(][^()\[\]]*[\])]\s+)?(?:age[,:]?\s+)?(?:of\s+|was\s+)?\Z", re.IGNORECASE
)
_WEIGHING = re.compile(r"\b(?:(?:wo)?man|person|patient|adult|weigh\w*)\s+(?:of\s+)?\Z", re.IGNORECASE)
_STEP = re.compile(
    r"\b(?:every|each|per|for each|for every)(?:\s+(?:extra|additional|further|added))?\s+\Z", re.IGNORECASE
)
_STEPPING = re.compile(
    r"\b(?:taking|lowering|cutting|reducing|raising|losing|adding|dropping|shedding)\s(?:[\w-]+\s+){0,4}?(?:by\s+)?\Z",
    re.IGNORECASE,
)
_CHANGES = re.compile(r"[^.;,]{0,40}?\b(?:lower|reduc|cut|rais|increas|prevent|halv|drop|chang)\w*\b", re.IGNORECASE)
_TREATED_FOR = re.compile(
    r"\b(?:treat(?:ed)?|vaccinated|take\s+\w+)\b[^.;]{0,40}?\bfor\s+(?:about\s+|around\s+|some\s+)?\Z", re.IGNORECASE
)
_PREVENTING = re.compile(r"\s+to\s+(?:prevent|avoid|avert|save|spare|help)\s+(?:one|an?)\b", re.IGNORECASE)
# "common at | 12 mg, rare at | 3 mg"
_COMMON_AT = re.compile(
    r"\b(?:common(?:er)?|rarer?|(?:un)?likely|(?:un)?usual|frequent|worse|stronger|milder)\s+(?:at|on|above|below)\s+"
    r"(?:the\s+|a\s+)?(?:doses?\s+of\s+)?\Z",
    re.IGNORECASE,
)
_ON_A_DRUG = re.compile(
    r"(?:\s+of\s+(?:those|people|patients|them))?\s+(?:on|with|given|taking|for|after)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
# "Weight gain of more than | 7%: 5% | on the drug", but not "88% (placebo: 60%)"
_COLON = re.compile(r"[^;(]*:[^;]*|[^;(]*\([^()]*\)[^;(]*:[^;]*")
_EVERY = re.compile(r"\s+(?:every|each|per|an?|by suicide)\b", re.IGNORECASE)
_SCALE = re.compile(r"\s(?:[\w-]+\s){0,2}scale")


def supposed(case: Case) -> bool:
    """ "If you are no better after four weeks": nothing is asserted."""
    return _SUPPOSED.search(case.head) is not None


def asked(case: Case) -> bool:
    """A question asserts nothing."""
    return case.scene.span.of(case.scene.text).rstrip().endswith("?")


def supposed_of_somebody(case: Case) -> bool:
    """What is supposed of somebody is context, but for an age: "if you are under 18" states a limit of age."""
    limit = case.mention.dimension == "age" and _IF_AGED.search(case.head) and _ENDS.match(case.tail)
    return supposed(case) and not limit


def unnamed_in_heading(case: Case) -> bool:
    """A heading that names no measure says when or where, not what: "Six months later"."""
    return case.in_heading and case.unmeasured


def rank_beside_figures(case: Case) -> bool:
    """A rank ("the sixth infusion") is a claim only where it alone says how many doses it takes."""
    alone = not case.beside("share", "points", "time", "mass")
    return case.mention.kind == "ordinal" and not (alone and case.role == "doses_needed")


def doses_of_an_outcome(case: Case) -> bool:
    """Doses beside an outcome or a price say what the figure refers to."""
    return bool(case.outcomes) or case.priced


def one_dose(case: Case) -> bool:
    """A single dose is what something follows from, unless it says how many were needed."""
    follows = _AFTER_ONE.search(case.head) and case.beside("time", "{ratio}", "points")
    one = case.written.startswith("one ") and (case.role != "doses_needed" or follows)
    return case.mention.noun == "single" or bool(one) or case.written.startswith("one-off")


def example_or_name(case: Case) -> bool:
    """ "such as a series of six", "those who have had a 6-infusion series": a thing is named only."""
    named = "-" in case.written and _RELATIVE.search(case.head)
    return bool(named or _EXAMPLE.search(case.head))


def unmeasured(case: Case) -> bool:
    """No word says what is measured; hundreds of doses are no one's series."""
    quantity = case.mention.quantity
    many = quantity is not None and quantity.low is not None and quantity.low >= _MANY
    return case.choice.measure == UNNAMED and not many


def time_mark(case: Case) -> bool:
    """ "at the six-week mark" dates an outcome."""
    return bool(case.outcomes) and _MARK.match(case.tail) is not None


def unnamed_contrast(case: Case) -> bool:
    """ "hours rather than weeks" where nobody is named whose the weeks are."""
    named = any(hit.term != case.topic for hit in case.scene.hits_of("interventions"))
    return is_contrast(case.scene, case.mention) and not named


def protocol_in_brackets(case: Case) -> bool:
    """A time in brackets behind an outcome tells how the doses were given."""
    if not case.outcomes or not case.scene.inside_brackets(case.mention.span):
        return False
    return case.choice.score < WEAK or bracketed_protocol(case.scene, case.mention)


def length_of_a_failed_trial(case: Case) -> bool:
    """ "two antidepressants, each for six weeks": the weeks belong to the trials that failed."""
    return case.choice.score < SURE and case.beside("{trial}")


def dates_an_outcome(case: Case) -> bool:
    """A time beside a share says when it was measured, unless its own measure is clearly named."""
    if not case.results:
        return False
    dating = bool(_DATING.search(case.head) or _DATING_BEHIND.match(case.tail)) or case.mention.noun == "next"
    score = _score_without_headings(case) if dating else case.choice.score
    return score < (SURE if dating else LIKELY) or (dating and _word_names_outcome(case))


def _score_without_headings(case: Case) -> float:
    """What speaks for the measure of a time, but for a heading over its outcome too: "How soon does it work?"."""
    above = [v.weight for v in case.choice.votes if v.measure == case.choice.measure and v.frame == "heading"]
    return case.choice.score - max(above, default=0.0)


def _word_names_outcome(case: Case) -> bool:
    """Whether the word that speaks loudest for a time names the measure of a share: "44% relapsed within a year"."""
    own = [v for v in case.choice.votes if v.measure == case.choice.measure]
    loudest = max(own, key=lambda vote: vote.weight, default=None)
    if loudest is None:
        return False
    chosen = (case.choices[outcome] for outcome in case.outcomes if outcome in case.choices)
    votes = (v for choice in chosen for v in choice.votes if v.measure == choice.measure)
    return any(v.kind == "name" and v.frame == "sentence" and v.span.meets(loudest.span) for v in votes)


def length_of_a_price(case: Case) -> bool:
    """ "$119 a month for 24 months"; minutes and hours are the length of the visit."""
    timed = case.mention.quantity is not None and case.mention.quantity.unit in ("min", "h") and not case.bounded
    return case.priced and case.choice.score < WEAK and not timed


def unmeasured_time(case: Case) -> bool:
    """A number of weeks that no word speaks for qualifies the other figures of its sentence, counts of things aside.

    How long people were followed is said of the study, and how far apart doses are of these: they qualify no figure.
    """
    if _FOLLOWED.search(case.head) or (_APART.match(case.tail) and not case.results):
        return False
    numeric = case.mention.quantity is not None and case.mention.quantity.precision == "numeric"
    figures = (m for m in case.mentions if m is not case.mention and m.kind == "figure")
    others = [m for m in figures if m.dimension not in _IDLE]
    timed = any(m.dimension == "time" for m in others) and not case.outcomes
    return case.unmeasured and numeric and bool(others) and not timed


def own_percentage(case: Case) -> bool:
    """ "7 of 24 (29%)", "just over half, 53%, ...": the percentage is the claim."""
    in_words = case.mention.noun not in ("%", "percent", "per cent")
    return in_words and _OWN_PERCENTAGE.match(case.tail) is not None


def own_percentage_of_people(case: Case) -> bool:
    """ "6 of those treated (4%)": the percentage is the claim, not the count beside it."""
    return case.mention.noun == "of" and _OWN_PERCENTAGE.match(case.tail) is not None


def before_a_colon(case: Case) -> bool:
    """ "Weight gain of more than 7%: 5%": what stands before the colon defines what stands behind it."""
    later = (m for m in case.outcomes if m.span.start > case.mention.span.end)
    return ":" in case.tail and any(_COLON.fullmatch(case.between(m)) for m in later)


def required_change(case: Case) -> bool:
    """ "scores had to fall by at least half" is a threshold behind the share that reached it."""
    return bool(case.earlier) and _REQUIRED.search(case.head) is not None


def defining_change(case: Case) -> bool:
    """ "response, defined as a 50% reduction", "22% had a ≥50% reduction": a threshold."""
    defining = _DEFINING.search(case.head) is not None
    behind = CHANGE.match(case.tail) is not None
    bound = bool(case.earlier) and case.bounded and behind
    return bound or (defining and (behind or CHANGED.search(case.head) is not None))


def reached_change(case: Case) -> bool:
    """ "86% lost at least 5%": a bound close behind the share of those who reached it."""
    if not case.earlier or not case.bounded or not _REACHED.search(case.head):
        return False
    last = case.earlier[-1]
    between = case.between(last).lstrip(",")
    return len(between) < _NEAR and not re.search(r"[,;]", between)


def step_of_an_outcome(case: Case) -> bool:
    """ "every 5 mmHg lowered the risk by 10%", "taking 5 mmHg off cuts it by 9%": what the change goes with."""
    step = _STEP.search(case.head) or (_STEPPING.search(case.head) and _CHANGES.match(case.tail))
    return step is not None and any(m.span.start > case.mention.span.end for m in case.outcomes)


def length_of_a_prevention(case: Case) -> bool:
    """ "40 people have to be treated for three years to prevent one stroke": the years belong to the number treated."""
    return _TREATED_FOR.search(case.head) is not None and _PREVENTING.match(case.tail) is not None


def entry_criterion(case: Case) -> bool:
    """ "Adults with a systolic pressure below 150": whom a figure is about, or who may come."""
    return case.bounded and _GROUP_WITH.search(case.head) is not None


def undated(case: Case) -> bool:
    """A year in a story, with no word that says what happened in it."""
    return case.choice.measure == UNNAMED


def body_weight(case: Case) -> bool:
    """A weight in kilograms is that of a person, unless the measure is one that is stated so."""
    measure = case.lexicon.measures[case.choice.measure]
    own = "kg" in (measure.unit, *measure.usual) and not _WEIGHING.search(case.head)
    return case.mention.quantity is not None and case.mention.quantity.unit == "kg" and not own


def names_an_arm(case: Case) -> bool:
    """ "29% of the 25 mg group", "nausea in 12% at 25 mg": the dose tells the arms apart."""
    arm = bool(_ARM.match(case.tail) or (_AT_A_DOSE.search(case.head) and case.outcomes) or _behind_its_drug(case))
    return (arm and (bool(case.outcomes) or case.priced)) or _COMMON_AT.search(case.head) is not None


def _behind_its_drug(case: Case) -> bool:
    """Whether a dose stands right behind a drug that an outcome before it is bound to: "59% on fluoxetine 20 mg"."""
    drug = next((h for h in case.scene.hits_of("interventions") if h.span.end == case.mention.span.start - 1), None)
    if drug is None or not case.earlier:
        return False
    return _ON_A_DRUG.fullmatch(case.scene.between(case.earlier[-1].span, drug.span)) is not None


def reached_weight(case: Case) -> bool:
    """ "1 in 5 people lose more than 5 lb": a bound behind the share of those who reach it."""
    return case.bounded and bool(case.earlier) and _REACHED.search(case.head) is not None


def names_its_row(case: Case) -> bool:
    """A figure in a table's header, or in the first cell of a row with figures of its own, says whose they are."""
    block = case.scene.block
    if not block.cells or case.scene.span == block.cells[0] == block.span:
        return False
    return block.kind == "header" or (bool(block.header) and case.scene.span == block.cells[0])


def few_things(case: Case) -> bool:
    """One or two things without a measure ("the two kinds", "(one device)") are named, not counted."""
    quantity = case.mention.quantity
    few = quantity is not None and quantity.high is not None and quantity.high <= _SMALL
    return few or case.scene.inside_brackets(case.mention.span)


def part_of_a_text(case: Case) -> bool:
    """ "Three tables", "200 words": what the text is made of."""
    return case.unmeasured and case.written.lower().split()[-1] in case.lexicon.context["text_parts"]["nouns"]


def price_threshold(case: Case) -> bool:
    """ "two thirds pay less than $40"."""
    return bool(case.outcomes) and case.mention.quantity is not None and case.mention.quantity.relation in ("<", ">")


def group_of_an_outcome(case: Case) -> bool:
    """An age or a number of failed trials beside an outcome tells whose it is; a mean or a cell is a figure itself."""
    return bool(case.outcomes) and not case.scene.block.cells and not _AVERAGE.search(case.head)


def how_it_is_taken(case: Case) -> bool:
    """ "daily" without a treatment, or as part of a dose ("daily doses of 20 mg")."""
    tells = case.unmeasured or DOSES_BEHIND.match(case.tail) is not None
    return case.mention.noun == "adverb" and tells


def planned(case: Case) -> bool:
    """ "The team will follow them for 15 months": what a study is going to do."""
    return _PLANNED.search(case.head) is not None


def one_of_several(case: Case) -> bool:
    """ "one of four treatments": a choice, not a course."""
    return _ONE_OF.search(case.head) is not None


def instalments(case: Case) -> bool:
    """ "four payments of $95": how a price is paid."""
    return _OF_MONEY.match(case.tail) is not None


def counted_event(case: Case) -> bool:
    """ "one death every ..." is what the interval is about."""
    return _EVERY.match(case.tail) is not None or case.mention.kind == "bare"


def length_of_a_scale(case: Case) -> bool:
    """ "a 100-point scale"."""
    return _SCALE.match(case.tail) is not None


_MASS = (asked, body_weight, names_an_arm, reached_weight, names_its_row, unnamed_in_heading)
_GROUP = (asked, names_its_row, group_of_an_outcome, supposed_of_somebody, unnamed_in_heading)
_MONEY = (asked, price_threshold, unnamed_in_heading)

RULES: Mapping[str, tuple[Rule, ...]] = {
    "{dose}": (asked, one_dose, one_of_several, example_or_name, rank_beside_figures, doses_of_an_outcome, unmeasured),
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
        unnamed_in_heading,
        length_of_a_price,
        unmeasured_time,
    ),
    "share": (
        asked,
        names_its_row,
        own_percentage,
        before_a_colon,
        supposed,
        required_change,
        defining_change,
        reached_change,
    ),
    "points": (asked, length_of_a_scale, reached_change, unnamed_in_heading),
    "{year}": (asked, undated),
    "mass": _MASS,
    "dose_by_weight": _MASS,
    "mass_rate": _MASS,
    "dose_rate": _MASS,
    "{trial}": _GROUP,
    "age": _GROUP,
    "{person}": (asked, supposed, own_percentage_of_people, unnamed_in_heading),
    "count": (
        asked,
        step_of_an_outcome,
        supposed,
        instalments,
        few_things,
        part_of_a_text,
        names_its_row,
        unnamed_in_heading,
    ),
    "{event}": (counted_event,),
    "frequency": (asked, supposed, names_its_row, how_it_is_taken, unnamed_in_heading),
    "money": _MONEY,
    "pressure": (asked, step_of_an_outcome, entry_criterion, unnamed_in_heading),
    "": (asked, step_of_an_outcome, unnamed_in_heading),
}


def is_context(case: Case) -> bool:
    """Whether any rule for the mention's dimension makes it context."""
    dimension = case.mention.dimension
    name = "money" if dimension.startswith("money") else dimension
    return any(rule(case) for rule in RULES.get(name, RULES[""]))
