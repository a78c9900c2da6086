"""Confidence fell quickly.

## What it shows
Somebody who knows the work believes in it less than a moment ago, often before the number shows it.

## Threshold
The last two confidences that were given fall by 2 or more, or the last three by 3 or more.

## Facts
`confidence_before`, `confidence_after`, `since` the day of the earlier one, `days` between the two.

## Not flagged
A slow decline of one point at a time over more than three check-ins.

## Source
Confidence is given in whole points; a step of one is noise. The steps are our choice.
"""

from __future__ import annotations

from coach.checkin.shown import show_confidence, show_day, show_days
from coach.checkin.signals._signal import EDGE, Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity

_OF_TWO, _OF_THREE = 2.0, 3.0
_TWO, _THREE = 2, 3


def check(standing: Standing) -> Hit | None:
    """Compare the last confidences."""
    said = standing.confidences
    if len(said) >= _TWO and said[-2] - said[-1] >= _OF_TWO - EDGE:
        back = _TWO
    elif len(said) >= _THREE and said[-3] - said[-1] >= _OF_THREE - EDGE:
        back = _THREE
    else:
        return None
    days = [update.day for update in standing.updates if update.confidence is not None]
    before, after = show_confidence(said[-back]), show_confidence(said[-1])
    between = show_days((days[-1] - days[-back]).days)
    facts = {
        "confidence_before": before,
        "confidence_after": after,
        "since": show_day(days[-back]),
        "days": between,
    }
    return Hit(f"confidence fell from {before} to {after} in {between}", facts)


SIGNAL = SignalRule("CI605", Severity.WARNING, check, needs_progress=False)
