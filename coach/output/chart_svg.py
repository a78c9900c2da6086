"""A chart as one SVG drawing. It carries its own styles, loads nothing, and says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from coach.domain.chart import Chart, Point

__all__ = ["render_svg"]

_WIDTH, _HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 86, 16, 40, 190
_CONFIDENCE_TOP, _CONFIDENCE_BOTTOM = 214, 238
_FULL_CONFIDENCE = 10
_TITLE_LENGTH = 78
_STYLE = """
.okr text{font:12px system-ui,sans-serif;fill:#33404d}
.okr .title{font-weight:600;font-size:14px;fill:#16202a}
.okr .axis{stroke:#c3ccd5;stroke-width:1}
.okr .today{stroke:#7a8794;stroke-width:1;stroke-dasharray:2 3}
.okr .target{stroke:#1d7a4b;stroke-width:1.5}
.okr .due{fill:none;stroke:#7a8794;stroke-width:1.5;stroke-dasharray:5 4}
.okr .band{fill:#2b6cb0;opacity:.16}
.okr .trend{fill:none;stroke:#2b6cb0;stroke-width:1;stroke-dasharray:1 3}
.okr .value{fill:none;stroke:#2b6cb0;stroke-width:2.2;stroke-linejoin:round}
.okr .dot{fill:#2b6cb0}
.okr .confidence{fill:#b7791f}
@media (prefers-color-scheme:dark){.okr text{fill:#c9d3dd}.okr .title{fill:#eef3f7}.okr .axis{stroke:#44515e}}
"""


def render_svg(chart: Chart, *, number: int = 0) -> str:
    """The drawing, 640 by 260 units, scaling with its container.

    Args:
        chart: What to draw.
        number: Makes ids unique where several drawings share a page.
    """
    scale = _Scale(chart)
    labelled = f'role="img" aria-labelledby="okr-t{number} okr-d{number}"'
    parts = [
        f'<svg class="okr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {labelled}>',
        f'<title id="okr-t{number}">{escape(chart.title)}</title>',
        f'<desc id="okr-d{number}">{escape(chart.remark)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<text class="title" x="{_LEFT}" y="18">{escape(_cut(chart.title))}</text>',
        *_draw_axes(chart, scale),
        *_draw_course(chart, scale),
        *_draw_confidence(chart, scale),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Scale:
    """Days and values to coordinates."""

    def __init__(self, chart: Chart) -> None:
        self.low, self.high = chart.bounds
        margin = (self.high - self.low) * 0.06
        self.low, self.high = self.low - margin, self.high + margin
        self.start = chart.start
        self.days = max((max(chart.end, *_days(chart)) - chart.start).days, 1)

    def x(self, day: date) -> float:
        return round(_LEFT + (day - self.start).days / self.days * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        return round(_BOTTOM - (value - self.low) / (self.high - self.low) * (_BOTTOM - _TOP), 1)

    def path(self, points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def _days(chart: Chart) -> list[date]:
    return [chart.start, *(point.day for point in (*chart.readings, *chart.confidence))]


def _draw_axes(chart: Chart, scale: _Scale) -> Iterator[str]:
    right = _WIDTH - _RIGHT
    for tick in chart.ticks:
        y = scale.y(tick.value)
        kind = "target" if tick.value == chart.target else "axis"
        yield f'<line class="{kind}" x1="{_LEFT}" y1="{y}" x2="{right}" y2="{y}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{escape(tick.label)}</text>'
    for day in _month_starts(chart.start, chart.end):
        x = scale.x(day)
        yield f'<line class="axis" x1="{x}" y1="{_BOTTOM}" x2="{x}" y2="{_BOTTOM + 5}"/>'
        yield f'<text x="{x}" y="{_BOTTOM + 18}">{day:%b}</text>'
    if chart.start <= chart.day <= chart.end:
        x = scale.x(chart.day)
        yield f'<line class="today" x1="{x}" y1="{_TOP - 8}" x2="{x}" y2="{_CONFIDENCE_BOTTOM}"/>'


def _month_starts(start: date, end: date) -> Iterator[date]:
    day = start
    yield day
    while (day := (day.replace(day=1) + timedelta(days=32)).replace(day=1)) <= end:
        yield day


def _draw_course(chart: Chart, scale: _Scale) -> Iterator[str]:
    if chart.band:
        lower = [(point.day, point.low) for point in chart.band]
        upper = [(point.day, point.high) for point in reversed(chart.band)]
        yield f'<polygon class="band" points="{scale.path([*lower, *upper])}"/>'
        middle = [(point.day, point.middle) for point in chart.band]
        yield f'<polyline class="trend" points="{scale.path(middle)}"/>'
    if chart.due:
        yield f'<polyline class="due" points="{scale.path(_pairs(chart.due))}"/>'
    if chart.readings:
        yield f'<polyline class="value" points="{scale.path(_pairs(chart.readings))}"/>'
    for point in chart.readings:
        label = escape(f"{point.day.isoformat()}: {point.shown}")
        yield (
            f'<circle class="dot" cx="{scale.x(point.day)}" cy="{scale.y(point.value)}" r="3.2">'
            f"<title>{label}</title></circle>"
        )


def _draw_confidence(chart: Chart, scale: _Scale) -> Iterator[str]:
    if not chart.confidence:
        return
    yield f'<text x="{_LEFT - 8}" y="{_CONFIDENCE_BOTTOM}" text-anchor="end">confidence</text>'
    for point in chart.confidence:
        height = round(point.value / _FULL_CONFIDENCE * (_CONFIDENCE_BOTTOM - _CONFIDENCE_TOP), 1)
        x, y = scale.x(point.day), round(_CONFIDENCE_BOTTOM - height, 1)
        yield f'<rect class="confidence" x="{x - 3}" y="{y}" width="6" height="{height}"/>'
        yield (
            f'<text x="{x}" y="{_CONFIDENCE_BOTTOM + 14}" text-anchor="middle">{escape(point.shown)}</text>'
        )


def _pairs(points: Sequence[Point]) -> list[tuple[date, float]]:
    return [(point.day, point.value) for point in points]


def _cut(text: str) -> str:
    return text if len(text) <= _TITLE_LENGTH else text[: _TITLE_LENGTH - 1] + "…"
