"""How many administrations a figure refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ketclaims.claims.scenes.arms import row_around
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene, anchor_of
from ketclaims.claims.subjects.administrations import OFTEN, Doses, Found, ends_of, numbered
from ketclaims.claims.subjects.regimens import beside_doses, regimen_doses
from ketclaims.claims.subjects.sharing import AFTER, belongs_to_other, is_of_far_side
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.quantities import Mention

# "60% after six infusions": what stands right behind a figure is its own
_BOUND = late(
    r"\s+(?:of\s+\w+\s+)?(?:after|with|following|by|from|at|in|within)\s+(?:the\s+|just\s+|only\s+)?", re.IGNORECASE
)
# "a yearly maximum benefit of | $8,000", "$3,000 | a year"
_AT_MOST = late(r"\b(?:yearly|annual|monthly|lifetime|maximum|max)\b\.?\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_A_YEAR = late(r"\s+(?:a|per|each|every|in a)\s+(?:[\w-]+\s+)?(?:year|month)\b", re.IGNORECASE)
# "2.5 mg/kg | IM, once", but not: once a week
_ONCE = late(r"[^,;.()]{0,30},?\s++(?:given\s+|only\s+|just\s+)?once(?:\s+only)?(?=\W*(?:\Z|[,;.()]))", re.IGNORECASE)
# "Each visit is $425; pay for | six | up front and it's | $2,300", "after | 6 | : | 60%"
_PAID = late(r"\b(?:for|and|or|buy|buys|buying|book|booking|take|takes|all)\s+(?:all\s+)?\Z", re.IGNORECASE)
_BOUGHT = late(r"\b(?:buy|book|purchase|prepay|prepay for|pay for)\s+(?:all\s+)?\Z", re.IGNORECASE)
# "$2,300 | if you prepay the | six"
_PREPAID = late(
    r"\s+(?:(?:if|when|where|for those who|should)\s+(?:you\s+)?)?"
    r"(?:pre-?pay(?:ing)?(?:\s+for)?|pay(?:ing)?\s+(?:up\s+front\s+)?for|buy(?:ing)?|book(?:ing)?|tak(?:e|ing)|for)"
    r"\s+(?:(?P<all>the|all)\s+)?",
    re.IGNORECASE,
)
_STOP = late(r"\s*(?:[,.;:)]|\Z)")
_NEAR = late(r"[:,]?\s+(?:[^.;:()]{0,24}\s)?")
# "six | over | 2 weeks"
_OVER = late(r"\s+(?:spread\s+|given\s+)?over\s+(?:about\s+|some\s+|the\s+)?", re.IGNORECASE)
_SHORT_OF = 40
# "gave up before | the third infusion": not as many
_BEFORE = late(
    r"\b(?:before|short of|prior to|ahead of|until)\s+(?:(?:the|their|your|my|his|her)\s+)?\Z", re.IGNORECASE
)
# "70% respond, | and improvement can be seen by | the fourth session": when it shows
_SHOWN_BY = late(
    r",?\s+(?:and|but|though|with)\s+(?:[\w-]+\s+){1,4}?"
    r"(?:seen|noticed|felt|visible|noticeable|evident|apparent|shows?|comes?|begins?|starts?|appears?)\b[^.;]*\Z",
    re.IGNORECASE,
)
# "$960 | (56 mg)"
_OF_A_DOSE = late(r"\s*\(\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|mL)\)")
# "Long drip | for fibromyalgia, 4 hr ..... | $850"
_LEADERS = late(
    r"(?:\s+(?:for|with|in)\s[^.;:,\d$€£]{1,30})?(?:,\s*\d[\d.]*\s?(?:h|hrs?|hours?|min|mins|minutes?|mg(?:/kg)?)\b)?"
    r"(?:\s*\([^()]*\))?(?:[\s.:|·…–—=*_(-]|\bis\b|\bfrom\b|\bat\b)*"
)
# "$480 – | Maintenance | session", "$480 for maintenance | infusion"
_LISTED_BEHIND = late(r"(?:\W*[–—:=*_\n]\W*|\s+for\s+(?:an?\s+|each\s+|every\s+)?)(?:\w+\s+)?")
# "fails by try | number three", "in 23 of the | 33 injections", "4 | talking | sessions"
_TRIED = late(
    r"\b(?:try|tries|attempts?|drugs?|pills?|tablets?|medicines?|medications?|antidepressants?|steps?)\s+\Z|[,:]\s+\d[\d.]*\s?%\s+by\s+\Z",
    re.IGNORECASE,
)
_PART_OF = late(r"\b\d+\s+of\s+(?:the\s+|all\s+|our\s+)?\Z")
_TALKING = late(
    r"\b(?:talk\w*|counsel\w*|prep\w*|integration|psychotherapy|therapy|coaching|follow-up)\b", re.IGNORECASE
)
_FOR_PRICE = late(r"\s*\(|\s+for\s+(?:an?\s+|all\s+|the\s+)?", re.IGNORECASE)
_EACH_OF = late(r"\beach\s+of\s+(?:(?:the|your|these|those|our)\s+)?\Z", re.IGNORECASE)
_PACK = late(r"\s?-?\s?(?:pack|pk)\b", re.IGNORECASE)
_REACH = 40
_OUTCOMES = (*OUTCOME_DIMENSIONS, *STATISTICS)
_PAIR = 2
_JOINED = 8
"""A series and its number at most this many characters apart are one statement: "a series of six"."""

# "three infusions were no better | than one |: 49% versus 46%"
_OR_SO_MANY = late(
    r"\b(?:than|against|versus|vs\.?|v|over|with)\s+(?P<number>one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2})"
    r"(?:\s+(?:infusions?|doses?|sessions?|treatments?|injections?))?\s*[:,(]",
    re.IGNORECASE,
)
_COUNTED = {**OFTEN, "one": 1}


def doses_of(
    scene: Scene, mention: Mention, measure: Measure, doses: tuple[Mention, ...], intervention: tuple[str, ...]
) -> Doses:
    """The nearest number of doses of the sentence, or a series in words; else those of the header or lead-in.

    The size of a dose and those who took part go with a single dose only, the length of a series with a number only.
    """
    if mention.dimension == "time" and any(_is_single(scene, dose, mention) for dose in doses):
        return 1, 1
    if _has_none(mention, measure):
        return None, None
    mention = anchor_of(scene, mention)
    if measure.priced and (mention.dimension == "money_rate" or _is_yearly(scene, mention)):
        return None, None
    of_one = measure.role == "dose" or mention.dimension == "time"
    if of_one and _ONCE.match(scene.text, mention.span.end, scene.span.end):
        return 1, 1
    parallel = _in_its_place(scene, mention, doses)
    if parallel:
        return parallel
    if any(_BEFORE.search(scene.before(dose.span, _SHORT_OF)) for dose in doses if dose.span.start > mention.span.end):
        return None, None
    found = [*_counted(scene, mention, measure, doses, intervention), *_unsaid(scene, mention, measure)]
    if measure.role not in ("series_duration", "dose") and mention.dimension != "{person}":
        found += _worded(scene, mention, measure, doses)
        found = found or list(beside_doses(scene, mention, measure))
        if not found and scene.block.cells and (measure.priced or mention.dimension in _OUTCOMES):
            found = list(regimen_doses(scene, intervention))
    elif measure.role == "series_duration":
        found = found or list(_of_course(scene, mention)) or list(_of_row(scene, intervention))
    return min(found, key=lambda f: f.cost).doses if found else (None, None)


def _has_none(mention: Mention, measure: Measure) -> bool:
    """Whether a figure is of a kind that no number of doses qualifies."""
    if "doses" not in measure.qualified and mention.dimension not in (*STATISTICS, "{person}"):
        return True
    return measure.name == UNNAMED and mention.dimension not in OUTCOME_DIMENSIONS


def _is_single(scene: Scene, dose: Mention, mention: Mention) -> bool:
    """Whether a length stands right behind the word that tells of one dose: "a single | two-hour infusion"."""
    behind = dose.noun == "single" and dose.span.end <= mention.span.start
    return behind and not scene.between(dose.span, mention.span).strip()


def _in_its_place(scene: Scene, mention: Mention, doses: tuple[Mention, ...]) -> Doses | None:
    """The number in the same place of its row as the figure: "three infusions did no better than one: 49% v 46%"."""
    row = row_around(scene, mention) if doses else ()
    if len(row) != _PAIR:
        return None
    before = [dose for dose in doses if dose.span.end <= row[0].span.start]
    if not before:
        return None
    second = _OR_SO_MANY.search(scene.text, before[0].span.end, row[0].span.start)
    if second is None or len(before) > _PAIR:
        return None
    word = second["number"].lower()
    other = int(word) if word.isdigit() else _COUNTED[word]
    return ends_of(before[0]) if mention.span == row[0].span else (other, other)


def _is_yearly(scene: Scene, mention: Mention) -> bool:
    """Whether a price is what somebody pays or gets at most in a time, for however many doses."""
    return bool(_AT_MOST.search(scene.before(mention.span)) or _A_YEAR.match(scene.text, mention.span.end))


def _counted(
    scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention], intervention: tuple[str, ...]
) -> Iterator[Found]:
    for dose in doses:
        of_one = measure.role == "dose" or mention.dimension == "{person}"
        own = dose.span != mention.span and (not of_one or dose.noun == "single") and not _counts_otherwise(scene, dose)
        later = dose.span.start > mention.span.end and scene.parted(mention.span, dose.span)
        later = later and measure.role != "series_duration"
        later = later or (dose.span > mention.span and _is_shown_by(scene, mention.span, dose.span))
        later = later or _BEFORE.search(scene.before(dose.span, _SHORT_OF)) is not None
        later = later or (measure.priced and _is_paid(scene, dose.span, mention.span))
        later = later or (measure.priced and _is_of_other_price(scene, dose.span, mention.span))
        later = later or is_of_far_side(scene, dose.span, mention.span, intervention)
        if own and not later and not belongs_to_other(scene, dose.span, mention.span, intervention):
            bound = dose.span.start > mention.span.end and _BOUND.fullmatch(scene.between(dose.span, mention.span))
            ends = (1, 1) if measure.priced and _is_each(scene, dose) else ends_of(dose)
            yield Found(0 if bound else scene.cost(dose.span, mention.span), ends)


def _is_each(scene: Scene, dose: Mention) -> bool:
    """Whether a price is that of one of the doses: "from the seventh session", "each of the six sessions"."""
    return dose.kind == "ordinal" or _EACH_OF.search(scene.before(dose.span, _REACH)) is not None


def _counts_otherwise(scene: Scene, dose: Mention) -> bool:
    """Whether what is counted is no number of doses given: "try number three", "23 of the 33 injections", "4 talking
    sessions"."""
    head = scene.before(dose.span, _REACH)
    tried = dose.noun == "number" and _TRIED.search(head)
    return bool(tried or _PART_OF.search(head) or _TALKING.search(dose.span.of(scene.text)))


