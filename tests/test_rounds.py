"""A round of review: decisions that are found again when an article changes, how far it is, and who agrees."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ketclaims.build import build
from ketclaims.cli import app
from ketclaims.review.agreement import JUDGED, agreements
from ketclaims.tables.files import read_claims

ROOT = Path(__file__).parents[1]
HEADER = "claim_id,field,from,to,reason,who,when\n"
MANIFEST = "source,file,title,publisher,voice,authors,reviewers,published,sha256"
ARTICLE = (
    "Ketamine and depression\n\nIn a trial 71% of patients with depression responded within 24 hours. After one "
    "infusion 54% of patients were in remission.\n\nOf those who came again 20% relapsed. That was by day.\n\n"
    "By night it was the same. Of those who came again 20% relapsed.\n"
)
OPENING = "A sentence that nobody had read before.\n\n"


@dataclass
class Dataset:
    """A dataset of one article."""

    data: Path

    def change(self, change: Callable[[str], str], source: str = "one") -> None:
        """Change an article, and list it as it is now."""
        rows = list(csv.DictReader(io.StringIO((self.data / "raw/sources.csv").read_text("utf-8"))))
        for row in rows:
            if row["source"] == source:
                path = self.data / "raw" / row["file"]
                path.write_bytes(change(path.read_bytes().decode()).encode())
                row["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        with (self.data / "raw/sources.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def decide(self, *decisions: str) -> None:
        """Write decisions: identifier, field, from, to and who, of one day and for one reason."""
        lines = (",".join((*said.split(",")[:4], "stated", said.split(",")[4], "2026-01-31\n")) for said in decisions)
        (self.data / "review.csv").write_text(HEADER + "".join(lines), encoding="utf-8")

    def run(self, *arguments: object) -> tuple[int, str]:
        """What a command of the review returns and says."""
        found = CliRunner().invoke(app, ["review", *map(str, arguments), "--data", str(self.data)])
        return found.exit_code, found.output

    def ids(self) -> list[str]:
        """The identifiers of the claims, in the order of the text."""
        assert build(self.data).code == 0
        return [str(name) for name in read_claims(self.data / "curated" / "claims.csv")["claim_id"]]

    @property
    def review(self) -> list[dict[str, str]]:
        """The rows of the review."""
        return list(csv.DictReader(io.StringIO((self.data / "review.csv").read_text("utf-8"))))


@pytest.fixture(name="dataset")
def _dataset(tmp_path: Path) -> Dataset:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "one.txt").write_bytes(ARTICLE.encode())
    digest = hashlib.sha256(ARTICLE.encode()).hexdigest()
    (tmp_path / "raw" / "sources.csv").write_text(f"{MANIFEST}\none,one.txt,,,one,,,,{digest}\n", encoding="utf-8")
    (tmp_path / "review.csv").write_text(HEADER, encoding="utf-8")
    return Dataset(tmp_path)


@pytest.fixture(name="decided")
def _decided(dataset: Dataset) -> Dataset:
    """The dataset with decisions on its first, second and last claim, and built."""
    first, second, *_, last = dataset.ids()
    dataset.decide(f"{first},route,,iv,ab", f"{second},accept,54%,,ab", f"{last},population,,adults,cd")
    dataset.ids()
    return dataset


# ----------------------------------------------------------------------------------------------- articles that change

CHANGES: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "a sentence at the top": (lambda text: OPENING + text, ["moved"] * 3),
    "a sentence in the first line": (lambda text: "New. " + text, ["moved"] * 3),
    "a sentence at the end": (lambda text: text + "\nNobody had read this one.\n", ["applied"] * 3),
    "a sentence twice": (
        lambda text: text + "\nIn a trial 71% of patients with depression responded within 24 hours.\n",
        ["ambiguous", "applied", "applied"],
    ),
    "a sentence that is gone": (
        lambda text: text.replace("After one infusion 54% of patients were in remission.", ""),
        ["applied", "orphaned", "moved"],
    ),
    "another figure": (lambda text: text.replace("54%", "55%"), ["applied", "orphaned", "applied"]),
    "an empty article": (lambda _: "Nothing.\n", ["orphaned"] * 3),
}


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_article_that_changed(decided: Dataset, change: Callable[[str], str], expected: list[str]) -> None:
    """Each decision on a changed article is found again, or said to be ambiguous or an orphan."""
    decided.change(change)
    code, said = decided.run("status", "--format", "json")
    found = [(decision["row"], decision["state"]) for decision in json.loads(said)["decisions"]]
    assert [state for _, state in sorted(found)] == expected
    assert code == (0 if expected == ["applied"] * 3 else 1)


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_build_of_an_article_that_changed(decided: Dataset, change: Callable[[str], str], expected: list[str]) -> None:
    """The build says so of each decision and returns 1, and the curated tables stay whole."""
    before = {path.name: path.read_bytes() for path in (decided.data / "curated").iterdir()}
    decided.change(change)
    report = build(decided.data)
    stale = [place for place, state in enumerate(expected, 2) if state != "applied"]
    said = [line for line in report.lines if "column claim_id: " in line]
    assert [int(line.split("row ")[1].split(",")[0]) for line in said] == stale
    assert [line.split("column claim_id: ")[1].split(":")[0] for line in said] == [
        s for s in expected if s != "applied"
    ]
    if stale:
        assert report.code == 1
        assert {path.name: path.read_bytes() for path in (decided.data / "curated").iterdir()} == before


def test_every_decision_of_the_repository_is_found_again(tmp_path: Path) -> None:
    """After a sentence at the top of every article each decision that was made is marked as moved."""
    dataset = Dataset(tmp_path / "data")
    dataset.data.mkdir()
    for name in ("raw", "review.csv", "anchors.csv"):
        _copy(ROOT / "data" / name, dataset.data / name)
    for row in csv.DictReader(io.StringIO((dataset.data / "raw/sources.csv").read_text("utf-8"))):
        dataset.change(lambda text: OPENING + text, row["source"])
    _, said = dataset.run("status", "--format", "json")
    states = [decision["state"] for decision in json.loads(said)["decisions"]]
    assert states == ["moved"] * len(dataset.review) != []


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        target.mkdir()
        for path in source.iterdir():
            _copy(path, target / path.name)
    else:
        target.write_bytes(source.read_bytes())


def test_what_decisions_stand_on_is_kept_apart(decided: Dataset) -> None:
    """Decisions are found again although the curated tables have been thrown away."""
    for path in (decided.data / "curated").iterdir():
        path.unlink()
    decided.change(lambda text: OPENING + text)
    assert all(": moved: " in line for line in build(decided.data).lines)


def test_decision_that_no_build_has_seen(dataset: Dataset) -> None:
    """A decision written by hand since the last build is found again by what the curated ledger says of its row."""
    name = dataset.ids()[0]
    dataset.decide(f"{name},route,,iv,ab")
    dataset.change(lambda text: OPENING + text)
    assert [": moved: " in line for line in build(dataset.data).lines] == [True]


def test_row_that_is_read_otherwise(decided: Dataset) -> None:
    """Where the passage stands but nothing there reads as it did, the decision is an orphan."""
    lines = (decided.data / "anchors.csv").read_text("utf-8").replace(decided.review[0]["claim_id"], "0123456789ab")
    (decided.data / "anchors.csv").write_text(lines, encoding="utf-8")
    decided.decide("0123456789ab,route,,iv,ab")
    says = "row 2, column claim_id: orphaned: its passage stands where it stood, but no row there reads as it did."
    assert says in build(decided.data).lines[0]


def test_acceptance_of_a_row_that_is_read_otherwise(decided: Dataset) -> None:
    """Who accepted a row has not accepted what the parser reads there since, until a person confirms the place."""
    lines = (decided.data / "anchors.csv").read_text("utf-8").splitlines()
    other = [re.sub("[0-9a-f]{12}$", "0123456789ab", line) for line in lines]
    (decided.data / "anchors.csv").write_text("\n".join(other) + "\n", encoding="utf-8")
    report = build(decided.data)
    says = "row 3, column claim_id: orphaned: its row is read otherwise than when it was accepted."
    assert (report.code, [says in line for line in report.lines]) == (1, [True])
    decided.run("move", decided.review[1]["claim_id"], "--at", ARTICLE.index("After one"))
    assert build(decided.data).code == 0


def test_acceptance_does_not_move_to_another_reading(decided: Dataset) -> None:
    """An acceptance is not taken along to a row that is read otherwise."""
    before = decided.review
    decided.change(lambda text: OPENING + text)
    lines = (decided.data / "anchors.csv").read_text("utf-8").splitlines()
    other = [re.sub("[0-9a-f]{12}$", "0123456789ab", line) for line in lines]
    (decided.data / "anchors.csv").write_text("\n".join(other) + "\n", encoding="utf-8")
    code, says = decided.run("move")
    assert (code, "row 3: moved to 136, but no row there reads as it did" in says) == (1, True), says
    assert decided.review[1] == before[1]


def test_equal_passages_are_told_apart(decided: Dataset) -> None:
    """Of two equal sentences the one that was decided on is found again by what stands around it."""
    *_, last = decided.review
    decided.change(lambda text: OPENING + text)
    decided.run("move")
    assert decided.review[-1]["claim_id"] == decided.ids()[-1] != last["claim_id"]


# ----------------------------------------------------------------------------------------------- taking them along


def test_moved_decisions_are_taken_along(decided: Dataset) -> None:
    """On a person's word moved decisions get the identifiers of their rows; then the tables say what they said."""
    before = read_claims(decided.data / "curated" / "claims.csv").drop(columns="claim_id")
    said = [{name: row[name] for name in row if name != "claim_id"} for row in decided.review]
    decided.change(lambda text: OPENING + text)
    code, _ = decided.run("move")
    assert (code, build(decided.data).code) == (0, 0)
    assert [{name: row[name] for name in row if name != "claim_id"} for row in decided.review] == said
    after = read_claims(decided.data / "curated" / "claims.csv")
    meaning = ["value_text", "quote", "low", "high", "measure", "route", "population", "method"]
    assert before[meaning].equals(after[meaning])


