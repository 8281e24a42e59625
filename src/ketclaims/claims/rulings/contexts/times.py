"""When a time is context: it dates an outcome, or says when something was or has to be done."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.told import is_usual, tells_itself, told_anywhere
from ketclaims.claims.scenes.contrasts import is_contrast
from ketclaims.claims.subjects.timepoints import is_date_of_row
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

SURE = 2.5
"""The score from which a time before an outcome ("after six weeks") is a claim of its own all the same."""

LIKELY = 1.0
"""The score from which any other time beside an outcome is a claim of its own."""

WEAK = 2.0
"""Below this score a time in brackets, or beside a price, qualifies what it stands with."""

_DATING = late(
    r"\b(?:at|by|after|within|through|for|over|until|lasting|during|before|to|on|in|past|inside|beyond|under|than|least"
    r"|about|around|up|of)(?:\s+(?:the|a|an|just|only|even|about|following|next|first))*\s+\Z",
    re.IGNORECASE,
)
_DATING_BEHIND = late(
    r"\s+(?:later|on\b|afterwards?|after\b|mark\b|follow-?up|out\b|in\s+\d)|[- ](?:mark|follow-?up)", re.IGNORECASE
)
# "sober on 86% of days over the next | six months"
_OVER_THE_NEXT = late(r"\b(?:over|in|during|within)\s+the\s+(?:next|following|coming|ensuing)\s+\Z", re.IGNORECASE)
_MARK = late(r"[-\s](?:mark|follow-?up|point)\b", re.IGNORECASE)
# "you wait | 5 min | between the two sprays"
_BETWEEN_DOSES = late(r"\s+between\s+(?:(?:the|each|every|one|two|both)\s+)*[a-z]", re.IGNORECASE)
_CHECK = late(r"[-\s](?:check(?:-?up)?|reading|review|assessment)\b", re.IGNORECASE)
_AT_THE = late(r"\b(?:at|by|until|till|before|after|from)\s+(?:the|my|your|our|her|his)\s+\Z", re.IGNORECASE)
_PLANNED = late(
    r"\b(?:will|plans? to|is going to)\s+(?:be\s+)?(?:follow|track|study|enrol|recruit|observ)\w*\b[^,;:]*\Z",
    re.IGNORECASE,
)
# "followed 900 adults for a median of | 4 years"
_FOLLOWED = late(
    rf"\bfollowed\s(?:up\s)?[^.;%]{{0,60}}\bfor\s+(?:(?:a|an)\s+(?:median|mean|average)\s+of\s+)?{HEDGED}\Z"
    r"|\b(?:median|mean|average)\s+follow-?up\s+(?:time\s+|period\s+)?(?:of|was)\s+\Z",
    re.IGNORECASE,
)
_IN_SOME = late(rf"(?:\s+(?:of|after|from)(?:\s+[a-z]+){{1,4}}?)?\s+in\s+{HEDGED}\d[\d.]*\s?(?:%|per\s?cent\b)")
# "half of those who respond stay well for | a year"
_STAY_SO = late(rf"\b(?:stay(?:s|ed)?|remain(?:s|ed)?|keep|kept)\s(?:[\w-]+\s){{1,4}}?for\s{HEDGED}\Z", re.IGNORECASE)
# "12 (80%) were not smoking | six months | on."
_ON = late(r"\s+(?:on|later|out)\s*(?:[.,;)]|\Z)", re.IGNORECASE)
# "were kept up for", "with the drip running day and night for"
_KEPT_UP = late(
    rf"\b(?:ran|lasted|kept\s+up|keep\s+it\s+up|running|continued|carried\s+on|gone\s+on|repeated)\b[^.;,]{{0,20}}?\bfor\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_VERSUS = late(r"\b(?:vs?\.?|versus|compared\s+(?:with|to)|against)\s+\Z", re.IGNORECASE)
_BRACKETED = late(r"\([^()]*(?:\)|\Z)")
# "half of them cannot sleep, | and it can hang on for | months"
_OWN_CLAUSE = late(
    r"[,)–—]\s+(?:and|but|so|then|which)\s+(?:it|they|that|this|most|many|we|you|usually|generally)\b|\b(?:and|but)\s+it\s+[a-z]",
    re.IGNORECASE,
)
# "moderate at | 24 hours", "we ring at 1, 2 and | 4 weeks": a point in time
_AT = late(
    rf"(?<!['’]s )(?<!\bis )(?<!\bam )(?<!looking )\bat\s+{HEDGED}"
    r"(?:[\w-]+(?:\s+(?:minutes?|hours?|days?|weeks?|months?|years?))?\s*(?:,|,?\sand|,?\sor)\s*){0,4}\Z",
    re.IGNORECASE,
)
_CLAUSE = late(r"[,;:–—]|\b(?:and|but|while|which)\b", re.IGNORECASE)
_APART = late(r"\s+apart\b", re.IGNORECASE)
_PAST = late(
    r"\b(?:(?:in|within|over|during|for|from|of)\s+(?:the|your|my|his|her|their)\s+(?:past|previous|preceding|prior)|from\s+the\s+last)\s+\Z",
    re.IGNORECASE,
)
_SCORED = late(
    r"\b(?:scored|measured|assessed|rated|interviewed|examined|surveyed|re-?tested)\s+(?:again\s+)?(?:at\s+|about\s+|for\s+)?\Z",
    re.IGNORECASE,
)
_FOR_LONG = late(r",?\s+(?:for|over)\s+(?:(?:about|up\s+to|as\s+long\s+as|at\s+least|the|a|an)\s+)*", re.IGNORECASE)
_EACH_OF = late(rf"(?:,|\beach)\s+of\s+{HEDGED}\Z|\beach\s+(?:lasting\s+|about\s+)?\Z", re.IGNORECASE)
# "2 visits a week, two hours | on site each"; "0.5 mg/kg, | 40 minutes |, twice a week"
_EACH = late(
    r"\s+(?:(?:on|at|in)\s+(?:the\s+)?\w+\s+|long\s+)?(?:each|apiece|every\s+time|per\s+visit)\b", re.IGNORECASE
)
_LISTED = late(r"(?:\s+[A-Za-z]{1,4})?,\s+")
_AS_OFTEN = late(r",?\s+(?:on\s+)?|,\s+(?:for\s+)?", re.IGNORECASE)
_TOLD = ("share", "points", "{p}", "{ratio}", "{person}", "{study}", "{year}", "age", "time")
_DATED_LEAD = late(r"\b(?:at|after|by|over|within|during)\s+(?:the\s+)?(?:first\s+)?\Z", re.IGNORECASE)
# "with a | two-hour | wait afterwards"
_A_WAIT = late(
    r"\s+(?:[a-z]+\s+)?(?:wait|watch|stay|rest|observation|gap|break|delay|lie-down|recovery|monitoring)\b",
    re.IGNORECASE,
)
# "Duration: | one to two weeks | (single infusion)"
_LABEL_ONLY = late(r"\W*[A-Z][a-z]+(?:\s[a-z]+){0,3}:\s+(?:(?:about|around|usually|typically|up\s+to|at\s+least)\s+)*")
_SUSTAINED = late(r"\b(?:sustained|maintained|held|preserved|persist\w*|lasted|kept\s+up)\s+at\s+\Z", re.IGNORECASE)
_LONG = ("d", "wk", "mo", "a")
_IDLE = ("count", "frequency", "illuminance", "frequency_hz", "current", "temperature", "length")
"""Dimensions of figures that a time beside them does not qualify."""

_A_TIME_AND_AN_OUTCOME = 2
_NOTHING_BEFORE = late(r"(?:at|after|by|day|week|month|\W)*", re.IGNORECASE)
_ENTERS = late(rf"\s*[:=→|–—-]?\s*{HEDGED}", re.IGNORECASE)


def time_mark(case: Case) -> bool:
    """ "at the six-week mark" dates an outcome, "by the 90-minute check" whatever was seen then."""
    if _CHECK.match(case.tail) and _AT_THE.search(case.head):
        return True
    return bool(case.outcomes) and _MARK.match(case.tail) is not None


def unnamed_contrast(case: Case) -> bool:
    """ "hours rather than weeks" where nobody is named whose the weeks are."""
    arms = len(case.scene.arms) > 1 and _VERSUS.search(case.head) is not None
    named = arms or any(hit.term != case.topic for hit in case.scene.hits_of("interventions"))
    return is_contrast(case.scene, case.mention) and not named


def dates_an_outcome(case: Case) -> bool:
    """A time beside a share says when it was measured, unless its own measure is clearly named.

    A time that only some reached ("beyond 120 minutes in 6% of visits") or a limit in brackets defines the share.
    """
    if not case.results or told_anywhere(case) or _is_session(case):
        return False
    if case.earlier and _OVER_THE_NEXT.search(case.head):
        return True
    if _IN_SOME.match(case.tail) or (case.bounded and case.scene.inside_brackets(case.mention.span)):
        return True
    if case.earlier and (_stays_so(case) or (case.choice.measure == UNNAMED and _ON.match(case.tail))):
        return True
    if all(_is_apart(case, m) for m in case.results) or tells_itself(case) or _APART.match(case.tail):
        return False
    dating = bool(_DATING.search(case.head) or _DATING_BEHIND.match(case.tail)) or case.mention.noun == "next"
    score = _score_without_headings(case) if dating else case.choice.score
    return score < (SURE if dating else LIKELY) or (dating and _word_names_outcome(case))


def _stays_so(case: Case) -> bool:
    """Whether a time is how long a share before it stays well: "half of those who respond stay well for a year"."""
    last = case.earlier[-1]
    between = case.between(last)
    return last.dimension == "share" and _CLAUSE.search(between) is None and _STAY_SO.search(between) is not None


def opens_an_entry(case: Case) -> bool:
    """ "2 weeks: 30%", "3 months 31%": the time that opens a line with one outcome says when that was measured."""
    lined = case.scene.block.kind in ("item", "paragraph") and len(case.mentions) == _A_TIME_AND_AN_OUTCOME
    if not lined or len(case.outcomes) != 1 or not _NOTHING_BEFORE.fullmatch(case.head):
        return False
    between, behind = case.between(case.outcomes[0]), case.scene.text[case.outcomes[0].span.end : case.scene.span.end]
    return not any(map(str.isalpha, behind)) and _ENTERS.fullmatch(between) is not None


def _is_apart(case: Case, figure: Mention) -> bool:
    """Whether a figure stands in another part of the sentence, and the mention's has a subject of its own."""
    between = _BRACKETED.sub("", case.between(figure))
    before = figure.span.end <= case.mention.span.start
    return ";" in between or (before and _OWN_CLAUSE.search(between) is not None)


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


