"""When an outcome was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_MEASURABLE = frozenset(
    ("pressure", "length", "mass", "volume", "temperature", "concentration_mass", "substance_concentration")
).union(("mass/volume", "amount/amount"))
"""Dimensions of what is measured in people, which in the cell of a table is an outcome without a measure of its own."""
_CHANGES = late(
    r"\b(?:rose|rises?|risen|fell|falls?|fallen|drop(?:s|ped)?"
    r"|gain(?:s|ed)?|lost|loses?|loss|put(?:s|ting)? (?:back )?on|went|sheds?"
    r"|brings? down|brought down|took off|takes? off|lower(?:s|ed)?|rais(?:es?|ed)|climb(?:s|ed)?"
    r"|increas\w+|decreas\w+|reduc\w+|chang\w+|improv\w+"
    r"|down|up) (?!to\b)",
    re.IGNORECASE,
)
_DATED = OUTCOME_DIMENSIONS.union(STATISTICS)
_ISO = {"min": "PT{}M", "h": "PT{}H", "d": "P{}D", "wk": "P{}W", "mo": "P{}M", "a": "P{}Y"}
# The next smaller unit, in which a part of one is whole: half a year is six months
_SMALLER = {"a": ("mo", 12), "wk": ("d", 7), "d": ("h", 24), "h": ("min", 60)}
# What a time tells that is no time of measurement: "two doses three weeks apart", "worst in the first week"
# "in the preceding twelve months", "deaths recorded over ten years": what was looked back on
_LOOKED_BACK = late(r"\b(?:past|last|preceding|previous|prior|foregoing)\s+\Z", re.IGNORECASE)
_RECORDED = late(
    r"\b(?:recorded|named|registered|reported|collected|logged|counted|deaths?|cases)\b[^.;,]*\b(?:over|in|during|across)\s+\Z",
    re.IGNORECASE,
)
# "pain down by half for a week or longer", "the week 8 remitters": how long it held, and who they are
_LONGER = late(
    r",?\s+or\s+(?:longer|more)\b|\s+at\s+(?:the\s+)?(?:most|best)\b|\s+(?:remitters|responders|completers|survivors|abstainers)\b",
    re.IGNORECASE,
)
_NEXT_CLAUSE = late(r",\s+(?:and|but|yet|while)\s|\sbut\s", re.IGNORECASE)
_AGAIN = late(r"[,;(]|\b(?:both|each|all|respectively)\b", re.IGNORECASE)
_APART = late(r"\s*(?:apart|earlier|ago|before)\b", re.IGNORECASE)
_USUALLY = late(
    r"\b(?:usually|mostly|mainly|typically|worst|chiefly)\s+(?:in|within|during|over)\s+(?:the\s+)?\Z", re.I
)
# "after a median of 12 days": when it happened, not when it was measured
_AVERAGE = late(rf"\bafter\s+an?\s+(?:median|mean|average)\s+(?:time\s+)?(?:of\s+)?{HEDGED}\Z", re.IGNORECASE)
_COMPOUND = late(r"-[^\W\d]+\Z")
# "a four-day infusion": how long what is given takes
_GIVEN = late(r"\s+(?:[\w-]+\s+){0,2}(?:infusions?|drips?|injections?|sessions?)\b", re.IGNORECASE)
# "40% respond, and relief often fades within 10 days": how long it lasts, in a clause of its own
_FADES = late(
    r"(?:,|—|–|\s-|\()\s*(?:and|but|though|although|which|then|mostly|most|all|nearly all"
    r"|almost all|usually|typically|generally)"
    r"\b[^.;]*\b(?:settles?|settled|clears?|cleared|resolves?|resolved|gone|eases?|eased|fades?|faded|wears?|wore|returns?|returned|relapsed?|relapses"
    r"|lasts?|tends?|comes? back|slips?)\b[^.;]*\Z",
    re.IGNORECASE,
)
# "patients who responded after 8 weeks, ..."
_WHO = late(r"\b(?:who|whose)\b[^,;.()]*\Z", re.IGNORECASE)
# "headaches lasting more than a week": how long what is counted went on
_LASTING = late(
    r"\b(?:lasting|lasts?|lasted|persist\w*|outlast\w*|outliv\w*)\s+(?:(?:for|more|longer|less|at|least|than|over|up|to|about|by|the|first)\s+){0,4}\Z",
    re.IGNORECASE,
)
_BOUND = late(
    r"(?:\s*\([^()]*\)|\s?±\s?[\d.]+)?\s+(?:of\s+\w+\s+)?"
    r"(?:at|by|after|in|within|on|from|over|during)\s+(?:the\s+|a\s+)?",
    re.IGNORECASE,
)
# The header of a column that tells when outcomes were measured; how long people were followed may be told for itself
_MEASURED = (
    r"\b(?:time[ -]?points?|assessed|assessment|measured|read(?:ing)? at|last visit|end ?point at)\b"
    r"|\A\W*(?:when|time|at|after|judged|scored|rated|checked|seen|(?:primary )?end ?point)"
    r"(?:\s+(?:at|on|after|when))?\W*\Z"
)
_MEASURED_AT = late(_MEASURED, re.IGNORECASE)
_FOLLOW_UP = late(rf"{_MEASURED}|\bfollow(?:ed)?[- ]?up\b", re.IGNORECASE)
# "MADRS fell from | 34 | (SD 6) at baseline to 19 at week 2"
_FROM_IT = late(
    r"(?:\s*\([^()]*\)|\s?±\s?[\d.]+)?(?:\s+(?:at\s+(?:baseline|intake|the\s+(?:start|beginning|outset))|before[^.;,]{0,32}?))?"
    r"\s+(?:down\s+|up\s+)?to\s+(?:an?\s+)?\d",
    re.IGNORECASE,
)
_EVERY = late(r"\bevery\s\Z", re.IGNORECASE)
# "a five-year registry" tells how long the study was, not when its figures were read
_STUDY = late(
    r"[\s-]+(?:registry|stud(?:y|ies)|trials?|cohort|survey|programme?|database|taper|run-in|warranty|plan)\b",
    re.IGNORECASE,
)
_BESIDE = 1000  # a time in the header or the lead-in is farther than any in the sentence


def timepoint_of(scene: Scene, mention: Mention, measure: Measure, contexts: Iterable[Mention]) -> str | None:
    """The ISO 8601 duration of the nearest time among the sentence's contexts, else of one in the header or lead-in."""
    if "timepoint" not in measure.qualified or not _can_be_dated(scene, mention, measure) or scene.hits_of("business"):
        return None
    times = _within_reach(scene, mention, [c for c in contexts if _dates(scene, c, mention)])
    own = in_its_place(scene, mention, times)
    if own:
        return iso_duration(own)
    near = [(_distance(scene, c.span, mention.span), iso_duration(c)) for c in times]
    far = [(_BESIDE, iso_duration(m)) for m in (*scene.beside(), *_followed(scene)) if m.dimension == "time"]
    found = [(cost, iso) for cost, iso in (*near, *far) if iso]
    return min(found)[1] if found else None


