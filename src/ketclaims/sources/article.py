"""Which part of a page is its article: trafilatura says where it is, and all that stands there is kept.

Trafilatura alone leaves out what this package looks for: a price or a rate in a box of its own, a caption, a merged
cell. So it only tells the article from what stands around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from functools import cache

import trafilatura
from lxml import html
from lxml.etree import strip_attributes
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from ketclaims.sources.words import BLOCKS, words

MOST_ELEMENTS = 20_000
"""In a page with more nobody looks for the article: that takes 3 s for so many, and grows with their square."""
MOST = 0.95
"""Share of the words of an article that lie in the element that is the article."""
AROUND = ("aside", "footer", "form", "nav")
MAIN = ("main", "article")
LONGEST_LINK = 40
"""A list of links of fewer characters each leads elsewhere; one of longer links may say something itself."""
FEWEST_LINKS = 3
# Names that pages give to what is no article.
NOISE = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|breadcrumbs?|comments?|consent|cookies?|menu|modal|navbar|newsletter|popup|promo|related|"
    r"share|sharing|sidebar|social|subscribe|topbar)(?:$|[\s_-])",
    re.IGNORECASE,
)


def article(tree: HtmlElement) -> HtmlElement:
    """A copy of the element of a page that holds its article, without menus, forms and lists of links in it."""
    body = tree.find("body")
    whole = tree if body is None else body
    kept = _kept(tree) if sum(1 for _ in tree.iter()) <= MOST_ELEMENTS else frozenset()
    holder = _holder(whole, kept)
    found = deepcopy(_main(whole) if holder is None else holder)
    size = len(words(found))
    for element in list(found.iter(*AROUND)):
        # Some frameworks put the whole page into a form.
        if element is not found and len(words(element)) * 2 < size:
            element.drop_tree()
    for element in [element for element in found.iter() if element is not found and _is_noise(element, kept)]:
        if element.getparent() is not None:
            element.drop_tree()
    return found


def _kept(tree: HtmlElement) -> frozenset[str]:
    """The blocks that trafilatura takes for parts of the article, without their spaces.

    Its last resort, which makes one paragraph of a page, is switched off.
    """
    copy = deepcopy(tree)
    # A cell may claim to cover a million rows; where the words stand does not depend on it.
    strip_attributes(copy, "colspan", "rowspan")
    found = trafilatura.extract(
        copy,
        output_format="html",
        fast=True,
        favor_recall=True,
        include_comments=False,
        include_formatting=True,
        config=_settings(),
    )
    return frozenset(said for _, said in _blocks(html.document_fromstring(found))) if found else frozenset()


@cache
def _settings() -> ConfigParser:
    settings = use_config()
    settings["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "0"
    return settings


def _blocks(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The innermost blocks of a tree with their words."""
    for element in tree.iter():
        if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element.iterdescendants()):
            said = "".join(words(element).split())
            if said:
                yield element, said


def _holder(body: HtmlElement, kept: frozenset[str]) -> HtmlElement | None:
    """The innermost element that holds most of what was kept; nothing where nothing was."""
    weights: Counter[HtmlElement] = Counter()
    for element, said in _blocks(body):
        if said in kept:
            weights.update({holder: len(said) for holder in (element, *element.iterancestors())})
    if not weights[body]:
        return None
    holder = body
    while True:
        inner = next((child for child in holder if weights[child] >= weights[body] * MOST), None)
        if inner is None or inner.tag in ("p", "table", "ul", "ol"):
            return holder
        holder = inner


def _main(body: HtmlElement) -> HtmlElement:
    """What is marked as the main part of a page, if only one is, else all of it."""
    marked = [list(body.iter(name)) for name in MAIN]
    return next((found[0] for found in marked if len(found) == 1), body)


def _is_noise(element: HtmlElement, kept: frozenset[str]) -> bool:
    """Whether an element is a list that leads elsewhere, or no article by its name and nothing that was kept."""
    if element.tag in ("ul", "ol"):
        return next(element.iterancestors("ul", "ol"), None) is None and _leads_elsewhere(element)
    named = NOISE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    if not named and (element.tag != "header" or element.find(".//h1") is not None):
        return False
    return not any(said in kept for _, said in _blocks(element))


def _leads_elsewhere(listed: HtmlElement) -> bool:
    links = [words(link) for link in listed.iter("a")]
    linked = sum(map(len, links))
    short = len(links) >= FEWEST_LINKS and linked < LONGEST_LINK * len(links)
    return short and linked * 10 >= len(words(listed)) * 9
