"""The reader of sums of money whose digits or signs are those of a name elsewhere: ``R1 200``, ``1.500.000 ₫``."""

from __future__ import annotations

from ketclaims.quantities.mentions import Mention
from ketclaims.quantities.points import Point
from ketclaims.quantities.prices import groups_before, groups_behind, is_written_so
from ketclaims.quantities.readers.figures import prefix_of, read_figure


def read_price(point: Point) -> Mention | None:
    """``R450``, ``Rp1.500.000``, ``1 200,- Kč``: a sum that another reader would take for a name or for two numbers."""
    return read_figure(point) if _is_led(point) or groups_behind(point) is not None else None


def _is_led(point: Point) -> bool:
    """Whether letters that are a currency stand right before the number, or one whose sums are written so."""
    prefix = prefix_of(point)
    if prefix is None or not prefix["money"]:
        return False
    return point.before(1).isalpha() or is_written_so(point, groups_before(point, prefix["money"]))
