"""How many administrations a figure refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ketclaims.claims.arms import row_around
from ketclaims.claims.scene import OUTCOME_DIMENSIONS, STATISTICS, Frame, Scene, anchor_of
from ketclaims.lexicon import UNNAMED, Measure
from ketclaims.model import Span
from ketclaims.quantities import Mention

# "60% after six infusions": what stands right behind a figure is its own
_BOUND = re.compile(
    r"\s+(?:of\s+\w+\s+)?(?:after|with|following|by|from|at|in|within)\s+(?:the\s+|just\s+|only\s+)?", re.IGNORECASE
)
# "a single infusion | of | ketamine (0.5 mg/kg) | or of | midazolam"
_OF = re.compile(r"\s+(?:[\w-]+\s+){0,2}of\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_OR_OF = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*(?:or|and|versus|vs\.?)\s+(?:of\s+)?(?:an?\s+)?", re.IGNORECASE)
# "a yearly maximum benefit of | $8,000", "$3,000 | a year"
_AT_MOST = re.compile(r"\b(?:yearly|annual|monthly|lifetime|maximum|max)\b\.?\s+(?:[\w-]+\s+){0,3}\Z", re.IGNORECASE)
_A_YEAR = re.compile(r"\s+(?:a|per|each|every|in a)\s+(?:[\w-]+\s+)?(?:year|month)\b", re.IGNORECASE)
# "2.5 mg/kg | IM, once", but not: once a week
_ONCE = re.compile(
    r"[^,;.()]{0,30},?\s+(?:given\s+|only\s+|just\s+)?once(?:\s+only)?(?=\W*(?:\Z|[,;.()]))", re.IGNORECASE
)
# "Each visit is $425; pay for | six | up front and it's | $2,300", "after | 6 | : | 60%"
_PAID = re.compile(r"\b(?:for|and|or|buy|buys|buying|book|booking|take|takes|all)\s+(?:all\s+)?\Z", re.IGNORECASE)
_BOUGHT = re.compile(r"\b(?:buy|book|purchase|prepay|prepay for|pay for)\s+(?:all\s+)?\Z", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following|with)\s+(?:the\s+|all\s+)?\Z", re.IGNORECASE)
_NEAR = re.compile(r"[:,]?\s+(?:[^.;:()]{0,24}\s)?")
# "six | over | 2 weeks"
_OVER = re.compile(r"\s+(?:spread\s+|given\s+)?over\s+(?:about\s+|some\s+|the\s+)?", re.IGNORECASE)
# "gave up before | the third infusion": not as many
_BEFORE = re.compile(
    r"\b(?:before|short of|prior to|ahead of|until)\s+(?:(?:the|their|your|my|his|her)\s+)?\Z", re.IGNORECASE
)
# "70% respond, | and improvement can be seen by | the fourth session": when it shows
_SHOWN_BY = re.compile(
    r",?\s+(?:and|but|though|with)\s+(?:[\w-]+\s+){1,4}?"
    r"(?:seen|noticed|felt|visible|noticeable|evident|apparent|shows?|comes?|begins?|starts?|appears?)\b[^.;]*\Z",
    re.IGNORECASE,
)
# "Starter course: | six | over three weeks", "Package of | 6", "| 6 |-pack"
_BUNDLE = re.compile(
    r"\b(?:series|course|package|block|bundle|set|programme|program|plan)\s*(?:of\s+|[:(–—-]\s*)(?:all\s+)?\Z",
    re.IGNORECASE,
)
_PACK = re.compile(r"\s?-?\s?(?:pack|pk)\b", re.IGNORECASE)
# "$960 | (56 mg)"
_OF_A_DOSE = re.compile(r"\s*\(\d[\d.,]*\s?(?:mg|mcg|µg|g|ml|mL)\)")
# "Long drip | for fibromyalgia, 4 hr ..... | $850"
_LEADERS = re.compile(
    r"(?:\s+(?:for|with|in)\s[^.;:,\d$€£]{1,30})?(?:,\s*\d[\d.]*\s?(?:h|hrs?|hours?|min|mins|minutes?)\b)?"
    r"\s*(?:\([^()]*\))?(?:[\s.:|·…–—-]|\bis\b|\bfrom\b)*"
)
# "0.5 mg/kg IV, once", "0.5 mg/kg, six times", "0.8 mg/kg weekly ×3"
_REPEATED = re.compile(
    r"[\s,](?:(?P<word>once|twice|thrice)|(?P<times>two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}) times"
    r"|[×x]\s?(?P<sign>\d{1,2}))\s*\Z",
    re.IGNORECASE,
)
_OFTEN = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_OFTEN |= {"eight": 8, "nine": 9, "ten": 10, "twelve": 12}
# The header of a column of numbers of doses
_DOSES_HEADED = re.compile(
    r"\W*(?:(?:no\.?|number|total|n)\s+(?:of\s+)?)?(?:infusions|doses|sessions|treatments|injections|visits|drips)"
    r"(?:\s+(?:given|received|completed|planned|in all|in total))?\W*",
    re.IGNORECASE,
)
_OUTCOMES = (*OUTCOME_DIMENSIONS, *STATISTICS)
_ELSEWHERE = 2  # farther than the label, the header and the lead-in
_JOINED = 8
"""A series and its number at most this many characters apart are one statement: "a series of six"."""

# "three infusions were no better | than one |: 49% versus 46%"
_OR_SO_MANY = re.compile(
    r"\b(?:than|against|versus|vs\.?|v|over|with)\s+(?P<number>one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2})"
    r"(?:\s+(?:infusions?|doses?|sessions?|treatments?|injections?))?\s*[:,(]",
    re.IGNORECASE,
)
_COUNTED = {**_OFTEN, "one": 1}

Doses = tuple[int | None, int | None]


class _Found(NamedTuple):
    cost: int
    doses: Doses


def doses_of(
    scene: Scene, mention: Mention, measure: Measure, doses: tuple[Mention, ...], intervention: tuple[str, ...]
) -> Doses:
    """The nearest number of doses of the sentence, or a series in words; else those of the header or lead-in.

    The size of a dose and those who took part go with a single dose only, the length of a series with a number only.
    """
    if "doses" not in measure.qualified and mention.dimension not in (*STATISTICS, "{person}"):
        return None, None
    if measure.name == UNNAMED and mention.dimension not in OUTCOME_DIMENSIONS:
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
    if any(_BEFORE.search(scene.before(dose.span)) for dose in doses if dose.span.start > mention.span.end):
        return None, None
    found = [*_counted(scene, mention, measure, doses, intervention), *_unsaid(scene, mention, measure)]
    if measure.role not in ("series_duration", "dose") and mention.dimension != "{person}":
        found += _worded(scene, mention, measure, doses)
        found = found or list(_beside(scene, mention, measure))
        if not found and scene.block.cells and (measure.priced or mention.dimension in _OUTCOMES):
            found = list(_of_regimen(scene, intervention))
    elif measure.role == "series_duration":
        found = found or list(_of_course(scene, mention))
    return min(found, key=lambda f: f.cost).doses if found else (None, None)


def _in_its_place(scene: Scene, mention: Mention, doses: tuple[Mention, ...]) -> Doses | None:
    """The number in the same place of its row as the figure: "three infusions did no better than one: 49% v 46%"."""
    row = row_around(scene, mention) if doses else ()
    if len(row) != _ELSEWHERE:
        return None
    before = [dose for dose in doses if dose.span.end <= row[0].span.start]
    if not before:
        return None
    second = _OR_SO_MANY.search(scene.text, before[0].span.end, row[0].span.start)
    if second is None or len(before) > _ELSEWHERE:
        return None
    word = second["number"].lower()
    other = int(word) if word.isdigit() else _COUNTED[word]
    return _ends(before[0]) if mention.span == row[0].span else (other, other)


def _is_yearly(scene: Scene, mention: Mention) -> bool:
    """Whether a price is what somebody pays or gets at most in a time, for however many doses."""
    return bool(_AT_MOST.search(scene.before(mention.span)) or _A_YEAR.match(scene.text, mention.span.end))


def _counted(
    scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention], intervention: tuple[str, ...]
) -> Iterator[_Found]:
    for dose in doses:
        of_one = measure.role == "dose" or mention.dimension == "{person}"
        own = dose.span != mention.span and (not of_one or dose.noun == "single")
        later = dose.span.start > mention.span.end and scene.parted(mention.span, dose.span)
        later = later and measure.role != "series_duration"
        later = later or bool(_SHOWN_BY.search(scene.between(mention.span, dose.span)) and dose.span > mention.span)
        later = later or _BEFORE.search(scene.before(dose.span)) is not None
        later = later or (measure.priced and _is_paid(scene, dose.span, mention.span))
        later = later or _is_of_far_side(scene, dose.span, mention.span, intervention)
        if own and not later and not belongs_to_other(scene, dose.span, mention.span, intervention):
            bound = dose.span.start > mention.span.end and _BOUND.fullmatch(scene.between(dose.span, mention.span))
            yield _Found(0 if bound else scene.cost(dose.span, mention.span), _ends(dose))


def _unsaid(scene: Scene, mention: Mention, measure: Measure) -> Iterator[_Found]:
    """The doses of a bare number before a figure, where the sentence has said what is counted: "one session costs $180
    and ten $1,600", "after 1 infusion 30%, after 6 60%"."""
    before = [m for m in scene.mentions if m.span.end <= mention.span.start and m.kind != "noise"]
    if not before or before[-1].kind != "bare":
        return
    number = before[-1]
    told = any(m.dimension == "{dose}" for m in before) or (measure.priced and bool(scene.hits_of("doses")))
    bought = measure.priced and _BOUGHT.search(scene.before(number.span)) is not None
    said = bought or (told and len(before) > 1)
    opening = _PAID if measure.priced else _AFTER
    near = _NEAR.fullmatch(scene.between(number.span, mention.span))
    if said and near and opening.search(scene.before(number.span)):
        yield _Found(0, _ends(number))


