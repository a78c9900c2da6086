"""What a chart of one key result shows, computed from its standing; drawing is left to the output room."""

from __future__ import annotations

from datetime import timedelta
from math import ceil, log10

from coach.checkin.pace import expect, has_progress
from coach.checkin.shown import show_confidence, show_day, show_value
from coach.checkin.subjects import name_track
from coach.checkin.trend import fit_trend, to_value
from coach.domain.chart import BandPoint, Chart, Point, Tick
from coach.domain.checkin import Standing

__all__ = ["draw_up"]

_STEPS = 12
_WHOLE = 100.0


def draw_up(standing: Standing) -> Chart:
    """The chart of one key result on its day."""
    track = standing.track
    shown = [(entry.day, entry.value) for entry in standing.readings if entry.value is not None]
    readings = tuple(Point(day, value, show_value(value, track.unit)) for day, value in shown)
    confidence = tuple(
        Point(entry.day, entry.confidence, show_confidence(entry.confidence))
        for entry in standing.updates
        if entry.confidence is not None
    )
    band = _band(standing)
    return Chart(
        title=name_track(track),
        team=track.team,
        start=track.cycle.start,
        end=track.cycle.end,
        day=standing.day,
        readings=readings,
        due=_due(standing),
        band=band,
        confidence=confidence,
        ticks=_ticks(standing, readings),
        target=track.target,
        remark=_tell(standing, band),
    )


def _due(standing: Standing) -> tuple[Point, ...]:
    track = standing.track
    if not has_progress(track):
        return ()
    days = [
        track.cycle.start + timedelta(days=track.cycle.days) * step / _STEPS for step in range(_STEPS + 1)
    ]
    if track.expected:
        days = sorted({track.cycle.start, *(day for day, _ in track.expected), track.cycle.end})
    points = []
    for day in days:
        value = to_value(track, expect(track, day))
        if value is not None:
            points.append(Point(day, value, show_value(value, track.unit)))
    return tuple(points)


def _band(standing: Standing) -> tuple[BandPoint, ...]:
    trend = fit_trend(standing)
    cycle = standing.track.cycle
    if trend is None or standing.day >= cycle.end:
        return ()
    points = []
    for day in (standing.day, cycle.end):
        values = [to_value(standing.track, progress) for progress in trend.at(cycle.elapsed(day))]
        known = [_keep_possible(standing, value) for value in values if value is not None]
        points.append(BandPoint(day, min(known), known[0], max(known)))
    return tuple(points)


def _keep_possible(standing: Standing, value: float) -> float:
    """A trend may run below 0 or over 100%; such values do not exist where no reading is one."""
    values = [entry.value for entry in standing.readings if entry.value is not None]
    if min(values) >= 0:
        value = max(value, 0.0)
    if standing.track.unit == "%" and max(values) <= _WHOLE:
        value = min(value, _WHOLE)
    return value


def _show_near(standing: Standing, value: float) -> str:
    """A computed value with no more digits than the step from baseline to target gives sense to."""
    track = standing.track
    step = abs((track.target or 0) - (track.baseline or 0)) or 1.0
    digits = max(2 - ceil(log10(step)), 0)
    return show_value(round(value, digits), track.unit)


def _ticks(standing: Standing, readings: tuple[Point, ...]) -> tuple[Tick, ...]:
    track = standing.track
    values = {value for value in (track.baseline, track.target, *track.band) if value is not None}
    if len(values) < 2 and readings:  # noqa: PLR2004 - an axis needs two ends
        values |= {min(point.value for point in readings), max(point.value for point in readings)}
    return tuple(Tick(value, show_value(value, track.unit)) for value in sorted(values))


def _tell(standing: Standing, band: tuple[BandPoint, ...]) -> str:
    track = standing.track
    if standing.value is None:
        return "No value so far."
    parts = [f"{show_value(standing.value, track.unit)} on {show_day(standing.readings[-1].day)}"]
    if track.target is not None:
        parts.append(f"target {show_value(track.target, track.unit)}")
    if standing.expected is not None:
        due = to_value(track, standing.expected)
        if due is not None:
            parts.append(f"{_show_near(standing, due)} were due by {show_day(standing.day)}")
    if band:
        low, high = _show_near(standing, band[-1].low), _show_near(standing, band[-1].high)
        parts.append(
            f"the trend ends between {low} and {high}" if low != high else f"the trend ends at {low}"
        )
    return "; ".join(parts) + "."
