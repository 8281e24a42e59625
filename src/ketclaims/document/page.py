"""A text as the lines it is read by, together with all that tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.document.layout import Layout, layout
from ketclaims.document.lines import Line, lines
from ketclaims.document.matter import Matter, matter
from ketclaims.document.preambles import preamble
from ketclaims.document.records import Record, record
from ketclaims.document.words import DocumentWords


class Page(NamedTuple):
    """A text, its lines, what they have in common, and the words they are told apart by; ``page`` makes one.

    Each method is given the number of a line, which must be one of ``lines``.
    """

    text: str
    lines: Sequence[Line]
    layout: Layout
    words: DocumentWords
    matter: Matter
    record: Record

    def of(self, at: int) -> str:
        """The words of a line, without its mark."""
        return self.lines[at].of(self.text)

    def is_small(self, at: int) -> bool:
        """Whether a line begins with a small letter."""
        return self.text[self.lines[at].start].islower()

    def is_closed(self, at: int) -> bool:
        """Whether nothing stands right below a line: it is the last, or has a gap below it."""
        return at + 1 >= len(self.lines) or self.lines[at + 1].gap > 0


def page(text: str, words: DocumentWords) -> Page:
    """A text as a page."""
    found = lines(text)
    around = matter(words)
    head = preamble(text, found)
    begin = max(head.around, default=-1) + 1
    return Page(
        text, found, layout(text, found, words, begin), words, around, head if begin else record(text, found, around)
    )
