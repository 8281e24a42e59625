"""How a share is said: of people, as the size of a change, or of those who have a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from re import Pattern

from ketclaims.claims.measures.votes import REACH_BACK, WEIGHTS, Vote
from ketclaims.claims.scenes.scales import SCALES
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon, Measure
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_CLOSE = 25
_OF_PEOPLE = ("share", "{person}")
# 7% | of adults in the country have | migraine
_HOLDING = late(
    r"(?:\s+[\w.’'-]+){0,6}?\s+(?:(?:will )?have|has|had|lives? with|suffers? from|gets?|develops?|experiences?"
    r"|meets? criteria for)\s+(?!(?:not?|less|fewer|new|never)\b)(?:[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_BESIDE_AN_ILLNESS = late(r"\bwith\s.*\b(?:have|has|get|gets|suffer|suffers)\s", re.IGNORECASE)
# 1.5% | of people on warfarin had a serious | bleed
_HAVING = late(
    r"(?:[*_]{0,2}\s+(?:(?!(?:and|but|who|that|which)\b)[\w’'-]+\s+){0,6}?)(?:have|has|had|got|get|gets|feel|feels|felt|go|goes|went|grow|grew|turn|turned|became"
    r"|become|becomes|develop|develops|developed|suffer|suffers|suffered|experienced?|reported?|reports|came\s+out\s+in|come\s+out\s+in|comes\s+out\s+in"
    r"|(?:end|ends|ended)\s+up\s+with|(?:is|are|was|were)\s+left\s+with|complain(?:s|ed)?\s+of)\s+"
    r"(?:(?!(?:no|less|fewer|more|better|any|only)\b)[\w’'-]+\s+){0,3}?",
    re.IGNORECASE,
)
# migraine | affects about | one in seven people
_AFFECTING = late(
    r"(?:\s+(?:currently|now|also|eventually))?\s+(?:affects?|strikes?|troubles?|touches|hits|afflicts?|plagues?|haunts?|besets?|dogs"
    r"|is found in"
    r"|occurs in"
    r"|(?:is|was|were|are) (?:present|seen) in|(?:will|may|can) (?:affect|strike)"
    r"|(?:is|are) (?:thought|estimated|believed|known) to affect)\s+"
    rf"(?:(?:{HEDGE}|an estimated|between)\s+)*",
    re.IGNORECASE,
)
_ABOUT = rf"(?:(?:{HEDGE}|an?|median|mean|average|of)\s+)*"
_VERB = (
    r"(?:fell|falls?|fallen|drop(?:s|ped)?|decreas\w+|declin\w+|improv\w+|reduc\w+|ris(?:es|en)|rose|rais\w+|climb\w+|eas\w+"
    r"|increas\w+|cuts?|lower\w*|shrank|shr[iu]nk\w*|lost|regained|gained|down|up|less|more)"
)
CHANGED = late(
    r"\b(?=[acdefgilmrsuw])"  # what they begin with: asked first, it passes over most places in a third of the time
    rf"(?:{_VERB}\s+(?:(?!(?:was|were|is|are|been)\b)[\w’'-]+\s+){{0,8}}?by\s+{_ABOUT}\Z"
    r"|(?:(?:fell|dropped|decreased|declined|improved|rose|increased|climbed)|(?:went|was|were|is|are|came|comes|goes)\s+down)"
    rf"\s+{_ABOUT}\Z"
    rf"|(?:reduction|decrease|drop|fall|decline|improvement|increase|rise)s?\s+of\s+{_ABOUT}\Z)",
    re.IGNORECASE,
)
"""What makes a figure the size of a change: "fell by about", "improved", "a reduction of"."""

_FOUND_IN = late(
    r"\b(?=[adfhmnors])(?:occur\w*|seen|observed|reported|reached|achieved|attained|met|shared|shown|recorded|felt|managed|found|noted|happen\w*|reach(?:es)?"
    r"|develop\w*)\s+(?:in|by)\s+"
    rf"(?:(?:{HEDGE}|the)\s+)*\Z",
    re.IGNORECASE,
)
# "fell from | 30% to 12%", "from 30% to | 12%": how high something was and is, not by how much it changed
_LEVEL = late(
    r"\b(?:fell|falls?|fallen|drop(?:s|ped)?|declined?|rises?|rose|risen|climbed|increased|decreased|went\s+(?:down|up))\s+"
    rf"(?:[\w’'-]+\s+){{0,2}}?from\s+{_ABOUT}(?:[\d.,]+\s?(?:%|per\s?cent)?\s+(?:[\w’'-]+\s+){{0,4}}?to\s+{_ABOUT})?\Z",
    re.IGNORECASE,
)
_FALL = late(
    r"[*_]{0,2}\s+(?:(?:or (?:more|greater|better)|greater|relative|absolute|mean|average)\s+)*"
    r"(?:reduction|decrease|improvement|drop|fall|decline|increase|rise|less|lower|fewer|higher)\b",
    re.IGNORECASE,
)


# "a 45% reduction | in MADRS scores"
_IN_A_SCALE = late(
    rf"\s+(?:in|on)\s+(?:(?:the|their|mean|total|average)\s+)*(?:{SCALES}\b|(?:[\w-]+\s+){{0,3}}scores?\b)"
)


def form_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure], lexicon: Lexicon) -> Iterator[Vote]:
    """How a share is said speaks against the measures of the other sort.

    A share of people ("60% of patients") is not the size of a change, and what something fell by is no share of people.
    """
    if mention.dimension != "share":
        return
    people = of_people(lexicon).match(scene.text, mention.span.end, scene.span.end) or _found_in(scene, mention)
    level = None if people else _level(scene, mention)
    change = None if people or level else changed(scene, mention)
    for measure in candidates:
        counted = "timepoint" in measure.qualified and measure.role != "change"
        found = change if counted else people or (level if measure.role == "change" else None)
        if found:
            yield Vote(measure.name, "form", Span(*found.span()), "sentence", WEIGHTS["form"])
        elif change and measure.role == "change" and (_of_condition(scene, change) or _of_scale(scene, change)):
            yield Vote(measure.name, "held", Span(*change.span()), "sentence", WEIGHTS["held"])


def _of_condition(scene: Scene, change: re.Match[str]) -> bool:
    """Whether the words of a change stand close to a condition: "pain was 30% lower", "a drop in anxiety of 20%"."""
    if not scene.hits_of("conditions"):
        return False
    span = Span(*change.span())
    nearest = scene.nearest("conditions", span)
    return nearest.term != UNNAMED and scene.cost(nearest.span, span) < _CLOSE


def _of_scale(scene: Scene, change: re.Match[str]) -> bool:
    """Whether a scale is named right behind the words of a change: "a 45% reduction | in MADRS scores"."""
    return _IN_A_SCALE.match(scene.text, change.end(), scene.span.end) is not None


def effect_votes(scene: Scene, mention: Mention, candidates: Iterable[Measure]) -> Iterator[Vote]:
    """A side effect that people of a share have, feel or get: "1.5% of people on it had a bleed"."""
    if mention.dimension != "share":
        return
    for measure in (m for m in candidates if "effect" in m.qualified):
        cues = (h for h in scene.hits if h.term == measure.name and h.kind == "cue" and h.span.start > mention.span.end)
        hit = next((h for h in cues if _is_had(scene.text[mention.span.end : h.span.start])), None)
        if hit and not any(condition.span.meets(hit.span) for condition in scene.hits_of("conditions")):
            yield Vote(measure.name, "held", hit.span, "sentence", WEIGHTS["held"])


def _is_had(between: str) -> bool:
    """Whether people have what follows, and not beside an illness: "people with asthma have hay fever"."""
    return _HAVING.fullmatch(between) is not None and _BESIDE_AN_ILLNESS.search(between) is None


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
    return _FOUND_IN.search(scene.text, max(scene.span.start, mention.span.start - REACH_BACK), mention.span.start)


def _level(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The words that make a share how high something was before it changed, or after."""
    if "from" not in scene.said:
        return None
    return _LEVEL.search(scene.text, max(scene.span.start, mention.span.start - REACH_BACK), mention.span.start)


def changed(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The words that make a share the size of a change: "fell by a median of", or "reduction" behind it."""
    before = CHANGED.search(scene.text, max(scene.span.start, mention.span.start - REACH_BACK), mention.span.start)
    return before or _FALL.match(scene.text, mention.span.end, scene.span.end)


@lru_cache(maxsize=8)
def of_people(lexicon: Lexicon) -> Pattern[str]:
    """What follows a share of people: "of the patients", " clients", "of those who", "of the drip group"."""
    nouns = "|".join(lexicon.context["persons"]["nouns"])
    return re.compile(
        rf"[*_]{{0,2}}(?:\s+of)?(?:\s+(?!in\b|on\b|by\b|to\b)[\w’'-]+){{0,3}}?\s+(?:{nouns})\b", re.IGNORECASE
    )
