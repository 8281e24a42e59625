"""The readers of the grammar: each takes a point and gives the mention that begins there, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from string import digits

from ketclaims.quantities.citations import read_citation
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.names import read_isotope, read_label
from ketclaims.quantities.noise import read_noise
from ketclaims.quantities.patterns import ADVERBS, DECADES, ONLY
from ketclaims.quantities.points import Point
from ketclaims.quantities.readers.ages import can_be_own, read_age
from ketclaims.quantities.readers.durations import read_article, read_tomorrow, read_vague
from ketclaims.quantities.readers.figures import read_figure
from ketclaims.quantities.readers.fractions import read_fraction, read_further_part, read_part_of_unit
from ketclaims.quantities.readers.frequencies import (
    read_adverb,
    read_alternate,
    read_coded,
    read_comparison,
    read_double,
    read_every,
    read_fold,
    read_multiple,
    read_prescribed,
)
from ketclaims.quantities.readers.prices import read_price
from ketclaims.quantities.readers.ranks import read_numbered, read_ordinal, read_single
from ketclaims.quantities.readers.rates import read_rate
from ketclaims.quantities.readers.shares import read_class, read_even, read_per_many, read_share
from ketclaims.quantities.readers.statistics import read_statistic
from ketclaims.quantities.readers.sums import read_sum
from ketclaims.quantities.readers.words import read_word
from ketclaims.quantities.readers.years import read_named_decade, read_spoken_year, read_year
from ketclaims.quantities.rhythms import FOLDS, MORE, PRESCRIBED

Reader = Callable[[Point], Mention | None]

_OF_DIGITS: tuple[Reader, ...] = (
    read_price,
    read_citation,
    read_isotope,
    read_noise,
    read_sum,
    read_age,
    read_label,
    read_statistic,
    read_multiple,
    read_rate,
    read_per_many,
    read_class,
    read_even,
    read_share,
    read_numbered,
    read_year,
    read_ordinal,
    read_figure,
)
_OF_NO_AMOUNT: tuple[Reader, ...] = (
    read_citation,
    read_isotope,
    read_noise,
    read_class,
    read_year,
    read_ordinal,
)

_OF_WORDS: tuple[Reader, ...] = (read_prescribed, read_alternate, read_fold, read_double, read_tomorrow)

READERS: Mapping[str, tuple[Reader, ...]] = {
    "digit": _OF_DIGITS,
    "amount": tuple(reader for reader in _OF_DIGITS if reader not in _OF_NO_AMOUNT),
    "coded": (read_coded, read_label, read_figure),
    "sign": (read_noise,),
    "cardinal": (
        read_spoken_year,
        read_sum,
        read_label,
        read_statistic,
        read_age,
        read_multiple,
        read_rate,
        read_per_many,
        read_even,
        read_share,
        read_part_of_unit,
        read_fraction,
        read_numbered,
        read_figure,
        read_word,
    ),
    "ordinal": (read_further_part, read_ordinal, read_word),
    "fraction": (read_article, read_part_of_unit, read_fraction, read_figure, read_word),
    "multiple": (read_multiple, read_comparison, read_word),
    "article": (read_part_of_unit, read_fraction, read_article, read_vague, read_sum, read_figure),
    "word": (read_named_decade, read_article, read_every, read_single, read_vague, read_adverb, *_OF_WORDS, read_word),
}
"""For each way in which a number can begin, the readers in the order in which they are asked; the first that answers
has the word; ``amount`` are digits whose form alone tells that they are no citation, isotope, date, year or rank."""

# 40% | 12 weeks | 4–6 hours | 2.5, | 3. at the end of a sentence or the beginning of an item; no year
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d+)?(?:\s?[-–]\s?\d{1,3}(?:\.\d+)?)?(?:%|\s[b-nq-z]|[.,;]\s)")
_SIGNS = frozenset("(~≈<>≤≥$£€₹")

_JOINING = frozenset(("to", "or", *"-‐‑‒–—―−"))
"""The beginnings of "to" and "or", and the dashes: a second number stands behind them, and more behind that."""
_FRACTIONS = frozenset(("ha", "th", "qu", "fo", "fi", "si", "se", "ei", "ni", "te", "tw")) | _JOINING
"""The beginnings of the names of fractions: half, third, quarter, to twentieth."""
_FOLLOWED: Mapping[Reader, frozenset[str]] = {
    read_price: frozenset(f"{digits}.,:/"),
    read_sum: frozenset(("gr", "p", "pe", "ce", "¢")) | _JOINING,
    read_age: frozenset(("y", "ye", "yr", "yo", "ol", "an", "up", "wh", "s", "so", "sa", "th", *"fm+±'’,")) | _JOINING,
    read_statistic: frozenset(("%", "pe")),
    read_multiple: frozenset(("x", "×", "ti")) | _JOINING,
    read_even: frozenset(("fi", "/")) | _JOINING,
    read_part_of_unit: _FRACTIONS,
    read_fraction: _FRACTIONS,
    read_numbered: frozenset(),
    read_ordinal: frozenset(("st", "nd", "rd", "th")),
}
"""The readers that a number alone tells nothing, and the signs or letters with which what tells them something begins.

