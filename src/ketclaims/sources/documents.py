"""Documents as text: bytes of any supported format in, the text in them out, within limits of size, time and memory."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from ketclaims.model import InputError
from ketclaims.sources.formats import KINDS, Format, format_of
from ketclaims.sources.limits import DEFAULT, Limits, too_large
from ketclaims.sources.parsing import parsed
from ketclaims.sources.texts import decode
from ketclaims.tables.reading import read_bytes

# What the extra `documents` has to have brought.
NEEDED: dict[Format, tuple[str, ...]] = {
    "html": ("lxml", "trafilatura"),
    "pdf": ("pypdf",),
    "docx": ("lxml", "mammoth"),
}


def text_of(data: bytes, name: str, limits: Limits = DEFAULT) -> str:
    """The text in the bytes of a document called ``name``; every offset of a claim counts code points of this text.

    The format is told by the first bytes, then by the suffix of ``name``. A text is given code point for code point.
    Of an HTML page the article, of a PDF or Word document everything is given as Markdown: headings with ``#``, items
    with ``-`` or their number, tables as rows between pipes. ``InputError`` is one sentence that begins with ``name``:
    the bytes are no such document, there is no text in it, it goes beyond ``limits``, or the extra is not installed.

    What has to be parsed is parsed in a process of its own, which no document can take along.
    """
    if len(data) > limits.size:
        raise InputError(too_large(name, "file", limits.size))
    kind = format_of(data, name)
    if kind == "text":
        return decode(data, name)
    if any(find_spec(module) is None for module in NEEDED[kind]):
        raise InputError(f"{name}: {KINDS[kind]} needs the extra: pip install 'ketclaims[documents]'.")
    return parsed(data, kind, name, limits)


def read_text(path: Path, limits: Limits = DEFAULT) -> str:
    """The text of one document, as ``text_of`` gives it; no more of a file is read than ``limits`` allow."""
    return text_of(read_bytes(path, limits.size + 1), str(path), limits)
