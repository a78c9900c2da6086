"""Nobody has said anything about the key result for too long.

## What it shows
No check-in, not even one without a value, since the last one or since the start of the cycle.

## Threshold
More than 1.5 times the rhythm: 11 days or more when check-ins are weekly, 22 when they are every two weeks,
46 when they are monthly. After the end of the cycle it does not fire. Where the target is reached it is only
a hint.

## Facts
`days` since the last check-in, `since` its day, `rhythm`.

## Not flagged
A check-in with a note only counts as an update.

## Source
One missed check-in may be a holiday; half a rhythm of grace tells it from silence. The factor is our choice.
"""

from __future__ import annotations

from coach.checkin.pace import GRACE
from coach.checkin.shown import show_day, show_days
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Rhythm, Standing
from coach.domain.finding import Severity

_EVERY = {Rhythm.WEEKLY: "every week", Rhythm.BIWEEKLY: "every two weeks", Rhythm.MONTHLY: "every month"}


def check(standing: Standing) -> Hit | None:
    """Find silence."""
    cycle = standing.track.cycle
    if standing.day > cycle.end:
        return None
    last = standing.updates[-1].day if standing.updates else cycle.start
    days = (standing.day - last).days
    if days <= GRACE * cycle.rhythm.days + EDGE:
        return None
    rhythm = _EVERY[cycle.rhythm]
    facts = {"days": show_days(days), "since": show_day(last), "rhythm": rhythm}
    reached = standing.progress is not None and standing.progress >= 1
    severity = Severity.HINT if reached else None
    if not standing.updates:
        message = f"no check-in at all, {show_days(days)} after the start; check-ins are due {rhythm}"
        return Hit(message, facts, severity)
    message = f"no update for {show_days(days)}, since {show_day(last)}; check-ins are due {rhythm}"
    return Hit(message, facts, severity)


SIGNAL = SignalRule("CI601", Severity.WARNING, check, needs_progress=False)
