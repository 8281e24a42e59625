"""The cases that a pack's entries carry: examples, which must yield the entry, and texts that must not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ketclaims.claims import extract
from ketclaims.claims.scenes.hits import longest
from ketclaims.lexicon import VOCABULARIES, Lexicon
from ketclaims.lexicon.faults import Tables
from ketclaims.lexicon.shapes import shown
from ketclaims.model import Span
from ketclaims.packs.readings import readings
from ketclaims.phrases import words_of
from ketclaims.quantities import find_quantities

LISTS = ("examples", "not", "names", "exact")
"""The keys that hold cases; a name of a term, read alone, is an example of it too."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text that an entry carries: the file, the entry and the key under which it stands."""

    file: str
    entry: str
    key: str
    text: str

    def __str__(self) -> str:
        """Where it stands, and the text."""
        return f"{self.file} [{self.entry}] {self.key}: {self.text}"

    def fault(self, lexicon: Lexicon) -> str:
        """What the text yields otherwise than expected, in a sentence; empty where it does what it says."""
        found = self._found(lexicon)
        if self.key == "not":
            if self.entry not in found:
                return ""
            return f"{shown(self.text)} was expected to yield no {self.entry}, but does{self._because(lexicon)}."
        if self.entry in found and (self.file == "measures" or len(found) == 1):
            return ""
        others = ", ".join(sorted(found)) or "nothing"
        return f"{shown(self.text)} was expected to yield {self.entry}, {others} was found{self._because(lexicon)}."

    def _because(self, lexicon: Lexicon) -> str:
        return f" ({readings(self.text, self.entry, lexicon)})" if self.file == "measures" else ""

    def _found(self, lexicon: Lexicon) -> Collection[str]:
        if self.file == "measures":
            return measures_of(self.text, lexicon)
        if self.file in VOCABULARIES:
            return terms_of(self.text, self.file, lexicon)
        return units_of(self.text, lexicon)


def measures_of(text: str, lexicon: Lexicon) -> set[str]:
    """The measures that a text, read as an article of its own, claims."""
    return {claim.measure for claim in extract(text, "example", lexicon).claims}


def terms_of(text: str, kind: str, lexicon: Lexicon) -> set[str]:
    """The terms of a kind that a text names, without those inside a longer name."""
    whole = Span(0, len(text))
    hits = longest(lexicon.phrases.scan(words_of(text, whole), whole))
    return {hit.term for hit in hits if hit.kind == kind}


def units_of(text: str, lexicon: Lexicon) -> list[str]:
    """The unit of each quantity of a text; a number of events per day counts events."""
    return [quantity.unit.removesuffix("/d") or "{event}" for quantity in find_quantities(text, lexicon)]


def pack_cases(tables: Tables) -> Iterator[Case]:
    """Every case of a pack's tables, which have to be of the right shape."""
    for file, table in tables.items():
        for entry, keys in table.items():
            for key in LISTS:
                if key in ("examples", "not") or file in VOCABULARIES:
                    yield from (Case(file, entry, key, _read_alone(text, key)) for text in keys.get(key, ()))


def _read_alone(text: str, key: str) -> str:
    """A name as it stands in a text: without the signs that say how it may go on."""
    return text if key in ("examples", "not") else " ".join(text.replace("*", "").replace("..", " ").split())
