"""What a dataset is called, who made it, and which version of it its tables are: ``dataset.toml``, set by a person."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import InputError
from ketclaims.tables.reading import read_bytes, utf8

ABOUT = "dataset.toml"
FORMS = {
    "name": ("[a-z0-9][a-z0-9._-]*", "a name of lower case letters, digits, '.', '_' and '-'"),
    "version": (r"\d+\.\d+\.\d+", "a version, such as 1.0.0"),
    "released": (r"\d{4}-\d{2}-\d{2}", "a day, such as 2026-01-31"),
}
LICENCE = ("name", "path", "title")


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its short name by SPDX, where it can be read, and its title."""

    name: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class About:
    """What a dataset says of itself; without a ``dataset.toml`` it says no more than that it holds claims.

    ``version`` is the version of the data, no matter which version of the code made them. ``released`` is its day.
    ``lexicon`` is the pack with which the texts are read: its name, or its folder beside the ``dataset.toml``.
    """

    name: str = "claims"
    title: str = "Quantitative claims"
    description: str = "Every quantitative claim of some texts, each with its exact place."
    version: str = ""
    released: str = ""
    keywords: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    licences: tuple[Licence, ...] = ()
    lexicon: str = ""


def read_about(path: Path) -> About:
    """What the file says; where there is none, what holds for any dataset. ``InputError`` has a line for each fault."""
    if not path.exists():
        return About()
    return parse_about(utf8(read_bytes(path), str(path)), str(path))


def dataset_lexicon(data: Path, about: About) -> Lexicon:
    """The words with which the texts of the folder ``data`` are read; ``InputError`` where there is no such pack."""
    if not about.lexicon:
        return default_lexicon()
    folder = data / about.lexicon
    return Lexicon.load(folder if folder.is_dir() else about.lexicon)


def parse_about(text: str, name: str = ABOUT) -> About:
    """The text of a ``dataset.toml``; ``InputError`` has a line for each key with a fault."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{name}: not TOML ({error}).") from None
    faults = [f"{name}: {fault}" for key, value in said.items() if (fault := _fault(key, value))]
    if faults:
        raise InputError("\n".join(faults))
    return About(**dict(_fields(said)))


def _fault(key: str, value: Any) -> str:
    if key == "licences":
        whole = isinstance(value, list) and all(_is_licence(licence) for licence in value)
        return "" if whole else f"licences: tables with the texts {', '.join(LICENCE)} were expected."
    if key in ("keywords", "contributors"):
        return "" if _is_list(value) else f"{key}: a list of texts was expected."
    if key not in About.__slots__:
        return f"{key} is no key of this file; it may have {', '.join(About.__slots__)}."
    if not isinstance(value, (str, date)) or not str(value).strip():
        return f"{key}: a text was expected, not {value!r}."
    pattern, form = FORMS.get(key, (".*", ""))
    return "" if re.fullmatch(pattern, str(value), re.DOTALL) else f"{key}: {str(value)!r} is not {form}."


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_licence(value: Any) -> bool:
    return isinstance(value, dict) and sorted(value) == sorted(LICENCE) and _is_list(list(value.values()))


def _fields(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in said.items():
        if key == "licences":
            yield key, tuple(Licence(**licence) for licence in value)
        else:
            yield key, tuple(value) if isinstance(value, list) else " ".join(str(value).split())
