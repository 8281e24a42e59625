"""Votes: what each phrase in, beside and above a figure says for or against a measure, the nearest loudest."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import NamedTuple

from ketclaims.claims.scenes.scene import OUTCOME_DIMENSIONS, Frame, Scene
from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Lexicon
from ketclaims.model import Span
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention

WEIGHTS = {"name": 4.0, "cue": 1.5, "hint": 1.5, "against": -3.5, "form": -6.0, "held": 3.0, "ended": 8.0, "owner": 9.0}
"""How much a phrase that names a measure, points to it or speaks against it counts at the number itself.

``form`` is no phrase but how a share is said: "of patients" or "fell by" speaks against measures of the other sort;
``ended`` is of what is said to last or to wear off, ``owner`` whose the figure is, where it is no treatment's."""

FRAMES = {
    "label": 1.2,
    "column": 1.5,
    "corner": 0.3,
    "row": 0.0,
    "lead": 0.5,
    "caption": 0.5,
    "question": 0.5,
    "opening": 0.25,
    "prelude": 0.5,
    "heading": 0.3,
}
"""How much of its weight a phrase keeps in the row's label, the column's header, the lead-in, a heading."""

REACH = 60.0
"""The distance in characters at which a phrase of the sentence has half of its weight."""

# "do not | respond", "never | improve", "no meaningful | relief"
_DENYING = late(
    r"(?:\b(?:not|never|no|without(?: any)?|hardly any|scarcely any|zero)|n[’']t)\s+"
    r"(?!(?:only|just|longer|more|less|fewer)\b)"
    r"(?:(?:[a-z]+ly|real|meaningful|lasting|further|much|any|seem to|appear to|get|see|find|feel|have|noticeable"
    r"|significant|clear|big|great|adequate|useful|sufficient|good)\s+)*\Z",
    re.IGNORECASE,
)
# "a headache (12%)", "vomiting: 8%"
_LABELLING = late(r"\s?(?:\(|:\s|[—–]\s)\Z")
_LABEL_REACH = 3  # " (" and ": " are as long as that gets
LABELLED = 3.0
"""How much more a cue counts that stands right before the brackets or the colon of its figure."""

# "About | 7 in 10", "At | 24 hours: | 43%", "Usually | two weeks | or so"
_SAYING_NOTHING = late(
    r"(?:\W|\b(?:about|around|roughly|approximately|some|usually|typically|often|mostly|generally|up|to|at|after|by|in|on"
    r"|within|from|or|and|so|just|only|nearly|almost|every|yes|no|it|is|that|s|day|week|month|hour|year)\b)*",
    re.IGNORECASE,
)
_NAMES = ("interventions", "routes", "conditions")
_TITLE_SIGNS = 4  # "## " and the like before the first words of a text
LONGEST_SILENT = 80
ABOVE_SILENCE = 1.5
"""How much of its weight a phrase keeps right above a passage that has figures alone, as in a label."""

# "after two have | failed", "whose tablets had | failed"
_FAILED_BEFORE = late(
    r"\b(?:after|where|when|once|whose|whom|who|if|for\s+which)\s+(?:[\w’'-]+\s+){0,6}?(?:have|has|had|having)\s+(?:all\s+|both\s+|already\s+)?\Z",
    re.IGNORECASE,
)
_LEADING = frozenset(
    ("within", "in", "for", "after", "over", "every", "at", "by", "from", "of", "to", "across", "until", "before")
)
# "four weeks | before it kicks in"
_SETTING_IN = late(r"\b(?:kick|set|creep)(?:s|ed|ing|ting)?\s+in\Z", re.IGNORECASE)
_NUMBER_LAST = late(r"\s[$£€~]?\d[\d.,]*\Z")
_JOINED = late(r"\s*(?:,|to|or|and|,\s*or|[-–—(])\s*")
_LED = 24  # "within | about an estimated"
MISLED = 0.3
"""How much a phrase that ends in a preposition or a number keeps for a figure that it does not lead to."""

_MUCH_LONGER = 2  # words
# "the | last spray", "after your | last meal": a verb has no such word before it
_THE = late(r"(?:\b(?:the|my|your|his|her|our|their|its)|[’']s)\s+\Z", re.IGNORECASE)
_LAST = "last"
_ARTICLE = 12

