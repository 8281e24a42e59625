"""Phrases as a lexicon writes them: their words, their signs, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ketclaims.late import late

GAP = 4
"""The number of words that ``..`` may stand for, at most."""

KEY = 3
"""So many letters at least stand before the ``*`` of the beginning of a word, or behind that of a stem."""

NUMBER = "NUMBER"
"""What stands in a phrase for any number."""

_TOKEN = late(r"\[|\]|\.\.|\+|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’]s\b|\*?[^\W_]+\*?")
# What most phrases are, whose words need not be looked for one by one
_PLAIN = late(r"[a-z]+\*?(?: [a-z]+\*?)*")


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
    if words[0].endswith("*") and len(words[0]) <= KEY:
        return f"begins with fewer than {KEY} letters before its `*`"
    stem = any(word.startswith("*") for word in words)
    if stem and (len(words) > 1 or len(words[0]) <= KEY or words[0].endswith("*")):
        return f"is no stem, which is one word: `*` and at least {KEY} letters behind it"
    return ""


def _folded(source: str) -> str:
    """Lower case, but for the class of words that is written in capitals."""
    return NUMBER.join(part.lower().replace("’", "'") for part in source.split(NUMBER))


def is_number(folded: str, number_words: frozenset[str]) -> bool:
    """Whether a word in lower case is a number, in digits or one of ``number_words``."""
    return folded[0].isdigit() or folded in number_words


def fits(token: str, exact: bool, word: str, number_words: frozenset[str]) -> bool:
    """Whether a word of a text is the one that a phrase has: as it is written, where the phrase is ``exact``."""
    if exact and token != NUMBER:
        return word == token
    folded = word.lower()
    return (
        folded == token
        or (token[-1] == "*" and folded.startswith(token[:-1]))
        or (token[0] == "*" and folded.endswith(token[1:]))
        or (token == NUMBER and is_number(folded, number_words))
    )
