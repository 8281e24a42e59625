"""Number words that state nothing: ``first``, ``one of``, ``decades``."""

from __future__ import annotations

import re

from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point

_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
# "in recent years" dates a text; "her early years" are no span of time
_SPAN_OF_YEARS = late(r"\b(?:in|for|over|of|recent|past|last|many|several|few|within|after)\s\Z", re.IGNORECASE)


def read_word(point: Point) -> Mention | None:
    """A number word that no other reader made anything of."""
    found = _WORD.match(point.text, point.start)
    if found is None or found.group().lower() not in point.lexicon.exclusions["words"]["not_quantitative"]:
        return None
    if found.group().lower() == "years" and not _SPAN_OF_YEARS.search(point.before(12)):
        return None
    return Mention(Span(point.start, found.end()), "noise", reason="not_quantitative")
