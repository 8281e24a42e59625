"""Numbers in digits and in words: how they are written, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from re import Match

from ketclaims.late import late
from ketclaims.lexicon import Lexicon

# Three branches: one set of characters so far apart takes five times as long to compile, and spaces are everywhere.
SPACE = r"(?:[ \t\u00a0]|[\u2007\u2009]|\u202f|\r?\n(?=(?-i:[a-z])))"
"""A space inside a quantity; the end of a line only where the next one goes on in lower case (a hard wrap)."""

LETTER = r"(?-i:[A-Za-z])"
"""A plain letter; where case does not matter, a set with other letters that look like it takes long to compile."""

DASH = r"[-\u2010-\u2015\u2212]"
"""Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar and minus sign."""

FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6"}
FRACTIONS |= {"⅘": "0.8", "⅙": "0.1667", "⅚": "0.8333", "⅐": "0.1429", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625"}
FRACTIONS |= {"⅞": "0.875", "⅑": "0.1111", "⅒": "0.1"}
PARTS = {"a half": "0.5", "a third": "0.3333", "two thirds": "0.6667", "a quarter": "0.25", "three quarters": "0.75"}
"""What may stand behind "and": two and a quarter."""

PART_SIGNS = "".join(FRACTIONS)
"""The signs of fractions."""

# 1'200 | 1,50,000, as India parts it | 1,200 | 1 200 with a narrow or hard space
# 1 200 000 and 10 000 with a plain one
_WHOLE = (
    r"\d{1,3}(?:['’]\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,000(?!\d)|\d{1,3}(?:[,\u00a0\u2007\u2009\u202f]\d{3})+(?!\d)"
    r"|\d{1,3}(?:[ ]\d{3}){2,}(?!\d)|\d{1,3}(?:[ ]000)+(?!\d)|\d+"
)
# 1/2 | 3/4 | 1/100th: fractions in their lowest terms; 24/7, 120/80 and 9/11 are none
_RATIOS = (
    r"(?:1[/⁄](?:[2-9]|1[026]|2[05]|32|50|64|10{2,4})|2[/⁄][35]|3[/⁄][458]|4[/⁄]5|5[/⁄][68]|7[/⁄]8|9[/⁄]10)"
    r"(?:(?:th|rd|nd)s?\b|(?![\w/]|[.,]\d))"
)
_RAISED = r"[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
# 1.5×10−5 | 6 × 106 | 2·10^3 | 3 x 10⁴ | 1e-5; behind the letter x a power needs a sign of its own: "3 x 10-12" counts
_POWER = (
    r"(?:\s?[×·⋅]\s?10(?:[-−–]\s?\d{1,2}|[1-9]\d?)(?![\d.])"
    rf"|\s?[x×·⋅*]\s?10(?:\s?\^\s?[-−–+]?\d{{1,2}}(?!\d)|−\d{{1,2}}(?!\d)|{_RAISED})|[eE][-−+]?\d{{1,2}}\b)"
)
_TEN = rf"(?<![\d.,])10(?:\^[-−–+]?\d{{1,2}}(?!\d)|{_RAISED}|−[1-9](?!\d))"
# 0,5 mg | 12,5 % | 0,5-1,0 mg/kg | 2.550,00 €: a comma before one or two digits is a decimal point only before a unit
_WITH_COMMA = (
    r"(?<![\d.,])(?:0,\d{1,3}|[1-9]\d{0,2}(?:(?:\.\d{3})*,\d{1,2}|(?:\.\d{3})+,\d{2}))(?![\d,])"
    r"(?=[ \u00a0\u202f]?(?:%|[mkµμ]?g\b|mcg|ng\b|m?[lL]\b|m?mol|[mc]m\b|°|€|EUR\b|h\b|[-–]\d{1,3},\d))"
)
# 12.5 | 2½ | 2 1/2 | .5; three digits behind a comma are a group, a lone comma ends the number
DIGITS = (
    rf"(?:(?<![\d/.,]){_RATIOS}|{_TEN}|{_WITH_COMMA}"
    rf"|(?:{_WHOLE})(?:(?:\.\d+)?{_POWER}|\.\d+|[ \u00a0]?[{PART_SIGNS}]|[ \u00a0-]{_RATIOS})?"
    rf"|(?<![\w.])\.\d+{_POWER}?|[{PART_SIGNS}])"
)
_TEENS_END = 20
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# 0,5 | 12,5 | 2.550,00, but not 1,200
_COMMA_NUMBER = re.compile(r"0,\d{1,3}|[1-9]\d{0,2}(?:\.\d{3})*,\d{1,2}")
_WORD = re.compile(r"[A-Za-z]+")
_LETTER = re.compile(r".", re.DOTALL)
# between words, and before a scale that is written without a space ("5million")
_SPLIT = late(r",?[\s\u00a0-]+|(?<=[\d½¼¾⅓⅔])(?=[bm]illion)")
# the grouping of thousands, and the digits behind a word
_SAID_TWICE = late(r"(?<=\d)(?:[,'’ \u00a0\u2007\u2009\u202f](?=\d{3})|,(?=\d\d,\d))|(?<=[a-z])\s?\(\d+\)")
_POINT = late(r"[- ]point[- ]", re.IGNORECASE)
_AND_PART = late(r"and[\s-]+(a[\s-]+(?:half|third|quarter)|two\s+thirds|three\s+quarters)\b", re.IGNORECASE)
_RATIO = late(r"(\d+)[/⁄](\d+)(?:(?:th|rd|nd)s?)?")
_POWER_OF_TEN = late(
    r"(?P<value>[\d.,]+)?(?:(?P<times>\s?[x×·⋅*]\s?)?(?<![\d.,])10(?P<sign>\s?\^\s?)?(?P<power>[-−–+⁻⁺]?\s?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|[eE](?P<e>[-−+]?\d+))(?=\s|[bm]illion|\Z)"
)
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−–", "0123456789-+--")


def choice(words: list[str] | tuple[str, ...] | Mapping[str, object]) -> str:
    """A pattern for one of ``words``, the longest first; a space in one of them is any space.

    Words that begin alike share their beginning, so that a long list costs little more than a short one.
    """
    return f"(?:{_branches({tuple(_LETTER.findall(word)) for word in words})})"


def _branches(words: set[tuple[str, ...]]) -> str:
    heads: dict[str, set[tuple[str, ...]]] = {}
    for word in sorted(words, reverse=True):
        if word:
            heads.setdefault(word[0], set()).add(word[1:])
    if not heads:
        return ""
    parts = [(SPACE + "+" if head == " " else re.escape(head)) + _branches(rest) for head, rest in heads.items()]
    if len(parts) == 1 and () not in words:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if () in words else "")


def as_listed(written: str) -> str:
    """Words as the lexicon lists them: in lower case, one space where the text has several or the end of a line."""
    return " ".join(written.lower().split())


class Numbers:
    """The numbers of a lexicon, in digits or in words, each with its scale ("2.8 million", "a hundred and six").

    Most are digits or one short word, which a small pattern tells where nothing behind them can go on with the number;
    the patterns of the others are compiled when such a number is written.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        """Numbers with the words of ``lexicon``."""
        cardinals, scales = lexicon.numbers["cardinals"], choice(lexicon.numbers["scales"])
        goes_on = choice([*lexicon.numbers["scales"], "dozen", "and", "point", "x"])
        self._short = frozenset(word for word, value in cardinals.items() if value < _TEENS_END)
        self._plain = re.compile(
            r"(?:\d+(?:\.\d+)?|(?P<word>[A-Za-z]+))"
            rf"(?=[%–]|[.,;:)\]](?:\s|\Z)|[ \u00a0-](?!(?i:{goes_on}))[A-Za-z])"
        )
        self._begin = frozenset((*cardinals, "oh"))
        self._of_one = re.compile(rf"(?:half{SPACE}+)?an?{SPACE}(?:{scales}|dozen)\b", re.IGNORECASE)
        # A scale stands behind a space or directly behind the digits; were both ways open to one space, the tries would
        # double with each "million" of a text that says it again and again.
        half = rf"(?:{SPACE}+and{SPACE}+{choice(PARTS)}\b|-and-a-(?:half|quarter|third)\b)?"
        ends = rf"{half}(?:{SPACE}+{scales}\b|(?:[mM]illion|[bB]illion)\b)*"
        self._digits = late(f"{DIGITS}{ends}", re.IGNORECASE)
        self._words = late(f"{_words_pattern(cardinals)}{ends}", re.IGNORECASE)

    def match(self, text: str, at: int) -> Match[str] | None:
        """The number that begins at ``at``."""
        plain = self._plain.match(text, at)
        if plain and (plain["word"] is None or plain["word"].lower() in self._short):
            return plain
        if not text[at : at + 1].isalpha():
            return self._digits.match(text, at)
        return self._words.match(text, at) if self._is_worded(text, at) else None

    def _is_worded(self, text: str, at: int) -> bool:
        word = _WORD.match(text, at)
        return word is not None and (word.group().lower() in self._begin or self._of_one.match(text, at) is not None)


