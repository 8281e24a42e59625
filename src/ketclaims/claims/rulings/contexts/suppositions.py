"""When a figure is only supposed: of somebody who is made up, as a price that nobody asks, as an example."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

# "A patient who loses | 10 points | might feel nothing"
_SOMEBODY = late(
    r"(?:\A|;\s)\W*(?:(?:but|and|so|now|while)\s+)?(?:an?|one|another|some(?:one|body)|any(?:one|body))\s+(?:[\w-]+\s+){0,2}?(?:who|whose)\s[^.;,]*\Z",
    re.IGNORECASE,
)
_MIGHT = late(r"[^.;,]*\s(?:may|might|would|could|can|will)\b", re.IGNORECASE)
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
# "If the agency agrees, the price could reach | $20,000"
_SPEAKER = r"(?:[A-Z][\w. ]{1,24}:\s*)?"
_IF = late(
    rf"\A\W*{_SPEAKER}(?:(?:but|and|so|now|then|even)\s+)?(?:if|should|were|suppos\w+|imagin\w+|for\s+(?:example|instance)|assum\w+)\b",
    re.IGNORECASE,
)
_COULD = late(r"\A[^,]*,[^.;]*\b(?:could|might|would)\b", re.IGNORECASE)
# "If every session ran two hours, we could see only four people"
_SECOND_CONDITIONAL = late(
    rf"\A\W*{_SPEAKER}(?:(?:but|and|so|now|then|even)\s+)?(?:(?:if|had|should|suppos\w+)\b[^,;]*\b(?:\w{{3,}}ed|ran|were|was|had|gave|took|paid|cost|came|fell|worked|got|made|went|could|saw)\b|were\b)"
    r"[^,;]*,[^.;]*(?:\b(?:would|could|might)\b|['’]d\s)",
    re.IGNORECASE,
)
# "Nobody should have to wait | six months"
_NOBODY_SHOULD = late(
    r"\b(?:nobody|no\s+one|no\s+\w+|who)\s+should\s+(?:ever\s+)?(?:have\s+to|need\s+to|be\s+(?:asked|made|told|left)\s+to)\b[^.;,]*\Z",
    re.IGNORECASE,
)
# "If visits at | $500 | sound like a lot, ..."
_CONDITION = late(r"\s+[a-z][^,.;:]*,\s", re.IGNORECASE)
_WHETHER = late(r"\A\W*whether\b[^,;:]*\Z", re.IGNORECASE)
_OPEN_CONDITION = late(r"\A\W*(?:(?:but|and|so|now|even)\s+)?if\b[^,;:]*\Z", re.IGNORECASE)
_IS_OF_ITSELF = late(r"\b(?:is|are|costs?|runs?|charges?|comes\s+to|pay)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)


def of_somebody_made_up(case: Case) -> bool:
    """ "A patient who loses 10 points might feel nothing": of whom something is supposed."""
    return _SOMEBODY.search(case.head) is not None and _MIGHT.match(case.tail) is not None


def at_such_a_figure(case: Case) -> bool:
    """ "Even a 20% chance would do", "I would have paid $10,000": what nobody offers."""
    if case.head and "have " in case.head and _WOULD_HAVE.search(case.head):
        return True
    if "should" in case.scene.said and _NOBODY_SHOULD.search(case.head):
        return True
    return _AT_SUCH.match(case.head) is not None and _WOULD.match(case.tail) is not None


def unreal_condition(case: Case) -> bool:
    """ "If every session ran two hours, we could see four people a day": neither is so."""
    if not _IF.match(case.scene.text, *case.scene.span):
        return False
    return _SECOND_CONDITIONAL.match(case.scene.text, *case.scene.span) is not None


def price_of_an_example(case: Case) -> bool:
    """ "If it is approved, the price could reach $20,000", "If $500 a visit sounds like a lot, ...": nobody's price."""
    if _WHETHER.match(case.head):
        return True
    if not _IF.match(case.scene.text, *case.scene.span):
        return False
    if _OPEN_CONDITION.match(case.head) and not _IS_OF_ITSELF.search(case.head) and _CONDITION.match(case.tail):
        return True
    return _COULD.match(case.scene.text, *case.scene.span) is not None


SUPPOSED = (unreal_condition, of_somebody_made_up, at_such_a_figure)
"""The rules that hold for every kind of figure."""
