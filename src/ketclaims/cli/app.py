"""The application: a function as a command, its faults as one sentence, its exit code."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable
from copy import copy
from functools import partial, wraps
from typing import Annotated, ParamSpec

import typer

from ketclaims.model import DataError, InputError

P = ParamSpec("P")

DONE, FINDINGS, UNREADABLE = 0, 1, 3
INTERRUPTED = 130
"""What a shell says of a command that Ctrl-C has ended."""

_GARBAGE = 100_000
"""So many more objects make Python look which of them are rubbish; 700 by its own choice."""

app = typer.Typer(
    name="ketclaims",
    help="Every quantitative claim of a text, with the place where it stands.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command that this process's arguments name and leave with its exit code."""
    # Tables are UTF-8 whatever the locale; a lone surrogate of a file name is written as its escape.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    # What a start makes, patterns and words, stays to the end: to look for rubbish among it took a tenth of the start.
    gc.set_threshold(_GARBAGE)
    try:
        _asked(sys.argv[1:2])(prog_name="ketclaims")
    finally:
        # Nor does anybody look for it at the end, when all goes away with the process.
        gc.freeze()


def _asked(name: list[str]) -> typer.Typer:
    """The application without the commands that are not asked for: typer makes all that it has, the options of each
    too."""
    asked = [command for command in app.registered_commands if command.name in name]
    if not asked:
        return app
    alone = copy(app)
    alone.registered_commands, alone.registered_groups = asked, []
    return alone


def command(function: Callable[P, int], group: typer.Typer = app) -> Callable[P, None]:
    """The function as a command of a group: its result is the exit code, every fault one sentence on standard error."""

    @wraps(function)
    def command(*arguments: P.args, **options: P.kwargs) -> None:
        raise typer.Exit(_exit_code(partial(function, *arguments, **options)))

    # typer finds out the options from the signature, and what the function returns is no concern of its.
    # `import` is a word of Python, and its function is import_.
    return group.command(function.__name__.rstrip("_").replace("_", "-"))(command)


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
    say(str(error))
    return code


def say(words: str) -> None:
    """Tell a person something, on standard error."""
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
