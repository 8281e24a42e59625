"""Articles are read code point for code point, and the list of them says what is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from ketclaims.model import InputError
from ketclaims.sources import (
    Source,
    find_articles,
    parse_sources,
    read_article,
    read_sources,
    read_text,
    source_name,
    unlisted,
)

HEADER = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
DIGEST = "0" * 64
RAW = Path(__file__).parents[1] / "data" / "raw"

TEXTS = {
    "carriage returns": "71%\r\nof\rpatients\n",
    "byte order mark": "\ufeff71% respond",
    "NUL": "71%\x00 respond \x00",
    "astral": "😀 71% 𝟕𝟏%",
    "combining marks": "cafe\u0301 71%",
    "right to left": "\u200f71% \u05d0",
    "line separators": "a\u2028b\u2029c\x0bd\x0ce\x85f",
}

UNREADABLE = {
    "Latin 1": (b"caf\xe9 71%", "not UTF-8, byte 0xe9 at offset 3 cannot be read"),
    "cut in a character": ("71 € ".encode()[:-2], "not UTF-8, byte 0xe2 at offset 3"),
    "UTF-16 with its mark": ("71%".encode("utf-16"), "not UTF-8, byte 0xff at offset 0"),
    "UTF-16 without its mark": (("71% respond. " * 20).encode("utf-16-le"), "full of NUL bytes"),
    "empty": (b"", "the file is empty"),
    "blank": (b"\xef\xbb\xbf \r\n\t", "the file is empty"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "a PDF that is broken"),
    "archive": (b"PK\x03\x04\x14\x00", "a Word document that is broken"),
    "rich text": (b"{\\rtf1", "this is an RTF document, a text, an HTML page, a PDF or a .docx was expected"),
}

FAULTS = {
    "header": ("source,file\na,b", "row 1, column 3: the header is missing, 'title' was expected."),
    "other header": (HEADER.replace("voice", "vocie"), "row 1, column 5: the header is 'vocie', 'voice' was expected."),
    "one too many": (HEADER + ",note", "row 1, column 10: the header 'note' is one too many."),
    "no header": ("", "row 1, column 1: the header is missing, 'source' was expected."),
    "no source": (HEADER + "\n", ": lists no source."),
    "cells": (f"{HEADER}\na,a.txt,,,a\n", "row 2: 5 cells, 9 were expected."),
    "quotation mark": (f'{HEADER}\na,"a.txt,,,a,,,,{DIGEST}\n', "row 2: not readable as CSV (unexpected end of data)."),
    "empty voice": (f"{HEADER}\na,a.txt,,,,,,,{DIGEST}\n", "row 2, column voice: is empty."),
    "name": (f"{HEADER}\nA b,a.txt,,,a,,,,{DIGEST}\n", "row 2, column source: 'A b' is no short name of the source."),
    "digest": (f"{HEADER}\na,a.txt,,,a,,,,12\n", "row 2, column sha256: '12' is no SHA-256 of the file's bytes."),
    "date": (f"{HEADER}\na,a.txt,,,a,,,May,{DIGEST}\n", "row 2, column published: 'May' is no date of publication"),
    "parent": (f"{HEADER}\na,../a.txt,,,a,,,,{DIGEST}\n", "row 2, column file: '../a.txt' is no plain file name."),
    "absolute": (f"{HEADER}\na,/etc/passwd,,,a,,,,{DIGEST}\n", "row 2, column file: '/etc/passwd' is no plain"),
    "drive": (f"{HEADER}\na,C:\\a.txt,,,a,,,,{DIGEST}\n", "row 2, column file: 'C:\\\\a.txt' is no plain file name."),
    "NUL": (f"{HEADER}\na,a\x00.txt,,,a,,,,{DIGEST}\n", "row 2, column file: 'a\\x00.txt' is no plain file name."),
    "twice": (
        f"{HEADER}\na,a.txt,,,a,,,,{DIGEST}\na,b.txt,,,a,,,,{DIGEST}\n",
        "row 3, column source: 'a' stands 2 times.",
    ),
}


def source(text: str, file: str = "a.txt") -> Source:
    """A source whose list entry fits the text."""
    return Source("a", file, "", "", "a", "", "", "", hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_untouched(tmp_path: Path, text: str) -> None:
    """Every code point of a file is in its text."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    assert read_text(path) == text


