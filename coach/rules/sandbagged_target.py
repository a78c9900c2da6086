"""The step is so small that it may happen by itself.

## What it flags
A step from one known value to another that is less than a twentieth of the first, far from the end of the
scale.

## Why it weakens the OKR
A target within the noise of the metric is reached by luck, and teaches nothing.

## Weak
- `Increase weekly active riders from 40,000 to 40,500`

## Stronger
- `Increase weekly active riders from 40,000 to 52,000`

## Not flagged
- `Raise availability from 99.90% to 99.95%`
- `Reduce serious injuries from 2 to 0`

## Source
Google OKR playbook, in Doerr, *Measure What Matters* (2018): sandbagging and timid targets are among its
common traps.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import QuantityKind, StatementKind
from coach.rules._rule import Context, Hit, Rule
from coach.rules._values import compare_values, measure_value

_SMALL_STEP = 0.05
_NEAR_THE_END = 90.0


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the target when the step is under a twentieth of the baseline."""
    change = key_result.reading.change
    if (
        key_result.reading.kind is not StatementKind.OUTCOME
        or change.baseline is None
        or change.target is None
    ):
        return
    if compare_values(change.baseline, change.target) in (None, 0):
        return
    before, after = measure_value(change.baseline), measure_value(change.target)
    if not before or after is None:
        return
    if change.target.kind is QuantityKind.PERCENT and (after >= _NEAR_THE_END or before >= _NEAR_THE_END):
        return
    if change.target.kind is QuantityKind.RATIO or abs(after - before) / abs(before) >= _SMALL_STEP:
        return
    yield Hit(
        change.target.span,
        f"the step from {change.baseline.span.of(key_result.text)} to "
        f"{change.target.span.of(key_result.text)} is small",
        "How much does this number move by itself from one month to the next?",
    )


RULE = Rule(
    code="KR301",
    subject=Subject.KEY_RESULT,
    severity=Severity.HINT,
    certainty=0.6,
    check=check,
)
