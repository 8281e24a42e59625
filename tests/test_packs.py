"""Domain packs: the rules know no measure by its name, only by what the pack says of it."""

from __future__ import annotations

import ast
import json
import pickle
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ketclaims
from ketclaims.cli import app
from ketclaims.lexicon import PACK_FILES, UNNAMED, Lexicon, default_lexicon
from ketclaims.lexicon.files import LEANINGS, OPTIONAL_FILES
from ketclaims.lexicon.keys import KEYS, ROLES
from ketclaims.packs import check_pack, start_pack
from ketclaims.phrases import PhraseIndex
from ketclaims.tables.files import read_claims

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
    names = tomllib.loads(measures.read_text("utf-8"))
    assert all(name.endswith("_x") for name in names)
    leanings = folder / LEANINGS
    said = "|".join(name.removesuffix("_x") for name in names)
    # a word near a figure may be spelled like a measure: "near:dose" stays what it is
    named = rf"(?:(?<=phrases:)|(?<=spoken:)|(?<=last:)|(?<=earlier:)|(?<=[ ,]))({said})(?=[ ,])"
    leanings.write_text(re.sub(named, r"\1_x", leanings.read_text("utf-8")), "utf-8")
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


def test_what_a_pack_names_is_no_other_treatment(starter: Path) -> None:
    """A name of the pack counts before the same name among the treatments that every pack knows as others."""
    with (starter / "interventions.toml").open("a", encoding="utf-8") as file:
        file.write('[sleep_aid]\nmeaning = "melatonin"\nnames = ["melatonin*"]\nexamples = ["a drop of melatonin"]\n')
    assert check_pack(starter).faults == ()


def test_a_pack_need_not_know_other_treatments() -> None:
    """Where a pack has no term for treatments that it does not list, a text that lists some is read all the same."""
    lexicon = default_lexicon()
    known = {name: term for name, term in lexicon.interventions.items() if name != UNNAMED}
    text = "That calms\n\n1. Songs\n\nIt takes 2 weeks.\n\n2. ECT\n\nHm.\n\n3. Ketamine\n\nHm.\n\n4. TMS\n\nHm."
    phrases = tuple(some for some in lexicon.phrases.phrases if (some.kind, some.term) != ("interventions", UNNAMED))
    narrow = replace(lexicon, interventions=known, phrases=PhraseIndex(phrases), treatments=PhraseIndex(phrases[:0]))
    assert {c.subject.intervention for c in ketclaims.extract(text, lexicon=narrow).claims} <= {None, *known}


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


