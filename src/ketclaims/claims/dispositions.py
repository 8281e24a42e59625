"""Claim, context or excluded: what each number of a scene is there for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from ketclaims.claims.arms import row_around
from ketclaims.claims.cases import Case
from ketclaims.claims.contexts import CHANGE, is_context
from ketclaims.claims.ellipses import with_units
from ketclaims.claims.exclusions import exclusion_of, phrases_of
from ketclaims.claims.forms import CHANGED
from ketclaims.claims.leanings import last_measures, leaned
from ketclaims.claims.measures import Choice, choose
from ketclaims.claims.ranks import as_time, numbered_dose, tells_when_it_helped, told_times
from ketclaims.claims.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.stage import LONGEST
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Disposition, Quantity, Reason, Span
from ketclaims.quantities import Mention

_COMPARED = OUTCOME_DIMENSIONS | {"time"}
_CARRYING = OUTCOME_DIMENSIONS | {"{year}"}
_STATELESS = ("date", "interval", "timepoint", "bare")
_AGAINST = -1.0
_POINTS = "{percentage_point}"
_NEAR = 300
_CLAUSE = 60
_STOP = re.compile(r"[,;:()]|\b(?:and|but|while)\b")
# "the corresponding figures were", "for placebo the rate was", "in the other group it was"
_AGAIN = re.compile(
    r"\b(?:the|corresponding|equivalent|respective|same)\s+(?:figures?|numbers?|percentages?|proportions?)\s+"
    r"(?:(?:for|in|on|with|among|at|after)\s+(?:[\w-]+\s+){1,4})?(?:was|were|is|are|came|stood|rose|fell)\b"
    r"|\bit\s+(?:was|is)\s+(?:(?:only|just|about|around|nearly)\s+)?\d"
    r"|\b(?:rates?|shares?|effects?|benefits?|responses?|gains|results|numbers)\s+(?:(?:was|were|is|are)\s+)?"
    r"(?:lower|higher|similar|smaller|larger|bigger|smallest|largest|biggest|strongest|weakest|lowest|highest)\b",
    re.IGNORECASE,
)
_OF_A_COURSE = ("d", "wk", "mo")
# "twice a week | for up to | four weeks"
_FOR = re.compile(
    r"[ ,]*(?:for|over|x|×|during|across|throughout|in)\s+"
    r"(?:(?:about|around|up\sto|at\sleast|the|a|an|first|some|as\slong\sas|no\smore\sthan|no\slonger\sthan|not\smore\sthan|a\stotal\sof|another)\s+)*",
    re.IGNORECASE,
)
_HEDGED = (
    r"(?:(?:about|around|some|roughly|nearly|almost|just|only|barely|hardly|maybe|perhaps|over|under|fewer than"
    r"|more than|less than)\s+)*"
)
# "Barely | a third.", "With placebo, | 22%.", "At six months: only | 12%", "Migraine: | 40%"
_FRAGMENT = re.compile(
    r"\W*(?:(?:and|but|then|so)\s+)?"
    r"(?:(?:with|without|on|in|for|at|after|by|among|under|from|within)\s[^.;:?!]{1,50}[,:]\s+)?"
    r"(?:[\w-]+(?:[ -][\w-]+){0,3}:\s+)?"
    rf"{_HEDGED}\Z",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[^.;:\w]*(?:\s(?:with|without|on|in|for|at|after|by|among)\s[^.;:]{1,40})?\W*\Z")
# "27% | with the drug and | 5% with the switch", "by 52% | of those on it and by | 35% of those on placebo"
_GROUP = (
    r"\s+(?P<word>with|without|on|in|for|of|among|after|given|at)\s"
    r"(?:(?!\b(?:had|has|have|was|were|is|are|did|said)\b)[^.;:]){2,60}?"
)
_JOINED_SIDE = re.compile(
    _GROUP + r"(?P<side>,?\s(?:and|but)|,)\s(?:(?:by|in|for|at|of|only|just|about|around|nearly|some|a)\s)*",
    re.IGNORECASE,
)
_SIDE = re.compile(_GROUP + r"(?:[.;:,()]|\Z)", re.IGNORECASE)
_TOLD = re.compile(r"\W*(?:take|use|give|apply|swallow|inject|start\s+with|try)\b", re.IGNORECASE)
_SIDED = (*OUTCOME_DIMENSIONS, "time")
_ABOVE = ("heading", "opening", "question", "caption", "lead", "corner")


class Ruling(NamedTuple):
    """What one mention is there for; a claim has its choice of measure, an exclusion its reason and its span."""

    mention: Mention
    disposition: Disposition
    choice: Choice | None = None
    reason: Reason | None = None
    span: Span | None = None


def rule_on(
    scene: Scene,
    topic: str | None,
    lexicon: Lexicon,
    said: Sequence[Ruling] = (),
    before: Sequence[Mention] = (),
    earlier: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Ruling, ...]:
    """A ruling for every mention of the scene, in order.

    ``topic`` is the treatment that the document is about, ``said`` are the rulings of the last passage with outcomes,
    ``before`` the mentions of the passage right before, ``earlier`` the last measure of each dimension in the block.
    """
    phrases = phrases_of(scene, lexicon)
    read = with_units(scene, lexicon, before)
    ranked = [numbered_dose(scene, before, mention, lexicon) or mention for mention in read]
    told = told_times(scene, ranked, lexicon)
    mentions = tuple(as_time(scene, mention, lexicon) if mention in told else mention for mention in ranked)
    excluded = {m: found for m in mentions if (found := exclusion_of(scene, m, phrases, lexicon))}
    stated = [m for m in mentions if m not in excluded and m.quantity is not None and m.kind not in _STATELESS]
    own = {mention: choose(scene, mention, lexicon) for mention in stated}
    choices = _alike(scene, own)
    rulings: list[Ruling] = []
    for mention in mentions:
        if mention in excluded:
            reason, span = excluded[mention]
            rulings.append(Ruling(mention, "excluded", reason=reason, span=span))
        elif mention in choices:
            rulings.append(_ruling(Case(scene, mention, choices, mentions, topic, lexicon)))
        else:
            rulings.append(Ruling(mention, "context"))
    rulings = _courses(scene, _helped(scene, _responses(scene, rulings, lexicon), lexicon), lexicon)
    carried = _carried(scene, _resumed(scene, rulings, said))
    return tuple(_fitted(ruling, lexicon) for ruling in _leaned(scene, carried, own, earlier, lexicon))


def _alike(scene: Scene, choices: Mapping[Mention, Choice]) -> Mapping[Mention, Choice]:
    """Figures in a row are of one measure, that of the first: "remission was 53% versus 31%"; so are two sides of a
    contrast: "57% with the drug versus 23% with placebo"; so are two that are said alike: "27% with one and 5% with
    the other"."""
    alike: dict[Mention, Choice] = {}
    last: dict[str, Mention] = {}
    for mention, choice in choices.items():
        first = next(iter(row_around(scene, mention)), mention)
        before = last.get(mention.dimension)
        if first != mention and first in alike:
            choice = alike[first]
        elif before and mention.dimension in _SIDED and _is_side_of(scene, before, mention, choice):
            choice = alike[before]
        alike[mention] = choice
        last[mention.dimension] = mention
    return alike


