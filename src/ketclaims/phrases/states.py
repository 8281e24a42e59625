"""What the words of a text come to, word by word: the phrases that have begun with them, and those that have ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ketclaims.phrases.phrase import GAP, KEY, NUMBER, Phrase, Phrases, fits, is_number

MOST_WORDS = 200_000
"""So many words are remembered with what they begin or go on with: more than a language has, and few enough to hold."""

_FRESH = GAP + 1
"""How far away the next word of a phrase may be that a gap has just opened to."""


class _Thread(NamedTuple):
    """A phrase that has begun: its number, how many words behind the first each of its words so far stands, and how
    far away the next may be."""

    number: int
    places: tuple[int, ...]
    reach: int = 1


_Ended = tuple[int, int, Sequence[tuple[str, str, int]]]
"""Phrases that have ended: how many words behind the first the part that is meant begins and ends, and what each stands
for: its kind, its term and its size. Mostly a name or a cue stands for several, all in one place."""


_Ways = Mapping[str, Sequence[tuple[int, _Thread]]]
"""Threads, and which of them each is, by the word that goes on with it; under no word those of which any might."""


class State(dict[str, "State | None"]):
    """What a few words have come to: the phrases that end with the last of them, and those that may go on.

    Under each word that may come next stands what they come to with it, or nothing where no phrase goes on. It is found
    when the word is first met: nearly all words are met again and again.
    """

    __slots__ = ("_across", "_index", "_size", "_ways", "ended", "threads")

    def __init__(self, index: States, size: int, ended: Sequence[_Ended], threads: Sequence[_Thread]) -> None:
        super().__init__()
        self._index = index
        self._size = size
        self._across: State | None = None
        self._ways: _Ways | None = None
        self.ended = ended
        self.threads = threads

    def __missing__(self, word: str) -> State | None:
        self[word] = state = self._index.after(self._going_on(word), word, self._size)
        return state

    def _going_on(self, word: str) -> Iterable[_Thread]:
        """The threads that may go on with a word, in their order: a common word begins hundreds, and few have it."""
        if self._ways is None:
            self._ways = self._index.ways(self.threads)
        return [thread for _, thread in sorted((*self._ways.get(word.lower(), ()), *self._ways.get("", ())))]

    def across(self, word: str) -> State | None:
        """What a word comes to behind the end of a clause, which only a gap that has just opened reaches across."""
        if self._across is None:
            fresh = tuple(thread for thread in self.threads if thread.reach == _FRESH)
            self._across = State(self._index, self._size, (), fresh)
        return self._across[word]


class States(dict[str, State | None]):
    """What each word of a text begins, found when the word is first met."""

    def __init__(self, phrases: Iterable[Phrases], number_words: frozenset[str]) -> None:
        super().__init__()
        self._number_words = number_words
        self._sources = [(source, some) for some in phrases for source in some.sources]
        self._phrases: dict[int, Phrase] = {}
        self._known: dict[tuple[object, ...], State | None] = {}
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
        if first == NUMBER:
            return self._numbers
        if first.startswith("*"):
            return self._stems[first[-KEY:]]
        if first.endswith("*"):
            return self._prefixes[first[:KEY]]
        return self._words[first.lower()]

    def _phrase(self, number: int) -> Phrase:
        """A phrase, read when a word may begin it: of thousands a text needs some hundreds."""
        if number not in self._phrases:
            source, some = self._sources[number]
            self._phrases[number] = Phrase.parse(source, some.kind, some.term, exact=some.exact)
        return self._phrases[number]

    def __missing__(self, word: str) -> State | None:
        folded = word.lower()
        begun = (
            *self._words.get(folded, ()),
            *self._prefixes.get(folded[:KEY], ()),
            *self._stems.get(folded[-KEY:], ()),
            *(self._numbers if is_number(folded, self._number_words) else ()),
        )
        self[word] = state = self.after([_Thread(number, ()) for number in begun], word, 0)
        return state

    def after(self, threads: Iterable[_Thread], word: str, size: int) -> State | None:
        """What ``word`` makes of phrases that have come ``size`` words far; nothing where none of them goes on."""
        self._met += 1
        if self._met > MOST_WORDS:
            self._forget()
        threads = tuple(further for thread in threads if (further := self._further(thread, word, size)))
        state = (size, *threads)
        if state not in self._known:
            self._known[state] = self._state(threads, size + 1) if threads else None
        return self._known[state]

    def ways(self, threads: Iterable[_Thread]) -> _Ways:
        """Threads by the word with which each goes on, so that not each is asked about each word."""
        ways: defaultdict[str, list[tuple[int, _Thread]]] = defaultdict(list)
        for place, thread in enumerate(threads):
            phrase = self._phrase(thread.number)
            word = phrase.words[len(thread.places)]
            plain = thread.reach == 1 and not phrase.exact and word != NUMBER and "*" not in (word[0], word[-1])
            ways[word if plain else ""].append((place, thread))
        return ways

    def _forget(self) -> None:
        """Let go of all that was found, so that no text can fill the memory."""
        self.clear()
        self._known.clear()
        self._met = 0

    def _further(self, thread: _Thread, word: str, size: int) -> _Thread | None:
        """A phrase behind one more word: a step further, or still in its gap, or lost."""
        phrase = self._phrase(thread.number)
        at = len(thread.places)
        if not fits(phrase.words[at], phrase.exact, word, self._number_words):
            return thread._replace(reach=thread.reach - 1) if thread.reach > 1 else None
        places, reach = (*thread.places, size), 1
        while phrase.words[len(places) : len(places) + 1] == ("..",):
            places, reach = (*places, size + 1), _FRESH
        return _Thread(thread.number, places, reach)

    def _state(self, threads: Iterable[_Thread], size: int) -> State:
        ended: defaultdict[tuple[int, int], list[tuple[str, str, int]]] = defaultdict(list)
        begun: list[_Thread] = []
        for thread in threads:
            phrase = self._phrase(thread.number)
            if len(thread.places) < len(phrase.words):
                begun.append(thread)
            else:
                place = thread.places[phrase.first], thread.places[phrase.last]
                ended[place].append((phrase.kind, phrase.term, phrase.size))
        return State(self, size, tuple((*place, meanings) for place, meanings in ended.items()), tuple(begun))
