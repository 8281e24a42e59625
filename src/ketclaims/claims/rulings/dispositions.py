"""Claim, context or excluded: what each number of a scene is there for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ketclaims.claims.ellipses.units import with_units
from ketclaims.claims.measures.choices import Choice, choose
from ketclaims.claims.measures.leanings import last_measures, leaned
from ketclaims.claims.rulings.carrying import carried_measures
from ketclaims.claims.rulings.cases import Case
from ketclaims.claims.rulings.contexts import context_rule
from ketclaims.claims.rulings.exclusions import Exclusion, exclusions_of
from ketclaims.claims.rulings.ranks import as_time, numbered_dose, told_times
from ketclaims.claims.rulings.resuming import lent_measures, resumed_measures
from ketclaims.claims.rulings.roles import helpful_doses, reached_responses, told_courses, told_series
from ketclaims.claims.rulings.ruling import Ruling
from ketclaims.claims.rulings.sides import shared_choices
from ketclaims.claims.rulings.stances import weighed
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.claims.scenes.stage import Stage
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Block, Quantity, Relation
from ketclaims.quantities import Mention

_STATELESS = ("date", "interval", "timepoint", "bare")
_POINTS = "{percentage_point}"
_TURNED: Mapping[Relation, Relation] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Passage(NamedTuple):
    """A scene with its rulings.

    ``proposed`` are those of the rules alone, before the words were weighed; ``earlier`` are the last measures of each
    dimension in the passages before it.
    """

    scene: Scene
    rulings: tuple[Ruling, ...]
    proposed: Sequence[Ruling]
    earlier: Mapping[str, str]


def passages_of(stage: Stage, block: Block, topic: str | None) -> Iterator[Passage]:
    """The passages of a block in order; each is ruled on with what those before it say in mind.

    ``topic`` is the treatment that the document is about.
    """
    said: Sequence[Ruling] = ()
    told: Mapping[str, str] = {}
    rulings: tuple[Ruling, ...] = ()
    for scene in stage.scenes(block):
        rulings, proposed = _rule_on(scene, topic, stage.lexicon, said, rulings, told)
        yield Passage(scene, rulings, proposed, told)
        said, told = _last_said(rulings, said), _last_told(rulings, told)


def _rule_on(
    scene: Scene,
    topic: str | None,
    lexicon: Lexicon,
    said: Sequence[Ruling],
    last: Sequence[Ruling],
    earlier: Mapping[str, str],
) -> tuple[tuple[Ruling, ...], Sequence[Ruling]]:
    """A ruling for every mention of the scene, in order, and what the rules alone propose.

    ``said`` are the rulings of the last passage with outcomes, ``last`` those of the passage right before,
    ``earlier`` the last measure of each dimension in the block.
    """
    mentions = _read(scene, [ruling.mention for ruling in last], lexicon)
    excluded = exclusions_of(scene, mentions, lexicon)
    stated = [m for m in mentions if m not in excluded and m.quantity is not None and m.kind not in _STATELESS]
    own = {mention: choose(scene, mention, lexicon) for mention in stated}
    choices = shared_choices(scene, own)
    rulings = [
        _excluded(mention, excluded[mention])
        if mention in excluded
        else _ruling(Case(scene, mention, choices, mentions, topic, lexicon))
        if mention in choices
        else Ruling(mention, "context")
        for mention in mentions
    ]
    proposed = _carried(scene, _told(scene, rulings, lexicon), said, last)
    stood = weighed(scene, proposed, lexicon)
    return tuple(_fitted(ruling, lexicon) for ruling in _leaned(scene, stood, own, earlier, lexicon)), proposed


def _read(scene: Scene, before: Sequence[Mention], lexicon: Lexicon) -> tuple[Mention, ...]:
    """The mentions of the scene with the units that are left unsaid; ranks are read as doses or as times."""
    read = with_units(scene, lexicon, before)
    ranked = [numbered_dose(scene, before, mention, lexicon) or mention for mention in read]
    told = told_times(scene, ranked, lexicon)
    return tuple([as_time(scene, m, lexicon) if m in told else m for m in ranked] if told else ranked)


def _told(scene: Scene, rulings: list[Ruling], lexicon: Lexicon) -> list[Ruling]:
    """The rulings with the measures that the parts of a sentence have beside each other."""
    series = told_series(scene, reached_responses(scene, rulings, lexicon), lexicon)
    return told_courses(scene, helpful_doses(scene, series, lexicon), lexicon)


def _carried(scene: Scene, rulings: list[Ruling], said: Sequence[Ruling], last: Sequence[Ruling]) -> Sequence[Ruling]:
    """The rulings with the measures that go on from the passages before and from figure to figure."""
    return carried_measures(scene, lent_measures(scene, resumed_measures(scene, rulings, said), last))


def _excluded(mention: Mention, why: Exclusion) -> Ruling:
    reason, span = why
    return Ruling(mention, "excluded", reason=reason, span=span)


def _ruling(case: Case) -> Ruling:
    """The ruling on a mention that states something: context by a rule, or a claim."""
    rule = context_rule(case)
    return Ruling(case.mention, "context" if rule else "claim", case.choice, rule=rule.__name__ if rule else "")


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
        yield ruling if chosen[id(choice)] is choice else ruling._replace(choice=chosen[id(choice)])


def _fitted(ruling: Ruling, lexicon: Lexicon) -> Ruling:
    """A frequency as the time between, where the measure is a time: a booster "monthly" comes one month apart, and so
    do checks, which no measure counts.

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
    checks = choice.measure == UNNAMED and ruling.mention.noun == "adverb"
    if not checks and (unit is None or unit.dimension != "time"):
        return ruling
    return ruling._replace(mention=replace(ruling.mention, quantity=_inverse(quantity)))


def _inverse(quantity: Quantity) -> Quantity:
    """The time from one to the next: at least so often is at most so long."""
    low, high = ((1 / end).normalize() + 0 if end else None for end in (quantity.high, quantity.low))
    relation = _TURNED.get(quantity.relation, quantity.relation)
    return replace(quantity, low=low, high=high, unit=quantity.unit.removeprefix("/"), relation=relation)


def _last_said(rulings: Sequence[Ruling], said: Sequence[Ruling]) -> Sequence[Ruling]:
    """What the next passage can go on from: these rulings, or, where they claim no outcome, those before them."""
    told = any(r.disposition == "claim" and r.mention.dimension in OUTCOME_DIMENSIONS for r in rulings)
    return rulings if told else said


def _last_told(rulings: Sequence[Ruling], told: Mapping[str, str]) -> Mapping[str, str]:
    """The measure of the last claim of each dimension, of these rulings or of those before them."""
    claims = ((r.mention.dimension, r.choice) for r in rulings if r.disposition == "claim")
    return {**told, **{dimension: choice.measure for dimension, choice in claims if choice}}
