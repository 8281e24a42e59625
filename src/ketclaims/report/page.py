"""The page: every section through its template, styles and script beside it, and a policy that allows nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, BinaryIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import ketclaims
from ketclaims.plots.axes import UNIT_WORDS
from ketclaims.plots.labels import context_words, said, shortened, subject_words, value_words
from ketclaims.plots.palette import VERDICT_LOOKS
from ketclaims.report.articles import articles_of
from ketclaims.report.charts import charts_of, looks_of
from ketclaims.report.conflicts import checks_of, conflicts_of
from ketclaims.report.corpus import Corpus
from ketclaims.report.evidence import evidence_of
from ketclaims.report.listing import listing_of
from ketclaims.report.matrix import matrix_of
from ketclaims.report.overview import overview_of
from ketclaims.report.places import Places, anchor, first_conflicts
from ketclaims.report.references import references_of
from ketclaims.report.words import CONTRADICTED, DISPOSITIONS, EVIDENCE_SIGNS, REFERENCE_SIGNS, STANDINGS

UNSEEN = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x0D: "\n", 0x7F: "\u2421"}
"""Control characters as the pictures that Unicode has for them, which a browser would drop; a return as a new line."""
LONE = re.compile("[\ud800-\udfff]")
POLICY = (
    "default-src 'none'; img-src data:; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its name, which is also that of its template, its title, and what makes its contents.

    A section for which there is nothing, where ``make`` gives ``None``, is left out of the page.
    """

    name: str
    title: str
    make: Callable[[Corpus], Any]


SECTIONS = (
    Section("overview", "Overview", overview_of),
    Section("matrix", "Matrix", matrix_of),
    Section("measures", "Measures", charts_of),
    Section("conflicts", "Conflicts", conflicts_of),
    Section("checks", "Checks", checks_of),
    Section("evidence", "Evidence", evidence_of),
    Section("claims", "Claims", listing_of),
    Section("references", "References", references_of),
    Section("articles", "Articles", articles_of),
)
"""The page in order. Another section is another line here, and a template."""


def write_page(corpus: Corpus, stream: BinaryIO) -> None:
    """Write the page of a corpus as UTF-8; the same corpus gives the same bytes."""
    made = {section: section.make(corpus) for section in SECTIONS}
    contents = {section.name: content for section, content in made.items() if content is not None}
    points = {name for chart in contents["measures"] for name in chart.points}
    marks, conflicts = set(contents["articles"].marked), first_conflicts(corpus.findings.conflicts)
    places = Places(corpus.claims, points, marks, corpus.traced.rows, conflicts)
    style, script = _file("style.css"), _file("script.js")
    page = _environment().get_template("page.html")
    for chunk in page.generate(
        corpus=corpus,
        places=places,
        looks=looks_of(corpus),
        sections=[section for section in SECTIONS if section.name in contents],
        contents=contents,
        style=Markup(style),
        script=Markup(script),
        policy=POLICY.format(style=_digest(style), script=_digest(script)),
        version=ketclaims.__version__,
    ):
        stream.write(chunk.encode("utf-8"))


def _file(name: str) -> str:
    return files("ketclaims.report").joinpath("templates", name).read_text("utf-8")


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("ketclaims.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _FILTERS
    environment.globals |= _GLOBALS
    return environment


def _visible(value: Any) -> Any:
    """A value in characters that a page may hold; what is markup already is our own and stays."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return LONE.sub("\ufffd", value.replace("\r\n", "\n").translate(UNSEEN))
    return value


def _plain(name: str) -> str:
    """A word of a table as people write it."""
    return name.replace("_", " ")


def _figure(value: float | None, unit: str = "") -> str:
    """A number of a tally in at most four digits, a missing one as a dash; ``unit`` is in words.

    >>> _figure(1344.0, "h"), _figure(1970.0, "calendar year"), _figure(None)
    ('1,344', '1970', '–')
    """
    if value is None:
        return "–"
    if unit == UNIT_WORDS["{year}"]:
        return f"{value:.0f}"
    return f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"


def _many(count: int, one: str, more: str = "") -> str:
    """A number with its noun.

    >>> _many(1, "claim"), _many(1200, "claim"), _many(2, "is", "are")
    ('1 claim', '1,200 claims', '2 are')
    """
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"


_FILTERS: Mapping[str, Callable[..., Any]] = {"plain": _plain, "figure": _figure, "many": _many, "brief": shortened}
_GLOBALS: Mapping[str, Any] = {
    "anchor": anchor,
    "said": said,
    "value_words": value_words,
    "subject_words": subject_words,
    "context_words": context_words,
    "VERDICT_LOOKS": VERDICT_LOOKS,
    "STANDINGS": STANDINGS,
    "DISPOSITIONS": DISPOSITIONS,
    "CONTRADICTED": CONTRADICTED,
    "EVIDENCE_SIGNS": EVIDENCE_SIGNS,
    "REFERENCE_SIGNS": REFERENCE_SIGNS,
}
