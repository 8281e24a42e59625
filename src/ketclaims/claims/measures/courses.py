"""Courses: whether somebody is said to get so many doses, to have had them, or to be granted them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ketclaims.claims.measures.votes import WEIGHTS, Vote
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Measure
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_REACH = 64
_WHO = r"(?:(?:me|us|you|him|her|them|people|patients|everyone|everybody|each|my\s+[a-z]+)\s+)?"
# "They approved me for | 12 sessions", "there are | three dosing sessions", "she has had about | 22 infusions"
_BEFORE = late(
    r"\b(?:(?:had|has|have|having|done|did|doing|got|gets?|getting|gave|gives?|given|us(?:e|es|ed|ing)|underwent|undergo(?:es|ing|ne)?|receiv(?:e|es|ed|ing)"
    rf"|complet(?:e|es|ed|ing)|finish(?:ed|ing)?|book(?:s|ed)?|offer(?:s|ed)?|approv(?:es?|ed|al)|authori[sz](?:es?|ed|ation)|grant(?:s|ed)|allow(?:s|ed)?)\s+{_WHO}(?:for\s+)?"
    r"|(?:approval|authori[sz]ation|referral|prescription|package|plan|renewal|order)\s+(?:is|was)\s+for\s+|there\s+(?:are|were|will\s+be)\s+|made\s+up\s+of\s+|aim(?:s|ed)?\s+for\s+|sign(?:s|ed)?\s+up\s+for\s+|it(?:['’]s|\s+(?:is|was))\s+(?:usually\s+)?)"
    rf"(?>(?:(?:{HEDGE}|all|already|usually|typically|another|a|the|full|total\s+of|maximum\s+of|minimum\s+of|up\s+to|at\s+least|at\s+most)\s+)*)\Z",
    re.IGNORECASE,
)
# "those who had | six infusions", "if you have | three": whom something is said of
_OF_WHOM = late(
    r"\b(?:who|whose|whoever|that|if|when|once|after|unless|until|before|because|than)\b[^.;,]*\Z", re.IGNORECASE
)
# "Six infusions | is the norm", "12 sessions | are covered"
_BEHIND = late(
    r"\s+(?:is|are|was|were|will\s+be)\s+(?:usually\s+|typically\s+|about\s+)?(?:the\s+)?"
    r"(?:norm|rule|usual|standard|typical|average|minimum|maximum|limit|covered|approved|authori[sz]ed|allowed|planned|scheduled|booked|included|offered|required|needed)\b",
    re.IGNORECASE,
)


def given_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure]) -> Iterator[Vote]:
    """The words right around a number of doses that say that they are given: "She has had 22 infusions"."""
    if mention.dimension != "{dose}" or mention.kind != "figure" or not _is_given(scene, mention):
        return
    for measure in candidates:
        if measure.default:
            yield Vote(measure.name, "held", mention.span, "sentence", WEIGHTS["held"])


def _is_given(scene: Scene, mention: Mention) -> bool:
    if _BEHIND.match(scene.text, mention.span.end, scene.span.end):
        return True
    head = scene.before(mention.span, _REACH)
    return _BEFORE.search(head) is not None and _OF_WHOM.search(head) is None
