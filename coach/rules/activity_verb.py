"""The verb has no end: helping and exploring are never finished.

## What it flags
Key results led by help, support, participate, analyse, explore, discuss, monitor, promote and the like.

## Why it weakens the OKR
The work can go on for ever, be done badly, and still count. Google's playbook names such verbs as the mark
of an activity.

## Weak
- `Support the sales team with material`
- `Explore options for the second site`

## Stronger
- `Sales calls that use our material and end in a second meeting: 20% to 35%`

## Not flagged
- `Support tickets solved at first contact from 58% to 75%`

## Source
Google OKR playbook, in Doerr, *Measure What Matters* (2018): key results that use words like "consult,"
"help," "analyze" or "participate" describe activities.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.rules._rule import Context, Hit, Rule, Status
from coach.rules._work import Work, ask_about, classify_work, object_to


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the statement when it is this sort of work."""
    if classify_work(key_result) is Work.ACTIVITY:
        yield object_to(
            key_result,
            "it names an activity, not what comes of it",
            ask_about(key_result.reading, "What will be decided, or different, because of it?"),
        )


RULE = Rule(
    code="KR203",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
    status=Status.STABLE,
)
