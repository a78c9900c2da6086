"""The target was reached before half of the cycle was over.

## What it shows
A target that was too easy, or one that was overtaken. For an aspirational key result that means it asked too
little; for a committed one it frees time for others.

## Threshold
A reading before half of the cycle is at or past the target, and so is the latest one.

## Facts
`reached` the day of that first reading, `reached_value` its value.

## Not flagged
A target that is reached in the second half.

## Source
Grades that are always 1.0 show that too little is asked (Google re:Work, "Set goals with OKRs"). Half is our
choice.
"""

from __future__ import annotations

from coach.checkin.pace import measure_progress
from coach.checkin.shown import show_day, show_share
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import CheckIn, OkrType, Standing
from coach.domain.finding import Severity

_HALF = 0.5


def check(standing: Standing) -> Hit | None:
    """Find the first reading at the target."""
    track = standing.track
    if (standing.progress or 0.0) < 1 - EDGE:
        return None
    first = next((reading for reading in standing.readings if _is_there(standing, reading)), None)
    if first is None or track.cycle.elapsed(first.day) >= _HALF:
        return None
    meaning = "it asked too little" if track.type is OkrType.ASPIRATIONAL else "time is free for others"
    message = (
        f"the target of {with_unit(standing, track.target)} was reached on {show_day(first.day)}, "
        f"{show_share(track.cycle.elapsed(first.day))} into the cycle: {meaning}"
    )
    return Hit(message, {"reached": show_day(first.day), "reached_value": with_unit(standing, first.value)})


def _is_there(standing: Standing, reading: CheckIn) -> bool:
    progress = measure_progress(standing.track, reading.value)
    return progress is not None and progress >= 1 - EDGE


SIGNAL = SignalRule("CI616", Severity.HINT, check)
