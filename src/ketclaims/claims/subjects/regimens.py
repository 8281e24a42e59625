"""Regimens: the doses that a label, a header, a lead-in or another cell of the row tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ketclaims.claims.scenes.scene import Frame, Scene
from ketclaims.claims.subjects.administrations import OFTEN, Found, ends_of, numbered
from ketclaims.late import late
from ketclaims.lexicon import Measure
from ketclaims.quantities import Mention

# "0.5 mg/kg IV, once", "0.5 mg/kg, six times", "0.8 mg/kg weekly ×3"
_REPEATED = late(
    r"[\s,](?:(?P<word>once|twice|thrice)|(?P<times>two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2}) times"
    r"|[×x]\s?(?P<sign>\d{1,2}))\s*\Z",
    re.IGNORECASE,
)
# The header of a column of numbers of doses
_DOSES_HEADED = late(
    r"\W*(?:(?:no\.?|number|total|n)\s+(?:of\s+)?)?(?:infusions|doses|sessions|treatments|injections|visits|drips)"
    r"(?:\s+(?:given|received|completed|planned|in all|in total))?\W*",
    re.IGNORECASE,
)
# "Starter course: | six | over three weeks", "Package of | 6", "| 6 |-pack"
_BUNDLE = late(
    r"\b(?:series|course|package|block|bundle|set|programme|program|plan)\s*(?:of\s+|[:(–—-]\s*)(?:all\s+)?\Z",
    re.IGNORECASE,
)
_PACK = late(r"\s?-?\s?(?:pack|pk)\b", re.IGNORECASE)
_ELSEWHERE = 2  # farther than the label, the header and the lead-in


def beside_doses(scene: Scene, mention: Mention, measure: Measure) -> Iterator[Found]:
    """The doses of the row's label, the column's header and the lead-in; numbers before words.

    A price is that of what the other cells of its row say, where the row is one of a price list, or its column gives
    the price of a course. A price per month is that of no number of doses.
    """
    paid = measure.priced and mention.dimension != "money_rate"
    treated = any(frame.kind == "label" and frame.kinds.get("interventions") for frame in scene.frames)
    told = not treated or not scene.block.header or _is_of_series(scene)
    for frame in scene.frames:
        if frame.kind == "row" and paid and told:
            yield from (found._replace(cost=found.cost + _ELSEWHERE) for found in _of_frame(frame, paid=paid))
        elif _tells(scene, frame, mention, paid=paid):
            yield from _of_frame(frame, paid=paid)
        if paid and frame.kind in ("label", "lead"):
            yield from (Found(0, ends_of(number)) for number in frame.mentions if _is_bundled(scene, frame, number))


def _tells(scene: Scene, frame: Frame, mention: Mention, *, paid: bool) -> bool:
    """Whether a frame says how many doses a figure is of: one beside it, or any right above a price alone."""
    beside = scene.is_beside(frame) and frame.kind != "caption"
    return beside or (paid and frame is scene.frames[0] and _is_alone(scene, mention))


def _is_alone(scene: Scene, mention: Mention) -> bool:
    """Whether a price is all that its passage says, so that the line above is what it is for."""
    return not scene.text[scene.span.start : mention.span.start].strip("*_ ") and mention.span.end >= scene.span.end - 2


def _is_bundled(scene: Scene, frame: Frame, number: Mention) -> bool:
    """Whether a bare number says how many doses a price is for: "Starter course: six over three weeks", "6-pack"."""
    if number.kind != "bare":
        return False
    pack = _PACK.match(scene.text, number.span.end, frame.span.end)
    return pack is not None or _BUNDLE.search(scene.text[frame.span.start : number.span.start]) is not None


def regimen_doses(scene: Scene, intervention: tuple[str, ...]) -> Iterator[Found]:
    """The doses of the cell of its row that says how often the treatment is given: "0.5 mg/kg IV, once", "6" under
    "Infusions"; those of the cell or column of another treatment are not its own."""
    row = [frame for frame in scene.frames if frame.kind == "row"]
    beside = scene.columns if len(row) == len(scene.columns) else (None,) * len(row)
    for cell, column in zip(row, beside, strict=True):
        named = {hit.term for frame in (cell, column) if frame for hit in frame.hits_of("interventions")}
        if named and named.isdisjoint(intervention):
            continue
        often = _REPEATED.search(scene.text, *cell.span)
        if often and any(m.dimension in ("mass", "dose_by_weight") for m in cell.mentions):
            number = _times_of(often)
            yield Found(_ELSEWHERE, (number, number))
        elif column and _DOSES_HEADED.fullmatch(column.span.of(scene.text)) and len(cell.mentions) == 1:
            yield Found(_ELSEWHERE, ends_of(cell.mentions[0]))


def _times_of(often: re.Match[str]) -> int | None:
    """How often something is given, by a word or a number."""
    word = (often["word"] or often["times"] or often["sign"]).lower()
    return int(word) if word.isdigit() else OFTEN.get(word)


def _is_sized(frame: Frame) -> bool:
    """Whether another cell of the row says how much is given at once: "200 mg visit"."""
    return frame.kind == "row" and any(m.dimension in ("mass", "dose_by_weight") for m in frame.mentions)


def _is_of_series(scene: Scene) -> bool:
    """Whether the header of a cell's column says that its price is that of a series."""
    column = scene.frame_of("column")
    return column is not None and any(hit.term in ("series", "course") for hit in column.hits_of("doses"))


def _of_frame(frame: Frame, *, paid: bool) -> Iterator[Found]:
    """The doses that a frame states in numbers, or in words, which for a price may be a single one."""
    words = {hit.term for hit in frame.hits_of("doses")}
    if "series" in words or (paid and "course" in words and frame.kind in ("label", "column")):
        yield Found(_ELSEWHERE + 1, (2, None))
    elif "single" in words and paid:
        yield Found(1, (1, 1))
    elif "item" in words and paid and (frame.kind in ("label", "heading", "lead") or _is_sized(frame)):
        yield Found(2 * _ELSEWHERE, (1, 1))
    yield from (Found(0, ends_of(mention)) for mention in numbered(frame))
