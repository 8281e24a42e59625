"""When a share or a change is context: it says again, or defines, what another figure counts."""

from __future__ import annotations

import re

from ketclaims.claims.measures.forms import CHANGED, of_people
from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGED

_NEAR = 70
# "a 50% reduction", "a 50% or greater improvement"
CHANGE = late(
    r"\s+(?:or (?:more|greater|better)\s+)?"
    r"(?:reduction|decrease|improvement|drop|fall|decline|cut|less|lower|fewer|loss|gone)\b",
    re.IGNORECASE,
)
_DEFINING = late(
    r"\b(?:meaning|outcome|defined|definition|means|criterion|threshold|to count|primary"
    r"|to count as|(?:means?|meant) (?:losing|shedding)|response (?:was|is|meant|required)(?= an?\b)"
    r"|by [“\"‘']?respon\w+[”\"’']? (?:we|they) mean"
    r"|call(?:ed|s)? it an? (?:response|success|improvement) (?:when|if|once)"
    r"|the bar|cut-?off)\b|[”\"’]\s+(?:is|was|means|meant)\s",
    re.IGNORECASE,
)
# "A drop of | half | counts as a response", "a fall of | 50% | before we call it a success"
_COUNTS_AS = late(
    r"[^.;,%]{0,48}?\b(?:counts|qualifies|is\s+taken|we\s+call\s+it)\s+(?:as\s+)?"
    r"(?:an?\s+|the\s+)?(?:success|respon\w+|remission|improvement|treatment\s+success)\b",
    re.IGNORECASE,
)
# "response (a decrease of | ≥50% | )"
_DEFINED_IN_BRACKETS = late(
    r"\b(?:respon(?:se|ders?|ded)|remission|remitters?|improvement)(?:\s*\(|:\s+|\s+[=—–-]\s+)[^():.%]*\Z",
    re.IGNORECASE,
)
# "a response meant losing | 30%", "you had to shed | half of your score"
_LOSING = late(
    r"\b(?=[dfls])(?:losing|lose|lost|shed|shedding|drop|dropping|fall)\s+(?:(?:at|least|a|about|by)\s+)*\Z",
    re.IGNORECASE,
)
_NEEDED = late(r"\b(?:needs?|requires?|required|must|demands?|asks? for)\b[^.;]*\Z", re.IGNORECASE)
# "had a ≥50% drop", where the share of those who had it stands on a line of its own above
_OF_THOSE = late(r"\W*of\s", re.IGNORECASE)
# "*Responders had at least a | 50% | drop"
_RESPONDERS_HAD = late(
    r"\W*(?:responders?|remitters?|response|remission)\s+(?:had|have|has|is|was|are|were|means?|meant|counts?\s+as)\b[^.;%]*\Z",
    re.IGNORECASE,
)
_FOUND_IN = late(
    rf"\b(?:in|by|among)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "57% saw their symptoms cut at least in | half"
_IN_HALF = late(
    r"\b(?:cut(?:ting)?|drop(?:ped)?|f[ae]ll|slash(?:ed|ing)|reduc(?:ed|ing))\s+(?:[\w-]+\s+){0,3}?"
    r"(?:(?:at\s+least|by|about|nearly|more\s+than)\s+)*in\s+\Z",
    re.IGNORECASE,
)
_REACHED = late(
    r"\b(?:shed|lose|lost|least|had|cut|by|gained|experienced|achieved|fall|seen|saw)\b[^,;]*\Z", re.IGNORECASE
)
_LARGE = 10_000
_PERCENT = r"[~≈]?\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)"
_OWN_PERCENTAGE = late(
    rf"[^.;()%]{{0,40}}(?:\(\s?{_PERCENT}|[,–—]\s{_PERCENT}\s?[,–—])|[^.;()%]{{0,60}},\s(?:or|which\s(?:is|makes)|that\sis)\s{HEDGED}{_PERCENT}"
)
# 6 (4%), but not "112 adults (61% women)", which tells of all of them
_OWN_BRACKET = late(
    rf"\s*\(\s?{_PERCENT}(?!\s(?:wom[ae]n|m[ae]n|girls|boys|(?:fe)?males?|white|black|Hispanic|Asian|married|employed|smokers)\b)"
)
# "128 | were better after six drips, which is 61%"
_WHICH_IS = late(
    rf"[^.;,()%\d]{{1,60}},\s(?:or|which\s(?:is|makes|comes\sto)|that\sis|that['’]s)\s(?:about\s|just\s|some\s)?{_PERCENT}"
)
# "One participant | in the placebo group (2.4%)"
_OF_AN_ARM = late(rf"\s+(?:in|on|from|of|given|taking|receiving|with)\s(?:[\w-]+\s){{1,6}}\(\s?{_PERCENT}")
_GIVEN = late(
    r"\s+(?:of\s+them\s+)?(?:were\s+)?(?:given|assigned|randomi[sz]ed|allocated|got(?!\s+(?:better|worse|well|there|sick|ill|relief|nothing|no\b|some|through|by|on|away|up|out))|received)\b",
    re.IGNORECASE,
)
_OTHER_HALF = late(
    r"\bhalf\s+(?:of\s+them\s+)?(?:were\s+)?(?:given|assigned|randomi[sz]ed|got|received)\b[^.;]*,\s+(?:and\s+)?\Z",
    re.IGNORECASE,
)
# "in the first | half of | the book"
_FIRST_OR_LAST = late(r"\b(?:first|second|last|latter|top|bottom|upper|lower|final)\s+\Z", re.IGNORECASE)
_RANGE = late(
    r"\(\s?(?:full |observed |interquartile )?(?:range|IQR|spread)[:,]?\s+(?:of |from |was )?\Z", re.IGNORECASE
)
_MARGIN = late(r"\bmargin\b(?:\s+of\s+error)?(?:\s+(?:of|was|is|being|set\s+at))*[:,]?\s+\Z", re.IGNORECASE)
# Relapse: | 30% / Dropout: 5%
_LABELLED = late(r":\s*(?:[a-z]+\s)?\Z")
_COLON = late(r"[^;(•·|]*:[^;]*|[^;(•·|]*\([^()]*\)[^;(•·|]*:[^;]*")


def own_percentage(case: Case) -> bool:
    """ "7 of 24 (29%)", "just over half, 53%, ...": the percentage is the claim."""
    in_words = case.mention.noun not in ("%", "percent", "per cent")
    return in_words and _OWN_PERCENTAGE.match(case.tail) is not None


def own_percentage_of_people(case: Case) -> bool:
    """ "11 participants (5.4%)", "Nine patients (14%)": the percentage is the claim, not the count beside it."""
    few = case.mention.quantity is not None and (case.mention.quantity.high or _LARGE) < _LARGE
    if few and _WHICH_IS.match(case.tail):
        return True
    return (_OWN_BRACKET.match(case.tail) or _OF_AN_ARM.match(case.tail)) is not None


def allocation(case: Case) -> bool:
    """ "104 people, half given the drug, half dummy pills": how they were divided."""
    if case.mention.noun not in ("half", "third", "quarter"):
        return False
    if _FIRST_OR_LAST.search(case.head):
        return True
    return _GIVEN.match(case.tail) is not None or _OTHER_HALF.search(case.head) is not None


def spread(case: Case) -> bool:
    """ "56% (range 37–71%)": how far single figures lie around the one before."""
    return _RANGE.search(case.head) is not None


def margin(case: Case) -> bool:
    """ "a non-inferiority margin of 10 points": what a difference is held against."""
    return _MARGIN.search(case.head) is not None


def before_a_colon(case: Case) -> bool:
    """ "Weight gain of more than 7%: 5%": what stands before the colon defines what stands behind it."""
    if case.mention.dimension != "share" and not case.bounded:
        return False
    if ":" not in case.tail or _LABELLED.search(case.head):
        return False
    later = (m for m in case.outcomes if m.span.start > case.mention.span.end)
    return any(_COLON.fullmatch(case.between(m)) and not _is_change(case, m) for m in later)


def _is_change(case: Case, other: Mention) -> bool:
    """Whether another figure is the size of a change: "a 35% drop", "fell by 35%"."""
    behind = CHANGE.match(case.scene.text, other.span.end, case.scene.span.end)
    return bool(behind or CHANGED.search(case.scene.before(other.span)))


def defining_change(case: Case) -> bool:
    """ "response, defined as a 50% reduction", "22% had a ≥50% reduction": a threshold."""
    behind = CHANGE.match(case.tail) is not None
    changed = behind or CHANGED.search(case.head) is not None
    if case.bounded and ((changed and _is_a_bar(case)) or (behind and case.earlier)):
        return True
    if changed and _COUNTS_AS.match(case.tail):
        return True
    return (changed or _LOSING.search(case.head) is not None) and _DEFINING.search(case.head) is not None


def _is_a_bar(case: Case) -> bool:
    """Whether the least change is what had to be reached: by those counted behind it or a line above, or by a rule."""
    last = case.earlier[-1] if case.earlier else None
    if last and last.dimension == "share" and of_people(case.lexicon).match(case.scene.text, last.span.end):
        return True
    patterns = (_DEFINED_IN_BRACKETS.search, _NEEDED.search, _OF_THOSE.match, _RESPONDERS_HAD.match)
    return any(reached(case.head) for reached in patterns) or any(
        m.span.start > case.mention.span.end and m.dimension == "share" and _counts_people(case, m)
        for m in case.outcomes
    )


def _counts_people(case: Case, share: Mention) -> bool:
    """Whether a share is that of people: "half of people", "was seen in 44%"."""
    behind = of_people(case.lexicon).match(case.scene.text, share.span.end, case.scene.span.end)
    return bool(behind or _FOUND_IN.search(case.between(share)))


def reached_change(case: Case) -> bool:
    """ "86% lost at least 5%": a bound close behind the share of those who reached it."""
    if case.earlier and case.written == "half" and _IN_HALF.search(case.head):
        return True
    if not case.earlier or not case.bounded or not _REACHED.search(case.head) or _counts_people(case, case.mention):
        return False
    last = case.earlier[-1]
    between = case.between(last).lstrip(",")
    return len(between) < _NEAR and not re.search(r"[,;](?!\d)", between)
