"""The review loop: a sheet for reviewers, their sheet taken in, how far it is, decisions taken along."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ParamSpec

import typer

from ketclaims.cli.app import DONE, FINDINGS, app, command, say
from ketclaims.cli.options import open_output, same_file

if TYPE_CHECKING:
    from ketclaims.review.intake import Intake
    from ketclaims.review.status import Status

review = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(review, name="review", help="Sheets for reviewers, what they decided, how far it is.")

P = ParamSpec("P")

EXTRA = ("krippendorff", "numpy", "openpyxl", "xlsxwriter")
SHEETS = (".xlsx", ".csv")

DataOption = Annotated[Path, typer.Option(help="Folder with raw, review.csv and curated.")]
WhoOption = Annotated[str, typer.Option("--who", help="Who decides, where a row does not say.")]
DateOption = Annotated[str | None, typer.Option("--date", help="Day of the decisions, YYYY-MM-DD; today without.")]


def review_command(function: Callable[P, int]) -> Callable[P, None]:
    """The function as a command of ``ketclaims review``."""
    return command(function, review)


class Choice(StrEnum):
    """Which rows a sheet has."""

    ALL = "all"
    CLAIMS = "claims"
    OPEN = "open"
    DISPUTED = "disputed"


class StatusFormat(StrEnum):
    """How a status is written: for people, or for programs."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


@contextmanager
def _needing_extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRA:
            raise
        raise typer.BadParameter(f"{missing.name} is not installed: pip install 'ketclaims[review]'.") from None


@review_command
def export(
    output: Annotated[Path, typer.Option("-o", "--output", help="Sheet to write, .xlsx or .csv.")] = Path(
        "review.xlsx"
    ),
    data: DataOption = Path("data"),
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source; again for another.")] = None,
    only: Annotated[Choice, typer.Option(help="Which rows: open ones are those on which nobody decided.")] = Choice.ALL,
    blind: Annotated[bool, typer.Option("--blind", help="As parsed, without what others decided.")] = False,
    who: Annotated[str, typer.Option("--who", help="Written into every row, so that the reviewer need not.")] = "",
) -> int:
    """Write a sheet for a reviewer: every number with its passage, and room to accept, correct or reject it."""
    from ketclaims.review.writing import write_sheet_csv, write_sheet_xlsx
    from ketclaims.rounds import exported_rows, open_round

    suffix = output.suffix.lower()
    if suffix not in SHEETS:
        raise typer.BadParameter(f"{output}: a name in {' or '.join(SHEETS)} was expected.")
    if any(same_file(output, data / kept) for kept in ("review.csv", "anchors.csv")):
        raise typer.BadParameter(f"{output} keeps decisions and would be overwritten.")
    round = open_round(data)
    with _needing_extra():
        rows = exported_rows(round, source or (), only.value, blind=blind, who=who)
        with open_output(output) as stream:
            if suffix == ".csv":
                write_sheet_csv(rows, stream)
            else:
                write_sheet_xlsx(rows, round.lexicon, stream)
    say(f"{output}: {len(rows)} rows.")
    return DONE


@review_command
def import_(
    sheet: Annotated[Path, typer.Argument(help="The sheet that came back, .xlsx or .csv.")],
    data: DataOption = Path("data"),
    who: WhoOption = "",
    date: DateOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Decide anew on rows decided on before.")] = False,
) -> int:
    """Take a reviewer's sheet into review.csv; where any row has a fault, nothing is taken and 1 is returned."""
    from ketclaims.review.reading import read_sheet
    from ketclaims.rounds import import_sheet, open_round

    when = _day(date)
    with _needing_extra():
        entries = read_sheet(sheet)
    intake = import_sheet(open_round(data), entries, who.strip(), when, replacing=replace)
    for line in import_lines(intake, sheet):
        say(line)
    return FINDINGS if intake.faults else DONE


def _day(written: str | None) -> str:
    from ketclaims.review.decisions import is_day

    if written is None:
        return datetime.now().astimezone().date().isoformat()
    if not is_day(written):
        raise typer.BadParameter(f"--date {written!r} is no day, such as 2026-01-31.")
    return written


def import_lines(intake: Intake, sheet: Path) -> Iterator[str]:
    """What a sheet came to, in sentences: its faults by row, else what was taken."""
    if intake.faults:
        yield from (f"{sheet}, row {place}, {says}" for place, says in intake.faults)
        yield f"{sheet}: {_counted(len(intake.faults), 'fault')}; nothing was taken."
        return
    for decision in intake.decisions:
        yield f"{sheet}, row {decision.place}: {decision.claim_id} {decision} ({decision.who})."
    yield from (f"{sheet}, row {place}: {says}" for place, says in intake.notes)
    yield from (f"review.csv, row {former.place}: {former} ({former.who}) was replaced." for former in intake.replaced)
    known = f", {_counted(intake.known, 'row')} taken before" if intake.known else ""
    yield f"{sheet}: {_counted(len(intake.decisions), 'new decision')}{known}."


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


