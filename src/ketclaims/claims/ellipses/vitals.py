"""Vital signs: blood pressures and pulses, whose units nobody says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ketclaims.claims.ellipses.completion import stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.points import under

BODY_WEIGHTS = ("kg", "[lb_av]", "[stone_av]")
"""Units in which people are weighed, and no dose is."""

BEATS = "/min"
"""The unit of a pulse."""

_REACH = 240
# "above | 170/105": so large a part of so small a whole is no share
_PAIR = late(
    r"(?:\b(?P<bound>above|over|exceeds|below|under|(?:less|lower|more|higher)\s+than)\s+|\b(?P<hedge>near|about|around|roughly|nearly)\s+)?(?<![\d/.])(?P<pair>(?:9\d|1\d\d|2[0-4]\d)(?:/|(?P<spoken>\s+over\s+))(?:[4-9]\d|1[0-3]\d))"
    r"(?![\d/%]|\.\d)(?:\s+(?:or|and)\s+(?P<side>above|over|higher|more|below|lower|less|under)\b)?",
    re.IGNORECASE,
)
_PAIR_WIDTH = 22
_OVER_OR_UNDER: Mapping[str, Relation] = {
    **dict.fromkeys(("above", "over", "exceeds", "more", "higher"), ">"),
    **dict.fromkeys(("below", "under", "less", "lower"), "<"),
}
_OR_SIDE: Mapping[str, Relation] = {
    **dict.fromkeys(("above", "over", "higher", "more"), ">="),
    **dict.fromkeys(("below", "lower", "less", "under"), "<="),
}
_OF_PRESSURE = late(r"\b(?:blood[- ]pressures?|pressures?|BP|hypertensi\w+|readings?|systolic)\b", re.IGNORECASE)
# "a systolic pressure of 138", "the upper figure below 150": one of the two numbers
_ONE_PRESSURE = late(
    r"\b(?:systolic|diastolic|(?:upper|lower|top|bottom)\s+(?:blood[- ]pressure\s+)?(?:figure|number|reading|one))"
    r"(?:\s+(?:blood\s+)?pressures?)?"
    r"(?:\s+(?:is|was|of|stays|falls|at|to|by|(?:can|may|will|usually|often)"
    r"|(?:go(?:es)?|went|climb(?:s|ed)?|ris(?:es?|ing)|rose|jump(?:s|ed)?|creep(?:s)?|crept)(?:\s+up)?)){0,4}"
    r"(?:\s+(?:above|below|over|under|about|around|at least))?\s+\Z",
    re.IGNORECASE,
)
# "if your pulse is above | 110", "a resting heart rate of | 72"
_BEATS = late(
    r"\b(?:(?:heart|pulse)\s+rates?|pulse)(?!\s+(?:ox|pressure|therap|dos))(?::\s+|[^.;,\d]{0,24}?\s"
    r"(?:is|was|of|at|to|be|stays?|stayed|above|over|below|under|exceeds|beyond|than|about|around|near|nearly|by)\s+)\Z",
    re.IGNORECASE,
)
_BEATS_REACH = 48
_SLOWEST, _FASTEST = 30, 250


def one_pressure(reading: Reading) -> Mention | None:
    """ "a systolic pressure of 138": one of the two pressures."""
    scene, _, _, mention, _ = reading
    named = _ONE_PRESSURE.search(scene.before(mention.span, _REACH))
    return with_unit(mention, "mm[Hg]", "pressure") if named else None


def two_pressures(reading: Reading) -> Mention | None:
    """ "a blood pressure of 145/92", "if you come in over 170/105", "180/120 or above": either of the two."""
    scene, _, _, mention, _ = reading
    if "/" not in scene.said and "over" not in scene.said:
        return None
    begin = max(scene.span.start, mention.span.start - _REACH)
    pairs = _PAIR.finditer(scene.text, begin, min(scene.span.end, mention.span.end + _PAIR_WIDTH))
    found = next((pair for pair in pairs if Span(*pair.span("pair")).holds(mention.span)), None)
    if found is None or not (found["bound"] or found["side"] or found["spoken"] or _speaks_of_pressure(scene)):
        return None
    return with_unit(replace(mention, quantity=_limit(stated(mention), found)), "mm[Hg]", "pressure")


def _speaks_of_pressure(scene: Scene) -> bool:
    """Whether the passage, or what it stands under, is about pressure."""
    stretches = (scene.span, *(frame.span for frame in scene.frames if frame.kind != "row"))
    return any(_OF_PRESSURE.search(scene.text, *stretch) for stretch in stretches)


def _limit(quantity: Quantity, pair: re.Match[str]) -> Quantity:
    """One number of a reading under the bound before it or behind it: each bounds both numbers."""
    value = quantity.high if quantity.low is None else quantity.low
    bound: Relation = "~" if pair["hedge"] else "="
    if pair["bound"] or pair["side"]:
        bound = _OVER_OR_UNDER[pair["bound"].lower().split()[0]] if pair["bound"] else _OR_SIDE[pair["side"].lower()]
    return under(replace(quantity, low=value, high=value), bound)


def beats(reading: Reading) -> Mention | None:
    """ "if your pulse is above 110": beats per minute."""
    scene, _, _, mention, _ = reading
    value = stated(mention).low or stated(mention).high
    if value is None or not _SLOWEST <= value <= _FASTEST:
        return None
    head = scene.before(mention.span, _BEATS_REACH)
    told = ("ulse" in head or "eart" in head) and _BEATS.search(head)
    return with_unit(mention, BEATS, "frequency") if told else None
