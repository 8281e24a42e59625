"""A case: one mention with all that decides what it is there for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.quantities import Mention


@dataclass(eq=False)
class Case:
    """A mention, its scene, the choice of measure for each of its figures, the treatment of the document, the words.

    ``choice`` is that of the mention; ``head`` is the passage before it, ``tail`` the passage behind it; ``outcomes``
    are the shares and points of the passage, this mention among them if it is one, and ``earlier`` those before it.
    Nearly every rule asks for these, which is why they are there from the beginning.
    """

    scene: Scene
    mention: Mention
    choices: Mapping[Mention, Choice]
    mentions: tuple[Mention, ...]
    topic: str | None
    lexicon: Lexicon
    choice: Choice = field(init=False)
    head: str = field(init=False)
    tail: str = field(init=False)
    outcomes: tuple[Mention, ...] = field(init=False)
    earlier: tuple[Mention, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the passage at the mention."""
        self.choice = self.choices[self.mention]
        self.head = self.scene.before(self.mention.span)
        self.tail = self.scene.text[self.mention.span.end : self.scene.span.end]
        outcomes = [m for m in self.mentions if m.dimension in OUTCOME_DIMENSIONS and m.kind == "figure"]
        self.outcomes = tuple(outcomes)
        self.earlier = tuple([m for m in outcomes if m.span.end <= self.mention.span.start])

    @property
    def role(self) -> str:
        """The role of the mention's measure."""
        return self.lexicon.measures[self.choice.measure].role

    @property
    def owned(self) -> bool:
        """Whether words say whose the mention is that is no treatment's."""
        return self.choice.measure == UNNAMED and any(vote.kind == "owner" for vote in self.choice.votes)

    @property
    def unmeasured(self) -> bool:
        """Whether no word says what the mention measures, not even that it is something else."""
        return self.choice.unmeasured

    @cached_property
    def written(self) -> str:
        """The mention as written, in lower case."""
        return self.mention.span.of(self.scene.text).lower()

    @cached_property
    def results(self) -> tuple[Mention, ...]:
        """The outcomes of the passage and the statistics that compare them."""
        statistics = (m for m in self.mentions if m.kind == "figure" and m.dimension in ("{p}", "{ratio}"))
        return (*self.outcomes, *statistics)

    @property
    def bounded(self) -> bool:
        """Whether the mention states one side only."""
        return self.mention.quantity is not None and self.mention.quantity.relation not in ("=", "~")

    @property
    def in_heading(self) -> bool:
        """Whether the passage is a title or heading."""
        return self.scene.block.kind in ("title", "heading")

    def beside(self, *dimensions: str) -> bool:
        """Whether a figure of one of ``dimensions`` stands in the passage besides this mention."""
        return any(m.dimension in dimensions and m.kind == "figure" for m in self.mentions if m is not self.mention)

    @cached_property
    def priced(self) -> bool:
        """Whether a price stands in the passage."""
        return any(m.priced for m in self.mentions)

    def between(self, other: Mention) -> str:
        """The text between this mention and another."""
        return self.scene.between(self.mention.span, other.span)
