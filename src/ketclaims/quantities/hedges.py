"""Hedges: the words that can stand right before any number, and that say of it how exact it is, or on which side."""

from __future__ import annotations

# A hundred patterns hold these words and are compiled in one run: one gap is `\s`, as a text has one white space.
HEDGE = (
    r"about|around|roughly|some|nearly|almost|maybe|perhaps|only|just|over|under|up\sto|at\sleast"
    r"|(?:more|less|fewer)\sthan|as\s\w+\sas|a\slittle"
)
"""The alternatives of a pattern for one of them."""

HEDGED = rf"(?:(?:{HEDGE})\s+)*"
"""A pattern for what may stand between a word and its number: any of them, or nothing."""
