"""Aliases: what a text says serves for another treatment in it, as "midazolam, used as an active placebo"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ketclaims.late import late
from ketclaims.lexicon import UNNAMED, Term
from ketclaims.phrases import Hit

# midazolam| as the |placebo; midazolam|, a sedative that served as a |dummy
_SERVES = late(
    r"(?:[^.;:]{0,60}\b(?:used|given|chosen|picked|served|serves|serving|acted|acts|acting|worked))?"
    r"[\s,(]+as\s+(?:an?\s+|the\s+|its\s+|our\s+)?(?:\w+\s+)?",
)
# midazolam| (|active placebo), midazolam|, an |active placebo
_BESIDE = late(r"(?:\s\(|,\s|,?\swhich\s(?:was|is)\s)(?:an?\s|the\s|our\s)?(?:\w+\s)?")
# active placebo| |midazolam, placebo| (|midazolam), the dummy| was |midazolam
_FILLED = late(r"\s\(|\s(?:was|is|being)\s|:\s")
_NAMED = late(r"\s|,\s")
_ACTIVE = "active"


def aliases(hits: Sequence[Hit], text: str, interventions: Mapping[str, Term]) -> dict[str, str]:
    """The names, in small letters, of unlisted treatments that are given for an inert one, and what that is.

    ``hits`` are the treatments that a text names, in order.
    """
    found: dict[str, str] = {}
    names = [hit for hit in hits if interventions[hit.term].inert or not _is_kind(hit, text)]
    for first, second in pairwise(names):
        if first.term == UNNAMED and interventions[second.term].inert and _serves(first, second, text):
            found[first.span.of(text).lower()] = second.term
        if second.term == UNNAMED and interventions[first.term].inert and _is_filled(first, second, text):
            found[second.span.of(text).lower()] = first.term
    return found


def _is_kind(hit: Hit, text: str) -> bool:
    """Whether a treatment is only said to be of a kind: "midazolam, a sedative that served as a placebo"."""
    return text.endswith((" a ", " an "), 0, hit.span.start)


def _serves(name: Hit, inert: Hit, text: str) -> bool:
    """Whether a treatment is said to be what an inert one is called right behind it."""
    between = text[name.span.end : inert.span.start]
    return bool(_SERVES.fullmatch(between) or (_is_active(inert, text) and _BESIDE.fullmatch(between)))


def _is_filled(inert: Hit, name: Hit, text: str) -> bool:
    """Whether an inert treatment is said to be the one right behind it."""
    between = text[inert.span.end : name.span.start]
    return bool(_FILLED.fullmatch(between) or (_is_active(inert, text) and _NAMED.fullmatch(between)))


def _is_active(inert: Hit, text: str) -> bool:
    """Whether an inert treatment is called active: it has to be felt."""
    return inert.span.of(text).lower().startswith(_ACTIVE)
