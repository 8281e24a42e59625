"""The lines before the body of an article, with its title among them."""

from __future__ import annotations

from ketclaims.document.features import LONGEST_LINE
from ketclaims.document.page import Page
from ketclaims.document.pieces.piece import Piece

# How far below the title the names and dates of an article stand.
FRONT_LINES = 12


class Front:
    """Whether the lines before the body go on, and which line is the title.

    ``title`` is the number of its line, or -1 as long as it has not been read; ``open`` says that the body has not
    begun.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title = -1
        self.open = True

    @property
    def is_untitled(self) -> bool:
        """Whether the title may still come."""
        return self.open and self.title < 0

    def passed(self, pieces: list[Piece], at: int, end: int) -> list[Piece]:
        """The pieces of the lines from ``at`` to ``end``, where the first heading is the title.

        What they are says whether the body begins with them: a long paragraph does so, or a heading that stands apart.
        """
        first = pieces[0]
        if first.kind == "heading" and self.title < 0:
            self.title = at
            return [first._replace(kind="title"), *pieces[1:]]
        self.open = self._goes_on(first, end - at) and at <= max(self.title, 0) + FRONT_LINES
        return pieces

    def _goes_on(self, piece: Piece, size: int) -> bool:
        """Whether a piece of so many lines may stand before the body."""
        if piece.kind == "paragraph":
            short = size == 1 and piece.span.end - piece.span.start <= LONGEST_LINE
            return short and (self.title >= 0 or self.page.layout.marked or self.page.layout.titled)
        return not piece.gap if piece.kind == "heading" else piece.kind in ("metadata", "navigation")
