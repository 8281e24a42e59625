"""Whose a share is: an accident's, a price's, that of what else is counted than patients."""

from __future__ import annotations

import re

from ketclaims.claims.measures.forms import changed
from ketclaims.claims.measures.owners.figure import NEAR, REACH, Figure, hits_inside, place_of
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.hedges import HEDGED

_SCORED = late(r"\b(?:scores?|severity|intensity|ratings?|symptoms?|pain|mood|anxiety|depression)\b", re.IGNORECASE)
# what leaves open what fell or improved: "it fell by 40%", "patients improved by a third"
_OPEN = late(
    r"\b(?:it|they|them|this|that|these|those|he|she|i|we|you|who|mine|his|her|their|both|all|people|patients?|adults?|children|veterans?|women|men|participants?"
    r"|volunteers?|clients?|members?|users?|group|arm|cohort|figures?|average|mean|median|result\w*|change\w*|drop|fall|reduction|decrease|decline)\b",
    re.IGNORECASE,
)
# "10% | comes off", "20% | off."
_OFF = late(
    r"\s+(?:comes\s+|is\s+taken\s+|taken\s+)?off(?=\s*(?:[.,;:)(!]|\Z)|\s+(?:if|for|when|both|each|every|all|with)\b)",
    re.IGNORECASE,
)
# "15% | of the beds", "one in five | blood samples"
_OF_SOME = late(
    r"[*_]{0,2}(?:\s+of)?(?:\s+(?!(?:in|on|by|to|with|who|that|and|had|have|has|were|was|are|is|at)\b)[\w’'-]+){1,3}",
    re.IGNORECASE,
)
# "half of the clinics | (53%)"
_BRACKET = late(r"\s*\(\s*\Z")
# "Sober days over six months: | 86%", "Clean urine, as a share of samples, was | 55%", "90% of days, against | 71%"
_DAYS = ("days", "nights", "mornings", "urine", "sample")
_COUNTED = r"(?:days|nights|mornings|urines?|(?:urine\s+)?samples|urine\s+(?:tests|screens))\b"
_BY_THE_DAY = late(
    rf"\A\W*(?:(?:percentage|share|proportion)\s+of\s+)?(?:[\w-]+\s+){{0,2}}{_COUNTED}[^.:;?!]{{0,40}}:"
    rf"|\bas\s+an?\s+(?:share|proportion|percentage|fraction)\s+of\s+(?:all\s+|the\s+)?(?:[\w-]+\s+)?{_COUNTED}"
    rf"|(?:%|\bper\s?cent|\bhalf|\bthird|\bquarter)\s+of\s+(?:the\s+|all\s+|their\s+|his\s+|her\s+)?{_COUNTED}[^.;:]*?(?:,|\b(?:and|against|versus|vs?\.?|with|than|to)\b)",
    re.IGNORECASE,
)
_OF_DAYS = late(rf"[*_]{{0,2}}\s+of\s+(?:the\s+|all\s+|their\s+|his\s+|her\s+|your\s+)?{_COUNTED}", re.IGNORECASE)
# "27% | rarer", "a third | more likely", "half | as often"
_THAN = (
    r"\s+(?:(?:more|less|as)\s+(?:likely|liable|prone|often|commonly?|frequent(?:ly)?|rarely)\b"
    r"|(?:likelier|rarer|commoner|oftener)\b|as\s+(?:many|much)\s+again)"
)
_COMPARED = late(_THAN, re.IGNORECASE)
_OF_COMPARING = ("likel", "liabl", "prone", "often", "common", "frequent", "rare", "again")
"""One of these is in all that compares."""

# "strokes become 27% rarer, | heart failure 28%"
_AND_OTHERS = late(
    rf"(?:%|\bper\s?cent|\bhalf|\bthird|\bquarter){_THAN}[^.;:]{{0,60}}?,\s(?:[^.;:,]{{3,40}}?\s\d+\s?(?:%|per\s?cent),\s)*(?:and\s)?(?:[a-z’'-]+\s){{1,6}}\Z",
    re.IGNORECASE,
)
# "Fractures were | 40% fewer"
_WERE = late(rf"\b(?:was|were|is|are)\s+{HEDGED}\Z", re.IGNORECASE)
_WORDS_OF_A_CLAUSE = 4
# what people were like before anything was done: "Who took part", "Baseline characteristics"
_DESCRIBED = late(
    r"\b(?:at\s+baseline|characteristics|demographics?|(?:study|trial)\s+population|who\s+took\s+part|about\s+the\s+(?:people|patients|participants|sample|volunteers))\b"
    r"|\A\W*(?:baseline|(?:the\s+|our\s+)?participants|the\s+(?:patients|sample|volunteers))\W*\Z",
    re.IGNORECASE,
)
_ABOVE = ("heading", "caption", "lead", "prelude", "corner")


