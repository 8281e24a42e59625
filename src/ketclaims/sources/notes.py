"""Raised signs that have to stay apart from the figure or word before them."""

from __future__ import annotations

import re

# 1   1,2   3-5   [4]   a   *   †
NOTE = re.compile(r"\[?[\d*†‡§¶#]{1,3}(?:\s?[,–-]\s?\d{1,3})*\]?|\(?[a-z]\)?")
BARE_NOTE = re.compile(r"[\[\]()\s]")
DIGITS = re.compile(r"[-−+]?\d{1,3}")
# What a raised number is the power of: 10   m   kg/m   cm
BASE = re.compile(r"(?:(?<![\d.,])10|(?<![^\W\d_])(?:[mckµdn]?m|ft|in|s))\Z")
RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
BEFORE = 16
"""So many characters before a raised sign tell what it is."""


def raised(said: str, before: str) -> str:
    """A raised sign as the power or the mark of a note that it is, by the characters before it.

    >>> raised("6", "about 10"), raised("1", "in two trials"), raised("th", "the 5")
    ('⁶', '[1]', 'th')
    """
    if DIGITS.fullmatch(said) and BASE.search(before[-BEFORE:]):
        return said.translate(RAISED)
    return f"[{BARE_NOTE.sub('', said)}]" if NOTE.fullmatch(said) else said
