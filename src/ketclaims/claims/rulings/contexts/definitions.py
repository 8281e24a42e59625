"""When a figure defines a word: "we speak of chronic pain when it has lasted for three months"."""

from __future__ import annotations

import re
from functools import lru_cache

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

# what is defined, as a rule: a state of the illness, or what counts as success
_TERM = (
    r"(?:chronic|long-term|short-term|regular|frequent|prolonged|sustained|no-show|diagnos\w+|binge|acute|episodic|persistent|recurr\w+|severe|moderate|mild|partial|full|complete|resistan\w+|refractory|adequate|responders?|response|remission"
    r"|remitters?|relapse|recovery|recovered|obes\w+|overweight|meaningful|improve\w+|insomnia|success(?:ful)?|failure|failed|episodes?|heavy)"
)
_NAMES = (
    r"(?:(?:is|are|was|were)\s+(?:(?:usually|often|generally|commonly|only|also|now|then)\s+)*(?:called|termed|considered|classed|classified|defined|label+ed|regarded|deemed|diagnosed|reckoned|rated)"
    r"|counts?\s+as|counted\s+as|(?:we|doctors|clinicians|psychiatrists|experts|researchers|specialists|guidelines|people|they|I)\s+(?:\w+ly\s+)?(?:call|speak\s+of|talk\s+of|define[sd]?|label|refer\s+to|mean))"
)
# "speak of chronic depression when it has lasted for more than | two years"
_WHEN = late(
    rf"\b{_NAMES}\b[^.;]{{0,60}}?\b(?:when|once|if|after|as|where|that|which|who|by|at|of|by)\b[^.;,]{{0,70}}\Z",
    re.IGNORECASE,
)
# "Chronic pain is pain that lasts longer than | three months", "Severe means a score of | 20"
_MEANS = late(
    rf"\A\W*(?:an?\s+|the\s+)?[\"“‘']?(?:[\w-]+\s+){{0,2}}?{_TERM}[\"”’']?(?:\s+[\w-]+){{0,3}}?\s+"
    rf"(?:(?:is|are)\s+(?:(?:an?|any|one|the)\s+)?(?:[\w-]+\s+){{0,3}}?(?:that|which|lasting|of|with|on|for|where|within)|(?:is|are)\s+{HEDGED}\w+\s+or\s+(?:more|fewer|less)|means?|meant|is\s+at\s+least|lasts?|requires?|calls\s+for)\b[^.;,]{{0,80}}\Z",
    re.IGNORECASE,
)
# "pain that lasts more than | three months | is called chronic"
_IS_CALLED = late(rf"[^.;,]{{0,40}}?\s{_NAMES}\s[^.;,]{{0,24}}", re.IGNORECASE)
# "An early response (within | two weeks)", "Late relapse, after | six months |"
# "to be called a responder you had to improve by | 50%"
_QUALIFIED = late(
    r"\b(?:early|late|rapid|fast|slow|delayed|sustained|durable|partial|full|heavy|light|chronic|regular|frequent|long-term)\s+(?:respon\w+|relaps\w+|remi\w+|use|users?|onset|drop-?outs?)\s*"
    r"(?:\(|,\s+)(?=after|within|beyond|past|under|meaning|lasting|that\s+is|i\.e\.|defined|those|more\s+than|less\s+than|fewer|at\s+least|over)(?:[\w.]+\s+){0,8}\Z"
    r"|\bto\s+(?:be\s+(?:called|counted|considered|classed|rated)|count\s+as|qualify\s+as)\b[^.;%]*\Z",
    re.IGNORECASE,
)
_HOLDS_A_TERM = late(rf"\b{_TERM}\b", re.IGNORECASE)
_IN_SOME = late(rf"\b(?:in|among|for)\s+{HEDGED}\Z", re.IGNORECASE)
_OF_DEFINING = (
    *("call", "defin", "termed", "consider", "count", "class", "speak", "talk", "label", "mean", "refer", "deemed"),
    *("rated", "regarded", "qualify", "diagnos", "require", "that", "which", "early", "late", "rapid", "fast", "slow"),
    *("sustained", "durable", "full", "light", "heavy", "chronic", "regular", "frequent", "long-term", "adequate"),
    *("is a ", "or more"),
)
"""One of these stands in whatever defines a word; the patterns need not be asked where none does."""


def defines(case: Case) -> bool:
    """Whether a figure stands in what a word of illness or success is said to mean; the share that met it does not."""
    return in_a_definition(case.scene, case.mention)


@lru_cache(maxsize=1)
def _may_define(said: str) -> bool:
    """Whether a passage, in small letters, has words of a definition; it is asked for each of its figures in turn."""
    return any(word in said for word in _OF_DEFINING) and _HOLDS_A_TERM.search(said) is not None


def in_a_definition(scene: Scene, mention: Mention) -> bool:
    """Whether a mention stands in what a word of illness or success is said to mean."""
    if not _may_define(scene.said):
        return False
    head, share = scene.before(mention.span), mention.dimension == "share"
    if share and _IN_SOME.search(head):
        return False
    if _WHEN.search(head) or _MEANS.match(head) or _QUALIFIED.search(head):
        return True
    named = None if share else _IS_CALLED.match(scene.text, mention.span.end, scene.span.end)
    return named is not None and _HOLDS_A_TERM.search(named[0]) is not None
