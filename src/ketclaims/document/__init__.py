"""A text as blocks: title, headings, paragraphs, items, table rows, references, each with what stands above it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ketclaims.document.contents import without_contents
from ketclaims.document.leads import Leads
from ketclaims.document.outline import Outline
from ketclaims.document.page import Page, page
from ketclaims.document.pieces import Piece, read
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
    found = page(text, words)
    return Document(text, tuple(_blocks(found, cited(text, without_contents(text, read(found)), words))))


def _blocks(page: Page, pieces: Sequence[Piece]) -> Iterator[Block]:
    """The pieces as blocks, each with its sentences, its headings and its lead."""
    outline, leads = Outline(page.text, page.layout), Leads(page.text, page.layout.usual)
    for piece in pieces:
        above = _above(outline, piece)
        own = (piece.span,) if piece.kind in WHOLE else _sentences(page, piece)
        lead = leads.lead(piece)
        leads.note(piece, own[-1])
        yield Block(piece.kind, piece.span, piece.marker, own, above, lead, piece.cells, piece.header)


def _above(outline: Outline, piece: Piece) -> tuple[Span, ...]:
    """The headings above a piece, which the outline is told of."""
    if piece.kind in ("title", "heading"):
        outline.enter(piece)
        return outline.above[:-1]
    if piece.kind in ASIDE:
        outline.step_aside()
    else:
        outline.pass_by(piece)
    return outline.above


def _sentences(page: Page, piece: Piece) -> tuple[Span, ...]:
    """The sentences of a paragraph or item."""
    return sentences(page.text, Span(piece.opens or piece.span.start, piece.span.end), page.words)
