"""Pay or a rating hangs on this key result.

## What it flags
A key result that says a bonus, salary, commission or performance rating depends on reaching it.

## Why it weakens the OKR
Who is paid for the number sets it low, defends it and stops when it is reached. The OKR turns from
a question into a negotiation.

## Weak
- `Occupancy on weekdays from 52% to 70% (relevant for bonus)`
- `Reduce scrap from 8% to 5%; 15% of the annual bonus depends on it`

## Stronger
- `Occupancy on weekdays from 52% to 70%`

## Not flagged
- `Guests who use their loyalty bonus within a month from 12% to 30%`
- `Payslips with a wrong salary from 31 a month to 5`

## Source
Doerr, *Measure What Matters* (2018): OKRs and bonuses are best kept separate, to encourage risk
taking and prevent sandbagging; Google re:Work: OKRs are not synonymous with employee evaluations.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult
from coach.parsing.pay import find_pay
from coach.rules._rule import Context, Hit, Rule


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the words that tie it to pay."""
    words = find_pay(key_result.text)
    if words is not None:
        yield Hit(
            words,
            f"{words.of(key_result.text)!r} ties the result to pay or rating",
            "How high would you aim if no one's pay depended on it?",
        )


RULE = Rule(
    code="KR402",
    subject=Subject.KEY_RESULT,
    severity=Severity.WARNING,
    certainty=0.85,
    check=check,
)
