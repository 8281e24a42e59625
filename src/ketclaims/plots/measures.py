"""The claims of one measure on one axis: ranges, points and one-sided bounds, with who says them and of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from ketclaims.plots.axes import Axis
from ketclaims.plots.channels import x_channel
from ketclaims.plots.figures import drawing_frame, figures, figures_axis
from ketclaims.plots.palette import INK, Look, voice_looks
from ketclaims.plots.sheets import Layers, finished, row_channel, text_width, words_column

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Columns = Mapping[str, float]
WIDTH, STEP = 420, 19
BOLD = {"head": "bold", "value": "bold"}
KEY = (
    "Filled mark: as stated; hollow: about. Solid bar: a range; dashed: a duration in words, without a number.",
    "Arrow: at least or at most, with no other end. Shape and colour are the voice's.",
)
TOOLTIP = ("source", "subject", "context", "value", "quote")


def plot_measure(claims: pd.DataFrame, measure: str, lexicon: Lexicon | None = None) -> alt.TopLevelMixin:
    """All claims of a measure, every source on one axis in the canonical unit; one chart below another for each unit.

    ``claims`` has the columns of ``load_claims``. Colour and shape are the voice's; the tooltip has the quote.
    ``LookupError`` where no claim of that measure can be drawn.
    """
    from ketclaims.lexicon import default_lexicon

    known = lexicon or default_lexicon()
    chosen = claims[claims["measure"] == measure]
    parts = chosen.groupby("unit_std", sort=False)
    panels = [(str(unit), figures(part.to_dict("records"), known)) for unit, part in parts]
    drawn = [(unit, found) for unit, found in panels if found]
    if not drawn:
        raise LookupError(f"There is no claim of {measure!r} with a figure to draw.")
    looks = voice_looks(claims["voice"])
    axes = [figures_axis(found, unit, measure, known) for unit, found in drawn]
    frames = [drawing_frame(found, axis) for (_, found), axis in zip(drawn, axes, strict=True)]
    places = _columns(frames)
    charts = [_panel(frame, axis, looks, places) for frame, axis in zip(frames, axes, strict=True)]
    return _finished(alt.vconcat(*charts, spacing=28) if len(charts) > 1 else charts[0], measure, known)


def _finished(chart: Any, measure: str, lexicon: Lexicon) -> alt.TopLevelMixin:
    known = lexicon.measures.get(measure)
    words = measure.replace("_", " ")
    return finished(chart, f"{words}: {known.meaning}" if known and known.meaning else words, KEY)


def _panel(frame: pd.DataFrame, axis: Axis, looks: Mapping[str, Look], columns: Columns) -> Layers:
    shown = {voice: look for voice, look in looks.items() if voice in set(frame["voice"])}
    rows = alt.Chart(frame).encode(y=row_channel(len(frame)), tooltip=list(TOOLTIP))
    layers = [
        _bands(rows, columns),
        *(words_column(rows, name, at, BOLD.get(name, "normal")) for name, at in columns.items() if name != "end"),
        *_bars(rows, axis, shown),
        *_arrows(rows, axis, shown),
        *_ends(rows, axis, shown),
    ]
    return alt.layer(*layers).properties(width=WIDTH, height=alt.Step(STEP))


def _columns(frames: Sequence[pd.DataFrame]) -> Columns:
    """Where the columns of words begin on either side of the axis, each as wide as its longest text; and the end."""
    rows = pd.concat(frames)
    at, places = -12.0, {}
    for name in ("context", "source", "head"):
        width = text_width(rows[name])
        at -= width + 14 if width else 0
        places[name] = at
    return places | {"value": WIDTH + 14.0, "end": WIDTH + 20 + text_width(rows["value"])}


def _bands(rows: alt.Chart, columns: Columns) -> alt.Chart:
    left, right = columns["head"] - 6, columns["end"]
    # See-through, so that the lines of the axis stay visible.
    band = rows.transform_filter("datum.band").mark_rect(color=INK, opacity=0.06)
    bands: alt.Chart = band.encode(x=alt.value(left), x2=alt.value(right))
    return bands


def _colour(looks: Mapping[str, Look]) -> alt.Color:
    scale = alt.Scale(domain=list(looks), range=[look.colour for look in looks.values()])
    return alt.Color("voice:N", scale=scale, legend=alt.Legend(title="voice"))


def _shape(looks: Mapping[str, Look]) -> alt.Shape:
    scale = alt.Scale(domain=list(looks), range=[look.sign for look in looks.values()])
    return alt.Shape("voice:N", scale=scale, legend=alt.Legend(title="voice"))


def _bars(rows: alt.Chart, axis: Axis, looks: Mapping[str, Look]) -> list[alt.Chart]:
    """Bars of numbers, bars of words, and thin ones where a side is open."""
    kinds = (
        ("!datum.vague && !datum.open", 4.0, (1, 0)),
        ("!datum.vague && datum.open", 1.8, (1, 0)),
        ("datum.vague && !datum.open", 4.0, (4, 3)),
        ("datum.vague && datum.open", 1.8, (4, 3)),
    )
    return [
        rows.transform_filter(chosen)
        .mark_rule(strokeWidth=width, strokeDash=list(dash))
        .encode(x=x_channel(axis, "from"), x2="to", color=_colour(looks))
        for chosen, width, dash in kinds
    ]


def _arrows(rows: alt.Chart, axis: Axis, looks: Mapping[str, Look]) -> list[alt.Chart]:
    return [
        rows.transform_filter(f"datum.open == '{side}'")
        .mark_point(filled=True, size=80, opacity=1, shape=f"triangle-{side}")
        .encode(x=x_channel(axis, "tip"), color=_colour(looks))
        for side in ("left", "right")
    ]


def _ends(rows: alt.Chart, axis: Axis, looks: Mapping[str, Look]) -> list[alt.Chart]:
    """The ends as stated: in the voice's shape, hollow where the source says "about"."""
    kinds: tuple[tuple[str, Any], ...] = (("!datum.hedged", {"filled": True}), ("datum.hedged", {"fill": "white"}))
    return [
        rows.transform_filter(f"isValid(datum.{name}) && {chosen}")
        .mark_point(size=80, strokeWidth=1.8, opacity=1, **look)
        .encode(x=x_channel(axis, name), shape=_shape(looks), color=_colour(looks))
        for name in ("start", "end")
        for chosen, look in kinds
    ]
