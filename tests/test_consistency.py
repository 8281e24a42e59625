"""Consistency: figures of different measures that have to fit together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from ketclaims import compare, load_claims
from ketclaims.comparison import Scale, Statement
from ketclaims.consistency import CHECKS, Check, Finding, find_inconsistencies
from ketclaims.lexicon import default_lexicon
from ketclaims.model import CHECK_NAMES, Quantity, Span, Subject

SCALE = Scale(default_lexicon())
KETAMINE = Subject(condition="depression", intervention="ketamine")
SUICIDE = Subject(condition="suicide")


def said(
    measure: str,
    low: str,
    high: str = "",
    unit: str = "%",
    source: str = "one",
    subject: Subject = KETAMINE,
    **about: object,
) -> Statement:
    """One claim, on ketamine in depression unless it has another subject."""
    named = replace(subject, **about)  # type: ignore[arg-type]
    quantity = Quantity(Span(0, 1), Decimal(low), Decimal(high or low), unit)
    return Statement(
        f"{source} {measure} {low}-{high} {sorted(about.items())}", source, source, measure, quantity, named
    )


def findings(*statements: Statement) -> list[Finding]:
    """What the checks find in some claims."""
    return list(find_inconsistencies(statements, SCALE))


# ------------------------------------------------------------------------------------------------------ five articles


@pytest.fixture(name="five", scope="module")
def _five() -> pd.DataFrame:
    return compare(load_claims()).checks


def test_a_death_every_eleven_minutes(five: pd.DataFrame) -> None:
    """132 a day are one every 10.91 minutes, and the source's eleven minutes are consistent with that."""
    row = five[five["check"] == "rate_times_interval"].iloc[0]
    expected = ("consistent", "132 /d is one every 10.91 min", "one every 9.9–12.1 min (about 11 min)")
    assert (row["verdict"], row["expected"], row["found"]) == expected


def test_complement_is_found(five: pd.DataFrame) -> None:
    """15-20 % who do not respond are held against the 60-70 % who do, and who is neither is counted."""
    rows = five[(five["check"] == "response_and_nonresponse") & five["found"].str.contains("60–70 %")]
    assert rows[["sources", "verdict"]].to_numpy().tolist() == [["innerwell; innerbloom", "consistent"]]


def test_no_source_contradicts_itself(five: pd.DataFrame) -> None:
    """None of the five articles contradicts itself, not in its classes of responders either."""
    assert (five["check"] == "source_against_itself").sum() == 0


# ----------------------------------------------------------------------------------------------------------- checks

FITTING = [
    pytest.param(
        [
            said("event_rate", "144", unit="/d", subject=SUICIDE),
            said("event_interval", "10", unit="min", subject=SUICIDE),
        ],
        [("rate_times_interval", "consistent")],
        id="144 a day is one every ten minutes",
    ),
    pytest.param(
        [
            said("event_rate", "144", unit="/d", subject=SUICIDE),
            said("event_interval", "1", unit="h", subject=SUICIDE, source="two"),
        ],
        [("rate_times_interval", "conflict")],
        id="144 a day is not one every hour",
    ),
    pytest.param(
        [said("response_rate", "70"), said("nonresponse_rate", "30")],
        [("response_and_nonresponse", "consistent")],
        id="responders and others make all",
    ),
    pytest.param(
        [said("response_rate", "70", "80"), said("nonresponse_rate", "40", source="two")],
        [("response_and_nonresponse", "conflict")],
        id="more than all patients",
    ),
    pytest.param(
        [said("response_rate", "70"), said("nonresponse_rate", "40", intervention="antidepressants")],
        [],
        id="two treatments",
    ),
    pytest.param(
        [said("response_rate", "70", timepoint="P1D"), said("nonresponse_rate", "40", timepoint="P6W")],
        [],
        id="two time points",
    ),
    pytest.param(
        [said("remission_rate", "40"), said("response_rate", "60", "70", source="two")],
        [("remission_within_response", "consistent")],
        id="fewer in remission than respond",
    ),
    pytest.param(
        [said("remission_rate", "80"), said("response_rate", "60", "70")],
        [("remission_within_response", "conflict")],
        id="more in remission than respond",
    ),
    pytest.param(
        [
            said("series_duration", "3", unit="wk", doses_low=6, doses_high=6),
            said("dose_frequency", "2", unit="/wk"),
        ],
        [("series_fits", "consistent")],
        id="six doses at two a week take three weeks",
    ),
    pytest.param(
        [
            said("series_duration", "6", unit="wk"),
            said("dose_frequency", "2", unit="/wk"),
            said("series_doses", "6", unit="{dose}"),
        ],
        [("series_fits", "conflict")],
        id="six doses at two a week do not take six weeks",
    ),
    pytest.param(
        [
            said("series_duration", "6", unit="wk", doses_low=6, doses_high=6),
            said("dose_frequency", "2", unit="/wk", source="two"),
        ],
        [],
        id="a series is one source's",
    ),
    pytest.param(
        [said("remission_rate", "40"), said("remission_rate", "60")],
        [("source_against_itself", "conflict")],
        id="one source says two things",
    ),
    pytest.param(
        [said("onset_time", "1", unit="h"), said("onset_time", "9", unit="h")],
        [],
        id="what varies between patients",
    ),
    pytest.param([said("remission_rate", "40"), said("remission_rate", "60", source="two")], [], id="two sources"),
]


@pytest.mark.parametrize(("statements", "expected"), FITTING)
def test_check(statements: list[Statement], expected: list[tuple[str, str]]) -> None:
    """Figures that have to fit together are found, and whether they do."""
    assert [(finding.check, finding.verdict) for finding in findings(*statements)] == expected


def test_finding_names_claims_and_figures() -> None:
    """A finding names its claims, what was expected, what was found, and the fields that are loose."""
    response, failure = said("response_rate", "60", "70"), said("nonresponse_rate", "15", "20", route="iv")
    (finding,) = findings(response, failure)
    says = "60–70 % and 15–20 % make 75–90 %, which leaves 10–25 % who are neither"
    assert (finding.statements, finding.found, finding.loose) == ((response, failure), says, ("route",))


def test_another_check_is_one_function() -> None:
    """A check that a caller brings is run as the others are."""

    def none_at_all(_: object) -> list[Finding]:
        return [Finding("none", (), "nothing", "nothing", "consistent")]

    checks = (*CHECKS, Check("none", "Nothing is nothing.", none_at_all))  # type: ignore[arg-type]
    assert [finding.check for finding in find_inconsistencies([], SCALE, checks)] == ["none"]


def test_checks_are_those_of_the_table() -> None:
    """The checks are those of the table, in its order, and no two have one name."""
    assert tuple(check.name for check in CHECKS) == CHECK_NAMES
