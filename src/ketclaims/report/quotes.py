"""A passage in parts: what stands before the quote, the quote with its figure, and what follows."""

from __future__ import annotations

from dataclasses import dataclass

from ketclaims.passages import passage
from ketclaims.tables.rows import Row

CUT = "…"


@dataclass(frozen=True, slots=True)
class Quote:
    """The parts of a passage in order; the quote is ``ahead``, ``value`` and ``behind``.

    An ellipsis at either end, or at the end of the value, says that something is cut off.
    """

    before: str
    ahead: str
    value: str
    behind: str
    after: str


def quote_of(row: Row, text: str, most: int) -> Quote:
    """The quote of a claim in its paragraph of ``text``, or alone where that is empty; of all at most so much.

    On either side of the value stand at most ``most`` characters, and of the value at most as many.
    """
    shown = passage(row, text)
    quote, value, whole = shown.quote, shown.value, shown.text
    before, ahead = _last(whole[: quote.start], whole[quote.start : value.start], most)
    behind, after = _first(whole[value.end : quote.end], whole[quote.end :], most)
    return Quote(before, ahead, shortest(value.of(whole), most), behind, after)


def shortest(text: str, most: int) -> str:
    """A text of at most that many characters, the last of them an ellipsis where something is cut off."""
    return text if len(text) <= most else text[: most - 1] + CUT


def _last(outer: str, inner: str, most: int) -> tuple[str, str]:
    if len(inner) > most:
        return "", CUT + inner[len(inner) - most + 1 :]
    room = most - len(inner)
    return outer if len(outer) <= room else CUT + outer[len(outer) - room :], inner


def _first(inner: str, outer: str, most: int) -> tuple[str, str]:
    if len(inner) > most:
        return inner[: most - 1] + CUT, ""
    return inner, shortest(outer, most - len(inner) + 1)
