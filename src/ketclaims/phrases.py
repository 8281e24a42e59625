"""Phrases of a lexicon and where they stand in a text: matching by words, not by characters.

A phrase is written as in the lexicon's files: ``respon*`` ends a word in any way, ``*statin`` is a stem, a phrase of
its own, that any word may end with, ``..`` stands for up to ``GAP`` words, ``[one] of`` marks the part that is meant,
``NUMBER`` is any number, and a plus sign is one that stands between spaces. Hyphens, white space and the two kinds of
apostrophe do not matter, and neither does case, unless the phrase is ``exact``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ketclaims.model import Span

GAP = 4
"""The number of words that ``..`` may stand for, at most."""

MOST_WORDS = 100_000
"""So many words are remembered with what they begin: more than a language has, and few enough to hold."""

_KEY = 3
_NUMBER = "NUMBER"
_ANYTHING = ""
# A word; "n't" and "'s" are words of their own, so that "don't respond" holds the phrase "n't respond". A run of
# letters without "'t" behind it is a word as it stands, which settles nearly all of them at once, and those of ASCII
# are told in half the time of others. What each begins with is asked first, which passes over the signs between words.
_WORD = re.compile(
    r"((?=[a-zA-Z0-9'+]|[^\W_])"
    r"(?:[a-zA-Z0-9]++[^\W_]*+(?!'t)|[^\W_]++(?!'t)|[^\W_]+?(?=n't\b)|n't\b|'s\b|[^\W_]+|(?<=\s)\+(?=\s)))"
)  # respond | don | n't | 's | +
_TOKEN = re.compile(r"\[|\]|\.\.|\+|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\*?[^\W_]+\*?")
# The brackets of "(S)-ketamine" belong to the name
_END_OF_CLAUSE = re.compile(r"[;:(]|\)(?!-)|, ")


class Words(NamedTuple):
    """The words of a stretch of text: each folded for comparison, and where it starts and ends in ``text``."""

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def written(self, i: int) -> str:
        """A word as it stands in the text."""
        return self.text[self.starts[i] : self.ends[i]]

    def parted(self, i: int, j: int) -> bool:
        """Whether a clause ends between two words."""
        between = self.text[self.ends[i] : self.starts[j]]
        return between != " " and _END_OF_CLAUSE.search(between) is not None

    def inside(self, span: Span) -> slice:
        """Which of the words stand inside ``span``."""
        return slice(bisect_left(self.starts, span.start), bisect_right(self.ends, span.end))


def words_of(text: str, span: Span) -> Words:
    """The words of ``text`` inside ``span``, in order."""
    # Gaps and words by turns; a list of them and sums of their lengths are made faster than a match for each word.
    pieces = _WORD.split(span.of(text).replace("’", "'"))
    places = list(accumulate(map(len, pieces), initial=span.start))
    return Words(text, [word.lower() for word in pieces[1::2]], places[1:-1:2], places[2::2])


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words, and the part of them that is meant.

    ``head`` is the first word without its ``*``; ``size`` is the number of words, 0 for a stem.
    """

    words: tuple[str, ...]
    kind: str
    term: str
    exact: bool = False
    first: int = 0
    last: int = -1
    head: str = ""
    size: int = 0

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
        stem = bool(words) and words[0].startswith("*")
        head = words[0].strip("*") if words else ""
        return cls(tuple(words), kind, term, exact, first, last, head, 0 if stem else len(words))


def phrase_fault(source: str) -> str:
    """What is wrong with a phrase of a pack, as the rest of a sentence; empty where nothing is.

    >>> phrase_fault("respon*"), phrase_fault("r* rate")
    ('', 'begins with fewer than 3 letters before its `*`')
    """
    words = Phrase.parse(source, "", "").words
    if set(words) <= {"..", "+"}:
        return "has no word"
    if "[" in source or "]" in source:
        return "has a square bracket"
    if ".." in (words[0], words[-1]):
        return "begins or ends with `..`"
    if words[0].endswith("*") and len(words[0]) <= _KEY:
        return f"begins with fewer than {_KEY} letters before its `*`"
    stem = any(word.startswith("*") for word in words)
    if stem and (len(words) > 1 or len(words[0]) <= _KEY or words[0].endswith("*")):
        return f"is no stem, which is one word: `*` and at least {_KEY} letters behind it"
    return ""


def _folded(source: str) -> str:
    """Lower case, but for the class of words that is written in capitals."""
    return _NUMBER.join(part.lower().replace("’", "'") for part in source.split(_NUMBER))


class Hit(NamedTuple):
    """A phrase found: the place of the part that is meant, what it stands for, and how many words it has.

    A stem has the size 0: any phrase that names the whole word says more.
    """

    span: Span
    kind: str
    term: str
    size: int


class _Begun(NamedTuple):
    """The phrases that begin with one word: those of one word, and the longer ones by how their second word begins.

    Those whose second word may be anything stand under each beginning.
    """

    alone: Sequence[Phrase]
    longer: Mapping[str, Sequence[Phrase]]


