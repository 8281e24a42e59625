"""Marked lines: items with what goes on with them, and the headings that have a number."""

from __future__ import annotations

from ketclaims.document.features import LONGEST_HEADING, is_bare
from ketclaims.document.lines import Form, Line, value
from ketclaims.document.page import Page
from ketclaims.document.pieces.breaks import breaks_above
from ketclaims.document.pieces.piece import Found, heading, piece


class Items:
    """Reads the marked lines of a page, told of all of them in order: a number is judged by the one before it.

    ``series`` has the last number of each form at each indent, and whether it was that of a heading.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.series: dict[tuple[Form, int], tuple[int, bool]] = {}

    def read(self, at: int) -> Found:
        """A numbered heading, a link in a list of them, or an item with the lines that go on with it."""
        page = self.page
        line = page.lines[at]
        if line.form != "bullet" and self._heads(at):
            return Found([heading(page.text, line)], at + 1)
        if self._unfolds(at) or self._is_framed(at):
            return Found([heading(page.text, line._replace(form="plain", mark=None))], at + 1)
        if page.matter.is_link(page.of(at)):
            return Found([piece(page.text, "navigation", line, line.end)], at + 1)
        end = at + 1
        while end < len(page.lines) and self._goes_on(end, line):
            end += 1
        return Found([piece(page.text, "item", line, page.lines[end - 1].end)], end)

    def _unfolds(self, at: int) -> bool:
        """Whether a marked line is a question of a list that unfolds, with its answer in the plain line below."""
        page, line = self.page, self.page.lines[at]
        asked = page.text[line.end - 1] == "?" and line.end - line.body <= LONGEST_HEADING
        if not asked or line.form not in ("bullet", "number") or at + 1 >= len(page.lines):
            return False
        below = page.lines[at + 1]
        return below.form == "plain" and below.indent <= line.indent and page.text[below.start].isupper()

    def _is_framed(self, at: int) -> bool:
        """Whether what looks like an item is a heading between two dashes: "— Doses —"."""
        line = self.page.lines[at]
        mark = self.page.text[slice(*line.mark)] if line.mark else ""
        closed = mark in ("-", "–", "—") and self.page.text.endswith(f" {mark}", line.body, line.end)
        return closed and line.gap > 0 and at + 1 < len(self.page.lines) and line.end - line.body <= LONGEST_HEADING

    def _goes_on(self, at: int, first: Line) -> bool:
        """Whether a line goes on with the item that ``first`` began: it stands further in, or the item was broken."""
        line = self.page.lines[at]
        if line.gap or line.form != "plain":
            return False
        return line.indent > first.indent or breaks_above(self.page, at)

    def _heads(self, at: int) -> bool:
        """Whether a numbered line is a heading: it looks like one, and no next number stands right below the first."""
        page, line = self.page, self.page.lines[at]
        number = value(page.text, line)
        last, headed = self.series.get((line.form, line.indent), (0, False))
        opens = self._opens_list(at)
        if not last or number != last + 1:
            headed = opens or self._stands(at, number)
        headed = headed and line.form != "note" and (opens or is_bare(page.text, line, page.words))
        self.series[line.form, line.indent] = number, headed
        return headed

    def _opens_list(self, at: int) -> bool:
        """Whether a numbered line ends with a colon above a list of another form or further in: a part of a policy."""
        line = self.page.lines[at]
        if (
            line.end - line.body > LONGEST_HEADING
            or self.page.text[line.end - 1] != ":"
            or at + 1 >= len(self.page.lines)
        ):
            return False
        below = self.page.lines[at + 1]
        return below.form not in ("plain", "hash", "rule") and (below.form, below.indent) != (line.form, line.indent)

    def _stands(self, at: int, number: int) -> bool:
        """Whether what is below a numbered line is neither its next number, nor the rest of its item, nor nothing."""
        page, line = self.page, self.page.lines[at]
        if at + 1 >= len(page.lines):
            return False
        below = page.lines[at + 1]
        if (below.form, below.indent) == (line.form, line.indent) and value(page.text, below) == number + 1:
            return False
        return bool(below.gap) or (below.indent <= line.indent and not page.is_small(at + 1))
