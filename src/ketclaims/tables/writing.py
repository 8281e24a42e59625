"""Files written whole or not at all: to a temporary file beside the target, renamed when it is complete."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EISDIR, ENOTDIR
from pathlib import Path
from typing import BinaryIO

from ketclaims.tables.columns import Table
from ketclaims.tables.rows import Row, Value, cell


class OutputError(Exception):
    """A file that could not be written; the message is one sentence that names it. What was there before is whole."""


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become the file ``path`` when the block ends well; ``OutputError`` where that cannot be.

    What a symbolic link names is replaced, not the link; a device or a pipe gets the bytes as they come.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "it is a directory")
        with path.open("wb") if _is_special(path) else _renamed(path.resolve()) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from None


def _is_special(path: Path) -> bool:
    """Whether a path is a device or a pipe, which is written to; a file is replaced."""
    return path.exists() and not path.is_file()


@contextmanager
def _renamed(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            _usual_mode(temporary)
            yield stream
        temporary.replace(path)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _usual_mode(path: Path) -> None:
    # mkstemp keeps its files private; a table is for everyone whom the umask lets read.
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """An empty folder that becomes the folder ``path`` when the block ends well; ``OutputError`` where that cannot be.

    What stood there before stays whole until then, and is gone after: see to it that it may be.
    """
    try:
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise NotADirectoryError(ENOTDIR, "it is no directory")
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".tmp") as name:
            made = Path(name, "new")
            made.mkdir()
            yield made
            _swap(made, path, Path(name, "old"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from None


def _swap(made: Path, path: Path, old: Path) -> None:
    # No system call replaces a folder that holds files, so the old one steps aside for a moment.
    try:
        if path.exists():
            path.rename(old)
        made.rename(path)
    except BaseException:
        if old.exists() and not path.exists():
            old.rename(path)
        raise


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write every file of ``files`` into ``folder``; where one cannot be written, none is replaced."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror or error}).") from None
    _write_each(folder, list(files.items()))


def _write_each(folder: Path, files: list[tuple[str, bytes]]) -> None:
    # Nested, so that the first rename comes after the last file is complete.
    if not files:
        return
    (name, data), *rest = files
    with replacing(folder / name) as stream:
        stream.write(data)
        stream.flush()
        _write_each(folder, rest)


def json_line(row: Row) -> bytes:
    """One row as a line of JSON in UTF-8; a lone surrogate is written as its escape, which is JSON too."""
    return (json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "backslashreplace")


def csv_line(cells: Iterable[Value]) -> bytes:
    """One record of RFC 4180 in UTF-8, ended by a line feed; a missing value is an empty cell.

    Written here and not by ``csv``, whose versions differ on whether a lone carriage return needs quotation marks.
    """
    return (",".join(_quoted(cell(value)) for value in cells) + "\n").encode("utf-8", "backslashreplace")


def _quoted(text: str) -> str:
    plain = not any(mark in text for mark in ',"\r\n') and text == text.strip()
    return text if plain else '"' + text.replace('"', '""') + '"'


def write_jsonl(rows: Iterable[Row], stream: BinaryIO) -> None:
    """Write rows as JSON lines, each as soon as it is there."""
    for row in rows:
        stream.write(json_line(row))
    stream.flush()


def write_csv(rows: Iterable[Row], table: Table, stream: BinaryIO) -> None:
    """Write rows as CSV under the names of the table's columns."""
    stream.write(csv_line(table.names))
    for row in rows:
        stream.write(csv_line(row[name] for name in table.names))
    stream.flush()