def _is_side_of(scene: Scene, before: Mention, mention: Mention, choice: Choice) -> bool:
    """Whether a figure is the other side of one before, and no word on its side speaks for a measure of its own."""
    start = _other_side(scene, before, mention)
    if start is None:
        return False
    stop = _STOP.search(scene.text, mention.span.end, scene.span.end)
    side = Span(start, stop.start() if stop else scene.span.end)
    own = (v for v in choice.votes if v.measure == choice.measure and v.frame == "sentence" and v.weight > 0)
    return not any(side.holds(vote.span) for vote in own)


def _other_side(scene: Scene, before: Mention, mention: Mention) -> int | None:
    """Where the other side begins of a contrast, or of two figures with groups behind the same preposition."""
    between = scene.between(before.span, mention.span)
    contrast = scene.ruler.contrast(before.span, mention.span)
    if contrast is not None:
        return None if ";" in between else contrast.start
    joined = _JOINED_SIDE.fullmatch(between)
    behind = _SIDE.match(scene.text, mention.span.end, scene.span.end) if joined else None
    alike = joined and behind and joined["word"].lower() == behind["word"].lower()
    return before.span.end + joined.start("side") if joined and alike else None


def _ruling(case: Case) -> Ruling:
    return Ruling(case.mention, "context" if is_context(case) else "claim", case.choice)


