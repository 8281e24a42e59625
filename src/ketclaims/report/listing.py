"""The table of claims: a row for each, and what it can be filtered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ketclaims.plots.cells import weightiest
from ketclaims.plots.labels import context_words, said, shortened, subject_words, term_words, value_words
from ketclaims.plots.palette import VERDICT_LOOKS
from ketclaims.report.corpus import Corpus
from ketclaims.report.quotes import Quote, quote_of
from ketclaims.tables.rows import Row

FILTERS = (
    ("source", "Source"),
    ("measure", "Measure"),
    ("condition", "Condition"),
    ("intervention", "Treatment"),
    ("route", "Route"),
    ("standing", "Others say"),
    ("evidence", "Studies say"),
    ("method", "Found by"),
)
"""The columns by which rows can be filtered, with their names."""
NOTHING = "none named"
METHODS = {"parsed": "the parser", "amended": "the parser, corrected", "added": "a person"}
WEIGHTS = list(VERDICT_LOOKS)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a row: what a reader sees of it, and the words by which it can be filtered."""

    claim_id: str
    value: str
    low: str
    measure: str
    subject: str
    details: tuple[str, ...]
    source: str
    section: str
    standing: str
    weight: int
    quote: Quote
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows in the order of the table, the choices of each filter, and how many claims there are in all."""

    rows: tuple[ClaimRow, ...]
    filters: tuple[tuple[str, str, tuple[str, ...]], ...]
    total: int


def listing_of(corpus: Corpus) -> Listing:
    """The table of the claims that the page shows."""
    rows = tuple(_row(row, corpus) for row in corpus.claims.values())
    filters = [(name, label, _choices(rows, name)) for name, label in FILTERS]
    return Listing(rows, tuple(each for each in filters if len(each[2]) > 1), corpus.tally.claims)


def _choices(rows: Sequence[ClaimRow], name: str) -> tuple[str, ...]:
    return tuple(sorted({row.keys[name] for row in rows}, key=lambda word: (word == NOTHING, word.casefold(), word)))


def _row(row: Row, corpus: Corpus) -> ClaimRow:
    standing = weightiest(corpus.standing.get(said(row, "claim_id"), ()))
    low = row["low_std"] if row["low_std"] is not None else row["high_std"]
    return ClaimRow(
        said(row, "claim_id"),
        value_words(row),
        "" if low is None else str(low),
        said(row, "measure"),
        subject_words(row, corpus.lexicon),
        tuple(_details(row, corpus)),
        said(row, "source"),
        said(row, "section"),
        standing if "pairs" not in corpus.missing else "",
        WEIGHTS.index(standing),
        quote_of(row, "", corpus.limits.passage),
        _keys(row, standing, corpus),
    )


def _details(row: Row, corpus: Corpus) -> list[str]:
    found = [context_words(row, corpus.lexicon)]
    found += [f"outcome: {said(row, 'outcome')}"] if said(row, "outcome") else []
    found += [f"leans on: {said(row, 'attribution')}"] if said(row, "attribution") else []
    found += [METHODS[said(row, "method")]] if said(row, "method") != "parsed" else []
    return [part for part in found if part]


def _keys(row: Row, standing: str, corpus: Corpus) -> Mapping[str, str]:
    terms = {name: term_words(said(row, name), corpus.lexicon) for name in ("condition", "intervention", "route")}
    keys = {
        "source": said(row, "source"),
        "measure": said(row, "measure").replace("_", " "),
        "standing": standing,
        "evidence": said(corpus.traced.rows.get(said(row, "claim_id"), {}), "verdict").replace("_", " "),
        "method": METHODS[said(row, "method")],
        **terms,
    }
    return {name: shortened(word or NOTHING, corpus.limits.words) for name, word in keys.items()}
