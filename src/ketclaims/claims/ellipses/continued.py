"""Numbers that go on where others left off: the unit of the figure before them, or of the passage before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import (
    CONTINUING,
    COUNTED,
    ENDS,
    LEVELS,
    WHOLE,
    can_go_on,
    fits,
    last_figure,
    stated,
    with_unit_of,
)
from ketclaims.claims.ellipses.given import doses_in_all, doses_over_a_period
from ketclaims.claims.ellipses.lists import crossed, dated_on, gapped, next_dose, parallel, starting_dose
from ketclaims.claims.ellipses.onward import elsewhere, moved_to, next_arm
from ketclaims.claims.ellipses.others import model_of, next_of_row, of_another, of_another_before
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.ellipses.scores import without_noun
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Relation
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED
from ketclaims.quantities.points import bounded

_SOMETIMES = late(
    r"(?:,|\s\()?\s*(?:and\s+|or\s+|but\s+)?"
    r"(?:sometimes|occasionally|usually|typically|(?:most|more)\s+often|mostly|at times|rarely"
    r"|seldom|even|no\s+more\s+than|up\s+to"
    r"|at\s+(?:the\s+)?(?:very\s+)?(?:most|best|worst|least|outside))\s+",
    re.IGNORECASE,
)
# "is for two weeks, | four | at the very outside"
_COMMA = late(r",\s+(?:or\s+|maybe\s+|perhaps\s+)?", re.IGNORECASE)
_AT_MOST = late(r"\s+at\s+(?:the\s+)?(?:very\s+)?(?:most|outside|least|best|worst|latest|longest)\b", re.IGNORECASE)
# "24 hours, or | 12 | if you only had a jab", "0.3 mg/kg to begin with, | 0.5 | after that"
_OR_ELSE = late(
    r"(?:\s+(?:to\s+(?:begin|start)\s+with|at\s+first|initially|(?:an?|per)\s+[a-z]+))?(?:,?\s+(?:or|and|then|and\s+then|but)|,)\s+(?:(?:only|just|about|maybe|perhaps)\s+)*",
    re.IGNORECASE,
)
_IN_OTHER_CASES = late(
    r"\s+(?:if|when|unless|after\s+that|afterwards|thereafter|later\s+on|from|at\s+night|for\s+(?:the\s+(?:rest|others?)|those|anyone|people|older))\b",
    re.IGNORECASE,
)
_NUMBER_IS = late(r"\bnumber\s+(?:is|was)\s+\Z", re.IGNORECASE)
_ASKS = late(
    r"\b(?:after|says?|said|insists?\s+on|requires?|wants?|needs?|asks?\s+for|demands?|intolerance\s+of|failure\s+of|failed|covers?|allows?"
    rf"|pays?\s+for|gives?|offers?|suggests?|recommends?|to)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_ASKS_FOR = late(rf"\b(?:asks?\s+for|requires?|wants?|insists?\s+on|demands?)\s+{HEDGED}\Z", re.IGNORECASE)
# "A colleague insists on | three", "Another study said | eighteen"
_OTHERS = late(
    r"\b(?:another|others?|colleagues?|some|second)\b(?:,\s+\w+\s+one\b)?[^.;,]*\b(?:insists?\s+on|says?|said|puts?\s+it\s+at|found|gives?|gave|wants?|prefers?"
    r"|requires?|reported)\s+\Z",
    re.IGNORECASE,
)
_BY = late(r"\bby\s+(?:only\s+|about\s+|just\s+|an?other\s+|(?:a\s+)?further\s+)*\Z", re.IGNORECASE)
# "23.7 points; on the dummy, | 14.8"
_ON_THE_OTHER = late(
    r"[;,]\s+(?:(?:mean|adjusted|group|between-group)\s+)?difference(?:\s+(?:of|was))?,?\s+\Z"
    rf"|[;,]\s+(?:and\s+)?(?:on|with|for|in|among|without)\s+[^.;,\d]{{2,40}},\s+{HEDGED}\Z"
    rf"|[;,]\s+(?:and\s+|but\s+)?(?:at|by|on|after|in)\s+(?:the\s+)?(?:(?:week|day|month|hour|year)\s+\w+|\w+\s+(?:weeks|days|months|hours|years?)),\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_GOES_ON = late(
    rf"(?:;|,|\band\b|\bthen\b)[^.]*\b(?:was|were|is|be|then|to|and|by(?:\s+(?:another|(?:a\s+)?further))?|it['’]s|took(?:\s+\w+){{0,2}})\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "half-life 4 hours, that of its product nearer | 12": what is nearer to a number is of its kind
_NEARER = late(r"\b(?:nearer|closer\s+to|more\s+like|as\s+(?:many|much|long)\s+as)\s+(?:to\s+)?\Z", re.IGNORECASE)
# "nausea hit 30%, headache | 13"
_NEXT_ON_LIST = late(
    r"\A[^,;.()]{0,40}[,;]\s+(?:and\s+)?(?!(?:on|at|by|in|after|within|before|until|since|over|under|about|or|page|group|aged?|of|with|for|to|number|no)\b)"
    r"[a-z-]+\s+(?:[a-z-]+\s+)?\Z",
    re.IGNORECASE,
)
_LIST_ENDS = late(r"\s*(?:[.,;]\s|[.;]?\Z|[.;]?\n)")
# "fell by 62%, from 21 to 8": levels of another kind
_FROM_TO = late(r"\bfrom\s+\S+\s+to\s+\Z", re.IGNORECASE)
# "−18.3 with the drug and | −13.2 with placebo"
_AGAINST = late(rf"\b(?:and|versus|vs\.?|against|compared with)\s+{HEDGED}\Z", re.IGNORECASE)
# "a half-life of 21 hours, that of sertraline | 26"
_THAT_OF = late(r",\s+(?:and\s+)?that\s+(?:of|for)\s+(?:[\w-]+\s+){1,3}\Z", re.IGNORECASE)
_WORD_BEFORE = late(
    rf"\b(?P<word>for|by|within|after|every|in|on|at)\s+(?:(?:{HEDGE}|a\s+(?:median|mean)\s+of)\s+)*\Z",
    re.IGNORECASE,
)
_INSIDE = {"in", "within"}
_JOINED = late(r"[,;]|\b(?:and|then|but|with)\b", re.IGNORECASE)
_BOUND_BEFORE = late(rf"\b(?P<word>above|over|past|beyond|below|under)\s+{HEDGED}\Z", re.IGNORECASE)
_SOMETHING_IS = late(r"\s+(?:the|your|it|they|you|we|she|he|there)\b", re.IGNORECASE)
_CONTRASTING = late(
    r"\b(?:(?:as\s+)?against|versus|vs\.?|compared\s+(?:with|to)|rather\s+than|instead\s+of|as\s+opposed\s+to)\s+"
    rf"(?:(?:{HEDGE}|the)\s+)*\Z",
    re.IGNORECASE,
)
_AMONG = late(r"\s+(?:among|of\s+(?:the|those)|when|while|where)\b", re.IGNORECASE)
# "forty percent relapse; of those who stay on it, | eighteen"
_OF_OTHERS = late(
    rf"[;,]\s+(?:and\s+|but\s+)?(?:on|with|for|in|among|without|of)\s+(?:those|people|patients|the\s+(?:others?|rest))\b[^.;,\d]{{0,60}},\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_EVERY = late(rf"\bevery\s+{HEDGED}\Z", re.IGNORECASE)
_ALIKE = 4


def continued(reading: Reading) -> Mention | None:
    """ "80 mg at first, then 120 in the second": the number goes on where the first left off."""
    scene, _, before, mention, _ = reading
    return next(filter(None, (rule(scene, before, mention) for rule in _RULES)), None)


def _goes_on(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "80 mg at first, then 120 in the second", "nausea hit 30%, headache 13": the words between lead on."""
    kinds = ("share", "points", "pressure", *LEVELS) if _BY.search(scene.before(mention.span, 16)) else CONTINUING
    first = next(
        (m for m in reversed(before) if m.kind == "figure" and m.noun != "every" and m.dimension in kinds), None
    )
    if first is None or first.quantity is None:
        return None
    between = scene.text[first.span.end : mention.span.start]
    goes_on = (
        _leads_on(between)
        or (_OTHERS.search(between) and ENDS.match(scene.text, mention.span.end))
        or _listed_on(scene, before, mention, between)
        or (first.dimension == "points" and (_AGAINST.search(between) or _ON_THE_OTHER.search(between)))
    )
    return with_unit_of(first, mention) if goes_on and without_noun(scene, mention) else None


