"""A text in which passages are found that differ only in spaces, line breaks, dashes and quotation marks."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from ketclaims.anchors import find_all
from ketclaims.model import Span

SIGNS = {sign: signs[0] for signs in ("-‐‑‒–—−", "'‘’‛`´", '"“”„‟«»') for sign in signs}
"""Signs that are typed for each other, each with the one that stands for all of them."""
_TABLE = str.maketrans(SIGNS)
_SPACE = re.compile(r"\s+")


class FoldedText:
    """A text with one space for every stretch of white space and one sign for all of its kind."""

    def __init__(self, text: str) -> None:
        self._places = array("Q")
        pieces, end = [], 0
        for space in _SPACE.finditer(text):
            pieces += [text[end : space.start()], " "]
            self._places.extend(range(end, space.start() + 1))
            end = space.end()
        self._places.extend(range(end, len(text)))
        self._text = "".join((*pieces, text[end:])).translate(_TABLE)

    def find(self, words: str) -> Iterator[Span]:
        """Every place of the text itself where the words stand, however they are spaced and pointed there."""
        sought = " ".join(words.split()).translate(_TABLE)
        for span in find_all(self._text, sought) if sought else ():
            yield Span(self._places[span.start], self._places[span.end - 1] + 1)
