"""What is done to the tree of a page before anything is left out: hidden words go, captions and notes stay apart."""

from __future__ import annotations

import re

from lxml.etree import strip_elements, strip_tags
from lxml.html import HtmlElement, builder

from ketclaims.sources.notes import raised
from ketclaims.sources.words import HEADINGS, UNSEEN, words

# What the page does not show. Struck out is what no longer holds.
HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
CONTROLS = ("aria-controls", "data-target", "data-bs-target", "href")
FOLDING = re.compile(r"accordion|collaps|toggle|question", re.IGNORECASE)
STRUCK = ("del", "s", "strike")
# Tags that say how words look, and would part them or be taken for blocks.
LOOKS = ("code", "kbd", "samp", "tt", "var", "wbr", "sub", "sup")
DIGIT = re.compile(r"\d")
ASKED = (".", ":", "?", "!")


def clean(tree: HtmlElement) -> None:
    """Change the tree of a page, in place, so that its text says what a reader of the page sees."""
    for button in list(tree.iter("button")):
        _keep_question(button)
    strip_elements(tree, *UNSEEN.difference(("head", "title")), *STRUCK, with_tail=False)
    opened = _opened(tree)
    for element in [element for element in tree.iter() if _is_hidden(element) and element.get("id") not in opened]:
        element.drop_tree()
    for element in list(tree.iter("sup")):
        _raise(element)
    strip_tags(tree, *LOOKS)
    for element in tree.iter("span"):
        _part(element)
    _open(tree)
    for listed in list(tree.iter("dl")):
        _pair(listed)
    for listed in tree.iter("ol"):
        _count(listed)


def _keep_question(button: HtmlElement) -> None:
    """A button that folds an answer away is the heading above it."""
    if next(button.iterancestors(*HEADINGS), None) is not None:
        button.tag = "span"
    elif (
        button.get("aria-expanded")
        or FOLDING.search(button.get("class") or "")
        or button.text_content().strip().endswith("?")
    ):
        button.tag = "h4"


def _opened(tree: HtmlElement) -> frozenset[str]:
    """The names of the elements that something on the page opens: those are folded away, not hidden."""
    names = (element.get(name) or "" for element in tree.iter() for name in CONTROLS if isinstance(element.tag, str))
    return frozenset(part.removeprefix("#") for name in names for part in name.split())


def _is_hidden(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str):
        return element.getparent() is not None
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))


def _raise(element: HtmlElement) -> None:
    """Put a raised sign into the line: 10⁶, 25 kg/m², trials[1]; 5th stays 5th."""
    said = raised(words(element), _before(element))
    for child in list(element):
        element.remove(child)
    element.text = said


def _part(element: HtmlElement) -> None:
    """Put a space between a figure and what stands under or beside it by style alone: "83%" and "of patients"."""
    following = element.getnext()
    if element.tail or following is None or following.tag != "span":
        return
    if DIGIT.search(words(element)) and words(following)[:1].isalpha():
        element.tail = " "


def _before(element: HtmlElement) -> str:
    """The text right before an element."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or words(previous)
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""


def _open(tree: HtmlElement) -> None:
    """Name what folds, draws or frames words by what they are: headings, paragraphs, divisions."""
    for element in tree.iter("details", "figure", "summary", "figcaption", "pre"):
        if element.tag == "pre":
            _break(element)
        element.tag = {"details": "div", "figure": "div", "summary": "h4"}.get(element.tag, "p")
    for caption in list(tree.iter("caption")):
        table = next(caption.iterancestors("table"), None)
        said = words(caption)
        caption.drop_tree()
        if table is not None and table.getparent() is not None and said:
            # What a caption says holds for every row: it introduces them as a sentence with a colon does.
            table.addprevious(builder.P(said if said.endswith(ASKED) else f"{said}:"))


def _break(element: HtmlElement) -> None:
    """The lines of preformatted words as lines of a paragraph."""
    lines = element.text_content().split("\n")
    for child in list(element):
        element.remove(child)
    element.text = lines[0]
    for line in lines[1:]:
        rule = builder.BR()
        rule.tail = line
        element.append(rule)


def _pair(listed: HtmlElement) -> None:
    """Terms with what is said of them as items: "Onset" and "2 hours" are "Onset: 2 hours"."""
    term = ""
    listed.tag = "ul"
    for element in list(listed.iter("dt", "dd")):
        if element.tag == "dt":
            term = words(element)
            element.drop_tree()
        else:
            element.tag = "li"
            element.text = f"{term}{' ' if term.endswith(ASKED) or not term else ': '}{element.text or ''}"


def _count(listed: HtmlElement) -> None:
    """The number of each item of an ordered list at the head of its words."""
    start = (listed.get("start") or "1").strip()
    first_number = int(start) if start.isascii() and start.isdigit() and len(start) < 4 else 1
    for number, item in enumerate(listed.iterchildren("li"), first_number):
        first = item[0] if len(item) and item[0].tag in ("p", "div") and not (item.text or "").strip() else item
        first.text = f"{number}. {(first.text or '').lstrip()}"
