"""Claims held against evidence as frames: a verdict on each, the rows of evidence behind it, and single roots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ketclaims.comparison import Options, Scale, Statement
from ketclaims.evidence import Estimate, single_roots
from ketclaims.evidence import trace as traced
from ketclaims.model import TRACE_VERDICTS, DataError
from ketclaims.review import Decision, MisfitError, by_row, parse_decisions, settled
from ketclaims.stories import Story, story
from ketclaims.tables.columns import CLAIMS, EVIDENCE, LINKS, SINGLE_ROOTS, TRACES, Table
from ketclaims.tables.evidence import evidence_frame, frame_estimates, load_evidence, read_evidence
from ketclaims.tables.files import curated_folder
from ketclaims.tables.frames import frame_rows, valid_frame
from ketclaims.tables.reading import read_bytes, utf8
from ketclaims.tables.rows import Row, cell
from ketclaims.tables.statements import frame_statements, read_statements
from ketclaims.tables.traces import link_rows, single_root_row, trace_row

if TYPE_CHECKING:
    import altair as alt

    from ketclaims.lexicon import Lexicon

DECIDED = "evidence"
"""The ``field`` of a decision on a trace; its ``from`` and ``to`` are verdicts."""

Rows = Mapping[Table, list[Row]]


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """What the claims of a frame come to by the evidence.

    ``traces`` has a row for every claim with ``verdict`` and ``reason``; ``links`` one for every row of evidence that a
    claim is held against, with its rank; ``single_roots`` the subjects on which several voices repeat one study.
    ``evidence`` is the table, with what each figure allows in ``interval_low`` and ``interval_high``.
    """

    claims: pd.DataFrame
    evidence: pd.DataFrame
    traces: pd.DataFrame
    links: pd.DataFrame
    single_roots: pd.DataFrame
    lexicon: Lexicon

    def plot(self, measure: str, condition: str | None = None) -> alt.TopLevelMixin:
        """An Altair chart of the claims of a measure beside the figures of studies; needs the ``notebooks`` extra."""
        from ketclaims.plots.evidence import plot_evidence

        return plot_evidence(self.claims, self.traces, self.links, self.evidence, measure, condition, self.lexicon)

    def story(self, sources: str, value: str, measure: str, text: str, condition: str | None = None) -> Story:
        """The story of a figure that sources (apart by spaces) claim of a measure, its figures taken from the evidence.

        With a ``condition`` only claims of it are meant. In ``text``, ``[evidence_id]`` stands for the figure of a row
        and ``[evidence_id n]`` for one of its cells. ``LookupError`` where there is no such claim or row, or where the
        claims have several verdicts.
        """
        same = (self.claims["value_text"] == value) & (self.claims["measure"] == measure)
        same &= self.claims["source"].isin(sources.split())
        about = self.claims[same if condition is None else same & (self.claims["condition"] == condition)]
        return story(self.traces, self.evidence, about["claim_id"].tolist(), value, text)

    def __repr__(self) -> str:
        counts = self.traces["verdict"].value_counts(sort=False)
        tally = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
        return f"{len(self.traces)} claims and {len(self.evidence)} rows of evidence: {tally or 'nothing traced'}"


def trace(
    claims: pd.DataFrame,
    evidence: pd.DataFrame | Path | str | None = None,
    lexicon: Lexicon | None = None,
    options: Options | None = None,
) -> Traced:
    """Hold every claim of a frame against the evidence on its measure.

    ``evidence`` is a frame such as ``load_evidence`` gives, or the path of an ``evidence.csv``; without it, that which
    comes with the package, or none where another ``lexicon`` is given; then people's verdicts that come with it hold
    too. ``DataError`` has in ``faults`` a sentence for each bad row.
    """
    from ketclaims.lexicon import default_lexicon

    known = lexicon or default_lexicon()
    table = the_evidence(evidence, known)
    scale = Scale(known, options or Options())
    rows = dict(traced_rows(frame_statements(claims, known), frame_estimates(table), scale))
    if evidence is None and known is default_lexicon():
        rows[TRACES] = _as_decided(rows[TRACES])
    frames = {table: valid_frame(listed, table, known) for table, listed in rows.items()}
    return Traced(claims, table, frames[TRACES], frames[LINKS], frames[SINGLE_ROOTS], known)


def _as_decided(rows: Iterable[Row]) -> list[Row]:
    """Rows of traces with the verdicts of people that come with the package, where the rules still say the same."""
    decided = {row["claim_id"]: row for row in curated_rows(TRACES) if row["decided_by"] == "review"}
    return [_over(row, decided.get(row["claim_id"])) for row in rows]


def _over(row: Row, decided: Row | None) -> Row:
    same = decided is not None and all(decided[name] == row[name] for name in ("source", "measure", "by_rules"))
    return row | {name: decided[name] for name in ("verdict", "decided_by", "reason")} if decided and same else row


def the_evidence(evidence: pd.DataFrame | Path | str | None, lexicon: Lexicon, *, none: bool = False) -> pd.DataFrame:
    """Evidence from wherever it is: a frame, a file, or what comes with the package for the words of the package.

    With ``none`` no evidence is an empty table.
    """
    from ketclaims.lexicon import default_lexicon

    if isinstance(evidence, str | Path):
        return read_evidence(Path(evidence), lexicon)
    if evidence is not None:
        return evidence
    ours = lexicon is default_lexicon() and not none
    return load_evidence() if ours else evidence_frame((), lexicon)


def traced_rows(statements: Iterable[Statement], estimates: Iterable[Estimate], scale: Scale) -> Rows:
    """The rows of the tables of traces, links and single roots."""
    found = list(traced(statements, estimates, scale))
    return {
        TRACES: [trace_row(each, scale) for each in found],
        LINKS: [row for each in found for row in link_rows(each)],
        SINGLE_ROOTS: [single_root_row(root, scale) for root in single_roots(found, scale)],
    }


def curated_rows(table: Table) -> list[Row]:
    """The rows of a table of traces that comes with the package, with people's verdicts."""
    return frame_rows(pd.read_parquet(curated_folder() / f"{table.name}.parquet"))


