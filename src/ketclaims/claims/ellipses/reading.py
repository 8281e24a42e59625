"""A reading: one number of a passage, with all from which its unit can be told where it is left unsaid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ketclaims.claims.scenes.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention


class Reading(NamedTuple):
    """A mention, its scene, what was read before it, and the words.

    ``said`` are the mentions of the passage before, with which some words compare: "another says eighteen"; ``before``
    are those of this passage that stand before the mention, each with its unit.
    """

    scene: Scene
    said: Sequence[Mention]
    before: Sequence[Mention]
    mention: Mention
    lexicon: Lexicon


Rule = Callable[[Reading], Mention | None]
"""What makes a figure of a mention whose unit it finds; nothing where it finds none."""


def first_answer(rules: Iterable[Rule], reading: Reading) -> Mention | None:
    """What the first of ``rules`` that finds a unit makes of the mention."""
    for rule in rules:
        found = rule(reading)
        if found is not None:
            return found
    return None
