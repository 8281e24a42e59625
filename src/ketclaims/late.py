"""Patterns that are compiled when they are first asked: most texts ask few of them, and all take longer than a page."""

from __future__ import annotations

import re
import sys
from re import Pattern
from typing import Any, cast


class _Late:
    """What stands for a pattern until it is asked; then its methods are the attributes."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name == "_compiled":
            self._compiled = re.compile(self._source, self._flags)
            return self._compiled
        if name.startswith("_"):
            raise AttributeError(name)
        _replace(self, self._compiled, sys._getframe(1).f_globals)
        # who has it from elsewhere, as a field, has at least the method itself the next time
        asked = getattr(self._compiled, name)
        self.__dict__[name] = asked
        return asked


def _replace(waiting: _Late, compiled: Pattern[str], names: dict[str, Any]) -> None:
    """Give the module that asks the pattern itself: through what stands for it a text is read a twentieth slower."""
    for name, value in names.items():
        if value is waiting:
            names[name] = compiled
            return


def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> Pattern[str]:
    """The pattern of ``source``, to be compiled at its first use; an error in it shows only then."""
    return cast(Pattern[str], _Late(source, flags))
