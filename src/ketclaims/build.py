"""From ``data/raw`` through the parser and the review to ``data/curated``: all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ketclaims.curation.files import find_differences, render, write_curated
from ketclaims.curation.frames import curated_frames
from ketclaims.curation.inputs import REVIEW, read_inputs
from ketclaims.curation.rows import footings, parsed_rows, reviewed_rows
from ketclaims.model import DataError, InputError
from ketclaims.review.standing import footing_lines
from ketclaims.tables.about import dataset_lexicon


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found: lines for people, and 0 done, 1 findings, 3 an input that could not be read."""

    lines: tuple[str, ...]
    code: int


def build(data: Path, *, check: bool = False) -> Report:
    """Derive the tables of the folder ``data`` and write them, or with ``check`` only compare them.

    A fault in any input leaves the curated tables as they are; the other inputs are read all the same, and every fault
    is a line of the report. ``OutputError`` where the tables cannot be written.
    """
    inputs, faults = read_inputs(data)
    if faults:
        return Report(faults, 3)
    try:
        lexicon = dataset_lexicon(data, inputs.about)
    except InputError as error:
        return Report((str(error),), 3)
    parsed = parsed_rows(inputs, lexicon)
    try:
        rows, problems = reviewed_rows(inputs, parsed, lexicon, str(data / REVIEW))
        frames = curated_frames(inputs, rows, problems, lexicon, data)
    except DataError as error:
        return Report(error.faults, 1)
    files = render(frames, lexicon, inputs.about, inputs.release)
    anchors = footing_lines(footings(inputs, parsed, rows, lexicon))
    folder = data / "curated"
    if check:
        lines = find_differences(data, files, anchors)
        return Report(tuple(lines) or (f"{folder}: as a rebuild gives it.",), 1 if lines else 0)
    write_curated(data, files, anchors)
    counts = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    return Report((f"{folder}: {counts}.",), 0)
