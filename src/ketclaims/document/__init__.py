"""A text as blocks: title, headings, paragraphs, items, table rows, references, each with what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ketclaims.document.headings import Path
from ketclaims.document.layout import Layout, layout
from ketclaims.document.leads import Leads
from ketclaims.document.lines import lines
from ketclaims.document.pieces import Piece, Reader
from ketclaims.document.sentences import sentences
from ketclaims.document.words import DocumentWords, document_words
from ketclaims.document.works import cited
from ketclaims.model import Block, Document, Span

__all__ = ["DocumentWords", "document_words", "parse"]

# What is one sentence whatever stops it holds.
WHOLE = frozenset({"title", "heading", "header", "row", "reference", "metadata", "navigation"})
# What is no part of the article's flow: a gap above it says nothing.
ASIDE = frozenset({"metadata", "navigation"})


def parse(text: str, words: DocumentWords) -> Document:
    """The blocks of a text, told apart with the help of words.

    Goes in: any string, as it was read. Comes out: the same string with its blocks in order. Spans count code points of
    the text as given; nothing in it is changed, and no string is refused.
    """
    found = lines(text)
    common = layout(text, found, words)
    pieces = cited(text, Reader(text, found, common, words).pieces(), words)
    return Document(text, tuple(_blocks(text, pieces, common, words)))


def _blocks(text: str, pieces: Sequence[Piece], common: Layout, words: DocumentWords) -> Iterator[Block]:
    """The pieces as blocks, each with its sentences, its headings and its lead."""
    path, leads = Path(text, common), Leads(text, common.usual)
    for piece in pieces:
        above = _above(path, piece)
        own = (piece.span,) if piece.kind in WHOLE else _sentences(text, piece, words)
        lead = leads.lead(piece)
        leads.note(piece, own[-1])
        yield Block(piece.kind, piece.span, piece.marker, own, above, lead, piece.cells, piece.header)


def _above(path: Path, piece: Piece) -> tuple[Span, ...]:
    """The headings above a piece, which the path is told of."""
    if piece.kind in ("title", "heading"):
        path.enter(piece)
        return path.above[:-1]
    if piece.kind in ASIDE:
        path.step_aside()
    else:
        path.pass_by(piece)
    return path.above


def _sentences(text: str, piece: Piece, words: DocumentWords) -> tuple[Span, ...]:
    """The sentences of a paragraph or item."""
    return sentences(text, Span(piece.opens or piece.span.start, piece.span.end), words)
