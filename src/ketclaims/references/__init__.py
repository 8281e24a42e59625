"""Bibliographies: the works that a text cites, as records, and what can be checked of them offline."""

from __future__ import annotations

from ketclaims.model import Document
from ketclaims.references.bibtex import read_bibtex
from ketclaims.references.citing import citing_figures
from ketclaims.references.entries import find_entries
from ketclaims.references.entry import read_entry
from ketclaims.references.records import FIELD_NAMES, Assessment, Field, FieldName, Reference
from ketclaims.references.registry import Decoded, Journal, Registrant, Registry, registry_of
from ketclaims.references.verdicts import assess

__all__ = [
    "FIELD_NAMES",
    "Assessment",
    "Decoded",
    "Field",
    "FieldName",
    "Journal",
    "Reference",
    "Registrant",
    "Registry",
    "assess",
    "citing_figures",
    "find_references",
    "registry_of",
]


def find_references(document: Document) -> tuple[Reference, ...]:
    """The works that a document lists, in the order of its text.

    Every field stands in the text where its span says. A number is the one that the entry has in the text, else its
    place in the list.
    """
    text = document.text
    return tuple(
        (read_bibtex if text[span.start] == "@" else read_entry)(text, span, place)
        for place, span in enumerate(find_entries(document), 1)
    )