class _Beginnings(dict[str, _Begun | None]):
    """What each word of a text begins, found when the word is first met: nearly all words are met again and again."""

    def __init__(self, phrases: Iterable[Phrase], number_words: frozenset[str]) -> None:
        super().__init__()
        self._number_words = number_words
        self._words: dict[str, list[Phrase]] = {}
        self._prefixes: dict[str, list[Phrase]] = {}
        self._stems: dict[str, list[Phrase]] = {}
        self._numbers: list[Phrase] = []
        for phrase in phrases:
            first = phrase.words[0]
            if first == _NUMBER:
                self._numbers.append(phrase)
            elif first.startswith("*"):
                self._stems.setdefault(first[-_KEY:], []).append(phrase)
            elif first.endswith("*"):
                self._prefixes.setdefault(first[:_KEY], []).append(phrase)
            else:
                self._words.setdefault(first.lower(), []).append(phrase)

    def __missing__(self, word: str) -> _Begun | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        phrases = [
            *self._words.get(word, ()),
            *(phrase for phrase in self._prefixes.get(word[:_KEY], ()) if word.startswith(phrase.head)),
            *(phrase for phrase in self._stems.get(word[-_KEY:], ()) if word.endswith(phrase.head)),
            *(self._numbers if _is_number(word, self._number_words) else ()),
        ]
        self[word] = begun = _begun(phrases) if phrases else None
        return begun


def _begun(phrases: Iterable[Phrase]) -> _Begun:
    alone: list[Phrase] = []
    longer: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        if len(phrase.words) > 1:
            longer.setdefault(_second(phrase), []).append(phrase)
        else:
            alone.append(phrase)
    if longer:
        anything = longer.setdefault(_ANYTHING, [])
        longer |= {key: [*anything, *begun] for key, begun in longer.items() if key not in (_ANYTHING, _NUMBER)}
    return _Begun(alone, longer)


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases by the beginnings of their first two words, so that a text is read once for all of them.

    The order of ``phrases`` does not matter; besides digits, ``number_words`` are numbers to them. A first word that
    ends in ``*`` must have at least ``_KEY`` letters before it, a stem as many behind it.
    """

    phrases: tuple[Phrase, ...]
    number_words: frozenset[str] = frozenset()

    @cached_property
    def _begun(self) -> _Beginnings:
        return _Beginnings(self.phrases, self.number_words)

    def __getstate__(self) -> dict[str, object]:
        """The phrases alone: what words begin is found again where they are read."""
        return {"phrases": self.phrases, "number_words": self.number_words}

    def beginnings(self, words: Words, inside: slice) -> list[int]:
        """The indices of the words, of those ``inside``, with which a phrase may begin."""
        begun = map(self._begun.__getitem__, words.folded[inside])
        return [i for i, found in enumerate(begun, inside.start) if found]

    def scan(self, words: Words, span: Span) -> list[Hit]:
        """Every phrase in those of ``words`` that stand inside ``span``, in their order; phrases may overlap."""
        inside = words.inside(span)
        return self.scan_at(words, self.beginnings(words, inside), inside.stop)

    def scan_at(self, words: Words, beginnings: Iterable[int], end: int) -> list[Hit]:
        """Every phrase that begins at one of ``beginnings`` and ends before the word ``end``."""
        hits: list[Hit] = []
        for i in beginnings:
            for phrase in self._begin(words.folded, i, end):
                at = _match(phrase, words, i, end, self.number_words)
                if at:
                    span = Span(words.starts[at[phrase.first]], words.ends[at[phrase.last]])
                    hits.append(Hit(span, phrase.kind, phrase.term, phrase.size))
        return hits

    def _begin(self, folded: Sequence[str], i: int, end: int) -> Iterable[Phrase]:
        """The phrases that begin with the word at ``i`` and may go on with the next, as far as its beginning tells."""
        begun = self._begun[folded[i]]
        if begun is None:
            return ()
        if i + 1 >= end or not begun.longer:
            return begun.alone
        after = folded[i + 1]
        longer = begun.longer.get(after[:_KEY]) or begun.longer[_ANYTHING]
        if _NUMBER in begun.longer and _is_number(after, self.number_words):
            longer = [*longer, *begun.longer[_NUMBER]]
        return [*begun.alone, *longer] if longer else begun.alone


def _second(phrase: Phrase) -> str:
    """The beginning of a phrase's second word, as far as it tells anything."""
    word = phrase.words[1]
    if word == _NUMBER:
        return word
    if word == ".." or (word.endswith("*") and len(word) <= _KEY):
        return _ANYTHING
    return word.rstrip("*").lower()[:_KEY]


def _is_number(folded: str, number_words: frozenset[str]) -> bool:
    return folded[0].isdigit() or folded in number_words


def _match(phrase: Phrase, words: Words, i: int, end: int, number_words: frozenset[str]) -> Sequence[int]:
    """The indices of the words before ``end`` that match each word of a phrase, whose first is at ``i``, or none."""
    if phrase.exact and phrase.words[0] != words.written(i):
        return ()
    at = [i]
    if len(phrase.words) == 1:
        return at
    i, gap = i + 1, 0
    for token in phrase.words[1:]:
        if token == "..":
            gap = GAP
            at.append(i)
            continue
        stop = min(i + gap + 1, end)
        while i < stop and not _fits(token, phrase.exact, words, i, number_words):
            i += 1
        if i >= stop or words.parted(at[-1], i):
            return ()
        at.append(i)
        i, gap = i + 1, 0
    return at


def _fits(token: str, exact: bool, words: Words, i: int, number_words: frozenset[str]) -> bool:
    if exact and token != _NUMBER:
        return words.written(i) == token
    word = words.folded[i]
    return (
        word == token
        or (token[-1] == "*" and word.startswith(token[:-1]))
        or (token == _NUMBER and _is_number(word, number_words))
    )
