"""What studies say of the claims: the verdict on each with its reason, and figures of both on one axis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ketclaims.evidence.wording import STUDY_WORDS
from ketclaims.plots.axes import Axis, measure_axis
from ketclaims.plots.figures import Figure, figures
from ketclaims.plots.labels import said, value_words
from ketclaims.report.charts import Line, Look, line_of, looks_of, percent, tick_words, ticks_of
from ketclaims.report.corpus import Corpus
from ketclaims.report.overview import Count
from ketclaims.report.words import EVIDENCE
from ketclaims.tables.rows import Row

ENDS = ("study_low", "study_high", "interval_low", "interval_high", "control_low", "control_high")
KINDS: Mapping[str, str] = dict(STUDY_WORDS.items())
ORDER = list(EVIDENCE)


@dataclass(frozen=True, slots=True)
class TraceRow:
    """The verdict on one claim: the study that it rests on, the reason, and whether a person decided it."""

    claim_id: str
    value: str
    measure: str
    source: str
    verdict: str
    study: str
    kind: str
    size: str
    reason: str
    by_person: bool


@dataclass(frozen=True, slots=True)
class Arm:
    """What a study found, in those whom it treated or in its control arm; places are percent of the axis.

    ``start`` and ``stop`` are the ends of the interval around the figure, ``ends`` those of the figure.
    """

    name: str
    words: str
    value: str
    is_control: bool
    start: float
    stop: float
    ends: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Forest:
    """A measure with its claims and the studies behind them on one axis, by subject."""

    measure: str
    title: str
    ticks: tuple[tuple[float, str], ...]
    subjects: tuple[tuple[str, tuple[tuple[Line, str], ...], tuple[Arm, ...]], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All verdicts counted, the drawings, and a row for each claim that the page shows."""

    counts: Sequence[Count]
    forests: Sequence[Forest]
    rows: Sequence[TraceRow]
    total: int


def evidence_of(corpus: Corpus) -> Evidence | None:
    """What studies say of the claims that the page shows; nothing where none was held against any."""
    traces, verdicts = corpus.traced
    if not traces:
        return None
    counts = [Count(verdict, EVIDENCE[verdict], verdicts[verdict]) for verdict in EVIDENCE]
    rows = sorted((_row(trace, corpus) for trace in traces.values()), key=lambda row: ORDER.index(row.verdict))
    return Evidence(counts, list(_forests(corpus)), rows, verdicts.total())


def _row(trace: Row, corpus: Corpus) -> TraceRow:
    claim = corpus.claims[said(trace, "claim_id")]
    return TraceRow(
        said(trace, "claim_id"),
        value_words(claim),
        said(claim, "measure"),
        said(claim, "source"),
        said(trace, "verdict"),
        said(trace, "study"),
        KINDS.get(said(trace, "study_type"), ""),
        said(trace, "n"),
        said(trace, "reason").removeprefix(f"{said(trace, 'verdict').replace('_', ' ')}: "),
        trace["decided_by"] == "review",
    )


def _forests(corpus: Corpus) -> Iterator[Forest]:
    """A drawing of each measure of which a study reports a figure, in the order of the lexicon."""
    looks = looks_of(corpus)
    claims: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in corpus.claims.values():
        claims[said(row, "measure"), said(row, "unit_std")].append(row)
    known = list(corpus.lexicon.measures)
    order = sorted(claims, key=lambda key: (known.index(key[0]) if key[0] in known else len(known), key))
    for measure, unit in order:
        forest = _forest(measure, unit, claims[measure, unit], corpus, looks)
        if any(arms for _, _, arms in forest.subjects):
            yield forest


def _forest(measure: str, unit: str, claims: Sequence[Row], corpus: Corpus, looks: Mapping[str, Look]) -> Forest:
    found = figures(claims, corpus.lexicon)
    shown = found[: corpus.limits.figures]
    traces, named = corpus.traced.rows, (name for figure in shown for name in figure.claim_ids)
    drawn = {name: traces[name] for name in named if name in traces and said(traces[name], "study_unit") == unit}
    axis = measure_axis([*_ends_of_claims(shown), *_ends_of_studies(drawn.values())], unit, measure, corpus.lexicon)
    by_subject: dict[str, list[Figure]] = {}
    for figure in shown:
        by_subject.setdefault(figure.subject, []).append(figure)
    subjects = tuple(
        (subject, _lines(own, axis, traces, looks), _arms(own, axis, drawn)) for subject, own in by_subject.items()
    )
    return Forest(measure, axis.title, ticks_of(axis), subjects, len(found) - len(shown))


def _ends_of_claims(drawn: Iterable[Figure]) -> Iterator[float]:
    return (end for figure in drawn for end in (figure.low, figure.high) if end is not None)


def _ends_of_studies(traces: Iterable[Row]) -> Iterator[float]:
    return (float(said(trace, name)) for trace in traces for name in ENDS if said(trace, name))


def _lines(
    drawn: Sequence[Figure], axis: Axis, traces: Mapping[str, Row], looks: Mapping[str, Look]
) -> tuple[tuple[Line, str], ...]:
    """The claims of a subject, each with the first verdict among those on the claims that it stands for."""
    verdicts = [[said(traces[name], "verdict") for name in figure.claim_ids if name in traces] for figure in drawn]
    return tuple(
        (line_of(figure, axis, looks[figure.voice]), min(own, key=ORDER.index, default=""))
        for figure, own in zip(drawn, verdicts, strict=True)
    )


def _arms(drawn: Sequence[Figure], axis: Axis, traces: Mapping[str, Row]) -> tuple[Arm, ...]:
    """The studies behind the claims of a subject, the largest first, each with its control arm."""
    own = [traces[name] for figure in drawn for name in figure.claim_ids if name in traces]
    once = {tuple(said(trace, name) for name in ("study", *ENDS)): trace for trace in own}
    ordered = sorted(once.values(), key=lambda trace: (-int(said(trace, "n") or 0), said(trace, "study")))
    arms = (
        arm
        for trace in ordered
        for arm in (_arm(trace, axis, "study", "interval"), _arm(trace, axis, "control", "control"))
    )
    return tuple(arm for arm in arms if arm is not None)


def _arm(trace: Row, axis: Axis, figure: str, interval: str) -> Arm | None:
    """One arm of a study; nothing where it reports no figure of it."""
    ends = [float(said(trace, f"{figure}_{end}")) for end in ("low", "high") if said(trace, f"{figure}_{end}")]
    if not ends:
        return None
    around = [said(trace, f"{interval}_{end}") for end in ("low", "high")]
    low, high = (float(words) if words else end for words, end in zip(around, (ends[0], ends[-1]), strict=True))
    size = f"n = {said(trace, 'n')}" if said(trace, "n") else ""
    is_control = figure == "control"
    return Arm(
        "its control arm" if is_control else said(trace, "study"),
        "" if is_control else ", ".join(part for part in (KINDS.get(said(trace, "study_type"), ""), size) if part),
        _words(ends, said(trace, "study_unit")),
        is_control,
        percent(axis, low),
        percent(axis, high),
        tuple(dict.fromkeys(percent(axis, end) for end in ends)),
    )


def _words(ends: Sequence[float], unit: str) -> str:
    """A figure of a study in the unit of the axis."""
    numbers = dict.fromkeys(tick_words(float(f"{end:.4g}"), unit) for end in ends)
    return f"{'–'.join(numbers)} {unit.strip('{}')}"
