"""Documents become text: what they say is kept, what they hide is not, and none of them does harm."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ketclaims
from ketclaims.model import InputError
from ketclaims.sources import DEFAULT, Limits, documents, parsing, read_text, text_of
from ketclaims.sources.html import page_text

HERE = Path(__file__).parent / "documents"
PRACTICE = Path(__file__).parent / "practice"

# What stands in the good documents, and what must not.
KEPT = {
    "latin.html": ["# Kétamine au café", "58% of patients respond — «within a day»."],
    "leaflet.pdf": [
        "# What to know about the spray\n\n## How well it works\n",
        "60–70% of those who used the spray felt an improvement within 24 hours, and the well-known rebound",
        "After four weeks, 36–44% were in remission.[2] Nobody",
        "while after a whole course it lasts up to two months.\n\n## What may happen",
        "• Nausea in 15% of patients\n• Dizziness in 29% of patients",
        "| Route | Bioavailability |\n| --- | --- |\n| Nasal | 45% |\n| Oral | 20% |",
    ],
    "letter.docx": [
        "# A letter from the pain ward\n\n## What we saw\n",
        "55% of our patients with neuropathic pain respond[3] to ketamine",
        "- Give 0.5 mg/kg over 40 minutes.\n- Stop after 6 infusions.\n\n1. Call us first.\n2. Write",
        "| Week | Relief | Dropped out |\n| --- | --- | --- |\n| 1 | 62% | 4% |\n| 4 | 41% | 9% |",
    ],
    "note.txt": ["A note of the night nurse\r\n\r\nHe slept 7 hours after the infusion, and his pain fell by 35%.\r\n"],
    "page.html": [
        "# Ketamine at the lake clinic\n\nOf our patients with depression, 64% respond to six infusions, as two ",
        "as two trials[1] found.",
        "Relief begins within 4 hours and lasts about two weeks.",
        "\n\nFigure 1. After a month 31% were still well.\n\n",
        "### One infusion\n\n$410\n",
        "Bioavailability by route:\n\n| Route | Share fasting | Share fed |\n",
        "| --- | --- | --- |\n| Oral | ~18% | < 15% |\n| Nasal | 45% | 44% |",
        "#### How long does one visit take?\n\nAn infusion takes 40 minutes.",
        "1. Eat nothing for 6 hours.\n2. Bring somebody who drives.",
    ],
    "table.md": ["| Sublingual | \\~28% |"],
}
LEFT_OUT = {
    "page.html": ["5150", "18px", "12 rooms", "99%", "77%", "2021", "240"],
    "latin.html": ["charset"],
}
REFUSED = {
    "binary.txt": "not UTF-8, byte 0x80 at offset 128 cannot be read.",
    "bomb.docx": "a Word document that unpacks to more than 64 MB.",
    "bomb.pdf": "a PDF that unpacks to too much (",
    "cut.docx": "a Word document that is broken (",
    "cut.pdf": "a PDF that is broken (",
    "empty.txt": "the file is empty, a text was expected.",
    "encrypted.pdf": "the PDF is encrypted.",
    "entity.docx": "a Word document that declares entities, which Word does not.",
    "nested.html": "the page has tags nested deeper than 256 or a piece larger than 10 MB.",
    "old.doc": "this is an old Office document or an encrypted one, a text, an HTML page",
    "scanned.pdf": "the PDF has no text, perhaps it is scanned.",
    "script.html": "there is no text on the page.",
    "sheet.docx": "this is a spreadsheet, a text, an HTML page, a PDF or a .docx was expected.",
    "words.pdf": "this is something else, a PDF was expected.",
}


def outcome(name: str, data: bytes, limits: Limits = DEFAULT) -> str:
    """The text in bytes, or the sentence that says why there is none."""
    try:
        return text_of(data, name, limits)
    except InputError as fault:
        return str(fault)


def page(body: str) -> str:
    """The text of a page with a body."""
    return text_of(f"<!doctype html><html><body>{body}</body></html>".encode(), "page.html").strip()


# --------------------------------------------------------------------------------------------------------- the folder


def test_every_document_of_the_folder_is_expected() -> None:
    """Each document is good or bad, and none is left out here."""
    assert {path.name for path in HERE.iterdir() if path.suffix != ".py" and path.is_file()} == {*KEPT, *REFUSED}


@pytest.mark.parametrize("name", KEPT)
def test_good_document(name: str) -> None:
    """A document gives the text that it shows, in order, and nothing that it hides or that stands around it."""
    text = read_text(HERE / name)
    lost = [words for words in KEPT[name] if words not in text]
    kept = [words for words in LEFT_OUT.get(name, []) if words in text]
    assert (lost, kept, sorted(KEPT[name], key=text.find)) == ([], [], KEPT[name])


@pytest.mark.parametrize("name", REFUSED)
def test_bad_document(name: str) -> None:
    """A document that cannot be read, or is made to harm, is one sentence that begins with its name."""
    says = outcome(name, (HERE / name).read_bytes())
    assert (says.startswith(f"{name}: {REFUSED[name]}"), "\n" in says) == (True, False)


def test_folder_can_be_made_anew(tmp_path: Path) -> None:
    """The script beside the documents makes documents that read as they do."""
    subprocess.run([sys.executable, HERE / "make.py", tmp_path], check=True, timeout=120)
    made = {path.name: outcome(path.name, path.read_bytes()) for path in tmp_path.iterdir()}
    assert made == {name: outcome(name, (HERE / name).read_bytes()) for name in (*KEPT, *REFUSED)}


def test_command_reads_the_folder() -> None:
    """Each good document has its claims and each bad one a row and a sentence; the command says that some were bad."""
    command = [sys.executable, "-c", "from ketclaims.cli import main; main()", "extract", str(HERE)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    bad = sorted(row["source"] for row in rows if row["disposition"] == "error")
    good = {row["source"] for row in rows if row["disposition"] == "claim"}
    expected = sorted(name.split(".")[0] for name in REFUSED)
    assert (done.returncode, bad, len(done.stderr.splitlines())) == (3, expected, len(REFUSED))
    assert good == {name.split(".")[0] for name in KEPT}


def test_claims_of_documents() -> None:
    """The text of a document is understood: cells have their headers, and escapes are no part of a figure."""
    values = {}
    for name in ("letter.docx", "page.html", "table.md"):
        text = read_text(HERE / name)
        values[name] = [(claim.quantity.span.of(text), claim.measure) for claim in ketclaims.extract(text).claims]
    assert ("~18%", "bioavailability") in values["page.html"]
    assert ("$410", "cost") in values["page.html"]
    assert ("~28%", "bioavailability") in values["table.md"]
    assert ("55%", "response_rate") in values["letter.docx"]


# -------------------------------------------------------------------------------------------------------------- formats

FORMATS = {
    "PDF called text": ("leaflet.pdf", "a.txt", "# What to know"),
    "PDF called page": ("leaflet.pdf", "a.html", "# What to know"),
    "Word document called PDF": ("letter.docx", "a.pdf", "# A letter"),
    "page without a suffix": ("page.html", "a", "# Ketamine"),
    "page called PDF": ("page.html", "a.pdf", "# Ketamine"),
    "page called text": ("page.html", "a.txt", "<!DOCTYPE html>"),
    "text called page": ("note.txt", "a.html", "A note of the night nurse"),
    "text without a suffix": ("note.txt", "a", "A note of the night nurse\r\n"),
}


@pytest.mark.parametrize(("file", "name", "begins"), FORMATS.values(), ids=FORMATS)
def test_document_with_another_name(file: str, name: str, begins: str) -> None:
    """What a document holds says what it is; a text stays one, whatever it begins with."""
    assert text_of((HERE / file).read_bytes(), name).startswith(begins)


PAGES = {
    "note": ("<p>Two trials<sup>1</sup> found 71%<sup>2,3</sup>.</p>", "Two trials[1] found 71%[2,3]."),
    "note with brackets": ("<p>71%<sup><a href='#n'>[4]</a></sup> respond</p>", "71%[4] respond"),
    "letter as note": ("<p>71%<sup>a</sup> respond</p>", "71%[a] respond"),
    "power": ("<p>10<sup>6</sup> cells, 25 kg/m<sup>2</sup></p>", "10⁶ cells, 25 kg/m²"),
    "ordinal": ("<p>the 5<sup>th</sup> dose</p>", "the 5th dose"),
    "formula": ("<p>CO<sub>2</sub> and 5-HT<sub>2A</sub></p>", "CO2 and 5-HT2A"),
    "emphasis": ("<p><b>71%</b> <i>res</i>pond, ~30% &lt; *</p>", "71% respond, ~30% < *"),
    "spaces": ("<p>5&nbsp;mg, 30&thinsp;%,\n in re&shy;mission</p>", "5 mg, 30 %, in remission"),
    "breaks": ("<p>one<br>two<br><br>three</p>", "one\ntwo\n\nthree"),
    "struck": ("<p>Now <del>$500</del> $400</p>", "Now $400"),
    "hidden": ("<p>71% <span style='display:none'>5%</span></p><p hidden>6%</p>", "71%"),
    "folded": ("<button aria-controls='a'>How long?</button><p id='a' hidden>2 weeks</p>", "#### How long?\n\n2 weeks"),
    "terms": ("<dl><dt>Onset</dt><dd>2 h</dd><dt>How long?</dt><dd>5 h</dd></dl>", "- Onset: 2 h\n- How long? 5 h"),
    "lists": (
        "<ul><li>a<ol start=3><li>b</li><li><p>c</p><p>d</p></li></ol></li><li>e</li></ul>",
        "- a\n  3. b\n  4. c\n    d\n- e",
    ),
    "boxes": ("<div><span>83%</span><span>of patients</span></div><div>$475</div>", "83% of patients\n\n$475"),
    "table without header": (
        "<table><tr><td>Onset</td><td>2 h</td></tr><tr><td>Peak</td><td>5 h</td></tr></table>",
        "|  |  |\n| --- | --- |\n| Onset | 2 h |\n| Peak | 5 h |",
    ),
    "table with a bold row": (
        "<table><tr><td><b>Year</b></td><td><b>2019</b></td></tr><tr><td>Rate</td><td>5|6</td></tr></table>",
        "| Year | 2019 |\n| --- | --- |\n| Rate | 5\\|6 |",
    ),
    "table with merged cells": (
        "<table><tr><th>Drug</th><th>%</th></tr><tr><td rowspan=2>A</td><td rowspan=2>5</td></tr><tr></tr></table>",
        "| Drug | % |\n| --- | --- |\n| A | 5 |\n| A |  |",
    ),
    "table of a page": ("<table><tr><td>menu</td><td><h1>T</h1><p>5%</p></td></tr></table>", "menu\n\n# T\n\n5%"),
    "form around a page": ("<form><h1>T</h1><p>71% respond</p><input value=5></form>", "# T\n\n71% respond"),
    "title above the article": (
        "<header><h1>T</h1></header><main><p>71% of all patients respond.</p></main>",
        "# T\n\n71% of all patients respond.",
    ),
    "lists of links": (
        "<main><p>71% respond.</p><ul><li><a>5 tips</a><li><a>6 myths</a><li><a>7 facts</a></ul></main>",
        "71% respond.",
    ),
    "header without words": ("<p>71%</p><p>\x00\x0b\x1f</p>", "71%"),
}


@pytest.mark.parametrize(("body", "expected"), PAGES.values(), ids=PAGES)
def test_page(body: str, expected: str) -> None:
    """A page becomes Markdown that says what its reader sees."""
    assert page(body) == expected


ENCODINGS = {
    "named": b"<meta charset='windows-1251'><p>\xe4\xe0, 71%</p>",
    "marked": b"\xff\xfe" + "<p>да, 71%</p>".encode("utf-16-le"),
    "declared": b"<?xml version='1.0' encoding='koi8-r'?><html><p>\xc4\xc1, 71%</p>",
    "neither": "<p>да, 71%</p>".encode(),
    "no such": b"<meta charset='x-none'>" + "<p>да, 71%</p>".encode(),
    "no characters": b"<meta charset='rot13'>" + "<p>да, 71%</p>".encode(),
    "wrong": b"<meta charset='ascii'>" + "<p>да, 71%</p>".encode(),
}


@pytest.mark.parametrize("data", ENCODINGS.values(), ids=ENCODINGS)
def test_encoding_of_a_page(data: bytes) -> None:
    """A page is read in the characters that it is written in, also where it says nothing or something wrong of them."""
    assert text_of(data, "a.html") == "да, 71%\n"


def test_binary_page() -> None:
    """Bytes that are no characters are no page."""
    assert "binary data" in outcome("a.html", bytes(range(128, 256)) * 40 + bytes(400))


@pytest.mark.parametrize("name", ["p02_price_page", "p09_pharmacology", "p18_statins"])
def test_practice_page_says_what_its_text_says(name: str) -> None:
    """The claims of a page are those of the text that people took out of it."""
    found = []
    for path in (PRACTICE / "pages" / f"{name}.html", PRACTICE / "texts" / f"{name}.txt"):
        text = read_text(path)
        claims = ketclaims.extract(text).claims
        found.append([(" ".join(claim.quantity.span.of(text).split()), claim.measure) for claim in claims])
    assert found[0] == found[1]


# --------------------------------------------------------------------------------------------------------------- limits


def _process() -> int:
    parser = next(iter(parsing._parsers.values()))
    assert parser.process
    return parser.process.pid


def test_file_that_is_too_large(tmp_path: Path) -> None:
    """No more of a file is read than a document may have."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"71% respond. " * 2_500_000)
    with pytest.raises(InputError, match=r"a\.txt: the file is larger than 20 MB\.$"):
        read_text(path)


