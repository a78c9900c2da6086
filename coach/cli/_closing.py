"""The work behind `coach grade` and `coach retro`."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from coach.bootstrap import build_service
from coach.cli._console import choose_paint, write_output
from coach.cli._exit import ExitCode
from coach.cli._histories import load_history, read_day, show_problem, tell_problems
from coach.cli._tally import Tally
from coach.domain.checkin import Standing
from coach.output.closing_json import grades_object, retrospective_object
from coach.output.closing_text import outline_grades, outline_retrospective
from coach.output.json_v1 import encode
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


_Told = tuple[Outline, dict[str, Any]]
_Tell = Callable[[str, Sequence[Standing], date, Sequence[str]], _Told]


def run_grades(request: Request, settings: Settings) -> ExitCode:
    """Grade every team.

    Raises:
        InputError: Nothing can be graded, or there is no such team.
    """
    service = build_service(settings)

    def tell(team: str, standings: Sequence[Standing], day: date, problems: Sequence[str]) -> _Told:
        book = service.grade(standings)
        return outline_grades(team, book, day), {"team": team, **grades_object(book, day, problems)}

    return _run(request, settings, tell)


def run_retrospective(request: Request, settings: Settings) -> ExitCode:
    """Look back with every team.

    Raises:
        InputError: There is nothing to look back on, or no such team.
    """
    service = build_service(settings)

    def tell(team: str, standings: Sequence[Standing], day: date, problems: Sequence[str]) -> _Told:
        found = service.look_back(standings)
        return outline_retrospective(team, found, day), retrospective_object(team, found, day, problems)

    return _run(request, settings, tell)


def _run(request: Request, settings: Settings, tell: _Tell) -> ExitCode:
    tally = Tally()
    day = read_day(request.date)
    found = load_history(request.paths, day, tally, team=request.team)
    problems = [show_problem(problem) for problem in found.problems]
    told = [tell(team, standings, day, problems) for team, standings in found.standings.items()]
    if request.output_format == "json":
        content = [content for _, content in told]
        data = encode(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    else:
        tell_problems(found.problems)
        whole = Outline()
        for outline, _ in told:
            whole.extend(outline)
        paint = choose_paint(settings.colour and request.output is None)
        data = whole.to_markdown() if request.output_format == "markdown" else whole.to_text(paint)
    write_output(data, request.output)
    return tally.close(FailOn.NEVER)
