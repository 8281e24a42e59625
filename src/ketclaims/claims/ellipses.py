"""Units left unsaid: numbers whose unit stands in the header, the label, or earlier in the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ketclaims.claims.scene import Frame, Scene
from ketclaims.lexicon import Lexicon
from ketclaims.model import Quantity, Relation, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.readers.frequencies import period_code
from ketclaims.quantities.relations import relation_of

_CONTINUING = ("share", "mass", "dose_by_weight")
# "a standardised mean difference in symptoms was | −0.4", "... and | −0.3": digits may stand between, other figures not
_STATISTIC = re.compile(
    r"\b(?:standardi[sz]ed mean difference|effect size|(?:odds|hazard|risk|rate) ratio|Cohen['’]s d|Hedges['’]? g)s?\b"
    r"(?:[^;.()%]|\.(?=\d)){0,160}\b(?:was|were|is|of|and|versus|vs\.?)\s+\Z",
    re.IGNORECASE,
)
_STATISTIC_REACH = 240
# "above | 170/105": so large a part of so small a whole is no share
_PAIR = re.compile(
    r"(?:\b(?P<bound>above|over|exceeds|below|under)\s+)?(?<![\d/.])(?P<pair>(?:9\d|1\d\d|2[0-4]\d)/(?:[4-9]\d|1[0-3]\d))"
    r"(?![\d/%]|\.\d)(?:\s+(?:or|and)\s+(?P<side>above|over|higher|more|below|lower|less|under)\b)?",
    re.IGNORECASE,
)
_PAIR_WIDTH = 18
_OVER_OR_UNDER: Mapping[str, Relation] = {"above": ">", "over": ">", "exceeds": ">", "below": "<", "under": "<"}
_OR_SIDE: Mapping[str, Relation] = {
    **dict.fromkeys(("above", "over", "higher", "more"), ">="),
    **dict.fromkeys(("below", "lower", "less", "under"), "<="),
}
_OF_PRESSURE = re.compile(r"\b(?:blood[- ]pressures?|pressures?|BP|hypertensi\w+|readings?|systolic)\b", re.IGNORECASE)
# "a systolic pressure of 138", "the upper figure below 150": one of the two numbers
_ONE_PRESSURE = re.compile(
    r"\b(?:systolic|diastolic|(?:upper|lower|top|bottom)\s+(?:figure|number|reading))(?:\s+(?:blood\s+)?pressures?)?"
    r"(?:\s+(?:is|was|of|stays|falls|at|to))?(?:\s+(?:above|below|over|under|about|around|at least))?\s+\Z",
    re.IGNORECASE,
)
_SOMETIMES = re.compile(
    r",?\s+(?:and\s+|or\s+|but\s+)?(?:sometimes|occasionally|at times|rarely|even)\s+", re.IGNORECASE
)
# "the number needed to treat for two years was | 19"
_NEEDED = re.compile(
    r"\b(?:number|numbers)\s+needed\s+to\s+(?:treat|harm|screen|vaccinate)\b[^.;]{0,60}?\b(?:was|is|were|of)\s+(?:about\s+)?\Z",
    re.IGNORECASE,
)
# "nine trials ... and the remaining | five"
_REST = re.compile(r"\bthe\s+(?:remaining|other)\s+\Z", re.IGNORECASE)
_COUNTED = ("{person}", "{study}", "{dose}", "count")
_NUMBER_IS = re.compile(r"\bnumber\s+(?:is|was)\s+\Z", re.IGNORECASE)
_ENROLLED = re.compile(
    r"\s+(?:enrolled|recruited|evaluated|examined|tested(?!\s(?:positive|negative)))\s+[a-z]", re.IGNORECASE
)
_GONE = re.compile(
    r"(?:\s+of)?\s+(?:(?:each|the|a|any|every|that)\s+(?:dose|drug|medicine|amount|tablet|substance)|it)\b[^.;,]{0,40}?"
    r"\b(?:left|leaves?|leaving|gone|eliminated|cleared|excreted|removed|broken down|disappear\w*|lost)\b",
    re.IGNORECASE,
)
_SEVERAL = 2
_OF_PEOPLE = re.compile(
    r"\s+of\s+(?:those\s+(?!days|weeks|months|years|studies|trials)(?:\w+(?:ed|en|on|who|with|in)|who|with|in|on)\b"
    r"|(?:the|these|our|his|her|their)\s+(?:[\w-]+\s+)?(?:patients|people|participants|women|men|adults|children|volunteers"
    r"|veterans|clients|subjects)\b)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these)\b(?!\s+(?:trials|studies|weeks|days))", re.IGNORECASE)
_OF_STUDIES = re.compile(r"\s+of\s+(?:the|these|those)\s+(?:[\w-]+\s+)?(?:trials|studies)\b", re.IGNORECASE)
_HEADER_WITHIN = re.compile(r"\bwithin\b", re.IGNORECASE)
_HEADER_HIGHEST = re.compile(r"\b(?:highest|maxim(?:um|al)|max|top|largest)\b", re.IGNORECASE)
_DOSED = ("mass", "mass_rate", "dose_by_weight", "dose_rate")
_HEADER_RATE = re.compile(
    r"\b(?:per|a|each)\s+(?P<word>hour|day|night|week|month|year)\b"
    r"|\b(?P<adverb>daily|nightly|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_HEADER_STATISTIC = re.compile(
    r"\b(?:(?i:(?:odds|hazard|risk|rate|incidence)[- ]ratio|relative risk|effect size|standardi[sz]ed mean difference"
    r"|numbers? needed to (?:treat|harm)|Cohen['’]s d|Hedges['’]? g)|SMD|OR|RR|HR|NNT|NNH)\b"
)
_HEADER_P = re.compile(r"\bp(?:[- ]values?)?\Z", re.IGNORECASE)
# "Longest course (weeks)": the brackets are no part of the bound
_BRACKETS_BEHIND = re.compile(r"\s*(?:\([^()]*\))?\s*:?\Z")
_AGE = re.compile(r"\bage\b|\baged\b", re.IGNORECASE)
_PEOPLE = re.compile(r"\b(?:people|patients|participants|adults|randomi[sz]ed|enrolled)\b", re.IGNORECASE)
# Dose (mg) | Fever, % ; a capital alone is the name of a group: "Arm (A)"
_UNIT_OF_LABEL = re.compile(r"(?:\s\((?:in\s)?(?P<inside>[^()]{1,16})\)|,\s(?:in\s)?(?P<behind>[^\s,()]{1,12}))\s*\Z")
_GROUP_LETTER = re.compile(r"[A-Z]")
# Doses | Number of visits
_COUNTED_THINGS = re.compile(r"(?:(?:total\s+)?(?:number|no\.)\s+of\s+)?(?P<noun>[a-z][a-z -]+s)", re.IGNORECASE)
_COUNT_AND_SHARE = re.compile(r"\b(?:n|no\.?|number)\s\(%\)\s*\Z", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:;|,|\band\b|\bthen\b)[^.]*\b(?:was|were|is|then|to|and)\s+\Z", re.IGNORECASE)
# "fell by 62%, from 21 to 8": levels of another kind
_FROM_TO = re.compile(r"\bfrom\s+\S+\s+to\s+\Z", re.IGNORECASE)
_AVOIDED = re.compile(
    r"\b(?:one|an?)\s[^.;,]{0,40}\b(?:avoided|prevented|averted|saved|spared|helped)\s+(?:for|in)\s+every\s+\Z",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\s+(?:(?:would\s+)?(?:have|need|must)\s+(?:to\s+)?be\s+treated|must\s+take\s+it)\b[^.;]{0,40}?\bfor\s+one\b|"
    r"\s+(?:(?:would\s+)?(?:have|need)\s+to\s+(?:be\s+treated|take\s+\w+|be\s+vaccinated))[^.;]{0,40}?"
    r"\s+to\s+(?:prevent|avoid|avert|save|spare|help)\b",
    re.IGNORECASE,
)
# "for every | 12 people treated, one more recovers"
_FOR_EVERY = re.compile(r"\b(?:for|of|in)\s+every\s+\Z", re.IGNORECASE)
_ONE_MORE = re.compile(
    r"\s+(?:who\s+(?:are\s+|were\s+)?)?(?:treated|taking|take|took|given|vaccinated|screened|using|use|used)\b[^.;]{0,60}?,"
    r"\s+(?:about\s+)?(?:one|an)\s+(?:more|extra|additional|other|fewer|is\b|will\b|would\b|avoids?\b|benefits?\b)",
    re.IGNORECASE,
)
_TO_TREAT = re.compile(r"\b(?:treat|vaccinat|screen)(?:e|ing)?\s+(?:about\s+|around\s+|some\s+)?\Z", re.IGNORECASE)
_TO_PREVENT = re.compile(
    r"[^.;]{0,40}?\s+(?:to\s+|would\s+|will\s+)?(?:prevent|avoid|avert|save|spare|help)s?\s+(?:one|an?)\b",
    re.IGNORECASE,
)
_LARGEST_EFFECT = 5
_EFFECT = re.compile(r"\beffects?\b|\bSMD\b|\bstandardi[sz]ed\b|\b(?:Cohen|Hedges)\b", re.IGNORECASE)
_SCALED = r"(?:scores?|pain|ratings?|severity|mood|anxiety|craving|points? total)"
# "pain went from", "her score on the day is a", "rated her pain an"
_LEVEL = re.compile(
    rf"\b{_SCALED}\b[^.;]{{0,40}}?\b(?:went|fell|dropped|came|moved|rose|climbed|slid|goes|falls|drops)"
    rf"(?:\s+down)?\s+from\s+(?:an?\s+)?\Z"
    r"|\b(?:scores?|ratings?)\b[^.;,]{0,40}?\b(?:is|was|stood at|stands at)\s+(?:now\s+)?(?:an?\s+)?\Z"
    r"|\bscale\b[^.;]{0,60}?\b(?:is|was)\s+(?:an?\s+)?\Z",
    re.IGNORECASE,
)
_TO = re.compile(r"\s+(?:down\s+)?to\s+(?:an?\s+)?", re.IGNORECASE)
_TO_A_LEVEL = re.compile(r"\s+(?:down\s+)?to\s+(?:an?\s+)?\d", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:[.,;)]|$|in\b|at\b|by\b|on\b|and\b|after\b)")
# "daily high dosages (2 grams)"
DOSES_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:doses?|dosages?|dosing)\b", re.IGNORECASE)


def with_units(scene: Scene, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of the scene, each with the unit that its row, column or sentence has named already."""
    mentions: list[Mention] = []
    for mention in scene.mentions:
        mention = _half_of_a_dose(scene, mention) or mention
        mention = _per_day(scene, mentions, _under_header(scene, mention, lexicon))
        united = _labelled(scene, mention, lexicon) or _unsaid(scene, mention) or _continued(scene, mentions, mention)
        united = united or _needed_to_treat(scene, mention)
        mentions.append(united or _effect_size(scene, mention) or _level(scene, mentions, mention) or mention)
    return tuple(mentions)


