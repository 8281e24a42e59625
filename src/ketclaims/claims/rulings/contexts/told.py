"""Times that their own words tell: a verb, an adverb or a median makes them more than a date."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

# "and relief often fades within | 10 days", "which starts | 2-3 days after", "respond, usually in | one to three weeks"
_TOLD_VERB = late(
    r"\b(?:gets?\s+there|needs?|needed|wait(?:s|ed|ing)?|fad(?:es?|ed)|lasts?|lasted|(?:beg[iau]ns?|starts?|started)(?:\s+to\s+[a-z]+)?|emerg(?:es?|ed)|comes?|came|appear(?:s|ed)?|arriv(?:es?|ed)|evident"
    r"|visible|seen|(?:sets?|kicks?)\s+in|w(?:ears?|ore)\s+off|resolv(?:es?|ed)|peak(?:s|ed)?|returns?|returned|hits?|answer|looking\s+at)\s+"
    rf"(?:(?:{HEDGE}|usually|often|mostly|typically|generally|already|as\s+early\s+as|within|after|in|by|for|the|a|an)\s+)*\Z",
    re.IGNORECASE,
)
_USUALLY = late(
    r",\s+(?:usually|often|typically|generally|mostly|sometimes|normally|commonly|always|mostly|on\s+average),?\s+(?:in|within|after|by|for|at)\s+"
    r"(?:(?:under|over|up\s+to|less\s+than|more\s+than)\s+)?(?:(?:about|around|the|a|an)\s+)*\Z",
    re.IGNORECASE,
)
# ", typically | 38 days | after the last shot"
_USUAL = late(r",\s+(?:usually|often|typically|generally|mostly|normally|commonly|on\s+average),?\s+\Z", re.IGNORECASE)
_AFTER_THAT = late(r"\s+(?:after|from|following|into|later)\b", re.IGNORECASE)
_SHORTER = late(
    r"\b(?:shorter|longer|briefer|sooner|later|slower|faster|quicker),?\s+(?:maybe|perhaps|about|around|more\s+like|usually|roughly|often|say,?)\s+\Z",
    re.IGNORECASE,
)
_AFTER_A_MEDIAN = late(
    rf"\b(?:after|in|within|at)\s+an?\s+(?:median|mean|average)\s+(?:time\s+)?of\s+{HEDGED}\Z",
    re.IGNORECASE,
)
_CLAUSE = late(r"[,;()–—:]|\b(?:and|but|while|which|that|though)\b", re.IGNORECASE)
# "the median being | 57 days | with one", "(median | 17 | versus 31 days)"
_MEDIAN = late(
    rf"\b(?:median|mean|average)(?:\s+(?:time|interval|wait|delay))?,?\s+(?:being|was|is|of|at)\s+(?:[\d.]+[^.;,%]{{2,40}}\sand\s+)?{HEDGED}\Z",
    re.IGNORECASE,
)
# "the stay shrank by | 2.8 days", "outlived the drip by | 2 hours", "fell asleep sooner by | 19 minutes"
_CHANGED_BY = late(
    r"\b(?:shrank|shrunk|shrinks?|shorten\w*|lengthen\w*|prolong\w*|cut|reduc\w+|extend\w*|brought\s+forward|brings?[^.;,]{0,40}\sforward|delay(?:s|ed)?"
    rf"|postpone[sd]?|outliv\w+|outlast\w+|sooner|longer|earlier|later|shorter)\b[^.;,%]{{0,40}}?\bby\s+(?:(?:{HEDGE}|a|an|mean|median|average|of)\s+)*\Z",
    re.IGNORECASE,
)
_BY_THEN = late(r"\b(?:after|at|by|over)\s+(?:(?:about|around|the|first)\s+)*\Z", re.IGNORECASE)
_IS_SO = late(
    rf"\s+(?:is|was|were|are|averaged|came\s+to|stood\s+at|amounted\s+to)\s+(?:(?:{HEDGE}|an?|average|of)\s+)*",
    re.IGNORECASE,
)
_OF_THOSE = late(
    r"(?:%|per\s?cent)\s+of\s+(?:the\s+)?(?:people|patients|those|participants|adults|volunteers)\s+(?:[\w-]+\s+){1,4}every\s+\Z",
    re.IGNORECASE,
)
# "21.5 (SD 9.9) at | 4 hours", "2 points after | a week"
_RIGHT_BEHIND = late(
    r"(?:\s*\([^()]*\)|\s?±\s?[\d.]+)?\s+(?:at|by|on|after|within|in|before)\s+(?:the\s+|about\s+|only\s+|just\s+)?",
    re.IGNORECASE,
)
# "kept it away for | a week | at the most"
_FOR = late(rf"\bfor\s+{HEDGED}\Z", re.IGNORECASE)
_AT_MOST = late(
    r"\s+(?:at\s+(?:the\s+)?(?:very\s+)?(?:most|least|best|longest|outside)|or\s+(?:more|longer|so)|on\s+end|and\s+more)\b(?!\s+(?:of|before|and)|\s*:)",
    re.IGNORECASE,
)


# "none longer than | 2½ hours", "was swallowed for | three weeks"
_NONE_LONGER = late(r"\b(?:none|nobody|no\s+\w+)\b[^.;]{0,30}\b(?:longer|shorter|less|more)\s+than\s+\Z", re.IGNORECASE)
_TAKEN_FOR = late(
    r"\b(?:was|were|is|are|been|be)\s+(?:[a-z]+ly\s+)?(?:given|taken|swallowed|used|infused|injected|administered|worn|applied|continued|prescribed|inhaled|sniffed)\s+"
    r"(?:[a-z]+\s+){0,2}for\s+\Z",
    re.IGNORECASE,
)


def told_anywhere(case: Case) -> bool:
    """Whether a time is the size of a change, a median, or bounded as a length is, wherever an outcome stands."""
    if case.scene.block.cells or case.mention.kind != "figure":
        return False
    told = (case.head.endswith("for ") and _TAKEN_FOR.search(case.head)) or (
        "than " in case.head and _NONE_LONGER.search(case.head)
    )
    if told and not case.outcomes:
        return True
    if ("by " in case.head and _CHANGED_BY.search(case.head)) or (_AT_MOST.match(case.tail) and _FOR.search(case.head)):
        return True
    return bool(case.earlier) and _MEDIAN.search(case.head) is not None


def dates_a_measure(case: Case) -> bool:
    """ "Average weight loss after | 26 weeks | is 4.4 kg": when the figure behind the verb was measured."""
    is_so = _IS_SO.match(case.tail) if _BY_THEN.search(case.head) else None
    end = case.mention.span.end + is_so.end() if is_so else -1
    return any(m.span.start == end and m.kind == "figure" and m.dimension != "time" for m in case.mentions)


def schedules_an_arm(case: Case) -> bool:
    """ "41% of those infused every | 4 weeks": how often tells whose share it is."""
    return bool(case.earlier) and _OF_THOSE.search(case.head) is not None


def is_usual(case: Case) -> bool:
    """Whether an adverb of its own tells a time: ", usually within 3 weeks", ", typically 38 days after the last"."""
    if _USUALLY.search(case.head):
        return True
    return _USUAL.search(case.head) is not None and _AFTER_THAT.match(case.tail) is not None


def tells_itself(case: Case) -> bool:
    """Whether a verb or an adverb of its own tells the time: "a third respond, and relief fades within 10 days"."""
    if case.earlier and (is_usual(case) or any(p.search(case.head) for p in (_AFTER_A_MEDIAN, _SHORTER))):
        return True
    verb = _TOLD_VERB.search(case.head)
    return verb is not None and all(_has_own_clause(case, m, verb.start()) for m in case.results)


def _has_own_clause(case: Case, figure: Mention, verb: int) -> bool:
    """Whether a clause ends between a figure and the verb, whose place is in the head, or the time behind it."""
    start, end = case.scene.span.start, case.mention.span
    before = figure.span.end <= end.start
    between = case.head[figure.span.end - start : verb] if before else case.between(figure)
    return _CLAUSE.search(between) is not None


def dates_a_score(case: Case) -> bool:
    """ "21.5 (SD 9.9) at 4 hours": a time right behind a score, or what it changed by, says when that was."""
    last = case.earlier[-1] if case.earlier else None
    if last is None or last.dimension not in ("score", "points"):
        return False
    return _RIGHT_BEHIND.fullmatch(case.between(last)) is not None
