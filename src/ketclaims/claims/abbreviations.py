"""Abbreviations: names that a text makes for itself and explains, as "spaced infusions (SI)", "SI = spaced infusions".

After Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003: a short
form in brackets stands for as many words before it as begin with its letters. Here the long form has to be a name of
the lexicon as well, so that a scale or a society with such a name inside its own is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from re import Match

from ketclaims.model import Span
from ketclaims.phrases import Hit

KINDS = ("conditions", "interventions", "routes")
"""The vocabularies whose names are abbreviated."""

_SPARE = 2
"""So many words of a long form may be of no name ("slow"), and so many more than letters may it have ("of")."""

# ... therapy |(ZPT)| | ... therapy |(ZPT;| given weekly)
_BRACKETED = re.compile(r"(?<=[^\W\d_]) \((?P<short>[A-Za-z]{0,3}[A-Z]{2}[A-Za-z]{0,3})(?=[);,])")
# |ZPT = a therapy of sorts|; ...
_EQUATED = re.compile(
    r"(?<![\w-])(?P<short>[A-Za-z]{0,3}[A-Z]{2}[A-Za-z]{0,4})\s?=\s?(?P<long>[^\W\d_][^.;,=\n()]{2,60})"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")

Reader = Callable[[Span], Sequence[Hit]]
"""What reads a stretch of the text: the names in it."""


def abbreviated(text: str, read: Reader) -> tuple[Hit, ...]:
    """Every place at which a text uses an abbreviation that it explains, as a hit of what it stands for, in order.

    A name of the lexicon says more than they do, so they have the size of a stem.
    """
    explained = {short: hits for short, hits in _explained(text, read) if hits}
    if not explained:
        return ()
    used = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, explained))})(?![\w-])")
    return tuple(
        hit._replace(span=Span(*found.span()), size=0)
        for found in used.finditer(text)
        for hit in explained[found.group()]
    )


def _explained(text: str, read: Reader) -> Iterator[tuple[str, Sequence[Hit]]]:
    """The short forms of a text, each with the names that its long form is made of."""
    if "(" in text:
        for found in _BRACKETED.finditer(text):
            if start := _start(text, found):
                long = Span(start, found.start())
                spelt = (
                    "".join(word.group()[0] for word in _WORD.finditer(text, *long)).lower() == found["short"].lower()
                )
                yield found["short"], _names(text, long, read, spare=_SPARE if spelt else 0)
    if "=" in text:
        for found in _EQUATED.finditer(text):
            end = found.start("long") + len(found["long"].rstrip())
            yield found["short"], _names(text, Span(found.start("long"), end), read, spare=_SPARE)


def _start(text: str, found: Match[str]) -> int:
    """Where the long form before a bracket begins: at the first word near by with the first letter of the short form; 0
    if there is none."""
    short = found["short"]
    line = text.rfind("\n", 0, found.start()) + 1
    words = list(_WORD.finditer(text, max(line, found.start() - 20 * len(short)), found.start()))
    near = words[-len(short) - _SPARE :]
    return next((word.start() for word in near if word.group()[0].lower() == short[0].lower()), 0)


def _names(text: str, long: Span, read: Reader, spare: int) -> Sequence[Hit]:
    """The names that a long form is made of; none if it does not end with one, or has words of its own besides."""
    hits = [hit for hit in read(long) if hit.kind in KINDS and hit.term]
    own = [
        word.group()
        for word in _WORD.finditer(text, *long)
        if not any(hit.span.start <= word.start() and word.end() <= hit.span.end for hit in hits)
    ]
    whole = any(hit.span.end == long.end for hit in hits) and len(own) <= spare
    return hits if whole and all(word.islower() for word in own) else ()
