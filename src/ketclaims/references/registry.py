"""What is known of registrants and journals, and what a DOI says of the work that it is given to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ketclaims.references.titles import same_journal, words_of

LAG = 2
"""So many years after it got its DOI a work may appear in print, where nothing else is known."""
PIVOT = 50
"""Two digits from here on are a year of the twentieth century."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """How a journal counts: volume ``volume`` is the first of ``year``, ``yearly`` volumes a year, since ``since``."""

    volume: int
    year: int
    yearly: int
    since: int

    def year_of(self, volume: int) -> int | None:
        """The year of a volume, or nothing for one before it is known how the journal counted."""
        year = self.year + (volume - self.volume) // self.yearly
        return year if year >= self.since else None


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal: its name, then others that it goes by; its ISSNs; how it counts its volumes."""

    key: str
    names: tuple[str, ...]
    issn: tuple[str, ...] = ()
    volumes: Volumes | None = None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Stem:
    """One form of what stands behind the slash of a DOI; ``like`` is what must have a form if it looks like this."""

    form: re.Pattern[str]
    like: re.Pattern[str] | None
    journal: str | None
    letters: Mapping[str, int]
    lag: int
    examples: tuple[Mapping[str, Any], ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registrant:
    """Who gives out the DOIs of some prefixes, and the forms that these have; ``closed`` if they have no other."""

    name: str
    prefixes: tuple[str, ...]
    source: str
    closed: bool
    codes: Mapping[str, str]
    stems: tuple[Stem, ...]


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a DOI says of its work. ``malformed``: its registrant gives out no DOI of such a form.

    ``year`` is when the DOI was given out; the work may appear in print up to ``lag`` years later.
    """

    registrant: Registrant | None = None
    malformed: bool = False
    journal: Journal | None = None
    year: int | None = None
    lag: int = LAG
    issn: str = ""
    pii: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    article: str = ""

    @property
    def says(self) -> bool:
        """Whether anything can be read in the DOI that a reference can be held against."""
        return bool(self.journal or self.year or self.volume or self.issn)


@dataclass(frozen=True)
class Registry:
    """Everything that is known: registrants by prefix, journals by key, names that are none of a journal."""

    registrants: tuple[Registrant, ...]
    journals: Mapping[str, Journal] = field(default_factory=dict)
    sites: tuple[str, ...] = ()

    @cached_property
    def by_prefix(self) -> Mapping[str, Registrant]:
        """The registrant of each prefix."""
        return {prefix: registrant for registrant in self.registrants for prefix in registrant.prefixes}

    @cached_property
    def by_issn(self) -> Mapping[str, Journal]:
        """The journal of each ISSN, written without hyphen."""
        return {issn.replace("-", ""): journal for journal in self.journals.values() for issn in journal.issn}

    @cached_property
    def _by_initial(self) -> Mapping[str, Sequence[Journal]]:
        found: dict[str, list[Journal]] = {}
        for journal in self.journals.values():
            for initial in {words_of(name)[0][0] for name in journal.names}:
                found.setdefault(initial, []).append(journal)
        return found

    def journal_named(self, stated: str) -> Journal | None:
        """The journal that is stated, if it is known and no other could be meant."""
        words = words_of(stated)
        candidates = self._by_initial.get(words[0][0], ()) if words else ()
        exact = [journal for journal in candidates if words in map(words_of, journal.names)]
        found = exact or [journal for journal in candidates if same_journal(stated, journal.names)]
        return found[0] if len(found) == 1 else None

    def is_site(self, stated: str) -> bool:
        """Whether what is stated for a journal is where journals can be read, or who gives out DOIs."""
        words = words_of(stated)
        return any(words == words_of(name) for name in (*self.sites, *(r.name for r in self.registrants)))

    def decode(self, doi: str) -> Decoded:
        """What a DOI says, whatever its case."""
        prefix, _, suffix = doi.lower().partition("/")
        registrant = self.by_prefix.get(prefix)
        if registrant is None:
            return Decoded()
        for stem in registrant.stems:
            found = stem.form.fullmatch(suffix)
            if found:
                return self._read(registrant, stem, found)
        like = any(stem.like and stem.like.fullmatch(suffix) for stem in registrant.stems)
        return Decoded(registrant, malformed=registrant.closed or like)

    def _read(self, registrant: Registrant, stem: Stem, found: re.Match[str]) -> Decoded:
        said = {name: value for name, value in found.groupdict().items() if value}
        issn = said.get("issn", "").replace("-", "").upper()
        key = stem.journal or registrant.codes.get(said.get("journal", ""))
        return Decoded(
            registrant,
            journal=self.journals[key] if key else self.by_issn.get(issn),
            year=_year(said, stem),
            lag=stem.lag,
            issn=issn,
            pii=said.get("pii", "").upper(),
            **_numbers(said),
        )


def _numbers(said: Mapping[str, str]) -> dict[str, Any]:
    """Volume, issue, page and article without leading zeros."""
    return {name: said[name].lstrip("0") for name in ("volume", "issue", "page", "article") if name in said}


def _year(said: Mapping[str, str], stem: Stem) -> int | None:
    """The year that stands in a DOI: in four digits, in two, as years since 2000, in letters."""
    if "year" in said:
        return int(said["year"])
    if "yy" in said:
        short = int(said["yy"])
        return (1900 if short >= PIVOT else 2000) + short
    if "since2000" in said:
        return 2000 + int(said["since2000"])
    return stem.letters.get(said.get("letters", ""))


def registry_of(table: Mapping[str, Any]) -> Registry:
    """The registry of a table as its file has it; ``KeyError`` where a journal or a table of letters is missing."""
    journals = {key: _journal(key, entry) for key, entry in table["journal"].items()}
    registrants = tuple(_registrant(entry, table["letters"]) for entry in table["registrant"])
    for key in _named(registrants):
        journals[key]
    return Registry(registrants, journals, tuple(table["sites"]))


def _named(registrants: Iterable[Registrant]) -> Iterator[str]:
    for registrant in registrants:
        yield from registrant.codes.values()
        yield from (stem.journal for stem in registrant.stems if stem.journal)


def _journal(key: str, entry: Mapping[str, Any]) -> Journal:
    volumes = Volumes(**entry["volumes"]) if "volumes" in entry else None
    return Journal(key, tuple(entry["names"]), tuple(entry.get("issn", ())), volumes)


def _registrant(entry: Mapping[str, Any], letters: Mapping[str, Mapping[str, int]]) -> Registrant:
    stems = tuple(_stem(stem, letters) for stem in entry["stem"])
    prefixes, codes = tuple(entry["prefixes"]), entry.get("codes", {})
    return Registrant(entry["name"], prefixes, entry["source"], entry.get("closed", False), codes, stems)


def _stem(entry: Mapping[str, Any], letters: Mapping[str, Mapping[str, int]]) -> Stem:
    return Stem(
        re.compile(entry["form"]),
        re.compile(entry["like"]) if "like" in entry else None,
        entry.get("journal"),
        letters[entry["letters"]] if "letters" in entry else {},
        entry.get("lag", LAG),
        tuple(entry["examples"]),
        tuple(entry.get("not", ())),
    )
