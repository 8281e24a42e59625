"""One text with everything that the parser reads in it, to be asked by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

from ketclaims.claims import extract
from ketclaims.document import parse
from ketclaims.grounding.folding import FoldedText
from ketclaims.lexicon import Lexicon
from ketclaims.model import Block, Claim, Context, Place, Quantity, Span
from ketclaims.quantities import find_mentions

Item = TypeVar("Item")


class ByPlace(Generic[Item]):
    """Things by the place where they stand, in the order of the text."""

    def __init__(self, items: Iterable[tuple[Span, Item]]) -> None:
        self._items = sorted(items, key=lambda item: item[0])
        self._ends = list(accumulate((span.end for span, _ in self._items), max))

    def meeting(self, span: Span) -> Iterator[tuple[Span, Item]]:
        """The things that share a character with ``span``."""
        for place in range(bisect_right(self._ends, span.start), len(self._items)):
            found = self._items[place]
            if found[0].start >= span.end:
                return
            if found[0].meets(span):
                yield found


Readings = tuple[Quantity, ...]
"""What is read at one place: one quantity, or more where words far from it can say more of it."""


@dataclass(frozen=True)
class Page:
    """A text as the parser reads it: its quantities with their dimensions, and the passage of each number."""

    source: str
    text: str
    lexicon: Lexicon
    readings: ByPlace[Readings]
    entries: ByPlace[Place]
    dimensions: Mapping[Span, str]

    def place(self, span: Span) -> Place:
        """The passage that can be read alone and holds ``span``, with its headings: as for the number in it, if any."""
        places = [place for _, place in self.entries.meeting(span)] or [self._surroundings(span)]
        nearest = next((place for place in places if place.quote.holds(span)), places[0])
        return Place(
            Span(min(nearest.quote.start, span.start), max(nearest.quote.end, span.end)),
            nearest.section,
        )

    def _surroundings(self, span: Span) -> Place:
        """The sentence around words without a number."""
        for _, block in self._blocks.meeting(span):
            sentence = next((each for each in block.sentences if each.meets(span)), block.span)
            return Place(sentence, tuple(heading.of(self.text) for heading in block.headings))
        return Place(span)

    @cached_property
    def folded(self) -> FoldedText:
        """The text for what is spelled otherwise."""
        return FoldedText(self.text)

    @cached_property
    def _blocks(self) -> ByPlace[Block]:
        return ByPlace((block.span, block) for block in parse(self.text, self.lexicon.document).blocks)


def page_of(text: str, source: str, lexicon: Lexicon) -> Page:
    """Read a text; ``source`` names it."""
    ledger, mentions = extract(text, source, lexicon), find_mentions(text, lexicon)
    numbers: tuple[Claim | Context, ...] = (*ledger.claims, *ledger.contexts)
    entries = [(row.quantity.span, row.place) for row in numbers]
    entries += ((row.span, row.place) for row in ledger.excluded)
    # What a claim makes of a quantity by words far from it comes before what the quantity says itself.
    quantities = (*(row.quantity for row in numbers), *(m.quantity for m in mentions if m.quantity))
    dimensions = {mention.span: mention.dimension for mention in mentions}
    return Page(source, text, lexicon, ByPlace(_readings(quantities)), ByPlace(entries), dimensions)


def _readings(quantities: Iterable[Quantity]) -> Iterator[tuple[Span, Readings]]:
    by_span: dict[Span, dict[Quantity, None]] = {}
    for quantity in quantities:
        if quantity.precision == "vague" or quantity.low is not None or quantity.high is not None:
            by_span.setdefault(quantity.span, {})[quantity] = None
    return ((span, tuple(found)) for span, found in by_span.items())
