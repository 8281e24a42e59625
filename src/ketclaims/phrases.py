"""Phrases of a lexicon and where they stand in a text: matching by words, not by characters.

A phrase is written as in the lexicon's files: ``respon*`` ends a word in any way, ``*statin`` is a stem, a phrase of
its own, that any word may end with, ``..`` stands for up to ``GAP`` words, ``[one] of`` marks the part that is meant,
``NUMBER`` is any number, and a plus sign is one that stands between spaces. Hyphens, white space and the two kinds of
apostrophe do not matter, and neither does case, unless the phrase is ``exact``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Span

GAP = 4
"""The number of words that ``..`` may stand for, at most."""

MOST_WORDS = 200_000
"""So many words are remembered with what they begin or go on with: more than a language has, and few enough to hold."""

_KEY = 3
_NUMBER = "NUMBER"
_FRESH = GAP + 1
"""How far away the next word of a phrase may be that a gap has just opened to."""

# A word; "n't" and "'s" are words of their own, so that "don't respond" holds the phrase "n't respond". A run of
# letters without "'t" behind it is a word as it stands, which settles nearly all of them at once, and those of ASCII
# are told in half the time of others. What each begins with is asked first, which passes over the signs between words.
_WORD = late(
    r"((?=[a-zA-Z0-9'+]|[^\W_])"
    r"(?:[a-zA-Z0-9]++[^\W_]*+(?!'t)|[^\W_]++(?!'t)|[^\W_]+?(?=n't\b)|n't\b|'s\b|[^\W_]+|(?<=\s)\+(?=\s)))"
)  # respond | don | n't | 's | +
_TOKEN = late(r"\[|\]|\.\.|\+|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\*?[^\W_]+\*?")
# [naps](https://example.org/naps "On naps")
_TARGET = late(r"\]\([^()\s]*(?:\s[^()]*)?\)")
# What most phrases are, whose words need not be looked for one by one
_PLAIN = late(r"[a-z]+\*?(?: [a-z]+\*?)*")
# The brackets of "(S)-ketamine" belong to the name
_END_OF_CLAUSE = late(r"[;:(]|\)(?!-)|, ")


class Words(NamedTuple):
    """The words of a stretch of text: each as written, but for its apostrophes, where it starts and ends in ``text``,
    and what stands before it."""

    text: str
    written: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def inside(self, span: Span) -> slice:
        """Which of the words stand inside ``span``."""
        return slice(bisect_left(self.starts, span.start), bisect_right(self.ends, span.end))


def words_of(text: str, span: Span) -> Words:
    """The words of ``text`` inside ``span``, in order; where a link leads to is none of them."""
    stretch = span.of(text).replace("’", "'")
    if "](" in stretch:
        stretch = _TARGET.sub(lambda target: " " * len(target[0]), stretch)
    # Gaps and words by turns; a list of them and sums of their lengths are made faster than a match for each word.
    pieces = _WORD.split(stretch)
    places = list(accumulate(map(len, pieces), initial=span.start))
    return Words(text, pieces[1::2], places[1:-1:2], places[2::2], pieces[::2])


class Phrases(NamedTuple):
    """Phrases that stand for one thing, each as the lexicon writes it."""

    sources: Sequence[str]
    kind: str
    term: str
    exact: bool = False


class Phrase(NamedTuple):
    """One phrase: its words, and the part of them that is meant.

    ``size`` is the number of words, 0 for a stem.
    """

    words: tuple[str, ...]
    kind: str
    term: str
    exact: bool = False
    first: int = 0
    last: int = -1
    size: int = 0

    @classmethod
    def parse(cls, source: str, kind: str, term: str, *, exact: bool = False) -> Phrase:
        """Read a phrase as the lexicon writes it; the marked part runs from ``first`` to ``last``, both inclusive."""
        if _PLAIN.fullmatch(source):
            plain = tuple(source.split())
            return cls(plain, kind, term, exact, size=len(plain))
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
        return cls(tuple(words), kind, term, exact, first, last, 0 if stem else len(words))


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


class _Thread(NamedTuple):
    """A phrase that has begun: its number, how many words behind the first each of its words so far stands, and how
    far away the next may be."""

    number: int
    places: tuple[int, ...]
    reach: int = 1


class _Ended(NamedTuple):
    """A phrase that has ended: how many words behind its first the part that is meant begins and ends, and the rest of
    its hit."""

    first: int
    last: int
    kind: str
    term: str
    size: int


class _State(dict[str, "_State | None"]):
    """What a few words have come to: the phrases that end with the last of them, and those that may go on.

    Under each word that may come next stands what they come to with it, or nothing where no phrase goes on. It is found
    when the word is first met: nearly all words are met again and again.
    """

    __slots__ = ("_across", "_index", "_size", "ended", "threads")

    def __init__(self, index: _States, size: int, ended: Sequence[_Ended], threads: Sequence[_Thread]) -> None:
        super().__init__()
        self._index = index
        self._size = size
        self._across: _State | None = None
        self.ended = ended
        self.threads = threads

    def __missing__(self, word: str) -> _State | None:
        self[word] = state = self._index.after(self.threads, word, self._size)
        return state

    def across(self, word: str) -> _State | None:
        """What a word comes to behind the end of a clause, which only a gap that has just opened reaches across."""
        if self._across is None:
            fresh = tuple(thread for thread in self.threads if thread.reach == _FRESH)
            self._across = _State(self._index, self._size, (), fresh)
        return self._across[word]


class _States(dict[str, _State | None]):
    """What each word of a text begins, found when the word is first met."""

    def __init__(self, phrases: Iterable[Phrases], number_words: frozenset[str]) -> None:
        super().__init__()
        self._number_words = number_words
        self._sources = [(source, some) for some in phrases for source in some.sources]
        self._phrases: dict[int, Phrase] = {}
        self._known: dict[tuple[object, ...], _State | None] = {}
        self._met = 0
        # the numbers of the phrases that begin so
        self._words: defaultdict[str, list[int]] = defaultdict(list)
        self._prefixes: defaultdict[str, list[int]] = defaultdict(list)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        self._numbers: list[int] = []
        # Nearly all begin with a word as it stands; only the others are looked at one by one.
        for number, (source, _) in enumerate(self._sources):
            self._words[source.partition(" ")[0]].append(number)
        for first in [first for first in self._words if not (first.isalpha() and first.islower())]:
            for number in self._words.pop(first):
                self._bucket(self._phrase(number).words[0]).append(number)

    def _bucket(self, first: str) -> list[int]:
        """The phrases among which those stand that begin with a word."""
        if first == _NUMBER:
            return self._numbers
        if first.startswith("*"):
            return self._stems[first[-_KEY:]]
        if first.endswith("*"):
            return self._prefixes[first[:_KEY]]
        return self._words[first.lower()]

    def _phrase(self, number: int) -> Phrase:
        """A phrase, read when a word may begin it: of thousands a text needs some hundreds."""
        if number not in self._phrases:
            source, some = self._sources[number]
            self._phrases[number] = Phrase.parse(source, some.kind, some.term, exact=some.exact)
        return self._phrases[number]

    def __missing__(self, word: str) -> _State | None:
        folded = word.lower()
        begun = (
            *self._words.get(folded, ()),
            *self._prefixes.get(folded[:_KEY], ()),
            *self._stems.get(folded[-_KEY:], ()),
            *(self._numbers if _is_number(folded, self._number_words) else ()),
        )
        self[word] = state = self.after([_Thread(number, ()) for number in begun], word, 0)
        return state

    def after(self, threads: Iterable[_Thread], word: str, size: int) -> _State | None:
        """What ``word`` makes of phrases that have come ``size`` words far; nothing where none of them goes on."""
        self._met += 1
        if self._met > MOST_WORDS:
            self._forget()
        threads = tuple(further for thread in threads if (further := self._further(thread, word, size)))
        state = (size, *threads)
        if state not in self._known:
            self._known[state] = self._state(threads, size + 1) if threads else None
        return self._known[state]

    def _forget(self) -> None:
        """Let go of all that was found, so that no text can fill the memory."""
        self.clear()
        self._known.clear()
        self._met = 0

    def _further(self, thread: _Thread, word: str, size: int) -> _Thread | None:
        """A phrase behind one more word: a step further, or still in its gap, or lost."""
        phrase = self._phrase(thread.number)
        at = len(thread.places)
        if not _fits(phrase.words[at], phrase.exact, word, self._number_words):
            return thread._replace(reach=thread.reach - 1) if thread.reach > 1 else None
        places, reach = (*thread.places, size), 1
        while phrase.words[len(places) : len(places) + 1] == ("..",):
            places, reach = (*places, size + 1), _FRESH
        return _Thread(thread.number, places, reach)

    def _state(self, threads: Iterable[_Thread], size: int) -> _State:
        ended: list[_Ended] = []
        begun: list[_Thread] = []
        for thread in threads:
            phrase = self._phrase(thread.number)
            if len(thread.places) < len(phrase.words):
                begun.append(thread)
            else:
                first, last = thread.places[phrase.first], thread.places[phrase.last]
                ended.append(_Ended(first, last, phrase.kind, phrase.term, phrase.size))
        return _State(self, size, tuple(ended), tuple(begun))


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases by the words that they begin and go on with, so that a text is read once for all of them.

    The order of ``phrases`` does not matter; besides digits, ``number_words`` are numbers to them. A first word that
    ends in ``*`` must have at least ``_KEY`` letters before it, a stem as many behind it.
    """

    phrases: tuple[Phrases, ...]
    number_words: frozenset[str] = frozenset()

    @cached_property
    def _states(self) -> _States:
        return _States(self.phrases, self.number_words)

    def __getstate__(self) -> dict[str, object]:
        """The phrases alone: what words begin is found again where they are read."""
        return {"phrases": self.phrases, "number_words": self.number_words}

    def opens(self, word: str) -> bool:
        """Whether a phrase begins with ``word``."""
        return self._states[word] is not None

    def scan(self, words: Words, span: Span) -> list[Hit]:
        """Every phrase in those of ``words`` that stand inside ``span``, in their order; phrases may overlap."""
        _, written, starts, ends, gaps = words
        inside = words.inside(span)
        begun = enumerate(map(self._states.__getitem__, written[inside]), inside.start)
        hits: list[Hit] = []
        state: _State | None
        for begin, state in [(i, state) for i, state in begun if state is not None]:
            at = begin
            while state is not None:
                for first, last, kind, term, size in state.ended:
                    hits.append(Hit(Span(starts[begin + first], ends[begin + last]), kind, term, size))
                at += 1
                if at >= inside.stop or not state.threads:
                    break
                parted = gaps[at] != " " and _END_OF_CLAUSE.search(gaps[at])
                state = state.across(written[at]) if parted else state[written[at]]
        return hits


def _is_number(folded: str, number_words: frozenset[str]) -> bool:
    return folded[0].isdigit() or folded in number_words


def _fits(token: str, exact: bool, word: str, number_words: frozenset[str]) -> bool:
    """Whether a word of a text is the one that a phrase has: as it is written, where the phrase is ``exact``."""
    if exact and token != _NUMBER:
        return word == token
    folded = word.lower()
    return (
        folded == token
        or (token[-1] == "*" and folded.startswith(token[:-1]))
        or (token[0] == "*" and folded.endswith(token[1:]))
        or (token == _NUMBER and _is_number(folded, number_words))
    )