def dataset_rows(claims: Path | None, data: Path | None, evidence: Path | None, lexicon: Lexicon) -> Rows:
    """The rows of traces of a file of claims or of a dataset, by its evidence or by a file of evidence.

    Without ``claims`` those of the folder ``data`` are traced, else those of the package. Where claims and evidence are
    both of ``data``, the decisions of its ``review.csv`` apply. ``InputError`` where a file cannot be read,
    ``DataError`` with a sentence for each row or decision that breaks a rule.
    """
    folder = data / "curated" if data else curated_folder()
    statements = read_statements([claims or folder / f"{CLAIMS.name}.csv"], lexicon)
    own = data / "raw" / f"{EVIDENCE.name}.csv" if data else None
    table = the_evidence(evidence or (own if own and own.exists() else None), lexicon, none=bool(own))
    rows = dict(traced_rows(statements, frame_estimates(table), Scale(lexicon)))
    if data and not claims and not evidence:
        rows[TRACES] = _reviewed(rows[TRACES], data / "review.csv")
    return rows


def _reviewed(rows: list[Row], path: Path) -> list[Row]:
    if not path.exists():
        return rows
    decisions, _ = parse_decisions(utf8(read_bytes(path), str(path)), str(path))
    decided, misfits = decided_traces(rows, decisions, str(path))
    if misfits:
        raise DataError(misfits)
    return decided


def decided_traces(
    rows: Iterable[Row], decisions: Sequence[Decision], name: str = "review.csv"
) -> tuple[list[Row], tuple[str, ...]]:
    """Rows of traces with the verdicts of people, and a sentence for each decision that does not fit.

    Of ``decisions`` those on the evidence count. Each names in ``before`` what the rules say, so that it is looked at
    again when they say something else. What several people dispute is left to the rules; applying the decisions to the
    claims reports it.
    """
    found = {cell(row[TRACES.key]): row for row in rows}
    problems = []
    for decision in _settled(decisions):
        problem = _misfit(decision, found.get(decision.claim_id))
        if problem:
            problems.append((decision.place, problem))
        else:
            decided: Row = {"verdict": decision.after, "decided_by": "review", "reason": decision.reason}
            found[decision.claim_id] |= decided
    return list(found.values()), tuple(f"{name}, row {place}, {problem}" for place, problem in sorted(problems))


def _settled(decisions: Sequence[Decision]) -> Iterator[Decision]:
    for group in by_row(decisions).values():
        with suppress(MisfitError):
            yield from (decision for decision in settled(group) if decision.field == DECIDED)


def _misfit(decision: Decision, row: Row | None) -> str:
    if row is None:
        return f"column claim_id: there is no claim {decision.claim_id}."
    if decision.before != row["by_rules"]:
        return f"column from: the rules say {row['by_rules']}, not {decision.before!r}."
    if decision.after not in TRACE_VERDICTS:
        return f"column to: {decision.after!r} is none of {', '.join(TRACE_VERDICTS)}."
    return ""
