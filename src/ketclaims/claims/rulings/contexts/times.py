"""When a time is context: it says when the outcomes of a passage were measured."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

_CLOSING = late(rf"[^,;:()–—]{{0,60}}\s(?:after|at)\s+{HEDGED}", re.IGNORECASE)
_OPENING = late(rf"\W*(?:after|at|by|within|over|during)\s+(?:the\s+first\s+)?{HEDGED}\Z", re.IGNORECASE)


def closes_the_passage(case: Case) -> bool:
    """ "The response rate was 40% after 2 days.": a time that ends a sentence, behind the outcome that it dates."""
    last = case.earlier[-1] if case.earlier else None
    return last is not None and not case.tail.strip(".* ") and _CLOSING.fullmatch(case.between(last)) is not None


def opens_the_passage(case: Case) -> bool:
    """ "After 2 days, 40% had stopped": a time that opens a sentence with an outcome and ends with a comma."""
    return bool(case.outcomes) and case.tail.startswith(",") and _OPENING.fullmatch(case.head) is not None