def test_move_is_done_once(decided: Dataset) -> None:
    """Where nothing has moved, nothing is written."""
    decided.change(lambda text: OPENING + text)
    decided.run("move")
    review = (decided.data / "review.csv").read_bytes()
    assert decided.run("move") == (0, "no decisions taken along.\n")
    assert (decided.data / "review.csv").read_bytes() == review


def test_places_move_along(dataset: Dataset) -> None:
    """The places that a decision names, in a cell or in a row that is added, move along."""
    first, *_ = dataset.ids()
    start = ARTICLE.index("24 hours")
    end = ARTICLE.index(" After one")
    place = {"source": "one", "quote_start": start, "quote_end": end, "value_start": start, "value_end": start + 8}
    meaning = {"relation": "<=", "high": 24, "unit": "h", "precision": "numeric", "measure": "onset_time"}
    row = json.dumps(place | meaning).replace('"', '""')
    quote = f"{first},quote_end,{end},{end - 1},stated,ab,2026-01-31\n"
    context = next(csv.DictReader(io.StringIO(_ledger(dataset, "24 hours"))))["entry_id"]
    gone = f"{context},disposition,context,none,stated,ab,2026-01-31\n"
    added = _identity(dataset, json.dumps(place | meaning))
    (dataset.data / "review.csv").write_text(
        f'{HEADER}{quote}{added},add,,"{row}",stated,ab,2026-01-31\n{gone}', encoding="utf-8"
    )
    assert build(dataset.data).lines == build(dataset.data).lines
    assert build(dataset.data).code == 0
    dataset.change(lambda text: OPENING + text)
    assert dataset.run("move")[0] == 0
    assert build(dataset.data).code == 0
    claims = read_claims(dataset.data / "curated" / "claims.csv").set_index("value_text")
    assert claims.loc["24 hours", "value_start"] == start + len(OPENING)
    assert claims.loc["71%", "quote_end"] == end - 1 + len(OPENING)


