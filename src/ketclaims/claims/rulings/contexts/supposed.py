"""When a figure reports nothing: it is supposed, asked for, worked out for an example, or how a study was planned."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

# "When a team pooled six trials": a story
_PAST = r"\b(?:was|were|had|did|dug|found|took|gave|got|ran|came|went|looked|[a-z]{3,}[^e]ed)\b"
_SUPPOSED = late(
    rf"(?:^\W*(?:had\s(?:I|he|she|we|they|you)|if(?!\s(?:need\sbe|necessary|anything|required)\b)|should|suppose|imagine|when(?!\s[^,;:]*{_PAST}))"
    r"|\b(?=[iuw'’])(?:if(?!\s(?:need\sbe|necessary|anything|required)\b)|whether|unless"
    r"|(?:['’]d|would) (?:like|want|prefer)))\b"
    r"[^,;:]*\Z",
    re.IGNORECASE,
)


# "If the scan is dry we lengthen the gap by | 2 weeks": without a comma, a new subject tells that the clause is over
_THEN = late(
    r"\b(?:if|when|unless)\s+(?:(?:you|they|he|she|it|nothing|nobody|this|that)\s+(?:[\w’'-]+\s+){1,7}?"
    r"|(?:[\w’'-]+\s+){1,5}?(?:is|are|was|has|have|does|do|stays?|comes?|goes|gets?|returns?|fails?|rises?|drops?)\s+(?:[\w’'-]+\s+){0,5}?)"
    r"(?<!think\s)(?<!feel\s)(?<!know\s)(?<!that\s)(?<!what\s)(?<!say\s)(?<!as\s)(?<!than\s)(?<!and\s)(?<!or\s)(?<!whom\s)(?:we|I|you)\s+[a-z’']+\s[^,;:]*\Z",
    re.IGNORECASE,
)
# "for 40 minutes if you are on ketamine and for | 3 hours | on the other one"
_AND_AGAIN = late(
    r"\b(?P<word>for|at|in|by|from|after)\s[^,;:]*\b(?:if|when|unless)\b[^,;:]*\sand\s+(?P=word)\s+(?:(?:about|around)\s+)?\Z",
    re.IGNORECASE,
)
# "once you hit | four headache days a month"
_ONCE = late(
    r"\bonce\s+(?:you|they|he|she|it|(?:the|your)\s+\w+)\s+(?:hits?|reach(?:es)?|gets?\s+to|pass(?:es)?|exceeds?|tops?)\s+(?:(?:about|around|even|over)\s+)?\Z",
    re.IGNORECASE,
)
# "Even a | 20% | chance would be worth it", "At a price of | $600 | anyone would say yes"
_AT_SUCH = late(
    r"\A\W*(?:(?:and|but|so)\s+)?(?:even|at|for|with)\s+(?:(?:if|at|with|for|an?|just|only|one|price|cost|of|as\s+little\s+as)\s+)*\Z",
    re.IGNORECASE,
)
_WOULD = late(r"[^.;]*\b(?:(?:would|could)(?!\s+(?:rather|like|prefer))|wouldn['’]t)\b", re.IGNORECASE)
# "I would have paid | $10,000"
_WOULD_HAVE = late(
    r"\b(?:I|we|he|she|anyone|anybody)(?:\s+would|['’]d)\s+(?:gladly\s+|happily\s+|easily\s+)?have\s+(?:paid|given|driven|taken|waited|spent|walked|flown|traded)\b[^.;,]{0,24}\Z",
    re.IGNORECASE,
)
# "Nobody should have to wait | six months"
_NOBODY_SHOULD = late(
    r"\b(?:nobody|no\s+one|no\s+\w+|who)\s+should\s+(?:ever\s+)?(?:have\s+to|need\s+to|be\s+(?:asked|made|told|left)\s+to)\b[^.;,]*\Z",
    re.IGNORECASE,
)
# "The trial had 90% power to detect a gap of 5 points with 80 people an arm"
_TEST_LEVEL = late(r"\b(?=[ast])(?:significance|alpha|type\s+I\s+error)\b[^.;%()]{0,32}\Z", re.IGNORECASE)
_POWER = late(
    rf"\d\s?(?:%|per\s?cent)\s+(?:statistical\s+)?power\b|\bpower(?:ed)?\s+(?:of|at|was\s+set\s+at)\s+{HEDGED}\d|\bpowered\s+(?:(?:the|this|our)\s+\w+\s+)?(?:at\s+\S+\s+)?(?:to|for)\b"
    r"|\bpower\s+to\s+(?:detect|show|find|pick\s+up|see)\b|\b(?:sample[- ]size|power)\s+(?:calculations?|analys[ie]s)\b"
    r"|\bdetectable\s+difference\b",
    re.IGNORECASE,
)
_OF_PLANS = ("power", "sample", "detect")
"""One of these is in all that tells of a plan."""

_TO_DETECT = late(r"\bto\s+detect\s+(?:an?|the|any)\s", re.IGNORECASE)
_PLANNED = late(
    r"\b(?:need(?:ed)?|require[sd]?|would|planned|aimed|target|assum(?:ed|ing)|calculated|expected|suffic\w+)\b",
    re.IGNORECASE,
)
# results that stand beside the plan: "it recruited only 60", "the response rate was 54%"
_CLAUSE = late(r"[;:]|,?\s+(?:but|yet|while|although|whereas|however)\s", re.IGNORECASE)
# "We had hoped that | 60% | would respond", "assuming a dropout rate of | 20%"
_FORESEEN = late(
    r"\b(?=[aefhptw])(?:(?:had\s+)?hoped|had\s+(?:been\s+)?expected|(?:we|they|researchers|authors)\s+(?:had\s+)?expected|had\s+(?:predicted|forecast|foreseen)"
    r"|(?:expected|assumed|anticipated)\s+(?:[\w-]+\s+){0,2}?(?:rates?|share|proportion|dropout|difference|attrition|losses|effect|response)"
    r"|assum(?:ed|ing)|hypothesi[sz]ed|hypothesis\s+(?:was|is)|the\s+aim\s+(?:is|was)\s+to|expectation\s+(?:was|is))\b[^.;:,%]*"
    r"(?:\d+\s?%[^.;:,%\w]*\s(?:and|versus|vs\.?|to|against|or)\s[^.;:,%]{0,40})?\Z",
    re.IGNORECASE,
)
_FORESEEING = ("hop", "expect", "predict", "forecast", "foresee", "assum", "anticipat", "hypothes", "aim")
"""One of these is in all that tells of what was foreseen."""

# "Say you need eight sessions at | $450 |; that is $3,600"
_SAY = late(
    r"[\W_]*(?:(?:so|but|now|and|let['’]s|let\s+us|please)[, ]+)*"
    r"(?:say|suppose|imagine|assume|assuming|supposing|picture)\s+"
    r"(?:that\s+)?(?:you|we|he|she|they|a|an|each|every|one|somebody|someone|your|the)\b"
    r"|\W*(?:hypothetically|theoretically|in\s+theory)\b",
    re.IGNORECASE,
)
_OF_A_WEIGHT = late(
    r"\b(?:an?|your)\s+(?:[a-z]+\s+)?(?:man|woman|patient|person|adult|child|teenager)\s+(?:of|who\s+weighs|weighing)\s+\d+\s?kg\s+"
    r"(?:is\s+to|should|must|needs|has\s+been)\b",
    re.IGNORECASE,
)
# what turns a sentence into a question, and how one that only sounds so begins: "I'd say", "About"
_ASKING = late(
    r"(?:\A|[,;:–—.]|\b(?:and|but|so|or)\s)\W*+(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|should|may|might|must"
    r"|isn['’]t|aren['’]t|wasn['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|can['’]t|how|why|when|where|which|who|whose|whom|if|really)\b"
    r"|\A\W*+(?:what|[A-Z][A-Za-z. ]{0,24}:\s*what)\b|\bwhat\s+(?:about|if|is|are|does|do|happens)\b",
    re.IGNORECASE,
)
_STATING = late(
    r"\W*(?:[A-Z][A-Z0-9. ]{1,24}:\s*)?(?:(?:and|so|but|oh|well|okay|yeah|right)[, ]+)*"
    r"(?:(?:I|it|you|we|they|he|she|that|there)(?:['’]\w+)?\s|(?:about|maybe|around|like|roughly|probably)\s+\S+\s+\S+\?\Z)",
    re.IGNORECASE,
)

# "Significance was set at | p < 0.05", "| 0.05 | was considered significant", a footnote "*p | < 0.05"
_LEVEL = late(
    r"\b(?:significan\w+|alpha)\b[^.;]{0,24}?\b(?:set|taken|fixed|defined|accepted|declared|judged|level|threshold|cut-?off|was|is|if|when)\b[^.;\d]{0,24}\Z"
    r"|(?:\A|[.;]\s*)\*{1,3}\s?[pP]\s?\Z",
    re.IGNORECASE,
)
_SIGNIFICANT = late(
    r"\s+(?:was|were|is|are)\s+(?:\w+\s+)?(?:considered|taken|regarded|deemed|accepted|defined|treated|set)\b",
    re.IGNORECASE,
)


def supposed(case: Case) -> bool:
    """ "If you are no better after four weeks": nothing is asserted."""
    head = case.head
    if _SUPPOSED.search(head) is None:
        return "once " in head and _ONCE.search(head) is not None
    return not (_THEN.search(head) or _AND_AGAIN.search(head))


def at_such_a_figure(case: Case) -> bool:
    """ "Even a 20% chance would do", "I would have paid $10,000": what nobody offers."""
    if case.head and "have " in case.head and _WOULD_HAVE.search(case.head):
        return True
    if "should" in case.scene.said and _NOBODY_SHOULD.search(case.head):
        return True
    return _AT_SUCH.match(case.head) is not None and _WOULD.match(case.tail) is not None


def powered(case: Case) -> bool:
    """ "90% power to detect a gap of 5 points with 80 people an arm": what a study could have shown."""
    if case.mention.dimension == "share" and _TEST_LEVEL.search(case.head):
        return True
    if not any(word in case.scene.said for word in _OF_PLANS):
        return False
    begin, end = case.scene.span
    text = case.scene.text
    plan = _POWER.search(text, begin, end)
    if plan is None:
        detect = _TO_DETECT.search(text, begin, end)
        plan = detect if detect and _PLANNED.search(text, begin, end) else None
    if plan is None:
        return False
    between = text[min(plan.end(), case.mention.span.end) : max(plan.start(), case.mention.span.start)]
    return _CLAUSE.search(between) is None


def foreseen(case: Case) -> bool:
    """ "We had hoped that 60% would respond", "assuming a dropout rate of 20%": what was expected, not what came."""
    return any(word in case.scene.said for word in _FORESEEING) and _FORESEEN.search(case.head) is not None


def worked_out(case: Case) -> bool:
    """ "Say you need eight sessions at $450; that is $3,600", "A man of 80 kg is to have 0.5 mg/kg": an example."""
    if "kg " in case.head and _OF_A_WEIGHT.search(case.head):
        return True
    return _SAY.match(case.scene.text, *case.scene.span) is not None


def asked(case: Case) -> bool:
    """A question asserts nothing; a statement that only sounds like one does: "It lasted, oh, ten days?"."""
    passage = case.scene.span.of(case.scene.text).rstrip()
    if not passage.endswith("?"):
        return False
    return case.in_heading or _ASKING.search(passage) is not None or _STATING.match(passage) is None


def level_of_significance(case: Case) -> bool:
    """ "Significance was set at p < 0.05": from where on a result counts, which is none."""
    if case.outcomes:
        return False
    return _LEVEL.search(case.head) is not None or _SIGNIFICANT.match(case.tail) is not None
