"""The work behind `coach grade` and `coach retro`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from coach.bootstrap import build_service
from coach.cli._console import choose_paint, write_output
from coach.cli._exit import ExitCode
from coach.cli._histories import load_histories, read_day, tell_problems
from coach.cli._tally import Tally
from coach.output.closing_json import grades_object, retrospectives_object
from coach.output.closing_text import outline_grades, outline_retrospective
from coach.output.json_v1 import encode, input_error_object
from coach.output.outline import Outline
from coach.settings import FailOn, Settings

__all__ = ["Request", "run_grades", "run_retrospective"]


class Request(NamedTuple):
    """What the command line asked for, beside the settings."""

    paths: tuple[str, ...]
    date: str | None
    team: str | None
    output_format: str
    output: Path | None


def run_grades(request: Request, settings: Settings) -> ExitCode:
    """Grade every team.

    Raises:
        InputError: Nothing can be graded, or there is no such team.
    """
    service = build_service(settings)
    tally = Tally()
    day = read_day(request.date)
    found = load_histories(request.paths, day, tally, team=request.team)
    books = {team: service.grade(standings) for team, standings in found.standings.items()}
    if request.output_format == "json":
        errors = [input_error_object(error) for error in tally.errors]
        data = _write_json(grades_object(books, day, found.problems, errors))
    else:
        tell_problems(found.problems)
        if request.output_format == "csv":
            from coach.output import closing_csv  # noqa: PLC0415 - other formats do without it

            data = closing_csv.render(books)
        else:
            outlines = (outline_grades(team, book, day) for team, book in books.items())
            data = _write_text(outlines, request, settings)
    write_output(data, request.output)
    return tally.close(FailOn.NEVER)


def run_retrospective(request: Request, settings: Settings) -> ExitCode:
    """Look back with every team.

    Raises:
        InputError: There is nothing to look back on, or no such team.
    """
    service = build_service(settings)
    tally = Tally()
    day = read_day(request.date)
    found = load_histories(request.paths, day, tally, team=request.team)
    told = {team: service.look_back(standings) for team, standings in found.standings.items()}
    if request.output_format == "json":
        errors = [input_error_object(error) for error in tally.errors]
        data = _write_json(retrospectives_object(told, day, found.problems, errors))
    else:
        tell_problems(found.problems)
        outlines = (outline_retrospective(team, each, day) for team, each in told.items())
        data = _write_text(outlines, request, settings)
    write_output(data, request.output)
    return tally.close(FailOn.NEVER)


def _write_json(content: dict[str, Any]) -> bytes:
    return encode(json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _write_text(outlines: Iterable[Outline], request: Request, settings: Settings) -> bytes:
    whole = Outline()
    for outline in outlines:
        whole.extend(outline)
    if request.output_format == "markdown":
        return whole.to_markdown()
    return whole.to_text(choose_paint(settings.colour and request.output is None))
