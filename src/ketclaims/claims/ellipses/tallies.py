"""Tallies: numbers that say how many of the things just counted did or had something, without naming them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ketclaims.claims.ellipses.completion import COUNTED, is_whole, last_figure, stated, with_unit, with_unit_of
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

_PARTED = r"(?:with|without|in|on|for|from|by|at|under|after|given|using|of|to|as|against|through|via)"
# 15 | with infusions, four | sending lozenges, six | were small
_SHARE_OF = late(
    rf"\s+(?:{_PARTED}\b(?!\s+(?:them|these|those|which|whom|us)\b)|(?!(?:day|even)[a-z]*\b)[a-z]{{2,}}(?:ed|ing)\b|left\b|withdrew\b|were\b|had\b|gave\b|got\b|took\b)",
    re.IGNORECASE,
)
# "24 clinics: | 15 with infusions", "30 trials (| 12 in depression"
_FIRST = late(r"(?:\s[^.;:,()\d]{1,40})?(?:\s?[:(–—]|,\s+of\s+which|;)\s*(?:of\s+(?:these|them),?\s+)?", re.IGNORECASE)
_NEXT = late(
    r"\s[^.;()\d]{1,60}?(?:,|;|,?\s++(?:and|but))\s+(?:and\s+|but\s+)?(?:(?:only|just|the\s+(?:remaining|other|last))\s+)*",
    re.IGNORECASE,
)
_REST = late(r"\bthe\s+(?:remaining|other)\s+\Z", re.IGNORECASE)
_OPENING = late(
    r"[\W_]*(?:(?:Of\s+(?:these|them|those),|Only|Just|About|Some|Almost|Nearly|Fully|But|And|The\s+(?:remaining|other))\s+)*",
    re.IGNORECASE,
)
# "Twenty-two | gave the drug by vein": what only a study does
_STUDIED = late(
    r"\s+(?:(?:of\s+(?:them|these|those)\s+)?(?:gave|used|compared|tested|enrolled|recruited|looked|concerned|covered|dealt|lasted|favou?red|beat|pitted|came\s+out"
    r"|involved|examined|reported|found|showed|ran|did\s+not\s+report|took\s+place|scored|followed|measured|had\s+(?:an?\s+)?(?:placebo|control|sham|active|fewer|more|no))"
    r"|were\s+(?:judged|rated|randomi|double|blind|open|small|large|short|negative|positive|crossover|placebo|controlled|published|done|run|industry|at\s+(?:a\s+)?(?:low|high)))\b",
    re.IGNORECASE,
)
# "We approached 24 clinics. Seventeen | answered."
_ACTED = late(r"\s+(?:[a-z]{2,}ed|had|did|said|would|were|gave|sold|sent|paid|told|could|have|do|are)\b", re.IGNORECASE)
# "Three | in the placebo group | dropped out", "Two | on ketamine | asked for it to be stopped"
_OF_AN_ARM = late(
    r"\s+(?:on|in|from|given|taking|receiving|under|with)\s+[^.;,:\d]{2,40}?\s(?:asked|dropped|withdrew|stopped|left|quit|died|fainted|needed|relapsed|attempted"
    r"|responded|improved|reported|vomited|had\s+to|were\s+(?:hospitali|admitted|withdrawn|excluded|lost))\b",
    re.IGNORECASE,
)
_OPENS_CLAUSE = late(rf"(?:\A|[;:]|,\s+(?:and|but))\s*[\W_]*{HEDGED}\Z", re.IGNORECASE)
# "We randomized | 418 | (mean age", "They recruited | 60 |, mostly women"
_RECRUITED = late(
    r"\b(?:randomi[sz]ed|enrolled|recruited|screened|assessed|analy[sz]ed|interviewed|surveyed|treated|allocated|allotted|took\s+in)\s+"
    rf"(?:(?:{HEDGE}|a\s+further|another|all)\s+)*\Z",
    re.IGNORECASE,
)
_BY_WHOM = late(
    r"\b(?:we|they|it|i|team|study|trial|who|which|authors?|researchers|investigators|group|and)\b", re.IGNORECASE
)
_BARE_ENDS = late(r"\s*(?:[.,;(–—]|\Z)|\s+(?:and|in|from|at|for|with|between|across|over|to)\b", re.IGNORECASE)
_LEAST_GROUP = 5
_FEW = 2
_CLAUSE = 60


def tallied(reading: Reading) -> Mention | None:
    """ "24 clinics: 15 with infusions, five with the spray", "30 trials. Eighteen gave it by vein": of those."""
    scene, said, before, mention, _ = reading
    if not is_whole(mention) or stated(mention).low is None:
        return None
    whole = _listed(scene, before, mention) or _opening(scene, said, before, mention)
    if whole:
        return replace(with_unit_of(whole, mention), noun="tally")
    people = _recruited(scene, mention) or _of_an_arm(scene, mention)
    return with_unit(mention, "{person}", "{person}") if people else None


def _is_part(mention: Mention, whole: Mention) -> bool:
    """Whether a number can be a part of another one."""
    part, all_of_them = stated(mention).low, stated(whole).low
    return part is not None and all_of_them is not None and 0 < part < all_of_them


def _listed(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention | None:
    """What was counted, where the number begins or goes on a list of its parts, or is the rest of it."""
    last = last_figure(before)
    counted = last if last and last.dimension in COUNTED else last_figure(before, *COUNTED)
    if counted is None:
        return None
    if _REST.search(scene.before(mention.span, 24)):
        return counted
    if counted is not last or not _SHARE_OF.match(scene.text, mention.span.end, scene.span.end):
        return None
    between = scene.between(counted.span, mention.span)
    goes_on = counted.noun in ("", "tally") and _NEXT.fullmatch(between)
    begins = _is_part(mention, counted) and _FIRST.fullmatch(between)
    return counted if goes_on or begins else None


def _opening(scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention) -> Mention | None:
    """What the passage before counted, where this one opens with how many of them did something."""
    if before or not said or not _OPENING.fullmatch(scene.before(mention.span, _CLAUSE)):
        return None
    end = mention.span.end
    studies = last_figure(said, "{study}")
    if studies and _is_part(mention, studies) and _STUDIED.match(scene.text, end, scene.span.end):
        return studies
    counted = last_figure(said, *COUNTED)
    things = counted if counted and counted.dimension in ("count", "{person}") and not studies else None
    acts = things and _is_part(mention, things) and _ACTED.match(scene.text, end, scene.span.end)
    return things if acts else None


def _recruited(scene: Scene, mention: Mention) -> bool:
    """Whether so many were taken into a study: "We randomized 418"."""
    if (stated(mention).low or 0) < _LEAST_GROUP or not _BARE_ENDS.match(scene.text, mention.span.end):
        return False
    head = scene.before(mention.span, _CLAUSE)
    took = _RECRUITED.search(head)
    return took is not None and _BY_WHOM.search(head, 0, took.start()) is not None


def _of_an_arm(scene: Scene, mention: Mention) -> bool:
    """Whether so many people of an arm did something: "Three in the placebo group dropped out"."""
    if not _OPENS_CLAUSE.search(scene.before(mention.span)) or (stated(mention).low or 0) < _FEW:
        return False
    return _OF_AN_ARM.match(scene.text, mention.span.end, scene.span.end) is not None
