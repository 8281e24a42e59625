"""The files of the curated folder: made, written all at once, or compared with those that lie there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

import ketclaims
from ketclaims.curation.inputs import ANCHORS
from ketclaims.lexicon import Lexicon
from ketclaims.model import InputError
from ketclaims.releases import CHANGES, Release, changes_page, edition
from ketclaims.review.standing import footing_lines
from ketclaims.tables.about import About
from ketclaims.tables.columns import SOURCES, TABLES, Table
from ketclaims.tables.datapackage import DATAPACKAGE, datapackage, table_resource
from ketclaims.tables.dictionary import dictionary
from ketclaims.tables.files import about_table, csv_bytes, parquet_bytes, same_parquet
from ketclaims.tables.frames import frame_rows
from ketclaims.tables.reading import read_bytes
from ketclaims.tables.writing import replacing, write_all

README = "README.md"


def render(
    frames: Mapping[str, pd.DataFrame], lexicon: Lexicon, about: About, release: Release | None
) -> dict[str, bytes]:
    """The files of the curated folder by name."""
    tables = {f"{table.name}.csv": csv_bytes(frames[table.name]) for table in TABLES}
    now = edition(about, release, tables)
    files = tables | {f"{table.name}.parquet": _parquet(table, frames, tables, now) for table in TABLES}
    resources = [table_resource(table, tables[f"{table.name}.csv"], lexicon) for table in TABLES]
    readme = dictionary(frames, files, lexicon, ketclaims.__version__, now)
    return files | {
        README: readme.encode("utf-8"),
        CHANGES: changes_page(now, release, tables).encode("utf-8"),
        DATAPACKAGE: datapackage(now, frame_rows(frames[SOURCES.name]), resources),
    }


def _parquet(table: Table, frames: Mapping[str, pd.DataFrame], tables: Mapping[str, bytes], about: About) -> bytes:
    more = about_table(tables[f"{table.name}.csv"], about.title, about.version)
    return parquet_bytes(frames[table.name], table, ketclaims.__version__, more)


def write_curated(data: Path, files: Mapping[str, bytes], anchors: bytes) -> None:
    """Write the curated folder of the folder ``data``, all files or none, and what the decisions stand on."""
    write_all(data / "curated", files)
    if _anchors_differ(data, anchors):
        with replacing(data / ANCHORS) as stream:
            stream.write(anchors)


def find_differences(data: Path, files: Mapping[str, bytes], anchors: bytes) -> list[str]:
    """A line for each file of the folder ``data`` that is not as a rebuild gives it."""
    folder = data / "curated"
    lines = [f"{folder / name}: {says}" for name, new in files.items() if (says := _difference(folder / name, new))]
    lines += [f"{data / ANCHORS}: a rebuild differs."] * _anchors_differ(data, anchors)
    return [*lines, *(f"{path}: the build does not make this file." for path in _strangers(folder, files))]


def _anchors_differ(data: Path, anchors: bytes) -> bool:
    # Where nothing was decided there is nothing to be kept, and no file is as good as an empty one.
    path = data / ANCHORS
    return read_bytes(path) != anchors if path.exists() else anchors != footing_lines(())


def _difference(path: Path, data: bytes) -> str:
    try:
        there = read_bytes(path)
    except InputError:
        return "is missing."
    same = same_parquet(there, data) if path.suffix == ".parquet" else there == data
    return "" if same else "a rebuild differs."


def _strangers(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*") if path.name not in files)
