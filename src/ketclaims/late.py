"""Patterns that are compiled when they are first asked: most texts ask few of them, and all take longer than a page."""

from __future__ import annotations

import re
from re import Pattern
from typing import Any, cast


class _Late:
    """What stands for a pattern until it is asked; then its methods are the attributes."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # both are kept: the pattern for its other methods, the method so that nothing stands between it and its caller
        if name == "_compiled":
            self._compiled = re.compile(self._source, self._flags)
            return self._compiled
        if name.startswith("_"):
            raise AttributeError(name)
        asked = getattr(self._compiled, name)
        self.__dict__[name] = asked
        return asked


def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> Pattern[str]:
    """The pattern of ``source``, to be compiled at its first use; an error in it shows only then."""
    return cast(Pattern[str], _Late(source, flags))
