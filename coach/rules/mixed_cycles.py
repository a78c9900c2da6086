"""Key results of one set end in different cycles.

## What it flags
A key result that is due wholly outside the cycle of its set, or an objective that states another
cycle than its set.

## Why it weakens the OKR
A set is planned, checked and graded together. A line that ends in another cycle cannot be graded
with the rest and hides how full this cycle is.

## Weak
```document
# Ski school OKRs, 2026-Q1

## Beginners come back for a second week
- Beginners who book again from 20% to 35% by 20 March 2026
- Beginners who own a season pass from 3% to 9% by 15 December 2026
```

## Stronger
```document
# Ski school OKRs, 2026-Q1

## Beginners come back for a second week
- Beginners who book again from 20% to 35% by 20 March 2026
- Beginners who ask for the same teacher from 12% to 30%
```

## Not flagged
- Dates in several quarters under a yearly cycle.
- A baseline from an earlier quarter.

## Source
Doerr, *Measure What Matters* (2018), describes a dual cadence: OKRs for the quarter that support
OKRs for the year, each kind with its own horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Cycle, OkrSet
from coach.parsing.cycle import find_cycle
from coach.rules._calendar import Due, read_due
from coach.rules._rule import Context, Hit, Rule

_QUESTION = "Which cycle should this be graded in, and what of it can be reached in this one?"


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield what ends in another cycle than the set."""
    cycle = okrs.cycle
    if cycle is None or cycle.start is None or cycle.end is None:
        return
    for objective in okrs.objectives:
        stated = find_cycle(objective.fields.get("cycle", ""))
        if stated is not None and stated.end is not None and stated.end != cycle.end:
            yield Hit(
                objective.passage.span,
                f"the objective is for {stated.name}, its set for {cycle.name}",
                _QUESTION,
            )
            continue
        for key_result in objective.key_results:
            due = read_due(key_result, cycle)
            if due is not None and _is_outside(due, cycle):
                yield Hit(
                    key_result.passage.span, f"due {due.last.isoformat()}, outside {cycle.name}", _QUESTION
                )


def _is_outside(due: Due, cycle: Cycle) -> bool:
    if cycle.start is None or cycle.end is None:
        return False
    return due.last < cycle.start or due.first > cycle.end


RULE = Rule(
    code="ST507",
    subject=Subject.SET,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.WARNING,
    certainty=0.85,
    check=check,
)
