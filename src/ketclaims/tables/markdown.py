"""Tables in Markdown, in which what a source says is never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MARKS = re.compile(r"[\\`*\[\]|]|(?<!\w)_|_(?!\w)|~(?=~)")
"""What GitHub's Markdown takes for markup in a line; an underscore inside a word is none."""
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Markup(str):
    """Text that is Markdown already."""

    __slots__ = ()


def code(text: str) -> Markup:
    """A word as code: a column, a file, an entry of a vocabulary.

    >>> code("claim_id")
    '`claim_id`'
    """
    if "`" in text:
        return Markup(escaped(text))
    return Markup("`" + " ".join(text.split()).replace("|", "\\|") + "`")


def escaped(text: str) -> str:
    r"""Any text as one line of Markdown that shows it and does nothing else.

    >>> escaped("<b>60-70%</b> [x](y) | *z*")
    '&lt;b&gt;60-70%&lt;/b&gt; \\[x\\](y) \\| \\*z\\*'
    """
    return MARKS.sub(lambda match: "\\" + match[0], " ".join(text.split())).translate(ENTITIES)


def grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown; every cell that is no ``Markup`` is shown as it is."""
    lines = (header, [Markup("---")] * len(header), *rows)
    return "\n".join(f"| {' | '.join(_cell(text) for text in line)} |" for line in lines)


def _cell(text: str) -> str:
    return text if isinstance(text, Markup) else escaped(text)
