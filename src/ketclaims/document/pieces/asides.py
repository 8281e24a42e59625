"""Asides: lines of navigation, and facts about the document with the value that stands below their label."""

from __future__ import annotations

from ketclaims.document.features import LONGEST_HEADING
from ketclaims.document.matter import Kind
from ketclaims.document.page import Page
from ketclaims.document.pieces.front import Front
from ketclaims.document.pieces.piece import Found, piece


def aside(page: Page, front: Front, at: int) -> Found | None:
    """The navigation or the fact about the document that begins at a line, or nothing."""
    line, words = page.lines[at], page.of(at)
    if (front.open or words[-1] == ":") and page.matter.is_label(words):
        end = _valued(page, at)
        if end > at:
            return Found([piece(page.text, "metadata", line, page.lines[end - 1].end)], end)
    kind = page.matter.kind(words) or (_fronted(page, front, words) if front.open else None)
    return Found([piece(page.text, kind, line, line.end)], at + 1) if kind else None


def _fronted(page: Page, front: Front, words: str) -> Kind | None:
    """What a line before the body is: a menu; below the title who wrote it, above it of what kind it is."""
    if page.matter.is_menu(words):
        return "navigation"
    told = page.matter.is_front(words) if front.title >= 0 else page.matter.stands_above(words)
    return "metadata" if told else None


def _valued(page: Page, at: int) -> int:
    """The number of the line after the value below a label, or the label's own; a number takes its unit along."""
    if at + 1 >= len(page.lines):
        return at
    below = page.lines[at + 1]
    if below.form != "plain" or below.end - below.start > LONGEST_HEADING:
        return at
    end = at + 2
    number = page.of(at + 1).isdecimal()
    return end + (number and end < len(page.lines) and page.is_small(end))
