"""Citations: the year of a cited work, and the number of one in brackets."""

from __future__ import annotations

import re

from ketclaims.late import late
from ketclaims.model import Reason, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import MONTHS, YEAR
from ketclaims.quantities.points import Point

_LOOK_BACK = 96
_CITED = re.compile(rf"{YEAR}[a-z]?(?:,\s?[a-z]\b)*(?![\w%]|[.,]\d|\s?[-–]\s?{YEAR})")  # 2010 | 2006a | 2010a,b
_NAME = r"(?:(?:van|von|de|der|den|la|le|di|du|da|dos|del|ter|ten)\s){0,3}[^\W\d_a-z][\w'’‘.-]+"
_NAMES = rf"{_NAME}(?:(?:,\s|\s(?:and|&)\s|,\s(?:and|&)\s){_NAME}|\s[A-Z]\.)*"
_OTHERS = r"(?:,?\s(?:et\sal\b\.?|and\s(?:others|colleagues|co-workers)))"
_YEARS = rf"(?:{YEAR}[a-z]?(?:,\s?[a-z]\b)*,\s)*"  # 2005, 2006
# Khan et al., 2010 | Miller et al. 2006, 2010 | Hillier et al. (2003
_AND_OTHERS = re.compile(rf"\bet\sal\b\.?[’'s]{{0,2}}[,;]?\s?[(\[]?{_YEARS}\Z")
# (Knox, 1996 | ; Kennett and Stott 1991 | (see also Bujak and Brinkhuis, 1998 | (in press; Smith, 2019
_BRACKETED = late(rf"(?:[(\[]|;\s)(?:[a-z][\w.]*,?\s){{0,4}}(?P<names>{_NAMES}{_OTHERS}?),?\s{_YEARS}\Z")
_BRACKETED_ENDS = late(r"\s?[;)\],:]")
# Seager and Sasselov (2000) | according to Guo (2011); a name alone could be that of a thing: "approved Solvene (2019)"
_LEADS = "according to|by|see|see also|following|than|cf\\."
_NARRATED = late(rf"(?P<names>{_NAME}\s(?:and|&)\s{_NAME}(?:\s{_NAME})?|\b(?:{_LEADS})\s{_NAME})\s[(\[]{_YEARS}\Z")
# Bearden (2001) concluded
_NAMED = late(rf"(?P<names>{_NAME})\s[(\[]{_YEARS}\Z")
_REPORTS = late(
    r"[)\]]\s(?:also\s|first\s|later\s)?(?:concluded?|use[sd]?|found|finds?|report(?:s|ed)?|show(?:s|ed)?|demonstrate[sd]?|argue[sd]?"
    r"|suggest(?:s|ed)?|describe[sd]?|propose[sd]?|observe[sd]?|note[sd]?|compare[sd]?|develop(?:s|ed)?|studied|examine[sd]?"
    r"|measure[sd]?|estimate[sd]?|investigate[sd]?|identif(?:y|ies|ied)|present(?:s|ed)?|review(?:s|ed)?|state[sd]?|who)\b"
)
_NO_AUTHORS = late(rf"\b(?:{'|'.join(MONTHS)}|Spring|Summer|Autumn|Fall|Winter|In|Since|From|Until|By)\b")
# (12) | (4,35–38,44)
_NUMBERS = re.compile(r"\d{1,3}(?:\s?[,;–—‐‑-]\s?\d{1,3})*\s?\)")
# (1,523): nobody cites so many works
_THOUSANDS = late(r"[1-9]\d{0,2}(?:,\d{3})+\)")
# Rosa Blanc (58), a retired teacher | Tom (36), father of two; "Lee (12), a survey" cites
_WHO_IS_NAMED = late(r"\b(?<!\bby )(?<!\bsee )[A-Z][a-z]+\s\(\Z")
_SOMEBODY = late(
    r",?\s(?:(?:an?|the)\s(?:[a-z-]+\s){0,3}?(?:[a-z]+(?:er|or|ist|man|woman|ian|ant)|nurse|student|widow|patient|cook|chef|clerk|veteran)\b"
    r"|(?:retired|mum|mom|dad|mother|father|grandmother|grandfather|wife|husband|who\slives|of\s[A-Z]|from\s[A-Z]|lives|came))"
)
_NUMBER_BEHIND = re.compile(r"(?:\d[\d.,]*\s?%?|\b(?:n|N|No\.?|of|to|is|was|were|score|total|mean|count))\s?\(\Z")
_CLAUSE_BEHIND = late(r"(?:\A|\n|[.;:,!?]\s|\b(?:and|or|that|is|are|by|of|include|to)\s)\(\Z")
_DIALLED = late(r"[ \u00a0]?\d{3}[ \u00a0.-]\d{4}")
_CLAUSE = late(r"\s[A-Za-z]")


def read_citation(point: Point) -> Mention | None:
    """``(Smith, 2019)``, ``Hammer et al. (2005)``, ``(12)``, ``(4,35–38)``: what names a cited work."""
    return _year(point) or _numbered(point)


def _year(point: Point) -> Mention | None:
    found = _CITED.match(point.text, point.start)
    if found is None:
        return None
    behind = point.before(_LOOK_BACK)
    if _AND_OTHERS.search(behind) or _authored(point, behind, found.end()):
        return Mention(Span(point.start, found.end()), "noise", reason="reference")
    return None


def _authored(point: Point, behind: str, end: int) -> bool:
    """Whether the year stands with names in brackets, or in brackets behind names."""
    if "(" not in behind and "[" not in behind:
        return False
    found = _BRACKETED.search(behind) if _BRACKETED_ENDS.match(point.text, end) else None
    if found is None and point.text[end : end + 1] in (")", "]", ",", ";"):
        found = _NARRATED.search(behind) or (_NAMED.search(behind) if _REPORTS.match(point.text, end) else None)
    return found is not None and _NO_AUTHORS.search(found["names"]) is None


def _numbered(point: Point) -> Mention | None:
    """Whole numbers alone in round brackets: a list of cited works, or the number of a clause."""
    if point.before(1) != "(":
        return None
    found = _NUMBERS.match(point.text, point.start)
    behind = point.before(16)
    if found is None or _NUMBER_BEHIND.search(behind) or _said_before(point, behind):
        return None
    if _THOUSANDS.match(point.text, point.start) or is_age_in_brackets(point, found.end()):
        return None
    # about (40) people | (555) 010-0142
    if _DIALLED.match(point.text, found.end()) or point.count(found.end()):
        return None
    clause = _CLAUSE_BEHIND.search(behind) and found.group()[:-1].isdigit() and _CLAUSE.match(point.text, found.end())
    reason: Reason = "list_marker" if clause else "reference"
    return Mention(Span(point.start, found.end() - 1), "noise", reason=reason)


def is_age_in_brackets(point: Point, end: int) -> bool:
    """Whether a bracket that ends at ``end`` holds the age of somebody: ``Rosa Blanc (58), a retired teacher``."""
    digits = point.text[point.start : end - 1]
    named = digits.isdigit() and len(digits) == 2 and _SOMEBODY.match(point.text, end)
    return bool(named) and _WHO_IS_NAMED.search(point.before(24)) is not None


def _said_before(point: Point, behind: str) -> bool:
    """Whether the bracket repeats a number word: "two (2) sessions"."""
    words = behind[:-1].split()
    return bool(words) and words[-1].lower().rpartition("-")[2] in point.lexicon.numbers["cardinals"]
