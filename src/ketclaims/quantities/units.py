"""Units of several factors: ``g/mol``, ``km s−1``, ``mL·min⁻¹``, ``widgets/s``; and symbols that nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ketclaims.quantities.numbers import SPACE, choice

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−–", "0123456789---")
# s−1 | s-1 | s^-1 | s⁻¹; a hyphen before a number with its own unit is no power: "2 h-3 h"
_BELOW = r"(?:\^?[-−–][ \u00a0]?[1-4](?![.,]\d|[\d%°]|\s?(?:to|or|[-–])\s?\d)|⁻[¹²³⁴])"
_BELOW_AMONG = r"(?:\^?[-−–][ \u00a0]?[1-4](?![\d%])|⁻[¹²³⁴])"
_ABOVE = r"(?:\^?[2-4](?![\d.,]\d|\d)|[²³⁴])"
_STROKE = r"[ \u00a0]?/[ \u00a0]?"
_TIMES = r"[·⋅∙*][ \u00a0]?"
_END = r"(?![A-Za-zµμ\d°%])"
# two consonants that begin no English word: a token like "dpa" or "mbsl" is no word but a symbol
_ONSETS = "bl br by ch cl cr cy dr dw dy fl fr fy gh gl gn gr gy kn kr ky ll ly my ph pl pn pr ps py qu rh ry sc sh sk"
_ONSETS += " sl sm sn sp sq st sv sw sy th tr ts tw ty vs wh wr"
_SYMBOL = rf"(?!(?:{'|'.join(_ONSETS.split())}))[bcdfghjklmnpqrstvwxz]{{2}}[a-z]{{0,3}}"
_MIXED = r"[a-zµ]{1,2}[A-Z][A-Za-z]?|[A-Z][a-z][A-Z]"  # kR, mSv
_ATTACHED = r"[A-Z][a-z]{1,2}|[a-z]{1,2}[A-Z][a-z]?"  # 5Rp, 88kR


def compound_pattern(symbols: Iterable[str]) -> str:
    """A unit with a power or of several factors, without the space before it."""
    one = choice(list(symbols))
    return (
        rf"(?P<compound>{one}(?:{_BELOW_AMONG}|{_ABOVE})?{tail_pattern(one)}"
        rf"|{one}(?:{_BELOW}(?![ \u00a0]?{one}{_END})|{_ABOVE})){_END}"
    )


def tail_pattern(one: str) -> str:
    """The factors behind the first; behind a space only with a negative power."""
    return rf"(?:{_STROKE}{one}{_ABOVE}?|{_TIMES}{one}(?:{_BELOW_AMONG}|{_ABOVE})?|(?:{SPACE}|\.){one}{_BELOW_AMONG})+"


def unknown_pattern(symbols: Iterable[str]) -> str:
    """A symbol that stands in no lexicon: with known factors behind it, or one that cannot be a word."""
    one = choice(list(symbols))
    among = rf"(?:{_BELOW_AMONG}|{_ABOVE})?{tail_pattern(one)}"
    over = rf"{_STROKE}(?P<under>(?!(?:or|and)\b)[A-Za-z]{{1,12}})"
    return (
        rf"(?:{SPACE}(?P<token>[A-Za-zµ][A-Za-zµ.]{{0,14}})(?P<tail>{among})"
        rf"|{SPACE}?(?P<known>{one}){over}"
        rf"|{SPACE}(?P<symbol>{_SYMBOL}|{_MIXED})"
        rf"|(?P<attached>(?!St|Nd|Rd|Th)(?:{_ATTACHED}|[a-z]{{1,2}}[A-Z][a-z]{_BELOW_AMONG}))){_END}(?!-)"
    )


_FACTOR = re.compile(
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
