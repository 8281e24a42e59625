"""Makes the documents of this folder: good ones in words of our own, and ones that are broken, empty or made to harm.

    python tests/documents/make.py

writes all of them anew. What is large is small here, because it is packed; what cannot be packed the tests make
themselves. An encrypted PDF is other bytes each time.
"""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

HERE = Path(__file__).parent
Run = tuple[float, float, float, str, str]

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sleep clinic | 12 rooms</title>
<script>var visitors = 5150;</script><style>p { margin: 18px }</style></head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/rooms">12 rooms</a></li></ul></nav></header>
<main>
<h1>Ketamine at the lake clinic</h1>
<p>Of our patients with depression, <b>64%</b> respond to six infusions, as two trials<sup>1</sup> found. Relief begins
within 4&nbsp;hours and lasts about two&nbsp;weeks.</p>
<figure><img src="curve.png" alt="99% of pictures">
<figcaption>Figure 1. After a month 31% were still well.</figcaption></figure>
<h2>What it costs</h2>
<div class="card"><h3>One infusion</h3><div class="price">$410</div></div>
<table><caption>Bioavailability by route</caption>
<tr><th rowspan="2">Route</th><th colspan="2">Share</th></tr>
<tr><th>fasting</th><th>fed</th></tr>
<tr><td>Oral</td><td>~18%</td><td>&lt;&nbsp;15%</td></tr>
<tr><td>Nasal</td><td>45%</td><td>44%</td></tr></table>
<details><summary>How long does one visit take?</summary><p>An infusion takes 40 minutes.</p></details>
<p style="display: none">Hidden: 77% of robots agree.</p>
<ol><li>Eat nothing for 6 hours.</li><li>Bring somebody who drives.</li></ol>
</main>
<footer><p>© 2021 Lake clinic. 3 stars from 240 reviews.</p></footer>
</body></html>
"""
LATIN = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"></head>
<body><h1>Kétamine au café</h1><p>In depression, 58% of patients respond — «within a day».</p></body></html>
"""
SCRIPT = """<!doctype html><html><body><script>document.write("<p>91% of readers pay $20.</p>")</script>
<noscript>Turn on scripts to see all 14 pages.</noscript><div id="root"></div></body></html>
"""
NOTE = "A note of the night nurse\r\n\r\nHe slept 7 hours after the infusion, and his pain fell by 35%.\r\n"
TABLE = """# Lozenges

Of every 100 lozenges \\~30 are swallowed too soon. **Relief** comes within *two hours*[^1].

| Route | Bioavailability |
| --- | ---: |
| Sublingual | \\~28% |
| Oral | \\< 20% |

[^1]: Hale J. Slow sweets. Pract Pharm 2019; 4: 12-9.
"""


def pdf(*pages: Sequence[Run], catalog: bytes | None = None) -> PdfWriter:
    """A PDF whose pages show runs of text: left and height in points, size of the font, font and words.

    ``catalog`` is a content stream as it is, packed twice, for a single page.
    """
    writer = PdfWriter()
    fonts = DictionaryObject({NameObject(f"/{name}"): _font(base) for name, base in FONTS.items()})
    for runs in pages or [()]:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = StreamObject()
        stream.set_data(_drawn(runs) if catalog is None else zlib.compress(zlib.compress(catalog, 9), 9))
        if catalog is not None:
            stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/MediaBox")] = ArrayObject(map(FloatObject, (0, 0, 595, 842)))
    return writer


FONTS = {"F": "Helvetica", "B": "Helvetica-Bold"}


def _font(base: str) -> DictionaryObject:
    names = {"Type": "Font", "Subtype": "Type1", "BaseFont": base, "Encoding": "WinAnsiEncoding"}
    return DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})


def _drawn(runs: Sequence[Run]) -> bytes:
    shown = (
        f"BT /{font} {size} Tf {left} {height} Td ({words}) Tj ET".replace("–", "\\226")
        for left, height, size, font, words in runs
    )
    return "\n".join(shown).encode("latin-1")


