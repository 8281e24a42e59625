"""When counts, ages, prices and pressures are context: they say of whom another figure is, or count no subject."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts.anywhere import supposed
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

_IF_AGED = late(
    r"\b(?:if|when|unless)\s+(?:you|they|he|she|the\s+\w+|your\s+\w+)\s*(?:['’]re|are|is|were|was)\s+(?:aged\s+)?"
    r"(?:(?:under|over)\s+\d+\s+or\s+)?"
    r"(?:(?:under|over|past|above|below|younger than|older than|at least|between)\s+)?(?:the\s+age\s+of\s+)?\Z",
    re.IGNORECASE,
)
_ENDS = late(
    r"(?:\s+(?:or|and)\s+(?:(?:over|past|above|under|below)\s+)?\w+)?(?:\s+(?:of age|old))?(?:\s*\([^()]*\))?\W*\Z"
)
# "You could join if you were between | 21 and 60 | and had not been treated"
_ADMITTED = late(
    r"\b(?:join|take\s+part|eligible|qualif\w+|suitable|enrol|enroll|apply|sign\s+up|be\s+admitted)\b", re.IGNORECASE
)
_PER_ARM = late(r"\s+(?:per|in\s+each)\s+(?:arm|group)\b", re.IGNORECASE)
# "Trials with fewer than | 10 participants | were left out"
_LEFT_OUT = late(
    r"\s+(?:(?:each|per\s+\w+)\s+)?(?:was|were|are)\s+(?:left\s+out|excluded|not\s+(?:included|counted|considered)|dropped|ignored)\b",
    re.IGNORECASE,
)
_STUDIES_WITH = late(
    r"\b(?:studies|trials|reports|surveys|papers)\s+(?:with|of|that\s+(?:had|included|enrolled))\s+(?:fewer|less|more|at\s+least)(?:\s+than)?\s+\Z",
    re.IGNORECASE,
)
_OF_MONEY = late(rf"\s+of\s+{HEDGED}[$£€]")
_PRICE_FOR = late(r"[$£€]\s?[\d,.]*\d(?:\s?[–-]\s?[$£€]?[\d,.]*\d)?\s+(?:for|per)\s+(?:(?:a|an|the|every|each)\s+)?\Z")
_PRICE_BEHIND = late(r"\s*[:=–—]\s*[$£€]")
_UNREAL = late(
    r"\W*(?:(?:had|if)\s+(?:I|we|you|he|she|they)\s+(?:had\s+)?[a-z]+|if\s+only)\b.{0,200}?\b(?:would|could|might)(?:n['’]t|\s+not)?\s+have\b",
    re.IGNORECASE,
)
_AGAINST_THE = late(
    r"\b(?:above|over|below|under|within|beyond|past|exceeds?|exceeding|short\s+of|against|more\s+than|less\s+than)\s+(?:the|its|their)\s+(?:usual\s+)?\Z",
    re.IGNORECASE,
)
_TOLERATED = late(
    r"(?:\s+(?:per|a|an)\s+[\w-]+)?[-\s]+(?:threshold|limit|ceiling|cap|cut-?off|benchmark|line|bar|mark|(?:that|which|at\s+which|where|the|its|it)\s+[^.;,]{0,40}?"
    r"(?:tolerat|accept|allow|consider|regard|set|us(?:es|ed)|treat|think|deem|pays?|adopt)\w*)\b",
    re.IGNORECASE,
)
_PER = late(r"\bper\s+\Z", re.IGNORECASE)
_AVERAGE = late(
    r"\b(?:(?:mean|average|median)\s+(?:[\[(][^()\[\]]*[\])]\s+)?(?:age[,:]?\s*)?|m\s+age\s*|age\s+range:?\s*)(?:of\s+|was\s+|is\s+|=\s*)?\Z",
    re.IGNORECASE,
)
# "They were | 46 years old | on average"
_ON_AVERAGE = late(r"(?:\s+of\s+age|\s+old)?,?\s+\(?(?:on\s+average|mean|median|average)\b", re.IGNORECASE)
# "six weeks in people past | 65"
_IN_A_GROUP = late(
    r"\b(?:in|among)\s+(?:(?:the|those|people|adults|patients|women|men|anyone|anybody|everyone|somebody)\s+)*"
    r"(?:aged\s+)?(?:over|under|past|above|below)[\s-]\Z",
    re.IGNORECASE,
)
# "For people over | 65 |, start low"
_OPENING_GROUP = late(
    r"\W*(?:for|in|among)\s+(?:[a-z]+\s+)?(?:people|adults|patients|women|men|anyone|those)\s+(?:aged\s+)?(?:over|above|past|under|below)\s+\Z",
    re.IGNORECASE,
)
_GIVEN_BY_AGE = ("mass", "mass_rate", "dose_by_weight", "pressure")
_SUPPOSED_FIRST = late(r"\W*(?:had\s+(?:I|he|she|we|they|you)|if|should|suppose|imagine|when)\b", re.IGNORECASE)
_EVERY_ONE = late(r"\b(?:every|each)\s+\Z", re.IGNORECASE)
_LIMIT = late(
    r"\b(?:anyone|anybody|nobody|no\s+one|not|must|ha(?:ve|s)\s+(?:to|turned|reached)|needs?\s+to|cannot|only|never)\b[^;()]*\Z",
    re.IGNORECASE,
)
_REFUSED = late(
    r"\b(?:nobody|no\s+one|not|must|ha(?:ve|s)\s+(?:to|turned|reached)|needs?\s+to|cannot|only|never)\b[^;()]*\Z",
    re.IGNORECASE,
)
_TO_SPARE = late(
    r"\b(?:to|can|could|would)\s+(?:stop|prevent|avoid|save|spare|help|avert|keep|get|cause|harm)\s+\Z", re.IGNORECASE
)
_ON_ITS_OWN = late(r"['’]s\b|\s+(?:on\s+its\s+own|alone|at\s+a\s+time)\b", re.IGNORECASE)
# "a 50-year-old | drug"
_OLD_THING = late(
    r"\s+(?:[a-z]+\s+)?(?:drug|medicine|medication|molecule|compound|an(?:a)?esthetic|treatment|therapy|technique|procedure|idea|question|theory|company|clinic|building|house|brand|machine|dog|cat|car|practice|hospital|law|problem)\b",
    re.IGNORECASE,
)
_GROUP_DOES = late(
    r"\s+(?:do|did|are|were|have|had|get|got|may|might|can|need|tend|seem|respond|fare)\b", re.IGNORECASE
)
# "Anyone over | 65 | needs a smaller dose", "in patients over | 60 | than in younger ones"
_PEOPLE_PAST = late(
    r"\b(?:people|adults|men|women|those|anyone|anybody|patients|participants|children|teenagers|adolescents)"
    r"\s+(?:aged\s+)?(?:over|under|past|above|below)\s+\Z",
    re.IGNORECASE,
)
_TOLD_OF = late(
    r"\s+(?!(?:and|or|with|who|whose|must|should|can|cannot|could|may|might|are|is|were|was|will|need\s+to|have\s+to|has\s+to|only|if|unless)\b)[a-z]"
    r"|\s+(?:(?:are|is|were|was)\s+(?:more|less|at|as|often|usually)|may\s+(?!not|be|take|have|join|use)[a-z]|might)\b",
    re.IGNORECASE,
)
_STEP = late(r"\b(?:every|each|per|for each|for every)(?:\s+(?:extra|additional|further|added))?\s+\Z", re.IGNORECASE)
_STEPPING = late(
    r"\b(?:taking|lowering|cutting|reducing|raising|losing|adding|dropping|shedding)\s(?:[\w-]+\s+){0,4}?(?:by\s+)?\Z",
    re.IGNORECASE,
)
_CHANGES = late(r"[^.;,]{0,40}?\b(?:lower|reduc|cut|rais|increas|prevent|halv|drop|chang)\w*\b", re.IGNORECASE)
_EVERY = late(r"\s+(?:every|each|per|an?|by suicide)\b", re.IGNORECASE)
_OF_CUSTOMERS = late(
    r"\b(?:google|yelp|facebook|trustpilot|online|verified|customer|client|patient|reader|guest|star)\b", re.IGNORECASE
)
_STARS = late(r"\bstars?\b|★|\brat(?:ed|ing)\b", re.IGNORECASE)
_RATED = late(
    r"\b(?:rat(?:ed|ing)|stars?)\b[^.;]{0,4}\d(?:\.\d)?\b[^.;]{0,60}\bby\s+(?:(?:over|more\s+than|about|nearly)\s+)?\Z",
    re.IGNORECASE,
)
_SUBSCRIBE = late(r"\bsubscri(?:be|ption)\b[^.;$£€]{0,16}\Z", re.IGNORECASE)
_AGES = late(r"[,;]\s+(?:aged?|ages|mean\s+age)\s*:?\s*", re.IGNORECASE)
_ROUND = late(r"(?:10|100|1,?000|10,?000|ten|(?:a|one)\s+(?:hundred|thousand))\s")
_OF_SO_MANY = late(r"\b(?:of|for|in|among|out\s+of)\s+(?:(?:every|each)\s+)?\Z", re.IGNORECASE)
_SMALL = 2
_PLACES = frozenset(("{site}", "{hospital}", "{centre}", "{center}", "{country}"))
"""Places of a study: two of them are counted, and those in brackets too."""
_HANDFUL = 10
_NEAR = 32
_OR_MORE = late(r"\s+or\s+(?:more|fewer)\s", re.IGNORECASE)
_THE_SAME = late(r"(?:\A|[^f\s]\s+|\A\W+)(?:the|all|all\s+the|these|those)\s+\Z", re.IGNORECASE)
# "with one of our | two psychiatrists"
_ONE_OF_OURS = late(r"\b(?:one|either|both)\s+of\s+(?:the|our|its|their|my|your)\s+\Z", re.IGNORECASE)
# "One doctor offers this, another that"
_ONE_OF_STAFF = late(
    r"one\s+(?:doctor|nurse|physician|psychiatrist|psychologist|therapist|pharmacist|clinician|surgeon|colleague|friend|reviewer)",
    re.IGNORECASE,
)
# "Let me take your | three advisers | in turn"
_KNOWN = late(r"\b(?:the|these|those|your|my|our|his|her|their|its)\s+\Z", re.IGNORECASE)
# "Panel: | 17 members", "a committee of | nine doctors"
_PANEL = late(
    r"\b(?:panel|committee|board|jury|authors?|editors?)(?:\s+(?:of|was|is|had|has|with))?\s*:?\s+\Z", re.IGNORECASE
)
_AUTHORS = late(r"\b(?:authors?|editors?|panellists|panelists|co-authors?)\Z", re.IGNORECASE)


def supposed_of_somebody(case: Case) -> bool:
    """What is supposed of somebody is context, but for limits: "if you are under 18", "covered if two drugs failed"."""
    failed = case.mention.dimension == "{trial}" and case.lexicon.measures[case.choice.measure].failure
    if failed and not case.in_heading and not _SUPPOSED_FIRST.match(case.head):
        return False
    aged = case.mention.dimension == "age" and _IF_AGED.search(case.head)
    limit = aged and (_ENDS.match(case.tail) or _ADMITTED.search(case.head))
    return supposed(case) and not limit


def praise(case: Case) -> bool:
    """ "212 Google reviews", "4.5 stars (88 reviews)": what customers wrote is no literature."""
    if case.mention.noun.startswith("star"):
        return True
    written = case.mention.noun.startswith("review")
    return written and bool(_OF_CUSTOMERS.search(case.written) or _STARS.search(case.head))


def price_of_reading(case: Case) -> bool:
    """ "Subscribe for $1 a week": what the paper costs."""
    return _SUBSCRIBE.search(case.head) is not None


def step_of_an_outcome(case: Case) -> bool:
    """ "every 5 mmHg lowered the risk by 10%", "taking 5 mmHg off cuts it by 9%": what the change goes with."""
    step = _STEP.search(case.head) or (_STEPPING.search(case.head) and _CHANGES.match(case.tail))
    return step is not None and any(m.span.start > case.mention.span.end for m in case.outcomes)


def each_step(case: Case) -> bool:
    """ "Each one-point rise was linked to": by how much something else goes up for it."""
    return _STEP.search(case.head) is not None


def unreal(case: Case) -> bool:
    """ "Had I paid in full, eight visits at $900 would have come to $7,200": what nobody paid."""
    return _UNREAL.match(case.scene.text, *case.scene.span) is not None


def tolerated(case: Case) -> bool:
    """ "above the £30,000 the agency tolerates": what another price is held against."""
    return _AGAINST_THE.search(case.head) is not None and _TOLERATED.match(case.tail) is not None


def known_few(case: Case) -> bool:
    """ "The five patients at a glance", "all five patients have read it": people who were counted before."""
    few = case.mention.quantity is not None and 1 < (case.mention.quantity.high or 0) <= _HANDFUL
    if few and _ONE_OF_OURS.search(case.head[-_NEAR:]):
        return True
    return few and _THE_SAME.search(case.head[-_NEAR:]) is not None and not case.outcomes


def of_a_panel(case: Case) -> bool:
    """ "The panel had 17 members", "the other four authors", "rated 4.8 by 212 clients": who wrote or judged it."""
    if "by " in case.head[-_NEAR:] and _RATED.search(case.head):
        return True
    sits = case.written.endswith("members") and case.scene.hits_of("panels")
    return bool(sits or _PANEL.search(case.head) or _AUTHORS.search(case.written))


def least_of_a_study(case: Case) -> bool:
    """ "Controlled studies, ≥10 participants per arm": which studies count."""
    return case.bounded and bool(
        _PER_ARM.match(case.tail) or _LEFT_OUT.match(case.tail) or _STUDIES_WITH.search(case.head)
    )


def few_things(case: Case) -> bool:
    """One or two things without a measure ("the two kinds", "(one device)") are named, not counted; "four or more
    drinks" are a class."""
    quantity = case.mention.quantity
    few = quantity is not None and quantity.high is not None and quantity.high <= _SMALL
    if quantity is not None and quantity.unit in _PLACES and (quantity.high or 0) > 1:
        return _KNOWN.search(case.head[-_NEAR:]) is not None
    known = quantity is not None and (quantity.high or 0) <= _HANDFUL and _KNOWN.search(case.head[-_NEAR:]) is not None
    if case.written.endswith(" counts") and case.tail.startswith((" as ", " for ", " toward")):
        return True
    some = case.unmeasured and (_OR_MORE.match(case.tail) is not None or known)
    return few or some or case.scene.inside_brackets(case.mention.span)


