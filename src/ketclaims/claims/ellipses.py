"""Units left unsaid: numbers whose unit stands in the header, the label, or earlier in the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.readers.frequencies import period_code

_CONTINUING = ("share", "points", "mass", "dose_by_weight", "time")
# "a standardised mean difference in symptoms was | −0.4", "... and | −0.3": digits may stand between, other figures not
_STATISTIC = re.compile(
    r"\b(?:standardi[sz]ed mean difference|effect size|(?:odds|hazard|risk|rate) ratio|Cohen['’]s d|Hedges['’]? g)s?\b"
    r"(?:[^;.()%]|\.(?=\d)){0,160}\b(?:was|were|is|of|and|versus|vs\.?)\s+\Z",
    re.IGNORECASE,
)
_STATISTIC_REACH = 240
# "above | 170/105": so large a part of so small a whole is no share
_PAIR = re.compile(
    r"\b(?P<bound>above|over|exceeds|below|under)\s+(?P<pair>(?:9\d|1\d\d|2[0-4]\d)/(?:[4-9]\d|1[0-3]\d))(?![\d/%]|\.\d)",
    re.IGNORECASE,
)
_PAIR_WIDTH = 4
_OVER_OR_UNDER: Mapping[str, Relation] = {"above": ">", "over": ">", "exceeds": ">", "below": "<", "under": "<"}
_SOMETIMES = re.compile(
    r",?\s+(?:and\s+|or\s+|but\s+)?(?:sometimes|occasionally|at times|rarely|even)\s+", re.IGNORECASE
)
_NUMBER_IS = re.compile(r"\bnumber\s+(?:is|was)\s+\Z", re.IGNORECASE)
_ENROLLED = re.compile(
    r"\s+(?:enrolled|recruited|evaluated|examined|tested(?!\s(?:positive|negative)))\s+[a-z]", re.IGNORECASE
)
_HEADER_WITHIN = re.compile(r"\bwithin\b", re.IGNORECASE)
_HEADER_HIGHEST = re.compile(r"\b(?:highest|maxim(?:um|al)|max|top|largest)\b", re.IGNORECASE)
_DOSED = ("mass", "mass_rate", "dose_by_weight", "dose_rate")
_HEADER_RATE = re.compile(
    r"\b(?:per|a|each)\s+(?P<word>day|week|month|year)\b|\b(?P<adverb>daily|weekly|monthly|yearly)\b", re.IGNORECASE
)
_AGE = re.compile(r"\bage\b|\baged\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:people|patients|participants|adults|randomi[sz]ed|enrolled)\b", re.IGNORECASE)
_UNIT_IN_BRACKETS = re.compile(r"\((?P<unit>years?|%|mg|hours?|h|min|minutes|weeks|days|months)\)", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:;|,|\band\b|\bthen\b)[^.]*\b(?:was|were|is|then|to|and)\s+\Z", re.IGNORECASE)
# "fell by 62%, from 21 to 8": levels of another kind
_FROM_TO = re.compile(r"\bfrom\s+\S+\s+to\s+\Z", re.IGNORECASE)
_AVOIDED = re.compile(
    r"\b(?:one|an?)\s[^.;,]{0,40}\b(?:avoided|prevented|averted|saved|spared|helped)\s+(?:for|in)\s+every\s+\Z",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\s+(?:(?:would\s+)?(?:have|need|must)\s+(?:to\s+)?be\s+treated|must\s+take\s+it)\b[^.;]{0,40}?\bfor\s+one\b|"
    r"\s+(?:(?:would\s+)?(?:have|need)\s+to\s+be\s+treated)\s+to\s+(?:prevent|avoid|avert|save|spare|help)\b",
    re.IGNORECASE,
)
# "for every 67 people treated for five years, one stroke is averted", "treat 39 people to spare one"
_EVERY = re.compile(r"\b(?:every|treat(?:ing)?)\s+\Z", re.IGNORECASE)
_ONE_SPARED = re.compile(
    r"[^.;]{0,80}?\b(?:one|an?)\s[^.;,]{0,40}?\b(?:avoided|prevented|averted|saved|spared|helped)\b|"
    r"[^.;]{0,60}?\bto\s+(?:prevent|avoid|avert|save|spare|help)\s+(?:one|an?)\b",
    re.IGNORECASE,
)
# "54 completed the trial", "336 were assigned to"
_DID = re.compile(
    r"\s+(?:(?:were|was|had been|had)\s+)?(?:completed|finished|assigned|randomi[sz]ed|allocated|enrolled"
    r"|received)\b",
    re.IGNORECASE,
)
# "−18.3 with the drug and | −13.2 with placebo"
_AGAINST = re.compile(r"\b(?:and|versus|vs\.?|against|compared with)\s+(?:only\s+)?\Z", re.IGNORECASE)
_LABEL = re.compile(r"\W*[A-Z][\w ,’'()/-]{2,60}:\s+")
_DOSES_LABELLED = re.compile(
    r"\W*(?:(?:number|total|typical|usual|recommended)\s+(?:number\s+)?(?:of\s+)?)?(?:sessions?|infusions?|treatments?|doses|visits?)\b",
    re.IGNORECASE,
)
# "a half-life of 21 hours, that of sertraline | 26"
_THAT_OF = re.compile(r",\s+(?:and\s+)?that\s+(?:of|for)\s+(?:[\w-]+\s+){1,3}\Z", re.IGNORECASE)
_LISTED = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_OWN_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")
_LARGEST_EFFECT = 5
_EFFECT = re.compile(r"\beffects?\b|\bSMD\b|\bstandardi[sz]ed\b|\b(?:Cohen|Hedges)\b", re.IGNORECASE)
_SCALED = r"(?:scores?|pain|ratings?|severity|mood|anxiety|craving|points? total)"
_SCALES = (
    r"(?:MADRS|HAM-?[DA]|HDRS|HRSD|PHQ-?9|BDI(?:-II)?|QIDS|GAD-?7|CAPS-?5|PCL-?5|Y-?BOCS|ISI|BPI|WOMAC|VAS|NRS)"
    r"(?:-\d+)?"
)
# "on the MADRS (mean difference, −7.9)", "MADRS change was −18.3"
_CHANGE = re.compile(
    rf"\b(?:{_SCALES}|scores?|scale)\b(?:[^.;]|\.(?=\d)){{0,90}}?\b(?:differences?|change|reduction|improvement|decrease)s?\b"
    r"(?:\s(?:in|of|from|at|between|versus|vs\.?|was|were|baseline|week|day|total|score|scores|groups?|mean|the|\w+)){0,6}?[\s,:=(]+\Z"
)
# "pain went from", "her score on the day is a", "rated her pain an"
_LEVEL = re.compile(
    rf"\b(?:{_SCALED}|{_SCALES})\b[^.;]{{0,40}}?\b(?:went|fell|dropped|came|moved|rose|climbed|slid|goes|falls|drops|decreased|declined|improved|increased|reduced)"
    rf"(?:\s+down)?\s+from\s+(?:an?\s+)?\Z"
    r"|\b(?:scores?|ratings?)\b[^.;,]{0,40}?\b(?:is|was|stood at|stands at)\s+(?:now\s+)?(?:an?\s+)?\Z"
    r"|\bscale\b[^.;]{0,60}?\b(?:is|was)\s+(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_TO = re.compile(r"\s+(?:down\s+)?to\s+(?:an?\s+)?", re.IGNORECASE)
_TO_A_LEVEL = re.compile(r"\s+(?:down\s+)?to\s+(?:an?\s+)?\d", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:[.,;()]|$|with\b|for\b|versus\b|vs\b|in\b|at\b|by\b|on\b|and\b|after\b)")
# "daily high dosages (2 grams)"
DOSES_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:doses?|dosages?|dosing)\b", re.IGNORECASE)


def with_units(scene: Scene, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of the scene, each with the unit that its row, column or sentence has named already."""
    mentions: list[Mention] = []
    for mention in scene.mentions:
        mention = _often(_dated(scene, mention))
        mention = _per_day(scene, mentions, _under_header(scene, mention))
        mention = _another_time(scene, mentions, mention)
        united = _labelled(scene, mention, lexicon) or _unsaid(scene, mention) or _continued(scene, mentions, mention)
        united = united or _needed_to_treat(scene, mention)
        united = united or _effect_size(scene, mention) or _change(scene, mention)
        mentions.append(united or _level(scene, mentions, mention) or mention)
    return tuple(mentions)


