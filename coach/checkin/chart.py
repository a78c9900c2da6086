"""What a chart of one key result shows, computed from its standing; drawing is left to the output room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, isclose, log10

from coach.checkin.pace import expect, has_progress, is_task
from coach.checkin.risk import estimate_risk
from coach.checkin.shown import show_confidence, show_day, show_number, show_value
from coach.checkin.subjects import name_track
from coach.checkin.trend import carry_on, to_value
from coach.checkin.whole import counts_whole_things
from coach.domain.chart import BandPoint, Chart, Point, Tick
from coach.domain.checkin import KeyResultKind, Standing, Track

__all__ = ["draw_up"]

_STEPS = 12
_WHOLE = 100.0
_FAR = 0.25
_TOO_WIDE = 2
_LONGEST_LABEL = 10


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
        track=track.id,
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
        risk=estimate_risk(standing),
    )


def _due(standing: Standing) -> tuple[Point, ...]:
    track = standing.track
    if not has_progress(track):
        return ()
    cycle = track.cycle
    if track.expected:
        return tuple(_steps(track))
    days = [cycle.start + timedelta(days=cycle.days) * step / _STEPS for step in range(_STEPS + 1)]
    return tuple(_due_on(track, day, expect(track, day)) for day in days)


def _steps(track: Track) -> Iterator[Point]:
    """What is due holds until the day of the next step, and leaps there."""
    cycle = track.cycle
    due = expect(track, cycle.start)
    yield _due_on(track, cycle.start, due)
    for day, _ in track.expected:
        if cycle.start < day <= cycle.end:
            yield _due_on(track, day, due)
            due = expect(track, day)
            yield _due_on(track, day, due)
    yield _due_on(track, cycle.end, due)


def _due_on(track: Track, day: date, progress: float) -> Point:
    value = to_value(track, progress) or 0.0
    return Point(day, value, show_value(value, track.unit))


def _band(standing: Standing) -> tuple[BandPoint, ...]:
    trend = carry_on(standing)
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
    """A computed value with no more digits than the step from baseline to target gives sense to.

    Whole things stay whole: `about 9`.
    """
    track = standing.track
    if counts_whole_things(standing):
        shown = show_value(round(value), track.unit)
        return shown if isclose(value, round(value)) else f"about {shown}"
    step = abs((track.target or 0) - (track.baseline or 0)) or 1.0
    return show_value(round(value, 2 - ceil(log10(step))), track.unit)


def _ticks(standing: Standing, readings: tuple[Point, ...]) -> tuple[Tick, ...]:
    track = standing.track
    stated = (track.baseline, track.target, *track.band, *(share for _, share in track.zones))
    values = {value for value in stated if value is not None}
    if readings:
        ends = {min(point.value for point in readings), max(point.value for point in readings)}
        has_ends = len(values) > 1
        values |= {end for end in ends if _is_far(end, values)} if has_ends else ends
    return tuple(Tick(value, _label(value, track.unit)) for value in sorted(values))


def _label(value: float, unit: str) -> str:
    """A value for an axis: with its unit where that is short."""
    shown = show_value(value, unit)
    return shown if len(shown) <= _LONGEST_LABEL else show_number(value)


def _is_far(value: float, values: set[float]) -> bool:
    """Whether a value lies so far outside the others that the axis would not tell how far."""
    low, high = min(values), max(values)
    margin = (high - low) * _FAR
    return not low - margin <= value <= high + margin


def _tell(standing: Standing, band: tuple[BandPoint, ...]) -> str:
    """The unit is said once, with the value."""
    track = standing.track
    if standing.value is None:
        return "No value so far."
    if is_task(standing):
        return f"{'Done' if standing.value else 'Open'} on {show_day(standing.readings[-1].day)}."
    unit = f" {track.unit}"
    parts = [f"{show_value(standing.value, track.unit)} on {show_day(standing.readings[-1].day)}"]
    if track.target is not None:
        parts.append(f"target {show_value(track.target, track.unit).removesuffix(unit)}")
    if track.kind is KeyResultKind.MAINTAIN and (held := _tell_band(track)):
        parts.append(held)
    if standing.expected is not None:
        due = to_value(track, standing.expected)
        if due is not None:
            shown = _show_near(standing, due).removesuffix(unit)
            parts.append(f"{shown} due by {show_day(standing.day)}")
    if band:
        parts.append(_tell_trend(standing, band[-1]))
    return "; ".join(parts) + "."


def _tell_trend(standing: Standing, end: BandPoint) -> str:
    track = standing.track
    values = [entry.value for entry in standing.readings if entry.value is not None]
    values += [value for value in (track.baseline, track.target) if value is not None]
    if end.high - end.low > _TOO_WIDE * (max(values) - min(values)):
        return "the readings vary too much to tell where it ends"
    low, high = (_show_near(standing, value).removesuffix(f" {track.unit}") for value in (end.low, end.high))
    if low.removeprefix("about ") == high.removeprefix("about "):
        return f"the trend ends at {max(low, high, key=len)}"
    return f"the trend ends between {low} and {high.removeprefix('about ')}"


def _tell_band(track: Track) -> str:
    low, high = (None if end is None else show_value(end, track.unit) for end in track.band)
    if low and high:
        return f"to be held between {low} and {high}"
    if low or high:
        return f"to be held at {low} or above" if low else f"to be held at {high} or below"
    return ""
