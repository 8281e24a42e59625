"""Quantities: every number, range, bound, hedge and unit of a text, with its place."""

from __future__ import annotations

from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity
from ketclaims.quantities.lists import count_measured, share_units
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import patterns_of
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers import READERS
from ketclaims.quantities.triggers import triggers

__all__ = ["Mention", "find_mentions", "find_quantities"]


def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in its order: numbers with their unit, bare numbers (unit ``1``), vague durations.

    Spans count code points of ``text``; ranks ("the sixth infusion") count as quantities of their noun.
    """
    return tuple(mention.quantity for mention in find_mentions(text, lexicon) if mention.quantity is not None)


def find_mentions(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every number of ``text``, quantities and noise alike, in its order; the spans do not overlap."""
    patterns = patterns_of(lexicon)
    found: list[Mention] = []
    end = 0
    for start, begin in triggers(text, lexicon):
        if start < end:
            continue
        mention = _read(Point(text, start, patterns, lexicon), begin)
        if mention is not None:
            # A word before the number can belong to it: "day" of "day 3", "early" of "early 2000s".
            while found and found[-1].span.end > mention.span.start:
                found.pop()
            found.append(mention)
            end = mention.span.end
    return share_units(text, count_measured(text, found, patterns))


def _read(point: Point, begin: str) -> Mention | None:
    for reader in READERS[begin]:
        mention = reader(point)
        if mention is not None:
            return mention
    return None
