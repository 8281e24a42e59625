"""Labels: what the header of a column and the label of a row say of the numbers under and beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import COUNTED, code_of_things, with_unit
from ketclaims.claims.ellipses.headers import HEADER_RATE, under_header
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scales import SCALES
from ketclaims.claims.scenes.scene import Frame, Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.nouns import singular
from ketclaims.quantities.patterns import CODED_PERIODS
from ketclaims.quantities.readers.frequencies import period_code

POINTS = ("{point}", "points")
"""The unit and the dimension of a change of a score."""

LEVEL = "score"
"""The dimension of how high a score is."""

# | MADRS | Baseline | Week 4 |
_WHEN = late(
    r"\b(?:baseline|before|after|pre|post|start|end|intake|discharge|entry|now|(?:day|week|month|hour|visit)s?\s*\d*|\d+\s?h|follow-?up)\b",
    re.IGNORECASE,
)
_CHANGE = late(
    r"\b(?:chang\w*|reduc\w*|improve\w*|differ\w*|drop\w*|fall|fell|decreas\w*|gap|gain|effect|lower|from\s+baseline|vs\.?|versus)\b|Δ",
    re.IGNORECASE,
)
_SCALE = late(rf"\b{SCALES}\b")
# "Still off (of 100)", "Out of 100 people, how many"
_OF_A_HUNDRED = late(
    r"\b(?:(?:out\s+)?of|in|per)\s+(?:every\s+)?(?:100|a\s+hundred)\b(?!\s*(?:g|mg|ml|kg)\b)", re.IGNORECASE
)
_HEADER_STATISTIC = late(
    r"\b(?:(?i:(?:odds|hazard|risk|rate|incidence)[- ]ratio|relative risk|effect size|standardi[sz]ed mean difference"
    r"|numbers? needed to (?:treat|harm)|Cohen['’]s d|Hedges['’]? g)|SMD|OR|RR|HR|NNT|NNH)\b"
)
_HEADER_P = late(r"\bp(?:[- ]values?)?\Z", re.IGNORECASE)
_AGE = late(r"\bage\b|\baged\b", re.IGNORECASE)
_STUDIES = late(r"(?:\w+\s)?\(?k\)?|(?:(?:number|no\.)\sof\s)?(?:RCTs|trials|studies)\s\((?:k|n)\)")
_PEOPLE = late(
    r"\b(?:people|patients|participants|adults|randomi[sz]ed|enrolled|volunteers|completers)\b"
    r"|\A\W*(?:drop-?outs|withdrawals|women|men|n|sample(?:\s+size)?|numbers?|group\s+size|size\s+of\s+(?:the\s+)?group|in\s+(?:the\s+)?group"
    r"|(?:number\s+)?(?:analy[sz]ed|allocated|assigned|treated|recruited|completed))\W*\Z",
    re.IGNORECASE,
)
# Dose (mg) | Fever, % ; a capital alone is the name of a group: "Arm (A)"
_UNIT_OF_LABEL = late(
    r"(?:\s\((?:in\s)?(?P<inside>[^()]{1,16})\)|,\s(?:in\s)?(?P<behind>[^\s,()]{1,12})(?:\s(?:per|a|each)\s\w+)?)\s*\Z"
)
_GROUP_LETTER = late(r"[A-Z]")
# Doses | Number of visits
_COUNTED_THINGS = late(
    r"(?:(?:total\s+)?(?:number|no\.)\s+of\s+)?(?P<noun>[a-z][a-z -]*?s)"
    r"(?:,\s(?:mean|median|average|range|no\.|n))?(?:\s(?:to\s(?:begin|start)(?:\swith)?|at\s(?:first|the\s(?:start|beginning))|up\sfront"
    r"|until\s[a-z ]+|before\s[a-z ]+"
    r"|altogether|overall|covered|required|needed|allowed|included|given|paid|tried|failed|received|completed|attended|planned|administered|had|done"
    r"|(?:in|per|for)\s(?:the\s|an?\s)?[a-z ]+)){0,2}",
    re.IGNORECASE,
)
# a label of a line: "Number of sessions: | 6", "**Patients:** | 96", "Patients — | 96", "Patients ..... | 96"
_LABEL = late(
    r"\W*(?P<label>[A-Z][\w ,’'()/-]{2,60}?)[*_]{0,3}(?::[*_]{0,3}\s|\s[—–=-]\s|\s?\.{3,}\s?|[*_]{0,3}\n[*_]{0,3})\s*"
    r"(?:[\d.–-]+\s?\([^()]{1,40}\)[,;]\s+(?:and\s+)?)*"
)
_DOSES_LABELLED = late(
    r"\W*(?:(?:number|total|typical|usual|recommended|median|mean|average)\s+(?:number\s+)?(?:of\s+)?)?(?:sessions?|infusions?|treatments?|doses|visits?|boosters?|top-?ups?|injections?|maintenance\s+(?:doses|visits|infusions|sessions))\b"
    r"|\W*(?:typical|usual|standard|starter|initial|full|loading|recommended|induction)\s+(?:series|course)\s*\Z",
    re.IGNORECASE,
)
# Locations | Number of treatment rooms | Study sites: places and arms of which nobody needs to be told more
_PLACES_LABELLED = late(
    r"(?:(?:number|total)\s+of\s+|total\s+|our\s+)?(?:[\w-]+\s+){0,2}?(?P<noun>clinics|locations|sites|centers|centres|hospitals|countries|rooms|recliners|offices"
    r"|branches|states|cities|beds|machines|arms)",
    re.IGNORECASE,
)
# Weeks of treatment | Minutes per session
_TIME_LABEL = late(
    r"\W*(?:typical\s+|usual\s+|total\s+)?(?P<period>minute|hour|day|week|month|year)s\s+(?:of|per|until|to|in|between|before|for|on|from|needed)\b",
    re.IGNORECASE,
)
# a column or a row of lengths: Weeks
_TIME_ALONE = late(
    r"(?:(?:no\.|number|total|mean|median|average)\s+(?:of\s+)?)?(?P<period>minute|hour|day|week|month|year)s"
    r"(?:,?\s+(?:mean|median|average|total|range|each|given|covered))?",
    re.IGNORECASE,
)
# "Weeks" of a phase are those in which it falls, not how long it is: Induction | 1–4
_PHASE = late(
    r"(?:induction|maintenance|optimi[sz]ation|acute|continuation|initial|phase|stage|step|loading|consolidation|taper|titration|follow-up)\b",
    re.IGNORECASE,
)
# Percentage of patients with each event | Events, in percent
_PERCENTAGE = late(
    r"\b(?:percentages?|proportion \(%\)|in per ?cent|% of (?:patients|people|participants))\b", re.IGNORECASE
)
_COUNT_AND_SHARE = late(r"\b(?:n|no\.?|number)\s\(%\)\s*\Z", re.IGNORECASE)
# "Lithium: | 96", below what is counted
_ENTRY = late(r"\W*[A-Z][^:\n]{1,40}?(?::[*_]{0,3}|\s[—–-])\s")


def on_a_line(reading: Reading) -> Mention | None:
    """ "Mean age: 41", "Number of sessions: 6": a number behind the label of its line."""
    scene, _, _, mention, lexicon = reading
    line = _LABEL.fullmatch(scene.text, scene.span.start, mention.span.start)
    unit = _unit_of_line(line["label"], lexicon) if line else None
    return with_unit(mention, *unit) if unit else None


def in_a_list(reading: Reading) -> Mention | None:
    """The only number of an entry or a line, below a heading or a lead that says what is counted: "Patients", "Lithium:
    96"."""
    scene, _, _, mention, lexicon = reading
    above = scene.frames[0] if scene.frames and not scene.block.cells and len(scene.mentions) == 1 else None
    if (
        above is None
        or above.kind not in ("heading", "lead")
        or scene.text[mention.span.end : scene.span.end].strip("*_.")
    ):
        return None
    before = scene.before(mention.span)
    unit = _named_unit(above, scene.text, lexicon) if not before.strip("*_ ") or _ENTRY.fullmatch(before) else None
    return with_unit(mention, *unit) if unit else None


