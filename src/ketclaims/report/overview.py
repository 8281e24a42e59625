"""The overview: the sources and their voices, all verdicts counted, and what the page leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ketclaims.model import GROUP_VERDICTS, VERDICTS
from ketclaims.plots.labels import said
from ketclaims.report.corpus import Corpus
from ketclaims.report.words import SUBJECTS
from ketclaims.report.words import VERDICTS as VERDICT_WORDS
from ketclaims.sources import Source


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its voice, what it says of itself, and how many claims it makes, contradicted ones too."""

    source: str
    voice: str
    record: Source | None
    claims: int
    contradicted: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A verdict with its meaning, and how often it was given: between sources, and inside one where that is told."""

    name: str
    meaning: str
    between: int
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """All counted, or all of some sources; ``sources_left_out`` is how many sources beyond the limit there are."""

    claims: int
    sources: int
    voices: int
    measures: int
    shown: int
    rows: Sequence[SourceRow]
    sources_left_out: int
    pairs: Sequence[Count]
    subjects: Sequence[Count]

    @property
    def conflicts(self) -> int:
        """How many pairs conflict."""
        return sum(count.between + count.inside for count in self.pairs if count.name == "conflict")


def overview_of(corpus: Corpus) -> Overview:
    """What the corpus holds in all, or of the sources that are asked for."""
    sources, tally = corpus.scope.told, corpus.tally
    listed, contradicted = sources[: corpus.limits.sources], _contradicted(corpus)
    return Overview(
        sum(tally.sources.get(source, 0) for source in sources),
        len(sources),
        len({corpus.voice(source) for source in sources}),
        sum(not measure.sources.isdisjoint(sources) for measure in tally.measures.values()),
        len(corpus.claims),
        [_source_row(name, corpus, contradicted) for name in listed],
        len(sources) - len(listed),
        _pairs(corpus),
        _subjects(corpus),
    )


def _contradicted(corpus: Corpus) -> Counter[str]:
    found = (corpus.claims[name] for name, standing in corpus.standing.items() if "conflict" in standing)
    return Counter(said(row, "source") for row in found)


def _source_row(name: str, corpus: Corpus, contradicted: Counter[str]) -> SourceRow:
    return SourceRow(
        name,
        corpus.voice(name),
        corpus.sources.get(name),
        corpus.tally.sources.get(name, 0),
        contradicted[name],
        name in corpus.scope.whole,
    )


def _pairs(corpus: Corpus) -> list[Count]:
    found = corpus.findings
    return [
        Count(name, VERDICT_WORDS[name], found.between(name), found.between(name, one_source=True)) for name in VERDICTS
    ]


def _subjects(corpus: Corpus) -> list[Count]:
    return [Count(name, SUBJECTS[name], corpus.findings.subjects[name]) for name in GROUP_VERDICTS]
