"""When a count only carries the talk on: points to make, times asked."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late

# "three times | as likely", "at three times | the usual dose", "three times | what they had"
_COMPARED = late(
    r"\s+(?:(?:as|more|less|fewer|higher|lower|greater|larger|smaller|bigger|stronger|weaker|faster|slower|longer|shorter|better|worse|likelier|commoner"
    r"|\w+er|the|that|those|what|its|their|his|her|your|my|our|normal|baseline|over|since|in|during|this|last|per|upper)\b)",
    re.IGNORECASE,
)
_COMPARING = late(
    r"\b(?:risks?|odds|rates?|likelihood|chance|ratio|by|to|at|than|rose|rises?|grew|increas\w+|multipl\w+|magnif\w+|potent|strength)\b[^.;,]{0,30}\Z",
    re.IGNORECASE,
)
_OF_TALK = late(
    r"\s+(?:(?:is|are)\s+worth|(?:to|that|which|we|I)\s+(?:make|remember|note|consider|bear|keep|stress|discuss|matter|stand|follow|need)|stand\s+out|follow|deserve|emerge)\b",
    re.IGNORECASE,
)


def counted_times(case: Case) -> bool:
    """ "She asked me three times": how often something was done, with which nothing is compared."""
    if case.mention.noun != "times" or not case.written.endswith("times"):
        return False
    return _COMPARED.match(case.tail) is None and _COMPARING.search(case.head) is None


def talking_points(case: Case) -> bool:
    """ "Two points are worth repeating", "three points to remember": what is said, not what is scored."""
    return "point" in case.written and _OF_TALK.match(case.tail) is not None
