"""An axis as the channel of an Altair chart."""

from __future__ import annotations

from typing import Any

import altair as alt

from ketclaims.plots.axes import Axis


def x_channel(axis: Axis, field: str) -> alt.X:
    """The channel that puts a field of the data on an axis."""
    return alt.X(f"{field}:Q", scale=_scale(axis), axis=_axis(axis), title=axis.title)


def _scale(axis: Axis) -> alt.Scale:
    kind: Any = "log" if axis.log else "linear"
    return alt.Scale(type=kind, domain=[axis.low, axis.high], nice=False, zero=False)


def _axis(axis: Axis) -> alt.Axis:
    if not axis.ticks:
        whole = alt.Axis(format="d", tickCount=6, tickMinStep=1, labelFlush=False)
        return whole if axis.unit.startswith("{") else alt.Axis(tickCount=6, labelFlush=False)
    words = " : ".join(f"datum.value == {value!r} ? '{text}'" for value, text in axis.ticks)
    return alt.Axis(
        values=[value for value, _ in axis.ticks],
        labelExpr=f"{words} : ''",
        labelOverlap="greedy",
        labelSeparation=5,
    )
