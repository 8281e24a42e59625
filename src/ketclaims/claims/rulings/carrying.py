"""Carrying on: figures that no word speaks for have the measure of those before them."""

from __future__ import annotations

from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.scenes.stage import LONGEST
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Disposition

_CARRYING = OUTCOME_DIMENSIONS | {"{year}"}
_AGAINST = -1.0
_NEAR = 300
_PAIR = 2
_ABOVE = ("heading", "opening", "question", "caption", "lead", "corner", "prelude")


def is_silent(ruling: Ruling) -> bool:
    """Whether no word of its own speaks for the measure of a claim."""
    return ruling.disposition == "claim" and ruling.choice is not None and _says_nothing(ruling.choice)


def _says_nothing(choice: Choice) -> bool:
    """Whether a figure has no measure by words of its own passage."""
    return choice.unmeasured or _from_above(choice)


def carried_measures(scene: Scene, rulings: list[Ruling]) -> list[Ruling]:
    """Give a figure that no word speaks for the measure of the one before it: "58% responded, against 22%".

    The first of a list has none before it; it takes that of the next, if that is near: "27% and 18% had relapsed".
    """
    if len(rulings) < _PAIR:
        return rulings
    forward = _carried_on(scene, rulings, LONGEST)
    return _carried_on(scene, forward[::-1], _NEAR)[::-1]


def _carried_on(scene: Scene, rulings: list[Ruling], reach: int) -> list[Ruling]:
    """The rulings, each silent one with the measure of the last that speaks, if that is less than ``reach`` away."""
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
