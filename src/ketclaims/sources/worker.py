"""What the process that parses does: documents in at standard input, their text out at standard output.

A request is a line of JSON and the bytes that it announces, and so is a reply. Where the memory of a process can be
limited (not on Windows), no document gets more than its request grants; an alarm ends a process whose parent is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from ketclaims.model import InputError
from ketclaims.sources.formats import KINDS, Format
from ketclaims.sources.limits import MEGABYTE, Limits, too_large

DEEPEST = 5000
"""Python's own limit of 1000 calls is reached in pages that are merely nested a little."""
GRACE = 5.0
"""Seconds after which the alarm rings where the parent, which has the clock, did not end the process."""

Reply = tuple[str, str, bool]


def parser(kind: Format) -> Callable[[bytes, str], str]:
    """What reads a format; its libraries are loaded with it."""
    if kind == "html":
        from ketclaims.sources.html import page_text

        return page_text
    if kind == "pdf":
        from ketclaims.sources.pdf import pdf_text

        return pdf_text
    from ketclaims.sources.docx import docx_text

    return docx_text


def reply(data: bytes, kind: Format, name: str, limits: Limits) -> Reply:
    """The text of a document or the sentence that says why there is none, and whether the process has to end."""
    try:
        text = parser(kind)(data, name)
        return (text, "", False) if len(text) <= limits.size else ("", too_large(name, "text in it", limits.size), True)
    except InputError as fault:
        return "", str(fault), False
    except MemoryError:
        return (
            "",
            f"{name}: {KINDS[kind]} that takes more than {limits.memory / MEGABYTE:g} MB to read.",
            True,
        )
    except Exception as error:
        # The libraries document few of the errors that hostile bytes can raise in them.
        return "", f"{name}: {KINDS[kind]} that is broken ({_words(error)}).", True


def _words(error: Exception) -> str:
    said = " ".join(str(error).split())[:200].rstrip(".")
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until there are no more."""
    for line in requests:
        head: dict[str, Any] = json.loads(line)
        limits = Limits(**head["limits"])
        _limit_memory(limits.memory)
        _set_alarm(limits.seconds + GRACE)
        text, fault, ends = reply(requests.read(head["bytes"]), head["kind"], head["name"], limits)
        _set_alarm(0)
        sent = text.encode("utf-8", "backslashreplace")
        replies.write(json.dumps({"size": len(sent), "fault": fault, "ends": ends}).encode() + b"\n" + sent)
        replies.flush()


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _set_alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def main() -> None:
    """Serve the parent; what libraries print goes nowhere."""
    sys.setrecursionlimit(DEEPEST)
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
