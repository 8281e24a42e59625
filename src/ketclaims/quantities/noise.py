"""Digits that state no amount: addresses, telephone numbers, citations, names, dates, times of day."""

from __future__ import annotations

import re
from typing import cast

from ketclaims.late import late
from ketclaims.lexicon.entries import is_money
from ketclaims.model import Reason, Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import MONTH, YEAR
from ketclaims.quantities.points import Point
from ketclaims.quantities.prices import dimension_of

_D = r"[-\u2010-\u2015]"
_DAY = r"\d\d?(?:st|nd|rd|th)?"
_GAP = r"[ \u00a0.-]"
_LOOK_BACK = 40
_CLOCK = r"\d\d?(?:[.:]\d\d)?\s?(?:[ap]m|[AP]M|[AP]m|[ap]\.m\.|[AP]\.M\.)(?!\w)"
_STREETS = "Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Close|Drive|Boulevard|Blvd|Court|Place|Parkway|Terrace|Square"

# Patterns that begin where the digits begin; the name of the group says what they are. The order matters.
_AHEAD = re.compile(
    "|".join(
        (
            r"(?P<navigation>(?:https?://|www\.)[^\s)>\]]+)",  # https://a.example/3
            r"(?P<reference>\[\^?\d+(?:[,–-]\s?\d+)*\\?\]"  # [12], [^3], [4-6], and as Markdown escapes it: \[12\]
            r"|(?<=<sup>)\d+(?:[,–-]\s?\d+)*(?=</sup>))",  # <sup>2,3</sup>
            r"(?P<navigation2>\d\d?:\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?\b)?)",  # 14:30, 2:05 pm
            rf"(?P<navigation3>{_CLOCK}(?:(?:\s(?:to|and|-)\s|[-–]){_CLOCK})?)",  # 8am, 9 am to 5 pm
            rf"(?P<date>{YEAR}-\d\d-\d\d\b)",  # 2024-05-31
            rf"(?P<date2>\d\d?[/.]\d\d?[/.]{YEAR}\b|\d\d?/{YEAR}\b)",  # 31/05/2024, 05/2024
            # 31 May 2024, 6 and 9 May
            rf"(?P<date3>{_DAY}(?:\s?{_D}\s?\d\d?|\sand\s\d\d?)?\s(?:of\s)?{MONTH}\b(?:,?\s{YEAR}\b)?)",
            # March 2019 to June 2021
            rf"(?P<date4>{MONTH}\s{YEAR}(?:\s(?:and|to|until|through)\s|\s?{_D}\s?){MONTH}\s{YEAR}\b)",
            # May 31, 2024; "In May 12 patients" is no date
            rf"(?P<date5>{MONTH}\s{_DAY}\b(?!\d|%|\s?(?:percent|weeks|days|patients))(?:,?\s{YEAR}\b)?)",
            # (555) 010-0199, 555-0199, 0555 010 188, 1 555 010 0199
            rf"(?P<navigation4>\(?\d{{3}}\)?{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)|\d{{3}}-\d{{4}}(?!\d)"
            rf"|\b0\d{{2,4}}(?:[ \u00a0]\d{{3,4}}){{1,2}}\b|\+?\d{{1,3}}{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}})",
            # 12 Elm Street, Suite 4
            rf"(?P<navigation5>\d+[A-Za-z]?\s(?:[A-Z][\w'’.]*\s){{1,3}}(?:{_STREETS})\b(?:,\s(?:Suite|Floor|Unit)\s\d+)?)",
            # +44 20 7946 0958, 978-3-16-148410-0, 10.1000/182
            r"(?P<navigation6>(?<=\+)\d{1,3}(?:[ \u00a0.-]\d{2,4}){2,5}(?!\d)|(?=[\d-]{10})\d+(?:-\d+){2,}(?![\w%])"
            r"|10\.\d{4,}/[^\s)>\]]*[^\s)>\].,;])",
            r"(?P<navigation7>\d\d?\so['’]clock\b)",
            r"(?P<not_quantitative>24/7\b|9/11\b)",
            r"(?P<ratio>\d+:\d+)",  # 2:1
            r"(?P<title_or_name>\d+-[A-Z]{2,}\w*(?!\$)|\d+[A-Z]{2,}\w*|\d+D\b|\d+(?:\.\d+){2,}"  # 5-HT2A, 3D, 1.2.3
            r"|\d+/\d+[a-z]-\d+|\d(?:,\d){1,3}-[a-z]{3,})",  # 22/10a-4, 2,5-diyl
        )
    )
)
# A name with a capital or an underscore that runs into the digits: GluN2B, CYP2D6, PHQ-9, user_88.
_NAME_BEHIND = re.compile(
    r"(?<![\w-])(?=[\w-]*[A-Z_])(?!p\b|n\b|(?i:over|under)-)[A-Za-z_]\w*-?\Z|(?<![\w-])(?=[\w-]*[A-Z_])(?!(?i:over|under)-)[A-Za-z][\w-]*[A-Za-z]-?\d*[A-Za-z]*\Z"
)
_NAME_AHEAD = re.compile(r"\d\w*(?:\.\d\w*)*(?:/[A-Z0-9]+\b)?(?:-[A-Z0-9]\w*)*")
_INSIDE_WORD = re.compile(r"(?<![\w-])[\w-]*[^\W\d_]\Z")  # ki67, δ13C, p0
_SECTION_BEHIND = re.compile(r"(?:\A|\n)[ \t]*(?:\*\*|__)\Z")
_SECTION = late(r"\d{1,2}\.\d{1,2}(?=\.?\s[A-Z])")
_FOOTNOTE_BEHIND = re.compile(r"[^\W\d_][\"”’')]?[.,;!?][\"”’')]?\Z|[.)]\Z")
_FOOTNOTE = re.compile(r"\d{1,2}(?:[,–]\d{1,2})*(?=\s|$)")


