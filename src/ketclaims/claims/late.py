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
        if name.startswith("_"):
            raise AttributeError(name)
        asked = getattr(re.compile(self._source, self._flags), name)
        self.__dict__[name] = asked
        return asked


def late(source: str, flags: re.RegexFlag = re.NOFLAG) -> Pattern[str]:
    """The pattern of ``source``, to be compiled at its first use; an error in it shows only then."""
    return cast(Pattern[str], _Late(source, flags))
