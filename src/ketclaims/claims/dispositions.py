"""Claim, context or excluded: what each number of a scene is there for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from ketclaims.claims.measures import Choice, choose
from ketclaims.claims.qualifiers import bracketed_protocol
from ketclaims.claims.scene import Scene
from ketclaims.claims.subjects import is_contrast
from ketclaims.lexicon import Lexicon
from ketclaims.model import Disposition, Quantity, Reason, Span
from ketclaims.phrases import words_of
from ketclaims.quantities import Mention
from ketclaims.quantities.readers.frequencies import period_code

_FIGURED = frozenset(("share", "points"))
_CARRYING = frozenset(("share", "points", "{year}"))
_COUNTS = frozenset(("count", "rate", "{person}", "{point}"))
_AT = re.compile(
    r"\b(?:at|by|after|within|through|for|over|until|lasting|during|before|to|on|in|past|beyond|under|than|least|about|around|up|of)(?:\s+(?:the|a|an|just|only|even|about))*\s+$",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\s+(?:later|on\b|afterwards?|after\b|mark\b|follow-?up|out\b)|[- ](?:mark|follow-?up)", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\s+(?:or (?:more|greater|better)\s+)?(?:reduction|decrease|improvement|drop|fall|decline|less|lower|fewer|loss)\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(r"\b(?:outcome|defined|definition|means|criterion|threshold|to count|primary)\b", re.IGNORECASE)
_LABELS = re.compile(r"\s+(?:group|arm|dose|cohort)s?\b", re.IGNORECASE)
_OWN_PERCENT = re.compile(r"[^.;()%]{0,40}\(\s?[~≈]?\d+(?:\.\d+)?\s?%")
_DENIED = re.compile(r"\b(?:rather than|instead of|not)\s+$", re.IGNORECASE)
_IF = re.compile(r"^\W*(?:if|should|suppose|imagine|when)\b[^,]*$", re.IGNORECASE)
_OPENING_QUOTE = re.compile(r"[‘'“\"(\[]$")
_SCORED = re.compile(r"\b(?:score|scored|scores|scoring|bmi|scale)\b[^.;,]{0,24}$", re.IGNORECASE)
_UNIT_IN_LABEL = re.compile(r"\((?P<unit>years?|%|mg|hours?|h|min|minutes|weeks|days|months)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one mention is there for; a claim has its choice of measure, an exclusion its reason."""

    mention: Mention
    disposition: Disposition
    choice: Choice | None = None
    reason: Reason | None = None
    span: Span | None = None


def rule_on(scene: Scene, topic: str | None, lexicon: Lexicon) -> tuple[Ruling, ...]:
    """A ruling for every mention of the scene, in order; ``topic`` is the treatment that the document is about."""
    words = words_of(scene.text, scene.span)
    excluded = {hit.span: hit.term for hit in lexicon.excluding.scan(scene.text, words, lexicon.number_words)}
    mentions = _with_ellipses(scene, lexicon)
    figured = [m for m in mentions if m.kind == "figure" and m.dimension in _FIGURED]
    rulings = tuple(_ruling(scene, m, mentions, figured, excluded, topic, lexicon) for m in mentions)
    return _carried(_with_thresholds(scene, rulings, lexicon))


def _with_thresholds(scene: Scene, rulings: tuple[Ruling, ...], lexicon: Lexicon) -> tuple[Ruling, ...]:
    """The share of patients who reach a stated change is a response: "55% had a reduction of at least 50%"."""
    marks = [r.mention.span.start for r in rulings if r.disposition == "context" and r.mention.dimension == "share"]
    changed = any(_CHANGE.match(scene.text, rulings_end(scene, start)) for start in marks)
    if not changed or "response_rate" not in lexicon.measures:
        return rulings
    response = Choice("response_rate", 0.0, ())
    return tuple(
        replace(r, choice=response)
        if r.disposition == "claim"
        and r.choice
        and r.choice.measure in ("symptom_reduction", "other")
        and r.mention.dimension == "share"
        else r
        for r in rulings
    )


