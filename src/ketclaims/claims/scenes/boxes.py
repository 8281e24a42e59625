"""Boxes of facts: lines of a label and a value, of which some say what the others are about ("Drug: lithium")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import groupby, takewhile
from operator import ne

from ketclaims.late import late
from ketclaims.model import Block, Span

_KINDS = frozenset(("paragraph", "item", "row"))
_CELLS = 2
# Drug: lithium | **Condition:** gout
_FACT = late(r"\W{0,4}(?P<label>[A-Za-z][A-Za-z /()-]{0,30}+)\s*(?:\*\*|__)?:(?:\*\*|__)?\s+(?=\S)", re.ASCII)


def subjects_above(
    text: str, blocks: Iterable[Block], labels: Collection[str], naming: Callable[[Span], bool]
) -> Mapping[Span, tuple[Span, ...]]:
    """The lines of its box that say what a line is about, by the span of its block, the nearest first.

    A box is a run of facts below the same headings. A line with one of ``labels`` says so if it is ``naming`` anything,
    and opens its box or has a label that comes again; it counts until another line with that label, with which all that
    stood between begin again.
    """
    said: dict[Span, tuple[Span, ...]] = {}
    labelled = [(block, _label(text, block)) for block in blocks]
    counts = Counter(label for _, label in labelled)
    for _, box in groupby(labelled, lambda fact: (fact[0].kind in _KINDS, fact[0].headings, fact[1] is None)):
        above: dict[str, Span] = {}
        for place, (block, label) in enumerate(box):
            if label in labels and (place == 0 or counts[label] > 1) and naming(block.span):
                kept = takewhile(partial(ne, label), above)
                above = {**{name: above[name] for name in kept}, str(label): block.span}
            elif above:
                said[block.span] = tuple(reversed(above.values()))
    return said


def _label(text: str, block: Block) -> str | None:
    """The label of a fact in small letters: what stands before a colon, or in the first of two cells."""
    if block.cells:
        return block.cells[0].of(text).strip("*_: ").lower() if len(block.cells) == _CELLS else None
    fact = _FACT.match(text, *block.span)
    return fact["label"].strip().lower() if fact else None