REACH_BACK = 60
"""How many characters before a figure or a phrase words can say how it is meant."""


class Vote(NamedTuple):
    """One phrase's say: which measure, which phrase, where, how much it counts, and how far it is in the sentence."""

    measure: str
    kind: str
    span: Span
    frame: str
    weight: float
    distance: int | None = None


def phrase_votes(scene: Scene, mention: Mention, names: Set[str], lexicon: Lexicon) -> Sequence[Vote]:
    """What the phrases of the passage and of what it stands under say of a figure for or against ``names``.

    A response that words deny speaks for none: "never respond", "no real relief".
    """
    votes = _votes(scene, mention, names)
    responses = {m.name for m in lexicon.in_role("response") if m.name in names}
    failures = lexicon.in_role("nonresponse") if responses else ()
    if not failures:
        return votes
    denied = [vote.measure in responses and vote.weight > 0 and _is_denied(scene, vote) for vote in votes]
    said = zip(votes, denied, strict=True)
    return [vote._replace(measure=failures[0].name) if is_so else vote for vote, is_so in said]


def _votes(scene: Scene, mention: Mention, names: Set[str]) -> list[Vote]:
    votes = []
    for hit in _speaking(scene.hits, names):
        if not _is_ordinal(hit, scene.text):
            far = scene.cost(hit.span, mention.span)
            weight = _heard(scene, hit, mention) / (1 + far / REACH)
            votes.append(Vote(hit.term, hit.kind, hit.span, "sentence", weight, far))
    depth = 0
    above = None if votes else _above_silence(scene, mention)
    for frame in scene.frames:
        depth += frame.kind == "heading"
        column = frame.kind == "column"
        spoken = _column_hits(scene, frame, names) if column else _speaking(frame.hits, names) if frame.hits else ()
        if not spoken:
            continue
        asked = frame.kind == "heading" and depth == 1 and scene.text[frame.span.end - 1] == "?"
        share = ABOVE_SILENCE if frame is above else FRAMES["question" if asked else frame.kind] / max(1, depth)
        heard = (h for h in spoken if frame.kind != "heading" or h.kind != "against")
        votes += [Vote(h.term, h.kind, h.span, frame.kind, _weight(h) * share) for h in heard]
    return votes


def _column_hits(scene: Scene, header: Frame, names: Set[str]) -> list[Hit]:
    """What a column's header says; one that names an arm alone says what the header on its left does.

    "On placebo" behind "Pain-free at 2 h" is a share of the same, unless the rows have measures of their own.
    """
    own = _speaking(header.hits, names)
    if not header.hits_of("interventions") or _names_any(own):
        return own
    label = scene.frame_of("label")
    if label and _names_any(_speaking(label.hits, names)):
        return own
    left = (_speaking(f.hits, names) for f in reversed(scene.columns) if f.span.end <= header.span.start)
    return own + next((said for said in left if _names_any(said)), [])


def _names_any(hits: list[Hit]) -> bool:
    return any(hit.kind in ("name", "cue") for hit in hits)


def _is_ordinal(hit: Hit, text: str) -> bool:
    """Whether a hit is "last" as said of one in a row: "the last spray" tells nothing of how long it lasts."""
    start, end = hit.span
    if end - start != len(_LAST) or hit.size != 1 or text[start:end].lower() != _LAST:
        return False
    return _THE.search(text, max(0, hit.span.start - _ARTICLE), hit.span.start) is not None


def _above_silence(scene: Scene, mention: Mention) -> Frame | None:
    """What stands right above a passage of figures alone, but for the title, if the figure is what it is there for."""
    alone = len(scene.mentions) == 1 or mention.dimension in OUTCOME_DIMENSIONS
    if not alone or not scene.frames or not _is_silent(scene):
        return None
    first = scene.frames[0]
    return None if first.kind == "heading" and first.span.start <= _TITLE_SIGNS else first


