"""Phrases that say nothing, because another phrase of the pack says it already, or says the contrary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from ketclaims.lexicon.entries import Table
from ketclaims.lexicon.faults import Tables
from ketclaims.lexicon.references import Said
from ketclaims.lexicon.shapes import shown
from ketclaims.phrases import Phrase

SPEAKING = ("names", "cues", "hints")
NAMING = ("names", "exact", "except", "generic", "controlled")


def shadows(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    """The file, what is wrong, the entry and the key of each phrase that another one makes useless."""
    for file in ("measures", "conditions", "interventions", "routes"):
        keys = (*SPEAKING, "against") if file == "measures" else NAMING
        for name, entry in tables[file].items():
            yield from ((file, *said) for key in keys for said in _repeated(name, entry, key))
    for name, entry in tables["measures"].items():
        yield from (("measures", *said) for said in _contradicted(name, entry))
    yield from (("measures", *said) for said in _disputed(tables["measures"]))


def _repeated(name: str, entry: Table, key: str) -> Said:
    """Phrases that a phrase of the same list includes: "responds" beside "respond*"."""
    seen: set[str] = set()
    for wide, narrow in permutations(entry.get(key, ()), 2):
        # Of two that say the same in other signs, the later is one too many.
        if narrow not in seen and wide not in seen and _includes(wide, narrow, exact=key == "exact"):
            seen.add(narrow)
            yield f"a phrase that {shown(wide)} does not include was expected, {shown(narrow)} was found.", name, key


def _contradicted(name: str, entry: Table) -> Said:
    """Phrases that speak for a measure and against it."""
    for key in SPEAKING:
        for phrase in entry.get(key, ()):
            for against in entry.get("against", ()):
                if _includes(against, phrase):
                    says = f"a phrase that does not speak `against` it was expected, {shown(phrase)} was found"
                    yield f"{says} ({shown(against)} includes it).", name, key


def _disputed(measures: Table) -> Said:
    """Phrases by which two measures of one dimension are named: they cannot be told apart by it."""
    for (one, a), (other, b) in combinations(measures.items(), 2):
        if {*a["dimensions"]} & {*b["dimensions"]}:
            taken = {_words(phrase) for phrase in a.get("names", ())}
            for phrase in b.get("names", ()):
                if _words(phrase) in taken:
                    says = f"a name that {one} of the same dimension does not have was expected"
                    yield f"{says}, {shown(phrase)} was found.", other, "names"


def _words(phrase: str, *, exact: bool = False) -> tuple[str, ...]:
    return Phrase.parse(phrase, "", "", exact=exact).words


def _includes(wide: str, narrow: str, *, exact: bool = False) -> bool:
    """Whether every text that a phrase fits is one that a wider phrase of as many words fits too."""
    pairs = (_words(wide, exact=exact), _words(narrow, exact=exact))
    if len(pairs[0]) != len(pairs[1]):
        return False
    return all(_covers(a, b) for a, b in zip(*pairs, strict=True))


def _covers(wide: str, narrow: str) -> bool:
    """Whether one word of a phrase fits wherever another does: "fail*" wherever "failed" does."""
    begun = wide.endswith("*") and narrow.startswith(wide[:-1])
    ended = wide.startswith("*") and narrow.startswith("*") and narrow.endswith(wide[1:])
    return wide == narrow or begun or ended
