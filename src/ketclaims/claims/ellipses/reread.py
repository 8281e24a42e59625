"""Numbers read anew: the words and the numbers around one make it a number of another kind than its own words do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.ellipses.completion import is_whole, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.headers import under_header
from ketclaims.claims.ellipses.reading import Reading, Rule, first_answer
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Quantity
from ketclaims.quantities import Mention

_GONE = late(
    r"(?:\s+of)?\s+(?:(?:each|the|a|any|every|that)\s+(?:dose|drug|medicine|amount|tablet|substance)|it)\b[^.;,]{0,40}?"
    r"\b(?:left|leaves?|leaving|gone|eliminated|cleared|excreted|removed|broken down|disappear\w*|lost)\b",
    re.IGNORECASE,
)
_LISTED = late(r"\s*,\s*(?:and\s+)?|\s+and\s+")
# "a third | withdrew consent": the next of those who were counted
_DOES = late(
    r"\s+(?:(?:one|patient|person|participant|man|woman|study|trial)\s+)?(?:[a-z]{3,}ed|withdrew|left|quit|had|was|did|gave|took|became|said|told|went|got|fell|found|felt"
    r"|saw|wrote|ran)\b(?!\s+(?:in|to)\s+remission)",
    re.IGNORECASE,
)
_OPENS = late(r"(?:\A|[;,:])[\W_]*(?:and\s+|but\s+|while\s+)?\Z", re.IGNORECASE)
_OWN_YEAR = late(r"(?:1[89]|20)\d\d\Z")
# "daily high dosages (2 grams)"
DOSES_BEHIND = late(r"\s+(?:[\w-]+\s+){0,2}(?:doses?|dosages?|dosing)\b", re.IGNORECASE)


def reread(reading: Reading) -> Mention:
    """The mention as what the words and the numbers around it make of it; its own unit is kept, if it has any."""
    scene, _, before, mention, lexicon = reading
    if mention.kind == "bare":
        return _another_time(scene, before, mention)
    if mention.kind == "date":
        return under_header(scene, _dated(scene, mention), lexicon)
    if mention.kind not in ("figure", "timepoint"):
        return mention
    no_figure = first_answer(_NO_FIGURE, reading)
    return no_figure or _per_day(scene, before, under_header(scene, _often(mention), lexicon))


def _one_more(reading: Reading) -> Mention | None:
    """ "Two left because of nausea; a third withdrew": one more, where as many as come before it were counted."""
    scene, said, before, mention, lexicon = reading
    if mention.dimension != "share":
        return None
    article, _, part = mention.span.of(scene.text).lower().partition(" ")
    rank = lexicon.numbers["ordinals"].get(part) if article == "a" else None
    if rank is None or not _OPENS.search(scene.before(mention.span)):
        return None
    counted = any(stated(m).low == rank - 1 for m in (*said, *before) if m.dimension != "share")
    if not counted or not _DOES.match(scene.text, mention.span.end, scene.span.end):
        return None
    return replace(mention, kind="noise", quantity=None, dimension="", reason="not_quantitative")


def _half_of_a_dose(reading: Reading) -> Mention | None:
    """ "Half of the dose is gone after 5 hours": the half belongs to the time, which is the half-life."""
    scene, _, _, mention, _ = reading
    if mention.dimension != "share" or mention.noun != "half" or not any(m.dimension == "time" for m in scene.mentions):
        return None
    gone = _GONE.match(scene.text, mention.span.end, scene.span.end)
    return replace(mention, kind="interval", quantity=None, dimension="") if gone else None


_NO_FIGURE: tuple[Rule, ...] = (_one_more, _half_of_a_dose)
"""What makes no figure of a number that has a unit; the first that answers has the word."""


def _another_time(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention:
    """ "weeks 1, 2 and 4": each number is a point in time."""
    first = before[-1] if before else None
    if first is None or first.kind != "timepoint" or first.quantity is None:
        return mention
    ranked = first.span.of(scene.text).lower().endswith(first.noun)
    if ranked or not is_whole(mention) or not _LISTED.fullmatch(scene.between(first.span, mention.span)):
        return mention
    return replace(with_unit_of(first, mention), kind="timepoint", noun=first.noun)


def _often(mention: Mention) -> Mention:
    """ "a tablet every other day": days between doses are a frequency, as nobody comes back for a booster every day."""
    quantity = mention.quantity
    if mention.noun != "every" or quantity is None or quantity.unit != "d":
        return mention
    low, high = (1 / end if end else None for end in (quantity.low, quantity.high))
    return replace(mention, quantity=replace(quantity, low=low, high=high, unit="/d"), dimension="frequency")


def _dated(scene: Scene, mention: Mention) -> Mention:
    """A day of the calendar as its year: "approved on March 5, 2019"."""
    year = _OWN_YEAR.search(scene.text, mention.span.start, mention.span.end)
    if year is None:
        return mention
    value = Decimal(year.group())
    quantity = Quantity(mention.span, value, value, "{year}")
    return replace(mention, kind="figure", quantity=quantity, dimension="{year}")


def _per_day(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention:
    """ "a daily dose of 20 mg": the adverb gives the time of the unit."""
    adverb = before[-1] if before else None
    if adverb is None or adverb.noun != "adverb" or adverb.quantity is None or mention.dimension != "mass":
        return mention
    between = scene.between(adverb.span, mention.span)
    if len(between) > 40 or not DOSES_BEHIND.match(between):
        return mention
    return with_unit(mention, stated(mention).unit + adverb.quantity.unit, "mass_rate")
