"""Claims: what each figure of a small document is there for, and what it says of whom.

The cases are in cases/claims.toml and cases/contexts.toml: they taught the rules and keep them. Their sentences are
our own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import ketclaims
from ketclaims.claims import extract
from ketclaims.claims.rulings import contexts
from ketclaims.lexicon import default_lexicon
from ketclaims.lexicon.stances import Stances
from ketclaims.model import Claim, Ledger, Span

CASES = Path(__file__).parent / "cases"


def _place(text: str, value: str, nth: int = 0) -> Span:
    """Where a text has a value for the n-th time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(value, start + 1)
    return Span(start, start + len(value))


def _what_is_at(ledger: Ledger, place: Span) -> list[str]:
    """What the rows at a place are: measures, "context", "excluded: reason"; a longer span holds the place."""
    return [
        *(claim.measure for claim in ledger.claims if claim.quantity.span == place),
        *("context" for context in ledger.contexts if context.quantity.span == place),
        *(f"excluded: {row.reason}" for row in ledger.excluded if row.span.holds(place)),
    ]


def _field(claim: Claim, name: str) -> object:
    """A field as the file of cases writes it: empty where nothing is said."""
    if name == "measure":
        return claim.measure
    owner = claim.quantity if name in ("low", "high", "unit", "relation", "precision") else claim.subject
    value = getattr(owner, name)
    return "" if value is None else value


Case = Mapping[str, Any]


def _rows(claimed: bool) -> list[object]:
    """The cases that are claims, or those that are not."""
    rules = tomllib.loads((CASES / "claims.toml").read_text("utf-8"))
    return [
        pytest.param(
            case,
            id=f"{name}: {case['value']} in {case['text'].splitlines()[-1]}",
            marks=[pytest.mark.xfail(reason=case["gap"])] if "gap" in case else [],
        )
        for name, rule in rules.items()
        for case in rule["cases"]
        if isinstance(case["is"], list) is claimed
    ]


@pytest.mark.parametrize("case", _rows(claimed=True))
def test_claims(case: Case) -> None:
    """The claims at a place are those of its row, and each field that the row names is equal."""
    ledger = ketclaims.extract(case["text"])
    place = _place(case["text"], case["value"], case.get("at", 0))
    found = [claim for claim in ledger.claims if claim.quantity.span == place]
    names = [list(expected) for expected in case["is"]]
    expected = [{name: _decimal(value) for name, value in fields.items()} for fields in case["is"]]
    fields = names if len(names) == len(found) else names[:1] * len(found)
    actual = [{name: _field(claim, name) for name in own} for own, claim in zip(fields, found, strict=True)]
    assert actual == expected, _what_is_at(ledger, place)


def _decimal(value: object) -> object:
    return Decimal(value) if isinstance(value, int) else value


@pytest.mark.parametrize("case", _rows(claimed=False))
def test_contexts_and_exclusions(case: Case) -> None:
    """A figure that is no claim is context, or excluded for the reason of its row."""
    place = _place(case["text"], case["value"], case.get("at", 0))
    assert _what_is_at(ketclaims.extract(case["text"]), place) == [case["is"]]


WORDS: Mapping[str, list[list[str]]] = tomllib.loads((CASES / "measures.toml").read_text("utf-8"))
SAID = [
    pytest.param(
        measure,
        *row[:2],
        id=f"{measure}: {row[0]}",
        marks=[pytest.mark.xfail(strict=True, reason=gap) for gap in row[2:]],
    )
    for measure, rows in WORDS.items()
    for row in rows
]
PAGE = "Notes on ketamine\n\nA first line about nothing.\n\n"


@pytest.mark.parametrize(("measure", "sentence", "value"), SAID)
def test_words_of_a_measure(measure: str, sentence: str, value: str) -> None:
    """A figure has the measure that the words of its sentence say."""
    ledger = ketclaims.extract(PAGE + sentence)
    assert _what_is_at(ledger, _place(ledger.text, value)) == [measure]


# ---------------------------------------------------------------------------------------------------- one rule alone

DECIDED: Mapping[str, list[list[str]]] = tomllib.loads((CASES / "contexts.toml").read_text("utf-8"))
DECIDING = [(rule, *row[:2]) for rule, rows in DECIDED.items() if rule != "words" for row in rows]
TOLD = [
    pytest.param(*row[:2], marks=[pytest.mark.xfail(reason=gap) for gap in row[2:]])
    for row in chain.from_iterable(DECIDED.values())
]


def test_no_sentence_has_too_many_figures() -> None:
    """Of a sentence with hundreds of figures, more than anybody wrote, each is read; so many at a time."""
    text = ", ".join(f"{place % 90 + 5}% of the {place} people on ketamine responded" for place in range(100, 300))
    shares = [claim for claim in ketclaims.extract(text).claims if claim.quantity.unit == "%"]
    assert {claim.measure for claim in shares} == {"response_rate"}
    assert len(shares) == 200


def test_every_rule_has_a_case() -> None:
    """Each rule that makes a figure context has a row that it decides."""
    assert sorted(DECIDED) == sorted({"words"} | {rule.__name__ for rules in contexts.RULES.values() for rule in rules})


@pytest.mark.parametrize(("text", "value"), TOLD)
def test_context_by_a_rule_or_by_words(text: str, value: str) -> None:
    """The figure of the row is context."""
    assert _what_is_at(ketclaims.extract(text), _place(text, value)) == ["context"]


@pytest.mark.parametrize(("rule", "text", "value"), DECIDING)
def test_rule_alone_decides(rule: str, text: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rules alone decide, the figure of the row is a claim without its rule, and context with it."""
    unweighed = replace(default_lexicon(), stances=Stances())
    assert _what_is_at(extract(text, "text", unweighed), _place(text, value)) == ["context"]
    others = {name: tuple(r for r in rules if r.__name__ != rule) for name, rules in contexts.RULES.items()}
    monkeypatch.setattr(contexts, "RULES", others)
    assert len([c for c in extract(text, "text", unweighed).claims if c.quantity.span == _place(text, value)]) == 1
