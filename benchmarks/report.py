"""Bring the tables of the documents up to date: run the command of each marked part and put down what it prints.

    python benchmarks/report.py [--measeval DIR] [--peers PYTHON] [FILE ...]

A part stands between `<!-- accuracy: COMMAND -->` and `<!-- /accuracy -->` where every machine prints the same, which
the tests hold it to; and between `<!-- measured: COMMAND -->` and `<!-- /measured -->` where the figures are those of
a day and a machine, which are written above them. MEASEVAL in a command stands for the folder of that corpus, which is
no part of the project; `--peers` names the Python in whose environment the peers are installed. A part whose corpus or
environment is not given stays as it is, and a sentence says so. Without FILE it is the README and docs/*.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from re import Match

ROOT = Path(__file__).parents[1]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
PART = re.compile(
    r"(<!-- (?P<kind>accuracy|measured): (?P<command>.+?) -->\n)(?P<body>.*?)(?=<!-- /(?P=kind) -->)", re.DOTALL
)
CORPUS = "MEASEVAL"


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are that are no part of the project; what is not there is ``None``."""

    measeval: Path | None = None
    peers: Path | None = None


def parts(text: str) -> Iterator[tuple[str, str, str]]:
    """The kind, the command and the body of each marked part of a document."""
    for found in PART.finditer(text):
        yield found["kind"], found["command"], found["body"]


def lacking(command: str, places: Places) -> str | None:
    """What a command needs and has not been given, if anything."""
    script = next((ROOT / word for word in command.split() if word.endswith(".py")), None)
    if script is None or not script.is_file():
        return "its script, which does not exist"
    if CORPUS in command and places.measeval is None:
        return "the MeasEval paragraphs (--measeval)"
    if script.name == "peers.py" and places.peers is None:
        return "the environment of the peers (--peers)"
    return None


def printed(command: str, places: Places) -> str:
    """What a command prints: Markdown where it asks for it, else a block of text."""
    python = str(places.peers) if "peers.py" in command else sys.executable
    words = [python if word == "python" else word for word in command.split()]
    words = [str(places.measeval) if word == CORPUS else word for word in words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    if "--markdown" in words:
        return run.stdout
    lines = [line.rstrip() for line in run.stdout.splitlines()]
    return "\n".join(["```text", *lines, "```", ""])


def machine() -> str:
    """The day and the machine, as far as they matter to a figure."""
    day = datetime.now(UTC).date().isoformat()
    return f"Measured on {day}: Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}."


def renewed(text: str, places: Places) -> tuple[str, list[str]]:
    """A document with its parts up to date, and a sentence for each part that was left as it is."""
    left: list[str] = []

    def renew(found: Match[str]) -> str:
        missing = lacking(found["command"], places)
        if missing:
            left.append(f"`{found['command']}` was not run: it needs {missing}.")
            return found.group()
        dated = f"{machine()}\n\n" if found["kind"] == "measured" else ""
        return found[1] + dated + printed(found["command"], places)

    return PART.sub(renew, text), left


def main(arguments: Sequence[str] | None = None) -> int:
    """Renew the documents; 1 where a command fails, whose document then stays as it is."""
    parser = argparse.ArgumentParser(description="Bring the tables of the documents up to date.")
    parser.add_argument("--measeval", type=Path, metavar="DIR", help="folder with text/ and tsv/ of MeasEval")
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="the Python beside which the peers are installed")
    parser.add_argument("documents", type=Path, nargs="*", metavar="FILE", default=list(DOCUMENTS))
    chosen = parser.parse_args(arguments)
    places = Places(chosen.measeval, chosen.peers)
    for path in chosen.documents:
        try:
            text, left = renewed(path.read_text("utf-8"), places)
        except subprocess.CalledProcessError as error:
            print(f"{path}: {error}", file=sys.stderr)
            return 1
        path.write_text(text, "utf-8", newline="\n")
        print(*(f"{path}: {sentence}" for sentence in left), sep="\n", end="\n" if left else "", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
