"""Bounds and hedges: what the words around a number make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import Match, Pattern
from typing import cast

from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.lexicon.entries import is_money
from ketclaims.model import Relation, Span
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.numbers import SPACE, choice

_WINDOW = 48
# "about one death every 9 minutes" hedges the interval
_ONE_EVERY = late(r"\b(?:one|a|an)\s(?:[a-z]+\s)?every\s\Z", re.IGNORECASE)
_BEFORE_PHRASE = frozenset(" \t\r\n\u00a0\u2007\u2009\u202f,.-")
"""What can stand between a number and the phrase behind it."""
_BEGINNING = 2
_HARD_WRAP = re.compile(r"(?<=\S)\r?\n\Z")
# the second price of "from $400 to $700", inside the figure or behind it; and what a price has come down from
_RANGE = late(r"\d\s?(?:[-–—]|(?:up\s)?to\b|and\b)", re.IGNORECASE)
_TO_A_PRICE = late(rf"[^.;\n]{{0,40}}?\b(?:to|and|through|up to)\s+{HEDGED}\W?\d|\s?[-–—]", re.IGNORECASE)
_MOVED = late(
    r"\b(?:fell|fall\w*|dropp?\w*|rose|ris\w+|rais\w+|went|cut|reduc\w+|lower\w*|increas\w+|down|up|deduct\w*|taken|taking|off)"
    r"\s+from\s+\Z",
    re.IGNORECASE,
)
_BOUNDS: tuple[Relation, ...] = ("<=", ">=", ">", "<")
_GROUPS: Mapping[Relation, str] = {"<=": "most", ">=": "least", ">": "above", "<": "below", "~": "near"}
_RELATIONS: Mapping[str, Relation] = {group: relation for relation, group in _GROUPS.items()}
_TURNED: Mapping[Relation, Relation] = {">": "<=", "<": ">="}
# "delayed it by | two weeks", "followed by | two hours of rest": no limits
_LONGER_BY = late(
    r"(?:\bfollowed\s|\b(?:delay|short|extend|prolong|length|increas|decreas|reduc|cut|improv|rais|lower|rose|fell|fall|drop|trim|shav|shorten|lengthen|shr[aiu]nk|differ|outliv|outlast"
    r"|preced|later|sooner|earlier|longer|quick|(?:brought|brings?)\b[^.;]{0,40}\sforward|put\s+back|move[sd]?|stretch)\w*\b[^.;]{0,30}?)"
    r"\bby(?:\s+[a-z]+){0,3}\s+\Z",
    re.IGNORECASE,
)
# "that adds up to | 12 visits": what it comes to; "could step up to | 56 mg": the next step
_COMES_TO = late(
    r"\b(?:add(?:s|ed|ing)?|crept|creeps?|sum(?:s|med)?|step(?:s|ped|ping)?|bump(?:s|ed|ing)?|moved?|moving|goes|went)\s+up\s+to\s+(?:[a-z]+\s+){0,2}\Z",
    re.IGNORECASE,
)
# "at least 60 years | , maximum age 85": a bound on what comes next
_OF_ANOTHER = late(r"[,;]\s+(?:minimum|maximum|max|min)\b\.?\s+[a-z]", re.IGNORECASE)
# "six trials, none of them | above 40 people"
_NONE = late(
    r"\bnone(?:\s+of\s+(?:them|these|those|(?:the|our|its|their)\s+\w+))?"
    r"(?:\s+(?:is|are|was|were|has|had|ran|went|lasted|with|being|reached|scored|costs?|weighed))?\s+\Z",
    re.IGNORECASE,
)
# "46% | at least halve their score": the words belong to the verb behind them
_OF_A_VERB = late(
    r"\s+at\s+least\s+(?!(?:of|for|in|on|at|to|and|or|but|before|after|by|with|without|between|from|per|each|every|if|when|while|until|as|than"
    r"|that|which|who|is|are|was|were|be|will|has|have|had|should|must|can|may|could|would|do|does|did|it|we|you|they|i|he|she|this|these|since"
    r"|because|so|over|afterwards?|later|beforehand)\b)[a-z]",
    re.IGNORECASE,
)
# "develops over | three to four sessions": what it is spread over
_SPREAD_OVER = late(r"\bover\s+\Z", re.IGNORECASE)
_FROM_TO = late(r"\w\s+(?:to|or)\s+\w|\d\s?[-–—]\s?\d")
_LATEST = late(r"\b(?:no|not) later than\s+\Z", re.IGNORECASE)
_LATER = ("later", "afterwards", "apart", "beforehand")
"""What may stand between a time and the phrase behind it: "an hour later at the earliest"."""
_BEFORE_THAT = late(r"\s+(?:before|prior to|ahead of)\b", re.IGNORECASE)


class _Phrases:
    """Phrases before a number that mean one thing, by the word that they end with.

    Those of one word become a pattern when they are first asked for: all together take longer than a short text.
    """

    def __init__(self, phrases: Iterable[str], skipped: Pattern[str]) -> None:
        self._skipped = skipped
        self._patterns: dict[str, Pattern[str]] = {}
        self._ending: dict[str, list[str]] = {}
        for phrase in phrases:
            self._ending.setdefault(phrase.split()[-1], []).append(phrase)

    def can_end(self, last: Iterable[str]) -> bool:
        """Whether one of them ends with a word of ``last``."""
        return not self._ending.keys().isdisjoint(last)

    def before(self, window: str, last: Iterable[str]) -> Iterator[Match[str]]:
        """The phrases that stand before what ``window`` stands before, asked of those that end with a word ``last``."""
        for word in last:
            found = self._pattern(word).search(window) if word in self._ending else None
            while found and not self._skipped.match(window, found.end()):
                found = self._pattern(word).search(window, found.start() + 1)
            if found:
                yield found

    def _pattern(self, word: str) -> Pattern[str]:
        if word not in self._patterns:
            before = rf"(?<![\w-])(?P<phrase>{choice(self._ending[word])})(?=\s)"
            self._patterns[word] = re.compile(before, re.IGNORECASE)
        return self._patterns[word]


@dataclass(frozen=True, slots=True, eq=False)
class _Around:
    """The phrases before and behind a number; ``endings`` are the words with which those before it can end,
    ``skipped`` those that may stand in between."""

    before: tuple[tuple[Relation, _Phrases], ...]
    durations: _Phrases
    prices: _Phrases
    endings: frozenset[str]
    skipped: frozenset[str]
    comparatives: frozenset[str]
    negated: Pattern[str]
    of_none: frozenset[str]
    after: Pattern[str]
    beginnings: frozenset[str]


@lru_cache(maxsize=8)
def _around(lexicon: Lexicon) -> _Around:
    words = lexicon.relations
    skip = late(rf"{SPACE}+(?>(?:{choice(words['skip'])}{SPACE}+)*)\Z", re.IGNORECASE)
    order = (*_BOUNDS, "~")
    durations = [phrase for phrases in words["durations"].values() for phrase in phrases]
    prices = words["prices"][">="]
    after = {_GROUPS[r]: words["after"][r] for r in order if r in words["after"]}
    spoken = (*durations, *prices, *(phrase for phrases in words["before"].values() for phrase in phrases))
    return _Around(
        before=tuple((r, _Phrases(words["before"][r], skip)) for r in order if r in words["before"]),
        durations=_Phrases(durations, skip),
        prices=_Phrases(prices, skip),
        endings=frozenset(phrase.split()[-1] for phrase in spoken),
        skipped=frozenset(word for phrase in words["skip"] for word in phrase.split()),
        comparatives=frozenset(words["negated"]["comparatives"]),
        of_none=frozenset(words["negated"]["of_none"]),
        negated=_negated(words["negated"]["words"], words["negated"]["unsure"]),
        after=_after(after, [*lexicon.numbers["cardinals"], "a", "an"]),
        beginnings=frozenset(
            phrase[:_BEGINNING] for phrase in (*_LATER, *(said for listed in after.values() for said in listed))
        ),
    )


def _after(phrases: Mapping[str, list[str]], numbers: list[str]) -> Pattern[str]:
    """The phrases behind a number, each in the group of its relation; the first that is listed is asked first.

    Before one of ``numbers`` they belong to that: "for a week or two, at most | three".
    """
    further = rf"(?!{SPACE}(?:to{SPACE})?(?:\d|{choice(numbers)}\b))"
    said = (rf"(?P<{name}>{choice(listed)})\b{further}" for name, listed in phrases.items())
    return late(
        rf"(?:(?:{SPACE}(?:{'|'.join(_LATER)})\b)?,?{SPACE}\(?|\.{SPACE}(?-i:(?=[a-z]))|-)(?:{'|'.join(said)})",
        re.IGNORECASE,
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
    last = _last_words(window, around) if window[-1:].isspace() else ()
    if is_money(dimension) and _is_least_price(text, span, window, last, around):
        return ">="
    found = _spoken(window, last, dimension, lexicon, around) if last else "="
    if found == "<=" and "than" in last and _LATEST.search(window) and _BEFORE_THAT.match(text, span.end):
        return ">="
    if found == ">" and dimension[:1] == "{" and _SPREAD_OVER.search(window) and _FROM_TO.search(text, *span):
        return "="
    if found in _BOUNDS:
        return found
    if not _can_follow(text, span.end, around):
        return found
    after = around.after.match(text, span.end)
    if after is None or _OF_ANOTHER.match(text, span.end) or _OF_A_VERB.match(text, span.end):
        return found
    return _RELATIONS[str(after.lastgroup)]


def _before(text: str, span: Span) -> str:
    """The characters before a number, on one line, without "one ... every"."""
    window = text[max(0, span.start - _WINDOW) : span.start]
    if window[-1:] == "\n":
        window = _HARD_WRAP.sub(" ", window)
    return _ONE_EVERY.sub("", window) if window[-6:-1].lower() == "every" else window


def _last_words(window: str, around: _Around) -> Sequence[str]:
    """The words with which a phrase before a number ends, if there is one: the last, or one before what is skipped."""
    last: list[str] = []
    words = window.lower().rsplit(maxsplit=1)
    while words:
        written = words.pop()
        word = written[written.rfind(",", 0, -1) + 1 :].lstrip("(—–-\"'“")
        if word in around.endings:
            last.append(word)
        if word not in around.skipped:
            break
        words = words[0].rsplit(maxsplit=1) if words else words
    return last


def _is_least_price(text: str, span: Span, window: str, last: Sequence[str], around: _Around) -> bool:
    """Whether a price is the least of several ("from $400"), and not one of two or one that has changed."""
    if not any(around.prices.before(window, last)):
        return False
    alone = not _RANGE.search(text, span.start, span.end) and not _TO_A_PRICE.match(text, span.end)
    return alone and not _MOVED.search(window)


def _can_follow(text: str, end: int, around: _Around) -> bool:
    """Whether a phrase can stand behind a number that ends at ``end``; most words there begin like none."""
    if text[end : end + 1] not in _BEFORE_PHRASE:
        return False
    begin = text[end + 1 : end + 1 + _BEGINNING]
    return not begin.isalpha() or begin.lower() in around.beginnings


def _spoken(window: str, last: Sequence[str], dimension: str, lexicon: Lexicon, around: _Around) -> Relation:
    """The relation of the phrase with which ``window`` ends; its ``last`` words tell which patterns to ask."""
    limit = next(around.durations.before(window, last), None) if dimension == "time" else None
    if limit:
        deadline = limit["phrase"].lower() in lexicon.relations["durations"]["deadlines"]
        return "=" if deadline and _LONGER_BY.search(window) else "<="
    exceptions = lexicon.relations["except"]
    for relation, phrases in around.before:
        for found in phrases.before(window, last) if phrases.can_end(last) else ():
            sum_of_all = relation == "<=" and _COMES_TO.search(window)
            if not sum_of_all and dimension not in exceptions.get(found["phrase"].lower(), ()):
                return _turned(window, found, relation, around)
    return "="


def _turned(window: str, phrase: Match[str], relation: Relation, around: _Around) -> Relation:
    """The relation, turned round where the comparison is denied: "nobody waits longer than"."""
    turned, said = _TURNED.get(relation), phrase["phrase"].lower()
    if turned and said in around.comparatives and around.negated.search(window, 0, phrase.start()):
        return turned
    return turned if turned and said in around.of_none and _NONE.search(window, 0, phrase.start()) else relation


@lru_cache(maxsize=8)
def sign_relations(lexicon: Lexicon) -> dict[str, Relation]:
    """The relation that each written sign stands for."""
    return {sign: cast(Relation, r) for r, signs in lexicon.relations["symbols"].items() for sign in signs}
