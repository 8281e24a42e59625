"""Which money a text counts in: whose dollars ("all prices in Australian dollars"), and whether pounds are a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention

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


def in_own_pounds(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, with "eight pounds" as a sum where the text pays in pounds and no word near weighs anything."""
    if not any(mention.unit.startswith(_POUND) for mention in mentions) or not _OF_BRITAIN.search(text):
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


def in_own_dollars(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, with a plain "$" as the dollars that the text says it counts in; else as they are."""
    if not any(mention.unit.startswith("USD") for mention in mentions):
        return mentions
    lowered = text.lower()
    stated = _STATED.search(text) if any(name in lowered for name in _CODES) else None
    if stated is None:
        return mentions
    code = _CODES[(stated["land"] or stated["kind"] or stated["code"]).lower()]
    return [_in(mention, code) if _is_plain(mention, text) else mention for mention in mentions]


def _is_plain(mention: Mention, text: str) -> bool:
    dollars = mention.unit.startswith("USD")
    return dollars and not _OF_THE_USA.search(mention.span.of(text))


def _in(mention: Mention, code: str) -> Mention:
    """The same sum in dollars of another country."""
    quantity = mention.quantity
    if quantity is None:
        return mention
    dimension = mention.dimension.replace("money_usd", f"money_{code.lower()}")
    return replace(mention, dimension=dimension, quantity=replace(quantity, unit=quantity.unit.replace("USD", code)))
