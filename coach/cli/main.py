"""The command group: finds the commands in `coach.cli.commands` and turns errors into exit codes.

A command module is imported only when it is called or listed, so `coach review` pays for no other command.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import inspect
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

import coach
import coach.cli.commands as folder
from coach.cli._console import print_error
from coach.cli._exit import ExitCode
from coach.errors import ConfigurationError, InputError, InternalError

__all__ = ["app", "run"]


# A command makes many objects that live until it ends: fewer searches for cycles among them.
_OBJECTS_BEFORE_COLLECTION = 50_000


class CommandFolder(TyperGroup):
    """A group whose commands are the modules of a package."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the group's contract
        """Names of all commands."""
        return sorted(path.stem for path in Path(folder.__path__[0]).glob("[!_]*.py"))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{folder.__name__}.{cmd_name}")
        holder = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        command = getattr(module, cmd_name)
        holder.command(cmd_name, help=_keep_lines(command))(command)
        return typer.main.get_command(holder)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; every error ends in a message and an exit code, never in a traceback."""
        try:
            return super().invoke(ctx)
        except (typer.Exit, typer.Abort, TyperException, KeyboardInterrupt):
            raise
        except (InputError, ConfigurationError) as error:
            print_error(str(error))
            raise typer.Exit(ExitCode.BAD_INPUT) from None
        except InternalError as error:
            print_error(f"internal error: {error}")
            raise typer.Exit(ExitCode.INTERNAL) from None
        except Exception as error:  # noqa: BLE001 - the last resort: a defect is named and placed
            print_error(_describe_defect(error))
            raise typer.Exit(ExitCode.INTERNAL) from None


app = typer.Typer(
    name="coach",
    cls=CommandFolder,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"coach {coach.__version__}")
        raise typer.Exit


def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Review OKRs, improve key results, explain what makes them weak.

    Examples:
      coach review okrs.md
      coach improve "Launch the new onboarding" --objective "New users feel at home"
      coach explain missing-baseline
    """


def _keep_lines(command: Callable[..., Any]) -> str:
    """The help of a command; the mark before its examples keeps their line breaks."""
    return (inspect.getdoc(command) or "").replace("\n\nExample", "\n\n\b\nExample")


app.callback(help=_keep_lines(start))(start)


def run() -> NoReturn:
    """Run the command line and exit.

    The process ends without tearing down the interpreter: all is written by then, and a short run feels it.
    """
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION)
    code: int = ExitCode.CLEAN
    try:
        app()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else ExitCode.INTERNAL
    except KeyboardInterrupt:  # before the group could take it
        code = ExitCode.INTERRUPTED
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _describe_defect(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
    what = f"{type(error).__name__}: {error}{place}"
    return f"internal error: {what}; this is a defect of the coach, please report it"
