"""Stances: whether a figure is claimed or stands there for another, weighed from its rule and the words around it.

A rule of context sees one form and is right as often as its form is telling; what else a sentence says makes a claim
likelier or less likely. How much each counts was learned from annotated pages (``training/stances.py``) and stands in
``stances.csv`` of the core. A figure is claimed where the weights come to more than nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from ketclaims.claims.measures.choices import LEAST
from ketclaims.claims.rulings.contexts import SETTLED
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.scenes.scene import Scene
from ketclaims.claims.scenes.surroundings import Surroundings, setting_of, stem_of, surroundings_of
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Disposition
from ketclaims.quantities import Mention

BESIDE = 3
"""So many words on each side of a figure are heard as they stand, with their place; all others by their stem."""

_MANY = 4  # other figures


def weighed(scene: Scene, rulings: Sequence[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The rulings, each figure that has a measure as claim or context by all that speaks for either."""
    if not lexicon.stances or not any(map(is_open, rulings)):
        return list(rulings)
    around = surroundings_of(scene)
    return [
        _turned(ruling, stance_of(scene, around, rulings, i, lexicon)) if is_weighed(ruling, lexicon) else ruling
        for i, ruling in enumerate(rulings)
    ]


def is_weighed(ruling: Ruling, lexicon: Lexicon) -> bool:
    """Whether words can turn a ruling: something was learned of them, and neither a rule nor a phrase settles it."""
    return bool(lexicon.stances) and is_open(ruling) and not _is_told(ruling, lexicon)


def _is_told(ruling: Ruling, lexicon: Lexicon) -> bool:
    """Whether a phrase tells what a figure measures, and no rule is against it: words are not asked then.

    So it is of a share with a bound, as bounds are what thresholds have, which rules tell from them; and of what a
    pack names for which no words were learned.
    """
    choice, quantity = ruling.choice, ruling.mention.quantity
    if ruling.disposition != "claim" or choice is None or quantity is None:
        return False
    if ruling.mention.dimension == "share" and quantity.relation != "=":
        return choice.score >= LEAST
    return not lexicon.leanings and choice.measure != UNNAMED


def is_open(ruling: Ruling) -> bool:
    """Whether a number can be either: it states something that can be measured, and no rule settles it."""
    return ruling.choice is not None and ruling.disposition != "excluded" and ruling.rule not in SETTLED


def _turned(ruling: Ruling, stance: float) -> Ruling:
    disposition: Disposition = "claim" if stance > 0 else "context"
    return ruling if ruling.disposition == disposition else ruling._replace(disposition=disposition)


def stance_of(scene: Scene, around: Surroundings, rulings: Sequence[Ruling], i: int, lexicon: Lexicon) -> float:
    """The logarithm of the odds that the figure of a ruling is claimed; positive for a claim."""
    weights = lexicon.stances.of(dimension_of(rulings[i].mention))
    return sum(map(weights.get, traits_of(scene, around, rulings, i), repeat(0.0)))


def dimension_of(mention: Mention) -> str:
    """The dimension whose weights a figure has: that of its unit, or money."""
    return "money" if mention.priced else mention.dimension


def traits_of(scene: Scene, around: Surroundings, rulings: Sequence[Ruling], i: int) -> list[str]:
    """All that speaks for a claim or against it: the rule, the figure, its place, other figures, the words around it.

    ``ruled`` has a rule against it, ``ruled:planned`` that of this name.
    """
    traits = traits_of_place(scene, rulings, i)
    for side, near in around.sides(rulings[i].mention.span):
        for away, k in enumerate(near, 1):
            traits += traits_of_word(side, away, around.said[k])
    return traits


def traits_of_place(scene: Scene, rulings: Sequence[Ruling], i: int) -> list[str]:
    """What speaks of a figure besides words: its rule, the figure itself, where it stands, the other figures."""
    return [*_traits_of_figure(rulings[i]), *setting_of(scene, rulings[i].mention.span), *_traits_of_others(rulings, i)]


def traits_of_word(side: str, away: int, word: str) -> tuple[str, ...]:
    """What a word says, so many words away from a figure.

    ``behind:improv`` is any word of that stem behind it, ``before1:of`` the word right before it as it stands.
    """
    stem = f"{side}:{stem_of(word)}"
    return (stem, f"{side}{away}:{word}") if away <= BESIDE else (stem,)


def _traits_of_figure(ruling: Ruling) -> Iterator[str]:
    mention = ruling.mention
    yield "any"
    if ruling.disposition != "claim":
        yield from ("ruled", f"ruled:{ruling.rule or 'context'}")
    yield f"unit:{mention.unit}"
    yield f"noun:{mention.noun}"
    yield f"relation:{mention.quantity.relation if mention.quantity else ''}"


def _traits_of_others(rulings: Sequence[Ruling], i: int) -> Sequence[str]:
    """The dimensions of the other figures of the passage, before and behind, the nearest of them, and how many."""
    before = [r.mention.dimension for r in rulings[:i] if r.disposition != "excluded"]
    behind = [r.mention.dimension for r in rulings[i + 1 :] if r.disposition != "excluded"]
    return (
        *[f"figure before:{dimension}" for dimension in dict.fromkeys(before)],
        *[f"figure behind:{dimension}" for dimension in dict.fromkeys(behind)],
        f"last before:{before[-1] if before else ''}",
        f"next behind:{behind[0] if behind else ''}",
        f"others:{min(_MANY, len(before) + len(behind))}",
    )
