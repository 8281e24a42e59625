"""Whose a sum of money is that is no price: what is saved, raised, earned or owed."""

from __future__ import annotations

import re

from ketclaims.claims.measures.owners.figure import BEHIND, NEAR, Figure, found_before, hits_inside, place_of
from ketclaims.late import late
from ketclaims.model import Span

# "save | $300", "a discount of | £50"; "$50 | off", "£40 | cheaper"
_SAVED = late(
    r"\b(?:sav(?:e|es|ed|ing|ings)|discount|rebate)\b(?:\s+(?:you|of|up\s+to|another|an\s+extra))*\s*\Z", re.IGNORECASE
)
_LESS = late(r"\s+(?:off|cheaper|less\s+than|discount|rebate|savings?)\b(?!\s+the\s+top)", re.IGNORECASE)


def saved(figure: Figure) -> Span | None:
    """ "Save $300": what a price is lower by."""
    scene, mention = figure.scene, figure.mention
    return place_of(found_before(figure, _SAVED) or _LESS.match(scene.text, mention.span.end, scene.span.end))


def summed(figure: Figure) -> Span | None:
    """ "The firm raised $30 million", "a grant of £1.2 million": a sum of money that is no price."""
    scene, mention, clause = figure.scene, figure.mention, figure.clause
    near = Span(clause.start, min(scene.span.end, mention.span.end + BEHIND))
    hits = hits_inside(scene, near, "sums")
    hit = min(hits, key=lambda h: scene.cost(h.span, mention.span), default=None)
    return hit.span if hit and scene.cost(hit.span, mention.span) < NEAR else None
