"""A cell of any file as its column has it: the one place where what was written becomes a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ketclaims.tables.columns import Column
from ketclaims.tables.rows import Value, number

Read = Callable[[Any], Value]
FLAGS: Mapping[Any, bool] = {"true": True, "false": False, True: True, False: False}


def is_empty(raw: Any) -> bool:
    """Whether a cell holds nothing: no value, no text, not a number."""
    return raw is None or raw == "" or raw != raw


def typed_value(column: Column, raw: Any) -> Value:
    """A cell of any file as its column has it, numbers in shortest form, an empty one as ``None``.

    ``TypeError`` or ``ValueError`` where it is no such cell.
    """
    return None if is_empty(raw) else reader_of(column)(raw)


def reader_of(column: Column) -> Read:
    """What turns a cell that is not empty into a value of the column; it raises as ``typed_value`` does."""
    return READS.get(column.dtype, _text)


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise TypeError
    return raw


def _whole(raw: Any) -> int:
    value = number(float(raw))
    if not isinstance(value, int):
        raise ValueError
    return value


def _real(raw: Any) -> Value:
    return number(float(raw))


def _flag(raw: Any) -> bool:
    if raw not in FLAGS:
        raise ValueError
    return FLAGS[raw]


READS: Mapping[str, Read] = {"Int64": _whole, "Float64": _real, "bool": _flag}
