"""What makes any figure context: nothing is asserted of it, or it says whose other figures are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.vitals import BEATS
from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.lexicon.entries import is_money

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
_CORRECTED = late(
    r"\bshould\s+have\s+(?:read|said|been\s+(?:given|printed))\b|\b(?:earlier|previous)\s+version\s+of\s+(?:this|the)\b",
    re.IGNORECASE,
)
# what turns a sentence into a question, and how one that only sounds so begins: "I'd say", "About"
_ASKING = late(
    r"(?:\A|[,;:–—.]\s*|\b(?:and|but|so|or)\s+)\W*(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|should|may|might|must"
    r"|isn['’]t|aren['’]t|wasn['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|can['’]t|how|why|when|where|which|who|whose|whom|if|really)\b"
    r"|\A\W*(?:what|[A-Z][A-Za-z. ]{0,24}:\s*what)\b|\bwhat\s+(?:about|if|is|are|does|do|happens)\b",
    re.IGNORECASE,
)
_STATING = late(
    r"\W*(?:[A-Z][A-Z0-9. ]{1,24}:\s*)?(?:(?:and|so|but|oh|well|okay|yeah|right)[, ]+)*"
    r"(?:(?:I|it|you|we|they|he|she|that|there)(?:['’]\w+)?\s|(?:about|maybe|around|like|roughly|probably)\s+\S+\s+\S+\?\Z)",
    re.IGNORECASE,
)
# "Four weeks | in", "Ketamine or ECT: one year | on"
_MUCH_LATER = late(r"\s+(?:in|on|later|out|after|afterwards|down\s+the\s+(?:line|road))\W*", re.IGNORECASE)
_SHARES = ("share", "points")


_LABELLED = late(r"\W*[A-Za-z][\w ,’'()/-]{1,60}:\s+(?:[a-z]+\s+){0,2}")


def supposed(case: Case) -> bool:
    """ "If you are no better after four weeks": nothing is asserted."""
    head = case.head
    if _SUPPOSED.search(head) is None:
        return "once " in head and _ONCE.search(head) is not None
    return not (_THEN.search(head) or _AND_AGAIN.search(head))


def supposed_frequency(case: Case) -> bool:
    """ "If you come twice a week": but a pulse at which nobody is dosed is a limit, as a pressure is."""
    return case.mention.unit != BEATS and supposed(case)


def asked(case: Case) -> bool:
    """A question asserts nothing; a statement that only sounds like one does: "It lasted, oh, ten days?"."""
    passage = case.scene.span.of(case.scene.text).rstrip()
    if not passage.endswith("?"):
        return False
    return case.in_heading or _ASKING.search(passage) is not None or _STATING.match(passage) is None


def corrected(case: Case) -> bool:
    """ "the 61% should have read 16%", "An earlier version gave it as 14": what was wrong, and a line about it."""
    told = "should" in case.scene.said or "version" in case.scene.said
    return told and _CORRECTED.search(case.scene.text, *case.scene.span) is not None


def unnamed_in_heading(case: Case) -> bool:
    """A heading that names no measure says when or where ("Six months later"), but for a label ("Length: 40 min")."""
    if case.in_heading and case.mention.dimension == "time" and _MUCH_LATER.fullmatch(case.tail):
        return True
    return case.in_heading and case.unmeasured and _LABELLED.fullmatch(case.head) is None


def names_its_row(case: Case) -> bool:
    """A figure in a table's header, or in the first cell of a row with figures of its own, says whose they are."""
    block = case.scene.block
    if not block.cells or case.scene.span == block.cells[0] == block.span:
        return False
    if block.kind == "header" or case.scene.span != block.cells[0]:
        return block.kind == "header"
    beside = [m.dimension for f in case.scene.frames if f.kind == "row" for m in f.mentions]
    if case.mention.dimension == "time" and _is_told_of_an_item(case, beside):
        return False
    return bool(block.header) or (case.mention.dimension == "time" and any(d in _SHARES for d in beside))


def _is_told_of_an_item(case: Case, beside: Sequence[str]) -> bool:
    """Whether a length stands behind the item of a row of prices: "| Single infusion, 40 minutes | £420 |"."""
    priced = bool(beside) and all(map(is_money, beside))
    return priced and any(map(str.isalpha, case.head)) and not case.unmeasured
