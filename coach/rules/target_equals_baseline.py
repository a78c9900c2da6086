"""The target is where the metric already stands.

## What it flags
A movement whose baseline and target are the same value.

## Why it weakens the OKR
Nothing has to change to reach it. If the level is to be held, say so and name the limit; otherwise one of
the two values is a slip.

## Weak
- `Increase on-time departures from 88% to 88%`

## Stronger
- `Increase on-time departures from 88% to 94%`
- `Keep on-time departures above 88%`

## Not flagged
- `Keep on-time departures at 88% (now 88%)`

## Source
Arithmetic: progress divides by the way from baseline to target, and that way is zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import Direction, StatementKind
from coach.rules._rule import Context, Hit, Rule
from coach.rules._values import compare_values


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the target when it equals the baseline of a movement."""
    reading = key_result.reading
    change = reading.change
    if change.baseline is None or change.target is None or change.direction is Direction.HOLD:
        return
    if reading.kind is StatementKind.TASK or compare_values(change.baseline, change.target) != 0:
        return
    yield Hit(
        change.target.span,
        f"the target equals the baseline ({change.target.span.of(key_result.text)}), so nothing has to "
        f"change",
        "Is this a level to hold, or which value did you mean to reach?",
    )


RULE = Rule(
    code="KR107",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
