"""Pieces of work are counted, not what they change.

## What it flags
A number of things to produce, people to hire or people to meet: posts, features, interviews, trainings,
hires.

## Why it weakens the OKR
The number makes it look measured, yet what it measures is effort. Five posts that nobody reads count as
much as five that bring customers.

## Weak
- `Publish 5 posts on the company blog`
- `Conduct 20 interviews with shop owners`

## Stronger
- `Monthly requests from blog readers from 12 to 40`

## Not flagged
- `40 shop owners reorder within a month`
- `Five partners build on our interface without our help`

## Source
Castro, *The beginner's guide to OKR*: activity-based key results measure tasks and deliverables,
value-based ones measure what they bring about.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.rules._rule import Context, Hit, Rule
from coach.rules._work import Work, ask_about, classify_work, find_pieces, object_to

_ONE = "Once it is done, which number outside the team should move?"
_SEVERAL = "Once all of them are done, which number outside the team should move?"


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the statement when it is this sort of work."""
    reading = key_result.reading
    if classify_work(key_result) is not Work.COUNTED:
        return
    is_one = all(piece.value == 1 for piece in find_pieces(reading))
    yield object_to(
        key_result,
        "one piece of work is named, not what it changes"
        if is_one
        else "it counts pieces of work, not what they change",
        ask_about(reading, _ONE if is_one else _SEVERAL),
    )


RULE = Rule(
    code="KR202",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
