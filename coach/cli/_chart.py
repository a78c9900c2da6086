"""The work behind `coach chart`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from coach.bootstrap import build_service
from coach.cli._closing import Request
from coach.cli._console import print_note, write_output
from coach.cli._exit import ExitCode
from coach.cli._histories import load_histories, read_day, show_problem, tell_problems
from coach.cli._tally import Tally
from coach.cli._whole import write_whole
from coach.domain.chart import Chart
from coach.errors import InputError, MalformedInput
from coach.output.json_v1 import encode
from coach.settings import FailOn, Settings

__all__ = ["Request", "run_charts"]

_LONGEST_NAME = 60
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)


def run_charts(request: Request, settings: Settings) -> ExitCode:
    """Draw the key results of every team.

    Raises:
        InputError: There is nothing to draw, no such team, or the charts cannot be written.
    """
    if request.output_format == "svg" and request.output is None:
        raise MalformedInput("svg is one file for each key result; give --output FOLDER")
    service = build_service(settings)
    tally = Tally()
    day = read_day(request.date)
    found = load_histories(request.paths, day, tally, team=request.team)
    tell_problems(found.problems)
    charts = service.chart(list(chain(*found.standings.values())))
    if request.output_format == "svg" and request.output is not None:
        _write_drawings(charts, request.output)
    elif request.output_format == "html":
        from coach.output import chart_html  # noqa: PLC0415 - other formats do without it

        page = chart_html.render(charts, day, [show_problem(problem) for problem in found.problems])
        write_output(page, request.output)
    else:
        from coach.output.chart_text import LEGEND, render_chart  # noqa: PLC0415

        write_output(encode("\n".join([f"{LEGEND}\n", *map(render_chart, charts)])), request.output)
    return tally.close(FailOn.NEVER)


def _write_drawings(charts: Sequence[Chart], folder: Path) -> None:
    from coach.output.chart_svg import render_svg  # noqa: PLC0415 - other formats do without it

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"is no folder to write to: {error.strerror}", source=str(folder)) from error
    for name, chart in zip(_name_files(charts), charts, strict=True):
        write_whole(folder / name, encode(render_svg(chart)))
    print_note(f"{len(charts)} {'chart' if len(charts) == 1 else 'charts'} written to {folder}")


def _name_files(charts: Sequence[Chart]) -> Iterator[str]:
    """A name for each: letters and digits of its id, none twice, none that means a device."""
    taken: set[str] = set()
    for chart in charts:
        words = "".join(each if each.isalnum() else " " for each in chart.track.casefold()).split()
        stem = "-".join(words)[:_LONGEST_NAME].rstrip("-") or "key-result"
        if stem in _DEVICES:
            stem = f"key-result-{stem}"
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        yield f"{name}.svg"