def _half_of_a_dose(scene: Scene, mention: Mention) -> Mention | None:
    """ "Half of the dose is gone after 5 hours": the half belongs to the time, which is the half-life."""
    if mention.dimension != "share" or mention.noun != "half" or not any(m.dimension == "time" for m in scene.mentions):
        return None
    gone = _GONE.match(scene.text, mention.span.end, scene.span.end)
    return replace(mention, kind="interval", quantity=None, dimension="") if gone else None


def _with_unit(mention: Mention, unit: str, dimension: str) -> Mention:
    quantity = replace(_stated(mention), unit=unit)
    return replace(mention, kind="figure", quantity=quantity, dimension=dimension)


def _stated(mention: Mention) -> Quantity:
    return mention.quantity or Quantity(mention.span, None, None, "1")


def _under_header(scene: Scene, mention: Mention, lexicon: Lexicon) -> Mention:
    """What a table's header says of the numbers below it: "Relief within" bounds, "Price per month" is a rate."""
    header = next((f.span.of(scene.text) for f in scene.frames if f.kind == "column"), "")
    quantity = mention.quantity
    if not header or quantity is None or mention.kind != "figure":
        return mention
    within = mention.dimension == "time" and _HEADER_WITHIN.search(header)
    if quantity.relation == "=":
        highest = within or (mention.dimension in _DOSED and _HEADER_HIGHEST.search(header))
        mention = _bounded(mention, "<=" if highest else _bound_of(header, mention, lexicon))
        quantity = _stated(mention)
    rate = _HEADER_RATE.search(header)
    money = mention.dimension.startswith("money")
    if rate is None or "/" in quantity.unit or not (money or mention.dimension == "mass"):
        return mention
    return _with_unit(mention, f"{quantity.unit}/{period_code(rate)}", "money_rate" if money else "mass_rate")


