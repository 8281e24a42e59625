"""Tiles: figures in large type, each with what it tells in the line below it."""

from __future__ import annotations

from ketclaims.document.features import LARGE, LONGEST_HEADING
from ketclaims.document.page import Page
from ketclaims.document.pieces.breaks import joined
from ketclaims.document.pieces.piece import Found, piece
from ketclaims.late import late

# 71%   **6**   40–60 min, but not "3 Doses" or "2.1"
ALONE = late(r"[^\w\s]{0,4}\s?\d(?:(?!\s[A-Z]|\.\s)(?:[^\n.?!:]|[.:]\d)){0,16}")
# What no number of a heading has: 71%   $450
SHARE = late(r"[%$€£]")


def tile(page: Page, at: int, title: int) -> Found | None:
    """The figure in large type at a line with what it tells below it, as one paragraph, or nothing.

    ``title`` is the number of the title's line, or -1.
    """
    if not _is_figure(page, at) or not _is_tile(page, at, title):
        return None
    end = joined(page, at + 1)
    plain = page.lines[at]._replace(form="plain")
    return Found([piece(page.text, "paragraph", plain, page.lines[end - 1].end)], end)


def _is_tile(page: Page, at: int, title: int) -> bool:
    """Whether a figure stands in large type, with what it tells in the line below though there is a gap or the figure
    has the mark of a heading: "71%", and below it "Response rate".

    Without the mark it takes two of them, and no label that stands as near above the first.
    """
    if not _tells(page, at + 1):
        return False
    line = page.lines[at]
    hashed = line.form == "hash"
    if hashed and SHARE.search(page.text, line.body, line.end):
        return True
    if not hashed and not (page.lines[at + 1].gap and line.gap):
        return False
    first, last = _row(page, at)
    return last > first and (hashed or not _is_called(page, first, title))


def _row(page: Page, at: int) -> tuple[int, int]:
    """The first and the last figure of the row of tiles that a figure is one of."""
    first = last = at
    while first > 1 and _is_told(page, first - 2):
        first -= 2
    while _is_told(page, last + 2):
        last += 2
    return first, last


def _is_told(page: Page, at: int) -> bool:
    """Whether a line is a figure alone, and the line below may tell what it is."""
    return _is_figure(page, at) and _tells(page, at + 1)


def _is_figure(page: Page, at: int) -> bool:
    """Whether a line is a figure alone: "71%", "**6**", "40–60 min"."""
    if at >= len(page.lines) or page.lines[at].form not in ("plain", "hash"):
        return False
    return ALONE.fullmatch(page.text, page.lines[at].body, page.lines[at].end) is not None


def _tells(page: Page, at: int) -> bool:
    """Whether a line may tell what the figure above it is: short, without a mark, no figure itself."""
    if at >= len(page.lines) or page.lines[at].form != "plain" or page.lines[at].gap > 1:
        return False
    line = page.lines[at]
    short = line.end - line.start <= LONGEST_HEADING and page.text[line.end - 1] != ":"
    return short and not LARGE.match(page.text, line.body, line.end)


def _is_called(page: Page, at: int, title: int) -> bool:
    """Whether the line above a figure is its label rather than the line below: as near, as short, and no heading
    that is marked; what begins small below a figure always goes on with it."""
    above, below = page.lines[at - 1], page.lines[at + 1]
    if page.is_small(at + 1) or above.form != "plain" or at - 1 == title:
        return False
    return page.lines[at].gap <= below.gap and bool(page.layout.runs[at - 1])
