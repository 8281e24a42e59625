"""The words that the parts of a document are told apart by, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ketclaims.model import DataError

Words = frozenset[str]


class DocumentWords(NamedTuple):
    """The lists of ``lexicons/core/document.toml``, which says what each is for; all in lower case.

    ``subjects`` are the names that a pack knows, which open a line as what it is about, not as who speaks it.
    """

    before_name: Words
    before_number: Words
    inside: Words
    either: Words
    openers: Words
    bibliography: Words
    notes: Words
    end_matter: Words
    asides: Words
    kickers: Words
    history: Words
    numbered: Words
    sections: Words
    navigation: Words
    buttons: Words
    navigation_openers: Words
    contact: Words
    days: Words
    street: Words
    institutes: Words
    registered: Words
    labels: Words
    titles: Words
    dated: Words
    counted: Words
    months: Words
    subjects: Words = frozenset()

    def opens_back_matter(self, heading: str) -> bool:
        """Whether a heading, in lower case, opens a part at the end of an article: its works, notes or the like."""
        return heading in self.bibliography or heading in self.notes or heading in self.end_matter


def document_words(table: Mapping[str, Any]) -> DocumentWords:
    """The words in a parsed ``document.toml``: a mapping from each list's name to a table with ``words``.

    Lists that are missing or unknown, or whose ``words`` is no list of strings, are a ``DataError`` that names each.
    """
    names = tuple(name for name in DocumentWords._fields if name not in DocumentWords._field_defaults)
    faults = [f"the list [{name}] is missing" for name in names if name not in table]
    faults += [f"the list [{name}] is unknown; known are {', '.join(names)}" for name in table if name not in names]
    listed = [name for name in names if name in table]
    faults += [f"[{name}] needs `words`, a list of strings" for name in listed if not _valid(table[name])]
    if faults:
        raise DataError(tuple(faults))
    return DocumentWords(**{name: frozenset(word.casefold() for word in table[name]["words"]) for name in names})


def _valid(entry: Any) -> bool:
    """Whether a table of the file holds a list of strings under ``words``."""
    words = entry.get("words") if isinstance(entry, Mapping) else None
    return isinstance(words, list) and all(isinstance(word, str) for word in words)