def _worded(scene: Scene, mention: Mention, measure: Measure, doses: Iterable[Mention]) -> Iterator[_Found]:
    for hit in scene.hits_of("doses"):
        cost = scene.cost(hit.span, mention.span)
        later = hit.span.start > mention.span.end and scene.parted(mention.span, hit.span)
        later = later or (measure.priced and _is_past(scene, hit.span, mention.span))
        later = later or (measure.priced and _is_of_next_price(scene, hit.span, mention.span))
        if later or any(hit.span.meets(dose.span) for dose in doses):
            continue
        if hit.term == "series" and not any(_spelled_out(scene, hit.span, d.span) for d in doses):
            yield _Found(cost, _length_of(scene, hit.span))
        elif measure.priced and hit.term == "course":
            yield _Found(cost, (2, None))
        elif measure.priced and (hit.term == "single" or _is_listed(scene, hit.span, mention.span)):
            yield _Found(cost, (1, 1))
    if measure.priced and _OF_A_DOSE.match(scene.text, mention.span.end):
        yield _Found(0, (1, 1))


def _is_paid(scene: Scene, doses: Span, price: Span) -> bool:
    """Whether doses have a price of their own in another part of the sentence: "six infusions $2,400; pain, $4,600"."""
    if doses.end > price.start or not scene.parted(doses, price):
        return False
    between = (m.span for m in scene.mentions if m.dimension.startswith("money") and doses.end <= m.span.start)
    return any(span.end <= price.start and not scene.parted(doses, span) for span in between)


