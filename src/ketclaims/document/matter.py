"""What stands around an article: ways to elsewhere, and facts about the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from ketclaims.document.features import LONGEST_LINE
from ketclaims.document.imprints import is_printed
from ketclaims.document.words import DocumentWords
from ketclaims.late import late

DIGIT = late(r"[\d©]")
# a time of a recording may stand before the first word: 12:30 (ad)
FIRST = late(r"(?:\d{1,2}:\d\d(?::\d\d)?(?=\s))?[\W_]*([^\W_]+)")
# First words of lines about rights, which stand in no list: copyright ..., all rights reserved
SIGNS = ("copyright", "all")
# What may stand around the words of a link: « Back   Next >   [Home]
EDGES = " \t\xa0«»‹›<>→←↑↓▲▼[]()|•·*_:!.…"

# What stands between the links of a row: Home > Blog > Naps   Home | About
BETWEEN = late(r"\s[>»›|•·/]\s")
# A row of places on a site, below its name: Treatments · Team · Fees · 020 7946 0000
MENU = late(r"(?:[A-Z][^\d>»›|•·/%.:;!?]{1,30}\s[›|•·/]\s){2,}(?:[A-Z][^\d>»›|•·/%.:;!?]{1,30}|\+?[\d(][\d\s().-]{5,})")
# A row of buttons or of parts of a site with wide gaps between: Save    Email    Send to
TOOLBAR = late(r"(?:[A-Z](?:[^\s\d%:;!?]| (?! )){1,30}(?:[ \xa0]{2,}|\t)){2,}[A-Z](?:[^\s\d%:;!?]| (?! )){1,30}")
# A row of buttons: [Book a visit]  [Download the leaflet, 2 MB]
BUTTONS = late(r"\[[^\[\]]{2,60}\](?:\s+\[[^\[\]]{2,60}\])+")
# A picture, with the words that stand for it: ![A nurse by a bed](nurse.jpg)
PICTURE = late(r"!\[[^\]]*\]\([^()]*\)")
# A path of three steps at least: Library > Reviews > Full record   Blog › Naps › Long read
TRAIL = late(r"[^>»›.?!:]{2,40}(?:\s[>»›]\s[^>»›.?!:]{2,40}){2,}")

# What ends a label: MeSH terms: Adult   Affiliations   Expand   Similar articles (5)   Cited by 3 articles
ASIDE_ENDS = late(r":|\s{2,}|\t|\s\(\d|(?<=\bby)\s\d")

# 4 min read   8-minute read
READ_TIME = late(r"\b\d+[\s-]?min(?:ute)?s?\.?\s(?:read|listen|watch)\b", re.IGNORECASE)
# © 2024 Example   Copyright 2024   Example Ltd. All rights reserved.
RIGHTS = late(
    r"^\W?(?:©|\(c\)\s(?:copyright|\d{4})|copyright\s(?:©|\(c\)|\d{4}))|\ball\srights\sreserved\b", re.IGNORECASE
)
# ada wrote (2 days ago):   Posted 3 hours ago
POSTED = late(
    r"[^.?!]{1,80}\s(?:wrote|said|posted|replied|commented|asked)\b[^.?!()]{0,20}(?:\([^()]{1,30}\sago\):?|\sago:)$"
    r"|posted\s\d+\s\w+\sago$"
    r"|[^.?!]{1,40}\s[·•|–-]\s\d+\s?(?:y|mo|w|d|h|m|years?|months?|weeks?|days?|hours?|mins?|minutes?)\.?\sago\b[^.?!]*$",
    re.IGNORECASE,
)
# 6 replies | 212 views
ANSWERED = late(r"\b\d+\s(?:replies|views|comments|likes|shares)\b[^.?!]*$", re.IGNORECASE)
# By Ada Lind. Printed ...   By the Sleep Group, ...   and without a full stop: By the night staff   Notes by Ada
BYLINE = late(r"By\s(?:the\s)?[A-Z][\w’'-]+\s[A-Z]|(?:By\s|[^.?!\d]{1,40}\sby\s[A-Z]).*[^.!?]$")
# P. Alder, M. Tenby
NAMES = late(r"(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w’'-]+(?:(?:,|,?\sand|\s&)\s(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w’'-]+)*\W?")
# Ada Lind 1, Per Moss 2   Ada Lind, MD; Per Moss, PhD   Lind A, Moss P, Okafor I
AUTHOR = r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){1,3}(?:,\s(?:[A-Z][A-Za-z.]{1,5}))*(?:\s?\d(?:[\s,]\d)*)?[*†‡]?"
AUTHORS = late(rf"{AUTHOR}(?:(?:[,;]|,?\sand|\s&)\s{AUTHOR})*\.?")
# Journal of Sleep 2023; 18(2): 114   2023 Jul; 18(2): e114
ISSUE = late(r"\b(?:19|20)\d\d(?:\s[A-Z][a-z]{2,8})?;\s?\d+\s?(?:\(\d+\))?\s?:")
# +1 555 010 0142   (555) 010-0142   555-0142   but no years: 2010-2014
PHONE = late(
    r"(?<![\w.,%/-])(?!(?:19|20)\d\d\W+(?:19|20)\d\d\b)"
    r"(?:\+?\d[\d\s().-]{5,}\d|\(\d{3,5}\)\s?\d[\d\s-]{4,}\d|\d{3,5}-\d{4})(?![\w%])"
)
# $425   £90: a line that states a price is more than a way to reach somebody
PRICE = late(r"[$£€]\s?\d")
# 8 a.m.   9.00–16.30
CLOCK = late(r"\b\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?m\b|\b\d{1,2}[:.]\d\d\s?[–-]\s?\d{1,2}[:.]\d\d\b", re.IGNORECASE)

Kind = Literal["navigation", "metadata"]


class Matter(NamedTuple):
    """Tells the lines around an article by patterns made of the words; ``matter`` makes one.

    ``hints`` are the first words of the lists whose words lines begin with.
    """

    links: frozenset[str]
    kickers: frozenset[str]
    asides: frozenset[str]
    institute: re.Pattern[str]
    hints: frozenset[str]
    opener: re.Pattern[str]
    contact: re.Pattern[str]
    days: re.Pattern[str]
    address: re.Pattern[str]
    registered: re.Pattern[str]
    only_date: re.Pattern[str]
    label: re.Pattern[str]
    bare_label: re.Pattern[str]
    dated: re.Pattern[str]
    counted: re.Pattern[str]
    revision: re.Pattern[str]
    ordinal: re.Pattern[str]

    def kind(self, line: str) -> Kind | None:
        """What a line is, wherever it stands: navigation, metadata, or nothing of the sort."""
        if len(line) > LONGEST_LINE or "%" in line:
            return None
        hinted, figured = self._is_hinted(line), DIGIT.search(line) is not None
        if (hinted and (self.is_link(line) or self.opener.match(line))) or (figured and self._reaches(line)):
            return "navigation"
        if any(sign in line for sign in ">»›") and TRAIL.fullmatch(line):
            return "navigation"
        if line.startswith("[") and BUTTONS.fullmatch(line):
            return "navigation"
        if line.startswith("![") and PICTURE.fullmatch(line):
            return "metadata"
        return "metadata" if (hinted and self._is_told(line)) or (figured and self._is_dated(line)) else None

    def is_link(self, line: str) -> bool:
        """Whether a line is a link, or a row of them that begins with one: "Read more »", "Home > Blog > Naps"."""
        first = BETWEEN.split(line, 1)[0]
        return first.strip(EDGES).casefold() in self.links

    def is_menu(self, line: str) -> bool:
        """Whether a line in front of an article is a row of names, those of other pages: "Team · Fees · Contact"."""
        return MENU.fullmatch(line) is not None or TOOLBAR.fullmatch(line) is not None

    def is_front(self, line: str) -> bool:
        """Whether a line just below the title says who wrote the document, when it appeared or which number it has."""
        if len(line) > LONGEST_LINE or "%" in line:
            return False
        searches = (self.dated.search, self.counted.search, BYLINE.match, NAMES.fullmatch, ISSUE.search)
        return any(search(line) for search in searches)

    def stands_above(self, line: str) -> bool:
        """Whether a line above a title says of what kind the document is, or where it appeared."""
        parts = BETWEEN.split(line.replace("|", "·"))
        return all(part.strip(EDGES).casefold() in self.kickers for part in parts) or is_printed(line)

    def is_aside(self, line: str) -> bool:
        """Whether a line is or begins with a label of what is told of the work: "MeSH terms: ..."."""
        return ASIDE_ENDS.split(line, maxsplit=1)[0].strip(EDGES).casefold() in self.asides

    def is_institute(self, line: str) -> bool:
        """Whether a line names a place where somebody works."""
        return self.institute.search(line) is not None

    def is_label(self, line: str) -> bool:
        """Whether a line is the label of a fact that stands in the next line: "Written by", "Updated on:"."""
        return len(line) <= LONGEST_LINE and self._is_hinted(line) and self.bare_label.fullmatch(line) is not None

    def is_revision(self, line: str) -> bool:
        """Whether a line begins with a date that stands apart: "02/01/2024  Section added."."""
        return self.revision.match(line) is not None

    def _is_hinted(self, line: str) -> bool:
        """Whether a line begins with a word that may make it matter."""
        first = FIRST.match(line)
        return first is not None and first[1].casefold() in self.hints

    def _reaches(self, line: str) -> bool:
        """Whether a line with a figure says under which number, when or where somebody can be reached."""
        return bool(
            (PHONE.search(line) and self.contact.search(line) and not PRICE.search(line))
            or (CLOCK.search(line) and self.days.search(line))
            or (line[-1] not in ".?!" and self.address.search(line))
            or (self.registered.search(line) and not PRICE.search(line))
        )

    def _is_told(self, line: str) -> bool:
        """Whether a line that begins with a known word is about the document: "Written by ...", "Version 2.1"."""
        inner = line.strip(EDGES)
        found = self.label.match(line) or self.dated.match(inner) or self.counted.fullmatch(inner)
        return bool(found or RIGHTS.search(line) or POSTED.match(line))

    def _is_dated(self, line: str) -> bool:
        """Whether a line with a figure is about the document: "4 March 2024", "4 min read", "© 2024"."""
        matches = (self.only_date.fullmatch, READ_TIME.search, RIGHTS.search, ANSWERED.search)
        return any(match(line) for match in matches) or (" ago" in line and POSTED.match(line) is not None)


@lru_cache(maxsize=8)
def matter(words: DocumentWords) -> Matter:
    """What tells the lines around an article by these words; made once for each set of words."""
    date = _date(words)
    label, counted = _any(words.labels), _any(words.counted)
    by = _any(word for word in words.labels if word.endswith(" by"))
    lists = (words.labels, words.dated, words.counted, words.navigation, words.navigation_openers, SIGNS)
    starts = (FIRST.match(word) for word in chain.from_iterable(lists))
    return Matter(
        links=words.navigation,
        kickers=words.kickers,
        asides=words.asides,
        institute=_pattern(rf"\b{_any(words.institutes)}\b"),
        hints=frozenset(start[1] for start in starts if start),
        opener=_pattern(rf"(?:\d{{1,2}}:\d\d(?::\d\d)?\s)?\W*{_any(words.navigation_openers)}(?!\w)"),
        contact=_pattern(rf"\b{_any(words.contact)}\b"),
        days=_pattern(rf"\b{_any(words.days)}\b"),
        address=_pattern(rf"\b\d{{1,5}}\s(?-i:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s{_any(words.street)}\b"),
        registered=_pattern(
            rf"\b{_any(words.registered)}\b\.?:?(?:\s(?:and\s\w+,?\s)?(?:no\.|number))?"
            r"\s(?-i:[A-Z]{0,3})\d[\d -]{4,}"
        ),
        only_date=_pattern(rf"\W*(?:[^\W\d]+day,?\s)?{date}(?:,?\s(?:at\s)?\d{{1,2}}[:.]\d\d(?:\s?[ap]\.?m\.?)?)?\W*"),
        label=_pattern(
            rf"\W*(?:{label}\s?:\s*\S|{by}\s(?:(?-i:[A-Z][\w.’'-]+\s[A-Z])|(?:the|our)\s[^\d.!?]{{3,60}}$))"
        ),
        bare_label=_pattern(rf"\W*{label}\s?:?"),
        dated=_pattern(rf"\b{_any(words.dated)}:?\s(?:on\s)?{date}(?=\W*$|\W*[.;,|·•–—]|\W*\sby\s)"),
        counted=_pattern(rf"\b{counted}\b\.?:?\s(?-i:[A-Z-]*\d[\w.:/-]*)(?:\sof\s\d+)?"),
        revision=_pattern(rf"{date}(?:\s{{2,}}|\s*[:–—-]\s|\t)"),
        ordinal=_pattern(rf"(?P<mark>{_any(words.numbered)}\s(?P<number>\d{{1,3}}):)\s+(?=\S)"),
    )


def _date(words: DocumentWords) -> str:
    """A pattern for a date: 4 March 2024, March 4, 2024, spring 2024, 2024-03-04, 04/03/2024, 11/2024."""
    month = _any(words.months) + r"\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    written = rf"{day}\s(?:of\s)?{month},?(?:\s\d{{4}})?|{month}\s(?:{day},?\s)?\d{{4}}"
    return rf"(?:\b(?:{written}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}/\d{{4}})\b)"


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space in a word stands for any white space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def _pattern(source: str) -> re.Pattern[str]:
    """The pattern, in which letters match without regard to case."""
    return late(source, re.IGNORECASE)
