"""What people decided is applied to what was parsed, and what does not fit is reported."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from ketclaims.lexicon import default_lexicon
from ketclaims.model import Claim, Context, Excluded, InputError, Ledger, Place, Quantity, Span
from ketclaims.review import COLUMNS, Decision, Desk, apply_decisions, parse_decisions
from ketclaims.tables.rows import Row, ledger_rows, row_identity

LEXICON = default_lexicon()
TEXT = "About 71% respond within two weeks of infusion 3; 29% do not."
VOICES = {"a": "maker"}
DESK = Desk({"a": TEXT}, VOICES, LEXICON)


def span(words: str) -> Span:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


PLACE = Place(span(TEXT), ("Title",))
RESPONSE = Claim(PLACE, Quantity(span("71%"), Decimal(71), Decimal(71), "%"), "response_rate")
WEEKS = Context(PLACE, Quantity(span("two weeks"), None, Decimal(2), "wk", "<="))
THIRD = Excluded(PLACE, span("3"), "list_marker")
ROWS = ledger_rows(Ledger("a", TEXT, (RESPONSE,), (WEEKS,), (THIRD,)), LEXICON, "maker")
CLAIM, CONTEXT, EXCLUDED = (str(row["claim_id"]) for row in ROWS)

OTHER: Row = {
    "source": "a",
    "quote_start": 0,
    "quote_end": len(TEXT),
    "value_start": span("29%").start,
    "value_end": span("29%").end,
    "relation": "=",
    "low": 29,
    "high": 29,
    "unit": "%",
    "precision": "numeric",
    "measure": "nonresponse_rate",
    "route": "iv",
}
WEEKS_CLAIM: Row = OTHER | {
    "value_start": span("two").start,
    "value_end": span("weeks").end,
    "relation": "<=",
    "low": None,
    "high": 2,
    "unit": "wk",
    "measure": "onset_time",
}


def identity(row: Row) -> str:
    """The identifier of a row that is added."""
    named = dict.fromkeys(("measure", "condition", "intervention", "route"))
    return row_identity({**named, "disposition": "claim", **row})


def decision(claim_id: str, field: str, before: str = "", after: str = "", place: int = 2) -> Decision:
    """A decision of row ``place`` of the file."""
    return Decision(place, claim_id, field, before, after, "as the source says", "ab", "2026-01-31")


def added(row: Row, place: int = 2) -> Decision:
    """The decision that adds a row."""
    return decision(identity(row), "add", after=json.dumps(row), place=place)


def applied(*decisions: Decision) -> tuple[dict[str, Row], tuple[str, ...]]:
    """The rows by identifier that decisions leave, and what does not fit."""
    rows, problems = apply_decisions(ROWS, decisions, DESK)
    return {str(row["claim_id"]): row for row in rows}, problems


UNTOUCHED = {str(row["claim_id"]): row for row in ROWS}

AMENDED: dict[str, tuple[str, tuple[str, str, str], Row]] = {
    "word": (CLAIM, ("measure", "response_rate", "remission_rate"), {"measure": "remission_rate"}),
    "empty to word": (CLAIM, ("condition", "", "trd"), {"condition": "trd"}),
    "number": (CLAIM, ("low", "71", "70.5"), {"low": 70.5, "low_std": 70.5}),
    "relation": (CLAIM, ("relation", "=", "~"), {"relation": "~"}),
    "to missing": (CLAIM, ("section", "Title", ""), {"section": None}),
    "duration": (CLAIM, ("timepoint", "", "P2W"), {"timepoint": "P2W"}),
    "count": (CLAIM, ("doses_low", "", "3"), {"doses_low": 3}),
    "end of the quote": (
        CLAIM,
        ("quote_end", str(len(TEXT)), "17"),
        {"quote_end": 17, "quote": "About 71% respond"},
    ),
    "start of the value": (CLAIM, ("value_start", "6", "0"), {"value_start": 0, "value_text": "About 71%"}),
    "place of a context": (CONTEXT, ("value_start", "25", "29"), {"value_start": 29, "value_text": "weeks"}),
}


@pytest.mark.parametrize(("claim_id", "edit", "expected"), AMENDED.values(), ids=AMENDED)
def test_amended_field(claim_id: str, edit: tuple[str, str, str], expected: Row) -> None:
    """A field is amended, and what follows from it with it; the identifier stays."""
    rows, problems = applied(decision(claim_id, *edit))
    found = {name: rows[claim_id][name] for name in (*expected, "method")}
    assert (found, problems) == (expected | {"method": "amended"}, ())


def test_amendment_changes_nothing_else() -> None:
    """An amendment leaves every other field as it was parsed."""
    rows, _ = applied(decision(CLAIM, "condition", "", "trd"))
    changed = {name for name, value in rows[CLAIM].items() if value != UNTOUCHED[CLAIM][name]}
    assert changed == {"condition", "method"}


def test_unit_and_interval_together() -> None:
    """Several fields of one row are amended together, and the standard interval follows from all of them."""
    edits = (("unit", "%", "h"), ("measure", "response_rate", "onset_time"), ("precision", "numeric", "vague"))
    numbers = (("low", "71", ""), ("high", "71", ""))
    rows, problems = applied(*(decision(CLAIM, *edit, place=place) for place, edit in enumerate((*edits, *numbers), 2)))
    assert (rows[CLAIM]["low_std"], rows[CLAIM]["high_std"], rows[CLAIM]["unit_std"], problems) == (1, 24, "h", ())


def test_accepted_row() -> None:
    """A row that is accepted stays as it was parsed."""
    assert applied(decision(CLAIM, "accept", "71%")) == (UNTOUCHED, ())


def test_added_claim() -> None:
    """A claim that the parser lacks is added, with its words, voice and standard interval."""
    rows, problems = applied(added(OTHER))
    new = rows[identity(OTHER)]
    found = {name: new[name] for name in ("value_text", "quote", "voice", "low_std", "unit_std", "method", "section")}
    expected = {"value_text": "29%", "quote": TEXT, "voice": "maker", "low_std": 29, "unit_std": "%", "method": "added"}
    assert (found, problems) == (expected | {"section": "Title"}, ())


def test_added_exclusion() -> None:
    """A number that the parser lacks is added to the ledger with its reason."""
    place = {name: OTHER[name] for name in ("source", "quote_start", "quote_end", "value_start", "value_end")}
    row = place | {"disposition": "excluded", "reason": "reference"}
    rows, problems = applied(added(row))
    new = rows[identity(row)]
    assert (new["disposition"], new["reason"], new["measure"], problems) == ("excluded", "reference", None, ())


DISPOSED = {
    "claim to context": (CLAIM, "reject", "", "context", ("context", None)),
    "claim to exclusion": (CLAIM, "reject", "claim", "excluded:reference", ("excluded", "reference")),
    "context to exclusion": (CONTEXT, "disposition", "context", "excluded:navigation", ("excluded", "navigation")),
    "exclusion to context": (EXCLUDED, "disposition", "excluded:list_marker", "context", ("context", None)),
    "other reason": (
        EXCLUDED,
        "disposition",
        "excluded:list_marker",
        "excluded:title_or_name",
        ("excluded", "title_or_name"),
    ),
}


@pytest.mark.parametrize(("claim_id", "field", "before", "after", "expected"), DISPOSED.values(), ids=DISPOSED)
def test_disposed_row(claim_id: str, field: str, before: str, after: str, expected: tuple[str, str | None]) -> None:
    """A row that is no claim, or another one, stays in the ledger with its new disposition."""
    rows, problems = applied(decision(claim_id, field, before, after))
    row = rows[claim_id]
    assert (row["disposition"], row["reason"], row["measure"], problems) == (*expected, None, ())


def test_row_that_others_account_for() -> None:
    """A row is taken away where another row accounts for its number."""
    rows, problems = applied(added(WEEKS_CLAIM), decision(CONTEXT, "disposition", "context", "none", place=3))
    assert (CONTEXT in rows, problems) == (False, ())


def test_row_that_nothing_accounts_for() -> None:
    """A number cannot be taken out of the ledger."""
    _, problems = applied(decision(CLAIM, "reject", "", "none"))
    assert problems == ("review.csv, row 2, column to: no other row accounts for the number at 6.",)


MISFITS: dict[str, tuple[list[Decision], str]] = {
    "row is gone": (
        [decision("0" * 12, "accept")],
        "row 2, column claim_id: the parsed table has no row 000000000000.",
    ),
    "value is another": ([decision(CLAIM, "low", "70", "72")], "row 2, column from: low is '71' now, not '70'."),
    "value is there": ([decision(CLAIM, "unit", "", "h")], "row 2, column from: unit is '%' now, not ''."),
    "accepted value": (
        [decision(CLAIM, "accept", "72%")],
        "row 2, column from: the value is '71%' now, not '72%'.",
    ),
    "accepted and changed": (
        [decision(CLAIM, "accept", "", "72%")],
        "row 2, column to: a row that is accepted is not changed.",
    ),
    "no change": ([decision(CLAIM, "low", "71", "71")], "row 2, column to: changes nothing."),
    "unknown word": ([decision(CLAIM, "route", "", "nose")], "row 2, column to: 'nose' is no route"),
    "no number": ([decision(CLAIM, "low", "71", "seventy")], "row 2, column to: 'seventy' is no low"),
    "no duration": ([decision(CLAIM, "timepoint", "", "a day")], "row 2, column to: 'a day' is no timepoint"),
    "negative place": ([decision(CLAIM, "value_start", "6", "-1")], "row 2, column to: '-1' is no value_start"),
    "place outside": (
        [decision(CLAIM, "quote_end", str(len(TEXT)), "999")],
        "row 2, the value at 6 to 9 does not lie inside a quote of the source.",
    ),
    "required": ([decision(CLAIM, "measure", "response_rate", "")], "row 2, column to: '' is no measure"),
    "measure of a context": (
        [decision(CONTEXT, "measure", "", "dose")],
        "row 2, column field: the row is no claim and has no measure.",
    ),
    "twice": (
        [decision(CLAIM, "low", "71", "70"), decision(CLAIM, "low", "71", "72", place=3)],
        f"row 3, column field: row 2 decides on {CLAIM} already.",
    ),
    "accepted and amended": (
        [decision(CLAIM, "low", "71", "70"), decision(CLAIM, "accept", place=3)],
        f"row 3, column field: row 2 decides on {CLAIM} already.",
    ),
    "rejected and amended": (
        [decision(CLAIM, "reject", "", "context"), decision(CLAIM, "low", "71", "70", place=3)],
        f"row 3, column field: row 2 decides on {CLAIM} already.",
    ),
    "no claim to reject": (
        [decision(CONTEXT, "reject", "context", "excluded:reference")],
        "row 2, column field: 'reject' is for claims, 'disposition' for others; this row is 'context'.",
    ),
    "other disposition": (
        [decision(CONTEXT, "disposition", "excluded:reference", "none")],
        "row 2, column from: the row is 'context' now, not 'excluded:reference'.",
    ),
    "unknown reason": (
        [decision(CLAIM, "reject", "", "excluded:boring")],
        "row 2, column to: 'excluded:boring' is none of context, excluded:list_marker",
    ),
    "added twice": (
        [added(OTHER), added(OTHER, place=3)],
        f"row 3, column field: row 2 decides on {identity(OTHER)} already.",
    ),
    "there already": ([decision(CLAIM, "add", after="{}")], f"the parsed table has the row {CLAIM} already."),
    "other identifier": (
        [decision("0" * 12, "add", after=json.dumps(OTHER))],
        f"row 2, column claim_id: what is added has the identifier {identity(OTHER)}.",
    ),
    "no JSON": ([decision("0" * 12, "add", after="{")], "row 2, column to: not JSON"),
    "no object": ([decision("0" * 12, "add", after="[1]")], "row 2, column to: a JSON object of text and numbers"),
    "unknown field": (
        [added(OTHER | {"quot": "x"})],
        "row 2, column to: a row that is claim has no 'quot' to be given.",
    ),
    "unknown source": ([added(OTHER | {"source": "b"})], "row 2, there is no source 'b'."),
    "unknown disposition": ([added(OTHER | {"disposition": "maybe"})], "row 2, column to: 'maybe' is no disposition."),
    "field missing": (
        [added({name: value for name, value in OTHER.items() if name != "unit"})],
        "row 2, column to: '' is no unit",
    ),
}


@pytest.mark.parametrize(("decisions", "says"), MISFITS.values(), ids=MISFITS)
def test_decision_that_does_not_fit(decisions: list[Decision], says: str) -> None:
    """A decision that does not fit is reported with its row and column, and nothing of it is applied."""
    rows, problems = applied(*decisions)
    assert ([says in problem for problem in problems], CLAIM in rows) == ([True], True)


# ------------------------------------------------------------------------------------------------------- several people


def by(who: str, field: str, before: str = "", after: str = "", place: int = 2, claim_id: str = CLAIM) -> Decision:
    """A decision on the claim by somebody."""
    return Decision(place, claim_id, field, before, after, "as the source says", who, "2026-01-31")


LOW70 = by("ab", "low", "71", "70")
AGREED: dict[str, tuple[tuple[Decision, ...], Row]] = {
    "the same change": ((LOW70, by("cd", "low", "71", "70", 3)), {"low": 70}),
    "changes of two cells": ((LOW70, by("cd", "route", "", "iv", 3)), {"low": 70, "route": "iv"}),
    "both accept": ((by("ab", "accept"), by("cd", "accept", "71%", "", 3)), {"low": 71, "method": "parsed"}),
    "both reject": (
        (by("ab", "reject", "", "context"), by("cd", "reject", "claim", "context", 3)),
        {"disposition": "context"},
    ),
    "an adjudicator's cell": ((LOW70, by("adjudicator", "low", "71", "69", 3)), {"low": 69}),
    "an adjudicator with a name": ((by("Adjudicator: ef", "low", "71", "69"), LOW70), {"low": 69}),
    "an adjudicator's cell and another's": (
        (by("adjudicator", "route", "", "iv"), by("ab", "low", "71", "70", 3)),
        {"route": "iv", "low": 70},
    ),
    "an adjudicator accepts": ((LOW70, by("adjudicator", "accept", place=3)), {"low": 71, "method": "parsed"}),
    "an adjudicator for the change": (
        (LOW70, by("cd", "accept", place=3), by("adjudicator", "low", "71", "70", 4)),
        {"low": 70},
    ),
    "an adjudicator for the cell as it was": (
        (
            LOW70,
            by("ab", "route", "", "iv", 3),
            by("cd", "low", "71", "72", 4),
            by("adjudicator", "low", "71", "71", 5),
        ),
        {"low": 71, "route": "iv"},
    ),
    "an adjudicator against a rejection": (
        (by("ab", "reject", "", "context"), by("adjudicator", "low", "71", "70", 3)),
        {"disposition": "claim", "low": 70},
    ),
}


@pytest.mark.parametrize(("decisions", "expected"), AGREED.values(), ids=AGREED)
@pytest.mark.parametrize("order", [1, -1], ids=["in order", "backwards"])
def test_several_people(decisions: tuple[Decision, ...], expected: Row, order: int) -> None:
    """What several people decide on one row counts together where they agree, else what an adjudicator decides."""
    rows, problems = applied(*decisions[::order])
    assert ({name: rows[CLAIM][name] for name in expected}, problems) == (expected, ())


DISPUTED = {
    "two values": (LOW70, by("cd", "low", "71", "72", 3)),
    "change and acceptance": (LOW70, by("cd", "accept", place=3)),
    "change and the cell as it was": (LOW70, by("cd", "low", "71", "71", 3)),
    "rejection and acceptance": (by("ab", "reject", "", "context"), by("cd", "accept", place=3)),
    "two rejections": (by("ab", "reject", "", "context"), by("cd", "reject", "", "excluded:reference", 3)),
    "two adjudicators": (by("adjudicator ab", "low", "71", "70"), by("adjudicator cd", "low", "71", "72", 3)),
}


@pytest.mark.parametrize("decisions", DISPUTED.values(), ids=DISPUTED)
def test_people_who_differ(decisions: tuple[Decision, ...]) -> None:
    """Where people differ and nobody has settled it, both are named and the row stays as it was parsed."""
    rows, (problem,) = applied(*decisions)
    says = f"row 3, column field: {decisions[0].who} decides otherwise in row 2 ({decisions[0]}); an adjudicator has to"
    assert (says in problem, rows[CLAIM]) == (True, UNTOUCHED[CLAIM])


def test_row_added_by_two() -> None:
    """Two people may add one row, and others accept or correct it."""
    name = identity(OTHER)
    again = Decision(3, name, "add", "", json.dumps(OTHER), "stated", "cd", "2026-01-31")
    rows, problems = applied(added(OTHER), again, by("ef", "accept", place=4, claim_id=name))
    assert (rows[name]["method"], problems) == ("added", ())


def test_row_added_otherwise() -> None:
    """Who corrects a row that another added differs from them until an adjudicator settles it."""
    name = identity(OTHER)
    change = by("cd", "low", "29", "28", 3, name)
    _, problems = applied(added(OTHER), change)
    rows, none = applied(added(OTHER), change, by("adjudicator", "low", "29", "28", 4, name))
    assert (len(problems), none, rows[name]["low"], rows[name]["method"]) == (1, (), 28, "added")


def test_overruled_decision_is_no_misfit() -> None:
    """What an adjudicator has overruled stays on record and changes nothing."""
    rows, problems = applied(by("ab", "reject", "", "context"), by("adjudicator", "accept", place=3))
    assert (rows[CLAIM], problems) == (UNTOUCHED[CLAIM], ())


def test_others_are_applied() -> None:
    """A decision that does not fit does not stop the others."""
    rows, problems = applied(decision("0" * 12, "accept"), decision(CLAIM, "condition", "", "trd", place=3))
    assert (rows[CLAIM]["condition"], len(problems)) == ("trd", 1)


def test_nothing_by_halves() -> None:
    """Where one of two decisions on a row does not fit, the row stays as it was parsed."""
    rows, _ = applied(decision(CLAIM, "condition", "", "trd"), decision(CLAIM, "low", "70", "72", place=3))
    assert rows[CLAIM] == UNTOUCHED[CLAIM]


def test_order_of_decisions() -> None:
    """The order of the decisions does not change what they leave."""
    decisions = [decision(CLAIM, "condition", "", "trd"), added(OTHER), decision(CONTEXT, "accept", "two weeks")]
    assert applied(*decisions)[0] == applied(*decisions[::-1])[0]


HEADER = ",".join(COLUMNS)
FORMS = {
    "reason": (f"{CLAIM},accept,,,,ab,2026-01-31", "row 2, column reason: is empty."),
    "who": (f"{CLAIM},accept,,,right, ,2026-01-31", "row 2, column who: is empty."),
    "when": (f"{CLAIM},accept,,,right,ab,yesterday", "row 2, column when: 'yesterday' is no day, such as 2026-01-31."),
    "no such day": (f"{CLAIM},accept,,,right,ab,2026-02-30", "row 2, column when: '2026-02-30' is no day"),
    "field": (f"{CLAIM},agree,,,right,ab,2026-01-31", "row 2, column field: 'agree' is neither a column"),
    "derived": (f"{CLAIM},low_std,1,2,right,ab,2026-01-31", "row 2, column field: 'low_std' follows from other"),
    "identifier": (",accept,,,right,ab,2026-01-31", "row 2, column claim_id: is empty."),
}


@pytest.mark.parametrize(("row", "says"), FORMS.values(), ids=FORMS)
def test_row_that_is_no_decision(row: str, says: str) -> None:
    """A row that is no decision is named, with the column."""
    _, problems = parse_decisions(f"{HEADER}\n{row}\n")
    assert [says in problem for problem in problems] == [True]


def test_table_that_is_no_review() -> None:
    """A table with other columns is no review."""
    with pytest.raises(InputError, match=r"review\.csv, row 1, column 7: the header is missing, 'when' was expected\."):
        parse_decisions(HEADER.removesuffix(",when") + "\n")


def test_decision_is_read() -> None:
    """A row of the file is a decision, known by its row."""
    decisions, problems = parse_decisions(f'{HEADER}\n{CLAIM},outcome,,"≥50%, or more",stated,ab,2026-01-31\n')
    expected = Decision(2, CLAIM, "outcome", "", "≥50%, or more", "stated", "ab", "2026-01-31")
    assert (decisions, problems) == ((expected,), ())
