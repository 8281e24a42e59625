"""The words of an HTML element on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

HEADINGS = {f"h{level}": f"{'#' * level} " for level in range(1, 7)}
LISTS = frozenset({"ul", "ol", "menu", "dir"})
# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "nav", "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
}).union(HEADINGS, LISTS)
# fmt: on
# What shows no text of the article.
# fmt: off
UNSEEN = frozenset({
    "applet", "area", "audio", "base", "button", "canvas", "datalist", "dialog", "embed", "frame", "frameset", "head",
    "iframe", "img", "input", "link", "map", "meta", "noframes", "noscript", "object", "param", "picture", "script",
    "select", "source", "style", "svg", "template", "textarea", "title", "track", "video",
})
# fmt: on
SPACE = re.compile(r"\s+")
# Soft hyphens and what has no width; joiners stay, because scripts and emoji need them.
EMPTY = re.compile("[\xad\u200b\u2060\ufeff]")


def spaced(text: str) -> str:
    """The text with every white space in it as one blank, no-break and thin spaces too."""
    return SPACE.sub(" ", EMPTY.sub("", text))


def words(element: HtmlElement) -> str:
    """The text of an element, a blank where blocks meet."""
    return spaced("".join(_parts(element))).strip()


def _parts(element: HtmlElement) -> Iterator[str]:
    steps = iterwalk(element, events=("start", "end"))
    for event, step in steps:
        seen = isinstance(step.tag, str) and step.tag not in UNSEEN
        if seen and (step.tag in BLOCKS or step.tag == "br"):
            yield " "
        if event == "start" and seen:
            yield step.text or ""
        elif event == "start":
            steps.skip_subtree()
        elif step is not element:
            yield step.tail or ""
