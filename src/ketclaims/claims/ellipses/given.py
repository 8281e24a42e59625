"""How many doses are given, where their noun is left out: "2.5 mg/kg, once", "0.8 mg/kg weekly ×3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.ellipses.completion import ENDS, is_whole, last_figure, stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.model import Quantity
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.patterns import CODED_PERIODS

_IN_ANY = late(
    r"\s+(?:in|within)\s+(?:any|each|every|the\s+same)\s+(?:(?:one|single)\s+)?(?P<period>day|week|month)\b",
    re.IGNORECASE,
)
# "Four!"
_ALONE = late(r"\W*")
_EXCLAIMED = late(r"\s*[!?.]")
_TRIED = late(
    r"\b(?:have|has|had|['’]ve|tried|failed|through)\s+(?:(?:already|now|tried|failed|been|gone|through|at\s+least)\s+)*\Z",
    re.IGNORECASE,
)
_TRIED_ENDS = late(
    r"\s*(?:[.;!)]|\Z)|\s+(?:on\s+(?:my|his|her|the|our)\s+list|behind\s+(?:me|him|her|us)|already|so\s+far|by\s+then)\b",
    re.IGNORECASE,
)
_IN_ALL = late(r",?\s+(?:in\s+(?:all|total)|all\s+told|all\s+in|altogether)\b", re.IGNORECASE)
_BUDGET = late(
    rf"\b(?:budget\s+for|plan\s+(?:on|for)|count\s+on|allow(?:\s+for)?|expect)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "A dose on Mondays and Thursdays, | seven | all told"
_ON_WEEKDAYS = late(r"\b(?:on|every)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_OVER = late(rf"\s+(?:spread\s+)?(?:over|across|in|within)\s+(?:the\s+course\s+of\s+)?{HEDGED}")
# "Plan on | six over three weeks", "the protocol that we use is | six over two weeks"
_PLANNING = late(
    r"\b(?:plan\s+(?:on|for)|have|had|has|gets?|got|gives?|gave|given|do|did|done|needs?|book|expect|recommend|suggest|offer|sign(?:ed)?\s+up\s+for"
    r"|(?:protocol|course|series|schedule|regimen|standard|norm|rule|plan|programme?)s?\s+(?:(?:that\s+)?we\s+(?:use|follow|give)\s+)?(?:is|are|was|were))\s+"
    rf"{HEDGED}\Z",
    re.IGNORECASE,
)
_MOST_DOSES = 60
_SEVERAL = 2
_OF_A_COURSE = ("d", "wk", "mo")
_DOSED = ("mass", "dose_by_weight", "volume", "{dose}")
_ENDS = late(r"\s*(?:[.;,)|]|\Z)|[ \t]*\n")
# "2.5 mg/kg IM, | once"; "0.7 mg/kg over 50 minutes, | three times"
_BEHIND_A_DOSE = late(r"[^.;|]{0,32},\s+(?:(?:given|repeated|only|just|taken)\s+)*")
_GOT = late(
    r"\b(?:gets?|got|had|has|have|given|giv(?:es|ing)|gave|took|takes?|taken|received?s?|receiving|tried|administered|infused|dosed)\b[^.;,]*\Z",
    re.IGNORECASE,
)
# "weekly | ×3", "0.5 mg/kg x | 6", "over 40 min x | 6"
_SIGN = late(
    r"(?:\b(?:weekly|daily|nightly|monthly|week|wk|day|doses?|infusions?|sessions?|min|mins|minutes|h|hr|hours?)|g|kg)\s*,?\s?[×x]\s?\Z",
    re.IGNORECASE,
)
# "twice a week, and eight | were planned"
_PLANNED = late(
    r"\s+(?:were|are|is|was)\s+(?:not\s+)?(?:the\s+)?(?:un(?:usual|common)|common|rare|normal|most|maximum|minimum|limit|average|planned|usual|usually|typical|standard|given|needed|required|recommended|rule|norm|enough|offered|allowed|covered|paid|scheduled|booked|intended|customary)\b",
    re.IGNORECASE,
)
# "the end of a set of | six"
_SET_OF = late(
    rf"\b(?:an?|our|one|initial)\s+(?:\w+\s+)?(?:series|course|set|block)\s+of\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_IN_A_PERIOD = late(
    r"\s+(?:(?:in|per)\s+)?(?:an?|any|each|every|one)\s+(?:(?:plan|calendar|policy|benefit|single)\s+)?(?P<period>year|month)\b",
    re.IGNORECASE,
)
_THINGS = r"(?:infusion|session|injection|booster|top-?up|visit|treatment|drip|spray|shot|appointment)s?|doses"
_GIVEN_THINGS = late(rf"\b(?:{_THINGS})\b", re.IGNORECASE)
# "Twice a week at first, then | once"
_FROM_THEN_ON = late(
    rf"\b(?:then|later|afterwards|after\s+that|thereafter|from\s+(?:week|month|day)\s+\w+(?:\s+on)?,?)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "there will be | six", "go on to a total of | ten"
_THERE_ARE = late(
    rf"(?:[;:,.]|\band|\A)\s*(?:there|they)\s+(?:will\s+be|are|were)\s+(?:usually\s+|about\s+|normally\s+|only\s+)?\Z|\b(?:an?|the|your)\s+(?:usual\s+)?total\s+of\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_EACH = late(r"\s?[×x]\s?\d+[\s-]?(?:min|h|hr|hour|minute)s?\b", re.IGNORECASE)
_OF_THEM = late(r"\s+of\s+(?:them|these|those)\s*(?:[.,;)]|\Z)", re.IGNORECASE)
_CLAUSE_ENDS = late(r"\s*[.;,)]|\s*\Z|\s+(?:and|but|while|whereas)\b", re.IGNORECASE)
# "but some patients need only | four"; "a few do well with | four"
_SOME_NEED = late(
    rf"\b(?:some|others|many|most|(?:a\s+)?few|people|patients)\s+(?:(?:people|patients|of\s+them)\s+)?(?:(?:may|might|will|can|do)\s+)?"
    rf"(?:needs?|needed|requires?|have|had|get|take|go\s+(?:up\s+)?to|(?:do|manage)\s+(?:well\s+)?(?:with|on))\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "The number of infusions needed for response was | three"
_NUMBER_OF = late(
    rf"\b(?:number|total|average|median|mean)\s+of\s+(?:[a-z-]+\s+)?(?:{_THINGS})\b[^.;:,]{{0,60}}?(?:\b(?:was|is|were|are|averaged|ranged\s+from)|:)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "They told me | 6 |, I ended up having | 9"
_PROMISED = late(
    r"\b(?:told|promised|quoted|recommended|advised|offered|sold|prescribed|booked|planned|wanted|suggested|signed\s+(?:me|us|him|her)?\s*up\s+for|paid\s+for)"
    r"(?:\s+(?:me|us|him|her|them))?(?:\s+(?:to\s+(?:have|expect)|it\s+would\s+(?:take|be)|(?:that\s+)?I(?:['’]d|\s+would)\s+need))?\s+(?:only\s+|about\s+|just\s+|for\s+)?\Z",
    re.IGNORECASE,
)
_INSTEAD = (
    r"[;,.]?\s+(?:(?:but|and|though)\s+)?(?:in\s+the\s+end\s+)?(?:I|we|he|she|they)\s+(?:(?:actually|finally|only|really|in\s+fact)\s+)?"
    rf"(?:ended\s+up\s+(?:with|having|needing|doing|getting|on|at)|had|needed|did|got|took|have\s+had|wound\s+up\s+(?:with|having))\s+{HEDGED}"
)
_HAD_INSTEAD = late(rf"{_INSTEAD}(?:\d|[a-z]+(?:[.,;]|\Z))", re.IGNORECASE)
_HAD = late(rf"(?:\s+[a-z]+s)?{_INSTEAD}", re.IGNORECASE)
_DID = late(r"\b(?:did|done|had|have|took|tried|finished|after)\s+\Z", re.IGNORECASE)
_AFTER = late(r"\b(?:after|following)\s+(?:all\s+|the\s+|just\s+|only\s+)?\Z", re.IGNORECASE)
_CAME_ABOUT = late(
    r"\b(?:have|has|['’]ve)\s+(?:only\s+|ever\s+)?(?:seen|happened|had\s+to|called|occurred|needed|come|stopped|lost|sent)\b[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
_SO_FAR = late(
    r"\s+(?:in\s+(?:\d[\d,]*|over|more|about|all|our|the|[a-z]+\s+years)|since|so\s+far|among|to\s+date)\b|\s*[.;]",
    re.IGNORECASE,
)
# "33% after one, 50% after two | and 70% after six", "from 24% after one | to 68% after six"
_STOPS = late(r"\s*(?:[,.;:)]|\Z)|\s+(?:and|but|to)\s+(?:[a-z]+\s+){0,2}?[~≈]?\d")
_OF_THESE = late(r"\s+of\s+(?:these|them|those)\s*(?:[.,;!]|\Z)", re.IGNORECASE)


def planned_doses(reading: Reading) -> Mention | None:
    """ "twice a week, and eight were planned", "Boosters may not exceed 12 a year": doses that were named before."""
    scene, said, _, mention, _ = reading
    if not is_whole(mention) or not 1 < (stated(mention).low or stated(mention).high or 0) <= _MOST_DOSES:
        return None
    if _SET_OF.search(scene.before(mention.span, 32)) and ENDS.match(scene.text, mention.span.end):
        return replace(with_unit(mention, "{dose}", "{dose}"), noun="set")
    planned = _PLANNED.match(scene.text, mention.span.end, scene.span.end) or _are_to_be(scene, mention)
    period = _IN_A_PERIOD.match(scene.text, mention.span.end, scene.span.end)
    if not planned and not period:
        return None
    named = _GIVEN_THINGS.search(scene.before(mention.span)) or any(m.dimension == "{dose}" for m in said)
    if not named:
        return None
    if period and stated(mention).relation in ("<=", "<"):
        return with_unit(mention, f"{{dose}}/{CODED_PERIODS[period['period'].lower()]}", "rate")
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="times") if planned else None


def times_each(reading: Reading) -> Mention | None:
    """ "6 × 40 min", "3 x 90-minute": so many, each of that length."""
    scene, _, _, mention, _ = reading
    each = _EACH.match(scene.text, mention.span.end, scene.span.end) if is_whole(mention) else None
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="asked") if each else None


def number_of_doses(reading: Reading) -> Mention | None:
    """ "The median number of infusions needed for response was 3.5": a number behind the name of what it counts."""
    scene, _, _, mention, _ = reading
    if not ENDS.match(scene.text, mention.span.end) and scene.text[mention.span.end : mention.span.end + 2] != " (":
        return None
    named = _NUMBER_OF.search(scene.before(mention.span, 120))
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="asked") if named else None


def _are_to_be(scene: Scene, mention: Mention) -> bool:
    """Whether so many are going to be given: "A nurse books the infusions; there will be six", "a total of ten"."""
    head, end = scene.before(mention.span, 48), mention.span.end
    there = _THERE_ARE.search(head) and (ENDS.match(scene.text, end) or _OF_THEM.match(scene.text, end))
    needed = _SOME_NEED.search(head) and _CLAUSE_ENDS.match(scene.text, end)
    return bool(there or needed)


def promised_doses(reading: Reading) -> Mention | None:
    """ "They told me 6, I ended up having 9": doses, whose noun nobody who speaks of a treatment needs."""
    scene, _, before, mention, _ = reading
    if not is_whole(mention) or not scene.known:
        return None
    head, end = scene.before(mention.span, 48), mention.span.end
    first = _PROMISED.search(head) and _HAD_INSTEAD.match(scene.text, end, scene.span.end)
    last = before[-1] if before and before[-1].dimension == "{dose}" and ENDS.match(scene.text, end) else None
    second = last and _HAD.fullmatch(scene.between(last.span, mention.span))
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="asked") if first or second else None


def often_at_most(reading: Reading) -> Mention | None:
    """ "Up to ten infusions may be given, no more than three in any one week": how often they may be."""
    scene, _, before, mention, _ = reading
    if not is_whole(mention) or last_figure(before, "{dose}") is None:
        return None
    period = _IN_ANY.match(scene.text, mention.span.end, scene.span.end)
    return with_unit(mention, f"/{CODED_PERIODS[period['period'].lower()]}", "frequency") if period else None


def tried_as_well(reading: Reading) -> Mention | None:
    """ "My insurer wants two failed drugs. Two! I have six on my list": treatments that were tried."""
    scene, said, before, mention, _ = reading
    trials = last_figure(before, "{trial}") or last_figure(said, "{trial}")
    if trials is None or not is_whole(mention):
        return None
    again = _ALONE.fullmatch(scene.before(mention.span)) and _EXCLAIMED.match(scene.text, mention.span.end)
    tried = _TRIED.search(scene.before(mention.span, 40)) and _TRIED_ENDS.match(scene.text, mention.span.end)
    same = again and stated(mention).low == stated(trials).low
    return with_unit(mention, "{trial}", "{trial}") if same or tried else None


def less_often(reading: Reading) -> Mention | None:
    """ "Twice a week at first, then once": how often, in the same time, from then on."""
    scene, _, before, mention, lexicon = reading
    often = lexicon.numbers["multiples"].get(mention.span.of(scene.text).lower())
    if often is None or not _ENDS.match(scene.text, mention.span.end):
        return None
    last = last_figure(before)
    if last is None or last.dimension != "frequency" or stated(last).unit not in ("/wk", "/d", "/mo"):
        return None
    if not _FROM_THEN_ON.search(scene.between(last.span, mention.span)):
        return None
    quantity = Quantity(mention.span, often, often, stated(last).unit)
    return replace(mention, kind="figure", quantity=quantity, dimension="frequency", noun="times", reason=None)


def given_doses(reading: Reading) -> Mention | None:
    """ "0.8 mg/kg weekly ×3", "Did 12 of these": so many are given."""
    scene, _, _, mention, _ = reading
    told = is_whole(mention) and (_of_these(scene, mention) or _signed(scene, mention))
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="times") if told else None


def given_times(reading: Reading) -> Mention | None:
    """ "Once" and "three times" behind a dose, or behind what somebody got: "half got psilocybin twice"."""
    scene, _, before, mention, _ = reading
    often = _times(reading)
    if often is None or not _ENDS.match(scene.text, mention.span.end):
        return None
    dosed = last_figure(before, *_DOSED)
    behind = dosed and _BEHIND_A_DOSE.fullmatch(scene.between(dosed.span, mention.span))
    drug = any(hit.span.end <= mention.span.start for hit in scene.hits_of("interventions"))
    got = drug and often != 1 and _GOT.search(scene.before(mention.span))
    quantity = Quantity(mention.span, often, often, "{dose}")
    given = replace(mention, kind="figure", quantity=quantity, dimension="{dose}", noun="times", reason=None)
    return given if behind or got else None


def happened(reading: Reading) -> Mention | None:
    """ "We have seen it three times in 6,000 drips", "called an ambulance twice": how often something came about."""
    scene, _, _, mention, _ = reading
    times = _times(reading)
    if times is None or times <= 1 or not _SO_FAR.match(scene.text, mention.span.end, scene.span.end):
        return None
    if not _CAME_ABOUT.search(scene.before(mention.span)):
        return None
    quantity = Quantity(mention.span, times, times, "{event}")
    return replace(mention, kind="figure", quantity=quantity, dimension="{event}", noun="times", reason=None)


def _times(reading: Reading) -> Decimal | None:
    """How many times a mention says that something was: "twice", "three times"."""
    mention = reading.mention
    counted = stated(mention).low if mention.noun == "times" else None
    return reading.lexicon.numbers["multiples"].get(mention.span.of(reading.scene.text).lower(), counted)


def _signed(scene: Scene, mention: Mention) -> bool:
    """Whether a sign before a number says how often: "0.8 mg/kg weekly ×3"."""
    return _SIGN.search(scene.before(mention.span, 24)) is not None


def _of_these(scene: Scene, mention: Mention) -> bool:
    """Whether somebody did so many of what the text is about: "Did 12 of these"."""
    behind = _OF_THESE.match(scene.text, mention.span.end, scene.span.end)
    return behind is not None and _DID.search(scene.before(mention.span, 24)) is not None


def finished_doses(reading: Reading) -> Mention | None:
    """ "After six, 60% respond", "nothing, even after six": how many were given before an outcome was seen."""
    scene, said, _, mention, _ = reading
    # A number before "60%" is read with it at first, and has no noun then: "after six, 60%".
    if mention.noun or not is_whole(mention) or not _STOPS.match(scene.text, mention.span.end, scene.span.end):
        return None
    if not scene.known and not any(m.dimension == "{dose}" for m in (*scene.mentions, *said)):
        return None
    outcome = any(m.dimension in OUTCOME_DIMENSIONS and m.kind == "figure" for m in scene.mentions)
    if not outcome or not _AFTER.search(scene.before(mention.span, 24)):
        return None
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="times")


def finished_one(reading: Reading) -> Mention | None:
    """ "33% after one, 70% after six infusions": the word that no number is read of, where others are counted."""
    scene, said, _, mention, _ = reading
    if mention.span.of(scene.text).lower() != "one" or not any(
        m.dimension == "{dose}" for m in (*scene.mentions, *said)
    ):
        return None
    one = replace(mention, kind="figure", quantity=Quantity(mention.span, Decimal(1), Decimal(1), "1"), reason=None)
    return finished_doses(reading._replace(mention=one))


def doses_in_all(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Two a week. Twelve in all", "two visits weekly, so budget for 8": how many doses that comes to."""
    value = stated(mention).low
    figures = (m for m in before if m.kind == "figure")
    dosed = any(m.dimension in ("{dose}", "frequency") or m.unit in _OF_A_COURSE for m in figures)
    dosed = dosed or _ON_WEEKDAYS.search(scene.before(mention.span, 72)) is not None
    if not dosed or value is None or value != int(value) or value < _SEVERAL:
        return None
    told = _IN_ALL.match(scene.text, mention.span.end, scene.span.end)
    planned = _BUDGET.search(scene.before(mention.span, 32)) and ENDS.match(scene.text, mention.span.end)
    return replace(with_unit(mention, "{dose}", "{dose}"), noun="asked") if told or planned else None


def doses_over_a_period(scene: Scene, _before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "Visits: 6 over 3 weeks", a cell "six over 2–3 wk": how many doses a course has."""
    value = stated(mention).low
    if value is None or value != int(value) or not _SEVERAL <= value <= _MOST_DOSES:
        return None
    head = scene.before(mention.span, 48)
    labelled = scene.block.cells or head.rstrip().endswith((":", ".", "|")) or _PLANNING.search(head)
    over = _OVER.match(scene.text, mention.span.end, scene.span.end)
    timed = over and any(m.span.start == over.end() and m.dimension == "time" for m in scene.mentions)
    return with_unit(mention, "{dose}", "{dose}") if labelled and timed else None
