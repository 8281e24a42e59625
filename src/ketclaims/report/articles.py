"""The text of each article with every claim, context and exclusion marked where it stands, and notes beside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ketclaims.document import parse
from ketclaims.model import Span
from ketclaims.plots.cells import weightiest
from ketclaims.plots.labels import context_words, said, subject_words
from ketclaims.report.corpus import Corpus
from ketclaims.report.words import CONTRADICTED, DISPOSITIONS, REASONS
from ketclaims.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Note:
    """What a number is there for: of a claim what it measures and of what, of another why it is none."""

    kind: str
    claim_id: str
    words: str
    subject: str
    standing: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that the ledger knows, with its number in the article and the notes on it."""

    span: Span
    number: int
    kind: str
    sign: str
    notes: tuple[Note, ...]

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """The claims that the stretch states."""
        return tuple(note.claim_id for note in self.notes if note.claim_id)


@dataclass(frozen=True, slots=True)
class Part:
    """Characters of the text in a row, marked or not."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of the article in stretches, each a part of a claim's quote or not; ``marks`` are those in it."""

    kind: str
    stretches: tuple[tuple[bool, tuple[Part, ...]], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the page shows it; ``misplaced`` counts rows that do not stand where their table says."""

    source: str
    pieces: tuple[Piece, ...]
    misplaced: int

    @property
    def marks(self) -> Iterator[Mark]:
        """All marks in the order of the text."""
        return (mark for piece in self.pieces for mark in piece.marks)

    def count(self, kind: str) -> int:
        """How many notes of a kind there are."""
        return sum(note.kind == kind for mark in self.marks for note in mark.notes)


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles that the page shows, why some could not be read, and how many others there are."""

    articles: tuple[Article, ...]
    unread: Sequence[str]
    others: int

    @property
    def marked(self) -> Iterable[str]:
        """The identifiers of the claims that are marked in a text."""
        return (name for article in self.articles for mark in article.marks for name in mark.claim_ids)


def articles_of(corpus: Corpus) -> Articles:
    """The articles of which the page shows every claim, as far as they are there and fit."""
    found = tuple(_article(source, text, corpus) for source, text in corpus.shelf.texts.items())
    others = len(corpus.scope.told) - len(found) - len(corpus.shelf.unread)
    return Articles(found, tuple(corpus.shelf.unread.values()), others)


def _article(source: str, text: str, corpus: Corpus) -> Article:
    entries = corpus.shelf.entries[source]
    placed = [row for row in entries if _place(row).of(text) == row["value_text"]]
    marks = _marks(placed, corpus)
    quotes = _merged(_quote(row) for row in placed if row["disposition"] == "claim")
    pieces = [_piece(kind, span, text, marks, quotes) for kind, span in _blocks(text, corpus)]
    shown = sum(len(mark.notes) for piece in pieces for mark in piece.marks)
    return Article(source, tuple(pieces), len(entries) - shown)


def _place(row: Row) -> Span:
    return Span(int(said(row, "value_start")), int(said(row, "value_end")))


def _quote(row: Row) -> Span:
    return Span(int(said(row, "quote_start")), int(said(row, "quote_end")))


def _marks(entries: Sequence[Row], corpus: Corpus) -> list[Mark]:
    """The places of the ledger in order; rows that share characters share a mark."""
    placed = sorted(entries, key=_place)
    spans = _merged(map(_place, placed), touching=False)
    remaining = iter(placed)
    row = next(remaining, None)
    marks = []
    for number, span in enumerate(spans, 1):
        notes = []
        while row is not None and span.holds(_place(row)):
            notes.append(_note(row, corpus))
            row = next(remaining, None)
        marks.append(_mark(span, number, tuple(notes)))
    return marks


def _mark(span: Span, number: int, notes: tuple[Note, ...]) -> Mark:
    kinds = [note.kind for note in notes]
    kind = next(name for name in DISPOSITIONS if name in kinds)
    contradicted = any(note.standing == "conflict" for note in notes)
    return Mark(span, number, kind, CONTRADICTED if contradicted else DISPOSITIONS[kind][0], notes)


def _note(row: Row, corpus: Corpus) -> Note:
    claim = corpus.claims.get(said(row, "entry_id"))
    if row["disposition"] != "claim" or claim is None:
        kind = said(row, "disposition")
        return Note(kind, "", REASONS.get(said(row, "reason"), ""), "", "")
    name = said(claim, "claim_id")
    words = (subject_words(claim, corpus.lexicon), context_words(claim, corpus.lexicon))
    standing = "" if "pairs" in corpus.missing else weightiest(corpus.standing.get(name, ()))
    return Note("claim", name, said(claim, "measure"), ", ".join(part for part in words if part), standing)


def _merged(spans: Iterable[Span], *, touching: bool = True) -> list[Span]:
    """Spans in order, those that share characters as one; by wish also those that touch."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and (span.start < found[-1].end or (touching and span.start == found[-1].end)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _blocks(text: str, corpus: Corpus) -> Iterator[tuple[str, Span]]:
    """The blocks of a text with their markers, and whatever else stands between them."""
    at = 0
    for block in parse(text, corpus.lexicon.document).blocks:
        start = min(block.span.start, block.marker.start if block.marker else block.span.start)
        if text[at:start].strip():
            yield "rest", Span(at, start)
        yield block.kind, Span(start, block.span.end)
        at = block.span.end
    if text[at:].strip():
        yield "rest", Span(at, len(text))


def _piece(kind: str, span: Span, text: str, marks: Sequence[Mark], quotes: Sequence[Span]) -> Piece:
    first, last = (bisect_left(marks, end, key=lambda mark: mark.span.start) for end in span)
    own = tuple(mark for mark in marks[first:last] if span.holds(mark.span))
    # The quotes are apart and in order, so those that meet the span stand in a row.
    above = bisect_right(quotes, span.start, key=lambda quote: quote.end)
    below = bisect_left(quotes, span.end, key=lambda quote: quote.start)
    parts = _parts(span, text, own, quotes[above:below])
    grouped = groupby(parts, key=lambda part: part[0])
    return Piece(kind, tuple((quoted, tuple(part for _, part in same)) for quoted, same in grouped), own)


def _parts(span: Span, text: str, marks: Sequence[Mark], quotes: Sequence[Span]) -> Iterator[tuple[bool, Part]]:
    """The characters of a span from mark to mark and from one end of a quote to the next; whether each is quoted."""
    by_start = {mark.span.start: mark for mark in marks}
    inner = [at for quote in quotes for at in quote if not any(m.span.start < at < m.span.end for m in marks)]
    ends = [at for mark in marks for at in mark.span]
    cuts = sorted({span.start, span.end, *ends, *(at for at in inner if span.start < at < span.end)})
    for start, end in pairwise(cuts):
        quoted = any(quote.start <= start < quote.end for quote in quotes)
        yield quoted, Part(text[start:end], by_start.get(start))