def _is_of_other_price(scene: Scene, doses: Span, price: Span) -> bool:
    """Whether doses stand right behind another price, as what it is for: "£390 | £2,100 (six doses)"."""
    before = [m.span for m in scene.mentions if m.priced and m.kind == "figure" and m.span.end <= doses.start]
    last = max(before, default=price)
    return last != price and _FOR_PRICE.fullmatch(scene.between(last, doses)) is not None


def _unsaid(scene: Scene, mention: Mention, measure: Measure) -> Iterator[Found]:
    """The doses of a bare number before a figure, where the sentence has said what is counted: "one session costs $180
    and ten $1,600", "after 1 infusion 30%, after 6 60%"."""
    yield from _prepaid(scene, mention, measure)
    before = [m for m in scene.mentions if m.span.end <= mention.span.start and m.kind != "noise"]
    if measure.priced:
        packs = (m for m in before if m.kind == "bare" and _PACK.match(scene.text, m.span.end))
        yield from (Found(scene.cost(m.span, mention.span), ends_of(m)) for m in packs)
    if not before or before[-1].kind != "bare":
        return
    number = before[-1]
    told = any(m.dimension == "{dose}" for m in before) or (measure.priced and bool(scene.hits_of("doses")))
    bought = measure.priced and _BOUGHT.search(scene.before(number.span)) is not None
    said = bought or (told and len(before) >= _PAIR)
    opening = _PAID if measure.priced else AFTER
    near = _NEAR.fullmatch(scene.between(number.span, mention.span))
    if measure.priced and _is_of_other_price(scene, number.span, mention.span):
        return
    if said and near and opening.search(scene.before(number.span)):
        yield Found(0, ends_of(number))


