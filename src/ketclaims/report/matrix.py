"""The matrix: subjects by sources, in every cell what the source says and how that stands to the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ketclaims.plots.cells import Cell, by_voice, cells, compared, measure_order
from ketclaims.plots.labels import said
from ketclaims.report.corpus import Corpus

Subject = tuple[str, tuple[int, ...], str]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One subject of a measure with the cells of the sources that speak of it."""

    measure: str
    subject: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Sources as columns, subjects as rows; ``judged`` says whether there are verdicts.

    ``left_out`` counts the rows beyond the limit, ``alone`` the subjects on which nothing can be compared,
    ``sources_left_out`` the sources for which there is no column.
    """

    sources: tuple[str, ...]
    measures: tuple[tuple[str, tuple[MatrixRow, ...]], ...]
    judged: bool
    left_out: int
    alone: int
    sources_left_out: int


def matrix_of(corpus: Corpus) -> Matrix:
    """The matrix of the claims that the page shows, for those of their sources of which most can be compared."""
    columns = _columns(corpus)
    rows = [row for row in corpus.claims.values() if row["source"] in columns]
    verdicts = {name: [(verdict, "") for verdict in sorted(found)] for name, found in corpus.standing.items()}
    found = list(cells(rows, verdicts, corpus.lexicon))
    judged = "pairs" not in corpus.missing
    shown = compared(found) if judged else _shared(found)
    listed = _listed(shown, measure_order(shown, corpus.lexicon))
    kept = listed[: corpus.limits.subjects]
    return Matrix(
        columns,
        _by_measure(kept),
        judged,
        len(listed) - len(kept),
        len({_subject(cell) for cell in found}) - len(listed),
        len({row["source"] for row in corpus.claims.values()}) - len(columns),
    )


def _columns(corpus: Corpus) -> tuple[str, ...]:
    """The sources with most claims that can be compared, those of one voice side by side."""
    compared = (row for name, row in corpus.claims.items() if corpus.standing.get(name))
    counts = Counter(said(row, "source") for row in compared)
    counts = counts or Counter(said(row, "source") for row in corpus.claims.values())
    chosen = {source for source, _ in counts.most_common(corpus.limits.columns)}
    return tuple(by_voice((corpus.voice(source), source) for source in corpus.scope.order if source in chosen))


def _subject(cell: Cell) -> Subject:
    return cell.measure, cell.place, cell.subject


def _shared(found: Sequence[Cell]) -> list[Cell]:
    """The cells of subjects of which more than one source speaks."""
    counts = Counter(_subject(cell) for cell in found)
    return [cell for cell in found if counts[_subject(cell)] > 1]


def _listed(shown: Sequence[Cell], measures: Sequence[str]) -> list[MatrixRow]:
    rows: dict[Subject, dict[str, Cell]] = {}
    for cell in sorted(shown, key=lambda cell: cell.sorting(measures)):
        rows.setdefault(_subject(cell), {})[cell.source] = cell
    return [MatrixRow(measure, subject, own) for (measure, _, subject), own in rows.items()]


def _by_measure(rows: Sequence[MatrixRow]) -> tuple[tuple[str, tuple[MatrixRow, ...]], ...]:
    found: dict[str, list[MatrixRow]] = {}
    for row in rows:
        found.setdefault(row.measure, []).append(row)
    return tuple((measure, tuple(own)) for measure, own in found.items())
