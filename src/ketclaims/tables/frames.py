"""Rows as pandas frames: made with the dtypes of their table, and validated with every fault named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from ketclaims.model import DataError, Ledger
from ketclaims.tables.columns import CLAIMS, Column, Table
from ketclaims.tables.rows import Row, claim_rows, number
from ketclaims.tables.rules import Rule, rules

if TYPE_CHECKING:
    import pandera.pandas as pa

    from ketclaims.lexicon import Lexicon


def claims_frame(
    ledgers: Iterable[Ledger], voices: Mapping[str, str] | None = None, lexicon: Lexicon | None = None
) -> pd.DataFrame:
    """The claims of ledgers as one frame with the codebook's columns, in the order of the ledgers and of their texts.

    ``voices`` names the voice of each source; one that it does not name is its own. Text is ``str``, closed
    vocabularies are ``category``, offsets and doses ``Int64``, ``low`` and ``high`` (in ``unit``) and ``low_std`` and
    ``high_std`` (in ``unit_std``) ``Float64``. ``DataError`` names every row that breaks a rule of the codebook.
    """
    from ketclaims.lexicon import default_lexicon

    known, texts, rows = lexicon or default_lexicon(), {}, []
    for ledger in ledgers:
        texts[ledger.source] = ledger.text
        rows += claim_rows(ledger, known, (voices or {}).get(ledger.source))
    return valid_frame(rows, CLAIMS, known, texts)


def valid_frame(
    rows: Iterable[Row], table: Table, lexicon: Lexicon, texts: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The frame of a table with its dtypes; ``DataError`` has a sentence for every row that breaks a rule."""
    frame = plain_frame(rows, table)
    faults = find_faults(frame, table, lexicon, texts)
    if faults:
        raise DataError(faults)
    return with_categories(frame, table, lexicon)


def plain_frame(rows: Iterable[Row], table: Table) -> pd.DataFrame:
    """Rows as a frame in which closed vocabularies are still text, so that a wrong word can be named."""
    listed = list(rows)
    return pd.DataFrame({column.name: _cells(listed, column) for column in table.columns})


def _cells(rows: Sequence[Row], column: Column) -> Any:
    cells: list[Any] = [row[column.name] for row in rows]
    dtype: Any = "str" if column.dtype == "category" else column.dtype
    return pd.array(cells, dtype=dtype)


def with_categories(frame: pd.DataFrame, table: Table, lexicon: Lexicon) -> pd.DataFrame:
    """The frame with its closed vocabularies as ``category``, all words declared, those that no row uses too.

    A word that the vocabulary lacks would silently become missing: validate first.
    """
    dtypes = {
        column.name: pd.CategoricalDtype(list(column.vocabulary(lexicon)))
        for column in table.columns
        if column.dtype == "category"
    }
    return frame.astype(dtypes)


def frame_rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame as plain values: missing ones are ``None``, numbers in their shortest form."""
    columns = [_values(frame[name]) for name in frame.columns]
    return [dict(zip(frame.columns, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _values(series: pd.Series[Any]) -> list[Any]:
    plain = [None if missing else value for value, missing in zip(series, series.isna(), strict=True)]
    if series.dtype == "bool":
        return [bool(value) for value in plain]
    return [number(value) for value in plain] if pd.api.types.is_numeric_dtype(series) else plain


def find_faults(
    frame: pd.DataFrame, table: Table, lexicon: Lexicon, texts: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """A sentence for each row and column of a frame that breaks a rule of its table; none where all is well.

    With ``texts`` by source, every quote and value is held against the place that it claims.
    """
    plain = frame.reset_index(drop=True).astype({n: "str" for n in frame.columns if frame[n].dtype == "category"})
    # A rule between columns means nothing while a column is missing or of the wrong type.
    return _failures(plain, table, columns_schema(table, lexicon)) or _failures(
        plain, table, rules_schema(rules(table, lexicon, texts))
    )


def columns_schema(table: Table, lexicon: Lexicon) -> pa.DataFrameSchema:
    """The pandera schema of a table's columns, with closed vocabularies as text."""
    import pandera.pandas as pa

    columns = {column.name: _column(column, table, lexicon) for column in table.columns}
    return pa.DataFrameSchema(columns, strict=True, ordered=True, name=table.name, description=table.description)


def _column(column: Column, table: Table, lexicon: Lexicon) -> pa.Column:
    import pandera.pandas as pa

    checks = []
    if column.dtype == "category":
        checks.append(pa.Check.isin(column.vocabulary(lexicon), error="is not in the vocabulary"))
    if column.pattern:
        checks.append(pa.Check.str_matches(f"^(?:{column.pattern})$", error=f"is no {column.description}"))
    if column.least is not None:
        checks.append(pa.Check.ge(column.least, error=f"is below {column.least}"))
    return pa.Column(
        "str" if column.dtype == "category" else column.dtype,
        checks,
        nullable=not column.required,
        unique=column.name == table.key,
        title=column.name,
        description=column.description,
    )


def rules_schema(held: Iterable[Rule]) -> pa.DataFrameSchema:
    """The pandera schema of what must hold between the cells of a row."""
    import pandera.pandas as pa

    checks = [pa.Check(rule.holds, error=f"{rule.column}: {rule.says}", ignore_na=False) for rule in held]
    return pa.DataFrameSchema(checks=checks)


def _failures(frame: pd.DataFrame, table: Table, schema: pa.DataFrameSchema) -> tuple[str, ...]:
    import pandera.errors

    try:
        schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.to_dict("records")
        # A rule that a row breaks is reported once for each of its columns: keep one.
        found = dict.fromkeys((_place(case, frame, table), _sentence(case)) for case in cases)
        return tuple(f"{table.name}{where}, {says}" for (_, where), says in sorted(found))
    return ()


def _place(case: Mapping[str, Any], frame: pd.DataFrame, table: Table) -> tuple[int, str]:
    if pd.isna(case["index"]):
        return -1, ""
    index = int(case["index"])
    name = frame[table.key].iloc[index] if table.key in frame else None
    return index, f" row {index + 1}" if pd.isna(name) else f" {name}"


COLUMN_SAYS = {
    "not_nullable": "is empty.",
    "field_uniqueness": "stands more than once.",
    "column_in_dataframe": "is missing.",
    "column_in_schema": "is not a column of this table.",
    "column_ordered": "is not in its place.",
}


def _sentence(case: Mapping[str, Any]) -> str:
    check, value = str(case["check"]), case["failure_case"]
    if case["schema_context"] == "DataFrameSchema" and ": " in check:
        return f"column {check}"
    column = value if check in ("column_in_dataframe", "column_in_schema", "column_ordered") else case["column"]
    if check in COLUMN_SAYS:
        return f"column {column}: {COLUMN_SAYS[check]}"
    if check.startswith("dtype("):
        return f"column {column}: has dtype {value}, {check[7:-2]} was expected."
    return f"column {column}: {value!r} {check}."
