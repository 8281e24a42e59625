"""From documents to rows by way of parts that are kept, so that what is done is done whatever comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ketclaims.articles import write_text
from ketclaims.runs.extraction import Extracted, claims_of, documents_table
from ketclaims.runs.folder import WorkFolder
from ketclaims.runs.parts import Part
from ketclaims.runs.settings import Settings
from ketclaims.tables.arrow import rows_of_arrow
from ketclaims.tables.columns import EXTRACT
from ketclaims.tables.rows import Row

Advance = Callable[[int], None]
"""Is told how many documents are done, whenever some are."""
Compute = Callable[[Iterator[Part], Settings], Iterable[tuple[Part, Extracted]]]
"""Gives each part with what came out of it, in any order; takes the next part only when it has room for it."""


def compute_here(parts: Iterator[Part], settings: Settings) -> Iterator[tuple[Part, Extracted]]:
    """Compute parts one after the other in this process."""
    for part in parts:
        yield part, claims_of(documents_table(part.documents), settings)


def run(parts: Iterable[Part], settings: Settings, folder: WorkFolder, compute: Compute, advance: Advance) -> list[str]:
    """Compute every part that ``folder`` does not hold yet and keep it there; gives the keys of all, in order."""
    keys: list[str] = []
    for part, extracted in compute(_lacking(parts, folder, keys, advance), settings):
        folder.keep(part, extracted)
        advance(len(part.documents))
    return keys


def _lacking(parts: Iterable[Part], folder: WorkFolder, keys: list[str], advance: Advance) -> Iterator[Part]:
    for part in parts:
        keys.append(part.key)
        if folder.holds(part):
            advance(len(part.documents))
        else:
            yield part


def kept_rows(keys: Iterable[str], folder: WorkFolder, texts: Path | None = None) -> Iterator[Row]:
    """The rows of parts that are kept, in the order of ``keys``; on the way their texts are written to ``texts``."""
    for key in keys:
        if texts:
            for source, text in folder.texts(key):
                write_text(texts, source, text)
        yield from rows_of_arrow(folder.claims(key), EXTRACT)
