"""Triggers: the places of a text where a number can begin, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from ketclaims.lexicon import Lexicon
from ketclaims.quantities.numbers import DASH, PART_SIGNS, choice
from ketclaims.quantities.patterns import ADVERBS, DECADES, FULLY, MONTHS, NEXT_DAY, ONLY, PERIODS, vague_units
from ketclaims.quantities.rhythms import FOLDS, PRESCRIBED

# A digit | ½ | [2 | an underscore, each with the letters right behind it: "5weeks" has no border between the two.
# First comes what is no other plain sign: a text is searched for that in half the time that digits of all scripts take.
_SIGN = re.compile(
    r"[^\x00-/:-Z\\\]^`-\x7f]"
    rf"(?:(?<=[\d_])|(?<![^\W\d_].)(?<=[{PART_SIGNS}])|(?<=\[)(?=\^?\d))(?=([^\W\d_]+)?)"
)
# 5 behind the point of ".5", but not of "1.5" or "S/.5"
_POINTED = re.compile(r"(?<![\w./])\.\Z")
COINS = ("dollar", "buck", "euro")
"""Currencies of which one is a sum: "a dollar a vial"."""
_ARTICLES = ("a", "an")
_BEGINNING = 4
_OPENERS = ("http", "https", "www")
_MONTHS = frozenset(month.lower() for month in MONTHS)


@dataclass(frozen=True, slots=True, eq=False)
class _Starts:
    """The pattern of the words with which a number can begin, in lower case, and for each the kind of its readers."""

    words: Pattern[str]
    kinds: Mapping[str, str]


@lru_cache(maxsize=8)
def _starts(lexicon: Lexicon) -> _Starts:
    """The words with which a number can begin; the first mention of a word wins.

    A word that only opens a phrase ("the" of "the day after") counts where the phrase goes on behind it.
    """
    numbers = lexicon.numbers
    tables = {
        "cardinal": [*numbers["cardinals"], *numbers["scales"], "dozen"],
        "ordinal": numbers["ordinals"],
        "fraction": ["half", "halves", "quarter", "quarters"],
        "multiple": numbers["multiples"],
        "sign": _OPENERS,
        "word": [
            *(
                *ONLY,
                "couple",
                "every",
                "each",
                "tomorrow",
                *ADVERBS,
                *DECADES,
                *FOLDS,
                *PRESCRIBED,
                *vague_units(lexicon),
            ),
            *lexicon.exclusions["words"]["not_quantitative"],
        ],
    }
    kinds = {word: kind for kind, words in reversed(tables.items()) for word in words if word.isalpha()}
    opening = {following: words - kinds.keys() for following, words in _opening(lexicon).items()}
    opened = {word: "sign" if word in _MONTHS else "word" for words in opening.values() for word in words}
    pattern = _spelled({"": set(kinds), **{rf"(?={following})": words for following, words in opening.items()}})
    return _Starts(re.compile(pattern), opened | kinds | dict.fromkeys(_ARTICLES, "article"))


def _spelled(words: Mapping[str, Set[str]]) -> str:
    """The pattern of words, each with the sign before it; the key of ``words`` says what must stand behind them.

    Most words of a text begin with none of these: the first letter is asked for once and before all else.
    """
    letters = sorted({word[0] for listed in words.values() for word in listed})
    begun = "|".join(f"{re.escape(letter)}(?:{_going_on(letter, words)})" for letter in letters)
    return rf"[^a-z0-9_]({begun})(?![^\W\d_])"


def _going_on(letter: str, words: Mapping[str, Set[str]]) -> str:
    """The pattern of what stands behind the first letter of the words that begin with ``letter``."""
    rests = {ahead: [word[1:] for word in listed if word[0] == letter] for ahead, listed in words.items()}
    return "|".join(choice(listed) + ahead for ahead, listed in rests.items() if listed)


def _opening(lexicon: Lexicon) -> dict[str, set[str]]:
    """The words that open a phrase with a number in it, by the pattern of what stands behind them.

    "May help" and "some patients" are written far more often than "May 12" and "some weeks".
    """
    units = "".join({unit[0] for unit in vague_units(lexicon)})
    articles = rf"(?:\s|{DASH})+{choice(_behind_article(lexicon))}"
    opening = {articles: {*_ARTICLES}, r"\.?\s\d": {*_MONTHS}, rf"\s+[{units}]": set[str]()}
    opening[rf"\s+{choice(PERIODS)}\b"] = {"another"}
    opening[r"\s+(?:day|night|week|month|morning|evening)s\b"] = {"alternate"}
    opening[r"\.\s?i\.\s?d\b"] = {"b", "q", "t"}
    for phrase in (*lexicon.vague, *NEXT_DAY):
        word, *behind = phrase.split()
        if word not in _ARTICLES:
            opening.setdefault(rf"\s+{behind[0]}" if behind else rf"\s+[{units}]", set()).add(word)
    return opening


def _behind_article(lexicon: Lexicon) -> list[str]:
    """The beginnings of what can stand behind an article with which a number begins: a few, a hundred, a full day."""
    numbers = (phrase for table in lexicon.numbers.values() for phrase in table)
    spoken = [phrase.split()[1] for phrase in (*lexicon.vague, *numbers) if phrase.split()[0] in _ARTICLES]
    words = (
        *PERIODS,
        *FULLY,
        *COINS,
        "couple",
        "dozen",
        *lexicon.numbers["scales"],
        *lexicon.numbers["fractions"],
        *spoken,
    )
    return [word[:_BEGINNING] for word in words]


def triggers(text: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """Each place where a number can begin, in order, and how: the key of the readers to ask.

    ``text`` has no ``İ``, the one capital with two characters in lower case: it would move all places behind it.
    """
    starts = _starts(lexicon)
    lower = text.lower()
    words = starts.words.finditer(f" {lower}")
    # The sign before a word may be a letter with an accent, which a search is slow to tell from a sign.
    found = [(word.start(), starts.kinds[word[1]]) for word in words if not word[0][0].isalnum()]
    for sign in _SIGN.finditer(lower):
        start, written, attached = sign.start(), sign.group(), sign[1]
        if written != "_":
            before = lower[start - 1 : start]
            found.append((start, "sign" if written == "[" else "coded" if before == "q" else "digit"))
            if before == "." and _POINTED.search(lower, max(0, start - 2), start):
                found.append((start - 1, "digit"))
        if attached and attached in starts.kinds:
            found.append((start + 1, starts.kinds[attached]))
    return sorted(found)