def looking_back(case: Case) -> bool:
    """ "substance use in the past 90 days": the time that is looked back on."""
    return case.mention.kind == "figure" and _PAST.search(case.head) is not None


def date_of_a_row(case: Case) -> bool:
    """A time in the column that says when the outcomes of the rows were measured: "Measured at"."""
    return bool(case.scene.block.cells) and is_date_of_row(case.scene, case.mention)


def measured_then(case: Case) -> bool:
    """ "how they scored | two weeks | after the sixth infusion": when it was measured."""
    return _SCORED.search(case.head) is not None


def dates_a_list(case: Case) -> bool:
    """ "Remitters after four weeks:": when the figures of the list below were measured."""
    ends = case.scene.text[case.scene.span.end - 1] == ":" and not case.scene.block.cells
    return ends and not case.results and case.choice.score < SURE and _DATED_LEAD.search(case.head) is not None


def unmeasured_time(case: Case) -> bool:
    """A number of weeks that no word speaks for qualifies the other figures of its sentence, counts of things aside.

    How long people were followed is said of the study, and how far apart doses are of these: they qualify no figure.
    """
    faint = case.unmeasured or (
        case.choice.score < WEAK
        and case.mention.unit in _LONG
        and not _is_named(case)
        and not _SUSTAINED.search(case.head)
    )
    if told_anywhere(case) or (is_usual(case) and faint) or _is_session(case):
        return False
    if faint and _AT.search(case.head) and case.mention.kind == "figure":
        return True
    numeric = case.mention.quantity is not None and case.mention.quantity.precision == "numeric"
    return case.unmeasured and numeric and not _stands_for_itself(case) and _stands_by_others(case)


