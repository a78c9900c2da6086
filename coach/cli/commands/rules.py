"""`coach rules`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class RulesFormat(StrEnum):
    """How the list of rules is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def rules(
    output_format: Annotated[
        RulesFormat, typer.Option("--format", metavar="FORMAT", help="text, json or markdown.")
    ] = RulesFormat.TEXT,
) -> None:
    """List every rule: code, name, severity and what it flags.

    Examples:
      coach rules
      coach rules --format markdown > rules.md
    """
    from coach.cli._console import write_output  # noqa: PLC0415 - `--help` must not load the rules
    from coach.output.rules import render_rules  # noqa: PLC0415
    from coach.service import Service  # noqa: PLC0415

    write_output(render_rules(Service().rules(), output_format.value))
