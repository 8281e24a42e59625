"""Tables as CSV, Parquet and JSON lines: written so that they can be read back without loss, and read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ketclaims.model import DataError, InputError
from ketclaims.tables.arrow import arrow_schema, parquet_table
from ketclaims.tables.cells import is_empty, typed_value
from ketclaims.tables.columns import CLAIMS, EXTRACT, Table
from ketclaims.tables.frames import frame_rows, plain_frame, valid_frame, with_categories
from ketclaims.tables.reading import Placed, Record, csv_records, json_records, read_bytes, utf8
from ketclaims.tables.rows import Row, completed, told_apart
from ketclaims.tables.writing import csv_line

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

COMPRESSION = "zstd"
PACK = "lexicon"
"""What the metadata of a Parquet file calls the pack whose words it has."""
BATCH = 20_000
COLUMNS = {column.name: column for column in EXTRACT.columns}
STATED = ("source", "quote_start", "quote_end", "value_start", "value_end", "relation", "precision", "unit", "measure")
"""What a claim must say for the rest to follow from it."""


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """A frame as CSV (RFC 4180): UTF-8, no byte order mark, line feeds, shortest numbers, missing is empty."""
    rows = (csv_line(row.values()) for row in frame_rows(frame))
    return csv_line(frame.columns) + b"".join(rows)


def arrow_table(frame: pd.DataFrame, table: Table, version: str, more: Mapping[str, str] | None = None) -> pa.Table:
    """A frame of a table in Arrow, with an explicit schema, so that an empty column keeps its type."""
    return pa.Table.from_pandas(frame, schema=arrow_schema(table, version, more), preserve_index=False)


def parquet_bytes(frame: pd.DataFrame, table: Table, version: str, more: Mapping[str, str] | None = None) -> bytes:
    """A frame as a Parquet file; ``more`` is metadata of the table besides its name and the code's ``version``."""
    buffer = io.BytesIO()
    pq.write_table(arrow_table(frame, table, version, more), buffer, compression=COMPRESSION)
    return buffer.getvalue()


def write_parquet(rows: Iterable[Row], table: Table, lexicon: Lexicon, stream: Any, version: str) -> None:
    """Write rows to a Parquet stream as they come, some thousands at a time, so that memory stays bounded.

    The metadata of the table names the pack whose words they have.
    """
    frames = (with_categories(plain_frame(batch, table), table, lexicon) for batch in _batches(rows, BATCH))
    tables = (arrow_table(frame, table, version, {PACK: lexicon.pack.name}) for frame in frames)
    first = next(tables)
    with pq.ParquetWriter(stream, first.schema, compression=COMPRESSION) as writer:
        for part in chain((first,), tables):
            writer.write_table(part.replace_schema_metadata(first.schema.metadata))


def _batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    # The first batch comes even where there is no row: an empty table has a schema too.
    remaining = iter(rows)
    batch = list(islice(remaining, size))
    yield batch
    while batch := list(islice(remaining, size)):
        yield batch


def same_parquet(first: bytes, second: bytes) -> bool:
    """Whether two Parquet files hold the same table: schema, field metadata, own metadata and rows.

    Their bytes differ between versions of the libraries that write them.
    """
    try:
        a, b = (parquet_table(data) for data in (first, second))
    except pa.ArrowException:
        return False
    return _identity(a.schema) == _identity(b.schema) and bool(a.to_pylist() == b.to_pylist())


def _identity(schema: pa.Schema) -> tuple[object, ...]:
    about = {key: value for key, value in (schema.metadata or {}).items() if key != b"pandas"}
    return about, [(field.name, field.type, field.nullable, field.metadata) for field in schema]


def load_claims() -> pd.DataFrame:
    """The curated claims that come with the package, with the columns, dtypes and units of ``claims_frame``."""
    return pd.read_parquet(curated_folder() / f"{CLAIMS.name}.parquet")


