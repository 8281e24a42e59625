"""A stretch of text as the sentences in it."""

from __future__ import annotations

import re

from ketclaims.document.words import DocumentWords
from ketclaims.late import late
from ketclaims.model import Span

# Where a sentence may end, with the white space behind it. Whatever is read as a stop is read once, which keeps the
# search linear; the single sign in front lets it skip from stop to stop.
STOP = late(
    r"""
    (?P<stop> [.!?…؟۔。！？।॥] [.!?…؟۔。！？।॥]*+ )
    (?P<close>
        ["'”’»›)\]」』）*_]*+                 # he said it "works."
        (?: \[\^?[\w,–-]{1,12}\] )*+         # it works.[^2]   it works.[3]
        (?: (?<=[^\W\d_][.!?]|[%)\]”][.!?]) \d{1,2}(?:[,–-]\d{1,2}){0,4}(?=\s) )?    # it works.2   in 30%.2,3
        [¹²³⁰⁴-⁹]*+                          # it works.²
        ["'”’»›)\]」』）*_]*+
    )
    (?P<space> \s*+ )
    """,
    re.VERBOSE,
)
# Stops of scripts that put no space between sentences.
CLOSED = "。！？"
# The word before a full stop, without what opens it: (e.g  "U.S
LAST_WORD = late(r"[^\s(\[{\"'“‘«*_/—–]*\Z")
NEXT_WORD = late(r"[\"'“‘«(\[{*_]*([^\W\d_]*)")
# So much in front of a stop is looked at, more than any abbreviation has.
LONGEST_WORD = 24
# J   J.E   J.-P   but not the units in: 300 K, 38 °C
INITIALS = late(r"(?<![\w.°])(?<!\d\s)[A-Z](?:\.-?[A-Z])*\Z")
# 4   S4   (4   [4
NUMBER = late(r"[(\[#]?[A-Z]{0,2}\d")


def sentences(text: str, span: Span, words: DocumentWords) -> tuple[Span, ...]:
    """The sentences of ``text`` inside ``span``, in order, each without white space around it.

    "It took 40 min. He slept." is two; "Dr. Ray saw 3 vs. 5, i.e. fewer." is one. A closing quotation mark or
    bracket belongs to the sentence before it.
    """
    found: list[Span] = []
    start = span.start
    for stop in STOP.finditer(text, span.start, span.end):
        if stop.end() < span.end and _ends(text, start, stop, words):
            found.append(Span(start, stop.end("close")))
            start = stop.end()
    if start < span.end:
        found.append(Span(start, span.end))
    return tuple(found)


def _ends(text: str, start: int, stop: re.Match[str], words: DocumentWords) -> bool:
    """Whether the sentence that began at ``start`` ends at this stop."""
    sign = stop["stop"]
    if sign[-1] in CLOSED:
        return True
    if not stop["space"] or "…" in sign or ".." in sign or _continues(text, stop.end()):
        return False
    return sign != "." or _full(text, start, stop.start(), stop.end(), words)


def _continues(text: str, following: int) -> bool:
    """Whether what follows goes on in lower case, as no sentence begins; "mTOR is ..." does begin one."""
    if text[following].isupper():
        return False
    word = NEXT_WORD.match(text, following)
    letters = word[1] if word else ""
    return letters[:1].islower() and not letters[1:2].isupper()


def _full(text: str, start: int, stop: int, following: int, words: DocumentWords) -> bool:
    """Whether a single full stop ends a sentence, judged by the words on both sides of it."""
    before = text[max(start, stop - LONGEST_WORD) : stop]
    found = LAST_WORD.search(before)
    last = found[0].casefold() if found else ""
    if last in words.either or INITIALS.search(before):
        word = NEXT_WORD.match(text, following)
        return word is not None and word[1].casefold() in words.openers
    if last in words.before_number:
        return NUMBER.match(text, following) is None
    numbered = last.isdigit() and stop - start == len(last)
    return not (numbered or last in words.before_name or last in words.inside)
