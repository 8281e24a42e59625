"""Bibliographies: how works are read and told apart, what is said of them offline, which figures cite them.

The cases are in cases/references.toml, hand-checked references in bibliographies/; what is true of references that are
made from known parts stands in test_references_laws.py.
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

import pandas as pd
import pytest
from references import cases, differences, score

import ketclaims as kc
from ketclaims import crossref
from ketclaims.bibliographies import default_registry
from ketclaims.cli import app
from ketclaims.crossref import Crossref, NoAnswerError, address, compared
from ketclaims.document import parse
from ketclaims.lexicon import default_lexicon
from ketclaims.quantities import find_mentions
from ketclaims.references import Assessment, Reference, assess, citing_figures, find_references
from ketclaims.references.identifiers import is_issn
from ketclaims.references.registry import Journal, Stem
from ketclaims.tables.columns import BIBLIOGRAPHY, REFERENCES

ROOT = Path(__file__).parents[1]
CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "references.toml").read_text("utf-8")
)
LEXICON = default_lexicon()
ARTICLE = ROOT / "data" / "raw" / "000_0ac5b47050de50c0.txt"


def _rows(section: str) -> list[Any]:
    return [
        pytest.param(
            case,
            id=case.get("name", case.get("text", "")),
            marks=[pytest.mark.xfail(reason=case["gap"])] if "gap" in case else [],
        )
        for case in CASES[section]
    ]


def _found(text: str) -> tuple[Reference, ...]:
    return find_references(parse(text, LEXICON.document))


def _list(*entries: str) -> str:
    return "Naps and mood\n\nNaps helped many.\n\nReferences\n\n" + "\n\n".join(entries) + "\n"


def _one(entry: str) -> Reference:
    (reference,) = _found(_list(entry))
    return reference


# ------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("case", _rows("identifiers"))
def test_identifiers(case: Mapping[str, str]) -> None:
    """An entry has the identifiers of its row and no others; a DOI is whole whatever cuts or surrounds it."""
    reference = _one(case["text"])
    names = ("pmid", "pmcid", "isbn", "issn", "url")
    found = {"doi": reference.doi, **{name: reference.get(name) for name in names}}  # type: ignore[arg-type]
    expected = {key: value for key, value in case.items() if key != "text"}
    assert {name: found[name] for name in expected} == expected
    assert [name for name in ("doi", "pmcid", "isbn", "issn") if found[name] and name not in expected] == []


@pytest.mark.parametrize("case", _rows("bibliographies"))
def test_entries(case: Mapping[str, Any]) -> None:
    """A list has the works of its row: what goes on is joined, what runs on is parted."""
    text = case["text"].strip("\n")
    text = f"Naps and mood\n\nNaps helped many.\n\n{text}\n" if case.get("bare") else _list(text)
    starts = [reference.span.of(text) for reference in _found(text)]
    assert len(starts) == len(case["begin"])
    assert [start for start, begin in zip(starts, case["begin"], strict=True) if not start.startswith(begin)] == []


@pytest.mark.parametrize(("name", "floor"), [("taught", 0.98), ("listed", 0.98), ("held_out", 0.92)])
def test_hand_checked_references(name: str, floor: float) -> None:
    """So many fields of the hand-checked references are right; a failure of those that taught lists what is not."""
    listed = cases(name)
    counts = score(listed).values()
    missed = [] if name == "held_out" else [miss for case in listed for miss in differences(case)]
    assert sum(right for right, _, _ in counts) >= floor * sum(annotated for _, annotated, _ in counts), missed


def test_docs_say_what_is_measured() -> None:
    """The page on bibliographies has the counts of today: of fields, of prefixes, of journals."""
    page, registry = (ROOT / "docs" / "references.md").read_text("utf-8"), default_registry()
    said = [f"{len(registry.by_prefix)} prefixes", f"{len(registry.journals)} journals"]
    for name in ("listed", "taught", "held_out"):
        listed = cases(name)
        whole = sum(not list(differences(case)) for case in listed)
        right, annotated = (sum(count[at] for count in score(listed).values()) for at in (0, 1))
        said.append(f"| {len(listed)} | {whole} | {right} of {annotated} |")
    assert [words for words in said if words not in page] == []


# ------------------------------------------------------------------------------------------------------------ verdicts


@pytest.mark.parametrize("case", _rows("verdicts"))
def test_verdict(case: Mapping[str, Any]) -> None:
    """An entry gets the verdict of its row, and a reason in one sentence that says why."""
    (found,) = assess([_one(case["text"])], default_registry(), case.get("latest"))
    assert found.verdict == case["verdict"]
    assert case["says"].casefold() in found.reason.casefold()
    assert (found.reason[0].isupper() or not found.reason[0].isalpha(), found.reason[-1]) == (True, ".")


@pytest.mark.parametrize("case", _rows("lists"))
def test_list(case: Mapping[str, Any]) -> None:
    """The entries of a list get the verdicts of its row."""
    found = assess(_found(_list(*case["entries"])), default_registry())
    assert [assessment.verdict for assessment in found] == case["verdicts"]
    assert case.get("says", "") in found[-1].reason


@pytest.fixture(name="article", scope="module")
def _article() -> list[tuple[Reference, Assessment]]:
    """The bibliography of the first article, as of no day."""
    references = _found(ARTICLE.read_text("utf-8"))
    return list(zip(references, assess(references, default_registry()), strict=True))


def test_bibliography_of_an_article(article: list[tuple[Reference, Assessment]]) -> None:
    """Of the nine works of an article those are suspect whose DOI cannot be theirs, and none of the others."""
    assert [at for at, (_, assessment) in enumerate(article, 1) if assessment.verdict == "suspect"] == [3, 4, 5, 8]


@pytest.mark.parametrize(
    ("number", "says"),
    [
        pytest.param(3, "10.20944/JERP/2024/00003 is malformed: those of Preprints.org", id="a form nobody gives out"),
        pytest.param(4, "10.3389/fpsyt.2022.9207256 is malformed: those of Frontiers", id="a number not reached"),
        pytest.param(5, "is one of Focus, the reference says Journal of Psychiatry & Neuroscience", id="other journal"),
        pytest.param(8, "was given out in 2023, the reference says 2025", id="a year that cannot be"),
    ],
)
def test_reason_in_an_article(article: list[tuple[Reference, Assessment]], number: int, says: str) -> None:
    """The reason names what is wrong with the DOI."""
    assert says in article[number - 1][1].reason


def test_no_day_no_year_too_late() -> None:
    """Without a latest year no year is too late."""
    (found,) = assess([_one("Lind A. Naps. J Pract Sleep. 2031;1(1):1-9.")], default_registry())
    assert found.verdict == "not checked"


# -------------------------------------------------------------------------------------------------- what is known of it


def _stems() -> Iterator[Any]:
    for registrant in default_registry().registrants:
        for stem in registrant.stems:
            yield pytest.param(stem, id=f"{registrant.name}: {stem.form.pattern}")


@pytest.mark.parametrize("stem", list(_stems()))
def test_form_of_a_doi(stem: Stem) -> None:
    """Each example of a form is read by that form, as the file says; what is like it and is none is malformed."""
    registry = default_registry()
    for example in stem.examples:
        doi = example["doi"]
        found = registry.decode(doi)
        read = {name: getattr(found, name) for name in ("year", "volume", "issue", "page") if name in example}
        assert read == {name: example[name] for name in read}
        assert (found.journal.key if found.journal else None) == example.get("journal")
        assert stem.form.fullmatch(doi.lower().partition("/")[2])
    assert [doi for doi in stem.wrong if not registry.decode(doi).malformed] == []
    assert stem.examples


@pytest.mark.parametrize("journal", list(default_registry().journals.values()), ids=lambda journal: journal.key)
def test_journal(journal: Journal) -> None:
    """Each journal has ISSNs with right check digits and is known by each of its names."""
    assert journal.issn
    assert [issn for issn in journal.issn if not is_issn(issn)] == []
    assert [name for name in journal.names if default_registry().journal_named(name) is not journal] == []


def test_registrants_have_a_source() -> None:
    """Each registrant says where a reader can check it, and no prefix or ISSN belongs to two."""
    registry = default_registry()
    prefixes = [prefix for registrant in registry.registrants for prefix in registrant.prefixes]
    issns = [issn for journal in registry.journals.values() for issn in journal.issn]
    assert [r.name for r in registry.registrants if not r.source.startswith("https://")] == []
    assert len(prefixes) == len(set(prefixes))
    assert len(issns) == len(set(issns))


# -------------------------------------------------------------------------------------------------------------- citing

CITED = """

