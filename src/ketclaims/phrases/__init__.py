"""Phrases of a lexicon and where they stand in a text: matching by words, not by characters.

A phrase is written as in the lexicon's files: ``respon*`` ends a word in any way, ``*statin`` is a stem, a phrase of
its own, that any word may end with, ``..`` stands for up to ``phrase.GAP`` words, ``[one] of`` marks the part that is
meant, ``NUMBER`` is any number, and a plus sign is one that stands between spaces. Hyphens, white space and the two
kinds of apostrophe do not matter, and neither does case, unless the phrase is ``exact``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases.phrase import Phrase, Phrases, phrase_fault
from ketclaims.phrases.states import State, States
from ketclaims.phrases.words import Words, words_of

__all__ = ["Hit", "Phrase", "PhraseIndex", "Phrases", "Words", "phrase_fault", "words_of"]

# The brackets of "(S)-ketamine" belong to the name
_END_OF_CLAUSE = late(r"[;:(]|\)(?!-)|, ")


class Hit(NamedTuple):
    """A phrase found: the place of the part that is meant, what it stands for, and how many words it has.

    A stem has the size 0: any phrase that names the whole word says more.
    """

    span: Span
    kind: str
    term: str
    size: int


_hit = partial(tuple.__new__, Hit)
"""A hit from its parts: a page has thousands, and ``Hit(...)`` takes twice as long."""


@dataclass(frozen=True)
class PhraseIndex:
    """Phrases by the words that they begin and go on with, so that a text is read once for all of them.

    The order of ``phrases`` does not matter; besides digits, ``number_words`` are numbers to them. A first word that
    ends in ``*`` must have at least ``phrase.KEY`` letters before it, a stem as many behind it.
    """

    phrases: tuple[Phrases, ...]
    number_words: frozenset[str] = frozenset()

    @cached_property
    def _states(self) -> States:
        return States(self.phrases, self.number_words)

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
        state: State | None
        for begin, state in [(i, state) for i, state in begun if state is not None]:
            at = begin
            while state is not None:
                for first, last, meanings in state.ended:
                    place = Span(starts[begin + first], ends[begin + last])
                    for kind, term, size in meanings:
                        hits.append(_hit((place, kind, term, size)))
                at += 1
                if at >= inside.stop or not state.threads:
                    break
                parted = gaps[at] != " " and _END_OF_CLAUSE.search(gaps[at])
                state = state.across(written[at]) if parted else state[written[at]]
        return hits
