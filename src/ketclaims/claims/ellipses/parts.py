"""Parts: a further fraction of a whole that was spoken of, and numbers in bold type before what they count."""

from __future__ import annotations

import re
from dataclasses import replace

from ketclaims.claims.ellipses.completion import stated, with_unit
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.late import late
from ketclaims.model import Quantity, Span
from ketclaims.quantities import Mention
from ketclaims.quantities.numbers import as_listed
from ketclaims.quantities.patterns import CODED_PERIODS, patterns_of
from ketclaims.quantities.points import under
from ketclaims.quantities.relations import relation_of

_FURTHER = late(r"\b(?:another|a\s+further|yet\s+another)\s+\Z", re.IGNORECASE)
_PART_ENDS = late(
    r"\s*(?:[.,;:)]|\Z)|\s+(?:of\b|or\s+(?:so|thereabouts)\b|off\b|feel|felt|have\b|had\b|were\b|are\b|did\b|do\b|get|got\b|say|said\b|need|stop|relapse|drop"
    r"|[a-z]{3,}ed\b)",
    re.IGNORECASE,
)
# **12** | sessions
_BOLD = late(r"(?P<marks>\*{1,3}|_{1,3})[ \u00a0]+(?=[A-Za-z])")
_PERIOD = late(rf"(?P<period>{'|'.join(CODED_PERIODS)})s?\b", re.IGNORECASE)


def another_part(reading: Reading) -> Mention | None:
    """ "Another tenth feel worse": a share, where a noun behind it would make it a rank."""
    scene, _, _, mention, lexicon = reading
    if mention.reason != "not_quantitative":
        return None
    share = lexicon.numbers["fractions"].get(mention.span.of(scene.text).lower())
    if share is None or not _FURTHER.search(scene.before(mention.span, 20)):
        return None
    if not _PART_ENDS.match(scene.text, mention.span.end, scene.span.end):
        return None
    quantity = Quantity(mention.span, share, share, "%")
    return replace(mention, kind="figure", quantity=quantity, dimension="share", noun="part", reason=None)


def in_bold(reading: Reading) -> Mention | None:
    """ "**12** sessions over **4** weeks": the marks stand between a number and what it counts or measures."""
    scene, _, _, mention, lexicon = reading
    marked = _BOLD.match(scene.text, mention.span.end, scene.span.end)
    if marked is None or scene.text[mention.span.start - 1 : mention.span.start] not in ("*", "_"):
        return None
    if time := _PERIOD.match(scene.text, marked.end(), scene.span.end):
        begin = max(0, mention.span.start - len(marked["marks"]))
        relation = relation_of(scene.text, Span(begin, mention.span.end), "time", lexicon)
        timed = with_unit(mention, CODED_PERIODS[time["period"].lower()], "time")
        return replace(timed, quantity=under(stated(timed), relation))
    patterns = patterns_of(lexicon)
    counted = patterns.things.counted(scene.text[marked.end() - 1 : scene.span.end], 0)
    if counted is None:
        return None
    code = patterns.nouns[as_listed(counted.written)]
    return replace(with_unit(mention, code, code), noun=counted.written.lower())
