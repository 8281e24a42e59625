"""How much a page shows at most, and why; what it leaves out it says, with where the rest is.

The tallies of a page always count everything. The limits are for what a browser has to lay out and a person to look
through. Each is far above what the five articles need.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most of each kind that a page shows."""

    claims: int = 2_000
    """A claim is a row, a mark, a note and a place in a chart, in all 2 kB and with its article and its conflicts up to
    8 kB; a filter over so many rows answers at once, and nobody reads more in a page."""
    conflicts: int = 200
    """The hardest come first: those that leave fewest fields open. A conflict shows two passages, some 3 kB."""
    sources: int = 200
    """Rows of the list of sources."""
    columns: int = 8
    """Sources side by side in the matrix; more do not fit on any screen or sheet."""
    subjects: int = 200
    """Rows of the matrix."""
    figures: int = 100
    """Rows of one chart: about two screens."""
    groups: int = 12
    """Sentences about what the sources come to on the subjects of one measure."""
    checks: int = 100
    """Rows of the arithmetic checks, and of subjects on which several voices repeat one study."""
    references: int = 200
    """Works of the bibliographies."""
    text: int = 600_000
    """Characters of articles, ten times the five that come with the package."""
    passage: int = 600
    """Characters on either side of a figure in its passage; most sentences are a tenth of that."""
    words: int = 160
    """Characters of a name, a figure or a heading."""


DEFAULT = Limits()
