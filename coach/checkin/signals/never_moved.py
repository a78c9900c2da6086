"""A third of the cycle is over and the number has never left its baseline.

## What it shows
The work has not begun, or it does not move this number.

## Threshold
At least a third of the cycle is over, and every reading is the baseline.

## Facts
`times` that the baseline was reported, `since` the first reading.

## Not flagged
Key results without any reading, or with none for so long that `stale` speaks. A
number that moved and came back: `regression` speaks.

## Source
A third of the cycle is the end of its early stage; our choice.
"""

from __future__ import annotations

from coach.checkin.pace import is_old
from coach.checkin.shown import show_day, show_share
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_THIRD = 1 / 3


def check(standing: Standing) -> Hit | None:
    """Compare every reading with the baseline."""
    baseline = standing.track.baseline
    if (
        standing.elapsed < _THIRD
        or is_old(standing, standing.readings[-1].day)
        or any(reading.value != baseline for reading in standing.readings)
    ):
        return None
    times = len(standing.readings)
    facts = {"times": str(times), "since": show_day(standing.readings[0].day)}
    value = with_unit(standing, baseline)
    where = f"{times} readings, all {value}" if times > 1 else f"one reading, {value}"
    return Hit(f"{where}, the baseline; {show_share(standing.elapsed)} of the cycle is over", facts)


SIGNAL = SignalRule("CI609", Severity.WARNING, check)