def _words_pattern(cardinals: Mapping[str, Decimal]) -> str:
    """The pattern of a number in words, without the scales behind it."""
    small = choice([word for word, value in cardinals.items() if value < _TEENS_END])
    tens = choice([word for word, value in cardinals.items() if value >= _TEENS_END])
    ones = choice([word for word, value in cardinals.items() if 0 < value < 10])
    below_hundred = rf"(?:{tens}(?:(?:-|{SPACE}){ones})?|{small})\b"
    hundreds = rf"hundred\b(?:(?:{SPACE}and)?{SPACE}{below_hundred})?"
    # two thousand and eight | a thousand two hundred
    group = rf"(?:{below_hundred}|a(?={SPACE}hundred\b))"
    on = rf"(?:{SPACE}(?:and{SPACE})?{group}(?:{SPACE}{hundreds})?|,{SPACE}(?:and{SPACE})?{group}{SPACE}{hundreds})"
    # sixty-two-point-eight | oh point oh nine
    point = rf"[- ]point(?:[- ](?:{ones}|oh|zero)\b)+"
    # two | a hundred | two dozen | two thousand and eight; "a" alone is no number
    begun = rf"(?:{below_hundred}|a)(?:{SPACE}(?:thousand{on}|{hundreds}|dozen\b)|(?<!a)(?:{point})?)"
    # two (2): a number said twice
    words = rf"(?:{begun}|oh\b{point}|half{SPACE}a{SPACE}dozen\b)(?:{SPACE}\(\d+\))?"
    many = rf"(?:half{SPACE}+)?an?(?={SPACE}(?:thousand|million|billion|trillion)\b)"
    return f"(?:{words}|{many})"


