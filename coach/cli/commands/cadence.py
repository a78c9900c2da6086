"""`coach cadence`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.domain.checkin import Rhythm


class CadenceFormat(StrEnum):
    """How a cycle's calendar is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    ICS = "ics"


def cadence(
    cycle: Annotated[
        str,
        typer.Argument(metavar="CYCLE", help="2026-Q4, H1 2026, 2026, Q4, or '6 weeks from 2026-03-02'."),
    ] = "",
    *,
    start: Annotated[
        str | None, typer.Option(metavar="DAY", help="First day, where CYCLE does not tell.")
    ] = None,
    end: Annotated[
        str | None, typer.Option(metavar="DAY", help="Last day, where CYCLE does not tell.")
    ] = None,
    rhythm: Annotated[
        Rhythm | None,
        typer.Option(metavar="RHYTHM", help=f"Check in {', '.join(Rhythm)}; the one that fits unless set."),
    ] = None,
    first_cycle: Annotated[
        bool, typer.Option("--first-cycle", help="Add the preparation of an organisation's first cycle.")
    ] = False,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DAY", help="Day to look from, YYYY-MM-DD; today unless set."),
    ] = None,
    output_format: Annotated[
        CadenceFormat,
        typer.Option("--format", metavar="FORMAT", help=f"Write one of: {', '.join(CadenceFormat)}."),
    ] = CadenceFormat.TEXT,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the calendar here.")] = None,
) -> None:
    """Show what a cycle asks for and when: drafting, alignment review, check-ins, mid-cycle review, close.

    Says too which rhythm of check-ins fits the cycle, and why. Exit codes: 0 fine, 2 bad input or usage.

    Examples:
      coach cadence 2027-Q1
      coach cadence "6 weeks from 2026-11-30" --first-cycle
      coach cadence --start 2026-10-01 --end 2027-01-15 --rhythm biweekly --format ics --output okrs.ics
    """
    today = _read_day(day, "--date") or date.today()  # noqa: DTZ011 - the day of the person who asks
    from coach.checkin.cadence import describe_cycle, fit_rhythms, plan_cycle  # noqa: PLC0415 - `--help` is fast
    from coach.cli._console import write_output  # noqa: PLC0415
    from coach.output.cadence import render  # noqa: PLC0415

    plan = plan_cycle(cycle, today, start=_read_day(start, "--start"), end=_read_day(end, "--end"))
    chosen = rhythm or next(fit.rhythm for fit in fit_rhythms(plan) if fit.recommended)
    described = describe_cycle(plan._replace(rhythm=chosen), today, first_cycle=first_cycle)
    write_output(render(described, output_format.value), output)


def _read_day(written: str | None, option: str) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(
            f"{written!r} is no day; write it as 2026-11-09", param_hint=option
        ) from None
