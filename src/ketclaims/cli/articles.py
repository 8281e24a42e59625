"""From articles to claims: build the dataset, extract from any article."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketclaims.cli.app import DONE, UNREADABLE, command, say
from ketclaims.cli.options import (
    FormatOption,
    LexiconOption,
    OutputOption,
    format_of,
    open_output,
    read_lexicon,
    same_file,
    write_table,
)

if TYPE_CHECKING:
    from ketclaims.tables.rows import Row


@command
def build(
    data: Annotated[Path, typer.Option(help="Folder with raw, review.csv and curated.")] = Path("data"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; 1 where a rebuild would differ.")] = False,
) -> int:
    """Derive the curated tables from the articles and what people decided."""
    from ketclaims.build import build

    report = build(data, check=check)
    for line in report.lines:
        say(line)
    return report.code


@command
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Text files, or directories of .txt and .md files.")],
    output: OutputOption = None,
    format: FormatOption = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Also the numbers that are context or excluded.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """Write down the claims of any articles; a file that cannot be read leaves a row that says so."""
    from ketclaims.articles import article_rows, list_articles
    from ketclaims.tables.columns import EXTRACT

    kind = format_of(format, output)
    articles = list_articles(paths)
    if output and any(isinstance(path, Path) and same_file(path, output) for _, path in articles):
        raise typer.BadParameter(f"{output} is one of the articles and would be overwritten.")
    faults: list[str] = []
    with open_output(output, kind) as stream:
        known = read_lexicon(lexicon)
        rows = article_rows(_progress(articles), known, ledger=ledger)
        write_table(_reported(rows, faults), EXTRACT, kind, stream, known)
    return UNREADABLE if faults else DONE


def _progress(items: list[Any]) -> Iterable[Any]:
    if len(items) < 2 or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description="Reading", console=Console(stderr=True), transient=True)


def _reported(rows: Iterable[Row], faults: list[str]) -> Iterator[Row]:
    for row in rows:
        if row["error"]:
            faults.append(str(row["error"]))
            say(faults[-1])
        yield row
