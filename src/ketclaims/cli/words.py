"""The words of a domain pack: list its measures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketclaims.cli.app import DONE, command
from ketclaims.cli.options import (
    LexiconOption,
    read_lexicon,
)

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon


@command
def measures(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """List the measures: name, canonical unit, natural limits, meaning."""
    import json

    rows = list(_measure_rows(read_lexicon(lexicon)))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    elif sys.stdout.isatty():
        _table(rows)
    else:
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        typer.echo("\n".join("\t".join("" if value is None else str(value) for value in line) for line in lines))
    return DONE


def _measure_rows(lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    from ketclaims.tables.rows import number

    for measure in lexicon.measures.values():
        low, high = number(measure.low), number(measure.high)
        yield {"measure": measure.name, "unit": measure.unit, "low": low, "high": high, "meaning": measure.meaning}


def _table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    Console().print(table)
