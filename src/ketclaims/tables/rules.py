"""What must hold between the cells of one row, each rule with its sentence and the column that it blames."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ketclaims.intervals import is_known_unit
from ketclaims.tables.columns import CLAIMS, EVIDENCE, LEDGER, REFERENCES, Table

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

Frame = pd.DataFrame
Holds = Callable[[Frame], "pd.Series[bool]"]

OPEN_BELOW = ("<", "<=")
OPEN_ABOVE = (">", ">=")


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on each row of a frame; ``says`` completes the sentence 'column X: …' where a row breaks it."""

    column: str
    says: str
    holds: Holds


def _ordered(low: str, high: str) -> Holds:
    # An open side is no violation: a comparison with a missing value is missing, and counts as kept.
    return lambda frame: (frame[low] <= frame[high]).fillna(True).astype(bool)


def _spans(name: str) -> Holds:
    return lambda frame: (frame[f"{name}_start"] >= 0) & (frame[f"{name}_start"] < frame[f"{name}_end"])


def _inside(frame: Frame) -> pd.Series[bool]:
    return (frame["quote_start"] <= frame["value_start"]) & (frame["value_end"] <= frame["quote_end"])


def _each(frame: Frame, *names: str) -> Iterator[tuple[Any, ...]]:
    # As lists: a column of text gives its cells one by one fifteen times as slowly.
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _quoted(frame: Frame) -> pd.Series[bool]:
    cells = _each(frame, "quote", "quote_start", "quote_end", "value_text", "value_start", "value_end")
    kept = [
        end - start == len(quote) and quote[first - start : last - start] == value
        for quote, start, end, value, first, last in cells
    ]
    return pd.Series(kept, index=frame.index, dtype=bool)


def _verbatim(name: str, cell: str, texts: Mapping[str, str]) -> Holds:
    def holds(frame: Frame) -> pd.Series[bool]:
        cells = _each(frame, "source", f"{name}_start", f"{name}_end", cell)
        kept = [texts.get(source, "")[start:end] == words for source, start, end, words in cells]
        return pd.Series(kept, index=frame.index, dtype=bool)

    return holds


def _only_where(column: str, name: str, words: tuple[str, ...]) -> Holds:
    """Filled exactly where column ``name`` holds one of the words."""
    return lambda frame: frame[column].notna() == frame[name].isin(words)


def _empty_where(column: str, name: str, words: tuple[str, ...]) -> Holds:
    return lambda frame: frame[column].isna() | ~frame[name].isin(words)


def _numbered(frame: Frame) -> pd.Series[bool]:
    stated = frame["low"].notna() | frame["high"].notna()
    return stated == (frame["precision"] == "numeric")


def _together(first: str, second: str) -> Holds:
    return lambda frame: frame[first].notna() == frame[second].notna()


def _at_least(name: str, least: int) -> Holds:
    return lambda frame: (frame[name] >= least).fillna(True).astype(bool)


def _within_limits(lexicon: Lexicon) -> Holds:
    def holds(frame: Frame) -> pd.Series[bool]:
        cells = _each(frame, "measure", "unit_std", "low_std", "high_std")
        return pd.Series([_limited(lexicon, *cell) for cell in cells], index=frame.index, dtype=bool)

    return holds


def _limited(lexicon: Lexicon, name: str, unit: str, low: Any, high: Any) -> bool:
    measure = lexicon.measures.get(name)
    if measure is None or unit != measure.unit:
        return True
    stated = [float(value) for value in (low, high) if not pd.isna(value)]
    floor = float("-inf") if measure.low is None else float(measure.low)
    ceiling = float("inf") if measure.high is None else float(measure.high)
    return all(floor <= value <= ceiling for value in stated)


def _canonical(lexicon: Lexicon) -> Holds:
    def holds(frame: Frame) -> pd.Series[bool]:
        kept = [
            standard == unit or standard == getattr(lexicon.measures.get(name), "unit", None)
            for name, unit, standard in _each(frame, "measure", "unit", "unit_std")
        ]
        return pd.Series(kept, index=frame.index, dtype=bool)

    return holds


