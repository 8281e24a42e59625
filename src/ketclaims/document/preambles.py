"""The fields that some Markdown files begin with, between two rules, with the title of the article among them."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.document.lines import Line
from ketclaims.document.records import NOTHING, Record
from ketclaims.late import late

# title: Naps   tags: [rest, night]   - rest
FIELD = late(r"(?:-\s+\S.*|[A-Za-z][\w-]*:(?:\s.*)?)")
# title: Naps   title: "Naps"
TITLE = late(r"[Tt]itle:\s+[\"']?(?P<words>\S.*?)[\"']?")
MOST_FIELDS = 40
DASHES = "---"


def preamble(text: str, lines: Sequence[Line]) -> Record:
    """The head of a file that begins with fields between rules of dashes, or ``NOTHING``."""
    head = lines[: MOST_FIELDS + 2]
    if not head or _whole(text, head[0]) != DASHES:
        return NOTHING
    end = next((at for at, line in enumerate(head[1:], 1) if _whole(text, line) == DASHES), 0)
    fields = range(1, end)
    if not fields or not all(FIELD.fullmatch(_whole(text, head[at])) for at in fields):
        return NOTHING
    around = frozenset(range(end + 1))
    titles = ((at, TITLE.fullmatch(text, head[at].start, head[at].end)) for at in fields)
    for at, found in titles:
        if found:
            words = head[at]._replace(body=found.start("words"), end=found.end("words"))
            return Record(at, words, at + 1, around - {at})
    return NOTHING._replace(around=around)


def _whole(text: str, line: Line) -> str:
    return text[line.start : line.end]
