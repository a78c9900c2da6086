"""The number went the wrong way.

## What it shows
The latest reading is worse than the one before.

## Threshold
The last step goes against the direction by more than 0.05 of the way from baseline to target.

## Facts
`step`, `value_before`, `since` the day of the reading before.

## Not flagged
A smaller step back: numbers waver.

## Source
A twentieth of the way tells a step back from noise for most of the numbers that teams choose; our choice.
"""

from __future__ import annotations

from coach.checkin.pace import measure_progress
from coach.checkin.shown import show_day, show_share
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_STEP_BACK = 0.05
_TWO = 2


def check(standing: Standing) -> Hit | None:
    """Look at the last step."""
    if len(standing.readings) < _TWO:
        return None
    before, after = standing.readings[-2:]
    start, end = (measure_progress(standing.track, reading.value) for reading in (before, after))
    if start is None or end is None or start - end <= _STEP_BACK + EDGE:
        return None
    step, value = show_share(start - end), with_unit(standing, before.value)
    facts = {"step": step, "value_before": value, "since": show_day(before.day)}
    message = f"back from {value} to {with_unit(standing, after.value)} since {show_day(before.day)}"
    return Hit(f"{message}: {step} of the whole way", facts)


SIGNAL = SignalRule("CI610", Severity.WARNING, check)
