"""A ruling: what one number is there for."""

from __future__ import annotations

from typing import NamedTuple

from ketclaims.claims.measures.choices import Choice
from ketclaims.model import Disposition, Reason, Span
from ketclaims.quantities import Mention


class Ruling(NamedTuple):
    """What one mention is there for; a claim has its choice of measure, an exclusion its reason and its span.

    ``rule`` names the rule by which a figure is context, before all is weighed.
    """

    mention: Mention
    disposition: Disposition
    choice: Choice | None = None
    reason: Reason | None = None
    span: Span | None = None
    rule: str = ""