def rulings_end(scene: Scene, start: int) -> int:
    """Where the mention that begins at ``start`` ends."""
    return next(m.span.end for m in scene.mentions if m.span.start == start)


def _carried(rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """Give a figure that no word speaks for the measure of the one before it: "58% responded, against 22%"."""
    carried: list[Ruling] = []
    last: dict[str, Choice] = {}
    for ruling in rulings:
        dimension, choice = ruling.mention.dimension, ruling.choice
        if ruling.disposition != "excluded" and choice is not None and dimension in _CARRYING:
            silent = choice.measure == "other" and not any(
                v.frame == "sentence" and v.weight < -1 for v in choice.votes
            )
            if silent and dimension in last:
                claim = ruling.disposition == "claim" or dimension == "{year}"
                ruling = replace(ruling, disposition="claim" if claim else "context", choice=last[dimension])
            elif choice.measure != "other" and ruling.disposition == "claim":
                last[dimension] = choice
        carried.append(ruling)
    return tuple(carried)


def _with_ellipses(scene: Scene, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Give a bare number the unit that its row, column or sentence has named already."""
    mentions = list(scene.mentions)
    for i, mention in enumerate(mentions):
        if (
            mention.quantity is not None
            and mention.dimension == "mass"
            and i
            and _daily_dose(scene, mentions[i - 1], mention)
        ):
            unit = mention.quantity.unit + mentions[i - 1].quantity.unit  # type: ignore[union-attr]
            mentions[i] = replace(mention, quantity=replace(mention.quantity, unit=unit), dimension="mass_rate")
        mentions[i] = mention = _under_header(scene, mentions[i], lexicon)
        if mention.kind != "bare" or mention.quantity is None:
            continue
        label = _label_unit(scene, lexicon)
        before = next(
            (
                m
                for m in reversed(mentions[:i])
                if m.kind == "figure" and m.dimension in ("share", "mass", "dose_by_weight")
            ),
            None,
        )
        if label:
            mentions[i] = _as(mention, *label)
        elif before and before.quantity and _elided(scene, before, mention):
            mentions[i] = _as(mention, before.quantity.unit, before.dimension)
    return tuple(mentions)


_HEADER_WITHIN = re.compile(r"\bwithin\b", re.IGNORECASE)
_HEADER_RATE = re.compile(
    r"\b(?:per|a|each)\s+(?P<word>day|week|month|year)\b|\b(?P<adverb>daily|weekly|monthly|yearly)\b", re.IGNORECASE
)


def _under_header(scene: Scene, mention: Mention, lexicon: Lexicon) -> Mention:
    """What a table's header says of the numbers below it: "Relief within" bounds, "Price per month" is a rate."""
    header = next((f.span.of(scene.text) for f in scene.frames if f.kind == "column"), "")
    quantity = mention.quantity
    if not header or quantity is None or mention.kind != "figure":
        return mention
    if mention.dimension == "time" and quantity.relation == "=" and _HEADER_WITHIN.search(header):
        return replace(mention, quantity=replace(quantity, low=None, relation="<="))
    rate = _HEADER_RATE.search(header)
    if rate and "/" not in quantity.unit and (mention.dimension == "mass" or mention.dimension.startswith("money")):
        dimension = "mass_rate" if mention.dimension == "mass" else "money_rate"
        return replace(
            mention, quantity=replace(quantity, unit=f"{quantity.unit}/{period_code(rate)}"), dimension=dimension
        )
    return mention


_DOSES_BEHIND = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:doses?|dosages?|dosing)\b", re.IGNORECASE)


def _daily_dose(scene: Scene, adverb: Mention, mention: Mention) -> bool:
    """ "a daily dose of 20 mg": the adverb gives the time of the unit."""
    between = scene.between(adverb.span, mention.span)
    return adverb.noun == "adverb" and len(between) < 40 and _DOSES_BEHIND.match(between) is not None


def _as(mention: Mention, unit: str, dimension: str) -> Mention:
    assert mention.quantity is not None
    return replace(mention, kind="figure", quantity=replace(mention.quantity, unit=unit), dimension=dimension)


_ELIDED = re.compile(r"(?:;|,|\band\b|\bthen\b)[^.]*\b(?:was|were|is|then|to|and)\s+$", re.IGNORECASE)


def _elided(scene: Scene, before: Mention, mention: Mention) -> bool:
    """ "80 mg at first, then 120 in the second": the number goes on where the first left off."""
    tail = scene.text[mention.span.end : mention.span.end + 12]
    ended = re.match(r"\s*(?:[.,;)]|$|in\b|at\b|by\b|on\b|and\b|after\b)", tail)
    return bool(ended and _ELIDED.search(scene.text[before.span.end : mention.span.start]))


def _label_unit(scene: Scene, lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit that a row's label or a column's header states for the bare numbers under it."""
    for frame in scene.frames:
        if frame.kind not in ("label", "column"):
            continue
        label = frame.span.of(scene.text)
        if re.search(r"\bage\b|\baged\b", label, re.IGNORECASE):
            return "a", "age"
        if re.search(
            r"\b(?:people|patients|participants|adults|number of (?:patients|people)|randomi[sz]ed|enrolled)\b",
            label,
            re.IGNORECASE,
        ):
            return "{person}", "{person}"
        found = _UNIT_IN_LABEL.search(label)
        if found:
            word = found["unit"].lower()
            for code, unit in lexicon.units.items():
                if word in unit.symbols or word.removesuffix("s") in unit.words:
                    return code, unit.dimension
    return None


def _ruling(
    scene: Scene,
    mention: Mention,
    mentions: tuple[Mention, ...],
    figured: list[Mention],
    excluded: dict[Span, str],
    topic: str | None,
    lexicon: Lexicon,
) -> Ruling:
    for span, term in excluded.items():
        always = term == "title_or_name" and mention.dimension not in _FIGURED
        if span.meets(mention.span) and (
            always
            or mention.kind in ("bare", "noise", "ordinal")
            or mention.dimension == "count"
            or mention.span == span
        ):
            inside = Span(max(span.start, mention.span.start), min(span.end, mention.span.end))
            return Ruling(mention, "excluded", reason=cast(Reason, term), span=inside)
    reason = _reason(scene, mention, lexicon)
    if reason:
        return Ruling(
            mention, "excluded", reason=reason, span=_number_of(scene, mention) if reason == "title_or_name" else None
        )
    if mention.quantity is None or mention.kind in ("date", "interval", "timepoint", "bare"):
        return Ruling(mention, "context")
    choice = choose(scene, mention, lexicon)
    if scene.text[scene.span.start : scene.span.end].rstrip().endswith("?"):
        return Ruling(mention, "context", choice)
    if mention.dimension == "{dose}":
        claim = _dose_claims(scene, mention, choice, mentions, figured)
    elif mention.dimension == "time":
        claim = _time_claims(scene, mention, choice, mentions, figured, topic, lexicon)
    elif mention.dimension == "share":
        claim = _share_claims(scene, mention, figured)
    else:
        claim = _other_claims(scene, mention, choice, mentions, figured)
    return Ruling(_fitted(mention, choice), "claim", choice) if claim else Ruling(mention, "context", choice)


def _number_of(scene: Scene, mention: Mention) -> Span | None:
    """The number alone of a counted thing: the 7 of "7 Ways"."""
    if mention.dimension not in _COUNTS and mention.kind != "bare":
        return None
    return Span(mention.span.start, mention.span.start + len(mention.span.of(scene.text).split()[0]))


def _reason(scene: Scene, mention: Mention, lexicon: Lexicon) -> Reason | None:
    """Why a mention states nothing, if so."""
    if mention.kind == "noise":
        return mention.reason or "not_quantitative"
    if mention.dimension == "{study}" and mention.span.of(scene.text).lower().startswith("one "):
        return "not_quantitative"
    if (
        scene.block.kind in ("title", "heading")
        and (mention.kind == "bare" or mention.dimension in _COUNTS)
        and mention.noun != "n"
    ):
        return "title_or_name"
    if mention.kind == "bare" or mention.dimension == "count":
        quoted = _OPENING_QUOTE.search(scene.text[: mention.span.start][-1:])
        if quoted and re.match(
            r"\s[A-Z]", scene.text[mention.span.start + len(mention.span.of(scene.text).split()[0]) :][:2]
        ):
            return "title_or_name"
        if (
            mention.kind == "bare"
            and mention.span.of(scene.text).lower() in lexicon.exclusions["words"]["not_quantitative"]
        ):
            return "not_quantitative"
    if mention.noun == "adverb" or mention.noun == "every":
        return _life(scene, mention, lexicon)
    return None


def _life(scene: Scene, mention: Mention, lexicon: Lexicon) -> Reason | None:
    """ "daily life", "daily habits": how life goes, not how often something is given."""
    nouns = "|".join(lexicon.exclusions["adjectives"]["nouns"])
    tail = scene.text[mention.span.end : mention.span.end + 32]
    if re.match(rf"\s+(?:\w+\s+)?(?:{nouns})\b", tail, re.IGNORECASE):
        return "not_quantitative"
    denied = _DENIED.search(scene.text[max(0, mention.span.start - 16) : mention.span.start])
    return "not_quantitative" if denied else None


def _dose_claims(
    scene: Scene, mention: Mention, choice: Choice, mentions: tuple[Mention, ...], figured: list[Mention]
) -> bool:
    """A number of doses is a claim where it says how many are given or needed, context where it qualifies a figure."""
    if mention.noun == "single":
        return False
    head = scene.text[scene.span.start : mention.span.start]
    if re.search(r"\b(?:such as|e\.g\.|like)\b[^,;()]*$", head):
        return False
    if mention.kind == "ordinal":
        others = [
            m
            for m in mentions
            if m is not mention and m.kind == "figure" and m.dimension in ("share", "points", "time", "mass")
        ]
        return not others and choice.measure == "doses_to_response"
    if figured:
        return False
    if re.search(r"\b(?:a|an|the|undergone|such as|each)\s+$", head) and re.search("-", mention.span.of(scene.text)):
        return choice.measure == "series_doses" and not re.search(r"undergone\s+an?\s+$", head)
    if any(m.dimension.startswith("money") for m in mentions):
        return False
    if mention.span.of(scene.text).lower().startswith("one ") and choice.measure != "doses_to_response":
        return False
    return choice.measure != "other"


def _time_claims(
    scene: Scene,
    mention: Mention,
    choice: Choice,
    mentions: tuple[Mention, ...],
    figured: list[Mention],
    topic: str | None,
    lexicon: Lexicon,
) -> bool:
    """A time is a claim of its own where a measure of time is named, context where it says when a figure was taken."""
    head = scene.text[scene.span.start : mention.span.start]
    if _IF.search(head):
        return False
    if re.match(r"[-\s](?:mark|follow-?up|point)\b", scene.text[mention.span.end : mention.span.end + 12]) and figured:
        return False
    if is_contrast(scene, mention) and not _named_elsewhere(scene, topic):
        return False
    if figured and scene.inside_brackets(mention.span) and (choice.score < 2 or bracketed_protocol(scene, mention)):
        return False
    if choice.score < 3 and any(m.dimension == "{trial}" for m in mentions):
        return False
    if figured:
        dated = _AT.search(head) or _MARK.match(scene.text, mention.span.end)
        if choice.score < (2.5 if dated else 1.0) or (dated and _names_another(scene, choice, figured, lexicon)):
            return False
    if scene.block.kind in ("title", "heading") and choice.measure == "other":
        return False
    if choice.score < 2 and any(m.dimension.startswith("money") for m in mentions):
        return False
    others = [m for m in mentions if m is not mention and m.kind == "figure"]
    if choice.measure == "other" and others and mention.quantity and mention.quantity.precision == "numeric":
        return any(m.dimension == "time" for m in others) and not figured
    return True


def _names_another(scene: Scene, choice: Choice, figured: list[Mention], lexicon: Lexicon) -> bool:
    """Whether the word that speaks loudest for a time names the measure of a share: "44% relapsed within a year"."""
    loudest = max((v for v in choice.votes if v.measure == choice.measure), key=lambda v: v.weight, default=None)
    if loudest is None:
        return False
    votes = (v for f in figured for v in choose(scene, f, lexicon).votes if v.kind == "name" and v.frame == "sentence")
    return any(v.span.meets(loudest.span) for v in votes)


def _named_elsewhere(scene: Scene, topic: str | None) -> bool:
    """Whether the sentence names whose the far side of a contrast is."""
    return any(hit.term != topic for hit in scene.hits_of("interventions"))


def _share_claims(scene: Scene, mention: Mention, figured: list[Mention]) -> bool:
    """A share is context where it is a threshold, or where its own percentage stands behind it."""
    tail = scene.text[mention.span.end : scene.span.end]
    head = scene.text[scene.span.start : mention.span.start]
    if mention.noun not in ("%", "percent", "per cent") and _OWN_PERCENT.match(tail):
        return False
    if ":" in tail and any(
        ":" in scene.between(mention.span, f.span) for f in figured if f.span.start > mention.span.end
    ):
        return False
    if _IF.search(head):
        return False
    before = [f for f in figured if f.span.end <= mention.span.start]
    if before and re.search(r"\b(?:had|have|has|must|needs?|needed) to\b[^,;]*$", head):
        return False
    bounded = mention.quantity is not None and mention.quantity.relation in (">=", ">", "<", "<=")
    if _CHANGE.match(tail) and (_DEFINED.search(head) or (before and bounded)):
        return False
    if (
        before
        and bounded
        and scene.cost(before[-1].span, mention.span) < 70
        and re.search(r"\b(?:shed|lost|least|had|cut|by|gained|experienced|achieved|fall)\b[^,;]*$", head)
    ):
        return "," in scene.between(before[-1].span, mention.span) or ";" in scene.between(
            before[-1].span, mention.span
        )
    return True


def _other_claims(
    scene: Scene, mention: Mention, choice: Choice, mentions: tuple[Mention, ...], figured: list[Mention]
) -> bool:
    tail = scene.text[mention.span.end : scene.span.end]
    head = scene.text[scene.span.start : mention.span.start]
    if mention.dimension == "{year}":
        return choice.measure != "other" and choice.score > 0.8
    if mention.dimension in ("mass", "dose_by_weight"):
        if mention.quantity and mention.quantity.unit == "kg":
            return False
        return not (_LABELS.match(tail) and (figured or any(m.dimension.startswith("money") for m in mentions)))
    if mention.dimension.startswith("money") and figured:
        bounded = mention.quantity is not None and mention.quantity.relation in ("<", ">")
        return not bounded
    if mention.dimension == "{event}" or (
        mention.dimension in ("{trial}", "age") and (figured or _IF.search(head)) and not scene.block.cells
    ):
        return False
    if scene.block.kind in ("title", "heading") and choice.measure == "other":
        return False
    if mention.dimension in ("age", "{person}", "count") and _IF.search(head):
        return False
    if mention.noun == "adverb" and (choice.measure == "other" or _DOSES_BEHIND.match(tail)):
        return False
    return not (mention.dimension == "points" and re.match(r"\s(?:[\w-]+\s){0,2}scale", tail))


def _fitted(mention: Mention, choice: Choice) -> Mention:
    """A maintenance dose "monthly" is one month apart, a tablet "every other day" is taken half a time a day."""
    quantity = mention.quantity
    if quantity is None or mention.dimension not in ("frequency", "time") or quantity.precision == "vague":
        return mention
    if choice.measure == "maintenance_interval" and quantity.unit.startswith("/"):
        return replace(mention, quantity=_inverse(quantity, quantity.unit[1:]))
    return mention


def _inverse(quantity: Quantity, unit: str) -> Quantity:
    low = 1 / quantity.high if quantity.high else None
    high = 1 / quantity.low if quantity.low else None
    return replace(quantity, low=low, high=high, unit=unit)
