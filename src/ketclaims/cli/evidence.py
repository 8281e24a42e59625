"""From claims to the evidence behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ketclaims.cli.app import DONE, command
from ketclaims.cli.options import (
    FormatOption,
    LexiconOption,
    OutputOption,
    dataset_of,
    format_of,
    open_output,
    read_lexicon,
    same_file,
    write_table,
)


@command
def trace(
    claims: Annotated[
        Path | None, typer.Argument(help="Claims as CSV, Parquet or JSON lines; without, those of the dataset.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Dataset whose raw/evidence.csv and review.csv are used.")
    ] = None,
    evidence: Annotated[Path | None, typer.Option("--evidence", help="Evidence as CSV, in place of any other.")] = None,
    output: OutputOption = None,
    format: FormatOption = None,
    links: Annotated[bool, typer.Option("--links", help="Every row of evidence of every claim, ranked.")] = False,
    roots: Annotated[bool, typer.Option("--roots", help="Subjects on which several voices repeat one study.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """Trace claims to evidence: each with the study behind it, its control, a verdict and the reason."""
    from ketclaims.tables.columns import LINKS, SINGLE_ROOTS, TRACES
    from ketclaims.tracing import curated_rows, dataset_rows

    if links and roots:
        raise typer.BadParameter("--links and --roots are two tables; ask for one of them.")
    if lexicon and not (claims or data):
        raise typer.BadParameter("--lexicon is for claims of another field; name their file.")
    read = [path for path in (claims, evidence) if path]
    if output and any(same_file(path, output) for path in read):
        raise typer.BadParameter(f"{output} is read and would be overwritten.")
    table = LINKS if links else SINGLE_ROOTS if roots else TRACES
    # Read before anything is opened for writing: where a row breaks a rule, nothing is written.
    known = read_lexicon(lexicon, data or dataset_of(claims))
    is_curated = not any((claims, data, evidence))
    rows = curated_rows(table) if is_curated else dataset_rows(claims, data, evidence, known)[table]
    kind = format_of(format, output)
    with open_output(output) as stream:
        write_table(rows, table, kind, stream, known)
    return DONE
