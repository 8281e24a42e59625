"""Bounds and hedges: what the words around a number make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern
from typing import cast

from ketclaims.lexicon import Lexicon
from ketclaims.model import Relation, Span
from ketclaims.quantities.numbers import SPACE, choice

_WINDOW = 48
# "about one death every 9 minutes" hedges the interval
_ONE_EVERY = re.compile(r"\b(?:one|a|an)\s(?:[a-z]+\s)?every\s\Z", re.IGNORECASE)
_HARD_WRAP = re.compile(r"(?<=\S)\r?\n\Z")
# the second price of "from $400 to $700", inside the figure or behind it; and what a price has come down from
_RANGE = re.compile(r"\d\s?(?:[-–—]|to\b|and\b)", re.IGNORECASE)
_TO_A_PRICE = re.compile(r"[^.;\n]{0,40}?\b(?:to|and|through|up to)\s+(?:about\s+)?\W?\d|\s?[-–—]", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:fell|fall\w*|dropp?\w*|rose|ris\w+|rais\w+|went|cut|reduc\w+|lower\w*|increas\w+|down|up|deduct\w*|taken|taking|off)"
    r"\s+from\s+\Z",
    re.IGNORECASE,
)
_BOUNDS: tuple[Relation, ...] = ("<=", ">=", ">", "<")


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """The phrases before and behind a number, compiled; ``last`` holds the words that a phrase before can end with."""

    before: tuple[tuple[Relation, Pattern[str]], ...]
    any_before: Pattern[str]
    durations: Pattern[str]
    prices: Pattern[str]
    after: tuple[tuple[Relation, Pattern[str]], ...]
    last: frozenset[str]


@lru_cache(maxsize=8)
def _around(lexicon: Lexicon) -> _Around:
    words = lexicon.relations
    skip = rf"(?:{choice(words['skip'])}{SPACE}+)*"

    def ending(phrases: list[str]) -> Pattern[str]:
        return re.compile(rf"(?<![\w-])(?P<phrase>{choice(phrases)}){SPACE}+{skip}\Z", re.IGNORECASE)

    order = (*_BOUNDS, "~")
    narrow = [*words["durations"]["<="], *words["prices"][">="]]
    spoken = [*narrow, *(p for r in order for p in words["before"].get(r, ()))]
    return _Around(
        before=tuple((r, ending(words["before"][r])) for r in order if r in words["before"]),
        any_before=ending(spoken),
        durations=ending(words["durations"]["<="]),
        prices=ending(words["prices"][">="]),
        after=tuple(
            (r, re.compile(rf"(?:,?{SPACE}|-)(?:{choice(words['after'][r])})\b", re.IGNORECASE))
            for r in order
            if r in words["after"]
        ),
        last=frozenset(phrase.split()[-1] for phrase in (*spoken, *words["skip"])),
    )


def relation_of(text: str, span: Span, dimension: str, lexicon: Lexicon) -> Relation:
    """The relation that the words around ``span`` state for a quantity of ``dimension``; ``=`` where they state none.

    A bound wins over a hedge; a phrase that bounds durations only is passed over before other dimensions.
    """
    around = _around(lexicon)
    window = _before(text, span)
    head = window.rsplit(None, 1)
    found: Relation = "="
    if window[-1:].isspace() and head and head[-1].lower().lstrip("(—–-\"'“") in around.last:
        alone = not _RANGE.search(text, span.start, span.end) and not _TO_A_PRICE.match(text, span.end)
        found = _spoken(window, dimension, lexicon, around, alone=alone)
    if found in _BOUNDS:
        return found
    for relation, pattern in around.after:
        if pattern.match(text, span.end):
            return relation
    return found


def _before(text: str, span: Span) -> str:
    """The characters before a number, on one line, without "one ... every"."""
    window = text[max(0, span.start - _WINDOW) : span.start]
    if window[-1:] == "\n":
        window = _HARD_WRAP.sub(" ", window)
    return _ONE_EVERY.sub("", window) if window[-6:-1].lower() == "every" else window


def _spoken(window: str, dimension: str, lexicon: Lexicon, around: _Around, *, alone: bool) -> Relation:
    first = around.any_before.search(window)
    if first is None:
        return "="
    if dimension == "time" and around.durations.search(window, first.start()):
        return "<="
    price = dimension.startswith("money") and alone and not _MOVED.search(window)
    if price and around.prices.search(window, first.start()):
        return ">="
    for relation, pattern in around.before:
        found = pattern.search(window, first.start())
        if found and dimension not in lexicon.relations["except"].get(found["phrase"].lower(), ()):
            return relation
    return "="


@lru_cache(maxsize=8)
def sign_relations(lexicon: Lexicon) -> dict[str, Relation]:
    """The relation that each written sign stands for."""
    return {sign: cast(Relation, r) for r, signs in lexicon.relations["symbols"].items() for sign in signs}
