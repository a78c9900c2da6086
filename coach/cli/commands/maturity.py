"""`coach maturity`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.settings import load_settings


class MaturityFormat(StrEnum):
    """How a self-assessment is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def maturity(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATHS", help="OKR documents to look at beside the answers: files, folders."),
    ] = None,
    *,
    answers: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The filled-in form; --form writes an empty one.")
    ] = None,
    people: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="How many people work in the organisation.")
    ] = None,
    form: Annotated[bool, typer.Option("--form", help="Write the empty form and stop.")] = False,
    output_format: Annotated[
        MaturityFormat, typer.Option("--format", metavar="FORMAT", help="text, markdown or json.")
    ] = MaturityFormat.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the result here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Look at how far an organisation is with setting goals, and which way of working fits it now.

    Five dimensions, 0 to 4, from answers and from what documents show; what is not known stays unknown.
    In a terminal the questions are asked one by one where no form is given.

    Examples:
      coach maturity
      coach maturity --form --output form.yaml
      coach maturity examples --answers form.yaml --people 180
    """
    settings = load_settings(config)
    from coach.cli import _maturity  # noqa: PLC0415 - `--help` must not load the rules

    if form:
        raise typer.Exit(_maturity.write_empty_form(output))
    request = _maturity.Request(tuple(paths or ()), answers, people, output_format.value, output)
    raise typer.Exit(_maturity.run_maturity(request, settings))
