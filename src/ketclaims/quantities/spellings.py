"""Spellings: the words and symbols of a list, read at a place of a text letter by letter.

A regular expression of some hundred words takes longer to compile than a short text to read; a tree of their letters
is made at once, and can stand in several patterns.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ketclaims.late import late
from ketclaims.quantities.numbers import SPACE

SPACES = late(f"{SPACE}+")
_BEGINNING = 2
_END = ""
"""The key of a tree under which it says that a spelling ends here."""


class Spellings:
    """Words or symbols; a space in one is any space. With ``folded`` they are in lower case, the text in any case."""

    def __init__(self, spellings: Iterable[str], *, folded: bool = False) -> None:
        """The tree of ``spellings``."""
        self._folded = folded
        self._tree: dict[str, Any] = {}
        spellings = tuple(spellings)
        self._longest = max(map(len, spellings), default=0)
        self._begin = frozenset(spelling[:_BEGINNING].rstrip() for spelling in spellings)
        for spelling in spellings:
            tree = self._tree
            for letter in spelling:
                tree = tree.setdefault(letter, {})
            tree[_END] = {}

    def ends(self, text: str, start: int) -> list[int]:
        """Where the spellings end that begin at ``start``, the longest first."""
        begin = text[start : start + _BEGINNING].lower() if self._folded else text[start : start + _BEGINNING]
        # what is written at most places begins like none of them
        begun = begin in self._begin or begin[:1] in self._begin
        return self._ends(self._tree, text, start)[::-1] if begun else []

    def _ends(self, tree: dict[str, Any], text: str, start: int) -> list[int]:
        """Where those end of which ``tree`` has what begins at ``start``, the shortest first."""
        found: list[int] = []
        written = text[start : start + self._longest]
        for at, letter in enumerate(written.lower() if self._folded else written, start):
            if letter not in tree or letter == " ":
                space = SPACES.match(text, at) if " " in tree else None
                return found + self._ends(tree[" "], text, space.end()) if space else found
            tree = tree[letter]
            if _END in tree:
                found.append(at + 1)
        return found
