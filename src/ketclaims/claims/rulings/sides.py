"""Sides: figures of a row or of a contrast, which are of one measure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ketclaims.claims.ellipses.others import names_others
from ketclaims.claims.measures.choices import Choice
from ketclaims.claims.scenes.arms import row_around
from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Span
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_STOP = late(r"[,;:()]|\b(?:and|but|while)\b")
# "27% | with the drug and | 5% with the switch", "by 52% | of those on it and by | 35% of those on placebo"
_GROUP = (
    r"\s+(?P<word>with|without|on|in|for|of|among|after|given|at)\s"
    r"(?:(?!\b(?:had|has|have|was|were|is|are|did|said)\b)[^.;:]){2,60}?"
)
_JOINED_SIDE = late(
    _GROUP + rf"(?P<side>,?\s(?:and|but)|,)\s(?:(?:{HEDGE}|by|in|for|at|of|a)\s)*",
    re.IGNORECASE,
)
_SIDE = late(_GROUP + r"(?:[.;:,()]|\Z)", re.IGNORECASE)
# "reported by 6% of those who had taken it for a year | and by | 5% of the controls"
_AND_BY = late(
    rf"(?P<side>,?\s(?:and|but))\s(?:(?:only|just|also)\s)?(?P<word>by|in|among|for)\s(?:(?:{HEDGE}|a)\s)*\Z",
    re.IGNORECASE,
)
_LED_BY = late(rf"\b(?P<word>by|in|among|for)\s(?:(?:{HEDGE}|a)\s)*\Z", re.IGNORECASE)
# "within a day, | everybody else needs | two weeks", "after 15 days, | patients on lithium after | 27"
_SILENT_SIDE = late(
    r"[^.;]{0,60}?(?P<side>[,;]\s(?:(?:and|but|while|whereas|or)\s+)?(?:(?:in|for|with|on|among|those|the)\s+)*(?P<who>(?:[\w’'-]+\s+){1,5}?))"
    r"(?:(?:(?:usually|often|generally|only|can|may|did|do|does|had|have)\s+)*(?:needs?|needed|takes?|took|wants?|wanted|requires?|required|waits?|waited|lasts?|lasted"
    r"|it\s+(?:takes|took|was|is|lasts|lasted)|after|in|within|inside|at|for)\s+)?"
    rf"(?>(?:(?:{HEDGE}|closer|as|long|a|an|the|median|mean|average|of|after|for|in)\s+)*)",
    re.IGNORECASE,
)
_PEOPLE = late(
    r"\b(?:patients?|people|everybody|everyone|others?|most|many|few|rest|groups?|arms?|women|men|children|adults|teenagers|responders?|volunteers|participants|recipients|placebo"
    r"|comparator|controls?|veterans|users)\b",
    re.IGNORECASE,
)
# "29 of 63 | ( | 46.0%)", and "55 percent | to | 41 percent"
_COUNTED = late(r"(?:\s(?:patients|people|participants))?\s\(")
_TO = " to "
_PAIR = 2
_SIDED = (*OUTCOME_DIMENSIONS, "time")


def shared_choices(scene: Scene, choices: Mapping[Mention, Choice]) -> Mapping[Mention, Choice]:
    """Figures in a row are of one measure, that of the first: "remission was 53% versus 31%"; so are two sides of a
    contrast: "57% with the drug versus 23% with placebo"; so are two that are said alike: "27% with one and 5% with
    the other"."""
    if len(choices) < _PAIR:
        return choices
    alike: dict[Mention, Choice] = {}
    last: dict[str, Mention] = {}
    for mention, choice in choices.items():
        first = next(iter(row_around(scene, mention)), mention)
        before = last.get(mention.dimension)
        if first != mention and first in alike:
            choice = alike[first]
        elif before and (
            _is_same(scene, before, mention, alike[before])
            or _is_other_side(scene, before, mention, alike[before], choice)
        ):
            choice = alike[before]
        elif before and _are_told_together(scene, before, mention, alike[before], choice):
            alike[before] = choice
        alike[mention] = choice
        last[mention.dimension] = mention
    return alike


def _is_same(scene: Scene, before: Mention, mention: Mention, model: Choice) -> bool:
    """Whether a share is that of the count before its bracket: "29 of 63 (46.0%)"."""
    if mention.dimension != "share" or scene.text[mention.span.start - 1] != "(":
        return False
    return not model.unmeasured and _COUNTED.fullmatch(scene.between(before.span, mention.span)) is not None


