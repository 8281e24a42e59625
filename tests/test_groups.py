"""Groups: what most voices allow, who stands outside, and how the work grows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims import compare, load_claims
from ketclaims.comparison import Group, Options, Scale, Statement, group_reason, groups, judge
from ketclaims.comparison.ranges import Range
from ketclaims.comparison.sweep import Said, most_allowed
from ketclaims.lexicon import default_lexicon
from ketclaims.model import Quantity, Span, Subject

SCALE = Scale(default_lexicon())
KETAMINE = Subject(condition="depression", intervention="ketamine")


def said(low: float, high: float | None = None, source: str = "a", voice: str = "", **fields: object) -> Statement:
    """One response rate on ketamine in depression."""
    ends = (Decimal(str(low)), Decimal(str(low if high is None else high)))
    subject = replace(KETAMINE, **fields)  # type: ignore[arg-type]
    name = f"{source}{low}{high}{sorted(fields.items())}"
    return Statement(name, source, voice or source, "response_rate", Quantity(Span(0, 1), *ends, "%"), subject)


def only(*statements: Statement) -> Group:
    """The one group of some claims."""
    (found,) = groups(statements, SCALE)
    return found


# ------------------------------------------------------------------------------------------------------ five articles

FIVE = [
    # measure, words of the context, verdict, sources, voices
    ("approval_year", {"intervention": "ketamine"}, "consensus", 4, 3),
    ("synthesis_year", {"intervention": "ketamine"}, "consensus", 4, 3),
    ("bioavailability", {"route": "oral"}, "consensus", 3, 2),
    ("bioavailability", {"route": "sublingual"}, "single", 1, 1),
    ("response_rate", {"condition": "depression", "timepoint": "P1D"}, "repeated", 2, 1),
    ("remission_rate", {"condition": "suicidal_ideation", "timepoint": "P3D"}, "repeated", 2, 1),
    ("remission_rate", {"condition": "ptsd"}, "repeated", 2, 1),
    ("response_rate", {"condition": "suicidal_ideation", "timepoint": "P1D"}, "contested", 2, 2),
]


@pytest.fixture(name="five", scope="module")
def _five() -> pd.DataFrame:
    return compare(load_claims()).groups


@pytest.mark.parametrize(("measure", "context", "verdict", "sources", "voices"), FIVE)
def test_five_articles(
    five: pd.DataFrame, measure: str, context: dict[str, str], verdict: str, sources: int, voices: int
) -> None:
    """The five articles agree, repeat each other and are contested where a reader finds that they do."""
    rows = five[five["measure"] == measure]
    for name, word in context.items():
        rows = rows[rows[name] == word]
    assert [(r.verdict, r.sources, r.voices) for r in rows.itertuples()] == [(verdict, sources, voices)]


def test_anxiety_is_contested(five: pd.DataFrame) -> None:
    """Of the response in anxiety one source says 60-70 % and another 45-55 %."""
    rows = five[(five["measure"] == "response_rate") & (five["condition"] == "anxiety") & (five["sources"] == 2)]
    assert rows[["verdict", "outside"]].to_numpy().tolist() == [["contested", "innerwell"]]


def test_every_claim_is_in_a_group(five: pd.DataFrame) -> None:
    """No claim of the table is left out."""
    listed = {claim for cell in five["claim_ids"] for claim in cell.split("; ")}
    assert listed == set(load_claims()["claim_id"])


# --------------------------------------------------------------------------------------------------------- verdicts

VERDICTS = [
    pytest.param([said(60), said(90)], "single", id="one source"),
    pytest.param([said(60), said(60, source="b", voice="a")], "repeated", id="two sources of one voice"),
    pytest.param([said(60), said(90, source="b", voice="a")], "repeated", id="one voice that contradicts itself"),
    pytest.param([said(60), said(60, source="b")], "consensus", id="two voices"),
    pytest.param([said(50, 70), said(60, 80, "b")], "consensus", id="ranges that overlap"),
    pytest.param([said(60), said(90, source="b")], "contested", id="two voices apart"),
    pytest.param([said(60), said(60, source="b"), said(90, source="c")], "contested", id="one outside"),
]


@pytest.mark.parametrize(("statements", "verdict"), VERDICTS)
def test_verdict(statements: list[Statement], verdict: str) -> None:
    """A group is a consensus, contested, repeated or single."""
    assert only(*statements).verdict == verdict


def test_who_stands_outside() -> None:
    """The numbers are those that most voices allow, and who does not is named."""
    found = only(said(60), said(55, 65, "b"), said(90, source="c"))
    outside = [statement.source for statement in found.outside]
    assert (found.numbers, found.within, outside) == (Range(Fraction(119, 2), Fraction(121, 2), False, True), 2, ["c"])


def test_reason_names_voices_figures_and_sources() -> None:
    """The reason says how many voices allow what, and who stands outside with which figure."""
    found = only(said(50, 60), said(50, 60, "b"), said(90, source="c"))
    says = "contested: 2 of 3 voices (a, b and c) allow 49.5 up to 60.5 %; outside stands 90 % (c)."
    assert group_reason(found, SCALE) == says


def test_open_claim_joins_each_subject_that_fills_it() -> None:
    """A claim that names no time point stands with the claims of every time point; these do not stand together."""
    listed = [said(71, timepoint="P1D"), said(54, timepoint="P3D"), said(70, source="b")]
    assert sorted(len(found.statements) for found in groups(listed, SCALE)) == [1, 2, 2]


def test_time_points_of_one_length_are_one_subject() -> None:
    """24 hours and one day are one time point."""
    assert only(said(70, timepoint="P1D"), said(70, source="b", timepoint="PT24H")).verdict == "consensus"


def test_claim_without_what_its_measure_needs_is_alone() -> None:
    """Two response rates of no named condition make no consensus."""
    listed = [said(70, condition=None), said(70, source="b", condition=None)]
    assert [found.verdict for found in groups(listed, SCALE)] == ["single", "single"]


def test_too_open_claim_says_so() -> None:
    """A claim that could be about more subjects than the reach stands by itself, and the reason says so."""
    listed = [said(60 + day, timepoint=f"P{day}D") for day in range(1, 5)]
    found = list(groups([*listed, said(70, source="b")], Scale(SCALE.lexicon, Options(reach=3))))
    assert (len(found[0].statements), "4 subjects more" in group_reason(found[0], SCALE)) == (1, True)


def test_large_measure_says_so() -> None:
    """Where not all pairs of a measure are listed, its groups say so."""
    found = next(groups([said(60), said(61), said(62)], Scale(SCALE.lexicon, Options(pair_limit=2))))
    assert "of the 3 claims of the measure the pairs list only conflicts" in group_reason(found, SCALE)


# ------------------------------------------------------------------------------------------------------------ sweep


def test_nothing_said() -> None:
    """Where nobody says anything there is nothing that most allow."""
    with pytest.raises(ValueError, match="nobody"):
        most_allowed([])


ENDS = [
    pytest.param(Range(Fraction(1), Fraction(2)), Range(Fraction(2), Fraction(3)), 2, id="closed ends touch"),
    pytest.param(Range(Fraction(1), Fraction(2), high_open=True), Range(Fraction(2), None), 1, id="open at the end"),
    pytest.param(Range(Fraction(1), Fraction(2)), Range(Fraction(2), None, low_open=True), 1, id="open at the start"),
    pytest.param(Range(None, Fraction(2)), Range(Fraction(1), None), 2, id="half-lines"),
]


@pytest.mark.parametrize(("one", "other", "voices"), ENDS)
def test_open_and_closed_ends(one: Range, other: Range, voices: int) -> None:
    """A number that an end leaves out is not allowed."""
    assert most_allowed([Said(one, "a", "a"), Said(other, "b", "b")]).voices == voices


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Any range with small whole ends, open or closed."""
    low, high = sorted((draw(st.integers(0, 8)), draw(st.integers(0, 8))))
    if low == high:
        return Range(Fraction(low), Fraction(high))
    return Range(Fraction(low), Fraction(high), draw(st.booleans()), draw(st.booleans()))