def _bytes(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def leaflet() -> bytes:
    """Two pages: a title, headings, a paragraph in lines with a broken word, items, a table, a raised number."""
    first: list[Run] = [
        (72, 780, 20, "F", "What to know about the spray"),
        (72, 740, 15, "F", "How well it works"),
        (
            72,
            718,
            11,
            "F",
            "In a study of 82 people with depression, 60–70% of those who used the spray felt an improve-",
        ),
        (72, 704, 11, "F", "ment within 24 hours, and the well-"),
        (240, 704, 11, "F", "known rebound was seen in 12% of them. After four weeks,"),
        (72, 690, 11, "F", "36–"),
        (90, 690, 11, "F", "44% were in remission."),
        (206, 694, 6, "F", "2"),
        (210, 690, 11, "F", " Nobody was worse off, said their well-known doctor at the time."),
        (
            72,
            664,
            11,
            "F",
            "A second paragraph says that the relief lasts three to seven days after one dose, while after a",
        ),
        (72, 650, 11, "F", "whole course it lasts"),
    ]
    second: list[Run] = [
        (72, 780, 11, "F", "up to two months."),
        (72, 750, 15, "F", "What may happen"),
        (72, 728, 11, "F", "\\225"),
        (84, 728, 11, "F", "Nausea in 15% of patients"),
        (72, 714, 11, "F", "\\225"),
        (84, 714, 11, "F", "Dizziness in 29% of patients"),
        (72, 690, 11, "B", "Route"),
        (222, 690, 11, "B", "Bioavailability"),
        (72, 676, 11, "F", "Nasal"),
        (222, 676, 11, "F", "45%"),
        (72, 662, 11, "F", "Oral"),
        (222, 662, 11, "F", "20%"),
        (290, 40, 8, "F", "Page 2"),
    ]
    return _bytes(pdf(first, second))


def encrypted() -> bytes:
    """A PDF that opens with a password only."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(leaflet())))
    writer.encrypt("not this one", algorithm="RC4-128")
    return _bytes(writer)


def scanned() -> bytes:
    """A page on which lines are drawn and nothing is written."""
    return _bytes(pdf(catalog=b"10 10 m 500 800 l S"))


def pdf_bomb() -> bytes:
    """A page of 400 MB of blanks in a few kilobytes."""
    return _bytes(pdf(catalog=b" " * 400_000_000))


TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/numbering.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
PARTS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/></Relationships>"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2")
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
    for number, form in enumerate(("bullet", "decimal"))
) + "".join(f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(2))


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


def _paragraph(words: str, style: str = "", number: int = 0) -> str:
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(
        f'<w:r>{RAISED if at % 2 else ""}<w:t xml:space="preserve">{run}</w:t></w:r>'
        for at, run in enumerate(words.split("^"))
    )
    return f"<w:p><w:pPr>{look}{listed}</w:pPr>{runs}</w:p>"


def _rows(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


LETTER = "".join(
    (
        _paragraph("A letter from the pain ward", "Title"),
        _paragraph("What we saw", "heading1"),
        _paragraph("Dear colleague, 55% of our patients with neuropathic pain respond^3^ to ketamine within two days."),
        _paragraph("What to do", "heading2"),
        _paragraph("Give 0.5 mg/kg over 40 minutes.", number=1),
        _paragraph("Stop after 6 infusions.", number=1),
        _paragraph("Call us first.", number=2),
        _paragraph("Write down the pain twice a day.", number=2),
        _rows(("Week", "Relief", "Dropped out"), ("1", "62%", "4%"), ("4", "41%", "9%")),
        _paragraph("With kind regards from the ward."),
    )
)


def docx(body: str, declared: str = "") -> bytes:
    """A Word document with a body of paragraphs and tables."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>{declared}'
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS,
            "word/_rels/document.xml.rels": PARTS,
            "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"{head}<w:styles {W}>{STYLES}</w:styles>",
            "word/numbering.xml": f"{head}<w:numbering {W}>{NUMBERING}</w:numbering>",
        }
    )


def archive(parts: dict[str, str]) -> bytes:
    """A ZIP archive that is the same bytes each time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


ENTITY = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'

GOOD: dict[str, Callable[[], bytes]] = {
    "latin.html": lambda: LATIN.encode("cp1252"),
    "leaflet.pdf": leaflet,
    "letter.docx": lambda: docx(LETTER),
    "note.txt": NOTE.encode,
    "page.html": PAGE.encode,
    "table.md": TABLE.encode,
}
BAD: dict[str, Callable[[], bytes]] = {
    "binary.txt": lambda: bytes(range(256)) * 4,
    "bomb.docx": lambda: docx(" " * 80_000_000),
    "bomb.pdf": pdf_bomb,
    "cut.docx": lambda: docx(LETTER)[:1500],
    "cut.pdf": lambda: leaflet()[:900],
    "empty.txt": lambda: b"",
    "encrypted.pdf": encrypted,
    "entity.docx": lambda: docx(_paragraph("55% of &secret; respond."), ENTITY),
    "nested.html": lambda: b"<!doctype html>" + b"<div>" * 1000 + b"71% respond.",
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    "scanned.pdf": scanned,
    "script.html": SCRIPT.encode,
    "sheet.docx": lambda: archive({"xl/workbook.xml": "<workbook/>"}),
    "words.pdf": lambda: b"Only words, and 71% of them respond.\n",
}


def make(folder: Path) -> None:
    """Write all documents into a folder."""
    for name, content in {**GOOD, **BAD}.items():
        (folder / name).write_bytes(content())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
