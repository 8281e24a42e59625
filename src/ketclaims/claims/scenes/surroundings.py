"""Surroundings: the words on each side of a figure, nearest first, as what was learned of words knows them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases import Words

REACH = 20
"""So many words on each side of a figure are asked."""

_CLASSES = {"conditions": "CONDITION", "interventions": "TREATMENT"}
_ENDING = late(r"(?:ations?|ings?|ed|es|s|ly|ments?|ers?|ions?|y|ies)\Z")
_STEM = 7  # letters
_LEADERS = late(r"[.…]{3}\s*\Z|\.(?: \.){2}\s*\Z")  # the dots that lead from a label to its figure


class Surroundings(NamedTuple):
    """What the words of a passage say: in small letters, and the name of a condition or a treatment is just that.

    ``said`` begins with the word ``first`` of all ``words``.
    """

    words: Words
    first: int
    said: list[str]

    def sides(self, figure: Span) -> tuple[tuple[str, range], tuple[str, range]]:
        """Which of ``said`` stand before a figure and which behind it, the nearest first."""
        starts = self.words.starts
        before, behind = bisect_left(starts, figure.start) - self.first, bisect_left(starts, figure.end) - self.first
        # a figure inside a word that runs out of the passage has no word of the passage right before it
        before = min(before, len(self.said))
        nearest_first = range(before - 1, max(0, before - REACH) - 1, -1)
        return ("before", nearest_first), ("behind", range(behind, min(len(self.said), behind + REACH)))

    def place(self, i: int) -> Span:
        """Where one of ``said`` stands."""
        return Span(self.words.starts[self.first + i], self.words.ends[self.first + i])


def surroundings_of(scene: Scene) -> Surroundings:
    """The words of a passage."""
    inside = scene.words.inside(scene.span)
    said = [word.lower() for word in scene.words.written[inside]]
    for kind, name in _CLASSES.items():
        for hit in scene.hits_of(kind):
            named = scene.words.inside(hit.span)
            for i in range(max(named.start, inside.start), min(named.stop, inside.stop)):
                said[i - inside.start] = name
    return Surroundings(scene.words, inside.start, said)


def setting_of(scene: Scene, figure: Span) -> Iterator[str]:
    """Where a figure stands: the kind of block, the signs beside it, whether it opens the passage or ends it, stands in
    brackets, in a question or in a lead-in."""
    head, tail = scene.before(figure), scene.text[figure.end : scene.span.end]
    yield f"block:{scene.block.kind}"
    yield f"signs before:{': ' if _LEADERS.search(head) else head[-2:]}"
    yield f"sign behind:{tail[:1]}"
    if not head.strip():
        yield "first"
    if len(tail.strip()) <= 1:
        yield "last"
    if scene.inside_brackets(figure):
        yield "bracketed"
    passage = scene.said.rstrip()
    if passage.endswith("?"):
        yield "question"
    if passage.endswith(":"):
        yield "lead"


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """A word without its ending, cut to where its forms are alike: ``improv`` of "improvements"; NUMBER of a number."""
    if word[0].isdigit():
        return "NUMBER"
    short = _ENDING.sub("", word) if len(word) > 4 else word
    return (short if len(short) > 2 else word)[:_STEM]
