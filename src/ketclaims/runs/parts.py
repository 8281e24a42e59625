"""Documents in parts: small enough to be computed again without grief, each named by what its result depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ketclaims.articles import Document

PART_BYTES = 200_000
"""A part ends with the document that reaches this size: some tenths of a second of work."""
PART_DOCUMENTS = 32


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents that follow one another; ``key`` is the SHA-256 of the documents and of the settings."""

    key: str
    documents: tuple[Document, ...]

    @classmethod
    def of(cls, documents: Iterable[Document], digest: str) -> Part:
        """The part of ``documents`` in a run whose settings have that digest."""
        listed = tuple(documents)
        named = [(document.source, document.file, _sha256(document.data), document.fault) for document in listed]
        return cls(hashlib.sha256(json.dumps([digest, named]).encode("ascii")).hexdigest(), listed)


def _sha256(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def cut(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    """Documents in groups, in their order, each as soon as it is full; the same documents give the same groups."""
    gathered: list[Document] = []
    size = 0
    for document in documents:
        gathered.append(document)
        size += len(document.data or b"")
        if size >= PART_BYTES or len(gathered) == PART_DOCUMENTS:
            yield tuple(gathered)
            gathered, size = [], 0
    if gathered:
        yield tuple(gathered)
