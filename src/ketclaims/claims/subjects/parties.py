"""Who is treated, with what it is compared, and who says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from typing import cast

from ketclaims.claims.scenes.ruler import CONTRAST
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene
from ketclaims.claims.subjects.terms import Named
from ketclaims.claims.subjects.treatments import is_allotted, is_difference
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Attribution, Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_ARTICLES = late(r"^(?:the|a|an|all|both|these|those(?! who)|such|our|most|many|some)\s+", re.IGNORECASE)
# "40% | of the | ...", "half of | my | ...", "one in six | ...": what stands before those that a share is of
_LEAD = late(r"\s+(?P<of>(?:of|in|among)\s+)?(?:(?:the|all|these|most)\s+)?", re.IGNORECASE)
_LED = late(r"\b(?:of|in)\Z", re.IGNORECASE)
# "those who had ECT" are an arm
_ARM = late(r"those who (?:had|got|received|were (?:given|on))\b", re.IGNORECASE)
# "people | who had responded | were still well": what helps the verb of a clause, and with what the sentence goes on
_HELPING = (
    r"(?:(?:had|have|has|were|are|was|is|would|will)(?:n['’]t)?|(?:do|does|did|can|could)(?:n['’]t|\s+not)|not|ever"
    r"|never)"
)
_GOES_ON = (
    r"(?:can|will|may|could|would|should|might|were|are|was|is|had|have|has|do|did|ever|never|still|relapsed?|responds?"
    r"|responded|becomes?|became|gets?|got|slip(?:ped)?|reports?|reported|said|say|stop(?:ped)?|quit|improved?|remain(?:ed)?"
    r"|f[ae]lt|feel|need(?:ed)?|want(?:ed)?|lost|gave)"
)
# What stands before "adults" and is no word about them
_NO_PART = r"(?:of|with|who|in|to|and|or|the|had|for|but|as|than|on|at|by|were|was|are|is|been)"
_CONTRAST = late(rf"\b(?:{CONTRAST}|contrasts? (?:to|with|sharply with))\b", re.IGNORECASE)
_UNLIKE = late(r"\bunlike\b[^.;]*\Z", re.IGNORECASE)


def attribution_of(scene: Scene, mention: Mention, measure: Measure, lexicon: Lexicon) -> Attribution | None:
    """What the sentence leans on, the strongest first; a regulator is named for approvals only.

    A number of trials is that of trials and leans on none; a lead-in is part of the sentence of its items.
    """
    leads = (frame for frame in scene.frames if frame.kind == "lead" and scene.text[frame.span.end - 1] == ":")
    lead = (hit for frame in leads for hit in frame.hits_of("attribution"))
    found = {hit.term for hit in (*scene.hits_of("attribution"), *lead) if not mention.span.holds(hit.span)}
    if not found:
        return None
    if measure.role == "approval":
        return "regulator" if "regulator" in found else None
    order = (term for term in lexicon.context["attribution"] if term not in ("regulator", "except"))
    return next((cast(Attribution, term) for term in order if term in found), None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in a passage: the treatment of the document, and the measure and the treatments of each claim."""

    topic: str | None
    treatments: Mapping[Mention, tuple[str, Named]]


def comparator_of(scene: Scene, mention: Mention, measure: Measure, cast: Cast, lexicon: Lexicon) -> str | None:
    """The treatment of another figure of the same measure, or on the far side of a word of contrast, or the control."""
    intervention = cast.treatments[mention][1].terms
    if mention.dimension in ("{person}", "{study}"):
        both = intervention and is_allotted(scene)
        return _other_side(scene, intervention) if both else None
    if intervention and is_difference(scene, mention):
        return _other_side(scene, intervention)
    rival = _rival(scene, mention, measure, cast, lexicon)
    return rival or _contrasted_with(scene, mention, measure, intervention, cast)


def _other_side(scene: Scene, intervention: tuple[str, ...]) -> str | None:
    """The first treatment of the sentence that is another one."""
    return next((hit.term for hit in scene.hits_of("interventions") if hit.term not in intervention), None)


def _rival(scene: Scene, mention: Mention, measure: Measure, cast: Cast, lexicon: Lexicon) -> str | None:
    """The first other treatment that has a figure of the same measure in the sentence or a column of the row.

    A statistic is that of the figure beside it, and without any of a comparison with what is given for that.
    """
    own = cast.treatments[mention][1]
    if measure.priced or not measure.qualified or own.origin == "before":
        return None
    if own.origin == "column" and "timepoint" in measure.qualified and measure.name != UNNAMED:
        # Of three or more columns none is what another is compared with.
        terms = {hit.term for column in scene.columns for hit in column.hits if hit.kind == "interventions"}
        others = terms.difference(own.terms)
        return min(others) if len(others) == 1 else None
    outcomes = [m for m in cast.treatments if m.dimension in OUTCOME_DIMENSIONS]
    if mention.dimension not in STATISTICS:
        return _other_arm(scene, mention, own, cast)
    inert = (hit.term for hit in scene.hits_of("interventions") if lexicon.interventions[hit.term].inert)
    return _other_arm(scene, min(outcomes, key=lambda m: m.span), own, cast) if outcomes else next(inert, None)


