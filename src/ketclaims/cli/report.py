"""The tables as a page for readers who run no Python."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ketclaims.cli.app import DONE, UNREADABLE, command, say
from ketclaims.cli.options import LexiconOption, open_output, read_lexicon, same_file

DATA = Path("data")
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder with curated and raw; by default data, else the tables of the package."),
]
PageOption = Annotated[Path, typer.Option("-o", "--output", help="File to write.")]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only what this source says and what contradicts it; may be given several times."),
]


@command
def report(
    data: DataOption = None,
    output: PageOption = Path("report.html"),
    source: SourceOption = None,
    lexicon: LexiconOption = None,
) -> int:
    """Write the curated tables as one HTML page: charts, conflicts, claims, the articles with their numbers marked."""
    try:
        from ketclaims.report import Folder, read_corpus, write_page
    except ModuleNotFoundError as missing:
        if missing.name not in ("jinja2", "markupsafe"):
            raise
        raise typer.BadParameter("The report needs Jinja2: pip install 'ketclaims[report]'.") from None
    folder = Folder(*_folders(data))
    if any(same_file(path, output) for path in folder.files()):
        raise typer.BadParameter(f"{output} is a file of the dataset and would be overwritten.")
    try:
        corpus = read_corpus(folder, read_lexicon(lexicon, folder.curated.parent), source or ())
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    with open_output(output) as stream:
        write_page(corpus, stream)
    articles = f"{len(corpus.texts)} article{'s' * (len(corpus.texts) != 1)}"
    say(f"{output}: {len(corpus.claims)} of {corpus.tally.claims} claims, {articles}.")
    for fault in corpus.unread.values():
        say(fault)
    return UNREADABLE if corpus.unread else DONE


def _folders(data: Path | None) -> tuple[Path, Path]:
    """Where the tables and the articles are; without a folder of the caller's, those that come with the package."""
    from ketclaims.tables.files import curated_folder

    if data is None and not DATA.is_dir():
        curated = curated_folder()
        return curated, curated.parent / "raw"
    chosen = data or DATA
    return chosen / "curated", chosen / "raw"
