"""The curated tables as validated frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from ketclaims.bibliographies import bibliography_rows
from ketclaims.comparison import Scale, Statement
from ketclaims.curation.inputs import EVIDENCE_FILE, REVIEW, Inputs
from ketclaims.lexicon import Lexicon
from ketclaims.model import DataError
from ketclaims.results import compared_frames
from ketclaims.review import Decision
from ketclaims.sources import Source
from ketclaims.tables.columns import CLAIMS, EVIDENCE, LEDGER, REFERENCES, SOURCES, TRACES, Table
from ketclaims.tables.evidence import estimates_of, evidence_rows
from ketclaims.tables.frames import find_faults, plain_frame, valid_frame, with_categories
from ketclaims.tables.rows import Row, ledger_entry
from ketclaims.tables.statements import frame_statements
from ketclaims.tracing import decided_traces, traced_rows


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