def _is_of_next_price(scene: Scene, doses: Span, price: Span) -> bool:
    """Whether words stand in the brackets behind a price, with another one: "$5,700 ($190 a session)"."""
    if scene.inside_brackets(price) or not scene.inside_brackets(doses):
        return False
    money = (m.span for m in scene.mentions if m.dimension.startswith("money") and m.kind == "figure")
    return any(price.end <= span.start and span.end <= doses.start for span in money)


def _is_past(scene: Scene, doses: Span, figure: Span) -> bool:
    """Whether another treatment opens the part of a figure behind that of the doses: "a course of A is $9; B is $7"."""
    if doses.end > figure.start or not scene.parted(doses, figure):
        return False
    between = (hit.span for hit in scene.hits_of("interventions") if doses.end <= hit.span.start < figure.start)
    return any(scene.parted(doses, name) for name in between)


def _of_course(scene: Scene, mention: Mention) -> Iterator[_Found]:
    """The doses that are given in a time: those of the row's label, or a bare number ("the block of six is spread over
    three weeks", "six over 2 weeks")."""
    yield from (_Found(1, _ends(dose)) for frame in scene.frames[:1] for dose in _numbered(frame))
    for hit in scene.hits_of("doses"):
        low, high = _length_of(scene, hit.span) if hit.term == "series" else (None, None)
        behind = hit.span.start < mention.span.start and not scene.parted(hit.span, mention.span)
        if high is not None and behind:
            yield _Found(0, (low, high))
    bare = [m for m in scene.mentions if m.kind == "bare" and m.span.end < mention.span.start]
    if bare and _OVER.fullmatch(scene.between(bare[-1].span, mention.span)):
        yield _Found(0, _ends(bare[-1]))


