"""The tables: rows with identifiers from content, frames that are validated, files that are read back without loss."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from ketclaims.comparison.fields import FIELDS
from ketclaims.evidence.omissions import Omission
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Claim, Context, DataError, Excluded, InputError, Ledger, Place, Quantity, Span, Subject
from ketclaims.tables.columns import CHECKS, CLAIMS, EXTRACT, LEDGER, SOURCES, TABLES
from ketclaims.tables.columns.column import COMPARED
from ketclaims.tables.columns.evidence import OMITTED
from ketclaims.tables.dictionary import MEANINGS, VERDICTS, dictionary
from ketclaims.tables.files import (
    arrow_table,
    csv_bytes,
    load_claims,
    parquet_bytes,
    read_claims,
    same_parquet,
    write_parquet,
)
from ketclaims.tables.frames import claims_frame, find_faults, frame_rows, plain_frame, valid_frame, with_categories
from ketclaims.tables.rows import Row, cell, claim_rows, ledger_entry, ledger_rows, number
from ketclaims.tables.writing import OutputError, csv_line, json_line, replacing, write_all

LEXICON = default_lexicon()
TEXT = (
    "Spray 101\n\n"
    '"One, two": 71% of patients respond on day one, and no more than 0.50 of "NA"\r\nfeel it within hours.\n'
)


def span(words: str) -> Span:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


PLACE = Place(Span(span('"One').start, len(TEXT) - 1), ("Spray 101", "Does it work?"))
RESPONSE = Claim(
    PLACE,
    Quantity(span("71%"), Decimal("71.0"), Decimal("71"), "%"),
    "response_rate",
    Subject("trd", "esketamine", "intranasal", 1, 1, "P1D", "adults, 18+", "placebo", "≥50% | less", "trial"),
)
DOSE = Claim(PLACE, Quantity(span("0.50"), None, Decimal("0.50"), "mg/kg", "<="), "dose")
ONSET = Claim(PLACE, Quantity(span("hours"), None, None, "h", "<=", "vague"), "onset_time")
DAY = Context(PLACE, Quantity(span("day one"), Decimal(1), Decimal(1), "d"))
TITLE = Excluded(Place(Span(0, 9)), span("101"), "title_or_name")
LEDGER_OF_TEXT = Ledger("spray", TEXT, (RESPONSE, DOSE, ONSET), (DAY,), (TITLE,))

CODEBOOK = [
    *("quote", "quote_start", "quote_end", "value_text", "value_start", "value_end"),
    *("relation", "low", "high", "unit", "precision"),
    *("measure", "condition", "intervention", "route", "doses_low", "doses_high", "timepoint"),
    *("population", "comparator", "outcome", "attribution"),
]

NUMBERS = [
    (Decimal("71.0"), "71"),
    (Decimal("0.50"), "0.5"),
    (Decimal("1E+3"), "1000"),
    (Decimal("-8"), "-8"),
    (Decimal("1E+30"), "1e+30"),
    (Decimal("1E+999"), "1.7976931348623157e+308"),
    (None, ""),
]

LINES = {
    "plain": (["a", 71, None], "a,71,\n"),
    "comma": (["a,b"], '"a,b"\n'),
    "quotation mark": (['6" tube'], '"6"" tube"\n'),
    "line feed": (["a\nb"], '"a\nb"\n'),
    "carriage return": (["a\rb"], '"a\rb"\n'),
    "space at the end": (["a "], '"a "\n'),
    "relation": (["=", "<="], "=,<=\n"),
    "beyond the first plane": (["😀 ≥50%"], "😀 ≥50%\n"),
}

# Each case breaks one cell of the first claim: column, new value, the column that is blamed, and why.
BROKEN: dict[str, tuple[str, Any, str, str]] = {
    "word": ("measure", "respons_rate", "measure", "'respons_rate' is not in the vocabulary."),
    "other vocabulary": ("comparator", "iv", "comparator", "'iv' is not in the vocabulary."),
    "empty": ("unit", None, "unit", "is empty."),
    "duration": ("timepoint", "1 day", "timepoint", "'1 day' is no when the outcome was measured"),
    "identifier": ("claim_id", "7", "claim_id", "'7' is no identifier"),
    "order": ("low", 80.0, "low", "is above high."),
    "open below": ("relation", "<=", "low", "is given, although the relation leaves it open."),
    "open above": ("relation", ">", "high", "is given, although the relation leaves it open."),
    "vague": ("precision", "vague", "precision", "numeric needs low or high, vague has neither."),
    "limit": ("high_std", 171.0, "low_std", "the interval leaves the natural limits of the measure."),
    "standard": ("unit_std", "mg", "unit_std", "is neither the unit of the measure nor the unit as written."),
    "doses": ("doses_low", 2, "doses_low", "is above doses_high."),
    "value outside": ("value_start", 3, "value_start", "the value does not lie inside the quote."),
    "value elsewhere": ("value_text", "72%", "value_text", "is not what stands at its place in the quote."),
    "quote elsewhere": ("quote", TEXT[::-1], "value_text", "is not what stands at its place in the quote."),
    "backwards": ("value_end", 2, "value_end", "does not lie behind value_start."),
}


def rows() -> list[Row]:
    """The three claims of the text as rows of the claims table."""
    return [{name: row[name] for name in CLAIMS.names} for row in claim_rows(LEDGER_OF_TEXT, LEXICON, "maker")]


@pytest.fixture(name="frame")
def _frame() -> pd.DataFrame:
    return claims_frame([LEDGER_OF_TEXT], {"spray": "maker"})


def test_columns_of_the_codebook() -> None:
    """The claims table has the codebook's columns in the codebook's order."""
    assert [name for name in CLAIMS.names if name in CODEBOOK] == CODEBOOK


@pytest.mark.parametrize("table", [*TABLES, EXTRACT], ids=lambda table: table.name)
def test_column_names_differ_without_case(table: Any) -> None:
    """No two columns of a table differ in case alone, which some databases do not tell apart."""
    assert len({name.lower() for name in table.names}) == len(table.columns)


@pytest.mark.parametrize(("value", "expected"), NUMBERS)
def test_shortest_number(value: Decimal | None, expected: str) -> None:
    """A number is written in its shortest form, whatever zeros it was read with."""
    assert cell(number(value)) == expected


def test_row_of_a_claim() -> None:
    """A claim becomes a row with every field, its words and its interval in the canonical unit."""
    expected = {
        "claim_id": "7167d15cb381",
        "source": "spray",
        "voice": "maker",
        "section": "Spray 101 > Does it work?",
        "quote": TEXT[11:-1],
        "quote_start": 11,
        "quote_end": len(TEXT) - 1,
        "value_text": "71%",
        "value_start": 23,
        "value_end": 26,
        "relation": "=",
        "low": 71,
        "high": 71,
        "unit": "%",
        "precision": "numeric",
        "measure": "response_rate",
        "condition": "trd",
        "intervention": "esketamine",
        "route": "intranasal",
        "doses_low": 1,
        "doses_high": 1,
        "timepoint": "P1D",
        "population": "adults, 18+",
        "comparator": "placebo",
        "outcome": "≥50% | less",
        "attribution": "trial",
        "low_std": 71,
        "high_std": 71,
        "unit_std": "%",
        "method": "parsed",
    }
    assert rows()[0] == expected


def test_ledger_in_the_order_of_the_text() -> None:
    """The ledger lists every number where it stands, with what it is."""
    entries = [ledger_entry(row) for row in ledger_rows(LEDGER_OF_TEXT, LEXICON)]
    found = [(entry["value_text"], entry["disposition"], entry["reason"], entry["measure"]) for entry in entries]
    expected = [
        ("101", "excluded", "title_or_name", None),
        ("71%", "claim", None, "response_rate"),
        ("day one", "context", None, None),
        ("0.50", "claim", None, "dose"),
        ("hours", "claim", None, "onset_time"),
    ]
    assert found == expected


def test_ledger_entry_of_a_claim() -> None:
    """A claim has one identifier in the claims and in the ledger."""
    entries = {ledger_entry(row)["entry_id"] for row in ledger_rows(LEDGER_OF_TEXT, LEXICON)}
    assert {row["claim_id"] for row in rows()} <= entries


def test_voice_of_an_unknown_source() -> None:
    """A source whose voice nobody names is its own voice."""
    assert {row["voice"] for row in claim_rows(LEDGER_OF_TEXT, LEXICON)} == {"spray"}


SAME_IDENTIFIER: dict[str, tuple[Claim, bool]] = {
    "value": (replace(RESPONSE, quantity=replace(RESPONSE.quantity, low=Decimal(70))), True),
    "time point": (replace(RESPONSE, subject=replace(RESPONSE.subject, timepoint=None)), True),
    "section": (replace(RESPONSE, place=Place(PLACE.quote)), True),
    "measure": (replace(RESPONSE, measure="remission_rate"), False),
    "condition": (replace(RESPONSE, subject=replace(RESPONSE.subject, condition="mdd")), False),
    "route": (replace(RESPONSE, subject=replace(RESPONSE.subject, route=None)), False),
    "place": (replace(RESPONSE, quantity=replace(RESPONSE.quantity, span=span("71"))), False),
}


@pytest.mark.parametrize(("claim", "expected"), SAME_IDENTIFIER.values(), ids=SAME_IDENTIFIER)
def test_identifier_from_content(claim: Claim, expected: bool) -> None:
    """An identifier changes with place, measure and subject, and with nothing else."""
    found = [claim_rows(replace(LEDGER_OF_TEXT, claims=(one,)), LEXICON)[0]["claim_id"] for one in (RESPONSE, claim)]
    assert (found[0] == found[1]) is expected


def test_twins_are_told_apart() -> None:
    """Of two claims that differ only in the population, the second alone has another identifier."""
    twin = replace(RESPONSE, subject=replace(RESPONSE.subject, population="veterans"))
    found = claim_rows(replace(LEDGER_OF_TEXT, claims=(RESPONSE, twin)), LEXICON)
    assert [row["claim_id"] == rows()[0]["claim_id"] for row in found] == [True, False]


def test_dtypes(frame: pd.DataFrame) -> None:
    """A frame has the dtypes of its definition, and no object column."""
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {c.name: c.dtype for c in CLAIMS.columns}


def test_words_that_no_row_uses(frame: pd.DataFrame) -> None:
    """A category declares every word of its vocabulary, also those that no row has."""
    assert list(frame["route"].cat.categories) == list(LEXICON.routes)


def test_empty_frame() -> None:
    """A frame without rows has the same columns and dtypes as any other."""
    assert list(claims_frame([]).dtypes) == list(claims_frame([LEDGER_OF_TEXT]).dtypes)


@pytest.mark.parametrize(("column", "value", "blamed", "says"), BROKEN.values(), ids=BROKEN)
def test_broken_row(column: str, value: object, blamed: str, says: str) -> None:
    """A row that breaks a rule is named, with the column and what is wrong."""
    broken = rows()
    broken[0] |= {column: value}  # type: ignore[dict-item]
    faults = find_faults(plain_frame(broken, CLAIMS), CLAIMS, LEXICON)
    start = f"claims {broken[0]['claim_id']}, column {blamed}: {says}"
    assert any(fault.startswith(start) for fault in faults), faults


def test_good_rows_have_no_faults(frame: pd.DataFrame) -> None:
    """A frame that was validated can be validated again, with its categories."""
    assert find_faults(frame, CLAIMS, LEXICON, {"spray": TEXT}) == ()


def test_every_faulty_row_is_named() -> None:
    """Validation names all faulty rows and columns, each once."""
    broken = [row | {"unit": None, "method": "guessed"} for row in rows()]
    with pytest.raises(DataError) as error:
        valid_frame(broken, CLAIMS, LEXICON)
    expected = {(row["claim_id"], name) for row in broken for name in ("unit", "method")}
    found = [tuple(fault.removeprefix("claims ").split(":")[0].split(", column ")) for fault in error.value.faults]
    assert sorted(found) == sorted(expected)


def test_identifier_that_stands_twice() -> None:
    """Both rows of one identifier are named."""
    twice = find_faults(plain_frame([rows()[0], rows()[0]], CLAIMS), CLAIMS, LEXICON)
    assert twice == (f"claims {rows()[0]['claim_id']}, column claim_id: stands more than once.",) * 2


def test_row_without_identifier() -> None:
    """A row that has no identifier is named by its number."""
    faults = find_faults(plain_frame([rows()[0] | {"claim_id": None}], CLAIMS), CLAIMS, LEXICON)
    assert faults == ("claims row 1, column claim_id: is empty.",)


FRAMES: dict[str, tuple[Callable[[pd.DataFrame], pd.DataFrame], str]] = {
    "missing": (lambda frame: frame.drop(columns="unit"), "claims, column unit: is missing."),
    "unknown": (lambda frame: frame.assign(note="x"), "claims, column note: is not a column of this table."),
    "dtype": (
        lambda frame: frame.assign(low=frame["low"].astype("str")),
        "claims, column low: has dtype str, Float64 was expected.",
    ),
}


@pytest.mark.parametrize(("change", "expected"), FRAMES.values(), ids=FRAMES)
def test_frame_of_another_shape(
    frame: pd.DataFrame, change: Callable[[pd.DataFrame], pd.DataFrame], expected: str
) -> None:
    """A column that is missing, unknown or of another dtype is named."""
    assert expected in find_faults(change(frame), CLAIMS, LEXICON)


def test_quote_against_the_text(frame: pd.DataFrame) -> None:
    """A quote that does not stand at its place in the source is named."""
    faults = find_faults(frame, CLAIMS, LEXICON, {"spray": TEXT.replace("patients", "patientt")})
    assert len([fault for fault in faults if "column quote: is not what stands at its place" in fault]) == 3


def test_source_without_a_text(frame: pd.DataFrame) -> None:
    """A row of a source whose text is not there cannot be verified, and is a fault."""
    assert len(find_faults(frame, CLAIMS, LEXICON, {})) == 6


LEDGER_FAULTS = {
    "exclusion without reason": (0, {"reason": None}, "column reason: is given for every excluded number"),
    "claim without measure": (1, {"measure": None}, "column measure: is given for every claim"),
    "context with measure": (2, {"measure": "dose"}, "column measure: is given for every claim"),
}


@pytest.mark.parametrize(("place", "change", "says"), LEDGER_FAULTS.values(), ids=LEDGER_FAULTS)
def test_broken_ledger(place: int, change: Row, says: str) -> None:
    """An entry of the ledger that breaks a rule is named."""
    entries = [ledger_entry(row) for row in ledger_rows(LEDGER_OF_TEXT, LEXICON)]
    entries[place] |= change
    faults = find_faults(plain_frame(entries, LEDGER), LEDGER, LEXICON)
    assert [f"ledger {entries[place]['entry_id']}, {says}" in fault for fault in faults] == [True]


@pytest.mark.parametrize(("cells", "expected"), LINES.values(), ids=LINES)
def test_csv_line(cells: list[Any], expected: str) -> None:
    """A record is written as RFC 4180 has it."""
    assert csv_line(cells) == expected.encode()


@given(st.lists(st.text(st.characters(codec="utf-8")), min_size=2))
def test_csv_is_read_back(cells: list[str]) -> None:
    """Any text comes back from CSV as it was."""
    line = csv_line(cells).decode()
    assert next(csv.reader(io.StringIO(line, newline=""))) == cells


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_round_trip(tmp_path: Path, frame: pd.DataFrame, suffix: str) -> None:
    """A frame that was written is read back equal, from every kind of file."""
    data = {
        "csv": csv_bytes(frame),
        "parquet": parquet_bytes(frame, CLAIMS, "1"),
        "jsonl": b"".join(json_line(row) for row in frame_rows(frame)),
    }
    path = tmp_path / f"claims.{suffix}"
    path.write_bytes(data[suffix])
    assert_frame_equal(read_claims(path), frame)


def test_csv_read_by_pandas(frame: pd.DataFrame) -> None:
    """The reading line of the dictionary gives back text, numbers and what is missing."""
    read = pd.read_csv(io.BytesIO(csv_bytes(frame)), keep_default_na=False, na_values=[""])
    assert_frame_equal(read, frame.astype(read.dtypes.to_dict()))


def test_csv_has_no_mark_and_no_returns(frame: pd.DataFrame) -> None:
    """CSV begins with the header and ends its records with line feeds."""
    data = csv_bytes(claims_frame([replace(LEDGER_OF_TEXT, claims=())]))
    assert (data, csv_bytes(frame).startswith(data)) == (",".join(CLAIMS.names).encode() + b"\n", True)


@pytest.mark.needs_program("libreoffice")
def test_csv_read_by_a_spreadsheet(tmp_path: Path, frame: pd.DataFrame) -> None:
    """A spreadsheet reads the CSV with every quote whole and the relations as text."""
    (tmp_path / "claims.csv").write_bytes(csv_bytes(frame))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # 44 comma, 34 quotation mark, 76 UTF-8, from line 1.
    command = ["libreoffice", profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "claims.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    sheet = list(openpyxl.load_workbook(tmp_path / "claims.xlsx").active.values)
    read = [dict(zip(sheet[0], line, strict=True)) for line in sheet[1:]]
    seen = [(row["relation"], row["low"], row["quote"].replace("\r", "")) for row in read]
    quote = TEXT[11:-1].replace("\r", "")
    assert seen == [("=", 71, quote), ("<=", None, quote), ("<=", None, quote)]


def test_fields_carry_meaning_and_unit(frame: pd.DataFrame) -> None:
    """A Parquet file says what each column is and in which unit."""
    field = pq.read_schema(io.BytesIO(parquet_bytes(frame, CLAIMS, "1"))).field("doses_low")
    assert field.metadata == {b"description": b"fewest administrations that the figure refers to", b"unit": b"{dose}"}


def test_parquet_says_what_it_is(frame: pd.DataFrame) -> None:
    """A Parquet file names its table and the version that made it."""
    about = pq.read_schema(io.BytesIO(parquet_bytes(frame, CLAIMS, "1.2"))).metadata
    assert (about[b"name"], about[b"ketclaims_version"]) == (b"claims", b"1.2")


def test_parquet_read_by_pandas_alone(frame: pd.DataFrame) -> None:
    """pandas reads the Parquet file with the dtypes that the frame had."""
    assert_frame_equal(pd.read_parquet(io.BytesIO(parquet_bytes(frame, CLAIMS, "1"))), frame)


def test_empty_columns_keep_their_type() -> None:
    """A column without a value has its Arrow type all the same."""
    empty = claims_frame([replace(LEDGER_OF_TEXT, claims=(ONSET,))])
    full = claims_frame([LEDGER_OF_TEXT])
    assert arrow_table(empty, CLAIMS, "1").schema.equals(arrow_table(full, CLAIMS, "1").schema)


def test_parquet_is_compared_by_content(frame: pd.DataFrame) -> None:
    """Two Parquet files of one table are the same, however they were compressed."""
    other = io.BytesIO()
    pq.write_table(arrow_table(frame, CLAIMS, "1"), other, compression="none")
    assert same_parquet(parquet_bytes(frame, CLAIMS, "1"), other.getvalue())


OTHERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    "row": lambda frame: parquet_bytes(frame[1:], CLAIMS, "1"),
    "value": lambda frame: parquet_bytes(frame.assign(low=frame["low"] + 1), CLAIMS, "1"),
    "version": lambda frame: parquet_bytes(frame, CLAIMS, "2"),
    "rubbish": lambda _: b"PAR1",
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_other_parquet(frame: pd.DataFrame, other: Callable[[pd.DataFrame], bytes]) -> None:
    """A Parquet file with another row, value or version is another one."""
    assert not same_parquet(parquet_bytes(frame, CLAIMS, "1"), other(frame))


def test_rows_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are written a few at a time give the same table as all at once."""
    monkeypatch.setattr("ketclaims.tables.files.BATCH", 2)
    listed = ledger_rows(LEDGER_OF_TEXT, LEXICON)
    stream = io.BytesIO()
    write_parquet(iter(listed), EXTRACT, LEXICON, stream, "1")
    expected = with_categories(plain_frame(listed, EXTRACT), EXTRACT, LEXICON)
    assert_frame_equal(pd.read_parquet(stream), expected)


