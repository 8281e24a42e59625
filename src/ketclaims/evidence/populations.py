"""Groups of people as they are written: the same, one within the other, or everybody."""

from __future__ import annotations

import re

from ketclaims.comparison.fields import Field, Value, compare_field
from ketclaims.lexicon import Lexicon

WORD = re.compile(r"\w[\w.'’-]*")
JOINING = ("and", "or")


def narrowed(population: Value, lexicon: Lexicon) -> str | None:
    """A population, or nothing where its words are those for anybody: ``adult americans``, ``people``."""
    if not isinstance(population, str):
        return None
    everyone = lexicon.context["everyone"]["words"]
    return None if all(word in everyone for word in WORD.findall(population)) else population


def compare_populations(a: Value, b: Value, lexicon: Lexicon) -> Field:
    """How two populations lie to each other: who is named with something more is within who is named."""
    one, other = narrowed(a, lexicon), narrowed(b, lexicon)
    if one is None or other is None or one == other:
        return compare_field("population", one, other, lexicon)
    inner = is_within(one, other), is_within(other, one)
    if not any(inner):
        return Field("population", "different", (one, other))
    return Field("population", "nested", (one, other), 0 if inner[0] else 1)


def is_within(a: str, b: str) -> bool:
    """Whether ``a`` names ``b`` and says something more of it, before or behind.

    >>> is_within("women veterans", "veterans"), is_within("adults with pain", "adults"), is_within("men", "women")
    (True, True, False)
    """
    inner, outer = WORD.findall(a), WORD.findall(b)
    if len(inner) <= len(outer) or any(word in JOINING for word in inner):
        return False
    return inner[: len(outer)] == outer or inner[-len(outer) :] == outer
