"""Charts of key results as one HTML file that needs nothing else: no network, no other file, no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from coach.domain.chart import Chart
from coach.output.chart_svg import LEGEND, STYLE, render_sample, render_svg
from coach.output.chart_text import show_chance
from coach.output.html._template import allow, load_template, read_part

__all__ = ["render"]

_MOST_PROBLEMS = 200
_NO_TEAM = "Without a team"


class _Card(NamedTuple):
    title: str
    drawing: object
    remark: str
    chance: str
    reason: str


class _Team(NamedTuple):
    name: str
    cards: list[_Card]


def render(charts: Sequence[Chart], day: date, problems: Sequence[str] = ()) -> bytes:
    """The page: charts of every team, then what could not be used; the same input gives the same bytes.

    Args:
        charts: What to draw; charts of one team stand together.
        day: The day that is looked at.
        problems: One line for each entry that could not be used as it stands; the first 200 are shown.
    """
    from markupsafe import Markup  # noqa: PLC0415 - only a page needs it

    style = STYLE + read_part("charts.css")
    teams: list[_Team] = []
    number = 0
    for name, members in groupby(charts, key=lambda chart: chart.team):
        cards = []
        for chart in members:
            number += 1
            drawing = Markup(render_svg(chart, number=number, alone=False))  # noqa: S704 - user text in it is escaped
            cards.append(
                _Card(
                    chart.title, drawing, chart.remark, show_chance(chart.risk.probability), chart.risk.reason
                )
            )
        teams.append(_Team(name or _NO_TEAM, cards))
    text = load_template(
        "charts.html.j2"
    ).render(
        policy=allow(style),
        style=style,
        day=_show(day),
        size=_tell_size(charts, len(teams)),
        legend=[(Markup(render_sample(kind)), name) for kind, name in LEGEND],  # noqa: S704 - no user text
        teams=teams,
        problems=problems[:_MOST_PROBLEMS],
        left_out=max(0, len(problems) - _MOST_PROBLEMS),
    )
    return text.encode("utf-8", "backslashreplace")


def _tell_size(charts: Sequence[Chart], teams: int) -> str:
    results = "1 key result" if len(charts) == 1 else f"{len(charts):,} key results"
    of_teams = "" if teams == 1 else f" of {teams:,} teams"
    cycles = {(chart.start, chart.end) for chart in charts}
    if len(cycles) != 1:
        return f"{results}{of_teams}."
    [(start, end)] = cycles
    return f"{results}{of_teams}; the cycle runs from {_show(start)} to {_show(end)}."


def _show(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