def _other_arm(scene: Scene, figure: Mention, own: Named, cast: Cast) -> str | None:
    """The treatment of the first figure of the same measure that has another; one of the two is named in the sentence.

    Two treatments that have no term of their own share one, and a word of contrast tells them apart.
    """
    name = cast.treatments[figure][0]
    arms = [(m, arm) for m, (other, arm) in cast.treatments.items() if other == name and m is not figure]
    for rival, arm in sorted(arms, key=lambda pair: pair[0].span):
        told = "sentence" in (arm.origin, own.origin) and len(arm.terms) == 1
        unlike = arm.terms != own.terms or (arm.terms == (UNNAMED,) and scene.contrasted(rival.span, figure.span))
        if told and unlike:
            return arm.terms[0]
    return None


def _contrasted_with(
    scene: Scene, mention: Mention, measure: Measure, intervention: tuple[str, ...], cast: Cast
) -> str | None:
    """Another treatment on the far side of a word of contrast, the control of the study, the topic, or the same one by
    another route."""
    others = [hit for hit in scene.hits_of("interventions") if hit.term not in intervention]
    contrasted = [hit for hit in others if _contrasted(scene, hit.span, mention.span)]
    if contrasted:
        return min(contrasted, key=lambda hit: scene.cost(hit.span, mention.span)).term
    controls = [hit.term for hit in scene.hits_of("comparators") if hit.term not in intervention]
    if controls and "timepoint" in measure.qualified:
        return controls[0]
    unsaid = _unsaid_rival(scene, measure, intervention, others, cast) if intervention else None
    return unsaid if unsaid is not None and _CONTRAST.search(scene.span.of(scene.text)) else None


def _unsaid_rival(
    scene: Scene, measure: Measure, intervention: tuple[str, ...], others: Collection[Hit], cast: Cast
) -> str | None:
    """What a contrast is with that names no other treatment: the same one by another route, or the topic."""
    alike = [m for m, (name, _) in cast.treatments.items() if name == measure.name]
    if not others and len(alike) > 1 and len({hit.term for hit in scene.hits_of("routes")}) > 1:
        return intervention[0]
    return cast.topic if cast.topic not in intervention else None


def _contrasted(scene: Scene, a: Span, b: Span) -> bool:
    head = scene.text[scene.span.start : min(a.start, b.start)]
    return _CONTRAST.search(scene.between(a, b)) is not None or _UNLIKE.search(head) is not None


@lru_cache(maxsize=8)
def _populations(lexicon: Lexicon) -> Pattern[str]:
    persons = lexicon.context["persons"]
    nouns, peoples, groups = ("|".join(persons[key]) for key in ("nouns", "peoples", "groups"))
    return re.compile(
        # of patients who have ... | among U.S. veterans | of midazolam responders, but not: of adults with ...
        rf"(?P<clause>(?:{nouns})\s+(?:who|whose)\s+(?:{_HELPING}\s+)*\w+(?:(?!(?<!\bto)\s{_GOES_ON}\b)[^,;.()])*)"
        rf"|(?P<people>(?:[A-Z]\S*\s+)?(?:{peoples})\b)"
        rf"|(?P<group>(?:(?!{_NO_PART}\b)[\w.'’-]+\s+){{0,2}}(?:{groups})\b(?:\s+(?:over|under)\s+\d+|\s+in\s+this\s+country)?)"
        r"(?!\s+(?:with|who|given|on|taking|treated|to)\b)",
        re.IGNORECASE,
    )


def population_of(scene: Scene, mention: Mention, lexicon: Lexicon) -> str | None:
    """A named group, in lower case: a people, a part of one ("ketamine responders"), or patients told apart by a clause
    ("patients who ..."), unless it only says what they were given."""
    lead = _LEAD.match(scene.text, mention.span.end, scene.span.end)
    if lead is None or not (lead["of"] or mention.noun == "in" or _LED.search(scene.text, *mention.span)):
        return None
    found = _populations(lexicon).match(scene.text, lead.end(), scene.span.end)
    if found is None or (found["clause"] and _ARM.match(found["clause"])):
        return None
    return _ARTICLES.sub("", found.group().strip().lower())
