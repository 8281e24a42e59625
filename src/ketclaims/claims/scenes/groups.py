"""Groups that a trial calls by a letter or a number: "Group K received ketamine", "lithium (Group 2)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.phrases import Hit

_FEWEST = 2
# The whole text is searched: what a group begins with stands first, which passes over the other letters at once.
_NAME = late(r"[GgAaCc](?<!\w.)(?:(?<=[Gg])roup|(?<=[Aa])rm|(?<=[Cc])ohort)\s(?P<name>[A-Z]{1,2}|[1-5]|I{1,3})\b")
# Group K | (n = 60) received | ketamine, Group 1 | : | ketamine
_RECEIVES = late(
    r"\s*(?:\([^()]{0,30}\)\s*)?(?:[:=–—-]|,|\((?!n\b)|(?:,\s+(?:who|which)\s+)?(?:had|got|received|receives|took"
    r"|(?:was|were) (?:given|treated with)|consisted of|underwent|comprised))\s*(?:[\w./%-]+\s+){0,6}",
    re.IGNORECASE,
)
# ketamine | (| group K, ketamine| , |group 1
_CALLED = late(r"(?:\s+[\w./]+){0,3}\s*[(,]\s*(?:the\s+)?", re.IGNORECASE)


def grouped(text: str, treatments: Sequence[Hit]) -> tuple[Hit, ...]:
    """Every place at which a text calls a group by its letter or number, as a hit of the treatment that it says the
    group had, in order; none where it tells of fewer than two groups. ``treatments`` stand in order."""
    places = [Span(*found.span()) for found in _NAME.finditer(text)] if "roup " in text or "rm " in text else []
    if not places or not treatments:
        return ()
    told = dict(reversed(list(_told(text, places, treatments))))
    named = ((place, told.get(_letter(text, place))) for place in places) if len(told) >= _FEWEST else ()
    return tuple(hit._replace(span=place, size=0) for place, hit in named if hit)


def _told(text: str, places: Sequence[Span], treatments: Sequence[Hit]) -> Iterator[tuple[str, Hit]]:
    """What each place says of its group, if it does: the treatment right behind it, or right before."""
    for place in places:
        behind = next((hit for hit in treatments if hit.span.start >= place.end), None)
        before = next((hit for hit in reversed(treatments) if hit.span.end <= place.start), None)
        if behind and _RECEIVES.fullmatch(text, place.end, behind.span.start):
            yield _letter(text, place), behind
        elif before and _CALLED.fullmatch(text, before.span.end, place.start):
            yield _letter(text, place), before


def _letter(text: str, place: Span) -> str:
    return place.of(text).split()[-1]
