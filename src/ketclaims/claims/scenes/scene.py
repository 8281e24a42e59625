"""A scene: one sentence or table cell, the numbers in it, and the words in, beside and above it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.claims.scenes.hits import Kinds
from ketclaims.claims.scenes.ruler import Ruler
from ketclaims.late import late
from ketclaims.model import Block, Reason, Span
from ketclaims.phrases import Hit, Words
from ketclaims.quantities import Mention

OUTCOME_DIMENSIONS = frozenset(("share", "points", "score"))
"""Dimensions of figures that say what happened to patients; other numbers of their sentence often qualify them."""

STATISTICS = ("{p}", "{ratio}", "share_difference")
"""Dimensions of figures that compare: they have the treatment of the figure that they stand beside."""

REMOTE = ("heading", "opening", "prelude", "question", "row")
"""The kinds of frames whose numbers do not belong to a sentence below them or beside it, as a rule."""

SILENT: Mapping[str, Reason] = {
    "reference": "reference",
    "navigation": "navigation",
    "metadata": "publication_metadata",
}
"""The kinds of block that claim nothing, and the reason by which their numbers are excluded."""

# "plus a new antidepressant": what every arm gets besides
ADDED = late(
    r"(?=[paowt+])"
    r"(?:\b(?:plus|alongside|on top of|added to|with the same|along with|together with)|\+)\s+(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
# "Three months after the last | infusion, ..."
_OPENING = late(
    r"\W*+(?:[\w-]+\s+){0,3}(?:after|before|following|during|with|over|since|by)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that a scene stands under: its row's label, its column's header, the rest of its row, its lead-in, the
    caption of its table, the sentence right before its table ("prelude"), the question that it answers, the sentence
    that opens its list without a colon, its headings."""

    kind: str
    span: Span
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    kinds: Kinds

    def hits_of(self, kind: str) -> Sequence[Hit]:
        """The hits of a kind."""
        return self.kinds.get(kind, ())


@dataclass(frozen=True, slots=True)
class Scene:
    """One passage that can be read alone, and all that decides what its numbers mean.

    ``span`` is the sentence or the table cell, ``said`` what it says in small letters, ``quote`` the passage to be
    quoted (the sentence, the whole row); ``frames`` stand in order of nearness. ``known`` are the treatments that the
    text names, the most frequent first; ``unbranded`` those that imply their route under a brand only, which the text
    never names; ``arms`` those that the last sentence with figures compared, in their order;
    ``columns`` are the headers of the row's other cells; ``earlier`` reads the treatments that each sentence of the
    paragraph before this one names, the last sentence first.
    """

    text: str
    block: Block
    span: Span
    said: str
    quote: Span
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    frames: tuple[Frame, ...]
    ruler: Ruler
    kinds: Kinds
    words: Words
    known: tuple[str, ...] = ()
    unbranded: frozenset[str] = frozenset()
    arms: tuple[str, ...] = ()
    columns: tuple[Frame, ...] = ()
    earlier: Callable[[], Iterable[Sequence[Hit]]] = tuple

    def hits_of(self, kind: str) -> Sequence[Hit]:
        """The hits of a kind in the passage itself."""
        return self.kinds.get(kind, ())

    def frame_of(self, kind: str) -> Frame | None:
        """The nearest frame of a kind."""
        for frame in self.frames:
            if frame.kind == kind:
                return frame
        return None

    def frame_naming(self, kind: str, vocabulary: str) -> Frame | None:
        """The nearest frame of a kind that has a name of a vocabulary."""
        return next((frame for frame in self.frames if frame.kind == kind and frame.hits_of(vocabulary)), None)

    def words_above(self, kind: str) -> str:
        """What the nearest frame of a kind says; nothing where there is none."""
        frame = self.frame_of(kind)
        return frame.span.of(self.text) if frame else ""

    def nearest(self, kind: str, span: Span) -> Hit:
        """The hit of a kind that costs least to reach from ``span``: a neighbour, as cost grows with distance."""
        hits = self.kinds[kind]
        at = bisect_left(hits, span.start, key=lambda hit: hit.span.start)
        return min(hits[max(0, at - 2) : at + 1], key=lambda hit: self.cost(hit.span, span))

    def cost(self, a: Span, b: Span) -> int:
        """How far apart two places are, in characters; breaks and contrasts between them count as distance."""
        return self.ruler.cost(a, b)

    def opens(self, span: Span) -> bool:
        """Whether a place stands in the opening of the sentence ("After six ...,"), before every treatment."""
        first = next(iter(self.hits_of("interventions")), None)
        if first is None or span.start > first.span.start or "," not in self.between(span, first.span):
            return False
        return _OPENING.fullmatch(self.before(span)) is not None

    def contrasted(self, a: Span, b: Span) -> bool:
        """Whether a word of contrast ("than", "unlike") stands between two places."""
        return self.ruler.contrasted(a, b)

    def parted(self, a: Span, b: Span) -> bool:
        """Whether two places stand in different parts of the sentence."""
        return self.ruler.parted(a, b)

    def inside_brackets(self, span: Span) -> bool:
        """Whether ``span`` stands inside brackets of the sentence."""
        opening = self.text.rfind("(", self.span.start, span.start)
        return opening >= 0 and opening > self.text.rfind(")", opening, span.start)

    def before(self, span: Span, reach: int | None = None) -> str:
        """The passage before ``span``, or as much of it as ``reach`` characters hold."""
        start = self.span.start
        return self.text[max(start, span.start - reach) if reach else start : span.start]

    def beside(self) -> tuple[Mention, ...]:
        """The numbers of the row's label, the column's header and the lead-in, which belong to the sentence."""
        return tuple(m for frame in self.frames if self.is_beside(frame) for m in frame.mentions)

    def is_beside(self, frame: Frame) -> bool:
        """Whether the numbers of a frame belong to the sentence: a heading right above a list introduces it."""
        return frame.kind not in REMOTE or (frame.kind == "heading" and frame.span == self.block.lead)

    def lends(self, mention: Mention) -> bool:
        """Whether a figure of a sentence has its unit from another one: its number stands alone in the text."""
        if mention.kind != "figure" or self.block.cells:
            return False
        return any(m.kind == "bare" and m.span == mention.span for m in self.mentions)

    def between(self, a: Span, b: Span) -> str:
        """The characters between two places."""
        return self.text[min(a.end, b.end) : max(a.start, b.start)]


def anchor_of(scene: Scene, mention: Mention) -> Mention:
    """A p value or a ratio has the treatment of the figure that it stands beside: of a row of them, the first."""
    if mention.dimension not in STATISTICS:
        return mention
    outcome = next((m for m in scene.mentions if m.dimension in OUTCOME_DIMENSIONS), None)
    if outcome and (outcome.span < mention.span or not _is_closed(scene, mention, outcome)):
        return outcome
    times = [m for m in scene.mentions if m.kind == "figure" and m.dimension == "time" and m.span < mention.span]
    # "34 days before relapse, against 12": the second time leaves its unit out
    between = [m.span for m in scene.mentions if m.kind == "bare" and m.span < mention.span]
    lent = times and any(scene.contrasted(times[0].span, span) for span in between if span > times[0].span)
    return times[0] if len(times) > 1 or lent else mention


def _is_closed(scene: Scene, mention: Mention, outcome: Mention) -> bool:
    """Whether brackets around a statistic end before the outcome: "no better than midazolam (p = 0.6), and 8% ..."."""
    return scene.inside_brackets(mention.span) and ")" in scene.between(mention.span, outcome.span)
