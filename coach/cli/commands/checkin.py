"""`coach checkin`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coach.domain.checkin import Audience
from coach.parsing.formats import Format


class MeetingFormat(StrEnum):
    """How agendas are written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    JSONL = "jsonl"
    ICS = "ics"


def checkin(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS",
            help="OKR documents, check-ins and notes of earlier meetings: files, folders, globs.",
        ),
    ],
    *,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DAY", help="Day of the meeting, YYYY-MM-DD; today unless set."),
    ] = None,
    team: Annotated[
        str | None, typer.Option(metavar="TEAM", help="Only this team; one agenda for each without it.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the key results that this person owns.")
    ] = None,
    audience: Annotated[
        Audience, typer.Option(metavar="AUDIENCE", help=f"Who meets: {', '.join(Audience)}.")
    ] = Audience.TEAM,
    minutes: Annotated[
        int, typer.Option(metavar="N", min=15, max=30, help="How long the meeting is, 15 to 30.")
    ] = 25,
    output_format: Annotated[
        MeetingFormat,
        typer.Option("--format", metavar="FORMAT", help=f"Write one of: {', '.join(MeetingFormat)}."),
    ] = MeetingFormat.TEXT,
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When it begins, HH:MM, for ics; a whole day unless set."),
    ] = None,
    input_format: Annotated[
        Format | None,
        typer.Option(
            metavar="FORMAT", help="jsonl: each line is one key result with its cycle and check-ins."
        ),
    ] = None,
    rephrase: Annotated[
        bool,
        typer.Option(
            "--rephrase", help="Let the configured language model reword questions; facts are checked."
        ),
    ] = False,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the agendas here.")] = None,
    config: Annotated[Path | None, typer.Option(metavar="FILE", help="Settings file to use.")] = None,
) -> None:
    """Plan a check-in: an agenda with three to five questions, and a note to fill in.

    The note of `--format markdown`, filled in and given again, lets the next agenda say what is still open.

    Exit codes: 0 fine, 2 bad input or usage, 3 internal error.

    Examples:
      coach checkin examples --date 2026-11-09 --team Delivery
      coach checkin okrs/ checkins/ --format markdown --output agenda.md
      coach checkin examples --audience leadership --minutes 30
      coach checkin --input-format jsonl --format jsonl histories.jsonl
    """
    if at is not None and output_format is not MeetingFormat.ICS:
        raise typer.BadParameter("--at is for --format ics")
    from coach.cli._checkin import (  # noqa: PLC0415 - `--help` must not load the signals
        CheckInOptions,
        read_time,
        run_check_in,
    )

    options = CheckInOptions(
        paths=tuple(paths),
        day=_read_day(day),
        team=team,
        owner=owner,
        audience=audience,
        minutes=minutes,
        output_format=output_format.value,
        begins=None if at is None else read_time(at),
        input_format=input_format,
        rephrase=rephrase,
        output=output,
        config=config,
    )
    raise typer.Exit(run_check_in(options))


def _read_day(written: str | None) -> date | None:
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(
            f"{written!r} is no day; write it as 2026-11-09", param_hint="--date"
        ) from None
