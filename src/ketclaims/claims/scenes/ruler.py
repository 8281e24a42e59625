"""A ruler for one passage: how far apart two of its places are, with breaks and contrasts counted as distance."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from ketclaims.late import late
from ketclaims.model import Span

# How much farther apart the signs and words between two places put them, in characters. A colon or an opening bracket
# introduces what follows, a relative pronoun belongs to what stands before it; a word of contrast changes the side.
COSTS = {"relative": 5, "colon": 10, "comma": 25, "also": 35, "turn": 60, "brk": 60, "clause": 100, "contrast": 160}
FIGURE = 70
"""Another figure between two places: each figure keeps its own words."""

_COUNTED = (
    r"(?:[$£€~]?\d|(?:half|a (?:half|third|quarter|fifth|tenth)|one|two|three|four|five|six|seven|eight|ten"
    r"|every|once|twice|an?\s(?:hour|day|week|month|year|dozen))\b)"
)
# "more than half", "no longer than two hours"
_BOUNDING = ("more", "less", "fewer", "longer", "later", "sooner", "earlier", "older", "younger")
_BOUNDED = "".join(rf"(?<!\b{word} )" for word in _BOUNDING)
_THAN = rf"(?:{_BOUNDED}than|than(?!\s{_COUNTED}))"

CONTRAST = (
    rf"{_THAN}|versus|vs\.?|unlike|compared (?:with|to)|as against|against|whereas|instead of|similar to|a far cry from"
    r"|comparable (?:with|to)|equal to|on a par with|the same as|as (?:\w+ )?as (?:with|for|on|after|under|from)"
)
"""The words of contrast, as a pattern without its borders; the "than" of a bound ("more than half") is none."""

_SIGNS = (
    r"(?P<relative>[,—(]\s?(?:which|that|who)\b)"
    r"|(?P<colon>[:(\[])|(?P<clause>;|\s[/•·★]\s)|(?P<brk>[)\]—|]|\s[-–]\s)|(?P<comma>,)"
)
_WORDS = rf"(?P<contrast>{CONTRAST})|(?P<turn>while|although|but|though)|(?P<also>and|or|then)"
# What each of the two begins with is asked first: it parts a place that is a break from the many that are none.
_BREAKS = late(rf"(?=[,:;()\[\]—|]|\s[-–/•·★]\s)(?:{_SIGNS})|\b(?=[abciostuvw])(?:{_WORDS})\b", re.IGNORECASE)


# "−15.8 | (SE 1.3) | for placebo": how far a figure is spread parts it from nothing
_SPREAD = late(r"\((?:SD|SE|SEM|IQR|s\.d\.|s\.e\.|±)[^()]{1,24}\)")


def _is_inside(spreads: Iterable[tuple[int, int]], place: int) -> bool:
    """Whether a place lies inside one of the brackets that tell a spread."""
    return any(start <= place < end for start, end in spreads)


# What parts a sentence: each part has figures of its own
_PART = late(r";(?![^()]*\))|,\s(?:while|whereas|where|but)\b")


class Ruler:
    """The breaks of a passage, read once, so that any number of distances can be asked for."""

    def __init__(self, text: str, span: Span, figures: Iterable[Span]) -> None:
        """Read the breaks of ``text`` inside ``span``; ``figures`` are the places of its figures."""
        spreads = [m.span() for m in _SPREAD.finditer(text, *span)]
        marks = [(figure.start, FIGURE) for figure in figures if not _is_inside(spreads, figure.start)]
        self._contrasts: list[tuple[int, int]] = []
        for found in _BREAKS.finditer(text, *span):
            kind = str(found.lastgroup)
            if _is_inside(spreads, found.start()):
                continue
            marks.append((found.start(), COSTS[kind]))
            if kind == "contrast":
                self._contrasts.append(found.span())
        marks.sort()
        self._starts = [start for start, _ in marks]
        self._sums = [0, *accumulate(cost for _, cost in marks)]
        self._parts = [m.start() for m in _PART.finditer(text, *span)]

    def cost(self, a: Span, b: Span) -> int:
        """The characters between two places and what the breaks between them add; 0 where they meet."""
        (start, end), (behind, stop) = (a, b) if a.start <= b.start else (b, a)
        if behind < end and start < stop:
            return 0
        first, last = bisect_left(self._starts, end), bisect_left(self._starts, behind)
        return behind - end + self._sums[last] - self._sums[first]

    def contrasted(self, a: Span, b: Span) -> bool:
        """Whether a word of contrast ("than", "unlike") stands between two places."""
        return self.contrast(a, b) is not None

    def contrast(self, a: Span, b: Span) -> Span | None:
        """The last word of contrast between two places."""
        left, right = min(a.end, b.end), max(a.start, b.start)
        found = (Span(start, end) for start, end in reversed(self._contrasts))
        return next((word for word in found if left <= word.start and word.end <= right), None)

    def parted(self, a: Span, b: Span) -> bool:
        """Whether a semicolon or a word that turns the sentence stands between two places."""
        left, right = min(a.end, b.end), max(a.start, b.start)
        return bisect_left(self._parts, left) < bisect_left(self._parts, right)