A letter alone ends there: the "s" of "the 60s", the "p" of "40p".
"""
_SAID = frozenset((read_age, read_statistic, read_numbered))
"""Those among them to whom a word before the number can tell as much."""

_OWNED = frozenset((read_age,))
"""Those among them to whom the word before the number can tell whose it is, whatever stands behind."""

_PARTED = frozenset((read_rate, read_per_many, read_share))
"""The readers of what is a part of a whole, or so much per time, which a word further on tells."""

_LED = frozenset((read_price,))
"""Those among them to whom a sign before the number tells as much."""

_BEGUN: Mapping[Reader, frozenset[str]] = {
    read_named_decade: frozenset(word[0] for word in DECADES),
    read_article: frozenset("ach"),
    read_every: frozenset("e"),
    read_single: frozenset(word[0] for word in ONLY),
    read_adverb: frozenset(word[0] for word in ADVERBS),
    read_prescribed: frozenset(word[0] for word in PRESCRIBED),
    read_alternate: frozenset("a"),
    read_fold: frozenset(word[0] for word in FOLDS),
    read_double: frozenset(word[0] for word in MORE),
    read_tomorrow: frozenset("t"),
}
"""The letters with which begins what a reader reads."""


def readers_at(point: Point, begin: str) -> tuple[Reader, ...]:
    """The readers to ask at a point where a number begins as ``begin`` says; most need not be asked of all."""
    if begin == "word":
        return _readers_of_word(point.text[point.start].lower())
    if begin not in ("digit", "cardinal") or point.number is None:
        return READERS[begin]
    kind = "amount" if begin == "digit" and _is_amount(point.text, point.start) else begin
    end, led = point.number.end(), begin == "digit" and point.prefixed
    parted = point.parted(end) or point.joins(end) or "/" in point.number.group()
    return _readers(kind, point.sign(end), point.behind is not None, led, can_be_own(point), parted)


def _is_amount(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    spaced = before.isspace()
    amount = _AMOUNT.match(text, start) if spaced or before in _SIGNS else None
    # "(3, 4)" may be citations
    return amount is not None and (spaced or not amount.group()[-1].isspace())


@lru_cache(maxsize=4096)
def _readers(kind: str, sign: str, said: bool, led: bool, owned: bool, parted: bool) -> tuple[Reader, ...]:
    """The readers of ``kind`` to which the sign behind the number, or what is said before it, can tell something."""
    return tuple(
        reader
        for reader in READERS[kind]
        if (parted or reader not in _PARTED)
        and (
            reader not in _FOLLOWED
            or sign.isspace()
            or sign in _FOLLOWED[reader]
            or (said and reader in _SAID)
            or (owned and reader in _OWNED)
            or (led and reader in _LED)
        )
    )


@lru_cache(maxsize=64)
def _readers_of_word(letter: str) -> tuple[Reader, ...]:
    """The readers of words for one that begins with ``letter``."""
    return tuple(reader for reader in READERS["word"] if reader not in _BEGUN or letter in _BEGUN[reader])
