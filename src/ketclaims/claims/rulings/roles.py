"""Roles: claims whose measure is told by their part in the passage: a response, a course, the dose that helped."""

from __future__ import annotations

import re
from functools import lru_cache

from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.measures.forms import CHANGED
from ketclaims.claims.rulings.contexts import CHANGE
from ketclaims.claims.rulings.contexts.definitions import in_a_definition
from ketclaims.claims.rulings.ranks import brought_relief, tells_when_it_helped
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.subjects.administrations import numbered
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_CLAUSE = 60
_OF_A_COURSE = ("d", "wk", "mo")
# "twice a week | for up to | four weeks"
_FOR = late(
    r"[ ,]*(?:for|over|x|×|during|across|throughout|in)\s+"
    rf"(?:(?:{HEDGE}|the|a|an|first|no\smore\sthan|no\slonger\sthan|not\smore\sthan|a\stotal\sof|another)\s+)*",
    re.IGNORECASE,
)
_OVER = late(
    rf"\s+(?:(?:given|spread|taken)\s+(?:out\s+)?)?(?:over|across|in|within)\s+(?:(?:{HEDGE}|the\scourse\sof|a\speriod\sof)\s+)*",
    re.IGNORECASE,
)
# "ECT takes | six to twelve treatments", "We give | six drips"
_TAKES = late(
    r"(?:\A|[.;:,]\s)\W*(?:(?!(?:if|when|unless|while|because|who|that|not|never)\b)[\w’'-]+\s+){1,4}?"
    r"(?:takes?|means|involves|requires?|consists?\s+of|runs?\s+to|(?:is|are)\s+given\s+(?:as|in)|comes?\s+(?:as|in)|(?<=we\s)(?:give|offer|use|do))\s+"
    rf"(?:(?:{HEDGE}|usually|typically|between|from)\s+)*\Z",
    re.IGNORECASE,
)
_TAKEN = late(r"\s*(?:[.,;)]|\Z)|\s+(?:over|spread|across|in\s+all|in\s+total|altogether|within)\b", re.IGNORECASE)
_TOLD = late(r"\W*(?:take|use|give|apply|swallow|inject|start\s+with|try)\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def _told(lexicon: Lexicon, role: str) -> Choice | None:
    """The measure of a role, where the pack has one, as what the passage tells; no phrase has to speak for it."""
    measures = lexicon.in_role(role)
    return Choice(measures[0].name, 0.0, ()) if measures else None


def helpful_doses(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The dose with which relief came is a claim: "By my third visit I slept"."""
    needed = _told(lexicon, "doses_needed")
    if needed is None:
        return rulings
    return [r._replace(disposition="claim", choice=needed) if _is_helpful(scene, r) else r for r in rulings]


def _is_helpful(scene: Scene, ruling: Ruling) -> bool:
    """Whether a number or a rank of doses that no measure fits is that with which relief came."""
    if ruling.disposition == "context":
        return tells_when_it_helped(scene, ruling.mention) or brought_relief(scene, ruling.mention)
    unnamed = ruling.choice is not None and ruling.choice.measure == UNNAMED
    return ruling.disposition == "claim" and unnamed and brought_relief(scene, ruling.mention)


def told_courses(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """How long something is given is a claim: "twice a week for four weeks", "ketamine for six weeks"."""
    course = _told(lexicon, "series_duration")
    if course is None:
        return rulings
    before = [None, *rulings]
    return [
        r._replace(disposition="claim", choice=course) if _is_course(scene, before[i], r) else r
        for i, r in enumerate(rulings)
    ]


def _is_course(scene: Scene, before: Ruling | None, ruling: Ruling) -> bool:
    """Whether a length of days or more stands behind a frequency or a treatment, and no word gives it a measure."""
    quantity, mention = ruling.mention.quantity, ruling.mention
    silent = ruling.disposition == "context" or (ruling.choice is not None and ruling.choice.measure == UNNAMED)
    if not silent or quantity is None or mention.kind != "figure" or quantity.unit not in _OF_A_COURSE:
        return False
    if in_a_definition(scene, mention):
        return False
    if (before is not None and _is_given_over(scene, before, mention)) or _is_beside_doses(scene, mention):
        return True
    earlier = any(m.dimension in OUTCOME_DIMENSIONS and m.span.end < mention.span.start for m in scene.mentions)
    often = before is not None and before.mention.dimension == "frequency" and before.disposition != "excluded"
    if before is not None and often and not (earlier and scene.inside_brackets(mention.span)):
        between = scene.between(before.mention.span, mention.span)
        return between in (", ", "; ") or _FOR.fullmatch(between) is not None
    return not earlier and (_is_told(scene, mention) or _is_of_a_treatment(scene, mention))


def _is_given_over(scene: Scene, before: Ruling, mention: Mention) -> bool:
    """Whether a length stands right behind a claim of so many doses: "We give six | in three weeks"."""
    doses = before.mention.quantity
    given = before.disposition == "claim" and before.mention.dimension == "{dose}" and doses and doses.relation == "="
    return bool(given) and _OVER.fullmatch(scene.between(before.mention.span, mention.span)) is not None


def _is_beside_doses(scene: Scene, mention: Mention) -> bool:
    """Whether a length fills a cell beside one of doses, and no header says what it is: "six infusions | two weeks"."""
    if not scene.block.cells or scene.span != mention.span:
        return False
    column = scene.frame_of("column")
    if column is not None and not column.mentions:
        return False
    return any(any(numbered(frame)) for frame in scene.frames if frame.kind in ("row", "label"))


def _is_told(scene: Scene, mention: Mention) -> bool:
    """Whether a reader is told for how long to take a dose: "Take one 10 mg tablet at night for | two weeks"."""
    dosed = any(m.dimension in ("mass", "dose_by_weight") for m in scene.mentions)
    told = _TOLD.match(scene.text, scene.span.start, mention.span.start) if dosed else None
    return told is not None and scene.before(mention.span).endswith(" for ")


def _is_of_a_treatment(scene: Scene, mention: Mention) -> bool:
    """Whether a length stands right behind a treatment: "ketamine for | six weeks"."""
    hits = (hit for hit in scene.hits_of("interventions") if hit.span.end < mention.span.start)
    return any(_FOR.fullmatch(scene.between(hit.span, mention.span)) for hit in hits)


def told_series(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """How many doses a treatment takes is a claim: "ECT takes six to twelve treatments", "We give six drips"."""
    series = _told(lexicon, "series_doses")
    if series is None:
        return rulings
    return [r._replace(disposition="claim", choice=series) if _is_series(scene, r) else r for r in rulings]


def _is_series(scene: Scene, ruling: Ruling) -> bool:
    """Whether a number of doses that no word gives a measure stands behind what a treatment takes, and ends there."""
    mention, quantity = ruling.mention, ruling.mention.quantity
    silent = ruling.disposition == "context" and (ruling.choice is None or ruling.choice.unmeasured)
    if not silent or quantity is None or mention.kind != "figure" or mention.dimension != "{dose}":
        return False
    if (quantity.high or 0) <= 1 or any(m.dimension in OUTCOME_DIMENSIONS or m.priced for m in scene.mentions):
        return False
    asks = scene.text[scene.span.end - 1] == "?"
    takes = _TAKES.search(scene.before(mention.span)) and _TAKEN.match(scene.text, mention.span.end, scene.span.end)
    return bool(takes) and not asks


def reached_responses(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The share of patients who reach a stated change is a response: "55% had a reduction of at least 50%"."""
    marks = [r.mention for r in rulings if r.disposition == "context" and r.mention.dimension == "share"]
    response = _told(lexicon, "response") if any(_is_change(scene, mark) for mark in marks) else None
    if response is None:
        return rulings
    return [r._replace(choice=response) if _could_respond(scene, r, lexicon) else r for r in rulings]


def _is_change(scene: Scene, mark: Mention) -> bool:
    """Whether a threshold is one of change: "a 50% reduction", "had their pain cut by 30%"."""
    before = CHANGED.search(scene.text, max(scene.span.start, mark.span.start - _CLAUSE), mark.span.start)
    return bool(before or CHANGE.match(scene.text, mark.span.end))


def _could_respond(scene: Scene, ruling: Ruling, lexicon: Lexicon) -> bool:
    """Whether a share is that of the patients: the size of a change beside its threshold is none."""
    if ruling.choice is None or ruling.disposition != "claim" or ruling.mention.dimension != "share":
        return False
    if _fell_by(scene, ruling.mention):
        return False
    measure = lexicon.measures[ruling.choice.measure]
    return measure.name == UNNAMED or measure.role == "change" or _is_hinted(ruling.choice)


def _is_hinted(choice: Choice) -> bool:
    """Whether no word names the measure: "occurred in 55%" can be said of a side effect, and of a response as well."""
    own = {vote.kind for vote in choice.votes if vote.measure == choice.measure and vote.weight > 0}
    return "hint" in own and own.isdisjoint(("name", "cue"))


def _fell_by(scene: Scene, mention: Mention) -> bool:
    """Whether a share is what scores fell by: "came down an average of 52%"."""
    start = max(scene.span.start, mention.span.start - _CLAUSE)
    return CHANGED.search(scene.text, start, mention.span.start) is not None
