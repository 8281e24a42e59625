"""Units of several factors: ``g/mol``, ``km s−1``, ``mL·min⁻¹``, ``widgets/s``; and symbols that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from re import Pattern
from typing import Literal, NamedTuple

from ketclaims.late import late
from ketclaims.quantities.numbers import DASH, SPACE, choice
from ketclaims.quantities.spellings import Spellings

LONG: Mapping[str, tuple[int, str]] = {"fortnight": (2, "wk"), "quarter": (3, "mo")}
"""Periods that have no code of their own, as so many of one that has."""

LONG_WORDS = ("fortnight", "fortnights")
"""Words behind a number for a period that has no code of its own."""

SHORT = {"min": "min", "h": "h", "hr": "h", "hour": "h", "d": "d", "day": "d", "wk": "wk", "week": "wk"}
SHORT |= {"mo": "mo", "month": "mo", "yr": "a", "y": "a", "year": "a"}
"""Short names of the periods of a rate, and their codes."""

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")
# s−1 | s-1 | s^-1 | s⁻¹; a hyphen before a number with its own unit is no power: "2 h-3 h"
_BELOW = r"(?:\^?[-−–][ \u00a0]?[1-4](?![.,]\d|[\d%°]|\s?(?:to|or|[-–])\s?\d)|⁻[¹²³⁴])"
_BELOW_AMONG = r"(?:\^?[-−–][ \u00a0]?[1-4](?![\d%])|⁻[¹²³⁴])"
_ABOVE = r"(?:\^?[2-4](?![\d.,]\d|\d)|[²³⁴])"
_STROKE = r"[ \u00a0]?/[ \u00a0]?"
_TIMES = r"[·⋅∙*][ \u00a0]?"
_END = r"(?![A-Za-zµμ\d°%]|\.[A-Z]\.)"
# two consonants that begin no English word: a token like "dpa" or "mbsl" is no word but a symbol
_ONSETS = "bl br by ch cl cr cy dr dw dy fl fr fy gh gl gn gr gy kn kr ky ll ly my ph pl pn pr ps py qu rh ry sc sh sk"
_ONSETS += " sl sm sn sp sq st sv sw sy th tr ts tw ty vs wh wr"
_SYMBOL = rf"(?!(?:{'|'.join(_ONSETS.split())}))[bcdfghjklmnpqrstvwxz]{{2}}[a-z]{{0,3}}"
_MIXED = r"[a-zµ]{1,2}[A-Z][A-Za-z]?|[A-Z][a-z][A-Z]"  # kR, mSv
_ATTACHED = r"[A-Z][a-z]{1,2}|[a-z]{1,2}[A-Z][a-z]?"  # 5Rp, 88kR

_LONGEST = 24
"""More letters than any symbol has."""

_GAPS = " \t\r\n\u00a0\u2007\u2009\u202f-‐‑‒–—―−"
"""The signs of which the gap before a unit is made."""
_GAP = re.compile(SPACE)
_WORD_GAP = re.compile(rf"{SPACE}{{1,2}}|{DASH}")
_SIGN_GAP = re.compile(rf"{SPACE}?{DASH}?")
_PER = re.compile(rf"{SPACE}+(?:per|for{SPACE}(?:each|every)){SPACE}+")
# A capital directly behind digits is part of a name more often than a unit: "2A", "5-M".
_LONE = late(r"(?<=[\d-])[AJKMNU](?![A-Za-zµΩ/·⋅])")
_WORD_ENDS = re.compile(r"(?!\w)")
_SIGN_ENDS = re.compile(rf"(?![A-Za-zµ\d°$]|\.[A-Z]\.|/(?!{choice(SHORT)}\b|\d))")
_PRICE_ENDS = re.compile(r"(?![A-Za-zµ\d°$]|\.[A-Z]\.)")
"""Behind a currency a stroke says what the price is for: "40€/session"."""
_TAIL_ENDS = late(r"(?![A-Za-zµ\d])")
_ENDS = late(_END)
_UNKNOWN_ENDS = late(rf"{_END}(?!-)")
_BELOW_ALONE = late(_BELOW)
_BELOW_AHEAD = late(_BELOW_AMONG)
_ABOVE_ALONE = re.compile(_ABOVE)
_POWER = late(rf"{_BELOW_AMONG}|{_ABOVE}")
_STROKE_AHEAD = re.compile(_STROKE)
_TIMES_AHEAD = re.compile(_TIMES)
_STEP = re.compile(rf"{SPACE}|\.")
_TOKEN = late(r"[A-Za-zµ][A-Za-zµ.]{0,14}")
_FACTORS = rf"(?:[-−–⁻^²³⁴2-4·⋅∙*]|[ \u00a0]?/|(?:{SPACE}|\.)\S{{1,{_LONGEST}}}?[-−–⁻])"
_GOES_ON = re.compile(_FACTORS)
"""What stands behind a factor with a power, or before others: the cheap question before the dear ones."""
_TOKEN_GOES_ON = re.compile(rf"{SPACE}[A-Za-zµ][A-Za-zµ.]{{0,14}}?{_FACTORS}")
_HEAD = re.compile(r"[A-Za-zµ]+")
_LETTERS = re.compile(rf"(?:[ \u00a0]|{DASH})?({_HEAD.pattern})")
_PER_GOES_ON = re.compile(rf"{_FACTORS}|{SPACE}+(?:per|for{SPACE}e(?:ach|very)){SPACE}")
_OVER = late(rf"{_STROKE}(?P<under>(?!(?:or|and)\b)[A-Za-z]{{1,12}}){_END}(?!-)")
_UNKNOWN = re.compile(
    rf"(?:{SPACE}(?P<symbol>{_SYMBOL}|{_MIXED})"
    rf"|(?P<attached>(?!St|Nd|Rd|Th)(?:{_ATTACHED}|[a-z]{{1,2}}[A-Z][a-z]{_BELOW_AMONG}))){_END}(?!-)"
)


class Written(NamedTuple):
    """A unit as it is written: of what kind, and where it ends."""

    kind: Literal["compound", "word", "symbol"]
    text: str
    end: int


class Unknown(NamedTuple):
    """A symbol that stands in no lexicon or over one that does not: with its ``tail`` of factors, or the name under."""

    name: str
    end: int
    tail: str = ""
    under: str = ""


class Units:
    """The units of a lexicon, to be read behind a number.

    They are read by spellings and small patterns: in one pattern each of some hundred symbols would stand many times.
    """

    def __init__(
        self, factors: Sequence[str], words: Sequence[str], symbols: Sequence[str], currencies: Sequence[str]
    ) -> None:
        """Units whose ``factors`` are symbols; ``words``, in lower case, and ``symbols`` are units by themselves.

        ``currencies`` are the symbols among them that mean money.
        """
        self._currencies = frozenset(currencies)
        self._factors = Spellings(factors)
        self._words = Spellings(words, folded=True)
        self._symbols = Spellings(symbols)
        self._signs = frozenset(_head(sign) for sign in (*factors, *symbols))
        heads = {word: _head(word) for word in words}
        self._nouns = frozenset(heads.values())
        self._single = self._nouns.intersection(words) - {head for word, head in heads.items() if head != word}
        self._alone = frozenset(sign for sign in symbols if len(sign) == 1 and not sign.isalnum())
        self._first = frozenset(spelling[:1].lower() for spelling in (*factors, *words, *symbols))

    def unit(self, text: str, at: int) -> Written | None:
        """A symbol behind a space, a hyphen or nothing (%, mg/kg), a word behind a space or a hyphen (-minute)."""
        letters = _LETTERS.match(text, at)
        if letters is None:
            return self._unlettered(text, at)
        name = letters[1].lower()
        if letters[1] in self._signs:
            worded = self._worded(text, at) if name in self._nouns else None
            return self._multiplied(text, at) or worded or self._signed(text, at)
        if name in self._single:
            ends = letters.start(1) > at and _WORD_ENDS.match(text, letters.end())
            return Written("word", letters[1], letters.end()) if ends else None
        return self._worded(text, at) if name in self._nouns else None

    def _unlettered(self, text: str, at: int) -> Written | None:
        """A unit that begins with a sign or stands behind a longer gap."""
        # most signs behind a number begin no unit: a full stop, or a dash and the next number
        begin = text[at : at + 2].lstrip(_GAPS)[:1]
        if begin and begin.lower() not in self._first:
            return None
        return self._sign(text, at) or self._multiplied(text, at) or self._worded(text, at) or self._signed(text, at)

    def _sign(self, text: str, at: int) -> Written | None:
        """A sign that is a unit by itself, most often "%", where it begins no longer one and no factor follows."""
        sign = text[at : at + 1]
        if sign not in self._alone or _GOES_ON.match(text, at + 1) or not _SIGN_ENDS.match(text, at + 1):
            return None
        return Written("symbol", sign, at + 1) if self._symbols.ends(text, at) == [at + 1] else None

    def _multiplied(self, text: str, at: int) -> Written | None:
        begin = _past(_GAP, text, at)
        end = None if _is_lone(text, begin) else self._compound(text, begin)
        return None if end is None else Written("compound", text[begin:end], end)

    def _worded(self, text: str, at: int) -> Written | None:
        gap = _WORD_GAP.match(text, at)
        return self._word(text, gap.end()) if gap else None

    def _word(self, text: str, begin: int) -> Written | None:
        end = next((end for end in self._words.ends(text, begin) if _WORD_ENDS.match(text, end)), None)
        return None if end is None else Written("word", text[begin:end], end)

    def _signed(self, text: str, at: int) -> Written | None:
        begin = _past(_SIGN_GAP, text, at)
        if _is_lone(text, begin):
            return None
        end = next((end for end in self._symbols.ends(text, begin) if self._ends_at(text, begin, end)), None)
        return None if end is None else Written("symbol", text[begin:end], end)

    def _ends_at(self, text: str, begin: int, end: int) -> bool:
        ends = _PRICE_ENDS if text[begin:end] in self._currencies else _SIGN_ENDS
        return ends.match(text, end) is not None

    def _compound(self, text: str, begin: int) -> int | None:
        """Where a unit ends that begins here and has a power or several factors."""
        firsts = [end for end in self._factors.ends(text, begin) if _GOES_ON.match(text, end)]
        for first in firsts:
            for end in self._among(text, first):
                if _ENDS.match(text, end):
                    return end
        return next((end for first in firsts for end in self._raised(text, first) if _ENDS.match(text, end)), None)

    def _raised(self, text: str, at: int) -> Iterator[int]:
        """Where the power of a single factor ends; no power stands before a unit of its own: "2 h-3 h"."""
        below = _BELOW_ALONE.match(text, at)
        if below and not self._measures(text, below.end()):
            yield below.end()
        above = _ABOVE_ALONE.match(text, at)
        if above:
            yield above.end()

    def _measures(self, text: str, at: int) -> bool:
        begin = at + 1 if text[at : at + 1] in (" ", "\u00a0") else at
        return any(_ENDS.match(text, end) for end in self._factors.ends(text, begin))

    def _among(self, text: str, at: int) -> Iterator[int]:
        """Where the factors behind the first end, which may have a power of its own; the longest way first."""
        power = _POWER.match(text, at)
        if power:
            yield from self._tails(text, power.end())
        yield from self._tails(text, at)

    def _tails(self, text: str, at: int) -> Iterator[int]:
        """Where one or more factors behind another end, the most of them first."""
        ways = [(at, self._tail(text, at))]
        while ways:
            begun, ends = ways[-1]
            end = next(ends, None)
            if end is not None:
                ways.append((end, self._tail(text, end)))
                continue
            ways.pop()
            if ways:
                yield begun

    def _tail(self, text: str, at: int) -> Iterator[int]:
        """Where one factor behind another ends; behind a space only with a negative power."""
        stroke, times, step = _STROKE_AHEAD.match(text, at), _TIMES_AHEAD.match(text, at), _STEP.match(text, at)
        for end in self._factors.ends(text, stroke.end()) if stroke else ():
            yield from _with_power(_ABOVE_ALONE, text, end)
        for end in self._factors.ends(text, times.end()) if times else ():
            yield from _with_power(_POWER, text, end)
        for end in self._factors.ends(text, step.end()) if step else ():
            below = _BELOW_AHEAD.match(text, end)
            if below:
                yield below.end()

    def per(self, text: str, at: int) -> Written | None:
        """What follows a unit or a power of ten: /s | per mm | per square metre."""
        if not _PER_GOES_ON.match(text, at):
            return None
        for end in self._tails(text, at):
            if _TAIL_ENDS.match(text, end):
                return Written("compound", text[at:end], end)
        gap = _PER.match(text, at)
        if gap is None:
            return None
        begin = gap.end()
        ends = (end for end in self._factors.ends(text, begin) if _WORD_ENDS.match(text, end))
        return self._word(text, begin) or next((Written("symbol", text[begin:end], end) for end in ends), None)

    def unknown(self, text: str, at: int) -> Unknown | None:
        """A symbol that stands in no lexicon: with known factors behind it, or one that cannot be a word."""
        token = self._token(text, at) if _TOKEN_GOES_ON.match(text, at) else None
        return token or self._over(text, at) or _symbol(text, at)

    def _token(self, text: str, at: int) -> Unknown | None:
        gap = _GAP.match(text, at)
        token = _TOKEN.match(text, gap.end()) if gap else None
        if gap is None or token is None:
            return None
        for stop in range(token.end(), gap.end(), -1):
            for end in self._among(text, stop) if _GOES_ON.match(text, stop) else ():
                if _UNKNOWN_ENDS.match(text, end):
                    return Unknown(text[gap.end() : stop], end, tail=text[stop:end])
        return None

    def _over(self, text: str, at: int) -> Unknown | None:
        """A known symbol over an unknown name."""
        letters = _LETTERS.match(text, at)
        if letters and letters[1] not in self._signs:
            return None
        begin = _past(_GAP, text, at)
        for end in self._factors.ends(text, begin):
            over = _OVER.match(text, end)
            if over:
                return Unknown(text[begin:end], over.end(), under=over["under"])
        return None


def _head(spelling: str) -> str:
    """The letters with which a unit begins; where it is written, no other letter stands behind them."""
    letters = _HEAD.match(spelling)
    return letters.group() if letters else ""


def _past(gap: Pattern[str], text: str, at: int) -> int:
    found = None if text[at : at + 1].isalnum() else gap.match(text, at)
    return found.end() if found else at


def _is_lone(text: str, at: int) -> bool:
    return text[at : at + 1].isupper() and _LONE.match(text, at) is not None


def _with_power(power: Pattern[str], text: str, at: int) -> Iterator[int]:
    found = power.match(text, at)
    if found:
        yield found.end()
    yield at


def _symbol(text: str, at: int) -> Unknown | None:
    found = _UNKNOWN.match(text, at)
    return Unknown(found["symbol"] or found["attached"], found.end()) if found else None


_FACTOR = late(
    rf"(?P<sign>{_STROKE}|{_TIMES}|[ \u00a0\u2007\u2009\u202f.])?(?P<name>[^\s/·⋅∙*^⁻²³⁴¹\d−–-]+?)"
    rf"(?P<power>\^?[-−–⁻]?[ \u00a0]?[\d¹²³⁴])?(?=\Z|[\s/·⋅∙*.])"
)


def code_of(written: str, codes: Mapping[str, str]) -> str:
    """The UCUM code of a compound as written: ``g mol−1`` is ``g/mol``; a name without a code stands in braces."""
    above: list[str] = []
    below: list[str] = []
    for found in _FACTOR.finditer(written):
        power = (found["power"] or "").translate(_SUPERSCRIPTS).replace("^", "").replace(" ", "").replace("\u00a0", "")
        name = codes.get(found["name"]) or f"{{{found['name']}}}"
        under = power.startswith("-") or "/" in (found["sign"] or "")
        (below if under else above).append(name + power.strip("-").replace("1", ""))
    return ".".join(above) + "".join(f"/{name}" for name in below)
