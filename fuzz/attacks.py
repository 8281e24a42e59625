"""Attacks on every pattern of the package by repetitions of its own parts, on which it has to come to an end.

    python fuzz/attacks.py [PATTERN...]
    python fuzz/attacks.py --list

A pattern that can pass over one stretch in many ways tries them all when what should follow is missing; on a long run
of spaces or dots that takes minutes. No match can be interrupted from Python, so the questions are asked in a child,
which the system ends when one of them takes a quarter of a second of its own time, where microseconds are normal. What
did not come to an end is printed, one line for each pattern, and 1 returned. `--list` says what would be attacked.
"""

from __future__ import annotations

import importlib
import mmap
import os
import pkgutil
import random
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from re import Pattern
from typing import Any, NamedTuple
from unittest import mock

# The library's own parser, as no other takes a pattern apart the way it is matched.
PARSER: Any = importlib.import_module("re._parser")
TEXTS = Path(__file__).parents[1] / "tests" / "practice" / "texts"
"""What is read so that patterns are made that the words of a lexicon give."""
LENGTH = 400
"""Characters of a run: a pattern that is slow by their square takes milliseconds, one by their cube a second."""
SECONDS = 0.25
"""Processor time that one question may take."""
PARTS = (*(1,) * 12, 2, 2, 4, 4)
"""How many parts a loop may repeat make the piece that a run repeats."""
RUNS = {" ", "-", ".", "_", ", "}
"""What pages hold in long runs, as tables and forms in plain text do: for a part that matches all but a few signs."""
ENDS = ("\x00", "я")
"""What no pattern waits for: a sign and a letter."""
LONG = 4
"""How often a part has to be allowed at least to be a loop."""


class Source(NamedTuple):
    """A pattern as it is written, and where."""

    pattern: str
    flags: int
    place: str


class Attack(NamedTuple):
    """One question to a pattern."""

    source: Source
    method: str
    text: str

    def __str__(self) -> str:
        """Who does not come to an end, and on what."""
        return f"{self.source.place}: {self.method} in {self.text!r} by {self.source.pattern!r}"


# ------------------------------------------------------------------------------------------------- what is attacked


def sources() -> list[Source]:
    """Every pattern that the package compiles; to be asked before the package is imported."""
    compiled: Callable[..., Pattern[Any]] = re.compile
    waiting: Callable[..., Pattern[str]] = importlib.import_module("ketclaims.late").late
    found: dict[tuple[str, int], Source] = {}

    def note(pattern: Any, flags: int) -> None:
        frame = sys._getframe(2)
        place = f"{frame.f_code.co_filename.rpartition('ketclaims/')[2]}:{frame.f_lineno}"
        if isinstance(pattern, str) and frame.f_globals["__name__"].startswith("ketclaims."):
            found.setdefault((pattern, int(flags)), Source(pattern, int(flags), place))

    def compile_(pattern: Any, flags: int = 0) -> Pattern[Any]:
        note(pattern, flags)
        return compiled(pattern, flags)

    def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> Pattern[str]:
        note(source, flags)
        return waiting(source, flags)

    with mock.patch("re.compile", compile_), mock.patch("ketclaims.late.late", late):
        _use_all()
    return list(found.values())


def _use_all() -> None:
    package = importlib.import_module("ketclaims")
    for room in pkgutil.walk_packages(package.__path__, "ketclaims."):
        importlib.import_module(room.name)
    for path in sorted(TEXTS.glob("*.txt")):
        package.extract(path.read_text("utf-8"))


# --------------------------------------------------------------------------------------------------- what attacks


def attacks(sources: Iterable[Source]) -> Iterator[Attack]:
    """The questions to each pattern, always the same in the same order."""
    for source in sources:
        yield from dict.fromkeys(Attack(source, *question) for question in _questions(source))


