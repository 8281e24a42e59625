"""Why a figure is claimed and has its measure: the candidates with their scores, and all that spoke for or against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ketclaims.claims.explanations.cues import Cue, cues_of
from ketclaims.claims.explanations.standings import Standing, Voice, standing_of
from ketclaims.claims.measures.choices import Choice, choose, is_unusual
from ketclaims.claims.rulings.dispositions import Passage, passages_of
from ketclaims.claims.scenes.topics import set_stage
from ketclaims.cleaning import cleaned
from ketclaims.lexicon import Lexicon
from ketclaims.model import Span
from ketclaims.quantities import Mention

__all__ = ["Cue", "Explanation", "Standing", "Voice", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure is a claim, and has its measure; a number that is none has neither measure nor scores.

    ``standing`` says why it is a claim, context or excluded. ``scores`` holds each candidate of the figure's dimension
    and its score, the highest first; ``unusual`` the candidates to which its unit is unusual. ``carried`` is the figure
    whose measure it shares, where its own words say less than that one's: the scores and cues are then those of that
    figure.
    """

    value: str
    unit: str
    measure: str
    standing: Standing
    scores: tuple[tuple[str, float], ...] = ()
    cues: tuple[Cue, ...] = ()
    unusual: tuple[str, ...] = ()
    carried: str | None = None

    @property
    def runner_up(self) -> tuple[str, float] | None:
        """The best of the candidates that were not chosen, and its score."""
        return next((entry for entry in self.scores if entry[0] != self.measure), None)

    @property
    def margin(self) -> float | None:
        """By how much the measure is ahead of the runner-up; None where either has no score."""
        own = dict(self.scores).get(self.measure)
        return None if own is None or self.runner_up is None else own - self.runner_up[1]

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        if not self.measure:
            yield f"{self.value!r} ({self.unit or 'no unit'}) is no claim"
            yield from self.standing.lines()
            return
        carried = f", carried on from {self.carried!r}" if self.carried else ""
        yield f"{self.value!r} ({self.unit}) is {self.measure}{carried}"
        if self.runner_up and self.margin is not None:
            yield f"  {self.margin:.2f} ahead of {self.runner_up[0]}"
        for measure, score in self.scores:
            cues = sorted((cue for cue in self.cues if cue.measure == measure), key=lambda cue: -abs(cue.weight))
            if cues or measure == self.measure:
                yield f"  {measure:<24} {score:6.2f}"
                yield from (f"    {cue}" for cue in cues)
                yield from ((f"    its unit {self.unit} is unusual here",) if measure in self.unusual else ())
        yield from self.standing.lines()


def explain(text: str, place: Span, lexicon: Lexicon) -> Explanation:
    """Why the number at ``place`` is a claim or not, and has its measure.

    ``LookupError`` where no number of ``text`` stands there, or one that is not read for claims, as in a bibliography.
    """
    clean = cleaned(text, lexicon.is_word)
    stage, topic = set_stage(clean.text, lexicon)
    for block in stage.document.blocks:
        if not block.span.meets(clean.read(place)):
            continue
        for passage in passages_of(stage, block, topic):
            for i, ruling in enumerate(passage.rulings):
                if clean.original(ruling.span or ruling.mention.span) == place:
                    return _explanation(passage, i, lexicon)
    raise LookupError(f"No number stands at {place.start} to {place.end}.")


def _explanation(passage: Passage, i: int, lexicon: Lexicon) -> Explanation:
    ruling = passage.rulings[i]
    mention, quantity, choice = ruling.mention, ruling.mention.quantity, ruling.choice
    value = (ruling.span or mention.span).of(passage.scene.text)
    unit, standing = quantity.unit if quantity else "", standing_of(passage, i, lexicon)
    if ruling.disposition != "claim" or choice is None:
        return Explanation(value, unit, "", standing)
    owner = _owner(passage, mention, choice, lexicon)
    scores = sorted(choice.scores.items(), key=lambda entry: -entry[1])
    return Explanation(
        value,
        unit,
        choice.measure,
        standing,
        tuple(scores),
        cues_of(passage, owner or mention, choice, lexicon),
        tuple(name for name in choice.scores if is_unusual(lexicon.measures[name], mention.unit)),
        owner.span.of(passage.scene.text) if owner else None,
    )


def _owner(passage: Passage, mention: Mention, choice: Choice, lexicon: Lexicon) -> Mention | None:
    """The figure whose choice a figure shares, if it is another one."""
    scene, rulings = passage.scene, passage.rulings
    if choice.votes == choose(scene, mention, lexicon).votes:
        return None
    return next((r.mention for r in rulings if choose(scene, r.mention, lexicon).votes == choice.votes), None)
