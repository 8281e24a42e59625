"""Lines of pages as Markdown: which make a paragraph, which a heading, an item or the row of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

LARGER = 1.15
"""How much larger than the text a heading is."""
WIDER = 1.3
"""How much wider than usual the space above a paragraph is."""
WIDEST = 3.0
"""Sizes of the font between two lines above which no line of one paragraph follows the other."""
SHORT = 0.75
"""Share of the length of a full line below which the last line of a paragraph may be told by its full stop alone."""
LONGEST_HEADING = 120
DEEPEST = 4
FEWEST_ROWS = 2

BULLET = re.compile(r"[•‣◦●○▪▫■□◆▶➢✓·∙⁃\uf0b7\x7f–*-]")
ITEM = re.compile(r"(?:[-•] |\(?\d{1,2}[.)] |[a-z]\) )(?=\S)")
CLOSED = re.compile(r"[.!?:;…][\"'”’)\]]*(?:\[[\d,–-]+\])?\Z")
# infu-   but not the ends of 60-   N-
BROKEN = re.compile(r"([^\W\d_]{2,})-\Z")
# non-   self-   post-   which keep it
# fmt: off
PREFIX = frozenset({
    "anti", "co", "ex", "half", "high", "in", "long", "low", "mid", "multi", "non", "one", "post", "pre", "re", "self",
    "semi", "short", "two", "well",
})
# fmt: on
WORD = re.compile(r"[^\W\d_]+")


class Line(NamedTuple):
    """A line of a page: its cells where it has gaps, else one; ``height`` and ``size`` of its font in points."""

    cells: tuple[str, ...]
    height: float
    size: float
    bold: bool

    @property
    def words(self) -> str:
        """The line as one string; a sign that opens an item is a dash."""
        first, *rest = self.cells
        return " ".join(("-" if rest and BULLET.fullmatch(first) else first, *rest))


class Look(NamedTuple):
    """What the lines of a document have in common: the size of its text, of its headings, and how long a full line is.

    ``bold`` says whether a bold line is a heading; ``known`` holds the words of the document.
    """

    size: float
    headings: tuple[float, ...]
    full: float
    bold: bool
    known: frozenset[str]


def flow(pages: Sequence[Sequence[Line]]) -> str:
    """The lines of pages as Markdown, a blank line between blocks; a paragraph may go on over a page's end."""
    look = _look(list(chain.from_iterable(pages)))
    blocks: list[str] = []
    for page in pages:
        for at, block in enumerate(_blocks(page, look)):
            if not at and blocks and _goes_over(blocks[-1], block):
                blocks[-1] = _join(blocks[-1], block, look)
            elif blocks and ITEM.match(block) and ITEM.match(blocks[-1].rsplit("\n", 1)[-1]):
                blocks[-1] += "\n" + block
            else:
                blocks.append(block)
    return "\n\n".join(_titled(blocks)) + "\n"


def _titled(blocks: Sequence[str]) -> Iterator[str]:
    """The blocks; where the first of several highest headings opens the document, it is the title of all others."""
    title = next((block for block in blocks if block.startswith("#")), "")
    highest = [block for block in blocks if block.startswith("# ")]
    lower = len(highest) > 1 and title is highest[0] and title in blocks[:2]
    for block in blocks:
        yield f"#{block}" if lower and block.startswith("#") and block is not title else block


def _look(lines: Sequence[Line]) -> Look:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.size)] += len(line.words)
    size = sizes.most_common(1)[0][0]
    text = [line for line in lines if _rounded(line.size) == size]
    lengths = sorted(len(line.words) for line in text if len(line.cells) == 1) or [0]
    heavy = sum(len(line.words) for line in text if line.bold)
    return Look(
        size,
        tuple(sorted((other for other in sizes if other >= size * LARGER), reverse=True)),
        lengths[len(lengths) * 9 // 10],
        heavy * 4 < sum(len(line.words) for line in text),
        frozenset(word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.words)),
    )


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _goes_over(above: str, below: str) -> bool:
    """Whether the first block of a page goes on with the last one of the page before."""
    return not above.startswith(("#", "|")) and not CLOSED.search(above) and below[:1].islower()


