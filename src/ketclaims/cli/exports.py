"""From curated tables to what others hold in their hands: a package of files, and what changed between two builds."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from ketclaims.cli.app import DONE, FINDINGS, command, say
from ketclaims.cli.options import OutputOption, open_output, same_file

if TYPE_CHECKING:
    from ketclaims.changes.comparison import Changes


class ChangesFormat(StrEnum):
    """The kinds of file that changes are written as."""

    MD = "md"
    JSONL = "jsonl"
    CSV = "csv"


ChangesFormatOption = Annotated[
    ChangesFormat | None, typer.Option("--format", help="By default what the output's name says, else md.")
]


@command
def export(
    data: Annotated[Path, typer.Option(help="Folder with raw and curated.")] = Path("data"),
    to: Annotated[Path, typer.Option(help="Folder to write; one that an export wrote is replaced.")] = Path("export"),
) -> int:
    """Write the curated tables as CSV, XLSX, Parquet and JSON-LD, with descriptor and checksums."""
    import ketclaims
    from ketclaims.exports.package import export
    from ketclaims.tables.about import ABOUT, dataset_lexicon, read_about

    lexicon = dataset_lexicon(data, read_about(data / ABOUT))
    try:
        written = export(data, to, lexicon, ketclaims.__version__)
    except ModuleNotFoundError as missing:
        if missing.name != "xlsxwriter":
            raise
        raise typer.BadParameter("the workbook needs XlsxWriter: pip install 'ketclaims[review]'.") from None
    for note in written.notes:
        say(note)
    say(f"{to}: {len(written.files)} files.")
    return DONE


@command
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of curated tables, or claims as CSV, Parquet or JSON lines.")],
    new: Annotated[Path, typer.Argument(help="The same, later.")],
    output: OutputOption = None,
    format: ChangesFormatOption = None,
) -> int:
    """Say which claims came, went, changed or moved from one build to another; 1 where any did."""
    from ketclaims.changes.comparison import changes
    from ketclaims.changes.sides import read_side

    if output and any(same_file(side, output) for side in (old, new)):
        raise typer.BadParameter(f"{output} is one of the two sides and would be overwritten.")
    if old.is_dir() != new.is_dir() and old.exists() and new.exists():
        raise typer.BadParameter(f"{old} and {new}: two folders or two files were expected.")
    kind = _format_of(format, output)
    found = changes(read_side(old), read_side(new))
    with open_output(output) as stream:
        _write(found, kind, stream)
    if kind is not ChangesFormat.MD and (found.sources or found.tallies or found.apart):
        say("Sources, other tables or columns changed too; --format md tells how.")
    return FINDINGS if found else DONE


def _format_of(asked: ChangesFormat | None, output: Path | None) -> ChangesFormat:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    if suffix and not asked and suffix not in set(ChangesFormat):
        raise typer.BadParameter(f"{output}: a name in .md, .jsonl or .csv was expected, or --format.")
    return asked or (ChangesFormat(suffix) if suffix else ChangesFormat.MD)


def _write(found: Changes, kind: ChangesFormat, stream: BinaryIO) -> None:
    from ketclaims.changes.rows import difference_rows
    from ketclaims.changes.wording import changes_in_words
    from ketclaims.tables.columns import DIFFERENCES
    from ketclaims.tables.writing import write_csv, write_jsonl

    if kind is ChangesFormat.JSONL:
        write_jsonl(difference_rows(found), stream)
    elif kind is ChangesFormat.CSV:
        write_csv(difference_rows(found), DIFFERENCES, stream)
    else:
        words = "\n\n".join(changes_in_words(found)) if found else "Nothing changed."
        stream.write(f"{words}\n".encode("utf-8", "backslashreplace"))
        stream.flush()
