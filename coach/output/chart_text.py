"""A chart for a terminal: readings over what was due, and confidence below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from coach.domain.chart import Chart
from coach.output.place import make_visible

__all__ = ["LEGEND", "render_chart", "show_chance", "tell_chance"]

_COLUMNS, _ROWS = 60, 9
_BARS = "▁▂▃▄▅▆▇█"
_FULL_CONFIDENCE = 10
_DUE, _BAND, _READING, _TARGET = "·", "░", "●", "─"
_LONGEST_LABEL = 16
_NAME = 4
_SMALL = 0.01

LEGEND = f"{_READING} value   {_DUE} due   {_TARGET} target   {_BAND} where it heads"


def render_chart(chart: Chart) -> str:
    """Lines of text: the title, nine rows of drawing, the months, confidence, and all of it in words.

    Without a value there is nothing to draw, so only the words are left.
    """
    lines = [make_visible(" ".join(f"{chart.team} {chart.title}".split()))]
    if chart.readings:
        lines.extend(_draw_lines(chart))
    lines.append(make_visible(chart.remark))
    lines.append(tell_chance(chart))
    return "\n".join(lines) + "\n"


def _draw_lines(chart: Chart) -> Iterator[str]:
    grid = _draw(chart)
    labels = _labels(chart)
    width = max((len(label) for label in labels.values()), default=0)
    yield from (f"{labels.get(row, ''):>{width}} ┤{''.join(grid[row])}".rstrip() for row in range(_ROWS))
    yield (f"{'':>{width}}  {_months(chart)}".rstrip())
    if chart.confidence:
        yield (f"{'':>{width}}  {_confidence(chart)}  confidence {chart.confidence[-1].shown} of 10")


def show_chance(probability: float | None) -> str:
    """A probability in whole percent, never as sure as 0% or 100%; empty where there is none."""
    if probability is None:
        return ""
    if probability < _SMALL:
        return f"under {_SMALL:.0%}"
    return f"over {1 - _SMALL:.0%}" if probability > 1 - _SMALL else f"{probability:.0%}"


def _row(chart: Chart, value: float) -> int:
    low, high = chart.bounds
    return min(max(round((high - value) / (high - low) * (_ROWS - 1)), 0), _ROWS - 1)


def _column(chart: Chart, day: date) -> int:
    days = max((chart.end - chart.start).days, 1)
    return min(max(round((day - chart.start).days / days * (_COLUMNS - 1)), 0), _COLUMNS - 1)


def _draw(chart: Chart) -> list[list[str]]:
    grid = [[" "] * _COLUMNS for _ in range(_ROWS)]
    if chart.target is not None:
        grid[_row(chart, chart.target)] = [_TARGET] * _COLUMNS
    for column, value in _between(chart, [(point.day, point.value) for point in chart.due]):
        grid[_row(chart, value)][column] = _DUE
    lows = dict(_between(chart, [(point.day, point.low) for point in chart.band]))
    highs = dict(_between(chart, [(point.day, point.high) for point in chart.band]))
    for column, low in lows.items():
        for row in range(_row(chart, highs[column]), _row(chart, low) + 1):
            if grid[row][column] == " ":
                grid[row][column] = _BAND
    for point in chart.readings:
        grid[_row(chart, point.value)][_column(chart, point.day)] = _READING
    return grid


def _between(chart: Chart, points: list[tuple[date, float]]) -> Iterator[tuple[int, float]]:
    """Every column between the points, with the value on the straight line."""
    placed = [(_column(chart, day), value) for day, value in points]
    for (first, start), (last, end) in pairwise(placed):
        for column in range(first, last + 1):
            share = (column - first) / (last - first) if last > first else 1.0
            yield column, start + share * (end - start)


def _labels(chart: Chart) -> dict[int, str]:
    """Label of each row that has one; where two values share a row the target's stays."""
    weighed = sorted(chart.ticks, key=lambda tick: tick.value == chart.target)
    return {_row(chart, tick.value): _cut(make_visible(tick.label)) for tick in weighed}


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[: _LONGEST_LABEL - 1]}…"


def _months(chart: Chart) -> str:
    line = [" "] * (_COLUMNS + _NAME)
    free = 0
    day = chart.start
    while day <= chart.end:
        column = _column(chart, day)
        if column >= free:
            line[column : column + 3] = f"{day:%b}"
            free = column + _NAME
        day = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return "".join(line).rstrip()


def _confidence(chart: Chart) -> str:
    line = [" "] * _COLUMNS
    for point in chart.confidence:
        height = min(max(point.value / _FULL_CONFIDENCE, 0), 1)
        line[_column(chart, point.day)] = _BARS[round(height * (len(_BARS) - 1))]
    return "".join(line).rstrip()


def tell_chance(chart: Chart) -> str:
    """The chance with what it rests on, or why there is none."""
    reason = make_visible(chart.risk.reason)
    chance = show_chance(chart.risk.probability)
    return f"{chance} {reason}." if chance else f"No chance is given: {reason}."