def _another_time(scene: Scene, before: list[Mention], mention: Mention) -> Mention:
    """ "weeks 1, 2 and 4": each number is a point in time."""
    first = before[-1] if before else None
    if first is None or first.kind != "timepoint" or mention.kind != "bare" or first.quantity is None:
        return mention
    if not _LISTED.fullmatch(scene.between(first.span, mention.span)):
        return mention
    return replace(_with_unit(mention, first.quantity.unit, first.dimension), kind="timepoint", noun=first.noun)


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


def _with_unit(mention: Mention, unit: str, dimension: str) -> Mention:
    quantity = replace(_stated(mention), unit=unit)
    return replace(mention, kind="figure", quantity=quantity, dimension=dimension)


def _stated(mention: Mention) -> Quantity:
    return mention.quantity or Quantity(mention.span, None, None, "1")


def _under_header(scene: Scene, mention: Mention) -> Mention:
    """What a table's header says of the numbers below it: "Relief within" bounds, "Price per month" is a rate."""
    header = next((f.span.of(scene.text) for f in scene.frames if f.kind == "column"), "")
    quantity = mention.quantity
    if not header or quantity is None or mention.kind != "figure":
        return mention
    within = mention.dimension == "time" and _HEADER_WITHIN.search(header)
    if quantity.relation == "=" and (within or (mention.dimension in _DOSED and _HEADER_HIGHEST.search(header))):
        return replace(mention, quantity=replace(quantity, low=None, relation="<="))
    rate = _HEADER_RATE.search(header)
    money = mention.dimension.startswith("money")
    if rate is None or "/" in quantity.unit or not (money or mention.dimension == "mass"):
        return mention
    return _with_unit(mention, f"{quantity.unit}/{period_code(rate)}", "money_rate" if money else "mass_rate")


