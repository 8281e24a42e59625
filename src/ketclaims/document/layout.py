"""What a document does throughout: whether it marks its headings, how large its gaps are, where its lines break."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.document.features import LARGE, is_bare, is_cell, is_underline
from ketclaims.document.lines import Line
from ketclaims.document.speech import speakers, speaks
from ketclaims.document.words import DocumentWords
from ketclaims.late import late

# No document breaks its lines wider than this; one that seems to has a paragraph on each line.
LONGEST_WRAPPED = 200
# So many lines have to go on in lower case before a document is said to break its lines, and one in so many.
FEWEST_BREAKS = 3
BROKEN_SHARE = 4

# Response   64%   Response,64%   "Response";"64%": what may part the cells of a row
COLUMNED = late(r"  [^\s]|[,;](?=[\w\"$~<>])(?<!\d,)")


class Layout(NamedTuple):
    """What the lines of a document have in common.

    ``marked``: its headings are marked as in Markdown; ``titled``: the first of all is, if only that one. ``piped``:
    it has pipes. ``tabbed``: it has tabs. ``columned``: it has wide gaps, or commas without a space, between words.
    ``tight``: most lines have no blank line above. ``usual``: the blank lines between blocks. ``width``: where its
    lines break, or 0 if each paragraph is one line.
    ``runs``: for each line, how many lines in the form of a heading stand together there, without a blank one;
    ``stacks``: how many in the form of a table's cell. ``speakers``: who speaks more than once.
    """

    marked: bool
    titled: bool
    piped: bool
    tabbed: bool
    columned: bool
    tight: bool
    usual: int
    width: int
    runs: Sequence[int]
    stacks: Sequence[int]
    speakers: frozenset[str]


def layout(text: str, found: Sequence[Line], words: DocumentWords, begin: int = 0) -> Layout:
    """What the lines ``found`` in a text have in common; those before ``begin`` tell nothing of where lines break."""
    gaps = Counter([line.gap for line in found[1:]])
    large = [(-count, gap) for gap, count in gaps.items() if gap]
    spoken = speakers(text, found, words.subjects)
    bare = [
        line.form == "plain" and is_bare(text, line, words, colon=True) and not speaks(text, line, spoken)
        for line in found
    ]
    hashes = [line.level for line in found if line.form == "hash"]
    underlines = _underlines(text, found, bare)
    return Layout(
        marked=(bool(hashes) and hashes != [1]) or bool(underlines),
        titled=1 in hashes or "=" in underlines,
        piped="|" in text,
        tabbed="\t" in text,
        columned=COLUMNED.search(text) is not None,
        tight=gaps[0] * 2 > len(found),
        usual=min(large)[1] if large else 1,
        width=_width(text, found[begin:]),
        runs=_runs(found, bare),
        stacks=_runs(found, [is_cell(text, line) for line in found]),
        speakers=spoken,
    )


def _underlines(text: str, found: Sequence[Line], bare: Sequence[bool]) -> set[str]:
    """The signs with which headings are underlined."""
    below = zip(bare, found[1:], strict=False)
    return {text[line.start] for headed, line in below if headed and is_underline(text, line)}


def _runs(found: Sequence[Line], alike: Sequence[bool]) -> list[int]:
    """For each line the length of the run of alike lines without a gap that it is part of; 0 if it is none of them."""
    runs = [0] * len(found)
    start = 0
    for at, (line, fits) in enumerate(zip(found, alike, strict=True)):
        if line.gap or not fits:
            runs[start:at] = [at - start] * (at - start)
            start = at if fits else at + 1
    runs[start:] = [len(found) - start] * (len(found) - start)
    return runs


def _width(text: str, found: Sequence[Line]) -> int:
    """The width at which a document breaks its lines, or 0: it breaks them where many go on in lower case."""
    joined = [at for at, line in enumerate(found) if at and not line.gap and line.form == "plain"]
    joined = [at for at in joined if not LARGE.fullmatch(text, found[at - 1].start, found[at - 1].end)]
    broken = [found[at - 1] for at in joined if text[found[at].start].islower()]
    if len(broken) < FEWEST_BREAKS or len(broken) * BROKEN_SHARE < len(joined):
        return 0
    widths = [line.indent + line.end - line.start for line in broken]
    return max((width for width in widths if width <= LONGEST_WRAPPED), default=0)
