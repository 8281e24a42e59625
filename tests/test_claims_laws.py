"""Claims in sentences that were made around them: measure, value, condition, treatment and time point are known.

The sentences are put together from frames in our own words and from the words of the lexicon, so that every name of a
condition or a treatment is tried with every frame.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketclaims import extract
from ketclaims.lexicon import Term, default_lexicon
from ketclaims.model import Claim, Span
from ketclaims.phrases.words import words_of

LEXICON = default_lexicon()

CLAUSES = {
    "response_rate": ("the response rate was {}", "{} of patients responded", "{} of people improved markedly"),
    "remission_rate": ("the remission rate was {}", "remission was reached by {}", "{} were free of symptoms"),
    "relapse_rate": ("the relapse rate was {}", "{} of patients relapsed"),
    "discontinuation_rate": ("{} of patients dropped out", "the dropout rate was {}"),
}
FRAMES = (
    "In a trial of {treatment} for {condition}, {clause} {when}.",
    "Among people with {condition} who were given {treatment}, {clause} {when}.",
    "{When}, in {condition} treated with {treatment}, {clause}.",
)
BOUNDS = {"": "=", "about ": "~", "up to ": "<=", "at least ": ">=", "more than ": ">", "fewer than ": "<"}
PERIODS = {"hours": "PT{}H", "days": "P{}D", "weeks": "P{}W", "months": "P{}M"}
WHEN = ("after {} {}", "at {} {}")


SAY_MORE = ("alcohol misuse", "substance misuse")
"""Names of conditions in which a word could be taken for what is measured."""


class Named(NamedTuple):
    """A name as a text writes it, and the entry of the lexicon that it stands for."""

    written: str
    entry: str


def _names(terms: Mapping[str, Term]) -> list[Named]:
    """The names that can be written as they stand in the lexicon."""
    return [
        Named(name, term.name)
        for term in terms.values()
        if not term.inert
        for name in term.names
        if _is_noun(name) and not _names_a_share(name)
    ]


def _is_noun(written: str) -> bool:
    """Whether a name is written as it stands, and is whole: "unmoved by" goes on."""
    goes_on = written.split()[-1] in LEXICON.exclusions["stops"]["words"]
    return not goes_on and not any(sign in written for sign in ("*", " .. "))


def _names_a_share(written: str) -> bool:
    """Whether a name says what is measured as well, as "sober days" and "alcohol misuse" do: it is no plain noun."""
    whole = Span(0, len(written))
    named = (hit.term for hit in LEXICON.phrases.scan(words_of(written, whole), whole) if hit.kind == "name")
    return any("share" in LEXICON.measures[measure].dimensions for measure in named)


class Made(NamedTuple):
    """A sentence, the value that it was made around, and what it says of it."""

    text: str
    value: str
    claim: tuple[object, ...]


def _said(claim: Claim) -> tuple[object, ...]:
    """What a claim says, in the order of ``Made.claim``."""
    quantity, subject = claim.quantity, claim.subject
    value = (quantity.relation, quantity.low, quantity.high, quantity.unit)
    return claim.measure, *value, subject.condition, subject.intervention, subject.timepoint


conditions = st.sampled_from(_names(LEXICON.conditions))
treatments = st.sampled_from(_names(LEXICON.interventions))
shares = st.integers(2, 98)


@st.composite
def made(draw: st.DrawFn) -> Made:
    """A sentence with one share, of one condition under one treatment at one time."""
    measure = draw(st.sampled_from(sorted(CLAUSES)))
    condition = draw(conditions)
    treatment = draw(treatments)
    share, count = draw(shares), draw(st.integers(2, 11))
    bound, period = draw(st.sampled_from(sorted(BOUNDS))), draw(st.sampled_from(sorted(PERIODS)))
    when, relation = draw(st.sampled_from(WHEN)).format(count, period), BOUNDS[bound]
    clause = draw(st.sampled_from(CLAUSES[measure])).format(f"{bound}{share}%")
    words = {"condition": condition.written, "treatment": treatment.written, "clause": clause, "when": when}
    text = draw(st.sampled_from(FRAMES)).format(**words, When=when.capitalize())
    low = None if relation[0] == "<" else Decimal(share)
    high = None if relation[0] == ">" else Decimal(share)
    timepoint = PERIODS[period].format(count)
    said = (measure, relation, low, high, "%", condition.entry, treatment.entry, timepoint)
    return Made(text, f"{share}%", said)


def _claims(case: Made) -> list[tuple[object, ...]]:
    """What the claims at the value of a sentence say."""
    found = extract(case.text).claims
    return [_said(claim) for claim in found if claim.quantity.span.of(case.text) == case.value]


@given(made())
def test_claim_is_what_it_was_made_of(case: Made) -> None:
    """A sentence about one share of one condition under one treatment at one time makes that claim and no other."""
    assert _claims(case) == [case.claim]


@pytest.mark.parametrize("condition", SAY_MORE)
def test_name_of_a_condition_measures_nothing(condition: str) -> None:
    """A word in the name of a condition says nothing about what is measured."""
    text = f"In a trial of ketamine for {condition}, 23% of people improved markedly after 6 weeks."
    assert [claim.measure for claim in extract(text).claims] == ["response_rate"]


@given(conditions, conditions, shares)
def test_nearest_heading_gives_the_condition(above: Named, nearest: Named, share: int) -> None:
    """A figure in a sentence without a condition is of that of the nearest heading."""
    text = f"Notes from a ward\n\n## On {above.written}\n\n### On {nearest.written}\n\nThe response rate was {share}%."
    assert [(claim.measure, claim.subject.condition) for claim in extract(text).claims] == [
        ("response_rate", nearest.entry)
    ]


@given(st.lists(st.tuples(conditions, shares), min_size=1, max_size=5))
def test_row_of_a_table_gives_the_condition(rows: list[tuple[Named, int]]) -> None:
    """In a table the header names the measure, and each row its condition."""
    lines = [f"| {condition.written} | {share}% |" for condition, share in rows]
    text = "\n".join(["Notes from a ward", "", "| Condition | Response rate |", "|---|---|", *lines])
    said = [(claim.measure, claim.subject.condition, claim.quantity.low) for claim in extract(text).claims]
    assert said == [("response_rate", condition.entry, Decimal(share)) for condition, share in rows]


@given(treatments, treatments, shares, shares)
def test_treatments_that_are_compared_keep_their_figures(one: Named, other: Named, high: int, low: int) -> None:
    """Of two treatments that a sentence compares, each has the figure that stands beside it."""
    text = f"With {one.written} {high}% of patients responded, and with {other.written} {low}% of patients responded."
    said = [(claim.subject.intervention, claim.quantity.low) for claim in extract(text).claims]
    assert said == [(one.entry, Decimal(high)), (other.entry, Decimal(low))]