def _is_listed(scene: Scene, item: Span, price: Span) -> bool:
    """Whether a price stands right behind what it is for, as in a list: "Session (2 hours, with a nurse) ... $480"."""
    return item.start < price.start and _LEADERS.fullmatch(scene.between(item, price)) is not None


def _length_of(scene: Scene, series: Span) -> Doses:
    """The doses of a series whose bare number stands right behind it ("a series of six"), else several."""
    numbers = (m for m in scene.mentions if m.dimension in ("bare", "count") and m.span.start >= series.end)
    number = next((m for m in numbers if scene.between(series, m.span).strip() in ("", "of")), None)
    return _ends(number) if number else (2, None)


def _beside(scene: Scene, mention: Mention, measure: Measure) -> Iterator[_Found]:
    """The doses of the row's label, the column's header and the lead-in; numbers before words.

    A price is that of what the other cells of its row say, where the row is one of a price list, or its column gives
    the price of a course. A price per month is that of no number of doses.
    """
    paid = measure.priced and mention.dimension != "money_rate"
    treated = any(frame.kind == "label" and frame.kinds.get("interventions") for frame in scene.frames)
    told = not treated or not scene.block.header or _is_of_series(scene)
    for frame in scene.frames:
        if frame.kind == "row" and paid and told:
            yield from (found._replace(cost=found.cost + _ELSEWHERE) for found in _of_frame(frame, paid=paid))
        elif scene.is_beside(frame) and frame.kind != "caption":
            yield from _of_frame(frame, paid=paid)
        if paid and frame.kind in ("label", "lead"):
            yield from (_Found(0, _ends(number)) for number in frame.mentions if _is_bundled(scene, frame, number))


def _is_bundled(scene: Scene, frame: Frame, number: Mention) -> bool:
    """Whether a bare number says how many doses a price is for: "Starter course: six over three weeks", "6-pack"."""
    text = scene.text
    if number.kind != "bare":
        return False
    pack = _PACK.match(text, number.span.end, frame.span.end)
    return pack is not None or _BUNDLE.search(text[frame.span.start : number.span.start]) is not None


