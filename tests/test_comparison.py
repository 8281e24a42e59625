"""Pairs: what the five articles agree and conflict in, and the laws that every verdict keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims import compare, load_claims
from ketclaims.comparison import Judgement, Options, Scale, Statement, judge, pairs, reason
from ketclaims.comparison.fields import FIELDS, compare_field, length
from ketclaims.comparison.figures import exact_conversion, figure
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import RELATIONS, Quantity, Relation, Span, Subject
from ketclaims.tables.statements import frame_statements

LEXICON = default_lexicon()
SCALE = Scale(LEXICON)
KETAMINE = Subject(condition="depression", intervention="ketamine")


def said(
    low: str | None,
    high: str | None = None,
    *,
    unit: str = "%",
    relation: Relation = "=",
    measure: str = "response_rate",
    subject: Subject = KETAMINE,
    source: str = "one",
    voice: str = "",
    place: int = 0,
) -> Statement:
    """One claim; with one number alone it is both ends of the range."""
    lowest, highest = low, high if high is not None else low
    if relation in ("<", "<="):
        lowest = None
    if relation in (">", ">="):
        highest = None
    first, last = (None if end is None else Decimal(end) for end in (lowest, highest))
    quantity = Quantity(Span(place, place + 1), first, last, unit, relation)
    return Statement(f"{source}{place}", source, voice or source, measure, quantity, subject)


def vague(unit: str, smaller: str | None = None, relation: Relation = "=", **fields: str) -> Statement:
    """One duration without a number."""
    quantity = Quantity(Span(0, 1), None, None, unit, relation, "vague", smaller)
    source = fields.get("source", "one")
    return Statement(f"{source}0", source, source, fields.get("measure", "onset_time"), quantity, KETAMINE)


def about(**fields: object) -> Subject:
    """The subject of a claim on ketamine in depression, with other fields."""
    return replace(KETAMINE, **fields)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------ five articles

PAIR = tuple[str, str, str]
FIVE = [
    # measure, a claim (source, value, part of the subject), another, verdict, words of the reason
    ("approval_year", ("newy", "1970", ""), ("innerwell", "1970", ""), "agree", ""),
    ("approval_year", ("newy", "1970", ""), ("transformative_power", "1970", ""), "agree", ""),
    ("approval_year", ("newy", "1970", ""), ("innerbloom", "1970", ""), "agree", ""),
    ("approval_year", ("newy", "1970", ""), ("innerwell", "2019", ""), "not_comparable", "intervention"),
    ("synthesis_year", ("innerwell", "1960s", ""), ("innerbloom", "1962", ""), "compatible", "1960–1969"),
    ("synthesis_year", ("newy", "1960s", ""), ("transformative_power", "1962", ""), "compatible", "1960–1969"),
    ("bioavailability", ("newy", "~20%", "oral"), ("innerwell", "20%", "oral"), "agree", "18–22 %"),
    ("bioavailability", ("newy", "~20%", "oral"), ("innerbloom", "20%", "oral"), "agree", "18–22 %"),
    ("bioavailability", ("innerwell", "30%", "sublingual"), ("innerbloom", "40%", ""), "undetermined", "route"),
    ("bioavailability", ("innerbloom", "100%", "iv"), ("innerbloom", "40%", ""), "undetermined", "route"),
    ("bioavailability", ("innerbloom", "20%", "oral"), ("innerbloom", "40%", ""), "undetermined", "route"),
    ("bioavailability", ("innerwell", "100%", "iv"), ("innerwell", "20%", "oral"), "not_comparable", "route"),
    (
        "remission_rate",
        ("newy", "50%", "depression"),
        ("transformative_power", "40%", "trd"),
        "conflict",
        "TRD is narrower than depression",
    ),
    (
        "response_rate",
        ("innerwell", "60-70%", "anxiety"),
        ("transformative_power", "45-55%", "anxiety"),
        "conflict",
        "60–70 % (innerwell) against 45–55 % (transformative_power), 5 points apart",
    ),
    (
        "response_rate",
        ("innerwell", "55%", "suicidal_ideation"),
        ("transformative_power", "75%+", "suicidal_ideation"),
        "conflict",
        "only innerwell names the time point (1 day)",
    ),
    ("response_rate", ("innerbloom", "71%", ""), ("innerbloom", "54%", ""), "not_comparable", "(1 day and 3 days)"),
    ("response_rate", ("newy", "71%", ""), ("innerbloom", "71%", ""), "agree", "71 %"),
    ("remission_rate", ("newy", "63%", ""), ("innerbloom", "63%", ""), "agree", "63 %"),
    ("remission_rate", ("newy", "80%", "ptsd"), ("innerbloom", "80%", "ptsd"), "agree", "at most 80 %"),
    ("prevalence", ("innerbloom", "6.8%", ""), ("innerbloom", "12.9%", ""), "undetermined", "population"),
]


@cache
def five() -> pd.DataFrame:
    """The claims of the five articles that come with the package."""
    return load_claims()


@cache
def five_pairs() -> pd.DataFrame:
    """All pairs of these claims."""
    return compare(five()).pairs


def found_claim(measure: str, source: str, value: str, part: str) -> str:
    """The identifier of the one claim of a source with that value and a word of its subject."""
    claims = five()
    rows = claims[(claims["measure"] == measure) & (claims["source"] == source) & (claims["value_text"] == value)]
    columns = ["condition", "intervention", "route", "timepoint"]
    named = rows[[not part or part in [row[name] for name in columns] for _, row in rows.iterrows()]]
    return str(named["claim_id"].iloc[0])


@pytest.mark.parametrize(("measure", "one", "other", "verdict", "words"), FIVE)
def test_five_articles(measure: str, one: PAIR, other: PAIR, verdict: str, words: str) -> None:
    """The five articles agree and conflict in what a reader sees in them, and the row says why."""
    pair = {found_claim(measure, *one), found_claim(measure, *other)}
    rows = five_pairs()
    row = rows[rows["claim_id_a"].isin(pair) & rows["claim_id_b"].isin(pair)].iloc[0]
    assert (row["verdict"], words in row["reason"]) == (verdict, True)


def test_remission_says_both_figures() -> None:
    """The reason of a conflict names the hedged range, the bound and both sources."""
    values = (("newy", "50%"), ("transformative_power", "40%"))
    first, second = (found_claim("remission_rate", source, value, "") for source, value in values)
    rows = five_pairs()
    (says,) = rows[(rows["claim_id_a"] == first) & (rows["claim_id_b"] == second)]["reason"]
    start = "conflict: more than 50 % (newy) against 36–44 % (about 40 %, transformative_power), 6 points apart"
    assert says.startswith(start)


def test_responder_classes_are_no_contradiction() -> None:
    """One source names responders after 1-2, 3-4 and 5+ treatments, and does not contradict itself."""
    rows = five_pairs()
    own = rows[(rows["measure"] == "doses_to_response") & rows["same_source"]]
    assert (len(own) > 2, "conflict" in set(own["verdict"])) == (True, False)


def test_every_pair_of_one_measure_is_there_once() -> None:
    """Each two claims of one measure are one row, what cannot be compared too."""
    counts = five()["measure"].value_counts()
    assert len(five_pairs()) == sum(int(n) * (int(n) - 1) // 2 for n in counts)


def test_no_verdict_without_what_the_measure_needs() -> None:
    """No pair of the five articles is judged by its figures where a field that the measure needs is empty."""
    statements = {statement.claim_id: statement for statement in frame_statements(five(), LEXICON)}
    judged = five_pairs()[five_pairs()["verdict"].isin(["agree", "compatible", "conflict"])]
    lacking = [
        (row.claim_id_a, row.claim_id_b)
        for row in judged.itertuples()
        for name in (row.claim_id_a, row.claim_id_b)
        if SCALE.missing(SCALE.entry(statements[str(name)]))
    ]
    assert lacking == []


# --------------------------------------------------------------------------------------------------------- verdicts

VERDICTS = [
    pytest.param(said("71"), said("71", source="two"), "agree", id="one number twice"),
    pytest.param(said("54"), said("55", source="two"), "conflict", id="neighbours stay apart"),
    pytest.param(said("71"), said("71.4", source="two"), "compatible", id="the parts that rounding drops"),
    pytest.param(said("71.0"), said("71.4", source="two"), "conflict", id="decimals that are written"),
    pytest.param(said("71"), said("71.50", source="two"), "compatible", id="71.50 may be 71.499"),
    pytest.param(said("71"), said("71.6", source="two"), "conflict", id="what rounds to another number"),
    pytest.param(said("71.0"), said("71", source="two"), "agree", id="with and without a zero"),
    pytest.param(said("60", "70"), said("65", source="two"), "compatible", id="a range holds a number"),
    pytest.param(said("60", "70"), said("70", "80", source="two"), "compatible", id="ranges touch"),
    pytest.param(said("60", "70"), said("45", "55", source="two"), "conflict", id="ranges apart"),
    pytest.param(said("40", relation="~"), said("43", source="two"), "compatible", id="a hedge reaches"),
    pytest.param(said("40", relation="~"), said("45", source="two"), "conflict", id="a hedge ends"),
    pytest.param(said("75", relation=">="), said("55", source="two"), "conflict", id="below a bound"),
    pytest.param(said("75", relation=">="), said("80", source="two"), "compatible", id="above a bound"),
    pytest.param(said("80", relation="<="), said("63", source="two"), "compatible", id="within a bound"),
    pytest.param(
        said("6", unit="{dose}", measure="series_doses"),
        said("7", unit="{dose}", measure="series_doses", source="two"),
        "conflict",
        id="counts are exact",
    ),
    pytest.param(
        said("1970", unit="{year}", measure="approval_year"),
        said("1971", unit="{year}", measure="approval_year", source="two"),
        "conflict",
        id="years are exact",
    ),
    pytest.param(
        said("2000", "2003", unit="{year}", measure="approval_year", relation="~"),
        said("1970", unit="{year}", measure="approval_year", source="two"),
        "conflict",
        id="a hedged year is hedged by a year",
    ),
    pytest.param(
        said("24", unit="h", measure="onset_time"),
        said("1", unit="d", measure="onset_time", source="two"),
        "agree",
        id="a day has 24 hours",
    ),
    pytest.param(
        vague("h"), said("30", unit="h", measure="onset_time", source="two"), "conflict", id="hours end before a day"
    ),
    pytest.param(
        vague("d", "h"), said("30", unit="h", measure="onset_time", source="two"), "compatible", id="hours to days"
    ),
    pytest.param(
        vague("h", relation="<="),
        said("10", unit="min", measure="onset_time", source="two"),
        "compatible",
        id="within hours begins at nothing",
    ),
    pytest.param(
        said("2", unit="/mo", measure="maintenance_interval"),
        said("15", unit="d", measure="maintenance_interval", source="two"),
        "agree",
        id="twice a month is every 15 days",
    ),
    pytest.param(
        said("1", unit="mg/kg", measure="dose", subject=about(route="iv")),
        said("60", unit="mg", measure="dose", subject=about(route="iv"), source="two"),
        "not_comparable",
        id="units that do not convert",
    ),
    pytest.param(
        said("1", measure="other"),
        said("1", measure="other", source="two"),
        "undetermined",
        id="no measure named",
    ),
    pytest.param(
        said("1", unit="h", measure="onset_time"),
        said("9", unit="h", measure="onset_time", place=5),
        "compatible",
        id="what varies does not conflict with itself",
    ),
    pytest.param(
        said("1", unit="h", measure="onset_time"),
        said("9", unit="h", measure="onset_time", source="two"),
        "conflict",
        id="what varies may conflict with another source",
    ),
]


@pytest.mark.parametrize(("one", "other", "verdict"), VERDICTS)
def test_verdict(one: Statement, other: Statement, verdict: str) -> None:
    """Two figures agree, can both be true, or conflict, once hedges and rounding are allowed for."""
    assert judge(one, other, SCALE).verdict == verdict


SUBJECTS = [
    (about(condition="trd"), "compatible", ("condition",)),
    (about(condition="ptsd"), "not_comparable", ()),
    (about(condition=None), "undetermined", ("condition",)),
    (about(condition="other"), "not_comparable", ()),
    (about(intervention="esketamine"), "not_comparable", ()),
    (about(intervention="ketamine_psychotherapy"), "compatible", ("intervention",)),
    (about(route="iv"), "compatible", ("route",)),
    (about(timepoint="P1D"), "compatible", ("timepoint",)),
    (about(doses_low=6, doses_high=6, population="u.s. veterans"), "compatible", ("doses", "population")),
]


@pytest.mark.parametrize(("subject", "verdict", "loose"), SUBJECTS)
def test_fields(subject: Subject, verdict: str, loose: tuple[str, ...]) -> None:
    """A field that differs forbids a comparison, one that is needed and unsaid leaves it open, any other is loose."""
    found = judge(said("60", "70"), said("65", source="two", subject=subject), SCALE)
    assert (found.verdict, found.loose) == (verdict, loose)


LIKENESS = [
    ("doses", (2, None), (6, 6), "nested"),
    ("doses", (1, 1), (2, None), "different"),
    ("doses", (6, 8), (6, 6), "nested"),
    ("doses", (4, 6), (5, 8), "different"),
    ("doses", None, (6, 6), "unsaid"),
    ("condition", "mdd", "depression", "nested"),
    ("condition", "mdd", "trd", "different"),
    ("condition", "other", "other", "unsaid"),
    ("route", None, None, "same"),
    ("timepoint", length("PT24H"), length("P1D"), "same"),
    ("timepoint", length("P12M"), length("P1Y"), "same"),
    ("timepoint", length("P7D"), length("P1W"), "same"),
    ("timepoint", length("P1D"), length("P3D"), "different"),
]


@pytest.mark.parametrize(("name", "one", "other", "likeness"), LIKENESS)
def test_likeness_of_a_field(name: str, one: object, other: object, likeness: str) -> None:
    """A field is the same, one within the other, unsaid by one, or different."""
    assert compare_field(name, one, other, LEXICON).likeness == likeness


def test_nested_over_two_steps() -> None:
    """A condition is nested in the broader one of its broader one."""
    conditions = {**LEXICON.conditions, "deep": replace(LEXICON.conditions["trd"], name="deep", broader="trd")}
    deeper = replace(LEXICON, conditions=conditions)
    assert compare_field("condition", "deep", "depression", deeper).likeness == "nested"


def test_needed_field_unsaid_by_both() -> None:
    """A field that the measure needs and neither claim says leaves the comparison open."""
    silent = about(condition=None)
    assert judge(said("70", subject=silent), said("70", subject=silent, source="two"), SCALE).verdict == "undetermined"


def test_gap_is_between_the_figures() -> None:
    """The gap is how far the figures are apart in the canonical unit, hedges allowed for."""
    one, other = said("2", unit="d", measure="onset_time"), said("60", unit="h", measure="onset_time", source="two")
    assert judge(one, replace(other, subject=KETAMINE), Scale(LEXICON, Options(rounding=Decimal(0)))).gap == 12


def test_two_measures_are_refused() -> None:
    """Claims of two measures are never a pair."""
    with pytest.raises(ValueError, match="two measures"):
        judge(said("70"), said("70", measure="remission_rate"), SCALE)


@pytest.mark.parametrize("name", ["hedge", "hedge_years", "rounding", "pair_limit", "reach"])
def test_negative_tolerance_is_refused(name: str) -> None:
    """A tolerance or limit below zero is refused by its name."""
    with pytest.raises(ValueError, match=name):
        Options(**{name: -1})  # type: ignore[arg-type]


def test_tolerances_can_be_set() -> None:
    """A caller who allows for a wider hedge sees fewer conflicts."""
    one, other = said("40", relation="~"), said("50", source="two")
    verdicts = [judge(one, other, Scale(LEXICON, Options(hedge=Decimal(h)))).verdict for h in ("0.1", "0.3")]
    assert verdicts == ["conflict", "compatible"]


def test_large_measure_lists_conflicts_alone() -> None:
    """Of a measure with very many claims each that stands outside has one conflict, and the reason says so."""
    inside = [said("60", source=f"s{i}") for i in range(8)]
    listed = list(pairs([*inside, said("90", source="z")], Scale(LEXICON, Options(pair_limit=5))))
    says = reason(listed[0], SCALE)
    assert ([j.verdict for j in listed], "of the 9 claims" in says) == (["conflict"], True)


# ------------------------------------------------------------------------------------------------------------- laws

MEASURED = (
    ("response_rate", "%"),
    ("bioavailability", "%"),
    ("onset_time", "h"),
    ("onset_time", "d"),
    ("series_doses", "{dose}"),
)
ENDS = st.decimals(min_value=0, max_value=100, places=1).map(lambda value: value.normalize() + 0)


@st.composite
def statements(draw: st.DrawFn, source: str = "") -> Statement:
    """Any claim of a few measures, with fields said or not."""
    measure, unit = draw(st.sampled_from(MEASURED))
    ends = sorted((draw(ENDS), draw(ENDS)))
    relation = draw(st.sampled_from(RELATIONS))
    low = None if relation in ("<", "<=") else ends[0]
    high = None if relation in (">", ">=") else ends[1]
    place = draw(st.integers(0, 10_000))
    name = source or draw(st.sampled_from(["one", "two", "three"]))
    quantity = Quantity(Span(place, place + 1), low, high, unit, relation)
    return Statement(f"{name}{place}", name, draw(st.sampled_from([name, "both"])), measure, quantity, draw(subjects()))


def subjects() -> st.SearchStrategy[Subject]:
    """Any subject with fields said or not."""
    doses = st.sampled_from([(None, None), (1, 1), (6, 6), (2, None), (4, 8)])
    return st.builds(
        lambda condition, intervention, route, number, time: Subject(
            condition, intervention, route, number[0], number[1], time
        ),
        st.sampled_from([None, "depression", "trd", "ptsd", "other"]),
        st.sampled_from([None, "ketamine", "ketamine_psychotherapy", "esketamine"]),
        st.sampled_from([None, "iv", "oral"]),
        doses,
        st.sampled_from([None, "P1D", "PT24H", "P6W"]),
    )


@st.composite
def couples(draw: st.DrawFn) -> tuple[Statement, Statement]:
    """Any two claims of one measure."""
    one, other = draw(statements()), draw(statements())
    kind, unit = other.quantity.unit, one.quantity.unit
    unit = unit if exact_conversion(kind, unit, LEXICON) is None else kind
    return one, replace(other, measure=one.measure, quantity=replace(other.quantity, unit=unit))


def several(source: str = "") -> st.SearchStrategy[list[Statement]]:
    """Claims with an identifier each."""
    return st.lists(statements(source), max_size=10, unique_by=lambda statement: statement.claim_id)


def outcome(judgement: Judgement) -> tuple[object, ...]:
    """All that a judgement says."""
    return judgement.verdict, judgement.gap, judgement.loose, judgement.a.claim_id, reason(judgement, SCALE)


@given(couples())
def test_order_changes_nothing(couple: tuple[Statement, Statement]) -> None:
    """The verdict, its reason and who comes first do not depend on which claim is given first."""
    one, other = couple
    if one.order != other.order:
        assert outcome(judge(one, other, SCALE)) == outcome(judge(other, one, SCALE))


@given(statements())
def test_a_claim_agrees_with_itself(statement: Statement) -> None:
    """A claim agrees with itself, unless it lacks what its measure needs."""
    expected = "undetermined" if SCALE.missing(SCALE.entry(statement)) else "agree"
    assert judge(statement, statement, SCALE).verdict == expected


@given(couples(), st.sampled_from(["min", "h", "d", "wk", "mo"]))
def test_unit_of_comparison_changes_nothing(couple: tuple[Statement, Statement], unit: str) -> None:
    """In whatever unit two durations are compared, the verdict is the same."""
    one, other = (replace(each, measure="onset_time", quantity=_timed(each)) for each in couple)
    assert judge(one, other, SCALE).verdict == judge(one, other, Scale(_compared_in(unit))).verdict


def _timed(statement: Statement) -> Quantity:
    unit = statement.quantity.unit
    return replace(statement.quantity, unit=unit if unit in ("h", "d") else "wk")


@cache
def _compared_in(unit: str) -> Lexicon:
    measure = replace(LEXICON.measures["onset_time"], unit=unit)
    return replace(LEXICON, measures={**LEXICON.measures, "onset_time": measure})


@given(couples(), st.sampled_from([("h", "min", 60), ("d", "h", 24), ("wk", "d", 7)]))
def test_unit_as_written_changes_nothing(couple: tuple[Statement, Statement], units: tuple[str, str, int]) -> None:
    """A figure rewritten in another unit has the same verdict, but for the rounding of what is then written."""
    large, small, factor = units
    scale = Scale(LEXICON, Options(rounding=Decimal(0)))
    one, other = (replace(e, measure="onset_time", quantity=replace(e.quantity, unit=large)) for e in couple)
    ends = (None if end is None else end * factor for end in (one.quantity.low, one.quantity.high))
    low, high = ends
    rewritten = replace(one, quantity=replace(one.quantity, unit=small, low=low, high=high))
    assert judge(one, other, scale).verdict == judge(rewritten, other, scale).verdict


@given(couples(), st.integers(0, 1000))
def test_translation_changes_nothing(couple: tuple[Statement, Statement], by: int) -> None:
    """Where in their texts the claims stand has no part in the verdict, as long as their order stays."""
    one, other = (_moved(each, by) for each in couple)
    assert judge(*couple, SCALE).verdict == judge(one, other, SCALE).verdict


def _moved(statement: Statement, by: int) -> Statement:
    span = statement.quantity.span
    return replace(statement, quantity=replace(statement.quantity, span=Span(span.start + by, span.end + by)))


@given(couples(), st.decimals(min_value=0, max_value=50, places=1), st.decimals(min_value=0, max_value=50, places=1))
def test_widening_makes_no_conflict(couple: tuple[Statement, Statement], below: Decimal, above: Decimal) -> None:
    """A claim whose range is wider never conflicts where the narrower one did not."""
    one, other = couple
    wider = replace(one, quantity=_wider(one.quantity, below, above))
    if judge(wider, other, SCALE).verdict == "conflict":
        assert judge(one, other, SCALE).verdict == "conflict"


def _wider(quantity: Quantity, below: Decimal, above: Decimal) -> Quantity:
    low = None if quantity.low is None else max(Decimal(0), quantity.low - below)
    high = None if quantity.high is None else quantity.high + above
    # A share beyond 100 % would be another law.
    return replace(quantity, low=low, high=high if high is None or quantity.unit != "%" else min(high, Decimal(100)))


@given(couples(), st.decimals(min_value=0, max_value=1, places=2), st.decimals(min_value=0, max_value=1, places=2))
def test_tolerance_makes_no_conflict(couple: tuple[Statement, Statement], more: Decimal, most: Decimal) -> None:
    """A wider tolerance never makes a conflict."""
    less, wide = sorted((more, most))
    verdicts = [judge(*couple, Scale(LEXICON, Options(hedge=h, rounding=h))).verdict for h in (less, wide)]
    assert verdicts[1] != "conflict" or verdicts[0] == "conflict"


@given(several())
def test_no_pair_of_two_measures(listed: list[Statement]) -> None:
    """Every pair has one measure, and every two claims of one measure are a pair."""
    found = {(j.a.claim_id, j.b.claim_id) for j in pairs(listed, SCALE)}
    ordered = sorted(listed, key=lambda statement: statement.order)
    assert found == {(a.claim_id, b.claim_id) for a, b in combinations(ordered, 2) if a.measure == b.measure}


@given(several(), several("new"))
def test_adding_a_source_removes_no_pair(listed: list[Statement], more: list[Statement]) -> None:
    """What was said of two claims stays when another source comes."""
    before, after = ({outcome(j) for j in pairs(each, SCALE)} for each in (listed, listed + more))
    assert before <= after


@given(couples())
def test_no_verdict_on_an_empty_field(couple: tuple[Statement, Statement]) -> None:
    """Figures are not judged where one of the claims lacks a field that the measure needs."""
    lacking = any(SCALE.missing(SCALE.entry(each)) for each in couple)
    if lacking:
        assert judge(*couple, SCALE).verdict in ("undetermined", "not_comparable")


@given(couples())
def test_only_a_conflict_has_a_gap(couple: tuple[Statement, Statement]) -> None:
    """A conflict has a gap and nothing else has one; its reason is one sentence that names both sources."""
    found = judge(*couple, SCALE)
    says = reason(found, SCALE)
    named = all(each.source in says for each in couple) and says.endswith(".")
    assert ((found.gap is not None) == (found.verdict == "conflict"), named) == (True, True)


@given(statements())
def test_ranges_hold_each_other(statement: Statement) -> None:
    """What is allowed holds what is hedged, and that holds what is stated."""
    found = figure(statement, LEXICON, Options())
    assert found is not None
    assert (found.allowed.holds(found.hedged), found.hedged.holds(found.stated)) == (True, True)


def test_fields_are_those_of_the_design() -> None:
    """Six fields decide whether two claims can be compared."""
    assert FIELDS == ("condition", "intervention", "route", "doses", "timepoint", "population")


WRITTEN: list[tuple[str, Callable[[Judgement], object], object]] = [
    ("same source", lambda judgement: judgement.same_source, False),
    ("same voice", lambda judgement: judgement.same_voice, True),
]


@pytest.mark.parametrize(("_name", "of", "expected"), WRITTEN)
def test_voice(_name: str, of: Callable[[Judgement], object], expected: object) -> None:
    """Two sources of one voice are marked as such."""
    assert of(judge(said("70", voice="v"), said("70", source="two", voice="v"), SCALE)) is expected
