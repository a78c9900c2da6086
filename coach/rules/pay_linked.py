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

import re
from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule

_MAY_BE_PAY = tuple(
    "bonus|salary|pay rise|pay raise|variable pay|compensation|commission|incentive|apprais|pay out|pays out"
    "|performance r|performance g|year-end r|year-end g|annual r|annual g|personal r|personal g".split("|")
)
_PAY = (
    r"(?:(?:annual|yearly|quarterly|performance|team|individual|my|our|the|their|personal|variable)\s+)*"
    r"(?:bonus(?:es)?|salary increase|salary|pay rise|pay raise|variable pay|compensation|commission"
    r"|incentive(?:s| pay)?"
    r"|(?:performance|appraisal|year-end|annual|personal) (?:rating|review|appraisal|grade)|appraisal)\b"
)
_IF_REACHED = r"(?:only )?(?:if|when) (?:reached|achieved|met|hit|we|the|it)"
_LINKED = pattern(
    r"\b(?:relevant|counts?|counted|linked|tied|coupled|feeds?|weighted|decisive|basis|used|required|condition"
    rf"|precondition|qualif\w+)\s+(?:in(?:to)?|for|to|towards?|with|of)\s+{_PAY}"
    rf"|\b(?:determines|affects|triggers|unlocks|decides|influences)\s+{_PAY}"
    rf"|{_PAY}[\s:-]*(?:relevant|linked|target|goal|criterion|condition|depends?\b|(?:is|are) paid"
    rf"|(?:is |are )?(?:tied|linked|coupled)|hangs on|{_IF_REACHED})"
    rf"|\b\d+\s?% of {_PAY}|\bfor (?:my|our|the|their) (?:\w+ )?bonus\b|\bpays? out (?:at|if|when)\b",
    re.IGNORECASE,
)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the words that tie it to pay."""
    lowered = key_result.text.lower()
    if not any(word in lowered for word in _MAY_BE_PAY):
        return
    match = _LINKED.search(key_result.text)
    if match is not None:
        yield Hit(
            Span(match.start(), match.end()),
            f"{match.group()!r} ties the result to pay or rating",
            "How high would you aim if no one's pay depended on it?",
        )


RULE = Rule(
    code="KR402",
    subject=Subject.KEY_RESULT,
    severity=Severity.WARNING,
    certainty=0.85,
    check=check,
)
