"""Identifiers of works: where they stand in an entry, whether they have their form, whether their check digits fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ketclaims.references.flat import MASK, Flat
from ketclaims.references.records import FieldName

# Crossref recommends the first for all but a few DOIs and the others for old ones with rarer signs; they leave out next
# to none: https://www.crossref.org/blog/dois-and-matching-regular-expressions/. By the DOI Handbook a prefix may have
# parts behind a full stop: 10.1000.10/12.
FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"10\.\d{4,9}(?:\.\d{1,9})*/[-._;()/:A-Z0-9]+",  # 10.1016/S0140-6736(20)30183-5
        r"10\.1002/\S+",  # 10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2
        r"10\.\d{4}/\d+-\d+X?\(\d+\)\d+<[\d\w]+:[\d\w]*>\d+\.\d+\.\w+;\d",  # 10.1130/0091-7613(2000)28<1:AB>2.0.CO;2
        r"10\.1021/\w\w\d+",
        r"10\.1207/[\w\d]+&\d+_\d+",
    )
)

_RESOLVER = r"(?:https?://)?(?:dx\.|www\.)?doi\.org/"
_DOI = re.compile(
    rf"""
    (?P<label> (?: \bdoi\b \s? [:=]? \s? )? (?: {_RESOLVER} \s? )? )      # doi: 10.1093/   https://doi.org/10.1093/
    (?P<doi>
        10\.\d{{4,9}} (?: \.\d{{1,9}} )* / \s? \(SICI\) [^\s"\0]+         # 10.1002/(SICI)1097-0258(1998)17:15<1::AID>
      | 10\.\d{{4,9}} (?: \.\d{{1,9}} )* / [^\s"<>{{}}|\\^`\0]*           # 10.1093/brain/awad287
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What is called a DOI and begins as none does: doi:1O.1093/brain, doi: 10.109/3
_LABELLED = re.compile(
    rf"(?P<label>\bdoi\s?[:=]\s?(?:{_RESOLVER})?|{_RESOLVER})(?P<doi>(?=[^\s\0]*\d)[^\s\"<>\0]+)", re.I
)
# What goes on behind a break: 63.8.856   brain/awad287   but no word, label or year of its own
_GOES_ON = re.compile(r"(?!\d{4}[.;,]?(?:\s|\Z)|PMID|PMC|https?:|Epub)[\w()./:;-]*\d[\w()./:;<>-]*", re.IGNORECASE)
_GLUED = re.compile(r"[.,;]?(?:PMID|PMCID|Epub|Accessed|https?:).*", re.IGNORECASE)
_PAGE_OF_SITE = re.compile(r"/(?:full(?:text)?|abstract|e?pdf|html|meta)(?:/.*)?\Z|[?#].*\Z|\.pdf\Z", re.IGNORECASE)
_PERCENT = re.compile(r"%([0-9a-f]{2})", re.IGNORECASE)

_OTHERS: tuple[tuple[FieldName, re.Pattern[str]], ...] = (
    ("pmcid", re.compile(r"(?P<label>\bPMCID\s?:?\s?)(?P<value>(?:PMC)?\w+)|(?P<label2>)\b(?P<value2>PMC\d+)\b", re.I)),
    (
        "pmid",
        re.compile(
            r"(?P<label>\bPMID\s?:?\s?|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(?P<value>\d+)", re.I
        ),
    ),
    ("isbn", re.compile(r"(?P<label>\bISBN(?:-1[03])?\s?:?\s?)(?P<value>[\dX](?:[ -]?[\dX]){6,16})\b", re.IGNORECASE)),
    ("issn", re.compile(r"(?P<label>\b[ep]?-?ISSN(?:-L)?\s?:?\s?)(?P<value>\d{4}-?\d{3}[\dX])\b", re.IGNORECASE)),
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"\0]+", re.IGNORECASE)

PMID = re.compile(r"[1-9]\d{0,7}")
PMCID = re.compile(r"PMC[1-9]\d{0,8}", re.IGNORECASE)


class Found(NamedTuple):
    """An identifier in a line: its name, where it stands, where its label begins, and what it is."""

    name: FieldName
    start: int
    end: int
    opens: int
    value: str


def find_identifiers(line: Flat) -> list[Found]:
    """The identifiers of an entry, the first of each kind, and every address; in the order of the line."""
    found: list[Found] = []
    doi = _find_doi(line)
    if doi:
        found.append(doi)
    rest = line.masked([(item.opens, item.end) for item in found])
    addresses = list(_addresses(rest.line))
    for name, pattern in _OTHERS:
        match = pattern.search(rest.line)
        if match:
            value = "value" if match["value"] else "value2"
            found.append(Found(name, *match.span(value), match.start(), match[value]))
    if addresses:
        start, end = addresses[0]
        found.append(Found("url", start, end, start, rest.line[start:end]))
    found += (Found("url", start, end, start, "") for start, end in addresses[1:])
    return sorted(found, key=lambda item: item.start)


def _addresses(line: str) -> Iterator[tuple[int, int]]:
    for found in _URL.finditer(line):
        end = found.start() + len(_trimmed(found.group()))
        # What is left of an address whose end was a DOI is no address of its own.
        if line[end : end + 1] != MASK and end - found.start() > len("https://"):
            yield found.start(), end


def _find_doi(line: Flat) -> Found | None:
    for pattern in (_DOI, _LABELLED):
        for match in pattern.finditer(line.line):
            found = _doi_at(line, match)
            if found:
                return found
    return None


def _doi_at(line: Flat, match: re.Match[str]) -> Found | None:
    start, end = match.span("doi")
    # Inside a number or a word it is none: 3810.1234/x
    if not match["label"] and start and (line.line[start - 1].isalnum() or line.line[start - 1] == "."):
        return None
    end = _across(line, end)
    written = _GLUED.sub("", line.line[start:end])
    written = _trimmed(written)
    opens = match.start()
    before = re.search(r"https?://\S*\Z", line.line[max(0, start - 200) : start])
    if before:
        written = _PAGE_OF_SITE.sub("", written)
        opens = start - len(before.group())
    return Found("doi", start, start + len(written), opens, _whole(written)) if written else None


def _across(line: Flat, end: int) -> int:
    """The end of a DOI that a line break cuts: behind the break stands what a DOI goes on with."""
    for _ in range(3):
        cut = line.line[end - 1 : end] in "/-.(_" and end in line.breaks
        # A bare stop may end the entry; what comes then begins in lower case or with a digit.
        more = _GOES_ON.match(line.line, end + 1) if cut else None
        if not more or (line.line[end - 1] == "." and line.line[end + 1].isupper()):
            return end
        end = more.end()
    return end


def _trimmed(written: str) -> str:
    """Without the signs that end a sentence or close a bracket around it."""
    opening = {")": "(", "]": "[", ">": "<", "}": "{"}
    while written:
        last = written[-1]
        loose = last in opening and written.count(last) > written.count(opening[last])
        if last not in ".,;:!?'\"*" and not loose:
            break
        written = written[:-1]
    return written


def _whole(written: str) -> str:
    """A DOI without the breaks of lines and with the signs that an address encodes."""
    return _PERCENT.sub(lambda code: chr(int(code[1], 16)), written.replace(" ", ""))


def is_doi(doi: str) -> bool:
    """Whether it has the form of a DOI.

    >>> is_doi("10.1016/S0140-6736(20)30183-5"), is_doi("10.109/3"), is_doi("10.1093/")
    (True, False, False)
    """
    return any(form.fullmatch(doi) for form in FORMS)


def is_issn(issn: str) -> bool:
    """Whether the last digit of an ISSN fits the others (ISO 3297): weights 8 to 2, modulo 11.

    >>> is_issn("0140-6736"), is_issn("0140-6763")
    (True, False)
    """
    digits = _digits(issn, 8)
    return digits is not None and sum(w * d for w, d in zip(range(8, 0, -1), digits, strict=True)) % 11 == 0


def is_isbn(isbn: str) -> bool:
    """Whether the last digit of an ISBN of ten or thirteen digits fits the others (ISO 2108).

    >>> is_isbn("978-0-89042-555-8"), is_isbn("0-89042-555-1"), is_isbn("978-0-89042-555-7")
    (True, False, False)
    """
    ten, thirteen = _digits(isbn, 10), _digits(isbn, 13)
    if ten:
        return sum(w * d for w, d in zip(range(10, 0, -1), ten, strict=True)) % 11 == 0
    if thirteen is None or 10 in thirteen or thirteen[:3] not in ([9, 7, 8], [9, 7, 9]):
        return False
    return sum((3 if at % 2 else 1) * d for at, d in enumerate(thirteen)) % 10 == 0


# The primes without 11, which is nothing modulo 11.
_PII_WEIGHTS = (2, 3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)


def is_pii(pii: str) -> bool:
    """Whether the check digit of the PII of an article in a serial fits: S, ISSN, year, five digits, check digit.

    The digits before it, from the right, weighted by the primes without 11, modulo 11. This weighting was found from
    identifiers in print, and holds for every one of two dozen from six journals of two publishers.

    >>> is_pii("S0140-6736(20)30183-5"), is_pii("S0140-6736(20)30138-5")
    (True, False)
    """
    digits = _digits(pii.upper().removeprefix("S"), 16)
    if digits is None:
        return False
    total = sum(w * d for w, d in zip(_PII_WEIGHTS, reversed(digits[:-1]), strict=True))
    return total % 11 == digits[-1]


def _digits(written: str, count: int) -> list[int] | None:
    """The digits of an identifier of so many, where X is ten and can only be the last; nothing if it is none."""
    signs = re.sub(r"[-()\s]", "", written.upper())
    if len(signs) != count or not re.fullmatch(r"[0-9]+[0-9X]", signs):
        return None
    return [10 if sign == "X" else int(sign) for sign in signs]
