"""The terms that apply to a figure: the nearest words that name one, from the clause up to the title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from ketclaims.claims.scenes.scene import Frame, Scene
from ketclaims.late import late
from ketclaims.lexicon import Term, wider
from ketclaims.phrases import Hit
from ketclaims.quantities import Mention
from ketclaims.quantities.hedges import HEDGE, HEDGED

# What may stand between two names of one list: "depression, anxiety disorders and chronic pain".
_LISTED = late(
    r"(?:[\s,/&()]|\b(?:and|or|as well as|both|disorders?|conditions?|treatments?|severe|social|generali[sz]ed"
    r"|[A-Z]{3,4})\b)*"
)
_JOINED = late(r"\b(?:and|or|as well as)\b|[/&]")
_OF_EXAMPLES = ("especially", "particularly", "including", "such as", "e.g.", "meaning", "defined as", "i.e.")
# "especially those with X": an example does not limit the claim. "meaning X that has not lifted": a definition neither
_EXAMPLE = late(
    r"\b(?:especially|particularly|including|such as|e\.g\.,?|meaning|defined as|i\.e\.,?)\s+(?:[\w-]+\s+){0,3}\Z",
    re.IGNORECASE,
)
_GIVEN_TO = late(r"\)?\s*to\s+(?:the\s+)?")
_BINDS = late(
    r"[)\]]?(?:\s\([^()]{1,20}\))?\s*(?:\*+\s*)?(?:of|on|in|with|for|among|after|given|taking|receiving|treated|getting"
    r"|\w+ed\s+(?:to|on|with|after|under)|(?:who|that)\s+(?:had|got|received|took|chose|were\s+(?:given|on)))\b"
)
# "compared with placebo", "versus 9% of those on placebo"
_COMPARED = late(
    r"\b(?:compared (?:to|with)|versus|vs\.?|than|unlike|similar to|as against|against)"
    rf"\s+{HEDGED}(?:\d[\d.,]*(?:\s?%|\s\w+)?\s+(?:(?:of|on|with|in|for|among|those|given|the)\s+)*)?"
    r"(?:[\w-]+\s+)?\Z",
    re.IGNORECASE,
)
# "compared ketamine with TMS in 180 patients": the second is the comparator
_SIDE_BY_SIDE = late(
    r"\bcompar(?:ed|es|ing|ison of)\s+(?!with|to)[^.;,()]*\b(?:with|to|and|against|versus|vs\.?)\s+(?:[\w-]+\s+)?\Z",
    re.IGNORECASE,
)
_OWN = late(
    r"\s*(?:[:(,]\s*)?(?:(?:by|to|was|at|in|it was|with|about|only|just|around|costs?|runs?|there|are|is|were|comes?"
    r"|managed|reached|sets?|me|you|us|back|some|roughly|patients|people|users|group|arm|after|needed|took)\s)*"
)
_JOINS = late(rf",?\s*(?:and|&|versus|vs?\.?|against|or)\s+(?:(?:{HEDGE}|in)\s)*")
_NEXT_ITEM = late(
    r"[^,;]*(?:,|;)\s*(?:and\s|or\s|but\s)?(?:(?:for|in|with|on|among)\s)?(?:(?:the|a|my|our|your|his|her|their|generic|plain|ordinary|usual|GP['’]s)\s)*"
)
# "nearer $18,000 | for | ECT"
_TO_NAME = late(r"\s+(?:for|with|on|under|in|after)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+)?", re.IGNORECASE)
_NEW_ITEM = late(r"\w\s+\w[^,;]*[,;]\s")
_BRACKET = late(r"[()]")
# "five weeks to do what ketamine does in days"
_DOES = late(r"\bdo(?:es)?\s+what\s+(?:the\s+)?\Z", re.IGNORECASE)
# "4 hours before an injection (for ECT, from midnight)"
_PARENTHESIS = late(r"\((?:for|with|in|after|on)\s+\Z")
# "against 55% | among the under-forties", "versus 40% | at month six"
_OTHERS = late(
    r"\s+(?:(?:among|in|of|for)\s+(?:the\s+|those\s+)?(?:under|over|young|old|elder|men\b|women\b|males?\b|females?\b|boys\b|girls\b"
    r"|aged\b|teen|adolescen|children\b|veterans\b|people\s+(?:over|under|aged|in\s+their|with)\b"
    r"|adults\s+(?:over|under|aged|in\s+their)\b|patients\s+(?:over|under|aged|with\s+(?!a?\s*placebo))\b|smokers|non-?smokers)"
    r"|(?:at|by|after)\s+(?:day|week|month|year)s?\s+\w)",
    re.IGNORECASE,
)
# "three infusions did no better than | one:"
_SO_MANY = late(r"\s+(?:one|two|three|four|five|six|seven|eight|ten|twelve|\d{1,2})\s*[:,(]", re.IGNORECASE)
_BRACKETED = late(r"\s*\([^()]*")
_BEHIND_BRACKETS = 120
_CLAUSE = 200
_NEW_CLAUSE = late(r",(?!\s(?:which|that|who))|;")
# The header of a column of names: Arm   Drug   Condition treated
_NAMED = late(
    r"\b(?:arms?|drugs?|treatments?|groups?|interventions?|therap(?:y|ies)|medicines?|medications?|agents?"
    r"|conditions?|diagnos[ie]s|disorders?|indications?|illness(?:es)?)\b",
    re.IGNORECASE,
)
# The header of a column of what others had: Control   Compared with
_COMPARED_WITH = late(r"\b(?:controls?|compar\w+|versus|vs|against|other)\b", re.IGNORECASE)


class Named(NamedTuple):
    """Terms found for one field, and from how far: ``sentence``, the kind of frame, ``spoken`` earlier
    in the paragraph, ``intervention`` or ``topic``."""

    terms: tuple[str, ...] = ()
    origin: str = ""


def named(
    scene: Scene, mention: Mention, kind: str, vocabulary: Mapping[str, Term], passed_over: Collection[Hit] = ()
) -> Named:
    """The terms of one kind that apply to ``mention``: those of the sentence, else of the nearest frame that has any.

    Several terms where a list joins terms that exclude each other; none where a heading does. ``passed_over`` are hits
    of the sentence that do not count.
    """
    hits = [hit for hit in scene.hits_of(kind) if hit not in passed_over and not _apart(scene, hit, mention, kind)]
    hits = _within_reach(scene, mention, hits, vocabulary) if hits else hits
    if len(hits) == 1:
        return Named((hits[0].term,), "sentence")
    if hits:
        nearest = min(hits, key=lambda hit: (_distance(scene, hit, mention), -hit.size))
        group = _list_around(scene, nearest, hits)
        paired = _respectively(scene, mention, group)
        return Named((paired.term,) if paired else _merged(group, vocabulary), "sentence")
    row = scene.frame_of("row")
    for frame in scene.frames:
        if frame.kind == "row":
            if frame is row and (of_row := _only_of_row(scene, kind)):
                return Named((of_row,), "row")
            continue
        said = frame.hits_of(kind)
        if said and (terms := _merged(said, vocabulary)):
            return Named(terms, frame.kind) if len(terms) == 1 or _of_table(frame) else Named()
    return Named()


def _within_reach(scene: Scene, mention: Mention, hits: list[Hit], vocabulary: Mapping[str, Term]) -> list[Hit]:
    """The names in the figure's own part of the sentence; where it has none, those of the parts before it.

    What is given for comparison in another part keeps to the figures of that part.
    """
    own = [hit for hit in hits if not scene.parted(hit.span, mention.span)]
    if own:
        return own
    return [hit for hit in hits if hit.span.start < mention.span.start and not vocabulary[hit.term].inert]


def _only_of_row(scene: Scene, kind: str) -> str | None:
    """The only term that the other cells of a row name: "IV" in the column beside that of the doses.

    A condition or a treatment stands before the figure, or in a column of such; that of a column of controls is none.
    """
    cells = [frame for frame in scene.frames if frame.kind == "row"]
    if kind != "routes":
        headed = ((cell, column) for cell, column in zip(cells, scene.columns, strict=False) if cell.hits_of(kind))
        cells = [cell for cell, column in headed if _may_tell(scene, cell, column.span.of(scene.text))]
    terms = {hit.term for cell in cells for hit in cell.hits_of(kind)}
    return terms.pop() if len(terms) == 1 else None


def _may_tell(scene: Scene, cell: Frame, header: str) -> bool:
    """Whether a cell may say what its row is about, and is no remark on it: "FDA-approved esketamine for TRD"."""
    before = cell.span < scene.span or _NAMED.search(header) is not None
    return before and _COMPARED_WITH.search(header) is None


def _of_table(frame: Frame) -> bool:
    """A row or column that names several terms is about all of them; a heading is an umbrella."""
    return frame.kind in ("label", "column")


def _distance(scene: Scene, hit: Hit, mention: Mention) -> int:
    """How far a name is from the figure; "38% of those given X" binds the name behind it, brackets the one before."""
    cost = scene.cost(hit.span, mention.span)
    if hit.span.start < mention.span.end:
        if _right_before_brackets(scene, hit, mention):
            return cost // 3
        return cost + _BEHIND_BRACKETS if _ends_another(scene, hit, mention) else cost
    if _GIVEN_TO.fullmatch(scene.between(hit.span, mention.span)):
        return cost // 2
    if _leads_another(scene, hit, mention):
        return cost + _BEHIND_BRACKETS
    if _BINDS.match(scene.text, mention.span.end):
        return cost // 2
    apart = scene.inside_brackets(mention.span) and not scene.inside_brackets(hit.span)
    return cost + _BEHIND_BRACKETS if apart else cost


def _right_before_brackets(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a figure stands in the brackets right behind a name: "ketamine (0.5 mg/kg over 40 min; n = 43)"."""
    return _BRACKETED.fullmatch(scene.between(hit.span, mention.span)) is not None


