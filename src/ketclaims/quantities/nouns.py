"""Nouns: the counted things of a lexicon, read behind a number or a rank with the words that may stand before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.quantities.numbers import DASH, SPACE
from ketclaims.quantities.spellings import SPACES, Spellings

_MOST_ADJECTIVES = 3
_MOST_BEFORE_RANKED = 2
# what opens all that can be counted: a gap, and "or more" or "more" before the thing
_OPENS = re.compile(
    rf"(?P<more>{SPACE}+or{SPACE}+(?:more|fewer|so))?(?:{SPACE}+|{DASH})(?:(?:more|fewer){SPACE}+)?", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
# "five phase 3 trials"
_ADJECTIVE = re.compile(rf"(?:[Pp]hase{SPACE}[1-4][ab]?|[A-Za-z][\w'’-]{{0,40}}|[Uu]\.[SsKk]\.){SPACE}+")
_GAP = re.compile(rf"{SPACE}+|-")
_BEFORE_RANKED = re.compile(r"[A-Za-z][\w-]{0,40}")
_BEFORE_PEOPLE = late(rf"[A-Za-z-]+{SPACE}+")
_ENDS = re.compile(r"(?!\w)")
# "40 treatment sites": places, not treatments
_COUNTED_ENDS = re.compile(
    rf"(?!\w|{DASH}\w|{SPACE}(?:site|centre|center|room|clinic|chair|slot|place|hospital|provider)s\b|{SPACE}(?:dollars?|pounds?)\b)",
    re.IGNORECASE,
)


_SAME = ("species", "series", "means")
_IN_LF = ("calves", "halves", "knives", "leaves", "lives", "loaves", "selves", "shelves", "wives", "wolves")
_IN_IS = ("yses", "crises", "diagnoses", "prognoses", "psychoses", "neuroses", "theses", "stases")
_IN_SIGN = ("buses", "viruses", "bonuses", "campuses", "sinuses", "fetuses", "statuses", "lenses", "gases", "biases")


def is_plural(noun: str) -> bool:
    """Whether a word in small letters looks like a plural: "less", "status" and "basis" do not."""
    return noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


def singular(noun: str) -> str:
    """The singular of a noun in small letters that is written in the plural.

    >>> [singular(noun) for noun in ("half-lives", "analyses", "viruses", "boxes", "diaries", "doses")]
    ['half-life', 'analysis', 'virus', 'box', 'diary', 'dose']
    """
    last = noun.rpartition("-")[2]
    if last in _SAME:
        return noun
    if last in _IN_LF:
        return noun[:-3] + ("fe" if last.endswith("ives") else "f")
    if last.endswith(_IN_IS):
        return noun[:-2] + "is"
    if last.endswith("ies"):
        return noun[:-3] + "y"
    short = last in _IN_SIGN or last.endswith(("sses", "shes", "ches", "xes"))
    return noun[:-2] if short else noun.removesuffix("s")


class Noun(NamedTuple):
    """A noun as it is written, and where it ends; whether "or more" stands before it."""

    written: str
    end: int
    more: bool = False


class Nouns:
    """The nouns of a lexicon, to be read behind a number.

    They are read by spellings: a pattern of some hundred nouns takes longer to compile than a short text to read.
    """

    def __init__(
        self, nouns: Iterable[str], people: Iterable[str], periods: Iterable[str], stops: Iterable[str]
    ) -> None:
        """``nouns`` in lower case, ``people`` among them; ``periods`` can be ranked, ``stops`` stand before no noun."""
        nouns = tuple(nouns)
        self._people = Spellings(people, folded=True)
        self._nouns = Spellings(nouns, folded=True)
        self._ranked = Spellings((*nouns, *periods), folded=True)
        self.stops = frozenset(stops)

    def counted(self, text: str, at: int) -> Noun | None:
        """What is counted: six | infusions, six | -infusion, six | intravenous ketamine infusions, two | or more."""
        opening = _OPENS.match(text, at)
        begin = opening.end() if opening else None
        # "a two-centre study" counts no studies
        adjectives = _MOST_ADJECTIVES if text[at : at + 1].isspace() else 0
        for _ in range(adjectives + 1):
            if opening is None or begin is None:
                return None
            end = next((end for end in self._nouns.ends(text, begin) if _COUNTED_ENDS.match(text, end)), None)
            if end is not None:
                begin, end = self._head_of(text, begin, end)
                return Noun(text[begin:end], end, more=opening["more"] is not None)
            begin = self._past_adjective(text, begin)
        return None

    def _head_of(self, text: str, begin: int, end: int) -> tuple[int, int]:
        """Where the noun stands that one in the singular only describes: eight individual | sessions."""
        gap = SPACES.match(text, end) if text[end - 1] not in "sS" else None
        ends = self._nouns.ends(text, gap.end()) if gap else ()
        last = next((last for last in ends if text[last - 1] in "sS" and _COUNTED_ENDS.match(text, last)), None)
        return (begin, end) if gap is None or last is None else (gap.end(), last)

    def _past_adjective(self, text: str, at: int) -> int | None:
        adjective = _ADJECTIVE.match(text, at)
        if adjective is None or self._stops_at(text, at):
            return None
        return adjective.end()

    def _stops_at(self, text: str, at: int) -> bool:
        word = _WORD.match(text, at)
        return word is not None and word.group().lower() in self.stops

    def people(self, text: str, at: int, *, described: bool = False) -> Iterator[int]:
        """Where people can end who are named behind a gap; ``described`` with an adjective or without."""
        gap = SPACES.match(text, at)
        adjective = _BEFORE_PEOPLE.match(text, gap.end()) if gap and described else None
        for begin in (found.end() for found in (gap, adjective) if found):
            yield from (end for end in self._people.ends(text, begin) if _ENDS.match(text, end))

    def ranked(self, text: str, at: int) -> Noun | None:
        """What a rank is one of: the sixth | infusion, third | day, first | six-month visit."""
        for begin in self._behind_rank(text, at, _MOST_BEFORE_RANKED):
            end = next((end for end in self._ranked.ends(text, begin) if _ENDS.match(text, end)), None)
            if end is not None:
                return Noun(text[begin:end], end)
        return None

    def _behind_rank(self, text: str, at: int, adjectives: int) -> Iterator[int]:
        """Where the noun can stand behind a gap and some adjectives, the fewest of them first."""
        gap = _GAP.match(text, at)
        if gap is None:
            return
        yield gap.end()
        word = _BEFORE_RANKED.match(text, gap.end()) if adjectives else None
        if word is None or self._stops_at(text, gap.end()):
            return
        # the parts of a word with hyphens are words of their own as well: "post-dose day", "post-dose-day"
        for end in (word.end(), *(i for i in range(word.end() - 1, word.start(), -1) if text[i] == "-")):
            yield from self._behind_rank(text, end, adjectives - 1)