def part_of_a_text(case: Case) -> bool:
    """ "Three tables", "200 words": what the text is made of."""
    return case.unmeasured and case.written.lower().split()[-1] in case.lexicon.context["text_parts"]["nouns"]


def money_of_authors(case: Case) -> bool:
    """ "received $12,000 in speaker fees", "the study was funded by a grant of $2 million": no price of a treatment."""
    return bool(case.scene.hits_of("interests"))


def size_of_a_file(case: Case) -> bool:
    """ "Appendix S1 (1.4 MB)": how large what can be downloaded is."""
    return case.mention.dimension == "information"


def price_threshold(case: Case) -> bool:
    """ "two thirds pay less than $40"."""
    return bool(case.outcomes) and case.mention.quantity is not None and case.mention.quantity.relation in ("<", ">")


def group_of_an_outcome(case: Case) -> bool:
    """An age or a number of failed trials beside an outcome tells whose it is; a mean or a cell is a figure itself.

    So does a limit of age beside a dose or a pressure: "from the age of 70 the dose is 5 mg".
    """
    limited = case.mention.dimension == "age" and case.bounded and case.beside(*_GIVEN_BY_AGE)
    if case.mention.dimension == "age" and _of_a_sample(case):
        return False
    limited = limited and not _LIMIT.search(case.head)
    if case.scene.block.cells or _ON_AVERAGE.match(case.tail) or _AVERAGE.search(case.head):
        return False
    return bool(case.outcomes) or limited


