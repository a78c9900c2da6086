"""`coach retro`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.settings import load_settings


class RetroFormat(StrEnum):
    """How a retrospective is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def retro(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="OKR documents and check-ins: files, folders, globs.")
    ],
    *,
    date: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day to look back from; today if not given.")
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="NAME", help="One team only.")] = None,
    output_format: Annotated[
        RetroFormat, typer.Option("--format", metavar="FORMAT", help="text, markdown or json.")
    ] = RetroFormat.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Look back on a cycle: what really happened, the questions that it raises, what to learn from it.

    Built from the check-ins alone: surprises, dependencies, changes, what moved the numbers, silence.

    Examples:
      coach retro examples --date 2026-12-31 --team Plant
      coach retro okrs.md checkins.csv --format markdown --output retro.md
    """
    settings = load_settings(config)
    from coach.cli import _closing  # noqa: PLC0415 - `--help` must not load the rules

    request = _closing.Request(tuple(paths), date, team, output_format.value, output)
    raise typer.Exit(_closing.run_retrospective(request, settings))