def taken_off(figure: Figure) -> Span | None:
    """ "Pay up front and 10% comes off": what a price is lower by."""
    scene, mention = figure.scene, figure.mention
    return place_of(_OFF.match(scene.text, mention.span.end, scene.span.end))


def described(figure: Figure) -> Span | None:
    """ "Baseline characteristics: smokers 27%": what people were like before anything was done."""
    scene = figure.scene
    above = (f.span for f in scene.frames if f.kind in _ABOVE and f.span.of(scene.text).strip())
    nearest = next(above, None)
    return nearest if nearest and _DESCRIBED.search(nearest.of(scene.text)) else None


def of_things(figure: Figure) -> Span | None:
    """ "15% of the beds are empty", "half of the clinics (53%)": a share of what is no patient."""
    scene, mention = figure.scene, figure.mention
    bracket = _BRACKET.search(scene.text, scene.span.start, mention.span.start)
    if bracket:
        return next((h.span for h in scene.hits_of("shared") if h.span.end == bracket.start()), None)
    found = _OF_SOME.match(scene.text, mention.span.end, scene.span.end)
    return next((h.span for h in hits_inside(scene, Span(*found.span()), "shared")), None) if found else None


def by_the_day(figure: Figure) -> Span | None:
    """ "90% of days", "Sober days: 86%", "as a share of samples": a share of days or samples, not of people."""
    scene, mention = figure.scene, figure.mention
    if not any(word in scene.said for word in _DAYS):
        return None
    behind = _OF_DAYS.match(scene.text, mention.span.end, scene.span.end)
    if behind:
        return Span(*behind.span())
    head = scene.before(mention.span, REACH)
    found = _BY_THE_DAY.search(head)
    if found is None or changed(scene, mention):
        return None
    at = mention.span.start - len(head)
    return Span(at + found.start(), at + found.end())


def compared(figure: Figure) -> Span | None:
    """ "27% rarer", "a third more likely to": by how much one group is ahead of another; what is felt may be rarer."""
    scene, mention = figure.scene, figure.mention
    behind = _COMPARED.match(scene.text, mention.span.end, scene.span.end)
    if behind is None and any(word in scene.said for word in _OF_COMPARING):
        behind = _AND_OTHERS.search(scene.text, scene.span.start, mention.span.start)
    return place_of(behind) if behind and not hits_inside(scene, figure.clause, "felt") else None


def incident(figure: Figure) -> Span | None:
    """ "Accidents were cut by 70%", "a 30% fall in admissions": the change of what is no symptom."""
    scene, mention = figure.scene, figure.mention
    change = changed(scene, mention)
    if change is None:
        return None
    clause = figure.clause
    behind = change.start() >= mention.span.end
    start = mention.span.end if behind and not _WERE.search(scene.text, *clause) else clause.start
    end = mention.span.start if change.start() < mention.span.start else min(scene.span.end, mention.span.end + NEAR)
    hits = hits_inside(scene, Span(start, end), "counted")
    if not hits:
        return _unfelt(scene, Span(start, end), change)
    scored = _SCORED.search(scene.text, min(hits[0].span.start, change.start()), mention.span.end)
    return None if scored else hits[0].span


def _unfelt(scene: Scene, clause: Span, change: re.Match[str]) -> Span | None:
    """ "The bill fell by 18%": the change of something that nobody feels; a clause with few words leaves that open."""
    said = scene.text[clause.start : change.start()] + change.group()
    if scene.block.cells or len(said.split()) < _WORDS_OF_A_CLAUSE or _OPEN.search(scene.text, *clause):
        return None
    if hits_inside(scene, clause, "felt", "conditions", "attribution"):
        return None
    return Span(clause.start, change.start()) if clause.start < change.start() else Span(*change.span())
