"""When doses and amounts are context: they say after how much, or in which arm, something was seen."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.shares import allocation
from ketclaims.claims.rulings.ranks import FROM_SCORE, tells_effect
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGE, HEDGED

_EXAMPLE = late(r"\b(?:such as|e\.g\.|(?<!something )like)\b[^,;()]*\Z", re.IGNORECASE)
_ARM = late(r"\s+(?:group|arm|dose|cohort)s?\b", re.IGNORECASE)
# "a single | 25 mg | dose of psilocybin lowered scores": what was given; "the 25 mg dose" is one of several
_DOSE_OF = late(r"[\s-]+(?:oral\s+)?doses?\s+of\s+[a-z]", re.IGNORECASE)
_ONE_SUCH = late(
    r"\b(?:an?|one|two|three|single|first)\s+(?:(?:single|fixed|small|large|low|high|full|one-off|further)\s+)?\Z",
    re.IGNORECASE,
)
_ONLY_AN_ARM = late(r"(?:(?:,|,?\s+and|,?\s+or)\s+[\d.]+\s?[\w/]+){0,4}\s+(?:group|arm|cohort)s?\b", re.IGNORECASE)
# "With six to eight visits | over four weeks |, relief lasts"
_LEADING = late(r"\W*(?:with|after|following)\s+(?:\w+\s+){0,3}\Z", re.IGNORECASE)
_AT_A_DOSE = late(r"\b(?:at|on|above|below|between)(?:\s+(?:the|a|doses? of|about|up to))*\s+\Z", re.IGNORECASE)
_ONE_OF = late(r"\b(?:one|last|first|end|rest) of\s+(?:the\s+|these\s+)?\Z", re.IGNORECASE)
# "after one infusion it lasts 9 days"
_AFTER_ONE = late(rf"\b(?:after|following|from|with)\s+{HEDGED}\Z", re.IGNORECASE)
# "common at | 12 mg, rare at | 3 mg"
_COMMON_AT = late(
    r"\b(?:common(?:er)?|rarer?|(?:un)?likely|(?:un)?usual|frequent|worse|stronger|milder)\s+(?:at|on|above|below)\s+"
    r"(?:the\s+|a\s+)?(?:doses?\s+of\s+)?\Z",
    re.IGNORECASE,
)
# "Two of them, both on | 50 mg |, left"
_ALL_ON = late(r",\s+(?:both|all|each|one)\s+on\s+(?:the\s+)?\Z", re.IGNORECASE)
_ON_A_DRUG = late(
    r"(?:\s+of\s+(?:those|people|patients|them))?\s+(?:on|with|given|taking|for|after)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_TALK = late(
    r"\b(?:talk\w*|spoke|asked|wrote|know|knows|think|heard|read|question\w*|the|these|those|his|her|their|last|next|previous"
    r"|earlier|between|of)\s+(?:\w+\s+)?(?:(?:about|of)\s+)?\Z",
    re.IGNORECASE,
)
_LABELLED = late(r"[A-Za-z)]:\s+\Z")
_COMPARING = late(
    r"\b(?:compar(?:e[sd]?|ing)|choos(?:e|ing)\s+between|difference\s+between)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_PER = late(r"\s+per\b")
# a 6-session taper, a six-infusion series; but 10-12
# "a standard | six-infusion | protocol": how many are the rule
_STANDARD = late(r"\b(?:standard|usual|typical|recommended|normal|common)\s+\Z", re.IGNORECASE)
_COMPOUND = late(r"-[a-z]+\Z", re.IGNORECASE)
# "$960 | (56 mg)"
_PRICE_BEFORE = late(r"[$£€]\s?[\d,.]+\d\s+\(\Z")
# "Eight infusions | over four weeks | reduced symptoms more than saline", "twelve visits | were no better"
_CLAUSE_BEGINS = late(r"(?:\A|[,;:“\"‘']|\b(?:that|and|but|found|because|when|while|as))\W*\Z", re.IGNORECASE)
_DID_SOMETHING = late(
    r"(?:\s+(?:of|over|in|within|for|across|given|with|on)\s[^,;.]{1,48}?)?\s+(?:(?:significantly|clearly|did\s+not|didn['’]t|do\s+not|also|may|can)\s+)?"
    r"(?:(?:reduc|improv|lower|reliev|outperform|eas|defer|prevent|delay|postpon|protect)(?:es?|ed|s)?\b|did\b(?!\s+not)|do\s+a\b|beat\b|worked\b|work\s+as"
    r"|(?:was|were|is|are|proved|seemed)\s+(?:(?:no|not|any|much|far|significantly|clearly|slightly)\s+)*(?:better|worse|superior|inferior|more\s+effective|less\s+effective|effective|safe|as\s+(?:good|effective|safe)))",
    re.IGNORECASE,
)
_SESSION_OF_A_PRICE = late(
    r"\s+(?:\w+\s+)?(?:session|visit|dose|device|spray|tablet|lozenge|infusion|vial|pen)s?\s*[:–—-]\s*[$£€A-Z]|\s+(?:vial|ampoule|bottle|pen|syringe|tablet|lozenge|patch)s?\s+(?:costs?|lists?|sells?|runs?|goes|is\s+priced)\b",
    re.IGNORECASE,
)
# "29% of people given a single | 25 mg | capsule", "8% of those whose capsule held | 1 mg"
_GIVEN_IT = late(
    r"(?:%|\bper\s?cent)\s+(?:of|in|among)\s+(?:the\s+)?(?:people|patients|those|participants|adults|volunteers)\s+"
    r"(?:given|on|taking|who\s+(?:got|had|took|received|were\s+given)|whose)\s(?:[a-z]+\s+){0,4}\Z",
    re.IGNORECASE,
)
_PACKED = late(
    r"\s+(?:\w+\s+)?(?:vial|tablet|capsule|pen|pack|box|bottle|device|ampoule|patch|strip|syringe|kit|starter|strength|sachet|visit)s?\b",
    re.IGNORECASE,
)
# "5 mg | : £179", "7.5 mg | and 10 mg: from $239"
_PRICE_OF_IT = late(
    rf"[^.;:$£€\n]{{0,32}}(?::|\s[–—-]|\s(?:costs?|is|at))\s+(?:(?:{HEDGE}|from|now)\s+)*[$£€]\s?\d",
    re.IGNORECASE,
)
# "semaglutide 2.4 mg | once a week", "midazolam 2 mg | at night": how it is taken
_SCHEDULED = late(
    r"[,\s(]+(?:at\s+(?:night|bedtime)|(?:\w+\s+){0,2}(?:daily|nightly|weekly|a\s+(?:day|week|month))|once|twice|each|every|per|for\b|over\b|in(?:to)?\b|by\b|orally|i\.?v\.?\b|i\.?m\.?\b|then\b)",
    re.IGNORECASE,
)
_TAKEN = late(
    r"\b(?:gets?|takes?|took|use[sd]?|swallow\w*|add(?:s|ed)?|start\w*|begin\w*|prescrib\w+|inject\w*|recommend\w*|is|are|was|were)\s+"
    r"(?:[\w-]+\s+){1,3}\Z",
    re.IGNORECASE,
)
_NEXT_DOSE = late(r"(?:,|,?\s+(?:and|or|versus|vs\.?|against))\s+", re.IGNORECASE)
# "€480 per visit on | 56 mg"
_PRICE_ON = late(r"[$£€]\s?[\d,.]+[^.;$£€]{0,24}\s(?:on|for|at)\s+(?:the\s+)?\Z")
# "Consent is taken before the first infusion and again after the | sixth"
_DATED_BY = late(r"\b(?:after|by|until|at|before|from)\s+(?:(?:the|your|my|his|her|their)\s+)?\Z", re.IGNORECASE)
_BY_THEN = late(r"\bby\s+(?:(?:the|my|his|her|their|your)\s+)?\Z", re.IGNORECASE)
_JUDGEMENT = late(r"\b(?:judg|decid|assess|review|evaluat|shrink|shrank|says?\b|said\b)", re.IGNORECASE)
_LAST_OF_THEM = late(
    r"\b(?:the|these|those|my|your|our|his|her|their)\s+(?:last|final|remaining|previous)\s+\Z", re.IGNORECASE
)
# "if you do not feel better after | three infusions | , stop, and we refund the rest"
_IF_NOT = late(r"\bif\b[^.;]*(?:\b(?:no|not|nothing|never)\b|n['’]t\b)[^.;]*\b(?:after|by)\s+\Z", re.IGNORECASE)
# "the odds are 45%; give it at least | four infusions | before you decide"
_JUDGED = late(
    r"\s+(?:before|to)\s+(?:(?:you|we|they|one)\s+)?(?:decid|judg|tell|know|giv\w*\s+up|assess)\w*", re.IGNORECASE
)
# "about 70% respond, usually after | two or three infusions"
_USUALLY_AFTER = late(
    r"[,;–—(]\s+(?:and\s+)?(?:often|usually|typically|generally|mostly|most\s+often|as\s+a\s+rule)\s+(?:(?:only|within|by|about|around)\s+)*"
    r"(?:after|by|within|with)\s+(?:(?:about|around|just|only|the)\s+)*\Z",
    re.IGNORECASE,
)
_OF_WHOM = late(
    r"\b(?:patients|people|those|adults|participants|anyone|anybody|everyone|members|clients|volunteers|veterans|guests|users|women|men)\s+"
    r"(?:with|receiving|having|given|getting|completing|after|who\s+(?:(?:have|had|were|are|only)\s+)?"
    r"(?:had|have|got|get|gets|received?|completed?|finished?|underwent|took|take|attended|needed|need|given|done|skipped|missed))\s+"
    rf"(?:(?:{HEDGE}|all|the|more|fewer|less|than)\s+)*\Z",
    re.IGNORECASE,
)
# "I quit after | visit 4"
_QUIT = late(
    r"\b(?:quit|stopped|gave\s+up|dropped\s+out|left)\b[^.;]{0,16}\Z",
    re.IGNORECASE,
)
# "Before your | first visit |, drink nothing"
_BEFORE_IT = late(r"\bbefore\s+(?:your|the|their|my|his|her|our)\s+\Z", re.IGNORECASE)
# "counselling takes | twelve visits | and does as well: 42%"
# "a study gave 96 people | three drips | ; half a year later 51% were dry"
# "By the | fourth infusion | my PHQ-9 had gone from 23 to 6"
_BY_THE = late(r"\bby\s+(?:the|my|our|his|her|your)\s+\Z", re.IGNORECASE)
_GAVE = late(r"(?<!who\s)\b(?:gave|received|got)\b[^.;]*\Z", re.IGNORECASE)
_IS_NEEDED = late(
    rf"\b(?:takes?|needs?|requires?|runs?\s+to|consists?\s+of)\s+(?:(?:{HEDGE}|usually)\s+)*\Z",
    re.IGNORECASE,
)
_SEVERAL = 2
_MORE_THAN_ANYONES = 200
"""More doses than one person gets: what a clinic has given."""
_IN_NOSTRILS = late(r"\s+(?:in(?:to)?|up|per)\s+(?:each|one|either|both|the|every)?\s*nostrils?\b", re.IGNORECASE)
_DEVICE = late(
    r"\b(?:device|pump|bottle|inhaler|pen|pack|box|blister|vial|dispenser)s?\s+(?:\w+\s+){0,2}?"
    r"(?:holds?|contains?|delivers?|gives?|has|is|as)\s+(?:[\w,]+\s+){0,4}\Z",
    re.IGNORECASE,
)


def rank_beside_figures(case: Case) -> bool:
    """A rank ("the sixth infusion") is a claim only where it alone says how many doses it takes."""
    alone = not case.beside("share", "points", "time", "mass", "dose_by_weight") and not _QUIT.search(case.head)
    alone = alone and not (FROM_SCORE.search(case.tail) and _BY_THEN.search(case.head) is None)
    alone = alone and (not _DATED_BY.search(case.head) or _is_named(case) or _is_telling(case))
    alone = alone and not (case.written.startswith("first ") and _BEFORE_IT.search(case.head))
    return case.mention.kind == "ordinal" and not (alone and case.role == "doses_needed")


def _is_telling(case: Case) -> bool:
    """Whether the passage has a word of feeling or change, or one of judgement stands before."""
    return tells_effect(case.scene) or _JUDGEMENT.search(case.head) is not None


def _is_named(case: Case) -> bool:
    """Whether a phrase names the measure of the mention, and does not just point to it."""
    return any(vote.kind == "name" and vote.measure == case.choice.measure for vote in case.choice.votes)


def doses_of_an_outcome(case: Case) -> bool:
    """Doses beside an outcome or a price say what the figure refers to."""
    if _IS_NEEDED.search(case.head) and not case.priced:
        return False
    needed = case.role == "doses_needed"
    if needed and _AFTER_ONE.search(case.head) and _lasts(case):
        return True
    unless_better = needed and (
        _IF_NOT.search(case.head) or _JUDGED.match(case.tail) or _USUALLY_AFTER.search(case.head)
    )
    results = [m for m in case.outcomes if not allocation(replace(case, mention=m))]
    if _BY_THE.search(case.head) and all(m.dimension == "score" for m in results):
        return False
    if results and _GAVE.search(case.head) and all(";" in case.between(m) for m in results) and not case.priced:
        return False
    return (bool(results) or case.priced) and not unless_better


def _lasts(case: Case) -> bool:
    """Whether a length before the mention says how long the benefit lasts: "relief lasts two months after six"."""
    before = (m for m in case.mentions if m.dimension == "time" and m.span.end < case.mention.span.start)
    chosen = (case.choices[m] for m in before if m in case.choices)
    return any(case.lexicon.measures[choice.measure].role in ("benefit", "acute_effect") for choice in chosen)


def one_dose(case: Case) -> bool:
    """A single dose is what something follows from, unless it says how many were needed."""
    follows = _AFTER_ONE.search(case.head) and case.beside("time", "{ratio}", "points")
    one = case.written.startswith("one ") and (case.role != "doses_needed" or follows)
    return case.mention.noun == "single" or bool(one) or case.written.startswith("one-off")


def example_or_name(case: Case) -> bool:
    """ "such as a series of six", "a 6-infusion series": a thing is named only."""
    named = _COMPOUND.search(case.written) and not _STANDARD.search(case.head)
    return bool(named or _EXAMPLE.search(case.head))


def of_a_priced_row(case: Case) -> bool:
    """ "| 3 infusions | $1,350 |": what the price of a row is for, unless the cell tells over what time they go."""
    cells = case.scene.block.cells
    if not cells or case.scene.span != cells[0] or case.beside("time", "frequency"):
        return False
    beside = [m for f in case.scene.frames if f.kind == "row" for m in f.mentions]
    return any(m.priced for m in beside) and not any(m.dimension in ("time", "frequency") for m in beside)


def compared(case: Case) -> bool:
    """ "will compare two doses", "whether eight sessions work better": what a study is about to tell."""
    return _COMPARING.search(case.head) is not None


def spoken_of(case: Case) -> bool:
    """ "They talked about eight infusions", "a 6-session taper", "1 per week": doses that nobody says are given.

    No word says what is measured, and no other figure stands beside, unless a cell, a label or a bound states them.
    """
    if not case.unmeasured:
        return False
    stated = case.bounded or bool(case.scene.block.cells) or _LABELLED.search(case.head)
    many = case.mention.quantity is not None and (case.mention.quantity.low or 0) >= _MORE_THAN_ANYONES
    alone = not many and not any(m.kind == "figure" for m in case.mentions if m is not case.mention)
    named = _COMPOUND.search(case.written) or _TALK.search(case.head) or _PER.match(case.tail)
    return bool(named) or (alone and not stated and case.mention.noun not in ("times", "asked"))


def subject_of_a_statement(case: Case) -> bool:
    """ "Eight infusions over 4 weeks reduced symptoms": doses in a statement without a figure qualify it."""
    if case.outcomes or case.scene.block.cells or not _CLAUSE_BEGINS.search(case.head):
        return False
    return _DID_SOMETHING.match(case.tail) is not None


def of_whom(case: Case) -> bool:
    """ "patients with fewer than four sessions", "those who had six infusions": whom something is said of."""
    return _OF_WHOM.search(case.head) is not None


def last_doses(case: Case) -> bool:
    """ "by the last two visits": some of those that were counted elsewhere."""
    return _LAST_OF_THEM.search(case.head) is not None


def part_of_a_device(case: Case) -> bool:
    """ "Each device holds two sprays", "1 spray in each nostril": what a dose is made of, not how many are given."""
    return _DEVICE.search(case.head) is not None or _IN_NOSTRILS.match(case.tail) is not None


def labels_a_price(case: Case) -> bool:
    """ "5 mg: £179", a cell "750 mg vial" in a row of prices: which of several amounts a price is for."""
    doses = (m.span for m in case.mentions if m.dimension == case.mention.dimension)
    first = next(doses, case.mention.span)
    opens = case.priced and not any(map(str.isalpha, case.scene.before(first))) and ":" not in case.head
    if opens and _PRICE_OF_IT.match(case.tail):
        return True
    row = (m for f in case.scene.frames if f.kind == "row" for m in f.mentions)
    return bool(case.scene.block.cells) and _PACKED.match(case.tail) is not None and any(m.priced for m in row)


def names_an_arm(case: Case) -> bool:
    """ "29% of the 25 mg group", "nausea in 12% at 25 mg": the dose tells the arms apart."""
    arm = bool(
        (_ARM.match(case.tail) and not _is_the_dose(case))
        or (_AT_A_DOSE.search(case.head) and case.outcomes)
        or _behind_its_drug(case)
    )
    arm = arm or (bool(case.earlier) and _GIVEN_IT.search(case.head) is not None)
    named = _ONLY_AN_ARM.match(case.tail) or _COMMON_AT.search(case.head) or _ALL_ON.search(case.head)
    packed = case.priced and _PACKED.match(case.tail)
    told = (
        packed or _PRICE_BEFORE.search(case.head) or _SESSION_OF_A_PRICE.match(case.tail) or _PRICE_ON.search(case.head)
    )
    priced = case.priced and (arm or told is not None)
    return priced or (arm and bool(case.outcomes)) or named is not None


def _is_the_dose(case: Case) -> bool:
    """Whether an amount is that of the dose itself, named with its drug: "a single 25 mg dose of psilocybin"."""
    return _DOSE_OF.match(case.tail) is not None and _ONE_SUCH.search(case.head) is not None and not case.priced


def _behind_its_drug(case: Case) -> bool:
    """Whether a dose stands right behind a drug that an outcome is told of: "59% on fluoxetine 20 mg"."""
    drug = next((h for h in case.scene.hits_of("interventions") if h.span.end == case.mention.span.start - 1), None)
    if drug is None or not case.outcomes or case.scene.lends(case.mention):
        return False
    if all(";" in case.between(outcome) for outcome in case.outcomes):
        return False
    bound = case.earlier and _ON_A_DRUG.fullmatch(case.scene.between(case.earlier[-1].span, drug.span))
    return bool(bound) or not (_SCHEDULED.match(case.tail) or _TAKEN.search(case.head))


def of_several_arms(case: Case) -> bool:
    """ "On 5, 10 and 15 mg it was seen in 25%, 33% and 31%": as many doses as shares tell these apart."""
    doses = [m for m in case.mentions if m.dimension == case.mention.dimension and m.kind == "figure"]
    shares = [m for m in case.outcomes if m.span > doses[-1].span]
    if len(doses) < _SEVERAL or len(doses) != len(case.outcomes) or len(shares) != len(doses):
        return False
    return all(_NEXT_DOSE.fullmatch(case.scene.between(a.span, b.span)) for a, b in pairwise(doses))


def leading_doses(case: Case) -> bool:
    """ "With six visits over 3 weeks, the relief lasts 8 weeks": after how many doses something else was seen."""
    comma = case.tail.find(",")
    if comma < 0 or not _LEADING.match(case.head):
        return False
    behind = case.mention.span.end + comma
    return any(m.span.start > behind and m.dimension in ("time", "share", "points") for m in case.mentions)


def one_of_several(case: Case) -> bool:
    """ "one of four treatments": a choice, not a course."""
    return _ONE_OF.search(case.head) is not None
