"""Bounds and periods that stand at a distance from their figure: the most that is paid, the price of a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ketclaims.claims.ellipses.completion import stated, with_unit
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.model import Quantity, Relation
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED
from ketclaims.quantities.patterns import ADVERBS, CODED_PERIODS, PERIODS
from ketclaims.quantities.points import bounded
from ketclaims.quantities.readers.frequencies import per_period, period_code

_REACH = 72
_HEDGED = rf"(?:(?:{HEDGE}|something\s+like|an?|from|currently|now)\s+)*"
_LIMITED = r"(?:age|(?:daily\s+)?dose|stay|term|wait|length|price|fee|number)"
# "the most we prescribe is | 20 mg", "a yearly maximum benefit of | $8,150", "caps the copay at | $10"
_MOST = late(
    r"\b(?:the\s+most\s+(?:we|you|they|he|she|it|anyone|any)\b|(?:the|a|an|its?|our|usual|upper|yearly|annual|monthly|daily|overall)\s+(?:maximum|max\.?|ceiling|cap|upper\s+limit)\b"
    rf"|\A\W*(?:(?:annual|yearly|monthly|daily|overall)\s+)?(?:maximum|max\.?|ceiling|cap)\b)[^.;:\d]{{0,40}}?(?:\b(?:is|of|was|at|being)|:)\s+{_HEDGED}\Z"
    rf"|\b(?:max(?:imum|\.)?|upper|highest|longest)\s+{_LIMITED}(?:\s+limit)?(?:\s+(?:for|on|in|with)\s+[a-z][^.;:\d]{{1,40}}(?=:|\s(?:is|was)))?(?:\s+(?:of|is|was)|:)?\s+{_HEDGED}\Z"
    rf"|\b(?:caps?|capp(?:ed|ing))\s[^.;,:\d]{{1,40}}\sat\s+{_HEDGED}\Z"
    rf"|\bmax\.?\s+(?:benefit|payout|payment|dose|price|amount)(?:\s+of|:)?\s+{_HEDGED}\Z",
    re.IGNORECASE,
)
_LEAST = late(
    rf"\b(?:min(?:imum|\.)?|lower|lowest|shortest)\s+{_LIMITED}(?:\s+limit)?(?:\s+(?:of|is|was)|:)?\s+{_HEDGED}\Z|"
    r"\b(?:the\s+least\s+(?:we|you|they|it|anyone|any)\b|(?:the|a|an|its?|our|usual|absolute)\s+(?:minimum|min\.|lower\s+limit)\b)"
    rf"[^.;:\d]{{0,40}}?(?:\b(?:is|of|was|at|being)|:)\s+{_HEDGED}\Z",
    re.IGNORECASE,
)
# "reaches its maximum at | one day": when, and no bound
_REACHED = late(
    r"\b(?:reach\w*|hits?|attain\w*|at)\s+(?:its|their|the|a)\s+(?:maximum|max\.?|ceiling)(?:\s+[a-z]+)?\s+(?:at|is)\s+"
    rf"{_HEDGED}\Z",
    re.IGNORECASE,
)
# what all of them have: in small letters it is found in a fraction of the time
_LIMITING = late(r"most|max|min|ceiling|cap|upper|lower|lowest|highest|longest|shortest|least")
# "12 hours | : minimum wait before driving"
_LABEL_BEHIND = late(
    r"\s*:\s+(?:the\s+)?"
    r"(?:(?P<most>maximum|longest|most|ceiling|upper\s+limit|highest)|minimum|least|shortest|lower\s+limit|lowest)\b",
    re.IGNORECASE,
)
# the label of a row: "Minimum term"
_LABEL = late(r"\W*(?:(?P<most>max(?:imum|\.)?)|min(?:imum|\.)?)\s+[a-z]", re.IGNORECASE)
_PERIOD = rf"(?:{'|'.join(CODED_PERIODS)})"
# "price per month: | $31", "a month of lithium is about | $15", "a yearly maximum benefit of | $8,150"
_PRICE_PER = late(
    rf"\A\W*(?:every|each|per)\s+(?P<every>{_PERIOD})\b[^.;:\d]{{0,24}}:\s+{_HEDGED}\Z|"
    rf"\b(?:price|cost|fee|charge)s?\s+(?:per|a|each)\s+(?P<label>{_PERIOD})\b[^.;:\d]{{0,16}}:\s+{_HEDGED}\Z"
    rf"|\bfor\s+(?:a|one)\s+(?P<whole>{_PERIOD})\s+(?:of|on)\s[^.;:,\d]{{1,40}}\s\Z"
    rf"|\A\W*(?:for\s+)?(?:each|per)\s+(?P<told>{_PERIOD})\s[^.;:\d$£€]{{1,40}}\s{_HEDGED}\Z"
    rf"|\b(?:a|one|each|every)\s+(?P<supply>{_PERIOD})(?:['’]s)?\s+(?:of|supply|worth)\b[^.;:\d]{{0,40}}?\b(?:is|costs?|runs?|comes\s+to|will\s+cost)\s+{_HEDGED}\Z"
    rf"|\b(?P<adverb>yearly|monthly|weekly|annual)\s+(?:[a-z-]+\s+){{1,3}}?(?:(?:is|of|was|at|comes\s+to|runs?|limit(?:ed)?\s+to)\s+)+{_HEDGED}\Z"
    rf"|(?:\A\W*|\b)(?P<heading>yearly|monthly|weekly|annual)\s+(?:[a-z-]+,?\s+){{0,6}}[a-z-]+:\s+{_HEDGED}\Z",
    re.IGNORECASE,
)
_IN_A = late(
    rf"\s+in\s+(?:a|any|each|every)\s+(?:(?:full|whole|single|given|plan|calendar|policy)\s+)?(?P<period>{_PERIOD})\b"
    rf"|\s+for\s+(?:a|one|each|every)\s+(?P<supply>{_PERIOD})['’]s\s",
    re.IGNORECASE,
)
_IN_ANY = late(
    rf"\s+in\s+(?:any|each|every)\s+(?:(?:one|single|plan|calendar|policy)\s+)?(?P<period>{'|'.join(PERIODS)})\b",
    re.IGNORECASE,
)
_OR = late(rf"(?:\s*(?:\([^()]{{1,24}}\),?|,))?\s+(?:or|and)\s+{HEDGED}", re.IGNORECASE)
# "$1,086 a month, though you can get it for | $499", "up from | £122", "Two pounds a month. Before that it was | £26"
_STILL = late(
    r"\b(?:(?:get|have|had|buy|find|got)\s+it\s+for|(?:it|that)\s+(?:was|is)|used\s+to\s+(?:be|cost)|(?:up|down)\s+from|instead\s+of|rather\s+than|as\s+against"
    rf"|against|compared\s+(?:with|to)|versus|before\s+that|now|was)\s+{HEDGED}\Z",
    re.IGNORECASE,
)
# "Preferred: $45 a month. Others: | $90"
_LABEL_OF_A_PRICE = late(
    r"\W*+(?![^:]*\b(?:set-?up|joining|deposit|intake|consult\w*|assessment|first|one[- ]time|one-off|enrol\w*|initial"
    r"|registration|session|infusion|visit)\b)[A-Z][\w-]*(?:\s[\w-]+){0,3}:\s+",
    re.IGNORECASE,
)
# "$129 a month for two tablets, or | $69 | if you take one"
_FOR_SO_MUCH = late(
    r"(?:\s+(?:for|with)\s[^.;:$£€]{1,32}?)?,?\s+(?:and|or|but)\s+(?:(?:about|around|only|just|from)\s+)*",
    re.IGNORECASE,
)
_FOR_OTHERS = late(r"\s+(?:for|if|when|with|without)\b", re.IGNORECASE)
_ALIKE = 15
_CODES = {**CODED_PERIODS, **ADVERBS, "annual": "a"}
_GAP = 80
"""No label is farther from its figure than so many characters of white space."""


def limited(scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention) -> Mention:
    """The figure with the bound and the period that words at a distance give it."""
    if mention.quantity is None:
        return mention
    return _bounded(scene, before, _per_period(scene, said, before, mention))


def _bounded(scene: Scene, before: Sequence[Mention], mention: Mention) -> Mention:
    """The figure with the bound that words around it, or around the price before it, give it."""
    relation = _limit(scene, mention) if stated(mention).relation == "=" else None
    relation = relation or _limit_before(scene, before, mention)
    if relation is None:
        return mention
    quantity = stated(mention)
    return replace(mention, quantity=bounded(mention.span, quantity.low, quantity.high, quantity.unit, relation))


def _limit(scene: Scene, mention: Mention) -> Relation | None:
    """The bound that a word of limit makes of a figure: "the most we give is", "12 hours: minimum wait"."""
    head, end = scene.before(mention.span, _REACH), mention.span.end
    label = _LABEL.match(scene.text, *scene.block.cells[0]) if scene.block.cells and not head.strip() else None
    if label and scene.span != scene.block.cells[0]:
        return "<=" if label["most"] else ">="
    limiting, behind = _LIMITING.search(head.lower()), _LABEL_BEHIND.match(scene.text, end, scene.span.end)
    most = limiting and _MOST.search(head) and not (mention.dimension == "time" and _REACHED.search(head))
    if most or (behind and behind["most"]):
        return "<="
    return ">=" if behind or (limiting and _LEAST.search(head)) else None


def _limit_before(scene: Scene, before: Sequence[Mention], mention: Mention) -> Relation | None:
    """The bound of the price before, where this is its other: "ceiling: C$3,500 or US$2,600"."""
    last = before[-1] if before else None
    joined = last and last.priced and mention.priced and _OR.fullmatch(scene.between(last.span, mention.span))
    return _limit(scene, last) if last and joined and stated(mention).relation == "=" else None


def _per_period(scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention) -> Mention:
    """A price, or a number of doses, with the period that its label or the words behind it name."""
    if mention.dimension == "{dose}":
        often = _IN_ANY.match(scene.text, mention.span.end, scene.span.end)
        return _doses_per(mention, period_code(often)) if often else mention
    if not mention.priced or "/" in mention.unit:
        return mention
    period = _period_shared(scene, before, mention) or _period_before(scene, said, before, mention)
    return with_unit(mention, f"{mention.unit}/{period}", mention.dimension) if period else mention


def _doses_per(mention: Mention, period: str) -> Mention:
    """ "Up to three infusions in any fortnight": so many doses per period."""
    low, high = (per_period(end, period)[0] if end else None for end in (stated(mention).low, stated(mention).high))
    quantity = replace(stated(mention), low=low, high=high, unit=f"{{dose}}/{per_period(Decimal(), period)[1]}")
    return replace(mention, quantity=quantity, dimension="rate")


def _period_shared(scene: Scene, before: Sequence[Mention], mention: Mention) -> str | None:
    """The period that is named for a price; the next of two prices shares it."""
    last = before[-1] if before else None
    joined = last and last.priced and _OR.fullmatch(scene.between(last.span, mention.span))
    return _period(scene, last if last and joined else mention)


def _period(scene: Scene, mention: Mention) -> str | None:
    """The code of the period that the words before a price name, or those right behind it."""
    found = _PRICE_PER.search(scene.before(mention.span, _REACH))
    found = found or _IN_A.match(scene.text, mention.span.end, scene.span.end)
    return _CODES[found[found.lastgroup or 0].lower()] if found else None


def _period_before(scene: Scene, said: Sequence[Mention], before: Sequence[Mention], mention: Mention) -> str | None:
    """The period of the price before, where the words say that this is another price of the same."""
    last = next((m for m in (*reversed(before), *reversed(said)) if m.priced), None) or _next_price(scene, mention)
    money, _, period = last.unit.partition("/") if last else ("", "", "")
    if last is None or money != mention.unit or not period or not _is_alike(stated(last), stated(mention)):
        return None
    head = scene.before(mention.span)
    labels = last not in before and _LABEL_OF_A_PRICE.fullmatch(head) and _is_labelled(scene, last)
    changed = last.span > mention.span
    return period if labels or changed or _STILL.search(head) or _is_another(scene, last, mention) else None


def _is_another(scene: Scene, last: Mention, mention: Mention) -> bool:
    """Whether two prices are for more and for less of the same: "$129 a month for two, or $69 if you take one"."""
    if last.span > mention.span or not _FOR_OTHERS.match(scene.text, mention.span.end, scene.span.end):
        return False
    return scene.span.holds(last.span) and _FOR_SO_MUCH.fullmatch(scene.between(last.span, mention.span)) is not None


def _next_price(scene: Scene, mention: Mention) -> Mention | None:
    """The price to which one has changed: "went from £122 | to £247 a month"."""
    behind = next((m for m in scene.mentions if m.span > mention.span), None)
    changed = behind and behind.priced and scene.between(mention.span, behind.span).strip() == "to"
    return behind if changed and scene.before(mention.span).endswith("from ") else None


def _is_alike(a: Quantity, b: Quantity) -> bool:
    """Whether two prices are of about the same size."""
    mine, other = a.low or a.high, b.low or b.high
    return bool(mine and other) and mine is not None and other is not None and other / _ALIKE <= mine <= other * _ALIKE


def _is_labelled(scene: Scene, figure: Mention) -> bool:
    """Whether a figure of the passage before stands behind a label as well."""
    return scene.text[max(0, figure.span.start - _GAP) : figure.span.start].rstrip().endswith(":")
