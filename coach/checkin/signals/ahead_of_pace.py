"""Progress is well ahead of what was due by now.

## What it shows
A target that may have been too easy, a number that jumped for another reason, or something that went better
than anybody thought and is worth copying.

## Threshold
Progress is at least 0.20 ahead of what was due.

## Facts
`gap` between progress and expected in percentage points.

## Not flagged
Key results without progress, as for `behind-pace`.

## Source
Wider than `behind-pace`, since being ahead needs no help; our choice.
"""

from __future__ import annotations

from coach.checkin.signals._facts import where_it_stands
from coach.checkin.signals._pace import shortfall
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_AHEAD = 0.20


def check(standing: Standing) -> Hit | None:
    """Compare progress with what was due."""
    gap = shortfall(standing)
    if gap is None or -gap < _AHEAD - EDGE:
        return None
    points = f"{round(-100 * gap)} points"
    message = f"{where_it_stands(standing)}: {points} ahead"
    return Hit(message, {"gap": points})


SIGNAL = SignalRule("CI603", Severity.HINT, check)
