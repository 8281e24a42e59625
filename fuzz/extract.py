"""Search for a text that breaks a law: fuzzing of `extract` and `find_quantities`, guided by coverage.

    python fuzz/extract.py --seconds 3600 [--folder .fuzz]
    python fuzz/extract.py --replay FILE...

The search needs atheris (the extra `fuzz`). It begins with the sentences of the cases and the lexicon and changes them
by words of the lexicon and by bytes. Every text that breaks a law, raises or takes too long is kept in FOLDER/found,
one for each kind of fault, and the search goes on; what reaches new code is kept in FOLDER/corpus for the next run.
`--replay` holds the laws against given files and needs nothing; it returns 1 where one is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).parents[1]
LARGEST = 4096
"""Bytes of a text at most: long enough for a time that grows with the square to show."""
FLOOR, PER_KILOBYTE = 0.5, 0.1
"""Seconds that a text may take, and that each kilobyte of it may add; instrumented code takes a tenth of it."""
HANG = 60
"""Seconds after which the search gives up on a text."""
GUIDED = 0.3
"""The share of changes that are the fuzzer's own, byte by byte."""

Broken = Callable[[str], Iterator[str]]


def broken_laws() -> Broken:
    """A function that says how the reading of a text breaks the laws; an exception is one way."""
    import laws

    from ketclaims.lexicon import default_lexicon

    lexicon = default_lexicon()

    def broken(text: str) -> Iterator[str]:
        start = process_time()
        try:
            yield from laws.faults(text, lexicon)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            yield f"{type(error).__name__} in {Path(place.filename).name}, {place.name}: {error}"
            return
        allowed = FLOOR + PER_KILOBYTE * len(text) / 1024
        # What only happened to be slow is quick at the second or third try.
        if process_time() - start > allowed and all(laws.seconds(text, lexicon) > allowed for _ in range(2)):
            yield f"slow: more than {allowed:.2f} s for {len(text)} characters"

    return broken


def search(seconds: int, folder: Path) -> None:
    """Fuzz for so many seconds; the fuzzer ends the process and prints what it did."""
    import atheris

    with atheris.instrument_imports(include=["ketclaims"]):
        broken = broken_laws()
    import wording

    from ketclaims.lexicon import default_lexicon

    corpus, found = folder / "corpus", folder / "found"
    for place in (corpus, found):
        place.mkdir(parents=True, exist_ok=True)
    for text in wording.seeds(default_lexicon()):
        _keep(corpus, text)
    mutation = wording.Mutation(default_lexicon())
    known: set[str] = set()

    def try_bytes(data: bytes) -> None:
        text = wording.text_of(data)
        for fault in broken(text):
            kind = re.split(r"[:\d]", fault)[0]
            if kind not in known:
                known.add(kind)
                print(f"\nFOUND {_keep(found, text)}: {fault}", file=sys.stderr, flush=True)

    def change(data: bytes, largest: int, seed: int) -> bytes:
        draw = random.Random(seed)
        if draw.random() < GUIDED:
            return bytes(atheris.Mutate(data, largest))
        return wording.bytes_of(mutation(wording.text_of(data), draw))[:largest]

    options = [f"-max_total_time={seconds}", f"-max_len={LARGEST}", f"-timeout={HANG}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={found}/", str(corpus)], try_bytes, custom_mutator=change)
    atheris.Fuzz()


def _keep(folder: Path, text: str) -> Path:
    """The file of a text, named by its content."""
    data = text.encode("utf-8", "surrogateescape")
    path = folder / hashlib.sha256(data).hexdigest()[:16]
    path.write_bytes(data)
    return path


def replay(paths: Sequence[Path]) -> int:
    """Hold the laws against files, print what is broken; 1 where something is."""
    import wording

    broken = broken_laws()
    faults = [f"{path}: {fault}" for path in paths for fault in broken(wording.text_of(path.read_bytes()))]
    print("\n".join(faults) or f"{len(paths)} texts break no law")
    return min(len(faults), 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Search or replay, as the arguments say."""
    parser = argparse.ArgumentParser(description="Search for a text that breaks a law.")
    parser.add_argument("--seconds", type=int, default=180, help="how long to search (180)")
    parser.add_argument("--folder", type=Path, default=ROOT / ".fuzz", help="where to keep texts (.fuzz)")
    parser.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help="hold the laws against these files")
    chosen = parser.parse_args(arguments)
    if chosen.replay:
        return replay(chosen.replay)
    search(chosen.seconds, chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
