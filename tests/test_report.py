"""The page that reviewers open: all that the tables hold, nothing from a source but as text, used with any hand."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.lexicon import default_lexicon
from ketclaims.model import (
    CHECK_NAMES,
    DISPOSITIONS,
    GROUP_VERDICTS,
    METHODS,
    REASONS,
    REFERENCE_VERDICTS,
    TRACE_VERDICTS,
    VERDICTS,
    DataError,
    InputError,
)
from ketclaims.plots.axes import Axis
from ketclaims.plots.labels import said
from ketclaims.plots.palette import COLOURS, SHAPES, VERDICT_LOOKS
from ketclaims.report import Corpus, Folder, Joined, Limits, listing, read_corpus, words, write_page
from ketclaims.report.charts import charts_of, straight_ticks, ticks_of
from ketclaims.report.places import anchor
from ketclaims.tables.columns import CLAIMS, LEDGER, PAIRS, REFERENCES, SINGLE_ROOTS, SOURCES, TRACES, Table
from ketclaims.tables.streams import stream_rows, table_file
from ketclaims.tables.writing import write_csv

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
TEMPLATES = ROOT / "src" / "ketclaims" / "report" / "templates"
LEXICON = default_lexicon()
MOST_BYTES = 3_000_000
LONG = 40_000
"""More characters than a cell of a spreadsheet holds."""
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}
HOSTILE = (
    "<script>window.hit=1</script>",
    '"><img src=x onerror=window.hit=1>',
    "</script><script>window.hit=1</script>",
    "</style><svg onload=window.hit=1>",
    "' onmouseover='window.hit=1",
    "javascript:window.hit=1",
    "=1+1",
    "{{ 7 * 7 }}{% raw %}",
    "tab\tand\u202eright to left\u05d0\u0628",
    "bell\x07null\x00escape\x1b\rand return",
    "&lt;b&gt;&#60;",
)


# ------------------------------------------------------------------------------------------------------------- reading


class Element:
    """An element of a page: its name, its attributes, the elements and the text in it."""

    def __init__(self, name: str, attributes: dict[str, str], above: Element | None) -> None:
        self.name, self.attributes, self.above = name, attributes, above
        self.inside: list[Element | str] = []

    def all(self, name: str = "", **wanted: str) -> Iterator[Element]:
        """The elements inside of a name and with these attributes; ``_class`` is one class of several."""
        for child in self.inside:
            if isinstance(child, Element):
                if name in ("", child.name) and all(child.has(key, value) for key, value in wanted.items()):
                    yield child
                yield from child.all(name, **wanted)

    def has(self, key: str, value: str) -> bool:
        """Whether an attribute has a value; an underscore stands for the hyphen in its name."""
        if key == "_class":
            return value in self.attributes.get("class", "").split()
        return self.attributes.get(key.replace("_", "-")) == value

    @property
    def text(self) -> str:
        """All text in the element."""
        return "".join(child if isinstance(child, str) else child.text for child in self.inside)


class Reader(HTMLParser):
    """Makes a tree of a page, and fails where an element is not closed by its own end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.at = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        assert len(attrs) == len({name for name, _ in attrs}), f"an attribute of {tag} stands twice"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.inside.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin and end an element of a drawing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        assert self.at.name == tag, f"{self.at.name} is ended by {tag}"
        assert self.at.above is not None
        self.at = self.at.above

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.at.inside.append(data)


def tree(page: str) -> Element:
    """The tree of a page."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader.root


def corpus_of(data: Path, asked: Sequence[str] = (), **limits: int) -> Corpus:
    """What the page of a folder tells of."""
    return read_corpus(Folder(data / "curated", data / "raw"), LEXICON, asked, Limits(**limits))


def page_of(data: Path, asked: Sequence[str] = (), **limits: int) -> str:
    """The page of a folder."""
    stream = BytesIO()
    write_page(corpus_of(data, asked, **limits), stream)
    return stream.getvalue().decode("utf-8")


def rows_of(name: str, data: Path = DATA) -> list[dict[str, str]]:
    """The rows of a curated table."""
    with (data / "curated" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(data: Path, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write a table as CSV into the curated folder of a folder, its Parquet file taken away."""
    folder = data / "curated"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{table.name}.parquet").unlink(missing_ok=True)
    with (folder / f"{table.name}.csv").open("wb") as stream:
        write_csv((dict.fromkeys(table.names) | row for row in rows), table, stream)


def built(data: Path, texts: dict[str, str], **fields: str) -> Path:
    """A folder of articles, built; ``fields`` are what they say of themselves."""
    raw = data / "raw"
    raw.mkdir(parents=True)
    with (raw / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, SOURCES.names, lineterminator="\n")
        writer.writeheader()
        for source, text in texts.items():
            (raw / f"{source}.txt").write_bytes(text.encode("utf-8"))
            digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
            own = {"source": source, "file": f"{source}.txt", "voice": source, "sha256": digest}
            writer.writerow(own | fields)
    (data / "review.csv").write_text("claim_id,field,from,to,reason,who,when\n", encoding="utf-8")
    assert build(data).code == 0
    return data


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the dataset that a test may change."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


@pytest.fixture(scope="module")
def page() -> str:
    """The page of the five articles."""
    return page_of(DATA)


@pytest.fixture(scope="module")
def read(page: str) -> Element:
    """The tree of the page of the five articles."""
    return tree(page)


def section(root: Element, name: str) -> Element:
    """A section of a page."""
    (found,) = root.all("section", id=name)
    return found


# ------------------------------------------------------------------------------------------------------------ the page


def test_page_is_small(page: str) -> None:
    """The page of the five articles has less than three megabytes."""
    assert len(page.encode("utf-8")) < MOST_BYTES


def test_page_is_the_same_twice(page: str) -> None:
    """The same tables give the same bytes."""
    assert page_of(DATA) == page


def test_csv_and_parquet_give_the_same_page(page: str, copied: Path) -> None:
    """It makes no difference in which of its two kinds a table is read."""
    for path in (copied / "curated").glob("*.parquet"):
        path.unlink()
    assert page_of(copied) == page


def test_page_loads_nothing(page: str) -> None:
    """No attribute and no style of the page leads to another file or address, and its policy allows none."""
    outward = re.findall(r"""(?:src|href|action|data)=["'](?!#|data:,)[^"']*|url\(|@import|@font-face""", page)
    assert outward == []
    assert re.search(r'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;', page)


def test_policy_names_the_script_and_the_style(read: Element) -> None:
    """The only script and the only style are those whose digests stand in the policy."""
    (policy,) = (m.attributes["content"] for m in read.all("meta", http_equiv="Content-Security-Policy"))
    for name in ("script", "style"):
        (element,) = read.all(name)
        digest = hashlib.sha256(element.text.encode("utf-8")).digest()
        assert f"{name}-src 'sha256-{b64encode(digest).decode()}'" in policy


