"""The choice of a measure: every cue in, beside and above a number speaks for or against it, the nearest loudest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from re import Pattern
from typing import NamedTuple

from ketclaims.claims.scene import Scene
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

WEIGHTS = {"name": 4.0, "cue": 1.5, "hint": 1.5, "against": -3.5, "form": -6.0, "held": 3.0}
"""How much a phrase that names a measure, points to it or speaks against it counts at the number itself.

``form`` is no phrase but how a share is said: "of patients" or "fell by" speaks against measures of the other sort."""

FRAMES = {
    "label": 1.2,
    "column": 1.5,
    "corner": 0.3,
    "row": 0.0,
    "lead": 0.5,
    "caption": 0.5,
    "opening": 0.5,
    "heading": 0.3,
}
"""How much of its weight a phrase keeps in the row's label, the column's header, the lead-in, a heading."""

REACH = 60.0
"""The distance in characters at which a phrase of the sentence has half of its weight."""

ECHO = 0.5
"""How much of its weight a vote keeps behind a louder one of its kind."""

LEAST = 0.55
"""A measure with a lower score than this is a guess: the claim is ``other``."""


_REACH_BACK = 60
_CLOSE = 25
_OF_PEOPLE = ("share", "{person}")
# 7% | of adults in the country have | migraine
_HOLDING = re.compile(
    r"(?:\s+[\w.’'-]+){0,6}?\s+(?:(?:will )?have|has|lives? with|suffers? from|gets?|develops?|experiences?"
    r"|meets? criteria for)\s+(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
# migraine | affects about | one in seven people
_AFFECTING = re.compile(
    r"(?:\s+(?:currently|now|also|eventually))?\s+(?:affects?|strikes?|troubles?|touches|hits|afflicts?|is found in"
    r"|occurs in|(?:will|may|can) (?:affect|strike)|(?:is|are) (?:thought|estimated|believed|known) to affect)\s+"
    r"(?:(?:about|around|some|roughly|nearly|almost|up to|an estimated|as many as|more than|over|between)\s+)*",
    re.IGNORECASE,
)
_ABOUT = r"(?:(?:an?|about|around|some|roughly|nearly|almost|up to|at least|median|mean|average|of)\s+)*"
_VERB = (
    r"(?:fell|falls?|fallen|drop(?:s|ped)?|decreas\w+|declin\w+|improv\w+|reduc\w+|ris(?:es|en)|rose|rais\w+|climb\w+|eas\w+"
    r"|increas\w+|cuts?|lower\w*|shrank|shr[iu]nk\w*|lost|regained|gained|down|less|more)"
)
CHANGED = re.compile(
    rf"\b{_VERB}\s+(?:[\w’'-]+\s+){{0,5}}?by\s+{_ABOUT}\Z"
    rf"|\b(?:fell|dropped|decreased|declined|improved|rose|increased|climbed)\s+{_ABOUT}\Z"
    rf"|\b(?:reduction|decrease|drop|fall|decline|improvement|increase|rise)s?\s+of\s+{_ABOUT}\Z",
    re.IGNORECASE,
)
"""What makes a figure the size of a change: "fell by about", "improved", "a reduction of"."""

_FOUND_IN = re.compile(
    r"\b(?:occur\w*|seen|observed|reported|reached|achieved|found|noted|happen\w*|reach(?:es)?|develop\w*)\s+(?:in|by)\s+"
    r"(?:(?:about|around|some|roughly|nearly|almost|up|to|only|just|fewer|less|more|than|at|least|the)\s+)*\Z",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\s+(?:(?:or (?:more|greater|better)|greater|relative|absolute|mean|average)\s+)*"
    r"(?:reduction|decrease|improvement|drop|fall|decline|increase|rise|less|lower|fewer|higher)\b",
    re.IGNORECASE,
)


# "do not | respond", "never | improve", "no meaningful | relief"
_DENYING = re.compile(
    r"(?:\b(?:not|never|no|without(?: any)?|hardly any|scarcely any|zero)|n[’']t)\s+"
    r"(?!(?:only|just|longer|more|less|fewer)\b)"
    r"(?:(?:[a-z]+ly|real|meaningful|lasting|further|much|any|seem to|appear to|get|see|find|feel|have|noticeable"
    r"|significant|clear|big|great|adequate|useful|sufficient|good)\s+)*\Z",
    re.IGNORECASE,
)

_NAMED_ALWAYS = frozenset(("{year}",))
ALONE = 5.5
"""The least score of the only candidate of a dimension: a sum of money is a price unless words beside it say not."""


# "a headache (12%)", "vomiting: 8%"
_LABELLING = re.compile(r"\s?(?:\(|:\s|[—–]\s)\Z")
_LABEL_REACH = 3  # " (" and ": " are as long as that gets
LABELLED = 3.0
"""How much more a cue counts that stands right before the brackets or the colon of its figure."""

_LEADING = frozenset(
    ("within", "in", "for", "after", "over", "every", "at", "by", "from", "of", "to", "across", "until", "before")
)
_JOINED = re.compile(r"\s*(?:,|to|or|and|,\s*or|[-–—(])\s*")
_LED = 24  # "within | about an estimated"
MISLED = 0.3
"""How much a phrase that ends in a preposition keeps for a figure that does not stand right behind it."""


_MUCH_LONGER = 2  # words


class Vote(NamedTuple):
    """One phrase's say: which measure, which phrase, where, how much it counts, and how far it is in the sentence."""

    measure: str
    kind: str
    span: Span
    frame: str
    weight: float
    distance: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The measure chosen, its score, every vote for and against every candidate, and the scores of all."""

    measure: str
    score: float
    votes: tuple[Vote, ...]
    scores: Mapping[str, float] = field(default_factory=dict, compare=False)


UNUSUAL = -1.5
"""What it costs a measure to be stated in an unusual unit: benefits last days, not hours."""

FAR_OFF = -3.0
"""What it costs a measure besides to be stated in a unit of another size: no session lasts weeks."""

_FAR = 100


def choose(scene: Scene, mention: Mention, lexicon: Lexicon) -> Choice:
    """The measure of ``mention``: the candidate of its dimension with the highest score, or ``other``.

    ``other`` is what no candidate fits, and a candidate itself where words speak for it ("would recommend us").
    """
    candidates = candidates_of(lexicon, mention.dimension)
    if not candidates:
        return Choice(UNNAMED, 0.0, ())
    names = _names(lexicon, mention.dimension)
    forms = (*form_votes(scene, mention, candidates, lexicon), *held_votes(scene, mention, candidates))
    return choice_of(scene, mention, (*_negated(scene, _votes(scene, mention, names), lexicon), *forms), lexicon)


def choice_of(scene: Scene, mention: Mention, votes: tuple[Vote, ...], lexicon: Lexicon) -> Choice:
    """What the votes come to: the candidate of the mention's dimension that they speak for loudest, or ``other``."""
    candidates = candidates_of(lexicon, mention.dimension)
    cast = _cast(votes)
    scores = dict(_unvoted(lexicon, mention.dimension, mention.unit))
    for name in cast.keys() & scores.keys():
        scores[name] += _score(cast[name])
    best = max(scores, key=scores.__getitem__)
    chosen, score = _chosen(scene, candidates, best, scores)
    none = _score_of_none(mention, best, votes) if UNNAMED in cast else 0.0
    if none >= max(LEAST, score):
        chosen, score = UNNAMED, none
    return Choice(chosen, score, votes, {**scores, UNNAMED: none})