def in_a_table(reading: Reading) -> Mention | None:
    """A number whose row, column or table has a name that says what it counts: "Patients", "Duration (weeks)"."""
    scene, _, _, mention, lexicon = reading
    frames = [frame for frame in scene.frames if frame.kind in ("label", "column")]
    labels = [frame.span.of(scene.text).strip("*_ ") for frame in frames]
    named = [*labels, *(f.span.of(scene.text).strip("*_. ") for f in scene.frames if f.kind == "caption")]
    if not named:
        return None
    column = scene.words_above("column")
    statistic = _HEADER_P.search(column) or _HEADER_STATISTIC.search(column)
    if scene.inside_brackets(mention.span):
        shared = not statistic and any(map(_COUNT_AND_SHARE.search, named))
        return with_unit(mention, "%", "share") if shared else None
    if any(map(_OF_A_HUNDRED.search, labels)) or (not statistic and _are_shares(named)):
        return with_unit(mention, "%", "share")
    if statistic:
        unit = _written_unit(column, lexicon)
        return with_unit(mention, *unit) if unit else None
    found = None if _counts_something_else(column, named) else _unit_in_table(scene, frames, named, lexicon)
    if found == POINTS and _is_level(scene, mention, named):
        return with_unit(mention, "{point}", LEVEL)
    return under_header(scene, with_unit(mention, *found), lexicon) if found else None


