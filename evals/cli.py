"""The command line: finds the commands and turns known errors into one line."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

import evals.commands as package
from coach.errors import CoachError

__all__ = ["main"]

_BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 where all is well, 1 where a check fails, 2 where the input is bad."""
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="Measure the coach on labelled cases."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if info.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        document = module.__doc__ or ""
        summary = document.splitlines()[0]
        command = commands.add_parser(info.name, help=summary, description=document)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except (CoachError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            # The reader has enough; closing for real would complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        print(f"error: {error}", file=sys.stderr)
        return _BAD_INPUT
    return code