def _ends_another(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a name before the figure ends the item of an earlier one: "6% of those on A and 4% of those on B"."""
    if not (_JOINS.fullmatch(scene.between(hit.span, mention.span)) and _BINDS.match(scene.text, mention.span.end)):
        return False
    return any(m.kind == "figure" and m.dimension == mention.dimension for m in scene.mentions if m.span < hit.span)


def _leads_another(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a name behind the figure opens the next item of a list and has its own figure: "A 36 days, B 6 days"."""
    if not _NEXT_ITEM.fullmatch(scene.between(mention.span, hit.span)):
        return False
    behind = (m for m in scene.mentions if m.kind in ("figure", "bare") and m.span.start >= hit.span.end)
    following = min(behind, key=lambda m: m.span, default=None)
    return following is not None and _OWN.fullmatch(scene.between(hit.span, following.span)) is not None


def _is_of_later(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a name behind the figure is bound to a later one, of another item: "$9,400 for thirty visits here, nearer
    $18,000 for ECT"."""
    between = [m for m in scene.mentions if mention.span.end <= m.span.start and m.span.end <= hit.span.start]
    last = next((m for m in reversed(between) if m.kind == "figure" and m.dimension == mention.dimension), None)
    if last is None or _TO_NAME.fullmatch(scene.between(last.span, hit.span)) is None:
        return False
    return _NEW_ITEM.search(scene.between(mention.span, last.span)) is not None


def _apart(scene: Scene, hit: Hit, mention: Mention, kind: str) -> bool:
    """Whether a name in the sentence is not the figure's: an example, or what the figure is compared with.

    "compared with X" introduces a comparator, unless the figure belongs to its clause.
    """
    if kind == "conditions":
        given = any(word in scene.said for word in _OF_EXAMPLES)
        return given and _EXAMPLE.search(scene.before(hit.span, _CLAUSE)) is not None
    if kind == "routes" and scene.opens(hit.span):
        return False
    head = scene.before(hit.span)
    if _in_own_brackets(scene, hit, mention):
        return True
    behind = hit.span.start > mention.span.end
    if behind and (_leads_another(scene, hit, mention) or _is_of_later(scene, hit, mention) or _DOES.search(head)):
        return True
    if _on_far_side(scene, hit, mention, kind) or (
        hit.span.end <= mention.span.start and _SIDE_BY_SIDE.search(head[-_CLAUSE:])
    ):
        return True
    return bool(_NEW_CLAUSE.search(scene.between(hit.span, mention.span)) and _COMPARED.search(head))


def _on_far_side(scene: Scene, hit: Hit, mention: Mention, kind: str) -> bool:
    """Whether a word of contrast stands between a name and the figure, unless what is contrasted is another thing:
    numbers of doses ("three infusions were no better than one: 49%"), people, times ("55% in the young")."""
    word = scene.ruler.contrast(hit.span, mention.span)
    if word is None:
        return False
    if hit.span.end <= word.start and _OTHERS.match(scene.text, mention.span.end, scene.span.end):
        return False
    return kind != "routes" or not _SO_MANY.match(scene.text, word.end, mention.span.start)


def _in_own_brackets(scene: Scene, hit: Hit, mention: Mention) -> bool:
    """Whether a name stands in brackets with a figure of its own ("33% (placebo: 12%)") or at the head of an aside, and
    ``mention`` outside."""
    if not scene.inside_brackets(hit.span) or scene.inside_brackets(mention.span):
        return False
    if _PARENTHESIS.search(scene.before(hit.span)):
        return True
    figures = (m for m in scene.mentions if m.kind in ("figure", "bare") and scene.inside_brackets(m.span))
    # in "(6 infusions)" the name is what the number counts
    others = (m for m in figures if not m.span.holds(hit.span))
    return any(_BRACKET.search(scene.between(m.span, hit.span)) is None for m in others)


def _respectively(scene: Scene, mention: Mention, group: list[Hit]) -> Hit | None:
    """The name in the same place of its list as the figure in its own: "A and B ..., 40% and 50%, respectively"."""
    if len(group) < 2 or "respectively" not in scene.said:
        return None
    alike = [m for m in scene.mentions if m.kind == "figure" and m.dimension == mention.dimension]
    return group[alike.index(mention)] if mention in alike and len(alike) == len(group) else None


def _list_around(scene: Scene, nearest: Hit, hits: list[Hit]) -> list[Hit]:
    """The hits that stand in one list with ``nearest``; commas alone make no list."""
    ordered = sorted(hits, key=lambda hit: hit.span)
    first = last = ordered.index(nearest)
    while first and _in_one_list(scene, ordered[first - 1], ordered[first]):
        first -= 1
    while last + 1 < len(ordered) and _in_one_list(scene, ordered[last], ordered[last + 1]):
        last += 1
    group = ordered[first : last + 1]
    joined = any(_JOINED.search(scene.between(a.span, b.span)) for a, b in pairwise(group))
    return group if joined else [nearest]


def _in_one_list(scene: Scene, a: Hit, b: Hit) -> bool:
    return _LISTED.fullmatch(scene.between(a.span, b.span)) is not None


def _merged(hits: Iterable[Hit], vocabulary: Mapping[str, Term]) -> tuple[str, ...]:
    """The distinct terms of a list in the order of the alphabet; of nested ones the wider stays."""
    terms = {hit.term for hit in hits}
    if len(terms) == 1:
        return tuple(terms)
    return tuple(sorted(t for t in terms if terms.isdisjoint(wider(t, vocabulary))))


def is_broader(wide: str, term: str, vocabulary: Mapping[str, Term]) -> bool:
    """Whether ``wide`` includes ``term``, directly or through others."""
    return wide in wider(term, vocabulary)
