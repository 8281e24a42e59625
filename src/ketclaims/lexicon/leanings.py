"""What was learned of single words: how much each makes a measure likelier, as ``leanings.csv`` of a pack has it."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

from ketclaims.lexicon.files import LEANINGS, Fault, Pack
from ketclaims.model import InputError

Leanings = Mapping[str, tuple[tuple[str, float], ...]]
"""By trait of a figure's surroundings (``near:improv``, ``unit:%``): measures, each with its weight."""

HEADER = ("trait", "measure", "weight")


def leanings_of(pack: Pack, measures: Container[str]) -> Leanings:
    """The leanings of a pack; none where it has no such file. ``InputError`` names the first line that is wrong."""
    leanings: defaultdict[str, tuple[tuple[str, float], ...]] = defaultdict(tuple)
    for line, row in enumerate(_rows(pack), 2):
        weight = _weight(row)
        if weight is None or row[1] not in measures:
            says = f"a trait, one of the pack's measures and a number were expected, {','.join(row)!r} was found."
            raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", says, line)))
        leanings[row[0]] += ((row[1], weight),)
    return dict(leanings)


def _rows(pack: Pack) -> Iterator[list[str]]:
    """The rows below the header."""
    try:
        lines = pack.leanings.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", f"not UTF-8 at offset {error.start}."))) from None
    return csv.reader(lines[1:])


def _weight(row: list[str]) -> float | None:
    """The weight of a row of three fields, if it is a number."""
    try:
        weight = float(row[2]) if len(row) == len(HEADER) else math.nan
    except ValueError:
        return None
    return weight if math.isfinite(weight) else None