References

1. Lind A. Naps at sea. J Sleep. 2019;1:2-3.
2. Holm S, Berg T. Other naps on land. J Sleep. 2018;1:2-3.
3. Berg T, Moss P. No naps at all. J Sleep. 2017;1:2-3.
"""


@pytest.mark.parametrize("case", _rows("citing"))
def test_citing(case: Mapping[str, Any]) -> None:
    """Each work of the list is cited by the figures of its row."""
    text = f"Ketamine for mood\n\n{case['text']}{CITED}"
    document, figures = parse(text, LEXICON.document), [claim.quantity.span for claim in kc.extract(text).claims]
    references = find_references(document)
    cited = citing_figures(document, find_mentions(text, LEXICON), references, figures)
    actual = {str(r.number): [figures[at].of(text) for at in found] for r, found in zip(references, cited, strict=True)}
    assert actual == case["cited"]


# -------------------------------------------------------------------------------------------------------------- tables


def test_frame_of_a_text() -> None:
    """The frame of a text has a row for each work, validated, with the claims that cite it."""
    text = _list("1. Lind A. Naps. Brain. 2024;147(3):12-20. doi:10.1093/brain/awad300")
    text = text.replace("Naps helped many.", "After ketamine 71% of patients responded [1].")
    frame = kc.check_references(text)
    claims = kc.claims_frame([kc.extract(text)])
    row = frame.iloc[0]
    assert (tuple(frame.columns), len(frame)) == (REFERENCES.names, 1)
    assert (row["verdict"], row["cited_by"]) == ("consistent", claims["claim_id"].iloc[0])
    assert text[int(row["title_start"]) : int(row["title_end"])] == row["title"] == "Naps"


def test_text_without_works() -> None:
    """A text that lists nothing gives an empty frame with all columns."""
    frame = kc.check_references("Naps helped 71% of them.")
    assert (tuple(frame.columns), len(frame)) == (REFERENCES.names, 0)


def test_curated_references() -> None:
    """The curated table has the works of the one source that lists any, each verbatim at its place."""
    frame = pd.read_parquet(ROOT / "data" / "curated" / "references.parquet")
    text = ARTICLE.read_bytes().decode("utf-8")
    places = zip(frame["entry_start"], frame["entry_end"], frame["entry"], strict=True)
    assert list(frame["source"]) == ["newy"] * 9
    assert [str(verdict) for verdict in frame["verdict"]].count("suspect") == 4
    assert [entry for start, end, entry in places if text[start:end] != entry] == []


# ------------------------------------------------------------------------------------------------------------- command


def _run(capsysbinary: pytest.CaptureFixture[bytes], *arguments: object) -> tuple[int, bytes, str]:
    with pytest.raises(SystemExit) as end:
        app(["references", *map(str, arguments)], prog_name="ketclaims")
    written = capsysbinary.readouterr()
    return int(end.value.code or 0), written.out, written.err.decode()


def test_command(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """The command writes a row for each work of any article, and one with a sentence for a file it cannot read."""
    (tmp_path / "a.txt").write_text(_list("Lind A. Naps. Brain. 2031;154(3):12-20."), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00")
    code, out, err = _run(capsysbinary, tmp_path, "--date", "2026-05-01")
    rows = [json.loads(line) for line in out.decode().splitlines()]
    assert (code, [(row["source"], row["verdict"]) for row in rows]) == (3, [("a", "suspect"), ("b", None)])
    assert (tuple(rows[0]), rows[0]["online"], rows[1]["error"] in err) == (BIBLIOGRAPHY.names, None, True)
    assert "2031 was not yet" in rows[0]["reason"]


def test_command_that_finds_nothing(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """Articles that list no works give no row, and a sentence that says what a list looks like."""
    (tmp_path / "a.txt").write_text("Nothing is cited here.\n", encoding="utf-8")
    code, rows, said = _run(capsysbinary, tmp_path / "a.txt")
    assert (code, rows, said.startswith("No list of works was found")) == (0, b"", True)


def test_command_on_a_dataset(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """With a folder of data its articles are read under their own names; the output can be any kind of table."""
    path = tmp_path / "references.csv"
    code, out, _ = _run(capsysbinary, "--data", ROOT / "data", "-o", path)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    assert (code, out, len(rows), {row["source"] for row in rows}) == (0, b"", 9, {"newy"})


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param((), id="no article"),
        pytest.param((ARTICLE, "-o", ARTICLE), id="an article would be overwritten"),
        pytest.param((ARTICLE, "--mailto", "a@b.example"), id="an address for nobody"),
        pytest.param((ARTICLE, "--online", "--mailto", "nobody"), id="no address"),
        pytest.param((ARTICLE, "--date", "soon"), id="no date"),
    ],
)
def test_wrong_usage(capsysbinary: pytest.CaptureFixture[bytes], arguments: tuple[object, ...]) -> None:
    """What cannot be meant is refused, and nothing is written."""
    code, out, _ = _run(capsysbinary, *arguments)
    assert (code, out) == (2, b"")


def test_dataset_without_a_list(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    """A folder of data without the list of its articles is an input that cannot be read."""
    assert _run(capsysbinary, "--data", tmp_path)[0] == 3


# ------------------------------------------------------------------------------------------------------------ Crossref

ANSWER = (Path(__file__).parent / "bibliographies" / "crossref.json").read_bytes()
RIGHT = "Lind A, Moss P. Naps at sea and what they are for. J Pract Sleep. 2019;7(2):58-90. doi:10.5555/jps.2019.02.017"


def test_address_names_the_doi_alone() -> None:
    """What is asked for is a DOI, with every sign encoded that could lead elsewhere."""
    url = address("10.5555/../../members?x=1#y@evil.example", "a+b@c.example")
    assert url == (
        "https://api.crossref.org/works/10.5555%2F..%2F..%2Fmembers%3Fx%3D1%23y%40evil.example?mailto=a%2Bb%40c.example"
    )


def test_record_that_agrees() -> None:
    """A reference that says what Crossref's record says agrees with it."""
    assert Crossref(get=lambda _: ANSWER).ask(_one(RIGHT))["online"] == "agrees"


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("Naps at sea and what they are for", "Mirrors of the polar night", "the title 'Naps at sea"),
        ("J Pract Sleep", "Journal of Arctic Rest", "the journal 'Journal of Practice Sleep'"),
        ("2019;", "2012;", "the year '2019'"),
        (";7(2)", ";9(2)", "the volume '7'"),
        ("58-90", "127-31", "the pages '58-90'"),
    ],
)
def test_record_that_differs(right: str, wrong: str, says: str) -> None:
    """What differs from Crossref's record is said, beside what the entry says."""
    row = Crossref(get=lambda _: ANSWER).ask(_one(RIGHT.replace(right, wrong)))
    assert (row["online"], says in str(row["online_reason"])) == ("differs", True)


