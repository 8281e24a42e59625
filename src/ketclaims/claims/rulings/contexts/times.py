"""When a time is context: it says when the outcomes of a passage were measured."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.quantities.hedges import HEDGED

_OPENING = late(rf"\W*(?:after|at|by|within|over|during)\s+(?:the\s+first\s+)?{HEDGED}\Z", re.IGNORECASE)


def opens_the_passage(case: Case) -> bool:
    """ "After 2 days, 40% had stopped": a time that opens a sentence with an outcome and ends with a comma."""
    return bool(case.outcomes) and case.tail.startswith(",") and _OPENING.fullmatch(case.head) is not None
