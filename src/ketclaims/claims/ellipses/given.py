"""How many doses are given, where their noun is left out: "2.5 mg/kg, once", "0.8 mg/kg weekly ×3"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import ENDS, stated, with_unit
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

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
