"""What a page tells of: the tallies of all tables, and of their rows those that it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from ketclaims.plots.labels import said
from ketclaims.report.choice import SIDES, shown_claims, standings, whole_sources
from ketclaims.report.findings import Findings, counted, listed
from ketclaims.report.folder import Tables
from ketclaims.report.limits import DEFAULT, Limits
from ketclaims.report.tallies import Tally
from ketclaims.report.words import REFERENCES as REFERENCE_WORDS
from ketclaims.sources import Source
from ketclaims.tables.about import About
from ketclaims.tables.columns import CLAIMS, LEDGER, PAIRS, REFERENCES, SINGLE_ROOTS, TRACES
from ketclaims.tables.rows import Row

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

TRACED = (
    "claim_id",
    "source",
    "verdict",
    "decided_by",
    "study",
    "study_type",
    "n",
    "study_low",
    "study_high",
    "study_unit",
    "interval_low",
    "interval_high",
    "control_low",
    "control_high",
    "reason",
)
CITED = ("reference_id", "source", "number", "verdict", "reason", "cited_by", "entry")
REFERENCE_ORDER = list(REFERENCE_WORDS)
STANDING = (*SIDES, "verdict", "same_source", "same_voice")


class Scope(NamedTuple):
    """Which sources a page is about.

    ``order`` has all sources, ``asked`` those that the page is to be about, if not all, and ``whole`` those of which it
    shows every claim.
    """

    order: tuple[str, ...]
    asked: tuple[str, ...]
    whole: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Those that the page is about."""
        return self.asked or self.order


class Traced(NamedTuple):
    """What studies say of the claims that a page shows, by identifier, and all such verdicts counted."""

    rows: Mapping[str, Row]
    counts: Counter[str]


class Cited(NamedTuple):
    """The references that a page shows, and all of them counted by verdict."""

    rows: Sequence[Row]
    counts: Counter[str]


class Shelf(NamedTuple):
    """The articles of whole sources, as far as they are there and fit, by their source.

    ``entries`` are those of the ledgers of ``texts``; ``unread`` says why an article could not be read.
    """

    texts: Mapping[str, str]
    entries: Mapping[str, Sequence[Row]]
    unread: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Tables as far as a page shows them, and what they hold in all.

    ``tally`` counts all claims; ``claims`` are those that the page shows, by identifier, and ``standing`` has the
    verdicts of each against other sources. ``roots`` are the subjects on which several voices repeat one study.
    ``about`` is what the dataset is called. ``missing`` names the tables that the folder does not have.
    """

    lexicon: Lexicon
    limits: Limits
    sources: Mapping[str, Source]
    scope: Scope
    tally: Tally
    findings: Findings
    claims: Mapping[str, Row]
    standing: Mapping[str, Collection[str]]
    traced: Traced
    shelf: Shelf
    roots: Sequence[Row]
    cited: Cited
    about: About
    missing: frozenset[str]

    def voice(self, source: str) -> str:
        """The voice of a source: its own name where nobody says another."""
        known = self.sources.get(source)
        return self.tally.voices.get(source) or (known.voice if known else source)


def read_corpus(folder: Tables, lexicon: Lexicon, asked: Iterable[str] = (), limits: Limits = DEFAULT) -> Corpus:
    """What a folder holds, as far as a page shows it; with ``asked`` only what these sources say, or contradicts them.

    ``InputError`` where a table cannot be read, ``DataError`` where a cell is not what its column holds,
    ``LookupError`` where no source has a name that is asked for. An article that cannot be read is no reason to stop.
    """
    tally, sources = Tally.of(folder.rows(CLAIMS, Tally.COLUMNS)), folder.sources()
    scope = _scope(asked, tuple(dict.fromkeys([*sources, *tally.sources])), tally, limits.claims)
    findings = Findings.read(folder, scope.asked, limits)
    shown = _claims(folder, scope.asked, findings)
    claims = shown_claims(shown, scope.whole, _in_conflict(findings), limits.claims)
    return Corpus(
        lexicon=lexicon,
        limits=limits,
        sources=sources,
        scope=scope,
        tally=tally,
        findings=findings,
        claims=claims,
        standing=standings(folder.rows(PAIRS, STANDING), claims),
        traced=_traced(folder, scope.asked, claims),
        shelf=_shelf(folder, [sources[name] for name in scope.whole if name in sources], claims, limits.text),
        roots=_roots(folder, scope.asked)[: limits.checks],
        cited=_cited(folder, scope.asked, limits.references),
        about=folder.about(),
        missing=folder.missing(),
    )


def _scope(asked: Iterable[str], order: tuple[str, ...], tally: Tally, most: int) -> Scope:
    """Those asked for among the sources in ``order``, and which of them, or of all, are whole with so many claims."""
    chosen = tuple(dict.fromkeys(asked))
    unknown = [name for name in chosen if name not in order]
    if unknown:
        raise LookupError(f"There is no source {unknown[0]!r} in the tables.")
    return Scope(order, chosen, whole_sources(chosen or order, tally, most))


def _in_conflict(findings: Findings) -> set[str]:
    return {said(row, side) for row in findings.conflicts for side in SIDES}


def _claims(folder: Tables, chosen: Collection[str], findings: Findings) -> Iterator[Row]:
    """All claims, or those of the chosen sources and of what contradicts them."""
    named = _in_conflict(findings)
    return (row for row in folder.rows(CLAIMS) if not chosen or row["source"] in chosen or row["claim_id"] in named)


def _traced(folder: Tables, chosen: Collection[str], claims: Collection[str]) -> Traced:
    """What studies say of some claims; and all verdicts counted, or those on the claims of the chosen sources."""
    found: dict[str, Row] = {}
    counts = Counter[str]()
    for row in folder.rows(TRACES, TRACED):
        counts[said(row, "verdict")] += not chosen or row["source"] in chosen
        if row["claim_id"] in claims:
            found[said(row, "claim_id")] = row
    return Traced(found, counts)


def _roots(folder: Tables, chosen: Collection[str]) -> list[Row]:
    """The subjects on which several voices repeat one study, all or those of which a chosen source speaks."""
    rows = folder.rows(SINGLE_ROOTS)
    return [row for row in rows if not chosen or not set(chosen).isdisjoint(listed(row, "sources"))]


def _cited(folder: Tables, chosen: Collection[str], most: int) -> Cited:
    """The references of all or of the chosen sources, those to be looked at first, and their verdicts counted."""
    counts = Counter[str]()
    rows = (row for row in folder.rows(REFERENCES, CITED) if not chosen or row["source"] in chosen)
    shown = nsmallest(most, counted(rows, counts), key=lambda row: REFERENCE_ORDER.index(said(row, "verdict")))
    return Cited(shown, counts)


def _shelf(folder: Tables, sources: Sequence[Source], claims: Mapping[str, Row], most: int) -> Shelf:
    """The articles of sources, up to so many characters."""
    texts, unread = folder.texts(sources, most)
    return Shelf(texts, _entries(folder, texts, claims), unread)


def _entries(folder: Tables, texts: Mapping[str, str], claims: Mapping[str, Row]) -> Mapping[str, list[Row]]:
    """The ledger of each text that is shown; where there is no ledger, its claims."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    alone = ({**row, "entry_id": name, "disposition": "claim"} for name, row in claims.items())
    for row in alone if LEDGER.name in folder.missing() else folder.rows(LEDGER):
        if row["source"] in texts:
            found[said(row, "source")].append(row)
    return found
