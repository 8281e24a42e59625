"""Entries in the notation of BibTeX: ``@article{key, title = {...}, year = 2006}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketclaims.model import Span
from ketclaims.references.records import Field, FieldName, Reference

LONGEST = 20_000
"""An entry that is not closed within so many characters is none."""
_ENTRY = re.compile(
    r"@(?!(?:comment|string|preamble)\b)[A-Za-z]{2,30}\s{0,3}\{\s{0,3}(?P<key>[^\s,{}=\"]{0,120})\s{0,3},",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]{0,30})\s{0,20}=\s{0,20}(?=[{\"\w])")
_BARE = re.compile(r"\w+")
# Without the resolver that some put before it
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9})*/\S+")
_NAMES: dict[str, FieldName] = {
    "author": "authors",
    "title": "title",
    "journal": "journal",
    "journaltitle": "journal",
    "booktitle": "journal",
    "year": "year",
    "date": "year",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "pages": "pages",
    "eid": "pages",
    "doi": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "isbn": "isbn",
    "issn": "issn",
    "url": "url",
}


def bibtex_entries(text: str) -> Iterator[Span]:
    """Where the entries of BibTeX stand in a text, from ``@`` to the brace that closes each before the next begins."""
    opened = list(_ENTRY.finditer(text))
    for at, found in enumerate(opened):
        following = opened[at + 1].start() if at + 1 < len(opened) else len(text)
        end = _closed(text, text.index("{", found.start()), min(following, found.start() + LONGEST))
        if end is not None:
            yield Span(found.start(), end)


def read_bibtex(text: str, span: Span, number: int) -> Reference:
    """The record of an entry of BibTeX; its key is the label."""
    opened = _ENTRY.match(text, span.start, span.end)
    fields: dict[FieldName, Field] = {}
    at = opened.end() if opened else span.end
    while found := _FIELD.search(text, at, span.end - 1):
        inner, at = _value(text, found.end(), span.end - 1)
        name = _NAMES.get(found["name"].lower())
        if name and name not in fields and inner.start < inner.end:
            fields[name] = Field(inner.of(text), inner)
    doi = fields["doi"].value if "doi" in fields else ""
    bare = _DOI.search(doi)
    return Reference(number, span, opened["key"] if opened else "", fields, bare.group() if bare else doi)


def _value(text: str, start: int, end: int) -> tuple[Span, int]:
    """The value that begins at a brace, a quotation mark or a word, without these; and where to go on."""
    if text[start] == "{":
        closed = _closed(text, start, end) or end
        inner = Span(start + 1, max(start + 1, closed - 1))
    elif text[start] == '"':
        closed = text.find('"', start + 1, end) + 1 or end
        inner = Span(start + 1, max(start + 1, closed - 1))
    else:
        word = _BARE.match(text, start, end)
        closed = word.end() if word else start + 1
        inner = Span(start, closed)
    return _bared(text, inner), closed


def _bared(text: str, span: Span) -> Span:
    """Without white space at the ends."""
    inside = span.of(text)
    start = span.start + len(inside) - len(inside.lstrip())
    return Span(start, max(start, start + len(inside.strip())))


def _closed(text: str, start: int, end: int) -> int | None:
    """Behind the brace that closes the one at ``start``, or nothing if none does before ``end``."""
    depth = 0
    for brace in re.compile(r"[{}]").finditer(text, start, end):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return brace.end()
    return None
