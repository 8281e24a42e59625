"""Where in a journal a work stands: volume, issue, pages, year, in the ways that styles write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

YEAR = r"(?:1[6-9]|20)\d\d"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|Spring|Summer|Autumn|Fall|Winter)\b\.?"
)
_DATE = rf"(?:\s{MONTH}(?:\s?-\s?{MONTH})?(?:\s\d{{1,2}})?)?"
_PAGE = r"(?:[A-Za-z]{0,3}\d{1,7}[A-Za-z]?|[ivxl]{1,7})"
_PAGES = rf"(?P<pages>{_PAGE}(?:\s?--?\s?{_PAGE})?(?![\w%]))"
_LABEL = r"(?:pp?(?:\.\s?|\s)|pages?\s|Art(?:icle)?\.?\s(?:(?:no|ID)\.?\s)?)?"
_VOLUME = rf"(?P<volume>(?!{YEAR}\b)\d{{1,4}}(?:\s?Suppl\.?(?:\s\d+)?)?)"
_ISSUE = r"(?P<issue>[^()\0]{1,24})"

# Tried in this order: the more a form says of itself, the earlier.
_FORMS = tuple(
    re.compile(form, re.VERBOSE | re.IGNORECASE)
    for form in (
        # 2006;63(8):856-864   2018 Apr 1;175(4):327-35   2021;372:n71   2022;13   2019;(12):CD01
        rf"\b(?P<year>{YEAR})[a-z]?{_DATE}\s?;\s?{_VOLUME}?(?:\s?\({_ISSUE}\))?(?:\s?[:,]\s?{_LABEL}{_PAGES})?",
        # vol. 2,1 (2022): 9   vol. 2 (2022): 9
        rf"\bvol(?:ume)?\.?\s?{_VOLUME}(?:,\s?(?P<issue>\d+))?\s\((?:[^()\0]{{0,20}}\s)?(?P<year>{YEAR})\)"
        rf"(?:\s?:\s?{_LABEL}{_PAGES})?",
        # vol. 63, no. 8, pp. 856-864, Aug. 2006   vol. 63, no. 8, 2006, pp. 856-64
        rf"\bvol(?:ume)?\.?\s?{_VOLUME}(?:[,(\s]{{1,2}}(?:no|nr|iss(?:ue)?|num(?:ber)?)\.?\s?(?P<issue>[\w/-]+)\)?)?"
        rf"(?:,\s(?:[^,\0]{{0,20}}\s)?(?P<year>{YEAR}))?(?:[,:]\s?(?:pp?\.?|art(?:icle)?\.?(?:\sno\.)?)\s?{_PAGES})?",
        # 63, no. 8 (2006): 856-64   63, no. 8: 856-64
        rf"\b{_VOLUME},?\s(?:no|iss)\.\s?(?P<issue>[\w/-]+)(?:\s\((?:[^()\0]{{0,20}}\s)?(?P<year>{YEAR})\))?"
        rf"(?:\s?[:,]\s?{_LABEL}{_PAGES})?",
        # 63 (2006): 856-64   63(8) (2006), 856
        rf"\b{_VOLUME}(?:\s?\((?!{YEAR}\)){_ISSUE}\))?\s?\((?P<year>{YEAR})\)\s?[:,]?\s?{_LABEL}{_PAGES}",
        # 63(8):856-864   63(8), 856-864   63 (8), pp. 856-64   10(7), e0130140
        rf"\b{_VOLUME}\s?\((?!{YEAR}\)){_ISSUE}\)\s?[:,]\s?{_LABEL}{_PAGES}",
        # 63:856-864, 2006   9:277   533, 481-486 (2016)
        rf"\b{_VOLUME}\s?:\s?{_LABEL}{_PAGES}(?:,?\s\(?(?P<year>{YEAR})\b\)?)?",
        rf"\b{_VOLUME},\s{_LABEL}{_PAGES},?\s\(?(?P<year>{YEAR})\b\)?",
        rf"\b{_VOLUME},\s(?:pp?\.\s)?(?P<pages>{_PAGE}\s?--?\s?{_PAGE}(?![\w%])|[eEnN]\d{{2,7}}(?!\w)|(?!{YEAR})\d{{4,7}}(?!\w))",
        # 63(8)
        rf"\b{_VOLUME}\s?\((?!{YEAR}\))(?P<issue>\d{{1,3}}(?:-\d{{1,3}})?)\)",
        # pp. 12-14
        rf"\bpp?(?:\.\s?|\s){_PAGES}",
    )
)
_WORDED = ("volume", "issue", "pages", "year")


class Locator(NamedTuple):
    """The stretch of a line that says where a work stands, and the places of its parts."""

    start: int
    end: int
    parts: dict[str, tuple[int, int]]


def find_locator(line: str, start: int, end: int) -> Locator | None:
    """Where volume, issue and pages stand in a stretch of a line; of several such places the last."""
    for form in _FORMS:
        found = [match for match in form.finditer(line, start, end) if _says(match)]
        if found:
            return _located(found[-1])
    return None


def _says(match: re.Match[str]) -> bool:
    """Whether a match says more than a year: where a work stands."""
    return any(match.group(name) for name in _WORDED[:3] if name in match.re.groupindex)


def _located(match: re.Match[str]) -> Locator:
    parts = {name: match.span(name) for name in match.re.groupindex if match.group(name)}
    return Locator(*match.span(), parts)


def years(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of numbers in a line that can be years, but not those that end a range or are part of a number."""
    for found in re.compile(rf"(?<![\w/.:-]){YEAR}(?=[a-z]?(?![\w/:-]|\.\d))").finditer(line, start, end):
        yield found.span()
