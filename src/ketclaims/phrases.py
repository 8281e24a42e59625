"""Phrases of a lexicon and where they stand in a text: matching by words, not by characters.

A phrase is written as in the lexicon's files: ``respon*`` ends a word in any way, ``*statin`` is a stem, a phrase of
its own, that any word may end with, ``..`` stands for up to ``GAP`` words, ``[one] of`` marks the part that is meant,
``NUMBER`` is any number, and a plus sign is one that stands between spaces. Hyphens, white space and the two kinds of
apostrophe do not matter, and neither does case, unless the phrase is ``exact``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ketclaims.model import Span

GAP = 4
"""The number of words that ``..`` may stand for, at most."""

_KEY = 3
# A word; "n't" and "'s" are words of their own, so that "don't respond" holds the phrase "n't respond".
_WORD = re.compile(r"[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|[^\W_]+|(?<=\s)\+(?=\s)")  # don | n't | 's | respond | +
_TOKEN = re.compile(r"\[|\]|\.\.|\+|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\*?[^\W_]+\*?")
_END_OF_CLAUSE = re.compile(r"[;:()]|, ")


class Word(NamedTuple):
    """One word of a text: folded for comparison, as written, and its place."""

    folded: str
    start: int
    end: int


def words_of(text: str, span: Span) -> tuple[Word, ...]:
    """The words of ``text`` inside ``span``, in order."""
    found = _WORD.finditer(text, span.start, span.end)
    return tuple([Word(m.group().lower().replace("’", "'"), *m.span()) for m in found])


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words, and the part of them that is meant."""

    words: tuple[str, ...]
    kind: str
    term: str
    exact: bool = False
    first: int = 0
    last: int = -1

    @classmethod
    def parse(cls, source: str, kind: str, term: str, *, exact: bool = False) -> Phrase:
        """Read a phrase as the lexicon writes it; the marked part runs from ``first`` to ``last``, both inclusive."""
        words: list[str] = []
        first, last = 0, -1
        for token in _TOKEN.findall(source if exact else _folded(source)):
            if token == "[":
                first = len(words)
            elif token == "]":
                last = len(words) - 1
            else:
                words.append(token)
        return cls(tuple(words), kind, term, exact, first, last)


def _folded(source: str) -> str:
    """Lower case, but for the class of words that is written in capitals."""
    return "NUMBER".join(part.lower().replace("’", "'") for part in source.split("NUMBER"))


class Hit(NamedTuple):
    """A phrase found: what it stands for, the place of the part that is meant, and how many words it has.

    A stem has the size 0: any phrase that names the whole word says more.
    """

    kind: str
    term: str
    span: Span
    size: int


_Seconds = Mapping[str, Sequence[Phrase]]


@dataclass(frozen=True, slots=True, eq=False)
class PhraseIndex:
    """Phrases by the beginnings of their first two words, so that a text is read once for all of them.

    A first word that ends in ``*`` must have at least ``_KEY`` letters before it, a stem as many behind it.
    """

    exact: Mapping[str, _Seconds] = field(default_factory=dict)
    prefix: Mapping[str, _Seconds] = field(default_factory=dict)
    stems: Mapping[str, Sequence[Phrase]] = field(default_factory=dict)
    numbers: Sequence[Phrase] = ()

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> PhraseIndex:
        """Index ``phrases``; their order does not matter."""
        exact: dict[str, dict[str, list[Phrase]]] = {}
        prefix: dict[str, dict[str, list[Phrase]]] = {}
        stems: dict[str, list[Phrase]] = {}
        numbers: list[Phrase] = []
        for phrase in phrases:
            first = phrase.words[0]
            if first == "NUMBER":
                numbers.append(phrase)
                continue
            if first.startswith("*"):
                stems.setdefault(first[-_KEY:], []).append(phrase)
                continue
            table, key = (prefix, first[:_KEY]) if first.endswith("*") else (exact, first.lower())
            table.setdefault(key, {}).setdefault(_second(phrase), []).append(phrase)
        return cls(exact, prefix, stems, tuple(numbers))

    def scan(self, text: str, words: Sequence[Word], number_words: frozenset[str] = frozenset()) -> Iterator[Hit]:
        """Every phrase in ``words``, in the order of the text; phrases may overlap."""
        for i, word in enumerate(words):
            after = words[i + 1].folded[:_KEY] if i + 1 < len(words) else ""
            for phrase in self._candidates(word.folded, after, number_words):
                ends = _match(phrase, text, words, i, number_words)
                if ends is not None:
                    a, b = ends[phrase.first], ends[phrase.last]
                    size = 0 if phrase.words[0].startswith("*") else len(phrase.words)
                    yield Hit(phrase.kind, phrase.term, Span(words[a].start, words[b].end), size)

    def _candidates(self, folded: str, after: str, number_words: frozenset[str]) -> Iterator[Phrase]:
        for seconds in (self.exact.get(folded), self.prefix.get(folded[:_KEY])):
            if seconds is not None:
                yield from seconds.get("", ())
                if after:
                    yield from seconds.get(after, ())
        yield from self.stems.get(folded[-_KEY:], ())
        if self.numbers and _is_number(folded, number_words):
            yield from self.numbers


def _second(phrase: Phrase) -> str:
    """The beginning of a phrase's second word; empty where any word or none may follow the first."""
    word = phrase.words[1] if len(phrase.words) > 1 else ".."
    if word in ("..", "NUMBER") or (word.endswith("*") and len(word) <= _KEY):
        return ""
    return word.rstrip("*").lower()[:_KEY]


def _is_number(folded: str, number_words: frozenset[str]) -> bool:
    return folded[0].isdigit() or folded in number_words


def _match(
    phrase: Phrase, text: str, words: Sequence[Word], i: int, number_words: frozenset[str]
) -> tuple[int, ...] | None:
    """The indices of the words that match each word of the phrase, or nothing."""
    at: list[int] = []
    gap = 0
    for token in phrase.words:
        if token == "..":
            gap = GAP
            at.append(i)
            continue
        stop = min(i + gap + 1, len(words))
        while i < stop and not _fits(token, phrase.exact, text, words[i], number_words):
            i += 1
        if i >= stop:
            return None
        if at and _END_OF_CLAUSE.search(text, words[at[-1]].end, words[i].start):
            return None
        at.append(i)
        i, gap = i + 1, 0
    return tuple(at)


def _fits(token: str, exact: bool, text: str, word: Word, number_words: frozenset[str]) -> bool:
    if token == "NUMBER":
        return _is_number(word.folded, number_words)
    if exact:
        return text[word.start : word.end] == token
    if token.startswith("*"):
        return word.folded.endswith(token[1:])
    if token.endswith("*"):
        return word.folded.startswith(token[:-1])
    return word.folded == token
