"""What qualifies a figure in its own sentence: doses, time point, population, comparator, outcome, attribution."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import cast

from ketclaims.claims.scene import Scene
from ketclaims.lexicon import Lexicon
from ketclaims.model import Attribution, Span
from ketclaims.quantities import Mention

OUTCOMES = frozenset(
    (
        "response_rate", "remission_rate", "nonresponse_rate", "abstinence_rate", "relapse_rate", "discontinuation_rate", "adverse_event_rate",
        "symptom_reduction", "score_change", "responder_share", "misuse_rate", "prevalence", "p_value", "effect_size", "other",
    )
)  # fmt: skip
"""Measures of what happened to patients: a time point says when it was measured."""

DOSED = OUTCOMES - {"prevalence", "p_value", "effect_size"} | {
    "onset_time",
    "peak_time",
    "benefit_duration",
    "time_to_relapse",
    "cost",
    "series_duration",
    "dose",
}
"""Measures whose figure can be that of a number of doses."""

_ISO = {"min": "PT{}M", "h": "PT{}H", "d": "P{}D", "wk": "P{}W", "mo": "P{}M", "a": "P{}Y"}
_PRONOUNS = re.compile(r"^(?:the|a|an|all|both|these|those|such|our|most|many|some)\s+", re.IGNORECASE)
_ADVERSE = "adverse_event_rate"


def iso_duration(mention: Mention) -> str | None:
    """The ISO 8601 duration of a time point, in the unit as written; nothing for a span of time or a vague one."""
    quantity = mention.quantity
    if quantity is None or quantity.unit not in _ISO or quantity.precision == "vague":
        return None
    value = quantity.high if quantity.high is not None else quantity.low
    if value is None or value != int(value) or (quantity.low is not None and quantity.low != value):
        return None
    return _ISO[quantity.unit].format(int(value))


_EVERY = re.compile(r"\bevery\s$", re.IGNORECASE)


def timepoint_of(scene: Scene, mention: Mention, measure: str, contexts: Iterable[Mention]) -> str | None:
    """When the outcome was measured: the nearest time among the sentence's contexts."""
    if measure not in OUTCOMES or mention.dimension not in ("share", "points", "{p}", "{ratio}"):
        return None
    times = [
        (scene.cost(c.span, mention.span), iso_duration(c))
        for c in contexts
        if c.dimension == "time"
        and not _EVERY.search(scene.text[max(0, c.span.start - 7) : c.span.start])
        and c.noun != "every"
        and not (
            scene.inside_brackets(c.span) and not scene.inside_brackets(mention.span) and bracketed_protocol(scene, c)
        )
    ]
    times += [(1000, iso_duration(m)) for m in scene.beside() if m.dimension == "time"]
    found = [(cost, iso) for cost, iso in times if iso]
    return min(found)[1] if found else None


def bracketed_protocol(scene: Scene, time: Mention) -> bool:
    """A time in brackets beside a number of doses tells how they are given, not when the outcome was measured."""
    doses = (m for m in scene.mentions if m.dimension == "{dose}" and scene.inside_brackets(m.span))
    return any(
        "(" not in scene.between(m.span, time.span) and ")" not in scene.between(m.span, time.span) for m in doses
    )


def doses_of(
    scene: Scene, mention: Mention, measure: str, doses: Iterable[Mention], intervention: tuple[str, ...]
) -> tuple[int | None, int | None]:
    """How many administrations the figure refers to: the nearest number of doses, or a series, of the sentence."""
    if measure not in DOSED:
        return None, None
    found: list[tuple[int, int | None, int | None]] = []
    for dose in doses:
        quantity = dose.quantity
        if quantity is None or dose.span == mention.span or dose.dimension != "{dose}":
            continue
        if measure == "dose" and dose.noun != "single":
            continue
        if not belongs_to_other(scene, dose.span, mention.span, intervention):
            found.append((scene.cost(dose.span, mention.span), _whole(quantity.low), _whole(quantity.high)))
    if measure not in ("series_duration", "dose"):
        for hit in scene.hits_of("doses"):
            if hit.term == "series" and not any(_spelled_out(scene, hit.span, d.span) for d in doses):
                found.append((scene.cost(hit.span, mention.span), 2, None))
            elif hit.term == "single" and measure == "cost":
                found.append((scene.cost(hit.span, mention.span), 1, 1))
    if not found and measure not in ("series_duration", "dose"):
        found = [
            (0, 2, None)
            for frame in scene.frames
            if frame.kind != "heading"
            for h in frame.hits
            if h.kind == "doses" and h.term == "series"
        ]
        found += [
            (1, _whole(m.quantity.low), _whole(m.quantity.high))
            for m in scene.beside()
            if m.quantity and m.dimension == "{dose}" and m.kind != "bare"
        ]
    return min(found, key=lambda f: f[0])[1:] if found else (None, None)