def _prepaid(scene: Scene, mention: Mention, measure: Measure) -> Iterator[Found]:
    """The doses of a bare number for which a price is paid: "$2,300 if you prepay the six"."""
    if not measure.priced:
        return
    behind = next((m for m in scene.mentions if m.span.start >= mention.span.end), None)
    if behind is None or behind.kind != "bare":
        return
    between = scene.between(mention.span, behind.span)
    paid = _PREPAID.fullmatch(between)
    # "$8 for 30 at the pharmacy" counts what comes in a box
    told = between == " for " and any(
        m.dimension == "{dose}" and m.span.end < mention.span.start for m in scene.mentions
    )
    if told or (paid and (paid["all"] or _STOP.match(scene.text, behind.span.end))):
        yield Found(0, ends_of(behind))


def _worded(scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention]) -> Iterator[Found]:
    for hit in scene.hits_of("doses"):
        cost = scene.cost(hit.span, mention.span)
        later = hit.span.start > mention.span.end and scene.parted(mention.span, hit.span)
        later = later or (measure.priced and _is_past(scene, hit.span, mention.span))
        later = later or (measure.priced and _is_of_next_price(scene, hit.span, mention.span))
        if later or any(hit.span.meets(dose.span) or _counts_course(scene, dose.span, hit.span) for dose in doses):
            continue
        if hit.term == "series" and not any(_spelled_out(scene, hit.span, d.span) for d in doses):
            yield Found(cost, _length_of(scene, hit.span))
        elif measure.priced and hit.term == "course":
            yield Found(cost, (2, None))
        elif measure.priced and (
            hit.term == "single" or (hit.term == "item" and _is_listed(scene, hit.span, mention.span))
        ):
            yield Found(cost, (1, 1))
    if measure.priced and _OF_A_DOSE.match(scene.text, mention.span.end):
        yield Found(0, (1, 1))


