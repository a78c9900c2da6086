"""`coach improve`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.cli._configured import with_options
from coach.critic.protocol import CriticName
from coach.settings import load_settings


class ImproveFormat(StrEnum):
    """How an improvement is written."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


class ImproveInput(StrEnum):
    """What the argument is."""

    TEXT = "text"
    JSONL = "jsonl"


def improve(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="The key result; with --input-format jsonl a file, or - for standard input."
        ),
    ],
    *,
    objective: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The objective that it serves.")
    ] = None,
    output_format: Annotated[
        ImproveFormat | None,
        typer.Option(
            "--format", metavar="FORMAT", help="text, json or jsonl. JSONL input is answered in JSONL."
        ),
    ] = None,
    input_format: Annotated[
        ImproveInput, typer.Option(metavar="FORMAT", help="text, or jsonl for one key result per line.")
    ] = ImproveInput.TEXT,
    critic: Annotated[
        CriticName | None,
        typer.Option(metavar="CRITIC", help=f"Who judges meaning after the rules: {', '.join(CriticName)}."),
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the results here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Offer a stronger wording for a key result, with the questions that only its writer can answer.

    What is unknown stays visible, such as [baseline]. A strong key result is told that it is strong.

    Examples:
      coach improve "Launch the new onboarding" --objective "New users feel at home"
      coach improve --input-format jsonl key_results.jsonl
    """
    settings = with_options(load_settings(config), critic=critic)
    from coach.cli import _improve  # noqa: PLC0415 - `--help` must not load the rules

    if input_format is ImproveInput.JSONL:
        if objective is not None or output_format not in (None, ImproveFormat.JSONL):
            raise typer.BadParameter("JSONL input carries its objectives and is answered in JSONL")
        raise typer.Exit(_improve.improve_batch(text, output, settings))
    form = (output_format or ImproveFormat.TEXT).value
    raise typer.Exit(_improve.improve_one(text, objective, form, output, settings))
