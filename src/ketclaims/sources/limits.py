"""How much a document may cost: its size, the time it is read in and the memory that takes."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 2**20

LARGEST = 20 * MEGABYTE
"""Bytes of a file, and characters of its text: an article of 100,000 words is under 1 MB, a PDF with pictures 10."""
LONGEST = 60.0
"""Seconds: a page takes 0.05, a PDF of 600 pages 20; what takes longer was made to be slow, or is a shelf of books."""
MOST_MEMORY = 1024 * MEGABYTE
"""Bytes of address space of the process that parses: its libraries take 200 MB, a page of 20 MB some 600."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost.

    ``size`` bounds the bytes of a file and the characters of the text in it. ``seconds`` and ``memory`` (bytes) hold
    for what needs parsing: HTML, PDF and Word; plain text takes time and memory in proportion to its size. Where the
    system cannot limit the memory of a process, as on Windows, ``memory`` is not enforced.
    """

    size: int = LARGEST
    seconds: float = LONGEST
    memory: int = MOST_MEMORY


DEFAULT = Limits()


def too_large(name: str, what: str, size: int) -> str:
    """The sentence on a file, or the text in it, of more than ``size`` bytes or characters."""
    return f"{name}: the {what} is larger than {size / MEGABYTE:g} MB."
