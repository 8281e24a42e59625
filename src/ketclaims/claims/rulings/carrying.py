"""Carrying on: figures that no word speaks for have the measure of those before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.rulings.sides import has_own_word
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.scenes.stage import LONGEST
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Disposition

_CARRYING = OUTCOME_DIMENSIONS | {"{year}"}
_LENDING = OUTCOME_DIMENSIONS | {"time", "pressure", "event_frequency"}
_AGAINST = -1.0
_NEAR = 300
# "the corresponding figures were", "for placebo the rate was", "in the other group it was"
_AGAIN = late(
    r"\b(?:the|corresponding|equivalent|respective|same)\s+(?:figures?|numbers?|percentages?|proportions?)\s+"
    r"(?:(?:for|in|on|with|among|at|after)\s+(?:[\w-]+\s+){1,4})?(?:was|were|is|are|came|stood|rose|fell)\b"
    r"|\bit\s+(?:was|is)\s+(?:(?:only|just|about|around|nearly)\s+)?\d"
    r"|\b(?:rates?|shares?|effects?|benefits?|responses?|gains|results|numbers)\s+(?:(?:was|were|is|are)\s+)?"
    r"(?:lower|higher|similar|smaller|larger|bigger|smallest|largest|biggest|strongest|weakest|lowest|highest)\b",
    re.IGNORECASE,
)
_HEDGED = (
    r"(?:(?:about|around|some|roughly|nearly|almost|just|only|barely|hardly|maybe|perhaps|over|under|fewer than"
    r"|more than|less than)\s+)*"
)
# "Barely | a third.", "With placebo, | 22%.", "At six months: only | 12%", "Migraine: | 40%"
_FRAGMENT = late(
    r"\W*(?:(?:and|but|then|so)\s+)?"
    r"(?:(?:with|without|on|in|for|at|after|by|among|under|from|within)\s[^.;:?!]{1,50}[,:]\s+)?"
    r"(?:[\w-]+(?:[ -][\w-]+){0,3}:\s+)?"
    rf"{_HEDGED}\Z",
    re.IGNORECASE,
)
_TAIL = late(r"[^.;:\w]*(?:\s(?:with|without|on|in|for|at|after|by|among)\s[^.;:]{1,40})?\W*\Z")
_ABOVE = ("heading", "opening", "question", "caption", "lead", "corner")


def resumed_measures(scene: Scene, rulings: list[Ruling], said: Sequence[Ruling]) -> list[Ruling]:
    """Give figures that no word speaks for the measures of the passage before, where the words say that they go on:
    "A month later the figures were 57% and 43%"."""
    if not said or not _goes_on(scene):
        return rulings
    before = [r for r in said if r.disposition == "claim" and r.mention.dimension in OUTCOME_DIMENSIONS]
    silent = [r for r in rulings if _is_silent(r) and r.mention.dimension in OUTCOME_DIMENSIONS]
    alike = {r.choice.measure for r in before if r.choice}
    if len(before) != len(silent) and len(alike) != 1:
        return rulings
    models = before if len(before) == len(silent) else before[:1] * len(silent)
    given = {ruling.mention: model.choice for ruling, model in zip(silent, models, strict=True)}
    return [r._replace(choice=given.get(r.mention, r.choice)) for r in rulings]


def lent_measures(scene: Scene, rulings: list[Ruling], before: Sequence[Ruling]) -> list[Ruling]:
    """Give the first figure of a kind that has its unit from the passage before the measure of that one as well, where
    no word of its own speaks for another: "58% responded. On placebo it was | 27"."""
    last = {r.mention.dimension: r.choice for r in before if r.disposition == "claim" and r.choice}
    given: list[Ruling] = []
    for ruling in rulings:
        dimension = ruling.mention.dimension
        model = last.pop(dimension, None)
        lent = dimension in _LENDING and ruling.disposition == "claim" and scene.lends(ruling.mention)
        if lent and model and ruling.choice:
            spoken = has_own_word(scene, scene.span.start, ruling.mention, ruling.choice)
            ruling = ruling if spoken else ruling._replace(choice=model)
        given.append(ruling)
    return given


def _goes_on(scene: Scene) -> bool:
    """Whether a passage says of its figures that they go on, or is a fragment of one figure that says nothing."""
    if _AGAIN.search(scene.text, scene.span.start, scene.span.end):
        return True
    figures = [m.span for m in scene.mentions if m.dimension in OUTCOME_DIMENSIONS]
    if len(figures) != 1 or scene.block.cells:
        return False
    before = _FRAGMENT.fullmatch(scene.text, scene.span.start, figures[0].start)
    return before is not None and _TAIL.fullmatch(scene.text, figures[0].end, scene.span.end) is not None


def _is_silent(ruling: Ruling) -> bool:
    """Whether no word of its own speaks for the measure of a claim."""
    return ruling.disposition == "claim" and ruling.choice is not None and _says_nothing(ruling.choice)


def _says_nothing(choice: Choice) -> bool:
    """Whether a figure has no measure by words of its own passage."""
    return choice.unmeasured or _from_above(choice)


def carried_measures(scene: Scene, rulings: list[Ruling]) -> list[Ruling]:
    """Give a figure that no word speaks for the measure of the one before it: "58% responded, against 22%".

    The first of a list has none before it; it takes that of the next, if that is near: "27% and 18% had relapsed".
    """
    forward = _carried_on(scene, rulings, LONGEST)
    return _carried_on(scene, forward[::-1], _NEAR)[::-1]


def _carried_on(scene: Scene, rulings: list[Ruling], reach: int) -> list[Ruling]:
    carried: list[Ruling] = []
    last: dict[str, Ruling] = {}
    for ruling in rulings:
        dimension, choice = ruling.mention.dimension, ruling.choice
        if choice is not None and dimension in _CARRYING:
            before = last.get(dimension)
            near = before and scene.cost(before.mention.span, ruling.mention.span) < reach
            if before and near and _says_nothing(choice) and not _spoken_against(choice, before):
                claim: Disposition = "claim" if dimension == "{year}" else ruling.disposition
                ruling = ruling._replace(disposition=claim, choice=before.choice)
            elif choice.measure != UNNAMED and ruling.disposition == "claim" and not _from_above(choice):
                last[dimension] = ruling
        carried.append(ruling)
    return carried


def _from_above(choice: Choice) -> bool:
    """Whether only a heading or a lead-in speaks for the measure: a figure before it in the sentence knows better."""
    own = [vote for vote in choice.votes if vote.measure == choice.measure and vote.weight > 0]
    return bool(own) and all(vote.frame in _ABOVE for vote in own)


def _spoken_against(choice: Choice, before: Ruling) -> bool:
    """Whether a word of the sentence itself speaks against the last measure: silence lets it go on."""
    last = before.choice.measure if before.choice else UNNAMED
    against = (vote for vote in choice.votes if vote.frame == "sentence" and vote.weight < _AGAINST)
    return any(vote.measure == last for vote in against)