NO_NEW_THREAD = """
import sys, psutil
from ketclaims.tables.arrow import parquet_table
data = sys.stdin.buffer.read()
before = psutil.Process().num_threads()
rows = parquet_table(data).num_rows
print(rows, psutil.Process().num_threads() - before)
"""


def test_bytes_read_by_one_thread(frame: pd.DataFrame) -> None:
    """Bytes of Parquet are read without another thread: one still at work when the interpreter ends would abort it."""
    data = parquet_bytes(frame, CLAIMS, "1")
    done = subprocess.run([sys.executable, "-c", NO_NEW_THREAD], input=data, capture_output=True, check=True)
    assert done.stdout.decode().split() == [str(len(frame)), "0"]


def test_claims_of_other_annotators(tmp_path: Path) -> None:
    """Rows with the codebook's columns alone get what follows from them."""
    known = [{name: row[name] for name in ("source", *CODEBOOK)} for row in rows()]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in known) + '\n{"source": "x", "disposition": "excluded"}\n')
    read = read_claims(path)
    assert list(read["claim_id"]) == [row["claim_id"] for row in rows()]


READ_FAULTS = {
    "number": ("claims.jsonl", '{"source": "a", "low": "many"}', "row 1, column low: 'many' is no Float64."),
    "fraction": ("claims.jsonl", '{"source": "a", "doses_low": 1.5}', "row 1, column doses_low: 1.5 is no Int64."),
    "word": ("claims.jsonl", '{"source": "a", "measure": 7}', "row 1, column measure: 7 is no category."),
    "nothing": ("claims.jsonl", '{"source": "a"}', "row 1, column quote_start: is empty."),
    "JSON": ("claims.jsonl", '{"source": "a"}\n{', "line 2: not JSON"),
    "list": ("claims.jsonl", "[]", "line 1: a JSON object was expected."),
    "CSV": ("claims.csv", 'a,b\n"1', "row 2: not readable as CSV"),
    "Parquet": ("claims.parquet", "PAR1", "not a Parquet file"),
    "suffix": ("claims.xlsx", "", "the name must end in one of .csv, .parquet, .jsonl."),
}


