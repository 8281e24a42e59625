"""Rows of claims from anywhere as statements that can be compared; what cannot be is refused, with its rows named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

import pandas as pd

from ketclaims.comparison import Statement
from ketclaims.intervals import is_known_unit
from ketclaims.lexicon import Lexicon
from ketclaims.model import PRECISIONS, RELATIONS, Attribution, DataError, Quantity, Subject
from ketclaims.tables.columns import DURATION
from ketclaims.tables.files import claim_records
from ketclaims.tables.frames import frame_rows
from ketclaims.tables.reading import Placed, Record
from ketclaims.tables.rows import cell, empty_row, numerals, quantity_of, row_identity

REQUIRED = ("source", "value_start", "value_end", "relation", "low", "high", "unit", "precision", "measure")
FILLED = tuple(name for name in REQUIRED if name not in ("low", "high"))
NUMBERS = ("low", "high", "value_start", "value_end", "doses_low", "doses_high")
WHOLE = NUMBERS[2:]
SPREAD = 300
NAMED = 5
"""So many rows are named in a sentence; the others are counted."""

Says = Callable[[Record], str]


def read_statements(paths: Iterable[Path], lexicon: Lexicon) -> list[Statement]:
    """The claims of CSV, Parquet or JSON lines files as statements.

    ``InputError`` where a file cannot be read, ``DataError`` where its rows cannot be compared: a column is missing, a
    word or unit is unknown, low is above high, an identifier stands twice. Each fault is a sentence with its rows.
    """
    owners: dict[str, Path] = {}
    found: list[Statement] = []
    for path in paths:
        listed = statements_of(claim_records(path), lexicon, str(path))
        _refuse(_shared(listed, owners), str(path))
        owners |= {statement.claim_id: path for statement in listed}
        found += listed
    return found


def _shared(statements: Iterable[Statement], owners: Mapping[str, Path]) -> Iterator[str]:
    """A sentence for the claims that another file has already, which would be held against themselves."""
    twice = [statement.claim_id for statement in statements if statement.claim_id in owners]
    if twice:
        stands = f"and {len(twice) - 1} more stand" if twice[1:] else "stands"
        yield f"the claim_id {twice[0]!r} {stands} in {owners[twice[0]]} too; leave one of the files out."


def frame_statements(claims: pd.DataFrame, lexicon: Lexicon) -> list[Statement]:
    """The rows of a frame with the columns of ``load_claims`` as statements; ``DataError`` as for a file."""
    records: list[Placed] = list(enumerate(frame_rows(claims), 1))
    if not records:
        _refuse(_missing(claims.columns), "claims")
    return statements_of(records, lexicon, "claims")


def statements_of(records: Sequence[Placed], lexicon: Lexicon, name: str) -> list[Statement]:
    """Numbered records as statements; ``name`` says in the sentences of a ``DataError`` whose rows they are."""
    if records:
        _refuse(_missing({column for _, record in records for column in record}), name)
    rows = [(place, _plain(record)) for place, record in records]
    _refuse(_faults(rows, lexicon), name)
    found = [statement_of(row, lexicon) for _, row in rows]
    _refuse(_repeats(found, [place for place, _ in rows]), name)
    return found


def _refuse(faults: Iterable[str], name: str) -> None:
    listed = tuple(f"{name}: {fault}" for fault in faults)
    if listed:
        raise DataError(listed)


def _missing(columns: Iterable[str]) -> Iterator[str]:
    lacking = [name for name in REQUIRED if name not in set(columns)]
    if lacking:
        column, is_missing = ("columns", "are missing") if len(lacking) > 1 else ("column", "is missing")
        yield f"the {column} {', '.join(lacking)} {is_missing}, so no row can be compared."


def _plain(record: Record) -> dict[str, Any]:
    """A record in which an empty cell, however it is written, is ``None``."""
    return {name: None if value is None or value == "" or value != value else value for name, value in record.items()}


def _faults(rows: Sequence[tuple[int, Mapping[str, Any]]], lexicon: Lexicon) -> Iterator[str]:
    """A sentence for each kind of fault in each column, with its rows."""
    rules = _rules(lexicon)
    places: defaultdict[str, list[str]] = defaultdict(list)
    for place, row in rows:
        for says, wrong in rules:
            found = wrong(row)
            if found:
                places[says].append(f"{place} ({found})")
                break
    for says, _ in rules:
        if says in places:
            yield f"{says} in {_rows_named(places[says])}."


def _rows_named(places: Sequence[str]) -> str:
    named = ", ".join(places[:NAMED])
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    return f"row{'s' * (len(places) > 1)} {named}{more}"


def _rules(lexicon: Lexicon) -> list[tuple[str, Says]]:
    """What may be wrong with a row; each function gives the words that are wrong, or nothing."""
    vocabularies = {
        "relation": RELATIONS,
        "precision": PRECISIONS,
        "measure": lexicon.measures,
        "condition": lexicon.conditions,
        "intervention": lexicon.interventions,
        "route": lexicon.routes,
    }
    return [
        *((f"the {name} is empty", _empty(name)) for name in FILLED),
        *((f"the {name} is no {'whole ' * (name in WHOLE)}number", _unreadable(name)) for name in NUMBERS),
        *((f"the {name} is unknown", _unknown(name, words)) for name, words in vocabularies.items()),
        ("the unit is unknown", lambda row: "" if is_known_unit(str(row["unit"]), lexicon) else repr(row["unit"])),
        ("low is above high", _crossed("low", "high")),
        ("doses_low is above doses_high", _crossed("doses_low", "doses_high")),
        ("there is neither low nor high", _numberless),
        ("the timepoint is no ISO 8601 duration", _timeless),
    ]


def _empty(name: str) -> Says:
    return lambda row: "empty" if row.get(name) is None else ""


def _unreadable(name: str) -> Says:
    def says(row: Record) -> str:
        value = row.get(name)
        if value is None:
            return ""
        read = _decimal(value)
        whole = read is not None and (name not in WHOLE or read == read.to_integral_value())
        return "" if whole else repr(value)

    return says


def _decimal(value: Any) -> Decimal | None:
    try:
        read = Decimal(str(value))
    except InvalidOperation:
        return None
    # Beyond the reach of a double nothing is said about patients.
    usual = read.is_finite() and not isinstance(value, bool) and (not read or -SPREAD < read.adjusted() < SPREAD)
    return read if usual else None


def _unknown(name: str, words: Iterable[str]) -> Says:
    known = frozenset(words)

    def says(row: Record) -> str:
        value = row.get(name)
        return "" if value is None or (isinstance(value, str) and value in known) else repr(value)

    return says


def _crossed(first: str, second: str) -> Says:
    def says(row: Record) -> str:
        low, high = (_decimal(row.get(name)) for name in (first, second))
        return f"{low} and {high}" if low is not None and high is not None and low > high else ""

    return says


def _numberless(row: Record) -> str:
    missing = row["precision"] == "numeric" and row.get("low") is None and row.get("high") is None
    return "numeric" if missing else ""


def _timeless(row: Record) -> str:
    said = row.get("timepoint")
    return "" if said is None or re.fullmatch(DURATION, str(said)) else repr(said)


def _repeats(statements: Sequence[Statement], places: Sequence[int]) -> Iterator[str]:
    count = Counter(statement.claim_id for statement in statements)
    for claim_id in (name for name, times in count.items() if times > 1):
        named = [str(p) for p, statement in zip(places, statements, strict=True) if statement.claim_id == claim_id]
        yield f"the claim_id {claim_id!r} stands more than once, in {_rows_named(named)}."


def statement_of(row: Mapping[str, Any], lexicon: Lexicon) -> Statement:
    """One row of claims as a statement; without a voice the source is its own, without an identifier it gets one."""
    full = {name: row.get(name) for name in empty_row()}
    full |= {name: int(Decimal(str(full[name]))) for name in WHOLE if full[name] is not None}
    source = cell(full["source"])
    claim_id = cell(full["claim_id"]) or row_identity(full | {"disposition": "claim"})
    quantity = _as_written(quantity_of(full, lexicon), cell(full["value_text"]))
    return Statement(claim_id, source, cell(full["voice"]) or source, cell(full["measure"]), quantity, subject_of(full))


def subject_of(row: Mapping[str, Any]) -> Subject:
    """What a row of claims or of evidence, which leans on nobody else, is about."""
    return Subject(
        row["condition"],
        row["intervention"],
        row["route"],
        row["doses_low"],
        row["doses_high"],
        row["timepoint"],
        row["population"],
        row["comparator"],
        row["outcome"],
        cast(Attribution | None, row.get("attribution")),
    )


def _as_written(quantity: Quantity, text: str) -> Quantity:
    """The quantity with the decimals that its words have: a table says 2 where the source says 2.0."""
    if "." not in text:
        return quantity
    written = numerals(text)
    low, high = (next((n for n in written if n == end), end) for end in (quantity.low, quantity.high))
    return Quantity(quantity.span, low, high, quantity.unit, quantity.relation, quantity.precision, quantity.from_unit)