VOICES = st.sampled_from("abc")
HEARD = st.lists(st.builds(Said, ranges(), st.sampled_from("stuv"), VOICES), min_size=1, max_size=8)


@given(HEARD)
def test_sweep_finds_what_trying_finds(heard: list[Said]) -> None:
    """The sweep finds as many voices as trying every quarter does, and all of what it gives is allowed by so many."""
    tried = [Range(Fraction(n, 4), Fraction(n, 4)) for n in range(33)]
    common = most_allowed(heard)
    inside = {each.voice for each in heard if each.numbers.meets(common.numbers)}
    most = max(len({each.voice for each in heard if each.numbers.holds(point)}) for point in tried)
    assert (common.voices, len(inside) >= most) == (most, True)


@given(HEARD)
def test_repeated_voice_never_raises_the_count(heard: list[Said]) -> None:
    """When a source repeats another one of its voice, no more voices allow the numbers."""
    again = replace(heard[0], source="again")
    assert most_allowed([*heard, again]).voices == most_allowed(heard).voices


TIMES = st.sampled_from([None, "P1D", "P6W"])
CLAIMS = st.lists(
    st.builds(said, st.integers(0, 50), st.integers(50, 100), st.sampled_from("abc"), timepoint=TIMES),
    min_size=1,
    max_size=8,
    unique_by=lambda statement: statement.claim_id,
)


@given(CLAIMS, st.sampled_from("abc"))
def test_new_source_of_a_known_voice(listed: list[Statement], source: str) -> None:
    """Another source of a voice that was heard never raises a group's number of voices."""
    own = [statement for statement in listed if statement.source == source]
    more = [replace(s, source="again", claim_id=f"again{s.claim_id}", voice=source) for s in own]
    before, after = ({_key(g): len(g.voices) for g in groups(each, SCALE)} for each in (listed, listed + more))
    assert after == before


def _key(found: Group) -> object:
    return found.subject.context


@given(CLAIMS)
def test_no_two_claims_of_a_group_differ(listed: list[Statement]) -> None:
    """Any two claims of one group can be compared."""
    verdicts = {judge(a, b, SCALE).verdict for g in groups(listed, SCALE) for a in g.statements for b in g.statements}
    assert verdicts <= {"agree", "compatible", "conflict"}


@given(CLAIMS)
def test_contested_where_there_is_a_conflict(listed: list[Statement]) -> None:
    """A group of several voices is contested exactly where two of its claims conflict."""
    for found in groups(listed, SCALE):
        apart = any(judge(a, b, SCALE).verdict == "conflict" for a in found.statements for b in found.statements)
        if len(found.voices) > 1:
            assert found.verdict == ("contested" if apart else "consensus")