def curated_folder() -> Path:
    """Where the curated tables are: in the installed package, or in ``data/curated`` of a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "data", package.parents[1] / "data" / "curated"):
        if (folder / f"{CLAIMS.name}.parquet").is_file():
            return folder
    raise InputError("The package comes without its curated tables; `ketclaims build` makes them in a checkout.")


def read_claims(path: Path, lexicon: Lexicon | None = None) -> pd.DataFrame:
    """The claims of a CSV, Parquet or JSON lines file, as ``claims_frame`` has them.

    Rows of context, exclusions and faults are passed over; columns that follow from the codebook's may be missing.
    ``InputError`` where the file cannot be read, ``DataError`` with a sentence for each cell and rule that is broken.
    """
    from ketclaims.lexicon import default_lexicon

    known = lexicon or default_lexicon()
    return valid_frame(_claims(claim_records(path), known, str(path)), CLAIMS, known)


def about_table(data: bytes, title: str, version: str) -> dict[str, str]:
    """What the metadata of a Parquet file say beside its name: the dataset, its version, the sha256 of it as CSV."""
    said = {"title": title, "version": version, "csv_sha256": sha256(data).hexdigest()}
    return {key: value for key, value in said.items() if value}


def claim_records(path: Path) -> list[Placed]:
    """The claims of a CSV, Parquet or JSON lines file as they are, each with its row or line.

    Rows of context, exclusions and faults are passed over. ``InputError`` where the file cannot be read.
    """
    return [(place, record) for place, record in read_records(path) if record.get("disposition") in (None, "", "claim")]


def pack_of(path: Path) -> str | None:
    """The name of the pack whose words a claims file has, where it says so: only Parquet has a place for it."""
    try:
        metadata = pq.read_schema(path).metadata if path.suffix.lower() == ".parquet" else None
    except (pa.ArrowException, OSError):
        return None
    name = (metadata or {}).get(PACK.encode())
    return None if name is None else str(name, "utf-8", "replace")


def _claims(records: list[Placed], lexicon: Lexicon, name: str) -> list[Row]:
    faults: list[str] = []
    claims = []
    for place, record in records:
        row, wrong = _typed(record)
        faults += (f"{name}, row {place}, {says}" for says in wrong)
        if not wrong:
            claims.append(completed(row, lexicon, "parsed"))
    if faults:
        raise DataError(tuple(faults))
    # An identifier that stands twice in the file is a fault of the file; only our own are told apart.
    return claims if any(record.get(CLAIMS.key) for _, record in records) else told_apart(claims)


def _typed(record: Record) -> tuple[Row, list[str]]:
    row: Row = {}
    wrong = []
    for column in CLAIMS.columns:
        try:
            row[column.name] = typed_value(column, record.get(column.name))
        except (TypeError, ValueError, OverflowError):
            wrong.append(f"column {column.name}: {record[column.name]!r} is no {column.dtype}.")
    wrong += [f"column {name}: is empty." for name in STATED if row.get(name, "") is None]
    return row, wrong


def read_records(path: Path) -> list[Placed]:
    """Every row of a CSV, Parquet or JSON lines file as it is, each with its row or line; ``InputError`` as ever."""
    reader = READERS.get(path.suffix.lower())
    if reader is None and not path.exists():
        raise InputError(f"{path}: there is no such file or folder.")
    if reader is None:
        raise InputError(f"{path}: the name must end in one of {', '.join(READERS)}.")
    return reader(read_bytes(path), str(path))


def typed_records(path: Path) -> list[Placed]:
    """Every row of a CSV, Parquet or JSON lines file, each with its row or line: filled cells only, with their types.

    ``InputError`` where the file cannot be read, ``DataError`` at the first cell that is not what its column holds.
    """
    return [(place, dict(_filled(record, f"{path}, row {place}"))) for place, record in read_records(path)]


def _filled(record: Record, where: str) -> Iterator[tuple[str, Any]]:
    for name, raw in record.items():
        column = COLUMNS.get(name)
        try:
            value = typed_value(column, raw) if column else raw
        except (TypeError, ValueError, OverflowError):
            raise DataError((f"{where}, column {name}: {raw!r} is no {column.dtype if column else 'text'}.",)) from None
        if not is_empty(value):
            yield name, value


def _from_csv(data: bytes, name: str) -> list[Placed]:
    records, faults = csv_records(utf8(data, name), name)
    if faults:
        raise InputError("\n".join(faults))
    return records


def _from_jsonl(data: bytes, name: str) -> list[Placed]:
    return json_records(utf8(data, name), name)


def _from_parquet(data: bytes, name: str) -> list[Placed]:
    try:
        return list(enumerate(parquet_table(data).to_pylist(), 1))
    except pa.ArrowException as error:
        raise InputError(f"{name}: not a Parquet file ({str(error).splitlines()[0]}).") from None


READERS: Mapping[str, Callable[[bytes, str], list[Placed]]] = {
    ".csv": _from_csv,
    ".parquet": _from_parquet,
    ".jsonl": _from_jsonl,
}
