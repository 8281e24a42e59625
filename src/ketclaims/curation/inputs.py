"""What a build reads: the list of sources and their texts, decisions, evidence and versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from ketclaims.lexicon import Lexicon
from ketclaims.model import InputError
from ketclaims.releases import RELEASED, Release, read_release
from ketclaims.review import Decision, Desk, parse_decisions
from ketclaims.review.standing import Footing, ledger_footings, parse_footings
from ketclaims.sources import MANIFEST, Source, parse_sources, read_article, unlisted
from ketclaims.tables.about import ABOUT, About, read_about
from ketclaims.tables.columns import LEDGER
from ketclaims.tables.evidence import evidence_records
from ketclaims.tables.reading import Placed, read_bytes, utf8

REVIEW = "review.csv"
ANCHORS = "anchors.csv"
EVIDENCE_FILE = "evidence.csv"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads: the sources by file name, their texts, what people decided, and on what.

    ``about`` is what the dataset is called, ``release`` what was released of it last, ``evidence`` the evidence table.
    """

    sources: tuple[Source, ...]
    texts: Mapping[str, str]
    decisions: tuple[Decision, ...]
    problems: tuple[str, ...]
    about: About
    release: Release | None
    footings: Mapping[str, Footing] = field(default_factory=dict)
    evidence: tuple[Placed, ...] = ()

    def desk(self, lexicon: Lexicon) -> Desk:
        """What the decisions lean on."""
        return Desk(self.texts, {source.source: source.voice for source in self.sources}, lexicon, self.footings)


def read_inputs(data: Path) -> tuple[Inputs, tuple[str, ...]]:
    """All inputs of the folder ``data``, and a sentence for each that could not be read."""
    faults: list[str] = []
    raw = data / "raw"
    sources = _attempt(lambda: read_sources(raw, faults), faults) or ()
    texts = {source.source: _attempt(partial(read_article, source, raw), faults) for source in sources}
    decided = _attempt(lambda: read_decisions(data), faults)
    decisions, problems = decided or ((), ())
    inputs = Inputs(
        sources,
        {source: text for source, text in texts.items() if text is not None},
        decisions,
        problems,
        _attempt(lambda: read_about(data / ABOUT), faults) or About(),
        _attempt(lambda: read_release(data / RELEASED), faults),
        _attempt(lambda: read_footings(data, decisions), faults) or {},
        _attempt(lambda: read_evidence(raw / EVIDENCE_FILE), faults) or (),
    )
    return inputs, tuple(faults)


def _attempt(read: Callable[[], T], faults: list[str]) -> T | None:
    """What ``read`` gives, or nothing where it fails: then its fault is added, and the other inputs go on."""
    try:
        return read()
    except InputError as error:
        faults.append(str(error))
        return None


def read_sources(raw: Path, faults: list[str]) -> tuple[Source, ...]:
    """The sources of the manifest in ``raw``; a sentence for each row at fault is added to ``faults``."""
    sources, wrong = parse_sources(_text(raw / MANIFEST), str(raw / MANIFEST))
    # A list with a fault may lack the source of a file.
    faults += wrong or unlisted(sources, raw)
    return sources


def read_decisions(data: Path) -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """What people decided, and a sentence for each row of ``review.csv`` that is no decision.

    Where there is no such file nobody has decided anything, unless passages of decisions are kept: then it was lost,
    and there is an ``InputError``.
    """
    path = data / REVIEW
    if not path.exists() and not _kept_footings(data):
        return (), ()
    return parse_decisions(_text(path), str(path))


def read_evidence(path: Path) -> tuple[Placed, ...]:
    """The rows of an ``evidence.csv``; none where there is no such file, because a dataset need not have any."""
    return tuple(evidence_records(_text(path), str(path))) if path.exists() else ()


def _text(path: Path) -> str:
    return utf8(read_bytes(path), str(path))


def read_footings(data: Path, decisions: Iterable[Decision]) -> dict[str, Footing]:
    """What the decided rows stood on when a build last found them there, by identifier.

    A row that was decided since the last build stands in the curated ledger, if anywhere. ``InputError`` where the
    file of a build is none.
    """
    kept = _kept_footings(data)
    decided = dict.fromkeys(decision.claim_id for decision in decisions)
    if decided.keys() <= kept.keys():
        return kept
    ledger = data / "curated" / f"{LEDGER.name}.csv"
    try:
        former = ledger_footings(_text(ledger), str(ledger))
    except InputError:
        # The curated tables are made anew, and need not be there.
        former = {}
    return {name: former[name] for name in decided if name in former} | kept


def _kept_footings(data: Path) -> dict[str, Footing]:
    path = data / ANCHORS
    return parse_footings(_text(path), str(path)) if path.exists() else {}
