"""Ages without a word for age: a bare number beside somebody, "at 52 she", "her son, 22,", "who turned 50"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from re import Pattern
from typing import NamedTuple

from ketclaims.claims.ellipses.completion import is_whole, opens_passage, stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.points import under

_LIFE = range(2, 106)
_PAST_NOON = 13
"""A number behind "at" below this can be an hour."""
_REACH = 64
_VERBS = ("turn", "turns", "turned", "turning", "pushing", "nearing", "is", "was", "am", "are", "were", "be", "been")
_BESIDE = ("at", "by", "until", "since", "of", "between", "from", "over", "under", "least")
_HEDGING = ("only", "just", "now", "then", "already", "still", "barely", "aged", "yet")
_ALMOST = ("almost", "nearly", "about", "around")
_LEADS = frozenset((*_VERBS, *_BESIDE, *_HEDGING, *_ALMOST))
"""The words that can stand right before such a number; the rest need not be searched."""
_LEADING = (",", "(", "'s", "’s", "'m", "’m", "'re", "’re", "im")
_HEDGES = r"(?:(?:only|just|now|then|already|still|almost|nearly|about|around|barely|aged|not\s+yet|over|under)\s+)*"
# "he turned | 50 | in the waiting room", "pushing | 70"
_TURNED = late(rf"\b(?:turn(?:s|ed|ing)?|pushing|nearing)\s+{_HEDGES}\Z", re.IGNORECASE)
# "At | 52 | she", "and by | 30 | he"; "diagnosed at | 24"
_AT = late(
    r"(?:\A|[.;:,—–]|\b(?:and|but|because|that|when))\s*[\"'“‘(*_]*(?:at|by|until|since|from|between)\s+(?:about\s+|around\s+)?\Z",
    re.IGNORECASE,
)
_SOMEBODY = late(r",?\s+(?:I|he|she|my|his|her|(?!(?:The|This|Most|All|Some|Each|No)\b)[A-Z][a-z]+)['’]?[a-z]*\s+[a-z]")
_LIVED = late(
    r"\b(?:diagnosed(?:\s+with\s+(?:[\w-]+\s+){0,3}[\w-]+)?|(?:I|he|she)\s+(?:did|felt|looked)|retired|died|widowed|divorced|orphaned|married|pregnant|dropped\s+out|left\s+(?:school|home|college|university)"
    r"|ill|sick|depressed|sober|suicidal|(?:her|his|my|their)\s+(?:first|second|third|last)"
    r"(?!\s+(?:dose|infusion|session|treatment|visit|spray|tablet))(?:\s+[\w-]+){0,4}?(?:\s+(?:was|came|began|happened))?)"
    r"\s+(?:again\s+)?at\s+\Z",
    re.IGNORECASE,
)
_CLOSES = late(
    r"\s*(?:[.,;:!?)\"”—–\n]|\Z)|\s+(?:and|but|or|after|before|when|while|with|now|today|then|who|this|last|next|by|because|was|at\s+the\s+time|the\s+(?:first|last|second|day|year|summer|winter))\b",
    re.IGNORECASE,
)
_APPOSED = late(r"\s*(?:[,;)\]]|\s[—–-]\s|(?:\.\s*)?(?:\n|\Z))")
# "Jim is | 62. He drives", "Jim was just | 19 when his father died"
_IS_NAMED = late(rf"\b[A-Z][a-z]+\s+(?:is|was)\s+{_HEDGES}\Z")
_GOES_ON = late(r"\.\s+(?:He|She|His|Her)\b|\s+when\s+(?:he|she|his|her)\b")
# "adults ( | 18 to 65 | )", "men and women, | 18 to 65 | ,"
_GROUP = late(
    r"\b(?:adults|teens|kids|teenagers|adolescents|young\s+people|(?:men|women)(?:\s+(?:and|or)\s+(?:men|women))?|volunteers)(?:\s\(|,\s+)\Z",
    re.IGNORECASE,
)
# "| 38, depressed for most of my life", "| 41, married, two children"
_PRESENTED = late(
    r",\s+(?:(?:fe)?male|woman|man|married|single|divorced|widowed|depressed|diagnosed|retired|unemployed|mother|father|mum|mom|dad|wife|husband|student"
    r"|teacher|nurse|living|never|suffering|with\s+(?:depression|anxiety|PTSD|OCD|chronic))\b",
    re.IGNORECASE,
)
# "Joan (66 | , retired)"
_RETIRED = late(r",\s[a-z]{3,}[^()\d;]*\)")
_BE = r"(?:is|was|had\s+been|must\s+have\s+been|['’]s|am|['’]m|are|were|['’]re)"
# "you must be | 18 | to be seen", "until you are | 18"
_ADMITTED = late(
    r"\b(?:(?:must|should|(?:need|have)s?\s+to|has\s+to)\s+(?:all\s+)?(?:be|have\s+turned)|(?:until|once|unless)\s+(?:you|they|he|she)\s*(?:are|is|['’]re|['’]s|turn))"
    r"\s+(?:aged\s+)?\Z",
    re.IGNORECASE,
)
_MAY = late(r"\s*(?:[.,;:!?)]|\Z)|\s+(?:to|and|or\s+(?:over|older|above)|before|in\s+order)\b", re.IGNORECASE)
_LEAST_LIMIT = 12
_ASKED = late(
    r"\b(?:how\s+old|what\s+ages?|which\s+ages?|age\s+(?:limit|range)|(?:minimum|maximum)\s+age)\b", re.IGNORECASE
)
# "her first episode at | 17", "median age at onset is | 32"
_AGE_AT = late(
    rf"\bage\s+(?:at|of|on|for)\s+(?:[\w-]+\s+){{1,5}}?(?:{_BE}|of)?\s*(?:about\s+|around\s+)?\Z", re.IGNORECASE
)


def age_of_somebody(reading: Reading) -> Mention | None:
    """ "At 52 she", "her son, 22,", "I'm 48 now", "a woman of 35": how old somebody is."""
    scene, _, _, mention, lexicon = reading
    head = scene.before(mention.span, _REACH)
    if not _is_led(head) or not _can_be_age(scene, mention):
        return None
    age = with_unit(mention, "a", "age")
    if _limits(scene, mention, head):
        least = stated(age).relation == "=" and stated(age).low == stated(age).high
        return replace(age, quantity=under(stated(age), ">=")) if least else age
    presented = opens_passage(scene, mention) and _PRESENTED.match(scene.text, mention.span.end)
    told = presented or _TURNED.search(head) or _AGE_AT.search(head) or _is_lived(scene, mention, head)
    return age if told or _is_of_a_person(scene, mention, head, lexicon) else None


def _is_led(head: str) -> bool:
    """Whether a word can stand before an age, or nothing but marks."""
    words = head.rsplit(maxsplit=1)
    return not words or words[-1].lower() in _LEADS or words[-1].endswith(_LEADING) or not words[-1][-1:].isalnum()


def _can_be_age(scene: Scene, mention: Mention) -> bool:
    """Whether a number is whole, stands alone, and can be the years of a life."""
    value = stated(mention).low
    written = mention.span.of(scene.text)
    return (
        value is not None and is_whole(mention) and int(value) in _LIFE and "." not in written and not scene.block.cells
    )


def _limits(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether somebody must be so old: "you have to be 18 to be seen"."""
    low = stated(mention).low or 0
    if low < _LEAST_LIMIT or not _MAY.match(scene.text, mention.span.end):
        return False
    if _ADMITTED.search(head):
        return True
    asked = scene.frame_of("question") if opens_passage(scene, mention) else None
    return asked is not None and _ASKED.search(asked.span.of(scene.text)) is not None


