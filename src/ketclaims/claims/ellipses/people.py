"""People who are counted without their noun: those who finished, those just named."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from re import Pattern
from typing import NamedTuple

from ketclaims.claims.ellipses.completion import last_figure, stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

_SEVERAL = 2
_OF_PEOPLE = late(
    r"\s+of\s+(?:those\s+(?!days|weeks|months|years|studies|trials)(?:\w+(?:ed|en|on|who|with|in)|who|with|in|on)\b"
    r"|(?:the|these|our|his|her|their)\s+(?:[\w-]+\s+)?(?:patients|people|participants|women|men|adults|children|volunteers"
    r"|veterans|clients|subjects)\b|us\b)",
    re.IGNORECASE,
)
# "of the | 1,900 | or so who were screened"
_WHO_DID = late(
    r"(?:\s+or\s+so)?\s+who\s+(?:were|had|have|took|got|came|stayed|finished|began|left|went|kept|met|said|felt|did|chose|quit"
    r"|rang|lost|made|fell|gave|saw|[a-z]+ed)\b",
    re.IGNORECASE,
)
# "a score of at least | 25 | who had failed"
_SCORED = late(r"\b(?:scores?|scoring|scored|index|BMI|scale|age|level|[A-Z]{3,}(?:-[A-Z\d]+)?)\s[^.;,\d]{0,24}\Z")
_OF_THEM = late(r"\s+of\s+(?:them|these)\b(?!\s+(?:trials|studies|weeks|days))", re.IGNORECASE)
# "54 completed the trial", "336 were assigned to"
_DID = late(
    r"\s+(?:(?:were|was|had been|had)\s+)?(?:completed|finished|lost\s+to\s+follow-?up|screened|analy[sz]ed"
    r"|treated|infused|recruited|assessed|approached|referred|invited|interviewed|surveyed|dosed|excluded|assigned|randomi[sz]ed|allocated|enrolled"
    r"|received)\b",
    re.IGNORECASE,
)
# "61 patients were asked, 38 could not say"
_DID_SO = late(
    r"\s+(?:(?:had|have)\s+(?:already\s+|since\s+|also\s+)?)?(?:could|did|didn['’]t|couldn['’]t|said|felt|reported|dropped\s+out|stopped|left|improved|relapsed|responded|remitted"
    r"|withdrew|quit|died|stayed|went|returned|refused|declined|achieved|reached|entered|showed|experienced|developed|met|took"
    r"|chose|became|told|lost|gained|needed|underwent|consented|agreed|got|attended|started|began)\b",
    re.IGNORECASE,
)
# "Of those, | 11 | stopped early"
_OF_THOSE = late(r"\bof\s+(?:those|these|them),\s+\Z", re.IGNORECASE)
# "6 | are better, 5 | are the same"
_IS_SO = late(r"\s+(?:are|were|had|have)\s+[a-z]", re.IGNORECASE)
# "one is spared for | every 25 | treated"
# "people with a score above | 34 | were excluded" is no count either
_NOT_COUNTED = late(
    r"\b(?:every|per|each|(?:scores?|aged?|index|BMI)\s+(?:of\s+)?(?:above|over|below|under)|(?:scored|scoring)\s+(?:above|over|below|under))\s+\Z",
    re.IGNORECASE,
)
_OPENING = late(r"(?:\A|[,;:(–—]|\b(?:and|but|while|of whom))\s*\Z", re.IGNORECASE)
# "a cohort of | 1,247 | found", "the number of adults who tried it at | 150,000"
_GROUP_OF = late(
    rf"\b(?:cohorts?|samples?|panel|groups?|arms?|population|database|case\s+series)\s+of\s+{HEDGED}\Z"
    rf"|\b(?:enrol(?:l)?ment|recruitment|accrual|sample\s+size)(?:\s+(?:of|was|is|target))?[:,]?\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_LEAST_GROUP = 10
_UP_TO = late(
    r"\s*(?:[.,;)]|\Z|\s(?:each|found|showed|reported|in|from|with|at|by|and|or|was|were|is|had)\b)", re.IGNORECASE
)
# "| 20 | per arm", "| 31 | in each group"
_PER_ARM = late(
    r"\s+(?:per|(?:in|to|for)\s+(?:each|either)|each\s+in)\s+(?:the\s+)?(?:[a-z]+\s+)?(?:arms?|groups?|cohorts?)\b",
    re.IGNORECASE,
)
# "Randomised: 64; completed: | 58", "No. of patients: | 41"
_LABELLED = late(
    r"\b(?:patients|participants|subjects|volunteers|outpatients|randomi[sz]ed|enrolled|screened|completed|completers|analy[sz]ed|treated"
    r"|allocated|recruited|withdrew|finished|enrol?lment|lost\s+to\s+follow-up|(?:safety|study|itt|analysis)\s+(?:population|set)"
    r"|(?:trial|study|sample)\s+size)(?:\s+\([a-z]+\))?[*_]{0,2}\s*[:=]\s*[*_]{0,2}\s*\Z",
    re.IGNORECASE,
)
# "were randomised (124 | to the drug, 122 | to placebo)"
_ASSIGNED = late(r"\b(?:randomi[sz](?:ed|ation)|assign(?:ed|ment)|allocat(?:ed|ion)|randomly)\b[^.;]*\Z", re.IGNORECASE)
# "48 got ketamine and | 46 | midazolam"
_AND_AN_ARM = late(r"(?:[a-z]\s*(?:,|\band|,\s+and|\bversus|\bvs\.?)\s+|\()\Z", re.IGNORECASE)
# "| 20 | got ketamine, 21 midazolam"
_GIVEN = late(
    r"\s+(?:got|received|took|had|(?:were|was)\s+(?:given|put\s+on|allotted|started\s+on)|went\s+on)\s+"
    r"(?:the\s+|a\s+|an\s+)?",
    re.IGNORECASE,
)
_TO_AN_ARM = late(r"\s+(?:to|on|in)\s+(?!\d)[a-z]", re.IGNORECASE)
_LARGE = 10_000
_MANY_OF = rf"(?:{HEDGE}|an\s+estimated|or)"
# 252 pts | w/ depression
_ABBREVIATED = late(
    r"\s*(?:w/|with\b|who\b|were\b|had\b|received\b|got\b|randomi[sz]ed\b|enrolled\b|completed\b|on\b|given\b|,)",
    re.IGNORECASE,
)


def abbreviated_patients(reading: Reading) -> Mention | None:
    """ "252 pts with depression": patients, where points have no such company."""
    scene, _, _, mention, _ = reading
    if mention.noun != "pts" or not _ABBREVIATED.match(scene.text, mention.span.end, scene.span.end):
        return None
    return with_unit(mention, "{person}", "{person}")


def _speaks_of_people(scene: Scene, mention: Mention, lexicon: Lexicon) -> bool:
    """Whether the passage names people before a number of "them"."""
    return _peoples(lexicon).named.search(scene.before(mention.span)) is not None


def counted_people(reading: Reading) -> Mention | None:
    """ "six of those vaccinated", "54 completed the trial", "8 of them", "124 to the drug": a count of people."""
    scene, said, before, mention, lexicon = reading
    value = stated(mention).low
    if value is None or value != int(value) or value < _SEVERAL:
        return None
    people = any(m.dimension == "{person}" for m in before)
    head = scene.before(mention.span, 16)
    if not people and _OPENING.search(head):
        counted = last_figure(said, "{person}", "{study}")
        people = counted.dimension == "{person}" if counted else _OF_THOSE.search(head) is not None
    if mention.span.of(scene.text).isalnum() and _has_done(scene, mention, people=people):
        return with_unit(mention, "{person}", "{person}")
    if _WHO_DID.match(scene.text, mention.span.end, scene.span.end) and not _SCORED.search(
        scene.before(mention.span, 40)
    ):
        return with_unit(mention, "{person}", "{person}")
    behind = _OF_PEOPLE.match(scene.text, mention.span.end, scene.span.end)
    them = None if behind else _OF_THEM.match(scene.text, mention.span.end, scene.span.end)
    behind = behind or (them if people or _speaks_of_people(scene, mention, lexicon) else None)
    return replace(with_unit(mention, "{person}", "{person}"), noun="of") if behind else None


def _has_done(scene: Scene, mention: Mention, *, people: bool) -> bool:
    """Whether the words behind a number say what so many people did, or where they were assigned."""
    end = mention.span.end
    if (_DID.match(scene.text, end) and not _NOT_COUNTED.search(scene.before(mention.span, 24))) or (
        people and _DID_SO.match(scene.text, end)
    ):
        return True
    given = _GIVEN.match(scene.text, end, scene.span.end)
    if given and _names_an_arm(scene, given.end() - 1):
        return True
    if people and _AND_AN_ARM.search(scene.before(mention.span, 40)) and _names_an_arm(scene, end):
        return True
    if people and _IS_SO.match(scene.text, end) and _OPENING.search(scene.before(mention.span, 12)):
        return True
    arm = _TO_AN_ARM.match(scene.text, end)
    return arm is not None and _ASSIGNED.search(scene.before(mention.span)) is not None


def _names_an_arm(scene: Scene, end: int) -> bool:
    """Whether a treatment stands right behind a number that ends here."""
    return any(hit.span.start == end + 1 for hit in scene.hits_of("interventions"))


def apposed_people(reading: Reading) -> Mention | None:
    """ "half of American adults, about 120 million": so many are the people just named."""
    scene, _, _, mention, lexicon = reading
    value = stated(mention).low
    if value is None or value < _LARGE:
        return None
    named = _peoples(lexicon).apposed.search(scene.before(mention.span, 60))
    return with_unit(mention, "{person}", "{person}") if named else None


def numbered_people(reading: Reading) -> Mention | None:
    """ "an earlier cohort of 1,247 found", "the number of patients came to 80,000": how many people there are."""
    scene, _, _, mention, lexicon = reading
    value = stated(mention).low
    if value is None or value != int(value) or value < _SEVERAL:
        return None
    head, end = scene.before(mention.span, 120), mention.span.end
    if _PER_ARM.match(scene.text, end) or _LABELLED.search(head):
        return with_unit(mention, "{person}", "{person}")
    if value < _LEAST_GROUP or not _UP_TO.match(scene.text, end):
        return None
    return with_unit(mention, "{person}", "{person}") if _GROUP_OF.search(head) or _number_of(head, lexicon) else None


def _number_of(head: str, lexicon: Lexicon) -> bool:
    """Whether the number of people is what is about to be said: "the number of adults who have tried it at"."""
    return "number of" in head and _peoples(lexicon).numbered.search(head) is not None


class _Peoples(NamedTuple):
    """Patterns with the nouns of groups of people: one of them, one that a number is put beside, the number of one."""

    named: Pattern[str]
    apposed: Pattern[str]
    numbered: Pattern[str]


@lru_cache(maxsize=8)
def _peoples(lexicon: Lexicon) -> _Peoples:
    """The patterns with the nouns of a lexicon."""
    nouns = "|".join(map(re.escape, lexicon.context["persons"]["nouns"]))
    people = rf"(?:[\w-]+\s+){{0,2}}?(?:{nouns})\b"
    said = rf"\bnumber of\s+{people}[^.;\d]{{0,80}}\b(?:at|is|was|to|as|reached)\s+(?:{_MANY_OF}\s+)*\Z"
    return _Peoples(
        late(rf"\b(?:{nouns})\b", re.IGNORECASE),
        late(rf"\b(?:{nouns})\s*[,(–—]\s*(?:{_MANY_OF}\s+)*\Z", re.IGNORECASE),
        late(said, re.IGNORECASE),
    )
