"""Names of journals and works: whether two of them mean the same, shortened or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

# Words that a shortened name leaves out, and a full one may.
_SMALL = frozenset(
    (
        "a",
        "an",
        "and",
        "de",
        "der",
        "des",
        "die",
        "du",
        "e",
        "et",
        "for",
        "in",
        "la",
        "le",
        "of",
        "on",
        "the",
        "und",
        "y",
    )
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_WORD = re.compile(r"[^\W_]+")
LONGEST_NAME = 300


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that count, in small letters without accents; what stands in brackets is left out."""
    bare = _BRACKETS.sub(" ", name[:LONGEST_NAME]) if not name.startswith(("(", "[")) else name[:LONGEST_NAME]
    folded = unicodedata.normalize("NFKD", bare.replace("&amp;", "&")).casefold()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign)).replace("'", "")
    return tuple(word for word in _WORD.findall(plain) if word not in _SMALL)


def same_journal(stated: str, names: Iterable[str]) -> bool:
    """Whether a journal as it is stated is one of these names: in full, shortened, as its initials, without subtitle.

    >>> same_journal("Arch. Gen. Psychiatry", ["Archives of General Psychiatry"])
    True
    >>> same_journal("Pain", ["Pain Medicine"])
    False
    """
    for form in _forms(stated):
        said = words_of(form)
        if said and any(_same_words(said, words_of(name)) for name in names):
            return True
    return False


def ends_with_journal(words: str, names: Iterable[str]) -> bool:
    """Whether words end with one of these names: a name with a full stop in it may have been taken apart.

    >>> ends_with_journal("Naps at sea. The lancet. Psychiatry", ["Lancet Psychiatry"])
    True
    """
    said = words_of(words[-LONGEST_NAME:])
    return any(_same_words(said[-len(words_of(name)) :], words_of(name)) for name in names)


def _forms(stated: str) -> Sequence[str]:
    """A stated name as it is, and without a subtitle or what is said of its place."""
    head = re.split(r"\s?[:;=]\s|\s-\s|,\s", stated, maxsplit=1)[0]
    return (stated, head) if head != stated else (stated,)


def _same_words(said: Sequence[str], name: Sequence[str]) -> bool:
    if len(said) == len(name):
        return all(map(_shortens, said, name))
    return len(said) == 1 and len(name) > 2 and said[0] == "".join(word[0] for word in name)


def _shortens(one: str, other: str) -> bool:
    """Whether one of two words is the other or shortens it: psychiatr, natl for national."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short):
        return True
    if short[0] != long[0] or len(short) * 2 > len(long) + 3:
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for case, accents, signs and small words; a cut subtitle is no difference."""
    first, second = words_of(one), words_of(other)
    shorter = min(len(first), len(second))
    return shorter > 2 and first[:shorter] == second[:shorter]