@pytest.mark.parametrize(("data", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_file_that_is_no_text(tmp_path: Path, data: bytes, says: str) -> None:
    """A file that is no text is named, with what is wrong with it."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as fault:
        read_text(path)
    assert str(fault.value).startswith(f"{path}: ")
    assert says in str(fault.value)


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(InputError, match=r"a\.txt: there is no such file\."):
        read_text(tmp_path / "a.txt")


def test_directory_is_no_text(tmp_path: Path) -> None:
    """A directory is not read as a file."""
    with pytest.raises(InputError, match="this is a directory"):
        read_text(tmp_path)


@pytest.mark.parametrize(("text", "says"), FAULTS.values(), ids=FAULTS)
def test_broken_list(text: str, says: str) -> None:
    """A fault in the list of sources names its row and column."""
    _, faults = parse_sources(text, "sources.csv")
    assert any(f"sources.csv{says}" in fault or f"sources.csv, {says}" in fault for fault in faults), faults


def test_all_faults_of_a_list() -> None:
    """Every faulty cell of the list is reported, not the first."""
    _, faults = parse_sources(f"{HEADER}\n,a.txt,,,,,,,12\nb,b.txt,,,b,,,,{DIGEST}\n")
    columns = [fault.split("column ")[1].split(":")[0] for fault in faults]
    assert columns == ["sha256", "source", "voice"]


def test_good_records_beside_bad_ones() -> None:
    """A record with a fault does not take the others with it."""
    found, _ = parse_sources(f"{HEADER}\na,a.txt,,,,,,,\nb,b.txt,,,b,,,,{DIGEST}\n")
    assert [record.source for record in found] == ["b"]


def test_list_from_a_spreadsheet() -> None:
    """A byte order mark and carriage returns in the list are no fault."""
    found, faults = parse_sources(f'\ufeff{HEADER}\r\na,a.txt,"Title, long",,a,,,,{DIGEST}\r\n')
    assert (found[0].title, faults) == ("Title, long", ())


def test_order_of_the_list() -> None:
    """The order of the lines does not change the order of the sources."""
    rows = [f"{name},{name}.txt,,,{name},,,,{DIGEST}" for name in ("b", "c", "a")]
    orders = [parse_sources("\n".join((HEADER, *lines)))[0] for lines in (rows, rows[::-1])]
    assert orders[0] == orders[1]


def test_article_as_listed(tmp_path: Path) -> None:
    """An article with the listed SHA-256 is read."""
    (tmp_path / "a.txt").write_bytes(b"71%\r\n")
    assert read_article(source("71%\r\n"), tmp_path) == "71%\r\n"


def test_other_article_than_listed(tmp_path: Path) -> None:
    """An article with another SHA-256 is named, with both."""
    (tmp_path / "a.txt").write_bytes(b"72%")
    with pytest.raises(InputError, match=rf"a\.txt: its sha256 is [0-9a-f]{{64}}, sources\.csv lists {DIGEST}"):
        read_article(replace(source("71%"), sha256=DIGEST), tmp_path)


def test_link_out_of_the_folder(tmp_path: Path) -> None:
    """A link that leads out of the folder is not followed."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (tmp_path / "secret.txt").write_text("71%")
    (raw / "a.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(InputError, match="leads out of"):
        read_article(source("71%"), raw)


def test_article_that_nobody_listed(tmp_path: Path) -> None:
    """An article that the list does not name is not passed over in silence."""
    (tmp_path / "b.txt").write_text("71%")
    assert unlisted((source("71%"),), tmp_path) == (f"{tmp_path / 'b.txt'}: sources.csv does not list this article.",)


def test_articles_of_a_directory(tmp_path: Path) -> None:
    """A directory stands for its documents, by name, also for those that cannot be read, and for nothing else in it."""
    for name in ("b.txt", "a.md", "c.html", "d.TXT", "e.pdf", "f.docx", "g.doc", "h.css", "i.csv", "~$f.docx"):
        (tmp_path / name).write_text("71%")
    (tmp_path / "j.txt").mkdir()
    (tmp_path / "j.txt" / "k.txt").write_text("71%")
    found = [path.name for path in find_articles(tmp_path)]
    assert found == ["a.md", "b.txt", "c.html", "d.TXT", "e.pdf", "f.docx", "g.doc"]


PATTERNS = {
    "one folder": ("*.html", ["a.html"]),
    "every folder": ("**/*.html", ["a.html", "in/b.html"]),
    "a name with signs of a pattern": ("c[1].txt", ["c[1].txt"]),
    "folders left out": ("*", ["a.html", "c[1].txt"]),
}


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS.values(), ids=PATTERNS)
def test_articles_of_a_pattern(tmp_path: Path, pattern: str, expected: list[str]) -> None:
    """A pattern stands for the files that it matches; a file that is called so comes first."""
    (tmp_path / "in").mkdir()
    for name in ("a.html", "in/b.html", "c[1].txt"):
        (tmp_path / name).write_text("71%")
    assert [str(path.relative_to(tmp_path)) for path in find_articles(tmp_path / pattern)] == expected


@pytest.mark.parametrize(("pattern", "says"), [("*.pdf", "the pattern matches none"), ("a**/b", "as a pattern")])
def test_pattern_without_articles(tmp_path: Path, pattern: str, says: str) -> None:
    """A pattern that matches nothing, or is none, is a fault."""
    with pytest.raises(InputError, match=says):
        find_articles(tmp_path / pattern)


def test_directory_without_articles(tmp_path: Path) -> None:
    """A directory without articles is a fault, not an empty result."""
    with pytest.raises(InputError, match=r"the directory holds no article, a \.txt, .* or \.docx file was expected\."):
        find_articles(tmp_path)


def test_name_that_is_no_text() -> None:
    """A file name that is no UTF-8 still gives a name that every table can hold."""
    assert source_name(Path("caf\udce9.txt")) == "caf\\udce9"


def test_sources_of_the_dataset() -> None:
    """Every listed article of the dataset is the one that was listed."""
    assert [source.file for source in read_sources(RAW / "sources.csv") if not read_article(source, RAW)] == []
