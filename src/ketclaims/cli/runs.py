"""Where the rows of an extraction come from: articles read one by one, or a run that can be cut off and go on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import typer

from ketclaims.cli.app import say

if TYPE_CHECKING:
    from ketclaims.articles import Article, Document
    from ketclaims.lexicon import Lexicon
    from ketclaims.runs.folder import WorkFolder
    from ketclaims.runs.run import Advance, Compute
    from ketclaims.tables.rows import Row

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be extracted, where it goes, and on what: this process, so many others, or a cluster."""

    articles: Sequence[Article]
    lexicon: Lexicon
    ledger: bool
    output: Path | None
    texts: Path | None
    jobs: int | None
    scheduler: str | None
    resume: bool

    def __post_init__(self) -> None:
        if self.jobs and self.scheduler:
            raise typer.BadParameter("--jobs makes a cluster, --scheduler names one; ask for one of them.")
        if self.resume and not self.output:
            raise typer.BadParameter("--resume goes on with a run to a file; name it with -o.")


@contextmanager
def requested_rows(request: Request) -> Iterator[Iterable[Row]]:
    """The rows of a request, in the order of their sources; what a run has kept is there until the block ends well."""
    from ketclaims.articles import load_documents, make_folder
    from ketclaims.runs.parts import cut

    if request.texts:
        make_folder(request.texts)
    groups = cut(load_documents(request.articles))
    first = list(islice(groups, 2))
    everything = chain(first, groups)
    # What is written at once, or is a single part, has nothing to go on from, and needs no library of tables.
    kept = request.output and (len(first) > 1 or request.resume)
    rows = _kept_rows if kept or request.jobs or request.scheduler else _read_rows
    with rows(request, everything) as found:
        yield found


@contextmanager
def _read_rows(request: Request, groups: Iterable[Sequence[Document]]) -> Iterator[Iterable[Row]]:
    from ketclaims.articles import article_rows

    with _bar("Reading", len(request.articles)) as advance:
        documents = _counted(chain.from_iterable(groups), advance)
        yield article_rows(documents, request.lexicon, ledger=request.ledger, texts=request.texts)


@contextmanager
def _kept_rows(request: Request, groups: Iterable[Sequence[Document]]) -> Iterator[Iterable[Row]]:
    import ketclaims
    from ketclaims.runs.parts import Part
    from ketclaims.runs.run import kept_rows, run
    from ketclaims.runs.settings import Settings

    settings = Settings.of(request.lexicon, ketclaims.__version__, ledger=request.ledger, texts=bool(request.texts))
    parts = (Part.of(group, settings.digest) for group in groups)
    with _folder(request) as folder:
        with _engine(request) as compute, _bar("Reading", len(request.articles)) as advance:
            keys = run(parts, settings, folder, compute, advance)
        if request.resume:
            say(f"{request.output}: {folder.reused} of {len(keys)} parts were there already.")
        with _bar("Writing", len(keys)) as advance:
            yield kept_rows(_counted(keys, advance), folder, request.texts)


@contextmanager
def _folder(request: Request) -> Iterator[WorkFolder]:
    from ketclaims.runs.folder import work_folder

    if request.output is None:
        with TemporaryDirectory() as name, work_folder(Path(name, "claims"), resume=False) as folder:
            yield folder
        return
    with work_folder(request.output, resume=request.resume) as folder:
        if folder.found and not request.resume:
            say(f"{folder.path}: {folder.found} parts of a run that was cut off are dropped; --resume would use them.")
        yield folder


@contextmanager
def _engine(request: Request) -> Iterator[Compute]:
    from ketclaims.runs.run import compute_here

    if not request.jobs and not request.scheduler:
        yield compute_here
        return
    try:
        from ketclaims.runs.cluster import cluster_at, compute_on, local_cluster
    except ModuleNotFoundError as missing:
        if missing.name not in ("dask", "distributed"):
            raise
        raise typer.BadParameter("--jobs and --scheduler need Dask: pip install 'ketclaims[cluster]'.") from None
    with cluster_at(request.scheduler) if request.scheduler else local_cluster(request.jobs or 1) as client:
        yield compute_on(client)


def interruption(request: Request) -> str:
    """What to tell a person who has stopped a request."""
    from ketclaims.runs.folder import folder_of

    if request.output and folder_of(request.output).exists():
        return f"Interrupted. The same command with --resume goes on with what is in {folder_of(request.output)}."
    return "Interrupted."


@contextmanager
def _bar(words: str, total: int) -> Iterator[Advance]:
    """A progress bar on a terminal; elsewhere, and for a single thing, none."""
    if total < 2 or not sys.stderr.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(words, total=total)
        yield lambda count: progress.advance(task, count)


def _nothing(_: int) -> None:
    pass


def _counted(items: Iterable[Item], advance: Advance) -> Iterator[Item]:
    for item in items:
        yield item
        advance(1)
