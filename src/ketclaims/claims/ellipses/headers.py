"""Headers: what the header of a column says of a figure below it that has its own unit: a bound, a rate, a currency."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.ellipses.completion import stated, with_unit
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Relation, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.points import under
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.relations import relation_of

_WITHIN = late(r"\bwithin\b", re.IGNORECASE)
_HIGHEST = late(r"\b(?:highest|maxim(?:um|al)|max|top|largest)\b", re.IGNORECASE)
_DOSED = ("mass", "mass_rate", "dose_by_weight", "dose_rate")
_CURRENCY = late(r"\b(?P<code>[A-Z]{2}D)\b")
# "Longest course (weeks)": the brackets are no part of the bound
_BRACKETS_BEHIND = late(r"\s*(?:\([^()]*\)\s*)?:?\Z")
# "Given over": how long, and no bound
_OVER_TIME = late(r"\b(?:given|spread|taken|infused|run|delivered|administered)\s+over\Z", re.IGNORECASE)
HEADER_RATE = late(
    r"\b(?:per|a|each)\s+(?P<word>hour|day|night|week|month|year)\b"
    r"|\b(?P<adverb>daily|nightly|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
"""How often what the header names comes: "Price per month"."""


def under_header(scene: Scene, mention: Mention, lexicon: Lexicon) -> Mention:
    """What a table's header says of the numbers below it: "Relief within" bounds, "Price per month" is a rate."""
    header = scene.words_above("column")
    quantity = mention.quantity
    if not header or quantity is None or mention.kind != "figure":
        return mention
    within = mention.dimension == "time" and _WITHIN.search(header)
    if quantity.relation == "=":
        highest = within or (mention.dimension in _DOSED and _HIGHEST.search(header))
        quantity = under(quantity, "<=" if highest else _bound_of(header, mention, lexicon))
        mention = replace(mention, quantity=quantity)
    mention = _in_currency(scene, header, mention, lexicon)
    quantity = stated(mention)
    rate = HEADER_RATE.search(header)
    money = mention.priced
    if rate is None or "/" in quantity.unit or not (money or mention.dimension == "mass"):
        return mention
    return with_unit(mention, f"{quantity.unit}/{period_code(rate)}", "money_rate" if money else "mass_rate")


def _in_currency(scene: Scene, header: str, mention: Mention, lexicon: Lexicon) -> Mention:
    """A price whose header names the country of its dollars: "Members in Canada (CAD)"."""
    named = _CURRENCY.search(header) if mention.dimension == "money_usd" else None
    if named is None or scene.text[mention.span.start] != "$" or named["code"] not in lexicon.units:
        return mention
    code = stated(mention).unit.replace("USD", named["code"])
    return with_unit(mention, code, mention.dimension.replace("usd", named["code"].lower()))


def _bound_of(header: str, mention: Mention, lexicon: Lexicon) -> Relation:
    """The bound with which a header ends: "Treatment no longer than", "Wait at least (hours)"."""
    said = _BRACKETS_BEHIND.sub("", header)
    if mention.dimension != "age" and _OVER_TIME.search(said):
        return "="
    bound = relation_of(f"{said} ", Span(len(said) + 1, len(said) + 1), mention.dimension, lexicon)
    return "=" if bound == "~" else bound
