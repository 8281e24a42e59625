"""How fast the parser reads on one core, how the time grows with the amount of text, and what it takes of memory.

    python benchmarks/speed.py [--largest MB] [--markdown]

The texts are the articles of ``data/raw``, which have three to four numbers in a thousand characters, and the practice
texts of ``tests/practice``, which are packed with figures. Larger amounts are the same texts again and again, each as a
document of its own: the parser remembers nothing from one document to the next, so repetition makes nothing faster.
Times are those of the processor. Each amount is read in a process of its own, whose peak of memory is that of the run.

Another tool is measured beside this one by a ``Task`` of its own: see ``TASKS``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from accuracy import Table, markdown, plain

import ketclaims as kc
from ketclaims.tables.columns import CLAIMS
from ketclaims.tables.files import arrow_table

ROOT = Path(__file__).parents[1]
CORPORA: Mapping[str, Path] = {
    "articles": ROOT / "data" / "raw",
    "dense": ROOT / "tests" / "practice" / "texts",
}
MEGABYTE = 1_000_000
SIZES = (0.1, 1.0, 10.0, 100.0)
LARGEST = 10.0
REPEATS = 3
STARTS = 5
BATCH = 200
"""So many documents become one table: what is held in memory does not grow with their number."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do with documents: how it is called, and a function from texts to how much was found in them."""

    name: str
    run: Callable[[Iterable[str]], int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run came to: the bytes read, how much was found, the seconds and the peak of memory in bytes."""

    size: int
    found: int
    seconds: float
    peak: int | None

    @property
    def rate(self) -> float:
        """Megabytes a second."""
        return self.size / self.seconds / MEGABYTE


def find(texts: Iterable[str]) -> int:
    """How many quantities the texts hold."""
    return sum(len(kc.find_quantities(text)) for text in texts)


def whole_way(texts: Iterable[str]) -> int:
    """How many claims the texts make: from texts to the rows of a validated table in Arrow, some at a time."""
    documents = iter(texts)
    found = 0
    while batch := list(islice(documents, BATCH)):
        ledgers = [kc.extract(text, source=f"text-{place}") for place, text in enumerate(batch)]
        found += arrow_table(kc.claims_frame(ledgers), CLAIMS, kc.__version__).num_rows
    return found


TASKS: Mapping[str, Task] = {task.name: task for task in (Task("find_quantities", find), Task("whole way", whole_way))}


# ---------------------------------------------------------------------------------------------------------- measuring


def texts_of(corpus: str) -> list[str]:
    """The texts of a corpus, by name."""
    return [path.read_bytes().decode("utf-8") for path in sorted(CORPORA[corpus].glob("*.txt"))]


def documents(texts: Sequence[str], size: int) -> Iterator[str]:
    """Texts again and again, until they come to ``size`` bytes; each is a string of its own."""
    read = 0
    for text in cycle(texts):
        if read >= size:
            return
        data = text.encode()
        read += len(data)
        yield data.decode()


def read(task: Task, corpus: str, size: int) -> Reading:
    """Run a task over ``size`` bytes of a corpus in this process; small amounts several times, and the best counts."""
    texts = texts_of(corpus)
    task.run(texts[:1])  # what is made once is made here
    times = []
    found = 0
    for _ in range(REPEATS if size <= MEGABYTE else 1):
        start = time.process_time()
        found = task.run(documents(texts, size))
        times.append(time.process_time() - start)
    return Reading(sum(len(text.encode()) for text in documents(texts, size)), found, min(times), _peak())


def _peak() -> int | None:
    """The most memory that this process has held, in bytes; nothing where the system does not say."""
    try:
        import resource
    except ImportError:
        return None
    # Linux counts in kilobytes, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def measure(task: Task, corpus: str, size: int) -> Reading:
    """The same in a process of its own, so that its peak of memory is that of the run."""
    command = [sys.executable, __file__, "--one", task.name, corpus, str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Reading(**json.loads(done.stdout))


def starting_time() -> float:
    """The seconds from calling the command to its end, for one short article; the best of several, after a first.

    The first run leaves the compiled modules, as it does for a user whatever the environment here says of them.
    """
    article = sorted(CORPORA["articles"].glob("*.txt"))[0]
    command = [sys.executable, "-c", "from ketclaims.cli import main; main()", "extract", str(article)]
    as_usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(STARTS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=as_usual)
        times.append(time.perf_counter() - start)
    return min(times[1:])


# ------------------------------------------------------------------------------------------------------------ telling


def growth_table(task: Task, corpus: str, sizes: Sequence[float]) -> Table:
    """One task and corpus at several sizes; the last column is one where the time grows in proportion to the text."""
    header = ("read", "seconds", "MB/s", "found", "found a second", "peak memory", "time a byte to the first")
    readings = [measure(task, corpus, int(size * MEGABYTE)) for size in sizes]
    return Table(f"{task.name}, {corpus}", header, [_cells(reading, readings[0]) for reading in readings])


def _cells(reading: Reading, first: Reading) -> Sequence[str]:
    peak = "" if reading.peak is None else f"{reading.peak / MEGABYTE:.0f} MB"
    return (
        f"{reading.size / MEGABYTE:.1f} MB",
        f"{reading.seconds:.2f}",
        f"{reading.rate:.2f}",
        str(reading.found),
        f"{reading.found / reading.seconds:.0f}",
        peak,
        f"{first.rate / reading.rate:.2f}",
    )


def tables(sizes: Sequence[float]) -> Iterator[Table]:
    """Every task on every corpus, and the start of the command."""
    for task in TASKS.values():
        for corpus in CORPORA:
            yield growth_table(task, corpus, sizes)
    yield Table(
        "Start of the command", ("command", "seconds"), [("ketclaims extract ARTICLE", f"{starting_time():.2f}")]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables that the arguments ask for."""
    parser = argparse.ArgumentParser(description="Measure how fast the parser reads, on one core.")
    parser.add_argument("--markdown", action="store_true", help="print tables in Markdown")
    parser.add_argument("--largest", type=float, default=LARGEST, metavar="MB", help="the largest amount of text")
    parser.add_argument("--one", nargs=3, metavar=("TASK", "CORPUS", "BYTES"), help="one run alone, told in JSON")
    chosen = parser.parse_args(arguments)
    if chosen.one:
        task, corpus, size = chosen.one
        print(json.dumps(asdict(read(TASKS[task], corpus, int(size)))))
        return 0
    sizes = [size for size in SIZES if size <= chosen.largest] or [chosen.largest]
    printed = markdown if chosen.markdown else plain
    for table in tables(sizes):
        print("\n".join(printed(table)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