def _leaned(
    scene: Scene,
    rulings: Iterable[Ruling],
    own: Mapping[Mention, Choice],
    earlier: Mapping[str, str],
    lexicon: Lexicon,
) -> Iterator[Ruling]:
    """The claims with the choice that the words around a figure lean to; figures that share a choice share that too."""
    last = last_measures(own, earlier)
    owners = {id(choice): mention for mention, choice in own.items()}
    chosen: dict[int, Choice] = {}
    for ruling in rulings:
        choice, owner = ruling.choice, owners.get(id(ruling.choice))
        if ruling.disposition != "claim" or choice is None or owner is None:
            yield ruling
            continue
        if id(choice) not in chosen:
            chosen[id(choice)] = leaned(scene, owner, choice, last[owner], lexicon)
        yield ruling._replace(choice=chosen[id(choice)])


def _fitted(ruling: Ruling, lexicon: Lexicon) -> Ruling:
    """A frequency as the time between, where the measure is a time: a booster "monthly" comes one month apart.

    A difference in percentage points is in ``%``, unless its measure is counted in such points.
    """
    quantity, choice = ruling.mention.quantity, ruling.choice
    if (
        choice is not None
        and quantity is not None
        and quantity.unit == _POINTS != lexicon.measures[choice.measure].unit
    ):
        return ruling._replace(mention=replace(ruling.mention, quantity=replace(quantity, unit="%")))
    if ruling.disposition != "claim" or choice is None or quantity is None or not quantity.unit.startswith("/"):
        return ruling
    unit = lexicon.units.get(lexicon.measures[choice.measure].unit)
    if unit is None or unit.dimension != "time":
        return ruling
    return ruling._replace(mention=replace(ruling.mention, quantity=_inverse(quantity)))


def _inverse(quantity: Quantity) -> Quantity:
    low = 1 / quantity.high if quantity.high else None
    high = 1 / quantity.low if quantity.low else None
    return replace(quantity, low=low, high=high, unit=quantity.unit.removeprefix("/"))


