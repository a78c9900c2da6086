"""The target is there, but the starting value is not.

## What it flags
A metric that moves or reaches a level, where a reader needs the start to see how big the step is.

## Why it weakens the OKR
"40%" is a leap from 15% and a rest from 39%. Without the start nobody can see the ambition or compute
progress, and nobody notices that the metric has never been measured.

## Weak
- `Increase trial conversion to 40%`
- `Grow membership revenue by 20%`

## Stronger
- `Increase trial conversion from 31% to 40%`

## Not flagged
- `12 new schools sign up`
- `9 of 10 guests find the lift without asking`
- `Keep monthly churn under 2%`
- `No order leaves the warehouse unchecked`

## Source
Google re:Work, *Set goals with OKRs*: key results are graded from 0.0 to 1.0. A grade between the two ends
needs a start as well as an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import Direction, Quantity, QuantityKind, Reading, Role, StatementKind
from coach.parsing.lexicon import nouns
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule

_SCALES = (QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.MULTIPLE)
_FULL = 100.0
_EVEN = 0.5
_RATINGS = ("/5", "/7", "/10")
_MEASURED = ("movement-lead", "metric", "reading", "reach-lead", "work-lead")
_ADDING = frozenset("add gain acquire sign win get have".split())
_FIRST_TIME = pattern(
    r"\b(?:of (?:the |our |its )?(?:\w+ )?(?:plan|quota|target|budget|forecast)"
    r"|(?:for|in|of|with) (?:the |our )?(?:new|initial|first|pilot|beta)\b"
    r"|for the first time)",
    re.IGNORECASE,
)
_NOW = pattern(r"\b(?:now|today|currently)\b", re.IGNORECASE)


def check(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    """Yield the target when its start is missing."""
    reading = key_result.reading
    if reading.kind not in (StatementKind.OUTCOME, StatementKind.MIXED) or reading.unmeasurable >= _EVEN:
        return
    if reading.change.baseline is not None or _states_start(key_result):
        return
    target = reading.change.target
    if target is None:
        return
    certainty = _judge_need(reading, target)
    if certainty >= _EVEN or (context.strict and target.kind is not QuantityKind.ABSOLUTE):
        yield Hit(
            target.span,
            f"{target.span.of(key_result.text)!r} has no starting value, so nobody sees how big the step is",
            "What is the value today, and where is it read?",
            certainty=max(certainty, _EVEN),
            severity=Severity.WARNING if context.strict else None,
        )


def _states_start(key_result: KeyResult) -> bool:
    """Whether the document says beside the sentence where the metric stands: a column, or `(now 84%)`."""
    fields = key_result.fields
    return bool(fields.get("baseline") or fields.get("current") or _NOW.search(fields.get("progress", "")))


def _judge_need(reading: Reading, target: Quantity) -> float:
    """How much a reader needs the start: for a step or a moving metric, not for a limit or a first count."""
    direction = reading.change.direction
    if (
        target.kind in (QuantityKind.ABSOLUTE, QuantityKind.RANK, QuantityKind.REDACTED)
        or direction is Direction.HOLD
    ):
        return 0.0
    if _starts_from_nothing(reading, target):
        return 0.3
    if target.role is Role.STEP:
        return 0.4 if target.kind is QuantityKind.COUNT else 0.9
    if target.kind in _SCALES:
        if target.value == _FULL:
            return 0.2
        return _judge_share(reading)
    moves = reading.decided_by == "movement-lead" or direction in (Direction.INCREASE, Direction.DECREASE)
    if target.kind in (QuantityKind.MONEY, QuantityKind.DURATION):
        return 0.75 if moves else 0.6
    if target.kind is QuantityKind.RATIO:
        return 0.6 if moves or target.unit in _RATINGS else 0.4
    if moves and reading.decided_by in ("movement-lead", "metric", "comparative"):
        return 0.7
    return 0.7 if _names_score(reading, target) else 0.2


def _judge_share(reading: Reading) -> float:
    """A share that moves needs its start; one that is reached may be read without."""
    moves = reading.change.direction in (Direction.INCREASE, Direction.DECREASE)
    if moves or reading.decided_by == "movement-lead":
        return 0.75
    return 0.6 if reading.decided_by in _MEASURED else 0.5


def _starts_from_nothing(reading: Reading, target: Quantity) -> bool:
    """Whether a new thing or an attained plan is measured, or things are added one by one."""
    lead = reading.lead.of(reading.text).lower() if reading.lead else ""
    is_added = lead in _ADDING and target.kind is QuantityKind.COUNT
    return is_added or _FIRST_TIME.search(reading.text) is not None


def _names_score(reading: Reading, target: Quantity) -> bool:
    """Whether a bare number is the value of a metric (`NPS 60`) rather than a count (`60 clinics`)."""
    start = reading.lead.end if reading.lead and reading.decided_by.endswith("-lead") else 0
    before = reading.text[start : target.span.start].lower().split()
    metrics = nouns("metrics")
    return any(word.strip(".,:;()") in metrics for word in before[-4:])


RULE = Rule(
    code="KR102",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.NO_BASELINE,
    severity=Severity.HINT,
    certainty=0.7,
    check=check,
)
