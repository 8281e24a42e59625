"""Onward: numbers to which the figure before them moves, and those of the next arm or the next group."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import CONTINUING, ENDS, fits, last_figure, stated, with_unit_of
from ketclaims.claims.ellipses.scores import without_noun
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_MOVES = (
    r"(?:climb(?:s|ed|ing)?|ris(?:es|en|ing)|rose|grow(?:s|n|ing)|grew|increas(?:es|ed|ing)|go(?:es|ing)|went|mov(?:es|ed|ing)|shrink(?:s|ing)?|shr[au]nk"
    r"|fall(?:s|ing|en)?|fell|drop(?:s|ped|ping)?|declin(?:es|ed|ing)|dwindl(?:es|ed|ing)|fad(?:es|ed|ing)|slip(?:s|ped|ping)?|slid(?:es|ing)?|sink(?:s|ing)?"
    r"|sank|com(?:es|ing)|came|ebb(?:s|ed|ing)|stretch(?:es|ed|ing)|widen(?:s|ed|ing)|narrow(?:s|ed|ing)|shorten(?:s|ed|ing)|lengthen(?:s|ed|ing)"
    r"|taper(?:s|ed|ing)|eas(?:es|ed|ing)|settl(?:es|ed|ing)|soften(?:s|ed|ing)|weaken(?:s|ed|ing)|doubl(?:es|ed|ing)|halv(?:es|ed|ing)|jump(?:s|ed|ing)?"
    r"|decreas(?:es|ed|ing)|deepen(?:s|ed|ing)|creep(?:s|ing)?|crept|improv(?:es|ed|ing)|reach(?:es|ed|ing))"
)
# "4 at day 7, climbing to | 9", "0.9 and had shrunk to | 0.3", "50 mg, going up to | 75"
_MOVED_TO = late(
    rf"(?:[,;(–—]|\band|\bbut|\bthen)\s+(?:(?:and|but|then|later|only|it|had|has|have|gradually|slowly|further)\s+)*{_MOVES}"
    rf"\s+(?:(?:up|down|back|on|out|off|away|further|again)\s+)*(?:to|at|towards?)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_LENT = ("{ratio}", *(dimension for dimension in CONTINUING if dimension != "time"))
# "−9.4 (ketamine), | −3.1 | (saline)"
_NEXT_ARM = late(
    r"\s\([^()\d]{2,40}\)(?:,|;|,?\s+(?:and|versus|vs\.?|against|but|or))\s+(?:(?:and|only)\s+)*", re.IGNORECASE
)
_ARM = late(r"\s\([^()\d]{2,40}\)")
# "280 million people; in Canada alone, | 3.2 million"
_ELSEWHERE = late(
    r"\b(?:in|across|for)\s+(?:the\s+)?[A-Z][\w.’' -]{1,30}?(?:\s+(?:alone|itself|only))?"
    rf"(?:,|\s+(?:it\s+is|that\s+is|the\s+figure\s+is))\s+{HEDGED}\Z"
)
_MANY = 100_000


def moved_to(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "4 at day 7, climbing to 9", "−0.87, shrinking to −0.40": what the figure before becomes."""
    if not _MOVED_TO.search(scene.before(mention.span, 64)) or not without_noun(scene, mention):
        return None
    last = last_figure(before, *_LENT) or last_figure(before, "time")
    return with_unit_of(last, mention) if last and last.noun != "every" and fits(last, mention) else None


def next_arm(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "−9.4 (ketamine), −3.1 (saline)": the same figure of the next arm."""
    last = before[-1] if before else None
    if last is None or last.kind != "figure" or last.quantity is None or last.dimension == "{year}":
        return None
    joined = _NEXT_ARM.fullmatch(scene.between(last.span, mention.span))
    named = joined and _ARM.match(scene.text, mention.span.end, scene.span.end)
    return with_unit_of(last, mention) if named and fits(last, mention) else None


def elsewhere(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "280 million people live with it; in Canada alone, 3.2 million": people of another place."""
    people = last_figure(before)
    value = stated(mention).low
    if people is None or people.dimension != "{person}" or value is None or value < _MANY:
        return None
    told = _ELSEWHERE.search(scene.before(mention.span, 64)) and ENDS.match(scene.text, mention.span.end)
    return with_unit_of(people, mention) if told else None
