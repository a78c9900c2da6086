"""The number leapt.

## What it shows
More than two fifths of the whole way in one step: something big happened, or the number is counted
differently.

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

from coach.checkin.signals._pace import last_step
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_LEAP = 0.4


def check(standing: Standing) -> Hit | None:
    """Look at the last step."""
    step = last_step(standing)
    if step is None or step.share <= _LEAP + EDGE:
        return None
    return Hit(f"{step.words}: {step.facts['step']} of the whole way in one step", step.facts)


SIGNAL = SignalRule("CI608", Severity.HINT, check)
