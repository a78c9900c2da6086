"""The objective has more key results than anyone will follow.

## What it flags
An objective with more than four key results (the limit is a setting). One over the limit is a hint.

## Why it weakens the OKR
A long list is usually a plan, or several views of the same result. Attention thins out and no
single number matters.

## Weak
```document
# Museum education OKRs, 2026-Q2

## School classes come back
- Classes that book again from 30% to 50%
- Teachers who rate the visit 5 of 5 from 44% to 70%
- Classes from the outer districts from 12 to 40
- Bookings cancelled in the last week from 18% to 8%
- Classes that use the worksheet afterwards from 10% to 45%
```

## Stronger
```document
# Museum education OKRs, 2026-Q2

## School classes come back
- Classes that book again from 30% to 50%
- Bookings cancelled in the last week from 18% to 8%
```

## Not flagged
- Work items indented under a key result.

## Source
Google re:Work, *Set goals with OKRs*, suggests about three key results per objective; Doerr,
*Measure What Matters* (2018), chapter 4, no more than five. The limit of four is this coach's
default.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import OkrSet
from coach.rules._rule import Context, Hit, Rule


def check(okrs: OkrSet, context: Context) -> Iterator[Hit]:
    """Yield each objective with too many key results of one team."""
    limit = context.limits.max_key_results
    for objective in okrs.objectives:
        teams = Counter(key_result.fields.get("team", "") for key_result in objective.key_results)
        most = max(teams.values(), default=0)
        if objective.text and most > limit:
            yield Hit(
                objective.passage.span,
                f"{most} key results under one objective; the limit here is {limit}",
                "Which of them would you still look at if you had time for three?",
                severity=None if most > limit + 1 else Severity.HINT,
            )


RULE = Rule(
    code="ST502",
    subject=Subject.SET,
    severity=Severity.WARNING,
    certainty=0.95,
    check=check,
)