def belongs_to_other(scene: Scene, span: Span, claim: Span, intervention: tuple[str, ...]) -> bool:
    """Whether a number of doses stands nearer to another treatment than the claim's: each arm has its own."""
    hits = scene.hits_of("interventions")
    if not hits or not intervention or not any(h.term in intervention for h in hits):
        return (
            bool(hits)
            and not any(h.term in intervention for h in hits)
            and len({h.term for h in hits}) == 1
            and scene.contrasted(span, claim)
        )
    return min(hits, key=lambda h: scene.cost(h.span, span)).term not in intervention


def _spelled_out(scene: Scene, series: Span, number: Span) -> bool:
    """Whether a number says how long the series is: "a series of six infusions", "repeated doses ... (six infusions ...)"."""
    between = scene.between(series, number)
    return series.start < number.start and (len(between) < 8 or between.endswith("("))


def _whole(value: Decimal | None) -> int | None:
    return int(value) if value is not None and value == int(value) else None


def attribution_of(scene: Scene, measure: str, lexicon: Lexicon) -> Attribution | None:
    """What the sentence leans on; a regulator is named for approvals only."""
    found = {hit.term for hit in scene.hits_of("attribution")}
    if measure == "approval_year":
        return "regulator" if "regulator" in found else None
    order = [term for term in lexicon.context["attribution"] if term not in ("regulator", "except")]
    return next((cast(Attribution, term) for term in order if term in found), None)


def comparator_of(
    scene: Scene, mention: Mention, measure: str, intervention: tuple[str, ...], topic: str | None
) -> str | None:
    """What the figure is compared with: another treatment of the sentence on the far side of a word of contrast."""
    others = [hit for hit in scene.hits_of("interventions") if hit.term not in intervention]
    contrasted = [hit for hit in others if _compared(scene, hit.span, mention.span)]
    if contrasted:
        return min(contrasted, key=lambda hit: scene.cost(hit.span, mention.span)).term
    controlled = scene.hits_of("comparators")
    if controlled and measure in OUTCOMES and controlled[0].term not in intervention:
        return controlled[0].term
    if topic and intervention and topic not in intervention and _CONTRAST.search(scene.span.of(scene.text)):
        return topic
    return None


_CONTRAST = re.compile(
    r"\b(?:than|versus|vs\.?|unlike|compared (?:with|to)|as against|against|whereas|rather than|instead of|similar to|contrast(?:s)? (?:to|with|sharply with)|placebo-controlled)\b",
    re.IGNORECASE,
)


def _compared(scene: Scene, a: Span, b: Span) -> bool:
    left = min(a.start, b.start)
    head = scene.text[scene.span.start : left]
    return _CONTRAST.search(scene.between(a, b)) is not None or re.search(r"(?i)\bunlike\b[^.;]*$", head) is not None


