"""The entries of a bibliography: the blocks of a document that are references, cut and joined into works."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ketclaims.model import Block, Document, Span
from ketclaims.references.bibtex import bibtex_entries

# The number or note that an entry opens with; a year does not count it: "2006. A trial"
_MARKED = re.compile(r"\[\^?[\w-]{1,16}\]:?\s|\(?\d{1,3}[.)]\s|[-•·]\s")
_COUNTED = re.compile(r"(?:\[\^?(\d{1,4})\]:?|\(?(\d{1,4})[.)])\s")
# What no work begins with: identifiers, addresses
_IDENTIFIES = re.compile(r"(?:doi\b|PMC?I?D\b|ISBN\b|https?://|www\.|Epub\b|Available\b|Accessed\b|Retrieved\b)", re.I)
# The first letter of a line that goes on, but for names: van der Kolk
_SMALL = re.compile(r"(?!(?:van|von|de|der|den|di|du|da|dos|la|le|al|el|bin|ter|ten)\s)[a-z]")
_INDENT = re.compile(r"[ \t]*\Z")


def find_entries(document: Document) -> list[Span]:
    """Where the works of a document's bibliographies stand, in order.

    The document tells which blocks are references. A work on several lines may be several blocks, and several works
    that run on in one line are one: here they become one entry each. Entries in the notation of BibTeX count wherever
    they stand.
    """
    text = document.text
    notation = list(bibtex_entries(text)) if "@" in text else []
    spans = [
        span for run in _runs(document.blocks, notation) for entry in _joined(text, run) for span in _cut(text, entry)
    ]
    return sorted((*spans, *notation))


def _runs(blocks: Sequence[Block], notation: Sequence[Span]) -> Iterator[list[Span]]:
    """The references that stand together, without those that are part of an entry of BibTeX."""
    run: list[Span] = []
    at = 0
    for block in blocks:
        if block.kind != "reference":
            if run:
                yield run
            run = []
            continue
        while at < len(notation) and notation[at].end <= block.span.start:
            at += 1
        if at == len(notation) or not notation[at].meets(block.span):
            run.append(block.span)
    if run:
        yield run


def _joined(text: str, run: Sequence[Span]) -> list[Span]:
    """The works of a run of blocks: each begins with a number, behind a blank line, or is a block of its own."""
    marked = sum(_marks(text, span) for span in run)
    apart = [_apart(text, first, second) for first, second in pairwise(run)]
    listed = marked * 2 >= len(run) or (marked > 1 and _marks(text, run[0]))
    works = [run[0]]
    for gap, span in zip(apart, run[1:], strict=True):
        if _marks(text, span) if listed else _begins(text, works[-1], span, gap=gap, spaced=any(apart)):
            works.append(span)
        else:
            works[-1] = Span(works[-1].start, span.end)
    return works


def _marks(text: str, span: Span) -> bool:
    return _MARKED.match(text, *span) is not None


def _begins(text: str, last: Span, span: Span, *, gap: bool, spaced: bool) -> bool:
    """Whether a block without a number begins a work. ``gap``: a blank line is before it; ``spaced``: before some."""
    if text.startswith(("http", "www."), last.start) and " " not in last.of(text):
        return True
    if _IDENTIFIES.match(text, *span):
        return False
    if spaced:
        return gap
    return _indented(text, span.start) <= _indented(text, last.start) and _SMALL.match(text, *span) is None


def _apart(text: str, first: Span, second: Span) -> bool:
    return text.count("\n", first.end, second.start) > 1


def _indented(text: str, start: int) -> int:
    line = text.rfind("\n", 0, start) + 1
    blank = _INDENT.fullmatch(text, line, start)
    return len(blank.group()) if blank else 0


def _cut(text: str, span: Span) -> Iterator[Span]:
    """The works that run on in one entry: "1. Hale J. ... 2018;7:41-9. 2. Ferro L. ...", each number one more."""
    opened = _COUNTED.match(text, *span)
    if not opened:
        yield span
        return
    number, start = int(opened[1] or opened[2]), span.start
    for found in re.compile(r"(?<=[.;\s])\s(?:\[(\d{1,4})\]|(\d{1,4})\.)\s(?=[^\W\d_a-z])").finditer(text, *span):
        if int(found[1] or found[2]) == number + 1:
            yield Span(start, start + len(text[start : found.start()].rstrip()))
            number, start = number + 1, found.start() + 1
    yield Span(start, span.end)
