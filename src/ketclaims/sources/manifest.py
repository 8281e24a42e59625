"""The list of the articles of a dataset: ``Source`` records in a ``sources.csv``, each with the digest of its file."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ketclaims.model import InputError
from ketclaims.sources.texts import decode
from ketclaims.tables.columns import SOURCES
from ketclaims.tables.reading import csv_records, read_bytes, utf8

MANIFEST = "sources.csv"


@dataclass(frozen=True, slots=True)
class Source:
    """One article as ``sources.csv`` lists it; what the article does not state of itself is empty."""

    source: str
    file: str
    title: str
    publisher: str
    voice: str
    authors: str
    reviewers: str
    published: str
    sha256: str


def read_article(source: Source, raw: Path) -> str:
    """The text of a listed article in the folder ``raw``; ``InputError`` also where it is another one."""
    path = raw / source.file
    if not path.resolve().is_relative_to(raw.resolve()):
        raise InputError(f"{path}: leads out of {raw}.")
    data = read_bytes(path)
    found = hashlib.sha256(data).hexdigest()
    text = decode(data, str(path))
    if found != source.sha256:
        listed = f"{MANIFEST} lists {source.sha256}; where the article was meant to change, list the new one"
        raise InputError(f"{path}: its sha256 is {found}, {listed}.")
    return text


def unlisted(sources: tuple[Source, ...], raw: Path) -> tuple[str, ...]:
    """A sentence for each text in the folder ``raw`` that no source names, so that none is passed over in silence."""
    listed = {source.file for source in sources}
    names = sorted(path.name for path in raw.glob("*.txt"))
    return tuple(f"{raw / name}: {MANIFEST} does not list this article." for name in names if name not in listed)


def read_sources(path: Path) -> tuple[Source, ...]:
    """The records of a ``sources.csv``, by file name; ``InputError`` has a line for each fault, with row and column."""
    found, faults = parse_sources(utf8(read_bytes(path), str(path)), str(path))
    if faults:
        raise InputError("\n".join(faults))
    return found


def parse_sources(text: str, name: str = MANIFEST) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """The records of the text of a ``sources.csv`` and the faults in it; a record with a fault is left out."""
    rows, faults = csv_records(text, name, SOURCES.names)
    if not rows and not faults:
        faults = (f"{name}: lists no source.",)
    records = {place: Source(**row) for place, row in rows}
    wrong = sorted((*_cell_faults(records), *_repeats(records)))
    broken = {place for place, _ in wrong}
    good = (record for place, record in records.items() if place not in broken)
    # By file name, so that the order of the lines decides nothing.
    ordered = tuple(sorted(good, key=lambda record: record.file))
    return ordered, (*faults, *(f"{name}, row {place}, {says}" for place, says in wrong))


def _cell_faults(records: dict[int, Source]) -> Iterator[tuple[int, str]]:
    for place, record in records.items():
        for column in SOURCES.columns:
            value = getattr(record, column.name)
            if column.required and not value:
                yield place, f"column {column.name}: is empty."
            elif value and column.pattern and not re.fullmatch(column.pattern, value):
                yield place, f"column {column.name}: {value!r} is no {column.description}."
        if not _is_plain(record.file):
            yield place, f"column file: {record.file!r} is no plain file name."


def _is_plain(name: str) -> bool:
    # The name comes from a file, and must not lead out of the folder.
    return name.isprintable() and not re.search(r"[/\\:]", name) and name not in (".", "..")


def _repeats(records: dict[int, Source]) -> Iterator[tuple[int, str]]:
    for name in ("source", "file"):
        count = Counter(getattr(record, name) for record in records.values())
        for place, record in records.items():
            value = getattr(record, name)
            if value and count[value] > 1:
                yield place, f"column {name}: {value!r} stands {count[value]} times."
