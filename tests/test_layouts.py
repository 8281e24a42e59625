"""What a text claims does not change with how it is laid out: marks, gaps, broken lines, and what stands around it; nor
with which of two common words it uses."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from ketclaims import extract
from ketclaims.document import parse
from ketclaims.lexicon import default_lexicon
from ketclaims.tables.rows import claim_rows

TEXTS = sorted((Path(__file__).parent / "practice" / "texts").glob("*.txt"))
FIELDS = (
    *("measure", "relation", "low", "high", "unit", "condition", "intervention", "route"),
    *("doses_low", "doses_high", "timepoint", "comparator", "attribution"),
)
PROSE = 100
"""A line of so many characters is a paragraph."""
CELL = re.compile(r"\|")

Layout = Callable[[str], str]


@lru_cache(maxsize=64)
def claims(text: str) -> list[tuple[object, ...]]:
    """What a text claims, without the places and without white space that tells nothing."""
    rows = claim_rows(extract(text, "page"), default_lexicon())
    return [(" ".join(str(row["value_text"]).split()), *(row[name] for name in FIELDS)) for row in rows]


def each_line(change: Callable[[str], str]) -> Layout:
    """Another form of every line."""
    return lambda text: "\n".join(map(change, text.split("\n")))


def prose(change: Callable[[str], str]) -> Layout:
    """Another form of every paragraph that stands on one line."""
    return each_line(lambda line: change(line) if len(line) > PROSE and not CELL.search(line) else line)


def title(change: Callable[[str], str]) -> Layout:
    """Another form of the first line."""

    def changed(text: str) -> str:
        first, *others = text.lstrip("\n").split("\n")
        return "\n".join((change(first.lstrip("# ")), *others))

    return changed


def above(head: str) -> Layout:
    """Other lines above the first."""
    return lambda text: f"{head}\n\n{text}"


def below_title(lines: str) -> Layout:
    """Other lines below the first."""

    def changed(text: str) -> str:
        first, *others = text.lstrip("\n").split("\n")
        return "\n".join((first, "", *lines.split("\n"), "", *others))

    return changed


def headings_of(text: str) -> list[str]:
    """The headings of a text, without their marks."""
    return [b.span.of(text) for b in parse(text, default_lexicon().document).blocks if b.kind == "heading"]


def contents(text: str) -> str:
    """A list of the headings below the first line."""
    listed = "\n".join(f"- {heading}" for heading in headings_of(text))
    return below_title(f"In this article\n\n{listed}")(text)


def headings(change: Callable[[str], str]) -> Layout:
    """Another form of every heading that stands on a line of its own, but for the title."""

    def changed(text: str) -> str:
        whole = set(headings_of(text))
        return each_line(lambda line: change(line) if line in whole else line)(text)

    return changed


def bullets(sign: str) -> Layout:
    """Lists with another sign before each item."""
    return lambda text: re.sub(r"(?m)^(\s*)[•*-]\s+(?=\S)", rf"\1{sign} ", text)


def unframed(text: str) -> str:
    """Tables without a frame and without a rule below their header."""
    lines = (line for line in text.split("\n") if not re.fullmatch(r"[\s|:-]*\|[\s|:-]*", line))
    return "\n".join(re.sub(r"^\|(.*)\|\s*$", r"\1", line) for line in lines)


LAYOUTS: dict[str, Layout] = {
    "wider gaps": lambda text: re.sub(r"\n{2,}", "\n\n\n\n", text),
    "lines that are indented": each_line(lambda line: f"    {line}" if line and "|" not in line else line),
    "blanks at the end of lines": each_line(lambda line: f"{line}  "),
    "lines that end as on Windows": lambda text: text.replace("\n", "\r\n"),
    "no-break spaces before units": lambda text: re.sub(r"(\d) (?=[A-Za-z])", "\\1\xa0", text),
    "typewriter's quotation marks": lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
    "printer's apostrophes": lambda text: re.sub(r"(?<=\w)'(?=\w)", "’", text),
    "bullets as dashes": bullets("-"),
    "bullets as dots": bullets("•"),
    "bullets as long dashes": bullets("–"),
    "bullets as ticks": bullets("✓"),
    "tables without a frame": unframed,
    "a marked title": title(lambda line: f"# {line}"),
    "a title in bold type": title(lambda line: f"**{line}**"),
    "the fields of a file": above("---\nlayout: post\ndate: 2024-03-04\ntags: [health]\n---"),
    "a row of links": above("Home | About | Treatments | Blog | Contact"),
    "a path to the page": above("Home > Library > Guides"),
    "links before the page": above("Skip to main content\n\nMenu\n\nSearch"),
    "a question about cookies": above("We use cookies to improve this site. Accept | Reject"),
    "who wrote it": below_title("Written by Dana Whitlock | Published 12 May 2024 | Health"),
    "buttons to share it": below_title("Share\nFacebook\nTwitter\nEmail\nPrint"),
    "a picture": below_title("![A nurse beside a drip](drip.jpg)\n*Photo: Rivermead Health*"),
    "a table of contents": contents,
    "links behind the page": lambda text: (
        f"{text}\n\nRelated articles\n- Ten facts about sleep\n- Five ways to rest\n\n© 2024 Rivermead Health.\n"
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_changes_no_claim(name: str) -> None:
    """Laid out in another way, every text still claims the same."""
    laid_out = {path.stem: LAYOUTS[name](path.read_text("utf-8")) for path in TEXTS}
    same = {path.stem: claims(laid_out[path.stem]) == claims(path.read_text("utf-8")) for path in TEXTS}
    assert [stem for stem, kept in same.items() if not kept] == []


def hyphenated(line: str) -> str:
    """A paragraph in lines of some 70 characters, of which those end inside a word that can."""
    return re.sub(r"(.{64,72} [a-z]{4,5})([a-z]{4,})\b", "\\1-\n\\2", line)


NEARLY: dict[str, tuple[Layout, float]] = {
    "marked headings": (headings(lambda line: f"## {line}"), 0.995),
    "headings in bold type": (headings(lambda line: f"**{line}**"), 0.97),
    "broken lines": (
        prose(lambda line: textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)),
        0.985,
    ),
    "narrow columns": (
        prose(lambda line: textwrap.fill(line, 48, break_long_words=False, break_on_hyphens=False)),
        0.95,
    ),
}


def instead(**words: str) -> Layout:
    """One word for another, whole, in small letters."""
    return lambda text: re.sub(rf"\b(?:{'|'.join(words)})\b", lambda found: words[found[0]], text)


WORDINGS: dict[str, Layout] = {
    "percent": lambda text: re.sub(r"(?<=\d)\s?%", " percent", text),
    "per cent": lambda text: re.sub(r"(?<=\d)\s?%", " per cent", text),
    "individuals": instead(patients="individuals", people="individuals"),
    "volunteers": instead(participants="volunteers"),
    "drips": instead(infusions="drips", infusion="drip"),
    "groups": instead(arms="groups", arm="group"),
    "words broken at the end of lines": prose(hyphenated),
    "mins": instead(minutes="mins", hours="hrs"),
    "roughly": lambda text: re.sub(r"\babout(?= \d)", "roughly", text),
    "no fewer than": lambda text: re.sub(r"\bat least(?= \d)", "no fewer than", text),
    "raised decimal points": lambda text: re.sub(r"(?<=\d)\.(?=\d)", "·", text),
    "letters in one piece": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ"),
    "soft hyphens": lambda text: re.sub(r"\b([a-z]{5})([a-z]{4,})\b", "\\1\u00ad\\2", text),
    "spaces without width": lambda text: re.sub(r"(?<=[.,]) (?=[A-Z])", " \u200b", text),
    "hyphens that do not break": lambda text: text.replace("-", "\u2011"),
    "ranges with a dash": lambda text: re.sub(r"(?<=\d) to (?=\d)", "–", text),
}


@pytest.mark.parametrize("name", WORDINGS)
def test_wording_changes_few_claims(name: str) -> None:
    """Said with another word of the same meaning, all but a few claims stay as they are."""
    kept = total = 0
    for path in TEXTS:
        text = path.read_text("utf-8")
        before, after = ({claim[1:] for claim in claims(wording)} for wording in (text, WORDINGS[name](text)))
        kept += len(before & after)
        total += len(before)
    assert kept >= 0.985 * total


@pytest.mark.parametrize("name", NEARLY)
def test_layout_changes_few_claims(name: str) -> None:
    """Where a heading or a broken line looks like something else, few claims change."""
    layout, least = NEARLY[name]
    kept = total = 0
    for path in TEXTS:
        text = path.read_text("utf-8")
        before, after = claims(text), claims(layout(text))
        kept += len(set(before) & set(after))
        total += len(set(before))
    assert kept >= least * total