@pytest.mark.parametrize(("name", "content", "says"), READ_FAULTS.values(), ids=READ_FAULTS)
def test_claims_that_cannot_be_read(tmp_path: Path, name: str, content: str, says: str) -> None:
    """A file that holds no claims is named, with row and column."""
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises((DataError, InputError)) as fault:
        read_claims(path)
    assert says in str(fault.value)


def test_package_brings_its_claims() -> None:
    """The curated claims come with the package, with the dtypes of their definition."""
    assert [str(dtype) for dtype in load_claims().dtypes] == [column.dtype for column in CLAIMS.columns]


def test_words_of_lists_are_those_of_their_rooms() -> None:
    """Columns that hold lists of words know those that the comparison and the evidence use."""
    assert (COMPARED, set(OMITTED)) == (FIELDS, set(get_args(Omission)))


LISTS = {
    "several": ("claim_ids", "0123456789ab; ba9876543210", True),
    "another mark": ("claim_ids", "0123456789ab, ba9876543210", False),
    "fields": ("loose", "route; doses", True),
    "no field": ("loose", "route; luck", False),
}


@pytest.mark.parametrize(("name", "cell", "fits"), LISTS.values(), ids=LISTS)
def test_list_in_one_cell(name: str, cell: str, fits: bool) -> None:
    """A list has a pattern: its words one by one, apart by semicolons."""
    assert bool(re.fullmatch(CHECKS.column(name).pattern, cell)) is fits