_PLACE = (
    Rule("quote_end", "does not lie behind quote_start.", _spans("quote")),
    Rule("value_end", "does not lie behind value_start.", _spans("value")),
    Rule("value_start", "the value does not lie inside the quote.", _inside),
    Rule("value_text", "is not what stands at its place in the quote.", _quoted),
)
_LEDGER = (
    Rule(
        "reason",
        "is given for every excluded number and for nothing else.",
        _only_where("reason", "disposition", ("excluded",)),
    ),
    Rule(
        "measure", "is given for every claim and for nothing else.", _only_where("measure", "disposition", ("claim",))
    ),
)
_CLAIMS = (
    Rule("low", "is above high.", _ordered("low", "high")),
    Rule("low", "is given, although the relation leaves it open.", _empty_where("low", "relation", OPEN_BELOW)),
    Rule("high", "is given, although the relation leaves it open.", _empty_where("high", "relation", OPEN_ABOVE)),
    Rule("precision", "numeric needs low or high, vague has neither.", _numbered),
    Rule("low_std", "is above high_std.", _ordered("low_std", "high_std")),
    Rule("doses_low", "is above doses_high.", _ordered("doses_low", "doses_high")),
)


_EVIDENCE = (
    Rule("low", "is above high.", _ordered("low", "high")),
    Rule("low", "is given, although the relation leaves it open.", _empty_where("low", "relation", OPEN_BELOW)),
    Rule("high", "is given, although the relation leaves it open.", _empty_where("high", "relation", OPEN_ABOVE)),
    Rule("low", "is empty, and high too.", lambda frame: frame["low"].notna() | frame["high"].notna()),
    Rule("ci_low", "is above ci_high.", _ordered("ci_low", "ci_high")),
    Rule("ci_high", "both ends of a confidence interval are given, or none.", _together("ci_low", "ci_high")),
    Rule("doses_low", "is above doses_high.", _ordered("doses_low", "doses_high")),
    Rule("doses_low", "is below 1.", _at_least("doses_low", 1)),
    Rule("doses_high", "is below 1.", _at_least("doses_high", 1)),
    Rule("n", "is below 1.", _at_least("n", 1)),
    Rule("n_arm", "is below 1.", _at_least("n_arm", 1)),
    Rule("n_arm", "is above n.", _ordered("n_arm", "n")),
)


def rules(table: Table, lexicon: Lexicon, texts: Mapping[str, str] | None = None) -> tuple[Rule, ...]:
    """The rules of a table; with ``texts`` by source, quotes and values are held against them too."""
    verbatim = (
        Rule("quote", "is not what stands at its place in the source.", _verbatim("quote", "quote", texts or {})),
        Rule(
            "value_text",
            "is not what stands at its place in the source.",
            _verbatim("value", "value_text", texts or {}),
        ),
    )
    if table.name == REFERENCES.name:
        return tuple(_cited(table, texts)) if texts is not None else ()
    placed = (*_PLACE, *(verbatim if texts is not None else ()))
    if table.name == CLAIMS.name:
        return (*placed, *_CLAIMS, *_lexical(lexicon))
    if table.name == EVIDENCE.name:
        derived = _lexical(lexicon) if "low_std" in table.names else ()
        return (*_EVIDENCE, _known_unit(lexicon), *derived)
    return (*placed, *_LEDGER) if table.name == LEDGER.name else ()


def _known_unit(lexicon: Lexicon) -> Rule:
    def holds(frame: Frame) -> pd.Series[bool]:
        kept = [is_known_unit(unit, lexicon) for unit in frame["unit"]]
        return pd.Series(kept, index=frame.index, dtype=bool)

    return Rule("unit", "is no unit that the lexicon knows.", holds)


def _cited(table: Table, texts: Mapping[str, str]) -> Iterator[Rule]:
    """An entry and each of its fields is what stands at its place in the source."""
    for name in (column.name.removesuffix("_start") for column in table.columns if column.name.endswith("_start")):
        yield Rule(name, "is not what stands at its place in the source.", _verbatim_if_given(name, texts))


def _verbatim_if_given(name: str, texts: Mapping[str, str]) -> Holds:
    verbatim = _verbatim(name, name, texts)

    def holds(frame: Frame) -> pd.Series[bool]:
        given = frame[[name, f"{name}_start", f"{name}_end"]].notna()
        whole = given.all(axis="columns")
        return ~given.any(axis="columns") | (whole & verbatim(frame[whole]).reindex(frame.index, fill_value=False))

    return holds


def _lexical(lexicon: Lexicon) -> tuple[Rule, ...]:
    return (
        Rule("unit_std", "is neither the unit of the measure nor the unit as written.", _canonical(lexicon)),
        Rule("low_std", "the interval leaves the natural limits of the measure.", _within_limits(lexicon)),
    )
