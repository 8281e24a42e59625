"""Texts for fuzzing: the sentences to start from, and how one text is changed into another.

A text is bytes of UTF-8 and nothing else, so that what a run keeps or finds is a text file that anybody can open; bytes
that are no UTF-8 become lone surrogates, which a text may hold too.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ketclaims.lexicon import Lexicon

CASES = Path(__file__).parents[1] / "tests" / "cases"

_FIGURES = (
    "0 1 7 12 40 100 2.5 .5 1,200 60-70 50–60 10- 3rd 1998 1970s 24/7 140/90 2024-05-01 12:30 2×2 10^6 1e9 -3 −3 90k "
    "½ 2½ ² Ⅳ ٣ \U0001d7d9 1\ufe0f\u20e3 5million p<.05 n=12 3x/day €5 GluN2B PHQ-9"
)
NUMBERS = tuple(_FIGURES.split())
JOINTS = (
    *(" to ", " - ", "–", "-", " or ", " and ", "between ", "from ", "/", " in ", " out of ", " of ", " per ", " a "),
    *(", ", "; ", ": ", ". ", "? ", "… ", " (", ") ", " [", "] ", "“", "”", "'", "’", "*", "**", "_", "`", "$", "+"),
    *("p < ", "n = ", "95% CI ", "±", "=", "e.g. ", "Dr. ", "vs. ", "et al. ", "https://a.example/12", "555-0142"),
)
LINES = (
    *("\n", "\n\n", "\r\n", "\r", "\n\n\n", "\u2028", "\x85", "\v", "\n# ", "\n## ", "\n### 2. ", "\n• ", "\n- "),
    *("\n1. ", "\n(2) ", "\nb) ", "\n[3] ", "\n[^1]: ", "\n> ", "\n| ", " | ", " |\n|---|---|\n| ", "\n---\n"),
    *("\nReferences\n", "\nRead more\n", "\nHow long does it last?\n", "\nUpdated 4 May 2024\n", "\n[00:14] HOST: "),
)
SIGNS = (
    *("\x00", "\ufeff", "\u200b", "\u200d", "\u200f", "\u202e", "\u2067", "\u00ad", "\u0301", "\u0338", "\u00a0"),
    *("\U0001f48a", "\u0130", "\u0131", "ß", "ſ", "ﬁ", "Ⅻ", "㎎", "％", "。", "\t", " ", "   "),
)
LONGEST = 64
"""How often one edit repeats a stretch at most: enough to show a time that grows faster than the text."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]+")

Edit = Callable[[str, random.Random], str]


def text_of(data: bytes) -> str:
    """The text that bytes stand for; every sequence of bytes stands for one."""
    return data.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The bytes of a text that was made of bytes."""
    return text.encode("utf-8", "surrogateescape")


def seeds(lexicon: Lexicon) -> Iterator[str]:
    """The sentences to start from: those of the cases and the examples of the lexicon."""
    for path in sorted(CASES.glob("*.toml")):
        yield from _texts(tomllib.loads(path.read_text("utf-8")))
    entries = (lexicon.measures, lexicon.conditions, lexicon.interventions, lexicon.routes)
    for vocabulary in entries:
        for entry in vocabulary.values():
            yield from (*entry.examples, *entry.counterexamples)


def _texts(value: object) -> Iterator[str]:
    """What stands under any key ``text`` of nested tables."""
    if isinstance(value, Mapping):
        if isinstance(value.get("text"), str):
            yield value["text"]
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def vocabulary(lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    """The words to mix in, in groups of which each is as likely as the other."""
    units = [name for unit in lexicon.units.values() for name in (*unit.symbols, *unit.words, *unit.before)]
    counted = [noun for nouns in lexicon.counts.values() for noun in nouns]
    bounds = list(_strings(lexicon.relations))
    terms = [
        name
        for table in (lexicon.measures, lexicon.conditions, lexicon.interventions, lexicon.routes)
        for entry in table.values()
        for name in entry.names
    ]
    groups = (NUMBERS, sorted(lexicon.number_words), lexicon.vague, units, counted, bounds, terms)
    others = (tuple(_strings(lexicon.context)), tuple(_strings(lexicon.exclusions)))
    words = tuple(tuple(_spoken(word) for word in group) for group in (*groups, *others))
    return (*words, JOINTS, LINES, SIGNS)


def _strings(value: object) -> Iterator[str]:
    """Every string inside nested tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _strings(inner))


def _spoken(phrase: str) -> str:
    """A phrase as it could stand in a text: without the signs by which the lexicon says how it may go on."""
    return f" {phrase.replace(' .. ', ' ').replace('*', '')}"


class Mutation:
    """Changes texts by whole words, most of them words that the parsers know."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words = vocabulary(lexicon)
        self.edits: tuple[Edit, ...] = (
            self.add,
            self.add,
            self.replace,
            self.drop,
            self.double,
            self.repeat,
            self.move,
        )

    def __call__(self, text: str, draw: random.Random) -> str:
        """The text after one to five edits."""
        for _ in range(draw.randint(1, 5)):
            text = draw.choice(self.edits)(text, draw)
        return text

    def word(self, draw: random.Random) -> str:
        """Any word of any group; now and then in capitals."""
        word = draw.choice(draw.choice(self.words))
        return word.upper() if draw.random() < 0.03 else word

    def add(self, text: str, draw: random.Random) -> str:
        """Put a word between two others."""
        start, _ = _stretch(text, draw)
        return text[:start] + self.word(draw) + text[start:]

    def replace(self, text: str, draw: random.Random) -> str:
        """Put a word in the place of some."""
        start, end = _stretch(text, draw)
        return text[:start] + self.word(draw) + text[end:]

    def drop(self, text: str, draw: random.Random) -> str:
        """Leave some words out."""
        start, end = _stretch(text, draw)
        return text[:start] + text[end:]

    def double(self, text: str, draw: random.Random) -> str:
        """Say some words twice."""
        start, end = _stretch(text, draw)
        return text[:end] + text[start:]

    def repeat(self, text: str, draw: random.Random) -> str:
        """Say one word many times."""
        start, end = _stretch(text, draw)
        return text[:start] + (text[start:end] or self.word(draw)) * draw.randint(2, LONGEST) + text[end:]

    def move(self, text: str, draw: random.Random) -> str:
        """Say some words elsewhere."""
        start, end = _stretch(text, draw)
        rest = text[:start] + text[end:]
        place, _ = _stretch(rest, draw)
        return rest[:place] + text[start:end] + rest[place:]


def _stretch(text: str, draw: random.Random) -> tuple[int, int]:
    """Where some neighbouring words begin and end, mostly one."""
    edges = [0, *(found.end() for found in _WORD.finditer(text))]
    first = draw.randrange(len(edges))
    last = min(len(edges) - 1, first + int(draw.expovariate(0.5)))
    return edges[first], edges[last]