def _is_other_side(scene: Scene, before: Mention, mention: Mention, model: Choice, choice: Choice) -> bool:
    """Whether a figure is the other side of one before: of a contrast, what others had of it, or of a time of which
    others say no more."""
    if mention.dimension in _SIDED and any(goes(scene, before, mention, choice) for goes in _AS_BEFORE):
        return True
    return _is_louder(model, choice) and _is_silent_side(scene, before, mention, choice)


def _is_side_of(scene: Scene, before: Mention, mention: Mention, choice: Choice) -> bool:
    """Whether a figure is the other side of one before, and no word on its side speaks for a measure of its own."""
    start = _other_side(scene, before, mention)
    return start is not None and not has_own_word(scene, start, mention, choice)


def has_own_word(scene: Scene, start: int, mention: Mention, choice: Choice) -> bool:
    """Whether a word between ``start`` and the end of the clause of a figure speaks for its measure."""
    stop = _STOP.search(scene.text, mention.span.end, scene.span.end)
    side = Span(start, stop.start() if stop else scene.span.end)
    own = (v for v in choice.votes if v.measure == choice.measure and v.frame == "sentence" and v.weight > 0)
    return any(side.holds(vote.span) for vote in own)


def _is_of_others(scene: Scene, before: Mention, mention: Mention, choice: Choice) -> bool:
    """Whether a number alone is what others had of the figure before: "after 15 days, the others after | 27"."""
    if not scene.lends(mention):
        return False
    others = names_others(scene, before.span.end, mention.span.start)
    return others and not has_own_word(scene, before.span.end, mention, choice)


def _are_told_together(scene: Scene, first: Mention, second: Mention, own: Choice, choice: Choice) -> bool:
    """Whether what two groups had is said behind the second: "46% of these and 24% of those | had a response"."""
    if first.dimension != "share" or own.measure == choice.measure:
        return False
    joined = _JOINED_SIDE.fullmatch(scene.between(first.span, second.span))
    if joined is None or "," in joined["side"] or not has_own_word(scene, second.span.end, second, choice):
        return False
    group = Span(first.span.end, second.span.start)
    said = (vote.span for vote in own.votes if vote.frame == "sentence" and vote.weight > 0 and group.holds(vote.span))
    return all(scene.text.startswith("of ", span.start) for span in said)


def _is_louder(before: Choice, choice: Choice) -> bool:
    """Whether more speaks for the measure of the figure before than for the own one."""
    return before.measure != UNNAMED and before.score > choice.score


def _is_silent_side(scene: Scene, before: Mention, mention: Mention, choice: Choice) -> bool:
    """Whether a time is that of other people or of another treatment, of which nothing else is said: "some feel it
    within a day, everybody else needs two weeks"."""
    if mention.dimension != "time":
        return False
    silent = _SILENT_SIDE.fullmatch(scene.text, before.span.end, mention.span.start)
    if silent is None:
        return False
    who = Span(*silent.span("who"))
    known = _PEOPLE.search(scene.text, *who) or any(who.holds(hit.span) for hit in scene.hits_of("interventions"))
    told = (vote for vote in choice.votes if vote.frame == "sentence" and vote.weight > 0)
    return bool(known) and not any(who.meets(vote.span) for vote in told)


def _other_side(scene: Scene, before: Mention, mention: Mention) -> int | None:
    """Where the other side begins of a contrast, or of two figures with groups behind the same preposition."""
    between = scene.between(before.span, mention.span)
    contrast = scene.ruler.contrast(before.span, mention.span)
    if contrast is not None:
        return None if ";" in between else contrast.start
    if between == _TO and mention.dimension in OUTCOME_DIMENSIONS:
        return before.span.end
    joined = _JOINED_SIDE.fullmatch(between)
    behind = _SIDE.match(scene.text, mention.span.end, scene.span.end) if joined else None
    alike = joined and behind and joined["word"].lower() == behind["word"].lower()
    return before.span.end + joined.start("side") if joined and alike else _led_alike(scene, before, mention)


def _led_alike(scene: Scene, before: Mention, mention: Mention) -> int | None:
    """Where the other side begins of two figures behind the same preposition: "by 6% of these and by 5% of those"."""
    second = _AND_BY.search(scene.text, before.span.end, mention.span.start)
    first = _LED_BY.search(scene.text, scene.span.start, before.span.start) if second else None
    return second.start("side") if first and second and first["word"].lower() == second["word"].lower() else None


_AS_BEFORE = (_is_side_of, _is_of_others)
"""What makes a figure one of the same measure as that before it."""
