"""An entry as one plain line whose every character knows its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ketclaims.model import Span

LONGEST_ENTRY = 4000
"""Beyond so many characters nothing is read of an entry: no work needs as many."""
MASK = "\0"

# What is left out: emphasis of Markdown around words, and signs that show nothing.
_DROPPED = re.compile(r"\*+|(?<![\w/.(-])_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?![\w/(-])|[\xad\u200b-\u200f\u2060\ufeff]")
_PLAIN = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'"))


@dataclass(frozen=True, slots=True)
class Flat:
    """A line without breaks, emphasis and kinds of dashes; ``places`` has the place of each sign in the text."""

    line: str
    places: tuple[int, ...]
    breaks: frozenset[int]

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the line stands in the text."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def masked(self, stretches: list[tuple[int, int]]) -> Flat:
        """The same line with some stretches blotted out, so that no pattern reads them."""
        signs = list(self.line)
        for start, end in stretches:
            signs[start:end] = MASK * (end - start)
        return replace(self, line="".join(signs))


def flat(text: str, span: Span) -> Flat:
    """A stretch of the text as a line; ``breaks`` are the places in the line at which the text breaks."""
    signs: list[str] = []
    places: list[int] = []
    breaks: set[int] = set()
    end = min(span.end, span.start + LONGEST_ENTRY)
    hidden = {at for found in _DROPPED.finditer(text, span.start, end) for at in range(*found.span())}
    for at in range(span.start, end):
        sign = text[at]
        if at in hidden or sign == MASK:
            continue
        if sign.isspace():
            if not signs:
                continue
            if signs[-1] == " ":
                breaks |= {len(signs) - 1} if sign in "\n\r\u2028\u2029" else set()
                continue
            breaks |= {len(signs)} if sign in "\n\r\u2028\u2029" else set()
            sign = " "
        signs.append(sign.translate(_PLAIN))
        places.append(at)
    return Flat("".join(signs), tuple(places), frozenset(breaks))
