"""`coach grade`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.settings import load_settings


class GradeFormat(StrEnum):
    """How grades are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    CSV = "csv"


def grade(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="OKR documents and check-ins: files, folders, globs.")
    ],
    *,
    date: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="The day to grade on, such as 2026-12-31; today if not given."),
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="NAME", help="One team only.")] = None,
    output_format: Annotated[
        GradeFormat, typer.Option("--format", metavar="FORMAT", help="text, markdown, json or csv.")
    ] = GradeFormat.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Grade key results from 0.0 to 1.0, roll them up, and propose what to carry, modify or drop.

    What cannot be graded has no grade, with the reason. Grades are for learning, never for pay.

    Examples:
      coach grade examples --date 2026-12-31
      coach grade examples --date 2026-12-31 --team Delivery --format markdown
      coach grade okrs.md checkins.csv --format csv --output grades.csv
    """
    settings = load_settings(config)
    from coach.cli import _closing  # noqa: PLC0415 - `--help` must not load the rules

    request = _closing.Request(tuple(paths), date, team, output_format.value, output)
    raise typer.Exit(_closing.run_grades(request, settings))
