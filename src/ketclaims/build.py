"""From ``data/raw`` through the parser and the review to ``data/curated``: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

import ketclaims
from ketclaims.bibliographies import bibliography_rows
from ketclaims.claims import extract
from ketclaims.comparison import Scale, Statement
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import DataError, InputError
from ketclaims.releases import CHANGES, RELEASED, Release, changes_page, edition, read_release
from ketclaims.results import compared_frames
from ketclaims.review import Decision, Desk, apply_decisions, parse_decisions
from ketclaims.review.standing import Footing, footing_lines, footing_of, ledger_footings, parse_footings
from ketclaims.sources import MANIFEST, Source, parse_sources, read_article, unlisted
from ketclaims.tables.about import ABOUT, About, read_about
from ketclaims.tables.columns import CLAIMS, EVIDENCE, LEDGER, REFERENCES, SOURCES, TABLES, TRACES, Table
from ketclaims.tables.datapackage import DATAPACKAGE, datapackage, table_resource
from ketclaims.tables.dictionary import dictionary
from ketclaims.tables.evidence import estimates_of, evidence_records, evidence_rows
from ketclaims.tables.files import about_table, csv_bytes, parquet_bytes, same_parquet
from ketclaims.tables.frames import find_faults, frame_rows, plain_frame, valid_frame, with_categories
from ketclaims.tables.reading import Placed, read_bytes, utf8
from ketclaims.tables.rows import Row, cell, ledger_entry, ledger_rows, place_order
from ketclaims.tables.statements import frame_statements
from ketclaims.tables.writing import replacing, write_all
from ketclaims.tracing import decided_traces, traced_rows

REVIEW = "review.csv"
ANCHORS = "anchors.csv"
README = "README.md"
EVIDENCE_FILE = "evidence.csv"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found: lines for people, and 0 done, 1 findings, 3 an input that could not be read."""

    lines: tuple[str, ...]
    code: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads: the sources by file name, their texts, what people decided, and on what.

    ``about`` is what the dataset is called, ``release`` what was released of it last, ``evidence`` the evidence table.
    """

    sources: tuple[Source, ...]
    texts: Mapping[str, str]
    decisions: tuple[Decision, ...]
    problems: tuple[str, ...]
    about: About
    release: Release | None
    footings: Mapping[str, Footing] = field(default_factory=dict)
    evidence: tuple[Placed, ...] = ()

    def desk(self, lexicon: Lexicon) -> Desk:
        """What the decisions lean on."""
        return Desk(self.texts, {source.source: source.voice for source in self.sources}, lexicon, self.footings)


def build(data: Path, *, check: bool = False) -> Report:
    """Derive the tables of the folder ``data`` and write them, or with ``check`` only compare them.

    A fault in any input leaves the curated tables as they are; the other inputs are read all the same, and every fault
    is a line of the report. ``OutputError`` where the tables cannot be written.
    """
    inputs, faults = read_inputs(data)
    if faults:
        return Report(faults, 3)
    lexicon = default_lexicon()
    parsed = parsed_rows(inputs, lexicon)
    try:
        rows, problems = reviewed_rows(inputs, parsed, lexicon, str(data / REVIEW))
        frames = curated_frames(inputs, rows, problems, lexicon, data)
    except DataError as error:
        return Report(error.faults, 1)
    files = render(frames, lexicon, inputs.about, inputs.release)
    anchors = footing_lines(footings(inputs, parsed, rows))
    return _compared(data, files, anchors) if check else _written(data, files, anchors, frames)


def read_inputs(data: Path) -> tuple[Inputs, tuple[str, ...]]:
    """All inputs of the folder ``data``, and a sentence for each that could not be read."""
    faults: list[str] = []
    raw = data / "raw"
    sources: tuple[Source, ...] = ()
    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()
    known: dict[str, Footing] = {}
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
        known = read_footings(data, decisions)
    except InputError as error:
        faults.append(str(error))
    evidence: tuple[Placed, ...] = ()
    try:
        evidence = read_evidence(raw / EVIDENCE_FILE)
    except InputError as error:
        faults.append(str(error))
    about, release, unversioned = read_versions(data)
    return Inputs(sources, texts, decisions, problems, about, release, known, evidence), (*faults, *unversioned)


def read_evidence(path: Path) -> tuple[Placed, ...]:
    """The rows of an ``evidence.csv``; none where there is no such file, because a dataset need not have any."""
    return tuple(evidence_records(_text(path), str(path))) if path.exists() else ()


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


def read_footings(data: Path, decisions: Iterable[Decision]) -> dict[str, Footing]:
    """What the decided rows stood on when a build last found them there, by identifier.

    A row that was decided since the last build stands in the curated ledger, if anywhere. ``InputError`` where the
    file of a build is none.
    """
    path = data / ANCHORS
    kept = parse_footings(_text(path), str(path)) if path.exists() else {}
    decided = dict.fromkeys(decision.claim_id for decision in decisions)
    if decided.keys() <= kept.keys():
        return kept
    ledger = data / "curated" / f"{LEDGER.name}.csv"
    try:
        former = ledger_footings(_text(ledger), str(ledger))
    except InputError:
        # The curated tables are made anew, and need not be there.
        former = {}
    return {name: former[name] for name in decided if name in former} | kept


def parsed_rows(inputs: Inputs, lexicon: Lexicon) -> list[Row]:
    """Every number of the sources as the parser reads it, with the voices of the sources."""
    voices = {source.source: source.voice for source in inputs.sources}
    return [
        row
        for source, text in inputs.texts.items()
        for row in ledger_rows(extract(text, source, lexicon), lexicon, voices[source])
    ]


def reviewed_rows(
    inputs: Inputs, parsed: Iterable[Row], lexicon: Lexicon, name: str = REVIEW
) -> tuple[list[Row], tuple[str, ...]]:
    """Parsed rows as people left them, in the order of sources and texts; and a sentence for what misfits."""
    rows, problems = apply_decisions(parsed, inputs.decisions, inputs.desk(lexicon), name)
    order = {source.source: place for place, source in enumerate(inputs.sources)}
    ordered = sorted(rows, key=lambda row: (order[str(row["source"])], *place_order(row)))
    return ordered, (*inputs.problems, *problems)


def footings(inputs: Inputs, parsed: Iterable[Row], rows: Iterable[Row]) -> list[Footing]:
    """What the decided rows stand on, those that a decision took away or added too, in the order of the decisions."""
    there = {cell(row["claim_id"]): row for row in (*rows, *parsed)}
    decided = dict.fromkeys(decision.claim_id for decision in inputs.decisions)
    found = (there[claim_id] for claim_id in decided if claim_id in there)
    return [footing_of(row, inputs.texts[str(row["source"])]) for row in found]


def curated_frames(
    inputs: Inputs, rows: Sequence[Row], problems: Sequence[str], lexicon: Lexicon, data: Path = Path()
) -> dict[str, pd.DataFrame]:
    """The validated tables by name; ``DataError`` has ``problems`` and a sentence for every row that breaks a rule."""
    contents = {
        SOURCES: [{key: value or None for key, value in asdict(source).items()} for source in inputs.sources],
        CLAIMS: [{name: row[name] for name in CLAIMS.names} for row in rows if row["disposition"] == "claim"],
        LEDGER: [ledger_entry(row) for row in rows],
        REFERENCES: [row for source in inputs.sources for row in cited_rows(source, inputs.texts, rows, lexicon)],
    }
    plain = {table: plain_frame(listed, table) for table, listed in contents.items()}
    faults = [fault for table, frame in plain.items() for fault in find_faults(frame, table, lexicon, inputs.texts)]
    evidence, misread = evidence_rows(inputs.evidence, lexicon, str(data / "raw" / EVIDENCE_FILE))
    if problems or faults or misread:
        raise DataError((*problems, *faults, *misread))
    frames = {table.name: with_categories(frame, table, lexicon) for table, frame in plain.items()}
    statements, scale = frame_statements(frames[CLAIMS.name], lexicon), Scale(lexicon)
    derived = {**compared_frames(statements, scale), EVIDENCE: valid_frame(evidence, EVIDENCE, lexicon)}
    derived |= traced_frames(statements, evidence, inputs.decisions, scale, str(data / REVIEW))
    return frames | {table.name: frame for table, frame in derived.items()}


def traced_frames(
    statements: list[Statement], evidence: list[Row], decisions: Sequence[Decision], scale: Scale, name: str
) -> dict[Table, pd.DataFrame]:
    """The frames of what the evidence says of claims, people's verdicts before those of the rules.

    ``DataError`` has a sentence for each decision that does not fit.
    """
    rows = dict(traced_rows(statements, estimates_of(evidence), scale))
    rows[TRACES], misfits = decided_traces(rows[TRACES], decisions, name)
    if misfits:
        raise DataError(misfits)
    return {table: valid_frame(listed, table, scale.lexicon) for table, listed in rows.items()}


def cited_rows(source: Source, texts: Mapping[str, str], rows: Iterable[Row], lexicon: Lexicon) -> list[Row]:
    """The works that a source lists, as of the year in which it was published, each with the claims that cite it."""
    claims = [row for row in rows if row["source"] == source.source and row["disposition"] == "claim"]
    latest = int(source.published[:4]) if source.published else None
    return bibliography_rows(source.source, texts[source.source], lexicon, claims, latest)


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


def _written(data: Path, files: Mapping[str, bytes], anchors: bytes, frames: Mapping[str, pd.DataFrame]) -> Report:
    folder = data / "curated"
    write_all(folder, files)
    if _anchors_differ(data, anchors):
        with replacing(data / ANCHORS) as stream:
            stream.write(anchors)
    rows = ", ".join(f"{len(frame)} {name}" for name, frame in frames.items())
    return Report((f"{folder}: {rows}.",), 0)


def _compared(data: Path, files: Mapping[str, bytes], anchors: bytes) -> Report:
    folder = data / "curated"
    lines = [
        f"{folder / name}: {says}" for name, written in files.items() if (says := _difference(folder / name, written))
    ]
    lines += [f"{data / ANCHORS}: a rebuild differs."] * _anchors_differ(data, anchors)
    lines += (f"{path}: the build does not make this file." for path in _strangers(folder, files))
    return Report(tuple(lines) or (f"{folder}: as a rebuild gives it.",), 1 if lines else 0)


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
