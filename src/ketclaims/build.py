"""From ``data/raw`` through the parser and the review to ``data/curated``: all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

import ketclaims
from ketclaims.claims import extract
from ketclaims.comparison import Scale
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import DataError, InputError
from ketclaims.releases import CHANGES, RELEASED, Release, changes_page, edition, read_release
from ketclaims.results import compared_frames
from ketclaims.review import Decision, Desk, apply_decisions, parse_decisions
from ketclaims.sources import MANIFEST, Source, parse_sources, read_article, unlisted
from ketclaims.tables.about import ABOUT, About, read_about
from ketclaims.tables.columns import CLAIMS, LEDGER, SOURCES, TABLES, Table
from ketclaims.tables.datapackage import DATAPACKAGE, datapackage, table_resource
from ketclaims.tables.dictionary import dictionary
from ketclaims.tables.files import about_table, csv_bytes, parquet_bytes, same_parquet
from ketclaims.tables.frames import find_faults, frame_rows, plain_frame, with_categories
from ketclaims.tables.reading import read_bytes, utf8
from ketclaims.tables.rows import Row, ledger_entry, ledger_rows, place_order
from ketclaims.tables.statements import frame_statements
from ketclaims.tables.writing import write_all

REVIEW = "review.csv"
README = "README.md"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found: lines for people, and 0 done, 1 findings, 3 an input that could not be read."""

    lines: tuple[str, ...]
    code: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads: the sources by file name, their texts, and what people decided.

    ``about`` is what the dataset is called, ``release`` what was released of it last.
    """

    sources: tuple[Source, ...]
    texts: Mapping[str, str]
    decisions: tuple[Decision, ...]
    problems: tuple[str, ...]
    about: About
    release: Release | None


def build(data: Path, *, check: bool = False) -> Report:
    """Derive the tables of the folder ``data`` and write them, or with ``check`` only compare them.

    A fault in any input leaves the curated tables as they are; the other inputs are read all the same, and every fault
    is a line of the report. ``OutputError`` where the tables cannot be written.
    """
    inputs, faults = read_inputs(data)
    if faults:
        return Report(faults, 3)
    lexicon = default_lexicon()
    try:
        frames = curated_frames(inputs, lexicon, str(data / REVIEW))
    except DataError as error:
        return Report(error.faults, 1)
    files = render(frames, lexicon, inputs.about, inputs.release)
    return _compared(data / "curated", files) if check else _written(data / "curated", files, frames)


def read_inputs(data: Path) -> tuple[Inputs, tuple[str, ...]]:
    """All inputs of the folder ``data``, and a sentence for each that could not be read."""
    faults: list[str] = []
    raw = data / "raw"
    sources: tuple[Source, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()
    try:
        sources, wrong = parse_sources(_text(raw / MANIFEST), str(raw / MANIFEST))
        # A list with a fault may lack the source of a file.
        faults += wrong or unlisted(sources, raw)
    except InputError as error:
        faults.append(str(error))
    texts, unread = read_texts(sources, raw)
    faults += unread
    try:
        decisions, problems = parse_decisions(_text(data / REVIEW), str(data / REVIEW))
    except InputError as error:
        faults.append(str(error))
    about, release, unversioned = read_versions(data)
    return Inputs(sources, texts, decisions, problems, about, release), (*faults, *unversioned)


def read_versions(data: Path) -> tuple[About, Release | None, list[str]]:
    """What the dataset is called, what was released of it last, and a sentence for each that could not be read."""
    about, release, faults = About(), None, []
    try:
        about = read_about(data / ABOUT)
    except InputError as error:
        faults.append(str(error))
    try:
        release = read_release(data / RELEASED)
    except InputError as error:
        faults.append(str(error))
    return about, release, faults


def _text(path: Path) -> str:
    return utf8(read_bytes(path), str(path))


def read_texts(sources: tuple[Source, ...], raw: Path) -> tuple[dict[str, str], list[str]]:
    """The texts of sources by name, and a sentence for each that could not be read."""
    texts: dict[str, str] = {}
    faults = []
    for source in sources:
        try:
            texts[source.source] = read_article(source, raw)
        except InputError as error:
            faults.append(str(error))
    return texts, faults


def curated_frames(inputs: Inputs, lexicon: Lexicon, name: str = REVIEW) -> dict[str, pd.DataFrame]:
    """The validated tables by name; ``DataError`` has a sentence for every row and decision that breaks a rule."""
    rows, problems = reviewed_rows(inputs, lexicon, name)
    contents = {
        SOURCES: [{key: value or None for key, value in asdict(source).items()} for source in inputs.sources],
        CLAIMS: [{name: row[name] for name in CLAIMS.names} for row in rows if row["disposition"] == "claim"],
        LEDGER: [ledger_entry(row) for row in rows],
    }
    plain = {table: plain_frame(listed, table) for table, listed in contents.items()}
    faults = [fault for table, frame in plain.items() for fault in find_faults(frame, table, lexicon, inputs.texts)]
    found = (*inputs.problems, *problems, *faults)
    if found:
        raise DataError(found)
    frames = {table.name: with_categories(frame, table, lexicon) for table, frame in plain.items()}
    compared = compared_frames(frame_statements(frames[CLAIMS.name], lexicon), Scale(lexicon))
    return frames | {table.name: frame for table, frame in compared.items()}


def reviewed_rows(inputs: Inputs, lexicon: Lexicon, name: str = REVIEW) -> tuple[list[Row], tuple[str, ...]]:
    """Every number of the sources as people left it, in the order of sources and texts; and what misfits."""
    voices = {source.source: source.voice for source in inputs.sources}
    parsed = (
        row
        for source, text in inputs.texts.items()
        for row in ledger_rows(extract(text, source, lexicon), lexicon, voices[source])
    )
    rows, problems = apply_decisions(parsed, inputs.decisions, Desk(inputs.texts, voices, lexicon), name)
    order = {source.source: place for place, source in enumerate(inputs.sources)}
    return sorted(rows, key=lambda row: (order[str(row["source"])], *place_order(row))), problems


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


def _written(folder: Path, files: Mapping[str, bytes], frames: Mapping[str, pd.DataFrame]) -> Report:
    write_all(folder, files)
    rows = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    return Report((f"{folder}: {rows}.",), 0)


def _compared(folder: Path, files: Mapping[str, bytes]) -> Report:
    lines = [f"{folder / name}: {says}" for name, data in files.items() if (says := _difference(folder / name, data))]
    lines += (f"{path}: the build does not make this file." for path in _strangers(folder, files))
    return Report(tuple(lines) or (f"{folder}: as a rebuild gives it.",), 1 if lines else 0)


def _difference(path: Path, data: bytes) -> str:
    try:
        there = read_bytes(path)
    except InputError:
        return "is missing."
    same = same_parquet(there, data) if path.suffix == ".parquet" else there == data
    return "" if same else "a rebuild differs."


def _strangers(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*") if path.name not in files)
