"""How much faster more processes read, and what they take of memory: one run over many documents in several ways.

    python benchmarks/runs.py [--documents N] [--rounds N] [--markdown]

The documents are the articles of ``data/raw`` and the practice texts of ``tests/practice``, again and again, each a
file of its own. Each way is taken in turn, round after round, and its best time counts. Seconds are the clock's,
because that is what more processes are for: so the machine has to be idle, and the last table says whether it was.
There a loop that only counts runs in one process and in two at a time; a second process gains no run more than that.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from accuracy import Table, markdown, plain
from speed import CORPORA, MEGABYTE, texts_of

MAIN = [sys.executable, "-c", "from ketclaims.cli import main; main()"]
COUNT = [sys.executable, "-c", "sum(i * i % 7 for i in range(10_000_000))"]
WAYS: Mapping[str, Sequence[str]] = {"one process": (), "--jobs 1": ("--jobs", "1"), "--jobs 2": ("--jobs", "2")}
BASE = "--jobs 1"
DOCUMENTS = 1000
ROUNDS = 3
MOMENT = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Peaks of memory of one run, in bytes: of its first process, of the largest other one, and of all together.

    A page that several processes share counts for each in its own peak, and once in that of all.
    """

    client: int = 0
    worker: int = 0
    together: int = 0


def write_documents(folder: Path, count: int) -> int:
    """Write so many documents; gives their bytes."""
    texts = [text.encode() for corpus in CORPORA for text in texts_of(corpus)]
    written = list(islice(cycle(texts), count))
    for place, data in enumerate(written):
        (folder / f"{place:07}.txt").write_bytes(data)
    return sum(map(len, written))


def seconds_of(command: Sequence[str]) -> float:
    """How long a command takes by the clock."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def memory_of(command: Sequence[str]) -> Memory:
    """What a command takes of memory; to look takes time, so this run is no measure of speed."""
    peak = Memory()
    with psutil.Popen([*command], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            held = list(_held(process))
            client = max((rss for pid, rss, _ in held if pid == process.pid), default=0)
            worker = max((rss for pid, rss, _ in held if pid != process.pid), default=0)
            together = sum(share for _, _, share in held)
            peak = Memory(max(peak.client, client), max(peak.worker, worker), max(peak.together, together))
            time.sleep(MOMENT)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def _held(process: psutil.Process) -> Iterator[tuple[int, int, int]]:
    """Each process of a run with the memory that it holds, and its share of that where pages are shared."""
    try:
        for one in (process, *process.children(recursive=True)):
            memory = one.memory_full_info()
            yield one.pid, memory.rss, getattr(memory, "pss", memory.uss)
    except psutil.Error:
        # It has just ended.
        return


def counting() -> float:
    """How much more two processes that only count get done together than one of them alone."""
    start = time.perf_counter()
    subprocess.run(COUNT, check=True)
    alone = time.perf_counter() - start
    start = time.perf_counter()
    both = [subprocess.Popen(COUNT) for _ in range(2)]
    for process in both:
        process.wait()
    return 2 * alone / (time.perf_counter() - start)


def best_seconds(commands: Mapping[str, Sequence[str]], rounds: int) -> tuple[dict[str, float], float]:
    """The best time of each command, all taken in turn; and the most that counting gained."""
    best = dict.fromkeys(commands, float("inf"))
    gains = []
    for _ in range(rounds):
        gains.append(counting())
        best = {name: min(best[name], seconds_of(command)) for name, command in commands.items()}
    return best, max(gains)


def tables(documents: int, rounds: int) -> Iterator[Table]:
    """The ways beside one another, and how free the machine was."""
    with TemporaryDirectory() as name:
        folder = Path(name, "articles")
        folder.mkdir()
        size = write_documents(folder, documents)
        extract = [*MAIN, "extract", str(folder), "-o", str(Path(name, "claims.jsonl"))]
        commands = {way: [*extract, *options] for way, options in WAYS.items()}
        best, gain = best_seconds(commands, rounds)
        memory = {way: memory_of(command) for way, command in commands.items()}
    header = ("way", "seconds", "MB/s", f"as fast as {BASE}", "peak of client", "peak of a worker", "peak together")
    rows = [(way, *_speed(best[way], best[BASE], size), *_peaks(memory[way])) for way in WAYS]
    yield Table(f"{documents} documents, {size / MEGABYTE:.1f} MB", header, rows)
    yield Table("The machine", ("what", "gain"), [("two processes that only count", f"{gain:.2f}")])


def _speed(seconds: float, base: float, size: int) -> Sequence[str]:
    return f"{seconds:.1f}", f"{size / seconds / MEGABYTE:.2f}", f"{base / seconds:.2f}"


def _peaks(memory: Memory) -> Sequence[str]:
    return [f"{peak / MEGABYTE:.0f} MB" if peak else "" for peak in (memory.client, memory.worker, memory.together)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Measure runs over many documents in one and in several processes.")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, metavar="N", help="how many documents to read")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N", help="how often to take each way")
    chosen = parser.parse_args(arguments)
    printed = markdown if chosen.markdown else plain
    for table in tables(chosen.documents, chosen.rounds):
        print("\n".join(printed(table)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