def test_file_without_end() -> None:
    """A file that never ends is too large."""
    with pytest.raises(InputError, match="the file is larger"):
        read_text(Path("/dev/zero"), Limits(size=1000))


def test_text_that_is_too_large() -> None:
    """A small document may not unpack to a large text."""
    page = b"<p>" + b"&rarr;" * 100
    assert outcome("a.html", page, Limits(size=len(page))).startswith("\u2192")
    table = b"<table><tr>" + b"<td>A<td>B</tr><tr><td rowspan=40 colspan=40>rate" + b"<tr>" * 40
    says = outcome("a.html", table, Limits(size=300))
    assert says == "a.html: the text in it is larger than 0.000286102 MB."


DEEP = "<div>" * 100_000
HOSTILE = {
    "nested": (DEEP + "71%", "nested deeper than 256"),
    "long": (f"<p>{'71% ' * 3_000_000}", "a piece larger than 10 MB"),
    "comments": ("<!--" * 100_000, "there is no text"),
    "nothing": ("<html><body></body></html>", "there is no text"),
}


@pytest.mark.parametrize(("source", "says"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_page(source: str, says: str) -> None:
    """A page that no parser reads to its end is no text, and no empty one."""
    assert says in outcome("a.html", source.encode())


def test_document_that_takes_too_long() -> None:
    """A document has its time; the one after it is read as ever, by another process."""
    text_of(b"<p>71%", "a.html")
    before = _process()
    slow = outcome("slow.html", b"<p>71%</p>" * 100_000, Limits(seconds=0.2))
    after = text_of(b"<p>72%", "b.html")
    assert slow == "slow.html: an HTML page that takes longer than 0.2 s to read."
    assert (after, _process() != before) == ("72%\n", True)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the memory of a process cannot be limited for sure")
def test_document_that_takes_too_much_memory() -> None:
    """A document has its memory; the one after it is read as ever."""
    large = outcome("large.html", b"<p>71%</p><b>" * 300_000, Limits(memory=200 * 2**20))
    assert (large.startswith("large.html: "), "200 MB" in large) == (True, True)
    assert text_of(b"<p>72%", "b.html") == "72%\n"


def test_process_that_is_gone() -> None:
    """Where somebody ended the process that parses, another one takes its place."""
    text_of(b"<p>71%", "a.html")
    parser = next(iter(parsing._parsers.values()))
    assert parser.process
    parser.process.kill()
    parser.process.wait()
    assert text_of(b"<p>72%", "b.html") == "72%\n"


def test_one_process_for_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents share a process, up to a number of them."""
    monkeypatch.setattr(parsing, "MOST_DOCUMENTS", 3)
    processes = []
    for number in range(7):
        text_of(f"<p>{number}%".encode(), "a.html")
        processes.append(_process())
    assert len(set(processes)) in (3, 4)


def test_many_threads() -> None:
    """Threads that read at the same time get each its own text."""
    with ThreadPoolExecutor(4) as pool:
        texts = pool.map(lambda number: text_of(f"<p>{number}%".encode(), "a.html"), range(40))
    assert list(texts) == [f"{number}%\n" for number in range(40)]


DAEMONIC = """
import multiprocessing
from ketclaims.sources import text_of
def read():
    print(text_of(b"<p>71%", "a.html").strip(), flush=True)
worker = multiprocessing.get_context("fork").Process(target=read, daemon=True)
worker.start()
worker.join(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no forks")
def test_daemonic_process() -> None:
    """A process that may have no children of its kind, as a worker of Dask may be, reads documents too."""
    done = subprocess.run([sys.executable, "-c", DAEMONIC], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("71%\n", "")


AT_EXIT = """
import os
from ketclaims.sources import parsing, text_of
text_of(b"<p>71%", "a.html")
if not os.fork():
    os._exit(text_of(b"<p>72%", "b.html") != "72%\\n")
print(os.waitstatus_to_exitcode(os.wait()[1]), text_of(b"<p>73%", "c.html").strip())
print(next(iter(parsing._parsers.values())).process.pid)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no forks")
def test_end_of_the_process() -> None:
    """A fork has a process of its own, no script is run again, and at the end nobody is left."""
    done = subprocess.run([sys.executable, "-c", AT_EXIT], capture_output=True, text=True, timeout=60)
    said, process = done.stdout.splitlines()
    assert (said, done.stderr, Path(f"/proc/{process}").exists()) == ("0 73%", "", False)


# -------------------------------------------------------------------------------------------------------------- imports


@pytest.mark.parametrize(("name", "kind"), [("page.html", "an HTML page"), ("leaflet.pdf", "a PDF")])
def test_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch, name: str, kind: str) -> None:
    """Without the extra a document is one sentence that says what to install; texts are read all the same."""
    monkeypatch.setattr(documents, "find_spec", lambda _: None)
    says = f"{name}: {kind} needs the extra: pip install 'ketclaims[documents]'."
    assert outcome(name, (HERE / name).read_bytes()) == says
    assert text_of(b"71%", "a.txt") == "71%"


def test_texts_need_no_parser() -> None:
    """Who reads texts loads no library for other documents and starts no process."""
    script = (
        "import sys; from ketclaims.sources import parsing, text_of; text_of(b'71%', 'a.md');"
        "print(sorted({'lxml', 'mammoth', 'pypdf', 'trafilatura'} & set(sys.modules)), parsing._parsers)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[] {}\n"


# ------------------------------------------------------------------------------------------------------------ mutations

VALID = (HERE / "page.html").read_bytes()
TAGS = [
    b"<div>",
    b"</div>",
    b"<table>",
    b"<tr><td colspan=9>",
    b"</table>",
    b"<p>",
    b"<sup>1</sup>",
    b"<li>",
    b"<ol>",
    b"<dl><dt>",
]
BITS = [b"<", b">", b"&#x110000;", b"\x00", b"\xff\xfe", b"<!--", b"]]>", b"<body>", b"<h1>", b"<br><br>", b"<!DOCTYPE"]
Edit = tuple[int, int, bytes, bool]
EDITS = st.lists(
    st.tuples(
        st.integers(0, len(VALID)),
        st.integers(0, 60),
        st.one_of(st.sampled_from([*TAGS, *BITS]), st.binary(max_size=6)),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def mutated(edits: list[Edit]) -> bytes:
    """The valid page with stretches of it taken out or written twice, and others put in."""
    data = VALID
    for at, size, put, twice in edits:
        data = data[:at] + put + (data[at : at + size] * 2 if twice else b"") + data[at + size :]
    return data


@given(EDITS)
@settings(max_examples=150)
def test_mutated_page(edits: list[Edit]) -> None:
    """Whatever happens to a page, it gives text or one sentence."""
    try:
        text = page_text(mutated(edits), "a.html")
    except InputError as fault:
        text = str(fault)
    assert text.strip()
    assert text.encode("utf-8")


BINARY_EDITS = st.lists(
    st.tuples(st.integers(0, 2400), st.integers(0, 9), st.binary(max_size=4)), min_size=1, max_size=5
)
READERS: dict[str, Callable[[bytes], str]] = {
    "leaflet.pdf": lambda data: outcome("a.pdf", data),
    "letter.docx": lambda data: outcome("a.docx", data),
}


@pytest.mark.parametrize("name", READERS)
@given(
    edits=st.lists(st.tuples(st.integers(0, 2400), st.integers(0, 9), st.binary(max_size=4)), min_size=1, max_size=5)
)
@settings(max_examples=40)
def test_mutated_document(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    """Whatever happens to a PDF or Word document, it gives text or one sentence."""
    data = (HERE / name).read_bytes()
    for at, size, put in edits:
        data = data[:at] + put + data[at + size :]
    assert READERS[name](data).strip()
