"""Completion: what a number states, and the same number as a figure of a unit that is told elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity
from ketclaims.quantities import Mention
from ketclaims.quantities.patterns import patterns_of

COUNTED = ("{person}", "{study}", "{dose}", "{trial}", "count")
"""Dimensions of what is counted."""

CONTINUING = ("share", "points", "mass", "dose_by_weight", "time")
"""Dimensions of figures whose unit later numbers of a sentence share."""

LEVELS = (
    "substance_concentration",
    "concentration_mass",
    "concentration",
    "temperature",
    "temperature_fahrenheit",
    "catalysis",
    "mass/volume",
    "catalysis/volume",
)
"""Dimensions of what is measured in blood, or with a thermometer."""

WHOLE = 100
"""So many percent are all."""

ENDS = late(r"\s*(?:[.;,)]|\Z)")
"""What closes the clause of a number right behind it."""


def with_unit(mention: Mention, unit: str, dimension: str) -> Mention:
    """The mention as a figure of ``unit``."""
    quantity = replace(stated(mention), unit=unit)
    return replace(mention, kind="figure", quantity=quantity, dimension=dimension)


def with_unit_of(figure: Mention, mention: Mention) -> Mention:
    """The mention as a figure of what another one is of."""
    return with_unit(mention, stated(figure).unit, figure.dimension)


def last_figure(before: Sequence[Mention], *dimensions: str) -> Mention | None:
    """The last figure of ``before``; of one of ``dimensions``, if there are any."""
    for mention in reversed(before):
        if mention.kind == "figure" and (not dimensions or mention.dimension in dimensions):
            return mention
    return None


def stated(mention: Mention) -> Quantity:
    """What the mention states; nothing, of no unit, where it has no quantity."""
    return mention.quantity or Quantity(mention.span, None, None, "1")


def is_whole(mention: Mention) -> bool:
    """Whether the mention can count things: its number, if it states a least one, is whole and above zero."""
    low = stated(mention).low
    return low is None or (low > 0 and low == low.to_integral_value())


def can_go_on(mention: Mention) -> bool:
    """Whether a figure is of a kind that later numbers of a sentence share; "every year" has no number to share."""
    return mention.kind == "figure" and mention.dimension in CONTINUING and mention.noun != "every"


def fits(last: Mention, mention: Mention) -> bool:
    """Whether a number can be a share, where it is to be one."""
    value = stated(mention).high or stated(mention).low
    return last.dimension != "share" or (value is not None and 0 <= value <= WHOLE)


def code_of_things(names: Iterable[str], lexicon: Lexicon) -> str | None:
    """The code of the first of ``names``, in lower case, that is the singular or the plural of a counted thing."""
    nouns = patterns_of(lexicon).nouns
    return next((nouns[name] for name in names if name in nouns), None)


def opens_passage(scene: Scene, mention: Mention) -> bool:
    """Whether a number opens the passage."""
    return not scene.before(mention.span).strip(' ("“')
