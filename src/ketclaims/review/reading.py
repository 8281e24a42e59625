"""A reviewer's sheet as it comes back, from whatever program has saved it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from ketclaims.model import InputError
from ketclaims.review.sheet import ACTIVE, EXPORTED, NAMES, SHEET
from ketclaims.tables.reading import LONGEST_CELL, read_bytes, utf8
from ketclaims.tables.rows import cell, number

MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Unusable:
    """What a spreadsheet has made of a cell that cannot be taken for what was typed, in words."""

    says: str


Cell = str | Unusable


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a sheet that came back: its number there, the header being row 1, and its cells by column."""

    place: int
    cells: dict[str, Cell]

    def says(self, name: str) -> str:
        """What stands in a column, without space around it; nothing where the sheet lacks it or nobody can tell."""
        found = self.cells.get(name, "")
        return found if isinstance(found, str) else ""


def read_sheet(path: Path) -> list[Entry]:
    """The rows of a sheet that came back, empty ones left out.

    ``InputError`` where the file cannot be read or a column is missing without which no row can be told from another;
    ``ModuleNotFoundError`` where a workbook is to be read and the extra ``review`` is missing.
    """
    if path.suffix.lower() not in READERS:
        raise InputError(f"{path}: a name in {' or '.join(READERS)} was expected.")
    data = read_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{path}: larger than the {MOST_BYTES // 1_000_000} MB of a reviewer's sheet.")
    return list(_entries(READERS[path.suffix.lower()](data, str(path)), str(path)))


def _entries(lines: Iterator[tuple[int, Sequence[Cell]]], name: str) -> Iterator[Entry]:
    place, header = next(lines, (1, ()))
    columns = _columns(header, f"{name}, row {place}")
    for place, cells in lines:
        found = {key: cells[index] for key, index in columns.items() if index < len(cells)}
        if any(value != "" for value in found.values()):
            yield Entry(place, found)


def _columns(header: Sequence[Cell], where: str) -> dict[str, int]:
    """Where each column of ours stands; others are the reviewer's own."""
    found: dict[str, int] = {}
    for index, title in enumerate(header):
        key = "_".join(title.casefold().split()) if isinstance(title, str) else ""
        if key in found:
            raise InputError(f"{where}: the column {key!r} stands there twice.")
        if key in NAMES:
            found[key] = index
    missing = [key for key in ("decision", EXPORTED) if key not in found]
    if missing:
        raise InputError(f"{where}: the column {missing[0]!r} is missing; the first row names the columns as exported.")
    return found


def _from_csv(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    text = utf8(data, name).removeprefix("\ufeff")
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        for place, cells in enumerate(csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True), 1):
            yield place, [_plain(written) for written in cells]
    except csv.Error as error:
        raise InputError(f"{name}: not readable as CSV ({error}).") from None
    finally:
        csv.field_size_limit(limit)


def _dialect(text: str) -> type[csv.Dialect]:
    # Where a comma parts the decimals, spreadsheets part the cells of a CSV by something else.
    header = text.partition("\n")[0]

    class Dialect(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Dialect


def _plain(written: str) -> str:
    """What was typed: no space around it, nor the apostrophe that keeps a spreadsheet from computing it."""
    said = written.strip(" \t\r\n\u00a0\u200b\ufeff")
    return said[1:] if said.startswith("'") and ACTIVE.match(said[1:]) else said


def _from_xlsx(data: bytes, name: str) -> Iterator[tuple[int, Sequence[Cell]]]:
    from openpyxl import load_workbook

    try:
        _refuse_bomb(data, name)
        book = load_workbook(io.BytesIO(data), data_only=False, keep_links=False)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        for place, cells in enumerate(sheet.iter_rows(), 1):
            yield place, [_typed(found) for found in cells]
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError, SyntaxError, OSError) as error:
        raise InputError(f"{name}: not readable as a workbook ({type(error).__name__}: {error}).") from None


def _refuse_bomb(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > 10 * MOST_BYTES:
            raise InputError(f"{name}: unpacks to more than {10 * MOST_BYTES // 1_000_000} MB.")


def _typed(found: Any) -> Cell:
    value = found.value
    if found.data_type == "f":
        return Unusable("holds a formula")
    if found.data_type == "e":
        return Unusable(f"holds the error {value}")
    if isinstance(value, bool):
        return Unusable(f"was taken for the truth value {str(value).upper()}")
    if isinstance(value, (date, time, timedelta)):
        return Unusable(f"was taken for the time {value}")
    if isinstance(value, (int, float)) and "%" in (found.number_format or ""):
        return Unusable(f"was taken for a share of one ({value}); write the number alone, as text")
    return cell(number(value)) if isinstance(value, (int, float)) else _plain(value or "")


READERS = {".xlsx": _from_xlsx, ".csv": _from_csv}
