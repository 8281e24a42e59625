"""Domain packs: the rules know no measure by its name, only by what the pack says of it."""

from __future__ import annotations

import ast
import json
import pickle
import re
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ketclaims
from ketclaims.lexicon import PACK_FILES, UNNAMED, Lexicon, default_lexicon
from ketclaims.lexicon.files import OPTIONAL_FILES
from ketclaims.lexicon.keys import KEYS, ROLES
from ketclaims.packs import check_pack, start_pack

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


# -------------------------------------------------------------------------------------------------------------- check

MEASURE = '[rate]\nmeaning = "a rate"\nunit = "%"\ndimensions = ["share"]\nnot = ["It rained."]\n'
CONDITION = '[cold]\nmeaning = "a cold"\nnames = ["cold"]\nnot = ["warm"]\n'

FAULTS = tomllib.loads((Path(__file__).parent / "cases" / "packs.toml").read_text("utf-8"))


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """A new pack."""
    start_pack(tmp_path / "starter")
    return tmp_path / "starter"


def test_a_new_pack_is_good(starter: Path) -> None:
    """The starter pack has nothing wrong in it, and its sentences are read."""
    report = check_pack(starter)
    assert (report.faults, report.cases > 30) == ((), True)


@pytest.mark.parametrize("how", FAULTS)
def test_a_fault_is_said_with_its_place(starter: Path, how: str) -> None:
    """What is wrong is said in one sentence that names the file, the line, the entry and the key."""
    case = FAULTS[how]
    file = starter / f"{case['file']}.toml"
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{case['text']}", "utf-8")
    said = [str(fault).removeprefix(f"{starter}/") for fault in check_pack(starter).faults]
    pattern = re.escape(case["says"]).replace("LINE", r"\d+")
    assert [line for line in said if re.match(pattern, line)], said
    assert all("\n" not in line for line in said)


def test_the_line_is_that_of_the_key(starter: Path) -> None:
    """The line that a fault names is the one on which the key stands."""
    file = starter / "measures.toml"
    file.write_text(file.read_text("utf-8").replace('role = "dose"', 'role = "does"'), "utf-8")
    (fault,) = check_pack(starter).faults
    assert file.read_text("utf-8").split("\n")[(fault.line or 0) - 1] == 'role = "does"'


def test_all_faults_are_listed(starter: Path) -> None:
    """One check lists the faults of every file, in the order of files and lines."""
    (starter / "routes.toml").unlink()
    (starter / "notes.toml").write_text("", "utf-8")
    for name, text in {"conditions": CONDITION + "a = 1\nb = 2\n", "measures": MEASURE + "c = 3\n"}.items():
        (starter / f"{name}.toml").write_text(text, "utf-8")
    found = [(Path(fault.file).stem, fault.key) for fault in check_pack(starter).faults]
    assert found == [("measures", "c"), ("conditions", "a"), ("conditions", "b"), ("routes", ""), ("notes", "")]


def test_a_pack_with_faults_is_not_used(starter: Path) -> None:
    """Who reads articles with a faulty pack is told the first fault and how to see the others."""
    (starter / "conditions.toml").write_text(CONDITION + "a = 1\nb = 2\n", "utf-8")
    with pytest.raises(ketclaims.InputError, match=r"\[cold\], a: .*`ketclaims lexicon check` lists 1 more\.$"):
        Lexicon.load(starter)


# --------------------------------------------------------------------------------------------------- mutilated packs

VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.lists(st.text(max_size=8), max_size=4),
    st.sampled_from(["", "..", "*", "[", "a*", "NUMBER", "%", "{dose}", "/wk", "share", "time", "headache"]),
)


FILLING = st.one_of(st.binary(max_size=60), st.text(max_size=60))


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value) if isinstance(value, str) else str(value)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(file=st.sampled_from((*PACK_FILES, *OPTIONAL_FILES)), data=st.data())
def test_a_key_changed_at_random_is_no_crash(starter: Path, file: str, data: st.DataObject) -> None:
    """Whatever a key of an entry holds, and whatever is missing, the check ends with a report."""
    keys = data.draw(st.dictionaries(st.sampled_from([key.name for key in KEYS[file]]), VALUES, max_size=6))
    name = data.draw(st.sampled_from(["headache", "dose", '"{dose}"', "mg", '"x y"', "new"]))
    lines = [f"{key} = {_toml(value)}" for key, value in keys.items() if value is not None]
    _with_file(starter, file, "\n".join([f"[{name}]", *lines]).encode("utf-8", "replace"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    file=st.sampled_from(PACK_FILES), text=st.one_of(st.binary(max_size=60), st.text(max_size=60)), cut=st.floats(0, 1)
)
def test_a_file_cut_and_filled_at_random_is_no_crash(starter: Path, file: str, text: bytes | str, cut: float) -> None:
    """Whatever stands in a file, the check ends with a report, and a pack that it finds good can be read."""
    whole = (PACKAGE / "packs/starter" / f"{file}.toml").read_bytes()
    filling = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    _with_file(starter, file, whole[: int(cut * len(whole))] + filling)


def _with_file(pack: Path, file: str, content: bytes) -> None:
    before = (pack / f"{file}.toml").read_bytes() if (pack / f"{file}.toml").exists() else None
    (pack / f"{file}.toml").write_bytes(content)
    try:
        report = check_pack(pack)
        assert all(len(str(fault).splitlines()) == 1 for fault in report.faults)
        if not report.faults:
            ketclaims.extract("Ibuprofen relieved the headache of 34% within 2 hours.", lexicon=Lexicon.load(pack))
    finally:
        if before is None:
            (pack / f"{file}.toml").unlink()
        else:
            (pack / f"{file}.toml").write_bytes(before)


# ------------------------------------------------------------------------------------------------------------ lexicon


def test_a_lexicon_is_pickled_once() -> None:
    """A lexicon that goes to another process and back is the same value, so that its caches stay."""
    lexicon = default_lexicon()
    assert pickle.loads(pickle.dumps(lexicon)) is lexicon


def test_a_changed_lexicon_is_pickled_as_it_is() -> None:
    """A lexicon made of another one keeps its changes when it is pickled."""
    changed = replace(default_lexicon(), measures={})
    assert pickle.loads(pickle.dumps(changed)).measures == {}


def test_a_folder_wins_over_a_name(starter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder is called like a pack of the package, the folder is read."""
    starter.rename(starter.parent / "ketamine")
    monkeypatch.chdir(starter.parent)
    assert "pain_free_rate" in Lexicon.load("ketamine").measures


def test_an_unknown_pack_is_refused() -> None:
    """A pack that is nowhere is refused with the names of those that there are."""
    with pytest.raises(ketclaims.InputError, match=r"^nowhere: neither the folder of a pack nor .*\(.*ketamine.*\)\.$"):
        Lexicon.load("nowhere")