def _helped(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The dose with which relief came is a claim: "By my third visit I slept"."""
    needed = lexicon.in_role("doses_needed")
    if not needed:
        return rulings
    choice = Choice(needed[0].name, 0.0, ())
    return [
        r._replace(disposition="claim", choice=choice)
        if r.disposition == "context" and tells_when_it_helped(scene, r.mention)
        else r
        for r in rulings
    ]


def _courses(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """How long something is given is a claim: "twice a week for four weeks", "ketamine for six weeks"."""
    lengths = lexicon.in_role("series_duration")
    if not lengths:
        return rulings
    course = Choice(lengths[0].name, 0.0, ())
    before = [None, *rulings]
    return [
        r._replace(disposition="claim", choice=course) if _is_course(scene, before[i], r) else r
        for i, r in enumerate(rulings)
    ]


def _is_course(scene: Scene, before: Ruling | None, ruling: Ruling) -> bool:
    """Whether a length of days or more stands behind a frequency or a treatment, and no word gives it a measure."""
    quantity, mention = ruling.mention.quantity, ruling.mention
    silent = ruling.disposition == "context" or (ruling.choice is not None and ruling.choice.measure == UNNAMED)
    if not silent or quantity is None or mention.kind != "figure" or quantity.unit not in _OF_A_COURSE:
        return False
    earlier = any(m.dimension in OUTCOME_DIMENSIONS and m.span.end < mention.span.start for m in scene.mentions)
    often = before is not None and before.mention.dimension == "frequency" and before.disposition != "excluded"
    if before is not None and often and not (earlier and scene.inside_brackets(mention.span)):
        between = scene.between(before.mention.span, mention.span)
        return between in (", ", "; ") or _FOR.fullmatch(between) is not None
    return not earlier and (_is_told(scene, mention) or _is_of_a_treatment(scene, mention))


def _is_told(scene: Scene, mention: Mention) -> bool:
    """Whether a reader is told for how long to take a dose: "Take one 10 mg tablet at night for | two weeks"."""
    dosed = any(m.dimension in ("mass", "dose_by_weight") for m in scene.mentions)
    told = _TOLD.match(scene.text, scene.span.start, mention.span.start) if dosed else None
    return told is not None and scene.before(mention.span).endswith(" for ")


def _is_of_a_treatment(scene: Scene, mention: Mention) -> bool:
    """Whether a length stands right behind a treatment: "ketamine for | six weeks"."""
    hits = (hit for hit in scene.hits_of("interventions") if hit.span.end < mention.span.start)
    return any(_FOR.fullmatch(scene.between(hit.span, mention.span)) for hit in hits)


def _responses(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The share of patients who reach a stated change is a response: "55% had a reduction of at least 50%"."""
    marks = [r.mention for r in rulings if r.disposition == "context" and r.mention.dimension == "share"]
    responses = lexicon.in_role("response")
    if not responses or not any(_is_change(scene, mark) for mark in marks):
        return rulings
    response = Choice(responses[0].name, 0.0, ())
    return [r._replace(choice=response) if _could_respond(scene, r, lexicon) else r for r in rulings]


def _is_change(scene: Scene, mark: Mention) -> bool:
    """Whether a threshold is one of change: "a 50% reduction", "had their pain cut by 30%"."""
    before = CHANGED.search(scene.text, max(scene.span.start, mark.span.start - _CLAUSE), mark.span.start)
    return bool(before or CHANGE.match(scene.text, mark.span.end))


def _could_respond(scene: Scene, ruling: Ruling, lexicon: Lexicon) -> bool:
    """Whether a share is that of the patients: the size of a change beside its threshold is none."""
    if ruling.choice is None or ruling.disposition != "claim" or ruling.mention.dimension != "share":
        return False
    if _fell_by(scene, ruling.mention):
        return False
    measure = lexicon.measures[ruling.choice.measure]
    return measure.name == UNNAMED or measure.role == "change"


def _fell_by(scene: Scene, mention: Mention) -> bool:
    """Whether a share is what scores fell by: "came down an average of 52%"."""
    start = max(scene.span.start, mention.span.start - _CLAUSE)
    return CHANGED.search(scene.text, start, mention.span.start) is not None


def last_said(rulings: Sequence[Ruling], said: Sequence[Ruling]) -> Sequence[Ruling]:
    """What the next passage can go on from: these rulings, or, where they claim no outcome, those before them."""
    told = any(r.disposition == "claim" and r.mention.dimension in OUTCOME_DIMENSIONS for r in rulings)
    return rulings if told else said


def last_told(rulings: Sequence[Ruling], told: Mapping[str, str]) -> Mapping[str, str]:
    """The measure of the last claim of each dimension, of these rulings or of those before them."""
    claims = ((r.mention.dimension, r.choice) for r in rulings if r.disposition == "claim")
    return {**told, **{dimension: choice.measure for dimension, choice in claims if choice}}


def _resumed(scene: Scene, rulings: list[Ruling], said: Sequence[Ruling]) -> list[Ruling]:
    """Give figures that no word speaks for the measures of the passage before, where the words say that they go on:
    "A month later the figures were 57% and 43%"."""
    if not said or not _goes_on(scene):
        return rulings
    before = [r for r in said if r.disposition == "claim" and r.mention.dimension in OUTCOME_DIMENSIONS]
    silent = [r for r in rulings if _is_silent(r) and r.mention.dimension in OUTCOME_DIMENSIONS]
    alike = {r.choice.measure for r in before if r.choice}
    if len(before) != len(silent) and len(alike) != 1:
        return rulings
    models = before if len(before) == len(silent) else before[:1] * len(silent)
    given = {ruling.mention: model.choice for ruling, model in zip(silent, models, strict=True)}
    return [r._replace(choice=given.get(r.mention, r.choice)) for r in rulings]


def _goes_on(scene: Scene) -> bool:
    """Whether a passage says of its figures that they go on, or is a fragment of one figure that says nothing."""
    if _AGAIN.search(scene.text, scene.span.start, scene.span.end):
        return True
    figures = [m.span for m in scene.mentions if m.dimension in OUTCOME_DIMENSIONS]
    if len(figures) != 1 or scene.block.cells:
        return False
    before = _FRAGMENT.fullmatch(scene.text, scene.span.start, figures[0].start)
    return before is not None and _TAIL.fullmatch(scene.text, figures[0].end, scene.span.end) is not None


def _is_silent(ruling: Ruling) -> bool:
    """Whether no word of its own speaks for the measure of a claim."""
    return ruling.disposition == "claim" and ruling.choice is not None and _says_nothing(ruling.choice)


def _says_nothing(choice: Choice) -> bool:
    """Whether a figure has no measure by words of its own passage."""
    return choice.unmeasured or _from_above(choice)


def _carried(scene: Scene, rulings: list[Ruling]) -> list[Ruling]:
    """Give a figure that no word speaks for the measure of the one before it: "58% responded, against 22%".

    The first of a list has none before it; it takes that of the next, if that is near: "27% and 18% had relapsed".
    """
    forward = _carried_on(scene, rulings, LONGEST)
    return _carried_on(scene, forward[::-1], _NEAR)[::-1]


def _carried_on(scene: Scene, rulings: list[Ruling], reach: int) -> list[Ruling]:
    carried: list[Ruling] = []
    last: dict[str, Ruling] = {}
    for ruling in rulings:
        dimension, choice = ruling.mention.dimension, ruling.choice
        if choice is not None and dimension in _CARRYING:
            before = last.get(dimension)
            near = before and scene.cost(before.mention.span, ruling.mention.span) < reach
            if before and near and _says_nothing(choice) and not _spoken_against(choice, before):
                claim: Disposition = "claim" if dimension == "{year}" else ruling.disposition
                ruling = ruling._replace(disposition=claim, choice=before.choice)
            elif choice.measure != UNNAMED and ruling.disposition == "claim" and not _from_above(choice):
                last[dimension] = ruling
        carried.append(ruling)
    return carried


def _from_above(choice: Choice) -> bool:
    """Whether only a heading or a lead-in speaks for the measure: a figure before it in the sentence knows better."""
    own = [vote for vote in choice.votes if vote.measure == choice.measure and vote.weight > 0]
    return bool(own) and all(vote.frame in _ABOVE for vote in own)


def _spoken_against(choice: Choice, before: Ruling) -> bool:
    """Whether a word of the sentence itself speaks against the last measure: silence lets it go on."""
    last = before.choice.measure if before.choice else UNNAMED
    against = (vote for vote in choice.votes if vote.frame == "sentence" and vote.weight < _AGAINST)
    return any(vote.measure == last for vote in against)
