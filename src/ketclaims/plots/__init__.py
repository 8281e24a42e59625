"""A frame in, an Altair chart out: the claims of one measure, the sources by subjects, the voices behind each
subject, and the studies behind the claims.

Everything is drawn on this machine. Colours are those of Okabe and Ito, and nothing is said by a colour alone. What a
chart shows (rows, cells, axes, words) needs no Altair; only what draws it loads it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ketclaims.plots.evidence import plot_evidence
    from ketclaims.plots.matrix import plot_matrix
    from ketclaims.plots.measures import plot_measure
    from ketclaims.plots.pictures import draw_png, draw_svg, show_pictures
    from ketclaims.plots.voices import plot_voices

__all__ = ["draw_png", "draw_svg", "plot_evidence", "plot_matrix", "plot_measure", "plot_voices", "show_pictures"]

HOMES = {
    "draw_png": "pictures",
    "draw_svg": "pictures",
    "plot_evidence": "evidence",
    "plot_matrix": "matrix",
    "plot_measure": "measures",
    "plot_voices": "voices",
    "show_pictures": "pictures",
}
"""The module of each name."""


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
