"""Everything is due on the last day of the cycle.

## What it flags
A set with three or more dated key results, all of them due on the last day of the cycle.

## Why it weakens the OKR
If nothing is due before the end, nothing can be learnt on the way, and the last week has to carry
everything. The date then says no more than the cycle does.

## Weak
```document
# Orchard OKRs, 2026-Q2

## Orchard visitors come in the week too
- Weekday visitors from 90 to 200 a week by 30 June 2026
- Cider sold on weekdays from 14% to 30% by 30 June 2026
- Groups that book ahead from 5 to 18 a month by 30 June 2026
```

## Stronger
```document
# Orchard OKRs, 2026-Q2

## Orchard visitors come in the week too
- Weekday visitors from 90 to 200 a week by 30 June 2026
- Cider sold on weekdays from 14% to 30% by 31 May 2026
- Groups that book ahead from 5 to 18 a month by 15 May 2026
```

## Not flagged
- Key results without any date: the cycle is their date.

## Source
Grove, *High Output Management* (1983): key results are the milestones by which one paces oneself.
The pattern of three dates is this coach's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coach.domain.finding import Severity, Subject
from coach.domain.okr import OkrSet
from coach.parsing.cycle import month_end
from coach.rules._calendar import read_due
from coach.rules._rule import Context, Hit, Rule

_PATTERN = 3
_MONTHS_OF_A_QUARTER = 3


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield the first of the dated key results."""
    dated = []
    end = okrs.cycle.end if okrs.cycle is not None else None
    for objective in okrs.objectives:
        for key_result in objective.key_results:
            due = read_due(key_result, okrs.cycle)
            if due is None:
                continue
            if not due.is_one_day or due.last != (end or due.last) or not _ends_a_quarter(end or due.last):
                return
            end = due.last
            dated.append(key_result)
    if len(dated) >= _PATTERN and end is not None:
        yield Hit(
            dated[0].passage.span,
            f"all {len(dated)} dated key results are due on {end.isoformat()}, the last day of the cycle",
            "Which of them could be true a month earlier, and what would you learn from that?",
        )


def _ends_a_quarter(day: date) -> bool:
    return day.month % _MONTHS_OF_A_QUARTER == 0 and day == month_end(day.year, day.month)


RULE = Rule(
    code="ST508",
    subject=Subject.SET,
    severity=Severity.HINT,
    certainty=0.8,
    check=check,
)
