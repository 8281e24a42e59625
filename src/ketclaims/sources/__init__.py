"""Articles of any supported format and the list of them: files in, text and ``Source`` records out."""

from __future__ import annotations

from ketclaims.sources.documents import NEEDED, read_text, text_of
from ketclaims.sources.finding import find_articles, source_name
from ketclaims.sources.folders import TextFolder
from ketclaims.sources.limits import DEFAULT, Limits
from ketclaims.sources.manifest import (
    MANIFEST,
    Source,
    parse_sources,
    read_article,
    read_sources,
    unlisted,
)

__all__ = [
    "DEFAULT",
    "MANIFEST",
    "NEEDED",
    "Limits",
    "Source",
    "TextFolder",
    "find_articles",
    "parse_sources",
    "read_article",
    "read_sources",
    "read_text",
    "source_name",
    "text_of",
    "unlisted",
]
