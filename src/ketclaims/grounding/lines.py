"""A file of JSON lines, line by line: each an object or a fault of its own, so that none stops the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ketclaims.model import InputError
from ketclaims.sources import DEFAULT
from ketclaims.tables.reading import opened

LONGEST = 4 * DEFAULT.size
"""Bytes of a line: a document of langextract holds its text, the largest there is, and everything found in it."""
KEPT = 1000
"""So many bytes are kept of a line that is longer."""
HEAD = 4096
MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its number, the first being 1, its text, and the object or the fault in it."""

    number: int
    text: str
    record: Mapping[str, Any]
    fault: str = ""


def read_lines(path: Path) -> Iterator[Line]:
    """The lines of a file, each read when it is asked for; ``InputError`` where it is no file of lines at all."""
    with opened(path) as stream:
        if b"\0" in stream.peek(HEAD)[:HEAD]:
            raise InputError(f"{path}: holds NUL bytes, so UTF-16 or a binary file; JSON lines were expected.")
        yield from _lines(stream)


def _lines(stream: BinaryIO) -> Iterator[Line]:
    number = 0
    while data := stream.readline(LONGEST + 1):
        number += 1
        data = data.removeprefix(MARK) if number == 1 else data
        if len(data) > LONGEST:
            _pass_over(stream, data)
            said = data[:KEPT].decode("utf-8", "backslashreplace")
            yield Line(number, f"{said}…", {}, f"the line is longer than {LONGEST / 2**20:g} MB")
        elif data.strip():
            yield read_line(number, data.rstrip(b"\r\n"))


def _pass_over(stream: BinaryIO, data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = stream.readline(LONGEST)


def read_line(number: int, data: bytes) -> Line:
    """One line, without its end, as an object or with its fault."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        fault = f"the line is not UTF-8, byte 0x{data[error.start]:02x} at its offset {error.start} cannot be read"
        return Line(number, data.decode("utf-8", "backslashreplace"), {}, fault)
    try:
        found = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        says = error.msg.lower().removesuffix(" at")
        return Line(number, text, {}, f"the line is not JSON: {says} at column {error.colno}")
    except (ValueError, RecursionError) as error:
        return Line(number, text, {}, f"the line cannot be read as JSON ({error})")
    if not isinstance(found, dict):
        return Line(number, text, {}, "a JSON object was expected")
    return Line(number, text, found)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are told apart: of two values for one key nobody knows which is meant."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found
