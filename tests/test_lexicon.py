"""The lexicon: every entry does what it says, and the codebook's vocabularies are all there.

An entry carries its own cases: what is among its ``examples`` yields it, what is under ``not`` does not.
A failure is mended in the entry that its name shows.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import ketclaims
from ketclaims.document import parse
from ketclaims.lexicon import CORE_FILES, PACK_FILES, Lexicon, Term, default_lexicon
from ketclaims.lexicon.files import pack_names, read_pack
from ketclaims.model import InputError
from ketclaims.packs import Case, check_pack, pack_cases

LEXICON = default_lexicon()
FOLDER = Path(ketclaims.__file__).parent / "lexicons"
VOCABULARIES: Mapping[str, Mapping[str, Term]] = {
    "conditions": LEXICON.conditions,
    "interventions": LEXICON.interventions,
    "routes": LEXICON.routes,
}


def _table(pack: str, name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / pack / f"{name}.toml").read_text("utf-8"))


# ------------------------------------------------------------------------------------------------------------- cases


CORE = {name: _table("core", name) for name in ("units", "counts")}
PACKS = {name: read_pack(name).tables()[0] for name in pack_names()}
CASES = [(pack, case) for pack, tables in PACKS.items() for case in pack_cases(tables)]


@pytest.mark.parametrize("case", list(pack_cases(CORE)), ids=str)
def test_core_case(case: Case) -> None:
    """An example of a unit or counted thing is one quantity in it, or in it per time."""
    assert case.fault(LEXICON) == ""


@pytest.mark.parametrize(("pack", "case"), CASES, ids=str)
def test_pack_case(pack: str, case: Case) -> None:
    """An example of an entry yields it, a text under ``not`` does not, and a name read alone names its term."""
    assert case.fault(Lexicon.load(pack)) == ""


@pytest.mark.parametrize("pack", pack_names())
def test_pack_is_well_formed(pack: str) -> None:
    """``ketclaims lexicon check`` finds nothing in a pack that comes with the package."""
    assert [str(fault) for fault in check_pack(pack).faults] == []


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_every_term_has_examples(kind: str) -> None:
    """Every condition, intervention and route has examples of both kinds."""
    assert [name for name, t in VOCABULARIES[kind].items() if not (t.examples and t.counterexamples)] == []


def test_every_measure_has_an_example() -> None:
    """Every measure but the one for what none fits has an example."""
    assert [name for name, measure in LEXICON.measures.items() if not measure.examples] == ["other"]


@pytest.mark.parametrize("kind", VOCABULARIES)
def test_no_name_is_of_two_terms(kind: str) -> None:
    """No name stands for two terms of one kind."""
    names = Counter(phrase for t in VOCABULARIES[kind].values() for phrase in (*t.names, *t.exact))
    assert [name for name, count in names.items() if count > 1] == []


# --------------------------------------------------------------------------------------------------------- codebook

CODEBOOK = {
    "measures": """
        response_rate remission_rate nonresponse_rate abstinence_rate relapse_rate discontinuation_rate
        adverse_event_rate symptom_reduction score_change responder_share misuse_rate prevalence population_count
        event_rate event_interval bioavailability half_life dose session_duration series_doses series_duration
        dose_frequency maintenance_interval doses_to_response onset_time peak_time benefit_duration time_to_relapse
        acute_effect_duration recovery_time driving_restriction fasting_time monitoring_time approval_year
        synthesis_year research_start_year study_count sample_size failed_trials cost p_value effect_size age other
        """,
    "conditions": """
        depression mdd trd bipolar_depression anxiety ptsd ocd suicidal_ideation suicide substance_use alcohol_use
        chronic_pain fibromyalgia migraine crps postpartum_depression psychosis eating_disorder other
        """,
    "interventions": """
        ketamine esketamine ketamine_psychotherapy antidepressants ect tms psilocybin mdma placebo other
        """,
    "routes": "iv im intranasal sublingual oral subcutaneous",
}


@pytest.mark.parametrize("kind", CODEBOOK)
def test_vocabulary_is_the_codebooks(kind: str) -> None:
    """The words of a field are those of the codebook, no more and no fewer."""
    assert sorted(getattr(LEXICON, kind)) == sorted(CODEBOOK[kind].split())


CANONICAL = {
    **dict.fromkeys(
        (
            *("response_rate", "remission_rate", "nonresponse_rate", "abstinence_rate", "relapse_rate"),
            *("discontinuation_rate", "adverse_event_rate", "symptom_reduction", "responder_share", "misuse_rate"),
            *("prevalence", "bioavailability"),
        ),
        "%",
    ),
    **dict.fromkeys(
        (
            *("half_life", "onset_time", "peak_time", "acute_effect_duration", "recovery_time"),
            *("driving_restriction", "fasting_time", "monitoring_time"),
        ),
        "h",
    ),
    **dict.fromkeys(("series_duration", "maintenance_interval"), "wk"),
    **dict.fromkeys(("benefit_duration", "time_to_relapse"), "d"),
    **dict.fromkeys(("session_duration", "event_interval"), "min"),
    **dict.fromkeys(("series_doses", "doses_to_response"), "{dose}"),
    **dict.fromkeys(("population_count", "sample_size"), "{person}"),
    **dict.fromkeys(("approval_year", "synthesis_year", "research_start_year"), "{year}"),
    **dict.fromkeys(("p_value", "effect_size"), "1"),
    "score_change": "{point}",
    "event_rate": "/d",
    "dose": "mg/kg",
    "dose_frequency": "/wk",
    "study_count": "{study}",
    "failed_trials": "{trial}",
    "cost": "USD",
    "age": "a",
    "other": "",
}


def test_canonical_units_are_the_codebooks() -> None:
    """Each measure has the canonical unit of the codebook."""
    assert {name: measure.unit for name, measure in LEXICON.measures.items()} == CANONICAL


VAGUE = {"min": "1 60 min", "h": "1 24 h", "d": "1 7 d", "wk": "7 30 d", "mo": "30 365 d"}


def test_vague_units_are_the_codebooks() -> None:
    """A vague duration stands for the interval of the codebook."""
    stated = {code: " ".join(map(str, unit.vague)) for code, unit in LEXICON.units.items() if unit.vague}
    assert stated == VAGUE


# ------------------------------------------------------------------------------------------------------ well-formed

RANKS_AND_PARTS = {"third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}


def test_a_number_word_is_of_one_kind() -> None:
    """No number word is in two tables, but for the ranks that name parts too."""
    tables = Counter(word for table in LEXICON.numbers.values() for word in table)
    assert {word for word, count in tables.items() if count > 1} <= RANKS_AND_PARTS


def test_a_sign_is_of_one_unit() -> None:
    """No sign or word behind a number stands for two units, and no sign before one: "N3,500", "5 N"."""
    units = LEXICON.units.values()
    behind = Counter(sign for unit in units for sign in {*unit.symbols, *unit.words})
    before = Counter(sign for unit in units for sign in unit.before)
    assert [sign for signs in (behind, before) for sign, count in signs.items() if count > 1] == []


def test_a_noun_is_counted_in_one_unit() -> None:
    """No counted noun has two units."""
    nouns = Counter(noun for nouns in LEXICON.counts.values() for noun in set(nouns))
    assert [noun for noun, count in nouns.items() if count > 1] == []


@pytest.mark.parametrize("name", ["counts", "units"])
def test_no_list_says_a_thing_twice(name: str) -> None:
    """No list of an entry of the core has one of its words twice."""
    lists = [
        (term, key, words)
        for term, entry in _table("core", name).items()
        for key, words in entry.items()
        if isinstance(words, list)
    ]
    twice = [(term, key, word) for term, key, words in lists for word, n in Counter(words).items() if n > 1]
    assert twice == []


# --------------------------------------------------------------------------------------------- words about documents


KINDS = {
    "bibliography": "reference",
    "navigation": "navigation",
    "navigation_openers": "navigation",
    "contact": "navigation",
    "days": "navigation",
    "street": "navigation",
    "labels": "metadata",
    "dated": "metadata",
    "counted": "metadata",
}
DOCUMENT = _table("core", "document")


def _lines(side: str) -> list[tuple[str, str]]:
    return [(name, line) for name in KINDS for line in DOCUMENT[name][side]]


def _kind(name: str, line: str) -> str:
    """The kind of the block that a line becomes in a text; under a heading, of what follows it."""
    after = "Nilsson O. Nets. J Pract Med 2020; 3: 14-20." if name == "bibliography" else "They slept well that night."
    text = f"A quiet month\n\nThey kept a diary.\n\n{line}\n\n{after}"
    place = text.index(after if name == "bibliography" else line)
    return next(block.kind for block in parse(text, LEXICON.document).blocks if block.span.end > place)


@pytest.mark.parametrize(("name", "line"), _lines("examples"))
def test_line_example(name: str, line: str) -> None:
    """An example line becomes a block of the kind that its list is for."""
    assert _kind(name, line) == KINDS[name]


@pytest.mark.parametrize(("name", "line"), _lines("not"))
def test_line_counterexample(name: str, line: str) -> None:
    """A line under ``not`` becomes a block of another kind."""
    assert _kind(name, line) != KINDS[name]


SENTENCE_LISTS = ("before_name", "before_number", "inside", "either")


def _sentences_of(line: str) -> int:
    text = f"A quiet month\n\nThey kept a diary there.\n\n{line}"
    return len(parse(text, LEXICON.document).blocks[-1].sentences)


@pytest.mark.parametrize("line", [line for name in SENTENCE_LISTS for line in DOCUMENT[name]["examples"]])
def test_abbreviation_example(line: str) -> None:
    """An example of an abbreviation stays one sentence."""
    assert _sentences_of(line) == 1


@pytest.mark.parametrize("line", [line for name in SENTENCE_LISTS for line in DOCUMENT[name]["not"]])
def test_abbreviation_counterexample(line: str) -> None:
    """A line under ``not`` is more than one sentence."""
    assert _sentences_of(line) > 1


# ------------------------------------------------------------------------------------------------------ other packs


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the ketamine pack."""
    for file in (FOLDER / "ketamine").glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_pack_from_a_folder(pack: Path) -> None:
    """A pack in a folder of its own gives the vocabulary that it holds."""
    assert list(Lexicon.load(pack).measures) == list(LEXICON.measures)


