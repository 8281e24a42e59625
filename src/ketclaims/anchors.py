"""Where a quoted passage stands in a text that may have changed: found again, or said not to be; never guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from ketclaims.model import Span

Standing = Literal["same", "moved", "ambiguous", "orphaned"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)

REACH = 32
"""So many code points on either side tell equal passages apart; what annotation tools on the web keep too."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage and what is known of where it stood: its place, what stood around it, how often it stood there.

    ``before`` and ``after`` are the text next to the passage, ``None`` where it is not known; at the edge of a text
    they are shorter, or empty. ``copies`` counts the equal passages of the text, this one among them.
    """

    quote: str
    span: Span | None = None
    before: str | None = None
    after: str | None = None
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How a passage stands now, and where: one span, for ``ambiguous`` every span it may be, for ``orphaned`` none."""

    standing: Standing
    spans: tuple[Span, ...]

    @property
    def span(self) -> Span | None:
        """The one place of the passage, ``None`` where there is none or more than one."""
        return self.spans[0] if self.standing in ("same", "moved") else None


def anchor_at(text: str, span: Span, reach: int = REACH) -> Anchor:
    """The anchor of what stands at ``span`` of ``text``, with up to ``reach`` code points on either side of it."""
    quote = span.of(text)
    before = text[max(0, span.start - reach) : span.start]
    return Anchor(quote, span, before, text[span.end : span.end + reach], sum(1 for _ in find_all(text, quote)))


def find_again(text: str, anchor: Anchor) -> Found:
    """How the passage of ``anchor`` stands in ``text``.

    ``same``: at its place. ``moved``: at one other place. ``orphaned``: nowhere. ``ambiguous``: it may be any of
    several, or, where equal passages went, it may be gone itself. Passages that were equal from the beginning are told
    apart by what stands around them; one that has become equal to another since is ambiguous, even at its old place.
    ``ValueError`` where the quote is empty.

    >>> find_again("Then 71% responded.", Anchor("71%", Span(0, 3)))
    Found(standing='moved', spans=(Span(start=5, end=8),))
    """
    spans = tuple(find_all(text, anchor.quote))
    if not spans:
        return Found("orphaned", ())
    if anchor.copies is not None and len(spans) > anchor.copies:
        return Found("ambiguous", spans)
    fitting = tuple(span for span in spans if _fits(text, span, anchor))
    if anchor.span is not None and anchor.span in (fitting or spans):
        return Found("same", (anchor.span,))
    alone = len(spans) == 1 and anchor.copies in (None, 1)
    sure = spans if alone else fitting
    return Found("moved", sure) if len(sure) == 1 else Found("ambiguous", fitting or spans)


def _fits(text: str, span: Span, anchor: Anchor) -> bool:
    if anchor.before is None and anchor.after is None:
        return False
    before, after = anchor.before or "", anchor.after or ""
    return text.startswith(after, span.end) and text.endswith(before, 0, span.start)


def find_all(text: str, quote: str) -> Iterator[Span]:
    """Every place where ``quote`` stands in ``text``, also where two of them overlap, in linear time.

    ``ValueError`` where the quote is empty: it would stand everywhere.
    """
    if not quote:
        raise ValueError("an empty passage stands everywhere")
    start = text.find(quote)
    step = _period(quote) if start >= 0 else 0
    while start >= 0:
        yield Span(start, start + len(quote))
        # The next one can begin a period later at the earliest, and then only its last piece is new.
        if text.startswith(quote[-step:], start + len(quote)):
            start += step
        else:
            start = text.find(quote, start + step + 1)


def _period(quote: str) -> int:
    """How far a passage must be shifted to lie on itself again (the failure function of Knuth, Morris, Pratt)."""
    border = [0] * len(quote)
    length = 0
    for place in range(1, len(quote)):
        while length and quote[place] != quote[length]:
            length = border[length - 1]
        length += quote[place] == quote[length]
        border[place] = length
    return len(quote) - border[-1]
