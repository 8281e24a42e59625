"""The evidence behind a claim: what is held against it, in which rank, and what that comes to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ketclaims as kc
from ketclaims.comparison import Scale, Statement
from ketclaims.comparison.fields import FIELDS, Field, compare_field
from ketclaims.comparison.ranges import Range
from ketclaims.evidence import Estimate, Trace, library, reason, single_roots, trace
from ketclaims.evidence.estimates import counts_people, wilson
from ketclaims.evidence.levels import EFFECTS, FREQUENCIES
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import STUDY_TYPES, TRACE_VERDICTS, Quantity, Relation, Span, StudyType, Subject

CASES = Path(__file__).parent / "cases"
KETAMINE = default_lexicon()
SCALE = Scale(KETAMINE)
CLAIMS = kc.load_claims()
TRACES = pd.read_parquet(Path(__file__).parents[1] / "data" / "curated" / "traces.parquet")
SUBJECT = (
    "condition",
    "intervention",
    "route",
    "doses_low",
    "doses_high",
    "timepoint",
    "population",
    "comparator",
    "outcome",
)


def statement(name: str, place: int = 0, source: str = "page", **said: Any) -> Statement:
    """A statement with the fields of the codebook; a percentage where no unit is given."""
    low, high = (None if said.get(side) is None else Decimal(str(said[side])) for side in ("low", "high"))
    relation = cast(Relation, said.get("relation", "="))
    quantity = Quantity(Span(place, place + 2), low, high, said.get("unit", "%"), relation)
    subject = Subject(**{field: said.get(field) for field in SUBJECT})
    return Statement(name, source, said.get("voice", source), said["measure"], quantity, subject)


def replace_place(claim: Statement, place: int) -> Statement:
    """The same statement at another place of its source."""
    return replace(claim, quantity=replace(claim.quantity, span=Span(place, place + 2)))


def estimate(place: int = 0, **said: Any) -> Estimate:
    """An estimate: a randomised trial where no other kind is given."""
    ends = tuple(None if said.get(side) is None else Decimal(str(said[side])) for side in ("ci_low", "ci_high"))
    name = said.get("evidence_id", f"row-{place}")
    kind = cast(StudyType, said.get("study_type", "rct"))
    own = statement(name, source=said["study"], **said)
    return Estimate(own, said["study"], kind, said.get("n"), (ends[0], ends[1]))


def traced(claims: Iterable[Statement], estimates: Iterable[Estimate], lexicon: Lexicon = KETAMINE) -> list[Trace]:
    """The traces of some claims."""
    return list(trace(claims, estimates, Scale(lexicon)))


# ------------------------------------------------------------------------------------------------ the gathered verdicts

GATHERED: list[dict[str, str]] = tomllib.loads((CASES / "verdicts.toml").read_text("utf-8"))["case"]


def row_of(case: Mapping[str, str]) -> Mapping[str, Any]:
    """The trace of the claim that a case is about."""
    same = [
        CLAIMS[name] == case[key]
        for name, key in (("source", "source"), ("value_text", "value"), ("measure", "measure"))
    ]
    condition = CLAIMS["condition"].astype(object).fillna("") == case.get("condition", "")
    found = CLAIMS[same[0] & same[1] & same[2] & condition & CLAIMS["quote"].str.startswith(case["quote"])]
    assert len(found) == 1, f"{len(found)} claims are {case['value']} of {case['source']}"
    return dict(TRACES[TRACES["claim_id"] == found["claim_id"].iloc[0]].iloc[0])


@pytest.mark.parametrize("case", GATHERED, ids=lambda case: f"{case['source']} {case['value']} {case['verdict']}")
def test_verdict_that_was_gathered(case: dict[str, str]) -> None:
    """Each main figure of the articles comes to what people who read the studies found, and names the study."""
    row = row_of(case)
    assert (row["verdict"], case.get("study", "") in f"{row['reason']} {row['study']}") == (case["verdict"], True)


def test_most_verdicts_are_reached_by_the_rules_alone() -> None:
    """Of the gathered verdicts at least nine in ten need no decision of a person."""
    reached = [row_of(case)["by_rules"] == case["verdict"] for case in GATHERED]
    assert sum(reached) / len(reached) >= 0.9


def test_the_rest_is_decided_with_a_reason() -> None:
    """Where the rules come to something else, a person decided."""
    others = [row_of(case) for case in GATHERED if row_of(case)["by_rules"] != case["verdict"]]
    assert {row["decided_by"] for row in others} == {"review"}


ARMS = {
    "a size of the arm": ({"comparator": "placebo", "n_arm": 12}, "50 % (25.4–74.6 %)"),
    "the whole trial alone": ({"comparator": "placebo"}, "50 % (31.4–68.6 %, computed from the whole n)"),
    "a study of one arm": ({}, "50 % (31.4–68.6 %)"),
    "an interval as stated": ({"comparator": "placebo", "ci_low": 40, "ci_high": 60}, "50 % (40–60 %)"),
}


@pytest.mark.parametrize(("said", "words"), ARMS.values(), ids=ARMS)
def test_interval_says_whom_it_counts(said: dict[str, Any], words: str) -> None:
    """An interval is computed from the arm, and where its size is not stated the reason says from whom."""
    fields: dict[str, Any] = {
        "measure": "response_rate",
        "low": 50,
        "high": 50,
        "condition": "trd",
        "intervention": "ketamine",
    }
    own = estimate(study="Ash 2020", n=24, **fields, **{k: v for k, v in said.items() if k != "n_arm"})
    claim = statement("claim", **fields)
    (found,) = traced([claim], [replace(own, n_arm=said.get("n_arm"))])
    assert words in reason(found, Scale(KETAMINE))


ORAL: dict[str, Any] = {"measure": "bioavailability", "intervention": "ketamine", "route": "oral"}


def test_what_neither_says_is_not_the_same() -> None:
    """Of two studies the better kind comes first, also where the other one names no doses, like the claim."""
    fields: dict[str, Any] = {
        "measure": "bioavailability",
        "low": 20,
        "high": 20,
        "intervention": "ketamine",
        "route": "oral",
    }
    measured = estimate(1, study="Ash 2020", study_type="pk_study", **fields, doses_low=1, doses_high=1)
    told = estimate(2, study="Birch 2021", study_type="review", **fields)
    (found,) = traced([statement("claim", **fields)], [told, measured])
    assert [match.estimate.study for match in found.matches] == ["Ash 2020", "Birch 2021"]


def test_figure_amid_those_of_its_rank() -> None:
    """A figure that a study states is not refuted where others of its rank lie on both sides of it."""
    ends = {"Ash 2020": (20, 20), "Birch 2021": (23, 23), "Cedar 2022": (15, 19)}
    studies = [
        estimate(place, study=study, low=low, high=high, study_type="pk_study", **ORAL)
        for place, (study, (low, high)) in enumerate(ends.items())
    ]
    claim = statement("claim", low=20, high=20, **ORAL)
    assert [found.verdict for found in traced([claim], studies)] == ["supported"]
    assert [found.verdict for found in traced([claim], studies[:2])] == ["contested"]


SAYS = [
    pytest.param(
        "newy", "71%", ("Zarate 2006", "n = 17", "71 %", "35 % after 1 dose, at 7 days"), id="71 % after one infusion"
    ),
    pytest.param("innerbloom", "54%", ("Mathew 2010", "65 %", "71 %, which is of Zarate 2006"), id="54 % at day three"),
    pytest.param("innerwell", "60-70%", ("Alnefeesi 2022", "n = 2665", "45 % (35–55 %)"), id="60-70 %"),
    pytest.param("innerbloom", "86%", ("Grabski 2022", "percentage of days abstinent"), id="86 % still sober"),
    pytest.param("newy", "63%", ("Abbar 2022", "n = 156", "31.6 %", "2 doses"), id="63 % by day three"),
    pytest.param("innerbloom", "38%", ("Kellner 2005", "n = 131", "61.1 %", "80.9 %"), id="38 % after ECT"),
    pytest.param(
        "newy", "80%", ("n = 15", "uncontrolled", "Abdallah 2022 (randomised trial, n = 158)"), id="80 % with PTSD"
    ),
    pytest.param("innerbloom", "132 suicides per day", ("132 /d",), id="132 a day"),
    pytest.param("innerbloom", "20%", ("Yanagihara 2003", "n = 3"), id="oral 20 %"),
]


@pytest.mark.parametrize(("source", "value", "words"), SAYS)
def test_reason_tells_the_story(source: str, value: str, words: tuple[str, ...]) -> None:
    """The reason names the study, how many took part, the figure, its control and what else the study reports."""
    chosen = CLAIMS[(CLAIMS["source"] == source) & (CLAIMS["value_text"] == value)]
    reasons = TRACES[TRACES["claim_id"].isin(chosen["claim_id"])]["reason"]
    assert [word for word in words if not reasons.str.contains(word, regex=False).any()] == []


def test_every_reason_of_the_rules_names_its_verdict_and_its_study() -> None:
    """A sentence for each claim: the verdict, and the study and its figure where there is one."""
    rows = TRACES[TRACES["decided_by"] == "rules"].to_dict("records")
    wrong = [
        row["claim_id"]
        for row in rows
        if not row["reason"].startswith(row["verdict"].replace("_", " ") + ": ")
        or not row["reason"].endswith(".")
        or (not pd.isna(row["study"]) and row["study"] not in row["reason"])
        or (not pd.isna(row["n"]) and f"n = {row['n']}" not in row["reason"])
    ]
    assert wrong == []


# --------------------------------------------------------------------------------------------- cases of another field

INVENTED: list[dict[str, Any]] = tomllib.loads((CASES / "evidence.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", INVENTED, ids=lambda case: str(case["name"]))
def test_case_of_another_field(case: dict[str, Any]) -> None:
    """The rules say of invented claims and studies of another field what a reviewer would say."""
    lexicon = Lexicon.load(case["pack"])
    claim = statement("claim", **case["claim"])
    estimates = [estimate(place, **row) for place, row in enumerate(case["evidence"])]
    before = [statement("before", **case["before"])] if "before" in case else []
    *_, found = traced([*before, replace_place(claim, 9)], estimates, lexicon)
    said = reason(found, Scale(lexicon))
    assert (found.verdict, [word for word in case.get("says", ()) if word not in said]) == (case["verdict"], [])


# ------------------------------------------------------------------------------------------------------------- the laws

RATE: dict[str, Any] = {"measure": "response_rate", "condition": "depression", "intervention": "ketamine"}


def test_people_and_days_are_two_outcomes() -> None:
    """A share of people still abstinent is never matched with a share of days, but the equal number is seen."""
    about: dict[str, Any] = {
        "condition": "alcohol_use",
        "intervention": "ketamine",
        "timepoint": "P6M",
        "doses_low": 3,
        "doses_high": 3,
    }
    claim = statement("claim", measure="abstinence_rate", low=86, high=86, **about)
    days = estimate(measure="other", low=86, high=86, study="Ash 2020", outcome="percentage of days", **about)
    (found,) = traced([claim], [days])
    assert (found.verdict, found.matches) == ("different_outcome", ())


NEEDING = [name for name, measure in KETAMINE.measures.items() if "condition" in measure.needs]


@pytest.mark.parametrize("measure", NEEDING)
def test_claim_without_a_condition(measure: str) -> None:
    """A claim without a condition gets no verdict from evidence with one, where the measure needs a condition."""
    unit = KETAMINE.measures[measure].unit
    about: dict[str, Any] = {
        "measure": measure,
        "low": 50,
        "high": 50,
        "unit": unit,
        "intervention": "ketamine",
        "timepoint": "P1D",
    }
    (found,) = traced([statement("claim", **about)], [estimate(condition="trd", study="Ash 2020", **about)])
    assert (found.verdict, found.matches) == ("untraced", ())


def test_claim_without_a_condition_of_a_measure_that_needs_none() -> None:
    """A dose is traced to a study of some condition."""
    about: dict[str, Any] = {
        "measure": "dose",
        "low": 0.5,
        "high": 0.5,
        "unit": "mg/kg",
        "intervention": "ketamine",
        "route": "iv",
    }
    (found,) = traced([statement("claim", **about)], [estimate(condition="trd", study="Ash 2020", **about)])
    assert found.verdict == "supported"


def test_rank() -> None:
    """Doses and time point come first, then the kind of study, then the number of people."""
    claim = statement("claim", low=50, high=50, timepoint="P1D", doses_low=1, doses_high=1, **RATE)
    rows: list[dict[str, Any]] = [
        {"evidence_id": "d", "study_type": "meta_analysis", "n": 9000},
        {"evidence_id": "c", "study_type": "open_label", "n": 500, "timepoint": "P1D", "doses_low": 1, "doses_high": 1},
        {"evidence_id": "b", "n": 20, "timepoint": "P1D", "doses_low": 1, "doses_high": 1},
        {"evidence_id": "a", "n": 80, "timepoint": "PT24H", "doses_low": 1, "doses_high": 1},
    ]
    (found,) = traced([claim], [estimate(low=50, high=50, study=row["evidence_id"], **RATE, **row) for row in rows])
    assert [match.estimate.evidence_id for match in found.matches] == ["a", "b", "c", "d"]


def test_every_kind_of_study_has_a_level() -> None:
    """Both questions know every kind of study."""
    assert set(EFFECTS) == set(FREQUENCIES) == set(STUDY_TYPES)


def test_control_arm_of_the_same_outcome() -> None:
    """The control arm is that of the same study, time and outcome."""
    about: dict[str, Any] = {**RATE, "study": "Ash 2020", "n": 60}
    rows: list[dict[str, Any]] = [
        {"intervention": "ketamine", "comparator": "placebo", "low": 60, "timepoint": "P1D", "outcome": "by half"},
        {"intervention": "placebo", "comparator": "ketamine", "low": 10, "timepoint": "P7D", "outcome": "by half"},
        {"intervention": "placebo", "comparator": "ketamine", "low": 20, "timepoint": "P1D", "outcome": "by a third"},
        {"intervention": "placebo", "comparator": "ketamine", "low": 30, "timepoint": "P1D", "outcome": "by half"},
    ]
    arms = [estimate(place, **(about | row | {"high": row["low"]})) for place, row in enumerate(rows)]
    (found,) = traced([statement("claim", low=60, high=60, timepoint="P1D", **RATE)], arms)
    assert found.control is not None
    assert found.control.estimate.evidence_id == "row-3"


def test_null_study_contests_what_a_small_trial_reports() -> None:
    """A trial of like rank that finds no effect of the same treatment leaves a reported share contested."""
    small = estimate(1, low=60, high=60, study="Ash 2020", n=20, **RATE)
    none = estimate(
        2,
        measure="effect_size",
        low=0.1,
        high=0.1,
        ci_low=-0.2,
        ci_high=0.4,
        unit="1",
        study="Bay 2021",
        n=200,
        condition="depression",
        intervention="ketamine",
    )
    (found,) = traced([statement("claim", low=55, high=65, **RATE)], [small, none])
    assert (found.verdict, "Bay 2021" in reason(found, SCALE)) == ("contested", True)


def test_ratio_without_effect_is_one() -> None:
    """The interval of a ratio shows no effect where it holds one, not where it holds zero."""
    about: dict[str, Any] = {
        "measure": "effect_size",
        "unit": "1",
        "condition": "depression",
        "intervention": "ketamine",
        "n": 90,
    }
    rows = [("Ash 2020", 0.5, 2.0), ("Bay 2021", 1.2, 3.0)]
    ratios = [
        estimate(place, low=1.5, high=1.5, ci_low=low, ci_high=high, study=study, outcome="odds ratio", **about)
        for place, (study, low, high) in enumerate(rows)
    ]
    (found,) = traced([statement("claim", low=55, high=65, **RATE)], ratios)
    assert [null.estimate.study for null in found.nulls] == ["Ash 2020"]


def test_range_from_a_narrower_condition() -> None:
    """What is found in one kind of a condition does not support a range said of all of it."""
    kind = estimate(low=65, high=65, study="Ash 2020", n=200, **(RATE | {"condition": "trd"}))
    (found,) = traced([statement("claim", low=60, high=70, **RATE)], [kind])
    assert (found.verdict, found.ground) == ("untraced", "narrower")


def test_broader_condition_refutes_nothing() -> None:
    """What is found in all patients says nothing against a claim on those with one kind of the condition."""
    whole = estimate(low=30, high=30, study="Ash 2020", n=900, **RATE)
    (found,) = traced([statement("claim", low=60, high=70, **(RATE | {"condition": "trd"}))], [whole])
    assert found.verdict == "untraced"


def test_single_root() -> None:
    """Several voices that agree because all repeat one study are a single root."""
    about: dict[str, Any] = {
        "measure": "bioavailability",
        "intervention": "ketamine",
        "route": "oral",
        "low": 20,
        "high": 20,
    }
    claims = [statement(name, source=name, **about) for name in ("one", "two")]
    roots = list(single_roots(traced(claims, [estimate(study="Ash 1999", study_type="pk_study", n=3, **about)]), SCALE))
    assert [(root.study, len(root.group.voices)) for root in roots] == [("Ash 1999", 2)]


def test_two_roots_are_no_single_root() -> None:
    """Agreement that two studies found independently is no single root."""
    about: dict[str, Any] = {
        "measure": "bioavailability",
        "intervention": "ketamine",
        "route": "oral",
        "low": 20,
        "high": 20,
    }
    claims = [statement(name, source=name, **about) for name in ("one", "two")]
    studies = [estimate(place, study=name, study_type="pk_study", **about) for place, name in enumerate(("Ash", "Bay"))]
    assert list(single_roots(traced(claims, studies), SCALE)) == []


def test_one_voice_is_no_single_root() -> None:
    """Two pages of one voice agree with nobody but themselves."""
    about: dict[str, Any] = {
        "measure": "bioavailability",
        "intervention": "ketamine",
        "route": "oral",
        "low": 20,
        "high": 20,
    }
    claims = [statement(name, source=name, voice="clinic", **about) for name in ("one", "two")]
    found = traced(claims, [estimate(study="Ash 1999", study_type="pk_study", **about)])
    assert list(single_roots(found, SCALE)) == []


WILSON = [(71, 17, "47.3", "87.0"), (0, 18, "0", "17.6"), (100, 9, "70.1", "100"), (50, 1, "5.5", "94.5")]


@pytest.mark.parametrize(("share", "n", "low", "high"), WILSON)
def test_interval_of_a_share(share: int, n: int, low: str, high: str) -> None:
    """The score interval of a proportion, and it stays within 0 and 100."""
    assert wilson(Fraction(share), n) == Range(Fraction(low), Fraction(high))


def test_measures_that_count_people() -> None:
    """Only shares of people get an interval from the number of people; the size of a change or a part does not."""
    others = {"symptom_reduction", "bioavailability"}
    shares = {name for name, measure in KETAMINE.measures.items() if measure.unit == "%"}
    assert {name for name in shares if counts_people(KETAMINE.measures[name])} == shares - others


# ------------------------------------------------------------------------------------------------ laws for any evidence

MEASURES = st.sampled_from(["response_rate", "remission_rate", "abstinence_rate", "symptom_reduction", "other"])
MAYBE = {
    "condition": st.sampled_from([None, "depression", "trd", "ptsd", "alcohol_use"]),
    "intervention": st.sampled_from([None, "ketamine", "esketamine", "placebo", "other"]),
    "timepoint": st.sampled_from([None, "P1D", "PT24H", "P7D"]),
    "population": st.sampled_from([None, "veterans", "women veterans", "american adults"]),
    "doses_high": st.sampled_from([None, 1, 6]),
}
SHARES = st.integers(0, 100)


@st.composite
def said(draw: st.DrawFn) -> dict[str, Any]:
    """What a claim or an estimate says, in any combination."""
    low = draw(SHARES)
    doses = draw(MAYBE["doses_high"])
    fields = {name: draw(values) for name, values in MAYBE.items()}
    return {"measure": draw(MEASURES), "low": low, "high": low, **fields, "doses_high": doses, "doses_low": doses}


@st.composite
def tables(draw: st.DrawFn) -> list[Estimate]:
    """A small table of evidence."""
    rows = draw(st.lists(said(), max_size=6))
    kinds, sizes, studies = st.sampled_from(STUDY_TYPES), st.none() | st.integers(1, 500), st.sampled_from("abc")
    return [
        estimate(place, **row, study=draw(studies), study_type=draw(kinds), n=draw(sizes))
        for place, row in enumerate(rows)
    ]


@given(said(), tables())
def test_no_match_of_another_measure(claim: dict[str, Any], table: list[Estimate]) -> None:
    """Whatever the evidence, a claim is matched with its own measure alone."""
    (found,) = traced([statement("claim", **claim)], table)
    assert {match.estimate.statement.measure for match in found.matches} <= {claim["measure"]}


@given(said(), tables())
def test_every_trace_has_a_reason(claim: dict[str, Any], table: list[Estimate]) -> None:
    """Whatever the evidence, there is one verdict and one sentence for it."""
    (found,) = traced([statement("claim", **claim)], table)
    sentence = reason(found, SCALE)
    assert found.verdict in TRACE_VERDICTS
    assert sentence.startswith(found.verdict.replace("_", " "))
    assert sentence.endswith(".")
    assert "None" not in sentence


@given(said(), tables(), st.randoms(use_true_random=False))
def test_order_of_evidence(claim: dict[str, Any], table: list[Estimate], chance: Any) -> None:
    """The order of the rows of evidence changes nothing."""
    shuffled = list(table)
    chance.shuffle(shuffled)
    one, other = (traced([statement("claim", **claim)], rows)[0] for rows in (table, shuffled))
    assert (one.verdict, reason(one, SCALE)) == (other.verdict, reason(other, SCALE))


@given(said(), tables(), said())
def test_unrelated_row(claim: dict[str, Any], table: list[Estimate], row: dict[str, Any]) -> None:
    """A row about another treatment in another condition changes no verdict."""
    claim, unrelated = claim | {"condition": "trd"}, row | {"condition": "ocd", "intervention": "mdma"}
    more = [*table, estimate(99, **unrelated, study="other", n=10)]
    one, other = (traced([statement("claim", **claim)], rows)[0] for rows in (table, more))
    assert (one.verdict, reason(one, SCALE)) == (other.verdict, reason(other, SCALE))


@given(st.lists(said(), min_size=1, max_size=4), tables())
def test_order_of_claims(listed: list[dict[str, Any]], table: list[Estimate]) -> None:
    """The order of the claims changes nothing."""
    claims = [statement(f"claim-{place}", place * 5, **each) for place, each in enumerate(listed)]
    one, other = ({t.claim.claim_id: t.verdict for t in traced(rows, table)} for rows in (claims, claims[::-1]))
    assert one == other


@given(said(), tables())
def test_unit_of_the_evidence(claim: dict[str, Any], table: list[Estimate]) -> None:
    """Time points and units that say the same are the same: 24 hours and one day."""

    def renamed(each: Estimate) -> Estimate:
        subject = each.statement.subject
        moment = {"P1D": "PT24H", "PT24H": "P1D"}.get(subject.timepoint or "", subject.timepoint)
        return replace(each, statement=replace(each.statement, subject=replace(subject, timepoint=moment)))

    one, other = (traced([statement("claim", **claim)], rows)[0] for rows in (table, [renamed(each) for each in table]))
    assert one.verdict == other.verdict


@given(st.lists(said(), max_size=3))
def test_no_evidence(listed: list[dict[str, Any]]) -> None:
    """Without evidence every claim is untraced."""
    claims = [statement(f"claim-{place}", place * 5, **each) for place, each in enumerate(listed)]
    assert {found.verdict for found in traced(claims, [])} <= {"untraced"}


def test_evidence_is_looked_up_by_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim is compared with the rows of its own measure alone, and claims of one context only once."""
    compared: list[str] = []

    def watched(name: str, *values: Any) -> Field:
        compared.append(name)
        return compare_field(name, *values)

    monkeypatch.setattr(library, "compare_field", watched)
    about: dict[str, Any] = {"low": 1, "high": 1, "condition": "ocd", "intervention": "ketamine"}
    table = [estimate(place, measure="remission_rate", study="Ash 2020", **about) for place in range(50)]
    table.append(estimate(99, low=50, high=50, study="Bay 2021", **RATE))
    traced([statement(f"claim-{place}", place * 5, low=place, high=place, **RATE) for place in range(20)], table)
    # Of the populations another room says how they lie; conditions are compared to find the rows, and then with them.
    assert sorted(compared) == sorted(["condition", *(name for name in FIELDS if name != "population")])
