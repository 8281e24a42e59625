"""Sources by subjects: in every cell what the source says, and the verdict that weighs most there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from ketclaims.plots.cells import Cell, by_voice, cells, compared, measure_order, verdicts_by_claim
from ketclaims.plots.labels import shortened
from ketclaims.plots.palette import INK, VERDICT_LOOKS
from ketclaims.plots.sheets import finished, row_channel, text_width, words_column

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

CELL, STEP, FITS = 142, 24, 20
GAP = 0.16
"""How much of a row is left empty between its tiles and the next."""
WORDS = {"repeated": "one voice only", "alone": "nothing to compare with"}
JOINED = "  ·  "


def plot_matrix(
    claims: pd.DataFrame,
    pairs: pd.DataFrame,
    measures: Iterable[str] | None = None,
    lexicon: Lexicon | None = None,
) -> alt.TopLevelMixin:
    """Sources by subjects, each cell with the figures of the source and the verdict that weighs most among its pairs.

    ``claims`` and ``pairs`` are the frames of a comparison. Subjects on which no source can be compared with another
    are left out; ``measures`` keeps some measures only. The letter in the cell says what its colour says.
    ``LookupError`` where no subject is left.
    """
    from ketclaims.lexicon import default_lexicon

    known = lexicon or default_lexicon()
    chosen = claims if measures is None else claims[claims["measure"].isin(list(measures))]
    shown = compared(list(cells(chosen.to_dict("records"), verdicts_by_claim(pairs.to_dict("records")), known)))
    if not shown:
        raise LookupError("There is no subject on which two sources can be compared.")
    return _drawn(_frame(shown, known), by_voice(zip(claims["voice"], claims["source"], strict=True)))


def _frame(found: Sequence[Cell], lexicon: Lexicon) -> pd.DataFrame:
    """The cells with the number of their row: measures in the order of the lexicon, then subjects."""
    measures = measure_order(found, lexicon)
    keys = [cell.sorting(measures) for cell in found]
    order = {key: place for place, key in enumerate(sorted(set(keys)))}
    frame = pd.DataFrame(_row(cell, order[key]) for cell, key in zip(found, keys, strict=True)).sort_values(
        ["row", "source"], ignore_index=True
    )
    frame["head"] = frame["measure"].str.replace("_", " ").where(~frame["measure"].duplicated(), "")
    frame["line"] = frame["subject"].where(~frame["row"].duplicated(), "")
    return frame


def _row(cell: Cell, place: int) -> dict[str, Any]:
    return {
        "measure": cell.measure,
        "subject": cell.subject,
        "source": cell.source,
        "verdict": cell.verdict,
        "values": shortened("; ".join(cell.values), FITS),
        "reason": JOINED.join(cell.reasons),
        "quote": JOINED.join(cell.quotes),
        "row": place,
        "sign": VERDICT_LOOKS[cell.verdict].sign,
        "says": _legend(cell.verdict),
    }


def _legend(verdict: str) -> str:
    return f"{VERDICT_LOOKS[verdict].sign}  {WORDS.get(verdict, verdict)}"


def _drawn(frame: pd.DataFrame, sources: Sequence[str]) -> alt.TopLevelMixin:
    base = alt.Chart(frame).encode(y=row_channel(int(frame["row"].max()) + 1, GAP))
    axis = alt.Axis(orient="top", labelAngle=0, title=None, domain=False, ticks=False, labelFontWeight="bold")
    x = alt.X("source:N", sort=list(sources), axis=axis, scale=alt.Scale(domain=list(sources), paddingInner=0.03))
    subject = -12 - text_width(frame["line"])
    head = subject - 14 - text_width(frame["head"])
    layers = [
        _tiles(base, x),
        *_cell_text(base, x, "sign", 8, "bold"),
        *_cell_text(base, x, "values", 24, "normal"),
        words_column(base.transform_filter("datum.line"), "line", subject),
        words_column(base.transform_filter("datum.head"), "head", head, "bold"),
    ]
    chart = alt.layer(*layers).properties(width=CELL * len(sources), height=alt.Step(STEP))
    return finished(chart, "What each source says, and how it stands to the others", _KEY)


_KEY = (
    "A row is a measure, a condition and a treatment; a cell has the figures of one source and the verdict that",
    "weighs most among its pairs with other sources. A condition can be in conflict with a broader or narrower one.",
)


def _tiles(base: alt.Chart, x: alt.X) -> alt.Chart:
    domain = [_legend(verdict) for verdict in VERDICT_LOOKS]
    colours = alt.Scale(domain=domain, range=[look.colour for look in VERDICT_LOOKS.values()])
    legend = alt.Legend(symbolType="square", symbolStrokeColor=INK, symbolSize=160, columns=3, columnPadding=24)
    tiles: alt.Chart = base.mark_rect(stroke=INK, strokeWidth=0.6).encode(
        x=x,
        color=alt.Color("says:N", scale=colours, legend=legend),
        tooltip=["source", "subject", "values", "verdict", "reason", "quote"],
    )
    return tiles


def _cell_text(base: alt.Chart, x: alt.X, name: str, at: float, weight: Any) -> list[alt.Chart]:
    """Text in the cell, white where its colour is dark."""
    dark = [verdict for verdict, look in VERDICT_LOOKS.items() if look.ink != INK]
    is_dark = f"indexof({dark!r}, datum.verdict) >= 0"
    parts = ((is_dark, "#ffffff"), (f"!({is_dark})", INK))
    return [
        base.transform_filter(chosen)
        .mark_text(align="left", fontSize=11, fontWeight=weight, color=ink, dx=at - CELL / 2 + 2)
        .encode(x=x, text=f"{name}:N")
        for chosen, ink in parts
    ]
