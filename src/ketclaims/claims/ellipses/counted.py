"""Counts that are told apart by the words around them: shares of a round whole, events, doses, people, studies."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from re import Pattern

from ketclaims.claims.ellipses.completion import is_whole, opens_passage, stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED
from ketclaims.quantities.numbers import value_of

_GIVEN = late(
    r"\b(?:came|come|comes|coming|went\s+back|returned|visit(?:ed|s)?|attend(?:ed|s)?|given|gets?|got|had|has|having|inject(?:ed|ions?)|infus(?:ed|ions?)"
    r"|dripped|treat(?:ed|ments?)|dosed|administered|repeated|took|take|taken)\b[^.;]*\Z",
    re.IGNORECASE,
)
_OFTEN_ENDS = late(
    r"\s*(?:[.;,)]|\Z)|\s+(?:in\s+(?:all|total|\d|two|three|four|six|a\s+row)|over|during|altogether|within|across|for|before)\b"
)
_WHOLE = r"(?P<whole>10|100|1,?000|10,?000|ten|(?:a|one)\s+hundred|(?:a|one)\s+thousand)"
# "for every 100 people who take it, about | 4"; the whole stands first, and nothing but words and such numbers between
_EVERY = late(
    rf"\b(?:of|for|in|among|out\s+of)\s+(?:every|each)\s+{_WHOLE}\b[^.;%$£€]*(?:,|\band|\bor|:)\s+(?:[a-z]+\s+){{0,4}}\Z",
    re.IGNORECASE,
)
_EVERY_ABOVE = late(
    rf"\b(?:of|for|in|among|out\s+of|from)\s+(?:(?:every|each)\s+)?{_WHOLE}\b[^.;%]*[:,]\s*\Z", re.IGNORECASE
)
_IF_SO_MANY = late(
    rf"\b(?:if|imagine|picture|take|suppose|say|when)\s+{_WHOLE}\s+(?:[a-z]+\s+)?"
    r"(?:people|patients|adults|women|men|children)\b[^.;%]*\Z",
    re.IGNORECASE,
)
_HEDGE = late(
    rf"[\W_]*(?:(?:{HEDGE}|another|between)\s+)*",
    re.IGNORECASE,
)
# "Serious events: | 3 | in the ketamine arm"
_OF_EVENTS = late(
    r"(?:\A|[.;(]\s)\W*(?:[a-z]+\s)?(?:events|deaths|falls|fits|seizures|suicides|admissions)\s*:\s*\Z", re.IGNORECASE
)
_SEVERAL = 2
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
# 252 pts | w/ depression
_ABBREVIATED = late(
    r"\s*(?:w/|with\b|who\b|were\b|had\b|received\b|got\b|randomi[sz]ed\b|enrolled\b|completed\b|on\b|given\b|,)",
    re.IGNORECASE,
)
_ENROLLED = late(
    r"\s+(?:enrolled|recruited|evaluated|examined|tested(?!\s(?:positive|negative)))\s+[a-z]", re.IGNORECASE
)
_OF_THEM_STUDIED = late(
    r"\s+of\s+(?:them|these|which)\s+(?:were\s+)?"
    r"(?:randomi[sz]ed|controlled|blind(?:ed)?|double-blind|open|placebo|sham|pooled|small|large)\b",
    re.IGNORECASE,
)
_OF_STUDIES = late(r"\s+of\s+(?:the|these|those)\s+(?:[\w-]+\s+)?(?:trials|studies)\b", re.IGNORECASE)
# "19 | dealt with pain, 15 | with sleep"
_ABOUT = late(
    r"\s+(?:dealt\s+with|looked\s+at|concerned|covered|focus(?:s?ed)\s+on|addressed|were\s+about|compared|tested|used)\s+[a-z]",
    re.IGNORECASE,
)


def events(reading: Reading) -> Mention | None:
    """ "Serious events: 3 in the ketamine arm": a number behind the name of what happened."""
    scene, _, _, mention, _ = reading
    told = is_whole(mention) and _OF_EVENTS.search(scene.before(mention.span, 32))
    return with_unit(mention, "{event}", "{event}") if told else None


def of_every(reading: Reading) -> Mention | None:
    """ "For every 100 people who take it, about 4 get a rash": so many of a round whole are a share."""
    scene, _, _, mention, lexicon = reading
    quantity = mention.quantity
    if quantity is None or quantity.unit != "1" or mention.span.of(scene.text).lower() == "one":
        return None
    found = _EVERY.search(scene.before(mention.span)) or _whole_above(scene, mention)
    whole = value_of(found["whole"], lexicon) if found else None
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if not whole or not ends or any(end != int(end) or not 0 <= end < whole for end in ends):
        return None
    low, high = (None if end is None else (end * 100 / whole) for end in (quantity.low, quantity.high))
    shared = replace(quantity, low=low, high=high, unit="%")
    return replace(mention, kind="figure", quantity=shared, dimension="share", noun="in every")


def _whole_above(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The round whole that the words above a list name, where the number opens its item: "Of every 100 users:"."""
    if not _HEDGE.fullmatch(scene.before(mention.span)):
        return None
    leads = (f for f in scene.frames if f.kind == "lead" or (f.kind == "heading" and f.span == scene.block.lead))
    above = next((f.span.of(scene.text) for f in leads), "")
    return _EVERY_ABOVE.search(above) or _IF_SO_MANY.search(above)


