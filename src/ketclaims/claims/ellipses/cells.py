"""Cells: a number alone in its cell of a table, or behind a label, of which their names tell what it states."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ketclaims.claims.ellipses.completion import COUNTED, code_of_things, with_unit
from ketclaims.claims.ellipses.headers import under_header
from ketclaims.claims.ellipses.reading import Reading
from ketclaims.claims.scenes.scene import Scene
from ketclaims.late import late
from ketclaims.lexicon import Lexicon
from ketclaims.quantities import Mention
from ketclaims.quantities.nouns import singular

# Visits included | Number of calls | Private clinics
_THINGS = late(
    r"(?:(?:number|no\.)\s+of\s+)?(?:[a-z-]+\s+)?(?P<noun>[a-z]{3,}[^\Wus]s)(?:\s+[a-z-]+){0,3}", re.IGNORECASE
)
_YOUNGEST = late(r"(?:youngest|oldest)\b", re.IGNORECASE)
# Weeks | 1–4, Months since surgery | 0–6: when something was; BMI before surgery | 45: what was the case at first
_WHEN = late(
    r"(?:no\.?|#|(?:step|phase|visit|session|stage|week|day|month|hour|year)s?)\W*"
    r"|(?:week|day|month|hour|year)s?\s+(?:since|after|from|into|of)\b.*",
    re.IGNORECASE,
)
_AT_FIRST = late(r"\b(?:before|baseline|at\s+(?:entry|intake|first|the\s+start))\b", re.IGNORECASE)
# Batches this year: | 41. but "(answer: 41)", "at a year: 41 (62%)"
_LABELLED = late(r"(?:\A|[.;,!?]\s|\n|\b(?:and|but)\s)\W{0,4}(?P<name>[A-Za-z][^.;:,!?()\n\d]{3,60}):[*_]{0,3}\s\Z")
# Word count: 248. Codes: 90867. In an emergency: 112: of the text, and what is dialled
_NO_COUNT = late(
    r"\b(?:words?|characters?|tables?|figures?|references|pages?|versions?|phase|codes?|corrections?|emergenc\w*|crisis|suicid\w*|hours|phone|tel|call"
    r"|dial|line|helpline|option|extension|answers?|room|floor|bay|registration|id|number|posts?|threads?|volume|issue|edition|step|part|question)\b(?!\s+of)",
    re.IGNORECASE,
)
_LABEL_ENDS = late(r"[*_]{0,3}(?:[.;,]|\s*\Z|\s*\n)")
_LABEL_REACH = 80
_EMPHASIS = "*_~ \t\u00a0"


def thing_in_a_cell(reading: Reading) -> Mention | None:
    """ "Channels | 4 | 12": a number that fills its cell, below or beside the name of what it counts."""
    unit = _unit_of(_names_of(reading.scene), reading.lexicon) if _fills_a_cell(reading) else None
    return under_header(reading.scene, with_unit(reading.mention, *unit), reading.lexicon) if unit else None


def alone_in_a_cell(reading: Reading) -> Mention | None:
    """ "Basic | 2 | $40": a number that fills its cell, of which nothing tells what it counts."""
    return with_unit(reading.mention, "1", "") if _fills_a_cell(reading) else None


def behind_a_label(reading: Reading) -> Mention | None:
    """ "Batches this year: 41. Rejected: 2.": a number that is all that stands behind a label."""
    scene, _, _, mention, lexicon = reading
    if not _LABEL_ENDS.match(scene.text, mention.span.end, scene.span.end):
        return None
    label = _LABELLED.search(scene.before(mention.span, _LABEL_REACH))
    if label is None or _NO_COUNT.search(label["name"]) or scene.inside_brackets(mention.span):
        return None
    return with_unit(mention, *(_unit_of([label["name"]], lexicon) or ("1", "")))


def _fills_a_cell(reading: Reading) -> bool:
    """Whether a number is all that stands in a cell, and no name of a row, no time and nothing that was so at first."""
    scene, mention = reading.scene, reading.mention
    block = scene.block
    if not block.cells or block.kind == "header" or scene.span == block.cells[0]:
        return False
    if scene.text[scene.span.start : scene.span.end].strip(_EMPHASIS) != mention.span.of(scene.text):
        return False
    names = _names_of(scene)
    return bool(names) and not any(map(_WHEN.fullmatch, names)) and not any(map(_AT_FIRST.search, names))


def _names_of(scene: Scene) -> list[str]:
    """The names of the column and the row of a cell, the column's first."""
    named = (scene.words_above(kind).strip("*_. ") for kind in ("column", "label"))
    return [name for name in named if any(map(str.isalpha, name))]


def _unit_of(names: Sequence[str], lexicon: Lexicon) -> tuple[str, str] | None:
    """The unit of what one of the names counts; none where no plural tells it."""
    if any(map(_YOUNGEST.match, names)):
        return "a", "age"
    counted = next(filter(None, map(_THINGS.fullmatch, names)), None)
    if counted is None:
        return None
    thing = counted["noun"].lower()
    code = code_of_things((thing,), lexicon)
    return (code, code) if code in COUNTED else (f"{{{singular(thing)}}}", "count")
