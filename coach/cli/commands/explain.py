"""`coach explain`."""

from __future__ import annotations

from typing import Annotated

import typer


def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE", help="Rule code or name.")],
) -> None:
    """Say what a rule flags, why that weakens an OKR, and how a stronger one reads.

    Examples:
      coach explain KR105
      coach explain missing-baseline
    """
    from coach.cli._explain import print_rule  # noqa: PLC0415 - `--help` must not load the rules

    print_rule(rule)