def _ledger(dataset: Dataset, value: str) -> str:
    lines = (dataset.data / "curated" / "ledger.csv").read_text("utf-8").splitlines()
    return "\n".join([lines[0], *(line for line in lines[1:] if f",{value}," in line)])


def _identity(dataset: Dataset, added: str) -> str:
    (dataset.data / "review.csv").write_text(HEADER, encoding="utf-8")
    quoted = added.replace('"', '""')
    line = f'{"0" * 12},add,,"{quoted}",stated,ab,2026-01-31\n'
    (dataset.data / "review.csv").write_text(HEADER + line, encoding="utf-8")
    return build(dataset.data).lines[0].split("has the identifier ")[1].rstrip(".")


def test_rows_that_change_places(dataset: Dataset) -> None:
    """Where one row moves to where another stood, no decision is taken for the other's, and each goes with its own."""
    one, two = "First, 40% relapsed.\n\n", "Other, 40% relapsed.\n\n"
    dataset.change(lambda _: f"Ketamine and depression\n\n{one}{two}Last, 40% relapsed.\n")
    first, second, third = dataset.ids()
    dataset.decide(f"{first},population,,adults,ab", f"{second},population,,children,ab", f"{third},accept,,,ab")
    dataset.ids()
    dataset.change(lambda text: text.replace(one, f"{'Some did well.':<{len(one) - 2}}\n\n{one}", 1))
    assert [": moved: " in line for line in build(dataset.data).lines] == [True] * 3
    assert dataset.run("move")[0] == 0
    dataset.ids()
    claims = read_claims(dataset.data / "curated" / "claims.csv")
    assert [row["population"] for row in claims.to_dict("records")][:2] == ["adults", "children"]