def _is_lived(scene: Scene, mention: Mention, head: str) -> bool:
    """Whether something happened to somebody at that age: "At 52 she", "diagnosed at 24"."""
    if (stated(mention).low or 0) < _PAST_NOON:
        return False
    if _AT.search(head) and _SOMEBODY.match(scene.text, mention.span.end):
        return True
    return bool(_LIVED.search(head) and _CLOSES.match(scene.text, mention.span.end))


def _is_of_a_person(scene: Scene, mention: Mention, head: str, lexicon: Lexicon) -> bool:
    """Whether the number is put beside a person, or said of one: "her son, 22,", "a woman of 35", "she is 46 now"."""
    people, end = _people(lexicon), mention.span.end
    if head.endswith("(") and people.named.search(head) and _RETIRED.match(scene.text, end):
        return True
    if _IS_NAMED.search(head) and _GOES_ON.match(scene.text, end):
        return True
    ranged = stated(mention).low != stated(mention).high
    if ranged and _GROUP.search(head) and _APPOSED.match(scene.text, end):
        return True
    if people.apposed.search(head) and _APPOSED.match(scene.text, end):
        return True
    if people.being.search(head) and _CLOSES.match(scene.text, end):
        return True
    # a mother of three is not that old
    return (stated(mention).low or 0) >= _PAST_NOON and people.of.search(head) is not None


class _People(NamedTuple):
    """A name before brackets, and patterns with the nouns of single persons: in apposition, behind a verb, behind
    "of"."""

    named: Pattern[str]
    apposed: Pattern[str]
    being: Pattern[str]
    of: Pattern[str]


@lru_cache(maxsize=8)
def _people(lexicon: Lexicon) -> _People:
    """The patterns with the nouns of a lexicon."""
    nouns = "|".join(map(re.escape, lexicon.context["persons"]["singles"]))
    whose = r"(?:my|his|her|our|your|their|the|a|an|one|another|this|that)"
    person = rf"\b(?i:{whose})\s+(?:[\w-]+\s+){{0,2}}?(?i:{nouns})(?:\s+of\s+(?:mine|ours|his|hers))?"
    person = rf"{person}(?:\s+[A-Z][a-z]+){{0,2}}"
    name = r"[A-Z][a-z]+(?:\s+[A-Z](?:\.|[a-z]+)){0,2}"
    called = r"(?:\A|[.;,]\s+)(?:Mum|Mom|Dad|Grandma|Grandpa|Gran|Nan|Granny|Mother|Father)"
    groups = "|".join(map(re.escape, lexicon.context["persons"]["nouns"]))
    many = rf"\b(?i:{groups})\b[^.;,\d]{{0,32}}\s(?:are|were)\s+(?:aged\s+)?between"
    return _People(
        late(rf"(?:[\"”’—–-]\s*|\A|[.;,]\s*|\b(?i:and|with|like|met|said|says)\s+){name}\s+\(\Z"),
        late(
            rf"(?:(?:{person}|(?:\A|[:;,.]\s|\()\W*(?:(?i:female|male|woman|man)|[FM])),\s+|\b{name},\s+(?:now|then|only|just)\s+){_HEDGES}\Z"
        ),
        late(rf"(?:\b(?:I|[Hh]e|[Ss]he|[Ww]ho)\s*{_BE}|\b[Ii]m|(?:{person}|{called})\s*{_BE}|{many})\s+{_HEDGES}\Z"),
        late(rf"{person}\s+of\s+{_HEDGES}\Z"),
    )
