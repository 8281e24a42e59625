"""What was learned of single words: how much each makes a measure likelier, as ``leanings.csv`` of a pack has it."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping

from ketclaims.lexicon.files import LEANINGS, Fault, Pack
from ketclaims.model import InputError

Leanings = Mapping[str, Mapping[str, list[tuple[str, float]]]]
"""By dimension of a figure and by trait of its surroundings (``near:improv``, ``unit:%``): measures with weights."""

HEADER = ("dimension", "trait", "measure", "weight")


def leanings_of(pack: Pack, measures: Container[str]) -> Leanings:
    """The leanings of a pack; none where it has no such file. ``InputError`` names the first line that is wrong."""
    leanings: defaultdict[str, dict[str, list[tuple[str, float]]]] = defaultdict(dict)
    for line, row in enumerate(_rows(pack), 2):
        weight = _weight(row)
        if weight is None or row[2] not in measures:
            says = f"{', '.join(HEADER)} were expected, a measure of the pack among them; {','.join(row)!r} was found."
            raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", says, line)))
        leanings[row[0]].setdefault(row[1], []).append((row[2], weight))
    return dict(leanings)


def _rows(pack: Pack) -> Iterator[list[str]]:
    """The rows below the header."""
    try:
        lines = pack.leanings.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(str(Fault(f"{pack.folder}/{LEANINGS}", f"not UTF-8 at offset {error.start}."))) from None
    return csv.reader(lines[1:])


def _weight(row: list[str]) -> float | None:
    """The weight of a row that has all its fields, if it is a number."""
    try:
        weight = float(row[3]) if len(row) == len(HEADER) else math.nan
    except ValueError:
        return None
    return weight if math.isfinite(weight) else None
