"""A reviewer's sheet written for people: a workbook with lists to choose from, or plain CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from ketclaims.model import InputError
from ketclaims.review.sheet import ACTIVE, COLUMNS, EMPTY, INPUTS, NAMES, NEW, SHEET, SheetColumn, vocabulary
from ketclaims.tables.rows import Row, cell
from ketclaims.tables.workbook import MOST_ROWS, open_workbook, text_format, write_cell
from ketclaims.tables.writing import csv_line

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from ketclaims.lexicon import Lexicon

GUIDE = "how to"
WORDS = "words"
SPARE = 50
"""Empty rows below the table with the same lists to choose from, for numbers that are added."""
FROZEN = 5
"""Decision, reason, who, source and passage stay in sight."""
FREE = ("passage", "value_text", "population", "outcome", "section", "decided")
"""Columns whose cells hold words of an article or of a person."""
GUIDE_LINES = (
    "How to review",
    "Go to the sheet “review”. Each row is one number of an article: read the passage; the number "
    "stands between >> and <<.",
    "All is right? Choose “accept” in the column decision.",
    "Something is wrong? Choose “change” and write what is right into the yellow cell beside what is wrong. Leave the "
    f"other yellow cells empty. Should a cell say nothing at all, write {EMPTY}.",
    "The number is no claim, or another kind of exclusion? Choose “reject” and, in new_disposition, what it is.",
    "A number is missing? Go to the first empty row, choose “add”, and give its source, new_quote and new_value_text "
    "(copied from the article) and what it says: new_measure, new_low, new_high, new_unit.",
    "Two claims in one number? “accept” or “change” the row, and “add” another one below.",
    "Write your name into who, and into reason, in a few words, why; only where you accept you need no reason.",
    "You need not do all rows: those without a decision are passed over. You may sort, filter, hide and add columns.",
    "Save as .xlsx (or .csv) and send it back. Whoever keeps the data runs: ketclaims review import SHEET",
)


def write_sheet_csv(rows: Iterable[Row], stream: BinaryIO) -> None:
    """Write a sheet as CSV. A cell of words that a spreadsheet would take for a formula begins with an apostrophe."""
    # Without the mark, spreadsheets take UTF-8 for their own encoding.
    stream.write("\ufeff".encode() + csv_line(NAMES))
    for row in rows:
        stream.write(csv_line(_harmless(name, row[name]) for name in NAMES))


def _harmless(name: str, value: Any) -> str:
    written = cell(value)
    return f"'{written}" if name in FREE and ACTIVE.match(written) else written


def write_sheet_xlsx(rows: Sequence[Row], lexicon: Lexicon, stream: BinaryIO) -> None:
    """Write a sheet as a workbook: a page that says how to fill it, the rows, and the words to choose from.

    ``ModuleNotFoundError`` where the extra ``review`` is missing; ``InputError`` where there are too many rows.
    """
    if len(rows) + SPARE >= MOST_ROWS:
        raise InputError(f"{len(rows)} rows are more than a workbook holds; choose sources with --source.")
    with open_workbook(stream, "Review of claims", "One row for each number of the articles.") as book:
        _write_guide(book, book.add_worksheet(GUIDE), lexicon)
        table = book.add_worksheet(SHEET)
        lists = _write_words(book, lexicon)
        _write_rows(book, table, rows)
        for place, column in enumerate(COLUMNS):
            _offer(table, place, column, lists.get(column.name), len(rows) + SPARE)


def _write_guide(book: Workbook, sheet: Worksheet, lexicon: Lexicon) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    bold, wrapped = text_format(book, bold=True), text_format(book, text_wrap=True)
    title, *steps = GUIDE_LINES
    lines = [
        (title, ""),
        *((f"{place}.", step) for place, step in enumerate(steps, 1)),
        ("Columns", ""),
        *((column.name, column.says) for column in COLUMNS),
        ("Measures", ""),
        *((measure.name, measure.meaning) for measure in lexicon.measures.values()),
    ]
    for place, (name, says) in enumerate(lines):
        write_cell(sheet, place, 0, name, wrapped if says else bold)
        write_cell(sheet, place, 1, says, wrapped)


def _write_words(book: Workbook, lexicon: Lexicon) -> dict[str, str]:
    """Write every list of words as a column of a sheet of its own; the ranges that hold them, by input column."""
    sheet = book.add_worksheet(WORDS)
    bold, plain = text_format(book, bold=True), text_format(book)
    ranges = {}
    lists = {name: words for name in INPUTS if (words := vocabulary(name, lexicon))}
    lists[f"{NEW}unit"] = tuple(lexicon.units)
    for place, (name, words) in enumerate(lists.items()):
        write_cell(sheet, 0, place, name, bold)
        for line, word in enumerate(words, 1):
            write_cell(sheet, line, place, word, plain)
        sheet.set_column(place, place, 24)
        ranges[name] = _range(place, len(words))
    return ranges


def _range(column: int, rows: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(column)
    return f"={WORDS}!${letter}$2:${letter}${rows + 1}"


def _write_rows(book: Workbook, sheet: Worksheet, rows: Sequence[Row]) -> None:
    head, asked = (text_format(book, bold=True, text_wrap=True, bg_color=color) for color in ("#D9E2EC", "#FFE699"))
    plain, wide = text_format(book), text_format(book, text_wrap=True)
    yellow = text_format(book, text_wrap=True, bg_color="#FFF9E0")
    formats = [yellow if c.kind == "input" else wide if c.width > 20 else plain for c in COLUMNS]
    for place, column in enumerate(COLUMNS):
        write_cell(sheet, 0, place, column.name, asked if column.kind == "input" else head)
        sheet.set_column(place, place, column.width, formats[place])
        sheet.write_comment(0, place, column.says)
    for line, row in enumerate(rows, 1):
        for place, name in enumerate(NAMES):
            write_cell(sheet, line, place, row[name], formats[place])
    sheet.freeze_panes(1, FROZEN)
    # Numbers of an article are words here, and no mistake.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.autofilter(0, 0, max(len(rows), 1), len(COLUMNS) - 1)


def _offer(sheet: Worksheet, place: int, column: SheetColumn, words: str | None, last: int) -> None:
    """Offer the words of a column in its cells; a unit is not restricted to those that are offered."""
    if words:
        strict = column.name != f"{NEW}unit"
        options = {"validate": "list", "source": words, "show_error": strict, "error_title": column.name}
        sheet.data_validation(1, place, last, place, options | {"error_message": "Please choose one of the list."})
