"""Where the quote and the value of a row stand: as it says, or found again; what it leaves out follows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from ketclaims.grounding.faults import RefusedError
from ketclaims.grounding.figures import figures_at
from ketclaims.grounding.pages import Page
from ketclaims.grounding.spots import Standing, Stated, cuts_nothing, shortened, standing_of
from ketclaims.model import ANCHORINGS, Span

Cells = Mapping[str, Any]


class Placing(NamedTuple):
    """The places of a row, and how they were found; see ``Standing``."""

    quote: Span
    value: Span
    found: Standing


def placing_of(cells: Cells, page: Page, *, loose: bool = False) -> Placing:
    """The places of a row in its text; ``RefusedError`` where they are not there, or nothing says which they are.

    Without a quote it is the passage around the value; without a value it is the one number of the quote that has the
    row's figures. ``loose``: the value may be a passage with one such number in it.
    """
    if cells["quote"] is None and cells["value_text"] is None:
        raise RefusedError("neither quote nor value_text is given, so nothing can be held against the text")
    quote = _quote(cells, page)
    value = _value(cells, page, quote, "extraction_text" if loose else "value_text")
    passage = quote.span if quote else value.span
    number = _number_in(passage, cells, page) if loose and _numbers_in(passage, page) else value.span
    around = page.place(number).quote if loose or not quote else passage
    return Placing(_joined(around, passage), number, _least_sure(quote, value))


def _joined(first: Span, second: Span) -> Span:
    return Span(min(first.start, second.start), max(first.end, second.end))


def _least_sure(quote: Standing | None, value: Standing) -> Standing:
    # A quote without a place of its own is where its value is.
    if quote is None or (quote.anchoring == "found" and value.anchoring == "same"):
        return value
    return max(quote, value, key=lambda found: (ANCHORINGS.index(found.anchoring), bool(found.counted)))


def _span(cells: Cells, name: str, length: int | None) -> Span | None:
    """The place that a row states; with the length of its words one end is enough."""
    start, end = cells[f"{name}_start"], cells[f"{name}_end"]
    if length is not None and (start is None) != (end is None):
        start, end = (end - length, end) if start is None else (start, start + length)
    return None if start is None or end is None else Span(start, end)


def _quote(cells: Cells, page: Page) -> Standing | None:
    words, text = cells["quote"], page.text
    if words is None:
        span = _span(cells, "quote", None)
        return Standing(span, "same") if span and span.start < span.end <= len(text) else None
    stated, whole = Stated("quote", words, _span(cells, "quote", len(words))), Span(0, len(text))
    try:
        return standing_of(stated, page, whole)
    except RefusedError:
        # A sentence that stands twice is told by its value, where that stands at its place.
        value = _span(cells, "value", len(cells["value_text"] or ""))
        if value is None or value.of(text) != cells["value_text"]:
            raise
        return standing_of(stated, page, whole, lambda span: span.holds(value))


def _value(cells: Cells, page: Page, quote: Standing | None, name: str) -> Standing:
    within = quote.span if quote else Span(0, len(page.text))
    words = cells["value_text"]
    span = _span(cells, "value", None if words is None else len(words))
    if words is None:
        return _wordless(span, cells, page, within)
    moved = _along(span, cells, within)
    if moved and quote and within.holds(moved) and moved.of(page.text) == words:
        return Standing(moved, quote.anchoring, quote.counted)
    return standing_of(Stated(name, words, span), page, within, cuts_nothing(page.text))


def _along(span: Span | None, cells: Cells, quote: Span) -> Span | None:
    """The place of a value that moved as far as its quote did."""
    if span is None or cells["quote_start"] is None:
        return None
    by = quote.start - cells["quote_start"]
    return Span(span.start + by, span.end + by)


def _wordless(span: Span | None, cells: Cells, page: Page, quote: Span) -> Standing:
    """The place of a value whose words are not given: as stated in its quote, or the one number that it can be."""
    if span is None:
        return Standing(_number_in(quote, cells, page), "found")
    moved = _along(span, cells, quote) or span
    if not quote.holds(moved) or moved.start >= moved.end:
        raise RefusedError(f"the value would stand at {span.start} to {span.end}, outside its quote")
    return Standing(moved, "same" if moved == span else "moved")


def _numbers_in(passage: Span, page: Page) -> list[Span]:
    return [span for span, _ in page.readings.meeting(passage) if passage.holds(span)]


def _number_in(passage: Span, cells: Cells, page: Page) -> Span:
    """The one quantity of a passage that has the figures of a row, of several the one that can state its measure."""
    inside = _numbers_in(passage, page)
    fitting = [span for span in inside if _has_figures(cells, span, page)]
    if len(fitting) > 1:
        fitting = [span for span in fitting if _can_state(cells["measure"], span, page)]
    if len(fitting) == 1:
        return fitting[0]
    which = f"{len(fitting) or 'none'} of its {len(inside)} numbers" if inside else "no number in it"
    raise RefusedError(
        f"the value of {shortened(passage.of(page.text))} cannot be told: {which} can be meant by the row"
    )


def _has_figures(cells: Cells, span: Span, page: Page) -> bool:
    with suppress(RefusedError):
        return bool(figures_at(cells, span, page))
    return False


def _can_state(measure: str | None, span: Span, page: Page) -> bool:
    """Whether a measure can be stated by the quantity at a place; a bare number may be one of anything."""
    known = page.lexicon.measures.get(measure or "")
    bare = any(quantity.unit == "1" for _, readings in page.readings.meeting(span) for quantity in readings)
    return known is None or not known.dimensions or bare or page.dimensions.get(span) in known.dimensions
