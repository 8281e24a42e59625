"""Which headings stand above a piece, judged by their marks, their numbers, their style and the gaps between them."""

from __future__ import annotations

from typing import NamedTuple

from ketclaims.document.features import in_capitals
from ketclaims.document.layout import Layout
from ketclaims.document.pieces import Piece
from ketclaims.model import Span

# Ranks of headings without a mark; those of Markdown come before, from 1 to 6.
PLAIN = 7
NUMBERED = 8

# A word of so many letters is large in the style of a title, where "of" and "for" are not.
LONG_WORD = 4
OPENING = "\"'“‘«"


class Open(NamedTuple):
    """A heading that is open: nothing has closed it yet. Without a span it is one that was lost."""

    rank: int
    style: str
    span: Span | None


class Outline:
    """The headings above the place that has been read so far.

    A wrong heading is worse than none, so a heading stays open only as long as something says so: a lower level in
    Markdown, a number below a heading without one, a style of its own, or standing right below another heading.
    """

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.layout = layout
        self.title: Open | None = None
        self.open: list[Open] = []
        self.series: dict[str, tuple[int, list[Open]]] = {}
        self.fresh = True
        self.above: tuple[Span, ...] = ()

    def enter(self, piece: Piece) -> None:
        """Close what a heading closes, and open it."""
        heading = Open(_rank(piece), _style(self.text, piece), piece.span)
        if piece.kind == "title":
            self.title = heading
        else:
            self._close(heading, piece.number)
            self.open.append(heading)
        self.fresh = True
        self._settle()

    def pass_by(self, piece: Piece) -> None:
        """Take note of a piece of the article's flow that is no heading.

        A rule above it ends what stands under headings without a mark.
        Where the gap above it is larger than usual, the heading between was lost, and with it what the last one says.
        """
        if piece.ruled and self.open and self.open[-1].rank >= PLAIN and not self.fresh:
            self._cut(self._marked())
            self._settle()
        if piece.gap > self.layout.usual and not self.layout.marked and self.open:
            if not self.fresh:
                self.open[-1] = self.open[-1]._replace(span=None)
            elif self.open[-1].span:
                self.open.append(Open(NUMBERED, "lost", None))
            self._settle()
        self.fresh = False

    def step_aside(self) -> None:
        """Take note of navigation or metadata: what comes next does not follow the heading at once."""
        self.fresh = False

    def _settle(self) -> None:
        """Say anew which headings stand above."""
        chain = [self.title, *self.open] if self.title else self.open
        self.above = tuple(heading.span for heading in chain if heading.span)

    def _close(self, heading: Open, number: int) -> None:
        """Close what does not stand above a new heading; headings of other styles right above it do."""
        if heading.rank < PLAIN:
            self._close_marked(heading.rank)
        elif heading.rank >= NUMBERED:
            self._close_numbered(heading.style, number)
        elif not self.fresh or any(_alike(other.style, heading.style) for other in self.open):
            self._cut(next((at for at, other in enumerate(self.open) if other.rank >= NUMBERED), len(self.open)))
            self._close_alike(heading.style, otherwise=0)

    def _close_numbered(self, style: str, number: int) -> None:
        """Close what does not stand above a numbered heading, which stands where the number before it stood.

        If what stood above that one has been closed since, nothing is known to stand above this one.
        """
        last, parents = self.series.get(style, (0, []))
        if number != last + 1 or not last:
            self._close_alike(style, otherwise=len(self.open))
        else:
            self._cut(len(parents) if self.open[: len(parents)] == parents else self._marked())
        self.series[style] = number, list(self.open)

    def _close_marked(self, rank: int) -> None:
        """Close the headings of the same or a lower level, a title with a mark too."""
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()
        if self.title and rank <= self.title.rank < PLAIN:
            self.title = None

    def _close_alike(self, style: str, otherwise: int) -> None:
        """Close the outermost heading of a style and all below it; where there is none, all from ``otherwise``."""
        alike = (at for at, other in enumerate(self.open) if _alike(other.style, style) and other.rank >= PLAIN)
        self._cut(next(alike, max(otherwise, self._marked())))

    def _marked(self) -> int:
        """How many of the open headings are marked as in Markdown."""
        return sum(other.rank < PLAIN for other in self.open)

    def _cut(self, at: int) -> None:
        """Keep so many of the open headings."""
        del self.open[at:]


def _style(text: str, piece: Piece) -> str:
    """How a heading is written: its form if it has a number, else how its words are.

    "Does It Last?" is a "question", "“It is illegal”" is "quoted", "SIDE EFFECTS" "upper", "Safety and Risks" has the
    style of a "title", "Who can have it" that of a "sentence", and "Safety" or "PTSD" may be either: "word".
    """
    if piece.form != "plain":
        return piece.form + str(piece.marker.of(text).strip(".").count(".") if piece.marker else 0)
    words = piece.span.of(text)
    if words[0] in OPENING or words[-1] == "?":
        return "quoted" if words[0] in OPENING else "question"
    if piece.kicker or in_capitals(words):
        return "upper"
    later = [word for word in words.split()[1:] if len(word) >= LONG_WORD and word[0].isalpha()]
    return ("sentence" if any(word[0].islower() for word in later) else "title") if later else "word"


def _alike(style: str, other: str) -> bool:
    """Whether two headings may be of one level by their styles."""
    return style == other or ("word" in (style, other) and {style, other} <= {"word", "title", "sentence"})


def _rank(piece: Piece) -> int:
    """The rank of a heading among the others."""
    if piece.level:
        return piece.level
    return PLAIN if piece.form == "plain" else NUMBERED
