"""All tables as sheets of one workbook (XLSX), with the dictionary as the last sheet; needs the extra ``review``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from ketclaims.exports.dataset import Dataset
from ketclaims.tables.columns import CLAIMS, TABLES, Column, Table
from ketclaims.tables.dictionary import COLUMN_HEADER, Cells, column_rows, vocabularies
from ketclaims.tables.rows import Row, cell
from ketclaims.tables.workbook import MOST_ROWS, losses, open_workbook, text_format, write_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DICTIONARY = "dictionary"
NARROWEST, WIDEST = 8, 60
"""Widths of columns, in characters; what is wider is wrapped."""
WIDTHS = (26, 50, 16, 16, 80)
"""Widths of the columns of the dictionary."""
BUTTON = 3
"""Room for the button of the filter beside a header."""
MANY = 20_000
"""Rows of a table from which on a workbook is written row by row: it is larger, but needs no memory for its cells."""
TOLD = 20
"""So many cells that lost something are told of; the dictionary sheet lists them all."""
READING = (
    "All text is typed as text: nothing is a formula or a link, whatever it begins with. An empty cell says nothing.",
    "Offsets count Unicode code points of the article as UTF-8. A line end in a cell is a line feed; the CSV file has "
    "it as the article has it.",
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What a cell, or a sheet, could not hold: of which row and column, and in which file all of it is."""

    sheet: str
    cell: str
    row: str
    column: str
    says: str
    whole: str

    @property
    def sentence(self) -> str:
        """The loss in a sentence."""
        return f"{self.sheet}!{self.cell}, {self.column} of {self.row}: {self.says}; {self.whole} has it whole."


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook's cells."""

    header: Format
    number: Format
    text: Format
    wrapped: Format


def write_workbook(dataset: Dataset, stream: BinaryIO) -> Sequence[str]:
    """Write the workbook; what its cells could not hold, in sentences."""
    lost: list[Loss] = []
    title, name = str(dataset.described.get("title", dataset.name)), f"{dataset.name}.xlsx"
    comments = f"Version {dataset.version or 'unreleased'}"
    many = any(len(frame) >= MANY for frame in dataset.frames.values())
    with open_workbook(stream, title, comments, by_rows=many) as book:
        styles = Styles(
            text_format(book, bold=True, bottom=1),
            book.add_format({"valign": "top"}),
            text_format(book),
            text_format(book, text_wrap=True),
        )
        for table in TABLES:
            sheet = book.add_worksheet(table.name)
            lost += _write_table(sheet, table, dataset.rows(table), styles)
            if table is CLAIMS:
                sheet.activate()
        _write_dictionary(book, dataset, title, lost, styles)
    told = [f"{name}, {loss.sentence}" for loss in lost[:TOLD]]
    rest = f"{name}: {len(lost) - TOLD} more such cells; its sheet {DICTIONARY} lists them all."
    return (*told, *((rest,) if len(lost) > TOLD else ()))


def _write_table(sheet: Worksheet, table: Table, rows: Sequence[Row], styles: Styles) -> Iterator[Loss]:
    shown = rows[: MOST_ROWS - 1]
    cell_styles = [_set_column(sheet, place, column, shown, styles) for place, column in enumerate(table.columns)]
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(shown), len(table.columns) - 1)
    # A quote such as "71" is meant as text, and no mistake to be marked.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_reference(len(shown), len(table.columns) - 1)}"})
    for place, name in enumerate(table.names):
        write_cell(sheet, 0, place, name, styles.header)
    for line, row in enumerate(shown, 1):
        for place, (name, style) in enumerate(zip(table.names, cell_styles, strict=True)):
            write_cell(sheet, line, place, row[name], style)
        yield from _losses(table, row, line)
    if len(shown) < len(rows):
        says = f"{len(rows) - len(shown)} rows have no room"
        yield Loss(table.name, _reference(len(shown), 0), "the last rows", "all columns", says, f"{table.name}.csv")


def _set_column(sheet: Worksheet, place: int, column: Column, rows: Sequence[Row], styles: Styles) -> Format:
    """Make a column as wide as its cells; the style of these."""
    widest = max((len(cell(row[column.name])) for row in rows), default=0)
    sheet.set_column(place, place, max(NARROWEST, len(column.name) + BUTTON, min(WIDEST, widest + 1)))
    if column.dtype in ("Int64", "Float64"):
        return styles.number
    return styles.wrapped if widest > WIDEST else styles.text


def _losses(table: Table, row: Row, line: int) -> Iterator[Loss]:
    for place, name in enumerate(table.names):
        value = row[name]
        if isinstance(value, str) and (says := losses(value)):
            identity = ", ".join(cell(row[key]) for key in table.keys)
            yield Loss(table.name, _reference(line, place), identity, name, says, f"{table.name}.csv")


def _reference(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell

    return str(xl_rowcol_to_cell(row, column))


def _write_dictionary(book: Workbook, dataset: Dataset, title: str, lost: Sequence[Loss], styles: Styles) -> None:
    sheet = book.add_worksheet(DICTIONARY)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    lines: list[tuple[Sequence[str], Format]] = []
    for name, header, rows in _blocks(dataset, title, lost):
        lines += [((name,), styles.header), *([(header, styles.header)] if header else ())]
        lines += [*((row, styles.wrapped) for row in rows), ((), styles.text)]
    for line, (cells, style) in enumerate(lines):
        for place, value in enumerate(cells):
            write_cell(sheet, line, place, value, style)


def _blocks(dataset: Dataset, title: str, lost: Sequence[Loss]) -> Iterator[tuple[str, Cells, Sequence[Cells]]]:
    """The parts of the dictionary: a name, a header and rows each."""
    about = [("version", dataset.version or "unreleased"), ("made by", f"ketclaims {dataset.software}")]
    about += [("licence", licence["title"]) for licence in dataset.described.get("licenses", ())]
    yield title, (), [*about, *(("how to read it", says) for says in READING)]
    header = ("cell", "what", "row", "column", "whole in") if lost else ()
    cells = [(f"{loss.sheet}!{loss.cell}", loss.says, loss.row, loss.column, loss.whole) for loss in lost]
    yield "Cells that do not hold their whole text", header, cells or [("none",)]
    for table in TABLES:
        yield f"{table.name}: {table.description}", COLUMN_HEADER, list(column_rows(table))
    yield from vocabularies(dataset.lexicon)
