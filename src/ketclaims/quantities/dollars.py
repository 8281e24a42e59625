"""Whose dollars a text counts in, where it says so once for all: "all prices in Australian dollars"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.late import late
from ketclaims.quantities.mentions import Mention

_CODES = {"australian": "AUD", "canadian": "CAD", "aud": "AUD", "cad": "CAD"}
_STATED = late(
    r"\b(?:(?:in|are)\s+(?P<land>Australian|Canadian)\s+dollars|dollars?\s+(?:are|is|means?)\s+(?P<kind>Australian|Canadian))\b"
    r"|\b(?:prices?|fees?|costs?|amounts?|figures|dollars?)\b[^.\n]{0,40}?\b(?:in|are)\s+(?P<code>AUD|CAD)\b",
    re.IGNORECASE,
)
# "US$40", "40 US dollars": said to be others
_OF_THE_USA = late(r"\bU\.?S", re.IGNORECASE)


def in_own_dollars(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions, with a plain "$" as the dollars that the text says it counts in; else as they are."""
    stated = _STATED.search(text) if any(mention.unit.startswith("USD") for mention in mentions) else None
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
