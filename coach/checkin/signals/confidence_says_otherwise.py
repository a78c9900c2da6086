"""Confidence and numbers tell different stories.

## What it shows
Either high confidence while the number does not move, or low confidence while it is on pace. Both times
somebody knows something that the numbers do not show, or has not looked.

## Threshold
After the first tenth of the cycle: confidence of 7 or more, and progress 0.30 or more behind, or still at the
baseline when a third of the cycle is over; or confidence of 4 or less and not `behind-pace`.

## Facts
`confidence`, and `contrast`: `high` or `low`.

## Not flagged
Confidence of 5 or 6, whatever the number does; a reached target with low confidence still counts as low.

## Source
0 to 10 is read as thirds: low, open, high. The thresholds are our choice.
"""

from __future__ import annotations

from coach.checkin.shown import show_confidence, show_share
from coach.checkin.signals._facts import with_unit
from coach.checkin.signals._pace import FROM, is_behind, shortfall
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_HIGH, _LOW = 7.0, 4.0
_FAR = 0.30
_THIRD = 1 / 3


def check(standing: Standing) -> Hit | None:
    """Compare the latest confidence with the pace."""
    said, gap = standing.confidence, shortfall(standing)
    if said is None or gap is None or standing.progress is None or standing.expected is None:
        return None
    if standing.elapsed <= FROM:
        return None
    confidence = show_confidence(said)
    value = with_unit(standing, standing.value)
    if said <= _LOW + EDGE and not is_behind(standing):
        message = f"confidence is {confidence} although {value} is {show_share(standing.progress)} of the way"
        return Hit(f"{message} and {show_share(standing.expected)} was due", {"contrast": "low"})
    if said < _HIGH - EDGE:
        return None
    if standing.elapsed >= _THIRD and standing.value == standing.track.baseline:
        return Hit(
            f"confidence is {confidence} while the value is still {value}, the baseline", {"contrast": "high"}
        )
    if gap >= _FAR - EDGE:
        message = f"confidence is {confidence} while {value} is {show_share(standing.progress)} of the way"
        return Hit(f"{message} and {show_share(standing.expected)} was due", {"contrast": "high"})
    return None


SIGNAL = SignalRule("CI606", Severity.WARNING, check)