def _is_level(scene: Scene, mention: Mention, named: Sequence[str]) -> bool:
    """Whether a number of points is how high a score was, and not by how much it changed: "Baseline", "Week 4"."""
    signed = not scene.text[mention.span.start].isdigit()
    above = (f.span.of(scene.text) for f in (*scene.columns, *scene.frames) if f.kind in ("column", "corner"))
    dated = any(map(_WHEN.search, named)) or any(map(_WHEN.match, above))
    return not signed and dated and not any(map(_CHANGE.search, named))


def _are_shares(named: Sequence[str]) -> bool:
    """Whether names say that the numbers are percentages, and not that these stand in brackets: "n (%)"."""
    return any(map(_PERCENTAGE.search, named)) and not any(map(_COUNT_AND_SHARE.search, named))


def _counts_something_else(column: str, named: Sequence[str]) -> bool:
    """Whether a number is one before a percentage in brackets, or says in which weeks a phase falls."""
    phased = _TIME_ALONE.fullmatch(column) and any(map(_PHASE.match, named))
    return bool(phased) or any(map(_COUNT_AND_SHARE.search, named))


def _unit_in_table(
    scene: Scene, frames: Sequence[Frame], named: Sequence[str], lexicon: Lexicon
) -> tuple[str, str] | None:
    """The unit that one of the names ends with, else that of what the label or the column names."""
    written = (_written_unit(name, lexicon) for name in named)
    told = (_named_unit(frame, scene.text, lexicon) for frame in frames)
    return next(filter(None, (*written, *told)), None)


def _unit_of_line(label: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """What the label of a line says of its number: "Mean age: 41", "Sessions with the drug: 3"."""
    unit = _written_unit(label, lexicon) or _named_people(label)
    if unit or _DOSES_LABELLED.match(label):
        return unit or ("{dose}", "{dose}")
    code = _code_of_label(label, lexicon)
    if code in COUNTED:
        return code, code
    places = _PLACES_LABELLED.fullmatch(label)
    return (f"{{{singular(places['noun'].lower())}}}", "count") if places else None


def _code_of_label(label: str, lexicon: Lexicon) -> str | None:
    """The code of the things that a label says are counted: "Number of sites", "Doses"."""
    counted = _COUNTED_THINGS.fullmatch(label)
    things = counted["noun"].lower() if counted else ""
    return code_of_things((things, things.rpartition(" ")[2]), lexicon)


def _named_people(label: str) -> tuple[str, str] | None:
    """The unit of a label that names an age, or a group of people."""
    if _AGE.search(label):
        return "a", "age"
    return ("{person}", "{person}") if _PEOPLE.search(label) else None


def _named_unit(frame: Frame, text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit of what a label names: an age, a group of people, things that are counted ("Doses").

    A row that is named after a treatment ("Lozenges") counts none of it.
    """
    label = frame.span.of(text).strip("*_ ")
    treated = frame.kind == "label" and frame.kinds.keys() & {"interventions", "routes"}
    if _SCALE.search(label):
        return POINTS
    timed = _TIME_LABEL.match(label) or _TIME_ALONE.fullmatch(label)
    if timed:
        return CODED_PERIODS[timed["period"].lower()], "time"
    if _STUDIES.fullmatch(label):
        return "{study}", "{study}"
    code = None if treated else _code_of_label(label, lexicon)
    if code == "{dose}" and (rate := HEADER_RATE.search(label)):
        often = period_code(rate)
        return (f"/{often}", "frequency") if often in ("d", "wk") else (f"{{dose}}/{often}", "rate")
    return (code, code) if code in COUNTED else _named_people(label)


def _written_unit(label: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit with which a label ends, or that of its statistic: "Dose (mg)", "Fever, %", "Odds ratio"."""
    if _AGE.search(label):
        return None
    if _HEADER_STATISTIC.search(label) or _HEADER_P.search(label):
        return "1", "{ratio}" if _HEADER_STATISTIC.search(label) else "{p}"
    found = _UNIT_OF_LABEL.search(label)
    written = (found["inside"] or found["behind"]) if found else ""
    if not written or _GROUP_LETTER.fullmatch(written):
        return None
    word = written.lower()
    for code, unit in lexicon.units.items():
        if written in unit.doubtful:  # "Mean (MAD)" has a spread, no dirhams
            continue
        if written in (*unit.symbols, *unit.before) or word in unit.words or word.removesuffix("s") in unit.words:
            return code, unit.dimension
    return None
