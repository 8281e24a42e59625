"""Lists of numbers: what one of them says about its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ketclaims.late import late
from ketclaims.model import Quantity
from ketclaims.quantities.hedges import HEDGED
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.numbers import as_listed
from ketclaims.quantities.patterns import Patterns

# 28.1, 20.4 and 14.7 points | 140/90 mmHg | 0.3/0.6 mg/kg
_LISTED = re.compile(r",\s*(?:and\s+|or\s+|then\s+)?|\s+(?:and|or)\s+|/|\s?[×x]\s?")
# 29 v 4 percent | 36.8 against 14.7%
_AGAINST = re.compile(rf"\s+(?:vs?\.?|versus|against|compared\s+(?:with|to))\s+{HEDGED}")
# twelve 90-minute sessions | (6+) 40 minute infusions
# from 4.1 | to | 1.9 mmol/L
_TO = late(rf"\s+(?:(?:down|up)\s+)?to\s+{HEDGED}")
_FROM = re.compile(rf"\bfrom\s+{HEDGED}\Z")
# "13.7, | or | 22.8 kg": another way to say it
_SAID_AGAIN = re.compile(r",\s*or\s+")
_BEFORE_MEASURED = late(r"\)?[ \t\u00a0]+\(?")
_COMPARED = ("share", "points")
_STROKED = ("pressure", "mass", "dose_by_weight")
_REACH = 16
_UNSHARED = frozenset(("{year}", "{p}", "{ratio}", "age", "frequency", "rate"))


def count_measured(text: str, mentions: Sequence[Mention], patterns: Patterns) -> list[Mention]:
    """Give a bare number before a measured noun its unit: ``twelve 90-minute sessions`` are 12 doses."""
    counted = list(mentions)
    for i, (here, after) in enumerate(pairwise(mentions)):
        if here.kind != "bare" or after.kind != "figure" or here.quantity is None:
            continue
        if not _BEFORE_MEASURED.fullmatch(text, here.span.end, after.span.start):
            continue
        noun = patterns.things.counted(text, _end_of_run(text, mentions, i + 1))
        if noun:
            written = as_listed(noun.written)
            code = patterns.nouns[written]
            quantity = replace(here.quantity, unit=code)
            counted[i] = replace(here, kind="figure", quantity=quantity, dimension=code, noun=written)
    return counted


def _end_of_run(text: str, mentions: Sequence[Mention], first: int) -> int:
    """Where the figures end that stand between a number and its noun: ten | daily | four-hour | infusions."""
    end = mentions[first].span.end
    for at in range(first + 1, len(mentions)):
        after = mentions[at]
        if after.kind != "figure" or text[end : after.span.start] != " ":
            break
        end = after.span.end
    return end


def share_units(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give each bare number of a list the unit of the last one: ``28.1, 20.4 and 14.7 points``."""
    shared = list(mentions)
    for i in range(len(shared) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if here.kind != "bare" or here.quantity is None or after.quantity is None or not _shares(after):
            continue
        listed = _LISTED.fullmatch(text, here.span.end, after.span.start)
        if listed is None and after.dimension in _COMPARED:
            listed = _AGAINST.fullmatch(text, here.span.end, after.span.start)
        if listed is None and _FROM.search(text, max(0, here.span.start - _REACH), here.span.start):
            listed = _TO.fullmatch(text, here.span.end, after.span.start)
        if listed is None or (listed.group() == "/" and after.dimension not in _STROKED):
            continue
        if (
            "then" in listed.group()
            and text[here.span.start - 4 : here.span.start] == "for "
            and after.dimension != "time"
        ):
            continue  # "1 mg for four, then 2 mg"
        if _SAID_AGAIN.fullmatch(listed.group()) and i and shared[i - 1].dimension == "share" != after.dimension:
            continue
        if listed.group().strip() in ("×", "x") and after.quantity.unit[-1:].isdigit():
            continue
        if listed.group() == "/" and after.dimension == "pressure":
            shared[i + 1] = replace(after, quantity=_bounded_as(after.quantity, here.quantity))
        quantity = replace(here.quantity, unit=after.quantity.unit)
        shared[i] = replace(here, kind="figure", quantity=quantity, dimension=after.dimension)
    return tuple(shared)


def _shares(mention: Mention) -> bool:
    """Whether a figure's unit can be that of the numbers before it; a counted noun and a sign of money are its own."""
    numeric = mention.quantity is not None and mention.quantity.precision == "numeric"
    flows = mention.unit == "/min" or (mention.dimension == "rate" and mention.unit[:1] not in "{/")
    own = mention.dimension in _UNSHARED or mention.dimension[:1] == "{" or mention.noun in ("per", "money")
    own = own and not flows
    return numeric and mention.kind == "figure" and not own


def _bounded_as(quantity: Quantity, other: Quantity) -> Quantity:
    """The same number under the bound of ``other``: ``above 140/90`` bounds both."""
    value = quantity.low if quantity.low is not None else quantity.high
    low, high = None if other.low is None else value, None if other.high is None else value
    return replace(quantity, low=low, high=high, relation=other.relation)
