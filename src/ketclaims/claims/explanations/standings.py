"""Why a number is claimed or is not: the rule that speaks against it, and what its surroundings say for a claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ketclaims.claims.explanations.cues import WHISPER
from ketclaims.claims.rulings.dispositions import Passage
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.rulings.stances import dimension_of, is_weighed, traits_of_place, traits_of_word
from ketclaims.claims.scenes.surroundings import surroundings_of
from ketclaims.lexicon import Lexicon
from ketclaims.model import Disposition


@dataclass(frozen=True, slots=True)
class Voice:
    """What spoke for a claim, or, below zero, against one: how much it counted, and what it is.

    ``kind`` is "word", and ``said`` the word as it stands; or "rule" or "place", and ``said`` is the trait as
    ``stances.csv`` has it: ``ruled:supposed`` is a rule of context, ``unit:%`` or ``first`` are of the figure's place.
    """

    kind: str
    said: str
    weight: float

    def __str__(self) -> str:
        return f"{self.weight:+6.2f}  {self.kind:<8} {self.said}"


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a number is a claim, context or excluded.

    ``by`` says it in words. ``total`` is what all voices come to, a claim above zero; None where nothing was weighed.
    ``voices`` are the loudest first, whispers left out.
    """

    disposition: Disposition
    by: str
    total: float | None = None
    voices: tuple[Voice, ...] = ()

    def lines(self) -> Iterator[str]:
        """The standing in words, then its voices."""
        what = "a claim" if self.disposition == "claim" else self.disposition
        yield f"  {what}: {self.by}"
        yield from (f"    {voice}" for voice in self.voices)


def standing_of(passage: Passage, i: int, lexicon: Lexicon) -> Standing:
    """Why the number of one of the rulings of a passage is there for what it is."""
    disposition, proposed = passage.rulings[i].disposition, passage.proposed[i]
    if not is_weighed(proposed, lexicon):
        return Standing(disposition, _settled(proposed))
    voices = sorted(_voices(passage, i, lexicon), key=lambda voice: -abs(voice.weight))
    total = sum(voice.weight for voice in voices)
    side = "for" if total > 0 else "against"
    return Standing(disposition, f"{abs(total):.2f} {side} it", total, tuple(v for v in voices if _is_heard(v)))


def _settled(proposed: Ruling) -> str:
    """Why a number for which nothing is weighed stands as it does."""
    if proposed.disposition == "excluded":
        return str(proposed.reason).replace("_", " ")
    if proposed.choice is None:
        return "it states nothing that is measured"
    if proposed.disposition == "claim":
        return "a phrase tells what it measures, and no rule is against it"
    return f"by the rule {proposed.rule}" if proposed.rule else "by its place among others"


def _voices(passage: Passage, i: int, lexicon: Lexicon) -> Iterator[Voice]:
    """What the rule, the figure, its place and each word around it count, with their weights as they add up."""
    scene, rulings = passage.scene, passage.proposed
    weights = lexicon.stances.of(dimension_of(rulings[i].mention))
    around = surroundings_of(scene)
    for trait in traits_of_place(scene, rulings, i):
        yield Voice("rule" if trait.startswith("ruled") else "place", trait, weights.get(trait, 0.0))
    for side, near in around.sides(rulings[i].mention.span):
        for away, k in enumerate(near, 1):
            heard = sum(weights.get(trait, 0.0) for trait in traits_of_word(side, away, around.said[k]))
            yield Voice("word", repr(around.place(k).of(scene.text)), heard)


def _is_heard(voice: Voice) -> bool:
    """Whether a voice is listed: a rule always, of the others those that count enough."""
    return voice.kind == "rule" or abs(voice.weight) >= WHISPER
