"""What all charts have in common: columns of words beside the marks, a title that says how to read them, letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from ketclaims.plots.harmless import harmless
from ketclaims.plots.palette import FAINT, FONT, INK

Layers = alt.LayerChart | alt.FacetChart
LETTER = 5.9
"""So many pixels are allowed for a letter of the columns."""
SIZE = 11


def row_channel(count: int, air: float = 0) -> alt.Y:
    """The channel of the field ``row``: so many rows below each other, ``air`` of each left empty, all of them kept."""
    scale = alt.Scale(domain=list(range(count)), paddingInner=air, paddingOuter=air / 2)
    return alt.Y("row:O", axis=None, sort=None, scale=scale)


def text_width(texts: pd.Series[Any]) -> float:
    """How wide a column has to be for its longest text."""
    return float(LETTER * texts.str.len().max())


def words_column(base: alt.Chart, name: str, at: float, weight: Any = "normal") -> alt.Chart:
    """A column of words from the data, beginning at a distance from the left edge of the marks."""
    text = base.mark_text(align="left", fontSize=SIZE, fontWeight=weight, color=INK)
    column: alt.Chart = text.encode(x=alt.value(at), text=f"{name}:N")
    return column


def finished(chart: Any, title: str, key: Sequence[str]) -> alt.TopLevelMixin:
    """The chart with its title, the lines that say how to read it, and the letters of all our charts; harmless."""
    heading = alt.TitleParams(title, subtitle=list(key), anchor="start", frame="bounds", offset=14)
    styled: alt.TopLevelMixin = (
        chart.properties(title=heading, padding=12, background="white")
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_title(fontSize=14, subtitleFontSize=SIZE, subtitleColor=FAINT, color=INK)
        .configure_axis(labelColor=INK, titleColor=INK, titleFontWeight="normal", gridColor="#dddddd", labelLimit=0)
        .configure_legend(orient="bottom", title=None, labelLimit=0, symbolSize=90)
    )
    return harmless(styled)