def _bound_of(header: str, mention: Mention, lexicon: Lexicon) -> Relation:
    """The bound with which a header ends: "Treatment no longer than", "Wait at least (hours)"."""
    said = _BRACKETS_BEHIND.sub("", header)
    bound = relation_of(f"{said} ", Span(len(said) + 1, len(said) + 1), mention.dimension, lexicon)
    return "=" if bound == "~" else bound


def _bounded(mention: Mention, bound: Relation) -> Mention:
    """The mention under a bound, which empties its open side."""
    quantity = _stated(mention)
    low, high = None if bound[0] == "<" else quantity.low, None if bound[0] == ">" else quantity.high
    return replace(mention, quantity=replace(quantity, low=low, high=high, relation=bound))


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
    frames = [frame for frame in scene.frames if frame.kind in ("label", "column")]
    labels = [frame.span.of(scene.text) for frame in frames]
    inside = scene.inside_brackets(mention.span)
    if any(map(_COUNT_AND_SHARE.search, labels)):
        return _with_unit(mention, "%", "share") if inside else None
    written = (_written_unit(label, lexicon) for label in labels)
    named = (_named_unit(frame, scene.text, lexicon) for frame in frames)
    found = next(filter(None, (*written, *named)), None)
    return _with_unit(mention, *found) if found and not inside else None