def _per_day(scene: Scene, before: list[Mention], mention: Mention) -> Mention:
    """ "a daily dose of 20 mg": the adverb gives the time of the unit."""
    adverb = before[-1] if before else None
    if adverb is None or adverb.noun != "adverb" or adverb.quantity is None or mention.dimension != "mass":
        return mention
    between = scene.between(adverb.span, mention.span)
    if len(between) > 40 or not DOSES_BEHIND.match(between):
        return mention
    return _with_unit(mention, _stated(mention).unit + adverb.quantity.unit, "mass_rate")


def _labelled(scene: Scene, mention: Mention, lexicon: Lexicon) -> Mention | None:
    """A bare number under a label that says what is counted: "Patients", "Mean age", "Duration (weeks)"."""
    if mention.kind != "bare":
        return None
    label = _LABEL.fullmatch(scene.text, scene.span.start, mention.span.start)
    if label and (found := _unit_of_label(label.group(), lexicon) or _counted_in(label.group())):
        return _with_unit(mention, *found)
    for frame in scene.frames:
        if frame.kind in ("label", "column") and (found := _unit_of_label(frame.span.of(scene.text), lexicon)):
            return _with_unit(mention, *found)
    return None


def _counted_in(label: str) -> tuple[str, str] | None:
    """What a label of a line counts: "Sessions with the drug: 3"."""
    found = _DOSES_LABELLED.match(label)
    return ("{dose}", "{dose}") if found else None


def _unit_of_label(label: str, lexicon: Lexicon) -> tuple[str, str] | None:
    if _AGE.search(label):
        return "a", "age"
    if _PEOPLE.search(label):
        return "{person}", "{person}"
    found = _UNIT_IN_BRACKETS.search(label)
    word = found["unit"].lower() if found else ""
    units = lexicon.units.items()
    return next(((c, u.dimension) for c, u in units if word in u.symbols or word.removesuffix("s") in u.words), None)


def _unsaid(scene: Scene, mention: Mention) -> Mention | None:
    """A number whose words around it say what it is without a unit: a statistic, studies."""
    return _statistic(scene, mention) or _counted(scene, mention) or _pressure(scene, mention)


def _counted(scene: Scene, mention: Mention) -> Mention | None:
    """A number of studies or of people that only the verb behind it tells."""
    return _counted_studies(scene, mention) or _counted_people(scene, mention)


def _counted_people(scene: Scene, mention: Mention) -> Mention | None:
    """ "54 completed the trial", "336 were assigned to the drug": who does so is a person."""
    whole = mention.kind == "bare" and mention.span.of(scene.text).isalnum()
    if not whole or not _DID.match(scene.text, mention.span.end):
        return None
    return _with_unit(mention, "{person}", "{person}")


def _pressure(scene: Scene, mention: Mention) -> Mention | None:
    """ "a blood pressure above 170/105", "if you come in over 170/105": both numbers are limits of a pressure."""
    if mention.kind != "bare":
        return None
    begin = max(scene.span.start, mention.span.start - _STATISTIC_REACH)
    pairs = _PAIR.finditer(scene.text, begin, min(scene.span.end, mention.span.end + _PAIR_WIDTH))
    found = next((pair for pair in pairs if Span(*pair.span("pair")).holds(mention.span)), None)
    if found is None:
        return None
    bound = _OVER_OR_UNDER[found["bound"].lower()]
    value = _stated(mention).high if _stated(mention).low is None else _stated(mention).low
    low, high = (value, None) if bound == ">" else (None, value)
    limit = replace(_stated(mention), low=low, high=high, relation=bound)
    return _with_unit(replace(mention, quantity=limit), "mm[Hg]", "pressure")


