"""The words of the key result do not say what is meant.

## What it shows
A verb that runs against the values, two units, or a range without a start: people may work towards different
ends, and no reading can settle it.

## Threshold
The document says `increase` and gives a lower value (or the other way round), starts in one unit and ends in
another, or names a range such as `3 to 5 shops` and no start. As long as it does, there is no progress.

## Facts
`doubt`, what the key result says.

## Not flagged
Values that fields or the file of check-ins state; after the end of the cycle it is a hint.

## Source
To take one of two readings as the one that is meant would be to guess; our choice.
"""

from __future__ import annotations

from coach.checkin.signals._signal import Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity


def check(standing: Standing) -> Hit | None:
    """Ask the plan."""
    doubt = standing.track.doubt
    if not doubt:
        return None
    severity = Severity.HINT if standing.day > standing.track.cycle.end else None
    return Hit(f"it {doubt}, so no progress is measured", {"doubt": doubt}, severity)


SIGNAL = SignalRule("CI617", Severity.WARNING, check, needs_progress=False)
