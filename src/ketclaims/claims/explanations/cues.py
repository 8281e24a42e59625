"""What spoke for the measure of a figure and for others: phrases, and single words where the phrases leave it open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ketclaims.claims.measures.choices import Choice, choose
from ketclaims.claims.measures.leanings import last_measures, leanings_of
from ketclaims.claims.measures.votes import Vote
from ketclaims.claims.rulings.dispositions import Passage
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention

WHISPER = 0.3
"""What a single word says is listed from here on."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One phrase that spoke: for which measure, its words as they stand, where, and how much it counted.

    ``kind`` is "name", "cue", "hint" or "against" as in the lexicon, "form" or "held" where it is how the share is
    said, "ended" where it is what a time says the end of, or "owner" where the figure is another's than a treatment's.
    ``where`` is "sentence", "label", "column", "corner", "lead", "caption", "prelude", "question", "opening" or
    "heading";
    ``distance`` is that of the sentence's phrases from the figure, in characters with the breaks between them; None
    elsewhere.
    """

    measure: str
    words: str
    kind: str
    where: str
    weight: float
    distance: int | None

    def __str__(self) -> str:
        away = "" if self.distance is None else f", {self.distance} away"
        return f"{self.weight:+6.2f}  {self.kind:<8} {' '.join(self.words.split())!r} ({self.where}{away})"


def cues_of(passage: Passage, mention: Mention, choice: Choice, lexicon: Lexicon) -> tuple[Cue, ...]:
    """All that spoke in a choice, which is that of ``mention``."""
    votes = (*choice.votes, *_words(passage, mention, choice, lexicon))
    return tuple(_cue(vote, passage.scene.text) for vote in votes)


def _words(passage: Passage, mention: Mention, choice: Choice, lexicon: Lexicon) -> Iterator[Vote]:
    """What single words said, where the phrases left it open; whispers are left out."""
    scene = passage.scene
    own = {r.mention: choose(scene, r.mention, lexicon) for r in passage.rulings if r.choice is not None}
    if choice.scores != own[mention].scores:
        votes = leanings_of(scene, mention, own[mention], last_measures(own, passage.earlier)[mention], lexicon)
        yield from (vote for vote in votes if abs(vote.weight) >= WHISPER)


def _cue(vote: Vote, text: str) -> Cue:
    return Cue(vote.measure, vote.span.of(text), vote.kind, vote.frame, round(vote.weight, 2), vote.distance)
