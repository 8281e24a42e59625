"""When doses and amounts are context: they say after how much, or in which arm, something was seen."""

from __future__ import annotations

import re

from ketclaims.claims.cases import Case
from ketclaims.claims.ellipses import DOSES_BEHIND
from ketclaims.lexicon import UNNAMED

_EXAMPLE = re.compile(r"\b(?:such as|e\.g\.|like)\b[^,;()]*\Z", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:who|whose)\b[^,;()]*\Z", re.IGNORECASE)
_ARM = re.compile(r"\s+(?:group|arm|dose|cohort)s?\b", re.IGNORECASE)
_AT_A_DOSE = re.compile(r"\b(?:at|on|above|below|between)(?:\s+(?:the|a|doses? of|about|up to))*\s+\Z", re.IGNORECASE)
_ONE_OF = re.compile(r"\bone of\s+(?:the\s+|these\s+)?\Z", re.IGNORECASE)
# "after one infusion it lasts 9 days"
_AFTER_ONE = re.compile(r"\b(?:after|following|from|with)\s+(?:just\s+|only\s+)?\Z", re.IGNORECASE)
_WEIGHING = re.compile(r"\b(?:(?:wo)?man|person|patient|adult|weigh\w*)\s+(?:of\s+)?\Z", re.IGNORECASE)
# "common at | 12 mg, rare at | 3 mg"
_COMMON_AT = re.compile(
    r"\b(?:common(?:er)?|rarer?|(?:un)?likely|(?:un)?usual|frequent|worse|stronger|milder)\s+(?:at|on|above|below)\s+"
    r"(?:the\s+|a\s+)?(?:doses?\s+of\s+)?\Z",
    re.IGNORECASE,
)
_ON_A_DRUG = re.compile(
    r"(?:\s+of\s+(?:those|people|patients|them))?\s+(?:on|with|given|taking|for|after)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_MANY = 100


def rank_beside_figures(case: Case) -> bool:
    """A rank ("the sixth infusion") is a claim only where it alone says how many doses it takes."""
    alone = not case.beside("share", "points", "time", "mass")
    return case.mention.kind == "ordinal" and not (alone and case.role == "doses_needed")


def doses_of_an_outcome(case: Case) -> bool:
    """Doses beside an outcome or a price say what the figure refers to."""
    return bool(case.outcomes) or case.priced


def one_dose(case: Case) -> bool:
    """A single dose is what something follows from, unless it says how many were needed."""
    follows = _AFTER_ONE.search(case.head) and case.beside("time", "{ratio}", "points")
    one = case.written.startswith("one ") and (case.role != "doses_needed" or follows)
    return case.mention.noun == "single" or bool(one) or case.written.startswith("one-off")


def example_or_name(case: Case) -> bool:
    """ "such as a series of six", "those who have had a 6-infusion series": a thing is named only."""
    named = "-" in case.written and _RELATIVE.search(case.head)
    return bool(named or _EXAMPLE.search(case.head))


def unmeasured(case: Case) -> bool:
    """No word says what is measured; hundreds of doses are no one's series."""
    quantity = case.mention.quantity
    many = quantity is not None and quantity.low is not None and quantity.low >= _MANY
    return case.choice.measure == UNNAMED and not many


def body_weight(case: Case) -> bool:
    """A weight in kilograms is that of a person, unless the measure is one that is stated so."""
    measure = case.lexicon.measures[case.choice.measure]
    own = "kg" in (measure.unit, *measure.usual) and not _WEIGHING.search(case.head)
    return case.mention.quantity is not None and case.mention.quantity.unit == "kg" and not own


def names_an_arm(case: Case) -> bool:
    """ "29% of the 25 mg group", "nausea in 12% at 25 mg": the dose tells the arms apart."""
    arm = bool(_ARM.match(case.tail) or (_AT_A_DOSE.search(case.head) and case.outcomes) or _behind_its_drug(case))
    return (arm and (bool(case.outcomes) or case.priced)) or _COMMON_AT.search(case.head) is not None


def _behind_its_drug(case: Case) -> bool:
    """Whether a dose stands right behind a drug that an outcome before it is bound to: "59% on fluoxetine 20 mg"."""
    drug = next((h for h in case.scene.hits_of("interventions") if h.span.end == case.mention.span.start - 1), None)
    if drug is None or not case.earlier:
        return False
    return _ON_A_DRUG.fullmatch(case.scene.between(case.earlier[-1].span, drug.span)) is not None


def how_it_is_taken(case: Case) -> bool:
    """ "daily" without a treatment, or as part of a dose ("daily doses of 20 mg")."""
    tells = case.unmeasured or DOSES_BEHIND.match(case.tail) is not None
    return case.mention.noun == "adverb" and tells


def one_of_several(case: Case) -> bool:
    """ "one of four treatments": a choice, not a course."""
    return _ONE_OF.search(case.head) is not None
