"""The target was changed while the cycle ran.

## What it shows
An amendment. It should be rare and explained: a new fact may call for it, a bad month does not.

## Threshold
A note says that the target or goal of this key result was raised, lowered, moved, amended or set anew. Where
the note names values, one of them has to be the target of this key result. It is a hint where the note gives
the reason, else a warning.

## Facts
`note` with the words, `since` its day, `before` and `after` where the note names them.

## Not flagged
The target of somebody else, a question or a wish to change it, a target that was reached, missed or copied.

## Source
OKRs are amended rarely and in the open (Doerr, "Measure What Matters", 2018); a moved target hides what was
missed.
"""

from __future__ import annotations

from coach.checkin.shown import show_day
from coach.checkin.signals._amendments import find_amendment
from coach.checkin.signals._facts import quote
from coach.checkin.signals._signal import Hit, SignalRule
from coach.domain.checkin import Standing
from coach.domain.finding import Severity


def check(standing: Standing) -> Hit | None:
    """Read the notes, the latest first."""
    track = standing.track
    for update in reversed(standing.updates):
        found = find_amendment(update.note, track.target, track.baseline) if update.note else None
        if found is None:
            continue
        facts = {"note": found.words, "since": show_day(update.day)}
        if found.before:
            facts["before"] = found.before
        if found.after:
            facts["after"] = found.after
        severity = Severity.HINT if found.explained else Severity.WARNING
        return Hit(f"the note of {show_day(update.day)} says: {quote(found.words)}", facts, severity)
    return None


SIGNAL = SignalRule("CI612", Severity.WARNING, check, needs_progress=False)
