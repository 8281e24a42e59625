"""Numbers in digits and in words: how they are written, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ketclaims.lexicon import Lexicon

# Three branches, as one set of characters that far apart takes five times as long to compile, and spaces are everywhere.
SPACE = r"(?:[ \t\u00a0]|[\u2007\u2009]|\u202f|\r?\n(?=(?-i:[a-z])))"
"""A space inside a quantity; the end of a line only where the next one goes on in lower case (a hard wrap)."""

DASH = r"[-\u2010-\u2015\u2212]"
"""Hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar and minus sign."""

FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"}
# 1,200 | 12.5 | 12 | 2½ | .5; three digits behind a comma are a group, a lone comma ends the number
DIGITS = r"(?:\d{1,3}(?:[,\u2009\u202f]\d{3})+(?!\d)|\d+)(?:\.\d+|[½¼¾⅓⅔])?|(?<![\w.])\.\d+|[½¼¾⅓⅔]"
_LETTER = re.compile(r".", re.DOTALL)
# between words, and before a scale that is written without a space ("5million")
_SPLIT = re.compile(r"[\s\u00a0-]+|(?<=[\d½¼¾⅓⅔])(?=[a-z])")
# the grouping of thousands, and the digits behind a word
_SAID_TWICE = re.compile(r"(?<=\d)[,\u2009\u202f](?=\d{3})|(?<=[a-z])\s?\(\d+\)")


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
    """Words as the lexicon lists them: in lower case, with one space where the text has several or the end of a line."""
    return " ".join(written.lower().split())


def number_pattern(lexicon: Lexicon) -> str:
    """The pattern of one number, in digits or in words, with its scale ("2.8 million", "a hundred and six")."""
    small = choice([word for word, value in lexicon.numbers["cardinals"].items() if value < 20])
    tens = choice([word for word, value in lexicon.numbers["cardinals"].items() if value >= 20])
    ones = choice([word for word, value in lexicon.numbers["cardinals"].items() if 0 < value < 10])
    below_hundred = rf"(?:{tens}(?:(?:-|{SPACE}){ones})?|{small})\b"
    rest = rf"(?:(?:{SPACE}and)?{SPACE}{below_hundred})?"
    with_hundreds = rf"(?:{below_hundred}|a(?={SPACE}hundred)){SPACE}hundred\b{rest}"
    # two | half a dozen | two (2): a number said twice
    words = rf"(?:(?:{with_hundreds}|{below_hundred}|half{SPACE}a{SPACE}dozen)(?:{SPACE}\(\d+\))?)"
    scale = choice(lexicon.numbers["scales"])
    half = rf"(?:{SPACE}+and{SPACE}+a{SPACE}+half\b)?"
    # A scale stands behind a space or directly behind the digits; were both ways open to one space, the tries would
    # double with each "million" of a text that says it again and again.
    return rf"(?:(?:{DIGITS}|{words}){half}(?:{SPACE}+{scale}\b|(?:[mM]illion|[bB]illion)\b)*)"


def value_of(written: str, lexicon: Lexicon) -> Decimal:
    """What a written number is worth: ``1,200`` is 1200, ``a hundred and six`` 106, ``2.8 million`` 2800000."""
    if written.isdecimal():
        return +Decimal(written)
    cardinals, scales = lexicon.numbers["cardinals"], lexicon.numbers["scales"]
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
        elif word not in ("a", "and"):
            group += Decimal(word)
    return total + group