# ---------------------------------------------------------------------------------------------------------- blocks


def _blocks(lines: Sequence[Line], look: Look) -> Iterator[str]:
    """The blocks of one page."""
    leading = _leading(lines, look)
    at = 0
    while at < len(lines):
        end = _table(lines, at)
        if end > at:
            yield "\n".join(_rows([line.cells for line in lines[at:end]]))
        else:
            end = at + 1
            while (
                end < len(lines) and _table(lines, end) == end and _follows(lines[end - 1], lines[end], look, leading)
            ):
                end += 1
            yield _block(lines[at:end], look)
        at = end


def _leading(lines: Sequence[Line], look: Look) -> float:
    """The usual distance between lines of text."""
    text = [line for line in lines if _rounded(line.size) == look.size]
    gaps = [above.height - below.height for above, below in pairwise(text)]
    return median([gap for gap in gaps if 0 < gap < look.size * WIDEST] or [look.size * WIDEST])


def _table(lines: Sequence[Line], at: int) -> int:
    """The number of the line after the table that begins at a line, or that of the line itself."""
    width, end = len(lines[at].cells), at
    while end < len(lines) and len(lines[end].cells) == width and not BULLET.fullmatch(lines[end].cells[0]):
        end += 1
    return end if width > 1 and end - at >= FEWEST_ROWS else at


def _follows(above: Line, below: Line, look: Look, leading: float) -> bool:
    """Whether a line goes on with the paragraph, heading or item of the line above."""
    if _level(above, look) != _level(below, look) or _rounded(above.size) != _rounded(below.size):
        return False
    gap = above.height - below.height
    usual = max(leading, below.size) if _level(below, look) else leading
    # Above the line before it stands the next column; a sentence may go on there.
    if gap > usual * WIDER or (gap < -below.size * WIDEST and CLOSED.search(above.words)):
        return False
    if ITEM.match(below.words):
        return False
    return not (CLOSED.search(above.words) and len(above.words) < look.full * SHORT)


def _level(line: Line, look: Look) -> int:
    """The level of the heading that a line is part of, or 0."""
    if len(line.words) > LONGEST_HEADING or not WORD.search(line.words):
        return 0
    size = _rounded(line.size)
    if size in look.headings:
        return min(look.headings.index(size) + 1, DEEPEST)
    plain = size < look.size or not line.bold or not look.bold or CLOSED.search(line.words) is not None
    return 0 if plain or ITEM.match(line.words) else min(len(look.headings) + 1, DEEPEST)


def _block(lines: Sequence[Line], look: Look) -> str:
    level = _level(lines[0], look)
    text = lines[0].words
    for above, below in pairwise(lines):
        # A line whose next word would have fitted was broken on purpose.
        fits = len(above.words) + 1 + len(below.words.split(" ", 1)[0]) < look.full * SHORT
        text = f"{text}\n{below.words}" if fits and not level else _join(text, below.words, look)
    return f"{'#' * level} {text}" if level else text


def _join(above: str, below: str, look: Look) -> str:
    """Two lines as one, without the hyphen that a word was broken with."""
    if above.endswith(("-", "–", "/")) and below[:1].isdigit():
        return above + below
    broken, rest = BROKEN.search(above), WORD.match(below)
    if not broken or not rest or not below[0].islower():
        return f"{above} {below}"
    first, second = broken[1].casefold(), rest[0].casefold()
    kept = f"{first}-{second}" in look.known or (first in PREFIX and first + second not in look.known)
    return above + below if kept else above[:-1] + below


def _rows(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Rows between pipes, the first as the header."""
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        if not number:
            yield f"| {' | '.join('---' for _ in row)} |"