def test_decision_that_is_written_wrongly(decided: Dataset) -> None:
    """A place that is no number is left to the build to name."""
    name = decided.review[0]["claim_id"]
    decided.decide(f"{name},quote_end,here,there,ab")
    decided.change(lambda text: OPENING + text)
    code, says = decided.run("move")
    assert (code, "row 2: moved to" in says, "no decisions taken along." in says) == (1, True, True)


def test_ambiguous_decision_is_left(decided: Dataset) -> None:
    """A decision that may be about two places stays where it is until a person names the place."""
    decided.change(lambda text: text + "\nAfter one infusion 54% of patients were in remission.\n")
    name = decided.review[1]["claim_id"]
    assert decided.run("move")[0] == 1
    assert build(decided.data).code == 1
    assert decided.run("move", name, "--at", 7)[0] == 1
    place = ARTICLE.index("After one")
    assert decided.run("move", name, "--at", place)[0] == 0
    assert (build(decided.data).code, decided.review[1]["claim_id"]) == (0, name)


def test_ambiguous_decision_goes_where_a_person_says(decided: Dataset) -> None:
    """The place that a person names may be the new one."""
    decided.change(lambda text: text + "\nAfter one infusion 54% of patients were in remission.\n")
    name = decided.review[1]["claim_id"]
    place = len(ARTICLE) + 1
    assert decided.run("move", name, "--at", place)[0] == 0
    assert build(decided.data).code == 0
    claims = read_claims(decided.data / "curated" / "claims.csv").set_index("claim_id")
    assert claims.loc[decided.review[1]["claim_id"], "quote_start"] == place


def test_row_that_nobody_decided_on(decided: Dataset) -> None:
    """A row without a decision cannot be moved."""
    assert decided.run("move", "0123456789ab", "--at", 7)[0] == 2
    assert decided.run("move", "0123456789ab")[0] == 2


@pytest.mark.parametrize("opening", ["A.\n\n", "😀 ", "\n\n\n", "Ketamine and depression\n\n"])
def test_there_and_back(decided: Dataset, opening: str) -> None:
    """Whatever is put before an article and taken away again, the decisions are what they were."""
    before = decided.review
    decided.change(lambda text: opening + text)
    assert (decided.run("move")[0], decided.review != before) == (0, True)
    decided.change(lambda text: text.removeprefix(opening))
    assert (decided.run("move")[0], decided.review) == (0, before)


# ------------------------------------------------------------------------------------------------------------- status


def test_status_in_words(decided: Dataset) -> None:
    """The status says for each article how much is decided, and that nobody can say how far reviewers agree."""
    code, says = decided.run("status")
    assert (code, "3 decisions: 3 applied." in says, "No row was judged by two" in says) == (0, True, True)
    assert says.splitlines()[0].split() == ["one", "6", "numbers", "4", "claims", "3", "decided", "3", "open"]


