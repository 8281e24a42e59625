"""Triggers: the places of a text where a number can begin, found in one pass over its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ketclaims.lexicon import Lexicon
from ketclaims.quantities.patterns import ADVERBS, MONTHS, NEXT_DAY, vague_units

# A digit | a sign of a fraction | a word | a square bracket before a number; one pass over plain words and a look
# into a table is ten times as fast as one pattern of all number words.
_WORD = re.compile(r"(?<![\w.])\.(?=\d)|\d|[½¼¾⅓⅔]|[^\W\d_]+|\[(?=\^?\d)")
_OPENERS = ("http", "https", "www")


@lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> Mapping[str, str]:
    """For each word with which a number can begin, the kind of its readers; the first mention of a word wins."""
    numbers = lexicon.numbers
    tables = {
        "cardinal": [*numbers["cardinals"], *numbers["scales"], "dozen"],
        "ordinal": numbers["ordinals"],
        "fraction": ["half", "halves", "quarter", "quarters"],
        "multiple": numbers["multiples"],
        "article": ["a", "an"],
        "sign": [*_OPENERS, *(month.lower() for month in MONTHS)],
        "word": [
            *("single", "couple", "every", *ADVERBS, *vague_units(lexicon)),
            *(phrase.split()[0] for phrase in (*lexicon.vague, *NEXT_DAY)),
            *lexicon.exclusions["words"]["not_quantitative"],
        ],
    }
    kinds: dict[str, str] = {}
    for kind, words in tables.items():
        for word in words:
            kinds.setdefault(word, kind)
    return kinds


def triggers(text: str, lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Each place where a number can begin, and how: the key of the readers to ask."""
    kinds = _kinds(lexicon)
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isalpha():
            kind = kinds.get(word.lower())
            if kind is not None:
                yield found.start(), kind
        else:
            yield found.start(), "sign" if word == "[" else "digit"
