"""The same thing has been in the way for a while.

## What it shows
A blocker that the team reports again and again and cannot move alone.

## Threshold
The same blocker in each of the last three check-ins. Blockers are the same when they are worded alike: equal
but for case and punctuation, or sharing two words and half of the words of the shorter one.

## Facts
`blocker` as last worded, `times` in a row, `since` the first of them, `days` since then.

## Not flagged
A blocker that is reported twice, or that was gone in between.

## Source
Once is news, twice is a reminder, three times needs somebody else; our choice.
"""

from __future__ import annotations

from coach.checkin.shown import show_day, show_days
from coach.checkin.signals._blockers import is_same_blocker
from coach.checkin.signals._facts import quote
from coach.checkin.signals._signal import Hit, SignalRule
from coach.domain.checkin import CheckIn, Standing
from coach.domain.finding import Severity

_TIMES = 3


def check(standing: Standing) -> Hit | None:
    """Follow each blocker of the latest check-in back."""
    if len(standing.updates) < _TIMES or not standing.updates[-1].blockers:
        return None
    runs = [(_run(standing, blocker), blocker) for blocker in standing.updates[-1].blockers]
    run, blocker = max(runs, key=lambda found: len(found[0]))
    if len(run) < _TIMES:
        return None
    first = run[-1].day
    days = show_days((standing.day - first).days)
    facts = {"blocker": blocker, "times": str(len(run)), "since": show_day(first), "days": days}
    return Hit(f"the same blocker in {len(run)} check-ins, since {show_day(first)}: {quote(blocker)}", facts)


def _run(standing: Standing, blocker: str) -> list[CheckIn]:
    """The latest check-ins in a row that name a blocker."""
    run: list[CheckIn] = []
    for update in reversed(standing.updates):
        if not any(is_same_blocker(blocker, other) for other in update.blockers):
            break
        run.append(update)
    return run


SIGNAL = SignalRule("CI611", Severity.WARNING, check, needs_progress=False)
