"""A point of a text at which a number may begin, with what the readers ask about it, looked up once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from re import Match, Pattern
from typing import Generic, TypeVar

from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities.nouns import Noun
from ketclaims.quantities.numbers import DASH, value_of
from ketclaims.quantities.patterns import BEFORE_NUMBER, ENDING, LINKED, LINKS, MOST_WORDS, Patterns
from ketclaims.quantities.relations import relation_of
from ketclaims.quantities.units import Written

PREFIX = 9
"""A prefix is no longer: "≥ KShs. "."""
_BEHIND = 36
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+|±")
_ENDING = re.compile(rf"{_LETTERS.pattern}\Z")
_EQUALS = frozenset("=<>≤≥")
_SPREAD = re.compile(r"\s{0,3}[±+]")
# a dash | a comma | to, through, up to | or | and
_JOINS = re.compile(rf"\s*(?:,|{DASH}|(?:to|through|up|or|and)\b)", re.IGNORECASE)
# What joins a part to its whole or a count to its time, behind at most "more" and the words for what is counted:
# the cheap question before the dear ones, which tell the words apart
_WORDS_BETWEEN = rf"(?:\s+[a-z-]+){{0,{1 + MOST_WORDS}}}?(?:\s+|-)"
_PARTED = re.compile(rf"{_WORDS_BETWEEN}(?:in|out|of|per|for|days?)[\s-]|/", re.IGNORECASE)
_GOING_ON = frozenset(" \t\r\n\u00a0\u2007\u2009\u202f-‐‑‒–—―−/")
_BETWEEN = late(r"\bbetween[^\S\n]+(?:[^.;\n]|\.(?=\d)){0,24}\Z", re.IGNORECASE)
_BETWEEN_REACH = 40
_SPACE = (" ", "\u00a0")
CURRENCY_SIGNS = frozenset("$£€¥₹₩₦₱฿₫₺₴₪₽₡₲৳₸₾₼֏﷼₵៛₭₮؋￥￦₣")


T = TypeVar("T")


class _Once(Generic[T]):
    """What a point finds when it is first asked; the lock of ``cached_property`` would take longer than the finding."""

    def __init__(self, find: Callable[[Point], T]) -> None:
        self.find = find
        self.name = find.__name__

    def __get__(self, point: Point, owner: type[Point]) -> T:
        found = point.__dict__[self.name] = self.find(point)
        return found


class Point:
    """The text, the place, and the words to read with."""

    def __init__(self, text: str, start: int, patterns: Patterns, lexicon: Lexicon) -> None:
        """A point at code point ``start`` of ``text``."""
        self.text = text
        self.start = start
        self.patterns = patterns
        self.lexicon = lexicon
        self._joins: dict[int, bool] = {}
        self._parted: dict[int, bool] = {}
        self._units: dict[int, Written | None] = {}
        self._seconds: dict[tuple[Pattern[str], int], Match[str] | None] = {}
        self._joints: dict[int, Match[str] | None] = {}
        self._counts: dict[int, Noun | None] = {}

    @_Once
    def number(self) -> Match[str] | None:
        """The number that begins here."""
        return self.patterns.number.match(self.text, self.start)

    @_Once
    def prefixed(self) -> bool:
        """Whether what stands before the number can be a sign of it: a currency, a bound, a minus."""
        endings, last = self.patterns.prefix_endings, self.text[max(0, self.start - 4) : self.start].rstrip()[-2:]
        return last in endings or last[-1:] in endings

    @_Once
    def said(self) -> str:
        """What is written before the number, without the signs between the two."""
        return self.text[max(0, self.start - _BEHIND) : self.start].rstrip(BEFORE_NUMBER)

    @_Once
    def ending(self) -> str:
        """The last letters of the word before the number, in lower case; empty where no word is."""
        last = self.said[-ENDING:].lower()
        if last.isalpha():
            return last
        letters = _ENDING.search(last)
        return letters.group() if letters else ""

    @_Once
    def behind(self) -> Match[str] | None:
        """The word before the number that says what it counts: ``day``, ``aged``, ``p =``."""
        for at in self._said_at():
            found = self.patterns.behind.match(self.text, at, self.start)
            if found:
                return found
        return None

    def _said_at(self) -> Iterable[int]:
        """Where words stand with which such words can begin; a search for them is the dearest of all.

        The last letters before the number refuse most numbers; then the last word, or one that it links to: "age of".
        """
        begin, said = max(0, self.start - _BEHIND), self.said
        # p for interaction = | 0.03: any word can stand before the sign
        equals = not _EQUALS.isdisjoint(self.text[begin + len(said) : self.start])
        if said[-1:] == "±" or said[-2:] == "I2" or (equals and "p for " in said.lower()):
            return (word.start() for word in _WORDS.finditer(self.text, begin, self.start))
        if self.ending not in self.patterns.behind_endings:
            return ()
        return (begin + at for at in self._known_in(said.lower(), equals=equals))

    def _known_in(self, said: str, *, equals: bool) -> list[int]:
        """Where the words of ``said`` stand that are such words, if the last is one or links to one."""
        words, known = _LETTERS.findall(said), self.patterns.behind_words
        if words[-1] in LINKS and not equals:
            known = LINKED
        elif not equals and words[-1] not in known:
            return []
        if known.isdisjoint(words):
            return []
        return [word.start() for word in _LETTERS.finditer(said) if word.group() in known]

    def joins(self, end: int) -> bool:
        """Whether a second number can follow one that ends at ``end``: the cheap question before the dear ones."""
        if end not in self._joins:
            self._joins[end] = _JOINS.match(self.text, end) is not None
        return self._joins[end]

    def parted(self, end: int) -> bool:
        """Whether a number that ends at ``end`` can be a part of a whole or so many per time; several readers ask."""
        if end not in self._parted:
            self._parted[end] = _PARTED.match(self.text, end) is not None
        return self._parted[end]

    def number_after(self, joint: Pattern[str], end: int) -> Match[str] | None:
        """The number behind what ``joint`` matches at ``end``."""
        found = joint.match(self.text, end)
        return self.patterns.number.match(self.text, found.end()) if found else None

    def second(self, joint: Pattern[str], end: int) -> Match[str] | None:
        """The second number of two, which a word or sign of ``joint`` joins to one that ends at ``end``."""
        if not self.joins(end):
            return None
        if (joint, end) not in self._seconds:
            self._seconds[joint, end] = self.number_after(joint, end)
        return self._seconds[joint, end]

    def before(self, size: int) -> str:
        """At most ``size`` characters before the point."""
        return self.text[max(0, self.start - size) : self.start]

    @property
    def priced(self) -> bool:
        """Whether a sign of money stands directly before the number."""
        return self.before(1) in CURRENCY_SIGNS

    def value(self, written: str) -> Decimal:
        """What a written number is worth."""
        return value_of(written, self.lexicon)

    def unit(self, end: int) -> Written | None:
        """The unit that is written at ``end``; several readers ask."""
        if end not in self._units:
            self._units[end] = self.patterns.units.unit(self.text, end)
        return self._units[end]

    def count(self, end: int) -> Noun | None:
        """The counted thing, which the lexicon knows, at ``end``; several readers ask."""
        if end not in self._counts:
            self._counts[end] = self.patterns.things.counted(self.text, end)
        return self._counts[end]

    def unknown_count(self, end: int) -> Match[str] | None:
        """The counted thing at ``end`` that no lexicon knows: a plural of its own."""
        found = self.patterns.unknown_count.match(self.text, end)
        return found if found and found["noun"].lower() not in self.patterns.uncounted else None

    def measured(self, end: int) -> bool:
        """Whether a unit follows at ``end``."""
        return self.unit(end) is not None

    def deviation(self, end: int) -> Match[str] | None:
        """The tolerance or the spread at ``end``: ``± 4``."""
        return self.patterns.deviation.match(self.text, end) if _SPREAD.match(self.text, end) else None

    def sign(self, end: int) -> str:
        """The first sign of what stands at ``end``, behind a space or without one; of a word the first two letters."""
        begin = end + 1 if self.text[end : end + 1] in _SPACE else end
        signs = self.text[begin : begin + 2]
        return signs.lower() if signs.isalpha() else signs[:1].lower()

    def goes_on(self, end: int) -> bool:
        """Whether a space, a dash or a stroke stands at ``end``, so that a word or a number can belong to what ends."""
        return self.text[end : end + 1] in _GOING_ON

    def joint(self, end: int) -> Match[str] | None:
        """What joins a number that ends at ``end`` to a second one; several readers ask."""
        if end not in self._joints:
            self._joints[end] = self.patterns.joint.match(self.text, end) if self.joins(end) else None
        return self._joints[end]

    def between(self, end: int) -> bool:
        """Whether what ends at ``end`` is the first of two things between which something lies."""
        return _BETWEEN.search(self.text, max(0, end - _BETWEEN_REACH), end) is not None

    def upper(self, number: Match[str]) -> tuple[Decimal | None, int]:
        """The second number of a bare range that begins with ``number``, and where the range ends."""
        joint = self.joint(number.end())
        second = self.patterns.number.match(self.text, joint.end()) if joint else None
        if second is None or self.measured(second.end()):
            return None, number.end()
        return self.value(second.group()), second.end()

    def relation(self, span: Span, dimension: str) -> Relation:
        """The relation that the words around ``span`` state."""
        return relation_of(self.text, span, dimension, self.lexicon)


def bounded(span: Span, low: Decimal | None, high: Decimal | None, unit: str, relation: Relation = "=") -> Quantity:
    """A numeric quantity, its smaller end first, whose open side is empty: a bound over a range keeps the side that
    bounds."""
    if low is not None and high is not None and high < low:  # three or two times a day
        low, high = high, low
    if relation in ("<", "<="):
        low = None
    elif relation in (">", ">="):
        high = None
    return Quantity(span, low, high, unit, relation)


def under(quantity: Quantity, relation: Relation) -> Quantity:
    """A quantity under another relation: a bound empties the side that it leaves open."""
    sided = bounded(quantity.span, quantity.low, quantity.high, quantity.unit, relation)
    return replace(quantity, low=sided.low, high=sided.high, relation=relation)