def _counts_course(scene: Scene, dose: Span, course: Span) -> bool:
    """Whether a number of doses stands right before a course, whose length it is: "a six-visit course"."""
    return dose.end <= course.start and not scene.between(dose, course).strip()


def _is_paid(scene: Scene, doses: Span, price: Span) -> bool:
    """Whether doses have a price of their own in another part of the sentence: "six infusions $2,400; pain, $4,600"."""
    if doses.end > price.start or not scene.parted(doses, price):
        return False
    between = (m.span for m in scene.mentions if m.priced and doses.end <= m.span.start)
    return any(span.end <= price.start and not scene.parted(doses, span) for span in between)


def _is_shown_by(scene: Scene, figure: Span, dose: Span) -> bool:
    """Whether a dose behind a figure is when something shows, in a clause of its own."""
    return _SHOWN_BY.search(scene.between(figure, dose)) is not None


def _is_of_next_price(scene: Scene, doses: Span, price: Span) -> bool:
    """Whether words stand in the brackets behind a price, with another one: "$5,700 ($190 a session)"."""
    if scene.inside_brackets(price) or not scene.inside_brackets(doses):
        return False
    money = (m.span for m in scene.mentions if m.priced and m.kind == "figure")
    return any(price.end <= span.start and span.end <= doses.start for span in money)


def _is_past(scene: Scene, doses: Span, figure: Span) -> bool:
    """Whether another treatment opens the part of a figure behind that of the doses: "a course of A is $9; B is $7"."""
    if doses.end > figure.start or not scene.parted(doses, figure):
        return False
    between = (hit.span for hit in scene.hits_of("interventions") if doses.end <= hit.span.start < figure.start)
    return any(scene.parted(doses, name) for name in between)


def _of_course(scene: Scene, mention: Mention) -> Iterator[Found]:
    """The doses that are given in a time: those of the row's label, or a bare number ("the block of six is spread over
    three weeks", "six over 2 weeks")."""
    yield from (Found(1, ends_of(dose)) for frame in scene.frames[:1] for dose in numbered(frame))
    for hit in scene.hits_of("doses"):
        low, high = _length_of(scene, hit.span) if hit.term == "series" else (None, None)
        behind = hit.span.start < mention.span.start and not scene.parted(hit.span, mention.span)
        if high is not None and behind:
            yield Found(0, (low, high))
    bare = [m for m in scene.mentions if m.kind == "bare" and m.span.end < mention.span.start]
    if bare and _OVER.fullmatch(scene.between(bare[-1].span, mention.span)):
        yield Found(0, ends_of(bare[-1]))


def _of_row(scene: Scene, intervention: tuple[str, ...]) -> Iterator[Found]:
    """The doses of another cell of the row: "IV ketamine | 6 infusions | 3 weeks", "6" under "Sessions"."""
    if scene.block.cells:
        yield from (Found(1, ends_of(dose)) for f in scene.frames if f.kind == "row" for dose in numbered(f))
        yield from regimen_doses(scene, intervention)


def _is_listed(scene: Scene, item: Span, price: Span) -> bool:
    """Whether a price stands right beside what it is for, as in a list: "Session (2 hours, with a nurse) ... $480"."""
    beside = _LEADERS if item.start < price.start else _LISTED_BEHIND
    return beside.fullmatch(scene.between(item, price)) is not None


def _length_of(scene: Scene, series: Span) -> Doses:
    """The doses of a series whose bare number stands right behind it ("a series of six"), else several."""
    numbers = (m for m in scene.mentions if m.dimension in ("bare", "count") and m.span.start >= series.end)
    number = next((m for m in numbers if scene.between(series, m.span).strip() in ("", "of")), None)
    return ends_of(number) if number else (2, None)


def _spelled_out(scene: Scene, series: Span, number: Span) -> bool:
    """Whether a number tells the length of a series: "a series of six", "repeated doses in autumn (six doses)"."""
    between = scene.between(series, number)
    return series.start < number.start and (len(between) < _JOINED or between.endswith("("))
