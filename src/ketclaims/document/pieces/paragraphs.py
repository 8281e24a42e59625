"""Paragraphs, with the lines that they were broken into, and without who speaks them and when."""

from __future__ import annotations

from ketclaims.document.lines import NOT_BLANK
from ketclaims.document.page import Page
from ketclaims.document.pieces.breaks import joined
from ketclaims.document.pieces.piece import Found, Piece, piece
from ketclaims.document.speech import SPEAKER, TURN
from ketclaims.late import late
from ketclaims.model import Span

# [00:14]   12:03:10
TIMESTAMP = late(r"\[?\d{1,2}:\d\d(?::\d\d)?\]?(?=\s+\S)")


def paragraph(page: Page, at: int) -> Found:
    """The paragraph that begins at a line."""
    end = joined(page, at)
    found = piece(page.text, "paragraph", page.lines[at], page.lines[end - 1].end)
    first = page.text[found.span.start]
    if first == "[" or first.isdigit():
        return Found(_timed(page, found), end)
    return Found([_spoken(page, found, timed=False) if first.isupper() else found], end)


def _timed(page: Page, found: Piece) -> list[Piece]:
    """A paragraph that may begin with the time of a speech, which is navigation."""
    time = TIMESTAMP.match(page.text, *found.span)
    speech = NOT_BLANK.search(page.text, time.end(), found.span.end) if time else None
    if not time or not speech:
        return [found]
    rest = found._replace(span=Span(speech.start(), found.span.end), gap=0)
    return [found._replace(kind="navigation", span=Span(*time.span())), _spoken(page, rest, timed=True)]


def _spoken(page: Page, found: Piece, *, timed: bool) -> Piece:
    """The piece, whose sentences begin after the name of who speaks: "HOST: Welcome." is "Welcome."."""
    label = TURN.match(page.text, *found.span)
    if not label and (timed or page.layout.speakers):
        label = SPEAKER.match(page.text, *found.span)
        label = label if label and (timed or label[1] in page.layout.speakers) else None
    return found._replace(opens=label.end()) if label else found
