"""The command line: arguments in, one function called, an exit code out.

Exit codes: 0 done; 1 findings (rows or decisions that break a rule, a rebuild that differs); 2 wrong usage; 3 a file
that could not be read or written. Tables go to standard output, everything else to standard error. Heavy libraries
load in the command that needs them.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from enum import StrEnum
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, ParamSpec

import typer

from ketclaims.model import DataError, InputError

if TYPE_CHECKING:
    from ketclaims.lexicon import Lexicon
    from ketclaims.score import Score
    from ketclaims.tables.columns import Table
    from ketclaims.tables.rows import Row

P = ParamSpec("P")

DONE, FINDINGS, UNREADABLE = 0, 1, 3

app = typer.Typer(
    name="ketclaims",
    help="Every quantitative claim of a text, with the place where it stands.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """The kinds of file that a table is written as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


LexiconOption = Annotated[
    Path | None, typer.Option("--lexicon", help="Folder of a domain pack, read instead of the ketamine pack.")
]

OutputOption = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; standard output without.")]
FormatOption = Annotated[Format | None, typer.Option(help="By default what the output's name says, else jsonl.")]


def main() -> None:
    """Run the command that this process's arguments name and leave with its exit code."""
    # Tables are UTF-8 whatever the locale; a lone surrogate of a file name is written as its escape.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app(prog_name="ketclaims")


def _command(function: Callable[P, int]) -> Callable[P, None]:
    """The function as a command: its result is the exit code, and every fault is one sentence on standard error."""

    @wraps(function)
    def command(*arguments: P.args, **options: P.kwargs) -> None:
        raise typer.Exit(_exit_code(partial(function, *arguments, **options)))

    # typer finds out the options from the signature, and what the function returns is no concern of its.
    return app.command()(command)


def _exit_code(function: Callable[[], int]) -> int:
    from ketclaims.tables.writing import OutputError

    try:
        code = function()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _quiet_end()
    except DataError as error:
        return _fault(error, FINDINGS)
    except (InputError, OutputError) as error:
        return _fault(error, UNREADABLE)


def _fault(error: Exception, code: int) -> int:
    _say(str(error))
    return code


def _say(words: str) -> None:
    typer.echo(words, err=True)