def test_no_attribute_holds_a_style_or_a_script(read: Element) -> None:
    """The policy would refuse them."""
    names = {name for element in read.all() for name in element.attributes}
    assert [name for name in names if name == "style" or name.startswith("on")] == []


def test_identifiers_are_unique(read: Element) -> None:
    """No identifier of the page stands twice."""
    counts = Counter(element.attributes["id"] for element in read.all() if "id" in element.attributes)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_link_leads_somewhere(read: Element) -> None:
    """Each link of the page leads to an element of the page."""
    there = {element.attributes["id"] for element in read.all() if "id" in element.attributes}
    links = {e.attributes["href"] for name in ("a", "use") for e in read.all(name)}
    assert {link for link in links if link[1:] not in there} == set()


def test_landmarks_and_headings(read: Element) -> None:
    """The page has one main part, a navigation to each section, and headings without a gap between their levels."""
    assert len(list(read.all("main"))) == len(list(read.all("h1"))) == 1
    (navigation,) = read.all("nav")
    sections = [e.attributes["id"] for e in read.all("section", _class="section")]
    assert [link.attributes["href"] for link in navigation.all("a")] == [f"#{name}" for name in sections]
    levels = [int(e.name[1]) for e in read.all() if re.fullmatch(r"h\d", e.name)]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_table_has_a_caption(read: Element) -> None:
    """Each table says what it is."""
    assert [list(table.all("caption")) == [] for table in read.all("table")].count(True) == 0


# ------------------------------------------------------------------------------------------------------- what it shows


def test_every_claim_has_a_row(read: Element) -> None:
    """The table of claims has each curated claim, with its sentence and its figure marked in it."""
    found = {e.attributes["id"]: e for e in section(read, "claims").all("tr") if "id" in e.attributes}
    for row in rows_of("claims"):
        shown = found[f"c-{row['claim_id']}"]
        (mark,) = shown.all("mark")
        assert mark.text == row["value_text"]
        assert row["quote"] in shown.text


def test_every_work_is_listed(read: Element) -> None:
    """The references are there as they stand in the article, what cannot be right first, each with its reason."""
    _, table = section(read, "references").all("table")
    shown = [[cell.text for cell in row.all("td")][:3] for row in table.all("tr") if list(row.all("td"))]
    works = sorted(rows_of("references"), key=lambda row: row["verdict"] != "suspect")
    cells = [[" ".join(row["entry"].split()), row["verdict"], row["reason"]] for row in works]
    assert [[entry, verdict.split()[-1], why] for entry, verdict, why in shown] == cells


def test_one_study_behind_several_voices(read: Element) -> None:
    """A subject on which several voices repeat one study is shown with the study and the claims."""
    evidence = section(read, "evidence")
    for row in rows_of("single_roots"):
        assert row["reason"] in evidence.text
        for name in row["claim_ids"].split("; "):
            assert f"#t-{name}" in {link.attributes["href"] for link in evidence.all("a")}


def test_page_says_of_which_data_it_is_made(read: Element, copied: Path) -> None:
    """The version and the licence of the data stand at the end; without a descriptor nothing is said of them."""
    said = json.loads((DATA / "curated" / "datapackage.json").read_text("utf-8"))
    (footer,) = read.all("footer")
    assert f"{said['title']}, version {said['version']}, under the {said['licenses'][0]['title']}" in footer.text
    (copied / "curated" / "datapackage.json").unlink()
    (footer,) = tree(page_of(copied)).all("footer")
    assert "The data:" not in footer.text


@pytest.mark.parametrize("content", ["", "[]", '{"licenses": 1}', '{"licenses": ["a"]}'])
def test_descriptor_that_is_none(copied: Path, content: str) -> None:
    """A descriptor that is none is named."""
    (copied / "curated" / "datapackage.json").write_text(content)
    with pytest.raises(InputError, match=r"datapackage\.json: the descriptor of a Data Package was expected\."):
        page_of(copied)


@pytest.mark.parametrize("table", [REFERENCES, SINGLE_ROOTS])
def test_tables_that_need_not_be_there(copied: Path, table: Table) -> None:
    """A dataset without references or without single roots has a page without them, and nothing is missed."""
    for path in (copied / "curated").glob(f"{table.name}.*"):
        path.unlink()
    root = tree(page_of(copied))
    shown = bool(list(root.all("section", id="references"))), "One study behind" in root.text
    assert shown == (table is not REFERENCES, table is REFERENCES)
    assert "Not there" not in root.text


def test_headlines_are_in_words(read: Element) -> None:
    """A headline of a conflict has no code of a period, and percentages are points apart."""
    headlines = [element.text for element in section(read, "conflicts").all("h4")]
    assert [words for words in headlines if re.search(r"\bPT?\d|% apart", words)] == []


def test_every_number_is_marked(read: Element) -> None:
    """Each article has a note for every row of its ledger, by kind, and the text of each mark is what was read."""
    articles = section(read, "articles")
    for source, ledger in by_source(rows_of("ledger")).items():
        (article,) = articles.all("article", id=f"source-{source}")
        kinds = Counter(note.attributes["class"] for notes in article.all("ul") for note in notes.all("li"))
        assert kinds == Counter(row["disposition"] for row in ledger)
        # The last child of a mark is its sign and number.
        marks = {"".join(c for c in e.inside if isinstance(c, str)) for e in article.all() if e.has("_class", "mark")}
        assert marks == {row["value_text"] for row in ledger}


def test_marks_differ_in_their_signs(read: Element) -> None:
    """Claim, contradicted claim, context and exclusion have each a sign of its own, so that no colour is needed."""
    marks = [e for e in section(read, "articles").all() if e.has("_class", "mark")]
    looks = {(e.attributes["class"], next(e.all("sup")).text.strip("0123456789").split(" ")[-1]) for e in marks}
    assert len(looks) == len({sign for _, sign in looks}) == 4


def test_articles_are_whole(read: Element) -> None:
    """Apart from white space an article in the page has every character of the article in the folder."""
    for source in rows_of("sources"):
        text = (DATA / "raw" / source["file"]).read_text("utf-8")
        (article,) = section(read, "articles").all("article", id=f"source-{source['source']}")
        blocks = ["".join(unmarked(block)) for piece in article.all("div", _class="piece") for block in first(piece)]
        assert letters("".join(blocks)) == letters(text)


def first(piece: Element) -> list[Element]:
    """The block of a piece, without its notes."""
    return [child for child in piece.inside if isinstance(child, Element)][:1]


def unmarked(element: Element) -> Iterator[str]:
    """The text of an element without the signs of its marks."""
    for child in element.inside:
        if isinstance(child, str):
            yield child
        elif child.name != "sup":
            yield from unmarked(child)


