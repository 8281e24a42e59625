"""From articles to the works that they list: each held against what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
    from ketclaims.articles import Article, Document
    from ketclaims.bibliographies import Ask
    from ketclaims.tables.rows import Row


@command
def references(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Text, HTML, PDF, .docx files; directories; patterns.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder with raw: its articles, under their names, as of their dates.")
    ] = None,
    output: OutputOption = None,
    format: FormatOption = None,
    lexicon: LexiconOption = None,
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="No work is of a later year; today without.")
    ] = None,
    online: Annotated[bool, typer.Option("--online", help="Ask api.crossref.org for the record of each DOI.")] = False,
    mailto: Annotated[str, typer.Option(help="With --online: an address for Crossref to write to.")] = "",
) -> int:
    """List the works that articles cite, and say which are consistent, which suspect, and why."""
    from ketclaims.articles import list_articles
    from ketclaims.bibliographies import document_rows
    from ketclaims.tables.columns import BIBLIOGRAPHY

    if not paths and not data:
        raise typer.BadParameter("Name the articles, or with --data a folder that holds some.")
    if mailto and not online:
        raise typer.BadParameter("--mailto is told to Crossref, which is asked with --online only.")
    kind, articles, known = format_of(format, output), list_articles(paths or ()), read_lexicon(lexicon)
    if output and any(same_file(path, output) for _, path in articles if isinstance(path, Path)):
        raise typer.BadParameter(f"{output} is one of the articles and would be overwritten.")
    ask = _asker(mailto) if online else None
    documents = _dated(articles, data, (date or datetime.now(UTC)).year)
    rows = (row for document, latest in documents for row in document_rows(document, known, latest, ask))
    faults: list[str] = []
    unanswered: list[str] = []
    with open_output(output) as stream:
        write_table(_reported(rows, faults, unanswered), BIBLIOGRAPHY, kind, stream, known)
    if unanswered:
        say(f"{len(unanswered)} references are without an answer from Crossref, the first because: {unanswered[0]}")
    return UNREADABLE if faults or unanswered else DONE


def _dated(articles: list[Article], data: Path | None, year: int) -> Iterator[tuple[Document, int]]:
    """Every document with the year after which nothing that it cites can have appeared."""
    from ketclaims.articles import load_documents
    from ketclaims.bibliographies import dataset_documents

    if data:
        yield from dataset_documents(data, year)
    for document in load_documents(articles):
        yield document, year


def _asker(mailto: str) -> Ask:
    from ketclaims.crossref import Crossref

    if mailto and not re.fullmatch(r"[^@\s]+@[^@\s]+", mailto):
        raise typer.BadParameter(f"{mailto!r} is no address of the form name@host.")
    return Crossref(mailto).ask


def _reported(rows: Iterable[Row], faults: list[str], unanswered: list[str]) -> Iterator[Row]:
    row: Row | None = None
    for row in rows:
        if row["online"] == "not_answered":
            unanswered.append(str(row["online_reason"]))
        if row["error"]:
            faults.append(str(row["error"]))
            say(faults[-1])
        yield row
    if row is None:
        say("No list of works was found: it has a heading such as “References”, or its entries are numbered.")
