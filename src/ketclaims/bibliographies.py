"""The bibliographies of articles as rows and frames: what is known of registrants is read here, once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ketclaims.articles import Document, load_documents, text_of_document
from ketclaims.document import parse
from ketclaims.model import InputError, Span
from ketclaims.quantities import find_mentions
from ketclaims.references import Reference, Registry, assess, citing_figures, find_references, registry_of
from ketclaims.sources import MANIFEST, read_sources
from ketclaims.tables.references import listed_row, reference_row, unread_row
from ketclaims.tables.rows import Row, claim_rows

if TYPE_CHECKING:
    import pandas as pd

    from ketclaims.lexicon import Lexicon

REGISTRANTS = Path(__file__).parent / "references" / "registrants.toml"

Ask = Callable[[Reference], Row]
"""What is asked of somebody else about a work: the columns that the answer fills."""


@lru_cache(maxsize=1)
def default_registry() -> Registry:
    """What is known of registrants and journals, as it comes with the package."""
    return registry_of(tomllib.loads(REGISTRANTS.read_text("utf-8")))


def bibliography_rows(
    source: str, text: str, lexicon: Lexicon, claims: Sequence[Row] = (), latest: int | None = None
) -> list[Row]:
    """The works that a text lists, in its order, as the references table has them.

    ``claims`` are rows of claims of the text: a work names those whose sentence cites it. No work can have appeared
    after the year ``latest``.
    """
    return [row for _, row in _listed(source, text, lexicon, claims, latest)]


def _listed(
    source: str, text: str, lexicon: Lexicon, claims: Sequence[Row], latest: int | None
) -> Iterator[tuple[Reference, Row]]:
    document = parse(text, lexicon.document)
    references = find_references(document)
    if not references:
        return
    figures = [Span(int(row["value_start"] or 0), int(row["value_end"] or 0)) for row in claims]
    cited = citing_figures(document, find_mentions(text, lexicon) if figures else (), references, figures)
    for reference, assessment, citing in zip(
        references, assess(references, default_registry(), latest), cited, strict=True
    ):
        identifiers = [claims[at]["claim_id"] for at in citing]
        yield reference, reference_row(source, text, reference, assessment, identifiers)


def document_rows(document: Document, lexicon: Lexicon, latest: int | None = None, ask: Ask | None = None) -> list[Row]:
    """The works that a document lists; whatever is wrong with the document, one row that says so.

    ``ask`` is asked about each work, and what it answers stands in the row of the work.
    """
    try:
        text = text_of_document(document)
    except InputError as fault:
        return [unread_row(document.source, str(fault))]
    from ketclaims.claims import extract

    claims = claim_rows(extract(text, document.source, lexicon), lexicon)
    found = _listed(document.source, text, lexicon, claims, latest)
    return [listed_row(row | (ask(reference) if ask else {})) for reference, row in found]


def dataset_documents(data: Path, year: int) -> Iterator[tuple[Document, int]]:
    """The articles of a dataset, each with the year in which it was published, or ``year`` where that is not known.

    ``InputError`` where the list of its articles cannot be read.
    """
    raw = data / "raw"
    for source in read_sources(raw / MANIFEST):
        for document in load_documents([(source.source, raw / source.file)]):
            yield document, int(source.published[:4]) if source.published else year


def check_references(
    text: str, source: str = "text", lexicon: Lexicon | None = None, latest: int | None = None
) -> pd.DataFrame:
    """The works that a text lists as a validated frame, with their verdicts and the claims that cite them."""
    from ketclaims.claims import extract
    from ketclaims.lexicon import default_lexicon
    from ketclaims.tables.columns import REFERENCES
    from ketclaims.tables.frames import valid_frame

    known = lexicon or default_lexicon()
    claims = claim_rows(extract(text, source, known), known)
    rows: Iterable[Row] = bibliography_rows(source, text, known, claims, latest)
    return valid_frame(rows, REFERENCES, known, {source: text})
