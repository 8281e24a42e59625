"""What kind of document a file is, told by its first bytes before its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from ketclaims.model import InputError

Format = Literal["text", "html", "pdf", "docx"]

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
}
KINDS: dict[Format, str] = {"text": "a text", "html": "an HTML page", "pdf": "a PDF", "docx": "a Word document"}

# Documents that are named when they are met, because somebody expects them to be read.
FOREIGN = (".doc", ".rtf", ".odt")
READABLE = "a text, an HTML page, a PDF or a .docx"

# The header of a PDF stands somewhere in its first 1024 bytes.
PDF = re.compile(rb"%PDF-\d")
PDF_HEAD = 1024
PAGE = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
PAGE_HEAD = 4096
# What no text begins with.
STARTS = {
    b"\xd0\xcf\x11\xe0": "an old Office document or an encrypted one",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a compressed file",
    b"PK\x05\x06": "an empty ZIP archive",
}
ARCHIVE = b"PK\x03\x04"
UTF8_MARK, *OTHER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def format_of(data: bytes, name: str) -> Format:
    """The format of a file, by what it holds, and by its suffix where that says nothing.

    A PDF or Word document is one whatever it is called, and so is an HTML page, except that a ``.txt`` or ``.md`` that
    begins with a tag stays the text that it is. ``InputError`` names what cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    named = SUFFIXES.get(suffix)
    head = data[:PDF_HEAD].removeprefix(UTF8_MARK).lstrip()
    foreign = next((kind for start, kind in STARTS.items() if head.startswith(start)), None)
    if foreign:
        raise InputError(f"{name}: this is {foreign}, {READABLE} was expected.")
    if head.startswith(ARCHIVE):
        return "docx"
    if head.startswith(b"%PDF-") or (named == "pdf" and PDF.search(head)):
        return "pdf"
    if named != "text" and PAGE.match(data[:PAGE_HEAD].removeprefix(UTF8_MARK)):
        return "html"
    if named in ("pdf", "docx"):
        found = "this is something else" if head else "the file is empty"
        raise InputError(f"{name}: {found}, {KINDS[named]} was expected.")
    return named or "text"
