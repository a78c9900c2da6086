"""The number leapt.

## What it shows
More than two fifths of the whole way in one step: something big happened, or the number is counted differently.

## Threshold
The last step between two readings is more than 0.4 of the way from baseline to target, towards the target.

## Facts
`step`, `value_before`, `since` the day of the reading before.

## Not flagged
A leap away from the target: `regression` speaks. The first reading, which has none before it.

## Source
Two fifths of a quarter's way in one check-in is rare; our choice.
"""

from __future__ import annotations

from coach.checkin.pace import measure_progress
from coach.checkin.shown import show_day, show_share
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_LEAP = 0.4
_TWO = 2


def check(standing: Standing) -> Hit | None:
    """Look at the last step."""
    if len(standing.readings) < _TWO:
        return None
    before, after = standing.readings[-2:]
    start, end = (measure_progress(standing.track, reading.value) for reading in (before, after))
    if start is None or end is None or end - start <= _LEAP + EDGE:
        return None
    step, value = show_share(end - start), with_unit(standing, before.value)
    facts = {"step": step, "value_before": value, "since": show_day(before.day)}
    message = f"from {value} to {with_unit(standing, after.value)} since {show_day(before.day)}"
    return Hit(f"{message}: {step} of the whole way in one step", facts)


SIGNAL = SignalRule("CI608", Severity.HINT, check)
