"""Where words stand in a stretch of text: at their place, or at the one other place; never one of several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from ketclaims.anchors import find_all
from ketclaims.grounding.faults import RefusedError
from ketclaims.grounding.pages import Page
from ketclaims.model import Anchoring, Span

NAMED = 3
"""So many places are named in a sentence."""
CODECS = {"bytes": ("utf-8", 1), "UTF-16 units": ("utf-16-le", 2)}
"""What offsets are counted in by mistake, and how wide that is."""

Fits = Callable[[Span], bool]


class Stated(NamedTuple):
    """What a row says of a passage: its words and its place; ``name`` is the column of the words."""

    name: str
    words: str
    span: Span | None


class Standing(NamedTuple):
    """Where a passage stands, how it was found, and what its offsets count if that is no code points."""

    span: Span
    anchoring: Anchoring
    counted: str = ""


def standing_of(stated: Stated, page: Page, within: Span, fits: Fits = lambda _: True) -> Standing:
    """Where a passage stands ``within`` a stretch of a text: as stated, else at the one place that ``fits``.

    ``RefusedError`` where there is no such place, or more than one.
    """
    text = page.text
    if stated.span and within.holds(stated.span) and stated.span.of(text) == stated.words:
        return Standing(stated.span, "same")
    written = _some(filter(fits, _written(stated.words, text, within)))
    spots = written or _some(filter(fits, _respelled(stated.words, page, within)))
    spots = [stated.span] if stated.span in spots else spots
    counted = _counted(stated, text, within)
    if len(spots) == 1:
        way: Anchoring = "respelled" if not written else "moved" if stated.span else "found"
        return Standing(spots[0], way, counted)
    raise RefusedError(_nowhere(stated, within, text) if not spots else _anywhere(stated, spots, counted))


def _some(spots: Iterator[Span]) -> list[Span]:
    # A letter stands in a long text a million times.
    return list(islice(spots, NAMED + 1))


def _written(words: str, text: str, within: Span) -> Iterator[Span]:
    return (Span(span.start + within.start, span.end + within.start) for span in find_all(within.of(text), words))


def _respelled(words: str, page: Page, within: Span) -> Iterator[Span]:
    return (span for span in page.folded.find(words) if within.holds(span))


def cuts_nothing(text: str) -> Fits:
    """Whether a place cuts neither a number nor a word in two: "5" does not stand in "2.5" nor in "50"."""

    def fits(span: Span) -> bool:
        return not (_cut(text, span.start) or _cut(text, span.end))

    return fits


def _cut(text: str, edge: int) -> bool:
    before, after = text[max(0, edge - 2) : edge], text[edge : edge + 2]
    if not before or not after:
        return False
    number = (before + after[0]) if before[-1] in ".," else (before[-1] + after)
    decimal = bool(re.fullmatch(r"\d[.,]\d", number))
    return decimal or (before[-1].isdigit() and after[0].isdigit()) or (before[-1].isalpha() and after[0].isalpha())


def _counted(stated: Stated, text: str, within: Span) -> str:
    """What the offsets of a passage count if it stands where they say once they are taken for that."""
    if stated.span is None:
        return ""
    start, end = stated.span
    if Span(within.start + start, within.start + end).of(text) == stated.words and within.start:
        return "from the beginning of the quote"
    if not text.isascii():
        for name, (codec, width) in CODECS.items():
            if text.encode(codec)[start * width : end * width] == stated.words.encode(codec):
                return name
    return ""


def _nowhere(stated: Stated, within: Span, text: str) -> str:
    where = "the text" if within == Span(0, len(text)) else "its quote"
    cut = stated.words in within.of(text)
    says = f"stands in {where} only as a piece of a number or word" if cut else f"does not stand in {where}"
    return f"the {stated.name} {shortened(stated.words)} {says}"


def _anywhere(stated: Stated, spots: list[Span], counted: str) -> str:
    named = ", ".join(str(span.start) for span in spots[:NAMED])
    more = " and elsewhere" if len(spots) > NAMED else ""
    says = f"the {stated.name} {shortened(stated.words)} stands at {named}{more}, none of them as stated"
    fits = f"; its offsets fit if they count {counted}, but they have to count code points of the text"
    return says + (fits if counted else "")


def shortened(words: str) -> str:
    """Words as a sentence about them shows them."""
    return repr(words if len(words) <= 60 else f"{words[:60]}…")
