"""Quantities: every number, range, bound, hedge and unit of a text, with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ketclaims.cleaning import cleaned
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity, Span
from ketclaims.quantities.dollars import in_own_money
from ketclaims.quantities.lists import count_measured, share_units
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.patterns import patterns_of
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers import Reader, readers_at
from ketclaims.quantities.triggers import triggers
from ketclaims.quantities.wording import wording_of

__all__ = ["Mention", "find_mentions", "find_quantities", "mentions_of", "wording_of"]


def find_quantities(text: str, lexicon: Lexicon) -> tuple[Quantity, ...]:
    """Every quantity of ``text`` in its order: numbers with their unit, bare numbers (unit ``1``), vague durations.

    Spans count code points of ``text``; ranks ("the sixth infusion") count as quantities of their noun. Numbers that
    state no amount are left out: citations, labels ("Figure 3"), names, isotopes, formulae, identifiers, dates.
    ``find_mentions`` has them too, and says of each number what it is (``Mention.nature``).
    """
    clean = cleaned(text, lexicon.is_word)
    found = tuple(mention.quantity for mention in mentions_of(clean.text, lexicon) if mention.quantity is not None)
    if not clean.edits:
        return found
    return tuple(replace(quantity, span=clean.original(quantity.span)) for quantity in found)


def find_mentions(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Every number of ``text``, quantities and noise alike, in its order; the spans do not overlap."""
    clean = cleaned(text, lexicon.is_word)
    found = mentions_of(clean.text, lexicon)
    return tuple(_placed(mention, clean.original(mention.span)) for mention in found) if clean.edits else found


def mentions_of(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The same for a text that is clean already."""
    patterns = patterns_of(lexicon)
    found: list[Mention] = []
    end = 0
    for start, begin in triggers(text, lexicon):
        if start < end:
            continue
        point = Point(text, start, patterns, lexicon)
        mention = _read(point, readers_at(point, begin))
        if mention is not None:
            _append(found, mention, start)
            end = mention.span.end
    shared = share_units(text, count_measured(text, found, patterns))
    return tuple(in_own_money(text, shared, lexicon))


def _append(found: list[Mention], mention: Mention, start: int) -> None:
    """Add a mention whose number begins at ``start``; a word before it can belong to it: "day" of "day 3".

    What that word was taken for gives way, unless a number of its own stands before it: "4 sessions 2". What has given
    way stays inside the mention.
    """
    begin = start
    while found and found[-1].span.end > mention.span.start:
        if found[-1].span.start < mention.span.start:
            mention = _from(mention, max(begin, found[-1].span.end))
            break
        begin = found.pop().span.start
    found.append(mention)


def _from(mention: Mention, start: int) -> Mention:
    """The same mention without the words before ``start``."""
    return _placed(mention, Span(start, mention.span.end))


def _placed(mention: Mention, span: Span) -> Mention:
    """The same mention at another place."""
    quantity = replace(mention.quantity, span=span) if mention.quantity else None
    return replace(mention, span=span, quantity=quantity)


def _read(point: Point, readers: Iterable[Reader]) -> Mention | None:
    for reader in readers:
        mention = reader(point)
        if mention is not None:
            return mention
    return None
