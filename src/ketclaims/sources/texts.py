"""Bytes as the text that they are: nothing is stripped or translated."""

from __future__ import annotations

from ketclaims.model import InputError
from ketclaims.tables.reading import utf8

SAMPLE = 4096
"""So many bytes tell a text from a binary file."""
FEWEST = 64
"""In fewer bytes than these some NULs say nothing."""
BLANK = "\ufeff \t\r\n\f\v"


def decode(data: bytes, name: str) -> str:
    """The text of an article as code points: a byte order mark stays, and so does every line ending.

    ``InputError`` names the file where it is empty, a binary file, or not UTF-8 (with the byte offset).
    """
    head = data[:SAMPLE]
    # A text may hold a NUL; where every other byte is one, it is UTF-16 or no text at all.
    if len(head) >= FEWEST and head.count(0) * 3 > len(head):
        raise InputError(f"{name}: full of NUL bytes, so UTF-16 or a binary file; a UTF-8 text was expected.")
    text = utf8(data, name)
    if not text.strip(BLANK):
        raise InputError(f"{name}: the file is empty, a text was expected.")
    return text