@pytest.mark.parametrize("entry", [RIGHT.replace("58-90", "58–90"), RIGHT.replace("and what", "& what"), RIGHT.upper()])
def test_difference_that_is_none(entry: str) -> None:
    """Another dash, a sign for a word, other case are no differences."""
    assert Crossref(get=lambda _: ANSWER).ask(_one(entry))["online"] == "agrees"


@pytest.mark.parametrize(
    ("answer", "online"),
    [
        pytest.param(None, "not_found", id="no record"),
        pytest.param(b"<html>", "not_answered", id="no JSON"),
        pytest.param(b"[1]", "not_answered", id="no object"),
        pytest.param(b'{"message": 3}', "not_answered", id="no work"),
        pytest.param(
            b'{"message": {"title": 3, "issued": {"date-parts": [[null]]}}}', "agrees", id="nothing to compare"
        ),
        pytest.param(b"[" * 100_000, "not_answered", id="nested without end"),
    ],
)
def test_answer_that_is_none(answer: bytes | None, online: str) -> None:
    """An answer that is no record is told as such and ends nothing."""
    assert Crossref(get=lambda _: answer).ask(_one(RIGHT))["online"] == online


def test_each_doi_is_asked_once() -> None:
    """However often a DOI stands in the articles, in whatever case, Crossref is asked once."""
    asked: list[str] = []

    def get(url: str) -> bytes | None:
        asked.append(url)
        raise NoAnswerError("Crossref answered 500.")

    ask = Crossref("a@b.example", get).ask
    rows = [ask(_one(entry)) for entry in (RIGHT, RIGHT.replace("doi:10.5555/jps", "doi:10.5555/JPS"))]
    assert (len(asked), [row["online_reason"] for row in rows]) == (1, ["Crossref answered 500."] * 2)


