"""The options that several commands share, and what they stand for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from ketclaims.cli.app import say

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon
    from ketclaims.tables.columns import Table
    from ketclaims.tables.rows import Row


class Format(StrEnum):
    """The kinds of file that a table is written as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


LexiconOption = Annotated[
    Path | None,
    typer.Option("--lexicon", help="Folder of a domain pack, or the name of one that comes with ketclaims."),
]

CuratedOption = Annotated[
    bool, typer.Option("--curated", help="Beside the claims that come with ketclaims, of five articles on ketamine.")
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; standard output without.")]
FormatOption = Annotated[Format | None, typer.Option(help="By default what the output's name says, else jsonl.")]


def format_of(asked: Format | None, output: Path | None) -> Format:
    """The kind of file asked for, else the one that the output's name says, else JSON lines."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix and not asked and suffix not in set(Format):
        raise typer.BadParameter(f"{output}: a name in .jsonl, .csv or .parquet was expected, or --format.")
    kind = asked or (Format(suffix) if suffix else Format.JSONL)
    if kind is Format.PARQUET and not output and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is not for a terminal; name a file with -o.")
    return kind


def same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one existing file."""
    try:
        return first.samefile(second)
    except OSError:
        return False


def read_lexicon(path: Path | None, dataset: Path | None = None) -> Lexicon:
    """The words of the pack in a folder or of that name, without one those of a dataset, else of the ketamine pack."""
    from ketclaims.lexicon import Lexicon, default_lexicon

    if path or not dataset:
        return Lexicon.load(path) if path else default_lexicon()
    from ketclaims.tables.about import ABOUT, dataset_lexicon, read_about

    return dataset_lexicon(dataset, read_about(dataset / ABOUT))


def dataset_of(*files: Path | None) -> Path | None:
    """The folder of the dataset among whose curated tables one of the files is."""
    folders = (file.absolute().parent for file in files if file)
    return next((folder.parent for folder in folders if folder.name == "curated"), None)


def say_other_packs(files: Iterable[Path], known: Lexicon) -> None:
    """Tell of claims that were read with other words than they are compared with."""
    from ketclaims.tables.files import pack_of

    for file in files:
        pack = pack_of(file)
        if pack not in (None, known.pack.name):
            ours = repr(known.pack.name)
            say(f"{file}: has the words of the pack {pack!r}, and is compared by those of {ours} (--lexicon).")


def open_output(output: Path | None) -> AbstractContextManager[BinaryIO]:
    """Where a table goes: a file that is replaced once all is written, or standard output."""
    from ketclaims.tables.writing import replacing

    if output:
        return replacing(output)
    sys.stdout.flush()
    return nullcontext(sys.stdout.buffer)


def write_table(rows: Iterable[Row], table: Table, kind: Format, stream: BinaryIO, lexicon: Lexicon) -> None:
    """Write the rows of a table as the kind of file that is asked for."""
    from ketclaims.tables.writing import write_csv, write_jsonl

    if kind is Format.JSONL:
        write_jsonl(rows, stream)
    elif kind is Format.CSV:
        write_csv(rows, table, stream)
    else:
        import ketclaims
        from ketclaims.tables.files import write_parquet

        write_parquet(rows, table, lexicon, stream, ketclaims.__version__)
