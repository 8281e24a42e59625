"""Lists of works: which items and paragraphs are entries of a bibliography, and which tell a document's history."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Literal

from ketclaims.document.features import heading_words
from ketclaims.document.imprints import is_printed, is_work
from ketclaims.document.matter import matter
from ketclaims.document.pieces import Piece
from ketclaims.document.words import DocumentWords
from ketclaims.model import Span

Section = Literal["works", "notes", "history", "aside", "terms", "other"]

# An entry says in so many characters what it is; what is searched in a piece stays bounded.
LONGEST_ENTRY = 600
# A heading behind a list of works is shorter than any entry: "About the author"
LONGEST_CLOSING = 60
# The label of a list that stands in a paragraph: "Refs: 1 Pract Pharmacol 2018;7:41-9."
LONGEST_LABEL = 40
LONGEST_ASIDE = 120


def cited(text: str, found: Sequence[Piece], words: DocumentWords) -> list[Piece]:
    """The pieces in order, where entries of a list of works are references and dated lines of a history metadata."""
    pieces: list[Piece] = []
    for section, part in _sections(text, found, words):
        if section == "works" or (section == "notes" and _mostly(text, part, is_work)):
            pieces += (part[0], *map(_reference, part[1:]))
        elif section in ("aside", "terms"):
            pieces += map(_aside, part)
        elif section == "history":
            pieces += (_revision(text, piece, words) for piece in part)
        else:
            pieces += (_labelled(text, piece, words) for piece in _loose(text, part))
    return pieces


def _sections(text: str, found: Sequence[Piece], words: DocumentWords) -> Iterator[tuple[Section, Sequence[Piece]]]:
    """The pieces in stretches, from one heading to the next, with what the heading says they are."""
    section: Section = "other"
    start = 0
    for at, piece in enumerate(found):
        if piece.kind in ("heading", "paragraph"):
            below = found[at + 1] if at + 1 < len(found) else None
            opened = _opened(text, piece, below, section, words)
            if opened:
                yield section, found[start:at]
                section, start = opened, at
    yield section, found[start:]


def _opened(text: str, piece: Piece, below: Piece | None, section: Section, words: DocumentWords) -> Section | None:
    """The section that a piece opens, if it opens one; a list of works has entries that look like headings."""
    if piece.kind == "paragraph":
        return _turned(text, piece, section, words)
    if piece.kind != "heading":
        return None
    heading = heading_words(piece.span.of(text))
    named = _named(heading, words) or ("aside" if matter(words).is_aside(piece.span.of(text)) else None)
    if section in ("aside", "terms") and not named:
        return None if _stays(text, piece, below, words) else "other"
    if named or section not in ("works", "notes") or piece.form == "hash" or heading in words.end_matter:
        return named or "other"
    return None if _is_entry(text, piece, below) else "other"


def _named(heading: str, words: DocumentWords) -> Section | None:
    """The section that a heading is the name of, where such sections are read in a way of their own."""
    if heading in words.bibliography:
        return "works"
    if heading in words.notes:
        return "notes"
    return "history" if heading in words.history else None


def _is_entry(text: str, piece: Piece, below: Piece | None) -> bool:
    """Whether what looks like a heading is an entry of a list of works, or the beginning of one."""
    heading = piece.span.of(text)
    entry = len(heading) > LONGEST_CLOSING or is_work(heading) or any(map(str.isdigit, heading))
    return entry or (below is not None and is_work(_head(text, below)))


def _turned(text: str, piece: Piece, section: Section, words: DocumentWords) -> Section | None:
    """The section that a paragraph opens: a line above terms or names, or what ends those or a list of works."""
    if section == "works":
        return "other" if _closes(text, piece, words) else None
    size = piece.span.end - piece.span.start
    if size <= LONGEST_LABEL and ":" not in piece.span.of(text) and matter(words).is_aside(piece.span.of(text)):
        return "terms"
    return "other" if section == "terms" and size > LONGEST_ASIDE else None


def _stays(text: str, piece: Piece, below: Piece | None, words: DocumentWords) -> bool:
    """Whether what looks like a heading is an entry of what a record tells of a work: no prose stands below."""
    heading = heading_words(piece.span.of(text))
    if piece.form == "hash" or heading in words.end_matter | words.sections | words.kickers:
        return False
    return below is None or below.kind != "paragraph" or below.span.end - below.span.start <= LONGEST_ASIDE


def _closes(text: str, piece: Piece, words: DocumentWords) -> bool:
    """Whether a paragraph ends a list of works, as "Disclaimer: this page ..." does."""
    return _label(text, piece, LONGEST_CLOSING) in words.end_matter


def _loose(text: str, part: Sequence[Piece]) -> Iterable[Piece]:
    """The pieces of an ordinary section; a numbered list is a list of works if half of it says where they appeared."""
    if not any(map(_is_numbered, part)):
        return part
    runs = [(listed, list(run)) for listed, run in groupby(part, key=_is_numbered)]
    works = ((listed and _mostly(text, run, is_printed), run) for listed, run in runs)
    return chain.from_iterable(map(_reference, run) if cited else run for cited, run in works)


def _labelled(text: str, piece: Piece, words: DocumentWords) -> Piece:
    """A paragraph that its label makes a list of works as a reference: "Refs: 1 Pract Pharmacol 2018;7:41-9."; one that
    it makes a remark on the work as metadata: "Conflict of interest: ..."."""
    if piece.kind in ("paragraph", "heading", "item") and piece.form != "hash" and _is_remark(text, piece, words):
        return _aside(piece)
    if piece.kind != "paragraph":
        return piece
    listed = _label(text, piece, LONGEST_LABEL) in words.bibliography and is_printed(_head(text, piece))
    return _reference(piece) if listed else piece


def _is_remark(text: str, piece: Piece, words: DocumentWords) -> bool:
    """Whether a piece begins with the label of a remark on the work and a colon."""
    head = text[piece.span.start : min(piece.span.end, piece.span.start + LONGEST_LABEL)]
    return ":" in head and matter(words).is_aside(head)


def _label(text: str, piece: Piece, most: int) -> str:
    """The words before a colon among so many first characters of a piece, as the lists of words have them, or none."""
    label, colon, _ = _head(text, piece, most).partition(":")
    return heading_words(label) if colon else ""


def _is_numbered(piece: Piece) -> bool:
    """Whether a piece is an item with a number or the mark of a note."""
    return piece.kind == "item" and piece.form in ("number", "note")


def _mostly(text: str, part: Sequence[Piece], test: Callable[[str], bool]) -> bool:
    """Whether half of the items and paragraphs or more pass the test."""
    entries = [piece for piece in part if piece.kind in ("item", "paragraph")]
    passed = sum(test(_head(text, piece)) for piece in entries)
    return bool(entries) and passed * 2 >= len(entries)


def _head(text: str, piece: Piece, most: int = LONGEST_ENTRY) -> str:
    """As much of a piece as tells an entry, or so many of its first characters."""
    return text[piece.span.start : min(piece.span.end, piece.span.start + most)]


def _reference(piece: Piece) -> Piece:
    """An item, a paragraph or what looked like a heading, as a reference with its number."""
    if piece.kind not in ("item", "paragraph", "heading") or piece.form == "hash":
        return piece
    start = piece.marker.start if piece.marker else piece.span.start
    return piece._replace(kind="reference", span=Span(start, piece.span.end), marker=None)


def _aside(piece: Piece) -> Piece:
    """A piece of what is told of the work as metadata; a row stays, as its cells are no lines."""
    return piece if piece.kind in ("row", "header", "navigation") else piece._replace(kind="metadata")


def _revision(text: str, piece: Piece, words: DocumentWords) -> Piece:
    """A paragraph or item that begins with a date, as metadata."""
    dated = piece.kind in ("paragraph", "item") and matter(words).is_revision(piece.span.of(text))
    return piece._replace(kind="metadata") if dated else piece
