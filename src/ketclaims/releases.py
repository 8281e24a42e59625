"""Versions of the data: the tables that were released last, what has changed since, and its page ``CHANGES.md``.

A person sets the version in ``dataset.toml``. The last release is kept beside the curated tables, so that what has
changed since follows from files alone, and a rebuild gives the same page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from ketclaims.changes.comparison import changes
from ketclaims.changes.sides import side_of_tables
from ketclaims.changes.wording import changes_in_words, counts_by_source
from ketclaims.model import DataError, InputError
from ketclaims.tables.about import About
from ketclaims.tables.datapackage import DATAPACKAGE
from ketclaims.tables.markdown import code
from ketclaims.tables.reading import read_bytes, utf8
from ketclaims.tables.writing import replacing_folder

RELEASED = "released"
CHANGES = "CHANGES.md"
UNRELEASED = "+unreleased"
MOST = 200
"""So many rows of each list of changes stand on the page."""
PREAMBLE = """\
# Changes of the data

What each version of the tables changed, row by row, against the one before; written by `ketclaims build`. A claim that
*moved* stands elsewhere in its article and has another identifier, because an identifier is made from the place."""


@dataclass(frozen=True, slots=True)
class Release:
    """The tables that were released last as CSV by file name, their version, and the page of changes up to it."""

    version: str
    tables: Mapping[str, bytes]
    page: str


def read_release(folder: Path) -> Release | None:
    """What was released last, if anything was; ``InputError`` where it is no longer as it was."""
    if not folder.is_dir():
        return None
    described = read_descriptor(folder / DATAPACKAGE)
    tables = read_described(folder, described)
    return Release(str(described.get("version", "")), tables, utf8(read_bytes(folder / CHANGES), str(folder / CHANGES)))


def read_descriptor(path: Path) -> Mapping[str, Any]:
    """A ``datapackage.json``; ``InputError`` where it lists no files."""
    try:
        described = json.loads(utf8(read_bytes(path), str(path)))
        if all(isinstance(resource[key], str) for resource in described["resources"] for key in ("path", "hash")):
            return dict(described)
    except (ValueError, RecursionError, TypeError, KeyError):
        pass
    raise InputError(f"{path}: a Data Package with the path and the hash of each file was expected.")


def read_described(folder: Path, described: Mapping[str, Any]) -> dict[str, bytes]:
    """The files that a descriptor lists, by path; ``InputError`` names each that is not the one it describes."""
    files = {resource["path"]: (read_bytes(folder / resource["path"]), resource) for resource in described["resources"]}
    faults = [
        f"{folder / path}: its sha256 is {sha256(data).hexdigest()}, {DATAPACKAGE} lists {resource['hash']}."
        for path, (data, resource) in files.items()
        if resource["hash"] != f"sha256:{sha256(data).hexdigest()}"
    ]
    if faults:
        raise InputError("\n".join(faults))
    return {path: data for path, (data, _) in files.items()}


def edition(about: About, release: Release | None, tables: Mapping[str, bytes]) -> About:
    """What the dataset says of itself; a version that is released already and yet has other tables is marked."""
    again = release is not None and release.version == about.version and release.tables != tables
    return replace(about, version=about.version + UNRELEASED, released="") if again else about


def changes_page(about: About, release: Release | None, tables: Mapping[str, bytes]) -> str:
    """The page of changes: a section on ``tables`` (CSV by file name), then the sections of the versions before."""
    before = _sections(release.page) if release else ""
    if release and release.tables == tables and release.version == about.version:
        return "\n\n".join(part for part in (PREAMBLE, before) if part)
    section = (PREAMBLE, _heading(about), *_news(release, tables))
    return "\n\n".join((*section, before or "")).rstrip("\n") + "\n"


def _sections(page: str) -> str:
    found = page.find("\n## ")
    return page[found + 1 :] if found >= 0 else ""


def _heading(about: About) -> str:
    if not about.version or about.version.endswith(UNRELEASED):
        return "## Unreleased"
    return f"## {about.version}" + (f" ({about.released})" if about.released else "")


def _news(release: Release | None, tables: Mapping[str, bytes]) -> Iterator[str]:
    now = side_of_tables(tables, "the new tables")
    if release is None:
        yield "The first version."
        yield counts_by_source(now)
        return
    yield f"Against version {release.version}."
    found = changes(side_of_tables(release.tables, f"version {release.version}"), now)
    if found:
        yield from changes_in_words(found, level=3, most=MOST)
    else:
        files = [name for name in (*release.tables, *tables) if release.tables.get(name) != tables.get(name)]
        names = ", ".join(code(name) for name in dict.fromkeys(files))
        yield f"No row changed; the bytes of {names} did." if files else "No row changed."


def keep_release(data: Path) -> str:
    """Keep the curated tables of the folder ``data`` as the last release, and say so.

    ``DataError`` where their version is none or was released before; ``InputError`` where they are not as described.
    """
    curated = data / "curated"
    described = read_descriptor(curated / DATAPACKAGE)
    version = str(described.get("version", ""))
    last = read_release(data / RELEASED)
    if not version or version.endswith(UNRELEASED) or (last and last.version == version):
        said = f"{last.version} is released already" if last else "there is none"
        raise DataError((f"{data / 'dataset.toml'}, version: the next version of the data was expected; {said}.",))
    files = read_described(curated, described) | {name: read_bytes(curated / name) for name in (DATAPACKAGE, CHANGES)}
    with replacing_folder(data / RELEASED) as folder:
        for name, content in files.items():
            (folder / name).write_bytes(content)
    return f"{data / RELEASED}: version {version}."