@review_command
def status(
    data: DataOption = Path("data"),
    format: Annotated[StatusFormat, typer.Option(help="For people, or for programs.")] = StatusFormat.TEXT,
) -> int:
    """Say what is decided and open, which decisions no longer hold, and how far reviewers agree."""
    import json

    from ketclaims.rounds import open_round, review_status

    round = open_round(data)
    with _needing_extra():
        found = review_status(round)
    if format is StatusFormat.JSON:
        typer.echo(json.dumps(status_record(found), ensure_ascii=False))
    elif format is StatusFormat.CSV:
        typer.echo(_status_csv(found), nl=False)
    else:
        typer.echo("\n".join(status_lines(found)))
    return DONE if found.is_well else FINDINGS


def status_record(status: Status) -> dict[str, Any]:
    """A status as one object: sources, every decision with its state, how far reviewers agree on each field."""
    return {
        "sources": [
            {"source": p.source, "numbers": p.numbers, "claims": p.claims, "decided": p.decided, "open": p.open}
            for p in status.progress
        ],
        "decisions": list(_standing_records(status)),
        "reviewers": list(status.reviewers),
        "agreement": [
            {"field": a.field, "rows": a.rows, "pairs": a.pairs, "raw": a.raw, "alpha": a.alpha}
            for a in status.agreements
        ],
    }


def _standing_records(status: Status) -> Iterator[dict[str, Any]]:
    for standing in status.standings:
        d = standing.decision
        cells = {"from": d.before, "to": d.after, "who": d.who, "when": d.when}
        about = {"row": d.place, "claim_id": d.claim_id, "field": d.field}
        yield about | cells | {"state": standing.state, "says": standing.says}


def _status_csv(status: Status) -> str:
    from ketclaims.tables.writing import csv_line

    names = ("row", "claim_id", "field", "from", "to", "who", "when", "state", "says")
    lines = [csv_line(names), *(csv_line(record.values()) for record in _standing_records(status))]
    return b"".join(lines).decode("utf-8")


def status_lines(status: Status) -> Iterator[str]:
    """A status in words: a line for each source, the states of the decisions, what is wrong, the agreement."""
    yield from _progress_lines(status)
    yield ""
    yield from _standing_lines(status)
    yield ""
    yield from _agreement_lines(status)


def _progress_lines(status: Status) -> Iterator[str]:
    width = max((len(p.source) for p in status.progress), default=0)
    for p in status.progress:
        counts = f"{p.numbers:>5} numbers  {p.claims:>5} claims  {p.decided:>5} decided  {p.open:>5} open"
        yield f"{p.source:<{width}}  {counts}"
    decided, open_ = (sum(getattr(p, name) for p in status.progress) for name in ("decided", "open"))
    yield f"{decided} numbers are decided, {open_} are open."


def _standing_lines(status: Status) -> Iterator[str]:
    from ketclaims.review.status import STATES, UNWELL

    counts = {state: sum(s.state == state for s in status.standings) for state in STATES}
    told = ", ".join(f"{count} {state}" for state, count in counts.items() if count or state == "applied")
    yield f"{len(status.standings)} decisions: {told}."
    for standing in status.standings:
        if standing.state in UNWELL:
            d = standing.decision
            yield f"review.csv, row {d.place}: {d.claim_id} {d} ({d.who}) is {standing.state}: {standing.says}"


def _agreement_lines(status: Status) -> Iterator[str]:
    if not status.agreements:
        yield "No row was judged by two reviewers, so that nothing can be said of how far they agree."
        return
    yield f"Agreement of {', '.join(status.reviewers)}, by field, on the rows that two or more of them judged:"
    yield f"{'field':<14}{'rows':>6}{'equal':>8}{'alpha':>8}"
    for a in status.agreements:
        alpha = "–" if a.alpha is None else f"{a.alpha:.3f}"
        yield f"{a.field:<14}{a.rows:>6}{a.raw:>8.3f}{alpha:>8}"
    if any(a.alpha is None for a in status.agreements):
        yield "– : all say the same word, so that nothing tells agreement from chance."


@review_command
def move(
    claim_id: Annotated[str | None, typer.Argument(help="With --at: the row whose place a person names.")] = None,
    at: Annotated[int | None, typer.Option("--at", help="Where its passage begins now.")] = None,
    data: DataOption = Path("data"),
) -> int:
    """Take decisions along to where their passages stand now; 1 where some cannot be."""
    from ketclaims.rounds import move_decisions, open_round

    if (claim_id is None) != (at is None):
        raise typer.BadParameter("CLAIM_ID and --at belong together.")
    round = open_round(data)
    if claim_id is not None and claim_id not in {decision.claim_id for decision in round.inputs.decisions}:
        raise typer.BadParameter(f"review.csv has no decision on {claim_id!r}.")
    moved = move_decisions(round, {} if claim_id is None or at is None else {claim_id: at})
    for line in _move_lines(moved.taken, moved.left):
        say(line)
    return FINDINGS if moved.left else DONE


def _move_lines(taken: Iterable[tuple[Any, str]], left: Iterable[tuple[Any, str]]) -> Iterator[str]:
    listed = list(taken)
    yield from (f"review.csv, row {decision.place}: {says}" for decision, says in (*listed, *left))
    yield f"{_counted(len(listed), 'decision')} taken along."
