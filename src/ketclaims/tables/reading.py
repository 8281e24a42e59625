"""Files as text and as records; no pandas, and each fault in one sentence that names its file, row and column."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Any

from ketclaims.model import InputError

Record = Mapping[str, Any]
Placed = tuple[int, Record]

LONGEST_CELL = 2**31 - 1
"""A quote may be a whole text, and the usual limit of ``csv`` is 131072 characters."""


def read_bytes(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, no more than ``most`` if given; ``InputError`` where there is none that can be read."""
    with opened(path) as stream:
        return stream.read(most)


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A file to read bytes from; ``InputError`` where there is none, and where it cannot be read to its end."""
    try:
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a directory, a file was expected.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}).") from None


def utf8(data: bytes, name: str) -> str:
    """Bytes as code points, nothing stripped or translated; ``InputError`` names the offset of the first bad byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = data[error.start]
        raise InputError(f"{name}: not UTF-8, byte 0x{bad:02x} at offset {error.start} cannot be read.") from None


def csv_records(text: str, name: str, columns: tuple[str, ...] | None = None) -> tuple[list[Placed], tuple[str, ...]]:
    """The rows of a CSV text by column, each with its number, and a sentence for every row unlike the header.

    The header is row 1, as a spreadsheet counts; with ``columns`` it must name these in this order. A byte order mark
    and any line ending are accepted, because spreadsheets write them.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    records: list[Placed] = []
    faults: list[str] = []
    place = 0
    try:
        with long_cells():
            header = tuple(next(reader, ()))
            fault = _header_fault(header, columns or header)
            if fault:
                return [], (f"{name}, row 1, {fault}",)
            place = 1
            for place, cells in enumerate(reader, 2):
                if len(cells) == len(header):
                    records.append((place, dict(zip(header, cells, strict=True))))
                elif cells:
                    faults.append(f"{name}, row {place}: {len(cells)} cells, {len(header)} were expected.")
    except csv.Error as error:
        faults.append(f"{name}, row {place + 1}: not readable as CSV ({error}).")
    return records, tuple(faults)


@contextmanager
def long_cells() -> Iterator[None]:
    """As long as it is open, ``csv`` reads cells of any length."""
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _header_fault(header: tuple[str, ...], columns: tuple[str, ...]) -> str:
    for place, name in enumerate(columns):
        if place >= len(header) or header[place] != name:
            found = repr(header[place]) if place < len(header) else "missing"
            return f"column {place + 1}: the header is {found}, {name!r} was expected."
    if len(header) > len(columns):
        return f"column {len(columns) + 1}: the header {header[len(columns)]!r} is one too many."
    return "" if header else "column 1: the header is missing."


def json_records(text: str, name: str) -> list[Placed]:
    """The objects of a JSON lines text, each with its line; ``InputError`` names the first line that holds none."""
    return [
        (place, _record(line, f"{name}, line {place}"))
        for place, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def _record(line: str, where: str) -> Record:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error}).") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: a JSON object was expected.")
    return record
