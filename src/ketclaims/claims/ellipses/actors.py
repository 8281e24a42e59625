"""Actors: numbers that begin a clause and say how many did or had something, without a noun for them."""

from __future__ import annotations

from ketclaims.claims.ellipses.completion import COUNTED, is_whole, last_figure, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.late import late
from ketclaims.quantities import Mention

# Nine gave up; of whom | 31 had filled it in; of the six, | two are well; and | three could not be traced
_BEGINS = late(
    r"(?:\A\W*|[.?!;:–—]\W*\s|\b(?:[Oo]f\s(?:the|these|those|them|whom|which)\b[^.;:]{1,40},|[Ii]n\sthe\send)\s"
    r"|[,;]\s(?:and\s|but\s)?|\b(?:and|but|while|whereas|of\swhom|of\swhich)\s)(?:(?:only|just|another|some|about)\s)?\Z"
)
_DO = (
    r"had|were|was|did|got|left|said|say|went|came|could|would|needed|felt|took|gave|kept|chose|met|lost|quit|saw|fell|threw|told|became"
    r"|began|withdrew|have|are|do|[a-z]{3,}ed"
)
_ACTS = late(rf"\s(?:(?:still|also|then|never|later|already)\s)?(?:{_DO})\b(?!-)")
# two | supervised days: a verb's form that describes a noun
_DESCRIBES = late(r"\s[a-z]{3,}ed\s[a-z]+s\b")
_LEAST = 2
_BESIDE = late(r"(?:\b(?:and|but|while|versus|vs\.?|against)|[,;])\s\Z")
# three on tablets and one | on placebo; but two sprays, one | in each nostril
_PARTED = late(
    r"\s(?!\w+\s(?:each|every|either)\b)(?:on|in|with|without|from|under|at|for|to|of\s(?:whom|them|which))\b"
)


def one_of_those(reading: Reading) -> Mention | None:
    """ "Three patients on 140 mg and one on placebo", "two vomited; one had a fall": one of those who were counted."""
    scene, said, before, mention, _ = reading
    if mention.span.of(scene.text).lower() != "one" or not _BESIDE.search(scene.before(mention.span, 12)):
        return None
    end = mention.span.end
    acts, parted = (form.match(scene.text, end, scene.span.end) for form in (_ACTS, _PARTED))
    counted = last_figure(before, *COUNTED) or (last_figure(said, *COUNTED) if acts else None)
    if counted is not None and (acts or parted):
        return with_unit_of(counted, mention)
    return with_unit(mention, "{person}", "{person}") if acts else None


def acting(reading: Reading) -> Mention | None:
    """ "Of the 50, nine gave up", "Seven had had ECT": so many of whom the text speaks."""
    scene, said, before, mention, _ = reading
    if not is_whole(mention) or (stated(mention).low or 0) < _LEAST or stated(mention).relation != "=":
        return None
    end = mention.span.end
    if not _ACTS.match(scene.text, end, scene.span.end) or _DESCRIBES.match(scene.text, end, scene.span.end):
        return None
    if not _BEGINS.search(scene.before(mention.span, 64)):
        return None
    counted = last_figure(before, *COUNTED) or last_figure(said, *COUNTED)
    if counted is not None and counted.dimension == "count":
        return with_unit_of(counted, mention)
    return with_unit(mention, "{person}", "{person}")
