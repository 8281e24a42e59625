"""Abbreviations: names that a text makes for itself and explains, as "spaced infusions (SI)", "SI = spaced infusions".

After Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in biomedical text, 2003: a short
form in brackets stands for as many words before it as begin with its letters. Here the long form has to be a name of
the lexicon as well, so that a scale or a society with such a name inside its own is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from re import Match

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases import Hit

KINDS = ("conditions", "interventions", "routes")
"""The vocabularies whose names are abbreviated."""

_SPARE = 2
"""So many words of a long form may be of no name ("slow"), and so many more than letters may it have ("of")."""

# ... therapy |(ZPT)| | ... therapy |(ZPT;| given weekly)
_BRACKETED = late(r"\((?P<short>[A-Za-z]{0,3}[A-Z]{2}[A-Za-z]{0,3})(?=[);,])")
# |ZPT = a therapy of sorts|; ...
_EQUATED = late(r"(?<![\w-])(?P<short>[A-Za-z]{0,3}[A-Z]{2}[A-Za-z]{0,4})\s?=\s?(?P<long>[^\W\d_][^.;,=\n()]{2,60})")
_WITHIN = ("-", "_")
_WORD = late(r"[^\W\d_][\w’'-]*")

Reader = Callable[[Span], Sequence[Hit]]
"""What reads a stretch of the text: the names in it."""


def abbreviated(text: str, read: Reader) -> tuple[Hit, ...]:
    """Every place at which a text uses an abbreviation that it explains and no name of the lexicon is, as a hit of what
    it stands for, in order."""
    explained: dict[str, Sequence[Hit]] = {}
    for short, long in (*_bracketed(text), *_equated(text)):
        if short.of(text) not in explained:
            own = _names(text, short, long, read)
            known = {hit.kind for hit in read(short)} if own else ()
            explained[short.of(text)] = [hit for hit in own if hit.kind not in known]
    places = sorted((place, hits) for short, hits in explained.items() if hits for place in _places(text, short))
    return tuple(hit._replace(span=place, size=0) for place, hits in places for hit in hits)


def _bracketed(text: str) -> Iterator[tuple[Span, Span]]:
    """The short forms in brackets, each with its long form before them."""
    for found in _BRACKETED.finditer(text) if "(" in text else ():
        start = _start(text, found) if text[found.start() - 1] == " " else None
        if start is not None:
            yield Span(*found.span("short")), Span(start, found.start() - 1)


def _equated(text: str) -> Iterator[tuple[Span, Span]]:
    """The short forms of a legend, each with its long form behind the sign of equation."""
    for found in _EQUATED.finditer(text) if "=" in text else ():
        begin = found.start("long")
        yield Span(*found.span("short")), Span(begin, begin + len(found["long"].rstrip()))


def _places(text: str, short: str) -> Iterator[Span]:
    """Where a short form stands as a word of its own."""
    at = text.find(short)
    while at >= 0:
        end = at + len(short)
        if not (text[at - 1 : at].isalnum() or text[at - 1 : at] in _WITHIN or text[end : end + 1].isalnum()):
            yield Span(at, end)
        at = text.find(short, end)


def _start(text: str, found: Match[str]) -> int | None:
    """Where the long form before a bracket begins: at the first word near by with the first letter of the short form,
    behind another bracket."""
    short = found["short"]
    line = max(text.rfind("\n", 0, found.start()), text.rfind(")", 0, found.start())) + 1
    words = list(_WORD.finditer(text, max(line, found.start() - 20 * len(short)), found.start()))
    near = words[-len(short) - _SPARE :]
    return next((word.start() for word in near if word.group()[0].lower() == short[0].lower()), None)


def _names(text: str, short: Span, long: Span, read: Reader) -> Sequence[Hit]:
    """The names that a long form is made of; none if it does not end with one, or has words of its own besides."""
    hits = [hit for hit in read(long) if hit.kind in KINDS and hit.term]
    words = list(_WORD.finditer(text, *long))
    own = [word.group() for word in words if not any(hit.span.holds(Span(*word.span())) for hit in hits)]
    spelt = "".join(word.group()[0] for word in words).lower() == short.of(text).lower()
    spare = _SPARE if spelt or short.end < long.start else 0
    whole = any(hit.span.end == long.end for hit in hits) and len(own) <= spare
    return hits if whole and all(word.islower() for word in own) else ()
