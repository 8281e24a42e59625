"""Entries: words beside figures that label them, "Muscle: 93%, nose: 45%"."""

from __future__ import annotations

from collections.abc import Sequence

from ketclaims.claims.scenes.hits import Kinds
from ketclaims.late import late
from ketclaims.model import Span
from ketclaims.quantities import Mention

# "| Muscle: | 93% • | Nose, | about 45%", "93% | (muscle)": a word beside a figure as its label
_OPENS = late(r"(?:\A|[:;,•·|/(\n—–])\W*\Z")
_LEADS = late(r"\W{0,3}(?:\s*(?:about|around|some|roughly|only|nearly)\s)?\W{0,3}\Z")


def with_labels(text: str, span: Span, kinds: Kinds, mentions: Sequence[Mention]) -> Kinds:
    """The kinds of a passage in which the labels of its figures name their routes: "Muscle: 93%, nose: 45%"."""
    if "labels" not in kinds:
        return kinds
    figures = [m.span for m in mentions if m.kind in ("figure", "bare")]
    labels = [hit._replace(kind="routes") for hit in kinds["labels"] if _is_label(text, span, hit.span, figures)]
    return {**kinds, "routes": sorted((*kinds.get("routes", ()), *labels))} if labels else kinds


def _is_label(text: str, span: Span, word: Span, figures: Sequence[Span]) -> bool:
    """Whether a word opens an entry right before its figure, or stands in brackets right behind it."""
    before = next((figure for figure in reversed(figures) if figure.end <= word.start), None)
    if before and text[before.end : word.start].strip() == "(" and text[word.end : word.end + 1] == ")":
        return True
    behind = next((figure for figure in figures if figure.start >= word.end), None)
    entry = _OPENS.search(text, max(span.start, word.start - 4), word.start) or word.start == span.start
    return bool(behind and entry and _LEADS.fullmatch(text, word.end, behind.start))
