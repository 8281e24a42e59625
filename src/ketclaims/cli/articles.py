"""From articles to claims: build the dataset, extract from any article."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ketclaims.cli.app import DONE, INTERRUPTED, UNREADABLE, command, say
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
from ketclaims.cli.runs import Request, interruption, requested_rows
from ketclaims.model import InputError

if TYPE_CHECKING:
    from ketclaims.articles import Article
    from ketclaims.tables.rows import Row

TextsOption = Annotated[
    Path | None, typer.Option("--texts", help="Folder for the text of each source, as it was read.")
]
JobsOption = Annotated[int | None, typer.Option("--jobs", min=1, help="Read in so many processes (needs Dask).")]
SchedulerOption = Annotated[str | None, typer.Option("--scheduler", help="Read on the Dask cluster at this address.")]
ResumeOption = Annotated[bool, typer.Option("--resume", help="Go on with a run to the same output that was cut off.")]


@command
def build(
    data: Annotated[Path, typer.Option(help="Folder with raw, review.csv and curated.")] = Path("data"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; 1 where a rebuild would differ.")] = False,
    release: Annotated[bool, typer.Option("--release", help="Keep the tables as the released version.")] = False,
) -> int:
    """Derive the curated tables from the articles and what people decided."""
    from ketclaims.build import build
    from ketclaims.releases import keep_release

    if check and release:
        raise typer.BadParameter("--check writes nothing, --release does; ask for one of them.")
    report = build(data, check=check)
    for line in report.lines:
        say(line)
    if release and report.code == DONE:
        say(keep_release(data))
    return report.code


@command
def extract(
    paths: Annotated[list[Path], typer.Argument(help="Text, HTML, PDF, .docx files; directories; patterns.")],
    output: OutputOption = None,
    format: FormatOption = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Also the numbers that are context or excluded.")] = False,
    lexicon: LexiconOption = None,
    texts: TextsOption = None,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
    resume: ResumeOption = False,
) -> int:
    """Write down the claims of any articles; a file that cannot be read leaves a row that says so."""
    from ketclaims.articles import list_articles
    from ketclaims.tables.columns import EXTRACT

    kind = format_of(format, output)
    articles = list_articles(paths)
    if output is None and sys.stdout.isatty():
        _expect_any(articles)
    _refuse_to_overwrite(articles, output, texts)
    request = Request(articles, read_lexicon(lexicon), ledger, output, texts, jobs, scheduler, resume)
    faults: list[str] = []
    try:
        # The rows go behind the output: what a run has kept is needed until the output is whole.
        with requested_rows(request) as rows, open_output(output) as stream:
            write_table(_reported(rows, faults), EXTRACT, kind, stream, request.lexicon)
    except KeyboardInterrupt:
        say(interruption(request))
        return INTERRUPTED
    return UNREADABLE if faults else DONE


def _expect_any(articles: list[Article]) -> None:
    """``InputError`` where one article was named and there is none: a person reads the sentence and needs no row."""
    if len(articles) == 1:
        only = articles[0][1]
        if isinstance(only, InputError):
            raise only
        if not only.exists():
            raise InputError(f"{only}: there is no such file.")


def _refuse_to_overwrite(articles: list[Article], output: Path | None, texts: Path | None) -> None:
    files = [path for _, path in articles if isinstance(path, Path)]
    if output and any(same_file(path, output) for path in files):
        raise typer.BadParameter(f"{output} is one of the articles and would be overwritten.")
    if texts and any(same_file(folder, texts) for folder in {path.parent for path in files}):
        raise typer.BadParameter(f"{texts} holds articles, and texts could overwrite them; name another folder.")


def _reported(rows: Iterable[Row], faults: list[str]) -> Iterator[Row]:
    for row in rows:
        if row["error"]:
            faults.append(str(row["error"]))
            say(faults[-1])
        yield row
