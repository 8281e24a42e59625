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
from itertools import accumulate
from typing import NamedTuple

from ketclaims.model import Span

GAP = 4
"""The number of words that ``..`` may stand for, at most."""

_KEY = 3
_NUMBER = "NUMBER"
# A word; "n't" and "'s" are words of their own, so that "don't respond" holds the phrase "n't respond". A run of
# letters without "'t" behind it is a word as it stands, which settles nearly all of them at once.
_WORD = re.compile(
    r"([^\W_]++(?!['’]t)|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|[^\W_]+|(?<=\s)\+(?=\s))"
)  # don | n't | 's | respond | +
_TOKEN = re.compile(r"\[|\]|\.\.|\+|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\*?[^\W_]+\*?")
_END_OF_CLAUSE = re.compile(r"[;:()]|, ")


class Words(NamedTuple):
    """The words of a stretch of text: each folded for comparison, and where it starts and ends in ``text``."""

    text: str
    folded: list[str]
    starts: list[int]
    ends: list[int]

    def written(self, i: int) -> str:
        """A word as it stands in the text."""
        return self.text[self.starts[i] : self.ends[i]]


def words_of(text: str, span: Span) -> Words:
    """The words of ``text`` inside ``span``, in order."""
    # Gaps and words by turns; a list of them and sums of their lengths are made faster than a match for each word.
    stretch = span.of(text)
    pieces = _WORD.split(stretch)
    places = list(accumulate(map(len, pieces), initial=span.start))
    folded = [word.lower() for word in pieces[1::2]]
    if "’" in stretch:
        folded = [word.replace("’", "'") for word in folded]
    return Words(text, folded, places[1:-1:2], places[2::2])


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words, and the part of them that is meant; ``head`` is the first word without its ``*``."""

    words: tuple[str, ...]
    kind: str
    term: str
    exact: bool = False
    first: int = 0
    last: int = -1
    head: str = ""

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
        return cls(tuple(words), kind, term, exact, first, last, words[0].strip("*") if words else "")


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
            if first == _NUMBER:
                numbers.append(phrase)
                continue
            if first.startswith("*"):
                stems.setdefault(first[-_KEY:], []).append(phrase)
                continue
            table, key = (prefix, first[:_KEY]) if first.endswith("*") else (exact, first.lower())
            table.setdefault(key, {}).setdefault(_second(phrase), []).append(phrase)
        return cls(exact, prefix, stems, tuple(numbers))

    def scan(self, words: Words, number_words: frozenset[str] = frozenset()) -> Iterator[Hit]:
        """Every phrase in ``words``, in the order of the text; phrases may overlap."""
        for i in self._starts(words.folded, number_words):
            for phrase in self._candidates(words, i, number_words):
                size = len(phrase.words)
                at = _match(phrase, words, i, number_words) if size > 1 else (i,)
                if at:
                    span = Span(words.starts[at[phrase.first]], words.ends[at[phrase.last]])
                    yield Hit(span, phrase.kind, phrase.term, 0 if phrase.words[0].startswith("*") else size)

    def _starts(self, folded: Sequence[str], number_words: frozenset[str]) -> list[int]:
        """The indices of the words with which a phrase may begin."""
        exact, prefix, stems = self.exact, self.prefix, self.stems
        found = [i for i, w in enumerate(folded) if w in exact or w[:_KEY] in prefix or w[-_KEY:] in stems]
        if not self.numbers:
            return found
        return sorted({*found, *(i for i, word in enumerate(folded) if _is_number(word, number_words))})

    def _candidates(self, words: Words, i: int, number_words: frozenset[str]) -> list[Phrase]:
        """The phrases whose first word is that at ``i``, and the beginning of whose second is that of the next."""
        word = words.folded[i]
        after = words.folded[i + 1] if i + 1 < len(words.folded) else None
        found: list[Phrase] = []
        if word in self.exact:
            begun = _followed(self.exact[word], after, number_words)
            found += [p for p in begun if not p.exact or p.words[0] == words.written(i)]
        if word[:_KEY] in self.prefix:
            begun = _followed(self.prefix[word[:_KEY]], after, number_words)
            found += [p for p in begun if word.startswith(p.head) and not p.exact]
        if word[-_KEY:] in self.stems:
            found += [p for p in self.stems[word[-_KEY:]] if word.endswith(p.head) and not p.exact]
        if self.numbers and _is_number(word, number_words):
            found += self.numbers
        return found


def _followed(seconds: _Seconds, after: str | None, number_words: frozenset[str]) -> Sequence[Phrase]:
    """The phrases whose second word may be ``after``, as far as its beginning tells; those too that need none."""
    anything = seconds.get("", ())
    if after is None:
        return anything
    begun = seconds.get(after[:_KEY], ())
    counted = seconds[_NUMBER] if _NUMBER in seconds and _is_number(after, number_words) else ()
    return [*anything, *begun, *counted] if begun or counted else anything


def _second(phrase: Phrase) -> str:
    """The beginning of a phrase's second word; empty where any word or none may follow the first."""
    word = phrase.words[1] if len(phrase.words) > 1 else ".."
    if word == _NUMBER:
        return word
    if word == ".." or (word.endswith("*") and len(word) <= _KEY):
        return ""
    return word.rstrip("*").lower()[:_KEY]


def _is_number(folded: str, number_words: frozenset[str]) -> bool:
    return folded[0].isdigit() or folded in number_words


def _match(phrase: Phrase, words: Words, i: int, number_words: frozenset[str]) -> Sequence[int]:
    """The indices of the words that match each word of a phrase whose first is at ``i``; none where it does not."""
    at = [i]
    i, gap = i + 1, 0
    for token in phrase.words[1:]:
        if token == "..":
            gap = GAP
            at.append(i)
            continue
        stop = min(i + gap + 1, len(words.folded))
        while i < stop and not _fits(token, phrase.exact, words, i, number_words):
            i += 1
        if i >= stop or _END_OF_CLAUSE.search(words.text, words.ends[at[-1]], words.starts[i]):
            return ()
        at.append(i)
        i, gap = i + 1, 0
    return at


def _fits(token: str, exact: bool, words: Words, i: int, number_words: frozenset[str]) -> bool:
    if token == _NUMBER:
        return _is_number(words.folded[i], number_words)
    if exact:
        return words.written(i) == token
    if token.startswith("*"):
        return words.folded[i].endswith(token[1:])
    if token.endswith("*"):
        return words.folded[i].startswith(token[:-1])
    return words.folded[i] == token
