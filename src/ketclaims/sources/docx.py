"""Word documents as text: headings, lists, tables and notes as Markdown."""

from __future__ import annotations

import io
import zipfile

import mammoth
from lxml import html

from ketclaims.model import InputError
from ketclaims.sources.cleaning import clean
from ketclaims.sources.limits import MEGABYTE
from ketclaims.sources.markdown import markdown

DOCUMENT = "word/"
# What else is a ZIP archive, by the part that tells it.
OTHERS = {
    "xl/": "a spreadsheet",
    "ppt/": "a presentation",
    "mimetype": "an OpenDocument text or an e-book",
}
LARGEST_PART = 64 * MEGABYTE
"""Bytes of XML in a document: a book of 1,000 pages has 20 MB; a bomb packs gigabytes into a few kilobytes."""
# Word declares no entities. In another encoding the letters stand apart.
DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
STYLES = "p[style-name='Title'] => h1.title:fresh\np[style-name='Subtitle'] => p:fresh"
LOWEST = 6


def docx_text(data: bytes, name: str) -> str:
    """The text of a Word document as Markdown; ``InputError`` where it is none or holds no text.

    Tracked changes are taken as accepted; comments, headers, footers and pictures are left out.
    """
    _check(data, name)
    converted = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=STYLES,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(lambda _: {}),
    )
    if not converted.value.strip():
        raise InputError(f"{name}: there is no text in the document.")
    tree = html.document_fromstring(f"<body>{converted.value}</body>", parser=html.HTMLParser(huge_tree=True))
    _step_down(tree)
    clean(tree)
    text = markdown(tree)
    if not text.strip():
        raise InputError(f"{name}: there is no text in the document.")
    return text


def _check(data: bytes, name: str) -> None:
    """Refuse an archive that is no Word document, one that unpacks to too much and one that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_kind([part.filename for part in parts], name)
            if sum(part.file_size for part in parts if _is_xml(part)) > LARGEST_PART:
                raise InputError(f"{name}: a Word document that unpacks to more than {LARGEST_PART // MEGABYTE} MB.")
            for part in filter(_is_xml, parts):
                content = archive.read(part)
                if any(sign in content for sign in DOCTYPES):
                    raise InputError(f"{name}: a Word document that declares entities, which Word does not.")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: a Word document that is broken ({str(error) or 'cut off'}).") from None
    except RuntimeError:
        raise InputError(f"{name}: a ZIP archive with a password.") from None


def _check_kind(names: list[str], name: str) -> None:
    if any(part.startswith(DOCUMENT) for part in names):
        return
    kind = next((kind for start, kind in OTHERS.items() if any(part.startswith(start) for part in names)), None)
    raise InputError(f"{name}: this is {kind or 'a ZIP archive'}, a text, an HTML page, a PDF or a .docx was expected.")


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith((".xml", ".rels"))


def _step_down(tree: html.HtmlElement) -> None:
    """Put the headings below the title, where the document has one of that style."""
    if not tree.find_class("title"):
        return
    headings = [heading for heading in tree.iter("h1", "h2", "h3", "h4", "h5") if "title" not in heading.classes]
    for heading in headings:
        heading.tag = f"h{min(int(heading.tag[1]) + 1, LOWEST)}"