def test_pack_without_counts(pack: Path) -> None:
    """A pack may do without counted things of its own."""
    (pack / "counts.toml").unlink()
    assert "infusion" not in Lexicon.load(pack).counts["{dose}"]


@pytest.mark.parametrize("name", PACK_FILES)
def test_missing_file_is_named(pack: Path, name: str) -> None:
    """A pack that lacks a file is refused with a sentence that names the file."""
    (pack / f"{name}.toml").unlink()
    with pytest.raises(InputError) as fault:
        Lexicon.load(pack)
    assert str(fault.value) == f"{pack / name}.toml: the lexicon lacks this file."


BROKEN = {
    "no TOML": b"[ketamine\n",
    "no UTF-8": b'[ketamine]\nmeaning = "\xff"\n',
    "a key twice": b'[ketamine]\nmeaning = "a"\nmeaning = "b"\n',
    "an entry without its meaning": b'[ketamine]\nnames = ["ketamine"]\n',
    "a value of another type": b"ketamine = 3\n",
    "a phrase without a word": b'[ketamine]\nmeaning = "a"\nnames = [""]\n',
}


@pytest.mark.parametrize("how", BROKEN)
def test_broken_file_is_named(pack: Path, how: str) -> None:
    """A pack with a broken file is refused with one line that names the file."""
    (pack / "interventions.toml").write_bytes(BROKEN[how])
    with pytest.raises(InputError) as fault:
        Lexicon.load(pack)
    assert str(fault.value).startswith(f"{pack / 'interventions.toml'}, line ")
    assert len(str(fault.value).splitlines()) == 1


def test_core_is_complete() -> None:
    """The core has the files that are read, and no other."""
    assert sorted(path.stem for path in (FOLDER / "core").glob("*.toml")) == sorted(CORE_FILES)
