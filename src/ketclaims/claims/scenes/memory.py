"""Memory: the treatments that a text compared last, as arms of which the sentences that follow may tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ketclaims.claims.scenes.scene import ADDED, Scene
from ketclaims.late import late
from ketclaims.lexicon import Term
from ketclaims.model import Block, Span
from ketclaims.phrases import Hit

COMPARED = late(r"\b(?=[acrv])(?:compar|randomi[sz]|assign|versus\b|vs\b|v\.? )", re.IGNORECASE)
"""What says that treatments are compared, where a sentence gives no figure for them."""

_PLUS = 60
"""How many characters before a treatment can say that it is given besides another."""
_OR = late(r",?\s+or\s+(?:of\s+|an?\s+)?", re.IGNORECASE)
# "esketamine | 0.2 mg/kg, | esketamine | 0.1 mg/kg or the same volume of | saline"
_LISTED = late(
    r"(?:\s*\([^()]*\)|\s+\d[\d.,]*\s?[\w/]+)*\s*(?:[,;]\s*)?(?:(?:or|and|versus|vs\.?)\s+)?(?:[a-z]+\s+){0,4}",
    re.IGNORECASE,
)
# "the lithium | group"
_ARM = late(r"[\s-]+(?:groups?|arms?)\b", re.IGNORECASE)


@dataclass(slots=True)
class Memory:
    """What was compared last, and the last treatment that was alone in a sentence with figures."""

    vocabulary: Mapping[str, Term]
    arms: tuple[str, ...] = ()
    _headings: tuple[Span, ...] = ()
    _item: Span | None = None
    _alone: tuple[Span, str] = (Span(0, 0), "")

    def compared(self, block: Block, hits: Callable[[Span], Sequence[Hit]]) -> tuple[str, ...]:
        """The treatments that were compared last, under the same headings, but not in another item of a list
        than this one, which opens with treatments of its own; ``hits`` reads those of its first sentence."""
        if not self.arms or self._headings != block.headings:
            return ()
        if self._item in (None, block.span) or not block.sentences:
            return self.arms
        return () if any(hit.kind == "interventions" for hit in hits(block.sentences[0])) else self.arms

    def remember(self, block: Block, scene: Scene) -> None:
        """Remember the treatments of a passage that gives figures for several of them, or compares them."""
        given = [hit for hit in scene.hits_of("interventions") if not self._is_besides(scene, hit)]
        if not given:
            return
        terms = tuple(dict.fromkeys(hit.term for hit in given))
        figures = sum(m.kind in ("figure", "bare") and m.dimension != "time" for m in scene.mentions)
        if len(terms) > 1 and (figures > 1 or _are_either(scene) or COMPARED.search(scene.text, *scene.span)):
            self._keep(block, tuple(hit.term for hit in given) if _are_listed(scene, given) else terms)
        elif len(terms) == 1 and figures:
            self._pair(block, terms[0], is_arm=_ARM.match(scene.text, given[0].span.end) is not None)

    def head(self, block: Block, hits: Iterable[Hit]) -> None:
        """Remember the treatments of the columns of a table as arms: "Ketamine group", "Midazolam group"."""
        terms = tuple(dict.fromkeys(hit.term for hit in hits))
        if len(terms) > 1:
            self._keep(block, terms)

    def _pair(self, block: Block, term: str, *, is_arm: bool) -> None:
        """Remember two treatments as arms of which two sentences tell in turn, if the second is a placebo or called an
        arm: "A brought 69% ... The dummy managed 52%."."""
        place, last = self._alone
        if place == block.span and last != term and (is_arm or self.vocabulary[term].inert):
            self._keep(block, (last, term))
        self._alone = (block.span, term)

    def _keep(self, block: Block, arms: tuple[str, ...]) -> None:
        self._headings, self._item, self.arms = block.headings, block.span if block.marker else None, arms

    def _is_besides(self, scene: Scene, hit: Hit) -> bool:
        """Whether a treatment is what every arm gets besides; a placebo tells an arm from the others."""
        inert = self.vocabulary[hit.term].inert
        return not inert and ADDED.search(scene.before(hit.span, _PLUS)) is not None


def _are_either(scene: Scene) -> bool:
    """Whether a passage names two treatments as one or the other: "six infusions of ketamine or midazolam"."""
    hits = scene.hits_of("interventions")
    return any(_OR.fullmatch(scene.between(a.span, b.span)) for a, b in pairwise(hits))


def _are_listed(scene: Scene, given: Sequence[Hit]) -> bool:
    """Whether three arms or more are listed, of which some have the same treatment in other doses."""
    repeated = 2 < len(given) != len({hit.term for hit in given})
    return repeated and all(_LISTED.fullmatch(scene.between(a.span, b.span)) for a, b in pairwise(given))
