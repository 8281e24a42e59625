"""What was learned of single words: how much each makes a measure likelier, as ``leanings.csv`` of a pack has it."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from ketclaims.lexicon.files import LEANINGS, Fault, Pack
from ketclaims.model import InputError

Weights = tuple[tuple[str, float], ...]
"""Measures, each with what a trait counts for or against it."""

HEADER = "dimension,trait,weights"

Leanings = Mapping[str, Mapping[str, str]]
"""By dimension of a figure and by trait of its surroundings (``near:improv``, ``unit:%``) the weights, as written."""


@lru_cache(maxsize=20_000)
def weights_of(written: str) -> Weights:
    """The weights as a row has them; ``ValueError`` where they are none. A short text asks for few of them.

    >>> weights_of("response_rate +0.6 dose -0.4")
    (('response_rate', 0.6), ('dose', -0.4))
    """
    words = written.split()
    weights = tuple(zip(words[::2], map(float, words[1::2]), strict=True))
    if not all(math.isfinite(weight) for _, weight in weights):
        raise ValueError(written)
    return weights


def leanings_of(pack: Pack, measures: Container[str]) -> Leanings:
    """The leanings of a pack; none where it has no such file.

    ``InputError`` names the first line that is wrong; the file that comes with the package is checked by its tests.
    """
    written: dict[str, dict[str, str]] = {}
    for line, row in enumerate(_lines(pack), 2):
        dimension, trait, weights = f"{row},,".split(",", 3)[:3]
        if not pack.ours and not _is_right(weights, measures):
            says = f"{HEADER} was expected, as in `share,near:improv,dose -0.4`; {row!r} was found."
            raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", says, line)))
        written.setdefault(dimension, {})[trait] = weights
    return written


def _lines(pack: Pack) -> Iterator[str]:
    """The lines below the header."""
    try:
        yield from pack.leanings.decode("utf-8").splitlines()[1:]
    except UnicodeDecodeError as error:
        raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", f"not UTF-8 at offset {error.start}."))) from None


def _is_right(written: str, measures: Container[str]) -> bool:
    """Whether there are weights, and all of them numbers, each of a measure of the pack."""
    try:
        return bool(written) and all(measure in measures for measure, _ in weights_of(written))
    except ValueError:
        return False