def test_asks_no_more_when_nobody_answers() -> None:
    """After three questions in a row without an answer no more are asked, and each row says so."""
    asked: list[str] = []

    def get(url: str) -> bytes | None:
        asked.append(url)
        raise NoAnswerError("Crossref could not be reached (timed out).")

    crossref_of_ours = Crossref(get=get)
    rows = [crossref_of_ours.ask(_one(RIGHT.replace("02.017", f"02.{at:03}"))) for at in range(9)]
    assert (len(asked), {row["online"] for row in rows}) == (3, {"not_answered"})
    assert rows[-1]["online_reason"] == "Crossref did not answer before and was not asked again."


@pytest.mark.parametrize("end", ["", " doi:1O.5555/a.1"])
def test_nothing_is_asked_without_a_doi(end: str) -> None:
    """Crossref is not asked about a reference that has no DOI or a malformed one."""
    assert Crossref(get=lambda _: pytest.fail("asked")).ask(_one(f"Lind A. Naps. J Sleep. 2019;1:2.{end}")) == {}


class _Opener:
    """Stands for the network: answers what it is told to."""

    def __init__(self, answer: bytes | Exception) -> None:
        self.answer = answer

    def open(self, request: Any, timeout: float) -> io.BytesIO:
        assert request.full_url.startswith("https://api.crossref.org/works/")
        assert timeout > 0
        if isinstance(self.answer, Exception):
            raise self.answer
        return io.BytesIO(self.answer)


