"""Which sentence introduces a list, a table, a figure in large type, a fact or an answer."""

from __future__ import annotations

import re
from typing import NamedTuple

from ketclaims.document.lines import Form
from ketclaims.document.pieces import Piece
from ketclaims.late import late
from ketclaims.model import Span

# Table 2. Outcomes at week 6
CAPTION = late(r"(?:Table|Figure|Fig\.|Exhibit|Box|Panel)\s(?:[A-Z]?\d{1,2}|[A-Z])\b[.:]?(?=\s)")

# 71% | responded   4 in 10 — well again   about 30 of them slept: what stands below a colon as an item without its mark
TILE = late(r"(?:[a-z]{2,7}\s)?[^\w\s]{0,2}\d.{0,120}", re.DOTALL | re.IGNORECASE)
# Half-life | 3 hours: the label of a fact, which stands on the line below it
LABEL = late(r"[A-Z][^\d.!?;:|]{2,40}")
FIGURE = late(r"\d")
# By mouth: 3 hours: one of several facts below a label
ENTRY = late(r"[A-Z][^\d.!?;:|]{0,30}:\s\S")
LONGEST_FACT = 120


class Level(NamedTuple):
    """One level of a list that is open, and the sentence that introduces it."""

    indent: int
    form: Form
    lead: Span | None


class Leads:
    """Finds the lead of each piece, told of all of them in order."""

    def __init__(self, text: str, usual: int) -> None:
        self.text = text
        self.usual = usual
        self.levels: list[Level] = []
        self.last: Piece | None = None
        self.sentence: Span | None = None
        self.table: Span | None = None
        self.tiles: Span | None = None
        self.fact: Span | None = None

    def lead(self, piece: Piece) -> Span | None:
        """The sentence that introduces a piece: an item, a row, a figure in large type, a fact below its label."""
        if piece.kind == "item":
            return self._item(piece)
        if piece.kind == "paragraph":
            self.tiles = self._tiled(piece)
            return self.tiles or self._label(piece) or self._asked(piece)
        if piece.kind not in ("row", "header"):
            return None
        if self.last is None or self.last.kind not in ("row", "header") or piece.gap:
            self.table = self._introduction(piece, table=True)
        return self.table

    def note(self, piece: Piece, sentence: Span) -> None:
        """Remember a piece and its last sentence; what is no item ends the list."""
        self.last = piece
        self.sentence = sentence
        if self.levels and piece.kind != "item":
            self.levels.clear()

    def _tiled(self, piece: Piece) -> Span | None:
        """The lead of a figure in large type, which stands below a colon or below another such figure."""
        above = self.last
        if (
            above is None
            or above.kind != "paragraph"
            or piece.gap > self.usual
            or not TILE.fullmatch(self.text, *piece.span)
        ):
            return None
        return self.sentence if self._ends(":") else self.tiles

    def _label(self, piece: Piece) -> Span | None:
        """The few words on the line right above a short line with a figure, as in a box of facts; below them may stand
        several, each with a name of its own ("By mouth: 3 hours")."""
        above, entry = self.last, ENTRY.match(self.text, *piece.span)
        if above is None or above.kind != "paragraph" or piece.gap or piece.span.end - piece.span.start > LONGEST_FACT:
            self.fact = None
        elif LABEL.fullmatch(self.text, *above.span):
            self.fact = above.span if entry or FIGURE.search(self.text, *piece.span) else None
        elif not (entry and ENTRY.match(self.text, *above.span)):
            self.fact = None
        return self.fact

    def _asked(self, piece: Piece) -> Span | None:
        """The question that a short paragraph answers, which is the one above it: "Q: Does it last?", "HOST: And?"."""
        above = self.last
        if above is None or above.kind not in ("paragraph", "item") or piece.gap > self.usual:
            return None
        return self.sentence if self._ends("?") else None

    def _ends(self, sign: str) -> bool:
        """Whether the last sentence ends with a sign."""
        return self.sentence is not None and self.text[self.sentence.end - 1] == sign

    def _item(self, piece: Piece) -> Span | None:
        """The lead of the level that an item stands on; a new one has the sentence before it, and a gap ends all."""
        if piece.gap > self.usual:
            self.levels.clear()
        while self.levels and self.levels[-1].indent > piece.indent:
            self.levels.pop()
        alike = [at for at, level in enumerate(self.levels) if (level.indent, level.form) == (piece.indent, piece.form)]
        if alike:
            del self.levels[alike[0] + 1 :]
        else:
            self.levels.append(Level(piece.indent, piece.form, self._introduction(piece, table=False)))
        return self.levels[-1].lead

    def _introduction(self, piece: Piece, *, table: bool) -> Span | None:
        """What right above the first row of a table, or the first item of a list or of a level of it, introduces it."""
        above = self.last
        if above is None or piece.gap > self.usual:
            return None
        captioned = table and CAPTION.match(self.text, *above.span) is not None
        if above.kind == "heading":
            return above.span if captioned or (not above.level and self._heads(above, piece, table=table)) else None
        if above.kind == "item":
            return self._item_above(above, piece)
        if above.kind != "paragraph":
            return None
        return above.span if captioned else self.sentence if not table or self._ends(":") else None

    def _heads(self, heading: Piece, piece: Piece, *, table: bool) -> bool:
        """Whether a heading without a mark introduces the list right below it or, in bold type, a table."""
        return self.text[heading.span.start - 1 : heading.span.start] in ("*", "_") if table else not piece.gap

    def _item_above(self, above: Piece, piece: Piece) -> Span | None:
        """The lead of items that stand below another: what ends with a colon or, as a label, further out than they.

        "Oral" heads the items that stand further in below it.
        """
        named = piece.indent > above.indent and LABEL.fullmatch(self.text, *above.span)
        if named or self._ends(":"):
            return self.sentence
        return self.levels[-1].lead if self.levels else None