def test_status_of_people_who_differ(dataset: Dataset) -> None:
    """Who differs is named with what the others say, and what an adjudicator has overruled is told."""
    first, second, *_ = dataset.ids()
    dataset.decide(
        f"{first},route,,iv,ab",
        f"{first},accept,,,cd",
        f"{second},low,54,53,ab",
        f"{second},low,54,54,adjudicator",
    )
    code, says = dataset.run("status")
    assert code == 1
    assert f"row 2: {first} route: empty → iv (ab) is disputed: cd says accept (row 3)." in says
    assert "4 decisions: 1 applied, 1 overruled, 2 disputed." in says


def test_verdict_on_the_evidence_is_no_party(dataset: Dataset) -> None:
    """A verdict on the evidence behind a claim neither differs from what is said of its cells nor overrules it."""
    first, *_ = dataset.ids()
    row = f"{first},route,,iv,ab", f"{first},accept,,,cd"
    dataset.decide(f"{first},evidence,untraced,supported,adjudicator", *row)
    _, said = dataset.run("status", "--format", "json")
    assert [d["state"] for d in json.loads(said)["decisions"]] == ["applied", "disputed", "disputed"]
    assert "adjudicator says" not in said


def test_status_as_csv(decided: Dataset) -> None:
    """As CSV there is one row for each decision, with its state."""
    rows = list(csv.DictReader(io.StringIO(decided.run("status", "--format", "csv")[1])))
    assert [(row["claim_id"], row["state"]) for row in rows] == [(r["claim_id"], "applied") for r in decided.review]


def test_agreement_of_two(dataset: Dataset) -> None:
    """How far two reviewers agree is told by field, on the rows that both judged; an adjudicator is none of them."""
    first, second, third, _ = dataset.ids()
    dataset.decide(
        f"{first},measure,response_rate,remission_rate,ab",
        f"{first},accept,,,cd",
        f"{second},accept,,,ab",
        f"{second},accept,,,cd",
        f"{third},accept,,,ab",
        f"{third},reject,claim,context,cd",
        f"{first},accept,,,adjudicator",
        f"{third},accept,,,adjudicator",
    )
    code, said = dataset.run("status", "--format", "json")
    found = {row["field"]: row for row in json.loads(said)["agreement"]}
    shares = {name: (found[name]["rows"], found[name]["raw"]) for name in ("disposition", "measure", "low")}
    assert shares == {"disposition": (3, 2 / 3), "measure": (2, 0.5), "low": (2, 1.0)}
    assert (code, json.loads(said)["reviewers"]) == (0, ["ab", "cd"])
    # Worked by hand after Krippendorff: four values of two rows, observed 1/2, expected 8/12 of one word and three.
    assert found["measure"]["alpha"] == pytest.approx(0.0)


WORDS = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_alpha(pairs: list[tuple[str, str]]) -> None:
    """Alpha is that of the library on the two reviewers' words, and missing where there is one word alone."""
    judged = {str(row): {"ab": {"measure": a}, "cd": {"measure": b}} for row, (a, b) in enumerate(pairs)}
    (found,) = agreements(judged)
    assert (found.rows, found.raw) == (len(pairs), sum(a == b for a, b in pairs) / len(pairs))
    if len({word for pair in pairs for word in pair}) == 1:
        assert found.alpha is None
    else:
        data = np.array(pairs).T
        expected = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
        assert found.alpha == pytest.approx(expected)


@given(st.lists(st.dictionaries(st.sampled_from(["ab", "cd", "ef"]), WORDS), max_size=8))
def test_agreement_of_several(rows: list[dict[str, str]]) -> None:
    """With more than two reviewers every pair of them counts; a row that one alone judged counts for nothing."""
    judged = {str(place): {who: {"unit": word} for who, word in row.items()} for place, row in enumerate(rows)}
    found = {agreement.field: agreement for agreement in agreements(judged)}
    counted = [row for row in rows if len(row) > 1]
    pairs = sum(len(row) * (len(row) - 1) // 2 for row in counted)
    assert {name: (a.rows, a.pairs) for name, a in found.items()} == (
        {"unit": (len(counted), pairs)} if counted else {}
    )
    assert set(found) <= set(JUDGED)
