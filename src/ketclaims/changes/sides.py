"""One side of a comparison: the rows of a folder of curated tables, or of one file of claims or of a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ketclaims.differences import KEY, Row
from ketclaims.model import InputError
from ketclaims.tables.cells import typed_value
from ketclaims.tables.columns import CLAIMS, EXTRACT, LEDGER, SOURCES
from ketclaims.tables.files import read_records
from ketclaims.tables.reading import Placed, Record, csv_records, read_bytes, utf8
from ketclaims.tables.rows import cell

ORDER = tuple(dict.fromkeys((*CLAIMS.names, *EXTRACT.names)))
COLUMNS = {column.name: column for column in EXTRACT.columns}
TOLD = (f"{CLAIMS.name}.csv", f"{LEDGER.name}.csv", f"{SOURCES.name}.csv")
"""The tables whose rows are told one by one; the others follow from them."""


@dataclass(frozen=True, slots=True)
class Side:
    """The numbers of a side as text by column, ``columns`` that it has, its sources, and the rows of other tables."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    sources: tuple[Row, ...] = ()
    others: Mapping[str, Counter[tuple[str, ...]]] = field(default_factory=dict)
    """By table: how often each row stands in it, its verdict first if it has one."""


def read_side(path: Path) -> Side:
    """The tables of a folder, or the rows of a CSV, Parquet or JSON lines file; ``InputError`` if it cannot be read."""
    if path.is_dir():
        return side_of_tables({table.name: read_bytes(table) for table in sorted(path.glob("*.csv"))}, str(path))
    return side_of_records(read_records(path), str(path))


def side_of_tables(files: Mapping[str, bytes], name: str) -> Side:
    """The curated tables among files by name, as CSV; ``InputError`` where there are no claims or one is no CSV."""
    if f"{CLAIMS.name}.csv" not in files:
        raise InputError(f"{name}: has no {CLAIMS.name}.csv, which a folder of curated tables has.")
    tables = {file: _records_of(data, f"{name}/{file}") for file, data in files.items() if file.endswith(".csv")}
    claims, ledger, sources = (tables.get(file, []) for file in TOLD)
    numbers = side_of_records(_joined(claims, ledger), name)
    listed = tuple({key: str(value) for key, value in record.items()} for _, record in sources if SOURCES.key in record)
    others = {file.removesuffix(".csv"): _counted(rows) for file, rows in tables.items() if file not in TOLD}
    return Side(numbers.rows, numbers.columns, listed, others)


def _records_of(data: bytes, name: str) -> list[Placed]:
    records, faults = csv_records(utf8(data, name), name)
    if faults:
        raise InputError("\n".join(faults))
    return records


def _joined(claims: list[Placed], ledger: list[Placed]) -> list[Placed]:
    """Every number once, in the order of the ledger; a claim with the columns of both tables."""
    known = {record.get(CLAIMS.key): record for _, record in claims}
    rows = [(place, {**record, **known.pop(record.get(LEDGER.key), {})}) for place, record in ledger]
    return rows + [placed for placed in claims if placed[1].get(CLAIMS.key) in known]


def _counted(records: Iterable[Placed]) -> Counter[tuple[str, ...]]:
    return Counter((record.get("verdict", ""), *record.values()) for _, record in records)


def side_of_records(records: Iterable[Placed], name: str) -> Side:
    """Numbered rows of claims, a ledger or an extraction; ``InputError`` names a cell that does not fit its column."""
    rows, columns = [], set()
    for place, record in records:
        if record.get("disposition") != "error":
            rows.append(dict(_cells(record, f"{name}, row {place}")))
            columns |= {KEY if column == LEDGER.key else column for column in record}
    return Side(tuple(rows), tuple(column for column in ORDER if column in columns))


def _cells(record: Record, where: str) -> Iterator[tuple[str, str]]:
    for raw, value in {"disposition": "claim", **record}.items():
        name = KEY if raw == LEDGER.key else raw
        if name not in COLUMNS:
            continue
        try:
            yield name, cell(typed_value(COLUMNS[name], value))
        except (TypeError, ValueError, OverflowError):
            raise InputError(f"{where}, column {raw}: {value!r} is no {COLUMNS[name].dtype}.") from None
