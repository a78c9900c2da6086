"""A milestone is called done, but nobody outside the team has to notice.

## What it flags
A deliverable in its finished state: `dashboard implemented`, `handbook published`, `process in place`.

## Why it weakens the OKR
Done is what the team says it is. A milestone can be a key result where an outsider confirms it (an audit
passed, a licence granted) or where use shows it.

## Weak
- `Sales dashboard implemented`
- `New complaints process is documented and in place`

## Stronger
- `Complaints answered within five days from 60% to 90%`

## Not flagged
- `40 schools connected by their own technicians`

## Source
Google OKR playbook, in Doerr, *Measure What Matters* (2018): key results "must include evidence of
completion". Castro, *The beginner's guide to OKR*, on activity-based key results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule, Status
from coach.rules._work import Work, classify_work, object_to

_CONFIRMED = pattern(r"\b(?:signed off|accepted|approved|confirmed|used) by\b", re.IGNORECASE)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the statement when it is this sort of work."""
    if classify_work(key_result) is not Work.MILESTONE:
        return
    if _CONFIRMED.search(key_result.text):
        yield object_to(
            key_result,
            "it declares a deliverable done and confirmed, not what comes of it",
            "What will those who confirm it do differently once it is there?",
        )
        return
    yield object_to(
        key_result,
        "it declares a deliverable done, without a sign that others notice",
        "Who uses it, or who confirms it, and what would they do differently once it is there?",
    )


RULE = Rule(
    code="KR205",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.8,
    check=check,
    status=Status.STABLE,
)
