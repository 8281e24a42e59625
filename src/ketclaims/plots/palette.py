"""How voices and verdicts look: colours of Okabe and Ito, each with a shape or a sign of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# In an order in which neighbours differ in grey as well.
COLOURS = ("#0072B2", "#E69F00", "#000000", "#CC79A7", "#009E73", "#56B4E9", "#D55E00")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke")
INK, FAINT = "#222222", "#6b6b6b"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Look:
    """How something is drawn: its colour, and the shape or sign that says the same in grey."""

    colour: str
    sign: str
    ink: str = INK


def voice_looks(voices: Iterable[str]) -> dict[str, Look]:
    """A look for each voice in the order in which they come; beyond seven, colours and shapes pair up anew."""
    named = tuple(dict.fromkeys(voices))
    size = len(COLOURS)
    return {
        voice: Look(COLOURS[place % size], SHAPES[(place + place // size) % size]) for place, voice in enumerate(named)
    }


# Dark enough under white ink, or light enough under black; the letters alone say it all.
VERDICT_LOOKS = {
    "conflict": Look("#A33F00", "X", "#ffffff"),
    "agree": Look("#6CBCEB", "A"),
    "compatible": Look("#DDF0FB", "C"),
    "undetermined": Look("#F5DC8C", "U"),
    "repeated": Look("#DDDDDD", "R"),
    "alone": Look("#ffffff", "–"),
}
"""What a source comes to on a subject: the verdict that weighs most comes first."""
