"""The score of extracted claims: four levels, by field and by source."""

from __future__ import annotations

from typing import Any

import pytest

from ketclaims.model import InputError
from ketclaims.score import Miss, Row, Tally, claims_of, hours, pair, same, score


def claim(source: str, start: int, end: int, **fields: Any) -> Row:
    """A claim with a place; what is not given is unknown."""
    return {"source": source, "value_start": start, "value_end": end, "precision": "numeric", **fields}


RESPONSE = {"low": 71, "high": 71, "unit": "%", "relation": "=", "measure": "response_rate"}
SUBJECT = {"condition": "depression", "intervention": "ketamine", "route": "iv", "doses_low": 1, "doses_high": 1}
REMISSION = {"high": 33.3, "unit": "%", "relation": "<=", "measure": "remission_rate", "intervention": "ketamine"}
ONSET = {"unit": "h", "relation": "<=", "precision": "vague", "measure": "onset_time", "intervention": "ketamine"}
SERIES = {"low": 2, "high": 3, "unit": "wk", "relation": "=", "measure": "series_duration", "doses_low": 6}

GOLD = (
    claim("a", 0, 3, **RESPONSE, **SUBJECT, timepoint="PT24H"),
    claim("a", 10, 15, **REMISSION),
    claim("a", 30, 35, **ONSET),
    claim("b", 5, 9, **SERIES, intervention="ketamine"),
    claim("b", 5, 9, **SERIES, intervention="esketamine"),
)
PREDICTED = (
    claim("a", 0, 2, **RESPONSE, **SUBJECT, timepoint="P1D"),
    claim("a", 10, 15, **REMISSION | {"measure": "response_rate", "high": 33.33}),
    claim("a", 30, 35, **ONSET | {"relation": "="}),
    claim("b", 5, 9, **SERIES, intervention="esketamine", condition=""),
    claim("b", 6, 9, **SERIES | {"low": 3}, intervention="ketamine"),
    claim("b", 80, 82, low=5, high=5, unit="%", relation="=", measure="other"),
    claim("c", 80, 82, low=5, high=5, unit="%", relation="=", measure="other"),
)

# What the annotators' own script gives for the two lists above: right, gold, predicted.
RECORDED = {
    "all.found": (5, 5, 6),
    "all.value": (4, 5, 6),
    "all.measure": (3, 5, 6),
    "all.full": (2, 5, 6),
    "numeric.found": (4, 4, 5),
    "numeric.value": (3, 4, 5),
    "numeric.measure": (2, 4, 5),
    "numeric.full": (2, 4, 5),
    "vague.found": (1, 1, 1),
    "vague.value": (1, 1, 1),
    "vague.measure": (1, 1, 1),
    "vague.full": (0, 1, 1),
}
RECORDED_FIELDS = {"measure": 0.75, "relation": 0.75} | dict.fromkeys(
    ("condition", "intervention", "route", "doses_low", "doses_high", "timepoint"), 1.0
)

HOURS = {"P1D": 24, "PT24H": 24, "P1Y": 8766, "P12M": 8766, "P2W": 336, "PT90M": 1.5, "P0.5D": 12, "soon": "soon"}

SAME = {
    "equal words": ("measure", "dose", "dose", True),
    "other words": ("measure", "dose", "cost", False),
    "a third": ("low", 33.3, 100 / 3, True),
    "one percent apart": ("low", 100, 101, False),
    "whole and not": ("low", 71, 71.0, True),
    "empty and missing": ("route", "", None, True),
    "not a number and missing": ("low", float("nan"), None, True),
    "zero and missing": ("low", 0, None, False),
    "a day": ("timepoint", "P1D", "PT24H", True),
    "a day and a week": ("timepoint", "P1D", "P1W", False),
    "number and word": ("low", 71, "71", False),
}


@pytest.mark.parametrize("name", RECORDED)
def test_levels(name: str) -> None:
    """Each level counts what the annotators' script counts."""
    assert score(GOLD, PREDICTED).levels[name] == Tally(*RECORDED[name])


def test_fields() -> None:
    """A field is right in so many of the pairs whose value is right."""
    assert score(GOLD, PREDICTED).fields == RECORDED_FIELDS


def test_sources() -> None:
    """Each source with gold has its own levels."""
    full = {source: levels["full"] for source, levels in score(GOLD, PREDICTED).sources.items()}
    assert full == {"a": Tally(1, 3, 3), "b": Tally(1, 2, 3)}


def test_misses() -> None:
    """Every difference is listed with the fields in which it lies."""
    found = [(miss.kind, miss.row["value_start"], [name for name, _, _ in miss.fields]) for miss in _misses()]
    expected = [("extra", 80, []), ("differs", 10, ["measure"]), ("differs", 30, ["relation"]), ("differs", 5, ["low"])]
    assert found == expected


def _misses() -> tuple[Miss, ...]:
    return score(GOLD, PREDICTED).misses


def test_shares() -> None:
    """Precision, recall and F1 follow from the counts."""
    tally = Tally(5, 5, 6)
    assert [tally.precision, tally.recall, round(tally.f1, 12)] == [5 / 6, 1.0, round(10 / 11, 12)]


def test_nothing_to_score() -> None:
    """Two empty lists have shares of zero, and no division fails."""
    tally = score([], []).levels["all.found"]
    assert (tally.precision, tally.recall, tally.f1) == (0.0, 0.0, 0.0)


def test_score_of_itself() -> None:
    """A list scored against itself is right at every level."""
    assert {tally.f1 for tally in score(GOLD, GOLD).levels.values()} == {1.0}


def test_order_does_not_matter() -> None:
    """The order of the predictions changes no count."""
    assert score(GOLD, PREDICTED[::-1]).levels == score(GOLD, PREDICTED).levels


def test_pairs_are_one_to_one() -> None:
    """One prediction cannot stand for two gold claims of the same place."""
    assert pair(GOLD[3:], PREDICTED[3:4]) == [(1, 0)]


@pytest.mark.parametrize(("duration", "expected"), HOURS.items())
def test_length_of_a_duration(duration: str, expected: float | str) -> None:
    """A duration counts by its length; what is none stands for itself."""
    assert hours(duration) == expected


@pytest.mark.parametrize(("name", "first", "second", "expected"), SAME.values(), ids=SAME)
def test_equal_fields(name: str, first: object, second: object, expected: bool) -> None:
    """Fields are equal as the codebook compares them."""
    assert same({name: first}, {name: second}, name) is expected


def test_only_claims_are_scored() -> None:
    """Context, exclusions and faults are passed over."""
    rows = [{"disposition": name} for name in ("context", "excluded", "error")]
    assert claims_of(enumerate([*rows, GOLD[0]], 1), "gold.jsonl") == [GOLD[0]]


def test_claim_without_a_place() -> None:
    """A claim without a place is named by its line."""
    with pytest.raises(InputError, match=r"gold\.jsonl, line 7: value_end is missing or of the wrong type\."):
        claims_of([(7, {"source": "a", "value_start": 3})], "gold.jsonl")