def _of_a_sample(case: Case) -> bool:
    """Whether an age stands right behind the size of a study: "(N = 223, ages 18–64)"."""
    sizes = (m for m in case.mentions if m.noun == "n" and m.span.end < case.mention.span.start)
    return any(_AGES.fullmatch(case.between(m)) for m in sizes)


def just_one(case: Case) -> bool:
    """ "to spare one person a stroke", "one drug on its own", "one person's luck": of whom a number is, or each."""
    helped = _TO_SPARE.search(case.head) or _ON_ITS_OWN.match(case.tail)
    return case.written.startswith("one ") and (helped is not None or _ONE_OF_STAFF.fullmatch(case.written) is not None)


def round_whole(case: Case) -> bool:
    """ "For every 100 people who take it, about 4 get a rash": the whole of the shares that follow."""
    leads = case.scene.text[case.scene.span.end - 1] in ":," and _ROUND.match(case.written)
    if leads and _OF_SO_MANY.search(case.head):
        return True
    shared = any(m.noun == "in every" and m.span.start > case.mention.span.end for m in case.mentions)
    return shared and _EVERY_ONE.search(case.head) is not None


def drugs_at_large(case: Case) -> bool:
    """ "Three medicines share one target": drugs of which no word says that anybody tried them."""
    noun = case.mention.noun.split()[-1:] if case.mention.noun else []
    if not noun or not noun[0].startswith(("drug", "medicine")) or case.scene.block.cells:
        return False
    return not any(vote.measure == case.choice.measure and vote.weight > 0 for vote in case.choice.votes)


