"""The tables as a page for readers who run no Python."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ketclaims.cli.app import DONE, UNREADABLE, command, say
from ketclaims.cli.options import (
    CuratedOption,
    LexiconOption,
    dataset_of,
    open_output,
    read_lexicon,
    same_file,
    say_other_packs,
)

if TYPE_CHECKING:
    from ketclaims.report import Corpus

DATA = Path("data")
DataOption = Annotated[
    Path | None,
    typer.Option("--data", help="Folder with curated and raw; by default data, else the tables of the package."),
]
FilesArgument = Annotated[
    list[Path] | None,
    typer.Argument(help="Claims as CSV, Parquet or JSON lines; without, those of the dataset."),
]
PageOption = Annotated[Path, typer.Option("-o", "--output", help="File to write.")]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", help="Only what this source says and what contradicts it; may be given several times."),
]


@command
def report(
    files: FilesArgument = None,
    curated: CuratedOption = False,
    data: DataOption = None,
    output: PageOption = Path("report.html"),
    source: SourceOption = None,
    lexicon: LexiconOption = None,
) -> int:
    """Write claims as one HTML page: charts, conflicts, claims, the articles with their numbers marked."""
    try:
        from ketclaims.report import Folder, Joined, read_corpus, write_page
    except ModuleNotFoundError as missing:
        if missing.name not in ("jinja2", "markupsafe"):
            raise
        raise typer.BadParameter("The report needs Jinja2: pip install 'ketclaims[report]'.") from None
    if curated and data:
        raise typer.BadParameter("--curated and --data are two datasets; ask for one of them.")
    own = files or []
    dataset = None if own and not (curated or data) else Folder(*_folders(data, curated))
    if any(same_file(path, output) for path in (*own, *(dataset.files() if dataset else ()))):
        raise typer.BadParameter(f"{output} is read for the page and would be overwritten.")
    known = read_lexicon(lexicon, dataset.curated.parent if dataset else dataset_of(*own))
    say_other_packs(own, known)
    try:
        corpus = read_corpus(dataset if dataset and not own else Joined(own, known, dataset), known, source or ())
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    with open_output(output) as stream:
        write_page(corpus, stream)
    return _say_shown(corpus, output)


def _say_shown(corpus: Corpus, output: Path) -> int:
    """Say what a page shows and which articles could not be read; the exit code for both."""
    texts, _, unread = corpus.shelf
    articles = f"{len(texts)} article{'s' * (len(texts) != 1)}"
    say(f"{output}: {len(corpus.claims)} of {corpus.tally.claims} claims, {articles}.")
    for fault in unread.values():
        say(fault)
    return UNREADABLE if unread else DONE


def _folders(data: Path | None, curated: bool) -> tuple[Path, Path]:
    """Where tables and articles are; those of the package where they are asked for or the caller has no folder."""
    from ketclaims.tables.files import curated_folder

    if curated or (data is None and not DATA.is_dir()):
        folder = curated_folder()
        return folder, folder.parent / "raw"
    chosen = data or DATA
    return chosen / "curated", chosen / "raw"
