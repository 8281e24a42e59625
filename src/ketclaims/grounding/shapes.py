"""What a line holds, told by its shape: a row in the project's own columns, or a document as langextract writes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ketclaims.grounding.lines import Line
from ketclaims.tables.columns import IMPORTED

Fields = Mapping[str, Any]

DERIVED = ("claim_id", "section", "low_std", "high_std", "unit_std", "anchoring", "agreement")
"""Columns that follow from the others; what a row has there is replaced."""
GIVEN = tuple(name for name in IMPORTED.names if name not in DERIVED)
KNOWN = frozenset((*IMPORTED.names, "error", "note"))
"""Columns that are no surprise: ours, that of a fault, and the remarks of annotations."""
ATTRIBUTES = tuple(name for name in GIVEN if name != "source" and not name.endswith(("_start", "_end")))
"""What an attribute of an extraction can say; where it stands is told by its interval."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row as it came: its line, its JSON, and what it says by the names of our columns.

    ``loose``: the value is a passage with the value in it. ``text`` is the text that it was read in, if it came along.
    """

    line: int
    original: str
    fields: Fields
    fault: str = ""
    loose: bool = False
    text: str | None = None
    unknown: tuple[str, ...] = ()


def entries_of(line: Line) -> Iterator[Entry]:
    """The rows of a line: the line itself, or the extractions of a document; a line with a fault is one too."""
    if line.fault:
        yield Entry(line.number, line.text, {}, line.fault)
    elif "extractions" in line.record:
        yield from _extractions(line)
    else:
        yield _row(line)


def _row(line: Line) -> Entry:
    fields = {name: value for name, value in line.record.items() if name in KNOWN}
    if not fields:
        return Entry(line.number, line.text, {}, "it has neither a column of the claims nor langextract's extractions")
    unknown = tuple(name for name in line.record if name not in KNOWN)
    if fields.get("disposition") == "error":
        return Entry(line.number, line.text, fields, f"the row is no claim but a fault: {fields.get('error')}")
    return Entry(line.number, line.text, fields, unknown=unknown)


def _extractions(line: Line) -> Iterator[Entry]:
    # A document in which nothing was found has an empty list, or null.
    listed = [] if line.record["extractions"] is None else line.record["extractions"]
    if not isinstance(listed, list):
        yield Entry(line.number, line.text, {}, "extractions is no list")
        return
    source, text = line.record.get("document_id"), line.record.get("text")
    for extraction in listed:
        original = json.dumps({"document_id": source, "extractions": [extraction]}, ensure_ascii=False)
        fault = _misshapen(extraction)
        if fault:
            yield Entry(line.number, original, {"source": source}, fault)
        else:
            yield _extraction(line.number, original, source, extraction, text if isinstance(text, str) else None)


def _misshapen(extraction: object) -> str:
    if not isinstance(extraction, dict):
        return "an extraction is no object"
    for name in ("attributes", "char_interval"):
        if not isinstance(extraction.get(name) or {}, dict):
            return f"{name} of the extraction is no object"
    return ""


def _extraction(line: int, original: str, source: object, extraction: Fields, text: str | None) -> Entry:
    said, interval = (extraction.get(name) or {} for name in ("attributes", "char_interval"))
    fields = {"source": source, "measure": extraction.get("extraction_class")}
    fields |= {name: said[name] for name in ATTRIBUTES if name in said}
    part = "quote" if "value_text" in fields else "value"
    fields |= {
        "quote" if part == "quote" else "value_text": extraction.get("extraction_text"),
        f"{part}_start": interval.get("start_pos"),
        f"{part}_end": interval.get("end_pos"),
    }
    unknown = tuple(str(name) for name in said if name not in ATTRIBUTES)
    return Entry(line, original, fields, "", part == "value" and "quote" not in fields, text, unknown)
