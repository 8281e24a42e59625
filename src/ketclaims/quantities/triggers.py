"""Triggers: the places of a text where a number can begin, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from ketclaims.lexicon import Lexicon
from ketclaims.quantities.numbers import DASH, PART_SIGNS, choice
from ketclaims.quantities.patterns import ADVERBS, FULLY, MONTHS, NEXT_DAY, PERIODS, vague_units

# A digit | ½ | .5 | [2 | an underscore, each with the letters right behind it: "5weeks" has no border between the two
_SIGN = re.compile(
    rf"[\d{PART_SIGNS}.\[_](?:(?<=[\d_])|(?<![^\W\d_].)(?<=[{PART_SIGNS}])|(?<![\w.]\.)(?<=\.)(?=\d)|(?<=\[)(?=\^?\d))"
    r"(?=([^\W\d_]+)?)"
)
_ARTICLES = ("a", "an")
_BEGINNING = 4
_OPENERS = ("http", "https", "www")


@dataclass(frozen=True, slots=True, eq=False)
class _Starts:
    """The pattern of the words with which a number can begin, in lower case, and for each the kind of its readers."""

    words: Pattern[str]
    kinds: Mapping[str, str]


@lru_cache(maxsize=8)
def _starts(lexicon: Lexicon) -> _Starts:
    """The words with which a number can begin; the first mention of a word wins.

    A word that only opens a phrase ("the" of "the day after") counts where the next word of the phrase follows.
    """
    numbers = lexicon.numbers
    phrases = [phrase.split() for phrase in (*lexicon.vague, *NEXT_DAY)]
    tables = {
        "cardinal": [*numbers["cardinals"], *numbers["scales"], "dozen"],
        "ordinal": numbers["ordinals"],
        "fraction": ["half", "halves", "quarter", "quarters"],
        "multiple": numbers["multiples"],
        "sign": [*_OPENERS, *(month.lower() for month in MONTHS)],
        "word": [
            *("single", "couple", "every", *ADVERBS, *vague_units(lexicon)),
            *(phrase[0] for phrase in phrases if len(phrase) == 1),
            *lexicon.exclusions["words"]["not_quantitative"],
        ],
    }
    kinds = {word: kind for kind, words in reversed(tables.items()) for word in words if word.isalpha()}
    opening = [rf"{phrase[0]}(?=\s+{phrase[1]})" for phrase in phrases if phrase[0] not in (*kinds, *_ARTICLES)]
    article = rf"an?(?=(?:\s|{DASH})+{choice(_behind_article(lexicon))})"
    # The sign before a word is matched with it: most characters are none, and a search passes over them quickly.
    pattern = rf"[^a-z0-9_](?<=\W)({'|'.join([choice(kinds), *opening, article])})(?![^\W\d_])"
    return _Starts(re.compile(pattern), {p[0]: "word" for p in phrases} | kinds | dict.fromkeys(_ARTICLES, "article"))


def _behind_article(lexicon: Lexicon) -> list[str]:
    """The beginnings of what can stand behind an article with which a number begins: a few, a hundred, a full day."""
    numbers = (phrase for table in lexicon.numbers.values() for phrase in table)
    spoken = [phrase.split()[1] for phrase in (*lexicon.vague, *numbers) if phrase.split()[0] in _ARTICLES]
    words = (*PERIODS, *FULLY, "couple", "dozen", *lexicon.numbers["scales"], *lexicon.numbers["fractions"], *spoken)
    return [word[:_BEGINNING] for word in words]


def triggers(text: str, lexicon: Lexicon) -> list[tuple[int, str]]:
    """Each place where a number can begin, in order, and how: the key of the readers to ask.

    ``text`` has no ``İ``, the one capital with two characters in lower case: it would move all places behind it.
    """
    starts = _starts(lexicon)
    lower = text.lower()
    found = [(word.start(), starts.kinds[word[1]]) for word in starts.words.finditer(f" {lower}")]
    for sign in _SIGN.finditer(lower):
        start, written, attached = sign.start(), sign.group(), sign[1]
        if written != "_":
            found.append((start, "sign" if written == "[" else "digit"))
        if attached and attached in starts.kinds:
            found.append((start + 1, starts.kinds[attached]))
    return sorted(found)
