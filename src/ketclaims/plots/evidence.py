"""The claims of a measure beside the figures of studies, with their intervals and control arms: a forest of both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from ketclaims.plots.arms import Arm, Shelf, arms, arms_frame
from ketclaims.plots.axes import Axis, axis_for
from ketclaims.plots.channels import x_channel
from ketclaims.plots.labels import Row, said
from ketclaims.plots.palette import COLOURS, FAINT, INK
from ketclaims.plots.sheets import Layers, finished, row_channel, text_width, words_column

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

WIDTH, STEP = 380, 18
KEY = (
    "Blue: what a source claims, and the verdict on it. Black square: what a study found, with its interval, stated or",
    "computed from n; hollow diamond: its control arm. A line to the end of the axis without a mark there is open.",
)
LOOKS: Mapping[str, tuple[str, str, bool]] = {
    "claim": (COLOURS[0], "circle", True),
    "study": (INK, "square", True),
    "control": (FAINT, "diamond", False),
}
"""The colour and shape of each kind of row, and whether it is filled."""
BOLD = {"head": "bold", "verdict": "bold"}
TOOLTIP = ("name", "size", "context", "value", "verdict", "note")


def plot_evidence(
    claims: pd.DataFrame,
    traces: pd.DataFrame,
    links: pd.DataFrame,
    evidence: pd.DataFrame,
    measure: str,
    condition: str | None = None,
    lexicon: Lexicon | None = None,
) -> alt.TopLevelMixin:
    """The claims of a measure by subject, below them the studies that they are held against, on one axis.

    The frames are those of ``ketclaims.trace``; with a ``condition`` only the claims of it are drawn. ``LookupError``
    where there is no such claim with a figure in the canonical unit.
    """
    from ketclaims.lexicon import default_lexicon

    known = lexicon or default_lexicon()
    about = claims["measure"] == measure
    chosen = claims[about if condition is None else about & (claims["condition"] == condition)]
    unit = known.measures[measure].unit if measure in known.measures else ""
    drawn = arms(chosen, _shelf(traces, links, evidence, known), unit)
    if not drawn:
        raise LookupError(f"There is no claim of {measure!r} with a figure to draw.")
    axis = _axis(drawn, measure, known)
    frame = arms_frame(drawn, axis)
    words = measure.replace("_", " ")
    return finished(_panel(frame, axis), f"{words}: what is claimed, and what studies found", KEY)


def _shelf(traces: pd.DataFrame, links: pd.DataFrame, evidence: pd.DataFrame, lexicon: Lexicon) -> Shelf:
    by_claim: dict[str, list[Row]] = {}
    for link in links.to_dict("records"):
        by_claim.setdefault(said(link, "claim_id"), []).append(link)
    verdicts = dict(zip(traces["claim_id"].astype(str), traces["verdict"].astype(str), strict=True))
    return Shelf({said(row, "evidence_id"): row for row in evidence.to_dict("records")}, by_claim, verdicts, lexicon)


def _axis(drawn: list[Arm], measure: str, lexicon: Lexicon) -> Axis:
    known = lexicon.measures[measure]
    low, high = (None if limit is None else float(limit) for limit in (known.low, known.high))
    ends = [end for arm in drawn for end in (arm.low, arm.high) if end is not None]
    return axis_for(ends, known.unit, (low, high), lexicon)


def _panel(frame: pd.DataFrame, axis: Axis) -> Layers:
    rows = alt.Chart(frame).encode(y=row_channel(len(frame)), tooltip=list(TOOLTIP))
    columns = _columns(frame)
    layers = [
        _bands(rows, columns),
        *(words_column(rows, name, at, BOLD.get(name, "normal")) for name, at in columns.items()),
        *(mark for kind in LOOKS for mark in _marks(rows.transform_filter(f"datum.kind == '{kind}'"), axis, kind)),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP))


def _columns(frame: pd.DataFrame) -> dict[str, float]:
    """Where the columns of words begin on either side of the axis, each as wide as its longest text."""
    at, places = -12.0, {}
    for name in ("context", "size", "name", "head"):
        width = text_width(frame[name])
        at -= width + 14 if width else 0
        places[name] = at
    behind = WIDTH + 14.0
    return places | {"value": behind, "verdict": behind + text_width(frame["value"]) + 12}


def _bands(rows: alt.Chart, columns: Mapping[str, float]) -> alt.Chart:
    # See-through, so that the lines of the axis stay visible.
    band = rows.transform_filter("datum.band").mark_rect(color=INK, opacity=0.05)
    bands: alt.Chart = band.encode(x=alt.value(columns["head"] - 6), x2=alt.value(columns["verdict"] + 100))
    return bands


def _marks(rows: alt.Chart, axis: Axis, kind: str) -> list[alt.Chart]:
    """A line as long as the interval, and a mark at each end of the figure."""
    colour, shape, filled = LOOKS[kind]
    fill: dict[str, Any] = {"filled": True, "color": colour} if filled else {"fill": "white", "stroke": colour}
    line = rows.mark_rule(strokeWidth=4 if kind == "claim" else 1.4, color=colour).encode(
        x=x_channel(axis, "from"), x2="to"
    )
    ends = [
        rows.transform_filter(f"isValid(datum.{name})")
        .mark_point(size=64, opacity=1, strokeWidth=1.6, shape=shape, **fill)
        .encode(x=x_channel(axis, name))
        for name in ("start", "end")
    ]
    return [line, *ends]
