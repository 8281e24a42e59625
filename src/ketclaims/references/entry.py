"""One entry of a bibliography as a record: its identifiers, then where it stands, then its authors, title, journal."""

from __future__ import annotations

import re

from ketclaims.model import Span
from ketclaims.references.byline import read_byline
from ketclaims.references.description import read_container, read_quoted_title, read_title_and_journal
from ketclaims.references.draft import Draft
from ketclaims.references.flat import MASK, Flat, flat
from ketclaims.references.identifiers import find_identifiers
from ketclaims.references.locators import MONTH, YEAR, Locator, find_locator, years
from ketclaims.references.records import Field, FieldName, Reference

# The mark that an entry opens with: [12]   12.   (12)   [^3]:   •
_MARK = re.compile(r"(?:\[\^?(?P<noted>[\w-]{1,16})\]:?|\(?(?P<counted>\d{1,4})[.)]|[-•·–*])\s?(?=\S)")
# What follows the description of a work: where it was found, when it was read.
_TAIL = re.compile(
    r"(?:\b(?:Available\s(?:at|from|online|here)|Retrieved\s|Accessed\b|Last\saccessed|Viewed\s\d|Epub\b"
    r"|Google\sScholar)|\[(?:PubMed|CrossRef|Google\sScholar)\]|\[(?:cited|accessed)\s)",
    re.IGNORECASE,
)
# When a page appeared, which is no part of its title: Updated July 2023.
_DATED = re.compile(
    rf"(?:(?<=[.;]\s)|\A)(?:Last\s)?(?:Published|Updated|Reviewed|Revised|Modified|Posted)(?:\s(?:on|online))?:?\s"
    rf"(?=(?:[\w,.]{{1,12}}\s){{0,3}}{YEAR}\b)",
    re.IGNORECASE,
)
# What stands between the journal and a year behind it:  , 3 Apr. 2023   (May 2024
_DAY = re.compile(rf"[\s,(]{{1,3}}(?:\d{{1,2}}\s)?(?:{MONTH}(?:\s\d{{1,2}},?)?\s)?\Z")


def read_entry(text: str, span: Span, number: int) -> Reference:
    """The record of the entry that stands in the text at ``span``; ``number`` is for one that has none itself."""
    line = flat(text, span)
    found = find_identifiers(line)
    mark = _MARK.match(line.line)
    masked = line.masked([(item.opens, item.end) for item in found])
    draft = Draft(masked.line, mark.end() if mark else 0, len(line.line))
    _describe(draft)
    for item in found:
        if item.value:
            draft.found[item.name] = (item.start, item.end)
    doi = next((item.value for item in found if item.name == "doi"), "")
    label = mark.group().strip() if mark else ""
    return Reference(_number(mark, number), span, label, _fields(text, line, draft), doi)


def _number(mark: re.Match[str] | None, number: int) -> int:
    sign = (mark["counted"] or mark["noted"] or "") if mark else ""
    return int(sign) if sign.isdecimal() and len(sign) < 6 else number


def _fields(text: str, line: Flat, draft: Draft) -> dict[FieldName, Field]:
    spans = {name: line.span(*stretch) for name, stretch in draft.found.items()}
    return {name: Field(span.of(text), span) for name, span in spans.items()}


def _describe(draft: Draft) -> None:
    """Find what a style writes before the identifiers: authors, year, title, journal, volume, issue, pages."""
    tail = _TAIL.search(draft.line, draft.head + 12)
    draft.end = tail.start() if tail else draft.end
    identifier = draft.line.find(MASK, draft.head, draft.end)
    body_end = identifier if identifier >= 0 else draft.end
    at = read_byline(draft, body_end)
    quoted = read_quoted_title(draft, at, body_end)
    locator = _locator(draft, quoted or at)
    _year(draft, quoted or at, body_end, locator)
    stop = _description_end(draft, quoted or at, body_end, locator)
    if quoted:
        read_container(draft, quoted, stop)
    else:
        read_title_and_journal(draft, at, stop, located=locator is not None)


def _locator(draft: Draft, start: int) -> Locator | None:
    located = find_locator(draft.line, start, draft.end)
    for name, stretch in located.parts.items() if located else ():
        draft.found[name] = stretch  # type: ignore[index]
    return located


def _year(draft: Draft, start: int, end: int, locator: Locator | None) -> None:
    """Note the last year behind the title that is part of nothing else, if none was found yet."""
    if "year" in draft.found:
        return
    taken = range(locator.start, locator.end) if locator else range(0)
    free = [stretch for stretch in years(draft.line, start, draft.end) if stretch[0] not in taken]
    behind = [stretch for stretch in free if locator is None or stretch[0] >= locator.start]
    inside = [stretch for stretch in behind or free if stretch[0] < end]
    if inside:
        # Behind volume and pages the first is the work's; a later one can be of anything.
        draft.found["year"] = inside[0] if locator and behind else inside[-1]


def _description_end(draft: Draft, start: int, end: int, locator: Locator | None) -> int:
    """Where title and journal end: before volume and pages, before a year that follows them, before the identifiers."""
    dated = _DATED.search(draft.line, start, end)
    stops = [dated.start() if dated else end]
    if locator:
        stops.append(locator.start)
    year = draft.found.get("year")
    if year and year[0] > start:
        date = _DAY.search(draft.line, start, year[0])
        stops.append(date.start() if date else year[0])
    return max(start, min(stops))
