"""Claims from elsewhere: what another extractor found, held to the rules of our own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ketclaims.cli.app import DONE, FINDINGS, UNREADABLE, command, say
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
    from ketclaims.grounding import Import

FOUND = {
    "found": "no place was stated",
    "moved": "found again at another place than stated",
    "respelled": "found in another spelling, which the row has now",
}
HELD = {
    "filled": "numbers that were left out are read in the text",
    "beyond": "a unit or bound that is not in the words of the value",
}


@command
def import_(
    claims: Annotated[Path, typer.Argument(help="JSON lines: rows in our columns, or documents of langextract.")],
    texts: Annotated[Path, typer.Option("--texts", help="Folder with the text of each source, SOURCE.txt.")],
    output: OutputOption = None,
    refused: Annotated[Path | None, typer.Option("--refused", help="File for the rows that break a rule.")] = None,
    format: FormatOption = None,
    lexicon: LexiconOption = None,
) -> int:
    """Take claims of another extractor: quote, value, numbers and words must be right, or the row is refused."""
    from ketclaims.grounding import import_claims
    from ketclaims.tables.columns import IMPORTED, REFUSED

    _refuse_to_overwrite(claims, texts, output, refused)
    kind, refused_kind = format_of(format, output), format_of(None, refused)
    known = read_lexicon(lexicon)
    rows, result = import_claims(claims, texts, known)
    with ExitStack() as outputs:
        # Opened before anything is read, and replaced after all is written: both files are of one run.
        aside = outputs.enter_context(open_output(refused)) if refused else None
        write_table(rows, IMPORTED, kind, outputs.enter_context(open_output(output)), known)
        if aside:
            write_table(iter(result.refused), REFUSED, refused_kind, aside, known)
    for line in _said(claims, result, refused):
        say(line)
    return UNREADABLE if result.shelf.faults else FINDINGS if result.refused else DONE


def _refuse_to_overwrite(claims: Path, texts: Path, output: Path | None, refused: Path | None) -> None:
    for path in (path for path in (output, refused) if path):
        if same_file(path, claims):
            raise typer.BadParameter(f"{path} is the file of claims and would be overwritten.")
        if path.suffix.lower() == ".txt" and same_file(path.parent, texts):
            raise typer.BadParameter(f"{path} could overwrite a text; name another folder.")
    if output and refused and output.resolve() == refused.resolve():
        raise typer.BadParameter(f"{output} cannot hold both what is accepted and what is refused.")


def _said(claims: Path, result: Import, refused: Path | None) -> Iterator[str]:
    """What became of the rows, in sentences: every refusal that goes to no file, then how many rows are what."""
    yield from result.shelf.faults.values()
    if not refused:
        yield from (f"{claims}, line {row['line']}: {row['reason']}" for row in result.refused)
    accepted = sum(result.anchorings.values())
    yield f"{claims}: {accepted} accepted, {len(result.refused)} refused."
    for told, count in ((FOUND, result.anchorings), (HELD, result.agreements)):
        yield from (f"  {name}: {count[name]} ({words})." for name, words in told.items() if count[name])
    for unit, number in result.counted.items():
        yield f"  The offsets of {number} count {unit}, but they have to count code points of the text."
    if result.unknown:
        yield f"  Columns that are not known were left out: {', '.join(sorted(result.unknown))}."
