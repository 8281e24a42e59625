"""Tables of contents: items that only repeat the headings below them."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.document.features import heading_words
from ketclaims.document.pieces import Piece

# A list of fewer items is none of the headings.
FEWEST_ITEMS = 2


def without_contents(text: str, found: Sequence[Piece]) -> list[Piece]:
    """The pieces in order, where the items of a table of contents are navigation."""
    headings = {heading_words(piece.span.of(text)): at for at, piece in enumerate(found) if piece.kind == "heading"}
    listed = {
        at
        for at, piece in enumerate(found)
        if piece.kind == "item" and headings.get(heading_words(piece.span.of(text)), -1) > at
    }
    if len(listed) < FEWEST_ITEMS:
        return list(found)
    return [piece._replace(kind="navigation") if at in listed else piece for at, piece in enumerate(found)]