def _stands_for_itself(case: Case) -> bool:
    """Whether a time is said of the study, of its label, of a wait or of the doses, and so of no other figure."""
    if (case.head.endswith("every ") and case.unmeasured) or _BETWEEN_DOSES.match(case.tail):
        return True
    if _FOLLOWED.search(case.head) or _KEPT_UP.search(case.head) or _APART.match(case.tail):
        return True
    if not case.results and _LABEL_ONLY.fullmatch(case.head):
        return True
    if "-" in case.written and _A_WAIT.match(case.tail):
        return True
    if (case.results and tells_itself(case)) or is_usual(case) or _is_length_of_dosing(case):
        return True
    return case.priced and case.mention.unit in ("min", "h") and not case.bounded


def _stands_by_others(case: Case) -> bool:
    """Whether figures stand beside a time that it can qualify; where these are times too, only beside an outcome."""
    figures = (m for m in case.mentions if m is not case.mention and m.kind == "figure")
    others = [m for m in figures if m.dimension not in _IDLE and m.noun != "times" and not _is_apart(case, m)]
    timed = any(m.dimension == "time" for m in others) and not case.outcomes
    return bool(others) and not timed


def _is_named(case: Case) -> bool:
    """Whether a phrase of the sentence names the measure."""
    measure = case.choice.measure
    return any(v.kind == "name" and v.frame == "sentence" and v.measure == measure for v in case.choice.votes)


