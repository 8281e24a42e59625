"""Domain packs: the rules know no measure by its name, only by what the pack says of it."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ketclaims
from ketclaims.lexicon import ROLES, UNNAMED, Lexicon, default_lexicon

PACKAGE = Path(ketclaims.__file__).parent
KETAMINE = PACKAGE / "lexicons" / "ketamine"
ARTICLES = sorted((Path(__file__).parent / "practice" / "texts").glob("*.txt"))
RULES = ("claims", "comparison", "consistency", "quantities", "tables")

# Words of English or of the rules themselves that a measure happens to be called by.
PLAIN = {*ROLES, "age"}


def _strings(file: Path) -> Iterator[str]:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("room", RULES)
def test_no_rule_names_a_measure(room: str) -> None:
    """No measure, condition or treatment of the ketamine pack is named in the code of a room."""
    words = default_lexicon()
    named = {*words.measures, *words.conditions, *words.interventions} - PLAIN - {UNNAMED}
    found = [(f.name, text) for f in (PACKAGE / room).rglob("*.py") for text in _strings(f) if text in named]
    assert found == []


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """The ketamine pack with every measure under another name."""
    folder = tmp_path_factory.mktemp("packs") / "renamed"
    shutil.copytree(KETAMINE, folder)
    measures = folder / "measures.toml"
    measures.write_text(re.sub(r"(?m)^\[(\w+)\]$", r"[\1_x]", measures.read_text("utf-8")), "utf-8")
    assert all(name.endswith("_x") for name in tomllib.loads(measures.read_text("utf-8")))
    return Lexicon.load(folder)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_names_of_measures_decide_nothing(article: Path, renamed: Lexicon) -> None:
    """A pack whose measures are called something else finds the same claims under the other names."""
    text = article.read_text("utf-8")
    ledgers = [ketclaims.extract(text, lexicon=lexicon) for lexicon in (default_lexicon(), renamed)]
    known, other = ([(c.quantity, c.measure.removesuffix("_x"), c.subject) for c in row.claims] for row in ledgers)
    assert other == known
