"""What was learned of words, where it says if a figure is claimed and what a bare number is a number of."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from ketclaims.claims import extract
from ketclaims.claims.ellipses.likely import LAST, NAMED, NEXT, NONE, SAID, THING
from ketclaims.claims.rulings.contexts import RULES
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.lexicon.files import CORE, root
from ketclaims.lexicon.leanings import weights_of
from ketclaims.lexicon.stances import HEADER, HEADER_OF_UNITS, LIKELY, STANCES, Stances
from ketclaims.model import Ledger

CLAIMED = "The response rate was 40%."
SUPPOSED = "If 40% of patients respond, it is used."


def _weighing(*rows: tuple[str, str, str]) -> Lexicon:
    """The lexicon with these weights of stances and no others."""
    return replace(default_lexicon(), stances=Stances.read(rows), likely={})


def _likely(weights: Mapping[str, str]) -> Lexicon:
    """The lexicon with these weights of units, where rules alone decide on claims."""
    return replace(default_lexicon(), stances=Stances(), likely=weights)


def _claimed(ledger: Ledger) -> list[str]:
    return [claim.quantity.span.of(ledger.text) for claim in ledger.claims]


def test_rules_alone_decide_where_nothing_was_learned() -> None:
    """Without weights a figure is context by a rule, and else a claim."""
    assert _claimed(extract(CLAIMED, "text", _weighing())) == ["40%"]
    assert _claimed(extract(SUPPOSED, "text", _weighing())) == []


@pytest.mark.parametrize(
    ("trait", "weight", "claimed"),
    [
        ("any", "+1", ["40%"]),
        ("any", "-1", []),
        ("before:rate", "-1", []),
        ("before1:was", "-1", []),
        ("behind:rate", "-1", ["40%"]),
        ("unit:%", "-1", []),
        ("sign behind:.", "-1", []),
        ("ruled", "-1", ["40%"]),
    ],
)
def test_word_turns_a_figure(trait: str, weight: str, claimed: list[str]) -> None:
    """A figure is claimed where what is known of its surroundings comes to more than nothing."""
    floor = ("", "any", "+0.1") if trait != "any" else ("", "no such trait", "+0.1")
    assert _claimed(extract(CLAIMED, "text", _weighing(floor, ("", trait, weight)))) == claimed


def test_a_rule_is_one_voice() -> None:
    """What a rule makes context is a claim where words speak louder for one."""
    rows = (("", "ruled", "-0.6"), ("", "ruled:supposed", "-0.4"), ("", "behind:respond", "+0.5"))
    assert _claimed(extract(SUPPOSED, "text", _weighing(*rows))) == []
    assert _claimed(extract(SUPPOSED, "text", _weighing(*rows, ("share", "unit:%", "+1")))) == ["40%"]


def test_weights_of_a_dimension_add_to_those_of_all() -> None:
    """The figures of a dimension have weights of their own besides."""
    stances = Stances.read([("", "any", "+1"), ("share", "any", "-3"), ("share", "last", "+0.5")])
    assert (stances.of("share")["any"], stances.of("share")["last"], stances.of("time")) == (-2, 0.5, {"any": 1})


def test_settled_rules_are_not_weighed() -> None:
    """A time that opens a passage with an outcome dates it, whatever speaks for a claim."""
    text = "After six weeks, 40% of patients responded."
    assert _claimed(extract(text, "text", _weighing(("", "any", "+9")))) == ["40%"]


@pytest.mark.parametrize(
    ("text", "weights", "unit"),
    [
        ("It takes 20 minutes at first, then 40 or so.", {"before1:then": "last +3"}, "min"),
        ("Most of them had 12 by the end.", {"before1:had": "{dose} +3"}, "{dose}"),
        ("In town there are 60 busy orchards.", {"thing": "thing +3"}, "{orchard}"),
        ("Nothing was said of the 12 by then.", {"any": "unknown +3"}, "1"),
    ],
)
def test_word_gives_a_unit(text: str, weights: Mapping[str, str], unit: str) -> None:
    """A number without a unit is a figure of the likeliest: that of another figure, one by name, of a thing."""
    assert unit in {claim.quantity.unit for claim in extract(text, "text", _likely(weights)).claims}


@pytest.mark.parametrize("weights", [{}, {"any": "none +3"}, {"any": "none +0.5 {dose} +0.4 {person} +0.4 last +0.4"}])
def test_number_without_a_likely_unit_stays_bare(weights: Mapping[str, str]) -> None:
    """A number states nothing where nothing is likelier, or no unit is likely enough."""
    assert _claimed(extract("Most of them had 12 by the end.", "text", _likely(weights))) == []


def test_stances_of_the_core_are_weights() -> None:
    """Each row is a dimension, a trait and a weight; a rule that has one is a rule."""
    rows = _rows(STANCES)
    assert tuple(rows[0]) == HEADER
    assert all(math.isfinite(float(weight)) and float(weight) for _, _, weight in rows[1:])
    rules = {rule.__name__ for some in RULES.values() for rule in some} | {"context"}
    ruled = {trait.removeprefix("ruled:") for _, trait, _ in rows[1:] if trait.startswith("ruled:")}
    assert ruled <= rules


def test_units_of_the_core_are_weights() -> None:
    """Each row is a trait with the weights of units that a number can have."""
    rows = _rows(LIKELY)
    assert tuple(rows[0]) == HEADER_OF_UNITS
    known = {NONE, THING, LAST, NEXT, SAID, *NAMED}
    assert all({unit for unit, _ in weights_of(weights)} <= known for _, weights in rows[1:])


def _rows(name: str) -> list[list[str]]:
    return list(csv.reader((root() / CORE / name).read_text("utf-8").splitlines()))
