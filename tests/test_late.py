"""Patterns that are compiled at their first use: what an author of one would otherwise learn from a reader's text."""

from __future__ import annotations

import importlib
import pkgutil
import re
from types import ModuleType

import pytest

from ketclaims import claims, document, quantities
from ketclaims.late import late

LATE = type(late(""))
ROOMS = [
    importlib.import_module(found.name)
    for room in (claims, document, quantities)
    for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_late_patterns_can_be_compiled(room: ModuleType) -> None:
    """A pattern that waits for its first use is one: an error in it would show only in the text that asks it."""
    waiting = [value for value in vars(room).values() if isinstance(value, LATE)]
    assert all(pattern.pattern for pattern in waiting)


def test_late_pattern_is_the_pattern_once_it_is_asked() -> None:
    """Whatever it is asked first, it answers as the compiled one does, and so afterwards."""
    waiting = late(r"(?P<share>\d+)%", re.IGNORECASE)
    assert waiting.groupindex == {"share": 1}
    assert waiting.findall("some 40% of them") == ["40"]
    assert waiting.sub("half", "50% of 20%") == "half of half"


def test_error_in_a_late_pattern_shows_when_it_is_asked() -> None:
    """Not before, and then as ever."""
    waiting = late("(")
    with pytest.raises(re.error):
        waiting.search("any text")
