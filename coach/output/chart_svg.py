"""A chart as one SVG drawing. It loads nothing, and says in words what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from textwrap import wrap
from unicodedata import east_asian_width

from coach.domain.chart import Chart, Point, Tick
from coach.output.chart_text import tell_chance
from coach.output.place import make_visible

__all__ = ["LEGEND", "STYLE", "render_sample", "render_svg"]

_WIDE, _NARROW = 640, 400
_RIGHT = 14
_TITLE_SPACE, _TOP_SPACE, _PLOT = 58, 14, 150
_BELOW = 68
_LEGEND_SPACE = 30
_LEAST_LEFT, _MOST_LEFT, _GAP = 44, 126, 8
_CHARACTER, _BOLD, _WIDE_CHARACTER = 7.2, 9.2, 13.0
_LINE = 14
_LABEL_STEP = 20
_LINE_LENGTH = 84
_DATE_STEP, _YEAR_STEP = 30, 74
_LONG_CYCLE = 400
_FULL_CONFIDENCE = 10
_CONFIDENCE_HEIGHT = 24
_WIDEST_BAR = 6.0
_NO_XML = str.maketrans("", "", "\ufffe\uffff")

STYLE = """
.okr text{font:12px system-ui,"Segoe UI",Roboto,Arial,sans-serif;fill:#33404d}
.okr .title{font-weight:600;font-size:14px;fill:#16202a}
.okr .paper{fill:#fff}
.okr .nothing{paint-order:stroke;stroke:#fff;stroke-width:8px;stroke-linejoin:round}
.okr .axis{stroke:#c3ccd5;stroke-width:1}
.okr .today{stroke:#7a8794;stroke-width:1;stroke-dasharray:2 3}
.okr .target{stroke:#1d7a4b;stroke-width:1.5}
.okr .due{fill:none;stroke:#7a8794;stroke-width:1.5;stroke-dasharray:5 4}
.okr .band{fill:#2b6cb0;opacity:.16}
.okr .trend{fill:none;stroke:#2b6cb0;stroke-width:1.2;stroke-dasharray:1 3}
.okr .value{fill:none;stroke:#2b6cb0;stroke-width:2.2;stroke-linejoin:round}
.okr .dot{fill:#2b6cb0}
.okr .confidence{fill:#b7791f}
"""
"""Colours on white; a page that can be dark adds its own after these."""

LEGEND = (
    ("value", "value"),
    ("due", "due"),
    ("target", "target"),
    ("band", "where it heads"),
    ("today", "the day"),
    ("confidence", "confidence"),
)
"""What a sample shows, and what it is called."""


def render_svg(chart: Chart, *, number: int = 0, alone: bool = True) -> str:
    """The drawing, scaling with its container.

    Args:
        chart: What to draw.
        number: Makes ids unique where several drawings share a page.
        alone: Whether it stands for itself: 640 units wide, with title, chance, legend and style. In a page
            that has these it is 400 units wide, so that its text keeps its size in a column of a phone.
    """
    frame = _Frame(chart, alone)
    labelled = f'role="img" aria-labelledby="okr-t{number} okr-d{number}"'
    box = f'viewBox="0 0 {frame.width} {frame.height}"'
    parts = [
        f'<svg class="okr" xmlns="http://www.w3.org/2000/svg" {box} {labelled}>',
        f'<title id="okr-t{number}">{_say(_name(chart))}</title>',
        f'<desc id="okr-d{number}">{_say(chart.remark)}</desc>',
    ]
    if alone:
        parts.append(f"<style>{STYLE}</style>")
        parts.append(f'<rect class="paper" width="{frame.width}" height="{frame.height}"/>')
        title = _cut(_name(chart), frame.width - 2 * _RIGHT, _BOLD)
        parts.append(f'<text class="title" x="{_RIGHT}" y="20">{_say(title)}</text>')
        for place, line in enumerate(wrap(_flatten(tell_chance(chart)), _LINE_LENGTH)[:2]):
            parts.append(f'<text x="{_RIGHT}" y="{38 + 15 * place}">{_say(line)}</text>')
        parts.extend(_draw_legend(frame))
    parts += [*_draw_axes(chart, frame), *_draw_course(chart, frame), *_draw_confidence(chart, frame)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def render_sample(kind: str) -> str:
    """A small drawing for a legend in a page: one of the kinds in `LEGEND`."""
    return f'<svg class="okr" viewBox="0 0 26 12" aria-hidden="true">{_draw_sample(kind, 1, 6)}</svg>'


class _Frame:
    """Days and values to coordinates."""

    def __init__(self, chart: Chart, alone: bool) -> None:
        self.width = _WIDE if alone else _NARROW
        self.top = _TOP_SPACE + (_TITLE_SPACE if alone else 0)
        self.bottom = self.top + _PLOT
        self.confidence = self.bottom + _BELOW - 20
        self.height = self.bottom + (_BELOW if chart.confidence else _BELOW // 2)
        self.height += _LEGEND_SPACE if alone else 0
        labels = [tick.label for tick in chart.ticks] + (["confidence"] if chart.confidence else [])
        longest = max((_measure(label) for label in labels), default=0)
        self.left = round(min(max(longest + 2 * _GAP, _LEAST_LEFT), _MOST_LEFT))
        self.right = self.width - _RIGHT
        low, high = chart.bounds
        margin = (high - low) * 0.06
        self.low, self.high = low - margin, high + margin
        self.start = chart.start
        shown = [chart.end, *(point.day for point in (*chart.readings, *chart.confidence))]
        self.days = max((max(shown) - chart.start).days, 1)

    def x(self, day: date) -> float:
        share = min(max((day - self.start).days / self.days, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        return round(self.bottom - share * _PLOT, 1)

    def path(self, points: Sequence[tuple[date, float]]) -> str:
        return " ".join(f"{self.x(day)},{self.y(value)}" for day, value in points)


def _draw_axes(chart: Chart, frame: _Frame) -> Iterator[str]:
    labelled = _choose_labels(chart, frame)
    for tick in chart.ticks:
        y = frame.y(tick.value)
        kind = "target" if tick.value == chart.target else "axis"
        yield f'<line class="{kind}" x1="{frame.left}" y1="{y}" x2="{frame.right}" y2="{y}"/>'
        if tick in labelled:
            label = _cut(tick.label, frame.left - _GAP - 4, _CHARACTER)
            full = f"<title>{_say(tick.label)}</title>" if label != tick.label else ""
            place = f'x="{frame.left - _GAP}" y="{round(y + 4, 1)}"'
            yield f'<text {place} text-anchor="end">{_say(label)}{full}</text>'
    yield from _draw_months(chart, frame)
    if chart.start <= chart.day <= chart.end:
        x = frame.x(chart.day)
        low = frame.confidence if chart.confidence else frame.bottom
        yield f'<line class="today" x1="{x}" y1="{frame.top - 6}" x2="{x}" y2="{low}"/>'


def _choose_labels(chart: Chart, frame: _Frame) -> list[Tick]:
    """Ticks whose labels do not run into each other: the target first, then the ends, then the others."""
    ends = {tick.value for tick in (*chart.ticks[:1], *chart.ticks[-1:])}
    by_weight = sorted(chart.ticks, key=lambda tick: (tick.value != chart.target, tick.value not in ends))
    chosen: list[Tick] = []
    for tick in by_weight:
        if all(abs(frame.y(tick.value) - frame.y(other.value)) >= _LINE for other in chosen):
            chosen.append(tick)
    return chosen


def _draw_months(chart: Chart, frame: _Frame) -> Iterator[str]:
    is_long = (chart.end - chart.start).days > _LONG_CYCLE
    step = _YEAR_STEP if is_long else _DATE_STEP
    after: float = 0
    for day in _month_starts(chart.start, chart.end):
        x = frame.x(day)
        yield f'<line class="axis" x1="{x}" y1="{frame.bottom}" x2="{x}" y2="{frame.bottom + 5}"/>'
        if x >= after and x + step / 2 <= frame.width:
            after = x + step
            name = f"{day:%b %Y}" if is_long else f"{day:%b}"
            yield f'<text x="{x}" y="{frame.bottom + 18}">{name}</text>'


def _month_starts(start: date, end: date) -> Iterator[date]:
    day = start
    yield day
    while (day := (day.replace(day=1) + timedelta(days=32)).replace(day=1)) <= end:
        yield day


def _draw_course(chart: Chart, frame: _Frame) -> Iterator[str]:
    if chart.band:
        lower = [(point.day, point.low) for point in chart.band]
        upper = [(point.day, point.high) for point in reversed(chart.band)]
        yield f'<polygon class="band" points="{frame.path([*lower, *upper])}"/>'
        middle = [(point.day, point.middle) for point in chart.band]
        yield f'<polyline class="trend" points="{frame.path(middle)}"/>'
    if chart.due:
        yield f'<polyline class="due" points="{frame.path(_pairs(chart.due))}"/>'
    if chart.readings:
        yield f'<polyline class="value" points="{frame.path(_pairs(chart.readings))}"/>'
    else:
        x, y = (frame.left + frame.right) / 2, frame.top + _PLOT / 2 + 4
        yield f'<text class="nothing" x="{x}" y="{y}" text-anchor="middle">no value so far</text>'
    for point in chart.readings:
        yield (
            f'<circle class="dot" cx="{frame.x(point.day)}" cy="{frame.y(point.value)}" r="3.2">'
            f"<title>{_say(f'{point.day.isoformat()}: {point.shown}')}</title></circle>"
        )


def _draw_confidence(chart: Chart, frame: _Frame) -> Iterator[str]:
    if not chart.confidence:
        return
    low = frame.confidence
    yield f'<text x="{frame.left - _GAP}" y="{low}" text-anchor="end">confidence</text>'
    width = round(min(_WIDEST_BAR, (frame.right - frame.left) / len(chart.confidence) * 0.7), 1)
    before = float(frame.width) + _LABEL_STEP
    for point in reversed(chart.confidence):
        height = round(point.value / _FULL_CONFIDENCE * _CONFIDENCE_HEIGHT, 1)
        x, y = frame.x(point.day), round(low - height, 1)
        left = round(x - width / 2, 1)
        yield f'<rect class="confidence" x="{left}" y="{y}" width="{width}" height="{height}"/>'
        if before - x >= _LABEL_STEP:
            before = x
            yield f'<text x="{x}" y="{low + 13}" text-anchor="middle">{_say(point.shown)}</text>'


def _draw_legend(frame: _Frame) -> Iterator[str]:
    x, y = float(_RIGHT), frame.height - 12
    for kind, name in LEGEND:
        yield _draw_sample(kind, x, y - 4)
        yield f'<text x="{x + 30}" y="{y}">{name}</text>'
        x = round(x + 30 + _measure(name) + 12, 1)


def _draw_sample(kind: str, x: float, y: float) -> str:
    if kind == "band":
        return f'<rect class="band" x="{x}" y="{y - 5}" width="24" height="10"/>'
    if kind == "confidence":
        return f'<rect class="confidence" x="{x + 9}" y="{y - 5}" width="6" height="10"/>'
    if kind == "today":
        return f'<line class="today" x1="{x + 12}" y1="{y - 6}" x2="{x + 12}" y2="{y + 6}"/>'
    dot = f'<circle class="dot" cx="{x + 12}" cy="{y}" r="3.2"/>' if kind == "value" else ""
    return f'<line class="{kind}" x1="{x}" y1="{y}" x2="{x + 24}" y2="{y}"/>{dot}'


def _name(chart: Chart) -> str:
    return ": ".join(part for part in (chart.team, chart.title) if part)


def _pairs(points: Sequence[Point]) -> list[tuple[date, float]]:
    return [(point.day, point.value) for point in points]


def _measure(text: str, character: float = _CHARACTER) -> float:
    """About how wide a text is, in units."""
    return sum(_WIDE_CHARACTER if east_asian_width(each) in "WF" else character for each in text)


def _cut(text: str, width: float, character: float) -> str:
    if _measure(text, character) <= width:
        return text
    while text and _measure(text, character) + character > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _say(text: str) -> str:
    """User text as text of XML, without the characters that XML cannot hold."""
    return escape(make_visible(_flatten(text)).translate(_NO_XML))


def _flatten(text: str) -> str:
    return " ".join(text.split())
