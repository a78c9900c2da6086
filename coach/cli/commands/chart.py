"""`coach chart`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.settings import load_settings


class ChartFormat(StrEnum):
    """How charts are written."""

    TEXT = "text"
    SVG = "svg"
    HTML = "html"


def chart(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="OKR documents and check-ins: files, folders, globs.")
    ],
    *,
    date: Annotated[
        str | None, typer.Option(metavar="DAY", help="The day to look at, YYYY-MM-DD; today if not given.")
    ] = None,
    team: Annotated[str | None, typer.Option(metavar="NAME", help="One team only.")] = None,
    output_format: Annotated[
        ChartFormat,
        typer.Option("--format", metavar="FORMAT", help="text, html (one page) or svg (a file each)."),
    ] = ChartFormat.TEXT,
    output: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Write the charts here; for svg a folder, which it needs."),
    ] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Draw each key result: its values, what was due, where the trend heads, and confidence.

    Beside each chart stands the chance that the key result gets there, or why none is given.

    Examples:
      coach chart examples --date 2026-11-16 --team Delivery
      coach chart examples --date 2026-11-16 --format html --output charts.html
      coach chart okrs.md checkins.csv --format svg --output charts
    """
    settings = load_settings(config)
    from coach.cli import _chart  # noqa: PLC0415 - `--help` must not load the signals

    request = _chart.Request(tuple(paths), date, team, output_format.value, output)
    raise typer.Exit(_chart.run_charts(request, settings))
