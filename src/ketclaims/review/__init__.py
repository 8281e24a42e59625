"""What people decided about single rows, laid over what the parser read; a decision that does not fit is reported.

``review.csv`` has the columns ``claim_id, field, from, to, reason, who, when``. ``field`` says what is decided:

- ``accept``: the row is right as it was parsed; ``from`` may hold its ``value_text``.
- a column of the claims table: the cell is changed from ``from`` to ``to``; an empty one is missing.
- ``reject``: the row is no claim; ``to`` is ``context``, ``excluded:<reason>`` or ``none``.
- ``disposition``: the same for a row that was no claim; ``from`` is its old disposition, written like ``to``.
- ``evidence``: the verdict on the evidence behind the claim is ``to``, that of the rules ``from`` (see ``tracing``).
- ``add``: the parser lacks the row; ``to`` is a JSON object of its columns, ``claim_id`` follows from them.

``none`` takes a row away, which is right only where other rows account for its numbers. Each row of the file stands for
one decision by one person on one day: ``reason``, ``who`` and ``when`` are never empty. Several people may decide on
one row, each of them on what was parsed; where they differ, an adjudicator settles it (``settling``).
"""

from __future__ import annotations

from ketclaims.review.applying import Desk, apply_decisions
from ketclaims.review.decisions import COLUMNS, Decision, MisfitError, parse_decisions
from ketclaims.review.settling import by_row, settled

__all__ = [
    "COLUMNS",
    "Decision",
    "Desk",
    "MisfitError",
    "apply_decisions",
    "by_row",
    "parse_decisions",
    "settled",
]