def value_of(written: str, lexicon: Lexicon) -> Decimal:
    """What a written number is worth: ``1,200`` is 1200, ``0,5`` a half, ``2.8 million`` 2800000."""
    if _PLAIN_NUMBER.fullmatch(written):
        return +Decimal(written)
    one_word = lexicon.numbers["cardinals"].get(written.lower())
    if one_word is not None:
        return one_word
    if _COMMA_NUMBER.fullmatch(written):
        return +Decimal(written.replace(".", "").replace(",", "."))
    spoken = _POINT.search(written)
    if spoken:
        return _decimal(written[: spoken.start()], written[spoken.end() :], lexicon)
    return _sum_of(_POWER_OF_TEN.sub(_expanded, written), lexicon)


def _sum_of(written: str, lexicon: Lexicon) -> Decimal:
    """What the words and digits of a number come to."""
    cardinals, scales = lexicon.numbers["cardinals"], lexicon.numbers["scales"]
    written = _AND_PART.sub(lambda found: PARTS[_SPLIT.sub(" ", found[1].lower())], written)
    written = _RATIO.sub(lambda found: str(Decimal(found[1]) / Decimal(found[2])), written)
    total, group = Decimal(0), Decimal(0)
    for word in filter(None, _SPLIT.split(_SAID_TWICE.sub("", written.lower()))):
        if word in scales:
            group = (group or Decimal(1)) * scales[word]
            if scales[word] >= 1000:
                total, group = total + group, Decimal(0)
        elif word in cardinals:
            group += cardinals[word]
        elif word[-1:] in FRACTIONS:
            group += Decimal(word[:-1] or 0) + Decimal(FRACTIONS[word[-1]])
        elif word == "half":
            group += Decimal("0.5")
        elif word == "dozen":
            group = (group or Decimal(1)) * 12
        elif word not in ("a", "an", "and"):
            group += Decimal(word)
    return total + group


def _decimal(whole: str, digits: str, lexicon: Lexicon) -> Decimal:
    """A decimal number as it is spoken: "sixty-two" and "eight" are 62.8, "oh" and "oh nine" 0.09."""
    cardinals = lexicon.numbers["cardinals"]
    words = [word for word in _SPLIT.split(digits.lower()) if word]
    behind = "".join("0" if word == "oh" else str(cardinals.get(word, word)) for word in words)
    before = Decimal(0) if whole.lower() == "oh" else value_of(whole, lexicon)
    return before + Decimal(f"0.{behind}") if behind.isdigit() else before


def _expanded(found: re.Match[str]) -> str:
    """A power of ten as plain digits; a number that only ends in such digits as it is."""
    power = found["e"] or found["power"]
    if not (found["e"] or found["times"] or found["sign"]) and power.strip().isascii():
        return found.group()
    value = Decimal((found["value"] or "1").replace(",", ""))
    return format(value.scaleb(int(power.translate(_PLAIN).replace(" ", ""))), "f")