def _is_session(case: Case) -> bool:
    """Whether a time is that of each of so many a week: "45 minutes three times a week", "daily, for 30 minutes"."""
    if case.mention.unit not in ("min", "h") or case.bounded or case.scene.block.cells:
        return False
    often = (m for m in case.mentions if m.dimension == "frequency" and m.noun != "adverb")
    return any(_AS_OFTEN.fullmatch(case.between(m)) for m in often)


def _is_length_of_dosing(case: Case) -> bool:
    """Whether a time tells how long a drip runs or a visit lasts: "0.2 mg/kg/h for 3 days", "of 40 minutes"."""
    quantity = case.mention.quantity
    dosed = [m for m in case.mentions if m.kind == "figure" and m.span.end < case.mention.span.start]
    if not dosed or quantity is None:
        return False
    by_hour = (m for m in dosed if m.quantity and m.quantity.unit.endswith(("/h", "/min")))
    if any(_FOR_LONG.fullmatch(case.between(m)) for m in by_hour):
        return True
    if quantity.unit not in ("min", "h"):
        return False
    if dosed[-1].dimension == "dose_by_weight" and _FOR_LONG.fullmatch(case.between(dosed[-1])):
        return True
    listed = dosed[-1].dimension not in _TOLD and _LISTED.fullmatch(case.between(dosed[-1])) is not None
    given = any(m.dimension in ("{dose}", "frequency") for m in dosed)
    return listed or (given and bool(_EACH_OF.search(case.head) or _EACH.match(case.tail)))


def planned(case: Case) -> bool:
    """ "The team will follow them for 15 months": what a study is going to do."""
    return _PLANNED.search(case.head) is not None
