"""What a text calls itself: the line that says what it is about, the name of a house above it, a second line below it,
and the headings that name a treatment each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ketclaims.claims.scenes.scene import SILENT
from ketclaims.claims.scenes.stage import Stage
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED
from ketclaims.model import Block, Span
from ketclaims.phrases import Hit

_TITLE_WORDS = 6
_SUBTITLE_WORDS = 4
_FEWEST_ENTRIES = 2
# "Q. Is mine true gout?": the first of many
_ASKED = late(r"Q(?:uestion)?\s?\d{0,2}[.:]\s")
_SHORT = 160
"""The longest line around a title, in characters."""


def set_titles(stage: Stage) -> None:
    """Tell a stage what its text calls itself."""
    title = next((block.span for block in stage.document.blocks if block.kind == "title"), None)
    stage.entries = {span: Hit(span, "interventions", UNNAMED, 0) for span in _entries(stage)}
    stage.subject = _subject_of(stage, title)
    stage.masthead = title if title != stage.subject else None
    stage.subtitle = _subtitle_of(stage)


def _entries(stage: Stage) -> frozenset[Span]:
    """The headings of a numbered list of treatments that name none that is known: "1. CBT", "2. Walking", "3. TMS"."""
    if UNNAMED not in stage.lexicon.interventions:
        return frozenset()
    numbered = [block.span for block in stage.document.blocks if block.kind == "heading" and block.marker]
    named = {span: [hit for hit in stage.hits(span) if hit.kind == "interventions"] for span in numbered}
    others = [span for span, hits in named.items() if not hits]
    terms = {hits[0].span.of(stage.document.text).lower() for hits in named.values() if hits}
    return frozenset(others) if len(terms) > max(_FEWEST_ENTRIES, len(others)) else frozenset()


def _subject_of(stage: Stage, title: Span | None) -> Span | None:
    """The title; where it says nothing of the subject, as the name of a hospital, the heading or the line below it that
    does ("Medicines for gout: a guide").

    A first line with a row of links below it is the name of a site. Of the headings before the body the last heads its
    first section, unless it stands in the line below the title or has as many words as one.
    """
    if title is None:
        first = takewhile(_is_front, stage.document.blocks)
        return next((b.span for b in first if b.kind == "heading" or _is_entitling(stage, b)), None)
    front = list(takewhile(_is_front, (block for block in stage.document.blocks if block.span > title)))
    masthead = bool(front) and _leads_elsewhere(stage, front[0])
    named = _tells(stage, title) and not masthead
    if named and _names(stage, title):
        return title
    own = (
        []
        if _is_apart(front) or _is_sole(stage, front)
        else _section(stage, title, [b.span for b in front if b.kind == "heading"])
    )
    entitling = [b.span for b in front if b.span not in own and _is_entitling(stage, b)]
    # "Late surgery on air" may be a name as well, which a title with a name of the lexicon below it tells
    others = [span for span in entitling if not named or (_is_full(stage, span) and _names(stage, span))]
    # a route alone is that of a ward as well: "Infusion suite"
    return next((span for span in others if _names(stage, span)), next(iter(others), title))


def _subtitle_of(stage: Stage) -> Span | None:
    """The line right below the subject of a text that names the condition which that does not name: "Oral ketamine" and
    "A leaflet for people with gout"."""
    if stage.subject is None or _conditions(stage, stage.subject):
        return None
    below = [block for block in stage.document.blocks if block.span > stage.subject and block.kind != "metadata"]
    first, second = (*below, None, None)[:2]
    if first is None or second is None or not (_is_front(first) and _is_entitling(stage, first)):
        return None
    # what heads a text of its own is a section
    apart = first.kind != "heading" or second.kind == "heading"
    words = first.span.of(stage.document.text).split()
    return first.span if apart and len(words) > _SUBTITLE_WORDS and _conditions(stage, first.span) else None


def _leads_elsewhere(stage: Stage, block: Block) -> bool:
    """Whether a block is a link to another page, and no button of this one."""
    words = block.span.of(stage.document.text).strip(": ").casefold()
    return block.kind == "navigation" and words not in stage.lexicon.document.buttons


def _is_apart(front: Sequence[Block]) -> bool:
    """Whether the last heading is a title: what stands below the first line, or below that heading, says who wrote it
    or leads elsewhere."""
    first = next((at for at, block in enumerate(front) if block.kind not in SILENT), 0)
    last = max((at for at, block in enumerate(front) if block.kind == "heading"), default=len(front))
    signed = any(block.kind == "metadata" for block in front[last + 1 :])
    return signed or (first > 0 and front[first].kind == "heading")


def _is_sole(stage: Stage, front: Sequence[Block]) -> bool:
    """Whether the last heading before the body is the only one of the text that names anything: it heads all of it."""
    own = [block.span for block in front if block.kind == "heading"][-1:]
    others = (b.span for b in stage.document.blocks if b.kind == "heading" and b.span not in own)
    return bool(own) and _names(stage, own[0]) and not any(_names(stage, span) for span in others)


def _section(stage: Stage, title: Span, headings: list[Span]) -> list[Span]:
    """Which of the headings before the body head its first section: the last, unless it is as long as a title, and one
    of two lines whole."""
    text = stage.document.text
    own: list[Span] = []
    while headings and not (own and text.count("\n", headings[-1].end, own[-1].start) > 1):
        own.append(headings.pop())
    full = any(_is_full(stage, heading) for heading in own)
    return own if own and not full and text.count("\n", title.end, own[-1].start) > 1 else []


def _is_entitling(stage: Stage, block: Block) -> bool:
    """Whether a block around the title is a title itself: a heading, or a line that no stop closes, and tells.

    What stands behind a colon tells only behind more than a word: "Gout: a guide" and "Hold still: questions about TMS"
    are titles, "Diagnosis: gout" is an entry, unless its label is that of a title: "Subject: gout".
    """
    text = stage.document.text
    if block.kind == "heading":
        return not _ASKED.match(text, block.span.start) and _tells(stage, block.span)
    colon = text.find(":", *block.span)
    label = text[block.span.start : max(colon, block.span.start)]
    entry = colon >= 0 and " " not in label and label.casefold() not in stage.lexicon.document.titles
    spoken = Span(block.span.start, colon) if entry else block.span
    return block.kind == "paragraph" and text[block.span.end - 1] not in ".!" and _tells(stage, spoken)


def _is_front(block: Block) -> bool:
    """Whether a block stands around the title: a heading, a line that claims nothing, or one short line."""
    short = block.kind == "paragraph" and len(block.sentences) == 1 and block.span.end - block.span.start <= _SHORT
    return block.kind == "heading" or block.kind in SILENT or short


def _is_full(stage: Stage, heading: Span) -> bool:
    """Whether a heading has as many words as a title."""
    return heading.of(stage.document.text).count(" ") >= _TITLE_WORDS


def _names(stage: Stage, span: Span) -> bool:
    """Whether words name a condition or treatment that the lexicon has a word for."""
    return any(hit.kind in ("conditions", "interventions") and hit.term != UNNAMED for hit in stage.hits(span))


def _conditions(stage: Stage, span: Span) -> bool:
    """Whether words name a condition."""
    return any(hit.kind in ("conditions", "headed") for hit in stage.hits(span))


def _tells(stage: Stage, span: Span) -> bool:
    """Whether words name a condition, a treatment or a route."""
    return any(hit.kind in ("conditions", "headed", "interventions", "routes") for hit in stage.hits(span))
