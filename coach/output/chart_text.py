"""A chart for a terminal: readings over what was due, and confidence below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from coach.domain.chart import Chart
from coach.output.place import make_visible

__all__ = ["render_chart"]

_COLUMNS, _ROWS = 60, 9
_BARS = "▁▂▃▄▅▆▇█"
_FULL_CONFIDENCE = 10
_DUE, _BAND, _READING, _TARGET = "·", "░", "●", "─"


def render_chart(chart: Chart) -> str:
    """Lines of text: the title, nine rows of drawing, the months, confidence, and the remark in words."""
    lines = [make_visible(" ".join(part for part in (chart.team, chart.title) if part))]
    grid = _draw(chart)
    labels = _labels(chart)
    width = max((len(label) for label in labels.values()), default=0)
    lines.extend(f"{labels.get(row, ''):>{width}} ┤{''.join(grid[row])}".rstrip() for row in range(_ROWS))
    lines.append(f"{'':>{width}}  {_months(chart)}".rstrip())
    if chart.confidence:
        lines.append(f"{'':>{width}}  {_confidence(chart)}  confidence {chart.confidence[-1].shown} of 10")
    lines.append(make_visible(chart.remark))
    return "\n".join(lines) + "\n"


def _row(chart: Chart, value: float) -> int:
    low, high = chart.bounds
    return round((high - value) / (high - low) * (_ROWS - 1))


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
    return {_row(chart, tick.value): make_visible(tick.label) for tick in chart.ticks}


def _months(chart: Chart) -> str:
    line = [" "] * (_COLUMNS + 3)
    seen = set()
    for ordinal in range(chart.start.toordinal(), chart.end.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if (day.year, day.month) not in seen:
            seen.add((day.year, day.month))
            column = _column(chart, day)
            line[column : column + 3] = f"{day:%b}"
    return "".join(line).rstrip()


def _confidence(chart: Chart) -> str:
    line = [" "] * _COLUMNS
    for point in chart.confidence:
        height = min(max(point.value / _FULL_CONFIDENCE, 0), 1)
        line[_column(chart, point.day)] = _BARS[round(height * (len(_BARS) - 1))]
    return "".join(line).rstrip()
