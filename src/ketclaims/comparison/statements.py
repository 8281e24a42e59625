"""One claim as it enters a comparison: who says it, what is measured, how much, and of what."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketclaims.model import Quantity, Subject


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with its source and voice, and nothing else of its text.

    ``quantity`` has ``low`` and ``high`` as written, exact, in ``quantity.unit``, with the decimals that were written:
    ``2.0`` and ``2`` are rounded differently. ``measure`` and the words of ``subject`` are those of the lexicon.
    """

    claim_id: str
    source: str
    voice: str
    measure: str
    quantity: Quantity
    subject: Subject = field(default_factory=Subject)

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What decides which of two statements is named first: the source, the place, the identifier."""
        span = self.quantity.span
        return self.source, span.start, span.end, self.claim_id
