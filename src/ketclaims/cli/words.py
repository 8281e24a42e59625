"""The words of a domain pack: list its measures, check it, begin a new one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from ketclaims.cli.app import DONE, FINDINGS, app, command, say
from ketclaims.cli.options import LexiconOption, read_lexicon

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon

P = ParamSpec("P")

packs = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(packs, name="lexicon", help="Check a domain pack, or begin a new one.")


def pack_command(function: Callable[P, int]) -> Callable[P, None]:
    """The function as a command of ``ketclaims lexicon``."""
    return command(function, packs)


@pack_command
def new(folder: Annotated[Path, typer.Argument(help="Folder to write it into: a new or an empty one.")]) -> int:
    """Write a small pack that works, with comments that say what each key is for."""
    from ketclaims.packs import start_pack

    for name in start_pack(folder):
        say(f"{folder / name}")
    return DONE


@pack_command
def check(
    pack: Annotated[
        Path | None, typer.Argument(help="Folder of a pack, or the name of one that comes with ketclaims.")
    ] = None,
) -> int:
    """Read every example of every entry, and say what is wrong and where; 1 where anything is."""
    from ketclaims.packs import check_pack

    report = check_pack(pack)
    for fault in report.faults:
        typer.echo(str(fault))
    say(f"{report.entries} entries with {report.cases} cases: {len(report.faults) or 'nothing'} wrong.")
    return FINDINGS if report.faults else DONE


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
