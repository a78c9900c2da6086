"""The number stopped moving.

## What it shows
It moved before and stands still now: the first measure has run its course, or nobody works on it.

## Threshold
The last three readings are equal, or the readings of the last 21 days or more; and they are not the baseline.

## Facts
`times` that the value was reported in a row, `since` the first of them, `days` since then.

## Not flagged
A value that still is the baseline (`never-moved` speaks), and one at or past the target: it is there.

## Source
Three equal readings are more than chance for a number that moves; our choice.
"""

from __future__ import annotations

from coach.checkin.shown import show_day, show_days
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_READINGS, _DAYS = 3, 21


def check(standing: Standing) -> Hit | None:
    """Count the equal readings at the end."""
    if standing.value == standing.track.baseline or (standing.progress or 0.0) >= 1 - EDGE:
        return None
    first = last = standing.readings[-1]
    times = 0
    for reading in reversed(standing.readings):
        if reading.value != standing.value:
            break
        first, times = reading, times + 1
    if times < _READINGS and (last.day - first.day).days < _DAYS:
        return None
    value, days = with_unit(standing, standing.value), show_days((standing.day - first.day).days)
    facts = {"times": str(times), "since": show_day(first.day), "days": days}
    return Hit(f"{value} in each of the last {times} readings, since {show_day(first.day)}", facts)


SIGNAL = SignalRule("CI607", Severity.WARNING, check)