def group_of_any_figure(case: Case) -> bool:
    """ "six weeks in people past 65", "In the over-60s the sums look poor": of whom a statement is."""
    if case.scene.block.cells or _AVERAGE.search(case.head) or _LIMIT.search(case.head):
        return False
    if case.tail.startswith(",") and _OPENING_GROUP.match(case.head):
        return True
    others = any(m.kind == "figure" and m.dimension != "age" for m in case.mentions)
    return others and _IN_A_GROUP.search(case.head) is not None


def group_as_a_subject(case: Case) -> bool:
    """ "Over-70s do just as well", "anyone over 65 needs less": whom something is said of."""
    if case.written.endswith("old") and _OLD_THING.match(case.tail):
        return True
    if case.written.endswith("s"):
        return _GROUP_DOES.match(case.tail) is not None
    told = _TOLD_OF.match(case.tail) and _PEOPLE_PAST.search(case.head)
    return told is not None and not _REFUSED.search(case.head)


def instalments(case: Case) -> bool:
    """ "four payments of $95", "$30 per 28 tablets", "Three rounds: $900": how a price is paid, and what for."""
    if case.mention.unit.startswith(("{payment", "{instal")) and not case.priced:
        return True
    paid = _PRICE_FOR.search(case.head[-_NEAR:]) or _OF_MONEY.match(case.tail) or _PRICE_BEHIND.match(case.tail)
    return paid is not None or (case.priced and _PER.search(case.head) is not None)


def counted_event(case: Case) -> bool:
    """ "one death every ..." is what the interval is about."""
    return _EVERY.match(case.tail) is not None or case.mention.kind == "bare"