def _is_silent(scene: Scene) -> bool:
    """Whether a passage has figures, names and nothing else: "4 hours: 43%", "About 7 in 10.", "Lithium: 2 weeks"."""
    if scene.block.cells or scene.span.end - scene.span.start > LONGEST_SILENT:
        return False
    passed = [m.span for m in scene.mentions]
    passed += [hit.span for kind in _NAMES for hit in scene.hits_of(kind) if not any(map(hit.span.meets, passed))]
    edges = [scene.span.start, *(edge for span in sorted(passed) for edge in span), scene.span.end]
    between = (scene.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    return all(_SAYING_NOTHING.fullmatch(words) for words in between)


def _is_denied(scene: Scene, vote: Vote) -> bool:
    start = max(scene.span.start, vote.span.start - REACH_BACK)
    return vote.frame == "sentence" and _DENYING.search(scene.text, start, vote.span.start) is not None


def _heard(scene: Scene, hit: Hit, mention: Mention) -> float:
    """What a phrase weighs for a figure, wherever it stands.

    One that ends in a preposition ("wears off within") speaks of the figure behind it, one that ends in a number ("you
    save 300") of that; a cue is a label right before the brackets or the colon of its figure.
    """
    if (
        hit.size > 1
        and hit.span.of(scene.text).rpartition(" ")[2].lower() in _LEADING
        and _leads_elsewhere(scene, hit, mention)
    ):
        return _weight(hit) * MISLED
    start, end = hit.span
    if scene.text.startswith("fail", start) and _tells_of_before(scene, hit):
        return _weight(hit) * MISLED
    numbered = scene.text[end - 1].isdigit() or hit.size > _MUCH_LONGER
    if numbered and not hit.span.meets(mention.span) and _has_a_number(scene, hit, mention):
        return _weight(hit) * MISLED
    if hit.kind == "cue" and 0 < mention.span.start - end <= _LABEL_REACH and _labels(scene, hit, mention):
        return _weight(hit) * LABELLED
    return _weight(hit)


def _has_a_number(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a phrase ends in a number, or holds another figure ("loses | 1 in 4 | to side effects")."""
    if scene.text[hit.span.end - 1].isdigit() and _NUMBER_LAST.search(scene.text, *hit.span):
        return True
    return hit.size > _MUCH_LONGER and any(
        hit.span.holds(m.span) for m in scene.mentions if m.dimension == mention.dimension
    )


def _tells_of_before(scene: Scene, hit: Hit) -> bool:
    """Whether a failure is that of earlier treatments: "once two tablets have failed, it works for 15%"."""
    start = max(scene.span.start, hit.span.start - REACH_BACK)
    return _FAILED_BEFORE.search(scene.text, start, hit.span.start) is not None


def _leads_elsewhere(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a phrase that ends in a preposition leads to no figure, or to another of the same kind.

    In "boosters every 4 weeks for 6 months" the phrase leads to the weeks. A year is led to by "in" alone, and what
    kicks or sets in leads nowhere.
    """
    if mention.dimension == "{year}" or _SETTING_IN.search(scene.text, *hit.span):
        return False
    if not 0 <= mention.span.start - hit.span.end <= _LED:
        return True
    between = Span(hit.span.end, mention.span.start)
    others = (m for m in scene.mentions if m.dimension == mention.dimension and between.holds(m.span))
    return any(not _JOINED.fullmatch(scene.text, m.span.end, mention.span.start) for m in others)


def _labels(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a phrase stands right before the brackets or the colon of a figure."""
    return _LABELLING.match(scene.text, hit.span.end, mention.span.start) is not None


def _weight(hit: Hit) -> float:
    """A phrase of several words says more than a single word."""
    return WEIGHTS[hit.kind] * (1 + 0.25 * (hit.size - 1))


def _speaking(hits: tuple[Hit, ...], names: Set[str]) -> list[Hit]:
    """The hits that speak for or against one of the candidates.

    What stands inside a much longer name of another measure is a part of that name: the "response" of "partial or no
    response" is none.
    """
    speaking = [hit for hit in hits if hit.term in names and hit.kind in WEIGHTS]
    longer = [hit for hit in speaking if hit.kind == "name" and hit.size > 1 and hit.term != UNNAMED]
    parts = [hit for name in longer for hit in speaking if hit.size < name.size and _is_part(hit, name)]
    return [hit for hit in speaking if hit not in parts] if parts else speaking


def _is_part(hit: Hit, name: Hit) -> bool:
    """Whether a shorter phrase for a measure is a small part of the name of another, or one against it of its own."""
    if hit.kind == "against":
        return hit.term == name.term and name.span.holds(hit.span)
    small = hit.kind in ("name", "cue") and hit.term != name.term and hit.size + _MUCH_LONGER <= name.size
    return small and name.span.holds(hit.span)
