"""Nobody knows where the number started.

## What it shows
Without a baseline there is no progress: a value of 40 may be far or nothing.

## Threshold
A key result of the kind metric has no baseline, and its cycle has begun.

## Facts
The common ones.

## Not flagged
Milestones, values to maintain, key results whose purpose is to measure for the first time, and those that
`unclear-plan` asks about.

## Source
progress = (value - baseline) / (target - baseline).
"""

from __future__ import annotations

from coach.checkin.shown import show_day
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import Hit, SignalRule
from coach.domain.checkin import KeyResultKind, Standing
from coach.domain.finding import Severity


def check(standing: Standing) -> Hit | None:
    """Look for the baseline."""
    track = standing.track
    if track.kind is not KeyResultKind.METRIC or track.baseline is not None or track.doubt:
        return None
    aim = f" of the way to {with_unit(standing, track.target)}" if track.target is not None else ""
    if not standing.readings:
        return Hit(f"no baseline and no reading yet, so nobody can say how much{aim} is done")
    first = standing.readings[0]
    message = f"no baseline, so nobody can say how much{aim} is done"
    return Hit(
        f"{message}; the first reading was {with_unit(standing, first.value)} on {show_day(first.day)}"
    )


SIGNAL = SignalRule("CI613", Severity.WARNING, check, needs_progress=False)
