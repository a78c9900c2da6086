"""A task stands where a result should be.

## What it flags
Something to do or deliver: launch, build, write, migrate, define, document.

## Why it weakens the OKR
It can be done on time and change nothing. Tasks belong in the plan; the key result says what will be
different once they are done.

## Weak
- `Launch the new onboarding flow`
- `Migrate the archive to the new storage`

## Stronger
- `Customers who finish their first order within 7 days: 35% to 55%`

## Not flagged
- `Raise share of deploys shipped without rollback from 88% to 97%`
- `Release 2.0 adopted by 60% of active accounts`

## Source
Castro, *The beginner's guide to OKR*: value-based, not activity-based key results. Google OKR playbook, in
Doerr, *Measure What Matters* (2018): key results "must describe outcomes, not activities".
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.rules._rule import Context, Hit, Rule
from coach.rules._work import Work, ask_about, classify_work, object_to

_QUESTION = "Once this is done, what will be different, for whom, and how would you see it in a number?"

_TARGET = "Which of the two is the result: this line, or the target beside it?"


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the statement when it is this sort of work."""
    if classify_work(key_result) is Work.TASK:
        yield object_to(
            key_result,
            "it says what will be done, not what will be different",
            _TARGET if key_result.fields.get("target") else ask_about(key_result.reading, _QUESTION),
        )


RULE = Rule(
    code="KR201",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
