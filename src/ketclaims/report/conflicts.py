"""Conflicts with both passages side by side, and the arithmetic checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ketclaims.plots.labels import context_words, said, subject_words, value_words
from ketclaims.report.choice import SIDES
from ketclaims.report.corpus import Corpus
from ketclaims.report.findings import listed, open_fields
from ketclaims.report.places import conflict_anchor
from ketclaims.report.quotes import Quote, quote_of
from ketclaims.report.words import CHECKS
from ketclaims.tables.rows import Row


@dataclass(frozen=True, slots=True)
class Side:
    """One claim of a conflict in its passage."""

    claim_id: str
    source: str
    voice: str
    section: str
    value: str
    subject: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims that cannot both be true as they are stated, why, and what one of them leaves open.

    ``one`` says what the two have in common: ``source``, ``voice``, or nothing.
    """

    anchor: str
    reason: str
    one: str
    open_fields: Sequence[str]
    sides: tuple[Side, Side]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """The conflicts by measure, how many there are in all, and whether pairs were compared at all."""

    measures: tuple[tuple[str, tuple[Conflict, ...]], ...]
    shown: int
    total: int
    judged: bool


def conflicts_of(corpus: Corpus) -> Conflicts:
    """The conflicts that the page shows: by measure, those that leave fewest fields open first."""
    known = list(corpus.lexicon.measures)
    shown = [pair for pair in corpus.findings.conflicts if corpus.claims.keys() >= {pair[side] for side in SIDES}]
    pairs = sorted(
        shown, key=lambda pair: known.index(said(pair, "measure")) if pair["measure"] in known else len(known)
    )
    by_measure = groupby(pairs, key=lambda pair: said(pair, "measure"))
    found = tuple((measure, tuple(_conflict(pair, corpus) for pair in own)) for measure, own in by_measure)
    total = sum(corpus.findings.between("conflict", one_source=inside) for inside in (True, False))
    return Conflicts(found, len(pairs), total, "pairs" not in corpus.missing)


def _conflict(pair: Row, corpus: Corpus) -> Conflict:
    first, second = (_side(corpus.claims[said(pair, side)], corpus) for side in SIDES)
    reason = said(pair, "reason").removeprefix("conflict: ")
    one = "source" if pair["same_source"] else "voice" if pair["same_voice"] else ""
    return Conflict(conflict_anchor(pair), reason, one, open_fields(pair), (first, second))


def _side(row: Row, corpus: Corpus) -> Side:
    source = said(row, "source")
    words = (subject_words(row, corpus.lexicon), context_words(row, corpus.lexicon))
    return Side(
        said(row, "claim_id"),
        source,
        said(row, "voice"),
        said(row, "section"),
        value_words(row),
        ", ".join(part for part in words if part),
        quote_of(row, corpus.shelf.texts.get(source, ""), corpus.limits.passage),
    )


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic check: what has to be, what the sources say, and of which claims."""

    name: str
    verdict: str
    expected: str
    found: str
    open_fields: Sequence[str]
    claim_ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks that the page shows, and how many there are in all and with which outcome."""

    rows: tuple[Check, ...]
    total: int
    conflicts: int


def checks_of(corpus: Corpus) -> Checks | None:
    """The arithmetic checks, those that failed first; nothing where no check was made."""
    counts = corpus.findings.checked
    rows = tuple(_checks(corpus.findings.checks))
    return Checks(rows, counts.total(), counts["conflict"]) if rows else None


def _checks(rows: Sequence[Row]) -> Iterator[Check]:
    return (
        Check(
            CHECKS[said(row, "check")],
            said(row, "verdict"),
            said(row, "expected"),
            said(row, "found"),
            open_fields(row),
            listed(row, "claim_ids"),
        )
        for row in rows
    )
