"""Why a figure has its measure: the candidates with their scores, and every phrase that spoke for or against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.claims.measures.choices import Choice, choose, is_unusual
from ketclaims.claims.measures.leanings import last_measures, leanings_of
from ketclaims.claims.measures.votes import Vote
from ketclaims.claims.rulings.dispositions import passages_of
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.scenes.topics import set_stage
from ketclaims.cleaning import cleaned
from ketclaims.lexicon import Lexicon
from ketclaims.model import Span
from ketclaims.quantities import Mention

_WHISPER = 0.3


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


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure has its measure.

    ``scores`` holds each candidate of the figure's dimension and its score, the highest first; ``unusual`` the
    candidates to which its unit is unusual. ``carried`` is the figure whose measure it shares, where its own words say
    less than that one's: the scores and cues are then those of that figure.
    """

    value: str
    unit: str
    measure: str
    scores: tuple[tuple[str, float], ...]
    cues: tuple[Cue, ...]
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
        carried = f", carried on from {self.carried!r}" if self.carried else ""
        yield f"{self.value!r} ({self.unit}) is {self.measure}{carried}"
        if self.runner_up and self.margin is not None:
            yield f"  {self.margin:.2f} ahead of {self.runner_up[0]}"
        for measure, score in self.scores:
            cues = sorted((cue for cue in self.cues if cue.measure == measure), key=lambda cue: -abs(cue.weight))
            if cues or measure == self.measure:
                yield f"  {measure:<24} {score:6.2f}"
                yield from (f"    {_line(cue)}" for cue in cues)
                yield from ((f"    its unit {self.unit} is unusual here",) if measure in self.unusual else ())


def _line(cue: Cue) -> str:
    away = "" if cue.distance is None else f", {cue.distance} away"
    return f"{cue.weight:+6.2f}  {cue.kind:<8} {' '.join(cue.words.split())!r} ({cue.where}{away})"


def explain(text: str, place: Span, lexicon: Lexicon) -> Explanation:
    """Why the claim at ``place`` has its measure; ``LookupError`` where no claim of ``text`` stands there."""
    clean = cleaned(text, lexicon.is_word)
    stage, topic = set_stage(clean.text, lexicon)
    for block in stage.document.blocks:
        if not block.span.meets(clean.read(place)):
            continue
        for scene, rulings, earlier in passages_of(stage, block, topic):
            own = next(
                (r for r in rulings if clean.original(r.mention.span) == place and r.disposition == "claim"), None
            )
            if own is not None:
                return _explanation(scene, own, rulings, earlier, lexicon)
    raise LookupError(f"No claim stands at {place.start} to {place.end}.")


def _explanation(
    scene: Scene, ruling: Ruling, rulings: Sequence[Ruling], earlier: Mapping[str, str], lexicon: Lexicon
) -> Explanation:
    mention, choice = ruling.mention, ruling.choice or Choice("", 0.0, ())
    quantity = mention.quantity
    owner = _owner(scene, mention, choice, rulings, lexicon)
    scores = sorted(choice.scores.items(), key=lambda entry: -entry[1])
    votes = (*choice.votes, *_words(scene, owner or mention, choice, rulings, earlier, lexicon))
    return Explanation(
        mention.span.of(scene.text),
        quantity.unit if quantity else "",
        choice.measure,
        tuple(scores),
        tuple(_cue(vote, scene.text) for vote in votes),
        tuple(name for name in choice.scores if is_unusual(lexicon.measures[name], mention.unit)),
        owner.span.of(scene.text) if owner else None,
    )


def _owner(
    scene: Scene, mention: Mention, choice: Choice, rulings: Sequence[Ruling], lexicon: Lexicon
) -> Mention | None:
    """The figure whose choice a figure shares, if it is another one."""
    if choice.votes == choose(scene, mention, lexicon).votes:
        return None
    return next((r.mention for r in rulings if choose(scene, r.mention, lexicon).votes == choice.votes), None)


def _words(
    scene: Scene,
    mention: Mention,
    choice: Choice,
    rulings: Sequence[Ruling],
    earlier: Mapping[str, str],
    lexicon: Lexicon,
) -> Iterator[Vote]:
    """What single words said, where the phrases left it open; whispers are left out."""
    own = {r.mention: choose(scene, r.mention, lexicon) for r in rulings if r.choice is not None}
    if choice.scores != own[mention].scores:
        votes = leanings_of(scene, mention, own[mention], last_measures(own, earlier)[mention], lexicon)
        yield from (vote for vote in votes if abs(vote.weight) >= _WHISPER)


def _cue(vote: Vote, text: str) -> Cue:
    return Cue(vote.measure, vote.span.of(text), vote.kind, vote.frame, round(vote.weight, 2), vote.distance)
