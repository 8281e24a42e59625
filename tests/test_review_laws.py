"""What holds for every sheet, whatever is written into it: it is refused in sentences, or all of it fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from ketclaims.claims import extract
from ketclaims.lexicon import default_lexicon
from ketclaims.review.applying import Desk, apply_decisions, base_rows
from ketclaims.review.decisions import DISPOSED, Decision, decision_lines, parse_decisions
from ketclaims.review.intake import Intake, take
from ketclaims.review.reading import Cell, Entry, Unusable
from ketclaims.review.settling import by_row
from ketclaims.review.sheet import DECISIONS, EMPTY, INPUTS, NEW, sheet_rows, vocabulary
from ketclaims.review.targets import Bench
from ketclaims.tables.rows import cell, ledger_rows

LEXICON = default_lexicon()
TEXT = (
    "Ketamine and depression\n\nIn a trial 71% of patients with depression responded within 24 hours. After one “new” "
    "infusion 54% were in remission – 20% or 20% relapsed.\n\n=1+1 is no formula. This page was updated in May 2024.\n"
)
PARSED = ledger_rows(extract(TEXT, "one", LEXICON), LEXICON)
DESK = Desk({"one": TEXT}, {"one": "one"}, LEXICON)
HEADER = "claim_id,field,from,to,reason,who,when\n"

Filled = st.SearchStrategy[dict[str, str]]
PASSAGES = st.tuples(st.integers(0, len(TEXT)), st.integers(1, 60)).map(
    lambda place: TEXT[place[0] : sum(place)].strip()
)
ANYTHING = st.one_of(
    st.text(max_size=8).map(str.strip),
    PASSAGES,
    st.sampled_from(
        ["1", "0.5", "-3", "60.0", "1e400", "9" * 30, "%", "mg/kg", "{dose}", "P2W", "PT", EMPTY, "=", "2024"]
    ),
    st.sampled_from(["claim", *DISPOSED, *DECISIONS]),
)
LISTED = {name: words for name in INPUTS if (words := vocabulary(name, LEXICON))}


LIKELY: dict[str, st.SearchStrategy[str]] = {
    **{name: st.sampled_from(words) for name, words in LISTED.items()},
    **{
        f"{NEW}{name}": st.sampled_from(["1", "60.0", "71", EMPTY])
        for name in ("low", "high", "doses_low", "doses_high")
    },
    f"{NEW}quote": st.sampled_from(["71% of patients with depression", "After one “new” infusion 54% were"]),
    f"{NEW}value_text": st.sampled_from(["71% of patients", "54% were", "24 hours", "hours"]),
    f"{NEW}timepoint": st.sampled_from(["P2W", "pt24h"]),
    f"{NEW}unit": st.sampled_from(["%", "mg/kg", "{dose}"]),
}


def _some(names: Collection[str], least: int, most: int, cells: Callable[[str], st.SearchStrategy[str]]) -> Filled:
    """So many of the columns, filled."""
    pairs = st.sampled_from(sorted(names)).flatmap(lambda name: st.tuples(st.just(name), cells(name)))
    return st.lists(pairs, min_size=least, max_size=most).map(dict)


CORRECTED = LIKELY.keys() - {"decision", f"{NEW}disposition"}
DISPOSITION = st.fixed_dictionaries({f"{NEW}disposition": LIKELY[f"{NEW}disposition"]})
ADDED = st.fixed_dictionaries(
    {
        "source": st.just("one"),
        **{f"{NEW}{name}": LIKELY[f"{NEW}{name}"] for name in ("quote", "value_text", "measure", "low", "unit")},
    }
)
SIGNED = st.fixed_dictionaries({"who": st.sampled_from(["ab", "cd", "adjudicator"]), "reason": st.just("so")})
SAID = st.one_of(
    st.tuples(st.just("accept"), st.just({})),
    st.tuples(st.just("change"), _some(CORRECTED, 1, 2, LIKELY.__getitem__)),
    st.tuples(st.just("change"), st.builds(dict.__or__, DISPOSITION, _some(CORRECTED, 0, 2, LIKELY.__getitem__))),
    st.tuples(st.just("reject"), DISPOSITION),
    st.tuples(st.just("add"), ADDED),
    st.tuples(st.sampled_from(DECISIONS), _some(INPUTS, 0, 3, lambda _: ANYTHING)),
)
CELLS = st.tuples(SIGNED, SAID).map(lambda parts: {**parts[0], **parts[1][1], "decision": parts[1][0]})


def _bench(decided: tuple[Decision, ...]) -> Bench:
    return Bench(DESK, base_rows(PARSED, decided, DESK), by_row(decided), "ef", "2026-01-31")


def _entries(filled: Sequence[tuple[int, Mapping[str, Cell]]], decided: tuple[Decision, ...]) -> list[Entry]:
    """A sheet of the rows, with cells filled in some of them; a row beyond the last is one of its own."""
    bench = _bench(decided)
    rows, _ = apply_decisions(PARSED, decided, DESK)
    shown = [{key: cell(value) for key, value in row.items()} for row in sheet_rows(rows, bench.bases, bench.decided)]
    chosen = [(shown[place] if place < len(shown) else {}, cells) for place, cells in filled]
    return [Entry(place, {**row, **cells}) for place, (row, cells) in enumerate(chosen, 2)]


SHEETS = st.lists(st.tuples(st.integers(0, len(PARSED)), CELLS), max_size=3)


def _taken(filled: Sequence[tuple[int, Mapping[str, Cell]]], decided: tuple[Decision, ...] = ()) -> Intake:
    return take(_entries(filled, decided), _bench(decided), PARSED)


def _written(decisions: list[Decision]) -> tuple[Decision, ...]:
    """Decisions as they come back from the file."""
    read, problems = parse_decisions(HEADER + decision_lines(decisions).decode())
    assert problems == ()
    return read


@settings(max_examples=80)
@given(SHEETS)
def test_what_is_taken_fits(filled: list[tuple[int, dict[str, str]]]) -> None:
    """Where no row is refused, every decision can be written, read and applied, or people differ and are told so."""
    intake = _taken(filled)
    if not intake.faults:
        _, problems = apply_decisions(PARSED, _written(intake.decisions), DESK)
        assert [problem for problem in problems if "an adjudicator has to settle it" not in problem] == []
        assert bool(problems) == bool(intake.notes)


@settings(max_examples=40)
@given(SHEETS)
def test_taken_twice(filled: list[tuple[int, dict[str, str]]]) -> None:
    """The same sheet taken again brings nothing new."""
    first = _taken(filled)
    if not first.faults:
        again = take(_entries(filled, ()), _bench(_written(first.decisions)), PARSED)
        assert (again.decisions, again.faults) == ([], [])


@settings(max_examples=40)
@given(SHEETS, SHEETS)
def test_sheet_after_another(first: list[tuple[int, dict[str, str]]], second: list[tuple[int, dict[str, str]]]) -> None:
    """What is taken of a sheet that shows others' decisions fits together with them, or people differ."""
    before = _taken(first)
    if before.faults or before.notes:
        return
    decided = _written(before.decisions)
    intake = _taken(second, decided)
    if not intake.faults:
        together = _written([*decided, *intake.decisions])
        _, problems = apply_decisions(PARSED, together, DESK)
        assert [problem for problem in problems if "an adjudicator has to settle it" not in problem] == []


@settings(max_examples=20)
@given(st.integers(0, len(PARSED) - 1), st.sampled_from([name for name in INPUTS if name != "who"]))
def test_cell_that_nobody_can_tell(place: int, name: str) -> None:
    """A cell of which a program has made something else is a fault, wherever the reviewer writes."""
    intake = _taken([(place, {"decision": "accept", name: Unusable("was taken for a date"), "who": "ab"})])
    assert [says.startswith(f"column {name}: was taken for a date") for _, says in intake.faults][:1] == [True]
