"""Arms: figures in a row that belong to treatments in a row, named before them or in the sentence before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Frame, Scene
from ketclaims.claims.scenes.standins import KIND
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

_PAIR = 2
# Asked of every sentence: small letters that open each word are found in a fraction of the time.
IN_ORDER = late(r"respectively|in(?<!\win) (?:(?:that|this|the same) order|turn)\b")
"""What says that figures stand in the order of names."""

# What stands between two figures of one row: "53% versus 31%", "28, 20 and 15", "69% (n = 4) and only 25%"
_BETWEEN = late(
    r"\s*(?:\([^()]*\)\s*)?(?:,|/|\b(?:and|vs?\.?|versus|against|compared (?:with|to)|as against)\s)"
    r"\s*(?:(?:and|only|about|just|nearly)\s)?\s*",
    re.IGNORECASE,
)
# "53% | of the patients responded, compared with | 31%": the second is of the same people and says no more
_AGAIN = late(
    r"\s+of\s+(?:[\w-]+\s+){1,3}[\w-]+ed(?:\s*,)?\s+(?:vs?\.?|versus|against|compared\s+(?:with|to)|as\s+against|as\s+opposed\s+to)"
    r"\s+(?:(?:only|about|just|nearly)\s+)?",
    re.IGNORECASE,
)
# "8% | in | either arm", "one person in five | , | whichever spray"
_ALIKE = late(
    r"[,\s]*(?:(?:of\s+(?:people|patients|those)|people|patients)\s+)?(?:(?:in|for|with|on|by)\s+)?", re.IGNORECASE
)
# The header of a column of two arms, and of a column of controls
_SIDES = late(r"\S\s*/\s*\S|\b(?:v|vs|versus)\b", re.IGNORECASE)
_AGAINST = late(r"\b(?:v|vs|versus|against|compared?s?\s+(?:with|to|against))\b", re.IGNORECASE)
_CONTROL_LAST = late(
    r"(?:/|\b(?:v|vs|versus)\b)\.?\s*(?:the\s+)?(?:controls?|comparators?|comparison)\W*\Z", re.IGNORECASE
)
_CONTROL = late(
    r"\W*(?:active\s+)?(?:controls?|comparators?|comparison|compared with)(?:\s+(?:group|arm)s?)?(?:\s*\([^()]*\))?\W*",
    re.IGNORECASE,
)
_UNTREATED = late(
    r"\W*(?:no\s+(?:treatment|therapy|drug|medicine)|untreated|nothing|left\s+alone|without\s+(?:treatment|it))"
    r"(?:\s+(?:group|arm)s?)?(?:\s*\([^()]*\))?\W*",
    re.IGNORECASE,
)


def arm_of(scene: Scene, mention: Mention, passed_over: Collection[Hit]) -> str | None:
    """The treatment in the same place of its row as the figure in its own: "with A and B ... 53% versus 31%".

    Where the sentence names no treatment at all, those of the last sentence that compared some count.
    """
    row = row_around(scene, mention)
    if len(row) < 2 or _told_otherwise(scene, row):
        return None
    hits = [hit for hit in scene.hits_of("interventions") if hit not in passed_over]
    if scene.block.cells and not hits:
        return _of_header(scene, [m.span for m in row].index(mention.span), len(row))
    if any(hit.span.start > row[0].span.start for hit in hits):
        return None
    arms = _with_other(scene, terms_in_order(hits)) if hits else _above(scene)
    return arms[[m.span for m in row].index(mention.span)] if len(arms) == len(row) else None


def both_of(scene: Scene, mention: Mention) -> tuple[str, ...]:
    """The two arms of which one figure is told alike: "8% in either arm", "gone within 90 minutes either way"."""
    behind = (hit.span for hit in scene.hits_of(KIND) if hit.term == "both" and hit.span.start >= mention.span.end)
    both = next(behind, None)
    if both is None or any(mention.span.end <= m.span.start < both.start for m in scene.mentions):
        return ()
    named = terms_in_order(scene.hits_of("interventions"))
    arms = named if len(named) == _PAIR or scene.hits_of("routes") else scene.arms
    return tuple(sorted(arms)) if len(arms) == _PAIR and _ALIKE.fullmatch(scene.between(mention.span, both)) else ()


def _with_other(scene: Scene, named: tuple[str, ...]) -> tuple[str, ...]:
    """The arms that a sentence names, with the other of two if it names one: "commoner on the spray (19% v 13%)"."""
    if len(named) > 1 or len(scene.arms) != _PAIR or named[0] not in scene.arms:
        return named
    return (*named, *(term for term in scene.arms if term not in named))


def _above(scene: Scene) -> tuple[str, ...]:
    """The arms of a sentence that names none: those that were compared last, but for a heading that sets some apart."""
    headed = headed_arms(scene.frames, scene.text)
    near = len(scene.frames) > 1 and headed and headed != headed_arms(scene.frames[-1:], scene.text)
    return headed if near or not scene.arms else scene.arms


def headed_arms(frames: Sequence[Frame], text: str) -> tuple[str, ...]:
    """The treatments that the nearest heading or lead-in naming any sets against each other: "Naps vs. coffee"."""
    heads = (f for f in frames if f.kind in ("lead", "heading", "caption") and f.hits_of("interventions"))
    nearest = next(heads, None)
    if nearest is None or not _AGAINST.search(nearest.span.of(text)):
        return ()
    return terms_in_order(nearest.hits_of("interventions"))


def _of_header(scene: Scene, place: int, size: int) -> str | None:
    """The treatment in the same place of its column's header as a figure in its cell: "A / B" above "53% / 31%".

    What a header calls the control is what the cell of the row in the column of controls names.
    """
    header = scene.frame_of("column")
    side = _SIDES.search(header.span.of(scene.text)) if header else None
    if header is None or side is None:
        return None
    terms = list(terms_in_order(header.hits_of("interventions")))
    if len(terms) == 1 and _CONTROL_LAST.search(header.span.of(scene.text)):
        row = [frame for frame in scene.frames if frame.kind == "row"]
        controls = (cell for cell, column in zip(row, scene.columns, strict=False) if _is_control(scene, column))
        terms += [hit.term for cell in controls for hit in cell.hits_of("interventions")][:1] or [UNNAMED]
    if len(terms) == 1 and size == _PAIR:
        # "real vs sham": the other side is what the row is about
        behind = header.hits_of("interventions")[0].span.start - header.span.start >= side.start()
        return terms[0] if place == behind else None
    return terms[place] if len(terms) == size else None


def control_of(scene: Scene, lexicon: Lexicon) -> str | None:
    """The treatment of a cell in a column of those who had another one, or none, which is the empty name: "Control",
    "No treatment"."""
    header = scene.words_above("column")
    if scene.hits_of("interventions") or not header:
        return None
    if _UNTREATED.fullmatch(header):
        return ""
    inert = (term for term in scene.known if lexicon.interventions[term].inert)
    return next(inert, UNNAMED) if _CONTROL.fullmatch(header) else None


def _is_control(scene: Scene, column: Frame) -> bool:
    return _CONTROL.fullmatch(column.span.of(scene.text)) is not None


def terms_in_order(hits: Iterable[Hit]) -> tuple[str, ...]:
    """The distinct terms of hits, in the order of the text."""
    return tuple(dict.fromkeys(hit.term for hit in sorted(hits, key=lambda hit: hit.span)))


def is_in_order(scene: Scene) -> bool:
    """Whether a sentence says that its figures stand in the order of names: "61 and 57 days, respectively"."""
    return IN_ORDER.search(scene.text, *scene.span) is not None


def row_around(scene: Scene, mention: Mention) -> Sequence[Mention]:
    """The outcomes of one kind that stand in a row with ``mention``."""
    row: list[Mention] = []
    of_kind = [m for m in scene.mentions if m.kind == "bare" or (m.kind, m.dimension) == ("figure", mention.dimension)]
    if len(of_kind) < _PAIR or not (mention.dimension in OUTCOME_DIMENSIONS or is_in_order(scene)):
        return row
    for other in of_kind:
        if row and not _goes_on(scene, row[-1], other):
            if any(m.span == mention.span for m in row):
                break
            row = []
        row.append(other)
    return row if any(m.span == mention.span for m in row) else []


def _goes_on(scene: Scene, last: Mention, figure: Mention) -> bool:
    """Whether a figure goes on with a row: only a word that joins stands between, and both are written alike, or the
    last takes its unit from the next ("36 v. 14%")."""
    alike = last.noun == figure.noun or figure.dimension != "share" or not last.noun
    between = scene.between(last.span, figure.span)
    return (alike and _BETWEEN.fullmatch(between) is not None) or _AGAIN.fullmatch(between) is not None


def _told_otherwise(scene: Scene, row: Sequence[Mention]) -> bool:
    """Whether as many times or doses stand behind the row: they tell its figures apart then."""
    behind = [m for m in scene.mentions if m.span.start > row[0].span.start and m not in row]
    return any(sum(m.dimension == d for m in behind) == len(row) for d in ("time", "{dose}", "mass", "dose_by_weight"))
