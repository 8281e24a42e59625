"""The work folder of a run: the parts that are done, each in files named by its key, and a manifest of them."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq

from ketclaims.model import InputError
from ketclaims.runs.extraction import Extracted
from ketclaims.runs.parts import Part
from ketclaims.tables.arrow import parquet_table
from ketclaims.tables.reading import read_bytes
from ketclaims.tables.writing import OutputError, replacing

SUFFIX = ".parts"
MANIFEST = "manifest.jsonl"
TITLE = json.dumps({"run": "the parts of an extraction that is not finished"})
CLAIMS, TEXTS = "claims", "texts"
Sums = Mapping[str, str]
"""SHA-256 of each file of a part, by kind."""


class WorkFolder:
    """The parts of a run that are done. ``found`` counts those of an earlier run, ``reused`` those of them that fit."""

    def __init__(self, path: Path, manifest: IO[str], found: int, done: dict[str, Sums]) -> None:
        self.path = path
        self.found = found
        self.reused = 0
        self._manifest = manifest
        self._done = done

    def holds(self, part: Part) -> bool:
        """Whether what comes out of this part is there, whole."""
        sums = self._done.get(part.key)
        whole = sums is not None and all(self._is_whole(kind, part.key, known) for kind, known in sums.items())
        self.reused += whole
        return whole

    def _is_whole(self, kind: str, key: str, known: str) -> bool:
        try:
            return hashlib.sha256(read_bytes(self._file(kind, key))).hexdigest() == known
        except InputError:
            return False

    def _file(self, kind: str, key: str) -> Path:
        return self.path / kind / f"{key}.parquet"

    def keep(self, part: Part, extracted: Extracted) -> None:
        """Keep what came out of a part: the files first, then the line that says that they are whole."""
        tables = {CLAIMS: extracted.claims} | ({TEXTS: extracted.texts} if extracted.texts.num_rows else {})
        sums = {kind: self._write(kind, part.key, table) for kind, table in tables.items()}
        first, last = part.documents[0].source, part.documents[-1].source
        line = {"part": part.key, "first": first, "last": last, "documents": len(part.documents), "sha256": sums}
        with _told(self.path):
            print(json.dumps(line), file=self._manifest, flush=True)

    def _write(self, kind: str, key: str, table: pa.Table) -> str:
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd")
        with replacing(self._file(kind, key)) as stream:
            stream.write(buffer.getbuffer())
        return hashlib.sha256(buffer.getbuffer()).hexdigest()

    def claims(self, key: str) -> pa.Table:
        """The claims of a part that is kept."""
        return self._table(CLAIMS, key)

    def texts(self, key: str) -> Iterator[tuple[str, str]]:
        """The sources of a part that is kept with their texts, where the run was asked for them."""
        if self._file(TEXTS, key).exists():
            for record in self._table(TEXTS, key).to_pylist():
                yield record["source"], record["text"]

    def _table(self, kind: str, key: str) -> pa.Table:
        return parquet_table(read_bytes(self._file(kind, key)))


def folder_of(output: Path) -> Path:
    """Where the parts of a run to ``output`` are kept."""
    return output.with_name(f"{output.name}{SUFFIX}")


@contextmanager
def work_folder(output: Path, *, resume: bool) -> Iterator[WorkFolder]:
    """The folder for the parts of a run to ``output``, which goes when the block ends well and stays if it is cut off.

    With ``resume`` it starts with what an earlier run left, else empty. ``OutputError`` where it cannot be made, where
    another run is at work in it, or where it is somebody's own folder.
    """
    with _told(output):
        if output.is_dir():
            raise OutputError(f"{output}: cannot be written (it is a directory).")
    path = folder_of(output)
    with _told(path):
        path.mkdir(exist_ok=True)
        if not (path / MANIFEST).exists() and any(path.iterdir()):
            raise OutputError(f"{path}: holds other things than the parts of a run; move it away.")
        manifest = (path / MANIFEST).open("a+", encoding="utf-8")
    with manifest:
        found = _opened(path, manifest, resume)
        yield WorkFolder(path, manifest, len(found), found if resume else {})
        shutil.rmtree(path)


def _opened(path: Path, manifest: IO[str], resume: bool) -> dict[str, Sums]:
    """What the manifest lists; from now on it is ours alone, and without ``resume`` the folder is empty."""
    with _told(path):
        try:
            fcntl.flock(manifest, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OutputError(f"{path}: another run is at work here.") from None
        manifest.seek(0)
        lines = manifest.read().split("\n")
        if lines[0] not in ("", TITLE):
            raise OutputError(f"{path}: {MANIFEST} is not that of a run; move the folder away.")
        if not resume:
            _emptied(path, manifest)
        for kind in (CLAIMS, TEXTS):
            (path / kind).mkdir(exist_ok=True)
        # The last line may have been cut off, and the next must not continue it.
        print("" if resume and lines[0] else TITLE, file=manifest, flush=True)
    return dict(_listed(lines[1:]))


def _emptied(path: Path, manifest: IO[str]) -> None:
    manifest.truncate(0)
    for kind in (CLAIMS, TEXTS):
        shutil.rmtree(path / kind, ignore_errors=True)


def _listed(lines: list[str]) -> Iterator[tuple[str, Sums]]:
    for line in lines:
        try:
            record = json.loads(line)
            yield record["part"], record["sha256"]
        except (ValueError, TypeError, KeyError):
            # Cut off in the middle: then the part is computed again.
            continue


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}).") from None