def _followed(scene: Scene) -> Iterator[Mention]:
    """The numbers of the cell of its row that tells when outcomes were measured, by the header of its column."""
    row = [frame for frame in scene.frames if frame.kind == "row"]
    for frame, column in zip(row, scene.columns, strict=False):
        if len(row) == len(scene.columns) and frame.mentions and _FOLLOW_UP.search(column.span.of(scene.text)):
            yield from frame.mentions


def is_date_of_row(scene: Scene, mention: Mention) -> bool:
    """Whether a time stands in the column of a table that tells when the outcomes of its rows were measured."""
    header = scene.words_above("column")
    others = (m for frame in scene.frames if frame.kind == "row" for m in frame.mentions)
    outcome = any(m.kind == "figure" and m.dimension in OUTCOME_DIMENSIONS for m in others)
    return mention.dimension == "time" and outcome and _MEASURED_AT.search(header) is not None


def _can_be_dated(scene: Scene, mention: Mention, measure: Measure) -> bool:
    """Whether a figure says what came out, in percent, points, kilograms: not a time, nor whatever is no measure's.

    What is measured in people came out where a table or a verb of change says so: "blood sugar fell by 2 mmol/L".
    """
    if mention.dimension in _DATED or (measure.name != UNNAMED and mention.dimension != "time"):
        return True
    if mention.dimension not in _MEASURABLE:
        return False
    return bool(scene.block.cells) or _CHANGES.search(scene.text, *scene.span) is not None


def in_its_place(scene: Scene, mention: Mention, times: Sequence[Mention]) -> Mention | None:
    """The time in the same place of its row as the figure in its own: "70% and 40% on day 2 and 6, respectively"."""
    alike = [m for m in scene.mentions if m.kind == "figure" and m.dimension == mention.dimension]
    if len(times) < 2 or len(times) != len(alike):
        return None
    apart = max(time.span.end for time in times) < alike[0].span.start
    if not apart and "respectively" not in scene.said:
        return None
    return times[alike.index(mention)]


