"""Bounds and hedges: what the words around a number make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from re import Match, Pattern
from typing import cast

from ketclaims.lexicon import Lexicon
from ketclaims.model import Relation, Span
from ketclaims.quantities.numbers import SPACE, choice

_WINDOW = 48
# "about one death every 9 minutes" hedges the interval
_ONE_EVERY = re.compile(r"\b(?:one|a|an)\s(?:[a-z]+\s)?every\s\Z", re.IGNORECASE)
_BEFORE_PHRASE = frozenset(" \t\r\n\u00a0\u2007\u2009\u202f,.-")
"""What can stand between a number and the phrase behind it."""
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
_TURNED: Mapping[Relation, Relation] = {">": "<=", "<": ">="}
_LATEST = re.compile(r"\b(?:no|not) later than\s+\Z", re.IGNORECASE)
_BEFORE_THAT = re.compile(r"\s+(?:before|prior to|ahead of)\b", re.IGNORECASE)


class _Phrases:
    """Phrases before a number that mean one thing: the words that they can end with, and their pattern when asked."""

    def __init__(self, phrases: Iterable[str], skip: str) -> None:
        self._phrases = list(phrases)
        self._skip = skip
        self.last = frozenset(phrase.split()[-1] for phrase in self._phrases)

    @cached_property
    def pattern(self) -> Pattern[str]:
        before = rf"(?<![\w-])(?P<phrase>{choice(self._phrases)}){SPACE}+{self._skip}\Z"
        return re.compile(before, re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """The phrases before and behind a number; ``skipped`` are the last words of what may stand in between."""

    before: tuple[tuple[Relation, _Phrases], ...]
    any_before: _Phrases
    durations: _Phrases
    prices: _Phrases
    skipped: frozenset[str]
    comparatives: frozenset[str]
    negated: Pattern[str]
    after: tuple[tuple[Relation, Pattern[str]], ...]


@lru_cache(maxsize=8)
def _around(lexicon: Lexicon) -> _Around:
    words = lexicon.relations
    skip = rf"(?:{choice(words['skip'])}{SPACE}+)*"
    order = (*_BOUNDS, "~")
    durations, prices = words["durations"]["<="], words["prices"][">="]
    spoken = [*durations, *prices, *(p for r in order for p in words["before"].get(r, ()))]
    return _Around(
        before=tuple((r, _Phrases(words["before"][r], skip)) for r in order if r in words["before"]),
        any_before=_Phrases(spoken, skip),
        durations=_Phrases(durations, skip),
        prices=_Phrases(prices, skip),
        skipped=frozenset(phrase.split()[-1] for phrase in words["skip"]),
        comparatives=frozenset(words["negated"]["comparatives"]),
        negated=_negated(words["negated"]["words"], words["negated"]["unsure"]),
        after=tuple(
            (
                r,
                re.compile(
                    rf"(?:,?{SPACE}\(?|\.{SPACE}(?-i:(?=[a-z]))|-)(?:{choice(words['after'][r])})\b(?!{SPACE}\d)",
                    re.IGNORECASE,
                ),
            )
            for r in order
            if r in words["after"]
        ),
    )


def _negated(words: list[str], unsure: list[str]) -> Pattern[str]:
    """A word that denies, and a few words up to a comparison: "nobody was followed for | longer than"."""
    between = rf"(?!{choice(unsure)}\b)[a-z][\w'’-]*"
    return re.compile(rf"(?:\b{choice(words)}|n['’]t){SPACE}+(?:{between}{SPACE}+){{0,4}}\Z", re.IGNORECASE)


def relation_of(text: str, span: Span, dimension: str, lexicon: Lexicon) -> Relation:
    """The relation that the words around ``span`` state for a quantity of ``dimension``; ``=`` where they state none.

    A bound wins over a hedge; a phrase that bounds durations only is passed over before other dimensions.
    """
    around = _around(lexicon)
    window = _before(text, span)
    head = window.rsplit(None, 1)
    last = head[-1].lower().lstrip("(—–-\"'“") if head and window[-1:].isspace() else ""
    if dimension.startswith("money") and _is_least_price(text, span, window, last, around):
        return ">="
    found = _spoken(window, last, dimension, lexicon)
    if found == "<=" and last == "than" and _LATEST.search(window) and _BEFORE_THAT.match(text, span.end):
        return ">="
    if found in _BOUNDS:
        return found
    if text[span.end : span.end + 1] not in _BEFORE_PHRASE:
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


def _is_least_price(text: str, span: Span, window: str, last: str, around: _Around) -> bool:
    """Whether a price is the least of several ("from $400"), and not one of two or one that has changed."""
    if last not in around.prices.last and last not in around.skipped:
        return False
    alone = not _RANGE.search(text, span.start, span.end) and not _TO_A_PRICE.match(text, span.end)
    return alone and not _MOVED.search(window) and around.prices.pattern.search(window) is not None


def _spoken(window: str, last: str, dimension: str, lexicon: Lexicon) -> Relation:
    """The relation of the phrase with which ``window`` ends; its ``last`` word tells which patterns to ask."""
    around = _around(lexicon)
    skipped = last in around.skipped
    if not skipped and last not in around.any_before.last:
        return "="
    if skipped and around.any_before.pattern.search(window) is None:
        return "="
    if dimension == "time" and (skipped or last in around.durations.last) and around.durations.pattern.search(window):
        return "<="
    for relation, phrases in around.before:
        found = phrases.pattern.search(window) if skipped or last in phrases.last else None
        if found and dimension not in lexicon.relations["except"].get(found["phrase"].lower(), ()):
            return _turned(window, found, relation, around)
    return "="


def _turned(window: str, phrase: Match[str], relation: Relation, around: _Around) -> Relation:
    """The relation, turned round where the comparison is denied: "nobody waits longer than"."""
    turned = _TURNED.get(relation)
    if turned is None or phrase["phrase"].lower() not in around.comparatives:
        return relation
    return turned if around.negated.search(window, 0, phrase.start()) else relation


@lru_cache(maxsize=8)
def sign_relations(lexicon: Lexicon) -> dict[str, Relation]:
    """The relation that each written sign stands for."""
    return {sign: cast(Relation, r) for r, signs in lexicon.relations["symbols"].items() for sign in signs}
