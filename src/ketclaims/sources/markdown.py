"""A tree of HTML elements as Markdown: paragraphs, headings, items and tables, nothing escaped and nothing emphasised.

What is written is read by ``document`` and quoted to people, so a tilde stays a tilde and no figure has asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from ketclaims.sources.grid import Grid, grid
from ketclaims.sources.words import BLOCKS, HEADINGS, LISTS, UNSEEN, spaced, words

# The number that stands at the head of an item of an ordered list.
NUMBER = re.compile(r"\d{1,3}\. ")
BULLET = "- "
INDENT = "  "
PARAGRAPHS = re.compile(r"\n\s*\n")


def markdown(root: HtmlElement) -> str:
    """The text below an element, a blank line between blocks; items of a list and rows of a table stand together."""
    page = Page()
    page.read(root)
    page.close()
    return "\n\n".join("\n".join(block) for block in page.blocks) + "\n" if page.blocks else ""


class Page:
    """The blocks written so far, each of lines, and the words of the next one."""

    def __init__(self) -> None:
        self.blocks: list[list[str]] = []
        self.parts: list[str] = []
        self.depth = 0
        self.marked = False
        self.listed = False

    def read(self, element: HtmlElement) -> None:
        """Write an element, without what follows it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in UNSEEN:
            return
        if tag == "br":
            self.parts.append("\n")
        elif tag == "table":
            self._table(element)
        elif tag in HEADINGS:
            self._heading(element)
        elif tag in LISTS:
            self._list(element)
        elif tag in BLOCKS:
            self._block(element)
        else:
            self._inside(element)

    def close(self) -> None:
        """End the block that is being written; two breaks in it part paragraphs."""
        text = "".join(self.parts)
        self.parts.clear()
        for paragraph in PARAGRAPHS.split(text):
            lines = [" ".join(line.split()) for line in paragraph.split("\n")]
            self._write([line for line in lines if line])

    def _inside(self, element: HtmlElement) -> None:
        self.parts.append(spaced(element.text or ""))
        for child in element:
            self.read(child)
            self.parts.append(spaced(child.tail or ""))

    def _block(self, element: HtmlElement) -> None:
        self.close()
        # The next words are the first of the item, wherever in it they stand.
        self.marked = element.tag == "li" or self.marked
        self._inside(element)
        self.close()
        self.marked = self.marked and element.tag != "li"

    def _list(self, element: HtmlElement) -> None:
        self.close()
        self.depth += 1
        self._inside(element)
        self.close()
        self.depth -= 1
        self.listed = self.listed and self.depth > 0

    def _heading(self, element: HtmlElement) -> None:
        self.close()
        said = words(element)
        if said:
            self.listed = False
            self.blocks.append([HEADINGS[element.tag] + said])

    def _table(self, element: HtmlElement) -> None:
        self.close()
        found = grid(element)
        if found is None:
            self._block(element)
        else:
            self.listed = False
            self.blocks.append(_rows(found))

    def _write(self, lines: list[str]) -> None:
        """Write a block; what belongs to a list stands together with what is already written of it."""
        if not lines:
            return
        if self.depth:
            lines = self._itemised(lines)
        if self.depth and self.listed:
            self.blocks[-1] += lines
        else:
            self.blocks.append(lines)
        self.listed = self.depth > 0

    def _itemised(self, lines: Sequence[str]) -> list[str]:
        margin = INDENT * (self.depth - 1)
        mark = "" if NUMBER.match(lines[0]) else BULLET if self.marked else INDENT
        self.marked = False
        return [margin + mark + lines[0], *(margin + INDENT + line for line in lines[1:])]


def _rows(found: Grid) -> list[str]:
    """A table as rows between pipes; one without a header gets an empty one, as Markdown has it."""
    header = found.header or ("",) * len(found.rows[0])
    return [_row(header), _row(["---"] * len(header)), *map(_row, found.rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