def test_dictionary_names_every_column(frame: pd.DataFrame) -> None:
    """The dictionary has a row for each column and each word of every table."""
    words = [f"| `{column.name}` | {column.dtype} |" for table in TABLES for column in table.columns]
    words += [f"| `{word}` |" for words_of in (*MEANINGS.values(), *VERDICTS.values()) for word in words_of]
    words += [f"| `{word}` |" for part in (LEXICON.measures, LEXICON.conditions, LEXICON.routes) for word in part]
    written = dictionary(_tables(frame), {"claims.csv": b""}, LEXICON, "1")
    assert [word for word in words if word not in written] == []


def test_dictionary_counts_rows(frame: pd.DataFrame) -> None:
    """The dictionary counts what each source has."""
    assert "| spray | a &lt;b&gt; \\| c | 5 | 3 | 1 | 1 | 0 | 0 |" in dictionary(_tables(frame), {}, LEXICON, "1")


def _tables(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    source: Row = dict.fromkeys(SOURCES.names) | {"source": "spray", "file": "a.txt", "voice": "a <b> | c"}
    entries = [ledger_entry(row) for row in ledger_rows(LEDGER_OF_TEXT, LEXICON)]
    return {
        "sources": with_categories(plain_frame([source | {"sha256": "0" * 64}], SOURCES), SOURCES, LEXICON),
        "claims": frame,
        "ledger": with_categories(plain_frame(entries, LEDGER), LEDGER, LEXICON),
        **{table.name: with_categories(plain_frame([], table), table, LEXICON) for table in TABLES[3:]},
    }


@pytest.mark.parametrize("name", MEANINGS)
def test_every_word_has_a_meaning(name: str) -> None:
    """Each word of a closed vocabulary is explained, in its order."""
    table = LEDGER if name in LEDGER.names else CLAIMS
    assert tuple(MEANINGS[name]) == table.column(name).words


def test_file_is_whole_or_absent(tmp_path: Path) -> None:
    """A file whose writing fails is left as it was, and nothing stays beside it."""
    path = tmp_path / "a.csv"
    path.write_text("old")
    with pytest.raises(TypeError), replacing(path) as stream:
        stream.writelines([b"new", 0])  # type: ignore[list-item]
    assert [(child.name, child.read_text()) for child in tmp_path.iterdir()] == [("a.csv", "old")]


def test_all_files_or_none(tmp_path: Path) -> None:
    """Where one of several files cannot be written, none is replaced."""
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(OutputError, match=r"b\.csv: cannot be written \(it is a directory\)"):
        write_all(tmp_path, {"a.csv": b"new", "b.csv": b"new"})
    assert (tmp_path / "a.csv").read_text() == "old"