def _score_of_none(mention: Mention, best: str, votes: Sequence[Vote]) -> float:
    """What speaks for no measure at all; a year is of one that words name, or context."""
    if mention.dimension in _NAMED_ALWAYS:
        return 0.0
    own = {vote.span.start for vote in votes if vote.measure == best and vote.kind == "name"}
    spoken = (vote for vote in votes if vote.measure == UNNAMED and _speaks_of_nothing(vote, own))
    return _score(_cast(spoken).get(UNNAMED, {}))


def _speaks_of_nothing(vote: Vote, own: Set[int]) -> bool:
    """Whether a phrase for no measure counts: not in a heading, and not where a name of the best measure begins."""
    return vote.frame != "heading" and vote.span.start not in own


def _chosen(scene: Scene, candidates: Sequence[Measure], best: str, scores: Mapping[str, float]) -> tuple[str, float]:
    """The best candidate and its score; an only one needs no word to speak for it, any other has to reach ``LEAST``."""
    score = scores[best]
    if len(candidates) == 1 and score > UNUSUAL:
        return best, max(score, ALONE)
    if score >= LEAST:
        return best, score
    default = next((m for m in candidates if m.default and scores[m.name] > -LEAST and _dosed(scene)), None)
    return (default.name, LEAST) if default else (UNNAMED, score)


def form_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure], lexicon: Lexicon) -> Iterator[Vote]:
    """How a share is said speaks against the measures of the other sort.

    A share of people ("60% of patients") is not the size of a change, and what something fell by is no share of people.
    """
    if mention.dimension != "share":
        return
    people = _people(lexicon).match(scene.text, mention.span.end, scene.span.end) or _found_in(scene, mention)
    change = None if people else _changed(scene, mention)
    for measure in candidates:
        counted = "timepoint" in measure.qualified and measure.role != "change"
        found = change if counted else people
        if found:
            yield Vote(measure.name, "form", Span(*found.span()), "sentence", WEIGHTS["form"])
        elif change and measure.role == "change" and _of_condition(scene, change):
            yield Vote(measure.name, "held", Span(*change.span()), "sentence", WEIGHTS["held"])


