"""The team has more objectives than it can keep in mind.

## What it flags
A set with five objectives or more (the limit is a setting) for one team at one level. One over the
limit is a hint.

## Why it weakens the OKR
Objectives are a choice. With a long list the choice has not been made, and the week decides
instead.

## Weak
```document
# Harbour team OKRs, 2026-Q3

## Boats find a berth without calling
- Calls about berths from 60 to 20 a week
- Boats turned away from 9 to 2 a week

## Guests feel welcome at night
- Night arrivals met in person from 30% to 80%
- Complaints about lights from 12 to 3 a month

## The water stays clean
- Oil spots reported from 14 to 4 a month
- Boats that pump out on land from 22% to 60%

## Winter berths sell themselves
- Berths free in November from 80 to 20
- Owners who return from 55% to 75%

## Apprentices want to stay
- Apprentices who sign on from 2 of 6 to 5 of 6
- Sick days per apprentice from 11 to 6
```

## Stronger
```document
# Harbour team OKRs, 2026-Q3

## Boats find a berth without calling
- Calls about berths from 60 to 20 a week
- Boats turned away from 9 to 2 a week
```

## Not flagged
- Three objectives of the company and three of a team in the same file.

## Source
Doerr, *Measure What Matters* (2018), chapter 4: focus and commit to a handful of objectives, in
most cases three to five. The limit of four is this coach's default.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import OkrSet
from coach.rules._rule import Context, Hit, Rule


def check(okrs: OkrSet, context: Context) -> Iterator[Hit]:
    """Yield the first objective over the limit."""
    limit = context.limits.max_objectives
    if len(okrs.objectives) <= limit:
        return
    yield Hit(
        okrs.objectives[limit].passage.span,
        f"{len(okrs.objectives)} objectives for one team; the limit here is {limit}",
        "If you could reach only two of them this cycle, which would you drop first?",
        severity=None if len(okrs.objectives) > limit + 1 else Severity.HINT,
    )


RULE = Rule(
    code="ST501",
    subject=Subject.SET,
    severity=Severity.WARNING,
    certainty=0.95,
    check=check,
)