def _leads_on(between: str) -> bool:
    """Whether the words between two numbers say that the second is of the kind of the first."""
    goes_on = _GOES_ON.search(between) and not _FROM_TO.search(between)
    return bool(goes_on or _NEARER.search(between) or _THAT_OF.search(between))


def resumed(reading: Reading) -> Mention | None:
    """ "A colleague insists on three", "It is more like 14": the unit of a figure in the passage before."""
    scene, said, before, mention, _ = reading
    if not said:
        return None
    told = doses_in_all(scene, [*said, *before], mention) or of_another_before(scene, said, before, mention)
    return told or _every_again(scene, said, mention) or _as_said(scene, said, before, mention)


def _as_said(scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "A colleague insists on three", "It is more like 14": what the words before the number go on from."""
    if any(m.kind == "figure" and m.dimension != "{year}" for m in before):
        return None
    head = scene.before(mention.span, 40)
    figures = [
        m for m in reversed(said) if m.kind == "figure" and m.dimension in _asked_kinds(head) and m.noun != "every"
    ]
    last = next((m for m in figures if m.dimension in COUNTED), figures[0] if figures else None)
    if last is None or last.quantity is None or not ENDS.match(scene.text, mention.span.end):
        return None
    return with_unit_of(last, mention)


def _every_again(scene: Scene, said: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Boosters come every seven days. Later it is every fourteen": the time of the passage before."""
    if not _EVERY.search(scene.before(mention.span, 24)) or not ENDS.match(scene.text, mention.span.end):
        return None
    times = (m for m in reversed(said) if m.kind == "figure" and m.dimension == "time")
    last = next((m for m in times if _EVERY.search(scene.text, max(0, m.span.start - 24), m.span.start)), None)
    return with_unit_of(last, mention) if last else None


def _asked_kinds(head: str) -> tuple[str, ...]:
    """Of what kinds a figure of the passage before is that the words before a bare number go on from."""
    if _NEARER.search(head):
        return CONTINUING
    if _OTHERS.search(head):
        return "{trial}", "{dose}", "time"
    return ("{trial}",) if _ASKS_FOR.search(head) else ()


def _again(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "5 weeks, sometimes 12", "8 sessions, while the usual number is 11": the unit of the figure before."""
    last = before[-1] if before else None
    if last is None or last.kind != "figure" or not without_noun(scene, mention):
        return None
    between = scene.text[last.span.end : mention.span.start]
    numbered = last.dimension == "{dose}" and _NUMBER_IS.search(between)
    at_most = _COMMA.fullmatch(between) and _AT_MOST.match(scene.text, mention.span.end)
    if not numbered and not at_most and not _SOMETIMES.fullmatch(between):
        return None
    return with_unit_of(last, mention)


def _otherwise(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "24 hours, or 12 if you only had a jab", "0.3 mg/kg at first, 0.5 after that": what holds in other cases."""
    last = before[-1] if before else None
    goes_on = last is not None and (can_go_on(last) or last.priced or last.dimension in ("mass_rate", "dose_rate"))
    if last is None or not goes_on or not fits(last, mention):
        return None
    if not _IN_OTHER_CASES.match(scene.text, mention.span.end, scene.span.end):
        return None
    return with_unit_of(last, mention) if _OR_ELSE.fullmatch(scene.between(last.span, mention.span)) else None


def _as_counted(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "after four failed antidepressants (some say two)": who asks for another number counts the same things."""
    counted = last_figure(before, "{trial}", "{dose}")
    if (
        counted is None
        or not ENDS.match(scene.text, mention.span.end)
        or not _ASKS.search(scene.before(mention.span, 40))
    ):
        return None
    return with_unit_of(counted, mention)


def _same_word(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "It taps for 4 seconds, rests for 26", "a visit of 45 minutes with a check every 15": the unit of the first."""
    word = _WORD_BEFORE.search(scene.before(mention.span, 24))
    ends = word and (ENDS.match(scene.text, mention.span.end) or without_noun(scene, mention))
    if word is None or not ends:
        return None
    last = next((m for m in reversed(before) if can_go_on(m) and _follows(scene, m, word["word"].lower())), None)
    if last is None or not _JOINED.search(scene.between(last.span, mention.span)):
        return None
    return with_unit_of(last, mention)


def _for_as_well(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "0.5 mg for three days, 1 mg for four": behind "for" the time goes on, not the dose."""
    if not scene.before(mention.span, 8).endswith("for ") or not any(m.dimension == "time" for m in before):
        return None
    return _same_word(scene, before, mention)


def _follows(scene: Scene, figure: Mention, word: str) -> bool:
    """Whether a figure stands behind the same word, or is a length of time before "every"."""
    first = _WORD_BEFORE.search(scene.before(figure.span, 24))
    alike = first is not None and (first["word"].lower() == word or {first["word"].lower(), word} <= _INSIDE)
    return alike or (word == "every" and figure.dimension == "time")


def _contrasted(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "34 days, as against 12 on placebo", "81 per cent responded, against 55 of the others": of the figure before."""
    measured = [m for m in before if m.dimension != "frequency"]
    last = model_of(scene, measured) or last_figure(measured)
    counted = last_figure(before, *COUNTED)
    last = counted if counted and last and counted.span > last.span else last
    shared = last is not None and (can_go_on(last) or last.dimension in COUNTED)
    if last is None or not shared or not _CONTRASTING.search(scene.before(mention.span, 32)):
        return None
    behind = without_noun(scene, mention) or _AMONG.match(scene.text, mention.span.end, scene.span.end)
    return with_unit_of(last, mention) if behind and fits(last, mention) else None


def _of_others(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Forty percent relapse; of those who stay on it, eighteen": the share of others."""
    last = last_figure(before, "share")
    if last is None or not _OF_OTHERS.search(scene.between(last.span, mention.span)):
        return None
    ends = ENDS.match(scene.text, mention.span.end) and fits(last, mention)
    return with_unit_of(last, mention) if ends else None


def _beyond(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "aim for 0.6–0.8 mmol/L; above | 1.2 | it gets worse": a bound on what has just been measured."""
    bound = _BOUND_BEFORE.search(scene.before(mention.span, 24))
    last = last_figure(before)
    if bound is None or last is None or last.dimension not in LEVELS:
        return None
    if not without_noun(scene, mention) and not _SOMETHING_IS.match(scene.text, mention.span.end, scene.span.end):
        return None
    value, level = stated(mention).low or stated(mention).high, stated(last).high or stated(last).low
    if value is None or not level or not level / _ALIKE <= value <= level * _ALIKE:
        return None
    side: Relation = "<" if bound["word"].lower() in ("below", "under") else ">"
    quantity = bounded(mention.span, value, value, stated(last).unit, side)
    return replace(mention, kind="figure", quantity=quantity, dimension=last.dimension)


def _listed_on(scene: Scene, before: Sequence[Mention], mention: Mention, between: str) -> bool:
    """Whether the shares of a list go on without their sign: "Nausea hit 30%, headache 13, dizziness 9"."""
    last, value = before[-1], stated(mention).low
    small = value is not None and 0 < value < WHOLE and last.dimension == "share"
    ends = _LIST_ENDS.match(scene.text, mention.span.end)
    return small and ends is not None and _NEXT_ON_LIST.match(between) is not None


_RULES = (
    _again,
    _otherwise,
    _as_counted,
    dated_on,
    _for_as_well,
    parallel,
    crossed,
    next_dose,
    starting_dose,
    _same_word,
    _beyond,
    _contrasted,
    doses_in_all,
    _of_others,
    doses_over_a_period,
    gapped,
    moved_to,
    next_arm,
    elsewhere,
    _goes_on,
    next_of_row,
    of_another,
)
"""In this order they are asked for the unit of a bare number; the first that answers has the word."""
