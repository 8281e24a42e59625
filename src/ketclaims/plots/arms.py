"""Claims beside the studies behind them as rows of a drawing: claims with their verdicts, arms with their intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from ketclaims.comparison.fields import length
from ketclaims.plots.labels import Row, context_words, said, shortened, subject_order, subject_words, value_words
from ketclaims.tables.rows import cell, number

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon
    from ketclaims.plots.axes import Axis

Kind = Literal["claim", "study", "control"]


@dataclass(frozen=True, slots=True)
class Arm:
    """One row of the drawing: a claim, what a study found in those whom it treated, or what in its control arm.

    ``low`` and ``high`` are the ends of the figure, ``least`` and ``most`` those of the interval around it; an end
    that is open is missing. ``subject`` is that of the claims among which it stands.
    """

    subject: str
    place: tuple[int, ...]
    kind: Kind
    name: str
    size: str
    context: str
    value: str
    verdict: str
    low: float | None
    high: float | None
    least: float | None
    most: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The tables that a drawing is made of: rows of evidence by identifier, and the links of each claim."""

    evidence: Mapping[str, Row]
    links: Mapping[str, list[Row]]
    verdicts: Mapping[str, str]
    lexicon: Lexicon


def arms(claims: pd.DataFrame, shelf: Shelf, unit: str) -> list[Arm]:
    """The claims of a frame by subject, below those of each subject the studies that they are held against."""
    found: dict[tuple[tuple[int, ...], str], list[Row]] = {}
    for row in claims.to_dict("records"):
        if said(row, "unit_std") == unit and (said(row, "low_std") or said(row, "high_std")):
            subject = subject_order(row, shelf.lexicon), subject_words(row, shelf.lexicon)
            found.setdefault(subject, []).append(row)
    return [
        arm
        for (place, subject), rows in sorted(found.items())
        for arm in _of_subject(subject, place, rows, shelf, unit)
    ]


def _of_subject(subject: str, place: tuple[int, ...], rows: list[Row], shelf: Shelf, unit: str) -> Iterator[Arm]:
    yield from _once(_claim(subject, place, row, shelf) for row in rows)
    for evidence_id in _studies(rows, shelf):
        row = shelf.evidence[evidence_id]
        if said(row, "unit_std") == unit:
            yield _study(subject, place, _outcome(row, rows), "study", shelf)
            control = shelf.evidence.get(said(row, "control_id"))
            if control is not None:
                yield _study(subject, place, control, "control", shelf)


def _once(listed: Iterable[Arm]) -> list[Arm]:
    """What a source says several times with one verdict is one row."""
    return list({(arm.name, arm.context, arm.value.casefold(), arm.verdict): arm for arm in listed}.values())


def _studies(rows: Iterable[Row], shelf: Shelf) -> list[str]:
    """The rows of evidence behind some claims, the best level and the largest studies first."""
    linked = (link for row in rows for link in shelf.links.get(said(row, "claim_id"), ()))
    named = dict.fromkeys(said(link, "evidence_id") for link in linked if said(link, "part") != "null")
    return sorted((name for name in named if name in shelf.evidence), key=lambda name: _order(shelf.evidence[name]))


def _outcome(row: Row, claims: Iterable[Row]) -> Row:
    """A row of evidence that says what it is of, where that is not what the claims are of."""
    same = any(said(row, "measure") == said(claim, "measure") for claim in claims)
    return row if same else {**row, "population": said(row, "outcome")}


def _order(row: Row) -> tuple[Any, ...]:
    size = -float(said(row, "n") or 0)
    after = float(said(row, "doses_high") or said(row, "doses_low") or "inf")
    moment = length(said(row, "timepoint")) if said(row, "timepoint") else 0
    return float(said(row, "level") or 9), size, said(row, "study"), after, float(moment), said(row, "evidence_id")


def _claim(subject: str, place: tuple[int, ...], row: Row, shelf: Shelf) -> Arm:
    low, high = _number(row, "low_std"), _number(row, "high_std")
    verdict = shelf.verdicts.get(said(row, "claim_id"), "")
    context = context_words(row, shelf.lexicon)
    value, quote = value_words(row), said(row, "quote")
    return Arm(subject, place, "claim", said(row, "source"), "", context, value, verdict, low, high, low, high, quote)


def _study(subject: str, place: tuple[int, ...], row: Row, kind: Kind, shelf: Shelf) -> Arm:
    size = f"n = {said(row, 'n')}" if said(row, "n") else ""
    name = (
        shortened(said(row, "study"), 34)
        if kind == "study"
        else f"    on {said(row, 'intervention').replace('_', ' ')}"
    )
    ends = [_number(row, column) for column in ("low_std", "high_std", "interval_low", "interval_high")]
    context = context_words({**row, "comparator": None}, shelf.lexicon)
    note = ", ".join(part for part in (said(row, "citation"), said(row, "outcome")) if part)
    low, high, least, most = ends
    around = f"  ({_short(least)}–{_short(most)})" if said(row, "interval") else ""
    return Arm(subject, place, kind, name, size, context, _value(row) + around, "", low, high, least, most, note)


def _value(row: Row) -> str:
    low, high = (cell(number(float(said(row, name)))) if said(row, name) else "" for name in ("low", "high"))
    unit = said(row, "unit")
    ends = low if low == high else f"{low}–{high}" if low and high else low or high
    return value_words({"relation": row["relation"], "value_text": f"{ends} {unit.strip('{}')}"})


def _short(end: float | None) -> str:
    return "" if end is None else cell(number(end))


def _number(row: Row, name: str) -> float | None:
    return float(row[name]) if said(row, name) else None


def arms_frame(drawn: Iterable[Arm], axis: Axis) -> pd.DataFrame:
    """The rows with numbers for every end: what is open reaches to the end of the axis, and nothing goes beyond it."""
    listed = list(drawn)
    subjects = list(dict.fromkeys(arm.subject for arm in listed))
    rows = []
    for place, arm in enumerate(listed):
        before = listed[place - 1].subject if place else None
        rows.append(
            asdict(arm)
            | {
                "row": place,
                "head": "" if arm.subject == before else arm.subject,
                "band": subjects.index(arm.subject) % 2 == 0,
                "from": _within(arm.least, axis, axis.low),
                "to": _within(arm.most, axis, axis.high),
                "start": None if arm.low is None else _within(arm.low, axis, axis.low),
                "end": None if arm.high is None else _within(arm.high, axis, axis.high),
                "verdict": arm.verdict.replace("_", " "),
            }
        )
    return pd.DataFrame(rows)


def _within(value: float | None, axis: Axis, open_end: float) -> float:
    return open_end if value is None else min(max(value, axis.low), axis.high)