def _of_regimen(scene: Scene, intervention: tuple[str, ...]) -> Iterator[_Found]:
    """The doses of the cell of its row that says how often the treatment is given: "0.5 mg/kg IV, once", "6" under
    "Infusions"; those of the cell or column of another treatment are not its own."""
    row = [frame for frame in scene.frames if frame.kind == "row"]
    beside = scene.columns if len(row) == len(scene.columns) else (None,) * len(row)
    for cell, column in zip(row, beside, strict=True):
        named = {hit.term for frame in (cell, column) if frame for hit in frame.hits_of("interventions")}
        if named and named.isdisjoint(intervention):
            continue
        often = _REPEATED.search(scene.text, *cell.span)
        if often and any(m.dimension in ("mass", "dose_by_weight") for m in cell.mentions):
            number = _times_of(often)
            yield _Found(_ELSEWHERE, (number, number))
        elif column and _DOSES_HEADED.fullmatch(column.span.of(scene.text)) and len(cell.mentions) == 1:
            yield _Found(_ELSEWHERE, _ends(cell.mentions[0]))


def _times_of(often: re.Match[str]) -> int | None:
    """How often something is given, by a word or a number."""
    word = (often["word"] or often["times"] or often["sign"]).lower()
    return int(word) if word.isdigit() else _OFTEN.get(word)


def _is_of_series(scene: Scene) -> bool:
    """Whether the header of a cell's column says that its price is that of a series."""
    column = next((frame for frame in scene.frames if frame.kind == "column"), None)
    return column is not None and any(hit.term in ("series", "course") for hit in column.hits_of("doses"))


def _of_frame(frame: Frame, *, paid: bool) -> Iterator[_Found]:
    """The doses that a frame states in numbers, or in words, which for a price may be a single one."""
    words = {hit.term for hit in frame.hits_of("doses")}
    if "series" in words or (paid and "course" in words and frame.kind in ("label", "column")):
        yield _Found(_ELSEWHERE + 1, (2, None))
    elif "single" in words and paid:
        yield _Found(1, (1, 1))
    elif "item" in words and paid and frame.kind == "label":
        yield _Found(2 * _ELSEWHERE, (1, 1))
    yield from (_Found(0, _ends(mention)) for mention in _numbered(frame))


def _numbered(frame: Frame) -> Iterator[Mention]:
    """The numbers of doses of a frame."""
    return (mention for mention in frame.mentions if mention.dimension == "{dose}" and mention.kind != "bare")


def _ends(dose: Mention) -> Doses:
    quantity = dose.quantity
    return (None, None) if quantity is None else (_whole(quantity.low), _whole(quantity.high))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def _spelled_out(scene: Scene, series: Span, number: Span) -> bool:
    """Whether a number tells the length of a series: "a series of six", "repeated doses in autumn (six doses)"."""
    between = scene.between(series, number)
    return series.start < number.start and (len(between) < _JOINED or between.endswith("("))


def _is_shared(scene: Scene, span: Span, first: Span, second: Span) -> bool:
    """Whether two treatments are given in one way: "a single infusion of A (n = 43) or of B"."""
    return bool(
        span.start < first.start < second.start
        and _OF.fullmatch(scene.between(span, first))
        and _OR_OF.fullmatch(scene.between(first, second))
    )


def _is_of_far_side(scene: Scene, dose: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a dose stands before a word of contrast, behind which the claim and its own treatment stand: "a single
    infusion brought 55%, against 24% of those given midazolam"."""
    word = scene.ruler.contrast(dose, claim) if dose.end <= claim.start and not scene.opens(dose) else None
    if word is None or _AFTER.search(scene.before(dose)):
        return False
    own = [hit for hit in scene.hits_of("interventions") if hit.term in intervention]
    return bool(own) and all(hit.span.start >= word.end for hit in own)


def belongs_to_other(scene: Scene, span: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a dose or a route stands nearer to another treatment than the claim's: each arm has its own.

    What opens the sentence is of all arms: "After six infusions, 52% on A and 30% on B".
    """
    hits = scene.hits_of("interventions")
    if scene.opens(span):
        return False
    own = next((hit for hit in hits if hit.term in intervention), None)
    if own:
        nearest = scene.nearest("interventions", span)
        return nearest.term not in intervention and not _is_shared(scene, span, nearest.span, own.span)
    beside = not any(scene.contrasted(span, hit.span) for hit in hits)
    return len({hit.term for hit in hits}) == 1 and scene.contrasted(span, claim) and beside
