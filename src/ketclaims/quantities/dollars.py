"""Which money a text counts in: whose dollars ("in Australian dollars") or crowns, and whether pounds are a sum."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from re import Pattern
from typing import NamedTuple

from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.lexicon.entries import Unit
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.numbers import choice

_CODES = {"australian": "AUD", "canadian": "CAD", "aud": "AUD", "cad": "CAD"}
_STATED = late(
    r"\b(?:(?:in|are)\s+(?P<land>Australian|Canadian)\s+dollars|dollars?\s+(?:are|is|means?)\s+(?P<kind>Australian|Canadian))\b"
    r"|\b(?:prices?|fees?|costs?|amounts?|figures|dollars?)\b[^.\n]{0,40}?\b(?:in|are)\s+(?P<code>AUD|CAD)\b",
    re.IGNORECASE,
)
# "US$40", "40 US dollars": said to be others
_OF_THE_USA = late(r"\bU\.?S", re.IGNORECASE)
# where people pay in pounds, and what is told of a weight
_OF_BRITAIN = late(r"£|\b(?:quid|pence|sterling|NHS)\b")
_WEIGHED = late(
    r"\b(?:weigh\w*|los[ei]\w*|lost|loss|shed\w*|gain\w*|heav\w+|light\w+|body|fat|stones?|kilos?|kg|scales?|slim\w*|put\s+on|pressure|per\s+square)\b",
    re.IGNORECASE,
)
_AROUND = 48
_POUND = "[lb_av]"
_PENCE = 100


def in_own_money(text: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Sequence[Mention]:
    """The mentions, with sums in the currency that the text means by a sign or a word of several."""
    begun, owners = {mention.unit[:3] for mention in mentions}, _owners(lexicon)
    if "USD" in begun:
        mentions = _in_own_dollars(text, mentions)
    if _POUND[:3] in begun:
        mentions = _in_own_pounds(text, mentions)
    return mentions if begun.isdisjoint(owners) else _in_own_currency(text, mentions, owners)


def _in_own_pounds(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, with "eight pounds" as a sum where the text pays in pounds and no word near weighs anything."""
    if not _OF_BRITAIN.search(text):
        return mentions
    paid: list[Mention] = []
    for mention in mentions:
        if paid and _are_pence(text, paid[-1], mention):
            paid[-1] = _with_pence(paid[-1], mention)
        else:
            paid.append(_as_sum(mention) if _is_sum(text, mention) else mention)
    return paid


def _is_sum(text: str, mention: Mention) -> bool:
    """Whether pounds, as a word, are money."""
    if not mention.unit.startswith(_POUND) or "pound" not in mention.span.of(text).lower():
        return False
    before = text[max(0, mention.span.start - _AROUND) : mention.span.start].rpartition(". ")[2]
    behind = text[mention.span.end : mention.span.end + _AROUND].partition(". ")[0]
    return not (_WEIGHED.search(before) or _WEIGHED.search(behind))


def _as_sum(mention: Mention) -> Mention:
    quantity = mention.quantity
    if quantity is None:
        return mention
    unit = quantity.unit.replace(_POUND, "GBP")
    dimension = "money_rate" if "/" in unit else "money_gbp"
    return replace(mention, dimension=dimension, noun="money", quantity=replace(quantity, unit=unit))


def _are_pence(text: str, pounds: Mention, mention: Mention) -> bool:
    """Whether a bare number right behind pounds, as words, is pence: "nine pounds ninety"."""
    value = mention.quantity.low if mention.quantity else None
    spoken = pounds.unit == "GBP" and mention.kind == "bare" and pounds.span.of(text).lower().endswith("pounds")
    return spoken and value is not None and value < _PENCE and text[pounds.span.end : mention.span.start] == " "


def _with_pence(pounds: Mention, pence: Mention) -> Mention:
    quantity, more = pounds.quantity, pence.quantity
    if quantity is None or more is None or more.low is None:
        return pounds
    part = more.low / _PENCE
    low, high = (end + part if end is not None else None for end in (quantity.low, quantity.high))
    span = Span(pounds.span.start, pence.span.end)
    return replace(pounds, span=span, quantity=replace(quantity, span=span, low=low, high=high))


def _in_own_dollars(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, with a plain "$" as the dollars that the text says it counts in; else as they are."""
    lowered = text.lower()
    stated = _STATED.search(text) if any(name in lowered for name in _CODES) else None
    if stated is None:
        return mentions
    code = _CODES[(stated["land"] or stated["kind"] or stated["code"]).lower()]
    return [_in(mention, "USD", code) if _is_plain(mention, text) else mention for mention in mentions]


def _is_plain(mention: Mention, text: str) -> bool:
    dollars = mention.unit.startswith("USD")
    return dollars and not _OF_THE_USA.search(mention.span.of(text))


def _in(mention: Mention, own: str, code: str) -> Mention:
    """The same sum in another currency than its ``own``."""
    quantity = mention.quantity
    if quantity is None:
        return mention
    dimension = mention.dimension.replace(f"money_{own.lower()}", f"money_{code.lower()}")
    return replace(mention, dimension=dimension, quantity=replace(quantity, unit=quantity.unit.replace(own, code)))


class _Rival(NamedTuple):
    """A currency that shares signs with another, the pattern of these and of the names of its land."""

    code: str
    signs: Pattern[str]
    lands: Pattern[str]


class _Owner(NamedTuple):
    """A currency whose signs others share: the pattern of its land, and those others."""

    lands: Pattern[str]
    rivals: list[_Rival]


@lru_cache(maxsize=8)
def _owners(lexicon: Lexicon) -> Mapping[str, _Owner]:
    """The currencies whose signs others share, by their codes."""
    owners: dict[str, _Owner] = {}
    signed = _signed(lexicon)
    for code, unit in lexicon.units.items():
        others = {own for sign in unit.shared for own in signed.get(sign, ()) if own != code}
        for own in others:
            signs = [sign for sign in unit.shared if own in signed.get(sign, ())]
            rival = _Rival(code, late(rf"(?<![A-Za-z]){choice(signs)}s?(?![A-Za-z])", re.IGNORECASE), _lands(unit))
            owners.setdefault(own, _Owner(_lands(lexicon.units[own]), [])).rivals.append(rival)
    return owners


def _signed(lexicon: Lexicon) -> Mapping[str, set[str]]:
    """The units that are written with each sign or word."""
    signed: dict[str, set[str]] = {}
    for code, unit in lexicon.units.items():
        for sign in (*unit.before, *unit.symbols, *unit.words):
            signed.setdefault(sign, set()).add(code)
    return signed


def _lands(unit: Unit) -> Pattern[str]:
    return late(rf"\b{choice(unit.lands)}\b" if unit.lands else r"(?!)")


def _in_own_currency(text: str, mentions: Sequence[Mention], owners: Mapping[str, _Owner]) -> Sequence[Mention]:
    """The mentions, with "kr 900", "Rs 900" or "900 pesos" in the currency of the land that the text names."""

    # a text is searched for a land once, however many sums it has
    @cache
    def is_named(lands: Pattern[str]) -> bool:
        return lands.search(text) is not None

    def meant(mention: Mention) -> Mention:
        owner = owners.get(mention.unit[:3]) if mention.priced else None
        if owner is None or is_named(owner.lands):
            return mention
        written = mention.span.of(text)
        codes = (rival.code for rival in owner.rivals if rival.signs.search(written) and is_named(rival.lands))
        code = next(codes, "")
        return _in(mention, mention.unit[:3], code) if code else mention

    return [meant(mention) for mention in mentions]
