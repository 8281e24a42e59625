"""HTML pages as text: the article without what stands around it, as Markdown."""

from __future__ import annotations

import codecs
import re

from lxml import html
from lxml.etree import ParserError, XMLSyntaxError
from lxml.html import HtmlElement

from ketclaims.model import InputError
from ketclaims.sources.article import article
from ketclaims.sources.cleaning import clean
from ketclaims.sources.markdown import markdown
from ketclaims.sources.words import words

# <meta charset="utf-8">   <meta http-equiv="Content-Type" content="text/html; charset=utf-8">   <?xml encoding="x"?>
CHARSET = re.compile(rb"<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
CHARSET_HEAD = 4096
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What browsers read a page as that says it is Latin 1, or nothing.
WESTERN = "cp1252"
LATIN = frozenset({"iso8859-1", "ascii", "latin-1"})
DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Control characters, which no page shows and no tree of elements may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# A share of characters that could not be read above which the bytes are no text.
MOST_UNREAD = 0.05


def page_text(data: bytes, name: str) -> str:
    """The article on a page as Markdown; ``InputError`` where there is none that can be read."""
    source = DECLARATION.sub("", CONTROL.sub(" ", decoded(data, name)), count=1)
    tree = parsed_page(source, name)
    clean(tree)
    # What was taken apart in the tree is one string again: many pieces of text cost time out of proportion.
    tree = parsed_page(html.tostring(tree, encoding="unicode"), name)
    title = next((words(heading) for heading in tree.iter("h1") if words(heading)), "")
    text = markdown(article(tree))
    if title and title not in text:
        text = f"# {title}\n\n{text}"
    if not text.strip():
        raise InputError(f"{name}: there is no text on the page.")
    return text


def decoded(data: bytes, name: str) -> str:
    """The characters of a page, by its byte order mark, by what it says itself, else as UTF-8 or as browsers do."""
    marked = next((encoding for mark, encoding in MARKS.items() if data.startswith(mark)), None)
    said = CHARSET.search(data[:CHARSET_HEAD])
    named = _known(said[1].decode("ascii", "replace")) if said else None
    # Bytes that are UTF-8 by chance are rare, and pages in UTF-8 that call themselves Western are not.
    for encoding in (marked, named if named != WESTERN else None, "utf-8"):
        try:
            if encoding:
                return data.decode(encoding)
        except UnicodeError:
            continue
    text = data.decode(WESTERN, "replace")
    if text.count("\x00") + text.count("\ufffd") > len(text) * MOST_UNREAD:
        raise InputError(f"{name}: not the characters of a page but binary data.")
    return text


def _known(label: str) -> str | None:
    try:
        codec = codecs.lookup(label)
    except LookupError:
        return None
    # Not every codec is one of characters, and none of those makes a string.
    if not getattr(codec, "_is_text_encoding", True):
        return None
    return WESTERN if codec.name in LATIN else codec.name


def parsed_page(source: str, name: str) -> HtmlElement:
    """The tree of a page; ``InputError`` where the parser gave up on it: more than 256 levels, 10 MB in one piece."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source, parser=parser)
    except XMLSyntaxError:
        # Markup of any kind is read; what the parser cannot get is memory.
        raise MemoryError from None
    except ParserError:
        raise InputError(f"{name}: there is no text on the page.") from None
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise InputError(f"{name}: the page has tags nested deeper than 256 or a piece larger than 10 MB.")
    return tree
