"""The work behind `coach checkin`: read histories, plan meetings, write agendas."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import typer

from coach.bootstrap import build_service
from coach.checkin.desk import with_questions
from coach.checkin.history import LineError, read_history_lines
from coach.checkin.rephrase import Rephrased
from coach.cli._console import choose_paint, open_output, print_note, write_output
from coach.cli._exit import ExitCode
from coach.cli._histories import get_today, holds_histories, read_sources
from coach.cli._sources import Source, find_sources, read_lines
from coach.cli._tally import Tally
from coach.domain.agenda import CheckInReport
from coach.domain.checkin import Audience
from coach.errors import InputError
from coach.output.checkin_json import (
    CHECK_IN_SCHEMA,
    agenda_object,
    check_in_object,
    history_object,
    problem_object,
)
from coach.output.json_v1 import encode, error_object, input_error_object, write_line
from coach.parsing.formats import Format
from coach.service import Service
from coach.settings import FailOn, load_settings

__all__ = ["CheckInOptions", "read_time", "run_check_in"]

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class CheckInOptions(NamedTuple):
    """What the command line asked for."""

    paths: tuple[str, ...]
    day: date | None = None
    team: str | None = None
    owner: str | None = None
    audience: Audience = Audience.TEAM
    minutes: int = 25
    output_format: str = "text"
    begins: int | None = None
    input_format: Format | None = None
    rephrase: bool = False
    output: Path | None = None
    config: Path | None = None


def run_check_in(options: CheckInOptions) -> ExitCode:
    """Plan what was asked for, write it, and return the exit code."""
    tally = Tally()
    settings = load_settings(options.config)
    service = build_service(settings)
    sources, errors = find_sources(options.paths)
    for error in errors:
        tally.add_error(error)
    if _are_batches(sources, options):
        with open_output(options.output) as write:
            for source in sources:
                for line in _batch_lines(source, service, options, tally):
                    write(line)
        return tally.close(FailOn.NEVER)
    try:
        report = _plan(sources, service, options, tally)
    except InputError as error:
        tally.add_error(error)
        return tally.close(FailOn.NEVER)
    if options.output_format == "text" and options.output is None:
        from coach.output.checkin_text import render_painted  # noqa: PLC0415 - other formats do without it

        write_output(render_painted(report, choose_paint(settings.colour)))
    else:
        write_output(_render(report, options, tally), options.output)
    return tally.close(FailOn.NEVER)


def read_time(written: str) -> int:
    """Minutes after midnight.

    Raises:
        BadParameter: It is no time of a day.
    """
    match = _TIME.fullmatch(written.strip())
    if match is None:
        raise typer.BadParameter(f"{written!r} is no time; write it as 09:30", param_hint="--at")
    return 60 * int(match[1]) + int(match[2])


def _plan(
    sources: Sequence[Source], service: Service, options: CheckInOptions, tally: Tally
) -> CheckInReport:
    day = options.day or get_today()
    history = read_sources(sources, day, tally)
    report = service.check_in(
        history,
        day,
        team=options.team,
        owner=options.owner,
        audience=options.audience,
        minutes=options.minutes,
    )
    return _rephrase(report, service) if options.rephrase else report


def _rephrase(report: CheckInReport, service: Service) -> CheckInReport:
    """The report with questions in other words; what stays as it was is told with its reason."""
    questions = [question for agenda in report.agendas for question in agenda.questions]

    async def ask() -> Rephrased:
        try:
            return await service.rephrase(questions)
        finally:
            await service.close()

    rephrased = asyncio.run(ask())
    reasons = Counter(reason for reason in rephrased.reasons if reason)
    for reason, count in reasons.items():
        print_note(f"{count} of {len(questions)} questions keep their wording: {reason}")
    return with_questions(report, rephrased.questions)


def _render(report: CheckInReport, options: CheckInOptions, tally: Tally) -> bytes:
    if options.output_format == "json":
        errors = [input_error_object(error) for error in tally.errors]
        return encode(
            json.dumps(check_in_object(report, errors), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        )
    if options.output_format == "jsonl":
        return b"".join(_agenda_lines(report))
    if options.output_format == "ics":
        from coach.output import checkin_ics  # noqa: PLC0415 - other formats do without it

        return checkin_ics.render(report, options.begins)
    if options.output_format == "markdown":
        from coach.output import checkin_markdown  # noqa: PLC0415

        return checkin_markdown.render(report)
    from coach.output import checkin_text  # noqa: PLC0415

    return checkin_text.render(report)


def _agenda_lines(report: CheckInReport) -> Iterator[bytes]:
    for agenda in report.agendas:
        yield write_line({"schema": CHECK_IN_SCHEMA, "id": agenda.title, **agenda_object(agenda)})


def _are_batches(sources: Sequence[Source], options: CheckInOptions) -> bool:
    """Whether each line is one history: as told, or as the first line of the only file looks."""
    if options.input_format is not None:
        return options.input_format is Format.JSONL
    return len(sources) == 1 and holds_histories(sources[0])


def _batch_lines(source: Source, service: Service, options: CheckInOptions, tally: Tally) -> Iterator[bytes]:
    """One line of `coach.check-in/v1` per history; an error line for a broken one."""
    try:
        for item in read_history_lines(read_lines(source), source.name):
            if isinstance(item, LineError):
                tally.add_error(item.error)
                yield write_line(error_object(CHECK_IN_SCHEMA, item.error, item.id))
                continue
            day = options.day or item.as_of or get_today()
            check = service.check_history(item.track, day, audience=options.audience)
            written = history_object(item.id, check.standing, check.signals, check.risk, check.questions)
            written["problems"] = [*map(problem_object, item.problems), *written["problems"]]
            yield write_line(written)
    except InputError as error:
        tally.add_error(error)
        yield write_line(error_object(CHECK_IN_SCHEMA, error))