def _http(code: int) -> HTTPError:
    return HTTPError("https://api.crossref.org/works/x", code, "", Message(), io.BytesIO())


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(b"{}", b"{}", id="an answer"),
        pytest.param(_http(404), None, id="no such DOI"),
        pytest.param(_http(302), "Crossref answered 302.", id="a way to elsewhere is not taken"),
        pytest.param(_http(503), "Crossref answered 503.", id="out of order"),
        pytest.param(URLError("no route"), "Crossref could not be reached (no route).", id="no network"),
        pytest.param(TimeoutError("timed out"), "Crossref could not be reached (timed out).", id="too slow"),
        pytest.param(b"x" * (crossref.LARGEST + 1), "Crossref's answer was too large.", id="too large"),
    ],
)
def test_network(monkeypatch: pytest.MonkeyPatch, answer: bytes | Exception, said: bytes | str | None) -> None:
    """Whatever the network does ends in an answer or in one sentence."""
    monkeypatch.setattr(crossref, "build_opener", lambda *_: _Opener(answer))
    try:
        found: bytes | str | None = crossref.fetch(address("10.5555/a.1"))
    except NoAnswerError as error:
        found = str(error)
    assert found == said


def test_no_other_host_is_asked() -> None:
    """An address that is not Crossref's is refused before anything is opened."""
    with pytest.raises(NoAnswerError, match="no address of Crossref's"):
        crossref.fetch("https://example.org/works/10.5555/a.1")


def test_compared_with_an_early_online_year() -> None:
    """A year agrees if the work appeared online or in print in it."""
    record = {"published-online": {"date-parts": [[2018, 12]]}, "published-print": {"date-parts": [[2019]]}}
    found = [compared(_one(RIGHT.replace("2019;", f"{year};")), record).verdict for year in (2017, 2018, 2019)]
    assert found == ["differs", "agrees", "agrees"]


def test_command_without_an_answer(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where Crossref does not answer, every row is written all the same, and a sentence and the exit code say so."""
    (tmp_path / "a.txt").write_text(_list(RIGHT), encoding="utf-8")
    monkeypatch.setattr(crossref, "build_opener", lambda *_: _Opener(URLError("no route")))
    code, out, err = _run(capsysbinary, tmp_path / "a.txt", "--online")
    assert (code, json.loads(out)["online"], "could not be reached (no route)" in err) == (3, "not_answered", True)


def test_command_asks_only_when_told(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without --online nothing is opened; with it the answer stands in the row."""
    (tmp_path / "a.txt").write_text(_list(RIGHT), encoding="utf-8")
    opened: list[object] = []

    def opener(*handlers: object) -> _Opener:
        opened.append(handlers)
        return _Opener(ANSWER)

    monkeypatch.setattr(crossref, "build_opener", opener)
    _run(capsysbinary, tmp_path / "a.txt")
    assert opened == []
    _, out, _ = _run(capsysbinary, tmp_path / "a.txt", "--online", "--mailto", "a@b.example")
    assert (len(opened), json.loads(out)["online"]) == (1, "agrees")
