"""As it is going, the key result will not get there.

## What it shows
The last reading, carried on to the end of the cycle as all readings went so far. The slope is the median of
those between all pairs of readings (Theil-Sen), so that one odd reading does not bend the line.

## Threshold
At least four readings, and the line ends below 0.7 of the way, or below the full target where the key result
is committed. It is a warning where the whole 90% interval of the line ends below, else a hint.

## Facts
`projected` value at the end of the cycle, `projected_progress`, `projected_low` and `projected_high` progress
at the ends of the interval, `goal`.

## Not flagged
Three readings or fewer: a line through them says little. A target that is reached; a task without zones,
which is done or not.

## Source
Theil (1950) and Sen (1968) for the line and its interval. About 0.7 is a strong result for an aspirational
key result, 1.0 is expected of a committed one (Google re:Work, "Set goals with OKRs").
"""

from __future__ import annotations

from coach.checkin.shown import show_share
from coach.checkin.signals._facts import goal_phrase, with_unit
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.checkin.trend import carry_on, to_value
from coach.checkin.whole import counts_whole_things, show_whole
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_DIGITS = 3


def check(standing: Standing) -> Hit | None:
    """Carry the trend on to the end of the cycle."""
    trend = carry_on(standing)
    goal = standing.track.type.strong_grade
    if trend is None:
        return None
    projected, low, high = trend.at(1.0)
    if projected >= goal - EDGE:
        return None
    facts = {
        "projected": _show(standing, projected),
        "projected_progress": show_share(projected),
        "projected_low": show_share(low),
        "projected_high": show_share(high),
        "goal": show_share(goal),
    }
    message = (
        f"as {trend.readings} readings went so far, it ends near {facts['projected']} "
        f"({facts['projected_progress']} of the way, {facts['projected_low']} to {facts['projected_high']}); "
        f"it is meant to reach {goal_phrase(standing)}"
    )
    return Hit(message, facts, Severity.WARNING if high < goal else Severity.HINT)


def _show(standing: Standing, progress: float) -> str:
    """The projected value, no finer than three digits, and whole where whole things are counted."""
    value = to_value(standing.track, progress)
    if value is None:
        return ""
    rounded = float(f"{value:.{_DIGITS}g}")
    return show_whole(standing, rounded) if counts_whole_things(standing) else with_unit(standing, rounded)


SIGNAL = SignalRule("CI604", Severity.WARNING, check)
