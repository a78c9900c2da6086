"""Progress is well behind what was due by now.

## What it shows
The share of the way from baseline to target that is done, against the share that was due: the elapsed share
of the cycle, or the steps that the key result states. After the end of the cycle the whole way was due.

## Threshold
More than a tenth of the cycle is over, and progress is at least 0.15 behind. From 0.30 on it is an error
where the key result is committed.

## Facts
`gap` between expected and progress in percentage points.

## Not flagged
Key results without a baseline, with a target that equals it, to maintain or to measure for the first time:
they have no progress.

## Source
Linear pace is the plainest expectation, and wrong for work that lands late: state steps where that is so.
0.15 is two weeks of a quarter, enough to see and early enough to act; our choice.
"""

from __future__ import annotations

from coach.checkin.signals._facts import where_it_stands
from coach.checkin.signals._pace import is_behind, shortfall
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import OkrType, Standing
from coach.domain.finding import Severity

_FAR = 0.30


def check(standing: Standing) -> Hit | None:
    """Compare progress with what was due."""
    gap = shortfall(standing)
    if gap is None or not is_behind(standing):
        return None
    points = f"{round(100 * gap)} points"
    committed = standing.track.type is OkrType.COMMITTED
    message = f"{where_it_stands(standing)}: {points} behind"
    severe = committed and gap >= _FAR - EDGE
    return Hit(message, {"gap": points}, Severity.ERROR if severe else None)


SIGNAL = SignalRule("CI602", Severity.WARNING, check)
