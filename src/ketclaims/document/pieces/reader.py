"""The lines of a page, read from top to bottom."""

from __future__ import annotations

from ketclaims.document.features import LONGEST_LINE, is_underline
from ketclaims.document.page import Page
from ketclaims.document.pieces.asides import aside
from ketclaims.document.pieces.front import Front
from ketclaims.document.pieces.headings import is_heading, is_headline, title_end
from ketclaims.document.pieces.items import Items
from ketclaims.document.pieces.paragraphs import paragraph
from ketclaims.document.pieces.piece import Found, Piece, counted, heading, piece, table
from ketclaims.document.pieces.stacks import stack
from ketclaims.document.pieces.tiles import tile
from ketclaims.document.tables.columned import columned, tabbed
from ketclaims.document.tables.piped import piped


def read(page: Page) -> list[Piece]:
    """The pieces of a page in order."""
    reader = _Reader(page)
    pieces: list[Piece] = []
    at = 0
    while at < len(page.lines):
        here, end = reader.read(at)
        if here and at and page.lines[at - 1].form == "rule" and at - 1 not in page.record.around:
            here[0] = here[0]._replace(ruled=True)
        pieces += here
        at = end
    return pieces


class _Reader:
    """Reads a page piece by piece; each method is given the number of a line, and what has been read is behind it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.front = Front(page)
        self.items = Items(page)
        self.tabled = page.layout.piped or page.layout.tabbed or page.layout.columned

    def read(self, at: int) -> Found:
        """What begins at a line, the title and what is before the body told apart."""
        found = self._found(at)
        if not self.front.open or not found.pieces:
            return found
        return Found(self.front.passed(found.pieces, at, found.end), found.end)

    def _found(self, at: int) -> Found:
        """What begins at any line."""
        line = self.page.lines[at]
        if at in self.page.record.around:
            told = [piece(self.page.text, "metadata", line, line.end)] if line.form != "rule" else []
            return Found(told, at + 1)
        if at == self.page.record.title:
            return Found([heading(self.page.text, self.page.record.head)], self.page.record.below)
        here = tile(self.page, at, self.front.title) if line.form in ("plain", "hash") else None
        here = here or (self._table(at) if self.tabled else None)
        if here:
            return here
        if line.form == "plain":
            return self._plain(at)
        if line.form == "rule":
            return Found([], at + 1)
        return Found([heading(self.page.text, line)], at + 1) if line.form == "hash" else self.items.read(at)

    def _table(self, at: int) -> Found | None:
        """A table whose rows stand one a line."""
        page = self.page
        found = piped(page.text, page.lines, at) if page.layout.piped else None
        found = found or (tabbed(page.text, page.lines, at) if page.layout.tabbed else None)
        if not found and page.layout.columned and page.lines[at].form == "plain":
            found = columned(page.text, page.lines, at)
        return Found(table(page.lines[at], found.rows), found.end) if found else None

    def _plain(self, at: int) -> Found:
        """What begins at a line without a mark."""
        page, line = self.page, self.page.lines[at]
        if line.end - line.start <= LONGEST_LINE:
            titled = self.front.title >= 0
            found = aside(page, self.front, at) or self._underlined(at) or stack(page, at, titled=titled)
            if found:
                return found
        end = title_end(page, self.front, at)
        if end > at:
            return Found([heading(page.text, line._replace(end=page.lines[end - 1].end))], end)
        if is_heading(page, self.front, at):
            return Found([counted(page, line)._replace(kicker=is_headline(page, self.front, at + 1))], at + 1)
        return paragraph(page, at)

    def _underlined(self, at: int) -> Found | None:
        """A heading with a line of = or - below it."""
        page = self.page
        below = page.lines[at + 1] if at + 1 < len(page.lines) else None
        if not below or not page.layout.runs[at] or not is_underline(page.text, below):
            return None
        level = 1 if page.text[below.start] == "=" else 2
        return Found([heading(page.text, page.lines[at]._replace(form="hash", level=level))], at + 2)