def population_of(scene: Scene, mention: Mention, lexicon: Lexicon) -> str | None:
    """A named group: people told apart by a clause ("patients who ...") or by more than their condition."""
    nouns = "|".join(lexicon.context["persons"]["nouns"])
    after = scene.text[mention.span.end : scene.span.end]
    clause = re.match(
        rf"\s+(?:of|in|among)\s+(?P<who>(?:{nouns})\s+(?:who|whose)\b(?:(?!\s(?:can|will|may|could|would)\b)[^,;.()])*)",
        after,
        re.IGNORECASE,
    )
    group = re.match(
        r"\s+(?:of|among)\s+(?P<who>(?:[A-Z]\S*\s+)?(?:americans|veterans|britons|europeans|canadians)\b)",
        after,
        re.IGNORECASE,
    )
    found = clause or group
    return _PRONOUNS.sub("", found["who"].strip().lower()) if found else None


def outcome_of(
    scene: Scene, mention: Mention, measure: str, lexicon: Lexicon, contexts: Iterable[Mention]
) -> str | None:
    """The source's own words for a threshold, a degree or a side effect."""
    if measure not in OUTCOMES and measure != "doses_to_response":
        return None
    threshold = next((c for c in contexts if c.dimension == "share" and c.span.start > mention.span.start), None)
    if threshold is not None and measure == "response_rate":
        return _phrase_from(scene, threshold.span.start)
    if measure == _ADVERSE:
        return _effect_of(scene, mention)
    if lexicon.measures[measure].failure:
        return _denial(scene, mention) or _named_failure(scene, mention, measure)
    hits = [h for h in scene.hits_of("name", "cue") if h.term == measure]
    for hit in sorted(hits, key=lambda h: scene.cost(h.span, mention.span)):
        degree = _degree_before(scene, hit.span, lexicon)
        if degree is not None:
            return _phrase_from(scene, degree)
        if measure == "remission_rate" and scene.text[hit.span.start : hit.span.start + 4].lower() == "free":
            return _phrase_from(scene, hit.span.start)
    return None


# What people do not do: "do not feel any better", "don't respond fully"; plain "do not respond" defines nothing.
_DENIAL = re.compile(r"\b(?:do|does|did)(?:\s+not|n['’]t)\s+(?P<what>[^,;.()]+)", re.IGNORECASE)


def _denial(scene: Scene, mention: Mention) -> str | None:
    found = _DENIAL.search(scene.text, mention.span.end, scene.span.end)
    if found is None:
        return None
    phrase = _phrase_from(scene, found.start())
    return None if re.search(r"(?:not|['’]t)\s+\w+$", phrase) else phrase


def _named_failure(scene: Scene, mention: Mention, measure: str) -> str | None:
    """An adjective that says how it failed: "not effective"."""
    hits = [h for h in scene.hits_of("name") if h.term == measure and "effective" in h.span.of(scene.text).lower()]
    return min(hits, key=lambda h: scene.cost(h.span, mention.span)).span.of(scene.text) if hits else None


def _degree_before(scene: Scene, span: Span, lexicon: Lexicon) -> int | None:
    """Where a word of degree begins that stands directly before ``span``."""
    degrees = lexicon.context["degrees"]["words"]
    found = re.search(
        rf"\b(?:{'|'.join(map(re.escape, degrees))})\s+$", scene.text[scene.span.start : span.start], re.IGNORECASE
    )
    return scene.span.start + found.start() if found else None


_END_OF_PHRASE = re.compile(
    r"(?<!reduction)(?<!improvement)(?<!decrease)(?<!drop)\s+in\b|\s+(?:within|at|by|after|during|to|with|for|from|per|compared|versus|than|and|but|when|among|on)\b|[,;.()—]|\s*$"
)


def _phrase_from(scene: Scene, start: int) -> str:
    """The words from ``start`` up to the next preposition of time, sign of punctuation or conjunction."""
    found = _END_OF_PHRASE.search(scene.text, start + 1, scene.span.end)
    return scene.text[start : found.start() if found else scene.span.end]


def _effect_of(scene: Scene, mention: Mention) -> str | None:
    """The name of the side effect nearest to the figure; of a table row or a list item, its label."""
    hits = [h for h in scene.hits_of("cue") if h.term == _ADVERSE]
    if hits:
        return min(hits, key=lambda h: scene.cost(h.span, mention.span)).span.of(scene.text)
    label = next((f for f in scene.frames if f.kind == "label"), None)
    return label.span.of(scene.text) if label else None
