"""Resuming: a passage that says nothing of its figures but that they go on has the measures of the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from ketclaims.claims.rulings.carrying import is_silent
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.rulings.sides import has_own_word
from ketclaims.claims.scenes.arms import row_around
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

# "the corresponding figures were", "for placebo the rate was", "in the other group it was", "the six-week numbers were"
_AGAIN = late(
    r"\b(?:the|corresponding|equivalent|respective|same|those|these)\s+(?:[\w-]+\s+){0,2}?(?:figures?|numbers?|percentages?|proportions?|shares?|tall(?:y|ies))\s+"
    r"(?:(?:for|in|on|with|among|at|after)\s+(?:[\w-]+\s+){1,4})?(?:was|were|is|are|came|stood|rose|fell|dropped|looked)\b"
    rf"|\bit\s+(?:was|is)\s+{HEDGED}\d"
    r"|\b(?:rates?|shares?|effects?|benefits?|responses?|gains|results|numbers)\s+(?:(?:was|were|is|are)\s+)?"
    r"(?:lower|higher|similar|smaller|larger|bigger|smallest|largest|biggest|strongest|weakest|lowest|highest)\b",
    re.IGNORECASE,
)
_HEDGED = rf"(?:(?:{HEDGE}|barely|hardly|a further|a mere|an estimated|another|and)\s+)*"
# "Barely | a third.", "With placebo, | 22%.", "At six months: only | 12%", "Migraine: | 40%", "Of the rest, | 9%."
_FRAGMENT = late(
    r"\W*+(?:(?:and|but|then|so)\s+)?"
    r"(?:(?:with|without|on|in|for|at|after|by|among|under|from|within|of)\s[^.;:?!]{1,50}[,:]\s+)?"
    r"(?:[\w-]+(?: [\w-]+){0,3}:\s+)?"
    rf"{_HEDGED}\Z",
    re.IGNORECASE,
)
_TAIL = late(r"(?:[^.;:\w]*\s(?:with|without|on|in|for|at|after|by|among)\s[^.;:]{1,40})?\W*\Z")
# "The dummy spray managed | 52%.", "Lozenges came in at | 12%."
_MANAGED = late(
    r"(?:\W*[^\w’'-])?(?:[\w’'-]+\s+){1,6}?(?:managed|manages?|scored?|scores|achieved?|achieves|came\s+(?:in|out)\s+at|comes\s+(?:in|out)\s+at|clocked\s+(?:up|in\s+at)"
    r"|recorded|notched(?:\s+up)?|stood\s+at|stands\s+at|sat\s+at|ended\s+(?:up\s+)?at|hit)\s+"
    rf"{_HEDGED}\Z",
    re.IGNORECASE,
)
# "so did | 5% of the rest"
_SO_DID = late(rf"\bso\s+(?:did|do|does|were|was|are|is|had|have|has)\s+{_HEDGED}\Z", re.IGNORECASE)
# "27% | did.", "24% of the latter | still were", "a fifth | had got there by month 3", "9% | said the same"
_DID = late(
    r"[*_]{0,2}(?:\s+(?!(?:and|but|who|that|which|because|as|if|when|whose)\b)[\w’'-]+){0,7}?\s+(?:(?:still|also|even|only)\s+)?"
    r"(?:(?:did|do|does|were|was|are|is|had|have|has)(?:\s+(?:so|it|too|as\s+well|the\s+same|likewise))?(?=\s*(?:[.;!?,)—–]|\Z))"
    r"|(?:did|do|does|had|have|has)(?:\s+so)?\s+(?:with|by|on|after|at|in|within)\s"
    r"|(?:had\s+|have\s+|has\s+)?(?:got|get|gets|made\s+it|make\s+it|came|went)\s+(?:there|that\s+far|as\s+far)\b"
    r"|(?:managed|manages?|achieved?|achieves)\s+(?:that|it|this|so|as\s+(?:much|many|long|well))\b"
    r"|(?:managed|manages?|said|says?|reported|reports?|achieved|did|felt|found|experienced)\s+(?:the\s+same|so|as\s+much|likewise)\b"
    r"|followed\s+suit\b)",
    re.IGNORECASE,
)


def resumed_measures(scene: Scene, rulings: list[Ruling], said: Sequence[Ruling]) -> list[Ruling]:
    """Give figures that no word speaks for the measures of the passage before, where the words say that they go on:
    "A month later the figures were 57% and 43%"."""
    silent = list(takewhile(is_silent, _outcomes(rulings))) if said else []
    if not silent or not _goes_on(scene):
        return rulings
    kinds = {r.mention.dimension for r in silent}
    before = [r for r in _outcomes(said) if r.mention.dimension in kinds]
    alike = {r.choice.measure for r in before if r.choice}
    if len(before) != len(silent) and len(alike) != 1:
        return rulings
    models = before if len(before) == len(silent) else before[:1] * len(silent)
    given = {ruling.mention: model.choice for ruling, model in zip(silent, models, strict=True)}
    return [r._replace(choice=given.get(r.mention, r.choice)) for r in rulings]


def _outcomes(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """The claims of shares and points."""
    return (r for r in rulings if r.disposition == "claim" and r.mention.dimension in OUTCOME_DIMENSIONS)


def _goes_on(scene: Scene) -> bool:
    """Whether a passage says of its figures that they go on, or is a fragment of one row that says nothing."""
    if _AGAIN.search(scene.text, scene.span.start, scene.span.end):
        return True
    figures = [m for m in scene.mentions if m.dimension in OUTCOME_DIMENSIONS]
    if not figures or scene.block.cells:
        return False
    return any(_does_as_before(scene, figure) for figure in figures) or _is_fragment(scene, figures)


def _does_as_before(scene: Scene, figure: Mention) -> bool:
    """Whether people of a share do what those before did: "27% did", "so were 5%"."""
    start, end = figure.span
    if _DID.match(scene.text, end, scene.span.end):
        return True
    return _SO_DID.search(scene.text, scene.span.start, start) is not None


def _is_fragment(scene: Scene, figures: Sequence[Mention]) -> bool:
    """Whether a passage is one row of figures with no more than those of whom they are."""
    row = row_around(scene, figures[0]) or figures[:1]
    if any(figure.span > row[-1].span for figure in figures):
        return False
    start, end = row[0].span.start, row[-1].span.end
    before = any(told.fullmatch(scene.text, scene.span.start, start) for told in (_FRAGMENT, _MANAGED))
    return before and _TAIL.fullmatch(scene.text, end, scene.span.end) is not None


_LENDING = OUTCOME_DIMENSIONS | {"time", "pressure", "event_frequency"}
"""Dimensions of figures that lend their unit to one of the passage behind."""


def lent_measures(scene: Scene, rulings: list[Ruling], before: Sequence[Ruling]) -> list[Ruling]:
    """Give the first figure of a kind that has its unit from the passage before the measure of that one as well, where
    no word of its own speaks for another: "58% responded. On placebo it was | 27"."""
    if not before or not any(mention.kind == "bare" for mention in scene.mentions):
        return rulings
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