def read_noise(point: Point) -> Mention | None:
    """``14:30``, ``31 May 2024``, ``555-0199``, ``[12]``, ``GluN2B``: a number that is no amount."""
    found = _AHEAD.match(point.text, point.start)
    if found is None:
        return _attached(point)
    what = str(found.lastgroup).rstrip("1234567")
    if what == "date":
        return Mention(Span(point.start, found.end()), "date")
    if what == "ratio":
        return Mention(Span(point.start, found.end()), "interval")
    if what == "title_or_name" and _is_sum(point):
        return None
    span = Span(_opening(point) if what == "navigation" else point.start, found.end())
    return Mention(span, "noise", reason=cast(Reason, what))


def _is_sum(point: Point) -> bool:
    """Whether the capitals right behind the digits are a currency: "40EUR"."""
    unit = point.unit(point.number.end()) if point.number else None
    return unit is not None and is_money(dimension_of(point, unit.text))


def _opening(point: Point) -> int:
    """A telephone number takes its opening bracket along, a time its square one."""
    digit = point.text[point.start].isdigit()
    return point.start - 1 if digit and point.before(1) in ("(", "[") else point.start


def _attached(point: Point) -> Mention | None:
    """Digits directly behind a letter or a full stop: a name or a footnote's mark."""
    if not point.text[point.start].isdigit() or point.before(1).isspace() or not point.start:
        return None
    return _footnote(point) or _section(point) or _name(point)


def _footnote(point: Point) -> Mention | None:
    """The number of a footnote directly behind the end of a sentence: ``on average.3 In one trial``."""
    found = _FOOTNOTE.match(point.text, point.start)
    behind = _FOOTNOTE_BEHIND.search(point.before(4))
    return Mention(Span(point.start, found.end()), "noise", reason="reference") if found and behind else None


def _section(point: Point) -> Mention | None:
    """The number of a section whose heading stands in bold before its text: ``**5.6 Bladder.** In 8%``."""
    found = _SECTION.match(point.text, point.start) if _SECTION_BEHIND.search(point.before(8)) else None
    return Mention(Span(point.start, found.end()), "noise", reason="list_marker") if found else None


def _name(point: Point) -> Mention | None:
    behind = _NAME_BEHIND.search(point.before(_LOOK_BACK)) or _inside_word(point)
    if behind is None:
        return None
    found = _NAME_AHEAD.match(point.text, point.start)
    end = found.end() if found else point.start + 1
    return Mention(Span(point.start - len(behind.group()), end), "noise", reason="title_or_name")


def _inside_word(point: Point) -> re.Match[str] | None:
    """The letters directly before the digits, where no unit follows these: "ki67" is a name, "of60%" lacks a space."""
    if point.number is None or point.measured(point.number.end()):
        return None
    return _INSIDE_WORD.search(point.before(_LOOK_BACK))