def _questions(source: Source) -> Iterator[tuple[str, str]]:
    """Runs of what each loop of a pattern may repeat, alone and behind what may stand before it.

    A search tries every place of a run, so that what stands before it would only take its time.
    """
    draw = random.Random(repr(source.pattern))
    for before, body in _loops(PARSER.parse(source.pattern, source.flags), ("", ""), draw):
        runs = {"".join(_sample(body, draw, 1) for _ in range(number)) for number in PARTS}
        if any(_is_open(name, value) for name, value in body):
            runs |= RUNS
        for run in sorted(runs - {""}):
            text = run * max(LONG, LENGTH // len(run))
            yield "search", text + ENDS[0]
            yield from (("fullmatch", start + text + end) for start in before for end in ENDS)


Tree = Iterable[tuple[Any, Any]]
Before = tuple[str, str]
"""What can stand before a part: with all that may be there, and with only what must."""


def _loops(tree: Tree, before: Before, draw: random.Random) -> Iterator[tuple[Before, Tree]]:
    """The parts that a pattern may repeat, each with what can stand before it."""
    for part in tree:
        name, value = str(part[0]), part[1]
        if name in REPEATS and value[1] >= LONG:
            yield before, value[2]
        for inner in _inner(name, value):
            yield from _loops(inner, before, draw)
        before = (before[0] + _sample([part], draw, 1), before[1] + _sample([part], draw, 0))


REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _inner(name: str, value: Any) -> Sequence[Tree]:
    """The parts of a part."""
    if name in REPEATS:
        return (value[2],)
    if name == "SUBPATTERN":
        return (value[3],)
    if name in ("ASSERT", "ASSERT_NOT"):
        return (value[1],)
    if name == "ATOMIC_GROUP":
        return (value,)
    return value[1] if name == "BRANCH" else ()


def _is_open(name: Any, value: Any) -> bool:
    """Whether a part matches any character but some."""
    return str(name) in ("ANY", "NOT_LITERAL") or (str(name) == "IN" and str(value[0][0]) in ("NEGATE", "CATEGORY"))


def _sample(tree: Tree, draw: random.Random, least: int) -> str:
    """A string that the parts may match, what is optional ``least`` times."""
    return "".join(_sample_of(str(name), value, draw, least) for name, value in tree)


def _sample_of(name: str, value: Any, draw: random.Random, least: int) -> str:
    if name == "LITERAL":
        return chr(value)
    if name in ("ANY", "NOT_LITERAL"):
        return "q"
    if name == "IN":
        return draw.choice(_characters(value))
    if name in REPEATS:
        return "".join(_sample(value[2], draw, least) for _ in range(min(value[1], max(value[0], least))))
    if name == "BRANCH":
        return _sample(draw.choice(value[1]), draw, least)
    if name in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sample(_inner(name, value)[0], draw, least)
    return ""


CATEGORIES = {"DIGIT": "7", "NOT_DIGIT": "a", "SPACE": " ", "NOT_SPACE": "a", "WORD": "a", "NOT_WORD": " "}


def _characters(choices: Sequence[tuple[Any, Any]]) -> Sequence[str]:
    """Some characters of a class; of one that says what it does not hold, those that it seems to hold."""
    named = []
    for name, value in choices:
        if str(name) == "CATEGORY":
            named.append(CATEGORIES[str(value).removeprefix("CATEGORY_")])
        elif str(name) != "NEGATE":
            named.append(chr(value[0] if str(name) == "RANGE" else value))
    if str(choices[0][0]) != "NEGATE":
        return named
    return [one for one in "a 7-,x(.\n" if one not in named] or "~"


# ------------------------------------------------------------------------------------------------------ the trial


def endless(sources: Sequence[Source]) -> list[Attack]:
    """The first attack on each pattern that does not come to an end."""
    found: list[Attack] = []
    begun = 0
    while begun < len(sources):
        attack = _first_endless(sources[begun:])
        if attack is None:
            break
        found.append(attack)
        begun = sources.index(attack.source) + 1
    return found


def _first_endless(sources: Sequence[Source]) -> Attack | None:
    """What a child is at when the system ends it, or nothing when it comes through."""
    at = mmap.mmap(-1, 8)  # shared with the child
    child = os.fork()
    if not child:
        _ask(attacks(sources), at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not status:
        return None
    if not os.WIFSIGNALED(status) or os.WTERMSIG(status) != signal.SIGPROF:
        raise ChildProcessError(f"the attacks were broken off with status {status}")
    return next(attack for number, attack in enumerate(attacks(sources)) if number == int.from_bytes(at[:]))


def _ask(attacks: Iterable[Attack], at: mmap.mmap) -> None:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # a handler would only run when the match has come to its end
    compiled: dict[Source, Pattern[str]] = {}
    for number, attack in enumerate(attacks):
        pattern = compiled.get(attack.source) or re.compile(attack.source.pattern, attack.source.flags)
        compiled = {attack.source: pattern}
        at[:] = number.to_bytes(8)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        getattr(pattern, attack.method)(attack.text)
        signal.setitimer(signal.ITIMER_PROF, 0)


def main(arguments: Sequence[str]) -> int:
    """Attack the given patterns or every one of the package, and tell of those that do not come to an end."""
    if arguments == ["--list"]:
        print(*sorted(f"{source.place}: {source.pattern!r}" for source in sources()), sep="\n")
        return 0
    found = endless([Source(pattern, 0, "given") for pattern in arguments] or sources())
    for attack in found:
        print(attack)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
