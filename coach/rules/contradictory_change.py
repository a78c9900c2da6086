"""The verb says one direction, the values say the other.

## What it flags
`Increase` with a target below its baseline, or `reduce` with a target above it.

## Why it weakens the OKR
One of the two is a slip. Until it is mended nobody knows which, and progress is computed backwards.

## Weak
- `Increase repeat purchases from 65% to 42%`
- `Cut queue time from 4 min to 9 min`

## Stronger
- `Increase repeat purchases from 42% to 65%`

## Not flagged
- `Cut queue time from 9 min to 4 min`
- `Cut queue time from 2 h to 40 min`

## Source
Arithmetic: progress is the way gone from baseline to target, and a target on the wrong side turns it round.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import Direction
from coach.rules._rule import Context, Hit, Rule, Status
from coach.rules._values import compare_values


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield from the first to the second value when they run against the verb."""
    reading = key_result.reading
    change = reading.change
    if reading.decided_by != "movement-lead" or change.baseline is None or change.target is None:
        return
    order = compare_values(change.baseline, change.target)
    if order is None or order == 0 or change.direction not in (Direction.INCREASE, Direction.DECREASE):
        return
    if (order > 0) != (change.direction is Direction.INCREASE):
        first, last = sorted((change.baseline.span, change.target.span))
        yield Hit(
            Span(first.start, last.end),
            f"it says {change.direction.value}, but the value goes from "
            f"{change.baseline.span.of(key_result.text)} to "
            f"{change.target.span.of(key_result.text)}",
            "Which of the two is meant: the verb or the order of the values?",
        )


RULE = Rule(
    code="KR106",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.ERROR,
    certainty=0.95,
    check=check,
    status=Status.STABLE,
)
