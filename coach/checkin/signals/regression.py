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

from coach.checkin.signals._pace import last_step
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_STEP_BACK = 0.05


def check(standing: Standing) -> Hit | None:
    """Look at the last step."""
    step = last_step(standing)
    if step is None or -step.share <= _STEP_BACK + EDGE:
        return None
    return Hit(f"back {step.words}: {step.facts['step']} of the whole way", step.facts)


SIGNAL = SignalRule("CI610", Severity.WARNING, check)
