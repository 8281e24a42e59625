"""The works that articles list."""

from __future__ import annotations

from dataclasses import replace

from ketclaims.model import ONLINE_VERDICTS, REFERENCE_VERDICTS
from ketclaims.tables.columns.column import (
    CHARACTERS,
    IDENTIFIER,
    Column,
    Table,
    identifier,
    listing,
    number_of,
    offset,
    source,
    text,
    word,
)

_WRITTEN = "as written"
_CITED = (
    ("authors", f"the authors, {_WRITTEN}"),
    ("title", f"the title, {_WRITTEN}"),
    ("journal", f"the journal, book or site, {_WRITTEN}"),
    ("year", f"the year of publication, {_WRITTEN}"),
    ("volume", f"the volume, {_WRITTEN}"),
    ("issue", f"the issue, {_WRITTEN}"),
    ("pages", f"the pages or the number of the article, {_WRITTEN}"),
    ("doi", f"the DOI, {_WRITTEN}, without resolver; one that a line breaks has the break"),
    ("pmid", "the PubMed identifier"),
    ("pmcid", "the PubMed Central identifier"),
    ("isbn", f"the ISBN, {_WRITTEN}"),
    ("issn", f"the ISSN, {_WRITTEN}"),
    ("url", f"the first other address, {_WRITTEN}"),
)


def _places(name: str) -> tuple[Column, ...]:
    ends = (("start", f"where the {name} begins in the source"), ("end", f"where the {name} ends, exclusive"))
    return tuple(Column(f"{name}_{end}", "Int64", says, unit=CHARACTERS, least=0) for end, says in ends)


REFERENCES = Table(
    "references",
    "The works that the sources list, each held against what its DOI and its journal say of it; nothing was looked up.",
    (
        identifier("reference_id", "identifier made from the source and the place"),
        source("source", "source that lists the work"),
        number_of("number", "number of the work in the list as written, else its place in the list"),
        *(text(name, description) for name, description in _CITED),
        text("doi_whole", "the DOI without breaks and as it is registered, in small letters"),
        word("verdict", "what the checks come to", REFERENCE_VERDICTS, required=True),
        text("reason", "the verdict in a sentence", required=True),
        listing("cited_by", "the claims whose sentence cites the work", IDENTIFIER),
        text("entry", "the whole entry, verbatim", required=True),
        offset("entry_start", "where the entry begins in the source"),
        offset("entry_end", "where the entry ends, exclusive"),
        *(column for name, _ in _CITED for column in _places(name)),
    ),
    key="reference_id",
)

BIBLIOGRAPHY = Table(
    "bibliography",
    "The works that any articles list, as `references` has them, and what Crossref says if it was asked.",
    (
        *(column if column.name == "source" else replace(column, required=False) for column in REFERENCES.columns),
        word("online", "whether Crossref's record of the DOI agrees, if it was asked", ONLINE_VERDICTS),
        text("online_reason", "what differs from Crossref's record, or why there is none"),
        text("error", "why the source could not be read"),
    ),
    key="reference_id",
)