def _of_condition(scene: Scene, change: re.Match[str]) -> bool:
    """Whether the words of a change stand close to a condition: "pain was 30% lower", "a drop in anxiety of 20%"."""
    if not scene.hits_of("conditions"):
        return False
    span = Span(*change.span())
    nearest = scene.nearest("conditions", span)
    return nearest.term != UNNAMED and scene.cost(nearest.span, span) < _CLOSE


def held_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure]) -> Iterator[Vote]:
    """A condition that people have speaks for the measures that are of no treatment: "7% of adults have migraine"."""
    if mention.dimension not in _OF_PEOPLE:
        return
    held = next((h for h in scene.hits_of("conditions") if _is_held(scene, h, mention)), None)
    if held:
        for measure in (m for m in candidates if m.treatment == "none"):
            yield Vote(measure.name, "held", held.span, "sentence", WEIGHTS["held"])


def _is_held(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a condition is one that the people of a figure have, or that affects them."""
    if hit.span.start > mention.span.end:
        return _HOLDING.fullmatch(scene.text, mention.span.end, hit.span.start) is not None
    return _AFFECTING.fullmatch(scene.text, hit.span.end, mention.span.start) is not None


def _found_in(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The words that make a share one of people without naming them: "occurred in 12%", "was reached by 30%"."""
    return _FOUND_IN.search(scene.text, max(scene.span.start, mention.span.start - _REACH_BACK), mention.span.start)


def _changed(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The words that make a share the size of a change: "fell by a median of", or "reduction" behind it."""
    before = CHANGED.search(scene.text, max(scene.span.start, mention.span.start - _REACH_BACK), mention.span.start)
    return before or _FALL.match(scene.text, mention.span.end, scene.span.end)


@lru_cache(maxsize=8)
def _people(lexicon: Lexicon) -> Pattern[str]:
    """What follows a share of people: "of the patients", " clients", "of those who", "of the drip group"."""
    nouns = "|".join(lexicon.context["persons"]["nouns"])
    return re.compile(rf"(?:\s+of)?(?:\s+(?!in\b|on\b|by\b|to\b)[\w’'-]+){{0,3}}?\s+(?:{nouns})\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def candidates_of(lexicon: Lexicon, dimension: str) -> tuple[Measure, ...]:
    """The measures that a dimension can state; a price per milligram is a sum of money all the same."""
    whole, _, per = dimension.partition("/")
    stated = whole if per and whole.startswith("money") else dimension
    return tuple(measure for measure in lexicon.measures.values() if stated in measure.dimensions)


@lru_cache(maxsize=256)
def _names(lexicon: Lexicon, dimension: str) -> Set[str]:
    """The names for and against which a word can speak: those of the candidates, and that of none."""
    return frozenset((UNNAMED, *(measure.name for measure in candidates_of(lexicon, dimension))))


def _dosed(scene: Scene) -> bool:
    """Whether the size of a dose stands in the passage: a count beside it belongs to a protocol."""
    return any(m.dimension in ("mass", "dose_by_weight") for m in scene.mentions)


def is_unusual(measure: Measure, unit: str) -> bool:
    """Whether a measure is not usually stated in a unit."""
    return bool(unit and measure.usual) and unit not in measure.usual


@lru_cache(maxsize=1024)
def _unvoted(lexicon: Lexicon, dimension: str, unit: str) -> Mapping[str, float]:
    """The scores of the candidates of a dimension before any vote: an unusual unit speaks against a measure."""
    return {measure.name: _unit_score(measure, unit, lexicon) for measure in candidates_of(lexicon, dimension)}


def _unit_score(measure: Measure, unit: str, lexicon: Lexicon) -> float:
    """What a unit counts for a measure: against it where it is unusual, and more where it is far off."""
    if not is_unusual(measure, unit):
        return 0.0
    return UNUSUAL + (FAR_OFF if _is_far_off(measure, unit, lexicon) else 0.0)


def _is_far_off(measure: Measure, unit: str, lexicon: Lexicon) -> bool:
    """Whether a unit is of quite another size than the usual ones of a measure: no session lasts weeks."""
    stated = lexicon.units.get(unit)
    usual = [lexicon.units[code].factor for code in measure.usual if code in lexicon.units]
    if stated is None or not usual:
        return False
    return stated.factor >= _FAR * max(usual) or _FAR * stated.factor <= min(usual)


def _cast(votes: Iterable[Vote]) -> Mapping[str, Mapping[str, list[float]]]:
    """The weights of the votes by measure and kind."""
    cast: dict[str, dict[str, list[float]]] = {}
    for vote in votes:
        cast.setdefault(vote.measure, {}).setdefault(vote.kind, []).append(vote.weight)
    return cast


def _score(cast: Mapping[str, list[float]]) -> float:
    """The loudest vote of each kind in full, the others a little: ten weak hints do not outdo one clear name."""
    score = 0.0
    for weights in (cast[kind] for kind in WEIGHTS if kind in cast):
        loudest, *echoes = sorted(weights, key=abs, reverse=True)
        score += loudest + ECHO * sum(echoes)
    return score


def _votes(scene: Scene, mention: Mention, names: Set[str]) -> tuple[Vote, ...]:
    near = [(hit, scene.cost(hit.span, mention.span)) for hit in _speaking(scene.hits, names)]
    votes = [
        Vote(h.term, h.kind, h.span, "sentence", _heard(scene, h, mention) / (1 + far / REACH), far) for h, far in near
    ]
    depth = 0
    for frame in scene.frames:
        depth += frame.kind == "heading"
        share = FRAMES[frame.kind] / max(1, depth)
        spoken = (h for h in _speaking(frame.hits, names) if frame.kind != "heading" or h.kind != "against")
        votes += [Vote(h.term, h.kind, h.span, frame.kind, _weight(h) * share) for h in spoken]
    return tuple(votes)


def _negated(scene: Scene, votes: Iterable[Vote], lexicon: Lexicon) -> Iterator[Vote]:
    """The votes, those for a response that words deny turned into votes for none: "never respond", "no real relief"."""
    responses, failures = {m.name for m in lexicon.in_role("response")}, lexicon.in_role("nonresponse")
    for vote in votes:
        denied = failures and vote.measure in responses and vote.weight > 0 and _is_denied(scene, vote)
        yield vote._replace(measure=failures[0].name) if denied else vote


def _is_denied(scene: Scene, vote: Vote) -> bool:
    start = max(scene.span.start, vote.span.start - _REACH_BACK)
    return vote.frame == "sentence" and _DENYING.search(scene.text, start, vote.span.start) is not None


def _heard(scene: Scene, hit: Hit, mention: Mention) -> float:
    """What a phrase weighs for a figure, wherever it stands.

    One that ends in a preposition ("wears off within") speaks of the figure behind it; a cue is a label right before
    the brackets or the colon of its figure.
    """
    if (
        hit.size > 1
        and hit.span.of(scene.text).rpartition(" ")[2].lower() in _LEADING
        and _leads_elsewhere(scene, hit, mention)
    ):
        return _weight(hit) * MISLED
    if hit.kind == "cue" and _labels(scene, hit, mention):
        return _weight(hit) * LABELLED
    return _weight(hit)


def _leads_elsewhere(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a phrase that ends in a preposition leads to no figure, or to another of the same kind.

    In "boosters every 4 weeks for 6 months" the phrase leads to the weeks.
    """
    if not 0 <= mention.span.start - hit.span.end <= _LED:
        return True
    between = Span(hit.span.end, mention.span.start)
    others = (m for m in scene.mentions if m.dimension == mention.dimension and between.holds(m.span))
    return any(not _JOINED.fullmatch(scene.text, m.span.end, mention.span.start) for m in others)


def _labels(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a phrase stands right before the brackets or the colon of a figure."""
    gap = mention.span.start - hit.span.end
    return 0 < gap <= _LABEL_REACH and _LABELLING.match(scene.text, hit.span.end, mention.span.start) is not None


def _weight(hit: Hit) -> float:
    """A phrase of several words says more than a single word."""
    return WEIGHTS[hit.kind] * (1 + 0.25 * (hit.size - 1))


def _speaking(hits: tuple[Hit, ...], names: Set[str]) -> list[Hit]:
    """The hits that speak for or against one of the candidates.

    What stands inside a much longer name of another measure is a part of that name: the "response" of "partial or no
    response" is none.
    """
    speaking = [hit for hit in hits if hit.term in names and hit.kind in WEIGHTS]
    longer = [hit for hit in speaking if hit.kind == "name" and hit.size > _MUCH_LONGER and hit.term != UNNAMED]
    return [h for h in speaking if not any(_is_part(h, name) for name in longer)] if longer else speaking


def _is_part(hit: Hit, name: Hit) -> bool:
    """Whether a phrase for a measure is a small part of the name of another."""
    small = hit.kind in ("name", "cue") and hit.term != name.term and hit.size + _MUCH_LONGER <= name.size
    return small and name.span.holds(hit.span)