def _statistic(scene: Scene, mention: Mention) -> Mention | None:
    """ "The effect size at day 7 was −0.61 ... and −0.33": a decimal number is the statistic that is named."""
    if mention.kind != "bare" or "." not in mention.span.of(scene.text):
        return None
    named = _STATISTIC.search(
        scene.text, max(scene.span.start, mention.span.start - _STATISTIC_REACH), mention.span.start
    )
    return _with_unit(mention, "1", "{ratio}") if named else None


def _again(scene: Scene, before: list[Mention], mention: Mention) -> Mention | None:
    """ "5 weeks, sometimes 12", "8 sessions, while the usual number is 11": the unit of the figure before."""
    last = before[-1] if before else None
    if (
        last is None
        or last.kind != "figure"
        or not _NO_NOUN.match(scene.text[mention.span.end : mention.span.end + 12])
    ):
        return None
    between = scene.text[last.span.end : mention.span.start]
    numbered = last.dimension == "{dose}" and _NUMBER_IS.search(between)
    if not numbered and not _SOMETIMES.fullmatch(between):
        return None
    return _with_unit(mention, _stated(last).unit, last.dimension)


def _counted_studies(scene: Scene, mention: Mention) -> Mention | None:
    """ "12 enrolled adolescents": what enrols somebody is a study."""
    whole = mention.kind == "bare" and "." not in mention.span.of(scene.text)
    if not whole or not _ENROLLED.match(scene.text, mention.span.end):
        return None
    return _with_unit(mention, "{study}", "{study}")


def _effect_size(scene: Scene, mention: Mention) -> Mention | None:
    """ "a standardised effect of −0.62", "for sleep it was smaller, −0.3": a standardised difference."""
    low = mention.quantity.low if mention.quantity else None
    if mention.kind != "bare" or low is None or not -_LARGEST_EFFECT < low < 0 or low == int(low):
        return None
    spoken = _EFFECT.search(scene.text, scene.span.start, mention.span.start)
    return _with_unit(mention, "1", "{ratio}") if spoken else None


def _needed_to_treat(scene: Scene, mention: Mention) -> Mention | None:
    """ "one stroke avoided for every 40 people treated", "treat 40 people to prevent one": a number needed to treat."""
    if mention.kind != "figure" or mention.dimension != "{person}":
        return None
    tail = scene.text[mention.span.end : scene.span.end]
    found = _AVOIDED.search(scene.text, scene.span.start, mention.span.start) or _NEED.match(tail)
    found = found or (_EVERY.search(scene.before(mention.span, _STATISTIC_REACH)) and _ONE_SPARED.match(tail))
    return _with_unit(mention, "1", "{ratio}") if found else None


def _change(scene: Scene, mention: Mention) -> Mention | None:
    """ "on the MADRS (mean difference, −7.9)": a change of a score, which is in points."""
    decimal = mention.kind == "bare" and "." in mention.span.of(scene.text)
    if not decimal or _TO_A_LEVEL.match(scene.text, mention.span.end):
        return None
    named = _CHANGE.search(scene.before(mention.span, _STATISTIC_REACH))
    return _with_unit(mention, "{point}", "points") if named else None


def _level(scene: Scene, before: list[Mention], mention: Mention) -> Mention | None:
    """ "the pain went from 8 to 3", "her score is a 4": a level on a scale."""
    if mention.kind != "bare" or mention.quantity is None:
        return None
    head = scene.before(mention.span)
    last = before[-1] if before else None
    second = last and last.dimension == "level" and _TO.fullmatch(scene.between(last.span, mention.span))
    stated = second or _LEVEL.search(head)
    ends = _NO_NOUN.match(scene.text[mention.span.end : mention.span.end + 12])
    goes_on = _TO_A_LEVEL.match(scene.text, mention.span.end)
    return _with_unit(mention, "{point}", "level") if stated and (ends or goes_on) else None


def _continued(scene: Scene, before: list[Mention], mention: Mention) -> Mention | None:
    """ "80 mg at first, then 120 in the second": the number goes on where the first left off."""
    if mention.kind != "bare":
        return None
    again = _again(scene, before, mention)
    if again:
        return again
    first = next((m for m in reversed(before) if m.kind == "figure" and m.dimension in _CONTINUING), None)
    if first is None or first.quantity is None:
        return None
    between = scene.text[first.span.end : mention.span.start]
    further = _GOES_ON.search(between) and not _FROM_TO.search(between)
    goes_on = further or _THAT_OF.search(between) or (first.dimension == "points" and _AGAINST.search(between))
    ends = _NO_NOUN.match(scene.text[mention.span.end : mention.span.end + 12])
    return _with_unit(mention, first.quantity.unit, first.dimension) if goes_on and ends else None
