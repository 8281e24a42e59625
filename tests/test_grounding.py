"""Claims of other extractors: what is accepted keeps every rule, what is refused says why, and nothing is lost.

The cases are in cases/grounding.toml; their text is our own.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from ketclaims.claims import extract
from ketclaims.cli import app
from ketclaims.grounding import Import, import_claims, lines
from ketclaims.grounding.folding import FoldedText
from ketclaims.grounding.lines import read_line
from ketclaims.grounding.shelf import Shelf
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Span
from ketclaims.tables.columns import CLAIMS, EXTRACT, IMPORTED
from ketclaims.tables.frames import find_faults, plain_frame
from ketclaims.tables.rows import Row, Value, ledger_rows
from ketclaims.tables.writing import json_line

LEXICON = default_lexicon()
RULES: Mapping[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "grounding.toml").read_text("utf-8"))
TEXT: str = RULES["text"]
CODECS = {"code points": ("utf-32-le", 4), "bytes": ("utf-8", 1), "UTF-16 units": ("utf-16-le", 2)}


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the text of the cases."""
    folder = tmp_path_factory.mktemp("texts")
    (folder / "spray.txt").write_bytes(TEXT.encode())
    return folder


@pytest.fixture(scope="session")
def shelf(texts: Path) -> Shelf:
    """The folder, opened."""
    return Shelf(texts, LEXICON)


def ruled(lines: Iterable[str], shelf: Shelf) -> tuple[list[Row], list[Row]]:
    """What is accepted of some lines, and what is refused."""
    result = Import(shelf, LEXICON)
    read = (read_line(number, line.encode("utf-8", "surrogatepass")) for number, line in enumerate(lines, 1))
    return list(result.accepted(read)), result.refused


# ------------------------------------------------------------------------------------------------------------- cases


def nth_place(words: str, nth: int) -> int:
    """Where the text has words for the n-th time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start


def stated(at: Mapping[str, Any], column: str, words: str) -> tuple[int, int]:
    """The place of words as a case states it."""
    codec, width = CODECS[at.get("in", "code points")]
    start = nth_place(words, at[column]) + at.get("by", 0)
    ends = (len(TEXT[:end].encode(codec)) // width for end in (start, start + len(words)))
    return next(ends), next(ends)


def row_of(case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row of a case as its extractor would have written it."""
    row = {"source": "spray", "measure": "other", **case["row"]}
    for column in ("quote", "value_text"):
        if column in case.get("at", {}):
            name = column.removesuffix("_text")
            row[f"{name}_start"], row[f"{name}_end"] = stated(case["at"], column, row[column])
    return row


