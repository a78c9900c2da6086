"""`coach review`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coach.cli._configured import split_selectors, with_options
from coach.critic.protocol import CriticName
from coach.output.report import OutputFormat
from coach.parsing.formats import Format
from coach.settings import FailOn, load_settings


def review(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Files, folders, globs, or - for standard input.")
    ],
    *,
    output_format: Annotated[
        OutputFormat,
        typer.Option("--format", metavar="FORMAT", help=f"Write one of: {', '.join(OutputFormat)}."),
    ] = OutputFormat.TEXT,
    input_format: Annotated[
        Format | None,
        typer.Option(metavar="FORMAT", help=f"Read every input as one of: {', '.join(Format)}."),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="RULES", help="Only these rules: codes, names, prefixes; repeat or use commas."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Not these rules.")] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Want a number and a baseline in every key result.")
    ] = False,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            metavar="SEVERITY",
            help=f"Lowest severity that ends with exit code 1: {', '.join(FailOn)}; warning unless set.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Stay silent about the findings in this baseline file."),
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Accept all of today's findings into this file.")
    ] = None,
    critic: Annotated[
        CriticName | None,
        typer.Option(metavar="CRITIC", help=f"Who judges meaning after the rules: {', '.join(CriticName)}."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the results here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
    show_suppressed: Annotated[
        bool, typer.Option("--show-suppressed", help="List accepted findings too.")
    ] = False,
) -> None:
    """Review OKR documents and say what is weak, why, and what to ask.

    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 bad input or usage, 3 internal error.

    Examples:
      coach review okrs.md teams/ --fail-on error
      coach review "okrs/**/*.yaml" --format sarif --output review.sarif
      coach review --input-format jsonl --format jsonl key_results.jsonl
      echo "- Launch the app" | coach review - --input-format markdown
    """
    if baseline is not None and write_baseline is not None:
        raise typer.BadParameter("give --baseline or --write-baseline, not both")
    settings = with_options(
        load_settings(config),
        select=split_selectors(select),
        ignore=split_selectors(ignore),
        strict=strict,
        fail_on=fail_on,
        critic=critic,
    )
    from coach.cli._review import ReviewOptions, run_review  # noqa: PLC0415 - `--help` must not load the rules

    options = ReviewOptions(
        paths=tuple(paths),
        output_format=output_format,
        input_format=input_format,
        baseline=baseline,
        write_baseline=write_baseline,
        output=output,
        show_suppressed=show_suppressed,
    )
    raise typer.Exit(run_review(options, settings))
