"""The process that parses: one for this process, kept from document to document, replaced when one has spoilt it."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

from ketclaims.model import InputError
from ketclaims.sources.formats import KINDS, Format
from ketclaims.sources.limits import MEGABYTE, Limits

MOST_DOCUMENTS = 200
"""After so many the process is replaced: what libraries keep of each document adds up."""
WIDEST = 4
"""Bytes of a code point, at most."""
PATIENCE = 1.0
"""Seconds in which an idle process ends by itself."""


def parsed(data: bytes, kind: Format, name: str, limits: Limits) -> str:
    """The text of a document, parsed in another process; ``InputError`` where it has none or goes beyond the limits.

    The process is a plain child and not one of ``multiprocessing``: so it does not run the caller's script again, and
    it can be had in a process that is daemonic, such as a worker of Dask.
    """
    # Told by the process, because a fork takes the parent's along, and two cannot talk to one.
    parser = _parsers.setdefault(os.getpid(), Parser())
    return parser.parse(data, kind, name, limits)


class Parser:
    """The other process, as this one sees it; one document at a time, whichever thread asks."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.documents = 0

    def parse(self, data: bytes, kind: Format, name: str, limits: Limits) -> str:
        """The text of one document."""
        with self.lock:
            if self.process is None or self.process.poll() is not None or self.documents >= MOST_DOCUMENTS:
                self._replace()
            self.documents += 1
            late = threading.Event()
            clock = threading.Timer(limits.seconds, self._stop, (late,))
            clock.daemon = True
            clock.start()
            try:
                reply = self._ask(data, kind, name, limits)
            except (OSError, ValueError, KeyError) as error:
                self.close()
                raise _broken(kind, name, limits, late=late.is_set()) from error
            finally:
                clock.cancel()
        if isinstance(reply, InputError):
            raise reply
        return reply

    def _replace(self) -> None:
        self.close()
        # This process's path of modules, and without the working directory that `-m` adds: documents may lie there.
        path = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ketclaims.sources.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        self.documents = 0

    def _ask(self, data: bytes, kind: Format, name: str, limits: Limits) -> str | InputError:
        """Send a document and take what comes back; ``ValueError`` where that is no answer."""
        sent, got = (self.process.stdin, self.process.stdout) if self.process else (None, None)
        if sent is None or got is None:
            raise ValueError
        head = {"kind": kind, "name": name, "bytes": len(data), "limits": asdict(limits)}
        sent.write(json.dumps(head).encode() + b"\n")
        sent.write(data)
        sent.flush()
        answer = json.loads(got.readline())
        if answer["ends"]:
            self.documents = MOST_DOCUMENTS
        if answer["fault"]:
            return InputError(str(answer["fault"]))
        size = int(answer["size"])
        # Nothing that was parsed is believed, the length of the answer neither.
        text = got.read(size) if 0 <= size <= limits.size * WIDEST else b""
        if len(text) != size:
            raise ValueError(size)
        return text.decode("utf-8")

    def _stop(self, late: threading.Event) -> None:
        late.set()
        if self.process:
            self.process.kill()

    def close(self) -> None:
        """End the process; one that is idle ends by itself when nobody can ask it any more."""
        process, self.process = self.process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            try:
                if stream:
                    stream.close()
            except OSError:
                pass
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


_parsers: dict[int, Parser] = {}


@atexit.register
def _close() -> None:
    parser = _parsers.get(os.getpid())
    if parser:
        parser.close()


def _broken(kind: Format, name: str, limits: Limits, *, late: bool) -> InputError:
    if late:
        return InputError(f"{name}: {KINDS[kind]} that takes longer than {limits.seconds:g} s to read.")
    memory = limits.memory / MEGABYTE
    return InputError(f"{name}: {KINDS[kind]} that ended the process reading it, perhaps with more than {memory:g} MB.")
