"""Who is treated, with what it is compared, and who says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from typing import cast

from ketclaims.claims.ruler import CONTRAST
from ketclaims.claims.scene import OUTCOME_DIMENSIONS, STATISTICS, Scene
from ketclaims.claims.terms import Named
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Attribution, Span
from ketclaims.quantities import Mention

_ARTICLES = re.compile(r"^(?:the|a|an|all|both|these|those|such|our|most|many|some)\s+", re.IGNORECASE)
_CONTRAST = re.compile(rf"\b(?:{CONTRAST}|contrasts? (?:to|with|sharply with))\b", re.IGNORECASE)
_UNLIKE = re.compile(r"\bunlike\b[^.;]*\Z", re.IGNORECASE)


def attribution_of(scene: Scene, mention: Mention, measure: Measure, lexicon: Lexicon) -> Attribution | None:
    """What the sentence leans on, the strongest first; a regulator is named for approvals only.

    A number of trials is that of trials and leans on none.
    """
    found = {hit.term for hit in scene.hits_of("attribution") if not mention.span.holds(hit.span)}
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
    rival = _rival(scene, mention, measure, cast, lexicon)
    return rival or _contrasted_with(scene, mention, measure, intervention, cast.topic)


def _rival(scene: Scene, mention: Mention, measure: Measure, cast: Cast, lexicon: Lexicon) -> str | None:
    """The first other treatment that has a figure of the same measure in the sentence or a column of the row.

    A statistic is that of the figure beside it, and without any of a comparison with what is given for that.
    """
    own = cast.treatments[mention][1]
    if measure.priced or not measure.qualified or own.origin == "before":
        return None
    if own.origin == "column" and "timepoint" in measure.qualified and measure.name != UNNAMED:
        terms = [hit.term for column in scene.columns for hit in column.hits if hit.kind == "interventions"]
        return next((term for term in terms if term not in own.terms), None)
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
    scene: Scene, mention: Mention, measure: Measure, intervention: tuple[str, ...], topic: str | None
) -> str | None:
    """Another treatment on the far side of a word of contrast, the control of the study, or the topic."""
    others = [hit for hit in scene.hits_of("interventions") if hit.term not in intervention]
    contrasted = [hit for hit in others if _contrasted(scene, hit.span, mention.span)]
    if contrasted:
        return min(contrasted, key=lambda hit: scene.cost(hit.span, mention.span)).term
    controls = [hit.term for hit in scene.hits_of("comparators") if hit.term not in intervention]
    if controls and "timepoint" in measure.qualified:
        return controls[0]
    named = topic is not None and intervention and topic not in intervention
    return topic if named and _CONTRAST.search(scene.span.of(scene.text)) else None


def _contrasted(scene: Scene, a: Span, b: Span) -> bool:
    head = scene.text[scene.span.start : min(a.start, b.start)]
    return _CONTRAST.search(scene.between(a, b)) is not None or _UNLIKE.search(head) is not None


@lru_cache(maxsize=8)
def _populations(lexicon: Lexicon) -> Pattern[str]:
    persons = lexicon.context["persons"]
    nouns, peoples = "|".join(persons["nouns"]), "|".join(persons["peoples"])
    return re.compile(
        # of patients who have ... | among U.S. veterans
        rf"\s+(?:of|in|among)\s+(?P<clause>(?:{nouns})\s+(?:who|whose)\b(?:(?!\s(?:can|will|may|could|would)\b)[^,;.()])*)"
        rf"|\s+(?:of|among)\s+(?P<people>(?:[A-Z]\S*\s+)?(?:{peoples})\b)",
        re.IGNORECASE,
    )


def population_of(scene: Scene, mention: Mention, lexicon: Lexicon) -> str | None:
    """A named group, in lower case: a people, or patients told apart by a clause ("patients who ...")."""
    found = _populations(lexicon).match(scene.text, mention.span.end, scene.span.end)
    if found is None:
        return None
    return _ARTICLES.sub("", (found["clause"] or found["people"]).strip().lower())
