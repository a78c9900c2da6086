"""Where the readings of a key result are heading: a robust line with an interval.

The line is Theil-Sen: the median of the slopes between all pairs of readings, with the median intercept. One
odd reading does not bend it. The interval of the slope takes the ranks of Sen (1968), "Estimates of the
regression coefficient based on Kendall's tau", at 90%.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from coach.checkin.pace import measure_progress
from coach.domain.checkin import KeyResultKind, Standing, Track

__all__ = ["MIN_READINGS", "Trend", "carry_on", "fit_trend", "to_value"]

MIN_READINGS = 4
"""Fewer readings make no trend."""
_MOST_READINGS = 60
_Z = 1.645


class Trend(NamedTuple):
    """A line through the progress of a key result; time is 0 at the start of the cycle and 1 at its end.

    Attributes:
        slope: Progress per whole cycle.
        intercept: Progress at the start.
        slope_low: Lower end of the 90% interval of the slope.
        slope_high: Upper end.
        low_intercept: Intercept that goes with `slope_low`.
        high_intercept: Intercept that goes with `slope_high`.
        readings: Readings that it rests on.
    """

    slope: float
    intercept: float
    slope_low: float
    slope_high: float
    low_intercept: float
    high_intercept: float
    readings: int

    def at(self, elapsed: float) -> tuple[float, float, float]:
        """Progress at a time: middle, low, high."""
        middle = self.intercept + self.slope * elapsed
        ends = (
            self.low_intercept + self.slope_low * elapsed,
            self.high_intercept + self.slope_high * elapsed,
        )
        return middle, min(middle, *ends), max(middle, *ends)


def fit_trend(standing: Standing) -> Trend | None:
    """The trend of the readings; `None` with fewer than four, or where progress does not exist.

    More than sixty readings are thinned evenly to sixty, the last one kept.
    """
    if len(standing.readings) < MIN_READINGS or standing.progress is None:
        return None
    track = standing.track
    start, days = track.cycle.start.toordinal(), track.cycle.days
    readings = standing.readings
    if len(readings) > _MOST_READINGS:
        step = len(readings) / _MOST_READINGS
        readings = tuple(readings[int((place + 1) * step) - 1] for place in range(_MOST_READINGS))
    times = [(reading.day.toordinal() - start) / days for reading in readings]
    values = [measure_progress(track, reading.value) or 0.0 for reading in readings]
    return _fit(times, values)


def carry_on(standing: Standing) -> Trend | None:
    """The slope of the readings laid through the last of them: where it leads from what is known now.

    Returns:
        `None` where there is no trend, for a task that is done or not, and where the target is reached.
    """
    progress, track = standing.progress, standing.track
    is_all_or_nothing = track.kind is KeyResultKind.MILESTONE and not track.zones
    if is_all_or_nothing or progress is None or progress >= 1:
        return None
    trend = fit_trend(standing)
    if trend is None:
        return None
    read = track.cycle.elapsed(standing.readings[-1].day)
    return trend._replace(
        intercept=progress - trend.slope * read,
        low_intercept=progress - trend.slope_low * read,
        high_intercept=progress - trend.slope_high * read,
    )


def _fit(times: list[float], values: list[float]) -> Trend:
    count = len(times)
    slopes = sorted(
        (values[later] - values[earlier]) / (times[later] - times[earlier])
        for later in range(1, count)
        for earlier in range(later)
    )
    slope = _median(slopes)
    spread = _Z * sqrt(count * (count - 1) * (2 * count + 5) / 18)
    low = slopes[max(round((len(slopes) - spread) / 2) - 1, 0)]
    high = slopes[min(round((len(slopes) + spread) / 2), len(slopes) - 1)]
    intercept, low_intercept, high_intercept = (
        _median(sorted(value - each * time for time, value in zip(times, values, strict=True)))
        for each in (slope, low, high)
    )
    return Trend(slope, intercept, low, high, low_intercept, high_intercept, count)


def _median(ordered: list[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def to_value(track: Track, progress: float) -> float | None:
    """The value that a progress stands for; `None` where baseline or target is unknown."""
    if track.baseline is None or track.target is None:
        return None
    return track.baseline + progress * (track.target - track.baseline)