def document_of(case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document of langextract with the extraction of a case."""
    extraction = {
        "char_interval": None,
        "alignment_status": None,
        "extraction_index": 1,
        "group_index": 0,
        "description": None,
        "attributes": None,
        **case["extraction"],
    }
    if "at" in case:
        start, end = stated(case["at"], "extraction_text", extraction["extraction_text"])
        extraction |= {"char_interval": {"start_pos": start, "end_pos": end}, "alignment_status": "match_exact"}
    return {"extractions": [extraction], "text": TEXT, "document_id": "spray"}


CASES = [
    pytest.param(case, id=f"{name}: {next(iter(case.values()))}")
    for name, rule in RULES.items()
    if isinstance(rule, dict)
    for case in rule["cases"]
]


@pytest.mark.parametrize("case", CASES)
def test_row(case: Mapping[str, Any], shelf: Shelf) -> None:
    """A row is accepted with the columns, or refused with the reason, that its case says."""
    record = document_of(case) if "extraction" in case else row_of(case)
    accepted, refused = ruled([json.dumps(record)], shelf)
    expected = dict(case.get("is", {}))
    if "nth" in expected:
        expected["value_start"] = nth_place(str(accepted[0]["value_text"]), expected.pop("nth"))
    found = [{name: "" if row[name] is None else row[name] for name in expected} for row in accepted]
    reasons = [case["refused"]] if "refused" in case else []
    assert (found, [row["reason"] for row in refused]) == ([expected] if expected else [], reasons)


# -------------------------------------------------------------------------------------------------------------- laws

ROOT = Path(__file__).parents[1]
PARSED = ledger_rows(extract(TEXT, "spray", LEXICON), LEXICON)
ACCEPTABLE = replace(
    CLAIMS, columns=tuple(IMPORTED.column("method") if c.name == "method" else c for c in CLAIMS.columns)
)
"""The table of claims, with the one word more that the method of an imported claim can be."""

PIECES = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 60)).map(lambda place: TEXT[place[0] : sum(place)])
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, len(TEXT)),
    st.floats(),
    st.text(max_size=8),
    PIECES,
    st.lists(st.integers(), max_size=2),
)
CHANGES = st.dictionaries(st.sampled_from(EXTRACT.names), JUNK, max_size=4)


@st.composite
def broken_rows(draw: st.DrawFn) -> str:
    """A row of the parser, of which some cells are gone, some are others, and offsets may be some characters off."""
    row = dict(draw(st.sampled_from(PARSED)))
    by = draw(st.sampled_from([0, 0, 1, -2, 40]))
    for name in draw(st.sets(st.sampled_from(["quote", "value"]))):
        row |= {f"{name}_{end}": int(str(row[f"{name}_{end}"])) + by for end in ("start", "end")}
    gone = draw(st.sets(st.sampled_from(EXTRACT.names), max_size=12)) - {"source"}
    return json.dumps({name: value for name, value in row.items() if name not in gone} | draw(CHANGES))


# Lone surrogates are what UTF-8 cannot hold, and a line feed is the end of the line.
LETTERS = st.characters(exclude_characters="\n", codec="utf-8")
LINES = st.one_of(broken_rows(), st.text(LETTERS, min_size=1, max_size=30))


@given(lines=st.lists(LINES.filter(str.strip), max_size=6))
def test_nothing_is_lost(lines: list[str], shelf: Shelf) -> None:
    """Every line is accepted or refused, and what is refused is there as it came."""
    accepted, refused = ruled(lines, shelf)
    assert len(accepted) + len(refused) == len(lines)
    assert [row["row"] for row in refused] == [lines[int(str(row["line"])) - 1].rstrip("\r") for row in refused]


@given(lines=st.lists(broken_rows(), max_size=6))
def test_what_is_accepted_stands_where_it_says(lines: list[str], shelf: Shelf) -> None:
    """Quote and value of every accepted row are the words at their places, and the value lies in its quote."""
    for row in ruled(lines, shelf)[0]:
        quote, value = (Span(int(str(row[f"{n}_start"])), int(str(row[f"{n}_end"]))) for n in ("quote", "value"))
        assert (quote.of(TEXT), value.of(TEXT), quote.holds(value)) == (row["quote"], row["value_text"], True)


# The schema takes its time, and many rows are no dearer than one.
@settings(max_examples=15)
@given(lines=st.lists(broken_rows(), min_size=10, max_size=20))
def test_what_is_accepted_keeps_every_rule_of_the_claims(lines: list[str], shelf: Shelf) -> None:
    """Accepted claims pass the schema and the rules of the claims table, identifiers included."""
    claims = [row for row in ruled(lines, shelf)[0] if row["disposition"] == "claim"]
    assert find_faults(plain_frame(claims, ACCEPTABLE), ACCEPTABLE, LEXICON, {"spray": TEXT}) == ()


@given(lines=st.lists(broken_rows(), max_size=6))
def test_importing_what_was_imported_changes_nothing(lines: list[str], shelf: Shelf) -> None:
    """Accepted rows are accepted again as they are; only, they now stand where they say."""
    once, _ = ruled(lines, shelf)
    twice, refused = ruled([json_line(row).decode() for row in once], shelf)
    held: dict[Value, Value] = {"beyond": "beyond", "filled": "same", "same": "same", None: None}
    expected = [row | {"anchoring": "same", "agreement": held[row["agreement"]]} for row in once]
    assert (twice, refused) == (expected, [])


SPACES = st.sampled_from([" ", "\n", "\u00a0\t ", "\r\n"])
DASHES = st.sampled_from("-–—−")


@given(start=st.integers(0, len(TEXT) - 1), length=st.integers(1, 80), space=SPACES, dash=DASHES)
def test_a_passage_is_found_however_it_is_spaced_and_dashed(start: int, length: int, space: str, dash: str) -> None:
    """Words of the text are found at their place with other spaces and dashes, and what is found are these words."""
    words = TEXT[start : start + length].strip()
    written = re.sub(r"\s+", space, words).replace("–", dash).replace("“", '"')
    found = [span.of(TEXT) for span in FoldedText(TEXT).find(written)]
    assert (words in found, {letters(each) for each in found} <= {letters(words)}) == (bool(words), True)


def letters(words: str) -> str:
    """Words without spaces, and with one sign for every dash and every quotation mark."""
    return re.sub("[“”]", '"', re.sub("[–—−]", "-", "".join(words.split())))


@given(data=st.binary(max_size=40))
def test_any_bytes_are_a_line(data: bytes) -> None:
    """A line of any bytes is an object or has a fault."""
    line = read_line(1, data)
    assert bool(line.fault) != isinstance(json_or_none(line.text), dict)


def json_or_none(text: str) -> object:
    """What a text is as JSON."""
    try:
        return json.loads(text)
    except ValueError:
        return None


ANNOTATED = {
    "articles": (ROOT / "tests" / "gold" / "claims.jsonl", ROOT / "data" / "raw"),
    "practice": (ROOT / "tests" / "practice" / "gold.jsonl", ROOT / "tests" / "practice" / "texts"),
}


@pytest.mark.parametrize("folder", [folder for _, folder in ANNOTATED.values()], ids=ANNOTATED)
def test_the_parser_keeps_its_own_rules(folder: Path, tmp_path: Path) -> None:
    """Every row of the parser's own ledger is accepted, and unchanged to the last cell."""
    sources = sorted(path for path in folder.glob("*.txt"))
    ledgers = [extract(path.read_bytes().decode(), path.stem, LEXICON) for path in sources]
    rows = [row for ledger in ledgers for row in ledger_rows(ledger, LEXICON)]
    (tmp_path / "own.jsonl").write_bytes(b"".join(map(json_line, rows)))
    accepted, result = import_claims(tmp_path / "own.jsonl", folder, LEXICON)
    found = [{name: value for name, value in row.items() if name in EXTRACT.names} for row in accepted]
    assert found == [{name: value for name, value in row.items() if name in IMPORTED.names} for row in rows]
    assert result.refused == []


def test_the_annotation_of_the_articles_is_accepted() -> None:
    """Every annotated row of the articles is accepted where it stands, with the numbers that it has."""
    rows, result = import_claims(*ANNOTATED["articles"], LEXICON)
    found = [(row["anchoring"], row["agreement"]) for row in rows if row["disposition"] == "claim"]
    assert (found, result.refused) == ([("same", "same")] * 154, [])


@pytest.mark.parametrize(("corpus", "least"), [("articles", 145), ("practice", 760)])
def test_what_says_no_place_is_never_misplaced(corpus: str, least: int) -> None:
    """Annotated claims without their places are found where they were annotated, or refused."""
    file, folder = ANNOTATED[corpus]
    rows = [row for row in map(json.loads, file.read_text("utf-8").splitlines()) if row["disposition"] == "claim"]
    said = [{name: row[name] for name in ("source", "quote", "value_text", "measure")} for row in rows]
    accepted, refused = ruled(map(json.dumps, said), Shelf(folder, LEXICON))
    lines = {row["line"] for row in refused}
    expected = [(row["value_start"], row["value_end"]) for line, row in enumerate(rows, 1) if line not in lines]
    assert [(row["value_start"], row["value_end"]) for row in accepted] == expected
    assert len(accepted) >= least


def test_few_rows_of_other_annotations_are_refused() -> None:
    """Of 1235 annotated rows of the practice texts no more are refused than the reader is known to misread."""
    rows, result = import_claims(*ANNOTATED["practice"], LEXICON)
    assert (len(list(rows)) + len(result.refused), len(result.refused) <= 7) == (1235, True)


# ------------------------------------------------------------------------------------------------- lines and folders

GOOD = {"source": "spray", "measure": "response_rate", "value_text": "47%"}
LINE = json.dumps(GOOD)
NO_LINES = {
    "not JSON": ("source: spray", "The line is not JSON: expecting value at column 1."),
    "cut off": (LINE[:-9], "The line is not JSON: unterminated string starting at column 49."),
    "no object": ("[1, 2]", "A JSON object was expected."),
    "a number": ("47", "A JSON object was expected."),
    "a key twice": (
        '{"low": 47, "low": 48}',
        "The line cannot be read as JSON (the key 'low' stands twice in one object).",
    ),
    "nothing of ours": ('{"text": "47%"}', "It has neither a column of the claims nor langextract's extractions."),
    "no list": ('{"extractions": {}}', "Extractions is no list."),
    "no extraction": ('{"extractions": [47]}', "An extraction is no object."),
    "half a character": (
        json.dumps(GOOD | {"population": "\ud83d"}),
        "Population holds half of a pair of surrogates, which is no character.",
    ),
}


@pytest.mark.parametrize(("line", "reason"), NO_LINES.values(), ids=NO_LINES)
def test_a_line_that_holds_no_row_stops_no_other(line: str, reason: str, shelf: Shelf) -> None:
    """A line that holds no row is refused as it came, and the line behind it is read."""
    accepted, refused = ruled([line, LINE], shelf)
    found = [(row["line"], row["reason"]) for row in refused]
    assert (found, [row["value_text"] for row in accepted]) == ([(1, reason)], ["47%"])


def test_a_line_without_end_is_passed_over(tmp_path: Path, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a line beyond the limit the beginning is kept, and the line behind it is read."""
    monkeypatch.setattr(lines, "LONGEST", 2**20)
    (tmp_path / "a.jsonl").write_text('{"quote": "' + "x" * 3_000_000 + '"}\n' + LINE, encoding="utf-8")
    accepted, result = import_claims(tmp_path / "a.jsonl", texts, LEXICON)
    assert [row["value_text"] for row in accepted] == ["47%"]
    assert [(row["line"], row["reason"], len(str(row["row"]))) for row in result.refused] == [
        (1, "The line is longer than 1 MB.", 1001)
    ]


@pytest.mark.parametrize("line", ["[" * 200_000, '{"a":' * 200_000, '{"low": ' + "9" * 5000 + "}"])
def test_a_line_that_no_reader_likes(line: str, shelf: Shelf) -> None:
    """What is nested too deeply, or has a number of too many digits, is refused like any other line."""
    accepted, refused = ruled([line, LINE], shelf)
    assert (len(accepted), len(refused)) == (1, 1)


def test_blank_lines_and_line_ends_of_windows(tmp_path: Path, texts: Path) -> None:
    """A byte order mark, blank lines and carriage returns change nothing, and lines keep their numbers."""
    (tmp_path / "a.jsonl").write_bytes(b"\xef\xbb\xbf\r\n\n" + LINE.encode() + b"\r\n  \nno row")
    accepted, result = import_claims(tmp_path / "a.jsonl", texts, LEXICON)
    assert [row["value_text"] for row in accepted] == ["47%"]
    assert [(row["line"], row["row"]) for row in result.refused] == [(5, "no row")]


def test_a_line_that_is_not_utf8(tmp_path: Path, texts: Path) -> None:
    """A line in another encoding is refused with the byte that shows it."""
    (tmp_path / "a.jsonl").write_bytes('{"quote": "–"}'.encode("cp1252") + b"\n" + LINE.encode())
    accepted, result = import_claims(tmp_path / "a.jsonl", texts, LEXICON)
    assert len(list(accepted)) == 1
    assert [(row["reason"], row["row"]) for row in result.refused] == [
        ("The line is not UTF-8, byte 0x96 at its offset 11 cannot be read.", '{"quote": "\\x96"}')
    ]


def test_a_row_that_stands_twice(shelf: Shelf) -> None:
    """A row that says what another has said is refused with the line of that one, however it is written."""
    start = TEXT.index("47%")
    again = json.dumps(GOOD | {"value_start": start, "value_end": start + 3, "note": "again"})
    other = json.dumps(GOOD | {"condition": "ptsd"})
    accepted, refused = ruled([LINE, again, other], shelf)
    assert [row["condition"] for row in accepted] == [None, "ptsd"]
    assert [(row["line"], row["reason"]) for row in refused] == [(2, "It says the same as line 1.")]


def test_rows_with_one_subject_are_told_apart(shelf: Shelf) -> None:
    """Rows that differ in a field that the identifier leaves out have identifiers of their own."""
    rows, _ = ruled([json.dumps(GOOD | {"population": name}) for name in ("men", "women")], shelf)
    assert len({row["claim_id"] for row in rows}) == 2


def test_a_document_that_nobody_named(shelf: Shelf) -> None:
    """A document of langextract without a name of ours belongs to the source whose text it has."""
    extraction = {"extraction_class": "response_rate", "extraction_text": "47%"}
    documents = [{"document_id": "doc_0123abcd", "text": text, "extractions": [extraction]} for text in (TEXT, "47%")]
    accepted, refused = ruled(map(json.dumps, documents), shelf)
    assert [row["source"] for row in accepted] == ["spray"]
    assert [row["reason"] for row in refused] == ["There is no text of 'doc_0123abcd' among the texts."]


@pytest.mark.parametrize("listed", [None, []])
def test_a_document_without_extractions(listed: object, shelf: Shelf) -> None:
    """A document in which nothing was found has no row to accept or refuse."""
    assert ruled([json.dumps({"document_id": "spray", "text": TEXT, "extractions": listed})], shelf) == ([], [])


def test_extractions_are_ruled_one_by_one(shelf: Shelf) -> None:
    """Of a document each extraction is accepted or refused by itself, and a refused one can be imported alone."""
    good, bad = ({"extraction_class": "response_rate", "extraction_text": words} for words in ("47%", "74%"))
    document = {"document_id": "spray", "text": TEXT, "extractions": [good, bad]}
    accepted, refused = ruled([json.dumps(document)], shelf)
    assert [row["value_text"] for row in accepted] == ["47%"]
    assert refused == ruled([str(refused[0]["row"])], shelf)[1]


LANGEXTRACT = Path(__file__).parent / "cases" / "langextract.jsonl"


def test_a_file_as_langextract_saves_it(tmp_path: Path) -> None:
    """What langextract 1.7.1 saved of a text and a model's answer is taken extraction by extraction."""
    (tmp_path / "guide.txt").write_bytes(json.loads(LANGEXTRACT.read_text("utf-8"))["text"].encode())
    rows, result = import_claims(LANGEXTRACT, tmp_path, LEXICON)
    found = [(row["source"], row["value_text"], row["measure"], row["anchoring"]) for row in rows]
    assert found == [("guide", "58%", "response_rate", "same"), ("guide", "30%", "remission_rate", "same")]
    assert [row["reason"] for row in result.refused] == [
        "The extraction_text 'thirty-five percent' does not stand in the text.",
        "Condition is ['depression', 'anxiety'], a text was expected.",
        "The extraction_text 'benefits last 2 weeks' does not stand in the text.",
    ]


SPOILED = {
    "binary": (b"\0" * 200, "cannot be read"),
    "Latin-1": (b"58\x96 percent", "cannot be read"),
    "empty": (b"", "cannot be read"),
}


@pytest.mark.parametrize(("data", "says"), SPOILED.values(), ids=SPOILED)
def test_a_text_that_cannot_be_read(data: bytes, says: str, tmp_path: Path) -> None:
    """Rows of a text that cannot be read are refused, and the shelf says why once."""
    (tmp_path / "bad.txt").write_bytes(data)
    (tmp_path / "spray.txt").write_text(TEXT, encoding="utf-8")
    shelf = Shelf(tmp_path, LEXICON)
    accepted, refused = ruled([json.dumps(GOOD | {"source": "bad"})] * 2 + [LINE], shelf)
    assert (len(accepted), [row["reason"] for row in refused]) == (1, [f"The text of 'bad' {says}."] * 2)
    assert [fault.startswith(str(tmp_path / "bad.txt")) for fault in shelf.faults.values()] == [True]


def test_texts_of_one_name(tmp_path: Path) -> None:
    """Where two files are named after one source, nobody knows which is meant."""
    for name in ("spray.txt", "spray.TXT"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    shelf = Shelf(tmp_path, LEXICON)
    _, refused = ruled([LINE], shelf)
    assert [row["reason"] for row in refused] == ["The text of 'spray' cannot be read."]


def test_only_texts_of_the_folder_itself(tmp_path: Path) -> None:
    """What lies in a folder below, or is no .txt file, is no text of a source."""
    (tmp_path / "below").mkdir()
    for path in (tmp_path / "a.txt", tmp_path / "spray.md", tmp_path / "below" / "spray.txt"):
        path.write_text(TEXT, encoding="utf-8")
    sources = ("spray", "below/spray", "./a", "a.txt", "a")
    accepted, _ = ruled([json.dumps(GOOD | {"source": source}) for source in sources], Shelf(tmp_path, LEXICON))
    assert [row["source"] for row in accepted] == ["a"]


# ----------------------------------------------------------------------------------------------------------- command

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a folder with the text of the cases, in texts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "spray.txt").write_text(TEXT, encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, [str(argument) for argument in arguments])


def write_lines(path: Path, *records: object) -> Path:
    """A file of JSON lines; a text is a line as it is."""
    lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_rows(path: Path) -> list[Row]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_table(path: Path) -> list[Row]:
    """The rows of a file of any format."""
    if path.suffix == ".jsonl":
        return read_rows(path)
    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    return [dict(zip(frame.columns, cells, strict=True)) for cells in frame.itertuples(index=False)]


def test_all_accepted(run: Run, tmp_path: Path) -> None:
    """Where every row is accepted the code is 0, and the rows have the columns of the table."""
    outcome = run("import", write_lines(tmp_path / "a.jsonl", GOOD), "--texts", "texts")
    row = json.loads(outcome.stdout)
    assert (outcome.exit_code, tuple(row), row["value_text"]) == (0, IMPORTED.names, "47%")


def test_some_refused(run: Run) -> None:
    """Where a row is refused the code is 1; without a file for it, its reason is said with file and line."""
    outcome = run("import", write_lines(Path("a.jsonl"), "no row", GOOD), "--texts", "texts", "-o", "b.jsonl")
    said = (
        "a.jsonl, line 1: The line is not JSON: expecting value at column 1.",
        "a.jsonl: 1 accepted, 1 refused.",
    )
    assert (outcome.exit_code, tuple(outcome.stderr.splitlines()[:2])) == (1, said)
    assert [row["value_text"] for row in read_rows(Path("b.jsonl"))] == ["47%"]


def test_refused_rows_in_a_file(run: Run) -> None:
    """Refused rows go to their file with line, source, reason and the row as it came."""
    bad = GOOD | {"value_text": "74%"}
    outcome = run("import", write_lines(Path("a.jsonl"), GOOD, bad), "--texts", "texts", "--refused", "r.jsonl")
    reason = "The value_text '74%' does not stand in the text."
    assert read_rows(Path("r.jsonl")) == [{"line": 2, "source": "spray", "reason": reason, "row": json.dumps(bad)}]
    assert (outcome.exit_code, outcome.stderr.splitlines()[0]) == (1, "a.jsonl: 1 accepted, 1 refused.")


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_every_format(suffix: str, run: Run) -> None:
    """Accepted and refused rows are written in every format, with lone surrogates and without any row too."""
    half = GOOD | {"source": "\ud83d"}
    claims = write_lines(Path("a.jsonl"), GOOD, half)
    assert run("import", claims, "--texts", "texts", "-o", f"b.{suffix}", "--refused", f"r.{suffix}").exit_code == 1
    assert [row["value_text"] for row in read_table(Path(f"b.{suffix}"))] == ["47%"]
    assert [row["row"] for row in read_table(Path(f"r.{suffix}"))] == [json.dumps(half)]
    assert run("import", write_lines(Path("a.jsonl")), "--texts", "texts", "-o", f"b.{suffix}").exit_code == 0


def test_what_is_said_of_the_rows(run: Run) -> None:
    """Rows that were found elsewhere, whose offsets count bytes, and columns that nobody knows are counted."""
    start = len(TEXT[: TEXT.index("47%")].encode())
    row = GOOD | {"value_start": start, "value_end": start + 3, "confidence": 0.9}
    outcome = run("import", write_lines(Path("a.jsonl"), row), "--texts", "texts", "-o", "b.jsonl")
    assert outcome.stderr.splitlines() == [
        "a.jsonl: 1 accepted, 0 refused.",
        "  moved: 1 (found again at another place than stated).",
        "  filled: 1 (numbers that were left out are read in the text).",
        "  The offsets of 1 count bytes, but they have to count code points of the text.",
        "  Columns that are not known were left out: confidence.",
    ]


def test_another_pack(run: Run) -> None:
    """The words of the row are those of the pack."""
    row = GOOD | {"measure": "responder_rate"}
    claims = write_lines(Path("a.jsonl"), row)
    codes = [run("import", claims, "--texts", "texts", *words).exit_code for words in ((), ("--lexicon", "glp1"))]
    assert codes == [1, 0]


UNREADABLE = {
    "no file": (["import", "none.jsonl", "--texts", "texts"], "none.jsonl: there is no such file."),
    "a folder": (["import", "texts", "--texts", "texts"], "texts: this is a directory, a file was expected."),
    "no folder": (["import", "a.jsonl", "--texts", "none"], "none: cannot be read as a folder of texts"),
    "an empty folder": (["import", "a.jsonl", "--texts", "empty"], "empty: the folder holds no text"),
    "binary": (["import", "b.parquet", "--texts", "texts"], "b.parquet: holds NUL bytes"),
}


@pytest.mark.parametrize(("arguments", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable(arguments: list[str], says: str, run: Run) -> None:
    """A file or folder that cannot be read is 3, in one sentence, and an older output stays whole."""
    write_lines(Path("a.jsonl"), GOOD)
    Path("empty").mkdir()
    Path("b.parquet").write_bytes(b"PAR1\0\0")
    Path("out.jsonl").write_text("old", encoding="utf-8")
    outcome = run(*arguments, "-o", "out.jsonl", "--refused", "r.jsonl")
    assert (outcome.exit_code, outcome.stderr.startswith(says), len(outcome.stderr.splitlines())) == (3, True, 1)
    assert (Path("out.jsonl").read_text(encoding="utf-8"), Path("r.jsonl").exists()) == ("old", False)


def test_a_text_that_is_unreadable(run: Run) -> None:
    """Where the text of a row cannot be read the code is 3, and the other rows are there."""
    Path("texts/bad.txt").write_bytes(b"\xff")
    claims = write_lines(Path("a.jsonl"), GOOD | {"source": "bad"}, GOOD)
    outcome = run("import", claims, "--texts", "texts", "-o", "b.jsonl", "--refused", "r.jsonl")
    assert (outcome.exit_code, len(read_rows(Path("b.jsonl"))), len(read_rows(Path("r.jsonl")))) == (3, 1, 1)
    assert outcome.stderr.splitlines()[0] == "texts/bad.txt: not UTF-8, byte 0xff at offset 0 cannot be read."


WRONG = {
    "over the claims": ["-o", "a.jsonl"],
    "refused over the claims": ["--refused", "a.jsonl"],
    "both in one": ["-o", "b.jsonl", "--refused", "./b.jsonl"],
    "over a text": ["-o", "texts/spray.txt", "--format", "csv"],
    "no such format": ["--refused", "r.xlsx"],
}


@pytest.mark.parametrize("options", WRONG.values(), ids=WRONG)
def test_wrong_usage(options: list[str], run: Run) -> None:
    """What would overwrite an input, or cannot be written, is 2, and the claims stay as they are."""
    claims = write_lines(Path("a.jsonl"), GOOD)
    outcome = run("import", claims, "--texts", "texts", *options)
    assert (outcome.exit_code, claims.read_text("utf-8")) == (2, LINE + "\n")


def test_what_is_imported_is_scored_and_compared(run: Run) -> None:
    """From langextract's file to a score against the annotation, and to a comparison with what the parser finds."""
    found = [{"extraction_class": "response_rate", "extraction_text": words} for words in ("58% of", "47%", "12%")]
    write_lines(Path("lx.jsonl"), {"document_id": "spray", "text": TEXT, "extractions": found})
    run("extract", "texts/spray.txt", "-o", "parsed.jsonl")
    assert run("import", "lx.jsonl", "--texts", "texts", "-o", "lx.claims.jsonl").exit_code == 1
    scored = run("score", "parsed.jsonl", "lx.claims.jsonl", "--json")
    compared = run("compare", "lx.claims.jsonl", "-o", "pairs.jsonl")
    level = json.loads(scored.stdout)["all.measure"]
    assert (scored.exit_code, level["n"], level["predicted"]) == (0, 2, 2)
    assert (compared.exit_code, [row["verdict"] for row in read_rows(Path("pairs.jsonl"))]) == (0, ["undetermined"])


def test_the_parser_scores_as_before(run: Run) -> None:
    """The parser's own claims have the same score before and after they are imported."""
    run("extract", "texts/spray.txt", "-o", "parsed.jsonl")
    run("import", "parsed.jsonl", "--texts", "texts", "-o", "imported.jsonl")
    scores = [run("score", "parsed.jsonl", name, "--json").stdout for name in ("parsed.jsonl", "imported.jsonl")]
    assert scores[0] == scores[1]
