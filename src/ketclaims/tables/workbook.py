"""Text in workbooks (XLSX): typed as text, never a formula or a link, and what no cell can hold is marked, not lost.

Needs the extra ``review``, except ``shown`` and ``losses``, which say of a text how a cell shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from ketclaims.tables.rows import Value, cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_UNITS = 32_767
"""Characters that a cell holds, in UTF-16 code units: "Excel specifications and limits"."""
MOST_ROWS = 1_048_576
"""Rows that a sheet holds, the header among them: the same page."""
LARGEST = 9.99999999999999e307
"""The largest number that a cell holds: the same page."""
CUT = "… [cut]"
"""Stands at the end of a cell whose text goes on."""
CREATED = datetime(1980, 1, 1, tzinfo=UTC)
"""The first day that a ZIP archive can name; the day on which a workbook is made would change its bytes."""

SETTINGS = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LINE_END = re.compile(r"\r\n?")
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no place for, once line ends are line feeds."""


def shown(text: str) -> str:
    r"""A text as a cell holds it: line ends are line feeds, what XML cannot hold is a symbol, what is too long is cut.

    Doing it twice changes nothing more, so a cell that came back is unchanged where it equals ``shown`` of what went.

    >>> shown("=1+1\r\n\x00")
    '=1+1\n␀'
    """
    plain = UNSTORABLE.sub(_symbol, LINE_END.sub("\n", text)) if UNSTORABLE.search(text) or "\r" in text else text
    return plain if _fits(plain) else _cut(plain)


def losses(text: str) -> str:
    r"""What ``shown`` leaves out of a text, in words; nothing where only line ends differ.

    >>> losses("a\x00b")
    '1 control character shown as a symbol'
    """
    controls = len(UNSTORABLE.findall(LINE_END.sub("\n", text)))
    said = [f"{controls} control character{'s' * (controls > 1)} shown as a symbol"] if controls else []
    kept = shown(text)
    if kept.endswith(CUT) and not _fits(LINE_END.sub("\n", text)):
        said.append(f"cut after {len(kept) - len(CUT)} of {len(text)} characters")
    return "; ".join(said)


def _symbol(match: re.Match[str]) -> str:
    # Unicode has a picture for each control character: ␀ for NUL.
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _fits(text: str) -> bool:
    return len(text) <= MOST_UNITS // 2 or _units(text) <= MOST_UNITS


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str) -> str:
    room = 2 * (MOST_UNITS - _units(CUT))
    # A pair of surrogates that the cut parts is dropped as a whole.
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT


@contextmanager
def open_workbook(stream: BinaryIO, title: str, comments: str = "", *, by_rows: bool = False) -> Iterator[Workbook]:
    """A workbook that is written to ``stream`` when the block ends well; equal content gives equal bytes.

    With ``by_rows`` no more than a row is in memory, so each sheet must be written row by row, one after the other.

    ``ModuleNotFoundError`` where the extra ``review`` is not installed.
    """
    from xlsxwriter import Workbook

    book = Workbook(stream, SETTINGS | {"constant_memory": by_rows, "in_memory": not by_rows})
    book.set_properties({"title": shown(title), "comments": shown(comments), "created": CREATED})
    yield book
    book.close()


def text_format(book: Workbook, **more: Any) -> Format:
    """A format for text, with xlsxwriter's properties in ``more``: what a person types into such a cell is text too."""
    return book.add_format({"num_format": "@", "valign": "top"} | more)


def write_cell(sheet: Worksheet, row: int, column: int, value: Value, format: Format | None = None) -> None:
    """Write a value where row and column, counted from 0, meet: text as text, number as number, missing as blank.

    A truth is the word that the CSV has: what Excel writes for it, LibreOffice takes for a formula.
    """
    if value is None or value == "":
        sheet.write_blank(row, column, None, format)
    elif isinstance(value, str):
        sheet.write_string(row, column, shown(value), format)
    elif isinstance(value, bool) or abs(value) > LARGEST:
        sheet.write_string(row, column, cell(value), format)
    else:
        sheet.write_number(row, column, value, format)
