"""A scene: one sentence or table cell, the numbers in it, and the words in, beside and above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from ketclaims.lexicon import Lexicon
from ketclaims.model import Block, Document, Span
from ketclaims.phrases import Hit, words_of
from ketclaims.quantities import Mention

LONGEST = 2000
"""The longest passage that is read as one, in characters: no sentence that a person wrote is longer."""

# What stands between a word and a number, and how much farther apart it puts them, in characters.
_COMMA, _COLON, _BREAK, _CONTRAST, _AND, _FIGURE = 25, 10, 60, 160, 35, 70
_BREAKS = re.compile(
    r"(?P<contrast>\b(?:than|versus|vs\.?|unlike|compared (?:with|to)|as against|against|whereas|rather than"
    r"|instead of|similar to)\b)"
    r"|(?P<turn>\b(?:while|although|but|though)\b)"
    r"|(?P<relative>(?:,|—|\()\s?(?:which|that|who)\b)"
    r"|(?P<colon>[:(\[])|(?P<brk>[;)\]]|\s[-–]\s|—|\|)|(?P<comma>,)|(?P<also>\b(?:and|or|then)\b)",
    re.IGNORECASE,
)
_COSTS = {
    "contrast": _CONTRAST,
    "relative": 5,
    "colon": _COLON,
    "turn": _BREAK,
    "brk": _BREAK,
    "comma": _COMMA,
    "also": _AND,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that a scene stands under: its row's label, its column's header, its lead-in, its headings."""

    kind: str
    span: Span
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """One passage that can be read alone, and all that decides what its numbers mean.

    ``span`` is the sentence or the table cell, ``quote`` the passage to be quoted (the sentence, the whole row);
    ``frames`` stand in order of nearness.
    """

    text: str
    block: Block
    span: Span
    quote: Span
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    frames: tuple[Frame, ...]

    def hits_of(self, *kinds: str) -> tuple[Hit, ...]:
        """The hits of the given kinds in the passage itself."""
        return tuple(hit for hit in self.hits if hit.kind in kinds)

    def cost(self, a: Span, b: Span) -> int:
        """How far apart two places are, in characters; breaks and contrasts between them count as distance."""
        left, right = (a, b) if a.start <= b.start else (b, a)
        if left.meets(right):
            return 0
        cost = right.start - left.end
        for found in _BREAKS.finditer(self.text, left.end, right.start):
            cost += _COSTS[str(found.lastgroup)]
        for mention in self.mentions:
            if mention.kind == "figure" and left.end <= mention.span.start and mention.span.end <= right.start:
                cost += _FIGURE
        return cost

    def contrasted(self, a: Span, b: Span) -> bool:
        """Whether a word of contrast ("than", "unlike") stands between two places."""
        left, right = (a, b) if a.start <= b.start else (b, a)
        return any(found["contrast"] for found in _BREAKS.finditer(self.text, left.end, right.start))

    def inside_brackets(self, span: Span) -> bool:
        """Whether ``span`` stands inside brackets of the sentence."""
        head = self.text[self.span.start : span.start]
        return head.rfind("(") > head.rfind(")")

    def beside(self) -> tuple[Mention, ...]:
        """The numbers of the row's label, the column's header and the lead-in, which belong to the sentence."""
        return tuple(m for frame in self.frames if frame.kind != "heading" for m in frame.mentions)

    def between(self, a: Span, b: Span) -> str:
        """The characters between two places."""
        return self.text[min(a.end, b.end) : max(a.start, b.start)]


@dataclass(slots=True)
class Stage:
    """A document with its mentions, from which the scenes are made; headings are read once each."""

    document: Document
    mentions: tuple[Mention, ...]
    lexicon: Lexicon
    _hits: dict[Span, tuple[Hit, ...]] = field(default_factory=dict)
    _starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Index the mentions by where they start."""
        self._starts = [mention.span.start for mention in self.mentions]

    def inside(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin inside ``span``."""
        return self.mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def hits(self, span: Span) -> tuple[Hit, ...]:
        """Every phrase of the lexicon inside ``span``."""
        if span not in self._hits:
            words = words_of(self.document.text, span)
            self._hits[span] = longest(tuple(self.lexicon.phrases.scan(self.document.text, words)))
        return self._hits[span]

    def frame(self, kind: str, span: Span) -> Frame:
        """The words and numbers of ``span`` as a frame."""
        return Frame(kind, span, self.hits(span), self.inside(span))

    def scenes(self, block: Block) -> Iterator[Scene]:
        """The scenes of a block: its sentences, or the cells of a table row."""
        if not self.inside(block.span):
            return
        above = tuple(self.frame("heading", span) for span in reversed(block.headings))
        if block.lead:
            above = (self.frame("lead", block.lead), *above)
        if block.cells:
            yield from self._cells(block, above)
            return
        for sentence in block.sentences or (block.span,):
            for passage in _passages(self.document.text, sentence):
                if mentions := self.inside(passage):
                    yield Scene(self.document.text, block, passage, passage, self.hits(passage), mentions, above)

    def _cells(self, block: Block, above: tuple[Frame, ...]) -> Iterator[Scene]:
        label = self.frame("label", block.cells[0])
        for i, cell in enumerate(block.cells):
            mentions = self.inside(cell)
            if not mentions:
                continue
            frames: list[Frame] = [label] if i else []
            if i < len(block.header):
                frames.append(self.frame("column", block.header[i]))
            if i and block.header:
                frames.append(self.frame("corner", block.header[0]))
            yield Scene(self.document.text, block, cell, block.span, self.hits(cell), mentions, (*frames, *above))


def _passages(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence itself, or, where it has no end for thousands of characters, pieces of it that end at a space."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > start else start + LONGEST
        yield Span(start, stop)
        start = stop
    yield Span(start, sentence.end)


def longest(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Drop each name of a term that stands inside a longer one of the same kind: "esketamine nasal spray" is one route.

    Cues of measures may overlap; an exception, a name without a term, takes the names inside it away.
    """
    kept: list[Hit] = []
    for hit in hits:
        if hit.kind in ("conditions", "interventions", "routes", "doses", "attribution"):
            rivals = [other for other in hits if other.kind == hit.kind and other is not hit]
            if any(o.span.holds(hit.span) and (o.span != hit.span or o.term == "" != hit.term) for o in rivals):
                continue
            if not hit.term:
                continue
        kept.append(hit)
    return tuple(kept)
