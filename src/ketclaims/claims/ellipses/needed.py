"""Numbers needed to treat: people who are no count of people, since one of them is helped."""

from __future__ import annotations

import re

from ketclaims.claims.ellipses.completion import with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_REACH = 240
# "the number needed to treat for two years was | 19"
_NEEDED = late(
    r"\b(?:numbers?\s+needed\s+to\s+(?:treat|harm|screen|vaccinate)|(?-i:NNTs?|NNHs?))\b(?:\s+(?=under|over|below|above)|[^.;]{0,60}?(?:\b(?:was|is|were|of|(?:comes?|came)\s+to)|[,:=])\s+)"
    rf"{HEDGED}(?:(?:below|above)\s+)?\Z",
    re.IGNORECASE,
)
_AVOIDED = late(
    r"\b(?:one|an?)\s(?:[^.;,]{0,40}\b(?:avoided|prevented|averted|saved|spared|helped)"
    rf"|(?:more|extra|additional|fewer)\s[^.;,]{{3,40}}?)\s+(?:for|in)\s+every\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_NEED = late(
    r"\s+(?:(?:would\s+)?(?:have|need|must)\s+(?:to\s+)?(?:be\s+)?treat(?:ed|ing|ment)|must\s+take\s+it|need\s+to\s+take\s+\w+)\b[^.;]{0,40}?\bfor\s+one\b|"
    r"\s+(?:(?:would\s+)?(?:have|need)\s+to\s+(?:be\s+treated|take\s+\w+|be\s+vaccinated))[^.;]{0,40}?"
    r"\s+to\s+(?:prevent|avoid|avert|save|spare|help)\b",
    re.IGNORECASE,
)
# "four people | need it for one more to respond"
_FOR_ONE_MORE = late(
    r"\s+(?:(?:would|will|must|should)\s+)?(?:have|need|take|get|be)\b[^.;]{0,50}?\bfor\s+(?:one|an|a\s+single)\s+(?:more|extra|additional|other)\b",
    re.IGNORECASE,
)
# "for every | 12 people treated, one more recovers"
_FOR_EVERY = late(r"\b(?:for|of|in)\s+(?:every|each)\s+\Z", re.IGNORECASE)
_ONE_MORE = late(
    r"(?:\s+with\s+[a-z-][a-z -]{0,29}?)?\s+(?:who\s+(?:are\s+|were\s+)?)?(?:treated|taking|takes?|took|given"
    r"|vaccinated|screened|using|used?|adds?|added|starts?|started|gets?|got|tr(?:y|ied)|switch(?:ed)?|have|had)\b[^.;]{0,60}?,"
    rf"\s+{HEDGED}(?:one|an)\s+(?:more|extra|additional|other|fewer|is\b|will\b|would\b|avoids?\b|benefits?\b)",
    re.IGNORECASE,
)
_TO_TREAT = late(rf"\b(?:treat|vaccinat|screen)(?:e|ing)?\s+{HEDGED}\Z", re.IGNORECASE)
_TO_PREVENT = late(
    r"[^.;]{0,40}?\s++(?:to\s+|would\s+|will\s+)?(?:prevent|avoid|avert|save|spare|help)s?\s+(?:one|an?)\b",
    re.IGNORECASE,
)
# "for every 67 people treated for five years, one stroke is averted", "treat 39 people to spare one"
_EVERY = late(r"\b(?:every|treat(?:ing)?|give\s+(?:it|them|the\s+\w+)\s+to)\s+\Z", re.IGNORECASE)
_ONE_SPARED = late(
    r"[^.;]{0,80}?\b(?:one|an?)\s[^.;,]{0,40}?\b(?:avoided|prevented|averted|saved|spared|helped)\b|"
    r"[^.;]{0,40}?\band\s+(?:one|an)\s+(?:more|extra|additional|fewer|stroke|death|attack|heart|fracture|suicide|relapse|of\s+them)\b|[^.;]{0,60}?\bto\s+(?:prevent|avoid|avert|save|spare|help)\s+(?:one|an?)\b",
    re.IGNORECASE,
)
# "to prevent one stroke we must treat 40 people": what is to be prevented stands first
_PREVENTED_FIRST = late(
    rf"\bto\s+(?:prevent|avoid|avert|save|spare|help|cure)\s+{HEDGED}(?:one|an?|a\s+single)\b[^.;]{{0,60}}?"
    rf"\b(?:treat|vaccinate|screen|give\s+it\s+to)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_HELPED = (
    (_AVOIDED, None),
    (_PREVENTED_FIRST, None),
    (None, _NEED),
    (None, _FOR_ONE_MORE),
    (_FOR_EVERY, _ONE_MORE),
    (_TO_TREAT, _TO_PREVENT),
    (_EVERY, _ONE_SPARED),
)
"""What stands before such a number and what behind it; nothing where the other tells enough."""


def number_needed(reading: Reading) -> Mention | None:
    """ "The number needed to treat for two years was 19"."""
    scene, _, _, mention, _ = reading
    return with_unit(mention, "1", "{ratio}") if _NEEDED.search(scene.before(mention.span, _REACH)) else None


def needed_to_treat(scene: Scene, mention: Mention) -> Mention | None:
    """ "one stroke avoided for every 40 people treated", "treat 40 people to prevent one": a number needed to treat."""
    if mention.dimension != "{person}":
        return None
    head, tail = scene.before(mention.span), scene.text[mention.span.end : scene.span.end]
    helped = any(
        (before is None or before.search(head)) and (behind is None or behind.match(tail)) for before, behind in _HELPED
    )
    return with_unit(mention, "1", "{ratio}") if helped else None
