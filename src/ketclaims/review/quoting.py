"""Words that a reviewer copied, found in the article: as they stand there, whatever a spreadsheet did to them."""

from __future__ import annotations

import re

from ketclaims.anchors import find_all
from ketclaims.model import Span
from ketclaims.review.standing import places

ALIKE = ("'‘’‚‛ʼ′`´", '"“”„‟″«»', "-‐‑‒–—―−")
"""Marks that word processors put for one another."""
_CLASSES = {mark: f"[{re.escape(marks)}]" for marks in ALIKE for mark in marks}


def find_quote(text: str, written: str, old: Span, holds: Span | None) -> Span:
    """Where a corrected passage stands: at the place of the old one, sharing words with it.

    With ``holds`` it has to hold that place too. ``ValueError`` says in words where it is not found.
    """
    found = written_at(text, written)
    there = [span for span in found if span.meets(old) and (holds is None or span.holds(holds))]
    if len(there) == 1:
        return there[0]
    if not found:
        raise ValueError("does not stand in the article; copy it as it stands there")
    if there:
        raise ValueError(f"stands at {places(tuple(there))}, and nothing tells which is meant")
    if any(span.meets(old) for span in found):
        raise ValueError("does not hold the number of the row; give new_value_text too where that is wrong")
    raise ValueError(f"stands at {places(tuple(found))}, but the row is about the passage at {old.start}")


def find_only(text: str, written: str) -> Span:
    """Where a passage stands that is given for a new row; ``ValueError`` where it does so not once."""
    found = written_at(text, written)
    if not found:
        raise ValueError("does not stand in the article; copy it as it stands there")
    if len(found) > 1:
        raise ValueError(f"stands at {places(tuple(found))}; copy more of the article, so that it stands there once")
    return found[0]


def find_value(text: str, written: str, quote: Span, old: Span | None, start: int | None) -> Span:
    """Where a value stands inside its passage: at ``start`` if given, else where the old one was, else the only place.

    ``ValueError`` says in words where it is not found.
    """
    found = [span for span in _within(text, written, quote) if start in (None, span.start)]
    if not found:
        where = "" if start is None else f" at {start}"
        raise ValueError(f"does not stand in the passage{where}; copy it as it stands there")
    meeting = [span for span in found if old and span.meets(old)]
    if len(meeting) == 1 or len(found) == 1:
        return (meeting or found)[0]
    raise ValueError(f"stands in the passage at {places(tuple(found))}; write into new_value_start which is meant")


def _within(text: str, written: str, quote: Span) -> list[Span]:
    return [Span(span.start + quote.start, span.end + quote.start) for span in written_at(quote.of(text), written)]


def written_at(text: str, written: str) -> list[Span]:
    """Every place of the words as they are, else with any space for space and any quotation mark or dash for its like.

    >>> written_at("He said “no\\nmore”.", '"no more"')
    [Span(start=8, end=17)]
    """
    return list(find_all(text, written)) or [Span(*match.span()) for match in _pattern(written).finditer(text)]


def _pattern(written: str) -> re.Pattern[str]:
    words = ("".join(_CLASSES.get(mark, re.escape(mark)) for mark in word) for word in written.split())
    return re.compile(r"\s+".join(words))
