"""When a year, or the time between two, is context."""

from __future__ import annotations

import re

from ketclaims.claims.rulings.cases import Case
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED

# "was made a Schedule III substance in", "has been on the list since"
_ENACTED = late(
    r"\b(?:(?:was|were|been|became|is|are)\s+(?:\w+\s+)?(?:made\s+(?:a\s+|an\s+)?(?:schedule|class|controlled|legal|illegal|prescription)"
    r"|listed|added\s+to|scheduled|reclassified|banned|outlawed|legali[sz]ed|launched|introduced|marketed|withdrawn|put\s+on\s+the)"
    r"|moved\s+(?:from\s+|up\s+|to\s+|down\s+)*(?:class|schedule)\b)[^.;]{0,80}?\b(?:in|since|from|until)\s+\Z"
    r"|\bpatents?\s+(?:(?:on|for)\s[^.;,]{1,30}\s)?(?:ran\s+out|runs\s+out|expired?s?|lapsed?|ended|fell)\b[^.;]{0,24}?\bin\s+\Z|\b(?:lost\s+(?:its|the)|off|out\s+of)\s+patent(?:\s+protection)?\s+in\s+\Z"
    r"|\A(?!\W*(?:he|she|i|we|who)\b)[^.;]*\b(?:has|have)\s+been\b[^.;]{0,80}?\bsince\s+(?:the\s+)?\Z|\baround\s+since\s+(?:the\s+)?\Z"
    r"|\A(?!\W*(?:he|she|i|we|who)\b)[^.;]{2,60}?\b(?:came\s+(?:along|out|in)|arrived|appeared|followed|was\s+sold\b[^.;]{0,24}|(?:gave|got|won)\s+[^.;]{0,12}\b(?:nod|go-ahead|label|blessing)|reached\s+the\s+\w+(?:\s+room)?|went\s+on\s+sale|(?:hit|reached)\s+the\s+(?:market|shelves))"
    r"(?:\s+(?:there|here|for\s+good))?\s+(?:in|around|back\s+in)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "reached the market in 1987, and by | 2005 | one in ten took it"
_AND_BY = late(r"(?:\A|[,;]\s+(?:(?:and|but|so)\s+)?)\W*by\s+\Z", re.IGNORECASE)
_NO_WORD = late(r"[\W_]*")
_ENTRY = late(r"\s*(?:[*_]{2}\s*)?(?:[:–—]\s|-\s)")
_ENTRY_OF_A_LIST = late(r"(?:[*_]{2})?\s+[A-Z]")


def undated(case: Case) -> bool:
    """A year in a story, with no word that says what happened in it; a law or a market is no story."""
    if _AND_BY.search(case.head):
        return True
    return case.choice.measure == UNNAMED and not _ENACTED.search(case.head) and not _opens_an_entry(case)


def _opens_an_entry(case: Case) -> bool:
    """Whether a year opens an entry of a list of dates: "- **1966** Patent granted", "1966: patent granted"."""
    cells = case.scene.block.cells
    if cells:
        alone = case.scene.span == cells[0] and not any(f.mentions for f in case.scene.frames if f.kind == "row")
        return alone and len(cells) > 1 and _NO_WORD.fullmatch(case.head + case.tail) is not None
    opens = _NO_WORD.fullmatch(case.head) is not None
    entry = case.scene.block.kind == "item" and _ENTRY_OF_A_LIST.match(case.tail)
    return opens and bool(entry or _ENTRY.match(case.tail))
