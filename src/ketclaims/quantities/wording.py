"""How a quantity is worded: its place with the words of bound and hedge around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from ketclaims.lexicon import Lexicon
from ketclaims.model import Span
from ketclaims.quantities.numbers import SPACE, choice

_WINDOW = 48


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    before: Pattern[str]
    after: Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    words = lexicon.relations
    before = [phrase for phrases in words["before"].values() for phrase in phrases]
    before += [*words["durations"]["<="], *words["frames"]]
    after = choice([phrase for phrases in words["after"].values() for phrase in phrases])
    skip = rf"(?:{choice(words['skip'])}{SPACE}+)*"
    one = rf"(?:{choice(before)}{SPACE}+{skip})"
    return _Words(
        re.compile(rf"(?<![\w-]){one}{{1,3}}\Z", re.IGNORECASE),
        re.compile(rf"{SPACE}(?:{after})\b", re.IGNORECASE),
    )


def wording_of(text: str, span: Span, lexicon: Lexicon) -> Span:
    """``span`` with the words of bound, hedge and range that touch it: "approximately 80%", "5 or more".

    The codebook leaves these words out of a value; other annotations take them in.
    """
    words = _words(lexicon)
    before = words.before.search(text, max(0, span.start - _WINDOW), span.start)
    after = words.after.match(text, span.end)
    return Span(before.start() if before else span.start, after.end() if after else span.end)
