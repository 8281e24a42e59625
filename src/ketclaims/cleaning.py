"""A text as it is read: without what printing and the web leave inside words, and the way back to what stands there.

Most texts have nothing of the kind and are read as they stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from re import Match, Pattern
from typing import NamedTuple
from unicodedata import normalize

from ketclaims.late import late
from ketclaims.model import Span

INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What has no width: joiners, the mark of the order of bytes, the direction of writing."""

SOFT_HYPHEN = "\u00ad"
"""It shows only where a line breaks."""

LIGATURES: Mapping[str, str] = {sign: normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"}
"""Letters in one piece, and the letters."""

_WIDE = "０１２３４５６７８９％．，＜＞＝～"
"""Digits and signs that are as wide as Chinese ones."""

_ALIKE = {"ı": "i", "\u0130": "I", "ſ": "s", "\u212a": "K", "\u2010": "-", "\u2011": "-"}
"""Letters and hyphens that look like those of a word, and are none to a dictionary."""

SIGNS: Mapping[str, str] = {
    **dict.fromkeys((SOFT_HYPHEN, *INVISIBLE), ""),
    **LIGATURES,
    **{sign: normalize("NFKC", sign) for sign in _WIDE},
    **_ALIKE,
}
"""What is read instead of single signs."""

# 0·5 mg; a product is none: 3·10^5
_POINTS = "\u00b7\u2027\u2219\u22c5"
_POINT = late(rf"[{_POINTS}](?<=\d.)(?=\d)(?!10[\^⁰¹²³⁴-⁹⁻−-])")
# dose & route; a name is none: Dose & Sons
_AND = late(r"&(?<=[a-z\d%,)] &)(?= [a-z\d$£€(])")
# infu- at the end of a line, sion on the next
_BROKEN = late(r"-(?<=[a-z]-)\r?\n[ \t]*(?=[a-z])")
_WORD = late(r"[^\W\d_]+")
_LONGEST_WORD = 40


class Edit(NamedTuple):
    """What is read instead of a stretch of a text."""

    span: Span
    instead: str


@dataclass(frozen=True)
class Cleaned:
    """A text as it is read, and the edits that made it of the text as it stands, in order."""

    text: str
    edits: tuple[Edit, ...] = ()

    def original(self, span: Span) -> Span:
        """Where what is read at ``span`` stands in the text as it stands."""
        return _carried(span, self._read, self._standing) if self.edits else span

    def read(self, span: Span) -> Span:
        """Where what stands at ``span`` is read in the clean text."""
        return _carried(span, self._standing, self._read) if self.edits else span

    @cached_property
    def _standing(self) -> list[Span]:
        return [edit.span for edit in self.edits]

    @cached_property
    def _read(self) -> list[Span]:
        """Where the edits are in the clean text."""
        longer = accumulate(len(instead) - (span.end - span.start) for span, instead in self.edits)
        ends = [span.end + shift for span, shift in zip(self._standing, longer, strict=True)]
        return [Span(end - len(edit.instead), end) for end, edit in zip(ends, self.edits, strict=True)]


def cleaned(text: str, is_word: Callable[[str], bool]) -> Cleaned:
    """``text`` as it is read; ``is_word`` says of small letters whether they are a word.

    A word that the end of a line breaks is made whole where it is one, or where the text has it elsewhere.
    """
    edits = sorted((*_signs(text), *_whole_words(text, is_word)))
    if not edits:
        return Cleaned(text)
    pieces: list[str] = []
    end = 0
    for span, instead in edits:
        pieces += text[end : span.start], instead
        end = span.end
    return Cleaned("".join((*pieces, text[end:])), tuple(edits))


def _signs(text: str) -> Iterator[Edit]:
    """Other signs for some. Each is asked for by itself, which takes less time than a pattern for all."""
    if "&" in text:
        yield from _edits(text, _AND, "and")
    if text.isascii():
        return
    if any(point in text for point in _POINTS):
        yield from _edits(text, _POINT, ".")
    for sign, instead in SIGNS.items():
        if sign in text:
            yield from _edits(text, late(sign), instead)


def _edits(text: str, pattern: Pattern[str], instead: str) -> Iterator[Edit]:
    return (Edit(Span(*found.span()), instead) for found in pattern.finditer(text))


def _whole_words(text: str, is_word: Callable[[str], bool]) -> Iterator[Edit]:
    """Nothing for the hyphens and the ends of lines that break a word."""
    ends = "-\r\n" if "\r" in text else "-\n"
    broken = tuple(_BROKEN.finditer(text)) if ends in text else ()
    words = frozenset(_WORD.findall(text.lower())) if broken else frozenset()
    for found in broken:
        joined = _joined(text, found)
        if joined in words or is_word(joined):
            yield Edit(Span(*found.span()), "")


def _joined(text: str, broken: Match[str]) -> str:
    """The word that a broken one would be without its hyphen, in lower case."""
    before = text[max(0, broken.start() - _LONGEST_WORD) : broken.start()]
    after = text[broken.end() : broken.end() + _LONGEST_WORD]
    first, last = _WORD.findall(before)[-1], _WORD.findall(after)[0]
    return f"{first}{last}".lower()


def _carried(span: Span, here: Sequence[Span], there: Sequence[Span]) -> Span:
    """A place among the edits ``here`` as one among the same edits ``there``; half an edit becomes the whole."""
    if span.start == span.end:
        at = _counterpart(span.start, here, there).start
        return Span(at, at)
    return Span(_counterpart(span.start, here, there).start, _counterpart(span.end - 1, here, there).end)


def _counterpart(character: int, here: Sequence[Span], there: Sequence[Span]) -> Span:
    """The character on the other side that is the same, or the edit that it is part of."""
    before = bisect_right(here, character, key=lambda edit: edit.end)
    if before < len(here) and here[before].start <= character:
        return there[before]
    at = character + (there[before - 1].end - here[before - 1].end if before else 0)
    return Span(at, at + 1)