def _named_unit(frame: Frame, text: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit of what a label names: an age, a group of people, things that are counted ("Doses").

    A row that is named after a treatment ("Lozenges") counts none of it.
    """
    label = frame.span.of(text)
    if _AGE.search(label):
        return "a", "age"
    treated = frame.kind == "label" and frame.kinds.keys() & {"interventions", "routes"}
    counted = None if treated else _COUNTED_THINGS.fullmatch(label)
    noun = counted["noun"].lower() if counted else ""
    forms = {noun, noun.removesuffix("s")}
    code = next((code for code, nouns in lexicon.counts.items() if forms.intersection(nouns)), None)
    if code in _COUNTED:
        return code, code
    return ("{person}", "{person}") if _PEOPLE.search(label) else None


def _written_unit(label: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit with which a label ends, or that of its statistic: "Dose (mg)", "Fever, %", "Odds ratio"."""
    if _AGE.search(label):
        return None
    if _HEADER_STATISTIC.search(label) or _HEADER_P.search(label):
        return "1", "{ratio}" if _HEADER_STATISTIC.search(label) else "{p}"
    found = _UNIT_OF_LABEL.search(label)
    written = (found["inside"] or found["behind"]) if found else ""
    if not written or _GROUP_LETTER.fullmatch(written):
        return None
    word = written.lower()
    for code, unit in lexicon.units.items():
        if written in (*unit.symbols, *unit.before) or word in unit.words or word.removesuffix("s") in unit.words:
            return code, unit.dimension
    return None


def _unsaid(scene: Scene, mention: Mention) -> Mention | None:
    """A number whose words around it say what it is without a unit: a statistic, studies."""
    counted = _counted_studies(scene, mention) or _counted_people(scene, mention)
    statistic = _statistic(scene, mention) or _number_needed(scene, mention)
    return statistic or counted or _pressure(scene, mention)


def _pressure(scene: Scene, mention: Mention) -> Mention | None:
    """ "a blood pressure of 145/92", "if you come in over 170/105", "180/120 or above": two pressures."""
    if mention.kind == "bare" and _ONE_PRESSURE.search(scene.before(mention.span, _STATISTIC_REACH)):
        return _with_unit(mention, "mm[Hg]", "pressure")
    if mention.kind not in ("bare", "figure") or mention.dimension not in ("", "bare", "age"):
        return None
    begin = max(scene.span.start, mention.span.start - _STATISTIC_REACH)
    pairs = _PAIR.finditer(scene.text, begin, min(scene.span.end, mention.span.end + _PAIR_WIDTH))
    found = next((pair for pair in pairs if Span(*pair.span("pair")).holds(mention.span)), None)
    if found is None or not (found["bound"] or found["side"] or _speaks_of_pressure(scene)):
        return None
    return _with_unit(replace(mention, quantity=_limit(_stated(mention), found)), "mm[Hg]", "pressure")


def _speaks_of_pressure(scene: Scene) -> bool:
    """Whether the passage, or what it stands under, is about pressure."""
    stretches = (scene.span, *(frame.span for frame in scene.frames if frame.kind != "row"))
    return any(_OF_PRESSURE.search(scene.text, *stretch) for stretch in stretches)


def _limit(quantity: Quantity, pair: re.Match[str]) -> Quantity:
    """One number of a reading under the bound before it or behind it: each bounds both numbers."""
    value = quantity.high if quantity.low is None else quantity.low
    bound: Relation = "="
    if pair["bound"] or pair["side"]:
        bound = _OVER_OR_UNDER[pair["bound"].lower()] if pair["bound"] else _OR_SIDE[pair["side"].lower()]
    low, high = None if bound[0] == "<" else value, None if bound[0] == ">" else value
    return replace(quantity, low=low, high=high, relation=bound)


def _statistic(scene: Scene, mention: Mention) -> Mention | None:
    """ "The effect size at day 7 was −0.61 ... and −0.33": a decimal number is the statistic that is named."""
    if mention.kind != "bare" or "." not in mention.span.of(scene.text):
        return None
    named = _STATISTIC.search(
        scene.text, max(scene.span.start, mention.span.start - _STATISTIC_REACH), mention.span.start
    )
    return _with_unit(mention, "1", "{ratio}") if named else None


def _number_needed(scene: Scene, mention: Mention) -> Mention | None:
    """ "The number needed to treat for two years was 19"."""
    if mention.kind != "bare" or not _NEEDED.search(scene.before(mention.span, _STATISTIC_REACH)):
        return None
    return _with_unit(mention, "1", "{ratio}")


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


def _rest(scene: Scene, before: list[Mention], mention: Mention) -> Mention | None:
    """ "in nine trials and in the remaining five": what was counted last."""
    counted = next((m for m in reversed(before) if m.kind == "figure" and m.dimension in _COUNTED), None)
    ends = _NO_NOUN.match(scene.text[mention.span.end : mention.span.end + 12])
    if counted is None or not ends or not _REST.search(scene.before(mention.span)):
        return None
    return _with_unit(mention, _stated(counted).unit, counted.dimension)


def _counted_studies(scene: Scene, mention: Mention) -> Mention | None:
    """ "12 enrolled adolescents": what enrols somebody is a study."""
    written = mention.span.of(scene.text)
    if mention.kind != "bare" or "." in written:
        return None
    some = written.lower() not in ("one", "1") and _OF_STUDIES.match(scene.text, mention.span.end, scene.span.end)
    if not some and not _ENROLLED.match(scene.text, mention.span.end):
        return None
    return _with_unit(mention, "{study}", "{study}")


def _counted_people(scene: Scene, mention: Mention) -> Mention | None:
    """ "six of those vaccinated", "11 of the patients": a count of people."""
    value = mention.quantity.low if mention.quantity else None
    if mention.kind != "bare" or value is None or value != int(value) or value < _SEVERAL:
        return None
    people = any(m.dimension == "{person}" and m.span.end <= mention.span.start for m in scene.mentions)
    behind = _OF_PEOPLE.match(scene.text, mention.span.end, scene.span.end)
    behind = behind or (_OF_THEM.match(scene.text, mention.span.end, scene.span.end) if people else None)
    return replace(_with_unit(mention, "{person}", "{person}"), noun="of") if behind else None


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
    head = scene.before(mention.span)
    found = _AVOIDED.search(head) or _NEED.match(tail) or (_FOR_EVERY.search(head) and _ONE_MORE.match(tail))
    found = found or (_TO_TREAT.search(head) and _TO_PREVENT.match(tail))
    return _with_unit(mention, "1", "{ratio}") if found else None


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
    again = _again(scene, before, mention) or _rest(scene, before, mention)
    if again:
        return again
    first = next((m for m in reversed(before) if m.kind == "figure" and m.dimension in _CONTINUING), None)
    if first is None or first.quantity is None:
        return None
    between = scene.text[first.span.end : mention.span.start]
    goes_on = _GOES_ON.search(between) and not _FROM_TO.search(between)
    ends = _NO_NOUN.match(scene.text[mention.span.end : mention.span.end + 12])
    return _with_unit(mention, first.quantity.unit, first.dimension) if goes_on and ends else None
