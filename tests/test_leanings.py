"""What single words say of a figure's measure: a file of weights that a person can read, and what it decides."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from accuracy import MEASURED_PAGES

import ketclaims
from ketclaims.claims import extract
from ketclaims.claims.scenes.surroundings import stem_of
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.lexicon.files import LEANINGS, read_pack
from ketclaims.lexicon.leanings import HEADER, weights_of
from ketclaims.model import InputError

ROOT = Path(__file__).parents[1]
SAYINGS = sorted((ROOT / "training" / "sayings").glob("*.jsonl"))
TEXT = "Of the parcels 40% were zorbled."


def _leaning(**weights: str) -> Lexicon:
    """The lexicon with these weights of shares alone."""
    written = {trait.replace("_", ":", 1): said for trait, said in weights.items()}
    return replace(default_lexicon(), leanings={"share": written})


def _measure(text: str, lexicon: Lexicon) -> str:
    return extract(text, "text", lexicon).claims[0].measure


def test_word_decides_where_no_phrase_speaks() -> None:
    """A word that no phrase knows makes a measure likelier; without it there is none."""
    assert _measure(TEXT, _leaning(near_nothing="dose +1.0")) == "other"
    assert _measure(TEXT, _leaning(near_zorbl="relapse_rate +2.0")) == "relapse_rate"
    assert _measure(TEXT, _leaning(near_zorbl="relapse_rate +2.0", any="other +3.0")) == "other"


def test_clear_phrase_is_not_outdone() -> None:
    """Where a phrase names the measure clearly, no weight of a word changes it."""
    lexicon = _leaning(any="remission_rate +50.0")
    assert _measure("The response rate was 40%, headaches or not.", lexicon) == "response_rate"


def test_passage_goes_on_with_the_measure_of_the_one_before() -> None:
    """What the last figure of its kind in the block was said of makes a measure likelier."""
    lexicon = _leaning(earlier_response_rate="remission_rate +2.0")
    text = "The response rate was 60%. Of the parcels 40% were zorbled."
    assert [claim.measure for claim in extract(text, "text", lexicon).claims] == ["response_rate", "remission_rate"]
    assert _measure(TEXT, lexicon) == "other"


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (("improves", "improved", "improving"), "improv"),
        (("relapse", "relapses", "relapsed"), "relaps"),
        (("40", "1,200", "3"), "NUMBER"),
    ],
)
def test_forms_of_a_word_are_one_trait(words: tuple[str, ...], stem: str) -> None:
    """A word and its endings count as one, and every number as a number."""
    assert {stem_of(word)[: len(stem)] for word in words} == {stem}


def test_pack_without_weights_goes_by_its_phrases() -> None:
    """The file is optional: a pack that has none reads as before."""
    assert Lexicon.load("glp1").leanings == {}
    assert ketclaims.extract("Nausea was reported by 40%.", "text", lexicon=Lexicon.load("glp1")).claims


def test_weights_speak_of_dimensions_and_measures_that_are() -> None:
    """Every row of the pack is of a measure that its dimension can state, rounded to one digit, and none is nothing."""
    lexicon = default_lexicon()
    lines = read_pack("ketamine").leanings.decode("utf-8").splitlines()
    assert lines[0] == HEADER
    for line in lines[1:]:
        dimension, trait, written = line.split(",")
        stated = {m.name for m in lexicon.measures.values() if dimension in m.dimensions} | {"other"}
        weights = weights_of(written)
        assert trait
        assert {measure for measure, _ in weights} <= stated
        assert all(weight and weight == round(weight, 1) for _, weight in weights)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("share,near:a,no_such_measure +0.4", "no_such_measure"),
        ("share,near:a,dose", "share,near:a,dose"),
        ("share,near:a", "share,near:a"),
        ("share,near:a,dose much", "much"),
        ("share,near:a,dose nan", "nan"),
    ],
)
def test_faulty_row_is_named(tmp_path: Path, line: str, said: str) -> None:
    """A row that is none is refused with its file, its line and what it says."""
    pack = read_pack("ketamine")
    for name, data in pack.files:
        (tmp_path / f"{name}.toml").write_bytes(data)
    (tmp_path / LEANINGS).write_text(f"{HEADER}\nshare,near:b,dose +0.4\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=rf"leanings\.csv, line 3: .*{said}"):
        Lexicon.load(tmp_path)


@pytest.mark.parametrize("path", SAYINGS, ids=lambda path: path.stem)
def test_sayings_can_be_learned_from(path: Path) -> None:
    """Each figure of a saying stands in its text as often as it is meant, with a measure of the lexicon."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        values = Counter(value for value, _ in row["figures"])
        assert values, row["text"]
        assert all(row["text"].count(value) >= number for value, number in values.items()), row["text"]
        assert {measure for _, measure in row["figures"]} <= default_lexicon().measures.keys(), row["text"]


def test_what_measures_teaches_nothing() -> None:
    """No text that is kept to measure with is among those that are learned from."""
    script = (ROOT / "training" / "leanings.py").read_text("utf-8")
    assert not [name for name in MEASURED_PAGES if f'"{name}"' in script]
    cases = tomllib.loads((ROOT / "tests" / "cases" / "measures.toml").read_text("utf-8"))
    learned = {case[0] for sentences in cases.values() for case in sentences}
    learned |= {json.loads(line)["text"] for path in SAYINGS for line in path.read_text("utf-8").splitlines()}
    texts = [
        path.read_text("utf-8")
        for name in MEASURED_PAGES
        for path in (ROOT / "tests" / "pages" / name / "texts").iterdir()
    ]
    assert not [saying for saying in learned for text in texts if len(saying) > 60 and saying in text]
