"""Claims as rows of a drawing: where each bar begins and ends, which ends are stated, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from ketclaims.plots.axes import Axis, measure_axis
from ketclaims.plots.labels import Row, context_words, said, subject_order, subject_words, value_words

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Open = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the drawing: one statement of one source, however often it makes it.

    ``place`` says where its subject stands among the others, ``claim_ids`` which claims the row stands for. ``low`` and
    ``high`` are the ends of the bar on the axis, ``open`` the side on which it goes on without an end. ``vague`` says
    that the ends stand for words, ``hedged`` that the source says "about".
    """

    subject: str
    place: tuple[int, ...]
    source: str
    voice: str
    context: str
    value: str
    low: float | None
    high: float | None
    open: Open
    vague: bool
    hedged: bool
    quotes: tuple[str, ...]
    claim_ids: tuple[str, ...]

    def sorting(self, sources: Sequence[str]) -> tuple[Any, ...]:
        """Where the row belongs: by subject, context and source, then by what is said."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return self.place, self.subject, self.context, sources.index(self.source), ends, self.value.casefold()


def figures(claims: Iterable[Row], lexicon: Lexicon) -> list[Figure]:
    """Claims as rows of a drawing, by subject; those whose words stand for no interval are left out."""
    found = [_figure(row, lexicon) for row in claims]
    drawn = [figure for figure in found if figure.low is not None or figure.high is not None]
    sources = list(dict.fromkeys(figure.source for figure in drawn))
    return _once(sorted(drawn, key=lambda figure: figure.sorting(sources)))


def _figure(row: Row, lexicon: Lexicon) -> Figure:
    low, high = _number(row, "low_std"), _number(row, "high_std")
    return Figure(
        subject_words(row, lexicon),
        subject_order(row, lexicon),
        said(row, "source"),
        said(row, "voice") or said(row, "source"),
        context_words(row, lexicon),
        value_words(row),
        low,
        high,
        "left" if low is None else "right" if high is None else "",
        said(row, "precision") == "vague",
        said(row, "relation") == "~",
        (said(row, "quote"),),
        (said(row, "claim_id"),),
    )


def _number(row: Row, name: str) -> float | None:
    return float(row[name]) if said(row, name) else None


def _once(listed: Iterable[Figure]) -> list[Figure]:
    """What a source says twice in the same words is one row that says so."""
    once = []
    for _, same in groupby(listed, key=_statement):
        first, *others = same
        times = f"  (×{len(others) + 1})" if others else ""
        quotes = (*first.quotes, *(quote for figure in others for quote in figure.quotes))
        names = (*first.claim_ids, *(name for figure in others for name in figure.claim_ids))
        once.append(replace(first, value=first.value + times, quotes=tuple(dict.fromkeys(quotes)), claim_ids=names))
    return once


def _statement(figure: Figure) -> Figure:
    """What is the same wherever a source says the same."""
    return replace(figure, value=figure.value.casefold(), quotes=(), claim_ids=())


def figures_axis(drawn: Iterable[Figure], unit: str, measure: str, lexicon: Lexicon) -> Axis:
    """The axis on which figures of a measure are drawn, all in one unit."""
    ends = [end for figure in drawn for end in (figure.low, figure.high) if end is not None]
    return measure_axis(ends, unit, measure, lexicon)


def drawing_frame(drawn: Sequence[Figure], axis: Axis) -> pd.DataFrame:
    """The rows with numbers for every end: an open side reaches to the end of the axis.

    ``start`` and ``end`` are the stated ends, missing where a side is open or the words are vague; ``tip`` is where an
    arrow points to. ``band`` is true for every other subject, ``head`` is the subject where it begins.
    """
    order = list(dict.fromkeys(figure.subject for figure in drawn))
    rows = [_drawing_row(place, figure, axis, order) for place, figure in enumerate(drawn)]
    for row, before in zip(rows[1:], rows, strict=False):
        row["head"] = "" if row["subject"] == before["subject"] else row["subject"]
    return pd.DataFrame(rows)


def _drawing_row(place: int, figure: Figure, axis: Axis, order: Sequence[str]) -> dict[str, Any]:
    low = axis.low if figure.low is None else max(figure.low, axis.low)
    high = axis.high if figure.high is None else min(figure.high, axis.high)
    fields = {name: value for name, value in asdict(figure).items() if name not in ("quotes", "claim_ids")}
    return fields | {
        "row": place,
        "head": figure.subject,
        "band": order.index(figure.subject) % 2 == 0,
        "from": low,
        "to": high,
        "start": None if figure.vague else figure.low,
        "end": None if figure.vague else figure.high,
        "tip": {"left": low, "right": high, "": None}[figure.open],
        "quote": "  ·  ".join(figure.quotes),
    }