def times_in_all(reading: Reading) -> Mention | None:
    """ "They came to the clinic eight times in all": how often something was given, where nothing is compared."""
    scene, _, _, mention, _ = reading
    count = stated(mention).low
    if (
        mention.noun != "times"
        or count is None
        or count != int(count)
        or not _OFTEN_ENDS.match(scene.text, mention.span.end)
    ):
        return None
    given = _GIVEN.search(scene.before(mention.span))
    return with_unit(mention, "{dose}", "{dose}") if given else None


def abbreviated_patients(reading: Reading) -> Mention | None:
    """ "252 pts with depression": patients, where points have no such company."""
    scene, _, _, mention, _ = reading
    if mention.noun != "pts" or not _ABBREVIATED.match(scene.text, mention.span.end, scene.span.end):
        return None
    return with_unit(mention, "{person}", "{person}")


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
    return "number of" in head and _number_of_people(lexicon).search(head) is not None


@lru_cache(maxsize=8)
def _number_of_people(lexicon: Lexicon) -> Pattern[str]:
    """The pattern with the nouns of groups of people."""
    nouns = "|".join(map(re.escape, lexicon.context["persons"]["nouns"]))
    people = rf"(?:[\w-]+\s+){{0,2}}?(?:{nouns})\b"
    hedged = rf"(?:(?:{HEDGE}|an\s+estimated|or)\s+)*"
    return late(rf"\bnumber of\s+{people}[^.;\d]{{0,80}}\b(?:at|is|was|to|as|reached)\s+{hedged}\Z", re.IGNORECASE)


def counted_studies(reading: Reading) -> Mention | None:
    """ "12 enrolled adolescents", "19 dealt with pain": what enrols somebody is a study."""
    scene, _, _, mention, _ = reading
    return with_unit(mention, "{study}", "{study}") if _counts_studies(scene, mention) else None


def _counts_studies(scene: Scene, mention: Mention) -> bool:
    """Whether the words behind a number say what only studies do, or what is done to them."""
    written, end = mention.span.of(scene.text).lower(), mention.span.end
    if "." in written:
        return False
    named = any(m.dimension == "{study}" for m in scene.mentions)
    if named and _OF_THEM_STUDIED.match(scene.text, end, scene.span.end):
        return True
    if written not in ("one", "1") and _OF_STUDIES.match(scene.text, end, scene.span.end):
        return True
    about = opens_passage(scene, mention) and _ABOUT.match(scene.text, end)
    return bool(about or _ENROLLED.match(scene.text, end))
