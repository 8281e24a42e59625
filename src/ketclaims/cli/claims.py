"""From claims to what can be said of them: compare them, score them, show one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ketclaims.cli.app import DONE, command, say
from ketclaims.cli.options import (
    CuratedOption,
    FormatOption,
    LexiconOption,
    OutputOption,
    dataset_of,
    format_of,
    open_output,
    read_lexicon,
    same_file,
    say_other_packs,
    write_table,
)

if TYPE_CHECKING:
    from ketclaims.score import Row, Score


@command
def compare(
    files: Annotated[list[Path], typer.Argument(help="Claims as CSV, Parquet or JSON lines.")],
    curated: CuratedOption = False,
    output: OutputOption = None,
    format: FormatOption = None,
    groups: Annotated[bool, typer.Option("--groups", help="What the sources say of each subject.")] = False,
    checks: Annotated[bool, typer.Option("--checks", help="Figures that have to fit together.")] = False,
    lexicon: LexiconOption = None,
) -> int:
    """Compare the claims of files: every pair of one measure with its verdict and the reason."""
    from ketclaims.comparison import Scale
    from ketclaims.tables.columns import CHECKS, GROUPS, PAIRS
    from ketclaims.tables.comparisons import compared_rows
    from ketclaims.tables.statements import read_statements

    if groups and checks:
        raise typer.BadParameter("--groups and --checks are two tables; ask for one of them.")
    if output and any(same_file(file, output) for file in files):
        raise typer.BadParameter(f"{output} is a file of claims and would be overwritten.")
    table = GROUPS if groups else CHECKS if checks else PAIRS
    known = read_lexicon(lexicon, dataset_of(*files))
    say_other_packs(files, known)
    # Read before anything is opened for writing: where a row cannot be compared, nothing is written.
    statements = read_statements((*_curated(curated), *files), known)
    kind = format_of(format, output)
    with open_output(output) as stream:
        write_table(compared_rows(table, statements, Scale(known)), table, kind, stream, known)
    return DONE


def _curated(wanted: bool) -> tuple[Path, ...]:
    """The file of the claims that come with the package, where it is wanted."""
    from ketclaims.tables.columns import CLAIMS
    from ketclaims.tables.files import curated_folder

    return (curated_folder() / f"{CLAIMS.name}.csv",) if wanted else ()


@command
def score(
    gold: Annotated[Path, typer.Argument(help="Annotated claims as JSON lines, CSV or Parquet.")],
    predicted: Annotated[Path, typer.Argument(help="Extracted claims, likewise.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List every difference.")] = False,
) -> int:
    """Compare extracted claims with annotated ones: precision, recall and F1, by field and by source."""
    from ketclaims.score import score

    lists = [_scored(path) for path in (gold, predicted)]
    _say_unscored(*lists)
    result = score(*lists)
    typer.echo(score_json(result, misses) if as_json else "\n".join(score_lines(result, misses)))
    return DONE


def _scored(path: Path) -> list[Row]:
    """The claims of a file, JSON lines unless its name says otherwise."""
    from ketclaims.score import claims_of

    if path.suffix.lower() in (".csv", ".parquet"):
        from ketclaims.tables.files import typed_records

        return claims_of(typed_records(path), str(path), "row")
    from ketclaims.tables.reading import json_records, read_bytes, utf8

    return claims_of(json_records(utf8(read_bytes(path), str(path)), str(path)), str(path))


def _say_unscored(gold: list[Row], predicted: list[Row]) -> None:
    """Tell of claims that no annotation can be held against, which would go uncounted in silence."""
    known = {row["source"] for row in gold}
    others = [str(row["source"]) for row in predicted if row["source"] not in known]
    if others:
        names = ", ".join(sorted(set(others)))
        say(f"{len(others)} claims are not counted, of sources that the annotation does not have: {names}.")


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


@command
def show(
    claim_id: Annotated[str, typer.Argument(help="Identifier of a claim, of the curated table without --claims.")],
    because: Annotated[bool, typer.Option("--why", help="Also what spoke for its measure, and for a claim.")] = False,
    claims: Annotated[Path | None, typer.Option("--claims", help="Another file: CSV, Parquet or JSON lines.")] = None,
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder with the texts, SOURCE.txt.")] = None,
    lexicon: LexiconOption = None,
) -> int:
    """Show one claim in its passage, the value in square brackets."""
    from ketclaims.passages import read_claim, show, why
    from ketclaims.sources import TextFolder

    frame = read_claim(claims, claim_id) if claims else None
    articles = TextFolder(texts) if texts else None
    try:
        passage = show(claim_id, frame, articles)
        typer.echo(str(passage))
        if because:
            found = why(claim_id, frame, articles, read_lexicon(lexicon, dataset_of(claims)))
            typer.echo(f"\n{found}")
            if found.measure != passage.fields.get("measure", ""):
                decided = "A person decided" if passage.fields.get("method") in ("amended", "added") else "The row says"
                typer.echo(f"  {decided} that it is {passage.fields.get('measure')}.")
    except LookupError as error:
        elsewhere = "" if claims else " --claims FILE looks in a file of your own."
        raise typer.BadParameter(f"{error.args[0]}{elsewhere}") from None
    return DONE
