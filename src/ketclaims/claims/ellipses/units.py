"""Units left unsaid: numbers whose unit stands in a label, earlier in the sentence, or in the words around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.ellipses.ages import another_age
from ketclaims.claims.ellipses.completion import is_whole, last_figure, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.continued import continued, resumed
from ketclaims.claims.ellipses.counted import counted_thing
from ketclaims.claims.ellipses.failed import failed_treatments
from ketclaims.claims.ellipses.given import (
    finished_doses,
    given_doses,
    happened,
    less_often,
    often_at_most,
    planned_doses,
    promised_doses,
    tried_as_well,
)
from ketclaims.claims.ellipses.labels import labelled, under_header, unit_of_tile
from ketclaims.claims.ellipses.limits import limited
from ketclaims.claims.ellipses.needed import needed_to_treat, number_needed
from ketclaims.claims.ellipses.onward import next_in_line
from ketclaims.claims.ellipses.parts import another_part, in_bold
from ketclaims.claims.ellipses.scores import on_a_scale
from ketclaims.claims.ellipses.tallies import for_a_reason, of_them, tallied
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.points import under
from ketclaims.quantities.readers.rates import OF_EVENTS, PERSON_YEARS, years_of_people

# "a standardised mean difference in symptoms was | −0.4", "... and | −0.3": digits may stand between, other figures not
_STATISTIC = late(
    r"\b(?:standardi[sz]ed (?:mean )?(?:difference|effect|reduction)|effect size"
    r"|(?:odds|hazard|risk|rate|response) ratio|relative risk|odds\s+of\s+[a-z]+|Cohen['’]s d|Hedges['’]? g"
    r"|(?-i:\b(?:RR|OR|HR|SMD|IRR)\b))s?\b(?:\s*\([^()]{1,24}\))?"
    r"(?:(?:[^;.()%]|\.(?=\d)){0,160}\b(?:was|were|is|of|at|and|to|versus|vs\.?)"
    r"|(?:\s+(?:for|with|in|on)(?:\s+[\w-]+){1,4})?[:,=]?)\s+\Z",
    re.IGNORECASE,
)
_STATISTIC_REACH = 240
# "Mortality per 100 person-years was | 0.9"
_PER_PERSON_YEARS = late(
    rf"{PERSON_YEARS}[^.;\d]{{0,60}}(?:\b(?:was|were|is|are|of|at|came\s+to)|:)\s+(?:only\s+|about\s+)?\Z",
    re.IGNORECASE,
)
# "odds ratio for the spray | 1.74 | (95% CI", "moved the RR to | 1.51 | (1.04–2.19)": what an interval stands behind
_INTERVAL = late(r"\s*[(\[,;]\s?(?:9\d\s?(?:%|per\s?cent)|CI\b|\d\.\d+\s?(?:[-–—,]|to\b))")
_RATIO_NAMED = late(
    r"\b(?:(?:odds|hazard|risk|rate|relative)\s+(?:ratio|risk)|[aR]?RR|[a]?OR|[a]?HR)s?\b[^.;()\d]{0,60}\Z",
    re.IGNORECASE,
)
_D_NAMED = late(r"(?:\bCohen['’]s\s+d|\bHedges['’]?\s+g|\bSMD)\)?[,:]?\s+(?:of\s+|was\s+|=\s*)?\Z", re.IGNORECASE)
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
    r"\b(?:systolic|diastolic|(?:upper|lower|top|bottom)\s+(?:blood[- ]pressure\s+)?(?:figure|number|reading|one))(?:\s+(?:blood\s+)?pressures?)?"
    r"(?:\s+(?:is|was|of|stays|falls|at|to|by|(?:can|may|will|usually|often)|(?:go(?:es)?|went|climb(?:s|ed)?|ris(?:es?|ing)|rose|jump(?:s|ed)?|creep(?:s)?|crept)(?:\s+up)?)){0,4}(?:\s+(?:above|below|over|under|about|around|at least))?\s+\Z",
    re.IGNORECASE,
)
# "if your pulse is above | 110", "a resting heart rate of | 72"
_BEATS = late(
    r"\b(?:(?:heart|pulse)\s+rates?|pulse)(?!\s+(?:ox|pressure|therap|dos))[^.;,\d]{0,24}?\s"
    r"(?:is|was|of|at|to|be|stays?|stayed|above|over|below|under|exceeds|beyond|than|about|around|near|nearly|by)\s+\Z",
    re.IGNORECASE,
)
_BEATS_REACH = 48
_SLOWEST, _FASTEST = 30, 250
_GONE = late(
    r"(?:\s+of)?\s+(?:(?:each|the|a|any|every|that)\s+(?:dose|drug|medicine|amount|tablet|substance)|it)\b[^.;,]{0,40}?"
    r"\b(?:left|leaves?|leaving|gone|eliminated|cleared|excreted|removed|broken down|disappear\w*|lost)\b",
    re.IGNORECASE,
)
_LISTED = late(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_OWN_YEAR = late(r"(?:1[89]|20)\d\d\Z")
_LARGEST_EFFECT = 5
_LARGEST_RATIO = 50
# "a P value of less than | 0.001", "the p-value came to | 0.03"
_P_NAMED = late(
    r"\bp[ -]values?\s+(?:(?:for|in)\s+(?:[\w-]+\s+){1,4})?(?:of|was|were|is|came\s+(?:out\s+)?(?:to|at)|stood\s+at)\s+"
    r"(?:(?:less|lower|smaller)\s+than\s+|(?:below|under|only|about|just|around)\s+)*\Z",
    re.IGNORECASE,
)
_EFFECT = late(r"\beffects?\b|\bSMD\b|\bstandardi[sz]ed\b|\b(?:Cohen|Hedges)\b", re.IGNORECASE)
_BEHIND_A_NUMBER = late(r"\d\s?[(\[](?:9\d\s?%(?:\s+CI)?[,:]?\s+)?\Z")
# "daily high dosages (2 grams)"
DOSES_BEHIND = late(r"\s+(?:[\w-]+\s+){0,2}(?:doses?|dosages?|dosing)\b", re.IGNORECASE)


def with_units(scene: Scene, lexicon: Lexicon, said: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """The mentions of the scene, each with the unit that its row, column or sentence has named already.

    ``said`` are the mentions of the passage before, with which some words compare: "another says eighteen".
    """
    mentions: list[Mention] = []
    for mention in scene.mentions:
        if mention.noun == "vague" and mentions and mentions[-1].noun == "told":
            mentions.append(replace(mention, kind="noise", quantity=None, dimension="", reason="not_quantitative"))
            continue
        mention = next_in_line(scene, said, mentions, mention, lexicon) or mention
        mention = _half_of_a_dose(scene, mention) or _often(_dated(scene, mention))
        mention = _per_day(scene, mentions, under_header(scene, mention, lexicon))
        mention = unit_of_tile(scene, mentions, _another_time(scene, mentions, mention))
        united = finished_doses(scene, mention) or labelled(scene, mention, lexicon)
        united = united or in_bold(scene, mention, lexicon) or another_part(scene, mention, lexicon)
        united = united or another_age(scene, mentions, mention) or of_them(scene, said, mentions, mention)
        united = united or for_a_reason(scene, mentions, mention) or _unsaid(scene, mentions, mention, lexicon)
        united = united or continued(scene, mentions, mention) or resumed(scene, said, mentions, mention)
        united = united or tallied(scene, said, mentions, mention)
        united = needed_to_treat(scene, united or mention) or united or failed_treatments(scene, mention)
        united = united or less_often(scene, mentions, mention, lexicon) or planned_doses(scene, said, mention)
        united = united or often_at_most(scene, mentions, mention)
        united = united or tried_as_well(scene, said, mentions, mention)
        united = united or promised_doses(scene, mentions, mention) or given_doses(scene, mentions, mention, lexicon)
        united = united or happened(scene, mention, lexicon)
        united = united or _effect_size(scene, mention) or on_a_scale(scene, mentions, mention)
        mentions.append(limited(scene, said, mentions, united or mention))
    return tuple(mentions)


def _half_of_a_dose(scene: Scene, mention: Mention) -> Mention | None:
    """ "Half of the dose is gone after 5 hours": the half belongs to the time, which is the half-life."""
    if mention.dimension != "share" or mention.noun != "half" or not any(m.dimension == "time" for m in scene.mentions):
        return None
    gone = _GONE.match(scene.text, mention.span.end, scene.span.end)
    return replace(mention, kind="interval", quantity=None, dimension="") if gone else None


def _another_time(scene: Scene, before: list[Mention], mention: Mention) -> Mention:
    """ "weeks 1, 2 and 4": each number is a point in time."""
    first = before[-1] if before else None
    if first is None or first.kind != "timepoint" or mention.kind != "bare" or first.quantity is None:
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
    year = _OWN_YEAR.search(scene.text, mention.span.start, mention.span.end) if mention.kind == "date" else None
    if year is None:
        return mention
    value = Decimal(year.group())
    quantity = Quantity(mention.span, value, value, "{year}")
    return replace(mention, kind="figure", quantity=quantity, dimension="{year}")


def _per_day(scene: Scene, before: list[Mention], mention: Mention) -> Mention:
    """ "a daily dose of 20 mg": the adverb gives the time of the unit."""
    adverb = before[-1] if before else None
    if adverb is None or adverb.noun != "adverb" or adverb.quantity is None or mention.dimension != "mass":
        return mention
    between = scene.between(adverb.span, mention.span)
    if len(between) > 40 or not DOSES_BEHIND.match(between):
        return mention
    return with_unit(mention, stated(mention).unit + adverb.quantity.unit, "mass_rate")


def _unsaid(scene: Scene, before: list[Mention], mention: Mention, lexicon: Lexicon) -> Mention | None:
    """A number whose words around it say what it is without a unit: a statistic, studies."""
    if beating := _beats(scene, mention):
        return beating
    counted = counted_thing(scene, before, mention, lexicon)
    statistic = _statistic(scene, before, mention) or number_needed(scene, before, mention)
    return statistic or counted or _pressure(scene, mention) or _of_person_years(scene, mention)


def _of_person_years(scene: Scene, mention: Mention) -> Mention | None:
    """ "Mortality per 100 person-years was 0.9": a rate whose unit is told before."""
    if mention.kind != "bare":
        return None
    told = _PER_PERSON_YEARS.search(scene.before(mention.span, _STATISTIC_REACH))
    return with_unit(mention, years_of_people(told["whole"]), OF_EVENTS) if told else None


def _pressure(scene: Scene, mention: Mention) -> Mention | None:
    """ "a blood pressure of 145/92", "if you come in over 170/105", "180/120 or above": two pressures."""
    if mention.kind == "bare" and _ONE_PRESSURE.search(scene.before(mention.span, _STATISTIC_REACH)):
        return with_unit(mention, "mm[Hg]", "pressure")
    if mention.kind not in ("bare", "figure") or mention.dimension not in ("", "bare", "age"):
        return None
    begin = max(scene.span.start, mention.span.start - _STATISTIC_REACH)
    pairs = _PAIR.finditer(scene.text, begin, min(scene.span.end, mention.span.end + _PAIR_WIDTH))
    found = next((pair for pair in pairs if Span(*pair.span("pair")).holds(mention.span)), None)
    if found is None or not (found["bound"] or found["side"] or found["spoken"] or _speaks_of_pressure(scene)):
        return None
    return with_unit(replace(mention, quantity=_limit(stated(mention), found)), "mm[Hg]", "pressure")


def _beats(scene: Scene, mention: Mention) -> Mention | None:
    """ "if your pulse is above 110": beats per minute."""
    value = stated(mention).low or stated(mention).high
    if mention.kind not in ("bare", "figure") or mention.dimension not in ("bare", "age") or value is None:
        return None
    if not _SLOWEST <= value <= _FASTEST:
        return None
    head = scene.before(mention.span, _BEATS_REACH)
    told = ("ulse" in head or "eart" in head) and _BEATS.search(head)
    return with_unit(mention, "/min", "frequency") if told else None


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


def _statistic(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """ "The effect size at day 7 was −0.61 ... and −0.33": a decimal number is the statistic that is named."""
    if mention.kind != "bare" or "." not in mention.span.of(scene.text):
        return None
    begin = max(scene.span.start, mention.span.start - _STATISTIC_REACH)
    named = _STATISTIC.search(scene.text, begin, mention.span.start)
    if not named and _INTERVAL.match(scene.text, mention.span.end, scene.span.end):
        named = _RATIO_NAMED.search(scene.text, begin, mention.span.start)
    named = named or _D_NAMED.search(scene.text, begin, mention.span.start)
    if not named and _P_NAMED.search(scene.text, begin, mention.span.start):
        return with_unit(mention, "1", "{p}")
    return with_unit(mention, "1", "{ratio}") if named or _is_another_ratio(scene, before, mention) else None


def _is_another_ratio(scene: Scene, before: Sequence[Mention], mention: Mention) -> bool:
    """ "risk ratio 1.7 (1.0–2.9) against lithium, 1.07 (0.7–1.7) against the coil": the next with its own interval."""
    value = stated(mention).low
    last = last_figure([m for m in before if m.dimension != "{p}"])
    near = last is not None and last.dimension == "{ratio}" and not last.noun.startswith("time")
    own = _INTERVAL.match(scene.text, mention.span.end, scene.span.end)
    return near and own is not None and value is not None and 0 < value < _LARGEST_RATIO


def _effect_size(scene: Scene, mention: Mention) -> Mention | None:
    """ "a standardised effect of −0.62", "for sleep it was smaller, −0.3": a standardised difference."""
    low = mention.quantity.low if mention.quantity else None
    if mention.kind != "bare" or low is None or not -_LARGEST_EFFECT < low < 0 or low == int(low):
        return None
    if _is_interval(scene, mention):
        return None
    spoken = _EFFECT.search(scene.text, scene.span.start, mention.span.start)
    return with_unit(mention, "1", "{ratio}") if spoken else None


def _is_interval(scene: Scene, mention: Mention) -> bool:
    """Whether a range stands in brackets behind its number: "−0.87 (−1.21 to −0.53)"."""
    return (
        stated(mention).low != stated(mention).high
        and _BEHIND_A_NUMBER.search(scene.before(mention.span, 24)) is not None
    )