def test_checks_are_loaded_by_who_checks() -> None:
    """Who reads articles with a pack of the package does not load what checks packs."""
    code = (
        "import sys, ketclaims; ketclaims.extract('It fell by 5%.', lexicon=ketclaims.Lexicon.load('glp1'));"
        "print([name for name in sys.modules if name.startswith(('ketclaims.packs', 'ketclaims.lexicon.'))])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = [name.removeprefix("ketclaims.lexicon.") for name in ast.literal_eval(run.stdout)]
    assert sorted(loaded) == ["entries", "files", "leanings", "stances"]


def test_a_folder_wins_over_a_name(starter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder is called like a pack of the package, the folder is read."""
    starter.rename(starter.parent / "ketamine")
    monkeypatch.chdir(starter.parent)
    assert "pain_free_rate" in Lexicon.load("ketamine").measures


def test_an_unknown_pack_is_refused() -> None:
    """A pack that is nowhere is refused with the names of those that there are."""
    with pytest.raises(ketclaims.InputError, match=r"^nowhere: neither the folder of a pack nor .*\(.*ketamine.*\)\.$"):
        Lexicon.load("nowhere")


# --------------------------------------------------------------------------------------------- a pack of another field

GLP1 = Path(__file__).parent / "packs"
EXPECTED = tomllib.loads((GLP1 / "glp1.toml").read_text("utf-8"))
FIELDS = ("condition", "intervention", "route", "timepoint", "comparator", "outcome")


def _glp1_claims() -> pd.DataFrame:
    lexicon = Lexicon.load("glp1")
    texts = {name: (GLP1 / f"{name}.txt").read_text("utf-8") for name in EXPECTED}
    return ketclaims.claims_frame(
        [ketclaims.extract(*t[::-1], lexicon=lexicon) for t in texts.items()], lexicon=lexicon
    )


@pytest.mark.parametrize("name", EXPECTED)
def test_another_field_is_read(name: str) -> None:
    """The pack of another field finds the claims of its articles, with whom and what they are about."""
    text = (GLP1 / f"{name}.txt").read_text("utf-8")
    claims = ketclaims.extract(text, name, lexicon=Lexicon.load("glp1")).claims
    rows = [[c.quantity.span.of(text), c.measure, *(getattr(c.subject, f) or "" for f in FIELDS)] for c in claims]
    assert rows == EXPECTED[name]


def test_another_field_is_compared() -> None:
    """Claims of another field agree and conflict by the pack's own measures."""
    pairs = ketclaims.compare(_glp1_claims(), lexicon=Lexicon.load("glp1")).pairs
    told = pairs[pairs["verdict"].isin(["compatible", "conflict"])]
    assert list(zip(told["measure"], told["verdict"], strict=True)) == [
        ("weight_loss", "compatible"),
        ("adverse_event_rate", "conflict"),
    ]


def test_a_table_has_the_words_of_its_pack() -> None:
    """The columns of a table hold the vocabulary of the pack that read it, and no other pack's."""
    claims = _glp1_claims()
    assert list(claims["measure"].cat.categories) == list(Lexicon.load("glp1").measures)
    with pytest.raises(ketclaims.DataError):
        ketclaims.compare(claims)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_a_table_of_another_field_goes_round(tmp_path: Path, suffix: str) -> None:
    """What is extracted with a pack into a file of any kind is compared from it with that pack."""
    claims, pairs = tmp_path / f"claims.{suffix}", tmp_path / "pairs.csv"
    articles = [str(GLP1 / f"{name}.txt") for name in EXPECTED]
    assert _run("extract", *articles, "--lexicon", "glp1", "-o", claims) == 0
    assert _run("compare", claims, "--lexicon", "glp1", "-o", pairs) == 0
    assert pd.read_csv(pairs)["verdict"].value_counts()["conflict"] == 1
    pd.testing.assert_frame_equal(read_claims(claims, Lexicon.load("glp1")), _glp1_claims())


def test_a_table_of_another_field_needs_its_pack(tmp_path: Path) -> None:
    """A table whose words are not the pack's is refused."""
    claims = tmp_path / "claims.csv"
    assert _run("extract", GLP1 / "glp1.txt", "--lexicon", "glp1", "-o", claims) == 0
    assert _run("compare", claims, "-o", tmp_path / "pairs.csv") == 1


def test_a_pack_is_small() -> None:
    """A pack of another field takes at most 150 lines and no code."""
    files = list((PACKAGE / "lexicons" / "glp1").iterdir())
    assert {file.suffix for file in files} == {".toml"}
    assert sum(len(file.read_text("utf-8").splitlines()) for file in files) <= 150


# ------------------------------------------------------------------------------------------------------------ commands


def _run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        app([str(argument) for argument in arguments], prog_name="ketclaims")
    return int(end.value.code or 0)


def test_new_and_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new pack passes the check; once an entry is wrong, the check says where and ends with 1."""
    folder = tmp_path / "pack"
    assert (_run("lexicon", "new", folder), _run("lexicon", "check", folder)) == (0, 0)
    (folder / "routes.toml").write_text("oral = 3\n", "utf-8")
    capsys.readouterr()
    assert _run("lexicon", "check", folder) == 1
    assert (
        capsys.readouterr().out.splitlines()[0].startswith(f"{folder}/routes.toml, line 1, [oral]: an entry `[oral]`")
    )


def test_new_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with something in it is refused in one sentence, and stays as it is."""
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert _run("lexicon", "new", tmp_path) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("pack", [[], ["ketamine"], ["glp1"]])
def test_check_of_our_own_packs(pack: list[str]) -> None:
    """The check reads the packs of the package by their names, and the ketamine pack without one."""
    assert _run("lexicon", "check", *pack) == 0


def test_check_of_nothing(tmp_path: Path) -> None:
    """A pack that is nowhere cannot be read."""
    assert _run("lexicon", "check", tmp_path / "none") == 3


def test_measures_of_a_pack(capsys: pytest.CaptureFixture[str]) -> None:
    """The measures of a pack are listed by its name."""
    assert _run("measures", "--lexicon", "glp1") == 0
    assert "weight_loss_kg" in capsys.readouterr().out
