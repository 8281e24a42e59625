"""What people of a share or a number do, are or get, which says nothing of how they fare."""

from __future__ import annotations

import re

from ketclaims.claims.measures.forms import changed
from ketclaims.claims.measures.owners.figure import Figure, found_before, hits_inside, place_of
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.hedges import HEDGE

_PARTED = late(
    r"[;:!?.(]|,\s|\b(?:and|but|while|whereas|which|who|that|than|they|he|she|it|as|if|when|after|because|since|once|by)\b",
    re.IGNORECASE,
)
_BE = late(
    r"\b(?:be|been|being|is|are|was|were|gets?|got)\s+(?:(?:\w+ly|ever|never|not|also|already|just|first|then|yet)\s+)*\Z",
    re.IGNORECASE,
)
_AND_DOES = late(
    r"(?:\s+of\s+(?:(?!(?:and|but|who|that)\b)[\w’'-]+\s+){1,5}?|\s+(?:(?!(?:and|but|who|that|of)\b)[\w’'-]+\s+){0,3}?)"
    r"(?:with\s+[\w’'-]+\s+(?:[\w’'-]+\s+)?)?(?:(?:also|now|still|already|only|never|ever|usually|simply|just|regularly|would|will)\s+)*",
    re.IGNORECASE,
)
_PASSING = ("accept", "reject", "refuse", "turn", "decline", "approve", "fund", "refer", "recruit", "employ", "insure")
# "accepts | one applicant in five"
_PASSED_ON = late(
    rf"\b(?:{'|'.join(_PASSING)})\w*\s+(?:(?:{HEDGE}|away|down|on|off)\s+)*\Z",
    re.IGNORECASE,
)
# "3.9 million people | are on dialysis", "People on | lithium"
_ON = late(
    r"(?:\s+(?:people|patients|adults|children|women|men|americans|britons))?\s+(?:are|were|is|was)\s+(?:now\s+|currently\s+)?on\s+(?:[a-z]+\s+){0,2}",
    re.IGNORECASE,
)
_THOSE_ON = late(r"\W*(?:people|patients|adults|children|those|users)\s+(?:on|taking|using)\s+", re.IGNORECASE)

# "go home | at least 2 points lower", "leave | free of pain"
_FARING = late(r"\s+(?:at\s+least|with|without|free|better|well|pain-free|in\s+remission|no\s+better)\b", re.IGNORECASE)


def undergone(figure: Figure) -> Span | None:
    """ "85% of them have never been told", "one in six lives alone": what people are, do or get, not how they fare;
    a change ("a 45% reduction was seen") is none of it."""
    scene, mention = figure.scene, figure.mention
    stop = _PARTED.search(scene.text, mention.span.end, scene.span.end)
    predicate = Span(mention.span.end, stop.start() if stop else scene.span.end)
    for hit in hits_inside(scene, predicate, "undergone"):
        if _BE.search(scene.text, mention.span.end, hit.span.start):
            return None if changed(scene, mention) else hit.span
    for hit in hits_inside(scene, predicate, "doings"):
        if _AND_DOES.fullmatch(scene.text, mention.span.end, hit.span.start):
            return None if _FARING.match(scene.text, hit.span.end, scene.span.end) else hit.span
    return None


def passed_on(figure: Figure) -> Span | None:
    """ "The panel accepts one applicant in five": what is done with people before they are treated."""
    if not any(word in figure.scene.said for word in _PASSING):
        return None
    return place_of(found_before(figure, _PASSED_ON))


def treated(figure: Figure) -> Span | None:
    """ "30,900 people are on dialysis": how many take something; a single person is no sample."""
    scene, mention = figure.scene, figure.mention
    quantity = mention.quantity
    if quantity is not None and quantity.high == quantity.low == 1:
        return mention.span
    label = scene.frame_of("label") if scene.block.cells else None
    if label:
        found = _THOSE_ON.match(scene.text, *label.span)
        return label.span if found and label.hits_of("interventions") else None
    hit = next((h for h in scene.hits_of("interventions") if h.span.start >= mention.span.end), None)
    return hit.span if hit and _ON.fullmatch(scene.text, mention.span.end, hit.span.start) else None
