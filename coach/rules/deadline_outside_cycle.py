"""The date lies outside the cycle that the key result belongs to.

## What it flags
A due date before the first or after the last day of the cycle, where the days of the cycle are known.

## Why it weakens the OKR
It cannot be graded when the cycle closes. Either the date is a slip, or the result belongs to another
cycle.

## Weak
```document
# Dispatch, 2026-Q3

## Objective: Parcels arrive when we said they would

- KR1: Late parcels from 9% to 4% by 30 November 2026
- KR2: Complaints about lateness from 140 to 60 a month
```

## Stronger
```document
# Dispatch, 2026-Q3

## Objective: Parcels arrive when we said they would

- KR1: Late parcels from 9% to 4% by 30 September 2026
- KR2: Complaints about lateness from 140 to 60 a month
```

## Not flagged
- `Late parcels from 9% to 4%`

## Source
Google re:Work, *Set goals with OKRs*: key results are graded at the end of the cycle that they were set
for.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.rules._calendar import read_due
from coach.rules._rule import Context, Hit, Rule


def check(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    """Yield the deadline when all its possible days lie outside the cycle."""
    cycle = context.okrs.cycle
    if cycle is None or cycle.start is None or cycle.end is None:
        return
    due = read_due(key_result, cycle)
    if due is None or (due.first <= cycle.end and due.last >= cycle.start):
        return
    yield Hit(
        key_result.reading.change.deadline or Span(0, len(key_result.text)),
        f"it is due on {due.last.isoformat()}, outside the cycle {cycle.name} ({cycle.start.isoformat()} "
        f"to {cycle.end.isoformat()})",
        "Does the date or the cycle need to change, or does this result belong to the next one?",
    )


RULE = Rule(
    code="KR109",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
