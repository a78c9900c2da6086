"""The objective has no key results.

## What it flags
An objective with nothing under it that could be measured.

## Why it weakens the OKR
Without key results nobody can tell whether it was reached, so it stays a wish.

## Weak
```document
# Night shelter OKRs, 2026-Q4

## O1: Guests find a way out
- Guests in housing of their own after 60 days from 9 to 20
- Guests who come back within a year from 40% to 25%

## O2: Neighbours are on our side
```

## Stronger
```document
# Night shelter OKRs, 2026-Q4

## O1: Guests find a way out
- Guests in housing of their own after 60 days from 9 to 20
- Guests who come back within a year from 40% to 25%
```

## Not flagged
- A heading such as "Objectives" above the first objective.

## Source
Grove, *High Output Management* (1983): the key results answer the second question of the system,
how will I pace myself to see if I am getting there?
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import OkrSet
from coach.rules._rule import Context, Hit, Rule


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield each objective without key results."""
    for objective in okrs.objectives:
        if objective.text and not objective.key_results:
            yield Hit(
                objective.passage.span,
                "the objective has no key results",
                "What would you see at the end of the cycle if it were reached?",
            )


RULE = Rule(
    code="ST504",
    subject=Subject.SET,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
