"""The range chart of each measure: its figures as lines of a table, each with a drawing that as many percent wide fits
any screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

from ketclaims.plots.axes import Axis, unit_words
from ketclaims.plots.figures import Figure, figures, figures_axis
from ketclaims.plots.labels import said
from ketclaims.plots.palette import COLOURS, voice_looks
from ketclaims.report.corpus import Corpus
from ketclaims.report.tallies import MeasureTally, Spread
from ketclaims.tables.rows import Row

TICKS = 5
"""A straight axis has about so many ticks."""
APART = 14.0
"""Ticks of a logarithmic axis stand at least so many percent of its length apart, or their words would meet."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a voice is drawn: the number of its colour and its shape."""

    colour: int
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a chart; places are percent of the axis.

    ``ends`` are the stated ends, ``tip`` is where an arrow points to.
    """

    figure: Figure
    look: Look
    start: float
    stop: float
    ends: tuple[float, ...]
    tip: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """The figures of one measure in one unit on one axis, by subject; ``left_out`` counts those beyond the limit."""

    title: str
    unit: str
    ticks: tuple[tuple[float, str], ...]
    subjects: tuple[tuple[str, tuple[Line, ...]], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure: what it means, its tally over all claims, its panels, and what the sources come to.

    ``undrawn`` counts the claims whose words stand for no interval, ``groups_left_out`` the subjects beyond the limit.
    """

    measure: str
    name: str
    meaning: str
    tally: MeasureTally
    panels: tuple[Panel, ...]
    undrawn: int
    groups: Sequence[Row]
    groups_left_out: int

    @property
    def points(self) -> Iterable[str]:
        """The identifiers of the claims that are drawn."""
        lines = (line for panel in self.panels for _, found in panel.subjects for line in found)
        return (name for line in lines for name in line.figure.claim_ids)

    @property
    def spreads(self) -> Iterable[tuple[str, Spread]]:
        """The spread of the figures in each unit, the most frequent first."""
        found = sorted(self.tally.spreads.items(), key=lambda item: -item[1].count)
        return ((unit_words(unit), spread) for unit, spread in found)


def charts_of(corpus: Corpus) -> list[Chart]:
    """A chart for every measure of the corpus, or of the sources that are asked for, in the order of the lexicon."""
    looks = looks_of(corpus)
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for row in corpus.claims.values():
        rows[said(row, "measure")].append(row)
    known = list(corpus.lexicon.measures)
    names = sorted(
        rows if corpus.scope.asked else corpus.tally.measures,
        key=lambda name: (known.index(name) if name in known else len(known), name),
    )
    return [_chart(name, rows[name], corpus, looks) for name in names]


def looks_of(corpus: Corpus) -> dict[str, Look]:
    """The look of each voice of which a claim is shown."""
    looks = voice_looks(said(row, "voice") for row in corpus.claims.values())
    return {voice: Look(COLOURS.index(look.colour), look.sign) for voice, look in looks.items()}


def _chart(name: str, rows: Sequence[Row], corpus: Corpus, looks: dict[str, Look]) -> Chart:
    units: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        units[said(row, "unit_std")].append(row)
    panels = [_panel(name, unit, own, corpus, looks) for unit, own in units.items()]
    drawn = [panel for panel in panels if panel.subjects]
    measure = corpus.lexicon.measures.get(name)
    groups = corpus.findings.groups.get(name, ())
    return Chart(
        name,
        name.replace("_", " "),
        measure.meaning if measure else "",
        corpus.tally.measures[name],
        tuple(drawn),
        sum(row["low_std"] is None and row["high_std"] is None for row in rows),
        groups,
        corpus.findings.shared[name] - len(groups),
    )


def _panel(name: str, unit: str, rows: Sequence[Row], corpus: Corpus, looks: dict[str, Look]) -> Panel:
    found = figures(rows, corpus.lexicon)
    shown = found[: corpus.limits.figures]
    if not shown:
        return Panel("", unit, (), (), 0)
    axis = figures_axis(shown, unit, name, corpus.lexicon)
    subjects: dict[str, list[Line]] = {}
    for figure in shown:
        subjects.setdefault(figure.subject, []).append(line_of(figure, axis, looks[figure.voice]))
    return Panel(
        axis.title,
        unit,
        ticks_of(axis),
        tuple((subject, tuple(lines)) for subject, lines in subjects.items()),
        len(found) - len(shown),
    )


def line_of(figure: Figure, axis: Axis, look: Look) -> Line:
    """A figure as a line of a chart."""
    start = axis.low if figure.low is None else figure.low
    stop = axis.high if figure.high is None else figure.high
    stated = () if figure.vague else tuple(end for end in (figure.low, figure.high) if end is not None)
    tip = {"left": 0.0, "right": 100.0, "": None}[figure.open]
    ends = tuple(dict.fromkeys(percent(axis, end) for end in stated))
    return Line(figure, look, percent(axis, start), percent(axis, stop), ends, tip)


def percent(axis: Axis, value: float) -> float:
    """How far along an axis a value lies, in percent."""
    share = axis.share(value)
    return round(100 * share, 2) if isfinite(share) else 100.0


def ticks_of(axis: Axis) -> tuple[tuple[float, str], ...]:
    """The ticks of an axis: place in percent, and words."""
    if axis.log:
        return tuple(_apart((percent(axis, at), words) for at, words in axis.ticks))
    return tuple((percent(axis, at), tick_words(at, axis.unit)) for at in straight_ticks(axis))


def _apart(ticks: Iterable[tuple[float, str]]) -> Iterable[tuple[float, str]]:
    last = float("-inf")
    for at, words in ticks:
        if at - last >= APART:
            last = at
            yield at, words


def straight_ticks(axis: Axis) -> list[float]:
    """Round numbers along a straight axis: steps of 1, 2 or 5 times a power of ten, whole where things are counted."""
    width = axis.high - axis.low
    if not isfinite(width) or width <= 0:
        return []
    raw = width / TICKS
    power = 10.0 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    if axis.unit.startswith("{"):
        step = max(step, 1.0)
    return [at * step for at in range(ceil(axis.low / step - 1e-9), floor(axis.high / step + 1e-9) + 1)]


def tick_words(value: float, unit: str) -> str:
    """A number at a tick: a year as it is, a large number with its thousands apart."""
    return f"{value:g}" if unit == "{year}" else f"{value:,.10g}"
