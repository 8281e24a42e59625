"""What a page tells of: the tallies of all tables, and of their rows those that it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

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


@dataclass(frozen=True, slots=True)
class Corpus:
    """Tables as far as a page shows them, and what they hold in all.

    ``order`` has all sources, ``asked`` those that the page is to be about, if not all, and ``whole`` those of which it
    shows every claim. ``tally`` counts all claims; ``claims`` are those that the page shows, by identifier, and
    ``standing`` has the verdicts of each against other sources. ``traces`` has what studies say of each of them, and
    ``traced`` counts all such verdicts. ``texts`` are the articles of whole sources as far as they are there and fit,
    with the ``entries`` of their ledgers; ``unread`` says why one could not be read. ``roots`` are the subjects on
    which several voices repeat one study, ``works`` the references that the page shows; ``cited`` counts all of these
    by verdict. ``about`` is what the dataset is called. ``missing`` names the tables that the folder does not have.
    """

    lexicon: Lexicon
    limits: Limits
    sources: Mapping[str, Source]
    order: tuple[str, ...]
    asked: tuple[str, ...]
    whole: tuple[str, ...]
    tally: Tally
    findings: Findings
    claims: Mapping[str, Row]
    standing: Mapping[str, Collection[str]]
    traces: Mapping[str, Row]
    traced: Counter[str]
    texts: Mapping[str, str]
    entries: Mapping[str, Sequence[Row]]
    unread: Mapping[str, str]
    roots: Sequence[Row]
    works: Sequence[Row]
    cited: Counter[str]
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
    order = tuple(dict.fromkeys([*sources, *tally.sources]))
    chosen = _asked(asked, order)
    whole = whole_sources(chosen or order, tally, limits.claims)
    findings = Findings.read(folder, chosen, limits)
    claims = shown_claims(_claims(folder, chosen, findings), whole, _in_conflict(findings), limits.claims)
    standing = standings(folder.rows(PAIRS, STANDING), claims)
    texts, unread = folder.texts([sources[name] for name in whole if name in sources], limits.text)
    entries = _entries(folder, texts, claims)
    traces, traced = _traces(folder, chosen, claims)
    works, cited = _works(folder, chosen, limits.references)
    return Corpus(
        lexicon,
        limits,
        sources,
        order,
        chosen,
        whole,
        tally,
        findings,
        claims,
        standing,
        traces,
        traced,
        texts,
        entries,
        unread,
        _roots(folder, chosen)[: limits.checks],
        works,
        cited,
        folder.about(),
        folder.missing(),
    )


def _asked(names: Iterable[str], order: Collection[str]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(names))
    unknown = [name for name in chosen if name not in order]
    if unknown:
        raise LookupError(f"There is no source {unknown[0]!r} in the tables.")
    return chosen


def _in_conflict(findings: Findings) -> set[str]:
    return {said(row, side) for row in findings.conflicts for side in SIDES}


def _claims(folder: Tables, chosen: Collection[str], findings: Findings) -> Iterator[Row]:
    """All claims, or those of the chosen sources and of what contradicts them."""
    named = _in_conflict(findings)
    return (row for row in folder.rows(CLAIMS) if not chosen or row["source"] in chosen or row["claim_id"] in named)


def _traces(folder: Tables, chosen: Collection[str], claims: Collection[str]) -> tuple[Mapping[str, Row], Counter[str]]:
    """What studies say of some claims; and all verdicts counted, or those on the claims of the chosen sources."""
    found: dict[str, Row] = {}
    counts = Counter[str]()
    for row in folder.rows(TRACES, TRACED):
        counts[said(row, "verdict")] += not chosen or row["source"] in chosen
        if row["claim_id"] in claims:
            found[said(row, "claim_id")] = row
    return found, counts


def _roots(folder: Tables, chosen: Collection[str]) -> list[Row]:
    """The subjects on which several voices repeat one study, all or those of which a chosen source speaks."""
    rows = folder.rows(SINGLE_ROOTS)
    return [row for row in rows if not chosen or not set(chosen).isdisjoint(listed(row, "sources"))]


def _works(folder: Tables, chosen: Collection[str], most: int) -> tuple[list[Row], Counter[str]]:
    """The references of all or of the chosen sources, those to be looked at first, and their verdicts counted."""
    counts = Counter[str]()
    rows = (row for row in folder.rows(REFERENCES, CITED) if not chosen or row["source"] in chosen)
    shown = nsmallest(most, counted(rows, counts), key=lambda row: REFERENCE_ORDER.index(said(row, "verdict")))
    return shown, counts


def _entries(folder: Tables, texts: Mapping[str, str], claims: Mapping[str, Row]) -> Mapping[str, list[Row]]:
    """The ledger of each text that is shown; where there is no ledger, its claims."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    alone = ({**row, "entry_id": name, "disposition": "claim"} for name, row in claims.items())
    for row in alone if LEDGER.name in folder.missing() else folder.rows(LEDGER):
        if row["source"] in texts:
            found[said(row, "source")].append(row)
    return found
