"""Who wrote a work: people by the forms of their names, others by the words of theirs; and a year behind them."""

from __future__ import annotations

import re

from ketclaims.references.draft import Draft
from ketclaims.references.locators import YEAR
from ketclaims.references.people import authors_end

# A year behind the authors: (2006).   (2006, August 3)   2006.   , 2006.
_YEAR_BEHIND = re.compile(
    rf"[\s.,]{{0,3}}(?:\((?P<bracketed>{YEAR})[a-z]?(?:[,\s][^()\0]{{1,24}})?\)|(?P<bare>{YEAR})[a-z]?(?=[.,:;]))[\s.,:;]{{0,3}}"
)
_UNDATED = re.compile(r"[\s.,]{0,3}\((?:n\.\s?d\.|in\spress|forthcoming)\)[\s.,:;]{0,3}", re.IGNORECASE)
_GROUP = re.compile(
    rf"(?P<group>[^\0\"?!:]{{2,160}}?)[\s.,]{{1,2}}\((?P<year>{YEAR})[a-z]?(?:,\s?[^()\0]{{1,24}})?\)[.,:]?\s"
)
# Organisations and whoever else is named by words with capitals: World Health Organization.
_NAMED = re.compile(
    r"(?=[^.\0]{3,90}\.\s)(?:[A-Z][\w&'/-]*|[a-z]{2,3}|&)(?:,?\s(?:[A-Z][\w&'/()-]*|of|for|and|the|on|in|to|de|&)){0,12}\.\s"
)
# Amos Lind and Per K. Moss, "   Sarah Holm, "
_WHOLE_NAME = r"[^\W\d_a-z][\w'-]+(?:\s[^\W\d_a-z][\w'.-]{0,30}){1,3}"
_FORWARD = re.compile(rf"{_WHOLE_NAME}(?:(?:,\sand\s|\sand\s|\s&\s|,\s){_WHOLE_NAME}){{0,8}}(?=,\s\")")


def read_byline(draft: Draft, end: int) -> int:
    """Note the authors and a year right behind them; where the title begins."""
    at = draft.head
    stop = authors_end(draft.line, at)
    if stop is None or stop > end:
        return _organisation(draft, end)
    group = _GROUP.match(draft.line, stop) if draft.line[stop : stop + 1] in (",", ";") else None
    if group and ". " not in group["group"]:
        # The last of the authors is an organisation: Moher D, Altman DG, The PRISMA Group (2009)
        stop = group.end("group")
    draft.note("authors", at, stop, edges=" ,;:")
    return _behind(draft, stop)


def _behind(draft: Draft, at: int) -> int:
    """Note a year that stands right here; what comes behind it or, without one, behind the stop."""
    year = _YEAR_BEHIND.match(draft.line, at)
    if year:
        draft.found["year"] = year.span("bracketed" if year["bracketed"] else "bare")
        return year.end()
    undated = _UNDATED.match(draft.line, at)
    if undated:
        return undated.end()
    while at < draft.end and draft.line[at] in " .,:;":
        at += 1
    return at


def _organisation(draft: Draft, end: int) -> int:
    """Note whoever is named otherwise: before a quoted title, before a year in brackets, in a sentence of capitals."""
    forward = _FORWARD.match(draft.line, draft.head, end)
    if forward:
        draft.note("authors", *forward.span())
        return _behind(draft, forward.end())
    group = _GROUP.match(draft.line, draft.head)
    counted = group is not None and draft.line[group.start("year") - 2].isdigit()
    if group and not counted and group.end("year") <= end and ". " not in group["group"]:
        draft.note("authors", *group.span("group"))
        draft.found["year"] = group.span("year")
        return group.end()
    named = _NAMED.match(draft.line, draft.head)
    # Behind the name and the title something else has to stand: "Depression. World Health Organization. 2023."
    if named and named.end() < end and draft.line.find(". ", named.end(), end) >= 0:
        draft.note("authors", *named.span())
        return _behind(draft, named.end())
    return draft.head
