"""Accuracy: how well the parser alone reads the annotated texts, held above recorded floors.

The annotation of the articles was looked at while the rules were written, and the other texts are there to tune on:
these figures keep what was reached, they are no evaluation. A fall says which claims are lost and which are new.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from ketclaims.claims import extract
from ketclaims.lexicon import default_lexicon
from ketclaims.score import Miss, Row, Score, claims_of, score
from ketclaims.tables.rows import claim_rows

ROOT = Path(__file__).parents[1]

CORPORA = {
    "articles": (ROOT / "tests" / "gold" / "claims.jsonl", ROOT / "data" / "raw"),
    "practice": (ROOT / "tests" / "practice" / "gold.jsonl", ROOT / "tests" / "practice" / "texts"),
    "taught": (ROOT / "tests" / "pages" / "taught" / "gold.jsonl", ROOT / "tests" / "pages" / "taught" / "texts"),
}

CLAIMS = {
    "articles": {
        "000_0ac5b47050de50c0": 20,
        "001_5325aa7311f75822": 47,
        "002_c1cff07e6dbdada2": 11,
        "003_c8f674b0e92cc1aa": 35,
        "004_f0452c6ea52bf031": 41,
    },
    "practice": {"texts": 20, "claims": 776},
}

FLOORS = [
    pytest.param("articles", "numeric.found", 0.99),
    pytest.param("articles", "numeric.measure", 0.98),
    pytest.param("articles", "numeric.full", 0.95),
    pytest.param("articles", "all.found", 0.98),
    pytest.param("practice", "numeric.found", 0.985),
    pytest.param("practice", "numeric.value", 0.98),
    pytest.param("practice", "numeric.measure", 0.96),
    pytest.param("practice", "numeric.full", 0.89),
    pytest.param("taught", "numeric.found", 0.97),
    pytest.param("taught", "numeric.value", 0.955),
    pytest.param("taught", "numeric.measure", 0.93),
    pytest.param("taught", "numeric.full", 0.81),
]


@cache
def _gold(corpus: str) -> tuple[Row, ...]:
    """The annotated claims of a corpus."""
    path, _ = CORPORA[corpus]
    lines = path.read_text("utf-8").splitlines()
    return tuple(claims_of(enumerate(map(json.loads, lines), 1), path.name))


@cache
def _score(corpus: str) -> Score:
    """The claims that the parser finds in a corpus, against its annotation."""
    _, folder = CORPORA[corpus]
    lexicon = default_lexicon()
    texts = {path.stem: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}
    found = [row for name, text in texts.items() for row in claim_rows(extract(text, name, lexicon), lexicon)]
    return score(_gold(corpus), found)


def _line(miss: Miss) -> str:
    """One difference in a line: what was annotated and is lost, what is new, what is unlike."""
    row = miss.row
    unlike = "; ".join(f"{name}: {gold!r} became {found!r}" for name, gold, found in miss.fields)
    sign = {"missed": "-", "extra": "+", "differs": "~"}[miss.kind]
    return f"{sign} {row['source']} {row['value_start']} {row.get('value_text')!r} {unlike or row.get('measure')}"


def _report(corpus: str) -> str:
    return "\n".join(["lost (-), new (+) and unlike (~) claims:", *map(_line, _score(corpus).misses)])


@pytest.mark.parametrize("source", CLAIMS["articles"])
def test_annotation_of_an_article_is_whole(source: str) -> None:
    """Each article has as many annotated claims as were counted when it was annotated."""
    assert sum(row["source"] == source for row in _gold("articles")) == CLAIMS["articles"][source]


def test_annotation_of_the_practice_texts_is_whole() -> None:
    """All practice texts have annotated claims, as many as were counted."""
    rows = _gold("practice")
    assert {"texts": len({row["source"] for row in rows}), "claims": len(rows)} == CLAIMS["practice"]


@pytest.mark.parametrize("corpus", CORPORA)
def test_annotation_is_where_it_says(corpus: str) -> None:
    """Every annotated value stands in its text where its row says."""
    _, folder = CORPORA[corpus]
    texts = {name: (folder / f"{name}.txt").read_bytes().decode("utf-8") for name in _score(corpus).sources}
    rows = _gold(corpus)
    actual = [texts[row["source"]][row["value_start"] : row["value_end"]] for row in rows]
    assert actual == [row["value_text"] for row in rows]


@pytest.mark.parametrize(("corpus", "level", "floor"), FLOORS)
def test_floor(corpus: str, level: str, floor: float) -> None:
    """The parser alone reads a corpus at least as well as was recorded."""
    assert _score(corpus).levels[level].f1 >= floor, _report(corpus)


# ---------------------------------------------------------------------------------------------------------- command

PARAGRAPH = "About 40% of 12 mice slept."
ANNOTATION = """\
docId\tannotSet\tannotType\tstartOffset\tendOffset\tannotId\ttext\tother
mice\t1\tQuantity\t0\t9\tT1-1\tAbout 40%\t{"mods": ["IsApproximate"], "unit": "%"}
mice\t1\tMeasuredEntity\t13\t20\tT2-1\t12 mice\t{"HasQuantity": "T1-1"}
"""


def test_command_prints_tables(tmp_path: Path) -> None:
    """The benchmark prints a table for the levels, the fields, the sources and the paragraphs that it is given."""
    for folder, name, content in (("text", "mice.txt", PARAGRAPH), ("tsv", "mice.tsv", ANNOTATION)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content, "utf-8")
    command = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py"), "--markdown", "--measeval", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert [line for line in run.stdout.splitlines() if line.startswith("### ")] == [
        "### Claims",
        "### Share of right fields where the value is right",
        "### F1 by source",
        "### Quantities of the MeasEval paragraphs",
    ]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in run.stdout.splitlines()]
    measured = [row for row in rows if row[0] == "taught"]
    assert measured == [
        ["taught", "value", "they meet", "0.500", "1.000", "0.667", "1", "2"],
        ["taught", "value", "they meet one to one", "0.500", "1.000", "0.667", "1", "2"],
        ["taught", "value", "they are equal", "0.000", "0.000", "0.000", "1", "2"],
        ["taught", "wording", "they meet", "0.500", "1.000", "0.667", "1", "2"],
        ["taught", "wording", "they meet one to one", "0.500", "1.000", "0.667", "1", "2"],
        ["taught", "wording", "they are equal", "0.500", "1.000", "0.667", "1", "2"],
    ]


def test_command_refuses_a_folder_without_annotation(tmp_path: Path) -> None:
    """A folder without annotated paragraphs is wrong usage."""
    command = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py"), "--measeval", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stdout) == (2, "")
