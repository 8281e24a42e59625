"""The shape of a pack's entries: names, keys, and values of the right form."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ketclaims.lexicon.entries import UNNAMED, Table
from ketclaims.lexicon.files import Fault, Pack
from ketclaims.lexicon.keys import FORMS, KEYS, Form, Key
from ketclaims.phrases import phrase_fault

LARGEST = Decimal("1e15")
"""No number of a pack is as large."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_COUNTED = re.compile(r"\{[a-z][a-z0-9_-]*\}")
_LONGEST = 80


def shape_faults(pack: Pack, file: str, table: Table) -> Iterator[Fault]:
    """What is wrong with the names, keys and values of one file, entry by entry."""
    if file == "measures" and not table:
        yield pack.fault(file, "at least one measure was expected, there is none.")
    for name, entry in table.items():
        if says := _name_fault(file, name):
            yield pack.fault(file, says, name)
        elif isinstance(entry, dict):
            yield from (pack.fault(file, says, name, key) for key, says in _entry_faults(KEYS[file], entry))
        else:
            yield pack.fault(file, f"an entry `[{name}]` with keys below was expected, {shown(entry)} was found.", name)


def _name_fault(file: str, name: str) -> str:
    if file == "counts":
        return "" if _COUNTED.fullmatch(name) else "a counted thing in braces was expected, such as {dose}."
    if file == "units":
        good = name.strip() and name.isprintable() and not name.startswith(("/", "{"))
        return "" if good else "the code of a unit was expected, such as mmol/mol."
    if file == "measures" and name == UNNAMED:
        return "another name was expected: every pack has this measure for what no other fits."
    return "" if _NAME.fullmatch(name) else "a name of lower-case letters, digits and underscores was expected."


def _entry_faults(keys: tuple[Key, ...], entry: Table) -> Iterator[tuple[str, str]]:
    """Each key with what is wrong with it."""
    known = {key.name: key for key in keys}
    for name in entry:
        if name not in known:
            yield name, f"this key is unknown; known are {', '.join(known)}."
    for key in keys:
        if key.name in entry:
            if says := _value_fault(key, entry[key.name]):
                yield key.name, says
        elif key.required:
            yield key.name, f"this key is missing; {FORMS[key.form]} was expected: {key.meaning}."


def _value_fault(key: Key, value: Any) -> str:
    """What is wrong with the value of a key, in a sentence; empty where nothing is."""
    if not _FORMED[key.form](value) or (key.required and value == []):
        return f"{FORMS[key.form]} was expected, {shown(value)} was found."
    if not isinstance(value, list):
        return _part_fault(key, value)
    twice = next((each for each in value if value.count(each) > 1), None)
    if twice is not None:
        return f"each of the list once was expected, {shown(twice)} was found {value.count(twice)} times."
    return next((says for each in value if (says := _part_fault(key, each))), "")


def _part_fault(key: Key, value: Any) -> str:
    if key.words and value not in key.words:
        return f"one of {', '.join(key.words)} was expected, {shown(value)} was found."
    if key.pattern and not re.fullmatch(key.pattern, value):
        return f"{key.meaning} was expected, {shown(value)} was found."
    says = phrase_fault(value) if key.form == "phrases" else ""
    return f"a phrase was expected, {shown(value)} {says}." if says else ""


def shown(value: Any) -> str:
    """A value in quotation marks, cut where it is long."""
    try:
        text = repr(value)
    except ValueError:  # Python writes no number of thousands of digits
        return "a very large number"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return (isinstance(value, int) or math.isfinite(value)) and abs(value) < LARGEST


def _is_factor(value: Any) -> bool:
    try:
        factor = Decimal(str(value))
    except (InvalidOperation, ValueError):
        return False
    return not isinstance(value, bool) and factor.is_finite() and 1 / LARGEST < factor < LARGEST


_FORMED: Mapping[Form, Callable[[Any], bool]] = {
    "text": _is_text,
    "word": _is_text,
    "flag": lambda value: isinstance(value, bool),
    "number": _is_number,
    "factor": _is_factor,
    "texts": _is_texts,
    "words": _is_texts,
    "phrases": _is_texts,
}