def _quiet_end() -> int:
    # Who reads our output has seen enough. Python would complain when it flushes at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _version(wanted: bool) -> None:
    if wanted:
        import ketclaims

        typer.echo(f"ketclaims {ketclaims.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    pass


@_command
def build(
    data: Annotated[Path, typer.Option(help="Folder with raw, review.csv and curated.")] = Path("data"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; 1 where a rebuild would differ.")] = False,
) -> int:
    """Derive the curated tables from the articles and what people decided."""
    from ketclaims.build import build

    report = build(data, check=check)
    for line in report.lines:
        _say(line)
    return report.code


@_command
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

    kind = _format(format, output)
    articles = list_articles(paths)
    if output and any(isinstance(path, Path) and _same_file(path, output) for _, path in articles):
        raise typer.BadParameter(f"{output} is one of the articles and would be overwritten.")
    faults: list[str] = []
    with _stream(output, kind) as stream:
        known = _lexicon(lexicon)
        rows = article_rows(_progress(articles), known, ledger=ledger)
        _write(_reported(rows, faults), EXTRACT, kind, stream, known)
    return UNREADABLE if faults else DONE


def _format(asked: Format | None, output: Path | None) -> Format:
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    return asked or (Format(suffix) if suffix in set(Format) else Format.JSONL)


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def _lexicon(path: Path | None) -> Lexicon:
    from ketclaims.lexicon import Lexicon, default_lexicon

    return Lexicon.load(path) if path else default_lexicon()


def _stream(output: Path | None, kind: Format) -> AbstractContextManager[BinaryIO]:
    from ketclaims.tables.writing import replacing

    if output:
        return replacing(output)
    if kind is Format.PARQUET and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is not for a terminal; name a file with -o.")
    sys.stdout.flush()
    return nullcontext(sys.stdout.buffer)


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
            _say(faults[-1])
        yield row


def _write(rows: Iterable[Row], table: Table, kind: Format, stream: BinaryIO, lexicon: Lexicon) -> None:
    from ketclaims.tables.writing import write_csv, write_jsonl

    if kind is Format.JSONL:
        write_jsonl(rows, stream)
    elif kind is Format.CSV:
        write_csv(rows, table, stream)
    else:
        import ketclaims
        from ketclaims.tables.files import write_parquet

        write_parquet(rows, table, lexicon, stream, ketclaims.__version__)


@_command
def compare(
    file: Annotated[Path, typer.Argument(help="Claims as CSV, Parquet or JSON lines.")],
    output: OutputOption = None,
    format: FormatOption = None,
    groups: Annotated[bool, typer.Option("--groups", help="What the sources say of each subject.")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="Figures that have to fit together.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """Compare the claims of a file: every pair of one measure with its verdict and the reason."""
    from ketclaims.comparison import Scale
    from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS
    from ketclaims.tables.comparisons import compared_rows
    from ketclaims.tables.statements import read_statements

    if groups and checks:
        raise typer.BadParameter("--groups and --checks are two tables; ask for one of them.")
    if output and _same_file(file, output):
        raise typer.BadParameter(f"{output} is the file of claims and would be overwritten.")
    table = GROUPS if groups else CHECKS if checks else PAIRS
    known = _lexicon(lexicon)
    # Read before anything is opened for writing: where a row cannot be compared, nothing is written.
    statements = read_statements(file, known)
    kind = _format(format, output)
    with _stream(output, kind) as stream:
        _write(compared_rows(table, statements, Scale(known)), table, kind, stream, known)
    return DONE


@_command
def score(
    gold: Annotated[Path, typer.Argument(help="Annotated claims as JSON lines.")],
    predicted: Annotated[Path, typer.Argument(help="Extracted claims as JSON lines.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List every difference.")] = False,
) -> int:
    """Compare extracted claims with annotated ones: precision, recall and F1, by field and by source."""
    from ketclaims.score import claims_of, score
    from ketclaims.tables.reading import json_records, read_bytes, utf8

    lists = [claims_of(json_records(utf8(read_bytes(p), str(p)), str(p)), str(p)) for p in (gold, predicted)]
    result = score(*lists)
    typer.echo(score_json(result, misses) if as_json else "\n".join(score_lines(result, misses)))
    return DONE


def score_json(result: Score, misses: bool) -> str:
    """A score as JSON: the levels by name, then ``fields``, ``sources`` and on request ``misses``."""
    import json

    levels = {name: _shares(tally) for name, tally in result.levels.items()}
    sources = {name: {key: _shares(t) for key, t in tallies.items()} for name, tallies in result.sources.items()}
    listed = [{"kind": miss.kind, "claim": miss.row, "fields": miss.fields} for miss in result.misses]
    found = {**levels, "fields": result.fields, "sources": sources} | ({"misses": listed} if misses else {})
    return json.dumps(found, ensure_ascii=False)


def _shares(tally: Any) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "n": tally.right,
        "gold": tally.gold,
        "predicted": tally.predicted,
    }


def score_lines(result: Score, misses: bool) -> Iterator[str]:
    """A score in words: one line for each level, then the fields, the sources and on request the differences."""
    yield from (_level_line(name, tally) for name, tally in result.levels.items())
    fields = "  ".join(f"{name} {share:.3f}" for name, share in result.fields.items())
    yield f"field accuracy where the value is right: {fields or 'no value is right'}"
    for source, tallies in result.sources.items():
        yield from (_level_line(f"{source} {name}", tally) for name, tally in tallies.items())
    for miss in result.misses if misses else ():
        unlike = "; ".join(f"{name}: gold {a!r} got {b!r}" for name, a, b in miss.fields)
        said = (str(miss.row.get(name)) for name in ("measure", "condition"))
        place = f"{miss.row['source']} {miss.row['value_start']} {miss.row.get('value_text')!r}"
        yield f"{miss.kind.upper():<8}{place} {unlike or ' '.join(said)}"


def _level_line(name: str, tally: Any) -> str:
    shares = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
    return f"{name:<16} {shares}   ({tally.right} of {tally.gold} gold, {tally.predicted} predicted)"


@_command
def show(claim_id: Annotated[str, typer.Argument(help="Identifier of a claim of the curated table.")]) -> int:
    """Show one claim in its passage, the value in square brackets."""
    from ketclaims.passages import show

    try:
        typer.echo(str(show(claim_id)))
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    return DONE


@_command
def measures(
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """List the measures: name, canonical unit, natural limits, meaning."""
    import json

    rows = list(_measure_rows(_lexicon(lexicon)))
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    elif sys.stdout.isatty():
        _table(rows)
    else:
        lines = [list(rows[0]), *(list(row.values()) for row in rows)]
        typer.echo("\n".join("\t".join("" if value is None else str(value) for value in line) for line in lines))
    return DONE


def _measure_rows(lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    from ketclaims.tables.rows import number

    for measure in lexicon.measures.values():
        low, high = number(measure.low), number(measure.high)
        yield {"measure": measure.name, "unit": measure.unit, "low": low, "high": high, "meaning": measure.meaning}


def _table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
    Console().print(table)
