"""Answers: numbers that count what a question or a heading asks for: "How many visits does it take? Six to start."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import ENDS, code_of_things, is_whole, last_figure, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE

_HOW_MANY = late(
    r"\b(?:how\s+many|number\s+of)\s+(?P<things>(?:[\w-]+\s+){0,2}?[\w-]+)",
    re.IGNORECASE,
)
# "Is one infusion enough?"
_ENOUGH = late(r"\b(?:is|are|will)\s+(?:a|an|one|\w+)\s+(?P<things>[a-z]+)\s+(?:be\s+)?enough\b", re.IGNORECASE)
_UNNAMED_MANY = late(
    r"\bhow many\s+(?:will|do|would|should|must)\s+(?:i|you|we|they|it|(?:most\s+)?people|(?:most\s+)?patients)\b",
    re.IGNORECASE,
)
# "How many infusions? | Six."
_JUST_ASKED = late(r"\bhow many\b(?P<things>[^?.!\n]{0,48})\?\W*\Z", re.IGNORECASE)
_ASKED_REACH = 72
_NEAR = 280
_DOSING = late(
    r"\b(?:mg|mg/kg|infusions?|sessions?|visits?|doses?|lozenges?|sprays?|drips?|weekly|(?:a|per)\s+week)\b",
    re.IGNORECASE,
)
_ANSWERS = late(
    r"[\W_]*(?:(?:A|Give\s+it|Allow|Usually|Typically|Most(?:\s+people)?|About|Around|Up\s+to|At\s+least|Normally|Plan\s+on|Expect|Often|Between|From|It['’]s|Generally|Roughly|Anywhere"
    r"|Somewhere|Commonly|Probably|Ideally)\b[\s:.,]*){0,3}",
    re.IGNORECASE,
)
_HEDGED = rf"(?:(?:{HEDGE}|between|from|usually|often|typically)\s+)*"
# "Most people have | six", "for a few it is | five", "A few stop at | four"
_HAVE = late(
    rf"\b(?:had|have|has|having|needs?|needed|took|takes?|gets?|got|gives?|gave|is|are|was|were|be|recommends?|suggests?|offers?|did|do|does|start\s+with|begin\s+with|stop(?:ped)?\s+at"
    rf"|stop(?:ped)?\s+after|plan\s+(?:on|for)|expect|aim\s+for|allow|give\s+it)\s+{_HEDGED}\Z",
    re.IGNORECASE,
)
# "Marcus had six, Priya | ten", "some need four, others | ten", "six, sometimes | eight"
_NEXT = late(
    r"(?:\s+or\s+more)?\s*[,;(]\s*(?:and\s+|but\s+|or\s+|then\s+)?(?!(?:on|at|in|after|within|before|since|day|week|month|page|age|aged)\b)(?:[\w’'.-]+,?\s+){1,4}",
    re.IGNORECASE,
)
_NO_OTHER = late(
    r"\s*(?:[.,;:(–—-]|\Z)|\s+(?:to\s+(?:start|begin)|at\s+first|in\s+all|over|in|for|on|if|or|and|spread|most)\b"
)
_FRAMES = ("question", "heading", "lead", "prelude")


def asked_for(reading: Reading) -> Mention | None:
    """ "How many visits does it take? Six to start.": the number that opens the answer counts what was asked for."""
    scene, _, before, mention, lexicon = reading
    opens = _ANSWERS.fullmatch(scene.before(mention.span, 40)) and _NO_OTHER.match(scene.text, mention.span.end)
    if not opens and not _goes_on(scene, before, mention):
        return None
    code = _thing(scene, lexicon, near=not opens)
    return replace(with_unit(mention, code, code), noun="asked") if code else None


def _goes_on(scene: Scene, before: Sequence[Mention], mention: Mention) -> bool:
    """Whether a number can answer further on: "some need four, others ten"."""
    if not is_whole(mention) or not ENDS.match(scene.text, mention.span.end):
        return False
    last = last_figure(before)
    listed = last and last.noun == "asked" and _NEXT.fullmatch(scene.between(last.span, mention.span))
    return bool(listed) or _HAVE.search(scene.before(mention.span, 40)) is not None


def _thing(scene: Scene, lexicon: Lexicon, *, near: bool) -> str | None:
    """The code of what the question before the passage, or the words above it, ask to be counted."""
    above = next((f.span for f in scene.frames if f.kind in _FRAMES), None)
    asking = above.of(scene.text) if above and (not near or 0 <= scene.span.start - above.end < _NEAR) else ""
    just = _JUST_ASKED.search(scene.text, max(0, scene.span.start - _ASKED_REACH), scene.span.start)
    if just and not just["things"]:
        return "{dose}" if _DOSING.search(scene.text, scene.block.span.start, scene.span.start) else None
    asking = just.group() if just else asking
    asked = _HOW_MANY.search(asking) or _ENOUGH.search(asking)
    if asked and _UNNAMED_MANY.search(asking):
        return "{dose}"
    return code_of_things(asked["things"].lower().split(), lexicon) if asked else None
