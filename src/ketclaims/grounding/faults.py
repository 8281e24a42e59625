"""Why a row is refused, and why a text is not at hand."""

from __future__ import annotations

from collections.abc import Iterable


class RefusedError(Exception):
    """A row that breaks a rule; the message says what is wrong, without a full stop."""


def refuse(faults: Iterable[str]) -> None:
    """Refuse a row for all its faults at once; without any nothing happens."""
    listed = "; ".join(faults)
    if listed:
        raise RefusedError(listed)
