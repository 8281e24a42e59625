"""Spellings: the words and symbols of a list, read at a place of a text letter by letter.

A regular expression of some hundred words takes longer to compile than a short text to read; a tree of their letters
is made at once, and can stand in several patterns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ketclaims.quantities.numbers import SPACE

SPACES = re.compile(f"{SPACE}+")
_END = ""
"""The key of a tree under which it says that a spelling ends here."""


class Spellings:
    """Words or symbols; a space in one is any space. With ``folded`` they are in lower case, the text in any case."""

    def __init__(self, spellings: Iterable[str], *, folded: bool = False) -> None:
        """The tree of ``spellings``."""
        self._folded = folded
        self._tree: dict[str, Any] = {}
        for spelling in spellings:
            tree = self._tree
            for letter in spelling:
                tree = tree.setdefault(letter, {})
            tree[_END] = {}

    def ends(self, text: str, start: int) -> list[int]:
        """Where the spellings end that begin at ``start``, the longest first."""
        tree, at, found = self._tree, start, []
        while at < len(text):
            letter = text[at].lower() if self._folded else text[at]
            following = tree.get(letter)
            if following is not None and letter != " ":
                at += 1
            elif " " in tree and (space := SPACES.match(text, at)):
                following, at = tree[" "], space.end()
            else:
                break
            tree = following
            if _END in tree:
                found.append(at)
        return found[::-1]