def iso_duration(mention: Mention) -> str | None:
    """The ISO 8601 duration of a time, in the unit as written; nothing for a span of time or a vague one.

    The next day or morning is one day later.
    """
    quantity = mention.quantity
    if mention.noun == "next":
        return "P1D"
    if quantity is None or quantity.unit not in _ISO:
        return None
    # what held from week 9 to 12 was read at week 12
    low = quantity.high if mention.kind == "timepoint" and mention.noun.endswith("s") else quantity.low
    ends = {end for end in (low, quantity.high) if end is not None}
    if len(ends) != 1:
        return None
    (end,), unit = ends, quantity.unit
    if end != int(end) and unit in _SMALLER:
        unit, parts = _SMALLER[unit]
        end *= parts
    return _ISO[unit].format(int(end)) if end == int(end) else None


def _dates(scene: Scene, time: Mention, figure: Mention) -> bool:
    """Whether a context can date the figure: no interval ("every 3 weeks"), no protocol in brackets of its own."""
    if _is_of_next_clause(scene, time, figure) or _is_first_level(scene, figure):
        return False
    interval = time.noun == "every" or _EVERY.search(scene.text, max(0, time.span.start - 7), time.span.start)
    if time.dimension != "time" or interval or _is_no_date(scene, time, figure):
        return False
    apart = scene.inside_brackets(time.span) and not scene.inside_brackets(figure.span)
    return not (apart and bracketed_protocol(scene, time))


def _is_first_level(scene: Scene, figure: Mention) -> bool:
    """Whether a level is the first of two, from before anything was measured: "from | 34 | to 19 at week 2"."""
    return figure.dimension == "score" and _FROM_IT.match(scene.text, figure.span.end, scene.span.end) is not None


def _is_of_next_clause(scene: Scene, time: Mention, figure: Mention) -> bool:
    """Whether a time stands behind another outcome in a clause of its own: "40% feel sick, half gave up by week 12",
    "71% responded but 36% a month later"."""
    between = (m for m in scene.mentions if figure.span.end <= m.span.start and m.span.end <= time.span.start)
    other = next((m for m in between if m.kind == "figure" and m.dimension in OUTCOME_DIMENSIONS), None)
    if other is None or _AGAIN.search(scene.between(other.span, time.span)):
        return False
    return _NEXT_CLAUSE.search(scene.between(figure.span, other.span)) is not None


def _is_no_date(scene: Scene, time: Mention, figure: Mention) -> bool:
    """Whether a time tells the length of a study or of an interval, or when something is usual, or who was chosen."""
    head, tail = scene.before(time.span), scene.text[time.span.end : time.span.end + 40]
    first = not any(m.dimension in OUTCOME_DIMENSIONS for m in scene.mentions if m.span.start < time.span.start)
    chosen = first and _WHO.search(head) and "," in scene.between(time.span, figure.span)
    given = _COMPOUND.search(time.span.of(scene.text)) and _GIVEN.match(tail)
    fades = figure.span.end < time.span.start and _FADES.search(scene.between(figure.span, time.span))
    usual = _USUALLY.search(head) or _AVERAGE.search(head) or _LASTING.search(head)
    back = _LOOKED_BACK.search(head) or (time.noun.startswith("year") and _RECORDED.search(head))
    return bool(
        _APART.match(tail) or _LONGER.match(tail) or usual or back or _STUDY.match(tail) or chosen or given or fades
    )


def _within_reach(scene: Scene, figure: Mention, times: list[Mention]) -> list[Mention]:
    """The times in the figure's own part of the sentence; where it has none, those of the parts before it."""
    own = [time for time in times if not scene.parted(time.span, figure.span)]
    return own or [time for time in times if time.span.start < figure.span.start]


def _distance(scene: Scene, time: Span, figure: Span) -> int:
    """How far a time is from a figure: right behind one it is that figure's ("60% at week 4")."""
    bound = time.start > figure.end and _BOUND.fullmatch(scene.between(time, figure))
    return 0 if bound else scene.cost(time, figure)


def bracketed_protocol(scene: Scene, time: Mention) -> bool:
    """A time in brackets beside a number of doses tells how they are given, not when the outcome was measured."""
    doses = (m for m in scene.mentions if m.dimension == "{dose}" and scene.inside_brackets(m.span))
    return any(not re.search(r"[()]", scene.between(m.span, time.span)) for m in doses)
