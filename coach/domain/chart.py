"""The course of one key result, ready to be drawn: values, what was due, where it heads, confidence."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from coach.domain.checkin import Risk

__all__ = ["BandPoint", "Chart", "Point", "Tick"]


class Point(NamedTuple):
    """A value on a day, with the value as it is shown."""

    day: date
    value: float
    shown: str


class BandPoint(NamedTuple):
    """Where the trend heads on a day: lowest, middle and highest value of its interval."""

    day: date
    low: float
    middle: float
    high: float


class Tick(NamedTuple):
    """A mark on the value axis."""

    value: float
    label: str


class Chart(NamedTuple):
    """One chart.

    Attributes:
        track: Id of the key result.
        title: What the key result is called.
        team: Name of the team.
        start: First day of the cycle.
        end: Last day of the cycle.
        day: The day that is looked at.
        readings: Values over time.
        due: What was expected over time; empty where there is no progress to expect.
        band: Where the trend heads; empty with too few readings.
        confidence: Confidence 0..10 over time.
        ticks: Marks on the value axis, ascending, baseline and target among them.
        target: The value that is aimed at; `None` where unknown.
        remark: One sentence for those who do not see the drawing.
        risk: The chance that it gets there.
    """

    track: str
    title: str
    team: str
    start: date
    end: date
    day: date
    readings: tuple[Point, ...]
    due: tuple[Point, ...]
    band: tuple[BandPoint, ...]
    confidence: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    target: float | None
    remark: str
    risk: Risk

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest value to show; never equal.

        A trend may be so uncertain that its interval would press all else into a line: it gets half of the
        height that the rest takes, above and below, and is cut there.
        """
        values = [tick.value for tick in self.ticks]
        values += [point.value for point in (*self.readings, *self.due)]
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        room = (high - low) / 2
        for point in self.band:
            low, high = (
                min(low, max(point.low, min(values) - room)),
                max(high, min(point.high, max(values) + room)),
            )
        return (low, high) if high > low else (low - 1, high + 1)