def letters(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


def by_source(rows: Sequence[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Rows of a table by their source."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["source"], []).append(row)
    return found


def test_every_drawn_claim_leads_to_its_sentence_and_back(read: Element) -> None:
    """Each claim with a figure is a line of a chart that leads to its mark, and the mark leads back to the line."""
    drawn = [row["claim_id"] for row in rows_of("claims") if row["low_std"] or row["high_std"]]
    lines = {e.attributes["id"]: e for e in section(read, "measures").all() if "id" in e.attributes}
    marks = {e.attributes["id"]: e for e in section(read, "articles").all() if "id" in e.attributes}
    assert [name for name in drawn if f"p-{name}" not in lines or f"t-{name}" not in marks] == []
    links = {e.attributes["href"] for e in section(read, "measures").all("a")}
    assert [name for name in drawn if f"#t-{name}" not in links] == []
    back = {e.attributes["href"] for e in section(read, "articles").all("a")}
    assert [name for name in drawn if f"#p-{name}" not in back] == []


def test_every_conflict_is_shown(read: Element) -> None:
    """Each conflict stands there with its reason and both quotes, those of one measure from the hardest on."""
    claims = {row["claim_id"]: row for row in rows_of("claims")}
    conflicts = [row for row in rows_of("pairs") if row["verdict"] == "conflict"]
    found = {e.attributes["id"]: e for e in section(read, "conflicts").all("article")}
    assert len(found) == len(conflicts)
    for row in conflicts:
        shown = found[f"x-{row['claim_id_a']}-{row['claim_id_b']}"].text
        assert row["reason"].removeprefix("conflict: ") in shown
        assert all(claims[row[side]]["quote"] in shown for side in ("claim_id_a", "claim_id_b"))


def test_conflicts_begin_with_the_hardest() -> None:
    """Within a measure no conflict stands before one that leaves fewer fields open."""
    rows = corpus_of(DATA).findings.conflicts
    keys = [(row["measure"], len(str(row["loose"] or "").split("; ")) if row["loose"] else 0) for row in rows]
    assert keys == sorted(keys)


def test_verdicts_are_counted(read: Element) -> None:
    """The overview has the number of each verdict between sources and inside one."""
    pairs = Counter((row["verdict"], row["same_source"]) for row in rows_of("pairs"))
    rows = [[cell.text.strip() for cell in row.all() if cell.name in ("th", "td")] for row in read.all("tr")]
    for verdict in VERDICTS:
        counts = [str(pairs[verdict, inside]) for inside in ("false", "true")]
        (row,) = (row for row in rows if row[0].endswith(f" {verdict.replace('_', ' ')}") and len(row) == 4)
        assert row[1:] == [words.VERDICTS[verdict], *counts]


def test_matrix_has_the_verdict_that_weighs_most(read: Element) -> None:
    """A cell says what the source says, in words what the letter stands for, and leads to the chart."""
    links = {link.text: link.attributes["href"] for cell in section(read, "matrix").all("td") for link in cell.all("a")}
    found = {" ".join(text.split()): href[:3] for text, href in links.items()}
    assert {"Xconflict: 45-55%", "Aagree: 1970", "Rrepeated: ≤ 80%"} <= found.keys()
    assert set(found.values()) == {"#p-"}


def test_groups_say_what_sources_come_to(read: Element) -> None:
    """Below its chart a measure has the sentence on each subject of which more than one source speaks."""
    measures = section(read, "measures").text
    shared = [row["reason"] for row in rows_of("groups") if int(row["sources"]) > 1]
    assert sum(reason in measures for reason in shared) >= len(shared) * 0.8


def test_evidence_says_what_studies_say(read: Element) -> None:
    """Each claim that was held against studies has the verdict, the study with its size, and the reason."""
    found = {e.attributes["id"]: e for e in section(read, "evidence").all("tr") if "id" in e.attributes}
    for row in rows_of("traces"):
        shown = " ".join(found[f"e-{row['claim_id']}"].text.split())
        verdict = row["verdict"].replace("_", " ")
        reason = row["reason"].removeprefix(f"{verdict}: ")
        assert all(part in shown for part in (verdict, row["study"], f"n = {row['n']}" * bool(row["n"]), reason))


def test_studies_are_drawn_beside_claims(read: Element) -> None:
    """Below the claims of a subject stand the studies that they are held against, each with its interval."""
    (table,) = section(read, "evidence").all("section", id="evidence-response_rate")
    (study,) = [row for row in table.all("tr", _class="arm") if "Mathew 2010" in row.text]
    (bar,) = study.all("line", _class="bar")
    (mark,) = study.all("use")
    start, middle, stop = (
        float(at.rstrip("%")) for at in (bar.attributes["x1"], mark.attributes["x"], bar.attributes["x2"])
    )
    assert start < middle < stop


def test_without_traces_nothing_is_said_of_studies(copied: Path) -> None:
    """A page of tables without evidence has no section on it and no filter for it."""
    for path in (copied / "curated").glob("traces.*"):
        path.unlink()
    root = tree(page_of(copied))
    assert list(root.all(id="evidence")) == list(root.all(id="filter-evidence")) == []


def test_sentence_for_one_source() -> None:
    """A page of one source has its claims and those that contradict it, and no others."""
    shown = corpus_of(DATA, ["newy"]).claims.values()
    pairs = [row for row in rows_of("pairs") if row["verdict"] == "conflict"]
    against = {row[f"claim_id_{b}"] for row in pairs for a, b in ("ab", "ba") if row[f"source_{a}"] == "newy"}
    assert {row["source"] for row in shown if row["claim_id"] not in against} == {"newy"}
    assert against <= {row["claim_id"] for row in shown}
    assert all("newy" in (row["source"], *against) or row["claim_id"] in against for row in shown)


# ----------------------------------------------------------------------------------------------------------- the parts


VOCABULARIES = [
    pytest.param(words.VERDICTS, VERDICTS, id="verdicts"),
    pytest.param(words.SUBJECTS, GROUP_VERDICTS, id="verdicts on groups"),
    pytest.param(words.STANDINGS, tuple(VERDICT_LOOKS), id="standings"),
    pytest.param(words.DISPOSITIONS, DISPOSITIONS, id="dispositions"),
    pytest.param(words.REASONS, REASONS, id="reasons"),
    pytest.param(words.EVIDENCE, TRACE_VERDICTS, id="verdicts of studies"),
    pytest.param(words.EVIDENCE_SIGNS, TRACE_VERDICTS, id="signs of these"),
    pytest.param(words.REFERENCES, REFERENCE_VERDICTS, id="verdicts on references"),
    pytest.param(words.REFERENCE_SIGNS, REFERENCE_VERDICTS, id="signs of verdicts on references"),
    pytest.param(words.CHECKS, CHECK_NAMES, id="checks"),
    pytest.param(listing.METHODS, METHODS, id="methods"),
]


@pytest.mark.parametrize(("explained", "vocabulary"), VOCABULARIES)
def test_every_word_is_explained(explained: dict[str, object], vocabulary: tuple[str, ...]) -> None:
    """The page has words for each word of a closed vocabulary, and for no other."""
    assert set(explained) == set(vocabulary)


def test_every_shape_is_drawn() -> None:
    """Each shape and each colour that a voice can have is in the template and in the style."""
    shapes, style = (TEMPLATES / "shapes.html").read_text("utf-8"), (TEMPLATES / "style.css").read_text("utf-8")
    assert [shape for shape in SHAPES if f'id="shape-{shape}"' not in shapes] == []
    assert [place for place in range(len(COLOURS)) if f".voice-{place} {{" not in style] == []


TICKS = [
    pytest.param(Axis("%", 0, 100), [0, 20, 40, 60, 80, 100], id="shares"),
    pytest.param(Axis("{dose}", 0, 2.3), [0, 1, 2], id="whole numbers of what is counted"),
    pytest.param(Axis("mg/kg", 0, 0.84), [0, 0.2, 0.4, 0.6, 0.8], id="small amounts"),
    pytest.param(Axis("{year}", 1960.0, 2021.0), [1960, 1980, 2000, 2020], id="years"),
    pytest.param(Axis("1", 0, 1.7976931348623157e308 * 2), [], id="beyond all numbers"),
]


@pytest.mark.parametrize(("axis", "expected"), TICKS)
def test_ticks(axis: Axis, expected: list[float]) -> None:
    """A straight axis has a few round ticks."""
    assert straight_ticks(axis) == pytest.approx(expected)


def test_ticks_keep_apart() -> None:
    """The words at the ticks of a logarithmic axis do not meet."""
    axis = Axis("h", 0.001, 90_000, True, tuple((float(2**power), f"{power}") for power in range(-9, 16)))
    places = [at for at, _ in ticks_of(axis)]
    assert min(b - a for a, b in pairwise(places)) >= 14


def test_bound_is_an_arrow() -> None:
    """A one-sided bound points to the end of the axis and has one stated end."""
    charts = {chart.measure: chart for chart in charts_of(corpus_of(DATA))}
    lines = [line for panel in charts["response_rate"].panels for _, own in panel.subjects for line in own]
    (bound,) = [line for line in lines if line.figure.value.startswith("≥")]
    assert (bound.figure.open, bound.start, bound.stop, bound.tip, bound.ends) == ("right", 75.0, 100.0, 100.0, (75.0,))


def test_two_names_have_two_anchors() -> None:
    """Names that differ in any character have identifiers that differ, and that need no escape."""
    names = ["a b", "a_b", "a.20.b", "A b", "a\tb", "", ".", "é", '"', *HOSTILE]
    anchors = [anchor("x", name) for name in names]
    assert len(set(anchors)) == len(names)
    assert all(re.fullmatch(r"[\w.-]+", each, re.ASCII) for each in anchors)


# ------------------------------------------------------------------------------------------------------------ contrast


def themes() -> dict[str, dict[str, str]]:
    """The colours of the style by theme and name."""
    style = (TEMPLATES / "style.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    return {"light": colours, "dark": colours | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark))}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour."""
    parts = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


GROUNDS = ("paper", "card", "band", "quote", "target")
MARKS = ("mark-claim", "mark-conflict", "mark-context", "mark-excluded")
KINDS = ("conflict", "agree", "compatible", "undetermined", "repeated", "alone")
TEXTS = [
    *(("ink", ground) for ground in (*GROUNDS, *MARKS)),
    *((text, ground) for text in ("soft", "link", "warm") for ground in ("paper", "card", "band")),
    *((text, "target") for text in ("soft", "link")),
    *(("link", mark) for mark in MARKS[:1]),
    *((f"on-{kind}", kind) for kind in KINDS),
]
DRAWN = [
    *((f"voice-{place}", ground) for place in range(len(COLOURS)) for ground in ("paper", "band", "target")),
    *((edge, ground) for edge in ("edge", "focus") for ground in ("paper", "card", "band")),
    *((f"edge-{mark.removeprefix('mark-')}", ground) for mark in MARKS for ground in ("paper", mark)),
    ("conflict", "card"),
    ("conflict", "paper"),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_is_readable(theme: str, text: str, ground: str) -> None:
    """Text has a contrast of at least 4.5 to what it stands on, as WCAG AA asks."""
    colours = themes()[theme]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), DRAWN)
def test_marks_are_seen(theme: str, mark: str, ground: str) -> None:
    """What is drawn, and the edge of what can be operated, has a contrast of at least 3."""
    colours = themes()[theme]
    assert contrast(colours[mark], colours[ground]) >= 3


# ------------------------------------------------------------------------------------------------------ hostile sources


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles that consist of attacks and claims, said to be by an attack, built as any others are."""
    said = "\n\n".join(
        f"{attack} In a trial, 58% of patients with depression responded {attack}." for attack in HOSTILE
    )
    endless = f"In a trial, 61% of patients with depression responded {'blah ' * LONG}.\n\n{'x' * LONG}"
    fields = {"title": HOSTILE[1], "publisher": HOSTILE[0], "authors": HOSTILE[8], "reviewers": HOSTILE[6]}
    texts = {"one": f"{HOSTILE[1]}\n\n{said}\n", "other": f"{HOSTILE[3]}\n\n{endless}\n\nNo more than 20% responded.\n"}
    return built(tmp_path_factory.mktemp("hostile"), texts, **fields)


@pytest.fixture(scope="module")
def hostile_page(hostile: Path) -> str:
    """The page of the hostile articles."""
    return page_of(hostile)


def expect_our_own_elements_only(root: Element) -> None:
    """Fail where a page has an element or an attribute that no template of ours has."""
    known = {"#", *re.findall(r"<(\w+)", "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html")))}
    assert {element.name for element in root.all()} <= known
    assert (len(list(root.all("script"))), len(list(root.all("style"))), len(list(root.all("img")))) == (1, 1, 0)
    assert [name for e in root.all() for name in e.attributes if name.startswith("on")] == []
    assert {e.attributes["href"][:1] for e in root.all("a")} == {"#"}


def test_nothing_of_an_article_is_markup(hostile_page: str) -> None:
    """Whatever stands in an article and in what it says of itself, the page has no element that is not ours."""
    root = tree(hostile_page)
    expect_our_own_elements_only(root)
    for attack in HOSTILE[:7]:
        assert attack in root.text


def test_an_endless_sentence_is_cut_where_it_is_quoted(hostile_page: str) -> None:
    """A passage of thousands of characters is cut in the table, which says so, and whole in its article."""
    root = tree(hostile_page)
    cells = [cell.text for cell in section(root, "claims").all("td")]
    assert max(map(len, cells)) < 3 * Limits().passage
    assert any("…" in cell for cell in cells)
    article = "".join(unmarked(section(root, "articles")))
    assert "x" * LONG in article
    assert "blah" * LONG in letters(article)


@pytest.mark.parametrize("name", ["quote", "value_text", "section", "population", "outcome", "source", "voice"])
def test_an_endless_cell_is_cut(name: str, copied: Path) -> None:
    """A cell of more characters than a spreadsheet holds makes the page no larger than its limits."""
    shutil.rmtree(copied / "raw")
    rows = rows_of("claims")[:2]
    write_rows(copied, CLAIMS, rows)
    size = len(page_of(copied))
    write_rows(copied, CLAIMS, [row | {name: "x" * LONG} for row in rows])
    assert len(page_of(copied)) < size + LONG // 2


def test_control_characters_are_shown(hostile_page: str) -> None:
    """A character that a browser would drop stands in the page as its picture."""
    assert "bell␇null␀escape␛ and return" in " ".join(hostile_page.split())
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", hostile_page)


WORDS = [
    *(column.name for column in CLAIMS.columns if column.dtype == "str" and not column.pattern),
    "measure",
    "condition",
    "intervention",
    "route",
    "comparator",
]


@pytest.mark.parametrize("attack", HOSTILE)
def test_nothing_of_a_table_is_markup(attack: str, copied: Path) -> None:
    """A table that nobody has validated may hold anything in any text, and it stays text."""
    rows = [row | dict.fromkeys(WORDS, attack) for row in rows_of("claims")[:3]]
    pairs = [
        row | {"claim_id_a": rows[0]["claim_id"], "claim_id_b": rows[1]["claim_id"], "verdict": "conflict"}
        | dict.fromkeys(("source_a", "source_b", "measure", "reason"), attack)
        for row in rows_of("pairs")[:1]
    ]  # fmt: skip
    trace = rows_of("traces")[0] | dict.fromkeys(
        ("source", "voice", "measure", "study", "study_unit", "reason"), attack
    )
    work = rows_of("references")[0] | dict.fromkeys(("source", "entry", "reason"), attack)
    study = rows_of("single_roots")[0] | dict.fromkeys(("measure", "study", "sources", "reason"), attack)
    shutil.rmtree(copied / "curated")
    write_rows(copied, CLAIMS, rows)
    write_rows(copied, PAIRS, pairs)
    write_rows(copied, TRACES, [trace | {"claim_id": rows[0]["claim_id"]}])
    write_rows(copied, REFERENCES, [work])
    write_rows(copied, SINGLE_ROOTS, [study])
    licence = dict.fromkeys(("name", "path", "title"), attack)
    said = {"title": attack, "version": attack, "licenses": [licence]}
    (copied / "curated" / "datapackage.json").write_text(json.dumps(said))
    root = tree(page_of(copied))
    expect_our_own_elements_only(root)
    assert len(list(section(root, "claims").all("mark"))) == 3


# ------------------------------------------------------------------------------------------------------ what is missing


def test_articles_that_are_not_there_are_said_to_be_missing(copied: Path) -> None:
    """Without the articles the page says so, and the sentences of the table take their place."""
    shutil.rmtree(copied / "raw")
    root = tree(page_of(copied))
    assert "The articles themselves are not here" in section(root, "articles").text
    links = {e.attributes["href"] for e in section(root, "measures").all("a")}
    assert {f"#c-{row['claim_id']}" for row in rows_of("claims") if row["low_std"]} <= links


@pytest.mark.parametrize("table", ["ledger", "pairs", "groups", "checks", "sources"])
def test_a_table_that_is_not_there_is_named(table: str, copied: Path) -> None:
    """Without one of the tables the page is made of the others, and says which is missing."""
    for path in (copied / "curated").glob(f"{table}.*"):
        path.unlink()
    root = tree(page_of(copied))
    assert table in [code.text for code in section(root, "overview").all("code")]
    assert len(list(section(root, "claims").all("mark"))) == len(rows_of("claims"))


def test_without_pairs_nothing_is_said_of_conflicts(copied: Path) -> None:
    """No verdict and no count of conflicts stands in a page whose claims were not compared."""
    for path in (copied / "curated").glob("pairs.*"):
        path.unlink()
    root = tree(page_of(copied))
    assert "The table of pairs is not there" in section(root, "conflicts").text
    assert [e for e in section(root, "claims").all() if e.has("_class", "badge")] == []


def test_a_claim_is_placed_by_the_ledger_of_its_text(copied: Path) -> None:
    """A row that does not stand where the ledger says is counted, and marked nowhere."""
    rows = rows_of("ledger")
    rows[1]["value_text"] = "something else"
    write_rows(copied, LEDGER, rows)
    root = tree(page_of(copied))
    assert "1 row of the ledger does not stand where the table says" in " ".join(section(root, "articles").text.split())
    assert list(root.all(id=f"t-{rows[1]['entry_id']}")) == []


# ------------------------------------------------------------------------------------------------------------- limits


SOURCES_MADE, CLAIMS_MADE = 30, 100


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus above the limits: thirty sources of a hundred claims, and every pair of neighbours in conflict."""
    data = tmp_path_factory.mktemp("large")
    places = [(source, claim) for source in range(SOURCES_MADE) for claim in range(CLAIMS_MADE)]
    rows = [made_claim(source, claim) for source, claim in places]
    write_rows(data, CLAIMS, rows)
    write_rows(data, PAIRS, [made_conflict(one, other) for one, other in pairwise(rows)])
    return data


def made_claim(source: int, claim: int) -> dict[str, Any]:
    """A claim of a synthetic source."""
    low = (source + claim) % 90
    value = f"{low}%"
    quote = f"Of those who took part {value} had a response that lasted."
    start = quote.index(value)
    return dict.fromkeys(CLAIMS.names, "") | {
        "claim_id": f"{source * CLAIMS_MADE + claim:012x}",
        "source": f"article_{source:03}",
        "voice": f"article_{source:03}",
        "quote": quote,
        "quote_start": 100 * claim,
        "quote_end": 100 * claim + len(quote),
        "value_text": value,
        "value_start": 100 * claim + start,
        "value_end": 100 * claim + start + len(value),
        "relation": "=",
        "low": low,
        "high": low,
        "unit": "%",
        "precision": "numeric",
        "measure": "response_rate",
        "condition": "mdd",
        "low_std": low,
        "high_std": low,
        "unit_std": "%",
        "method": "parsed",
    }


def made_conflict(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A conflict of two claims."""
    return {
        "claim_id_a": one["claim_id"],
        "claim_id_b": other["claim_id"],
        "source_a": one["source"],
        "source_b": other["source"],
        "value_start_a": one["value_start"],
        "value_start_b": other["value_start"],
        "measure": "response_rate",
        "verdict": "conflict",
        "same_source": "true" if one["source"] == other["source"] else "false",
        "same_voice": "false",
        "reason": "conflict: they are apart.",
    }


def test_large_corpus_is_shown_within_the_limits(large: Path) -> None:
    """Above the limits the page shows whole sources while they fit, and conflicts that fit with both their sides."""
    corpus = corpus_of(large, claims=250, conflicts=20)
    assert corpus.scope.whole == ("article_000", "article_001")
    assert len(corpus.findings.conflicts) == 20
    assert 200 <= len(corpus.claims) <= 240


def test_large_corpus_says_what_it_leaves_out(large: Path) -> None:
    """The page says how many of how many claims, conflicts and figures it shows, and where the rest is."""
    made = page_of(large, claims=250, conflicts=20, figures=50, sources=10, columns=2)
    said = " ".join(tree(made).text.split())
    for sentence in (
        "This page shows 200 of 3,000 claims: all of 2 sources",
        "curated/claims.csv",
        "2,979 conflicts more are not shown here",
        "20 sources more are not shown here",
        "more are not shown here; the table curated/claims.csv has all of them",
        "ketclaims report --source NAME",
    ):
        assert sentence in said


def test_large_corpus_is_counted_whole(large: Path) -> None:
    """What is left out counts all the same."""
    corpus = corpus_of(large, claims=100, conflicts=5)
    assert corpus.tally.claims == SOURCES_MADE * CLAIMS_MADE
    assert corpus.findings.verdicts["conflict", True] == SOURCES_MADE * (CLAIMS_MADE - 1)
    assert corpus.tally.measures["response_rate"].spreads["%"].high == 89


def test_page_grows_no_further_than_its_limits(large: Path) -> None:
    """A corpus ten times as large as another gives a page that is hardly larger where both are above the limits."""
    few = [made_claim(source, claim) for source in range(3) for claim in range(CLAIMS_MADE)]
    small = large / "small"
    write_rows(small, CLAIMS, few)
    write_rows(small, PAIRS, [made_conflict(one, other) for one, other in pairwise(few)])
    sizes = [len(page_of(data, claims=200, conflicts=20)) for data in (small, large)]
    assert sizes[1] < 1.2 * sizes[0]


def test_source_that_is_too_large_is_shown_in_part(large: Path) -> None:
    """Where not even one source fits, its first claims are shown."""
    assert len(corpus_of(large, claims=40, conflicts=0).claims) == 40


def test_each_source_of_a_large_corpus_has_a_page(large: Path) -> None:
    """What one page leaves out another shows: that of its source."""
    corpus = corpus_of(large, ["article_029"], claims=250, conflicts=20)
    assert sum(row["source"] == "article_029" for row in corpus.claims.values()) == CLAIMS_MADE


def test_limits_are_documented() -> None:
    """The page on the report has each limit and its figure, and no others."""
    said = (ROOT / "docs" / "report.md").read_text("utf-8")
    assert {name: int(most) for name, most in re.findall(r"^\| `(\w+)` \| (\d+) \|", said, re.MULTILINE)} == asdict(
        Limits()
    )


def test_places_are_documented(read: Element) -> None:
    """The addresses that the page on the report gives lead somewhere."""
    there = {element.attributes["id"] for element in read.all() if "id" in element.attributes}
    named = re.findall(r"`report\.html#([\w-]+)`", (ROOT / "docs" / "report.md").read_text("utf-8"))
    assert (len(named), set(named) - there) == (5, set())


# ------------------------------------------------------------------------------------------------------------- streams


def test_stream_is_what_the_table_holds() -> None:
    """A table read row by row has the same values from CSV and from Parquet."""
    for table in (CLAIMS, PAIRS):
        one, other = (
            list(stream_rows(DATA / "curated" / f"{table.name}.{kind}", table)) for kind in ("csv", "parquet")
        )
        assert one == other
        assert len(one) == len(rows_of(table.name))


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_claims_of_any_articles_have_a_page(kind: str, tmp_path: Path) -> None:
    """What ``extract`` writes is a table of claims, its contexts, exclusions and faults passed over."""
    (tmp_path / "curated").mkdir()
    article, output = tmp_path / "mine.txt", tmp_path / "curated" / f"claims.{kind}"
    article.write_text("In a trial, 58% of patients responded within a week of the first infusion.", encoding="utf-8")
    (tmp_path / "broken.txt").write_bytes(b"\x00\xff")
    CliRunner().invoke(app, ["extract", str(article), str(tmp_path / "broken.txt"), "--ledger", "-o", str(output)])
    assert [row["value_text"] for row in corpus_of(tmp_path).claims.values()] == ["58%"]


def test_article_of_ones_own_beside_the_dataset(tmp_path: Path) -> None:
    """Claims in a file of one's own are compared with those of a dataset, in one page."""
    (tmp_path / "mine.txt").write_text("Oral ketamine has a bioavailability of 75%.", encoding="utf-8")
    own, page = str(tmp_path / "mine.jsonl"), tmp_path / "page.html"
    CliRunner().invoke(app, ["extract", str(tmp_path / "mine.txt"), "-o", own])
    outcome = CliRunner().invoke(app, ["report", own, "--data", str(DATA), "-o", str(page)])
    assert (outcome.exit_code, "155 of 155 claims, 5 articles" in outcome.output) == (0, True)
    assert "mine" in [said(row, "source_b") for row in corpus_of_files(own, DATA).findings.conflicts]
    alone = CliRunner().invoke(app, ["report", own, "-o", str(page)])
    assert (alone.exit_code, "1 of 1 claims, 0 articles" in alone.output) == (0, True)
    assert CliRunner().invoke(app, ["report", own, "-o", own]).exit_code == 2
    assert CliRunner().invoke(app, ["report", own, "--curated", "--data", str(DATA)]).exit_code == 2


def corpus_of_files(own: str, data: Path) -> Corpus:
    """What a file of claims and a dataset hold together."""
    return read_corpus(Joined([Path(own)], LEXICON, Folder(data / "curated", data / "raw")), LEXICON)


def test_parquet_is_read_first(tmp_path: Path) -> None:
    """Of two kinds of file the one with types is read; where there is none, there is no table."""
    assert table_file(DATA / "curated", CLAIMS) == DATA / "curated" / "claims.parquet"
    assert table_file(tmp_path, CLAIMS) is None


def test_list_that_is_none_is_named(copied: Path) -> None:
    """A cell that holds anything but the fields of a comparison is named, and no page is made of it."""
    write_rows(copied, PAIRS, [rows_of("pairs")[0] | {"loose": HOSTILE[0]}])
    with pytest.raises(DataError, match=r"pairs\.csv, row 2, column loose: '<script>"):
        corpus_of(copied)


WRONG = [
    pytest.param({"value_start": "x"}, r"row 2, column value_start: 'x' is no where the value begins", id="no number"),
    pytest.param({"value_start": "1.5"}, "row 2, column value_start: '1.5' is no", id="no whole number"),
    pytest.param({"source": ""}, "row 2, column source: is empty", id="an empty cell"),
    pytest.param({"claim_id": "x"}, "row 2, column claim_id: 'x' is no", id="no identifier"),
    pytest.param({"relation": "?"}, "row 2, column relation: '[?]' is no", id="a word of no vocabulary"),
]


@pytest.mark.parametrize(("cells", "says"), WRONG)
def test_wrong_cell_is_named(cells: dict[str, str], says: str, copied: Path) -> None:
    """The first cell that is not what its column holds is named with file, row and column."""
    write_rows(copied, CLAIMS, [rows_of("claims")[0] | cells])
    with pytest.raises(DataError, match=rf"claims\.csv, {says}"):
        corpus_of(copied)


BROKEN = [
    pytest.param(b"\xff\xfe", r"claims\.csv: not UTF-8", id="no UTF-8"),
    pytest.param(b"", r"claims\.csv: the columns source, .* are missing", id="nothing"),
    pytest.param(b"claim_id,source\n1,2\n", "the columns voice, .* are missing", id="too few columns"),
    pytest.param(",".join(CLAIMS.names).encode() + b"\n1\n", "row 2: 1 cells, 30 were expected", id="a short row"),
    pytest.param(",".join(CLAIMS.names).encode() + b'\n"', "not readable as CSV", id="an open quotation mark"),
]


@pytest.mark.parametrize(("content", "says"), BROKEN)
def test_broken_file_is_named(content: bytes, says: str, copied: Path) -> None:
    """A file that cannot be read is named with what was expected."""
    (copied / "curated" / "claims.parquet").unlink()
    (copied / "curated" / "claims.csv").write_bytes(content)
    with pytest.raises(InputError, match=says):
        corpus_of(copied)


def test_broken_parquet_is_named(copied: Path) -> None:
    """A Parquet file that is none is named."""
    (copied / "curated" / "claims.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(InputError, match=r"claims\.parquet: not a Parquet file"):
        corpus_of(copied)


def test_identifier_that_stands_twice(copied: Path) -> None:
    """Two claims of one identifier would be one place in the page."""
    write_rows(copied, CLAIMS, rows_of("claims")[:1] * 2)
    with pytest.raises(DataError, match="stands more than once"):
        corpus_of(copied)


# ------------------------------------------------------------------------------------------------------------- command


def run(*arguments: str | Path) -> tuple[int, str]:
    """What ``ketclaims report`` answers: its exit code and what it says."""
    done = CliRunner().invoke(app, ["report", *map(str, arguments)])
    return done.exit_code, done.output


def test_command_writes_the_page(page: str, tmp_path: Path) -> None:
    """The command writes the page to the file that it is told, and says how much is in it."""
    output = tmp_path / "page.html"
    code, said = run("--data", DATA, "-o", output)
    assert (code, said) == (0, f"{output}: 154 of 154 claims, 5 articles.\n")
    assert output.read_text("utf-8") == page


def test_page_goes_to_report_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without options the page of the tables that come with the package goes to report.html."""
    monkeypatch.chdir(tmp_path)
    assert run()[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_data_of_the_folder_come_before_those_of_the_package(large: Path, tmp_path: Path, monkeypatch: Any) -> None:
    """A folder called data is what the page is made of."""
    (tmp_path / "data").symlink_to(large)
    monkeypatch.chdir(tmp_path)
    assert "of 3000 claims" in run()[1]


def test_article_that_has_changed(copied: Path, tmp_path: Path) -> None:
    """An article that is not the one that was read is named, the page is made of the others, and the code is 3."""
    article = next((copied / "raw").glob("000*.txt"))
    article.write_bytes(article.read_bytes() + b"\n")
    code, said = run("--data", copied, "-o", tmp_path / "page.html")
    assert (code, "its sha256 is" in said) == (3, True)
    root = tree((tmp_path / "page.html").read_text("utf-8"))
    assert len(list(section(root, "articles").all("article"))) == 4
    assert "its sha256 is" in section(root, "articles").text


def test_no_tables(tmp_path: Path) -> None:
    """A folder without a table of claims is named, and nothing is written."""
    code, said = run("--data", tmp_path, "-o", tmp_path / "page.html")
    assert (code, said.count("\n")) == (3, 1)
    assert "claims.parquet or claims.csv was expected" in said
    assert not (tmp_path / "page.html").exists()


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    code, said = run("--data", DATA, "-o", tmp_path / "nowhere" / "page.html")
    assert (code, "cannot be written" in said) == (3, True)


REFUSED = [
    pytest.param(["--source", "nobody"], "There is no source 'nobody'", id="an unknown source"),
    pytest.param(["-o", "curated/claims.csv"], "would be overwritten", id="a table as output"),
    pytest.param(["-o", "raw/000_0ac5b47050de50c0.txt"], "would be overwritten", id="an article as output"),
]


@pytest.mark.parametrize(("options", "says"), REFUSED)
def test_wrong_usage(options: list[str], says: str, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be meant is refused, and nothing is written."""
    monkeypatch.chdir(copied)
    before = {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()}
    code, said = run("--data", copied, *options)
    assert (code, says in " ".join(said.replace("│", " ").split())) == (2, True)
    assert {path: path.read_bytes() for path in copied.rglob("*") if path.is_file()} == before


def test_without_jinja(tmp_path: Path) -> None:
    """Where the library is missing the command says in one sentence what to install."""
    code = "import sys; sys.modules['jinja2'] = None\nfrom ketclaims.cli import app; app(['report'])"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "pip install 'ketclaims[report]'" in done.stderr) == (2, True)


def test_page_is_made_without_altair(tmp_path: Path) -> None:
    """What draws the charts of the notebooks is not needed for the page."""
    code = f"import sys\nfrom ketclaims.cli import app\napp(['report', '--data', {str(DATA)!r}], standalone_mode=False)"
    asked = f"{code}\nprint(sorted({{'altair', 'vl_convert'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# ------------------------------------------------------------------------------------------------------------- browser


WATCHED: list[str] = []
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a head."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def file(page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the five articles in a file."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def attack(hostile_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the hostile articles in a file."""
    path = tmp_path_factory.mktemp("attack") / "report.html"
    path.write_text(hostile_page, encoding="utf-8")
    return path


@pytest.fixture
def show(browser: Browser, file: Path) -> Iterator[Open]:
    """Opens the page, or another file; in the end no error was said and nothing asked for but that file."""
    WATCHED.clear()
    contexts = []

    def show(path: Path = file, hash: str = "", width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, reduced_motion="reduce", offline=True, **options
        )
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda message: WATCHED.append(message.text))
        opened.on("pageerror", lambda error: WATCHED.append(str(error)))
        opened.on("request", lambda asked: None if asked.url.startswith(path.as_uri()) else WATCHED.append(asked.url))
        opened.goto(path.as_uri() + hash)
        return opened

    yield show
    for context in contexts:
        context.close()
    assert [said for said in WATCHED if said != "data:,"] == []


def shown_rows(page: Page) -> list[str]:
    """The identifiers of the rows of the table of claims that are to be seen, in order."""
    found: list[str] = page.eval_on_selector_all(
        "#claims-table tbody tr", "rows => rows.filter(row => row.checkVisibility()).map(row => row.id.slice(2))"
    )
    return found


def in_view(page: Page, selector: str) -> bool:
    """Whether an element is to be seen without scrolling."""
    found: bool = page.eval_on_selector(
        selector, "e => { const box = e.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight }"
    )
    return found


needs_chromium = pytest.mark.needs_program("chromium")


@needs_chromium
def test_search(show: Open) -> None:
    """The search leaves the rows with all of its words, whatever their case, and says how many these are."""
    page = show()
    page.fill("#search", "BIOAVAILABILITY oral")
    page.wait_for_selector("#count:text(' of ')")
    left = shown_rows(page)
    text = {row["claim_id"]: " ".join(row.values()).lower() for row in rows_of("claims")}
    assert 0 < len(left) < 20
    assert all("bioavailability" in text[name] and "oral" in text[name] for name in left)
    assert page.text_content("#count") == f"{len(left)} of 154 claims"


@needs_chromium
def test_search_that_finds_nothing(show: Open) -> None:
    """Where no row is left the page says so, and one button brings all back."""
    page = show()
    page.fill("#search", "no article says this")
    page.wait_for_selector("#nothing:visible")
    page.click("#reset")
    assert (len(shown_rows(page)), page.is_visible("#nothing")) == (154, False)


@needs_chromium
def test_filters(show: Open) -> None:
    """Two filters leave the rows that both allow."""
    page = show()
    page.select_option("#filter-source", "innerwell")
    page.select_option("#filter-measure", "response rate")
    claims = rows_of("claims")
    wanted = [r["claim_id"] for r in claims if (r["source"], r["measure"]) == ("innerwell", "response_rate")]
    assert shown_rows(page) == wanted


@needs_chromium
def test_filter_by_condition_that_is_not_named(show: Open) -> None:
    """Claims that name no condition can be asked for."""
    page = show()
    page.select_option("#filter-condition", "none named")
    assert shown_rows(page) == [row["claim_id"] for row in rows_of("claims") if not row["condition"]]


@needs_chromium
def test_sort(show: Open) -> None:
    """A click on the head of a column sorts by it, a second one the other way, and the head says which."""
    page = show()
    head = "#claims-table th[data-sort=value]"
    lows = {r["claim_id"]: float(r["low_std"] or r["high_std"] or "nan") for r in rows_of("claims")}
    for direction in ("ascending", "descending"):
        page.click(f"{head} button")
        assert page.get_attribute(head, "aria-sort") == direction
        known = [lows[name] for name in shown_rows(page) if lows[name] == lows[name]]
        assert known == sorted(known, reverse=direction == "descending")


@needs_chromium
def test_from_a_point_to_its_sentence_and_back(show: Open) -> None:
    """A click on a bar leads to the marked sentence, and a click on the mark leads back to the bar."""
    page = show()
    name = next(row["claim_id"] for row in rows_of("claims") if row["value_text"] == "45-55%")
    page.click(f"#p-{name} .track a")
    assert in_view(page, f"#t-{name}")
    assert page.eval_on_selector(f"#t-{name}", "e => e.matches(':target')")
    page.click(f"#t-{name}")
    assert in_view(page, f"#p-{name}")
    assert page.eval_on_selector(f"#p-{name}", "e => e.matches(':target')")


@needs_chromium
def test_link_to_a_row_that_is_filtered_out(show: Open) -> None:
    """A link into the table takes the filters away where they hide its row."""
    page = show()
    row = next(row for row in rows_of("claims") if row["source"] == "innerbloom")
    page.select_option("#filter-source", "newy")
    page.evaluate(f"location.hash = '#c-{row['claim_id']}'")
    page.wait_for_selector(f"#c-{row['claim_id']}:visible")
    assert in_view(page, f"#c-{row['claim_id']} th")


@needs_chromium
def test_page_opens_at_a_claim(show: Open) -> None:
    """A link with the identifier of a claim opens the page at its sentence."""
    name = rows_of("claims")[100]["claim_id"]
    assert in_view(show(hash=f"#t-{name}"), f"#t-{name}")


@needs_chromium
def test_keyboard(show: Open) -> None:
    """With the keyboard alone one skips to the report, sorts, filters, and follows a link; focus is seen."""
    page = show()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    assert in_view(page, ".skip")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.focus("#claims-table th[data-sort=source] button")
    page.keyboard.press("Enter")
    assert page.get_attribute("#claims-table th[data-sort=source]", "aria-sort") == "ascending"
    page.focus(".line .value a")
    page.keyboard.press("Enter")
    assert (outline, page.evaluate("location.hash.slice(0, 3)")) == ("solid", "#t-")


@needs_chromium
def test_without_scripts(show: Open) -> None:
    """A browser that runs no script shows all rows, and no field that would do nothing."""
    page = show(java_script_enabled=False)
    assert page.locator("#claims-table tbody tr:visible").count() == 154
    assert page.locator(".tools:visible, button:visible").count() == 0


WIDTHS = (360, 480, 600, 740, 800, 801, 960, 1000, 1280)
"""From the width of a phone to that of a desk, and on either side of where the style changes."""


@needs_chromium
@pytest.mark.parametrize("name", ["file", "attack"])
def test_nothing_overflows(name: str, show: Open, request: pytest.FixtureRequest) -> None:
    """On no screen has anybody to scroll sideways, whatever the sources say."""
    page = show(request.getfixturevalue(name))
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = page.evaluate("document.documentElement.scrollWidth")
    assert [width for width in WIDTHS if found[width] > width] == []


@needs_chromium
def test_nothing_of_an_article_runs(show: Open, attack: Path) -> None:
    """In a browser no attack runs, no dialog opens and nothing is asked for."""
    page = show(attack)
    page.hover("#claims-table tbody tr")
    assert page.evaluate("window.hit") is None


@needs_chromium
def test_dark_theme(show: Open) -> None:
    """Who prefers dark pages gets one."""
    page = show(color_scheme="dark")
    painted = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", painted))) < 64


@needs_chromium
def test_print(show: Open) -> None:
    """On paper there are no fields and no navigation, and every claim is there."""
    page = show()
    page.emulate_media(media="print")
    assert page.locator(".tools:visible, nav:visible").count() == 0
    assert page.locator("#claims-table tbody tr:visible").count() == 154
